"""Salt at the stove: how much sodium the salt of cooking adds to dishes and to staples that are boiled or fried.

All foods and dishes come without salt. How much cooks add differs, so the user says: none, light or usual.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from planner.foods.catalogue import Catalogue, Same
from planner.foods.food import Food, Ingredient, Recipe
from planner.foods.nutrients import BY_KEY
from planner.language.numbers import figure
from planner.language.translate import _

NONE, LIGHT, USUAL = "none", "light", "usual"
SALTS = (NONE, LIGHT, USUAL)
SALT_WORDS = {NONE: _("none"), LIGHT: _("light"), USUAL: _("usual")}
SHARE = {NONE: 0.0, LIGHT: 0.5, USUAL: 1.0}  # of the usual salt

SODIUM = BY_KEY["sodium_mg"]
SODIUM_OF_SALT = 387.58  # [mg / g] USDA SR Legacy 173468, "Salt, table"; a teaspoon is 6 g

# With the usual salt [mg / 100 g as eaten]: the difference of USDA SR Legacy's rows "with salt" and "without salt".
BOILED = 236.0  # the median of 168 vegetables and of 41 pulses
RICE = 381.0  # white long-grain rice
PASTA = 130.0  # pasta boiled in salted water
_STAPLES = frozenset(
    {"hot_cereal", "grain", "potato", "baking_potato", "legume", "cooked_vegetable", "egg", "fish", "meat"}
)
SALTED_ALREADY = 100.0  # [mg / 100 g] of sodium: what holds more was salted, cured or canned before it was bought
_READY = frozenset({"processed_meat"})
KEPT = 6  # catalogues


def salted(catalogue: Catalogue, salt: str) -> Catalogue:
    """The catalogue with the salt of the stove in it; the identical object as long as both are the same."""
    return catalogue if salt == NONE else _salted(Same(catalogue), salt)


def sodium_added(food: Food, salt: str) -> float:
    """What the stove adds to a food or dish that came without salt [mg / 100 g]."""
    if food.recipe is not None:
        return SHARE[salt] * food.recipe.salt_g * SODIUM_OF_SALT / food.recipe.serving_g * 100
    if not _is_staple(food):
        return 0.0
    usual = PASTA if "pasta" in food.roles else RICE if "rice" in food.id.split("_") else BOILED
    return SHARE[salt] * usual


def salt_sentence(salt: str) -> str:
    """What a reader of a plan's sodium has to know."""
    if salt == NONE:
        return _("Salt that you add at the stove or at the table is not counted: the sodium shown is without it.")
    main = SHARE[salt] * 3.0
    said = _(
        "Sodium counts salt at the stove: {spoon} teaspoon ({sodium} mg of sodium) in each serving of a cooked main"
        " dish, half of that in smaller ones, and the salt of boiling water. Salt at the table is not counted."
    )
    spoon = "½" if salt == USUAL else "¼"
    return said.format(spoon=spoon, sodium=figure(round(main * SODIUM_OF_SALT, -1), ",.0f"))


def _is_staple(food: Food) -> bool:
    cooked = bool(food.roles & _STAPLES) or "pasta" in food.roles
    return cooked and food.amounts.get(SODIUM, 0.0) <= SALTED_ALREADY and food.flags.isdisjoint(_READY)


@lru_cache(maxsize=KEPT)
def _salted(same: Same, salt: str) -> Catalogue:
    catalogue = same.catalogue
    foods = {food.id: _with_sodium(food, salt) for food in catalogue if food.recipe is None}
    dishes = dict(_dishes(catalogue, foods, salt))
    order = {food.id: dishes.get(food.id) or foods[food.id] for food in catalogue}
    return Catalogue(MappingProxyType(order), catalogue.problems, catalogue.dishes_left_out)


def _dishes(catalogue: Catalogue, foods: dict[str, Food], salt: str) -> Iterator[tuple[str, Food]]:
    """The dishes salted as a whole; their ingredients are the foods of the new catalogue, so that both are the same."""
    for dish in catalogue:
        if dish.recipe is not None:
            parts = tuple(Ingredient(foods.get(p.food.id, p.food), p.grams, p.heated) for p in dish.recipe.ingredients)
            recipe: Recipe = replace(dish.recipe, ingredients=parts, salted=dish.recipe.salt_g > 0)
            yield dish.id, replace(_with_sodium(dish, salt), recipe=recipe)


def _with_sodium(food: Food, salt: str) -> Food:
    added = sodium_added(food, salt)
    if not added or SODIUM not in food.amounts:
        return food
    return replace(food, amounts=MappingProxyType({**food.amounts, SODIUM: food.amounts[SODIUM] + added}))
