"""What a choice costs, and how far a price can be told: two days side by side, made by hand or planned."""

import threading

import pytest

from planner.document.document import NEVER, RARELY, Document, FixedPortion, Lock, Removed
from planner.explain.what_if import (
    Price,
    Solving,
    choices_with_a_price,
    compared,
    never_choice,
    of_one_day,
    price_of,
)
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.needs.targets import TargetError
from planner.optimise.request import Request
from planner.plan.nutrition import magnesium_spread, spread_sentence
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.planner import Planner
from tests.planner.plans import plan_of
from tests.planner.tiny_foods import catalogue_of, food

OATS, RYE, TOFU = food("oats", "hot_cereal"), food("rye", "hot_cereal"), food("tofu", "plant_protein")


def solved(foods: list[Food], penalty: float, bound: float) -> Solved:
    return Solved(plan_of([(each, 1) for each in foods]), penalty, bound, 0.0, True, 0.1)


class ByHand:
    """A planner that answers with what it is given, and remembers what it was asked."""

    def __init__(self, *answers: Outcome | TargetError, foods: tuple[Food, ...] = (OATS, RYE, TOFU)) -> None:
        self.catalogue = catalogue_of(foods)
        self.answers = list(answers)
        self.asked: list[tuple[Document, Plan | None, threading.Event | None]] = []

    def make_plan(self, request: Request) -> Outcome:
        self.asked.append((request.document, request.before, request.stop))
        answer = self.answers.pop(0)
        if isinstance(answer, TargetError):
            raise answer
        return answer


WITHOUT_TOFU = Document(tastes={"tofu": NEVER})


def price(*answers: Outcome | TargetError) -> Price:
    planner = ByHand(*answers)
    return price_of(Solving(planner), WITHOUT_TOFU, 1, never_choice("tofu", planner.catalogue))


# A difference and what is known of it


def test_that_a_price_is_the_difference_of_two_plans_with_the_foods_that_change() -> None:
    found = price(solved([OATS, RYE], 10.0, 9.8), solved([OATS, TOFU], 9.6, 9.5))
    assert found.differs
    assert found.least == pytest.approx(0.2)
    assert found.most == pytest.approx(0.5)
    assert found.sentence == "Without the taste “never” for “Tofu”: 0.4 points better; “Tofu” in, “Rye” out."


def test_that_a_difference_inside_the_gaps_is_none() -> None:
    found = price(solved([OATS], 10.0, 9.5), solved([TOFU], 9.6, 9.2))
    assert not found.differs
    assert found.sentence == (
        "Without the taste “never” for “Tofu”: the day would be about as good; “Tofu” in, “Oats” out."
    )


def test_that_a_change_for_the_worse_says_so() -> None:
    found = compared(solved([OATS], 10.0, 9.9), solved([OATS], 12.5, 12.4), "With it")
    assert found.sentence == "With it: 2.5 points worse."


def test_that_where_one_of_the_two_has_no_plan_there_are_no_points() -> None:
    plan, none, late = solved([OATS], 10.0, 9.9), Infeasible(Explanation({}), 0.1), Stopped(0.1)
    assert compared(none, plan, "Without it").sentence == "Without it there is a plan; with it there is none."
    assert compared(plan, none, "Without it").sentence == "Without it there is no plan."
    for before, after in ((late, plan), (plan, late), (none, late)):
        found = compared(before, after, "Without it")
        assert found.sentence == "Without it: what changes was not found out in time."
        assert not found.differs


def test_that_a_document_no_plan_is_made_for_says_why() -> None:
    assert price(solved([OATS], 1.0, 1.0), TargetError("targets.energy_kcal", "Too low.")).sentence == "Too low."


def test_that_both_sides_are_one_day_planned_alike_and_the_second_starts_from_the_first() -> None:
    stop = threading.Event()
    first, second = solved([OATS], 10.0, 9.8), solved([TOFU], 9.0, 8.9)
    planner = ByHand(first, second)
    removed = frozenset({Removed(2, "lunch", "rye"), Removed(1, "lunch", "oats")})
    document = Document(days=3, tastes={"tofu": NEVER}, removed=removed)
    price_of(Solving(planner, stop), document, 2, never_choice("tofu", planner.catalogue))
    (one, nothing, _), (other, before, asked_stop) = planner.asked
    assert one == Document(tastes={"tofu": NEVER}, removed=frozenset({Removed(1, "lunch", "rye")}))
    assert other == Document(removed=frozenset({Removed(1, "lunch", "rye")}))
    assert nothing is None
    assert before == first.plan
    assert asked_stop is stop


