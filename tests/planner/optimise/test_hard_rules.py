"""The program of one day, rule by rule: answers checked in the head, and the text of each rule as a golden file.

``GOLDEN_UPDATE=1 python -m pytest tests/planner/test_model.py`` writes the golden files anew; read their diff.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pulp
import pytest

from planner.document.document import FixedPortion, Lock
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import LARGEST_MAGNESIUM_SHARE, MealTime, Templates, templates_from_text
from planner.foods.nutrients import ALL, BY_KEY, DERIVED, ENERGY, MAGNESIUM
from planner.needs.day_targets import targets_for
from planner.needs.medical_rules import Foods, PortionLimit
from planner.needs.profile import Profile
from planner.needs.targets import MealLimit, Target
from planner.optimise.day_program import DayModel
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import ask, build_model, build_reach_model, can_ask, write_down
from planner.optimise.weights import (
    COST_OF_A_PORTION,
    COST_OF_AN_UNUSUAL_SIZE,
    COST_OF_ITS_ENERGY,
    DISH_PORTIONS,
    EXCESS,
    FRUIT_AND_VEGETABLES,
    LARGEST_SHORTFALL,
    NO_FISH,
    OFF_ENERGY,
    PORTION_KCAL,
    SHORTFALL,
)
from tests.planner.tiny_foods import best_day, dish, eaten, food, penalty, question, target, targets_of, templates_of

GOLDEN = Path(__file__).parent / "golden"

OATS, RYE, SPELT = (
    food(name, "grain", 100, magnesium) for name, magnesium in (("oats", 50), ("rye", 30), ("spelt", 10))
)
NUT = food("nut", "nuts_seeds", 200, 80)
COD = food("cod", "fish", 100, 20, group="Fish and seafood")
BOWL = templates_of("bowl = breakfast: base grain 1-1")
TWO_MEALS = templates_of(
    "bowl = breakfast: base grain 1-1",
    "plate = lunch: main grain;fish 1-1",
    meals={"breakfast": (0.0, 1.0), "lunch": (0.0, 1.0)},
)
_OF_SNACKS = templates_of(
    "bowl = snack evening: base nuts_seeds 1-1",
    "pot = snack evening: base nuts_seeds 1-1",
    meals={"snack": (0.0, 1.0), "evening": (0.0, 1.0)},
)
SNACKS = replace(_OF_SNACKS, meals=tuple(replace(time, small=True) for time in _OF_SNACKS.meals))
NOTHING_WANTED = targets_of()
CARBOHYDRATE = BY_KEY["carb_g"]
OAT_FLAKES = replace(OATS, amounts={**OATS.amounts, CARBOHYDRATE: 60.0})
COUNTED = replace(NOTHING_WANTED, meals=(MealLimit("breakfast", CARBOHYDRATE, 50.0, 70.0, "her dietitian"),))


def asked(foods: list[Food], form: Templates = BOWL, *rows: Target, share: float = 1.0, **facts: Any) -> DayModel:
    """The model of a question about these foods, with the targets given as rows.

    A day of one meal carries all of its magnesium there, so any ``share`` is allowed unless that rule is the point.
    """
    return build_model(question(foods, form, targets_of(*rows), **{"meals": carrying(share, form)} | facts))


def carrying(share: float, form: Templates = BOWL) -> tuple[MealTime, ...]:
    """The meals, each of which may carry so much of a day's magnesium."""
    return tuple(replace(time, magnesium_most=share) for time in form.meals)


def chosen(foods: list[Food], form: Templates = BOWL, *rows: Target, **facts: Any) -> dict[str, int]:
    """Steps by food of the best day; empty when there is none."""
    return eaten(best_day(asked(foods, form, *rows, **facts)))


# Carbohydrate of a meal


@pytest.mark.parametrize(("least", "most", "expected"), [(50.0, 70.0, {"oats": 1}), (70.0, 90.0, {}), (20.0, 59.9, {})])
def test_that_a_meal_has_carbohydrate_within_its_range_or_there_is_no_day(
    least: float, most: float, expected: dict[str, int]
) -> None:
    wanted = replace(NOTHING_WANTED, meals=(MealLimit("breakfast", CARBOHYDRATE, least, most, "her dietitian"),))
    asked = build_model(question([OAT_FLAKES], BOWL, wanted, meals=carrying(1.0)))
    assert eaten(best_day(asked)) == expected


# Templates and slots

NARROW = templates_from_text(
    """
[[kind]]
id = "rye"
foods = ["rye"]
[[meal]]
id = "breakfast"
name = "Breakfast"
least = 0.0
most = 1.0
[[template]]
id = "bowl"
name = "Bowl"
meals = ["breakfast"]
slots = [
    { id = "base", roles = ["grain"], min = 1, max = 2, without = ["rye"], most_g = 200 },
    { id = "side", roles = ["nuts_seeds"], min = 0, max = 2, as_many_as = "base" },
]
"""
)


def test_that_a_slot_is_planned_with_what_suits_it_and_keeps_what_is_locked_there() -> None:
    cheap = {"oats": 9.0, "rye": 0.0, "nut": 0.0}
    assert chosen([OATS, RYE, NUT], NARROW, cost=cheap) == {"oats": 1, "nut": 1}
    kept = (Lock(1, "breakfast", None, (FixedPortion("base", "rye", 1),)),)
    assert chosen([OATS, RYE, NUT], NARROW, cost=cheap, locks=kept) == {"rye": 1, "nut": 1}


def test_that_a_portion_is_no_heavier_than_its_slot_says_unless_it_is_locked() -> None:
    large = replace(OATS, max_steps=5, daily_max=5)
    much = target("energy_kcal", 500, 999)
    assert chosen([large, NUT], NARROW, much) == {}
    kept = (Lock(1, "breakfast", None, (FixedPortion("base", "oats", 5),)),)
    assert chosen([large, NUT], NARROW, much, locks=kept) == {"oats": 5, "nut": 1}


