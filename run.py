"""Sets up ``.venv`` beside this file, then starts Magnolia, or its tests, in it.

python3 run.py [arguments of main.py]
python3 run.py test [arguments of pytest]
"""

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
    libxcb-shape.so.0=libxcb-shape0"""  # what Qt loads=its package on Debian and Ubuntu (newer ones know libglib2.0-0 too)


def done(*command: str) -> bool:
    """Runs one step; its words go to standard error, because standard output may be a plan."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, close_fds=False).returncode == 0


def provide(packages: list[str]) -> None:
    """Installs Debian packages if we are root; tells anyone else the line to type."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    if os.geteuid() != 0 or (done("apt-get", "update"), done(*command)) [1] is False:
        sys.exit(f"Some system packages are missing. Type this, then start again:\nsudo {' '.join(command)}")


def set_up() -> None:
    """Makes ``.venv`` unless it is complete, after providing what Debian lacks for it and for Qt."""
    made_from = f"{sys.version_info[:2]} {hashlib.sha256(LOCK.read_bytes()).hexdigest()}"
    complete = PYTHON.exists() and MARK.is_file() and MARK.read_text() == made_from
    missing = [] if complete or importlib.util.find_spec("ensurepip") else [f"python3.{sys.version_info[1]}-venv"]
    for library, package in (pair.split("=") for pair in QT.split()):
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    if missing and shutil.which("apt-get"):
        provide(missing)
    if complete:
        return
    print("Setting up .venv, which takes a minute or two …", file=sys.stderr, flush=True)
    MARK.unlink(missing_ok=True)
    venv = [getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)]
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--retries=9", "install", "--only-binary=:all:"]
    if not (done(*venv) and done(*pip, "--require-hashes", "-r", str(LOCK))):
        sys.exit("The set-up failed, see above. Check the network and the free disk space, then start again.")
    MARK.write_text(made_from)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))
    with LOCK.open("rb") as held, contextlib.suppress(ImportError, OSError):
        pass
