"""Every food can take part in a plan: a sample each time, all of them with MAGNOLIA_LONG=1 (a quarter of an hour)."""

import pytest

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.plan.allowed import profile_allows
from tests.rigs import LONG
from tests.rigs.every_food import FOODS, plan_around

SAMPLE = 1 if LONG else 200


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


def test_that_a_day_can_be_planned_around_each_food(catalogue: Catalogue) -> None:
    foods = [food for food in catalogue if profile_allows(Document().profile, food)][::SAMPLE]
    tried = list(plan_around(foods, catalogue, Document()))
    assert len(tried) == len(foods) > 0
    assert [(attempt.food.id, attempt.wrong) for attempt in tried if attempt.wrong] == []