def test_that_each_meal_follows_one_template_and_the_cheaper_one() -> None:
    form = templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-1")
    day = best_day(asked([OATS, COD], form, cost={"oats": 1.0, "cod": 0.5}))
    assert day is not None
    assert [(meal.meal, meal.template) for meal in day.meals] == [("breakfast", "plate")]
    assert eaten(day) == {"cod": 1}


def test_that_a_barred_template_is_not_used() -> None:
    form = templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-1")
    facts: dict[str, Any] = {"cost": {"oats": 1.0, "cod": 0.5}, "barred": frozenset({("breakfast", "plate")})}
    assert chosen([OATS, COD], form, **facts) == {"oats": 1}


def test_that_a_template_may_cost_points_of_its_own() -> None:
    form = templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-1")
    facts: dict[str, Any] = {
        "cost": {"oats": 1.0, "cod": 0.5},
        "template_cost": {("breakfast", "plate"): 9.0, ("tea", "bowl"): 1.0},
    }
    assert chosen([OATS, COD], form, **facts) == {"oats": 1}


def test_that_a_slot_takes_no_more_foods_than_its_most() -> None:
    """Every food would help magnesium; two of three may come, and the two best do."""
    form = templates_of("bowl = breakfast: base grain 1-2")
    assert chosen([OATS, RYE, SPELT], form, target("magnesium_mg", 80)) == {"oats": 1, "rye": 1}
    assert chosen([OATS, RYE, SPELT], form, target("magnesium_mg", 81)) == {}


def test_that_a_slot_takes_no_fewer_foods_than_its_least() -> None:
    form = templates_of("bowl = breakfast: base grain 2-3")
    cost = {"oats": 1.0, "rye": 0.5, "spelt": 0.7}
    assert chosen([OATS, RYE, SPELT], form, cost=cost) == {"rye": 1, "spelt": 1}
    assert chosen([OATS], form) == {}


def test_that_a_slot_of_a_template_that_is_not_used_stays_empty() -> None:
    form = templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-1, top nuts_seeds 0-1")
    assert chosen([OATS, NUT], form, target("magnesium_mg", 51)) == {}
    assert chosen([OATS, COD, NUT], form, target("magnesium_mg", 51)) == {"cod": 1, "nut": 1}


# Portions


def test_that_a_portion_is_a_whole_number_of_steps_within_its_range() -> None:
    sized = replace(OATS, min_steps=2, max_steps=4, daily_max=4)
    for least, steps in ((1, 2), (101, 3), (150.5, 4)):
        most = target("energy_kcal", most=100 * steps)
        assert chosen([sized], BOWL, target("magnesium_mg", least), most) == {"oats": steps}
    assert chosen([sized], BOWL, target("energy_kcal", most=199)) == {}
    assert chosen([sized], BOWL, target("magnesium_mg", 201)) == {}
    assert chosen([sized], BOWL, target("energy_kcal", 290, 310)) == {"oats": 3}


def test_that_amounts_are_grams_times_the_figure_per_100_g() -> None:
    """Three steps of 40 g are 120 g: 60 mg of magnesium and 120 kcal."""
    light = replace(OATS, step_g=40.0, max_steps=3, daily_max=3)
    assert chosen([light], BOWL, target("magnesium_mg", 60)) == {"oats": 3}
    assert chosen([light], BOWL, target("magnesium_mg", 60.1)) == {}
    assert chosen([light], BOWL, target("energy_kcal", 119.9, 120.1)) == {"oats": 3}


def test_that_a_food_is_eaten_once_a_day() -> None:
    """Neither in two slots of a meal nor in two meals."""
    for form in (templates_of("bowl = breakfast: base grain 1-1, more grain 1-1"), TWO_MEALS):
        assert chosen([OATS, RYE], form) == {"oats": 1, "rye": 1}
        assert chosen([OATS], form) == {}


def test_that_a_staple_is_eaten_once_a_meal_and_at_most_its_daily_maximum() -> None:
    bread = food("bread", "grain", 100, 0, max_steps=2, daily_max=3)
    assert chosen([bread], TWO_MEALS, target("energy_kcal", 300, 300)) == {"bread": 3}
    assert chosen([bread], TWO_MEALS, target("energy_kcal", 400, 400)) == {}
    form = templates_of("bowl = breakfast: base grain 1-1, more grain 1-1")
    assert chosen([bread], form) == {}


def test_that_what_is_left_of_the_week_limits_the_day() -> None:
    sized = replace(OATS, max_steps=4, daily_max=4)
    facts = {"most_steps": {"oats": 2}}
    assert chosen([sized], BOWL, target("energy_kcal", 200, 200), **facts) == {"oats": 2}
    assert chosen([sized], BOWL, target("energy_kcal", 300, 300), **facts) == {}
    assert chosen([OATS, RYE], BOWL, most_steps={"oats": 0}) == {"rye": 1}


def test_that_a_loved_food_is_eaten_as_much_as_is_asked() -> None:
    dear = {"cost": {"oats": 9.0, "rye": 0.0}}
    assert chosen([OATS, RYE], BOWL, **dear) == {"rye": 1}
    assert chosen([OATS, RYE], BOWL, least_steps={"oats": 1}, **dear) == {"oats": 1}
    assert chosen([RYE], BOWL, least_steps={"oats": 1}, cost={"rye": 0.0}) == {"rye": 1}


# Dishes: a step is half a serving

STEW = dish("stew", "fish", {OATS: 100.0, COD: 100.0})  # half of it: 100 kcal, 35 mg, half a step of each


