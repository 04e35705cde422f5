"""Another plan: where it begins, what is on its list, and what is left at home of the old one."""

from datetime import date, timedelta

import pytest

from planner.document.document import Document
from planner.editing.next_plan import days_over, is_over, moved_sentence, next_plan
from planner.plan.household_portions import Household
from planner.plan.plan import Plan
from planner.shopping.shopping_list import shopping_list
from tests.planner.plans import bought_of, plan_of
from tests.planner.tiny_foods import food

RICE = food("rice_cooked", "grain", max_steps=9)
BEANS = food("beans_canned", "legume", max_steps=9)
TABLE = bought_of(
    "rice_cooked, Rice dry, Grains and pulses, pantry, 0.5, 1 lb bag, 454, 500 g bag, 500, 0.2",
    "beans_canned, Beans, Cans and jars, pantry, 1, 15 oz can, 400, 400 g can, 400,",
)
MONDAY = date(2026, 11, 23)
WEEK = Document(days=7, start=MONDAY)


def week(document: Document = WEEK) -> Plan:
    return plan_of(*[((RICE, 1), (BEANS, 1))] * document.days)


def eaten(plan: Plan) -> dict[str, float]:
    """[g as bought] by the food of a line."""
    return {line.parts[0].food.id: line.bought_g for line in shopping_list(plan, WEEK, TABLE).lines}


@pytest.mark.parametrize(
    ("today", "over", "days"),
    [
        (date(2026, 11, 20), False, 0),  # a clock set back, or a document from the future
        (MONDAY, False, 0),
        (date(2026, 11, 26), False, 3),
        (date(2026, 11, 29), False, 6),  # its last day
        (date(2026, 11, 30), True, 7),
        (date(2031, 1, 1), True, 7),
    ],
)
def test_that_a_plan_is_over_when_all_its_days_are(today: date, over: bool, days: int) -> None:
    assert (is_over(WEEK, today), days_over(WEEK, today)) == (over, days)


def test_that_a_plan_without_dates_is_never_over() -> None:
    assert not is_over(Document(days=7), date.max)
    assert next_plan(Document(days=7), None, date.max, TABLE).document == Document(days=7)


@pytest.mark.parametrize("start", [date.min, date.max])
def test_that_the_ends_of_the_calendar_are_days_like_others(start: date) -> None:
    document = Document(days=28, start=start)
    assert is_over(document, date.max) == (start == date.min)
    assert not is_over(document, date.min)
    assert moved_sentence(WEEK, document, MONDAY)


def test_that_another_plan_for_a_week_that_is_over_begins_today() -> None:
    today = MONDAY + timedelta(days=21)
    found = next_plan(WEEK, week(), today, TABLE)
    assert found.document == WEEK.with_start(today)
    assert found.said == ("The plan begins today, Monday, 14 December 2026.",)


@pytest.mark.parametrize("today", [MONDAY - timedelta(days=9), MONDAY, MONDAY + timedelta(days=6)])
def test_that_another_plan_keeps_its_dates_while_a_day_is_to_come(today: date) -> None:
    assert next_plan(WEEK, week(), today, TABLE).document == WEEK


@pytest.mark.parametrize("today", [MONDAY, MONDAY + timedelta(days=7)], ids=["same week", "next week"])
def test_that_the_new_list_has_no_ticks(today: date) -> None:
    ticked = WEEK.shopping.with_own("Soap").with_tick("own:Soap").with_tick("rice_cooked").with_tick("gone")
    found = next_plan(WEEK.with_shopping(ticked), week(), today, TABLE)
    assert found.document.shopping == WEEK.shopping.with_own("Soap")
    assert "The new list has no ticks." in found.said


def test_that_what_a_week_ate_is_no_longer_at_home() -> None:
    plan = week()
    took = eaten(plan)
    home = WEEK.with_stock("rice_cooked", took["rice_cooked"]).with_stock("beans_canned", took["beans_canned"] + 40)
    found = next_plan(home.with_stock("flour", 300), plan, MONDAY + timedelta(days=7), TABLE)
    assert dict(found.document.stock) == pytest.approx({"beans_canned": 40, "flour": 300})
    assert found.said[1] == "Taken off what is at home, as eaten: Beans, Rice dry."


def test_that_less_at_home_than_was_eaten_is_nothing() -> None:
    found = next_plan(WEEK.with_stock("rice_cooked", 5), week(), MONDAY + timedelta(days=7), TABLE)
    assert dict(found.document.stock) == {}


def test_that_of_a_week_that_goes_on_only_what_was_bought_for_it_counts_as_eaten() -> None:
    plan = week()
    took = eaten(plan)
    home = WEEK.with_stock("rice_cooked", took["rice_cooked"]).with_stock("beans_canned", took["beans_canned"])
    home = home.with_shopping(home.shopping.with_tick("rice_cooked"))
    found = next_plan(home, plan, MONDAY + timedelta(days=6), TABLE)
    assert dict(found.document.stock) == pytest.approx({"beans_canned": took["beans_canned"]})
    again = next_plan(found.document, plan, MONDAY + timedelta(days=6), TABLE)
    assert again.document == found.document  # nothing is eaten twice


def test_that_what_others_eat_is_eaten() -> None:
    plan = week()
    people = WEEK.with_shopping(WEEK.shopping.with_people(3)).with_stock("rice_cooked", 10_000)
    found = next_plan(people, plan, MONDAY + timedelta(days=7), TABLE, Household(()))
    assert found.document.stock["rice_cooked"] == pytest.approx(10_000 - 3 * eaten(plan)["rice_cooked"])


def test_that_days_which_are_over_never_move_in_silence() -> None:
    moved = WEEK.with_start(MONDAY + timedelta(days=3))
    said = "The plan begins on Thursday, 26 November 2026 now; its meals stay."
    assert moved_sentence(WEEK, moved, MONDAY) == said
    assert moved_sentence(WEEK, moved, MONDAY + timedelta(days=1)) == f"{said} 1 day that was over moved along."
    assert moved_sentence(WEEK, moved, MONDAY + timedelta(days=3)) == f"{said} 3 days that were over moved along."
