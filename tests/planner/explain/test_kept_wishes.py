"""What a plan does not keep of wishes and habits, and the sentences that say by how much."""

import random
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from planner.document.document import Document, Habits
from planner.document.list_choices import ListChoices
from planner.explain.kept_wishes import cost_of, days_with_each, not_kept
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.bought import read_bought
from planner.shopping.paid import paid_for
from tests.planner.bills import bill_of
from tests.planner.plans import bought_of, random_plan
from tests.planner.tiny_foods import catalogue_of, dish, food

OATS = food("oats", "hot_cereal", max_steps=9)
KALE = food("kale", "leafy_greens", max_steps=9)
PEAR = food("pear", "fruit", max_steps=9)
SOUP = dish("soup", "soup_dish", {KALE: 50.0, OATS: 50.0})
CATALOGUE = catalogue_of((OATS, KALE, PEAR, SOUP))
TABLE = bought_of(
    "oats, rolled oats, Breakfast, pantry, 0.5, 500 g bag, 500, 500 g bag, 500, 0.2",
    "kale, kale, Fruit and vegetables, fridge, 1, bunch, 200, 200 g bag, 200, 1.0",
)


MEDIAN_USD = 0.6  # of TABLE [US$ / 100 g eaten]


def plan_of(*days: tuple[Food, ...]) -> Plan:
    """A breakfast a day, one step of each food: 100 g, of the soup 50 g."""
    return Plan(
        tuple(
            Day(number, (Meal("breakfast", "any", tuple(Portion("base", held, 1) for held in foods)),))
            for number, foods in enumerate(days, start=1)
        )
    )


def said(plan: Plan, document: Document) -> tuple[str, ...]:
    return not_kept(plan, document, CATALOGUE, TABLE)


def wishing(**wishes: int) -> Document:
    return Document(wishes=MappingProxyType(wishes))


def test_that_a_wish_that_is_kept_is_not_spoken_of() -> None:
    week = plan_of((KALE,), (KALE,), (KALE,), (OATS,), (OATS,), (OATS,), (OATS,))
    assert said(week, wishing(kale=3)) == ()
    assert said(week, wishing(kale=2, oats=4)) == ()
    assert said(week, Document()) == ()


def test_that_a_wish_that_is_not_kept_says_how_often_it_is_there_and_was_wished() -> None:
    week = plan_of((KALE,), (KALE,), (KALE,), (OATS,), (OATS,), (OATS,), (OATS,))
    assert said(week, wishing(kale=4)) == (
        "Kale is in the plan on 3 of 7 days; you wished for it on at least 4 days a week.",
    )
    assert said(week, wishing(pear=1)) == ("Pear is on none of 7 days; you wished for it on at least 1 day a week.",)


def test_that_fewer_days_owe_fewer_times() -> None:
    assert said(plan_of((OATS,)), wishing(kale=3)) == ()
    assert said(plan_of((OATS,)), wishing(kale=4)) == (
        "Kale is not in this plan; you wished for it on at least 4 days a week.",
    )
    assert said(plan_of((KALE,), (OATS,), (OATS,)), wishing(kale=3)) == ()
    assert said(plan_of((KALE,), (OATS,), (OATS,)), wishing(kale=5)) == (
        "Kale is in the plan on 1 of 3 days; you wished for it on at least 5 days a week.",
    )


def test_that_each_week_of_a_longer_plan_is_counted_by_itself() -> None:
    first, second = [(KALE,)] * 7, [(OATS,)] * 6
    assert said(plan_of(*first, *second), wishing(kale=3)) == (
        "Kale is on none of the days from day 8 to day 13; you wished for it on at least 3 days a week.",
    )
    assert said(plan_of(*first, (OATS,)), wishing(kale=3)) == ()
    assert said(plan_of(*first, (OATS,)), wishing(kale=5)) == (
        "Kale is not in the plan on day 8; you wished for it on at least 5 days a week.",
    )


def test_that_days_are_named_as_the_window_names_them() -> None:
    monday = date(2026, 11, 30)
    plan = plan_of(*[(KALE,)] * 7, (OATS,))
    assert said(plan, replace(wishing(kale=5), start=monday)) == (
        "Kale is not in the plan on Mon 7 Dec; you wished for it on at least 5 days a week.",
    )


def test_that_a_food_inside_a_dish_fulfils_no_wish_and_one_left_out_is_told() -> None:
    assert days_with_each(plan_of((SOUP,), (SOUP, OATS)))["soup"] == 2
    assert "kale" not in days_with_each(plan_of((SOUP,)))
    (inside,) = said(plan_of(*[(SOUP,)] * 7), wishing(kale=2))
    assert inside.endswith("at least 2 days a week. Inside a dish it does not count.")
    (out,) = said(plan_of(*[(OATS,)] * 7), wishing(kale=2).with_taste("kale", "never"))
    assert out.endswith("at least 2 days a week. It is left out of every plan.")


def test_that_a_wish_for_a_food_nobody_knows_is_not_told() -> None:
    assert said(plan_of(*[(OATS,)] * 7), wishing(gone=7)) == ()