def test_that_a_dish_brings_what_its_foods_bring() -> None:
    form = templates_of("plate = breakfast: main fish 1-1")
    assert chosen([STEW], form, target("magnesium_mg", 35), target("energy_kcal", 99, 101)) == {"stew": 1}
    assert chosen([STEW], form, target("magnesium_mg", 36), target("energy_kcal", 99, 101)) == {}
    assert chosen([STEW], form, target("magnesium_mg", 70)) == {"stew": 2}


def test_that_foods_in_dishes_count_towards_their_daily_maximum() -> None:
    """One step of oats a day: beside a bowl of it no stew with oats; without the bowl two halves of stew."""
    form = templates_of("bowl = breakfast: main fish 1-1, base grain 1-1")
    assert chosen([STEW, OATS], form) == {}
    assert chosen([STEW, RYE], form, target("energy_kcal", 200, 200)) == {"stew": 1, "rye": 1}
    alone = templates_of("plate = breakfast: main fish 1-1")
    assert chosen([STEW, OATS], alone, target("energy_kcal", 200, 200)) == {"stew": 2}
    assert chosen([STEW, OATS], alone, target("energy_kcal", 300, 300)) == {}


def test_that_what_is_left_of_the_week_limits_the_foods_in_dishes() -> None:
    form = templates_of("plate = breakfast: main fish 1-1")
    assert chosen([STEW, OATS], form, target("energy_kcal", 200, 200), most_steps={"oats": 1.0}) == {"stew": 2}
    assert chosen([STEW, OATS], form, target("energy_kcal", 200, 200), most_steps={"oats": 0.9}) == {}


def test_that_a_dish_costs_as_several_portions() -> None:
    form = templates_of("plate = breakfast: main fish 1-1")
    extra = COST_OF_A_PORTION * (DISH_PORTIONS - 1) * 2.0
    two = penalty(asked([STEW], form, target("energy_kcal", 200, 200), cost={"stew": 2.0}))
    off = OFF_ENERGY * 0.8  # 200 kcal of 1,000
    assert two == pytest.approx(VEGETABLE_POINTS + points(STEW, 2.0, 2) + extra + off)


# Limits


def test_that_each_meal_keeps_its_share_of_energy() -> None:
    """Of 1,000 kcal breakfast may bring 200 to 300: two or three steps."""
    form = templates_of("bowl = breakfast: base grain 1-1", meals={"breakfast": (0.2, 0.3)})
    sized = replace(OATS, max_steps=9, daily_max=9, amounts={**OATS.amounts})
    for low, high, steps in ((0, 219, {"oats": 2}), (280, 999, {"oats": 3}), (310, 999, {}), (0, 190, {})):
        assert chosen([sized], form, target("energy_kcal", low, high)) == steps


def test_that_the_day_keeps_its_energy_at_both_ends() -> None:
    assert chosen([OATS, replace(RYE, step_g=110)], BOWL, target("energy_kcal", 105, 115)) == {"rye": 1}
    assert chosen([OATS], BOWL, target("energy_kcal", 100.1, 999)) == {}
    assert chosen([OATS], BOWL, target("energy_kcal", 0, 99.9)) == {}


def test_that_magnesium_is_reached_whatever_it_costs() -> None:
    """Rye is cheaper, but holds 30 mg; 31 are wanted."""
    cost = {"oats": 99.0, "rye": 0.0}
    assert chosen([OATS, RYE], BOWL, target("magnesium_mg", 30), cost=cost) == {"rye": 1}
    assert chosen([OATS, RYE], BOWL, target("magnesium_mg", 31), cost=cost) == {"oats": 1}
    assert chosen([OATS, RYE], BOWL, target("magnesium_mg", 51), cost=cost) == {}


def test_that_unknown_magnesium_counts_as_nothing() -> None:
    unknown = food("millet", "grain", 100, None)
    assert chosen([unknown], BOWL, target("magnesium_mg", 1)) == {}
    assert chosen([unknown], BOWL, target("magnesium_mg", 0)) == {"millet": 1}


def test_that_a_hard_limit_holds_at_either_end() -> None:
    salty, plain = food("salty", "grain", sodium_mg=300), food("plain", "grain", sodium_mg=100)
    cost = {"salty": 0.0, "plain": 9.0}
    assert chosen([salty, plain], BOWL, target("sodium_mg", most=300), cost=cost) == {"salty": 1}
    assert chosen([salty, plain], BOWL, target("sodium_mg", most=299), cost=cost) == {"plain": 1}
    cost = {"salty": 9.0, "plain": 0.0}
    assert chosen([salty, plain], BOWL, target("sodium_mg", least=101), cost=cost) == {"salty": 1}


def test_that_a_limit_on_a_derived_amount_holds() -> None:
    liver = food("liver", "grain", vit_a_preformed_ug=9000)
    facts = {"cost": {"liver": 0.0, "oats": 9.0}}
    assert chosen([liver, OATS], BOWL, target("vit_a_preformed_ug", most=3000), **facts) == {"oats": 1}


def test_that_an_unknown_amount_breaks_no_limit_and_reaches_no_least() -> None:
    assert chosen([OATS], BOWL, target("sodium_mg", most=0)) == {"oats": 1}
    assert chosen([OATS], BOWL, target("zinc_mg", least=0.1)) == {}


def test_that_no_meal_carries_more_than_45_percent_of_the_magnesium() -> None:
    """Three meals of 40, 30 and 30 mg are spread; of 50, 30 and 30 the first carries 45.5 %."""
    form = templates_of(
        "bowl = breakfast: base grain 1-1",
        "plate = lunch: main fish 1-1",
        "bite = dinner: top nuts_seeds 1-1",
        meals={"breakfast": (0.0, 1.0), "lunch": (0.0, 1.0), "dinner": (0.0, 1.0)},
    )
    others = [food("cod", "fish", 100, 30), food("nut", "nuts_seeds", 100, 30)]
    spread = {"share": LARGEST_MAGNESIUM_SHARE}
    for magnesium in (40, 49):
        oats = food("oats", "grain", 100, magnesium)
        assert chosen([oats, *others], form, **spread) == {"oats": 1, "cod": 1, "nut": 1}
    assert chosen([OATS, *others], form, **spread) == {}


