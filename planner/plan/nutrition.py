"""The nutrition of a day or the mean of several: what each meal and each food brings of a nutrient."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planner.foods.food import Food
from planner.foods.nutrients import Nutrient
from planner.plan.plan import WEEK, Day, Plan, Portion, Total, totals


@dataclass(frozen=True, slots=True)
class Supply:
    """What one food brings of a nutrient a day, eaten by itself and inside dishes."""

    food: Food
    grams: float  # [g / day]
    amount: float | None  # [nutrient.unit / day]; None where nobody measured it
    share: float  # of all that is known of the nutrient
    dishes: tuple[str, ...]  # names of the dishes it is in


def week_of(plan: Plan, number: int) -> tuple[Day, ...]:
    """The week of a plan that a day is in, counted from its first day; the last one may be short."""
    week = (number - 1) // WEEK
    return tuple(day for day in plan.days if (day.number - 1) // WEEK == week)


def mean_totals(days: Sequence[Day]) -> Mapping[Nutrient, Total]:
    """The totals of one day, or the mean of several, "at least" where that is so on any of them."""
    sums = [totals(day.portions) for day in days]
    return MappingProxyType(
        {
            nutrient: Total(
                sum(each[nutrient].amount for each in sums) / len(days), any(each[nutrient].at_least for each in sums)
            )
            for nutrient in (sums[0] if sums else {})
        }
    )


def by_meal(days: Sequence[Day], nutrient: Nutrient) -> Mapping[str, float]:
    """What each meal brings [nutrient.unit / day] by its id, in the mean of the days."""
    parts: dict[str, float] = {}
    for day in days:
        for meal in day.meals:
            amount = totals(meal.portions)[nutrient].amount
            parts[meal.meal] = parts.get(meal.meal, 0.0) + amount / len(days)
    return MappingProxyType(parts)


def supplies(days: Sequence[Day], nutrient: Nutrient) -> tuple[Supply, ...]:
    """What each food brings in the mean of the days, the most first and what nobody measured last.

    A dish has no source of its own: its foods stand in its place, so that every amount has one.
    """
    grams: dict[Food, float] = defaultdict(float)
    dishes: dict[Food, dict[str, None]] = defaultdict(dict)
    for portion in (portion for day in days for portion in day.portions):
        for food, weight in _parts(portion):
            grams[food] += weight / len(days)
            if food != portion.food:
                dishes[food][portion.food.name] = None
    amounts = {
        food: None if nutrient not in food.amounts else weight * food.amounts[nutrient] / 100
        for food, weight in grams.items()
    }
    known = sum(amount for amount in amounts.values() if amount is not None)
    found = [
        Supply(food, grams[food], amount, (amount or 0.0) / known if known else 0.0, tuple(dishes[food]))
        for food, amount in amounts.items()
    ]
    return tuple(sorted(found, key=lambda supply: (supply.amount is None, -(supply.amount or 0.0), supply.food.name)))


def _parts(portion: Portion) -> list[tuple[Food, float]]:
    return [(part.food, part.grams) for part in portion.food.made_of(portion.steps)]
