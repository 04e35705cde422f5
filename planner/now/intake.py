"""Where somebody stands: what the usual days hold beside the targets, and the one sentence about magnesium."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.now.eaten import Eaten, Entries
from planner.plan.plan import Total
from planner.plan.promise import is_short

COUNTED = (*nutrients.ALL, *nutrients.DERIVED)
MOST_NAMES = 6  # nutrients named in one sentence
EQUAL = 1e-6  # relative rounding of sums
ASKED_ABOVE_G = 2000.0  # [g] of one entry; more may be a slip of the keyboard

Totals = Mapping[Nutrient, Total]


@dataclass(frozen=True, slots=True)
class FromFood:
    """What a food brings of magnesium in the mean of the days."""

    food: Eaten
    grams: float  # [g / day]
    amount: float | None  # [mg / day] None where it is unknown
    share: float  # of all that is known


@dataclass(frozen=True, slots=True)
class Intake:
    """What is eaten now: each day, the mean of them, the foods magnesium comes from, and what to say of it."""

    days: tuple[Totals, ...]
    mean: Totals
    foods: tuple[FromFood, ...]
    sentence: str
    notices: tuple[str, ...]


def intake_of(days: Sequence[Entries], targets: Targets, meals: Mapping[str, str]) -> Intake:
    """The intake of one usual day or more; ``meals`` are the names of the meals by id."""
    sums = tuple(totals_of(day) for day in days)
    mean = mean_of(sums)
    return Intake(sums, mean, _foods(days), sentence(mean, targets), _notices(days, meals))


def totals_of(day: Entries) -> Totals:
    """What one day holds of every nutrient: "at least" where it is unknown of one entry."""
    return MappingProxyType(
        {
            nutrient: Total(
                math.fsum(entry.grams * entry.food.per_gram(nutrient) for entry in day),
                any(entry.food.at_least(nutrient) for entry in day),
            )
            for nutrient in COUNTED
        }
    )


def mean_of(sums: Sequence[Totals]) -> Totals:
    """The mean of days, "at least" where it is so on any of them.

    Raises:
        ValueError: for no day.
    """
    if not sums:
        raise ValueError("the mean of no day")
    return MappingProxyType(
        {
            nutrient: Total(
                math.fsum(day[nutrient].amount for day in sums) / len(sums), any(day[nutrient].at_least for day in sums)
            )
            for nutrient in COUNTED
        }
    )


def reached(mean: Totals, targets: Targets) -> bool:
    """Whether the mean day holds the magnesium target; what is unknown counts as nothing."""
    least = targets.least(MAGNESIUM) or 0.0
    return mean[MAGNESIUM].amount >= least * (1 - EQUAL)


def sentence(mean: Totals, targets: Targets) -> str:
    """The gap in magnesium food leaves, or that there is none; and what else is below its target."""
    least, total = targets.least(MAGNESIUM), mean[MAGNESIUM]
    most = min((row.most for row in targets.hard if row.nutrient == MAGNESIUM and row.most is not None), default=None)
    figures = {"amount": _eaten(total), "goal": f"{_number(least or 0.0)} {MAGNESIUM.unit}"}
    if most is not None and total.amount > most * (1 + EQUAL):
        said = _("You eat {amount} of magnesium a day, above your limit of {most}.")
        return said.format(most=f"{_number(most)} {MAGNESIUM.unit}", **figures)
    if not least:
        return _("You eat {amount} of magnesium a day; there is no amount to reach.").format(**figures)
    if reached(mean, targets):
        said = _("You eat {amount} of magnesium a day and reach {goal}; for magnesium, no supplement is needed.")
        return " ".join([said.format(**figures), *_also_short(mean, targets)])
    gap = f"{_number(least - _whole(total.amount))} {MAGNESIUM.unit}"
    figures |= {"gap": _("at most {amount}").format(amount=gap) if total.at_least else gap}
    return _("You eat {amount} of {goal} of magnesium a day; food alone leaves a gap of {gap}.").format(**figures)


def short_of(mean: Totals, targets: Targets) -> tuple[Nutrient, ...]:
    """The nutrients but magnesium of which less is known to be eaten than the target."""
    return tuple(
        nutrient
        for nutrient in nutrients.ALL
        if nutrient != MAGNESIUM
        and nutrient.chased
        and (least := targets.least(nutrient))
        and is_short(nutrient, mean[nutrient].amount, least)
    )


def _also_short(mean: Totals, targets: Targets) -> list[str]:
    names = [inside(nutrient.label) for nutrient in short_of(mean, targets)]
    if not names:
        return []
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], ngettext("{count} more", "{count} more", rest).format(count=rest)]
    return [_("Below the target: {nutrients}.").format(nutrients=in_a_row(names))]


def _eaten(total: Total) -> str:
    amount = f"{figure(_whole(total.amount), ',.0f')} {MAGNESIUM.unit}"
    return (_("at least {amount}") if total.at_least else _("about {amount}")).format(amount=amount)


def _whole(amount: float) -> float:
    """Rounded down, so that what is eaten and the gap are the target together."""
    return float(math.floor(amount + EQUAL))


def _number(amount: float) -> str:
    return figure(amount, ",.0f") if amount >= 100 or amount == int(amount) else figure(round(amount, 1))


def _foods(days: Sequence[Entries]) -> tuple[FromFood, ...]:
    grams: dict[Eaten, float] = defaultdict(float)
    for entry in (entry for day in days for entry in day):
        grams[entry.food] += entry.grams / len(days)
    known = math.fsum(weight * food.per_gram(MAGNESIUM) for food, weight in grams.items())
    found = []
    for food, weight in grams.items():
        amount = weight * food.per_gram(MAGNESIUM) if MAGNESIUM in food.amounts else None
        found.append(FromFood(food, weight, amount, (amount or 0.0) / known if known else 0.0))
    return tuple(sorted(found, key=lambda each: (each.amount is None, -(each.amount or 0.0), each.food.name)))


def _notices(days: Iterable[Entries], meals: Mapping[str, str]) -> tuple[str, ...]:
    """What to ask or to know: amounts that look like a slip, figures that are too low, foods without magnesium."""
    said: dict[str, None] = {}
    for number, day in enumerate(days, start=1):
        for entry in day:
            if entry.grams > ASKED_ABOVE_G:
                asked = _("Day {day}, {meal}: {grams} g of {food} is a lot. Is that right?")
                meal = inside(meals[entry.meal])
                grams = figure(entry.grams, ",.0f")
                said[asked.format(day=number, meal=meal, grams=grams, food=entry.food.name)] = None
            if entry.food.note:
                said[entry.food.note] = None
            elif MAGNESIUM not in entry.food.amounts:
                unknown = _("{food}: nobody measured its magnesium, so it counts as nothing and totals say at least.")
                said[unknown.format(food=entry.food.name)] = None
    return tuple(said)