# Locks


def lock(template: str | None, *portions: tuple[str, str, int]) -> tuple[Lock, ...]:
    return (Lock(1, "breakfast", template, tuple(FixedPortion(*each) for each in portions)),)


LOCKABLE = templates_of(
    "bowl = breakfast: base grain 1-1, top nuts_seeds 0-1",
    "pot = breakfast: base grain 1-1, top nuts_seeds 1-1",
)


def test_that_a_locked_portion_stays_though_it_costs() -> None:
    dear = {"cost": {"oats": 9.0, "rye": 0.0, "nut": 1.0}}
    assert chosen([OATS, RYE, NUT], LOCKABLE, **dear) == {"rye": 1}
    assert chosen([OATS, RYE, NUT], LOCKABLE, locks=lock(None, ("base", "oats", 1)), **dear) == {"oats": 1}


def test_that_around_a_locked_portion_the_meal_may_still_grow() -> None:
    held = {"locks": lock(None, ("base", "oats", 1))}
    assert chosen([OATS, RYE, NUT], LOCKABLE, target("magnesium_mg", 110), **held) == {"oats": 1, "nut": 1}
    assert chosen([OATS, RYE, NUT], LOCKABLE, target("magnesium_mg", 131), **held) == {}


def test_that_a_locked_meal_holds_its_template_and_nothing_else() -> None:
    whole: dict[str, Any] = {"locks": lock("bowl", ("base", "oats", 1))}
    day = best_day(asked([OATS, RYE, NUT], LOCKABLE, **whole))
    assert day is not None
    assert day.meals[0].template == "bowl"
    assert eaten(day) == {"oats": 1}
    assert chosen([OATS, NUT], LOCKABLE, target("energy_kcal", 300, 300), **whole) == {}
    other = best_day(asked([OATS, RYE, NUT], LOCKABLE, locks=lock("pot", ("base", "oats", 1), ("top", "nut", 1))))
    assert other is not None
    assert other.meals[0].template == "pot"


def test_that_a_locked_meal_may_lack_what_its_template_asks_for() -> None:
    """The documented example locks a porridge of oatmeal alone."""
    day = best_day(asked([OATS, RYE, NUT], LOCKABLE, locks=lock("pot", ("base", "oats", 1))))
    assert day is not None
    assert day.meals[0].template == "pot"
    assert eaten(day) == {"oats": 1}


def test_that_a_lock_on_what_may_not_be_eaten_leaves_no_day() -> None:
    assert chosen([RYE], LOCKABLE, locks=lock(None, ("base", "oats", 1))) == {}
    assert chosen([OATS], LOCKABLE, locks=lock(None, ("base", "oats", 2))) == {}
    assert chosen([OATS], LOCKABLE, locks=lock(None, ("side", "oats", 1))) == {}
    elsewhere = (Lock(1, "evening_snack", None, (FixedPortion("base", "oats", 1),)),)
    assert chosen([OATS], LOCKABLE, locks=elsewhere) == {}


# What is sought, in penalty points

VEGETABLE_POINTS = SHORTFALL  # no hand-made food is a fruit or a vegetable, so all of that goal is missed


def points(food: Food, cost: float, steps: int = 1) -> float:
    """The points of a portion, worked out from the table of weights."""
    kcal = food.grams(steps) / 100 * next(amount for key, amount in food.amounts.items() if key.key == "energy_kcal")
    usual = food.min_steps + (food.max_steps - food.min_steps) / 3
    unusual = COST_OF_AN_UNUSUAL_SIZE * abs(steps - usual) / usual
    return cost * (COST_OF_A_PORTION + COST_OF_ITS_ENERGY * kcal / PORTION_KCAL) + unusual


def test_that_a_portion_costs_by_its_food_and_its_size() -> None:
    cost = {"oats": 3.0}
    assert penalty(asked([OATS], cost=cost)) == pytest.approx(VEGETABLE_POINTS + points(OATS, 3.0))
    sized = replace(OATS, max_steps=4, daily_max=4, min_steps=1)  # two steps are usual
    for steps in (1, 2, 4):
        model = asked([sized], BOWL, target("energy_kcal", 100 * steps, 100 * steps), cost=cost)
        off = OFF_ENERGY * (1000 - 100 * steps) / 1000
        assert penalty(model) == pytest.approx(VEGETABLE_POINTS + points(sized, 3.0, steps) + off)
    assert points(sized, 3.0, 2) == pytest.approx(3.0 * (0.2 + 0.8 * 200 / 150))
    assert points(sized, 0.0, 4) == pytest.approx(0.15)


def test_that_a_shortfall_costs_by_its_share_of_the_goal_and_the_largest_once_more() -> None:
    """Half of the zinc and a quarter of the iron are missing."""
    tin = food("oats", "grain", zinc_mg=4, iron_mg=15)
    goals = (target("zinc_mg", 8, hard=False), target("iron_mg", 20, hard=False))
    expected = SHORTFALL * (0.5 + 0.25) + LARGEST_SHORTFALL * 0.5
    assert penalty(asked([tin], BOWL, *goals)) == pytest.approx(VEGETABLE_POINTS + expected)


def test_that_a_goal_that_is_met_costs_nothing() -> None:
    tin = food("oats", "grain", zinc_mg=8)
    assert penalty(asked([tin], BOWL, target("zinc_mg", 8, hard=False))) == pytest.approx(VEGETABLE_POINTS)


