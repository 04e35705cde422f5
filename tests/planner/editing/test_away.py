"""Meals that are not planned: eaten out, or left out, once or every week."""

from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import AwayMeal, Document, Habits, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.editing.away import away_lock, reapplied, with_away, with_habits_away, without_away
from planner.foods.away import EATEN_OUT, NO_MEAL
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY
from planner.foods.meals import read_templates, times_around
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import total
from planner.planner import Planner
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import shopping_list
from planner.shopping.things import things_to_buy
from tests.patience import GUARD

MONDAY = date(2026, 11, 30)
WORK = (AwayMeal((0, 2), "lunch", 700), AwayMeal((5, 6), "breakfast", 0))


def solved(document: Document, catalogue: Catalogue) -> Solved:
    outcome = Planner(catalogue, explains=False).make_plan(
        Request(document, seconds=GUARD, better=False, bounded=False)
    )
    assert isinstance(outcome, Solved), outcome
    return outcome


@pytest.mark.parametrize(
    "away",
    [
        {"lunch": 700},
        {"lunch": 0},
        {"breakfast": 0},
        {"snack": 0},
        {"breakfast": 0, "snack": 0},
        {"lunch": 1200, "snack": 0},
        {"dinner": 900},
    ],
)
def test_that_the_other_meals_make_up_for_one_that_is_not_planned(few_foods: Catalogue, away: dict[str, int]) -> None:
    """Energy and magnesium of the day are reached without the meal, of which only the energy is guessed."""
    document = Document()
    for meal, kcal in away.items():
        document = with_away(document, 1, meal, kcal)
    (day,) = solved(document, few_foods).plan.days
    for meal, kcal in away.items():
        found = day.meal(meal)
        assert found is not None
        assert found.template == AWAY
        assert [portion.food.id for portion in found.portions] == [EATEN_OUT if kcal else NO_MEAL]
        assert total(found.portions, ENERGY).amount == pytest.approx(kcal)
        assert total(found.portions, MAGNESIUM).amount == 0
    assert total(tuple(day.portions), MAGNESIUM).amount >= 420
    targets = targets_of(document.profile, document.targets, document.confirmed)
    assert total(tuple(day.portions), ENERGY).amount == pytest.approx(targets.energy_kcal, rel=0.06)
    assert total(tuple(day.portions), MAGNESIUM).at_least == any(away.values())


def test_that_with_diabetes_a_meal_left_out_has_no_range_of_carbohydrate(few_foods: Catalogue) -> None:
    document = with_away(Document(profile=Profile(conditions=frozenset({"diabetes"}))), 1, "lunch", 0)
    assert solved(document, few_foods).plan.days[0].meal("lunch") is not None


def test_that_a_week_has_its_meals_out_where_the_habits_say_so(few_foods: Catalogue) -> None:
    document = with_habits_away(Document(days=7, start=MONDAY, habits=Habits(away=WORK)))
    plan = solved(document, few_foods).plan
    found = {(day.number, meal.meal) for day in plan.days for meal in day.meals if meal.template == AWAY}
    assert found == {(1, "lunch"), (3, "lunch"), (6, "breakfast"), (7, "breakfast")}
    lines = shopping_list(plan, document, read_bought()).lines
    assert not {EATEN_OUT, NO_MEAL} & {part.food.id for line in lines for part in line.parts}
    assert not {EATEN_OUT, NO_MEAL} & things_to_buy(plan.days)


def test_that_the_audit_counts_a_meal_out_by_itself(few_foods: Catalogue) -> None:
    """Without the lock the same day breaks the shares of its meals."""
    document = with_away(Document(), 1, "lunch", 0)
    plan = solved(document, few_foods).plan
    targets = targets_of(document.profile, document.targets, document.confirmed)
    assert audit(plan, document, targets, read_templates()) == ()
    assert any("lunch has 0 kcal" in sentence for sentence in audit(plan, Document(), targets, read_templates()))


def test_that_nothing_else_takes_the_entries(few_foods: Catalogue) -> None:
    assert EATEN_OUT in few_foods
    assert EATEN_OUT not in {food.id for food in few_foods}
    slots = [slot for template in read_templates().by_id.values() if template.id != AWAY for slot in template.slots]
    assert not any(slot.takes(few_foods[entry]) for slot in slots for entry in (EATEN_OUT, NO_MEAL))


# Documents


def test_that_a_habit_locks_its_days_and_leaves_what_the_user_decided() -> None:
    document = Document(days=7, start=MONDAY, habits=Habits(away=WORK))
    mine = with_away(document, 1, "lunch", 300)
    found = with_habits_away(mine)
    assert away_lock(1, "lunch", 300) in found.locks
    assert away_lock(3, "lunch", 700) in found.locks
    assert with_habits_away(found) is found
    assert with_habits_away(Document(days=7, habits=Habits(away=WORK))).locks == ()  # without a date


def test_that_one_meal_of_a_habit_can_be_planned_after_all() -> None:
    document = with_habits_away(Document(days=7, start=MONDAY, habits=Habits(away=WORK)))
    home = without_away(document, 3, "lunch")
    assert with_habits_away(home) is home
    assert not any(lock.day == 3 for lock in home.locks)
    assert with_away(home, 3, "lunch", 500).removed == frozenset()


def test_that_a_habit_given_up_plans_its_meals_again() -> None:
    document = with_away(with_habits_away(Document(days=7, start=MONDAY, habits=Habits(away=WORK))), 2, "dinner", 900)
    after = reapplied(document, replace(document, habits=Habits(away=WORK[1:])))
    assert {(lock.day, lock.meal) for lock in after.locks} == {(6, "breakfast"), (7, "breakfast"), (2, "dinner")}


def test_that_other_dates_have_other_meals_out() -> None:
    document = with_habits_away(Document(days=7, start=MONDAY, habits=Habits(away=WORK)))
    after = reapplied(document, document.with_start(date(2026, 12, 1)))
    assert {(lock.day, lock.meal) for lock in after.locks} == {
        (2, "lunch"),
        (7, "lunch"),
        (5, "breakfast"),
        (6, "breakfast"),
    }


def test_that_habits_are_kept_in_the_document() -> None:
    document = with_habits_away(Document(days=2, start=MONDAY, habits=Habits(away=WORK)))
    assert stored_from_text(stored_to_text(Stored(document)), read_templates()).document == document


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"lunch"', '"tea"', "habits.away[0].meal: is 'tea'"),
        ("700", "-1", "habits.away[0].kcal: is -1"),
        ("700", "9999", "habits.away[0].kcal: is 9999"),
        ('"monday"', '"moonday"', "habits.away[0].weekdays: is 'moonday'"),
    ],
)
def test_that_a_bad_habit_is_refused_with_its_place(old: str, new: str, said: str) -> None:
    text = stored_to_text(Stored(Document(habits=Habits(away=WORK[:1]))))
    with pytest.raises(DocumentError) as refused:
        stored_from_text(text.replace(old, new, 1), read_templates())
    assert said in str(refused.value)


def test_that_the_others_keep_their_proportions() -> None:
    times = read_templates().meals_for(2000)
    assert times_around(times, {}) == times
    without = {time.id: time for time in times_around(times, {"breakfast": 0.0, "lunch": 0.0})}
    assert without["dinner"].most == pytest.approx(0.4 * 0.985 / 0.435)
    assert without["dinner"].magnesium_most == 1.0
    full = {time.id: time for time in times_around(times, {"dinner": 0.8})}
    assert full["lunch"].least < 0.22
    assert full["lunch"].most == 0.4
