"""Fresh fruit and vegetables have their months, half a year apart on the two halves of the earth."""

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.seasons import ALL_YEAR, NORTH, SOUTH, out_of_season, read_seasons

MONTHS = range(1, 13)


@pytest.mark.parametrize(
    ("food", "where", "out"),
    [
        ("watermelon", NORTH, {1, 2, 3, 4, 5, 9, 10, 11, 12}),
        ("watermelon", SOUTH, {3, 4, 5, 6, 7, 8, 9, 10, 11}),
        ("watermelon", ALL_YEAR, set()),
        ("banana", NORTH, set()),
        ("strawberries_frozen", NORTH, set()),
    ],
)
def test_that_a_food_is_out_of_season_in_these_months(food: str, where: str, out: set[int]) -> None:
    assert {month for month in MONTHS if out_of_season(food, month, where)} == out


def test_that_an_unknown_place_is_refused() -> None:
    with pytest.raises(ValueError, match="east"):
        out_of_season("watermelon", 1, "east")


def test_that_every_food_with_a_season_is_a_fresh_fruit_or_vegetable_of_the_catalogue(catalogue: Catalogue) -> None:
    for food in read_seasons():
        assert {"fruit", "cooked_vegetable", "raw_vegetable"} & catalogue.foods[food].roles, food
        assert not {"frozen", "canned", "dried"} & set(food.split("_")), food


def test_that_in_every_month_much_fruit_is_in_season(catalogue: Catalogue) -> None:
    fruit = [food.id for food in catalogue if "fruit" in food.roles and food.familiarity < 3]
    for month in MONTHS:
        assert sum(not out_of_season(food, month, NORTH) for food in fruit) > len(fruit) / 2
