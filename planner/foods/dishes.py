"""Dishes: named lists of foods as eaten, read from planner/data/dishes.toml and turned into foods themselves."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from planner.foods.food import MERCURY_CLASSES, ROLES, Food, Ingredient, Recipe
from planner.foods.nutrients import ALL, DERIVED, Nutrient

STEP = 0.5  # [servings / step]
MIN_STEPS, MAX_STEPS = 1, 4  # half a serving to two
# [g / serving] of salt that a usual cook adds, where an entry does not say otherwise. FNDDS 2021–23 has in the median
# 1,300 mg of sodium more in a serving of 13 of these dishes than our ingredients: half a teaspoon of salt is 1,160 mg.
SALT_OF_ROLE = {
    **dict.fromkeys(("soup_dish", "stew_dish", "pasta_dish", "stir_fry_dish", "baked_dish"), 3.0),
    **dict.fromkeys(("side_dish", "salad_dish", "sandwich_dish", "breakfast_dish"), 1.5),
    "dip": 0.75,
}
OXALATE_ORDER = ("", "low", "moderate", "high", "very high")
MERCURY_ORDER = ("", *MERCURY_CLASSES)


def read_dishes(foods: Mapping[str, Food]) -> tuple[dict[str, Food], tuple[str, ...]]:
    """The shipped dishes that ``foods`` can make, by id, and the names of those it cannot."""
    return dishes_from_entries(_entries(), foods)


@cache
def _entries() -> tuple[Mapping[str, Any], ...]:
    text = files("planner").joinpath("data", "dishes.toml").read_text(encoding="utf-8")
    return tuple(tomllib.loads(text).get("dish", ()))


def dishes_from_entries(
    entries: Sequence[Mapping[str, Any]], foods: Mapping[str, Food]
) -> tuple[dict[str, Food], tuple[str, ...]]:
    """As ``read_dishes``, from the tables of a TOML file.

    Raises:
        ValueError: if an entry has an unknown role, no ingredients, or takes an id or name twice.
    """
    dishes: dict[str, Food] = {}
    own_names = {food.name.casefold() for food in foods.values()}  # a food table may have what a dish is called
    names: set[str] = set()
    left_out = []
    for entry in entries:
        taken = entry["id"] in foods or str(entry["name"]).casefold() in own_names
        if taken or any(part["food"] not in foods for part in entry["ingredients"]):
            left_out.append(str(entry["name"]))
            continue
        dish = dish_from_entry(entry, foods)
        if dish.id in dishes or dish.name.casefold() in names:
            raise ValueError(f"dish {dish.id}: its id or name occurs a second time")
        names.add(dish.name.casefold())
        dishes[dish.id] = dish
    return dishes, tuple(left_out)


def dish_from_entry(entry: Mapping[str, Any], foods: Mapping[str, Food]) -> Food:
    """The dish of one entry.

    Raises:
        KeyError: if ``foods`` lacks an ingredient.
        ValueError: if it has an unknown role or no ingredients.
    """
    ingredients = tuple(
        Ingredient(foods[part["food"]], float(part["grams"]), bool(part.get("heated", False)))
        for part in entry["ingredients"]
    )
    roles = frozenset(entry["roles"])
    if not ingredients or not roles or not roles <= set(ROLES):
        raise ValueError(f"dish {entry['id']}: {sorted(roles)} with {len(ingredients)} ingredients is no dish")
    serving_g = sum(part.grams for part in ingredients) + float(entry["water_g"])
    parts = [part.food for part in ingredients]
    amounts, partial = _amounts(ingredients, serving_g)
    return Food(
        id=entry["id"],
        name=entry["name"],
        group=entry["group"],
        roles=roles,
        measure="serving",
        step=STEP,
        step_g=serving_g * STEP,
        min_steps=MIN_STEPS,
        max_steps=MAX_STEPS,
        diets=frozenset.intersection(*(food.diets for food in parts)),
        allergens=frozenset().union(*(food.allergens for food in parts)),
        source="",
        fdc_id=0,
        amounts=MappingProxyType(amounts),
        daily_max=MAX_STEPS,
        weekly_max=int(entry["weekly_max"]),
        familiarity=int(entry["familiarity"]),
        metric="count",
        oxalate=max((food.oxalate for food in parts), key=OXALATE_ORDER.index),
        mercury=max((food.mercury for food in parts), key=MERCURY_ORDER.index),
        flags=_flags(ingredients),
        partial=partial,
        recipe=Recipe(
            ingredients,
            serving_g,
            int(entry["servings"]),
            int(entry["minutes"]),
            tuple(entry["method"]),
            entry.get("evening_before", ""),
            float(entry.get("salt_g", _usual_salt(roles))),
        ),
    )


def _usual_salt(roles: frozenset[str]) -> float:
    """[g / serving] half a teaspoon in a main dish, a quarter in a smaller one; the largest of what it may be."""
    return max((SALT_OF_ROLE.get(role, 0.0) for role in roles), default=0.0)


def _flags(ingredients: Sequence[Ingredient]) -> frozenset[str]:
    """Those of all ingredients; a dish is free of gluten only as far as each of them is."""
    flags = frozenset().union(*(part.flags for part in ingredients))
    return flags - {"gluten_free"}


def _amounts(ingredients: Sequence[Ingredient], serving_g: float) -> tuple[dict[Nutrient, float], frozenset[Nutrient]]:
    """Plain sums per 100 g of dish, and the nutrients that are unknown for some ingredient."""
    amounts: dict[Nutrient, float] = {}
    partial = set()
    for nutrient in (*ALL, *DERIVED):
        known = [
            part.grams * part.food.amounts[nutrient] / serving_g
            for part in ingredients
            if nutrient in part.food.amounts
        ]
        if known:
            amounts[nutrient] = sum(known)
        if known and (len(known) < len(ingredients) or any(nutrient in part.food.partial for part in ingredients)):
            partial.add(nutrient)
    return amounts, frozenset(partial)