def test_that_a_soft_limit_that_is_passed_costs_by_its_share() -> None:
    sweet = food("oats", "grain", fiber_g=60)
    model = asked([sweet], BOWL, target("fiber_g", most=40, hard=False))
    assert penalty(model) == pytest.approx(VEGETABLE_POINTS + EXCESS * 0.5)


def test_that_a_goal_of_less_weight_costs_less_and_sodium_is_never_chased() -> None:
    plain = food("oats", "grain", vit_d_ug=0.0, sodium_mg=0.0)
    half = SHORTFALL * 0.5 + LARGEST_SHORTFALL * 0.5
    model = asked([plain], BOWL, target("vit_d_ug", 15, hard=False))
    assert penalty(model) == pytest.approx(VEGETABLE_POINTS + half)
    model = asked([plain], BOWL, target("sodium_mg", 1500, hard=False))
    assert penalty(model) == pytest.approx(VEGETABLE_POINTS)


def test_that_nutrients_come_before_tastes() -> None:
    rich, nice = food("rich", "grain", zinc_mg=8), food("nice", "grain", zinc_mg=4)
    facts = {"cost": {"rich": 2.0, "nice": 0.0}}
    assert chosen([rich, nice], BOWL, **facts) == {"nice": 1}
    assert chosen([rich, nice], BOWL, target("zinc_mg", 8, hard=False), **facts) == {"rich": 1}


@pytest.mark.parametrize(("minutes", "expected"), [(30.0, {"stew": 1}), (29.0, {"oats": 1})])
def test_that_a_dish_is_cooked_where_there_is_time_for_it(minutes: float, expected: dict[str, int]) -> None:
    form = templates_of("plate = breakfast: main fish;grain 1-1")
    facts: dict[str, Any] = {"cost": {"oats": 0.2, "stew": 0.0}, "minutes": minutes}
    stew = replace(STEW, min_steps=1, max_steps=1, daily_max=1)
    assert chosen([stew, OATS], form, **facts) == expected


@pytest.mark.parametrize(("most", "expected"), [(1, {"stew": 1}), (0, {"oats": 1})])
def test_that_a_dish_is_cooked_where_somebody_wants_to_cook(most: int, expected: dict[str, int]) -> None:
    form = templates_of("plate = breakfast: main fish;grain 1-1")
    facts: dict[str, Any] = {"cost": {"oats": 0.2, "stew": 0.0}, "most_cooked": most}
    stew = replace(STEW, min_steps=1, max_steps=1, daily_max=1)
    assert chosen([stew, OATS], form, **facts) == expected


@pytest.mark.parametrize(("kcal", "off"), [(1000.0, 0.0), (970.0, 0.03)])
def test_that_energy_off_its_centre_costs_by_its_share(kcal: float, off: float) -> None:
    meal = food("meal", "grain", kcal, group="Vegetables", step_g=FRUIT_AND_VEGETABLES)
    amounts = {ENERGY: kcal / FRUIT_AND_VEGETABLES * 100, MAGNESIUM: 0.0}
    day = asked([replace(meal, amounts=amounts)], BOWL, target("energy_kcal", 970, 1030), cost={"meal": 0.0})
    assert penalty(day) == pytest.approx(OFF_ENERGY * off)


def test_that_400_g_of_fruit_and_vegetables_are_sought() -> None:
    for group, missing in (("Leafy greens", 0.75), ("Fruit", 0.75), ("Potatoes and roots", 1.0)):
        green = food("green", "grain", group=group)  # 100 g
        assert penalty(asked([green])) == pytest.approx(SHORTFALL * missing)
    heap = food("green", "grain", group="Vegetables", step_g=FRUIT_AND_VEGETABLES)
    assert penalty(asked([heap])) == pytest.approx(0.0)


def test_that_a_day_without_fish_costs_when_fish_is_wanted() -> None:
    form = templates_of("plate = breakfast: main grain;fish 1-1")
    cheap = {"cost": {"oats": 0.0, "cod": 1.0}}
    assert chosen([OATS, COD], form, **cheap) == {"oats": 1}
    assert chosen([OATS, COD], form, fish_wanted=True, **cheap) == {"cod": 1}
    model = asked([OATS], form, fish_wanted=True)
    assert penalty(model) == pytest.approx(VEGETABLE_POINTS)  # no fish may be eaten: nothing to miss
    dear = asked([OATS, COD], form, fish_wanted=True, cost={"oats": 0.0, "cod": 99.0})
    assert penalty(dear) == pytest.approx(VEGETABLE_POINTS + NO_FISH)


def test_that_the_reach_is_the_largest_magnesium_under_all_other_limits() -> None:
    wanted = targets_of(target("magnesium_mg", 5000), target("sodium_mg", most=299))
    salty = food("salty", "grain", 100, 90, sodium_mg=300)
    limited = question([OATS, RYE, salty], BOWL, wanted, meals=carrying(1.0))
    assert penalty(build_reach_model(limited)) == pytest.approx(-50)
    assert best_day(build_model(limited)) is None


# Asking again


def test_that_a_model_asked_again_is_the_model_of_the_new_question() -> None:
    """Costs, bounds, bans, floors and wishes of the old question leave no trace."""
    form = templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-2, side nuts_seeds 0-1")
    foods = [OATS, RYE, NUT, COD, BREAD, replace(STEW, weekly_max=2)]
    questions = [
        question(foods, form, NOTHING_WANTED, **facts)
        for facts in (
            {},
            {"cost": dict.fromkeys(("oats", "rye", "nut", "cod", "bread", "stew"), 2.0), "fish_wanted": True},
            {"barred": frozenset({("breakfast", "plate")}), "most_steps": {"oats": 0, "bread": 1, "stew": 1.5}},
            {"least_steps": {"rye": 1, "bread": 2}, "template_cost": {("breakfast", "bowl"): 3.0}},
            {"most_steps": {"oats": 0.5}, "day": 4},
        )
    ]
    model = build_model(questions[0])
    for again in (*questions, *reversed(questions)):
        assert can_ask(model, again)
        ask(model, again)
        write_down(model)
        fresh = build_model(again)
        assert whole_text(model) == whole_text(fresh)
        assert (model.question, best_day(model)) == (again, best_day(fresh))


