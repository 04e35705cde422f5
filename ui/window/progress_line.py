"""The thin line above the window that moves while a plan is made, and what is said of it."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QProgressBar

from planner.language.translate import _

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
            self._at = (0, 0)
            self._waiting.start()

    def show_day(self, day: int, days: int) -> None:
        """This day of so many is being planned."""
        self._at = (day, days)
        if self.isVisible():
            self._say()

    def end(self) -> None:
        """Planning has ended."""
        self._waiting.stop()
        if self.isVisible():
            self.ended.emit()
        self.hide()

    def _appear(self) -> None:
        self.show()
        self._say()

    def _say(self) -> None:
        day, days = self._at
        what = _("Planning day {day} of {days}").format(day=day, days=days) if days > 1 else _("Planning")
        if self._has_plan():
            what = _("{planning} · Esc keeps the current plan").format(planning=what)
        self.said.emit(what)
