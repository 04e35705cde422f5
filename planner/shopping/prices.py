"""What food costs, in the money of the user: an own price, else the table's, else the median of its like."""

import statistics
from collections.abc import Mapping
from dataclasses import dataclass

from planner.document.list_choices import ListChoices
from planner.foods.food import Food
from planner.shopping.bought import Bought


@dataclass(frozen=True, slots=True)
class Price:
    """What a gram of a food costs."""

    per_gram: float  # [currency / g]
    estimated: bool  # the price is of foods like it, because none of the food itself is known


def price_of(food: Food, bought: Mapping[str, Bought], choices: ListChoices) -> Price:
    """The price of a gram bought: the user's own, else the table's at the price level the user set.

    No food is without a price, because one that counts as nothing would be the cheapest of all: what the table lacks
    costs what the median of its group does.
    """
    own = choices.prices.get(food.id)
    if own is not None:
        return Price(own / 1000, estimated=False)
    row = bought.get(food.id)
    per_eaten = row.per_eaten if row is not None else 1.0
    if row is not None and row.usd_per_100_g is not None:
        return Price(choices.price_level * row.usd_per_100_g / 100 / per_eaten, row.estimated)
    return Price(choices.price_level * _median_usd(food.group, bought) / 100 / per_eaten, estimated=True)


def price_eaten(food: Food, bought: Mapping[str, Bought], choices: ListChoices) -> Price:
    """The price of a gram as it is eaten."""
    row, price = bought.get(food.id), price_of(food, bought, choices)
    return Price(price.per_gram * (row.per_eaten if row is not None else 1.0), price.estimated)


def cost_of_steps(food: Food, steps: int, bought: Mapping[str, Bought], choices: ListChoices) -> float:
    """What so many steps of a food or dish cost as they are eaten [currency]."""
    return sum(part.grams * price_eaten(part.food, bought, choices).per_gram for part in food.made_of(steps))


def _median_usd(group: str, bought: Mapping[str, Bought]) -> float:
    """The median of the group's foods whose own price is known, of all foods where none is [US$ / 100 g eaten]."""
    known = [row for row in bought.values() if row.usd_per_100_g is not None and not row.estimated]
    rows = [row for row in known if row.group == group] or known
    return statistics.median(row.usd_per_100_g or 0.0 for row in rows) if rows else 0.0
