"""Magnolia: opens the window, or runs one headless command."""

import argparse
import ctypes
import json
import math
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

SOLVED, BAD_INPUT, INFEASIBLE, STOPPED = 0, 2, 3, 4
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
XCB_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class BadInput(Exception):  # noqa: N818 - it is a sentence for the user, not an error of the program
    """What the user gave cannot be used; the message is one sentence."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs Magnolia and returns its exit code."""
    try:
        options = _parser().parse_args(arguments)
        return _plan(options) if options.command == "plan" else _window(options)
    except BadInput as error:
        print(str(error), file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="magnolia", description="Meals that reach your magnesium target from food.")
    parser.add_argument("--document", type=Path, help="the file the window keeps, instead of the usual one")
    parser.add_argument("--foods", type=Path, help="a food table in place of the one that comes with Magnolia")
    commands = parser.add_subparsers(dest="command", title="commands without a window")
    plan = commands.add_parser("plan", help="make a plan and print it")
    plan.add_argument("--document", type=Path, help="profile, targets, tastes and locks as JSON")
    plan.add_argument("--foods", type=Path, help="a food table in place of the one that comes with Magnolia")
    plan.add_argument("--days", type=int, help="days to plan, 1 to 28; wins over the document")
    plan.add_argument("--seed", type=int, default=0, help="another number gives another plan as good")
    plan.add_argument("--seconds", type=float, default=10.0, help="the longest a solve may take")
    plan.add_argument("--format", choices=("text", "json"), default="text")
    plan.add_argument("--output", type=Path, help="a file to write, instead of standard output")
    return parser


def _plan(options: argparse.Namespace) -> int:
    from planner.catalogue import CatalogueError, read_catalogue
    from planner.document import MAX_DAYS, Document, DocumentError, Stored, check_locks, foods_missing
    from planner.plan import Infeasible, Solved, Stopped
    from planner.store import StoreError, load, write_whole
    from planner.targets import TargetError, targets_for
    from planner.templates import read_templates

    if options.days is not None and not 1 <= options.days <= MAX_DAYS:
        raise BadInput(f"--days is {options.days}, expected a whole number from 1 to {MAX_DAYS}")
    if not (math.isfinite(options.seconds) and options.seconds > 0):
        raise BadInput(f"--seconds is {options.seconds}, expected a number above 0")
    if not 0 <= options.seed < 2**31:
        raise BadInput(f"--seed is {options.seed}, expected a whole number from 0 to {2**31 - 1}")
    templates = read_templates()
    where = options.document or "document"
    try:
        stored = load(options.document, templates) if options.document else Stored(Document())
        if stored is None:
            raise BadInput(f"{options.document}: there is no such file")
        document = stored.document.with_days(options.days) if options.days else stored.document
        targets = targets_for(document.profile, document.targets, document.confirmed)
        catalogue = read_catalogue(options.foods or foods_path())
    except (StoreError, CatalogueError) as error:
        raise BadInput(str(error)) from None
    except TargetError as error:
        raise BadInput(f"{where}: {error.key}: {error}") from None
    for food, key in foods_missing(stored, catalogue).items():
        raise BadInput(f"{where}: {key}: no food has the id {food[:60]!r}")
    try:
        check_locks(document, catalogue, templates)
    except DocumentError as error:
        raise BadInput(f"{where}: {error}") from None

    from planner.optimizer import make_plan
    from planner.report import outcome_to_json, outcome_to_text

    outcome = make_plan(catalogue, document, seed=options.seed, seconds=options.seconds)
    notices = [f"Left out of the food table: {problem}." for problem in catalogue.problems]
    if catalogue.dishes_left_out:
        names = ", ".join(catalogue.dishes_left_out)
        notices.append(f"Left out, because the food table lacks some of their foods: {names}.")
    if options.format == "json":
        text = json.dumps(outcome_to_json(outcome, targets, notices), indent=1, ensure_ascii=False) + "\n"
    else:
        text = outcome_to_text(outcome, document, targets, templates, notices)
    if options.output is None:
        _print(text)
    else:
        try:
            write_whole(options.output, text)
        except StoreError as error:
            raise BadInput(str(error)) from None
    match outcome:
        case Solved():
            return SOLVED
        case Infeasible():
            return INFEASIBLE
        case Stopped():
            return STOPPED


def _print(text: str) -> None:
    """To standard output as UTF-8 whatever the terminal says; a reader who leaves early is no error."""
    try:
        sys.stdout.buffer.write(text.encode())
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _window(options: argparse.Namespace) -> int:
    if not _has_screen():
        print("No screen was found, so here is a day's plan as text.\n", file=sys.stderr)
        return main(["plan", *(["--foods", str(options.foods)] if options.foods else [])])
    missing = _missing_libraries()
    if missing:
        print(
            f"Qt needs system libraries that are not here. On Debian or Ubuntu: sudo apt-get install {missing}",
            file=sys.stderr,
        )
        return 1
    from ui.app import run

    return run(options.foods or foods_path(), options.document)


def foods_path() -> Path:
    """The food table that comes with Magnolia: beside this file, or inside the installed package."""
    here = Path(__file__).resolve().parent
    beside = here / "foods.csv"
    return beside if beside.exists() else here / "planner" / "data" / "foods.csv"


def _has_screen() -> bool:
    """Whether Qt will find a screen; asking Qt itself would end the program where there is none."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    wayland = os.environ.get("WAYLAND_DISPLAY")
    if wayland:
        path = Path(os.environ.get("XDG_RUNTIME_DIR", "/run"), wayland)
        if path.exists():
            return True
    return _x11_answers(os.environ.get("DISPLAY", ""))


def _x11_answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.split(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        addresses: list[tuple[socket.AddressFamily, str | tuple[str, int]]] = [
            (socket.AF_UNIX, f"\0/tmp/.X11-unix/X{number}"),
            (socket.AF_UNIX, f"/tmp/.X11-unix/X{number}"),
        ]
    else:
        addresses = [(socket.AF_INET, (host, 6000 + int(number)))]
    for family, address in addresses:
        with socket.socket(family) as connection:
            connection.settimeout(2)
            try:
                connection.connect(address)
            except OSError:
                continue
            return True
    return False


def _missing_libraries() -> str:
    """The Debian packages of the libraries Qt cannot do without, of those that are missing."""
    if not sys.platform.startswith("linux"):
        return ""
    needed = dict(QT_LIBRARIES)
    if not os.environ.get("WAYLAND_DISPLAY") and os.environ.get("QT_QPA_PLATFORM", "xcb") == "xcb":
        needed |= XCB_LIBRARIES
    return " ".join(package for library, package in needed.items() if not _loads(library))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
