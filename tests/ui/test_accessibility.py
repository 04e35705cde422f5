"""Every interactive widget of the window and its dialogs speaks and is reached by Tab; every model keeps Qt's rules."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QTabBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.editing.plan_changes import Place
from tests.ui.clicks import press
from ui.help.keys import show_keys
from ui.plan.portion_actions import PortionBar
from ui.window.app import Built
from ui.window.main_window import NOW, SHOPPING

INTERACTIVE = (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QAbstractSpinBox,
    QAbstractItemView,
    QTabBar,
)
MOST_TABS = 600
Role = QAccessible.Role
ROLES: dict[type[QWidget], set[QAccessible.Role]] = {
    QAbstractButton: {Role.Button, Role.CheckBox, Role.RadioButton, Role.ButtonMenu, Role.ButtonDropDown},
    QComboBox: {Role.ComboBox},
    QLineEdit: {Role.EditableText},
    QPlainTextEdit: {Role.EditableText},
    QAbstractSpinBox: {Role.SpinBox},
    QAbstractItemView: {Role.Tree, Role.List, Role.Table},
    QTabBar: {Role.PageTabList},
}


def interactive(top: QWidget) -> list[QWidget]:
    """What can be used now, without the parts that belong to another widget."""
    found: list[QWidget] = []
    for widget in top.findChildren(QWidget):
        part = isinstance(widget.parent(), QAbstractSpinBox | QComboBox | QLineEdit | QTabBar | QAbstractItemView)
        shown = widget.isVisible() and widget.isEnabled() and widget.window() is top
        if isinstance(widget, INTERACTIVE) and shown and not part and not isinstance(widget, QHeaderView):
            found.append(widget)
    return found


def spoken(widget: QWidget) -> QAccessibleInterface:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None, widget
    return interface


def silent(top: QWidget) -> list[str]:
    """What a screen reader could not name, or would call something else, or whose value it could not say."""
    wrong = []
    for widget in interactive(top):
        face = spoken(widget)
        said = f"{type(widget).__name__} “{face.text(QAccessible.Text.Name)}” {face.role()}"
        (roles,) = (roles for kind, roles in ROLES.items() if isinstance(widget, kind))
        if not face.text(QAccessible.Text.Name).strip():
            wrong.append(f"{said} in {type(widget.parent()).__name__} has no name")
        if face.role() not in roles:
            wrong.append(f"{said} has another role")
        if isinstance(widget, QAbstractSpinBox):
            value = face.valueInterface()
            text = face.text(QAccessible.Text.Value)
            if not text and (value is None or value.currentValue() is None):
                wrong.append(f"{said} has no value")
        if isinstance(widget, QComboBox) and face.text(QAccessible.Text.Value) != widget.currentText():
            wrong.append(f"{said} does not say its value")
        if isinstance(widget, QAbstractButton) and widget.isCheckable() and not face.state().checkable:
            wrong.append(f"{said} does not say that it can be checked")
    return wrong


def twins(top: QWidget) -> list[str]:
    """What stands beside something of the same kind and name, so that a listener cannot tell which is which."""
    wrong, before = [], ("", QAccessible.Role.NoRole)
    for widget in interactive(top):
        face = spoken(widget)
        name = face.text(QAccessible.Text.Name)
        if (name, face.role()) == before:
            wrong.append(f"two {type(widget).__name__} “{name}” beside each other")
        before = (name, face.role())
    return wrong


def reached_by_tab(qtbot: QtBot, top: QWidget) -> set[QWidget]:
    """Everything that real presses of Tab come to."""
    top.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is top)
    reached: set[QWidget] = set()
    for _press in range(MOST_TABS):
        widget = top.focusWidget()
        if widget is not None and widget in reached and len(reached) > 1 and _press > len(reached) + 50:
            break
        if widget is not None:
            reached.add(widget)
        press(widget or top, Qt.Key.Key_Tab)
    return reached


def unreached(qtbot: QtBot, top: QWidget) -> list[str]:
    """What Tab never comes to. Of words of which one can be chosen it comes to one, and arrows to the others."""
    reached = reached_by_tab(qtbot, top)
    missing = []
    for widget in interactive(top):
        inside = any(widget.isAncestorOf(other) or widget is other for other in reached)
        if not inside and not (_beside(widget) | _on_bar(widget)) & reached:
            missing.append(f"{type(widget).__name__} “{widget.accessibleName()}”")
    return missing


def _on_bar(widget: QWidget) -> set[QWidget]:
    """The other buttons for the chosen food: a larger portion can be had of some foods that Tab chose on its way."""
    bar = widget.parentWidget()
    while bar is not None and not isinstance(bar, PortionBar):
        bar = bar.parentWidget()
    return set(bar.buttons.values()) if bar is not None else set()


def _beside(widget: QWidget) -> set[QWidget]:
    """The other words of a choice, from which the arrows come to this one."""
    if not isinstance(widget, QAbstractButton) or not widget.isCheckable():
        return set()
    group = widget.group()
    if group is not None:
        return set(group.buttons()) if group.exclusive() else set()
    parent = widget.parentWidget()
    if not widget.autoExclusive() or parent is None:
        return set()
    return {one for one in parent.findChildren(QRadioButton) if one.parent() is parent}


def dialog_of(built: Built) -> QDialog:
    (found,) = (one for one in built.window.findChildren(QDialog) if one.isVisible())
    return found


def place(built: Built) -> Place:
    card = built.window.plan.card("lunch")
    assert card is not None
    return card.portions[0].place


DIALOGS: dict[str, Callable[[Built], object]] = {
    "profile": lambda built: built.window.open_profile(),
    "add a food": lambda built: built.window.editing.ask_add(1, "lunch"),
    "something else": lambda built: built.window.editing.ask_other(1, "lunch"),
    "another meal": lambda built: built.window.editing.ask_another(1, "lunch"),
    "move a meal": lambda built: built.window.editing.ask_move_meal(1, "lunch"),
    "find": lambda built: built.window.open_find(),
    "move": lambda built: built.window.editing.ask_move(place(built)),
    "own food": lambda built: built.window.own.open_food(),
    "own dish": lambda built: built.window.own.open_dish(),
    "print": lambda built: built.window.open_print(),
    "export": lambda built: built.window.open_export(),
    "keys": lambda built: show_keys(built.window),
    "guide": lambda built: built.window.help.guide.trigger(),
    "about": lambda built: built.window.help.about.trigger(),
    "why": lambda built: built.window.why.trigger(),
    "food": lambda built: show_food(built),
}


def show_food(built: Built) -> None:
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("spinach_cooked"))
    foods.show_details()


def views(built: Built) -> Iterator[str]:
    """Brings every view of the window on screen, one after another."""
    window = built.window
    yield "all"
    show_food_row(built)
    yield "a food is selected"
    card = window.plan.card("lunch")
    assert card is not None
    card.portions[0].face.setFocus()
    yield "a portion is chosen"
    window.plan.wish_overview(True)
    yield "overview"
    window.plan.wish_overview(False)
    window.open_nutrient(window.nutrition.model.groups[0].rows[0].nutrient)
    yield "nutrient"
    window.show_page(SHOPPING)
    yield "shopping"
    window.show_page(NOW)
    assert window.now.view is not None
    for page in (window.now.view.days, window.now.view.changes, window.now.view.steps, window.now.view.supplements):
        window.now.view.tabs.show_page(page)
        yield type(page).__name__
    window.open_first_start()
    yield "first start"


def show_food_row(built: Built) -> None:
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("spinach_cooked"))


def test_that_every_view_of_the_window_speaks(built: Built) -> None:
    assert {view: found for view in views(built) if (found := silent(built.window))} == {}


def test_that_no_two_neighbours_of_a_view_sound_alike(built: Built) -> None:
    assert {view: found for view in views(built) if (found := twins(built.window))} == {}


def test_that_tab_comes_to_everything_in_the_window(qtbot: QtBot, built: Built) -> None:
    assert {view: found for view in views(built) if (found := unreached(qtbot, built.window))} == {}


@pytest.mark.parametrize("name", DIALOGS)
def test_that_every_dialog_speaks_and_tab_comes_to_all_of_it(qtbot: QtBot, built: Built, name: str) -> None:
    DIALOGS[name](built)
    dialog = dialog_of(built)
    assert interactive(dialog)
    assert (silent(dialog), twins(dialog), unreached(qtbot, dialog)) == ([], [], [])
    QDialog.reject(dialog)


def test_that_every_model_keeps_qts_rules_while_it_is_used(qtbot: QtBot, built: Built) -> None:
    """Every model of the program that a view in the window or in a dialog shows."""
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    own: dict[QAbstractItemModel, QAbstractItemModelTester] = {}

    def watch(top: QWidget) -> int:
        shown = [view.model() for view in top.findChildren(QAbstractItemView)]
        ours = {model for model in shown if model is not None and type(model).__module__.startswith("ui.")}
        own.update((model, QAbstractItemModelTester(model, fatal)) for model in ours - own.keys())
        return len(ours)

    assert watch(built.window) >= 3  # foods, nutrition, shopping list
    for _view in views(built):
        built.window.foods.search.setText("be")
        built.workspace.rate(["spinach_cooked"], "love")
        built.workspace.undo()
        built.window.foods.search.clear()
    built.window.left.setCurrentWidget(built.window.foods)
    for name in ("add a food", "food", "profile"):
        DIALOGS[name](built)
        assert watch(dialog_of(built)) >= 1, name
        QDialog.reject(dialog_of(built))
        QApplication.processEvents()
        own.clear()  # the dialogs take their models with them
        watch(built.window)