def test_that_a_question_with_other_rows_needs_a_model_of_its_own() -> None:
    plain = question([OATS, RYE], BOWL, NOTHING_WANTED)
    model = build_model(plain)
    others = [
        question([OATS], BOWL, NOTHING_WANTED),
        question([OATS, replace(RYE, step_g=90.0)], BOWL, NOTHING_WANTED),
        question([OATS, RYE], templates_of("bowl = breakfast: base grain 1-2"), NOTHING_WANTED),
        question([OATS, RYE], BOWL, targets_of(target("zinc_mg", 8))),
        question([OATS, RYE], BOWL, targets_of(kcal=900)),
        replace(plain, locks=lock(None, ("base", "oats", 1))),
    ]
    assert not any(can_ask(model, other) for other in others)
    assert can_ask(model, plain)


# Reading a solution


def test_that_a_day_is_found_again_by_its_columns() -> None:
    model = asked([OATS, RYE, NUT], LOCKABLE)
    day = best_day(model)
    assert day is not None
    values = dict.fromkeys((variable.name for variable in model.problem.variables()), 0.0)
    values |= dict.fromkeys(model.columns_of(day), 1.0)
    assert model.day(values) == day
    assert model.columns_of(day) <= model.columns_in("breakfast")
    assert model.columns_in("lunch") == frozenset()


def test_that_portions_come_in_the_order_of_the_slots() -> None:
    form = templates_of("bowl = breakfast: base grain 1-1, top nuts_seeds 1-1")
    day = best_day(asked([NUT, OATS], form))
    assert day is not None
    assert [portion.slot for portion in day.meals[0].portions] == ["base", "top"]


def test_that_the_snacks_of_a_day_are_of_different_kinds_unless_the_other_kind_costs_more() -> None:
    rye = replace(NUT, id="rye_nut")
    for points, expected in ((0.9, ["pot", "bowl"]), (1.1, ["bowl", "bowl"])):
        facts: dict[str, Any] = {"template_cost": {(meal, "pot"): points for meal in ("snack", "evening")}}
        day = best_day(asked([NUT, rye], SNACKS, **facts))
        assert day is not None
        assert sorted(meal.template for meal in day.meals) == sorted(expected)


# Golden models: each rule by the name it has in docs/model.md

PLAIN = question([OATS, NUT], LOCKABLE, NOTHING_WANTED, cost={"oats": 1.0, "nut": 2.0})
BREAD = food("bread", "grain", 100, 20, max_steps=2, daily_max=3, step_g=40.0)
MILLET = food("millet", "grain", 100, None, max_steps=2)
LETTUCE = food("lettuce", "grain", 10, 5, group="Leafy greens")
STAPLE = question([BREAD], TWO_MEALS, NOTHING_WANTED, most_steps={"bread": 2}, least_steps={"bread": 1})
LIMITED = question(
    [replace(OATS, step_g=40.0), MILLET],
    BOWL,
    targets_of(target("energy_kcal", 970, 1030), target("magnesium_mg", 310), target("sodium_mg", most=2300)),
)
WISHED = question(
    [food("oats", "grain", zinc_mg=4, fiber_g=9), food("millet", "grain", vit_d_ug=1)],
    BOWL,
    targets_of(
        target("zinc_mg", 8, hard=False),
        target("vit_d_ug", 15, hard=False),
        target("fiber_g", 25, 40, hard=False),
        target("sodium_mg", 1500, hard=False),
    ),
)
LOCKED = question(
    [OATS, RYE, NUT],
    LOCKABLE,
    NOTHING_WANTED,
    locks=lock("pot", ("base", "oats", 1), ("top", "nut", 1)),
)
HALF_LOCKED = question([OATS, RYE, NUT], LOCKABLE, NOTHING_WANTED, locks=lock(None, ("base", "oats", 1)))

SIDED = templates_of("bowl = breakfast: base grain 1-2, side nuts_seeds 1-1")
SHARED = templates_of("bowl = breakfast: base grain 1-1", meals={"breakfast": (0.18, 0.3)})
DISHED = templates_of("plate = breakfast: main fish 1-1, base grain 0-1")
BANNED = question(
    [OATS, RYE, NUT, STEW],
    templates_of("bowl = breakfast: base grain 1-1", "plate = breakfast: main fish 1-1"),
    NOTHING_WANTED,
    barred=frozenset({("breakfast", "plate")}),
    most_steps={"oats": 0.5, "rye": 0, "stew": 1.5},
)
PREFERRED = question(
    [BREAD, NUT],
    LOCKABLE,
    NOTHING_WANTED,
    cost={"bread": 1.0, "nut": 2.0},
    template_cost={("breakfast", "pot"): 0.6},
)

MODERATE = Foods("mercury", frozenset({"moderate"}))
FISH_LIMIT = PortionLimit(
    "fish", "pregnancy", Foods("mercury", frozenset({"low", "moderate"})), "fish", 3, 7, "a test", ((MODERATE, 3),)
)

