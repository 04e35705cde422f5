"""Own dishes: plain sums of foods, and in words what is no dish."""

from collections.abc import Mapping
from typing import Any

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM, Nutrient
from planner.own.dish import OwnDish, Weighed, dish_of, dish_problems, serving_text
from planner.own.food import food_of
from tests.planner.own_examples import bowl, with_amounts
from tests.planner.tiny_foods import dish, food

RICE = food("rice", "grain", kcal=130, magnesium=20)
BEANS = food("beans", "legume", kcal=110, magnesium=50, allergens=frozenset({"soy"}))
FOODS = {"rice": RICE, "beans": BEANS}


def pot(**changes: Any) -> OwnDish:
    parts = (Weighed("rice", 400.0), Weighed("beans", 200.0))
    return bowl(**{"ingredients": parts, "servings": 2} | changes)


def test_that_a_serving_holds_its_share_of_the_sums() -> None:
    made = dish_of(pot(), FOODS)
    serving = round(1 / made.step)
    assert made.grams(serving) == pytest.approx(300.0)
    assert made.amount(ENERGY, serving) == pytest.approx((4 * 130 + 2 * 110) / 2)
    assert made.amount(MAGNESIUM, serving) == pytest.approx((4 * 20 + 2 * 50) / 2)
    assert [(part.food.id, part.grams) for part in made.made_of(serving)] == [("rice", 200.0), ("beans", 100.0)]


def test_that_water_makes_a_serving_heavier_and_holds_nothing() -> None:
    soup = dish_of(pot(kind="soup", water_g=600.0), FOODS)
    serving = round(1 / soup.step)
    assert soup.grams(serving) == pytest.approx(600.0)
    assert soup.amount(MAGNESIUM, serving) == pytest.approx(90.0)


def test_that_it_has_the_allergens_of_its_foods_and_the_user_as_source() -> None:
    made = dish_of(pot(), FOODS)
    assert made.allergens == {"soy"}
    assert made.own
    assert made.roles == {"salad_dish"}


def test_that_what_is_unknown_in_one_food_is_at_least_in_the_dish() -> None:
    foods = FOODS | {"own_yogurt": food_of(with_amounts(magnesium_mg=None))}
    made = dish_of(pot(ingredients=(Weighed("rice", 100.0), Weighed("own_yogurt", 100.0))), foods)
    assert MAGNESIUM in made.partial
    assert "magnesium at least 10 mg" in serving_text(made)


def test_that_a_lower_bound_of_one_food_is_at_least_in_the_dish() -> None:
    """Carbohydrate of a European label without fibre; it is known for every food of the dish."""
    foods = {"rice": food("rice", "grain", carb_g=28.0), "own_yogurt": food_of(with_amounts(fiber_g=None))}
    made = dish_of(pot(ingredients=(Weighed("rice", 100.0), Weighed("own_yogurt", 100.0))), foods)
    assert made.partial == {BY_KEY["carb_g"], *_others(foods)}


def _others(foods: Mapping[str, Food]) -> set[Nutrient]:
    """What only one of two foods knows."""
    one, other = (set(each.amounts) for each in foods.values())
    return one ^ other


def test_that_a_week_has_so_many_servings_which_are_two_steps_each() -> None:
    assert dish_of(pot(weekly_max=3), FOODS).weekly_max == 6


def test_that_equal_dishes_are_the_identical_food() -> None:
    assert dish_of(pot(), FOODS) is dish_of(pot(), FOODS)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"name": ""}, "name", "Give it a name"),
        ({"kind": ""}, "kind", "what kind"),
        ({"ingredients": ()}, "ingredients", "Put a food in it"),
        ({"ingredients": tuple(Weighed(f"f{n}", 5.0) for n in range(41))}, "ingredients", "41 foods"),
        ({"ingredients": (Weighed("rice", 0.0),)}, "ingredients", "0 g"),
        ({"ingredients": (Weighed("rice", float("nan")),)}, "ingredients", "nan g"),
        ({"ingredients": (Weighed("rice", 5.0), Weighed("rice", 5.0))}, "ingredients", "twice"),
        ({"ingredients": (Weighed("tofu", 5.0),)}, "ingredients", "tofu"),
        ({"ingredients": (Weighed("rice", 9000.0),)}, "servings", "more servings"),
        ({"servings": 0}, "servings", "expected 1"),
        ({"water_g": -1.0}, "water_g", "-1"),
        ({"method": ("x" * 1001,)}, "method", "longer than 1000"),
        ({"id": "bowl"}, "id", "no id"),
    ],
)
def test_that_what_is_no_dish_is_refused_beside_its_field(changes: dict[str, Any], field: str, words: str) -> None:
    (problem,) = dish_problems(pot(**changes), FOODS)
    assert (problem.field, words in problem.sentence) == (field, True), problem


def test_that_a_right_dish_is_taken(catalogue: Catalogue) -> None:
    assert dish_problems(pot(), FOODS) == ()
    assert dish_problems(bowl(), catalogue.foods) == ()


def test_that_a_dish_contains_no_dish() -> None:
    inside: dict[str, Food] = {**FOODS, "stew": dish("stew", "stew_dish", {RICE: 100.0})}
    (problem,) = dish_problems(pot(ingredients=(Weighed("stew", 100.0),)), inside)
    assert problem.field == "ingredients"
    assert "is a dish itself" in problem.sentence
    with pytest.raises(ValueError, match="contains the dish"):
        dish_of(pot(ingredients=(Weighed("stew", 100.0),)), inside)


def test_that_a_dish_takes_no_name_that_a_food_has() -> None:
    assert dish_problems(pot(name=" RICE "), FOODS, ["Rice"])[0].field == "name"
