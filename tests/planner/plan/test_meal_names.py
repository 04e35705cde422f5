"""A meal is called by its food."""

from dataclasses import replace

from planner.plan.meal_names import meal_name
from planner.plan.plan import Meal, Portion
from tests.planner.tiny_foods import dish, food


def meal(template: str, *portions: tuple[str, str]) -> Meal:
    """A breakfast of foods in these slots."""
    made = (Portion(slot, food(name.lower(), "fruit", name=name), 1) for slot, name in portions)
    return Meal("breakfast", template, tuple(made))


def test_that_a_meal_is_named_by_what_it_is_made_of_not_by_what_is_poured_on_it() -> None:
    porridge = meal(
        "porridge", ("base", "Oatmeal, cooked"), ("milk", "Milk"), ("fruit", "Strawberries"), ("topping", "Seeds")
    )
    assert meal_name(porridge) == "Oatmeal with strawberries"
    berries = Portion("fruit", food("berries", "fruit"), 1)
    more = replace(porridge, portions=(*porridge.portions, berries))
    assert meal_name(more) == "Oatmeal with strawberries and berries"


def test_that_a_dish_names_its_meal() -> None:
    made = dish("soup", "soup_dish", {food("leek", "cooked_vegetable"): 100.0})
    lunch = meal("soup_lunch", ("bread", "Rye bread"))
    assert meal_name(replace(lunch, portions=(*lunch.portions, Portion("soup", made, 2)))) == "Soup"


def test_that_protein_is_named_before_the_vegetables_around_it() -> None:
    bowl = meal(
        "grain_bowl", ("base", "Quinoa"), ("vegetables", "Spinach"), ("protein", "Lentils, boiled"), ("dressing", "Oil")
    )
    assert meal_name(bowl) == "Quinoa with lentils and spinach"


def test_that_nothing_is_named_beside_it_but_what_is_drunk_where_there_is_no_more() -> None:
    assert meal_name(meal("something_sweet", ("sweet", "Chocolate"), ("drink", "Milk"))) == "Chocolate with milk"


def test_that_a_meal_of_one_food_or_of_none_has_a_name() -> None:
    assert meal_name(meal("porridge", ("base", "Oatmeal, cooked"))) == "Oatmeal"
    assert meal_name(meal("porridge")) == "Porridge"
    assert meal_name(meal("gone")) == "Breakfast"


def test_that_a_smoothie_is_called_one() -> None:
    drink = meal("smoothie_and_toast", ("milk", "Milk"), ("fruit", "Banana"), ("fruit", "Mango"), ("bread", "Bread"))
    assert meal_name(drink) == "Smoothie with banana and mango"


def test_that_what_stands_in_brackets_is_left_out() -> None:
    assert meal_name(meal("stew", ("beans", "Butter beans (lima), boiled"))) == "Butter beans"
