"""Weeks in the window, with a clock that the test moves: midnight, marks, the next days, a week away, undo."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.document.document import (
    EATEN,
    OTHER,
    SKIPPED,
    Document,
    EatenFood,
    Judged,
    Mark,
    RecordedDay,
    RecordedMeal,
    Stored,
)
from planner.files.store import load, save
from planner.plan.plan import Day, Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import click, press
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.base.other_meal import OtherMealDialog
from ui.window.app import Built
from ui.workspace.day_clock import DayClock

FRIDAY = date(2026, 12, 4)


class Clock:
    """The date of the window."""

    def __init__(self) -> None:
        self.today = FRIDAY

    def __call__(self) -> date:
        return self.today


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def two_days(day_plan: Plan, other_plan: Plan) -> Plan:
    """Days that go together: no dinner twice running is asked of days of which one is locked."""
    return Plan((day_plan.days[0], replace(other_plan.days[0], number=2)))


def opened(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, path: Path, plan: Plan, document: Document
) -> Built:
    save(path, Stored(document, plan_to_fixed(plan)))
    built = open_window(held, clock)
    qtbot.waitUntil(lambda: built.workspace.plan is not None)
    return built


def day_begins(built: Built, clock: Clock, days: int = 1) -> None:
    clock.today += timedelta(days=days)
    ticking = built.window.findChild(DayClock)
    assert ticking is not None
    ticking.look()


def one_day(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, path: Path, plan: Plan) -> Built:
    built = opened(qtbot, open_window, held, clock, path, plan, Document(days=1, start=FRIDAY, days_ahead=2))
    qtbot.waitUntil(lambda: not built.workspace.stale)
    return built


def test_that_a_document_opens_on_today_with_the_days_before_recorded(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, two_days: Plan
) -> None:
    document = Document(days=2, start=FRIDAY - timedelta(days=1))
    built = opened(qtbot, open_window, held, clock, document_path, two_days, document)
    found = built.workspace.document
    assert (found.start, found.days) == (FRIDAY, 1)
    assert [day.date for day in found.recorded] == [FRIDAY - timedelta(days=1)]
    assert built.workspace.plan == Plan((Day(1, two_days.days[1].meals),))
    assert built.window.plan.tiles[0].accessibleName().startswith("Today, Friday, ")
    assert built.window.notice.text.startswith("1 day is over; it is recorded as it was planned")


def test_that_midnight_records_the_day_and_nothing_is_planned_until_it_is_wished(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    day_begins(built, clock)
    workspace = built.workspace
    assert (workspace.document.start, workspace.document.days) == (FRIDAY + timedelta(days=1), 2)
    assert (workspace.plan, workspace.planning, held.calls) == (None, False, [])
    assert workspace.document.recorded[0].meals[0].planned == plan_to_fixed(day_plan)[0].portions
    built.window.again_button.click()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert held.calls[0].document.recorded == workspace.document.recorded
    assert workspace.save()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.recorded == workspace.document.recorded


def test_that_a_clock_set_back_and_forth_changes_nothing(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    before = built.workspace.document
    for days in (-366, 366):
        day_begins(built, clock, days)
        assert built.workspace.document == before
    day_begins(built, clock)
    recorded = built.workspace.document
    day_begins(built, clock, -1)
    assert built.workspace.document == recorded


def test_that_undo_brings_no_day_back_that_is_over(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    workspace = built.workspace
    workspace.mark(1, ("lunch",), Mark(SKIPPED))

    day_begins(built, clock)
    recorded = workspace.document.recorded
    while workspace.history.can_undo:
        workspace.undo()
    assert workspace.document.recorded == recorded
    assert recorded[0].meal("lunch").mark == Mark(SKIPPED)  # type: ignore[union-attr]


def test_that_a_meal_is_marked_by_key_and_by_menu_and_taken_back(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    workspace, view = built.workspace, built.window.plan
    card = view.cards[0, 1]
    card.portions[0].face.setFocus()
    press(card.portions[0].face, Qt.Key.Key_E)
    assert workspace.document.mark_of(1, "lunch") == Mark(EATEN)
    assert (workspace.plan, workspace.stale, held.calls) == (day_plan, False, [])
    assert card.said.text() == "Eaten as planned"
    assert not card.lock.isVisible()
    skipped = next(action for action in card.mark.menu().actions() if action.text() == "Skipped")
    skipped.trigger()
    assert workspace.document.mark_of(1, "lunch") == Mark(SKIPPED)
    press(card.portions[0].face, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    marks = {meal.meal: workspace.document.mark_of(1, meal.meal) for meal in day_plan.days[0].meals}
    assert marks == {meal: Mark(SKIPPED if meal == "lunch" else EATEN) for meal in marks}
    press(card.portions[0].face, Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    assert workspace.document.marks == ()
    assert workspace.document.locks == ()


def test_that_a_marked_meal_is_not_edited(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    workspace = built.workspace
    workspace.mark(1, ("lunch",), Mark(EATEN))
    before = workspace.document
    workspace.unlock_meal(1, "lunch")
    built.window.plan.wished.emit("remove", built.window.plan.cards[0, 1].portions[0].place)
    assert workspace.document == before
    assert "is marked" in built.window.notice.text


def test_that_something_else_is_asked_for(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    built.window.plan.other_wished.emit(1, "dinner")
    dialog = built.window.findChild(OtherMealDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.search.placeholderText().startswith("Search what you ate"))
    dialog.search.setText("almonds")
    qtbot.waitUntil(lambda: dialog.found.count() > 0)
    dialog.grams.setValue(40)
    dialog.add.click()
    dialog.note.setText("at the market")
    dialog.keep.click()
    mark = built.workspace.document.mark_of(1, "dinner")
    assert mark is not None
    assert (mark.kind, mark.note, [each.grams for each in mark.foods]) == (OTHER, "at the market", [40.0])
    assert built.window.plan.cards[0, 2].said.text() == "Something else · at the market"


def test_that_the_next_days_are_offered_and_planned_behind_the_last_one(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    built = one_day(qtbot, open_window, held, clock, document_path, day_plan)
    line = built.window.plan.next_days
    assert line.isVisible()
    assert line.said.text() == "Nothing is planned from Sat 5 Dec on."
    assert line.button.text() == "Plan 2 more days"
    line.button.click()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    call = held.calls[0]
    assert (call.document.start, call.document.days, call.before) == (FRIDAY, 3, day_plan)
    assert not line.isVisible()
    days = tuple(replace(day_plan.days[0], number=number) for number in (1, 2, 3))
    call.answer(solved(Plan(days)))
    qtbot.waitUntil(lambda: not built.workspace.stale)
    assert not line.isVisible()
    built.workspace.undo()
    assert (built.workspace.document.days, built.workspace.plan) == (1, day_plan)


def test_that_what_was_eaten_of_a_day_that_is_over_can_be_said(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, two_days: Plan
) -> None:
    document = Document(days=2, start=FRIDAY - timedelta(days=1))
    built = opened(qtbot, open_window, held, clock, document_path, two_days, document)
    mark = Mark(OTHER, (EatenFood("almonds", 30.0),))
    built.workspace.mark_recorded(FRIDAY - timedelta(days=1), ("lunch",), mark)
    assert built.workspace.document.recorded[0].meal("lunch").mark == mark  # type: ignore[union-attr]
    built.workspace.undo()
    assert built.workspace.document.recorded[0].meal("lunch").mark is None  # type: ignore[union-attr]


# Days that are over, in the strip of days


def with_a_past(plan: Plan) -> Document:
    """Nine recorded days before today without the third last one; of the last one a meal was something else."""
    meals = tuple(RecordedMeal(lock.meal, lock.template or "", lock.portions) for lock in plan_to_fixed(plan))
    document = Document(days=1, start=FRIDAY, days_ahead=1)
    for back in (9, 8, 7, 6, 5, 4, 2, 1):
        day = RecordedDay(FRIDAY - timedelta(days=back), meals, Judged(2000.0, (("magnesium_mg", 420.0, None),)))
        document = document.with_recorded(day)
    other = replace(meals[1], mark=Mark(OTHER, (EatenFood("spinach_canned", 90.0),), "in the garden"))
    skipped = replace(meals[2], mark=Mark(SKIPPED))
    return document.with_recorded(
        RecordedDay(FRIDAY - timedelta(days=1), (meals[0], other, skipped, *meals[3:]), drinks=meals[0].planned[:1])
    )


@pytest.fixture
def past(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> Built:
    return opened(qtbot, open_window, held, clock, document_path, day_plan, with_a_past(day_plan))


def test_that_the_days_that_are_over_are_read_in_the_strip_and_today_returns(past: Built) -> None:
    view, before = past.window.plan, past.workspace.document
    assert view.strip.earlier.accessibleName() == "Days that are over"
    click(view.strip.earlier)
    assert view.past.isVisible()
    assert not view.strip.isVisible()
    assert not view.area.isVisible()
    names = [tile.accessibleName() for tile in view.past.tiles]
    assert [name.split(",")[0] for name in names] == [
        "Friday",
        "Saturday",
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
    ]
    assert names[4] == "Tuesday, 1 December 2026, over: no meals were recorded"
    assert "mg of magnesium" in names[5]
    assert names[5].endswith(" of its target")
    assert view.past.day == FRIDAY - timedelta(days=1)
    said = [line.text() for line in view.past.meals]
    assert "Something else · in the garden\nSpinach" in said[1]
    assert said[2].endswith("\nSkipped")
    assert said[-1].startswith("Drinks: ")
    click(view.past.tiles[4])
    assert not view.past.area.isVisible()
    assert view.past.sums.text() == "No meals of this day were recorded."
    click(view.past.earlier)
    assert view.past.day == FRIDAY - timedelta(days=9)  # the first that is recorded, and no further
    assert not view.past.earlier.isEnabled()
    click(view.past.today_button)
    assert not view.past.isVisible()
    assert view.strip.isVisible()
    assert view.shown_day == 1
    assert past.workspace.document == before


def test_that_the_keyboard_goes_through_the_days_that_are_over_and_changes_none(qtbot: QtBot, past: Built) -> None:
    view, before = past.window.plan, past.workspace.document
    past.window.previous.trigger()
    assert view.past.day == FRIDAY - timedelta(days=1)
    qtbot.waitUntil(view.past.tiles[-1].hasFocus)
    press(view.past.tiles[-1], Qt.Key.Key_E)
    press(view.past.tiles[-1], Qt.Key.Key_E, Qt.KeyboardModifier.ShiftModifier)
    press(view.past.tiles[-1], Qt.Key.Key_Left)
    assert view.past.day == FRIDAY - timedelta(days=2)
    past.window.previous.trigger()
    assert view.past.day == FRIDAY - timedelta(days=3)
    for _step in range(3):
        past.window.next.trigger()
    assert not view.in_past
    past.window.previous.trigger()
    assert view.in_past
    past.window.to_today.trigger()
    assert not view.in_past
    assert past.workspace.document == before


def test_that_a_document_without_a_past_offers_none(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, clock: Clock, document_path: Path, day_plan: Plan
) -> None:
    view = one_day(qtbot, open_window, held, clock, document_path, day_plan).window.plan
    assert not view.strip.earlier.isVisible()
    assert not view.past_button.isVisible()
    view.show_past()
    assert not view.in_past
