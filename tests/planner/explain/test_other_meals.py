"""Another meal for a place of a real day: it fits, it is another one, and what it changes is what its plan says."""

import threading

import pytest

from planner.document.document import Document, Lock
from planner.explain.other_meals import OtherMeal, foods_to_ask_for, other_meals, why_none
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.meal_names import meal_name
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, counted, totals
from planner.plan.stored_form import fixed
from planner.planner import make_plan

DOCUMENT = Document(days=1, tastes={"tofu_firm": "never"})


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> Plan:
    outcome = make_plan(catalogue, Request(DOCUMENT))
    assert isinstance(outcome, Solved)
    return outcome.plan


@pytest.fixture(scope="module")
def lunches(catalogue: Catalogue, plan: Plan) -> tuple[OtherMeal, ...]:
    return other_meals(catalogue, DOCUMENT, plan, 1, "lunch", most=2)


def wrong(document: Document, plan: Plan, catalogue: Catalogue) -> tuple[str, ...]:
    from planner.foods.meals import read_templates

    targets = targets_of(document.profile, document.targets, document.confirmed)
    return audit(plan, document, targets, read_templates())


def test_that_other_lunches_are_other_ones_and_each_plan_passes_its_audit(
    catalogue: Catalogue, plan: Plan, lunches: tuple[OtherMeal, ...]
) -> None:
    (day,) = plan.days
    old = day.meal("lunch")
    assert old is not None
    assert len({meal_name(old), *(other.name for other in lunches)}) == 3
    for other in lunches:
        assert wrong(other.document, other.plan, catalogue) == ()
        (lock,) = other.document.locks
        assert lock == Lock(1, "lunch", other.meal.template, tuple(map(fixed, other.meal.portions)))
        assert other.plan.days[0].meal("lunch") == other.meal


def test_that_the_rest_of_the_day_stays_or_is_named(plan: Plan, lunches: tuple[OtherMeal, ...]) -> None:
    (day,) = plan.days
    for other in lunches:
        for meal in day.meals:
            after = other.plan.days[0].meal(meal.meal)
            assert after is not None
            same = set(after.portions) == set(meal.portions)
            assert same or meal.meal == "lunch" or meal.meal.replace("_", " ") in other.also


def test_that_what_a_meal_changes_is_what_its_plan_holds(plan: Plan, lunches: tuple[OtherMeal, ...]) -> None:
    before = totals(tuple(plan.days[0].eaten))
    for other in lunches:
        after = totals(tuple(other.plan.days[0].eaten))
        assert other.magnesium == pytest.approx(after[MAGNESIUM].amount - before[MAGNESIUM].amount)
        assert other.energy == pytest.approx(after[ENERGY].amount - before[ENERGY].amount)
        had = {food.name for food in counted(tuple(plan.days[0].portions))}
        assert had.isdisjoint(other.to_buy)
        assert all(name in {food.name for food in counted(tuple(other.plan.days[0].portions))} for name in other.to_buy)


def test_that_a_meal_can_be_asked_to_be_made_of_a_dish(catalogue: Catalogue, plan: Plan) -> None:
    asked = next(food for food in foods_to_ask_for(catalogue, DOCUMENT, "dinner") if not plan.steps(food.id))
    assert asked.recipe is not None  # dishes come first
    (found,) = other_meals(catalogue, DOCUMENT, plan, 1, "dinner", made_of=asked.id, most=1)
    assert asked in {portion.food for portion in found.meal.portions}
    assert wrong(found.document, found.plan, catalogue) == ()


def test_that_what_is_never_eaten_is_not_offered_and_says_why(catalogue: Catalogue, plan: Plan) -> None:
    assert catalogue["tofu_firm"] not in foods_to_ask_for(catalogue, DOCUMENT, "lunch")
    assert why_none(catalogue, DOCUMENT, plan, 1, catalogue["tofu_firm"]) == "You rated it “never”."


def test_that_a_stopped_search_gives_what_it_has(catalogue: Catalogue, plan: Plan) -> None:
    stop = threading.Event()
    stop.set()
    assert other_meals(catalogue, DOCUMENT, plan, 1, "lunch", stop=stop) == ()


def test_that_a_meal_the_plan_does_not_have_is_a_wrong_call(catalogue: Catalogue, plan: Plan) -> None:
    with pytest.raises(LookupError, match="no lunch on day 4"):
        other_meals(catalogue, DOCUMENT, plan, 4, "lunch")
