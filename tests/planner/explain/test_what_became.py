"""The sentence about a taste or a wish begins with the food it was about."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

from planner.document.document import LIKE, LOVE, NEVER, Document
from planner.explain.what_became import of_rating, of_wish
from planner.foods.food import Food
from planner.foods.nutrients import BY_KEY
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.tiny_foods import dish, food

KALE = food("kale", "leafy_greens")
OATS = food("oats", "hot_cereal")
SOUP = dish("soup", "soup_dish", {KALE: 50.0, OATS: 50.0})
VITAMIN_K = BY_KEY["vit_k_ug"]
MONDAY = date(2026, 11, 30)


def plan_of(*days: tuple[Food, ...]) -> Plan:
    """One step of each food a day."""
    return Plan(
        tuple(
            Day(number, (Meal("breakfast", "any", tuple(Portion("base", held, 1) for held in foods)),))
            for number, foods in enumerate(days, start=1)
        )
    )


def loved(plan: Plan, document: Document | None = None) -> str:
    return of_rating([KALE], LOVE, document or Document(start=MONDAY), None, plan)


def test_that_a_loved_food_is_said_to_be_in_the_plan_and_when() -> None:
    assert loved(plan_of((KALE,))) == "“Kale” is loved, and is in the plan."
    assert loved(plan_of((KALE,), (OATS,))) == "“Kale” is loved, and is in the plan on Monday."
    assert loved(plan_of((SOUP,), (KALE,))) == "“Kale” is loved, and is in the plan every day."


def test_that_a_loved_food_that_did_not_come_in_is_said_first() -> None:
    assert loved(plan_of((OATS,))) == "“Kale” is loved, but did not come in."


def test_that_a_limit_that_keeps_it_out_is_named() -> None:
    profile = Profile(conditions=frozenset({"warfarin"}))
    rich = replace(KALE, amounts=MappingProxyType({**KALE.amounts, VITAMIN_K: 5000.0}))
    targets = adjusted_targets.targets_of(profile, {})
    said = of_rating([rich], LOVE, Document(profile=profile), targets, plan_of((OATS,)))
    assert said == "“Kale” is loved, but did not come in: vitamin K."


def test_that_what_keeps_it_out_elsewhere_is_said() -> None:
    cod = food("cod", "fish", diets=frozenset({"omnivore"}))
    vegan = Document(profile=Profile(diet="vegan"))
    assert of_rating([cod], LIKE, vegan, None, plan_of((OATS,))) == (
        "“Cod” is liked, but what you said elsewhere leaves it out."
    )


def test_that_a_food_never_eaten_is_gone() -> None:
    said = of_rating([KALE], NEVER, Document(), None, plan_of((OATS,)))
    assert said == "“Kale” is never eaten, and is not in the plan."


def test_that_many_foods_are_counted() -> None:
    said = of_rating([KALE, OATS], LOVE, Document(), None, plan_of((OATS,)))
    assert said == "2 foods are loved; 1 of them is in the plan."
    assert of_rating([KALE, OATS], NEVER, Document(), None, plan_of(())) == (
        "2 foods are never eaten; 0 of them are in the plan."
    )


def test_that_a_wish_says_on_which_days_it_came_in() -> None:
    week = plan_of((KALE,), (OATS,), (KALE,))
    said = of_wish([KALE], 3, Document(start=MONDAY), None, week)
    assert said == "“Kale” is wished for on 3 days a week, and is in the plan on Monday and Wednesday."
    assert of_wish([KALE], 0, Document(start=MONDAY), None, plan_of((OATS,))) == (
        "“Kale” is no longer wished for, and is not in the plan."
    )
