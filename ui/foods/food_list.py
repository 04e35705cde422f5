"""The parts of the Foods column: the list with its rows, and what an empty list says."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionViewItem, QTreeView, QVBoxLayout, QWidget

from planner.document.document import TASTES
from ui.base.look import GRID, TARGET, Look
from ui.base.table import Index, Role
from ui.base.widgets import RowDelegate, label

WORD, SHORT = Role.UserRole, Role.UserRole + 1  # what stands at the right end of a name, where there is room or little


class FoodTree(QTreeView):
    """The list itself: the keys 1 to 5 rate what is selected, Return opens a food or a group.

    Signals:
        digit: a taste was chosen by key.
        opened: Return was pressed on a food.
        menu_wished: the menu key or the right button, with the place on the screen.
    """

    digit = Signal(str)
    opened = Signal()
    menu_wished = Signal(QPoint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 0 <= place < len(TASTES):
            self.digit.emit(TASTES[place])
        elif plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The right button chooses the row under it; the menu key takes what is selected."""
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.selectionModel().isSelected(index):
                self.setCurrentIndex(index)
            self.menu_wished.emit(event.globalPos())
            return
        self.scrollTo(self.currentIndex())
        row = self.visualRect(self.currentIndex())
        self.menu_wished.emit(self.viewport().mapToGlobal(row.bottomLeft() + QPoint(4 * GRID, 0)))

    def _open(self) -> None:
        index = self.currentIndex()
        if index.isValid() and index.internalId() == 0:
            self.setExpanded(index, not self.isExpanded(index))
        elif index.isValid():
            self.opened.emit()


class FoodDelegate(RowDelegate):
    """A name with the food's word at its right end, where the name leaves room; else the short word."""

    def __init__(self, tree: QTreeView, look: Look) -> None:
        super().__init__(tree)
        self._tree = tree
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        words = [str(word) for role in (WORD, SHORT) if (word := index.data(role))]
        if index.column() != 0 or not words:
            return
        room = self.room(option, index)
        shown = next((word for word in words if option.fontMetrics.horizontalAdvance(word) <= room.width()), "")
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(self._look.colours.secondary))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    def room(self, option: QStyleOptionViewItem, index: Index) -> QRect:
        """What the name leaves of its cell."""
        full = QStyleOptionViewItem(option)
        self.initStyleOption(full, index)
        text = self._tree.style().subElementRect(QStyle.SubElement.SE_ItemViewItemText, full, self._tree)
        name = full.fontMetrics.horizontalAdvance(str(index.data(Role.DisplayRole)))
        left = text.left() + name + GRID
        baseline = text.height() - 2  # drawText stands a pixel lower than the style does
        return QRect(left, text.top(), option.rect.right() - GRID // 2 - left, baseline)


class EmptyNote(QWidget):
    """Lies over an empty list: a sentence, and the button that shows foods again."""

    def __init__(self, tree: QTreeView) -> None:
        super().__init__(tree.viewport())
        self._text = label(tone="secondary", wrap=True)
        self.button = QPushButton()
        self.button.setMinimumHeight(TARGET)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        inside.setSpacing(GRID)
        inside.addWidget(self._text)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addStretch(1)
        around = QVBoxLayout(tree.viewport())
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self)
        self.hide()

    @property
    def text(self) -> str:
        """The sentence over the empty list."""
        return self._text.text()

    def say(self, sentence: str, button: str) -> None:
        """Shows a sentence with a button, or hides for an empty one."""
        self._text.setText(sentence)
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.setVisible(bool(sentence))
