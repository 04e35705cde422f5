"""Supplies and means, added up by hand and against the totals of real plans."""

from dataclasses import replace

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ALL, BY_KEY, DERIVED, MAGNESIUM
from planner.plan.nutrition import Supply, by_meal, mean_totals, supplies, week_of
from planner.plan.plan import (
    Day,
    Meal,
    Plan,
    Portion,
    Total,
    totals,
)
from tests.planner.plans import plan_of, random_plan
from tests.planner.tiny_foods import dish, food

ZINC = BY_KEY["zinc_mg"]
OATS = food("oats", "hot_cereal", 300, 80, max_steps=2)
APPLE = food("apple", "fruit", 50, 10, zinc_mg=0.5)
STEW = dish("stew", "stew_dish", {OATS: 100, APPLE: 50}, water_g=100)  # 85 mg in a serving of two steps


def test_that_a_dish_is_told_apart_into_its_foods() -> None:
    """100 g of oats by itself and 200 g in four halves of the stew, with 100 g of apple."""
    (day,) = plan_of([(OATS, 1), (STEW, 4)]).days
    assert supplies([day], MAGNESIUM) == (
        Supply(OATS, 300.0, 240.0, 0.96, ("Stew",)),
        Supply(APPLE, 100.0, 10.0, 0.04, ("Stew",)),
    )


def test_that_what_nobody_measured_is_no_zero_and_stands_last() -> None:
    (day,) = plan_of([(OATS, 1), (APPLE, 1)]).days
    assert supplies([day], ZINC) == (Supply(APPLE, 100.0, 0.5, 1.0, ()), Supply(OATS, 100.0, None, 0.0, ()))


def test_that_shares_of_nothing_are_nothing() -> None:
    (day,) = plan_of([(food("water", "drink", 0, 0), 1)]).days
    assert [supply.share for supply in supplies([day], MAGNESIUM)] == [0.0]


def test_that_a_mean_is_over_all_days_and_at_least_if_any_is() -> None:
    days = plan_of([(OATS, 2)], [(APPLE, 1)]).days
    assert mean_totals(days)[MAGNESIUM] == Total(85.0, False)
    assert mean_totals(days)[ZINC] == Total(0.25, True)
    assert [(supply.food, supply.grams, supply.amount) for supply in supplies(days, MAGNESIUM)] == [
        (OATS, 100.0, 80.0),
        (APPLE, 50.0, 5.0),
    ]


def test_that_the_meals_of_several_days_are_means_too() -> None:
    lunch = Meal("lunch", "sandwich", (Portion("bread", APPLE, 1),))
    first, second = plan_of([(OATS, 1)], [(OATS, 2)]).days
    assert by_meal([replace(first, meals=(*first.meals, lunch)), second], MAGNESIUM) == {"breakfast": 120, "lunch": 5}


@pytest.mark.parametrize(("number", "expected"), [(1, (1, 7)), (7, (1, 7)), (8, (8, 10)), (10, (8, 10))])
def test_that_weeks_are_counted_from_the_first_day(number: int, expected: tuple[int, int]) -> None:
    week = week_of(Plan(tuple(Day(each, ()) for each in range(1, 11))), number)
    assert (week[0].number, week[-1].number) == expected


@pytest.mark.parametrize("seed", range(5))
def test_that_what_the_foods_supply_adds_up_to_the_total_of_every_nutrient(catalogue: Catalogue, seed: int) -> None:
    days = random_plan(catalogue, seed).days
    means = mean_totals(days)
    for nutrient in (*ALL, *DERIVED):
        found = supplies(days, nutrient)
        known = sum(supply.amount or 0.0 for supply in found)
        assert known == pytest.approx(means[nutrient].amount)
        assert known == pytest.approx(sum(totals(day.portions)[nutrient].amount for day in days) / len(days))
        assert means[nutrient].at_least is any(supply.amount is None for supply in found)
        assert sum(by_meal(days, nutrient).values()) == pytest.approx(means[nutrient].amount)
        assert all(supply.food.source_text for supply in found)
