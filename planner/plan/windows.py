"""Stretches of days: the sliding week, and what is due by then."""

from collections.abc import Callable, Iterator, Mapping

from planner.document.document import Document
from planner.foods.food import Food
from planner.plan.plan import WEEK, Day


def is_food(food_id: str, food: Food) -> bool:
    """Whether it is the food of that id, and no dish with it."""
    return food.id == food_id


def stretches(number: int, days: int = WEEK) -> Iterator[range]:
    """Every stretch of so many days running that holds a day."""
    return (range(first, first + days) for first in range(number - days + 1, number + 1))


def stretch_to(last: int, days: int = WEEK) -> range:
    """The stretch of so many days that ends with a day."""
    return range(last - days + 1, last + 1)


def fullest(amounts: Mapping[int, float], number: int, days: int = WEEK) -> float:
    """The largest sum of the days' amounts in any stretch that holds a day."""
    return max(sum(amount for day, amount in amounts.items() if day in stretch) for stretch in stretches(number, days))


def week_of(number: int, first: int = 1) -> range:
    """The week of a day; ``first`` is the number of a day on which one begins."""
    start = (number - first) // WEEK * WEEK + first
    return range(start, start + WEEK)


def first_of_week(document: Document) -> int:
    """The number of a day on which a planning week begins, 1 or just before it."""
    if document.start is None or document.week_begins is None:
        return 1
    return 1 - (document.start.weekday() - document.week_begins) % WEEK


def due(times: int, days: int) -> int:
    """How often by the end of so many days of a week."""
    return round(times * days / WEEK)


def has_any(day: Day, counts: Callable[[Food], bool]) -> bool:
    """Whether the day has a portion that counts."""
    return any(counts(portion.food) for portion in day.portions)