CASES: dict[str, tuple[Question, tuple[str, ...]]] = {
    "templates": (PLAIN, ("MEAL_one_template",)),
    "slots": (
        question(
            [OATS, RYE, NUT], templates_of("bowl = breakfast: base grain 1-2, side nuts_seeds 1-1"), NOTHING_WANTED
        ),
        ("MEAL_TEMPLATE_SLOT_count", "MEAL_TEMPLATE_SLOT_most", "MEAL_TEMPLATE_SLOT_least"),
    ),
    "as_many": (question([OATS, NUT], NARROW, NOTHING_WANTED), ("MEAL_TEMPLATE_SLOT_as_many",)),
    "food_once": (question([OATS], TWO_MEALS, NOTHING_WANTED), ("FOOD_eaten", "FOOD_once")),
    "staple": (STAPLE, ("FOOD_eaten", "FOOD.MEAL_once")),
    "meal_energy": (
        question(
            [OATS], templates_of("bowl = breakfast: base grain 1-1", meals={"breakfast": (0.18, 0.3)}), NOTHING_WANTED
        ),
        ("MEAL_energy",),
    ),
    "meal_carbohydrate": (question([OAT_FLAKES], BOWL, COUNTED), ("MEAL_carbohydrate",)),
    "hard_limits": (LIMITED, ("NUTRIENT_total", "NUTRIENT_hard_least", "NUTRIENT_hard_most")),
    "magnesium_share": (question([OATS, COD], TWO_MEALS, NOTHING_WANTED), ("MEAL_magnesium_share", "NUTRIENT_total")),
    "lock_meal": (LOCKED, ("MEAL_lock_SLOT_FOOD", "MEAL_lock_nothing_else", "MEAL_TEMPLATE_SLOT_only_if_used")),
    "lock_portion": (HALF_LOCKED, ("MEAL_lock_SLOT_FOOD",)),
    "goals": (WISHED, ("NUTRIENT_goal", "NUTRIENT_largest_shortfall", "NUTRIENT_soft_most")),
    "fruit_and_vegetables": (question([LETTUCE, OATS], BOWL, NOTHING_WANTED), ("fruit_and_vegetables_goal",)),
    "energy_centre": (
        question([OATS, RYE], BOWL, targets_of(target("energy_kcal", 90, 110), kcal=100.0)),
        ("energy_above_centre", "energy_below_centre"),
    ),
    "fish": (question([OATS, COD], TWO_MEALS, NOTHING_WANTED, fish_wanted=True), ("fish_goal",)),
    "banned": (BANNED, ("MEAL_one_template", "FOOD_eaten", "FOOD_counted")),
    "dish": (question([OATS, BREAD, STEW], DISHED, NOTHING_WANTED), ("FOOD_eaten", "FOOD_counted")),
    "preferences": (PREFERRED, ()),
    "wish": (
        question([OATS, COD], TWO_MEALS, NOTHING_WANTED, wished=("cod",), behind=frozenset({"cod"})),
        ("FOOD_wish",),
    ),
    "budget": (
        question([OATS, COD], TWO_MEALS, NOTHING_WANTED, prices={"oats": 0.1, "cod": 1.5}, budget=2.0),
        ("budget",),
    ),
    "snacks": (question([NUT], SNACKS, NOTHING_WANTED), ("TEMPLATE_once",)),
    "minutes": (question([OATS, STEW], DISHED, NOTHING_WANTED, minutes=20.0), ("minutes",)),
    "cooked": (question([OATS, STEW], DISHED, NOTHING_WANTED, most_cooked=0), ("cooked",)),
    "stored": (
        question(
            [food("millet", "grain", vit_d_ug=1)],
            BOWL,
            targets_of(target("vit_d_ug", 15, hard=False)),
            days=7,
            stored={"vit_d_ug": -3.0},
        ),
        ("NUTRIENT_goal",),
    ),
    "mean": (
        question([OATS], BOWL, NOTHING_WANTED, mean_of=(1, 2, 3), repeated=frozenset({"oats"}), days=3),
        ("MEAL_TEMPLATE_repeats", "FOOD_repeats"),
    ),
    "portions": (
        question(
            [OATS, replace(COD, mercury="low"), food("tuna", "fish", mercury="moderate")],
            TWO_MEALS,
            NOTHING_WANTED,
            limits=(FISH_LIMIT,),
            most_portions={"fish": 2},
        ),
        ("fish_portions",),
    ),
    "removed": (
        question([OATS, COD], TWO_MEALS, NOTHING_WANTED, removed=frozenset({("lunch", "oats")})),
        ("MEAL_TEMPLATE_SLOT_count",),
    ),
}


def family(name: str, asked: Question) -> str:
    """The name of a rule, with the ids of this question replaced by what they are ids of."""
    words = [(meal.id, "MEAL") for meal in asked.meals] + [(food.id, "FOOD") for food in asked.foods]
    for template in asked.templates.by_id.values():
        words += [(template.id, "TEMPLATE"), *((slot.id, "SLOT") for slot in template.slots)]
    words += [(portion.food, "FOOD") for lock in asked.locks for portion in lock.portions]
    words += [(nutrient.key, "NUTRIENT") for nutrient in (*ALL, *DERIVED)]
    known = dict(words)
    pattern = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    plain = re.sub(rf"(?<![a-z0-9])({pattern})(?![a-z0-9])", lambda found: known[found[1]], name)
    return re.sub(r"_repeats_\d+$", "_repeats", plain)  # its pieces are one rule


def kind(name: str, asked: Question) -> str:
    """The family of a variable, whatever the size of the portion."""
    return re.sub(r"_\d+$", "", family(name, asked))


def terms(pairs: list[tuple[pulp.LpVariable, float]]) -> str:
    ordered = sorted((variable.name, coefficient) for variable, coefficient in pairs)
    return " ".join(f"{coefficient:+.6g} {name}" for name, coefficient in ordered) or "0"


