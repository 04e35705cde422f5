"""Sets up ``.venv`` beside this file and starts Magnolia in it, or with ``test`` as first argument the tests."""

import os
import sys

if __name__ == "__main__":  # PYTHONPATH is some other program's: a module of ours or of Python's may be in it by name
    foreign = [os.path.abspath(folder) for folder in os.environ.pop("PYTHONPATH", "").split(os.pathsep)]
    sys.path.sort(key=foreign.__contains__)
    for name in [name for name in os.environ if name.startswith("PIP_") or name == "PYTHONHOME"]:
        del os.environ[name]  # the locks say what is installed, and nobody else

import contextlib
import csv
import ctypes
import hashlib
import importlib.util
import shutil
import signal
import subprocess
import time
from pathlib import Path

if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("Magnolia needs Python 3.11, 3.12 or 3.13, but this is Python {}.{}.".format(*sys.version_info[:2]))
HERE = Path(__file__).resolve().parent
LOCK, TEST_LOCK = HERE / "requirements.lock", HERE / "requirements-test.lock"  # the second one adds to the first
ROOM = {LOCK: "0.5 GB", TEST_LOCK: "1 GB"}  # installed, the first one with what pip needs on the way
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
PACKAGES = VENV / ("Lib" if os.name == "nt" else "lib/python{}.{}".format(*sys.version_info[:2])) / "site-packages"
QT = """libGL.so.1=libgl1 libEGL.so.1=libegl1 libxkbcommon.so.0=libxkbcommon0 libfontconfig.so.1=libfontconfig1
    libglib-2.0.so.0=libglib2.0-0 libdbus-1.so.3=libdbus-1-3 libxcb-cursor.so.0=libxcb-cursor0
    libxkbcommon-x11.so.0=libxkbcommon-x11-0 libxcb-icccm.so.4=libxcb-icccm4 libxcb-keysyms.so.1=libxcb-keysyms1
    libxcb-shape.so.0=libxcb-shape0"""  # what Qt loads=its package; apt reads libglib2.0-0 as libglib2.0-0t64 where due
TESTS = ("-m", "pytest", "-n", "auto", "--dist", "loadgroup")  # one worker for each core


def say(sentence: str) -> None:
    """To standard error, because standard output may be a plan."""
    print(sentence, file=sys.stderr, flush=True)


