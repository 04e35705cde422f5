"""Sets up ``.venv`` beside this file and starts Magnolia in it, or with ``test`` as first argument the tests."""

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("Magnolia needs Python 3.11, 3.12 or 3.13, but this is Python {}.{}.".format(*sys.version_info[:2]))
HERE = Path(__file__).resolve().parent
LOCK, VENV = HERE / "requirements.lock", HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
MARK = VENV / "complete"  # written last: the Python and the lock that .venv was made from
QT = """libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libfontconfig.so.1=libfontconfig1
    libglib-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3 libxcb-cursor.so.0=libxcb-cursor0
    libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0"""  # what Qt loads=its package; apt reads libglib2.0-0 as libglib2.0-0t64 where due


def done(*command: str) -> bool:
    """Runs one step; its words go to standard error, because standard output may be a plan."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, close_fds=False).returncode == 0


def provide(packages: list[str]) -> None:
    """Installs packages of Debian and Ubuntu if we are root; tells anyone else the line to type."""
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    is_root = os.geteuid() == 0 and (done("apt-get", "update") or True)  # an old list may do
    if not (is_root and done(*command)):
        sys.exit(f"Some system packages are missing. Type this, then start again:\nsudo {' '.join(command)}")


def set_up() -> None:
    """Makes ``.venv`` unless it is complete, after providing what the system lacks for it and for Qt."""
    made_from = f"{sys.version_info[:2]} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    complete = PYTHON.exists() and MARK.is_file() and MARK.read_text() == made_from
    missing = [] if complete or importlib.util.find_spec("ensurepip") else [f"python3.{sys.version_info[1]}-venv"]
    wanted = [] if sys.argv[1:2] == ["plan"] else QT.split()  # a plan as text needs no Qt
    for library, package in (pair.split("=") for pair in wanted):
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    if missing and shutil.which("apt-get"):
        provide(missing)
    if not complete:
        print("Setting up .venv, which takes a minute or two …", file=sys.stderr, flush=True)
        MARK.unlink(missing_ok=True)
        venv = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)]
        pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--retries=9", "install", "--only-binary=:all:"]
        if not (done(*venv) and done(*pip, "--require-hashes", "-r", str(LOCK))):
            sys.exit("The set-up failed, see above. It needs the network and 1 GB in this folder. Then start again.")
        MARK.write_text(made_from)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # Ctrl+C during the set-up: no traceback
    with LOCK.open("rb") as held:  # locked until pip ends, even a pip that outlives us: one set-up at a time
        os.set_inheritable(held.fileno(), True)
        with contextlib.suppress(ImportError, OSError):  # Windows and some network drives cannot
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        set_up()
    command = [str(PYTHON), str(HERE / "main.py"), *sys.argv[1:]]
    if sys.argv[1:2] == ["test"]:
        os.chdir(HERE)
        command = [str(PYTHON), "-m", "pytest", *sys.argv[2:]]
    if os.name != "nt":
        os.execv(PYTHON, command)  # signals go to Magnolia, its exit code is ours
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Magnolia answers Ctrl+C
    sys.exit(subprocess.call(command))