def golden_text(model: DayModel, families: tuple[str, ...]) -> str:
    """These rules and the bounds of their variables as text; without rules, the whole objective."""
    sign = {-1: "<=", 0: "=", 1: ">="}
    rules: list[str] = []
    variables: dict[str, pulp.LpVariable] = {}
    for row in model.problem.constraints():
        if family(row.name, model.question) in families:
            rules.append(f"  {row.name}: {terms(list(row.items()))} {sign[row.sense]} {0.0 - row.constant:.6g}\n")
            variables |= {variable.name: variable for variable, _ in row.items()}
    price = {variable.name: coefficient for variable, coefficient in model.problem.objective.items()}
    if not families:
        variables = {variable.name: variable for variable, _ in model.problem.objective.items()}
    bounds = [
        f"  {_end(variable.lowBound, '-inf')} <= {name} <= {_end(variable.upBound, '+inf')}"
        f"{' integer' if variable.cat == pulp.LpInteger else ''}, {price.get(name, 0.0):.6g} points\n"
        for name, variable in sorted(variables.items())
    ]
    return "".join(["rules\n", *sorted(rules), "variables\n", *bounds])


def whole_text(model: DayModel) -> str:
    """Every rule and variable of a model."""
    return golden_text(model, tuple({family(row.name, model.question) for row in model.problem.constraints()})) + (
        golden_text(model, ())
    )


def _end(bound: float | None, none: str) -> str:
    return none if bound is None else f"{bound:.6g}"


@pytest.mark.parametrize("case", CASES)
def test_that_a_rule_is_as_its_golden_file(case: str) -> None:
    asked, families = CASES[case]
    text = golden_text(build_model(asked), families)
    path = GOLDEN / f"{case}.lp"
    if os.environ.get("GOLDEN_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_that_the_reach_model_is_as_its_golden_file() -> None:
    text = golden_text(build_reach_model(LIMITED), ())
    path = GOLDEN / "reach.lp"
    if os.environ.get("GOLDEN_UPDATE"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_that_no_golden_file_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {*CASES, "reach"}


@pytest.mark.parametrize("case", CASES)
def test_that_each_golden_case_shows_the_rules_it_is_for(case: str) -> None:
    asked, families = CASES[case]
    names = {family(row.name, asked) for row in build_model(asked).problem.constraints()}
    assert names >= set(families)


def renamed(foods: list[Food], form: Templates) -> tuple[list[Food], Templates]:
    """The same under ids that cannot be mistaken for a word of a rule's name."""
    plain = [food for food in foods if food.recipe is None]
    numbered = [replace(food, id=f"food{number}") for number, food in enumerate(plain)]
    by_id = {
        f"template{number}": replace(
            template,
            id=f"template{number}",
            meals=tuple(f"meal{form.meal_ids.index(meal)}" for meal in template.meals),
            slots=tuple(replace(slot, id=f"slot{place}") for place, slot in enumerate(template.slots)),
        )
        for number, template in enumerate(form.by_id.values())
    }
    meals = tuple(replace(meal, id=f"meal{number}") for number, meal in enumerate(form.meals))
    return numbered, replace(form, meals=meals, by_id=by_id)


def whole_models(catalogue: Catalogue, shipped: Templates) -> Iterator[DayModel]:
    """Models of the shipped templates in which every rule has something to say."""
    every = list(catalogue)
    breakfast = next(iter(shipped.by_id.values())).slots[0]
    first = next(food for food in every if breakfast.takes(food))
    foods, form = renamed([first, *(food for food in every[::12] if food is not first)], shipped)
    foods.append(dish("food999", "fish", {foods[0]: 50.0, foods[1]: 50.0}))
    template = next(iter(form.by_id.values()))
    slot = template.slots[0]
    base = next(food for food in foods if slot.takes(food))
    held = FixedPortion(slot.id, base.id, base.min_steps)
    for profile, own in ((Profile(), {"zinc_mg": 9.0}), (Profile("male", 30, 185, 85, "active"), {})):
        wanted = targets_for(profile, own)
        whole = question(
            foods,
            form,
            wanted,
            locks=(Lock(1, template.meals[0], template.id, (held,)),),
            fish_wanted=True,
            template_cost={(template.meals[0], template.id): 1.0},
            most_steps={foods[0].id: 1},
            least_steps={base.id: 1},
            wished=(base.id,),
            behind=frozenset({base.id}),
            prices={base.id: 0.2},
            budget=1.0,
            days=7,
        )
        yield build_model(whole)
        yield build_model(replace(whole, locks=(), mean_of=tuple(range(1, 8)), repeated=frozenset({base.id})))
        yield build_reach_model(whole)


def test_that_every_rule_of_a_whole_model_has_a_golden_case(catalogue: Catalogue, templates: Templates) -> None:
    golden = {name for _, families in CASES.values() for name in families}
    for model in whole_models(catalogue, templates):
        names = {family(row.name, model.question) for row in model.problem.constraints()}
        assert names - golden == set()


def test_that_every_kind_of_variable_of_a_whole_model_is_in_a_golden_file(
    catalogue: Catalogue, templates: Templates
) -> None:
    shown = set()
    for asked, families in CASES.values():
        model = build_model(asked)
        text = set(golden_text(model, families).split())
        shown |= {kind(variable.name, asked) for variable in model.problem.variables() if variable.name in text}
    for model in whole_models(catalogue, templates):
        kinds = {kind(variable.name, model.question) for variable in model.problem.variables()}
        assert kinds - shown == set()


def test_that_every_rule_has_a_name_of_its_own(catalogue: Catalogue, templates: Templates) -> None:
    for model in whole_models(catalogue, templates):
        names = [row.name for row in model.problem.constraints()]
        assert len(set(names)) == len(names)
        columns = [variable.name for variable in model.problem.variables()]
        assert len(set(columns)) == len(columns)


def test_that_a_food_may_have_an_id_that_ends_like_a_meal() -> None:
    staple = food("bread", "grain", max_steps=2, daily_max=3)
    snack = food("bread_lunch", "grain")
    assert chosen([staple, snack], TWO_MEALS) != {}
