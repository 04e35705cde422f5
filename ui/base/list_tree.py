"""A list whose lines can be ticked and whose names wrap."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from ui.base.look import GRID, TARGET
from ui.base.table import Index, Role
from ui.base.widgets import RowDelegate

CHECK = 30  # [px] of a name's column that its box takes


class NameDelegate(RowDelegate):
    """Names and packs that wrap instead of being cut."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree)
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        if index.internalId() == 0:
            return hint
        taken = self._tree.indentation() + CHECK if index.column() == 0 else 0
        width = max(40, self._tree.columnWidth(index.column()) - taken - 2 * GRID)
        metrics = QFontMetrics(option.font)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        text = str(index.data(Role.DisplayRole))
        wrapped = metrics.boundingRect(0, 0, width, 100_000, flags, text).height()
        return QSize(hint.width(), max(TARGET, wrapped + GRID))


class ListTree(QTreeView):
    """The list itself: a press on a box, Space or Return ticks.

    Signals:
        pressed_box: the line at this index was ticked or unticked.
    """

    pressed_box = Signal(object)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.pressed_box.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.column() == 0 and 0 <= at.x() - self.visualRect(index).left() <= TARGET:
            self.pressed_box.emit(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()  # names wrap elsewhere now
