"""A row of widgets that goes on in the next line where there is no room, so that no word is cut and none is outside."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from ui.base.look import GRID


class Flow(QLayout):
    """Widgets beside each other at the width they wish, line by line.

    A spring (``add_spring``) pushes what comes after it to the end of its line.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = GRID // 2) -> None:
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self._springs: set[int] = set()  # places of the widgets that begin the right part of a line
        self._gap = gap  # [px]
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def add_spring(self) -> None:
        """What is added from now on stands at the end of its line."""
        self._springs.add(len(self._entries))

    def addItem(self, entry: QLayoutItem) -> None:
        self._entries.append(entry)

    def count(self) -> int:
        return len(self._entries)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._entries.pop(place) if 0 <= place < len(self._entries) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def sizeHint(self) -> QSize:
        """All in one line."""
        sizes = [entry.sizeHint() for entry in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(width, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        size = QSize()
        for entry in self._shown():
            size = size.expandedTo(entry.minimumSize())
        return self._with_margins(size)

    def _shown(self) -> list[QLayoutItem]:
        return [entry for entry in self._entries if not entry.isEmpty()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _arrange(self, rect: QRect, move: bool) -> int:
        """The height that is needed [px] at the width of ``rect``; where asked, everything is put in its place."""
        margins = self.contentsMargins()
        room = rect.marginsRemoved(margins)
        top = room.top()
        for line in self._lines(room.width()):
            height = max(entry.sizeHint().height() for _right, entry in line)
            if move:
                self._put(line, QRect(room.left(), top, room.width(), height))
            top += height + self._gap
        return max(0, top - self._gap - room.top()) + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[tuple[bool, QLayoutItem]]]:
        """The lines: of each widget whether it stands at the right, and the widget."""
        lines: list[list[tuple[bool, QLayoutItem]]] = []
        used, right = 0, False
        for place, entry in enumerate(self._entries):
            right = right or place in self._springs
            if entry.isEmpty():
                continue
            need = entry.sizeHint().width()
            if not lines or used + self._gap + need > width:
                lines.append([])
                used = need
            else:
                used += self._gap + need
            lines[-1].append((right, entry))
        return lines

    def _put(self, line: list[tuple[bool, QLayoutItem]], box: QRect) -> None:
        ends = sum(entry.sizeHint().width() + self._gap for right, entry in line if right)
        left, pushed = box.left(), False
        for right, entry in line:
            if right and not pushed:
                left, pushed = max(left, box.right() + 1 - ends + self._gap), True
            size = entry.sizeHint().boundedTo(QSize(box.width(), box.height()))
            entry.setGeometry(QRect(QPoint(left, box.top() + (box.height() - size.height()) // 2), size))
            left += size.width() + self._gap
