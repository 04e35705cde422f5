"""Another meal for a place of the plan, in the real window: looked for beside it, taken as one edit, moved."""

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt
from PySide6.QtGui import QDrag, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from tests.ui.clicks import click, press, write
from tests.ui.conftest import PATIENCE, HeldPlanner
from ui.plan.another_meal import AnotherMealDialog
from ui.plan.meal_actions import MOVE_MEAL
from ui.plan.meal_cell import MEAL, MealCell
from ui.plan.portion_dialogs import MoveDialog
from ui.window.app import Built

SHIFT = Qt.KeyboardModifier.ShiftModifier


def dialog_of(built: Built) -> AnotherMealDialog:
    (found,) = (one for one in built.window.findChildren(AnotherMealDialog) if one.isVisible())
    return found


def test_that_another_lunch_is_looked_for_from_the_card_and_the_first_is_taken_by_return(
    qtbot: QtBot, built: Built, held: HeldPlanner
) -> None:
    card = built.window.plan.card("lunch")
    assert card is not None
    before = built.workspace.plan
    click(card.another)
    dialog = dialog_of(built)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=PATIENCE)
    name = dialog.rows[0].accessibleName()
    assert "kcal" in name
    press(dialog.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: built.workspace.plan != before)
    assert held.calls == []  # its plan was found with it: nothing is solved
    assert not built.workspace.stale
    (lock,) = built.workspace.document.locks
    assert (lock.day, lock.meal) == (1, "lunch")
    assert name.split(",")[0] in built.window.undo.text()
    built.workspace.undo()
    assert (built.workspace.plan, built.workspace.document.locks) == (before, ())


def test_that_d_asks_for_a_dish_by_name_and_what_may_not_be_eaten_is_not_found(qtbot: QtBot, built: Built) -> None:
    card = built.window.plan.card("dinner")
    assert card is not None
    card.portions[0].face.setFocus()
    press(card.portions[0].face, Qt.Key.Key_D)
    dialog = dialog_of(built)
    qtbot.waitUntil(dialog.search.hasFocus)
    write(dialog.search, "xyzxyz")
    assert "has that name" in dialog.said.text()
    dialog.search.clear()
    write(dialog.search, "soup")
    qtbot.waitUntil(lambda: dialog.foods.count() > 0)
    food = dialog.foods.currentItem().text()
    press(dialog.search, Qt.Key.Key_Down)
    assert dialog.foods.hasFocus() or dialog.foods.isHidden()
    if dialog.foods.isVisible():
        press(dialog.foods, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.rows) or "keeps your targets" in dialog.said.text(), timeout=PATIENCE)
    assert all(food in row.accessibleName() for row in dialog.rows)
    QDialog.reject(dialog)


def test_that_a_meal_that_was_found_for_an_older_plan_is_not_taken(qtbot: QtBot, built: Built) -> None:
    built.window.editing.ask_another(1, "lunch")
    dialog = dialog_of(built)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=PATIENCE)
    built.workspace.rate(["okra_cooked"], "never")
    document = built.workspace.document
    press(dialog.rows[0], Qt.Key.Key_Return)
    assert built.workspace.document == document
    assert "changed meanwhile" in built.window.foot.text


def test_that_a_meal_goes_to_another_place_by_keys_and_by_the_mouse_alike(
    qtbot: QtBot, built: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    wished: list[tuple[tuple[int, str], tuple[int, str]]] = []
    monkeypatch.setattr(built.workspace.portions, "exchange", lambda place, to: wished.append((place, to)))
    plan = built.window.plan
    plan.choose_meal(1, "lunch")
    plan.meal_actions.by_name[MOVE_MEAL].trigger()
    (dialog,) = (one for one in built.window.findChildren(MoveDialog) if one.isVisible())
    assert not dialog.move_button.isEnabled()  # it is there already
    dialog.meal.setCurrentIndex(dialog.meal.findData("dinner"))
    if dialog.move_button.isEnabled():
        click(dialog.move_button)
    else:
        assert "is not eaten as" in dialog.reason.text()
        dialog.taken.emit(1, "dinner")
        QDialog.reject(dialog)
    plan.show_overview(True)
    carried, cells = dragged(monkeypatch, plan.overview.cells[1, "lunch"]), plan.overview.cells
    assert drop(cells[1, "lunch"], carried, cells[1, "lunch"], monkeypatch) is False
    assert drop(cells[1, "lunch"], carried, cells[1, "dinner"], monkeypatch)
    assert wished == [((1, "lunch"), (1, "dinner"))] * 2


def test_that_a_drag_begins_only_while_the_button_is_held(built: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    """A click, or a press that is let go over something else, and then a move: nothing is under the pointer."""
    built.window.plan.show_overview(True)
    cell = built.window.plan.overview.cells[1, "lunch"]
    begun: list[MealCell] = []
    monkeypatch.setattr(MealCell, "start_drag", lambda cell: begun.append(cell))
    left, none, keys = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    near, far = QPointF(2, 2), QPointF(80, 40)

    def moved(buttons: Qt.MouseButton) -> None:
        QApplication.sendEvent(cell, QMouseEvent(QEvent.Type.MouseMove, far, far, none, buttons, keys))

    cell.setMouseTracking(True)  # else Qt keeps moves without a button from it
    QApplication.sendEvent(cell, QMouseEvent(QEvent.Type.MouseButtonPress, near, near, left, left, keys))
    moved(none)
    moved(left)
    assert begun == []
    click(cell)
    moved(left)
    assert begun == []
    QApplication.sendEvent(cell, QMouseEvent(QEvent.Type.MouseButtonPress, near, near, left, left, keys))
    moved(left)
    assert begun == [cell]


def dragged(monkeypatch: pytest.MonkeyPatch, cell: MealCell) -> QMimeData:
    """What is under the pointer when a meal is dragged."""
    taken: list[bytes] = []
    monkeypatch.setattr(QDrag, "exec", lambda drag, *_: taken.append(bytes(drag.mimeData().data(MEAL).data())))
    cell.start_drag()
    carried = QMimeData()
    carried.setData(MEAL, taken[0])
    return carried


def drop(cell: MealCell, carried: QMimeData, to: MealCell, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Lets a meal fall onto another one; whether it is taken."""
    where, action, keys = QPointF(5, 5), Qt.DropAction.MoveAction, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(where, action, carried, Qt.MouseButton.LeftButton, keys)
    monkeypatch.setattr(QDropEvent, "source", lambda _event: cell)
    event.ignore()
    to.dropEvent(event)
    return event.isAccepted()
