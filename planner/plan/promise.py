"""What a plan promises, in words: its magnesium, and beside it every nutrient that is short.

Magnesium from food alone says nothing of other nutrients. A sentence of this module that praises the one names the
others, so that nobody stops a supplement of vitamin B12 because the magnesium is right.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.numbers import figure, percent
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from planner.needs.notices import REACHED
from planner.needs.targets import Targets
from planner.plan.plan import Plan, Total, totals

MOST_NAMES = 3  # nutrients named in one sentence; the note names all of them
_EQUAL = 1e-6  # relative rounding of sums


def is_short(nutrient: Nutrient, amount: float, least: float) -> bool:
    """Whether an amount stays below its target [nutrient.unit]: the one rule for every sentence, bar and colour.

    Of magnesium every plan promises the whole; of others, what is missing must show in the figures.
    """
    return amount < least * (1 - _EQUAL if nutrient == MAGNESIUM else REACHED)


def is_over(amount: float, most: float) -> bool:
    """Whether an amount passes its limit [nutrient.unit] by so much that it shows in the figures."""
    return amount > most * (2 - REACHED)


def short_of(plan: Plan, targets: Targets) -> Mapping[Nutrient, tuple[Total, ...]]:
    """The nutrients but magnesium that stay below their target, each with the totals of the days on which they do."""
    days = [totals(day.eaten) for day in plan.days]
    found = {}
    for nutrient in nutrients.ALL:
        least = targets.least(nutrient)
        if least and nutrient != MAGNESIUM and nutrient.chased:
            low = tuple(held for day in days if is_short(nutrient, (held := day[nutrient]).amount, least))
            if low:
                found[nutrient] = low
    return MappingProxyType(found)


def promise(plan: Plan, targets: Targets) -> str:
    """That food covers the magnesium target, and what else is short; or the gap in magnesium that is left."""
    least = targets.least(MAGNESIUM) or 0.0
    days = [totals(day.eaten)[MAGNESIUM] for day in plan.days]
    low = [held for held in days if held.amount < least * (1 - _EQUAL)]
    if low:
        return _shortfall(min(low, key=lambda held: held.amount), len(days) - len(low), len(days), least)
    said = []
    if least:
        reached = _("Magnesium comes from food alone: every day reaches {goal}.")
        if len(days) == 1:
            reached = _("Magnesium comes from food alone: the day reaches {goal}.")
        said.append(reached.format(goal=f"{_number(least)} {MAGNESIUM.unit}"))
    said.append(_below(plan, targets))
    return " ".join(sentence for sentence in said if sentence)


def notes(plan: Plan, targets: Targets) -> tuple[str, ...]:
    """What the promise points to: every nutrient that is short, on how many days, and the share of the worst day."""
    named = []
    for nutrient, low in short_of(plan, targets).items():
        worst = min(low, key=lambda held: held.amount)
        share = percent(worst.amount, targets.least(nutrient) or math.inf)
        if worst.at_least:
            share = _("at least {amount}").format(amount=share)
        said = _("{nutrient} {share}")
        if len(plan.days) > 1:
            said = _("{nutrient} on {low} of {days} days (least: {share})")
        named.append(said.format(nutrient=inside(nutrient.label), share=share, low=len(low), days=len(plan.days)))
    return (_("Below the target: {nutrients}.").format(nutrients=", ".join(named)),) if named else ()


def _below(plan: Plan, targets: Targets) -> str:
    short = short_of(plan, targets)
    if not short:
        return ""
    names = [inside(nutrient.label) for nutrient in short]
    if len(names) > MOST_NAMES:
        rest = len(names) - MOST_NAMES + 1
        names = [*names[: MOST_NAMES - 1], ngettext("{count} more", "{count} more", rest).format(count=rest)]
    if all(len(low) == len(plan.days) for low in short.values()):
        said = ngettext(
            "{nutrients} is below its target: see the notes.",
            "{nutrients} are below their targets: see the notes.",
            len(short),
        ).format(nutrients=in_a_row(names))
        return f"{said[0].upper()}{said[1:]}"
    return ngettext(
        "On one day or more, {nutrients} is below its target: see the notes.",
        "On one day or more, {nutrients} are below their targets: see the notes.",
        len(short),
    ).format(nutrients=in_a_row(names))


def _shortfall(worst: Total, reach: int, days: int, least: float) -> str:
    """What food covers is rounded down and the gap is the rest, so that both together are the target."""
    unit = MAGNESIUM.unit
    covered = float(math.floor(worst.amount))
    gap = f"{_number(least - covered)} {unit}"
    at_least = _("at least {amount}").format(amount=_number(covered))
    figures = {
        "covered": at_least if worst.at_least else _number(covered),
        "goal": f"{_number(least)} {unit}",
        "gap": _("at most {amount}").format(amount=gap) if worst.at_least else gap,
    }
    if days == 1:
        return _("Food covers {covered} of {goal} of magnesium; {gap} are missing.").format(**figures)
    said = _("{reach} of {days} days reach {goal} of magnesium; on the day with least, {gap} are missing.")
    return said.format(reach=reach, days=days, **figures)


def _number(amount: float) -> str:
    """A whole amount of magnesium, a small one with its decimals."""
    return figure(amount, ",.0f") if amount >= 100 or amount == int(amount) else figure(round(amount, 1))
