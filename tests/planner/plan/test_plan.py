"""Totals added up by hand, and an audit that must find everything that can be wrong with a plan."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from planner.document.document import LOVE, NEVER, Document, FixedPortion, Lock
from planner.foods.food import Food
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.plan import (
    Day,
    Meal,
    Plan,
    Portion,
    Total,
    counted,
    totals,
)
from planner.plan.stored_form import fixed, plan_from_fixed, plan_to_fixed
from tests.planner.tiny_foods import catalogue_of, dish, food, target, targets_of, templates_of

ZINC, SODIUM = BY_KEY["zinc_mg"], BY_KEY["sodium_mg"]

# One day of 1,000 kcal: 400 in each of breakfast and lunch, 200 at dinner; 400 mg magnesium, 160 + 160 + 80.
OATS = food("oats", "hot_cereal", 200, 80, max_steps=2, weekly_max=4, allergens=frozenset({"wheat"}), sodium_mg=100)
BREAD = food("bread", "bread", 100, 30, max_steps=2, daily_max=4, weekly_max=28, zinc_mg=2)
CHEESE = food("cheese", "cheese", 200, 100, diets=frozenset({"vegetarian", "pescatarian", "omnivore"}))
CHEESE = replace(CHEESE, weekly_max=2, allergens=frozenset({"milk"}))
COD = food("cod", "fish", 100, 50, max_steps=2, diets=frozenset({"pescatarian", "omnivore"}))
HAM = food("ham", "meat", 150, 80, diets=frozenset({"omnivore"}))
FOODS = catalogue_of([OATS, BREAD, CHEESE, COD, HAM])
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1, side cheese 0-1",
    "sandwich = lunch: bread bread 1-1, filling cheese;meat 1-2",
    "fish_plate = dinner: fish fish 1-1, side bread 1-1",
    "meat_plate = dinner: meat meat 1-1, side bread 0-2",
    meals={"breakfast": (0.2, 0.45), "lunch": (0.2, 0.45), "dinner": (0.2, 0.4)},
)
WANTED = targets_of(
    target("energy_kcal", 970, 1030),
    target("magnesium_mg", 380),
    target("sodium_mg", most=500),
    target("zinc_mg", 8, hard=False),
)


def meal(meal_id: str, template: str, *portions: tuple[str, Food, int]) -> Meal:
    return Meal(meal_id, template, tuple(Portion(*each) for each in portions))


BREAKFAST = meal("breakfast", "porridge", ("base", OATS, 2))  # 400 kcal, 160 mg
LUNCH = meal("lunch", "sandwich", ("bread", BREAD, 2), ("filling", CHEESE, 1))  # 400 kcal, 160 mg
DINNER = meal("dinner", "fish_plate", ("fish", COD, 1), ("side", BREAD, 1))  # 200 kcal, 80 mg
MEAT_DINNER = meal("dinner", "meat_plate", ("meat", HAM, 1), ("side", BREAD, 1))  # 250 kcal, 110 mg
GOOD = Day(1, (BREAKFAST, LUNCH, DINNER))


def said(plan: Plan, document: Document | None = None, wanted: Targets = WANTED) -> str:
    return "; ".join(audit(plan, document or Document(days=len(plan.days)), wanted, FORM))


def said_of_day(day: Day, document: Document | None = None, wanted: Targets = WANTED) -> str:
    return said(Plan((day,)), document, wanted)


def with_meal(changed: Meal) -> Day:
    """The good day with one of its meals replaced."""
    return Day(1, tuple(changed if each.meal == changed.meal else each for each in GOOD.meals))


# Totals


def test_that_a_total_is_grams_times_the_amount_per_100_g() -> None:
    half = replace(OATS, step_g=40.0)
    sums = totals([Portion("base", half, 3), Portion("side", COD, 1)])
    assert sums[MAGNESIUM].amount == pytest.approx(0.4 * 3 * 80 + 50)
    assert sums[ENERGY].amount == pytest.approx(0.4 * 3 * 200 + 100)


def test_that_an_unknown_amount_makes_a_total_at_least() -> None:
    sums = totals(GOOD.portions)
    assert sums[ZINC] == Total(6.0, True)  # only bread's zinc is known: 3 steps of 2 mg
    assert sums[SODIUM] == Total(200.0, True)
    assert sums[MAGNESIUM] == Total(400.0, False)


def test_that_a_known_zero_is_not_at_least() -> None:
    assert totals([Portion("base", food("oil", "fat", zinc_mg=0.0), 1)])[ZINC] == Total(0.0, False)


def test_that_nothing_eaten_is_exactly_nothing() -> None:
    assert set(totals([]).values()) == {Total(0, False)}


def test_that_the_weight_of_a_portion_is_whole_steps() -> None:
    assert Portion("base", replace(OATS, step_g=40.0), 2).grams == 80.0


def test_that_steps_of_a_food_are_counted_over_all_days() -> None:
    assert Plan((GOOD, replace(GOOD, number=2))).steps("bread") == 6


# Dishes: half a serving is a step


def test_that_a_dish_holds_what_its_foods_hold_and_its_water_nothing() -> None:
    """100 g oats and 50 g cod are 250 kcal and 105 mg a serving, which weighs 250 g with its water."""
    stew = dish("stew", "fish", {OATS: 100, COD: 50}, water_g=100)
    sums = totals([Portion("fish", stew, 2)])
    assert Portion("fish", stew, 2).grams == 250.0
    assert sums[ENERGY].amount == pytest.approx(250)
    assert sums[MAGNESIUM] == Total(sums[MAGNESIUM].amount, False)
    assert sums[MAGNESIUM].amount == pytest.approx(105)


def test_that_a_dish_is_at_least_where_one_of_its_foods_is_unknown() -> None:
    stew = dish("stew", "fish", {OATS: 100, COD: 50})
    sodium = totals([Portion("fish", stew, 2)])[SODIUM]
    assert sodium.amount == pytest.approx(100)
    assert sodium.at_least


def test_that_a_dish_is_excluded_by_any_of_its_foods() -> None:
    stew = dish("stew", "fish", {OATS: 100, COD: 50})
    assert allows(Document(), stew)
    assert not allows(Document(tastes={"cod": NEVER}), stew)
    assert not allows(Document(tastes={"stew": NEVER}), stew)
    assert not allows(Document(profile=Profile(allergens=frozenset({"wheat"}))), stew)
    assert not allows(Document(profile=Profile(diet="vegan")), stew)
    assert allows(Document(profile=Profile(diet="pescatarian")), stew)


def test_that_foods_in_dishes_are_counted_in_their_own_steps() -> None:
    stew = dish("stew", "fish", {OATS: 100, COD: 50})
    assert counted([Portion("fish", stew, 1), Portion("base", OATS, 2)]) == {stew: 1, OATS: 2.5, COD: 0.25}


def test_that_foods_in_dishes_count_towards_the_day_and_the_week() -> None:
    """Oats: at most 2 steps a day and 4 a week. Three halves of this stew hold 1.5 steps."""
    stew = dish("stew", "fish", {OATS: 100, COD: 50})
    dinner = meal("dinner", "fish_plate", ("fish", stew, 3), ("side", BREAD, 1))
    found = said_of_day(with_meal(dinner))
    assert "3.5 steps of Oats, expected at most 2" in found
    little = meal("dinner", "fish_plate", ("fish", stew, 1), ("side", BREAD, 1))
    breakfast = meal("breakfast", "porridge", ("base", OATS, 1))
    day = Day(1, (breakfast, LUNCH, little))
    assert "steps of Oats" not in said_of_day(day)
    week_of = Plan(tuple(replace(day, number=number) for number in (1, 2, 3)))
    assert "4.5 steps of Oats in the week to day 3, expected at most 4" in said(week_of)


# Stored plans


def test_that_a_plan_by_ids_stands_for_the_same_plan() -> None:
    plan = Plan((GOOD, replace(GOOD, number=2)))
    assert plan_from_fixed(plan_to_fixed(plan), FOODS) == plan
    assert plan_to_fixed(plan)[0] == Lock(1, "breakfast", "porridge", (FixedPortion("base", "oats", 2),))


def test_that_a_stored_food_that_left_the_catalogue_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="oats"):
        plan_from_fixed(plan_to_fixed(Plan((GOOD,))), catalogue_of([BREAD]))


# Who may eat what


@pytest.mark.parametrize(
    ("document", "allowed"),
    [
        (Document(), True),
        (Document(tastes={"cheese": LOVE}), True),
        (Document(tastes={"cheese": NEVER}), False),
        (Document(profile=Profile(diet="vegetarian")), True),
        (Document(profile=Profile(diet="vegan")), False),
        (Document(profile=Profile(allergens=frozenset({"milk"}))), False),
        (Document(profile=Profile(allergens=frozenset({"egg"}))), True),
        (Document(profile=Profile(diet="vegan"), tastes={"cheese": LOVE}), False),
    ],
)
def test_that_taste_diet_and_allergens_each_exclude(document: Document, allowed: bool) -> None:
    assert allows(document, CHEESE) is allowed


# The audit


def test_that_a_good_plan_has_nothing_wrong() -> None:
    assert said_of_day(GOOD) == ""


def test_that_an_audit_needs_every_day() -> None:
    assert "day 1 is missing" in said(Plan(()), Document(days=1))
    assert "day 2 is missing" in said(Plan((GOOD,)), Document(days=2))
    assert "2 days, expected 1" in said(Plan((GOOD, replace(GOOD, number=2))), Document(days=1))
    assert said(Plan((GOOD, GOOD)), Document(days=2)) != ""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (Day(1, (BREAKFAST, LUNCH)), "its meals are breakfast, lunch"),
        (Day(1, (LUNCH, BREAKFAST, DINNER)), "its meals are lunch, breakfast, dinner"),
        (Day(1, (*GOOD.meals, DINNER)), "its meals are"),
        (with_meal(replace(BREAKFAST, template="sandwich")), "breakfast follows 'sandwich', which is no template"),
        (with_meal(replace(BREAKFAST, template="waffles")), "breakfast follows 'waffles', which is no template"),
        (with_meal(replace(BREAKFAST, portions=())), "breakfast has 0 foods in base, expected 1 to 1"),
        (
            with_meal(meal("lunch", "sandwich", ("bread", BREAD, 2), ("bread", OATS, 1), ("filling", CHEESE, 1))),
            "lunch has 2 foods in bread, expected 1 to 1",
        ),
        (with_meal(meal("lunch", "sandwich", ("bread", BREAD, 2))), "lunch has 0 foods in filling, expected 1 to 2"),
        (with_meal(meal("breakfast", "porridge", ("base", COD, 2))), "Cod does not go into base of porridge"),
        (with_meal(replace(BREAKFAST, portions=(Portion("milk", OATS, 2),))), "porridge has no slot milk"),
        (with_meal(meal("breakfast", "porridge", ("base", OATS, 1))), "breakfast has 200 kcal"),  # 200 is the least
        (with_meal(meal("breakfast", "porridge", ("base", OATS, 3))), "3 steps of Oats, expected 1 to 2"),
        (with_meal(meal("breakfast", "porridge", ("base", OATS, 0))), "0 steps of Oats, expected 1 to 2"),
        (
            with_meal(meal("dinner", "fish_plate", ("fish", COD, 1), ("side", BREAD, 3))),
            "3 steps of Bread, expected 1 to 2",
        ),
        (
            with_meal(meal("breakfast", "porridge", ("base", OATS, 1), ("side", CHEESE, 1))),
            "Cheese is there 2 times",
        ),
        (
            with_meal(meal("dinner", "meat_plate", ("meat", HAM, 1), ("side", BREAD, 2), ("side", BREAD, 1))),
            "dinner has a food twice",
        ),
    ],
)
def test_that_a_day_broken_on_purpose_is_found(day: Day, expected: str) -> None:
    wanted = targets_of(*WANTED.all, kcal=1001.0)
    assert expected in said_of_day(day, wanted=wanted)


def test_that_portions_are_whole_steps() -> None:
    parts: Any = 1.5
    assert "1.5 steps of Oats" in said_of_day(with_meal(meal("breakfast", "porridge", ("base", OATS, parts))))


def test_that_a_day_holds_at_most_the_daily_maximum_of_a_staple() -> None:
    heavy = with_meal(meal("dinner", "fish_plate", ("fish", COD, 1), ("side", BREAD, 2)))
    assert "steps of Bread" not in said_of_day(heavy)
    little = replace(BREAD, daily_max=3)
    day = Day(
        1,
        (
            BREAKFAST,
            meal("lunch", "sandwich", ("bread", little, 2), ("filling", CHEESE, 1)),
            meal("dinner", "fish_plate", ("fish", COD, 1), ("side", little, 2)),
        ),
    )
    assert "4 steps of Bread, expected at most 3" in said_of_day(day)


def at_energy(kcal: float) -> str:
    return said_of_day(GOOD, wanted=targets_of(target("energy_kcal", 0.97 * kcal, 1.03 * kcal)))


def test_that_energy_within_three_percent_passes_and_beyond_does_not() -> None:
    assert at_energy(1000) == at_energy(975) == at_energy(1029) == ""
    assert "1000 kcal energy, expected" in at_energy(970)
    assert "1000 kcal energy, expected" in at_energy(1031)


def test_that_a_meal_keeps_its_share_of_energy_at_both_ends() -> None:
    assert "dinner has 200 kcal" in said_of_day(GOOD, wanted=targets_of(kcal=1010))
    assert "breakfast has 400 kcal, expected" in said_of_day(GOOD, wanted=targets_of(kcal=880))


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (target("magnesium_mg", 400), ""),
        (target("magnesium_mg", 400.01), "400 mg magnesium, expected at least 400.01"),
        (target("sodium_mg", most=200), ""),
        (target("sodium_mg", most=199.9), "200 mg sodium, expected at most 199.9"),
        (target("zinc_mg", 6.1), "6 mg zinc, expected at least 6.1"),  # unknown amounts do not help
        (target("zinc_mg", 6.1, hard=False), ""),
        (target("sodium_mg", most=1, hard=False), ""),
        (target("magnesium_mg", 100, 300), "expected at least 100 and at most 300"),
    ],
)
def test_that_every_hard_target_is_checked_and_no_soft_one(wanted: Any, expected: str) -> None:
    found = said_of_day(GOOD, wanted=targets_of(wanted))
    assert expected in found
    assert bool(found) == bool(expected)


def test_that_limits_on_derived_amounts_are_checked() -> None:
    rich = food("oats", "hot_cereal", 200, 80, max_steps=2, vit_a_preformed_ug=2000, folic_acid_added_ug=600)
    day = with_meal(meal("breakfast", "porridge", ("base", rich, 2)))
    limits = targets_of(target("vit_a_preformed_ug", most=3000), target("folic_acid_added_ug", most=1000))
    found = said_of_day(day, wanted=limits)
    assert "4000 µg vitamin a, preformed" in found
    assert "1200 µg folic acid, added" in found


def test_that_no_meal_may_carry_too_large_a_share_of_the_magnesium() -> None:
    """Lunch and dinner hold 240 mg: 196 mg at breakfast are 44.95 % of 436, 198 mg are 45.2 % of 438."""
    for magnesium, found in ((98, False), (99, True)):
        rich = replace(OATS, amounts={**OATS.amounts, MAGNESIUM: magnesium})
        day = with_meal(meal("breakfast", "porridge", ("base", rich, 2)))
        assert ("breakfast carries" in said_of_day(day)) is found


@pytest.mark.parametrize(
    "document",
    [
        Document(tastes={"cheese": NEVER}),
        Document(profile=Profile(diet="vegan")),
        Document(profile=Profile(allergens=frozenset({"milk"}))),
    ],
)
def test_that_an_excluded_food_is_found(document: Document) -> None:
    assert "Cheese is excluded" in said_of_day(GOOD, document)


def locked(template: str | None, *portions: tuple[str, str, int], meal_id: str = "lunch") -> Document:
    return Document(locks=(Lock(1, meal_id, template, tuple(FixedPortion(*each) for each in portions)),))


@pytest.mark.parametrize(
    ("document", "kept"),
    [
        (locked("sandwich", ("bread", "bread", 2), ("filling", "cheese", 1)), True),
        (locked(None, ("filling", "cheese", 1)), True),
        (locked("sandwich", ("bread", "bread", 2)), False),  # a whole meal holds nothing else
        (locked("sandwich", ("bread", "bread", 1), ("filling", "cheese", 1)), False),
        (locked(None, ("bread", "bread", 1)), False),
        (locked(None, ("filling", "bread", 2)), False),
        (locked(None, ("filling", "ham", 1)), False),
        (locked("meat_plate", ("fish", "cod", 1), ("side", "bread", 1), meal_id="dinner"), False),
        (locked(None, ("side", "cheese", 1), meal_id="evening_snack"), False),
    ],
)
def test_that_a_meal_that_is_not_as_it_was_locked_is_found(document: Document, kept: bool) -> None:
    assert ("is not as it was locked" not in said_of_day(GOOD, document)) is kept


def test_that_a_lock_binds_its_own_day_only() -> None:
    document = replace(locked(None, ("filling", "ham", 1)), days=2)
    document = replace(document, locks=(replace(document.locks[0], day=2),))
    found = said(Plan((GOOD, Day(2, (BREAKFAST, LUNCH, MEAT_DINNER)))), document, FREE)
    assert found == "day 2: lunch is not as it was locked"


def week(count: int, change: Callable[[int], Meal]) -> Plan:
    """Days of which dinner alternates, so that only what ``change`` says of breakfast is wrong."""
    days = []
    for number in range(1, count + 1):
        dinner = DINNER if number % 2 else MEAT_DINNER
        days.append(Day(number, (change(number), LUNCH, dinner)))
    return Plan(tuple(days))


FREE = targets_of(kcal=1000)  # no limits but the shares of meals


def horizon(plan: Plan, document: Document | None = None) -> list[str]:
    found = audit(plan, document or Document(days=len(plan.days)), FREE, FORM)
    return [sentence for sentence in found if not sentence.startswith("day ")]


def test_that_a_food_eaten_above_its_weekly_maximum_is_found() -> None:
    """Oats are allowed 4 steps a week: days 1 and 7 are in one week, days 1 and 8 are not."""
    other = replace(OATS, id="millet", name="Millet", weekly_max=99)
    cheap = replace(CHEESE, weekly_max=99)
    lunch = meal("lunch", "sandwich", ("bread", BREAD, 2), ("filling", cheap, 1))

    def with_oats(*on: int) -> Plan:
        days = week(8, lambda day: meal("breakfast", "porridge", ("base", OATS if day in on else other, 2))).days
        return Plan(tuple(replace(day, meals=(day.meals[0], lunch, day.meals[2])) for day in days))

    assert horizon(with_oats(1, 7)) == []
    assert horizon(with_oats(1, 2, 8)) == []
    assert horizon(with_oats(1, 2, 7)) == ["6 steps of Oats in the week to day 7, expected at most 4"]
    assert horizon(with_oats(2, 5, 8)) == ["6 steps of Oats in the week to day 8, expected at most 4"]


def test_that_locks_may_pass_the_weekly_maximum_and_nothing_else_may() -> None:
    plan = week(3, lambda day: BREAKFAST)  # 6 steps of oats, 3 of cheese; 4 and 2 are allowed
    assert len(horizon(plan)) == 2
    locks = tuple(Lock(day, "breakfast", None, (FixedPortion("base", "oats", 2),)) for day in (1, 2, 3)) + tuple(
        Lock(day, "lunch", None, (FixedPortion("filling", "cheese", 1),)) for day in (1, 2, 3)
    )
    assert horizon(plan, Document(days=3, locks=locks)) == []
    assert len(horizon(plan, Document(days=3, locks=locks[1:]))) == 1


def test_that_the_same_dinner_on_two_days_running_is_found_unless_it_is_locked() -> None:
    days = (GOOD, replace(GOOD, number=2))
    found = horizon(Plan(days))
    assert found == ["dinner is fish_plate on day 1 and the day after"]
    lock = Lock(2, "dinner", None, (FixedPortion("fish", "cod", 1),))
    assert horizon(Plan(days), Document(days=2, locks=(lock,))) == []
    assert horizon(Plan(days), Document(days=2, locks=(replace(lock, meal="lunch"),))) == found


def test_that_everything_wrong_is_said_at_once_with_its_day() -> None:
    plan = Plan((GOOD, Day(2, (BREAKFAST, LUNCH))))
    found = audit(plan, Document(days=2, tastes={"cod": NEVER}), WANTED, FORM)
    assert any(sentence.startswith("day 1: Cod is excluded") for sentence in found)
    assert any(sentence.startswith("day 2: its meals are") for sentence in found)


def test_that_a_portion_by_ids_names_slot_food_and_steps() -> None:
    assert fixed(LUNCH.portions[1]) == FixedPortion("filling", "cheese", 1)
