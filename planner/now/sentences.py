"""A change as a person would say it. Never a judgement of what is eaten."""

from collections.abc import Sequence

from planner.document.refused import ADD, DROP, LESS, MORE
from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.phrases import inside
from planner.language.translate import _
from planner.now.changes import Change, applied
from planner.now.choices import ENERGY_BAND, Question
from planner.now.eaten import Eaten, Entries
from planner.now.intake import EQUAL, Totals, mean_of, totals_of

NO_GAIN_MG = 0.5  # [mg / day] of magnesium; a change that brings less is there for another reason

_TEXTS = {
    ADD: _("Add {food} ({portion}) at {meal}: {effect}."),
    MORE: _("Have half as much again of {food} at {meal} ({was} g becomes {grams} g): {effect}."),
    LESS: _("Have half of {food} at {meal} ({was} g becomes {grams} g): {effect}."),
    DROP: _("Leave out {food} at {meal} ({was} g): {effect}."),
}
_SWAP = _("At {meal}, swap {old} ({was} g) for {food} ({portion}): {effect}.")


def sentences_of(changes: Sequence[Change], question: Question) -> tuple[str, ...]:
    """A sentence for each change of an answer: what it does to the mean of the usual days, and why it is needed."""
    return tuple(" ".join([sentence_of(each, question), *_why_needed(each, changes, question)]) for each in changes)


def sentence_of(change: Change, question: Question) -> str:
    """The change in words, with what it does alone to the mean of the usual days."""
    before, after = (_mean(days) for days in (question.days, applied(question.days, [change])))
    effect = _("{magnesium} mg magnesium, {energy} kcal").format(
        magnesium=signed(after[MAGNESIUM].amount - before[MAGNESIUM].amount),
        energy=signed(after[ENERGY].amount - before[ENERGY].amount),
    )
    if _unknown(change, MAGNESIUM):
        effect += _(", as far as is known")
    return change_text(change, question.templates, effect)


def change_text(change: Change, templates: Templates, effect: str) -> str:
    """The change in words, with the effect that is given."""
    return (_TEXTS.get(change.kind, _SWAP)).format(
        food=_named(change.food),
        old=_named(change.old) if change.old else "",
        portion=_portion(change),
        meal=inside(templates.meal(change.meal).name),
        was=_grams(change.was_g),
        grams=_grams(change.grams),
        effect=effect,
    )


def _why_needed(change: Change, changes: Sequence[Change], question: Question) -> list[str]:
    """Why a change is there that brings no magnesium: what the others alone would break. Nothing for one that does."""
    now, alone = (_mean(days) for days in (question.days, applied(question.days, [change])))
    if alone[MAGNESIUM].amount > now[MAGNESIUM].amount + NO_GAIN_MG:
        return []
    rest = applied(question.days, [each for each in changes if each is not change])
    days = [(totals_of(old), totals_of(new)) for old, new in zip(question.days, rest, strict=True)]
    if any(abs(new[ENERGY].amount - old[ENERGY].amount) > ENERGY_BAND * old[ENERGY].amount for old, new in days):
        return [_("This keeps your energy within 5 % of what it is now.")]
    for target in question.targets.hard:
        for old, new in (*days, (now, _mean(rest))):
            was, then = old[target.nutrient].amount, new[target.nutrient].amount
            if target.most is not None and then > max(target.most, was) * (1 + EQUAL):
                return [_("This keeps {nutrient} within its limit.").format(nutrient=inside(target.nutrient.label))]
    return []


def _mean(days: Sequence[Entries]) -> Totals:
    return mean_of([totals_of(day) for day in days])


def _unknown(change: Change, nutrient: Nutrient) -> bool:
    return change.food.at_least(nutrient) or (change.old is not None and change.old.at_least(nutrient))


def _named(food: Eaten) -> str:
    return inside(food.name)


def _portion(change: Change) -> str:
    food, grams = change.food.food, f"{_grams(change.grams)} g"
    return grams if food is None or not change.steps else f"{food.household(change.steps)}, {grams}"


def _grams(grams: float) -> str:
    return figure(grams, ",.0f") if grams >= 10 else figure(grams, ".2g")


def signed(amount: float) -> str:
    """A whole number with its sign; 0 has none."""
    rounded = round(amount)
    return figure(float(rounded), ",.0f") if rounded == 0 else figure(float(rounded), "+,.0f").replace("-", "−")
