"""The thin line above the window that moves while a plan is made, and what is said of it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from planner.language.translate import _

LONG = 10  # [s] after each such time it is said how long planning has taken
PATIENCE = 300  # [ms] planning that takes no longer shows nothing


class ProgressLine(QProgressBar):
    """Shown when planning takes longer than a moment. Its room is kept, so that nothing moves when it comes.

    ``has_plan`` says whether there is a plan on screen, which Esc would keep.

    Signals:
        said: what is being planned, as a sentence.
        ended: planning has ended while the line was shown.
    """

    said = Signal(str)
    ended = Signal()

    def __init__(self, has_plan: Callable[[], bool]) -> None:
        super().__init__()
        self._has_plan = has_plan
        self._at = (0, 0)  # the day being planned, of how many
        self.clock = time.monotonic
        self._since = 0.0  # when planning began, by that clock [s]
        self._again = QTimer(self)  # says how long it has taken so far
        self._again.setInterval(LONG * 1000)
        self._again.timeout.connect(self._say)
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(PATIENCE)
        self._waiting.timeout.connect(self._appear)
        self.setRange(0, 0)
        self.setTextVisible(False)
        self.setAccessibleName(_("Planning"))
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def begin(self) -> None:
        """Planning has begun, or goes on."""
        if not self._waiting.isActive() and not self.isVisible():
            self._at, self._since = (0, 0), self.clock()
            self._waiting.start()

    def show_day(self, day: int, days: int) -> None:
        """This day of so many is being planned; 0: it is asked whether there is any plan."""
        self._at = (day, days)
        if self.isVisible():
            self._say()

    def end(self) -> None:
        """Planning has ended."""
        self._waiting.stop()
        self._again.stop()
        if self.isVisible():
            self.ended.emit()
        self.hide()

    def _appear(self) -> None:
        self.show()
        self._again.start()
        self._say()

    def _say(self) -> None:
        day, days = self._at
        what = _("Planning day {day} of {days}").format(day=day, days=days) if days > 1 else _("Planning")
        if days and not day:
            what = _("Looking whether there is a plan at all")
        passed = int(self.clock() - self._since) // LONG * LONG
        if passed:
            what = _("{planning} · {seconds} s so far").format(planning=what, seconds=passed)
        if self._has_plan():
            what = _("{planning} · Esc keeps the current plan").format(planning=what)
        self.said.emit(what)
