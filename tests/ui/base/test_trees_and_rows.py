"""Lists in columns and rows that grow and shrink: what each line of their makers promises."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTreeView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.base.rows import fit_rows
from ui.base.trees import make_tree
from ui.base.widgets import RowDelegate

MODES = QHeaderView.ResizeMode


def test_that_a_list_is_made_as_it_was_asked_for(qtbot: QtBot) -> None:
    model = QStandardItemModel(2, 3)
    tree = make_tree(
        QTreeView, model, "Foods", headings=True, folds=True, indentation=7, wide=1, others=MODES.Fixed, least=11
    )
    qtbot.addWidget(tree)
    assert (tree.model(), tree.accessibleName()) == (model, "Foods")
    assert isinstance(tree.itemDelegate(), RowDelegate)
    assert (tree.isHeaderHidden(), tree.uniformRowHeights(), tree.rootIsDecorated()) == (False, True, False)
    assert (tree.itemsExpandable(), tree.indentation()) == (True, 7)
    assert tree.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection
    assert tree.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    header = tree.header()
    assert (header.stretchLastSection(), header.minimumSectionSize()) == (False, 11)
    assert [header.sectionResizeMode(column) for column in range(3)] == [MODES.Fixed, MODES.Stretch, MODES.Fixed]
    plain = make_tree(QTreeView, model, "Foods", even=False)
    qtbot.addWidget(plain)
    assert (plain.isHeaderHidden(), plain.uniformRowHeights(), plain.itemsExpandable()) == (True, False, False)
    assert plain.header().sectionResizeMode(1) == MODES.ResizeToContents


def test_that_rows_that_stay_are_the_same_and_those_that_go_are_off_the_screen_at_once(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    layout = QVBoxLayout(page)
    rows: list[QLabel] = []
    fit_rows(layout, rows, 3, QLabel)
    first, _second, last = rows
    page.show()
    assert layout.count() == 3
    with qtbot.waitSignal(last.destroyed):
        fit_rows(layout, rows, 2)
        assert not last.isVisibleTo(page)
        assert (rows[0], len(rows), layout.count()) == (first, 2, 2)
    placed: list[tuple[int, QLabel]] = []
    fit_rows(layout, rows, 3, QLabel, lambda number, row: placed.append((number, row)))
    assert placed == [(2, rows[2])]
    assert layout.count() == 2  # ``put`` says where it goes
