"""Tells when another day began: at midnight, when the computer wakes, when somebody sets the clock."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

LOOKS = 60_000  # [ms] between two looks: a timer to midnight sleeps with the computer, and a clock may be set


class DayClock(QObject):
    """Asks for today's date now and then, and when the window is gone back to.

    Signals:
        day_began: another date than before.
    """

    day_began = Signal()

    def __init__(self, today: Callable[[], date], parent: QObject) -> None:
        super().__init__(parent)
        self._today, self._seen = today, today()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def look(self) -> None:
        """Tells of another date at once."""
        if (now := self._today()) != self._seen:
            self._seen = now
            self.day_began.emit()

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self.look()
