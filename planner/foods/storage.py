"""How long a cooked dish keeps and how it is warmed up again: said with each recipe.

Cooked food: US Department of Agriculture, Leftovers and Food Safety (3 to 4 days at 4 °C, reheated to 74 °C; we say 3).
Cooked rice: UK National Health Service (cooled within an hour, at most a day in the fridge, reheated once), because
spores of Bacillus cereus outlive the boiling.
"""

from planner.foods.food import FISH_GROUP, Food
from planner.language.translate import _

HOT_ROLES = frozenset({"soup_dish", "stew_dish", "pasta_dish", "stir_fry_dish", "baked_dish", "side_dish"})
COLD_ROLES = frozenset({"salad_dish", "sandwich_dish"})


def storage_sentence(dish: Food) -> str:
    """What to do with what is left of a dish."""
    parts = [part.food for part in dish.ingredients]
    if any("rice" in food.id.split("_") and "grain" in food.roles for food in parts):
        return _(
            "Left over: cool the rice within an hour and keep it in the fridge for at most 24 hours. Reheat it once"
            " only, until it is steaming hot all through."
        )
    if dish.roles & HOT_ROLES:
        if any(food.group == FISH_GROUP for food in parts):
            return _("Left over: at most 2 days in the fridge. Reheat until steaming hot all through (74 °C, 165 °F).")
        return _(
            "Left over: at most 3 days in the fridge, or 3 months in the freezer. Reheat until steaming hot all through"
            " (74 °C, 165 °F)."
        )
    if dish.roles & COLD_ROLES:
        return _("Left over: at most a day in the fridge, covered.")
    return _("Left over: at most 2 days in the fridge, covered.")
