"""Carbohydrate as those who count it read it: grams, exchanges with and without fibre, bounds, and the range."""

from dataclasses import replace

import pytest

from planner.foods.away import AWAY_FOODS
from planner.needs.meal_limits import CARBOHYDRATE
from planner.needs.profile import MealRange, Profile, ProfileError
from planner.needs.targets import MealLimit
from planner.plan.carbohydrate import carbohydrate_text, counts_carbohydrate, exchanges, range_said
from planner.plan.plan import Portion
from tests.planner.tiny_foods import food, target, targets_of

OATS = Portion("base", food("oats", "hot_cereal", carb_g=40.0, fiber_g=4.0), 1)
JUICE = Portion("drink", food("juice", "drink", carb_g=20.0), 1)  # nobody measured its fibre
BROTH = Portion("soup", food("broth", "soup"), 1)  # nor the carbohydrate of this
DIABETES = Profile(conditions=frozenset({"diabetes"}))


def counting(grams: int) -> Profile:
    return Profile(exchange_g=grams)


def test_that_only_who_counts_reads_of_it() -> None:
    assert carbohydrate_text([OATS], Profile()) == ""
    ranged = Profile(meal_limits=(MealRange("lunch", 30.0, 45.0),))
    assert [counts_carbohydrate(each) for each in (DIABETES, ranged, counting(15))] == [True] * 3
    assert carbohydrate_text([OATS], DIABETES) == "40 g carbohydrate"


def test_that_nobody_counts_by_what_is_eaten_out() -> None:
    out = next(iter(AWAY_FOODS.values()))
    assert carbohydrate_text([Portion("all", out, 1)], DIABETES) == ""


def test_that_an_exchange_of_15_g_counts_fibre_and_the_others_do_not() -> None:
    assert exchanges([OATS], 15) == pytest.approx(40 / 15)
    assert exchanges([OATS], 12) == 3.0
    assert exchanges([OATS], 10) == pytest.approx(3.6)
    assert carbohydrate_text([OATS], counting(15)) == "40 g carbohydrate, 2.7 exchanges of 15 g"
    assert carbohydrate_text([OATS], counting(12)) == "40 g carbohydrate, 3.0 exchanges of 12 g without fibre"


def test_that_what_nobody_measured_makes_a_count_a_bound_and_never_zero() -> None:
    assert "60 g carbohydrate, ≤ 5.6 exchanges" in carbohydrate_text([OATS, JUICE], counting(10))
    assert "60 g carbohydrate, 4.0 exchanges" in carbohydrate_text([OATS, JUICE], counting(15))
    assert "≥ 40 g carbohydrate, ≥ 2.7 exchanges" in carbohydrate_text([OATS, BROTH], counting(15))
    assert "≥ 40 g carbohydrate, ≈ 3.6 exchanges" in carbohydrate_text([OATS, BROTH], counting(10))


def test_that_the_range_of_a_meal_is_said_where_it_has_one() -> None:
    limits = replace(
        targets_of(target("magnesium_mg", 300)), meals=(MealLimit("lunch", CARBOHYDRATE, 40.0, 55.0, "", False),)
    )
    assert range_said("lunch", limits) == "kept within 40 to 55 g"
    assert range_said("dinner", limits) == range_said("lunch", None) == ""


@pytest.mark.parametrize("grams", [0, 11, 15.0, "15", True])
def test_that_an_exchange_nobody_uses_is_refused(grams: object) -> None:
    with pytest.raises(ProfileError, match="expected one of: 10, 12, 15"):
        Profile(exchange_g=grams)  # type: ignore[arg-type]
