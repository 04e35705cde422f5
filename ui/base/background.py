"""Work beside the window: the newest job wins. The only code that knows threads."""

import contextlib
import logging
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from ui.base.freed_memory import give_back

Progress = Callable[[int, int], None]
Work = Callable[[threading.Event, Progress], object]

_log = logging.getLogger(__name__)


class Background(QObject):
    """Runs one job at a time in a plain thread and hands back the answer of the newest job only.

    A job reads frozen values, touches no Qt object, and ends soon after its stop event is set. A new job sets the
    stop event of the older one and begins when that one has ended.

    Signals:
        answered: what the newest job returned.
        failed: the exception the newest job raised; its traceback is in the log.
        progressed: what the newest job told, such as the day being planned and the number of days.
        busy_changed: whether a job is under way whose answer would be handed on.
    """

    answered = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)
    busy_changed = Signal(bool)
    _crossed = Signal(int, str, object)  # the only signal that a worker sends: job number, kind, value

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._busy = False
        self._crossed.connect(self._receive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is under way whose answer would be handed on."""
        return self._busy

    def start(self, work: Work) -> None:
        """Stops the older job and starts this one."""
        self._stop.set()
        self._newest += 1
        self._stop = threading.Event()
        # Not a daemon: a thread that is killed inside the solver takes the process with it.
        self._thread = threading.Thread(
            target=self._run, args=(self._newest, work, self._stop, self._thread), name=f"job {self._newest}"
        )
        self._thread.start()
        self._set_busy(True)

    def cancel(self) -> None:
        """Stops the job; its answer is dropped."""
        self._stop.set()
        self._newest += 1
        self._set_busy(False)

    def close(self) -> None:
        """Stops the job and waits for its end."""
        self.cancel()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _set_busy(self, busy: bool) -> None:
        if busy != self._busy:
            self._busy = busy
            self.busy_changed.emit(busy)

    def _run(self, number: int, work: Work, stop: threading.Event, older: threading.Thread | None) -> None:
        """In the worker thread."""
        if older is not None:
            older.join()
        if stop.is_set():
            return
        try:
            value = work(stop, lambda done, of: self._crossed.emit(number, "progress", (done, of)))
        except Exception as error:  # noqa: BLE001 - whatever it is, the window says so and lives on
            self._cross(number, "failed", error)
        else:
            self._cross(number, "answered", value)
        give_back()

    def _cross(self, number: int, kind: str, value: object) -> None:
        with contextlib.suppress(RuntimeError):  # the window is gone
            self._crossed.emit(number, kind, value)

    def _receive(self, number: int, kind: str, value: object) -> None:
        """In the window's thread: drops whatever is not the newest job's."""
        if kind == "failed" and isinstance(value, BaseException):
            _log.error("job %d failed", number, exc_info=value)
        if number != self._newest:
            return
        if kind == "progress" and isinstance(value, tuple):
            self.progressed.emit(*value)
            return
        if kind == "failed":
            self.failed.emit(value)
        else:
            self.answered.emit(value)
        if number == self._newest:  # nobody started another job on hearing it
            self._set_busy(False)
