"""Stretches of days: the sliding week, what is due by then, and what is bought for some days."""

from collections.abc import Callable, Iterable

from planner.foods.food import Food
from planner.plan.plan import WEEK, Day


def foods_to_buy(days: Iterable[Day]) -> frozenset[str]:
    """The ids of the distinct foods of some days, those inside dishes instead of the dishes."""
    return frozenset(part.food.id for day in days for portion in day.portions for part in portion.food.made_of(1))


def is_food(food_id: str, food: Food) -> bool:
    return food.id == food_id


def week_of(number: int) -> range:
    first = (number - 1) // WEEK * WEEK + 1
    return range(first, first + WEEK)


def due(times: int, days: int) -> int:
    """How often by the end of so many days of a week."""
    return round(times * days / WEEK)


def has_any(day: Day, counts: Callable[[Food], bool]) -> bool:
    return any(counts(portion.food) for portion in day.portions)
