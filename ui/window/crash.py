"""What happens when something unexpected does: one sentence, a log without anything about the user, and work goes on.

A message of an exception may hold what the user entered ("Age is 17, expected …"). So nothing here ever writes one:
the log and the details have kinds of errors and places in the program, and the templates of log lines.
"""

import contextlib
import faulthandler
import logging
import os
import platform
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QObject, Qt, Signal, qVersion

from planner.files.store import make_private
from planner.language.translate import _
from planner.ordinary_file import NoOrdinaryFile, open_without_waiting

LOG, HARD = "magnolia.log", "crash.log"

LOGGED = ("planner", "ui")  # the loggers whose lines are known to be templates

LOG_BYTES, LOGS_KEPT = 200_000, 3

QUIET = 30.0  # [s] after a sentence, further errors are only counted and logged

SAME_MOST = 3  # so often the traceback of one place is logged; after that it is counted

SENTENCE = _("Something went wrong inside Magnolia. Your document is safe, and you can go on.")

HARD_SENTENCE = _("Magnolia ended unexpectedly last time. Here is everything that was saved until then.")

_ROOT = Path(__file__).resolve().parent.parent.parent

_FOLDERS = re.compile(r'File ".*[/\\]([^/\\"]+)"')

_Hooks = tuple[Callable[..., object], Callable[..., object], Callable[..., object]]

_log = logging.getLogger(__name__)


class PrivateFormatter(logging.Formatter):
    """Log lines without values: the template of a message, the kinds of its arguments, places of an exception."""

    def __init__(self) -> None:
        super().__init__()

    def format(self, record: logging.LogRecord) -> str:
        line = f"{self.formatTime(record)} {record.levelname} {record.name}: {record.msg}"
        arguments = record.args if isinstance(record.args, tuple) else ()
        errors = [type(each).__name__ for each in arguments if isinstance(each, BaseException)]
        if errors:
            line += f" [{', '.join(errors)}]"
        if record.exc_info and record.exc_info[1] is not None:
            line += "\n" + places(record.exc_info[1])
        found = getattr(record, "places", "")
        return f"{line}\n{found}" if found else line


class _PrivateLog(RotatingFileHandler):
    """A rotating log of which every file can be read by its owner only."""

    def _open(self) -> TextIOWrapper:
        handle = os.open(self.baseFilename, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        return open(handle, "a", encoding="utf-8")

    def handleError(self, record: logging.LogRecord) -> None:
        """A line that could not be written is lost: Python would print it with all its values."""


class _PrivateErrors(logging.StreamHandler[TextIO]):
    """Standard error in place of a log that cannot be made. Python's own last resort would print values."""

    def handleError(self, record: logging.LogRecord) -> None:
        """As above."""


def places(error: BaseException) -> str:
    """Where an exception came from: kinds and places, also of what caused it, and no message of any."""
    parts: list[str] = []
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines = [f"  {_place(frame)}" for frame in traceback.extract_tb(current.__traceback__, limit=-30)]
        parts.append("\n".join([*lines, _kind(current)]))
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return "\nwhich came from\n".join(parts)


def _kind(error: BaseException) -> str:
    kind = type(error).__name__
    return f"{kind} {error.errno}" if isinstance(error, OSError) and error.errno else kind


def _place(frame: traceback.FrameSummary) -> str:
    path = Path(frame.filename)
    shown = path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name  # no home folder's name
    return f"{shown}:{frame.lineno} in {frame.name}"


class Crashes(QObject):
    """Takes every error nobody caught, from any thread, until it is closed.

    Signals:
        told: a sentence for the user, and details without health data to copy.
    """

    told = Signal(str, str)
    _crossed = Signal(str)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = threading.Lock()
        self._seen: dict[str, int] = {}
        self._quiet_until = 0.0
        self._before: _Hooks | None = None
        self._hard: TextIO | None = None
        self._handler: logging.Handler | None = None
        self.ended_hard = False  # whether the program crashed in a library last time
        self._crossed.connect(self._tell, Qt.ConnectionType.QueuedConnection)
        make_private(folder)
        try:
            self._open_logs(folder)
        except OSError:  # without a log, all the rest still holds
            if self._handler is None:  # a desktop may keep standard error in a journal
                self._log_to(_PrivateErrors(sys.stderr) if sys.stderr is not None else logging.NullHandler())

    def _open_logs(self, folder: Path) -> None:
        log, hard = folder / LOG, folder / HARD
        for path in (log, hard):
            os.close(open_without_waiting(str(path), os.O_WRONLY | os.O_CREAT))
            if not path.is_file():  # a pipe would wait for whoever reads it
                raise NoOrdinaryFile
            path.chmod(0o600)
        self._log_to(_PrivateLog(log, maxBytes=LOG_BYTES, backupCount=LOGS_KEPT, encoding="utf-8"))
        left = hard.read_text(encoding="utf-8", errors="replace")[-20_000:]
        self.ended_hard = "Fatal Python error" in left or "Windows fatal exception" in left
        if self.ended_hard:
            _log.critical("the last run ended here", extra={"places": _FOLDERS.sub(r'File "\1"', left)})
        hard.write_bytes(b"")
        self._hard = hard.open("a", encoding="utf-8")

    def _log_to(self, handler: logging.Handler) -> None:
        handler.setFormatter(PrivateFormatter())
        for name in LOGGED:
            logging.getLogger(name).addHandler(handler)
        self._handler = handler

    def install(self) -> None:
        """From now on; before it, errors go where they always do."""
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._uncaught
        threading.excepthook = self._uncaught_in_thread
        sys.unraisablehook = lambda args: self._report(args.exc_value, quietly=True)
        if self._hard is not None:
            faulthandler.enable(self._hard)

    def close(self) -> None:
        """Gives everything back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
            self._before = None
            if self._hard is not None:
                faulthandler.disable()
        if self._hard is not None:
            self._hard.close()
            self._hard = None
        if self._handler is not None:
            for name in LOGGED:
                logging.getLogger(name).removeHandler(self._handler)
            with contextlib.suppress(OSError):  # a last line on a full disk
                self._handler.close()
            self._handler = None

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):  # Ctrl+C and the like are no mistakes
            sys.__excepthook__(kind, error, trace)
            return
        self._report(error.with_traceback(trace))

    def _uncaught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):  # SystemExit ends a thread, and is no mistake either
            self._report(args.exc_value)

    def _report(self, error: BaseException | None, quietly: bool = False) -> None:
        """In any thread. Whatever happens in here, it must not raise again."""
        try:
            if error is None:
                return
            found = places(error)
            with self._lock:
                times = self._seen[found] = self._seen.get(found, 0) + 1
            if times <= SAME_MOST:
                _log.error("uncaught", extra={"places": found})
                if sys.stderr is not None:  # a desktop may keep it in a file, so the same holds for it
                    sys.stderr.write(f"{found}\n")
            elif times & (times - 1) == 0:
                _log.error("the same again", extra={"places": f"{times} times until now"})
            if not quietly:
                self._crossed.emit(found)
        except Exception as more:  # noqa: BLE001 - there is nobody left to tell but standard error
            with contextlib.suppress(Exception):
                sys.stderr.write(f"{places(more)}\n")

    def _tell(self, found: str) -> None:
        """In the window's thread: one sentence, then silence for a while."""
        now = time.monotonic()
        if now >= self._quiet_until:
            self._quiet_until = now + QUIET
            self.told.emit(SENTENCE, details(found))


def details(found: str) -> str:
    """What to send to the authors: versions and places, and nothing about the user."""
    versions = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.release()}"
    return f"Magnolia\n{versions}\n{found}\n"
