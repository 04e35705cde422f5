"""The frame: which panes stand beside a page in a window of this width, and the keys that walk them."""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget, QWidgetItem
from pytestqt.qtbot import QtBot

import ui
from tests.ui.clicks import click, press
from ui.base.flow import Flow
from ui.base.look import TARGET, Look
from ui.window.frame import FOLDED_KEY, FOODS, PINNED_KEY, WEEK, Frame, least_height
from ui.window.pages import Page


def pane(name: str) -> QWidget:
    made = QWidget()
    made.setObjectName(name)
    column = QVBoxLayout(made)
    for place in range(2):
        column.addWidget(QPushButton(f"{name} {place}"))
    return made


@pytest.fixture
def frame(qtbot: QtBot, qapp: QApplication, settings: QSettings) -> Iterator[Frame]:
    """A frame of plain panes, as nobody has changed it yet."""
    settings.remove(PINNED_KEY)
    foods = pane("foods")
    pages = (
        Page(WEEK, "page_week", "Week", pane("week"), "Ctrl+1", inspected=True),
        Page("shopping", "page_shopping", "Shopping", pane("shopping"), "Ctrl+2"),
        Page(FOODS, "page_foods", "Foods", foods, "Ctrl+4", inspected=True),
    )
    look = Look(qapp, settings)
    made = Frame(look, pages, foods, pane("inspector"), settings)
    qtbot.addWidget(made)
    made.show()
    yield made
    look.deleteLater()


def shown(frame: Frame, width: int) -> list[str]:
    frame.resize(width, 700)
    QApplication.processEvents()
    found = {"foods": frame.foods, "inspector": frame.inspector}
    names = [name for name, widget in found.items() if widget.isVisible()]
    page = frame.stack.currentWidget()
    return sorted([*names, page.objectName()] if frame.stack.isVisible() and page is not None else names)


def test_that_what_stands_beside_the_week_follows_the_width(frame: Frame) -> None:
    assert shown(frame, 1600) == ["foods", "inspector", "week"]
    assert shown(frame, 1280) == ["inspector", "week"]
    assert shown(frame, 1000) == ["week"]
    frame.pin_foods(True)
    assert shown(frame, 1000) == ["foods", "week"]
    assert shown(frame, 640) == ["week"]  # there is no room for both
    frame.pin_foods(False)
    assert shown(frame, 1600) == ["inspector", "week"]


def test_that_a_page_is_alone_but_for_its_inspector(frame: Frame) -> None:
    frame.show_page("shopping")
    assert shown(frame, 1600) == ["shopping"]
    frame.show_page(FOODS)
    assert shown(frame, 1280) == ["foods", "inspector"]
    assert shown(frame, 1000) == ["foods"]


def test_that_the_inspector_is_a_sheet_in_a_narrow_window_and_esc_closes_it(frame: Frame) -> None:
    shown(frame, 1000)
    frame.activateWindow()
    frame.show_sheet(True)
    assert shown(frame, 1000) == ["inspector"]
    press(frame.focusWidget() or frame, Qt.Key.Key_Escape)
    assert shown(frame, 1000) == ["week"]
    frame.show_sheet(True)
    assert shown(frame, 1280) == ["inspector", "week"]  # where there is room, both
    frame.show_sheet(True)
    assert not frame.sheet


def test_that_the_first_questions_stand_beside_the_week_or_alone(frame: Frame) -> None:
    frame.show_page("shopping")
    frame.show_asking(True)
    assert shown(frame, 1000) == ["foods", "week"]
    assert shown(frame, 640) == ["foods"]
    frame.show_asking(False)
    assert shown(frame, 640) == ["week"]


