"""The window comes back as it was left, and its columns suit the size of the text."""

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.foods.catalogue import Catalogue
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow
from ui.base.look import READABLE
from ui.window.frame import WEEK, WIDE
from ui.window.main_window import SHOPPING
from ui.window.window_state import COLUMNS_KEY, MIDDLE, PAGE_KEY, PLACE_KEY, RIGHT, column_widths


def move_column(handle: object, by: int) -> None:
    """Drags a handle of the splitter."""
    middle = handle.rect().center()  # type: ignore[attr-defined]
    button, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(handle, button, none, middle)  # type: ignore[call-overload]
    QTest.mouseMove(handle, middle + QPoint(by, 0))  # type: ignore[call-overload]
    QTest.mouseRelease(handle, button, none, middle + QPoint(by, 0))  # type: ignore[call-overload]


def test_that_size_columns_and_page_are_as_they_were_left(
    open_window: OpenWindow, held: HeldPlanner, settings: QSettings
) -> None:
    window = open_window(held).window
    window.resize(1260, 760)
    QApplication.processEvents()
    start = window.splitter.sizes()
    move_column(window.splitter.handle(2), -40)
    size, columns = window.size(), window.splitter.sizes()
    assert columns[2] > start[2] + 30
    window.show_page(SHOPPING)
    window.close()
    again = open_window(held).window
    assert again.frame.page == SHOPPING
    again.show_page(WEEK)
    QApplication.processEvents()
    assert (again.size(), again.splitter.sizes()) == (size, columns)


def test_that_a_window_over_the_whole_screen_is_so_again(open_window: OpenWindow, held: HeldPlanner) -> None:
    window = open_window(held).window
    window.showMaximized()
    QApplication.processEvents()
    window.close()
    again = open_window(held).window
    assert again.isMaximized()
    again.showNormal()
    QApplication.processEvents()
    assert again.size().toTuple() == (1280, 800)


def test_that_columns_nobody_moved_are_not_kept(
    open_window: OpenWindow, held: HeldPlanner, settings: QSettings
) -> None:
    open_window(held).window.close()
    assert settings.contains(PLACE_KEY)
    assert not settings.contains(COLUMNS_KEY)


@pytest.mark.parametrize("value", ["", "purple", "-5 3 1", "0 0 0", "7", "99", "\x00", "9 9 -9 -9"])
def test_that_damaged_settings_are_passed_over(
    open_window: OpenWindow, held: HeldPlanner, settings: QSettings, value: str
) -> None:
    for key in (PLACE_KEY, COLUMNS_KEY, PAGE_KEY):
        settings.setValue(key, value)
    window = open_window(held).window
    assert window.size().toTuple() == (1280, 800)
    assert min(window.splitter.sizes()) > 200
    assert window.frame.page == WEEK


def test_that_nothing_is_kept_once_everything_was_deleted(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, settings: QSettings
) -> None:
    window = open_window(held).window
    with qtbot.waitSignal(window.data.deleted, timeout=PATIENCE):
        window.data.delete_all()
    assert not window.isVisible()
    assert settings.allKeys() == []


def test_that_no_name_of_a_food_is_cut_at_the_usual_size(
    open_window: OpenWindow, held: HeldPlanner, catalogue: Catalogue
) -> None:
    window = open_window(held).window
    assert window.size().toTuple() == (1280, 800)
    window.resize(WIDE + 100, 800)  # from there on the foods are pinned beside the week
    QApplication.processEvents()
    left, _middle, right = window.splitter.sizes()
    assert left >= window.foods.wanted_width([food.name for food in catalogue])
    assert right == RIGHT


@pytest.mark.parametrize("points", [10.0, 12.0, 16.0, 20.0])
@pytest.mark.parametrize("width", [1280, 1920])
def test_that_no_column_is_squeezed_for_another(width: int, points: float) -> None:
    foods = round(50 * points)  # names grow with their letters
    found = column_widths(width, foods, points)
    scale = max(1.0, points / READABLE)
    wanted = (foods, MIDDLE * scale, RIGHT * scale)
    assert sum(found) == width
    assert all(column >= want * min(1, width / sum(wanted)) - 1 for column, want in zip(found, wanted, strict=True))


def test_that_room_that_is_left_over_is_the_plans() -> None:
    widths = [column_widths(width, 500, 10.0) for width in (1280, 1400, 1920)]
    assert [after[1] - before[1] for before, after in pairwise(widths)] == [120, 520]
    assert {(left, right) for left, _middle, right in widths} == {(500, RIGHT)}
