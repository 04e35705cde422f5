"""Magnolia: opens the window, or runs one headless command."""

import argparse
import contextlib
import ctypes
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from planner.language.translate import _

if TYPE_CHECKING:
    from planner.output.sheets import Sheet

QT_NEEDS = _("Qt needs system libraries that are not here. On Debian or Ubuntu: sudo apt-get install {packages}")
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


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs Magnolia and returns its exit code."""
    _fill_closed_streams()
    given = sys.argv[1:] if arguments is None else arguments
    if not given:  # the window is painted before anything that takes time is loaded
        return _window(argparse.Namespace(foods=None, document=None))
    from planner import cli
    from planner.commands.answer import BAD_INPUT, SOLVED
    from planner.commands.given import BadInput

    try:
        options = cli.parser().parse_args(arguments)
        return _window(options) if options.command is None else _command(options)
    except SystemExit:  # after --help
        return _print(b"", SOLVED)
    except BadInput as error:
        _say(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130


def _fill_closed_streams() -> None:
    """Opens what the shell closed on nothing, so that no file of ours gets the number that libraries print to."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free


def _say(sentence: str) -> None:
    """A sentence on standard error; nothing where there is none, or nobody reads it."""
    from planner.language.plain_text import plain

    if sys.stderr is not None:
        with contextlib.suppress(OSError, ValueError):
            sys.stderr.write(f"{plain(sentence)}\n")
            sys.stderr.flush()


def _command(options: argparse.Namespace) -> int:
    """Runs one command and writes what it answers: whole, or not at all."""
    from planner import cli
    from planner.commands.given import BadInput
    from planner.files.store import StoreError

    if options.output is None and sys.stdout is None:
        raise BadInput(_("standard output is closed: say --output FILE"))
    if options.format == "pdf" and options.output is None and sys.stdout.isatty():
        raise BadInput(_("a PDF is nothing for a terminal: say --output FILE"))
    with _quiet_libraries():
        answer = cli.run(options, foods_path(), _paint, kept_path())
    if answer.said:
        _say(answer.said)
    content = answer.content
    if content is None:
        return answer.code
    if options.output is None:
        return _print(content if answer.report is None else answer.report, answer.code)
    try:
        cli.own_files(options, foods_path(), kept_path()).write(options.output, lambda file: file.write(content))
    except StoreError as error:
        raise BadInput(str(error)) from None
    return answer.code if answer.report is None else _print(answer.report, answer.code)


@contextlib.contextmanager
def _quiet_libraries() -> Iterator[None]:
    """Keeps what C libraries print off standard output: HiGHS has lines no option silences, and JSON must stay JSON."""
    if sys.stdout is not None:
        sys.stdout.flush()
    kept = os.dup(1)
    with open(os.devnull, "wb") as nothing:
        os.dup2(nothing.fileno(), 1)
    try:
        yield
    finally:
        if sys.stdout is not None:
            sys.stdout.flush()
        if os.name == "posix":
            ctypes.CDLL(None).fflush(None)  # their own buffer would come out later
        os.dup2(kept, 1)
        os.close(kept)


def _paint(sheet: "Sheet", paper: str) -> bytes:
    """The sheet as PDF, by Qt without a screen."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    missing = _missing_libraries()
    if missing:
        from planner.commands.given import BadInput

        raise BadInput(QT_NEEDS.format(packages=missing))
    from PySide6.QtGui import QGuiApplication

    from ui.print.compose import to_pdf
    from ui.print.page_marks import Paper

    app = QGuiApplication.instance() or QGuiApplication(["magnolia"])  # held until the page is painted
    content = to_pdf(sheet, Paper(paper))
    del app
    return content


def _print(content: bytes, code: int) -> int:
    """To standard output as it is, whatever the terminal says; gives the exit code.

    A reader who leaves early is no error. Where a disk behind it is full, that is said.
    """
    from planner.commands.answer import BAD_INPUT

    if sys.stdout is None:
        return code
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    except OSError as error:
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what is left to write is tried again at the end
        if not isinstance(error, BrokenPipeError):
            _say(_("standard output: cannot be written ({error})").format(error=error.strerror))
            return BAD_INPUT
    return code


def _window(options: argparse.Namespace) -> int:
    if not _has_screen():
        return _without_screen(options)
    missing = _missing_libraries()
    if missing:
        _say(QT_NEEDS.format(packages=missing))
        return 1
    from ui.window.start import run

    return run(options.foods or foods_path(), options.document)


def _without_screen(options: argparse.Namespace) -> int:
    """The plan the window would be for, as text: of the document that was given, else of the kept one."""
    from planner import cli
    from planner.commands.answer import BAD_INPUT
    from planner.commands.given import BadInput, kept_document

    try:
        document = options.document or kept_document(kept_path())
        wanted = ["plan"]
        wanted += [f"--document={document}"] if document else []
        wanted += [f"--foods={options.foods}"] if options.foods else []
        plan = cli.parser().parse_args(wanted)
        plan.for_whom = True
        _say(_("No screen was found, so the plan comes as text.\n"))
        return _command(plan)
    except BadInput as error:
        _say(str(error))
        return BAD_INPUT
    except KeyboardInterrupt:
        return 130


def kept_path() -> Path:
    """Where the window keeps its document, found without Qt, whose libraries a computer without a screen may lack."""
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = Path.home() / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or ".")
        folder = folder if folder.is_absolute() else Path.home() / ".local" / "share"
    return folder / "Magnolia" / "document.json"


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
