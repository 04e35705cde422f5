"""The one maker of lists in columns, so that all of them look and behave alike."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from ui.base.widgets import RowDelegate

Tree = TypeVar("Tree", bound=QTreeView)


def make_tree(
    kind: Callable[[], Tree],
    model: QAbstractItemModel,
    name: str,
    *,
    headings: bool = False,
    folds: bool = False,
    indentation: int = 0,
    even: bool = True,
    wide: int = 0,
    others: QHeaderView.ResizeMode = QHeaderView.ResizeMode.ResizeToContents,
    least: int | None = None,
) -> Tree:
    """A list of rows under headings, of which one row can be chosen; column ``wide`` takes the room that is left.

    ``name`` is for a screen reader. ``headings`` shows what the columns are called. ``folds`` lets a group be closed.
    ``indentation`` [px] is that of rows below their heading. ``even`` rows are all equally high. ``others`` says how
    wide the columns beside ``wide`` are, and ``least`` the narrowest that a column may be [px].
    """
    tree = kind()
    tree.setModel(model)
    tree.setAccessibleName(name)
    tree.setItemDelegate(RowDelegate(tree))
    tree.setHeaderHidden(not headings)
    tree.setUniformRowHeights(even)
    tree.setRootIsDecorated(False)
    tree.setItemsExpandable(folds)
    tree.setIndentation(indentation)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    header = tree.header()
    header.setStretchLastSection(False)
    if least is not None:
        header.setMinimumSectionSize(least)
    for column in range(model.columnCount()):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if column == wide else others)
    return tree


LEAST = 140  # [px] of the column that takes the room that is left


class FoldingColumns(QObject):
    """Hides columns of a list for which there is no room, so that none is cut off at its edge."""

    def __init__(self, tree: QTreeView, optional: Sequence[int]) -> None:
        """``optional`` are the columns that can be done without, the first to go first."""
        super().__init__(tree)
        self._tree, self._optional = tree, tuple(optional)
        tree.viewport().installEventFilter(self)  # it has its new width by then

    def fit(self) -> None:
        """Shows as many columns as there is room for."""
        tree, header = self._tree, self._tree.header()
        stretch = QHeaderView.ResizeMode.Stretch
        need = {
            column: LEAST
            if header.sectionResizeMode(column) == stretch
            else max(tree.sizeHintForColumn(column), header.sectionSizeHint(column))
            for column in range(header.count())
        }
        gone: set[int] = set()
        for column in self._optional:
            if sum(width for each, width in need.items() if each not in gone) <= tree.viewport().width():
                break
            gone.add(column)
        for column in self._optional:
            header.setSectionHidden(column, column in gone)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.FontChange):
            self.fit()
        return super().eventFilter(watched, event)
