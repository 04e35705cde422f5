"""What is cooked on a day: dishes by the pot for everybody, leftovers in the pot of the day before."""

import pytest

from planner.document.document import Person
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import LEFTOVERS
from planner.needs.profile import Profile
from planner.plan.household_portions import Household, Served
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.plan.pots import Eaten, cooked_on, times_in
from tests.planner.tiny_foods import food

BREAD = food("bread", "bread", measure="slice")


def plan(dish: Food, steps: int, lunch: int = 0) -> Plan:
    """A dinner of a dish with bread, and the dish again at the next lunch."""
    dinner = Meal("dinner", "stew", (Portion("dish", dish, steps), Portion("side", BREAD, 2)))
    days = [Day(1, (dinner,))]
    if lunch:
        days.append(Day(2, (Meal("lunch", LEFTOVERS, (Portion("dish", dish, lunch),)),)))
    return Plan(tuple(days))


@pytest.fixture
def soup(catalogue: Catalogue) -> Food:
    return catalogue.foods["lentil_spinach_soup"]


def test_that_a_pot_is_for_everybody_and_its_steps_with_it(soup: Food) -> None:
    ben = Served(Person("Ben", Profile()), plan=plan(soup, 3))
    (dinner,) = cooked_on(plan(soup, 2), 1, Household((ben,)))
    (pot,) = dinner.pots
    assert pot.eaten == (Eaten("", 1.0), Eaten("Ben", 1.5))
    assert (pot.servings, pot.made_for) == (2.5, 4)
    scaled = pot.scaled()
    assert scaled is not None
    assert "140 g" in scaled.steps[0]  # 220 g for four
    assert scaled.amounts[0].startswith("140 g")
    assert dinner.besides == ((BREAD, 4),)


def test_that_leftovers_are_in_the_pot_of_the_day_before_and_only_warmed_up(soup: Food) -> None:
    shared = plan(soup, 2, lunch=3)
    (dinner,) = cooked_on(shared, 1)
    assert dinner.pots[0].eaten == (Eaten("", 1.0), Eaten("", 1.5, later=True))
    (lunch,) = cooked_on(shared, 2)
    assert lunch.pots == ()
    assert lunch.warmed == ((soup, 1.5),)


def test_that_people_without_names_eat_what_the_plan_says(soup: Food) -> None:
    (dinner,) = cooked_on(plan(soup, 2), 1, people=3)
    assert dinner.pots[0].servings == 3
    assert dinner.besides == ((BREAD, 6),)


def test_that_a_meal_only_somebody_else_has_is_cooked_too(soup: Food) -> None:
    ben = Served(Person("Ben", Profile()), plan=Plan((Day(1, (Meal("snack", "s", (Portion("x", BREAD, 1),)),)),)))
    meals = cooked_on(plan(soup, 2), 1, Household((ben,)))
    assert [meal.meal for meal in meals] == ["dinner", "snack"]
    assert cooked_on(plan(soup, 2), 9) == ()


def test_that_times_are_found_for_timers() -> None:
    assert times_in("Fry for 10 minutes, then bake for 25 to 30 minutes or 1 hour.") == (
        (10, 10, "minute"),
        (25, 30, "minute"),
        (1, 1, "hour"),
    )
    assert times_in("Add 2 carrots.") == ()
