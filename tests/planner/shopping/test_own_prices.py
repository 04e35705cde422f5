"""The user's own price of a line of the list: for all that is bought as it, by weight bought."""

from dataclasses import replace

import pytest

from planner.document.document import Document
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.own_prices import price_of_line, usual_price_of_line, with_price_of_line
from planner.shopping.shopping_list import Line, shopping_list
from tests.planner.plans import bought_of
from tests.planner.tiny_foods import food

OATS = food("oats", "hot_cereal", max_steps=9)
PORRIDGE = food("porridge", "hot_cereal", max_steps=9)
PEAR = food("pear", "fruit", max_steps=9)
TABLE = bought_of(
    "oats, rolled oats, Breakfast, pantry, 0.5, 500 g bag, 500, 500 g bag, 500, 0.2",
    "porridge, rolled oats, Breakfast, pantry, 0.2, 500 g bag, 500, 500 g bag, 500, 0.08",
    "kale, kale, Fruit and vegetables, fridge, 1, bunch, 200, 200 g bag, 200, 1.0",
)
PLAN = Plan((Day(1, (Meal("breakfast", "any", (Portion("base", OATS, 2), Portion("fruit", PEAR, 1))),)),))


def line_of(key: str, document: Document, plan: Plan = PLAN) -> Line:
    return next(line for line in shopping_list(plan, document, TABLE).lines if line.key == key)


def test_that_the_usual_price_is_by_weight_bought() -> None:
    """0.20 for 100 g eaten, of which 50 g are bought, is 4.00 a kilogram bought."""
    line = line_of("oats", Document())
    assert usual_price_of_line(line, Document(), TABLE).per_gram == pytest.approx(0.004)
    assert price_of_line(line, Document()) is None
    assert usual_price_of_line(line_of("pear", Document()), Document(), TABLE).estimated
    money = Document().with_shopping(Document().shopping.with_money("kr", 10.0, 0.0))
    assert usual_price_of_line(line, money, TABLE).per_gram == pytest.approx(0.04)


def test_that_an_own_price_holds_for_all_that_is_bought_as_the_line() -> None:
    document = with_price_of_line(Document(), line_of("oats", Document()), 6.0, TABLE)
    assert dict(document.shopping.prices) == {"oats": 6.0, "porridge": 6.0}
    line = line_of("oats", document)
    assert price_of_line(line, document) == 6.0
    assert usual_price_of_line(line, Document(), TABLE).per_gram == pytest.approx(0.004)
    assert line.cost == pytest.approx(3.0)  # one bag of 500 g
    other = replace(PLAN, days=(Day(1, (Meal("breakfast", "any", (Portion("base", PORRIDGE, 1),)),)),))
    assert line_of("oats", document, other).cost == pytest.approx(3.0)


def test_that_a_food_of_no_row_gets_a_price_and_loses_it() -> None:
    document = with_price_of_line(Document(), line_of("pear", Document()), 3.0, TABLE)
    assert line_of("pear", document).cost == pytest.approx(0.30)
    back = with_price_of_line(document, line_of("pear", document), None, TABLE)
    assert back == Document()
    assert line_of("pear", back).estimated


def test_that_an_own_line_and_a_price_below_nothing_are_refused() -> None:
    document = Document().with_shopping(Document().shopping.with_own("Soap"))
    with pytest.raises(ValueError, match="Soap"):
        with_price_of_line(document, line_of("own:Soap", document), 1.0, TABLE)
    with pytest.raises(ValueError, match="-1"):
        with_price_of_line(document, line_of("oats", document), -1.0, TABLE)
