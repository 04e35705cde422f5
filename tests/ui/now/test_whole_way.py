"""From an empty page to an accepted change, by the mouse and by the keyboard: real events, and no more than sixty."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.patience import GUARD_MS
from tests.ui.clicks import CONTROL, click, press, write
from tests.ui.now.entering import DAY
from ui.base.number_box import Combo
from ui.now.now_view import NowView
from ui.window.app import Built
from ui.window.main_window import NOW

MOST_ACTIONS = 60  # a click, a key, or a word that is typed


class Hand:
    """Uses the page and counts what it does."""

    def __init__(self, built: Built, qtbot: QtBot) -> None:
        self.window, self.qtbot, self.actions = built.window, qtbot, 0
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow, timeout=GUARD_MS)

    @property
    def view(self) -> NowView:
        assert self.window.now.view is not None
        return self.window.now.view

    def until_read(self) -> None:
        self.qtbot.waitUntil(
            lambda: self.window.now.view is not None and "Reading" not in self.window.now.view.where.text(),
            timeout=GUARD_MS,
        )

    def until_found(self) -> None:
        page = self.view.changes
        self.qtbot.waitUntil(lambda: page.changes.count() > 0 and page.accept_button.isEnabled(), timeout=GUARD_MS)

    def click(self, widget: QWidget) -> None:
        self.actions += 1
        click(widget)

    def write(self, widget: QWidget, word: str) -> None:
        self.actions += 1
        write(widget, word)

    def press(self, *keys: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.actions += 1
            press(self.focus, key, modifier)

    @property
    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        return focus if focus is not None else self.window

    def is_on(self, widget: QWidget) -> bool:
        return self.focus is widget


def by_mouse(hand: Hand) -> None:
    hand.click(hand.window.frame.sidebar.entries[NOW])
    hand.until_read()
    days = hand.view.days
    for meal, word in DAY:
        if days.meal.currentData() != meal:
            _choose(hand, days.meal, meal)
        hand.click(days.search)
        hand.write(days.search, word)
        hand.click(days.add)
    bar = hand.view.tabs.bar
    hand.actions += 1
    click(bar, bar.tabRect(1).center())
    hand.click(hand.view.changes.look_for)
    hand.until_found()
    hand.click(hand.view.changes.accept_button)


def _choose(hand: Hand, combo: Combo, meal: str) -> None:
    """Opens the list of a choice and clicks a line of it."""
    hand.click(combo)
    rows = combo.view()
    hand.qtbot.waitUntil(rows.isVisible, timeout=GUARD_MS)
    QApplication.processEvents()  # a click that comes as fast as a double click would not be heard
    line = combo.model().index(combo.findData(meal), 0)
    hand.actions += 1
    click(rows.viewport(), rows.visualRect(line).center())
    hand.qtbot.waitUntil(lambda: not rows.isVisible(), timeout=GUARD_MS)


def by_keyboard(hand: Hand) -> None:
    hand.press(Qt.Key.Key_6, modifier=CONTROL)
    hand.until_read()
    days, changes = hand.view.days, hand.view.changes
    for meal, word in DAY:
        assert hand.is_on(days.search)
        if days.meal.currentData() != meal:
            hand.press(Qt.Key.Key_Backtab)
            assert hand.is_on(days.meal)
            hand.press(Qt.Key[f"Key_{meal[0].upper()}"], Qt.Key.Key_Tab)
            assert days.meal.currentData() == meal
        hand.write(hand.focus, word)
        _to(hand, Qt.Key.Key_Tab, days.add)
        hand.press(Qt.Key.Key_Space)
    _to(hand, Qt.Key.Key_Backtab, hand.view.tabs.bar)
    hand.press(Qt.Key.Key_Right)
    _to(hand, Qt.Key.Key_Tab, changes.look_for)
    hand.press(Qt.Key.Key_Space)
    hand.until_found()
    _to(hand, Qt.Key.Key_Tab, changes.accept_button)
    hand.press(Qt.Key.Key_Space)


def _to(hand: Hand, key: Qt.Key, widget: QWidget) -> None:
    while not hand.is_on(widget) and hand.actions <= MOST_ACTIONS:
        hand.press(key)


@pytest.fixture
def unhurried() -> Iterator[None]:
    """Each click and letter counts by itself, however soon it comes after the one before: as people make them."""
    clicks, letters = QApplication.doubleClickInterval(), QApplication.keyboardInputInterval()
    QApplication.setDoubleClickInterval(0)
    QApplication.setKeyboardInputInterval(0)
    yield
    QApplication.setDoubleClickInterval(clicks)
    QApplication.setKeyboardInputInterval(letters)


@pytest.mark.usefixtures("unhurried")
@pytest.mark.parametrize("way", [by_mouse, by_keyboard], ids=["mouse", "keyboard"])
def test_that_a_change_is_accepted_in_no_more_than_sixty_actions(
    qtbot: QtBot, built: Built, way: Callable[[Hand], None]
) -> None:
    hand = Hand(built, qtbot)
    way(hand)
    assert "no supplement is needed" in hand.view.where.text()
    assert hand.actions <= MOST_ACTIONS
