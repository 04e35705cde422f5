"""Layouts that use the width there is: rows that break and columns that fold, so that no word is cut or outside."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QLayoutItem, QWidget

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


class Even(QLayout):
    """Widgets in columns of one width, as many as fit beside each other and at most so many."""

    def __init__(self, parent: QWidget | None = None, most: int = 1) -> None:
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self._most = most
        self.setContentsMargins(QMargins(0, 0, 0, 0))
        self.setSpacing(0)

    def addItem(self, entry: QLayoutItem) -> None:
        self._entries.append(entry)

    def count(self) -> int:
        return len(self._entries)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._entries.pop(place) if 0 <= place < len(self._entries) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(height for height, _line in self._lines(width))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        top = rect.top()
        for height, line in self._lines(rect.width()):
            share = rect.width() // self._columns(rect.width())
            for place, entry in enumerate(line):
                entry.setGeometry(QRect(rect.left() + place * share, top, share, height))
            top += height

    def sizeHint(self) -> QSize:
        width = self._most * max((entry.sizeHint().width() for entry in self._shown()), default=0)
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        sizes = [entry.minimumSize() for entry in self._shown()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _shown(self) -> list[QLayoutItem]:
        return [entry for entry in self._entries if not entry.isEmpty()]

    def _columns(self, width: int) -> int:
        widest = max((entry.minimumSize().width() for entry in self._shown()), default=0)
        return max(1, min(self._most, width // max(1, widest)))

    def _lines(self, width: int) -> list[tuple[int, list[QLayoutItem]]]:
        """The lines, each with its height [px]."""
        columns, shown = self._columns(width), self._shown()
        lines = [shown[first : first + columns] for first in range(0, len(shown), columns)]
        return [(max(_height(entry, width // columns) for entry in line), line) for line in lines]


def _height(entry: QLayoutItem, width: int) -> int:
    """[px] of a widget that is so wide."""
    return entry.heightForWidth(width) if entry.hasHeightForWidth() else entry.sizeHint().height()


class Beside(QWidget):
    """Parts beside each other, or one below the other where the window is narrower than ``least`` [px]."""

    def __init__(self, least: int) -> None:
        super().__init__()
        self._least = least
        self._parts: list[QWidget] = []
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(QMargins(0, 0, 0, 0))
        self._row.setSpacing(GRID)

    def add(self, part: QWidget, stretch: int = 0) -> None:
        """Adds a part; ``stretch`` is its share of the width."""
        self._parts.append(part)
        self._row.addWidget(part, stretch)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its widest part: they can stand below each other."""
        widest = max((part.minimumSizeHint().width() for part in self._parts), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._least
        wished = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if wished != self._row.direction():
            self._row.setDirection(wished)
