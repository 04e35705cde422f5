"""Days go by and meals are eaten: what is recorded, what is left, what is at home."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.document.document import (
    EATEN,
    MAX_DAYS,
    OTHER,
    SKIPPED,
    Document,
    EatenFood,
    FixedPortion,
    Lock,
    Mark,
    Removed,
)
from planner.editing.calendar import (
    Kept,
    days_to_mark,
    few_days_left,
    judged_by,
    mark_meals,
    mark_recorded,
    move_on,
    next_days,
    next_days_in_words,
)
from planner.plan.looking_back import days_before
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.planner.plans import bought_of, plan_of
from tests.planner.tiny_foods import catalogue_of, food, target, targets_of

RICE = food("rice", "grain", max_steps=9)
BEANS = food("beans", "legume", max_steps=9)
KEPT = Kept(
    catalogue_of([RICE, BEANS]),
    bought_of(
        "rice, Rice dry, Grains and pulses, pantry, 0.5, 1 lb bag, 454, 500 g bag, 500, 0.2",
        "beans, Beans, Cans and jars, pantry, 1, 15 oz can, 400, 400 g can, 400,",
    ),
)
MONDAY = date(2026, 11, 23)
TARGETS = targets_of(target("magnesium_mg", 320.0), target("sodium_mg", None, 2300.0, hard=False), kcal=2000.0)
WEEK = Document(days=7, start=MONDAY)
PLAN = plan_of(*[((RICE, number), (BEANS, 1)) for number in range(1, 8)])


def on(days: int) -> date:
    return MONDAY + timedelta(days=days)


def moved(days: int, document: Document = WEEK, plan: Plan | None = PLAN) -> tuple[Document, Plan | None]:
    found = move_on(document, plan, TARGETS, on(days), KEPT)
    return found.document, found.plan


def test_that_a_day_passes_into_the_record_and_the_others_keep_their_dates() -> None:
    locked = Lock(4, "breakfast", None, (FixedPortion("base", "rice", 4),))
    document = replace(
        WEEK.with_lock(locked), removed=frozenset({Removed(2, "lunch", "ham"), Removed(7, "lunch", "ham")})
    )
    after, plan = moved(2, document)
    assert (after.start, after.days) == (on(2), 5)
    assert [day.date for day in after.recorded] == [on(0), on(1)]
    assert after.recorded[1].meals[0].planned == (FixedPortion("base", "rice", 2), FixedPortion("base", "beans", 1))
    assert after.recorded[1].judged == judged_by(TARGETS)
    assert after.locks == (replace(locked, day=2),)
    assert after.removed == {Removed(5, "lunch", "ham")}
    assert plan is not None
    assert [(day.number, plan_to_fixed(Plan((day,)))[0].portions[0].steps) for day in plan.days] == [
        (number, number + 2) for number in range(1, 6)
    ]
    assert after.week_begins == 0


def test_that_days_pass_one_by_one_as_they_do_at_once() -> None:
    document, plan = WEEK, PLAN
    for number in range(1, 7):
        left = moved(number, document, plan)
        document, plan = left[0], left[1] or plan
    assert (document, plan) == moved(6)


def test_that_a_week_away_records_every_planned_day_and_begins_today_without_a_meal() -> None:
    ticked = replace(WEEK, days_ahead=14).with_shopping(WEEK.shopping.with_tick("rice"))
    document, plan = moved(12, ticked)
    assert plan is None
    assert (document.start, document.days, document.locks) == (on(12), 14, ())
    assert [day.date for day in document.recorded] == [on(number) for number in range(7)]
    assert not document.shopping.ticked


@pytest.mark.parametrize("days", [0, -1, -366])
def test_that_a_clock_set_back_moves_nothing(days: int) -> None:
    assert moved(days) == (WEEK, PLAN)
    later, plan = moved(3)
    assert moved(days, later, plan) == (later, plan)


def test_that_a_day_is_recorded_once() -> None:
    """A document of two computers: one planned again a day that the other recorded."""
    first, _plan = moved(1)
    again = replace(first, start=MONDAY, days=7)
    document, _plan = moved(2, again, plan_of(*[((BEANS, 9),)] * 7))
    assert document.recorded[0] is first.recorded[0]
    assert document.recorded[1].meals[0].planned == (FixedPortion("base", "beans", 9),)


@pytest.mark.parametrize(
    "start", [date(2027, 12, 30), date(2028, 2, 27), date(2026, 3, 27), date(2026, 10, 23), date.min]
)
def test_that_every_day_of_the_calendar_is_a_day(start: date) -> None:
    document, plan = replace(WEEK, start=start), PLAN
    for days in range(1, 7):
        today = start + timedelta(days=days)
        found = move_on(document, plan, TARGETS, today, KEPT)
        document, plan = found.document, found.plan or plan
        assert (document.start, found.over) == (today, 1)
    assert [day.date for day in document.recorded] == [start + timedelta(days=number) for number in range(6)]


def test_that_days_of_which_a_food_left_the_catalogue_are_recorded_as_they_are_stored() -> None:
    stored = plan_to_fixed(PLAN)
    whole, _plan = moved(2)
    found = move_on(WEEK, None, TARGETS, on(2), KEPT, stored)
    assert (found.plan, found.over) == (None, 2)
    assert [day.meals for day in found.document.recorded] == [day.meals for day in whole.recorded]
    assert all(day.judged is not None for day in found.document.recorded)


def test_that_a_meal_nobody_planned_is_not_recorded() -> None:
    document, plan = moved(3, WEEK, None)
    assert (document.recorded, plan, document.days) == ((), None, 4)


# Marks


def test_that_an_eaten_meal_is_locked_and_recorded_with_its_mark() -> None:
    marked = mark_meals(WEEK, PLAN, 1, ["breakfast"], Mark(EATEN), KEPT)
    portions = (FixedPortion("base", "rice", 1), FixedPortion("base", "beans", 1))
    assert marked.locks == (Lock(1, "breakfast", "porridge", portions),)
    assert moved(1, marked)[0].recorded[0].meals[0].mark == Mark(EATEN)
    assert mark_meals(marked, PLAN, 1, ["breakfast"], None, KEPT) == WEEK


def test_that_what_was_marked_is_recorded_whatever_is_planned_later() -> None:
    marked = mark_meals(WEEK, PLAN, 1, ["breakfast"], Mark(EATEN), KEPT)
    document, _plan = moved(1, marked, plan_of(*[((BEANS, 9),)] * 7))
    assert document.recorded[0].meals[0].planned[0] == FixedPortion("base", "rice", 1)


def test_that_eaten_foods_leave_what_is_at_home_once() -> None:
    home = WEEK.with_stock("rice", 500.0).with_stock("beans", 30.0)
    marked = mark_meals(home, PLAN, 1, ["breakfast"], Mark(EATEN), KEPT)
    assert marked.stock == {"rice": 450.0}  # 100 g cooked is 50 g dry; of the beans there were fewer than 100 g
    assert moved(1, marked)[0].stock == {"rice": 450.0}
    assert moved(1, home)[0].stock == {"rice": 450.0}  # a meal nobody marked counts as it was planned
    skipped = mark_meals(marked, PLAN, 1, ["breakfast"], Mark(SKIPPED), KEPT)
    assert skipped.stock["rice"] == 500.0
    other = mark_meals(home, PLAN, 1, ["breakfast"], Mark(OTHER, (EatenFood("rice", 300.0),)), KEPT)
    assert other.stock == {"rice": 350.0, "beans": 30.0}


def test_that_a_day_that_is_over_can_be_marked_and_counts_so() -> None:
    document, _plan = moved(1, WEEK.with_stock("rice", 500.0))
    skipped = mark_recorded(document, MONDAY, ["breakfast"], Mark(SKIPPED), KEPT)
    assert skipped.recorded[0].meals[0].mark == Mark(SKIPPED)
    assert skipped.stock["rice"] == 500.0
    assert days_before(skipped, KEPT.catalogue).days[0].meals == ()
    assert mark_recorded(skipped, MONDAY, ["breakfast"], None, KEPT) == document
    with pytest.raises(LookupError):
        mark_recorded(document, on(1), ["breakfast"], None, KEPT)


def test_that_only_days_up_to_today_can_be_marked() -> None:
    assert [days_to_mark(WEEK, on(days)) for days in (-1, 0, 1)] == [0, 1, 2]
    assert days_to_mark(Document(), MONDAY) == 0


# Looking back


def test_that_the_week_before_is_seen_as_it_was_eaten() -> None:
    marked = mark_meals(
        WEEK, PLAN, 1, ["breakfast"], Mark(OTHER, (EatenFood("rice", 101.0), EatenFood("cake", 80.0))), KEPT
    )
    before = days_before(moved(6, marked)[0], KEPT.catalogue)
    assert sorted(before.days) == [-5, -4, -3, -2, -1, 0]
    assert [(portion.food, portion.steps) for portion in before.days[-5].portions] == [(RICE, 2)]
    assert [portion.steps for portion in before.days[0].portions] == [6, 1]
    assert before.unknown == {-5}  # nobody knows what is in the cake


def test_that_days_more_than_a_week_ago_are_not_seen() -> None:
    document, _plan = moved(6)
    later = replace(document, start=on(9))
    assert sorted(days_before(later, KEPT.catalogue).days) == [-6, -5, -4, -3]
    assert not days_before(replace(document, start=on(400)), KEPT.catalogue).days
    assert not days_before(replace(document, start=None), KEPT.catalogue).days
    back = replace(document, start=on(2))  # a clock set back: what is recorded of later days is not before the plan
    assert sorted(days_before(back, KEPT.catalogue).days) == [-1, 0]


# The next days


def test_that_the_next_days_are_offered_when_one_is_left() -> None:
    assert [few_days_left(moved(days)[0], moved(days)[1]) for days in (0, 5, 6, 7)] == [False, False, True, False]


def test_that_the_next_days_begin_without_ticks_and_what_was_ticked_is_at_home() -> None:
    document, plan = moved(6)
    assert plan is not None
    document = document.with_shopping(document.shopping.with_tick("rice").with_own("Soap").with_tick("own:Soap"))
    after = next_days(document, plan, KEPT)
    assert (after.start, after.days) == (on(6), 8)
    assert after.shopping.ticked == frozenset()
    assert after.stock == {"rice": 350.0}
    assert next_days_in_words(document) == "Plan 7 more days"


def test_that_no_more_than_four_weeks_are_planned() -> None:
    assert next_days(replace(WEEK, days=27), PLAN, KEPT).days == MAX_DAYS
    with pytest.raises(ValueError, match="28 days are planned"):
        next_days(replace(WEEK, days=MAX_DAYS), PLAN, KEPT)
