"""One model for every table: rows in named groups, columns as values. It holds copies of nothing it can ask for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Row = TypeVar("Row")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_TOP = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[Row]):
    """What one column shows of a row; ``more`` gives further roles, such as an icon or the spoken text."""

    title: str
    text: Callable[[Row], str]
    right: bool = False
    more: Mapping[int, Callable[[Row], object]] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True)
class Group(Generic[Row]):
    """A heading and the rows under it."""

    title: str
    rows: tuple[Row, ...]


class TableModel(QAbstractItemModel, Generic[Row]):
    """Groups at the top level, rows below them. Rows are compared by value and told apart by ``key``."""

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._groups: tuple[Group[Row], ...] = ()

    @property
    def groups(self) -> tuple[Group[Row], ...]:
        """The groups with their rows as they are shown."""
        return self._groups

    def show(self, groups: Sequence[Group[Row]]) -> None:
        """Shows these rows: resets only when headings or keys are others, else tells which rows differ."""
        groups = tuple(groups)
        if self._keys(groups) != self._keys(self._groups):
            self.beginResetModel()
            self._groups = groups
            self.endResetModel()
            return
        before, self._groups = self._groups, groups
        last = len(self._columns) - 1
        for place, (old, new) in enumerate(zip(before, groups, strict=True)):
            parent = self.index(place, 0)
            for number, (was, is_now) in enumerate(zip(old.rows, new.rows, strict=True)):
                if was != is_now:
                    self.dataChanged.emit(self.index(number, 0, parent), self.index(number, last, parent))

    def row(self, index: Index) -> Row | None:
        """The row at an index, or None for a heading."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self._groups[index.internalId() - 1].rows[index.row()]

    def rows(self, index: Index) -> tuple[Row, ...]:
        """The row at an index, or all rows under a heading."""
        if not index.isValid():
            return ()
        row = self.row(index)
        return self._groups[index.row()].rows if row is None else (row,)

    def index_of(self, key: str) -> QModelIndex:
        """Where a row stands, or an invalid index."""
        for place, group in enumerate(self._groups):
            for number, row in enumerate(group.rows):
                if self._key(row) == key:
                    return self.index(number, 0, self.index(place, 0))
        return QModelIndex()

    def repaint(self) -> None:
        """Says that every row looks different, after a change of colours."""
        last = len(self._columns) - 1
        for place, group in enumerate(self._groups):
            parent = self.index(place, 0)
            self.dataChanged.emit(parent, self.index(place, last))
            if group.rows:
                self.dataChanged.emit(self.index(0, 0, parent), self.index(len(group.rows) - 1, last, parent))

    def repaint_row(self, key: str) -> None:
        """Says that one row looks different; nothing where there is no such row."""
        index = self.index_of(key)
        if index.isValid():
            self.dataChanged.emit(index, index.siblingAtColumn(len(self._columns) - 1))

    def _keys(self, groups: Sequence[Group[Row]]) -> list[tuple[str, list[str]]]:
        return [(group.title, [self._key(row) for row in group.rows]) for group in groups]

    # What Qt asks

    def index(self, row: int, column: int, parent: Index = _TOP) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else 0)

    def parent(self, child: Index = _TOP) -> QModelIndex:  # type: ignore[override]  # QObject.parent() as well
        if not child.isValid() or child.internalId() == 0:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = _TOP) -> int:
        if not parent.isValid():
            return len(self._groups)
        is_heading = parent.internalId() == 0 and parent.column() == 0
        return len(self._groups[parent.row()].rows) if is_heading else 0

    def columnCount(self, parent: Index = _TOP) -> int:
        return len(self._columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemNeverHasChildren if index.internalId() else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> object:
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self._columns):
            if role == Role.DisplayRole:
                return self._columns[section].title
            if role == Role.TextAlignmentRole:
                return _RIGHT if self._columns[section].right else _LEFT
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        row = self.row(index)
        if row is None:
            return self._heading(index, role)
        if role in column.more:
            return column.more[role](row)
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def _heading(self, index: Index, role: int) -> object:
        if role == Role.DisplayRole and index.column() == 0:
            return self._groups[index.row()].title
        return None