def done(*command: str) -> bool:
    """Runs one step; its words go to standard error too."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, close_fds=False).returncode == 0


def provide(packages: list[str]) -> None:
    """Installs packages of Debian and Ubuntu if we are root; tells anyone else the line to type."""
    os.environ.setdefault("DEBIAN_FRONTEND", "noninteractive")
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    is_root = os.geteuid() == 0 and (done("apt-get", "update") or True)  # an old list may do
    if not (is_root and done(*command)):
        sys.exit(f"Some system packages are missing. Type this, then start again:\nsudo {' '.join(command)}")


def in_the_way() -> str:
    """What stands where ``.venv`` belongs and is not ours to delete, in a sentence; "" where nothing does."""
    if VENV.is_symlink() and not VENV.exists():
        return f".venv is a link to {os.readlink(VENV)}, which is not there. Delete the link, then start again."
    if VENV.exists() and not VENV.is_dir():
        return ".venv is a file, but a folder of that name is needed here. Rename or delete it, then start again."
    return ""


def records() -> list[Path]:
    """For each installed package, the list of its files."""
    return sorted(PACKAGES.glob("*.dist-info/RECORD"))


def lost() -> str:
    """The first installed file that is gone, or not as long as it was; "" where there is none."""
    for name in mark_of(LOCK).read_text(encoding="utf-8").splitlines()[1:]:
        if not (PACKAGES / name).is_file():
            return name
    for record in records():
        try:
            for name, _, size in csv.reader(record.read_text(encoding="utf-8").splitlines()):
                if size and "__pycache__" not in name and os.stat(f"{PACKAGES}/{name}").st_size != int(size):
                    return name
        except FileNotFoundError:
            return name
        except (OSError, ValueError, csv.Error):
            return record.relative_to(PACKAGES).as_posix()
    return ""


def mark_of(lock: Path) -> Path:
    """Written last: the Python and the lock that ``.venv`` was made from, then the lists of what was installed."""
    return VENV / f"complete-{lock.stem}"


def made_from(lock: Path) -> str:
    return f"{sys.version_info[:2]} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def complete(lock: Path) -> bool:
    """Whether everything of a lock was installed, by this Python."""
    mark = mark_of(lock)
    if not PYTHON.exists() or not mark.is_file():
        return False
    return mark.read_text(encoding="utf-8", errors="replace").partition("\n")[0] == made_from(lock)


def system_packages(*, wants_qt: bool, makes_venv: bool) -> list[str]:
    """What Debian and Ubuntu call the parts of the system that are missing."""
    missing = []
    if makes_venv and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info[1]}-venv")
    for library, package in (pair.split("=") for pair in (QT.split() if wants_qt else ())):
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def make_venv() -> None:
    """An empty ``.venv``, whatever was in it."""
    if VENV.is_symlink():
        sys.exit(
            f".venv is a link to {os.readlink(VENV)}, and what is there is not what this version needs."
            " Delete the link, then start again."
        )
    for lock in (LOCK, TEST_LOCK):
        mark_of(lock).unlink(missing_ok=True)
    if not done(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", str(VENV)):
        sys.exit(f"The folder {VENV} could not be made, see above.")


def install(lock: Path) -> None:
    """Every package of a lock, each only as the file whose hash stands there; pip names them as they come."""
    mark_of(lock).unlink(missing_ok=True)
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    say(f"Downloading and installing up to {count} packages of {lock.name} …")
    pip = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--retries=9", "install", "--only-binary=:all:"]
    locks = (LOCK,) if lock == LOCK else (LOCK, lock)
    if not done(*pip, "--require-hashes", *(word for each in locks for word in ("-r", str(each)))):
        sys.exit(f"The set-up failed, see above. It needs the network and {ROOM[lock]} here. Then start again.")
    listed = [each.relative_to(PACKAGES).as_posix() for each in records()]
    mark_of(lock).write_text("\n".join([made_from(lock), *listed]), encoding="utf-8")


def set_up(*, for_tests: bool, wants_qt: bool) -> None:
    """Makes ``.venv`` unless it is complete, after providing what the system lacks for it and for Qt."""
    if trouble := in_the_way():
        sys.exit(trouble)
    started, ready = time.monotonic(), complete(LOCK)
    if ready and (file := lost()):
        say(f"In .venv, {file} is missing or damaged. It is set up again.")
        ready = False
    missing = system_packages(wants_qt=wants_qt, makes_venv=not ready)
    if missing and shutil.which("apt-get"):
        provide(missing)
    wanted = [] if ready else [LOCK]
    if for_tests and not (ready and complete(TEST_LOCK)):
        wanted.append(TEST_LOCK)
    if not ready:
        say("Setting up .venv, which takes a minute or two …")
        make_venv()
    for lock in wanted:
        install(lock)
    if wanted:
        say(f".venv is ready after {time.monotonic() - started:.0f} s.")


def hold(file: int) -> None:
    """One set-up at a time: waits for another one, and says so."""
    with contextlib.suppress(ImportError, OSError):  # Windows and some network drives cannot
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Waiting for another set-up of this folder to end …")
            fcntl.flock(file, fcntl.LOCK_EX)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))  # Ctrl+C during the set-up: no traceback
    first, *others = sys.argv[1:] or [""]
    with LOCK.open("rb") as held:  # locked until pip ends, even a pip that outlives us
        os.set_inheritable(held.fileno(), True)
        hold(held.fileno())
        set_up(for_tests=first == "test", wants_qt=first != "plan")  # a plan as text needs no Qt
    command = [str(PYTHON), str(HERE / "main.py"), *sys.argv[1:]]
    if first == "test":
        os.chdir(HERE)
        command = [str(PYTHON), *TESTS, *others]
    if os.name != "nt":
        os.execv(PYTHON, command)  # signals go to Magnolia, its exit code is ours
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Magnolia answers Ctrl+C
    sys.exit(subprocess.call(command))
