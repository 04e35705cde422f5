"""The one maker of lists in columns, so that all of them look and behave alike."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QAbstractItemModel, Qt
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