def test_that_the_sidebar_leads_to_every_page_and_speaks_when_it_is_folded(frame: Frame) -> None:
    shown(frame, 1280)
    assert frame.sidebar.is_folded
    for page, entry in frame.sidebar.entries.items():
        assert entry.accessibleName() == frame.pages[page].title
        assert min(entry.width(), entry.height()) >= TARGET
        click(entry)
        assert frame.page == page
    click(frame.sidebar.fold_button)
    assert not frame.sidebar.is_folded
    shown(frame, 640)
    assert not frame.sidebar.is_folded  # as the user wants it


def test_that_nonsense_in_the_settings_is_passed_over(frame: Frame, settings: QSettings) -> None:
    for key in (PINNED_KEY, FOLDED_KEY):
        settings.setValue(key, "purple")
    assert shown(frame, 1600) == ["foods", "inspector", "week"]
    assert not frame.sidebar.is_folded


def test_that_f6_goes_through_all_parts_and_back_to_where_one_was(frame: Frame) -> None:
    shown(frame, 1600)
    frame.activateWindow()
    frame.foods.findChildren(QPushButton)[1].setFocus()
    seen = []
    for _step in range(4):
        frame.step_pane(1)
        focus = frame.focusWidget()
        seen.append(next(pane.objectName() for pane in frame.panes if focus and pane.isAncestorOf(focus)))
    assert seen == ["", "inspector", "sidebar", "foods"]  # the page in the middle has no name of its own
    assert frame.focusWidget() is frame.foods.findChildren(QPushButton)[1]
    frame.step_pane(-1)
    assert frame.sidebar.isAncestorOf(frame.focusWidget())


def test_that_no_entry_of_a_widget_that_is_gone_is_kept(qtbot: QtBot) -> None:
    """Qt may put anything where the dead entry was, and Python took that for the entry: the window crashed."""

    def kept() -> int:
        return sum(isinstance(wrapper, QWidgetItem) for wrapper in shiboken6.getAllValidWrappers())

    holder = pane("rows")
    qtbot.addWidget(holder)
    gc.collect()  # what other tests left
    before = kept()
    assert least_height(holder, 300) >= 2 * holder.findChildren(QPushButton)[0].minimumSizeHint().height()
    for button in holder.findChildren(QPushButton):
        button.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert kept() <= before


def test_that_the_least_height_of_a_column_is_that_of_what_is_shown_and_the_gaps(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column, inner, row = QVBoxLayout(holder), QVBoxLayout(), QHBoxLayout()
    column.setContentsMargins(0, 3, 0, 4)
    column.setSpacing(5)
    for place in (column, inner, row):
        fixed = QLabel()
        fixed.setFixedHeight(20)
        place.addWidget(fixed)
    hidden = QLabel()
    hidden.setFixedHeight(1000)
    column.addWidget(hidden)
    hidden.hide()
    column.addLayout(inner)
    column.addSpacing(7)
    column.addLayout(row)
    column.addStretch(1)
    assert least_height(holder, 300) == 3 + 20 + 5 + 20 + 5 + 20 + 7 + 4


def test_that_nothing_in_the_window_asks_for_the_next_in_the_chain_of_focus() -> None:
    """Python then takes that one for a part of the widget, and for deleted with it: later the window crashed."""
    asking = [path.name for path in Path(ui.__file__).parent.rglob("*.py") if "InFocusChain(" in path.read_text()]
    assert asking == []


def test_that_a_row_stays_whole_when_the_widget_before_it_goes(qtbot: QtBot, frame: Frame) -> None:
    week = frame.pages[WEEK].widget
    rows = [Flow(), Flow()]
    column = week.layout()
    assert isinstance(column, QVBoxLayout)
    for row in rows:
        row.addWidget(QPushButton("in a row"))
        column.addLayout(row)
    frame.focus_pane(frame.foods)
    assert frame.focus_pane(week)
    for button in (*week.findChildren(QPushButton)[:2], *frame.foods.findChildren(QPushButton)):
        button.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert all(shiboken6.isValid(row.itemAt(0)) for row in rows)
    QApplication.processEvents()
