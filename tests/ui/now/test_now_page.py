"""What I eat now, in the window: a day entered, where it stands, and a change accepted and undone."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.document.steps import Step, StepChange, Steps
from planner.document.usual_days import UsualEntry
from planner.editing.own_edits import with_imported
from planner.now.changes import Unfinished
from tests.patience import GUARD, GUARD_MS
from tests.planner.own_examples import yogurt
from tests.ui.clicks import CONTROL, click, press, write
from tests.ui.now.entering import DAY, enter, enter_day
from tests.ui.small_screens import SCREENS
from ui.base.on_screen import Scrolled
from ui.now import changes_page
from ui.now.now_view import NowView
from ui.window.app import Built
from ui.window.frame import WEEK
from ui.window.main_window import NOW

BAGEL = UsualEntry("breakfast", "fndds_51180010", 105.0)


def find(qtbot: QtBot, view: NowView) -> None:
    click(view.changes.look_for)
    found(qtbot, view)


def found(qtbot: QtBot, view: NowView) -> None:
    qtbot.waitUntil(lambda: view.changes.changes.count() > 0 and view.changes.look_for.isEnabled(), timeout=GUARD_MS)


def shown(view: NowView) -> tuple[str, ...]:
    return tuple(view.changes.changes.item(row).text() for row in range(view.changes.changes.count()))


def test_that_a_day_is_entered_and_a_change_accepted_and_undone(qtbot: QtBot, built: Built, view: NowView) -> None:
    plan = built.workspace.plan
    enter_day(view)
    days = built.workspace.document.usual_days
    assert days[0][0] == BAGEL
    assert [entry.meal for entry in days[0]] == [meal for meal, _typed in DAY]
    assert "food alone leaves a gap of" in view.where.text()
    find(qtbot, view)
    assert "mg magnesium" in shown(view)[0]
    click(view.changes.accept_button)
    assert built.workspace.document.usual_days != days
    assert "no supplement is needed" in view.where.text()
    built.workspace.undo()
    assert built.workspace.document.usual_days == days
    assert built.workspace.plan == plan


def test_that_a_day_is_entered_by_the_keyboard_alone(built: Built, view: NowView) -> None:
    page = view.days
    write(page.search, "bagle")
    assert page.found.currentItem().text() == "Bagel"
    assert page.portion.currentText() == "the usual amount (105 g)"
    press(page.search, Qt.Key.Key_Return)
    page.add.setFocus()
    press(page.add, Qt.Key.Key_Space)
    assert built.workspace.document.usual_days == ((BAGEL,),)


def test_that_return_in_the_grams_adds_the_food_and_goes_back_to_the_search(built: Built, view: NowView) -> None:
    page = view.days
    write(page.search, "bagel")
    page.grams.setFocus()
    press(page.grams, Qt.Key.Key_Return)
    assert built.workspace.document.usual_days == ((BAGEL,),)
    assert built.window.focusWidget() is page.search


def test_that_nothing_of_an_entry_stays_in_the_fields_once_it_is_added(view: NowView) -> None:
    enter(view, "lunch", "bagel")
    page = view.days
    assert (page.search.text(), page.portion.count(), page.grams.value()) == ("", 0, 0.0)
    assert not page.add.isEnabled()


def test_that_foods_entered_before_are_offered_first_in_the_amount_of_last_time(view: NowView) -> None:
    page = view.days
    enter(view, "lunch", "cheeseburger")
    for _time in range(2):
        enter(view, "breakfast", "bagel")
    assert page.found.item(0).text() == "Bagel"
    page.entries.setCurrentRow(0)
    page.entry_grams.setValue(80.0)
    write(page.search, "bread")
    assert page.found.item(0).text() != "Bagel"
    page.search.clear()
    page.found.setCurrentRow(0)
    assert page.portion.currentText().startswith("as before")


def test_that_an_amount_is_changed_in_place_and_undone(built: Built, view: NowView) -> None:
    enter(view, "breakfast", "bagel")
    view.days.entries.setCurrentRow(0)
    view.days.entry_grams.setValue(52.5)
    assert built.workspace.document.usual_days[0][0].grams == 52.5
    built.workspace.undo()
    assert built.workspace.document.usual_days == ((BAGEL,),)
    assert view.days.entry_grams.value() == 105.0


def test_that_a_food_without_an_amount_is_asked_about_and_not_added(built: Built, view: NowView) -> None:
    write(view.days.search, "bagel")
    view.days.grams.setValue(0.0)
    click(view.days.add)
    assert view.said.text() == "Choose a portion, or type the grams."
    assert not built.workspace.document.usual_days


def test_that_entries_stand_in_the_order_of_the_meals_and_the_right_one_is_taken_out(
    built: Built, view: NowView
) -> None:
    enter(view, "dinner", "cheeseburger")
    enter(view, "breakfast", "bagel")
    assert view.days.entries.item(0).text() == "Breakfast: Bagel, 105 g"
    view.days.entries.setCurrentRow(0)
    click(view.days.take_out)
    (day,) = built.workspace.document.usual_days
    assert [entry.meal for entry in day] == ["dinner"]


def test_that_a_day_is_copied_to_another_one_and_removed(built: Built, view: NowView) -> None:
    page = view.days
    enter(view, "breakfast", "bagel")
    (new,) = page.copy.menu().actions()
    new.trigger()
    assert built.workspace.document.usual_days == ((BAGEL,), (BAGEL,))
    assert page.day.currentText() == "Usual day 2"
    enter(view, "lunch", "cheeseburger")
    first, third = page.copy.menu().actions()
    assert first.text() == "Usual day 1, replacing its 1 entry"
    third.trigger()
    assert [len(day) for day in built.workspace.document.usual_days] == [1, 2, 2]
    click(page.remove_day)
    assert [len(day) for day in built.workspace.document.usual_days] == [1, 2]


def test_that_answers_of_the_same_size_are_read_one_after_the_other(qtbot: QtBot, view: NowView) -> None:
    enter_day(view)
    find(qtbot, view)
    page, seen = view.changes, set()
    assert page.which.text().startswith("Answer 1 of")
    assert not page.before.isEnabled()
    while True:
        assert shown(view) not in seen
        seen.add(shown(view))
        if not page.other.isEnabled():
            break
        click(page.other)
    assert 1 < len(seen) <= 5
    for _turn in range(len(seen) - 1):
        click(page.before)
    assert page.which.text().startswith("Answer 1 of")


def test_that_what_is_refused_is_not_proposed_until_the_user_allows_it(
    qtbot: QtBot, built: Built, view: NowView
) -> None:
    enter_day(view)
    find(qtbot, view)
    page, first = view.changes, shown(view)
    click(page.not_this)
    found(qtbot, view)
    assert first[0] not in shown(view)
    assert len(built.workspace.document.refused.changes) == 1
    assert "1 change is not proposed again." in page.refused.text()
    row = next(row for row, text in enumerate(shown(view)) if "swap" in text or text.startswith("Add"))
    page.changes.setCurrentRow(row)
    click(page.not_this_food)
    found(qtbot, view)
    (food,) = built.workspace.document.refused.foods
    catalogue = built.workspace.catalogue
    assert catalogue is not None
    assert not any(catalogue[food].name.lower() in text.lower() for text in shown(view))
    click(page.propose_again)
    assert not built.workspace.document.refused
    assert not page.refused.isVisible()
    find(qtbot, view)
    assert shown(view) == first


def test_that_an_edit_of_something_else_leaves_what_is_proposed(qtbot: QtBot, built: Built, view: NowView) -> None:
    enter_day(view)
    find(qtbot, view)
    before = shown(view)
    document: Document = built.workspace.document
    built.workspace.edit_list("Say what is at home", document.with_stock("almonds", 100.0))
    assert shown(view) == before


def test_that_a_food_no_table_knows_is_named_and_can_be_taken_out(built: Built, view: NowView) -> None:
    days = ((BAGEL, UsualEntry("lunch", "fndds_1", 50.0)),)
    built.workspace.edit_list("Enter days", built.workspace.document.with_usual_days(days))
    assert "a food no table knows: fndds_1" in view.where.text()
    view.days.entries.setCurrentRow(1)
    assert view.days.entries.currentItem().text() == "Lunch: fndds_1, 50 g"
    click(view.days.take_out)
    assert "mg of magnesium" in view.where.text()


def test_that_the_page_is_made_when_it_is_looked_at_and_stays(qtbot: QtBot, built: Built) -> None:
    assert built.window.now.view is None
    press(built.window, Qt.Key.Key_6, CONTROL)
    view = built.window.now.view
    assert view is not None
    assert view.days.search.hasFocus()
    qtbot.waitUntil(lambda: "Reading" not in view.where.text(), timeout=GUARD_MS)
    built.window.show_page(WEEK)
    built.workspace.edit_list("Enter days", built.workspace.document.with_usual_days(((BAGEL,),)))
    assert view.days.entries.count() == 0, "a page nobody sees was drawn"
    built.window.show_page(NOW)
    assert built.window.now.view is view
    assert "mg of magnesium" in view.where.text()
    assert view.days.entries.item(0).text() == "Breakfast: Bagel, 105 g"
    assert view.days.found.item(0).text() == "Bagel"


def test_that_every_part_of_the_page_has_room_on_a_small_screen(built: Built, view: NowView) -> None:
    step = Step((StepChange("less", "breakfast", BAGEL.food, 52.5, "", 105.0),), 100.0, 1900.0)
    document = built.workspace.document.with_usual_days(((BAGEL,),)).with_steps(Steps(90.0, 2000.0, (step,)))
    built.workspace.edit_list("Enter days", document)
    (area,) = built.window.now.findChildren(Scrolled, options=Qt.FindChildOption.FindDirectChildrenOnly)
    inside = area.widget()
    assert inside is not None
    for width, height in SCREENS.values():
        built.window.resize(width - 8, height - 40)  # inside its frame
        for page in (view.days, view.changes, view.steps, view.supplements):
            view.tabs.show_page(page)
            QApplication.processEvents()
            assert built.window.width() == width - 8
            assert inside.minimumSizeHint().width() <= area.viewport().width(), (width, page)
            assert inside.width() == area.viewport().width(), (width, page)


def test_that_own_foods_are_found_as_soon_as_they_are_there(qtbot: QtBot, built: Built, view: NowView) -> None:
    built.workspace.edit_foods("Add a food", with_imported(built.workspace.document, (yogurt(name="Zebra yogurt"),)))
    write(view.days.search, "zebra")
    qtbot.waitUntil(lambda: view.days.found.item(0).text() == "Zebra yogurt", timeout=GUARD_MS)


def searching(qtbot: QtBot, view: NowView, monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """A search that goes on until it is stopped, by what is given."""
    stops: list[threading.Event] = []

    def search(_asked: object, _most: int, _seconds: float, *, stop: threading.Event) -> Unfinished:
        stops.append(stop)
        stop.wait(GUARD)
        return Unfinished(0)

    monkeypatch.setattr(changes_page, "smallest_changes", search)
    enter(view, "lunch", "bagel")
    view.tabs.show_page(view.changes)
    click(view.changes.look_for)
    qtbot.waitUntil(lambda: bool(stops))
    return stops[0]


def test_that_esc_ends_a_search(qtbot: QtBot, view: NowView, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = searching(qtbot, view, monkeypatch)
    list_of_changes = view.changes.changes
    assert view.window().focusWidget() is list_of_changes, "the button took the focus with it"
    press(list_of_changes, Qt.Key.Key_Escape)
    assert stop.is_set()
    assert view.changes.said.text() == "You stopped the search."
    assert view.changes.look_for.isEnabled()


def test_that_closing_the_workspace_ends_a_search(
    qtbot: QtBot, built: Built, view: NowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop = searching(qtbot, view, monkeypatch)
    assert built.workspace.close()
    assert stop.is_set()


def test_that_changes_a_full_day_has_no_room_for_are_refused_in_words(
    qtbot: QtBot, built: Built, view: NowView, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_day(view)
    find(qtbot, view)
    days = built.workspace.document.usual_days
    monkeypatch.setattr(changes_page, "MOST_ENTRIES", 0)
    click(view.changes.accept_button)
    assert built.workspace.document.usual_days == days
    assert view.changes.said.text().startswith("A usual day has at most")
