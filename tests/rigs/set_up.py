"""SIGKILL at random moments of a set-up by run.py: the next start never believes what is not whole, and ends well.

In a folder with a run.py, a lock and a main.py of its own, which prints what it finds of the packages. ``really`` runs
all of it: the venv, pip, and wheels that are made here. Else, venv and pip are files that are written slowly.
"""

import base64
import hashlib
import importlib.util
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
PACKAGES = ("beans", "lentils", "peas")
FILES = 40  # in a package
MAIN = "import sys\nfrom beans import part_39\nfrom lentils import part_39\nfrom peas import part_39\nprint('whole')\n"
EVERY = 10  # so many kills, then a start that nobody kills


def make(folder: Path) -> None:
    """A program that needs three packages, in a folder of its own."""
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    lines = ["--no-index", f"--find-links {wheels}"]
    for name in PACKAGES:
        wheel = _wheel(wheels, name)
        lines.append(f"{name}==1.0 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}")
    (folder / "requirements.lock").write_text("\n".join([*lines, ""]), encoding="utf-8")
    (folder / "requirements-test.lock").write_text("", encoding="utf-8")
    (folder / "main.py").write_text(MAIN, encoding="utf-8")
    (folder / "run.py").write_bytes((ROOT / "run.py").read_bytes())


def _wheel(folder: Path, name: str) -> Path:
    files = {f"{name}/__init__.py": b""}
    files |= {f"{name}/part_{number}.py": f"number = {number}\n".encode() * 400 for number in range(FILES)}
    info = f"{name}-1.0.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: rig\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    record = "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as packed:
        for path, content in files.items():
            packed.writestr(path, content)
    return wheel


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def kill_set_ups(folder: Path, kills: int, longest: float, *, really: bool, bug: str = "") -> tuple[list[str], int]:
    """Kills so many starts, each up to ``longest`` [s] after it began; the damage, and how many went to their end.

    What one leaves is what the next finds. After some, one goes to its end, and another lock asks for all of it anew.
    """
    chance = random.Random(1)
    damage: list[str] = []
    ended = 0
    command = [sys.executable, "run.py", "plan"] if really else [sys.executable, __file__, str(folder), bug]
    for kill in range(kills):
        with subprocess.Popen(
            command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        ) as process:
            time.sleep(chance.uniform(0.0, longest))
            if chance.random() < 0.7:  # a power cut; else pip outlives who started it, and the next one waits for it
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
        if wrong := believed(folder):
            damage.append(f"kill {kill}: {wrong}")
        if kill % EVERY == EVERY - 1 or kill == kills - 1:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            ended += 1
            if (done.returncode, done.stdout) != (0, "whole\n"):
                damage.append(f"after kill {kill}: {done.returncode}, {done.stdout!r}, {done.stderr[-300:]!r}")
            with (folder / "requirements.lock").open("a", encoding="utf-8") as lock:
                lock.write(f"# {kill}\n")
        if damage and bug:
            break
    return damage, ended


def believed(folder: Path) -> str:
    """What is missing though the next start would take the set-up for complete; "" where all is well."""
    run = load(folder)
    if not run.complete(run.LOCK) or run.lost():
        return ""
    parts = [run.PACKAGES / name / f"part_{part}.py" for name in PACKAGES for part in range(FILES)]
    return next((f"complete without {part}" for part in parts if not part.is_file()), "")


def load(folder: Path) -> ModuleType:
    """The run.py of a folder, as a module."""
    spec = importlib.util.spec_from_file_location("run_of_rig", folder / "run.py")
    if spec is None or spec.loader is None:
        raise ImportError(folder)
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    return run


def main(folder: Path, bug: str) -> None:
    """run.py's own steps, with a venv and a pip that write files."""
    run = load(folder)

    def done(*command: str) -> bool:
        if "venv" in command:
            subprocess.run(["rm", "-rf", str(run.VENV)], check=True)
            run.PYTHON.parent.mkdir(parents=True)
            run.PYTHON.symlink_to(sys.executable)
            run.PACKAGES.mkdir(parents=True)
        else:
            for wheel in sorted((folder / "wheels").iterdir()):
                with zipfile.ZipFile(wheel) as packed:
                    for name in packed.namelist():
                        packed.extract(name, run.PACKAGES)
                        time.sleep(0.0005)
        return True

    def mark_first(lock: Path) -> None:
        """The bug: what is written last is written first."""
        run.mark_of(lock).write_text(run.made_from(lock), encoding="utf-8")
        done("pip")

    setattr(run, "done", done)  # noqa: B010
    if bug:
        setattr(run, "install", mark_first)  # noqa: B010
    with run.LOCK.open("rb") as held:
        run.hold(held.fileno())
        run.set_up(for_tests=False, wants_qt=False)
    sys.path.insert(0, str(run.PACKAGES))
    exec(MAIN)


if __name__ == "__main__":
    given: Sequence[str] = sys.argv[1:]
    main(Path(given[0]), given[1])
