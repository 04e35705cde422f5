"""What a meal is called: by its food, such as "Oatmeal with apricots and strawberries"."""

import re

from planner.foods.meals import read_templates
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _
from planner.plan.plan import Meal, Portion

BESIDE = 2  # foods named beside the first one
SMOOTHIE = "smoothie_and_toast"
# Slots that say least of what a meal is: what is drunk with it, what it is cooked or sprinkled with.
_LAST = frozenset(
    {"milk", "drink", "fat", "dressing", "flavour", "sauce", "sweet", "topping", "handful", "nuts", "crunch"}
)
# Slots that say more of it than the vegetables around them.
_FIRST = frozenset({"protein", "beans", "filling", "spread"})


def meal_name(meal: Meal) -> str:
    """The name of its dish where it has one, else its first food and two of those beside it.

    A meal without food is called after its template.
    """
    dish = _largest_dish(meal)
    if dish is not None:
        return dish.food.name
    template = read_templates().by_id.get(meal.template)
    if not meal.portions:
        return template.name if template else read_templates().meal(meal.meal).name
    first, *others = meal.portions
    name = _short(first)
    if meal.template == SMOOTHIE:
        name = _("Smoothie")
    beside = sorted(others, key=_rank)[:BESIDE]
    if len(beside) > 1 and _rank(beside[-1]) > _rank(beside[0]) and _rank(beside[-1]) == 2:
        beside = beside[:1]
    if not beside:
        return name
    if " with " in name:  # once is enough in a name
        return in_a_row([name, *(inside(_short(one)) for one in beside)])
    return _("{food} with {others}").format(food=name, others=in_a_row(inside(_short(one)) for one in beside))


def _largest_dish(meal: Meal) -> Portion | None:
    dishes = [portion for portion in meal.portions if portion.food.recipe is not None]
    return max(dishes, key=lambda portion: portion.grams, default=None)


def _rank(portion: Portion) -> int:
    return 0 if portion.slot in _FIRST else 2 if portion.slot in _LAST else 1


def _short(portion: Portion) -> str:
    """The name of a food up to its first comma, without what stands in brackets."""
    return re.sub(r"\s*\([^)]*\)", "", portion.food.name.split(",")[0]).strip() or portion.food.name