def test_that_portions_cost_as_they_are_eaten_and_the_users_own_price_wins() -> None:
    """100 g oats at 0.20 a 100 g eaten; 50 g soup of half kale, half oats; the pear costs the median."""
    (day,) = plan_of((OATS, SOUP, PEAR)).days
    cost, estimated = cost_of(tuple(day.portions), Document(), TABLE)
    assert cost == pytest.approx(0.20 + 0.05 + 0.25 + MEDIAN_USD)
    assert estimated == 1
    own = Document(shopping=ListChoices().with_price("pear", 3.0).with_price("oats", 10.0))
    cost, estimated = cost_of(tuple(day.portions), own, TABLE)  # 10 a kg bought is 0.50 for 100 g eaten: half is bought
    assert cost == pytest.approx(0.50 + 0.125 + 0.25 + 0.30)
    assert estimated == 0


def test_that_a_budget_says_by_how_much_it_is_exceeded() -> None:
    """A week takes 700 g of kale, four bunches at 2.00, and 350 g of dry oats, a bag at 2.00; a day's portions 1.20."""
    week = plan_of(*[(KALE, OATS)] * 7)
    assert said(week, Document(habits=Habits(budget=10.00))) == ()
    assert said(week, Document(habits=Habits(budget=9.00))) == (
        "What is to be bought for your portions costs about US$ 10.00, US$ 1.00 more than your budget of US$ 9.00 a"
        " week. Whole packs count, and of oil, spices and condiments what is used of them. What is eaten of it costs"
        " about US$ 8.40.",
    )
    assert said(plan_of((KALE, OATS)), Document(habits=Habits(budget=7.00))) == (
        "Your portions of 1 day cost about US$ 1.20, US$ 0.20 more than US$ 1.00, the share of your budget of"
        " US$ 7.00 a week.",
    )
    assert said(plan_of(*[(KALE, OATS)] * 14), Document(habits=Habits(budget=8.00))) == (
        "What is to be bought for your portions of 14 days costs about US$ 18.00, US$ 2.00 more than US$ 16.00, the"
        " share of your budget of US$ 8.00 a week. Whole packs count, and of oil, spices and condiments what is used of"
        " them. What is eaten of it costs about US$ 16.80.",
    )


def test_that_what_is_at_home_is_not_paid_again_and_other_people_have_budgets_of_their_own() -> None:
    week = plan_of(*[(KALE, OATS)] * 7)
    assert said(week, Document(habits=Habits(budget=8.00)).with_stock("oats", 400)) == ()
    assert paid_for(week.days, Document(shopping=ListChoices(people=3)), TABLE) == pytest.approx(10.00)


def test_that_a_budget_counts_what_has_no_price_of_its_own_and_says_so() -> None:
    week = plan_of(*[(KALE, OATS, PEAR)] * 7)
    cost = 10.00 + 7 * MEDIAN_USD  # pears are bought loose
    (over,) = said(week, Document(habits=Habits(budget=10.00)))
    assert f"costs about US$ {cost:.2f}, US$ {cost - 10:.2f} more than" in over
    assert over.endswith(
        "The price of 1 food is an estimate from foods like it; you can enter prices in the shopping list."
    )
    assert said(week, Document(habits=Habits(budget=cost + 0.01))) == ()


def test_that_the_gap_of_twenty_random_weeks_is_that_of_their_lists(catalogue: Catalogue) -> None:
    """Packs and prices are counted from bought.csv alone."""
    for seed in range(20):
        plan = random_plan(catalogue, seed, days=7)
        budget = float(random.Random(seed).randint(40, 400))
        cost = bill_of(plan)
        document = Document(days=7, habits=Habits(budget=budget))
        found = [each for each in not_kept(plan, document, catalogue, read_bought()) if "budget" in each]
        assert len(found) == (cost > budget + 0.005)
        assert not found or f"about US$ {cost:,.2f}, US$ {cost - budget:,.2f} more" in found[0]


def test_that_foods_beyond_the_most_are_counted_inside_dishes_too() -> None:
    plan = plan_of((SOUP,), (OATS, PEAR))  # kale, oats, pear
    assert said(plan, Document(habits=Habits(most_foods=3))) == ()
    assert said(plan, Document(habits=Habits(most_foods=2))) == (
        "There are 3 different things to buy, 1 more than the 2 you want at most.",
    )


def test_that_a_day_with_more_to_cook_than_somebody_wants_is_named() -> None:
    plan = plan_of((SOUP,), (OATS, PEAR))
    assert said(plan, Document(habits=Habits(most_cooked=1))) == ()
    assert said(plan, Document(habits=Habits(most_cooked=0))) == (
        "There is 1 dish to cook on day 1; you want at most 0.",
    )


@pytest.mark.parametrize(
    ("habits", "start", "expected"),
    [
        (Habits(minutes=30), None, ()),
        (Habits(minutes=29), None, ("The recipes of day 1 take 30 minutes, 1 more than you have.",)),
        (Habits(minutes=0, weekend_minutes=60), date(2026, 11, 28), ()),  # a Saturday and a Sunday
        (Habits(weekend_minutes=60), date(2026, 11, 30), ()),
    ],
)
def test_that_a_day_whose_recipes_take_longer_than_there_is_time_is_named(
    habits: Habits, start: date | None, expected: tuple[str, ...]
) -> None:
    plan = plan_of((SOUP,), (OATS, PEAR))  # a soup of 30 minutes
    assert said(plan, Document(habits=habits, start=start)) == expected
