"""How far the choices reach, on a part of the real catalogue small enough to be solved exactly."""

import math
import threading
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.explain.feasibility import Reach
from planner.explain.reach import reach_of_day, reach_sentence
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.plan.plan import Day, totals
from tests.planner.tiny_foods import catalogue_of

FOODS = Path(__file__).parents[3] / "foods.csv"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    foods = sorted((food for food in read_catalogue(FOODS) if food.recipe is None), key=lambda food: food.id)
    return catalogue_of(foods[::12])


def magnesium(reach: Reach | None) -> float:
    assert reach is not None
    assert reach.day is not None
    return totals(reach.day.portions)[MAGNESIUM].amount


def test_that_the_reach_is_what_its_day_holds_and_falls_when_a_food_of_it_is_left_out(catalogue: Catalogue) -> None:
    free = reach_of_day(catalogue, Document(), 1)
    assert free is not None
    assert free.day is not None
    assert magnesium(free) == pytest.approx(free.reached)
    assert free.reached <= free.most + 0.5
    richest = max(free.day.portions, key=lambda portion: portion.food.amount(MAGNESIUM, portion.steps) or 0.0)
    less = reach_of_day(catalogue, Document().with_taste(richest.food.id, "never"), 1)
    assert less is not None
    assert less.day is not None
    assert less.reached < free.reached
    assert richest.food not in {portion.food for portion in less.day.portions}


def test_that_a_question_that_is_stopped_claims_nothing(catalogue: Catalogue) -> None:
    stop = threading.Event()
    stop.set()
    reach = reach_of_day(catalogue, Document(), 1, stop=stop)
    assert reach is not None
    assert reach.day is None
    assert "not found in time" in reach_sentence(reach, 320.0, 2000.0)


def test_that_the_sentence_says_no_more_than_is_known() -> None:
    day = Day(1, ())
    assert reach_sentence(Reach(1812.3, 1812.4, day), 420.0, 2000.0) == (
        "Your choices reach up to 1,812 mg of magnesium at 2,000 kcal. The goal is 420 mg."
    )
    assert "at most 1,900 mg" in reach_sentence(Reach(1812.0, 1900.0, day), None, 2000.0)
    assert "inf" not in reach_sentence(Reach(0.0, math.inf), None, 2000.0)
    assert reach_sentence(None, 420.0, 2000.0).startswith("No day keeps")