def test_that_a_base_given_is_not_solved_again() -> None:
    planner = ByHand(solved([TOFU], 9.0, 8.9))
    base = solved([OATS], 10.0, 9.8)
    found = price_of(Solving(planner), WITHOUT_TOFU, 1, never_choice("tofu", planner.catalogue), base=base)
    assert found.differs
    assert len(planner.asked) == 1


def test_that_a_day_by_itself_keeps_its_own_locks_only() -> None:
    locks = tuple(Lock(day, "lunch", None, (FixedPortion("base", f"food_{day}", 1),)) for day in (1, 2))
    alone = of_one_day(Document(days=2, locks=locks), 2)
    assert alone.days == 1
    assert [lock.portions[0].food for lock in alone.locks_on(1)] == ["food_2"]


def test_that_an_allergy_a_diet_and_a_loved_food_have_no_price(few_foods: Catalogue) -> None:
    from planner.needs.profile import Profile

    never, rarely, loved = (food.id for food in list(few_foods)[:3])
    document = Document(
        profile=Profile(diet="vegetarian", allergens=frozenset({"peanut"}), conditions=frozenset({"oxalate stones"})),
        targets={"magnesium_mg": 400.0},
        tastes={never: NEVER, rarely: RARELY, loved: "love"},
    )
    kinds = [choice.kind for choice in choices_with_a_price(document, 1, few_foods, read_templates())]
    assert kinds[0] == "target"
    assert set(kinds) <= {"target", "never", "taste"}
    assert "taste" in kinds


def test_that_allowing_a_food_is_never_worse_than_the_gaps_allow(few_foods: Catalogue) -> None:
    """Both plans are real: what is allowed in addition cannot make the best day worse."""
    tastes = {each.id: NEVER for each in few_foods if each.group == "Fruit"}
    document = Document(tastes=tastes)
    (choice,) = [
        each for each in choices_with_a_price(document, 1, few_foods, read_templates()) if each.kind == "never"
    ]
    found = price_of(Solving(Planner(few_foods), seconds=60.0), document, 1, choice)
    assert found.plan is not None
    assert found.most >= -1e-6
    assert found.least <= found.found <= found.most


# How magnesium spreads


def spread_day() -> Day:
    beans, bread = food("beans", "legume", magnesium=60.0), food("bread", "bread", magnesium=None)
    return Day(
        1,
        (
            Meal("breakfast", "porridge", (Portion("base", beans, 1),)),
            Meal("lunch", "grain_bowl", (Portion("base", beans, 2), Portion("bread", bread, 1))),
            Meal("dinner", "bean_stew", (Portion("base", beans, 1),)),
        ),
    )


def test_that_each_meal_has_its_share_of_the_magnesium() -> None:
    spread = magnesium_spread(spread_day(), Document())
    assert [(share.amount, share.share, share.at_least) for share in spread] == [
        (60.0, 0.25, False),
        (120.0, 0.5, True),
        (60.0, 0.25, False),
    ]
    assert spread_sentence(spread, read_templates()) == (
        "Lunch carries most of the day's magnesium, 50 %; a meal may carry at most 45 %."
    )


def test_that_a_locked_meal_is_known_as_the_users_own() -> None:
    locked = Document(locks=(Lock(1, "lunch", "grain_bowl", ()),))
    sentence = spread_sentence(magnesium_spread(spread_day(), locked), read_templates())
    assert sentence.endswith("a meal carries at most 45 % unless you lock it.")


def test_that_a_day_without_known_magnesium_says_so() -> None:
    day = Day(1, (Meal("breakfast", "porridge", (Portion("base", food("salt", "flavour", magnesium=None), 1),)),))
    spread = magnesium_spread(day, Document())
    assert [share.share for share in spread] == [0.0]
    assert spread_sentence(spread, read_templates()) == "This day holds no magnesium that is known of."
