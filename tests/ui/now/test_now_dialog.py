"""What I eat now, in the window: a day entered, where it stands, and a change accepted and undone."""

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.document.usual_days import UsualEntry
from planner.files.store import save
from planner.now.changes import Unfinished
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.patience import GUARD, GUARD_MS
from tests.ui.clicks import click, press, write
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.now import now_dialog
from ui.now.now_dialog import NowDialog
from ui.window.app import Built


@pytest.fixture
def built(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    save(document_path, Stored(Document(), plan_to_fixed(day_plan)))
    made = open_window(held)
    qtbot.waitUntil(lambda: made.workspace.plan is not None)
    return made


@pytest.fixture
def dialog(qtbot: QtBot, built: Built) -> NowDialog:
    built.window.now.trigger()
    (made,) = built.window.findChildren(NowDialog)
    qtbot.waitUntil(lambda: made.where.text() == "Nothing is entered yet.", timeout=GUARD_MS)
    return made


def enter(dialog: NowDialog, meal: str, typed: str) -> None:
    dialog.meal.setCurrentIndex(dialog.meal.findData(meal))
    write(dialog.search, typed)
    click(dialog.add)


DAY = (("breakfast", "bagel"), ("lunch", "cheeseburger"), ("lunch", "french fries"), ("snack", "ice cream"))


def test_that_a_day_is_entered_and_a_change_accepted_and_undone(qtbot: QtBot, built: Built, dialog: NowDialog) -> None:
    plan = built.workspace.plan
    for meal, typed in DAY:
        enter(dialog, meal, typed)
    days = built.workspace.document.usual_days
    assert days[0][0] == UsualEntry("breakfast", "fndds_51180010", 105.0)
    assert [entry.meal for entry in days[0]] == [meal for meal, _typed in DAY]
    assert "food alone leaves a gap of" in dialog.where.text()
    click(dialog.look_for)
    qtbot.waitUntil(lambda: dialog.changes.count() > 0, timeout=GUARD_MS)
    assert "mg magnesium" in dialog.changes.item(0).text()
    qtbot.waitUntil(dialog.look_for.isEnabled)
    click(dialog.accept_button)
    assert built.workspace.document.usual_days != days
    assert "no supplement is needed" in dialog.where.text()
    built.workspace.undo()
    assert built.workspace.document.usual_days == days
    assert built.workspace.plan == plan


def test_that_a_day_is_entered_by_the_keyboard_alone(qtbot: QtBot, built: Built, dialog: NowDialog) -> None:
    write(dialog.search, "bagle")
    assert dialog.found.currentItem().text() == "Bagel"
    assert dialog.portion.currentText() == "the usual amount (105 g)"
    press(dialog.search, Qt.Key.Key_Return)
    dialog.add.setFocus()
    press(dialog.add, Qt.Key.Key_Space)
    assert built.workspace.document.usual_days == ((UsualEntry("breakfast", "fndds_51180010", 105.0),),)


def test_that_an_entry_is_taken_out_and_a_day_copied(built: Built, dialog: NowDialog) -> None:
    enter(dialog, "lunch", "bagel")
    click(dialog.copy)
    assert len(built.workspace.document.usual_days) == 2
    assert dialog.day.currentText() == "Usual day 2"
    dialog.entries.setCurrentRow(0)
    click(dialog.take_out)
    assert len(built.workspace.document.usual_days) == 1


def test_that_not_this_one_shows_another_or_says_that_there_is_none(
    qtbot: QtBot, built: Built, dialog: NowDialog
) -> None:
    for meal, typed in DAY:
        enter(dialog, meal, typed)
    click(dialog.look_for)
    qtbot.waitUntil(lambda: dialog.changes.count() > 0, timeout=GUARD_MS)
    seen = set()
    while dialog.changes.count():
        shown = tuple(dialog.changes.item(row).text() for row in range(dialog.changes.count()))
        assert shown not in seen
        seen.add(shown)
        click(dialog.other)
    assert dialog.said.text() == "There is no other answer of this size."
    assert not dialog.accept_button.isEnabled()


def test_that_entries_have_their_names_when_it_is_opened_again(qtbot: QtBot, built: Built, dialog: NowDialog) -> None:
    enter(dialog, "lunch", "bagel")
    QDialog.reject(dialog)
    qtbot.waitUntil(lambda: not built.window.findChildren(NowDialog))
    built.window.now.trigger()
    (again,) = built.window.findChildren(NowDialog)
    qtbot.waitUntil(lambda: "mg of magnesium" in again.where.text(), timeout=GUARD_MS)
    assert again.entries.item(0).text() == "Lunch: Bagel, 105 g"


def test_that_closing_ends_a_search(qtbot: QtBot, built: Built, dialog: NowDialog) -> None:
    for meal, typed in DAY:
        enter(dialog, meal, typed)
    click(dialog.look_for)
    QDialog.reject(dialog)
    qtbot.waitUntil(lambda: not built.window.findChildren(NowDialog))
    assert built.workspace.document.usual_days


def test_that_closing_the_workspace_ends_a_search(
    qtbot: QtBot, built: Built, dialog: NowDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops: list[threading.Event] = []

    def search(_asked: object, _most: int, _seconds: float, *, stop: threading.Event) -> Unfinished:
        stops.append(stop)
        stop.wait(GUARD)
        return Unfinished(0)

    monkeypatch.setattr(now_dialog, "smallest_changes", search)
    enter(dialog, "lunch", "bagel")
    click(dialog.look_for)
    qtbot.waitUntil(lambda: bool(stops))
    assert built.workspace.close()
    assert stops[0].is_set()


def test_that_changes_a_full_day_has_no_room_for_are_refused_in_words(
    qtbot: QtBot, built: Built, dialog: NowDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    for meal, typed in DAY:
        enter(dialog, meal, typed)
    click(dialog.look_for)
    qtbot.waitUntil(lambda: dialog.changes.count() > 0, timeout=GUARD_MS)
    days = built.workspace.document.usual_days
    monkeypatch.setattr(now_dialog, "MOST_ENTRIES", 0)
    click(dialog.accept_button)
    assert built.workspace.document.usual_days == days
    assert dialog.said.text().startswith("A usual day has at most")
