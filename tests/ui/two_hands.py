"""The window used by the mouse, or by the keyboard alone: real events, and no word to any object of the program."""

from collections.abc import Callable
from datetime import date
from typing import Protocol, TypeVar

from PySide6.QtCore import QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QListWidget, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import TASTES
from planner.plan.plan import Plan
from tests.patience import GUARD_MS
from tests.ui.clicks import CONTROL, click
from ui.base.look import Theme
from ui.plan.day_tiles import DayTile
from ui.plan.portion_actions import SWAP
from ui.plan.portion_dialogs import AlternativeRow, SwapDialog
from ui.plan.portion_row import PortionFace
from ui.profile.person_pages import FOOD
from ui.profile.profile_dialog import ProfileDialog
from ui.window.app import Built

PATIENCE = SOON = GUARD_MS
MONDAY = date(2026, 11, 23)
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
MOST_STEPS = 400
Kind = TypeVar("Kind", bound=QWidget)


class Hand(Protocol):
    """What a user does, however they do it."""

    def be_vegetarian(self) -> None: ...

    def rate(self, food: str, taste: str) -> None: ...

    def lock_meal(self, day: int, meal: str) -> None: ...

    def swap_first(self, day: int, meal: str) -> None: ...

    def undo(self) -> None: ...

    def go_dark(self) -> None: ...

    def quit(self) -> None: ...


class Eyes:
    """What a user sees of the window, and their patience."""

    def __init__(self, built: Built, qtbot: QtBot) -> None:
        self.built, self.qtbot = built, qtbot
        self.window = built.window

    def until(self, claim: Callable[[], bool], patience: int = PATIENCE) -> None:
        self.qtbot.waitUntil(claim, timeout=patience)

    def planned(self) -> Plan:
        """The plan on screen, once it is that of the document."""
        workspace = self.built.workspace
        self.until(lambda: not workspace.planning and not workspace.stale and workspace.plan is not None)
        assert workspace.plan is not None
        return workspace.plan

    def dialog(self, kind: type[Kind]) -> Kind:
        """The dialog that has been opened."""
        self.until(lambda: any(one.isVisible() for one in self.window.findChildren(kind)), SOON)
        (found,) = (one for one in self.window.findChildren(kind) if one.isVisible())
        return found

    def gone(self, dialog: QDialog) -> None:
        """Waits until a dialog is gone, and does what a window manager does then."""
        self.until(lambda: not self.window.findChildren(type(dialog)), SOON)
        self.window.activateWindow()
        self.until(self.window.isActiveWindow, SOON)

    def food(self, food: str) -> QModelIndex:
        return self.window.foods.model.index_of(food)

    def alternatives(self) -> list[AlternativeRow]:
        dialog = self.dialog(SwapDialog)
        self.until(lambda: bool(dialog.rows))
        return dialog.rows

    def first_face(self, meal: str) -> PortionFace:
        card = self.window.plan.card(meal)
        assert card is not None
        return card.portions[0].face


