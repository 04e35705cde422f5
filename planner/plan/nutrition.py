"""The nutrition of a day or the mean of several: what each meal and each food brings of a nutrient."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.meals import Templates, read_templates
from planner.foods.nutrients import Nutrient
from planner.foods.salt import SODIUM
from planner.language.numbers import percent
from planner.language.translate import _
from planner.needs.adjusted_targets import targets_of
from planner.plan.meal_times import times_of
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
    sums = [totals(day.eaten) for day in days]
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
    for portion in (portion for day in days for portion in day.eaten):
        for food, weight in _parts(portion, nutrient):
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


def _parts(portion: Portion, nutrient: Nutrient) -> list[tuple[Food, float]]:
    """The foods of a portion; of sodium the dish itself where it is salted: that salt is in none of its foods."""
    recipe = portion.food.recipe
    if nutrient == SODIUM and recipe is not None and recipe.salted:
        return [(portion.food, portion.grams)]
    return [(part.food, part.grams) for part in portion.food.made_of(portion.steps)]


# How magnesium spreads over the meals


@dataclass(frozen=True, slots=True)
class MealShare:
    """What one meal carries of a day's magnesium."""

    meal: str
    amount: float  # [mg]
    share: float  # of the day's
    at_least: bool  # some food's magnesium is unknown
    locked: bool  # the user locked the meal whole, so its share is theirs to decide
    most: float  # the share it may carry


def magnesium_spread(day: Day, document: Document) -> tuple[MealShare, ...]:
    """The meals of a day in their order; the body takes up more of the same magnesium in several smaller amounts."""
    whole = totals(day.eaten)[nutrients.MAGNESIUM].amount
    locked = document.whole_meals(day.number)
    shares = []
    energy = targets_of(document.profile, document.targets, document.confirmed, document.start).energy_kcal
    times = times_of(day, read_templates(), energy)
    for meal, time in zip(day.meals, times, strict=True):
        total = totals(meal.portions)[nutrients.MAGNESIUM]
        share = total.amount / whole if whole else 0.0
        shares.append(
            MealShare(meal.meal, total.amount, share, total.at_least, meal.meal in locked, time.magnesium_most)
        )
    return tuple(shares)


def spread_sentence(spread: tuple[MealShare, ...], templates: Templates) -> str:
    """The largest share beside the limit."""
    if not any(share.amount for share in spread):
        return _("This day holds no magnesium that is known of.")
    largest = max(spread, key=lambda share: share.share)
    text = _("{meal} carries most of the day's magnesium, {share}; a meal may carry at most {limit}.")
    if largest.locked:
        text = _(
            "{meal} carries most of the day's magnesium, {share}; a meal carries at most {limit} unless you lock it."
        )
    return text.format(
        meal=templates.meal(largest.meal).name,
        share=percent(largest.share),
        limit=percent(largest.most),
    )
