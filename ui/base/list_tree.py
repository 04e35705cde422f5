"""A list whose rows are ticked as a whole: with the mouse anywhere on them, or with Space."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QTreeView

from ui.base.look import TALL_ROW


class ListTree(QTreeView):
    """A press on a row, or Space, ticks it; its right end, Return and the menu key ask what more can be done with it.

    Signals:
        ticked: the row at this index should be ticked or unticked.
        more_wished: more is wished of the row at this index.
    """

    ticked = Signal(object)
    more_wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._pressed_at: QPoint | None = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Space:
            self.ticked.emit(index)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self.more_wished.emit(index)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_at = event.position().toPoint() if event.button() is Qt.MouseButton.LeftButton else None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second press soon after the first: what is ticked has sunk, and another row is under the pointer now."""
        self._pressed_at = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        pressed, at = self._pressed_at, event.position().toPoint()
        self._pressed_at = None
        index = self.indexAt(at)
        if pressed is None or not index.isValid() or self.indexAt(pressed) != index:
            return
        if at.x() >= self.viewport().width() - TALL_ROW:
            self.more_wished.emit(index)
        else:
            self.ticked.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # names wrap elsewhere now
