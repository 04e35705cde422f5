"""Layouts that use the width there is: rows that break and columns that fold, so that no word is cut or outside."""

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QLayoutItem, QWidget, QWidgetItem

from ui.base.look import GRID, READABLE


class Folding(QLayout):
    """A layout whose height follows its width, and the widgets in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: list[QLayoutItem] = []
        self.setContentsMargins(QMargins(0, 0, 0, 0))

    def addWidget(self, widget: QWidget) -> None:
        """Puts a widget behind the others, with an entry that Python makes: one that Qt makes may be taken for
        deleted while it is still here, and the next look at the layout ended the program."""
        self.addChildWidget(widget)
        self.addItem(QWidgetItem(widget))

    def addItem(self, entry: QLayoutItem) -> None:
        self._entries.append(entry)

    def count(self) -> int:
        return len(self._entries)

    def itemAt(self, place: int) -> QLayoutItem | None:
        return self._entries[place] if 0 <= place < len(self._entries) else None

    def takeAt(self, place: int) -> QLayoutItem | None:
        return self._entries.pop(place) if 0 <= place < len(self._entries) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def _shown(self) -> list[QLayoutItem]:
        return [entry for entry in self._entries if not entry.isEmpty()]


class Flow(Folding):
    """Widgets beside each other at the width they wish, line by line.

    A spring (``add_spring``) pushes what comes after it to the end of its line.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = GRID // 2) -> None:
        super().__init__(parent)
        self._springs: set[int] = set()  # places of the widgets that begin the right part of a line
        self._gap = gap  # [px]

    def add_spring(self) -> None:
        """What is added from now on stands at the end of its line."""
        self._springs.add(len(self._entries))

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

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


class Even(Folding):
    """Widgets in columns of one width, as many as fit beside each other and at most so many."""

    def __init__(self, parent: QWidget | None = None, most: int = 1) -> None:
        super().__init__(parent)
        self._most = most
        self.setSpacing(0)

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

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

    def _columns(self, width: int) -> int:
        widest = max(map(_unwrapped, self._shown()), default=0)
        return max(1, min(self._most, width // max(1, widest)))

    def _lines(self, width: int) -> list[tuple[int, list[QLayoutItem]]]:
        """The lines, each with its height [px]."""
        columns, shown = self._columns(width), self._shown()
        lines = [shown[first : first + columns] for first in range(0, len(shown), columns)]
        return [(max(_height(entry, width // columns) for entry in line), line) for line in lines]


def _unwrapped(entry: QLayoutItem) -> int:
    """The width [px] at which the words of a button stand in one line; of anything else, the least."""
    return (entry.sizeHint() if isinstance(entry.widget(), QAbstractButton) else entry.minimumSize()).width()


def _height(entry: QLayoutItem, width: int, least: bool = False) -> int:
    """[px] of a widget that is so wide: as it wishes, or as little as it needs."""
    if entry.hasHeightForWidth():
        return entry.heightForWidth(width)
    return (entry.minimumSize() if least else entry.sizeHint()).height()


class Beside(Folding):
    """Columns beside each other, or one below the other where there is less width than ``least``.

    That is in px at the smallest normal text, and grows with the text.
    """

    def __init__(self, least: int, gap: int = GRID) -> None:
        super().__init__()
        self._least_at_first, self._gap = least, gap
        self._shares: list[int] = []

    @property
    def _least(self) -> int:
        """The width from which the columns stand beside each other, at the text in use [px]."""
        holder = self.parentWidget()
        font = holder.font() if holder is not None else QApplication.font()
        return round(self._least_at_first * max(1.0, font.pointSizeF() / READABLE))

    def add(self, column: QWidget, share: int = 1) -> None:
        """Puts a column behind the others; ``share`` is its part of the width."""
        self._shares.append(share)
        self.addWidget(column)

    def takeAt(self, place: int) -> QLayoutItem | None:
        entry = super().takeAt(place)
        if entry is not None:
            del self._shares[place]
        return entry

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical

    def heightForWidth(self, width: int) -> int:
        return self._height(self._heights(width), width)

    def minimumHeightForWidth(self, width: int) -> int:
        return self._height(self._heights(width, least=True), width)

    def sizeHint(self) -> QSize:
        width = sum(entry.sizeHint().width() for entry in self._entries) + self._gap * max(0, self.count() - 1)
        return QSize(max(width, self._least), max((entry.sizeHint().height() for entry in self._entries), default=0))

    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for entry in self._entries:
            size = size.expandedTo(entry.minimumSize())
        return size

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        left, top = rect.left(), rect.top()
        if rect.width() < self._least:
            heights = self._heights(rect.width())
            over = rect.height() - self._height(heights, rect.width())
            if over < 0:
                heights = self._heights(rect.width(), least=True)
                over = max(0, rect.height() - self._height(heights, rect.width()))
            for entry, height in zip(self._entries, heights, strict=True):
                entry.setGeometry(QRect(left, top, rect.width(), height + over // len(heights)))
                top += height + over // len(heights) + self._gap
            return
        for entry, width in zip(self._entries, self._widths(rect.width()), strict=True):
            entry.setGeometry(QRect(left, top, width, rect.height()))
            left += width + self._gap

    def _widths(self, width: int) -> list[int]:
        if width < self._least:
            return [width] * self.count()
        shared = width - self._gap * (self.count() - 1)
        return [shared * share // max(1, sum(self._shares)) for share in self._shares]

    def _heights(self, width: int, least: bool = False) -> list[int]:
        return [_height(entry, room, least) for entry, room in zip(self._entries, self._widths(width), strict=True)]

    def _height(self, heights: list[int], width: int) -> int:
        if width < self._least:
            return sum(heights) + self._gap * max(0, len(heights) - 1)
        return max(heights, default=0)
