"""How many different things are bought for some days."""

from collections.abc import Iterable, Mapping

from planner.foods.food import Food
from planner.plan.plan import Day
from planner.shopping.bought import Bought, read_bought

LASTING = frozenset({"Herbs and condiments", "Oils and fats"})  # groups whose jars and bottles last for months


def things_of(food: Food) -> frozenset[str]:
    """What is bought for a food, for a dish its ingredients: eggs are one thing, however they are cooked.

    Oil, spices and condiments that keep in a cupboard are bought once for many weeks and not counted.
    """
    bought = read_bought()
    parts = (part.food for part in food.made_of(1))
    return frozenset(_form(part, bought) for part in parts if part.is_bought and not _lasts(part, bought))


def things_to_buy(days: Iterable[Day]) -> frozenset[str]:
    """What is bought for some days."""
    foods = {portion.food for day in days for portion in day.portions}
    return frozenset(thing for food in foods for thing in things_of(food))


def _form(food: Food, bought: Mapping[str, Bought]) -> str:
    row = bought.get(food.id)
    return row.form if row is not None else food.id


def _lasts(food: Food, bought: Mapping[str, Bought]) -> bool:
    row = bought.get(food.id)
    return food.group in LASTING and row is not None and row.pantry
