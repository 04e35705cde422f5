"""Drinks of every day: counted in every total, in the model, the audit and the list, and never planned."""

import json
from types import MappingProxyType

import pytest

from planner.document.document import Document, Habits
from planner.document.document_json import document_to_json, stored_from_text
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.needs.targets import Targets
from planner.optimise.beside import question_of
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import horizon_of
from planner.output.plan_text import outcome_to_text
from planner.plan.audit import audit
from planner.plan.drinks import drinks_against, drinks_line, drinks_of, with_drinks
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.shopping.shopping_list import shopping_list
from tests.planner.tiny_foods import catalogue_of, food, question, target, targets_of, templates_of

OATS = food("oats", "hot_cereal", 300.0, 100.0, max_steps=3)
COFFEE = food("coffee", "drink", 2.0, 7.0, max_steps=1, group="Drinks")
WATER = food("water", "drink", 0.0, 1.0, max_steps=2, group="Drinks", flags=frozenset({"tap"}))
FOODS = catalogue_of((OATS, COFFEE, WATER))
DRINKS = MappingProxyType({"coffee": 2, "water": 4})
DOCUMENT = Document(days=1, drinks=DRINKS)
BOWL = templates_of("bowl = breakfast: base hot_cereal 1-1")
DAY = Day(1, (Meal("breakfast", "bowl", (Portion("base", OATS, 2),)),), drinks_of(DOCUMENT, FOODS))


def test_that_a_day_counts_its_drinks_beside_what_is_planned() -> None:
    """200 g of oats, two cups of coffee and four of water, each of 100 g here."""
    sums = totals(DAY.eaten)
    assert sums[ENERGY].amount == 600 + 2 * 2
    assert sums[MAGNESIUM].amount == 200 + 2 * 7 + 4 * 1
    assert [portion.food.id for portion in DAY.portions] == ["oats"]
    assert drinks_line(DAY) == "And to drink: Coffee, 2 cups; Water, 4 cups"
    assert drinks_line(Day(1, DAY.meals)) == ""


def asked(drinks: tuple[Portion, ...], wanted: Targets) -> Question:
    return question([OATS], BOWL, wanted, drinks=drinks)


def test_that_the_model_counts_them_in_each_total() -> None:
    wanted = targets_of(target("magnesium_mg", 218.0))
    for drinks, counted in ((DAY.drinks, 18.0), ((), 0.0)):
        row = build_model(asked(drinks, wanted)).problem.get_constraint_by_name("magnesium_mg_total")
        assert row is not None
        assert row.constant == pytest.approx(counted)


def test_that_every_day_of_a_horizon_is_asked_with_them_and_none_may_plan_water() -> None:
    horizon = horizon_of(FOODS, DOCUMENT)
    assert question_of(horizon, 1, {}).drinks == DAY.drinks
    assert horizon.banned == {"water"}


def test_that_the_audit_finds_other_drinks_and_counts_these() -> None:
    plan = Plan((DAY,))
    rows = targets_of(target("magnesium_mg", 218.0), kcal=600.0)
    assert not [said for said in audit(plan, DOCUMENT, rows, BOWL) if "mg magnesium" in said or "drinks" in said]
    too_much = targets_of(target("magnesium_mg", 219.0), kcal=600.0)
    assert [said for said in audit(plan, DOCUMENT, too_much, BOWL) if "mg magnesium" in said]
    other = with_drinks(plan, DAY.drinks[:1])
    assert [said for said in audit(other, DOCUMENT, rows, BOWL) if "drinks" in said]


def test_that_the_list_buys_them_but_for_the_tap_and_the_text_has_one_line() -> None:
    plan = Plan((DAY,))
    assert sorted(line.key for line in shopping_list(plan, DOCUMENT, {}).lines) == ["coffee", "oats"]
    solved = Solved(plan, 1.0, 1.0, 0.0, True, 0.1)
    text = outcome_to_text(solved, DOCUMENT, targets_of(target("magnesium_mg", 100.0)), BOWL)
    assert text.count("And to drink: Coffee, 2 cups; Water, 4 cups") == 1


def test_that_they_come_back_from_json_and_impossible_ones_are_refused() -> None:
    document = Document(drinks=DRINKS, habits=Habits(salt="light"))
    data = document_to_json(document)
    assert data["drinks"] == {"coffee": 2, "water": 4}
    assert stored_from_text(json.dumps(data), read_templates()).document == document
    several: tuple[object, ...] = ({"coffee": 0}, {"coffee": 1.5}, {"coffee": 500}, [], {f"d{n}": 1 for n in range(20)})
    for wrong in several:
        with pytest.raises(DocumentError, match="drinks"):
            stored_from_text(json.dumps({**data, "drinks": wrong}), read_templates())
    with pytest.raises(ValueError, match="drinks"):
        Document().with_drinks({"coffee": 0})


def test_that_a_drink_that_plans_leave_out_is_counted_and_spoken_of() -> None:
    document = DOCUMENT.with_taste("coffee", "never")
    assert drinks_of(document, FOODS) == DAY.drinks
    (said,) = drinks_against(document, FOODS)
    assert "“Coffee”" in said
    assert drinks_against(DOCUMENT, FOODS) == ()
    assert BY_KEY["sodium_mg"] not in COFFEE.amounts
