"""What the habits cost on a day: the points of a plan counted again by the independent statement, and planted slips."""

from dataclasses import replace

import pytest

from planner.document.document import Document, Habits
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.kitchen import needs_cooking
from planner.foods.meals import Templates, read_templates
from planner.needs import adjusted_targets
from planner.optimise import recount
from planner.optimise.horizon import costs_of, horizon_of
from planner.optimise.recount import penalty
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.plan.work import cooked_on, minutes_of
from planner.planner import make_plan
from planner.shopping.things import things_to_buy
from tests.planner.conftest import one_in
from tests.planner.tiny_foods import catalogue_of
from tests.rigs.independent import Statement, allowed, state
from tests.rigs.independent_points import points_of
from tests.rigs.test_random_documents import FOODS

TIGHT = {
    "minutes": Habits(minutes=1),
    "cooked": Habits(most_cooked=0),
    "things": Habits(most_foods=10),
    "budget": Habits(budget=7.0),
}


@pytest.fixture(scope="module")
def foods() -> Catalogue:
    """Few foods, a few of them dishes that are cooked."""
    every = read_catalogue(FOODS)
    cooked = [food for food in every if food.recipe is not None and food.recipe.minutes][:40:4]
    parts = [part.food for dish in cooked for part in dish.ingredients]
    kept = {food.id: food for food in (*one_in(20, every), *parts, *cooked) if "omnivore" in food.diets}
    return catalogue_of(kept.values())


@pytest.fixture(scope="module")
def day(foods: Catalogue) -> Plan:
    """A day with cooked dishes, which are wished for here."""
    wishes = {food.id: 7 for food in foods if needs_cooking(food)}
    outcome = make_plan(foods, Request(Document(wishes=wishes)))
    assert isinstance(outcome, Solved)
    assert cooked_on(outcome.plan.days[0])
    return outcome.plan


def stated(document: Document, foods: Catalogue, templates: Templates) -> Statement:
    return state(document, foods, adjusted_targets.targets_of(document.profile, {}), templates)


def both(habits: Habits, foods: Catalogue, day: Plan, templates: Templates) -> tuple[float, float]:
    """The points of a day as the product counts them, and by the independent statement."""
    document = Document(habits=habits)
    found = horizon_of(foods, document)
    statement = stated(document, foods, templates)
    assert not statement.broken(day)
    return penalty(found, {1: day.days[0]}), points_of(statement, day, costs_of(statement.foods, document))


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates()


@pytest.mark.parametrize("name", TIGHT)
def test_that_a_habit_costs_what_the_independent_statement_says(
    name: str, foods: Catalogue, day: Plan, templates: Templates
) -> None:
    assert minutes_of(day.days[0]) > 1
    assert len(things_to_buy(day.days)) > 10
    free, _ = both(Habits(), foods, day, templates)
    counted, again = both(TIGHT[name], foods, day, templates)
    assert counted == pytest.approx(again, abs=1e-4)
    assert counted > free + 0.1


SLIPS = {"minutes": "OVER_MINUTES", "cooked": "OVER_COOKED", "things": "NEW_FOOD", "budget": "OVER_SHARE"}


@pytest.mark.parametrize("name", SLIPS)
def test_that_a_habit_that_is_forgotten_is_found(
    name: str, foods: Catalogue, day: Plan, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: the count of a plan's points does without the habit."""
    monkeypatch.setattr(recount, SLIPS[name], 0.0)
    counted, again = both(TIGHT[name], foods, day, templates)
    assert abs(counted - again) > 0.1


def test_that_what_needs_an_oven_or_few_shops_sell_is_out_in_both(foods: Catalogue, templates: Templates) -> None:
    """Each food of all: what the independent statement lets in is what the product lets in."""
    every = read_catalogue(FOODS)
    rare = next(food.id for food in every if "hard_to_find" in food.flags and food.recipe is None)
    for document in (Document(habits=Habits(no_oven=True)), Document(tastes={rare: "love"}), Document()):
        banned = horizon_of(every, document).banned
        shop = [food for food in every if food.is_bought]
        differ = [food.id for food in shop if allowed(document, food) == (food.id in banned)]
        assert differ == []
    assert rare in horizon_of(every, Document()).banned


def test_that_the_audit_finds_what_was_planned_by_a_program_that_forgot_the_oven(
    foods: Catalogue, day: Plan, templates: Templates
) -> None:
    """The planted bug: a dish of an oven is on the plate of somebody without one."""
    plate = day.days[0].meals[2]
    baked = next(food for food in read_catalogue(FOODS) if food.id == "sweet_potato_baked")
    portion = replace(plate.portions[0], food=baked, steps=baked.min_steps)
    meals = (*day.days[0].meals[:2], replace(plate, portions=(portion, *plate.portions[1:])), *day.days[0].meals[3:])
    forged = Plan((replace(day.days[0], meals=meals),))
    document = Document(habits=Habits(no_oven=True))
    targets = adjusted_targets.targets_of(document.profile, {})
    assert any("excluded" in sentence for sentence in audit(forged, document, targets, templates))
