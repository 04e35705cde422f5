"""Own dishes as recipes of schema.org, which other programs take; with what Magnolia needs to take them back whole."""

import json
from collections.abc import Mapping

from planner.document.document import Document
from planner.document.own_json import dish_to_json, food_to_json
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.language.numbers import figure
from planner.language.plain_text import LEFT_TO_RIGHT, escaped_json
from planner.own.dish import OwnDish

KEY = "magnolia"  # of what only Magnolia reads
_FACTS = {  # names of https://schema.org/NutritionInformation
    "calories": ("energy_kcal", "kcal"),
    "proteinContent": ("protein_g", "g"),
    "fatContent": ("fat_g", "g"),
    "saturatedFatContent": ("sfa_g", "g"),
    "carbohydrateContent": ("carb_g", "g"),
    "fiberContent": ("fiber_g", "g"),
    "sodiumContent": ("sodium_mg", "mg"),
}


def dishes_to_json_ld(document: Document, catalogue: Catalogue) -> str:
    """The own dishes of a document; an amount nobody measured, or that is "at least", is left out."""
    own = {food.id: food for food in document.own_foods}
    graph = [_recipe(dish, catalogue, own) for dish in document.own_dishes if dish.id in catalogue]
    data = {"@context": "https://schema.org", "@graph": graph}
    return escaped_json(json.dumps(data, indent=1, ensure_ascii=False)) + "\n"


def _recipe(dish: OwnDish, catalogue: Catalogue, own: Mapping[str, object]) -> dict[str, object]:
    food = catalogue[dish.id]
    foods = [food_to_json(own[each]) for each in dish.foods if each in own]  # type: ignore[arg-type]
    return {
        "@type": "Recipe",
        "name": dish.name,
        "recipeYield": f"{dish.servings} servings",
        "totalTime": f"PT{dish.minutes}M",
        "recipeIngredient": [_line(part.grams, catalogue[part.food]) for part in dish.ingredients],
        "recipeInstructions": [{"@type": "HowToStep", "text": step} for step in dish.method],
        "nutrition": {"@type": "NutritionInformation", "servingSize": "1 serving", **_facts(food)},
        KEY: {"dish": dish_to_json(dish), **({"own_foods": foods} if foods else {})},
    }


def _line(grams: float, food: Food) -> str:
    return f"{figure(grams)} g {food.name.replace(LEFT_TO_RIGHT, '')}"


def _facts(food: Food) -> dict[str, str]:
    steps = round(1 / food.step)
    found = {}
    for name, (key, unit) in _FACTS.items():
        nutrient = nutrients.BY_KEY[key]
        amount = food.amount(nutrient, steps)
        if amount is not None and nutrient not in food.partial:
            found[name] = f"{amount:.4g} {unit}"
    return found
