"""A change as a person would say it. Never a judgement of what is eaten."""

from collections.abc import Sequence

from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.phrases import inside
from planner.language.translate import _
from planner.now.changes import ADD, DROP, LESS, MORE, Change, applied
from planner.now.eaten import Eaten, Entries
from planner.now.intake import mean_of, totals_of

_TEXTS = {
    ADD: _("Add {food} ({portion}) at {meal}: {effect}."),
    MORE: _("Have half as much again of {food} at {meal} ({was} g becomes {grams} g): {effect}."),
    LESS: _("Have half of {food} at {meal} ({was} g becomes {grams} g): {effect}."),
    DROP: _("Leave out {food} at {meal} ({was} g): {effect}."),
}
_SWAP = _("At {meal}, swap {old} ({was} g) for {food} ({portion}): {effect}.")


def sentence_of(change: Change, days: Sequence[Entries], templates: Templates) -> str:
    """The change in words, with what it does to the mean of the usual days."""
    before, after = (mean_of([totals_of(day) for day in each]) for each in (days, applied(days, [change])))
    effect = _("{magnesium} mg magnesium, {energy} kcal").format(
        magnesium=_signed(after[MAGNESIUM].amount - before[MAGNESIUM].amount),
        energy=_signed(after[ENERGY].amount - before[ENERGY].amount),
    )
    if _unknown(change, MAGNESIUM):
        effect += _(", as far as is known")
    return (_TEXTS.get(change.kind, _SWAP)).format(
        food=_named(change.food),
        old=_named(change.old) if change.old else "",
        portion=_portion(change),
        meal=inside(templates.meal(change.meal).name),
        was=_grams(change.was_g),
        grams=_grams(change.grams),
        effect=effect,
    )


def _unknown(change: Change, nutrient: Nutrient) -> bool:
    return change.food.at_least(nutrient) or (change.old is not None and change.old.at_least(nutrient))


def _named(food: Eaten) -> str:
    return inside(food.name)


def _portion(change: Change) -> str:
    food, grams = change.food.food, f"{_grams(change.grams)} g"
    return grams if food is None or not change.steps else f"{food.household(change.steps)}, {grams}"


def _grams(grams: float) -> str:
    return figure(grams, ",.0f") if grams >= 10 else figure(grams, ".2g")


def _signed(amount: float) -> str:
    rounded = round(amount)
    return figure(float(rounded), ",.0f") if rounded == 0 else figure(float(rounded), "+,.0f").replace("-", "−")
