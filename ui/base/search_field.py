"""The field above a list in which one types what to look for."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_RETURNS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class SearchField(QLineEdit):
    """Where one types; the arrow down and Return go on to the list. Esc clears what is typed before it closes anything.

    With ``does_first`` Return takes the first of the list instead (``returnPressed``).

    Signals:
        went_on: the keyboard leaves for the list.
    """

    went_on = Signal()

    def __init__(self, does_first: bool = False) -> None:
        super().__init__()
        self.does_first = does_first

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down or (event.key() in _RETURNS and not self.does_first):
            self.went_on.emit()
            return
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)
