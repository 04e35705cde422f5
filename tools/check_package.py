"""Starts an installed Magnolia as its user would, without a screen of the machine's own, and looks at what it does.

    python -m tools.check_package [--root FOLDER] COMMAND...

Plans a day by COMMAND without a screen, and paints a shopping list as PDF; then opens its window on Xvfb, for somebody
who never had Magnolia, and waits for its first paint, its first plan and the whole week; ends it with SIGTERM. Anything
on standard error is a failure. --root is the folder that COMMAND takes for / (``chroot FOLDER magnolia``). Needs Xvfb.
"""

import argparse
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 120.0  # [s] for anything to appear
ENDING = 10.0  # [s] from SIGTERM to the end
EVERY = 0.02  # [s]
SCREEN = "1280x800x24"
ACCENT = 0x2E7434  # of ui/base/look.py, light: of the filled bars of the nutrition, which a plan fills
FILLED = 200  # such points in every fourth row of the right third of the screen
PAINTED = 12  # colours: a window with text has more, a bare screen or an unpainted window has one or two
KEPT = ".local/share/Magnolia/document.json"


class CheckError(Exception):
    """What the program did not do, in a sentence."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Checks one command and prints what was seen."""
    parser = argparse.ArgumentParser(prog="python -m tools.check_package")
    parser.add_argument("--root", type=Path, default=Path("/"), help="what COMMAND takes for /")
    parser.add_argument("command", nargs="+", metavar="COMMAND")
    options = parser.parse_args(arguments)
    try:
        for line in check(options.command, options.root):
            print(line)
    except CheckError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def check(command: Sequence[str], root: Path = Path("/")) -> list[str]:
    """What was seen, line by line.

    Raises:
        CheckError: if the program does not do what it should.
    """
    with tempfile.TemporaryDirectory(dir=root / "tmp") as home:
        environment = _environment("/" + os.path.relpath(home, root))
        said = [_plan(command, environment), _paint(command, environment)]
        with _screen() as (display, picture):
            said += _window(command, {**environment, "DISPLAY": display}, Path(home), picture)
    return said


def _environment(home: str) -> dict[str, str]:
    """Nothing of ours but where the programs are: no settings, no Python, no screen."""
    return {"HOME": home, "PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "XDG_RUNTIME_DIR": home}


def _plan(command: Sequence[str], environment: Mapping[str, str]) -> str:
    started = time.monotonic()
    days = json.loads(_answer([*command, "plan", "--days", "1", "--format", "json"], environment))["days"]
    took = time.monotonic() - started
    foods = sum(len(meal["portions"]) for day in days for meal in day["meals"])
    if len(days) != 1 or not foods:
        raise CheckError(f"`plan --days 1` gave {len(days)} days with {foods} foods.")
    return f"Without a screen: a day of {foods} foods after {took:.1f} s"


def _paint(command: Sequence[str], environment: Mapping[str, str]) -> str:
    page = _answer([*command, "shop", "--days", "1", "--format", "pdf"], environment)
    if not page.startswith(b"%PDF-") or b"/Font" not in page:
        raise CheckError("`shop --format pdf` gave no PDF with text in it.")
    return f"A shopping list as PDF: {len(page) / 1000:.0f} kB"


def _answer(command: Sequence[str], environment: Mapping[str, str]) -> bytes:
    done = subprocess.run(command, env=environment, capture_output=True)
    if done.returncode != 0 or done.stderr:
        said = done.stderr.decode(errors="replace").strip()
        raise CheckError(f"{' '.join(command)} ended with {done.returncode}. {said}".rstrip())
    return done.stdout


def _window(command: Sequence[str], environment: Mapping[str, str], home: Path, picture: Path) -> list[str]:
    errors = home / "errors.txt"
    with errors.open("wb") as written:
        started = time.monotonic()
        program = subprocess.Popen(command, env=environment, stdout=written, stderr=written)
        try:
            painted = _wait(program, lambda: _colours(picture) >= PAINTED, "its first paint", errors) - started
            planned = _wait(program, lambda: _filled(picture) >= FILLED, "its first plan", errors) - started
            kept = _wait(program, lambda: _has_plan(home / KEPT), "the week's plan", errors) - started
            ended = _end(program)
        finally:
            program.kill()
            program.wait()
    if said := errors.read_text(encoding="utf-8", errors="replace"):
        raise CheckError(f"The window said: {said.strip()}")
    return [
        f"First paint: {painted:.1f} s",
        f"First plan: {planned:.1f} s",
        f"The whole week, kept on disk: {kept:.1f} s",
        f"SIGTERM: exit code 0 after {ended:.1f} s",
    ]


def _wait(program: subprocess.Popen[bytes], seen: Callable[[], bool], what: str, errors: Path) -> float:
    """When it was seen."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if seen():
            return time.monotonic()
        if program.poll() is not None:
            said = errors.read_text(encoding="utf-8", errors="replace").strip()
            raise CheckError(f"It ended with {program.returncode} before {what}. {said}")
        time.sleep(EVERY)
    raise CheckError(f"Nothing was seen of {what} within {PATIENCE:.0f} s.")


def _end(program: subprocess.Popen[bytes]) -> float:
    started = time.monotonic()
    program.send_signal(signal.SIGTERM)
    try:
        code = program.wait(ENDING)
    except subprocess.TimeoutExpired:
        raise CheckError(f"It did not end within {ENDING:.0f} s of SIGTERM.") from None
    if code != 0:
        raise CheckError(f"SIGTERM ended it with {code}.")
    return time.monotonic() - started


def _has_plan(kept: Path) -> bool:
    """Whether the document is kept together with a plan; it is written whole or not at all."""
    return kept.exists() and bool(json.loads(kept.read_text(encoding="utf-8")).get("plan"))


@contextmanager
def _screen() -> Iterator[tuple[str, Path]]:
    """A screen of our own: its name, and the file its pixels are in."""
    with tempfile.TemporaryDirectory() as folder:
        reading, writing = os.pipe()
        command = [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            SCREEN,
            "-fbdir",
            folder,
            "-nolisten",
            "tcp",
            "-br",
        ]
        try:
            server = subprocess.Popen(
                command, pass_fds=(writing,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
        except FileNotFoundError:
            raise CheckError("Xvfb is missing. On Debian or Ubuntu: sudo apt-get install xvfb") from None
        finally:
            os.close(writing)
        try:
            with os.fdopen(reading) as answer:
                number = answer.readline().strip()
            if not number:
                raise CheckError("Xvfb did not start.")
            yield f":{number}", Path(folder, "Xvfb_screen0")
        finally:
            server.terminate()
            server.wait()


def _colours(picture: Path) -> int:
    """How many colours are on the screen."""
    found: set[int] = set()
    for row in _rows(picture):
        found.update(row)
    return len(found)


def _filled(picture: Path) -> int:
    """How many points on the right of the screen have the accent colour."""
    return sum(colour & 0xFFFFFF == ACCENT for row in _rows(picture) for colour in row[-(len(row) // 3) :])


def _rows(picture: Path) -> Iterator["memoryview[int]"]:
    """The colours of every fourth row of the screen, whose file is in the format of xwd."""
    content = picture.read_bytes()
    header = struct.unpack(">25I", content[:100])
    height, length, table = header[5], header[12], header[19]  # rows, bytes in one, entries of 12 bytes before them
    pixels = memoryview(content)[header[0] + 12 * table :]
    for number in range(0, height, 4):
        yield pixels[number * length : (number + 1) * length].cast("I")


if __name__ == "__main__":
    sys.exit(main())