class Mouse(Eyes):
    """Clicks and the wheel; letters are typed only where there are no others."""

    def be_vegetarian(self) -> None:
        click(self.window.profile_button)
        dialog = self.dialog(ProfileDialog)
        (page,) = dialog.names.findItems(FOOD, Qt.MatchFlag.MatchExactly)
        click(dialog.names.viewport(), dialog.names.visualItemRect(page).center())
        click(dialog.person.food.diet.buttons["vegetarian"])
        click(dialog.ok)
        self.gone(dialog)

    def rate(self, food: str, taste: str) -> None:
        tree, view = self.window.foods.tree, self.window.foods.tree.viewport()
        for _step in range(MOST_STEPS):
            place = tree.visualRect(self.food(food))
            if place.isValid() and view.rect().contains(place):
                break
            self._wheel(view, place.center().y() > view.height() / 2)
        click(view, tree.visualRect(self.food(food)).center())
        click(self.window.foods.tastes[taste])

    def lock_meal(self, day: int, meal: str) -> None:
        card = self._card(day, meal)
        self._scroll_to(card.lock)
        click(card.lock)

    def swap_first(self, day: int, meal: str) -> None:
        self._card(day, meal)
        face = self.first_face(meal)
        self._scroll_to(face)
        click(face)
        click(self.window.plan.bar.buttons[SWAP])
        dialog, row = self.dialog(SwapDialog), self.alternatives()[0]
        click(row)
        self.gone(dialog)

    def undo(self) -> None:
        click(self.window.undo_button)

    def go_dark(self) -> None:
        self.menu("View", "Theme", Theme.DARK.value.capitalize())

    def quit(self) -> None:
        self.menu("File", "Quit")

    def _card(self, day: int, meal: str):  # type: ignore[no-untyped-def]
        click(self._tile(day))
        assert self.window.plan.shown_day == day
        card = self.window.plan.card(meal)
        assert card is not None
        return card

    def _tile(self, day: int) -> DayTile:
        return self.window.plan.tiles[day - 1]

    def _scroll_to(self, widget: QWidget) -> None:
        """Turns the wheel over the plan until a widget is in sight."""
        view = self.window.plan.area.viewport()
        QApplication.processEvents()  # new cards are laid out by the event loop
        for _step in range(MOST_STEPS):
            at = widget.mapTo(view, widget.rect().center())
            if view.rect().contains(at):
                return
            self._wheel(view, at.y() > view.height() / 2)

    @staticmethod
    def _wheel(view: QWidget, down: bool) -> None:
        centre = QPointF(view.rect().center())
        turn = QPoint(0, -120 if down else 120)
        event = QWheelEvent(
            centre,
            QPointF(view.mapToGlobal(centre.toPoint())),
            QPoint(),
            turn,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(view, event)
        QApplication.processEvents()

    def menu(self, *names: str) -> None:
        """Opens a menu of the bar and clicks through it to an entry."""
        bar = self.window.menuBar()
        action = entry(bar.actions(), names[0])
        click(bar, bar.actionGeometry(action).center())
        for name in names[1:]:
            menu = action.menu()
            assert isinstance(menu, QMenu)
            self.until(menu.isVisible, SOON)
            action = entry(menu.actions(), name)
            click(menu, menu.actionGeometry(action).center())


class Keyboard(Eyes):
    """Keys alone, each sent to what has the focus."""

    def be_vegetarian(self) -> None:
        self.key(Qt.Key.Key_Comma, CONTROL)
        dialog = self.dialog(ProfileDialog)
        self.tab_to(lambda widget: isinstance(widget, QListWidget))
        self.walk(Qt.Key.Key_Down, lambda: dialog.page_name == FOOD)
        buttons = dialog.person.food.diet.buttons
        self.tab_to(lambda widget: widget in buttons.values())
        self.walk(Qt.Key.Key_Down, buttons["vegetarian"].hasFocus)
        self.tab_to(lambda widget: widget is dialog.ok)
        self.key(Qt.Key.Key_Space)
        self.gone(dialog)

    def rate(self, food: str, taste: str) -> None:
        foods = self.window.foods
        assert self.built.workspace.catalogue is not None
        name = self.built.workspace.catalogue[food].name
        self.key(Qt.Key.Key_F, CONTROL)
        QTest.keyClicks(self.focused(), name)
        self.key(Qt.Key.Key_Down)
        self.walk(Qt.Key.Key_Down, lambda: foods.tree.currentIndex().data() == name)
        self.key(Qt.Key(Qt.Key.Key_1 + TASTES.index(taste)))

    def lock_meal(self, day: int, meal: str) -> None:
        self._go_to(day, meal)
        self.key(Qt.Key.Key_L, SHIFT)

    def swap_first(self, day: int, meal: str) -> None:
        self._go_to(day, meal)
        self.key(Qt.Key.Key_S)
        dialog = self.dialog(SwapDialog)
        self.until(lambda: self.alternatives()[0].hasFocus(), SOON)
        self.key(Qt.Key.Key_Return)
        self.gone(dialog)

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, CONTROL)

    def go_dark(self) -> None:
        self.key(Qt.Key.Key_V, ALT)
        self._choose("Theme")
        self.key(Qt.Key.Key_Return)
        self._choose(Theme.DARK.value.capitalize())
        self.key(Qt.Key.Key_Return)

    def quit(self) -> None:
        self.key(Qt.Key.Key_Q, CONTROL)

    def focused(self) -> QWidget:
        widget = QApplication.activePopupWidget() or QApplication.focusWidget()
        assert widget is not None
        return widget

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focused(), key, modifier)
        QApplication.processEvents()

    def walk(self, key: Qt.Key, there: Callable[[], bool]) -> None:
        """Presses a key until one is there.

        Raises:
            LookupError: if the key does not lead there.
        """
        for _step in range(MOST_STEPS):
            if there():
                return
            self.key(key)
        raise LookupError(f"{key} does not lead there; the focus is on {self.focused()}")

    def tab_to(self, wanted: Callable[[QWidget], bool]) -> None:
        self.walk(Qt.Key.Key_Tab, lambda: wanted(self.focused()))

    def _go_to(self, day: int, meal: str) -> None:
        """To the first food of a meal."""
        self.tab_to(lambda widget: isinstance(widget, PortionFace))
        view = self.window.plan
        while view.shown_day != day:
            self.key(Qt.Key.Key_Right if view.shown_day < day else Qt.Key.Key_Left, ALT)
        self.walk(Qt.Key.Key_Up, lambda: bool(self._faces()) and self._faces()[0].hasFocus())
        self.walk(Qt.Key.Key_Down, lambda: self.first_face(meal).hasFocus())

    def _faces(self) -> list[PortionFace]:
        """The foods of the chosen day from top to bottom."""
        view = self.window.plan
        cards = [card for _at, card in sorted(view.cards.items()) if card.day == view.shown_day]
        return [row.face for card in cards for row in card.portions]

    def _choose(self, name: str) -> None:
        """Goes down the open menu to an entry."""
        self.until(lambda: QApplication.activePopupWidget() is not None, SOON)

        def there() -> bool:
            menu = QApplication.activePopupWidget()
            action = menu.activeAction() if isinstance(menu, QMenu) else None
            return action is not None and plain(action.text()) == name

        self.walk(Qt.Key.Key_Down, there)


def entry(actions: list[QAction], name: str) -> QAction:
    (found,) = (action for action in actions if plain(action.text()) == name)
    return found


def plain(text: str) -> str:
    return text.replace("&", "").split("\t")[0]
