"""What became of the foods that were just rated or wished for, as the beginning of the sentence about an edit."""

from collections.abc import Sequence

from planner.document.document import FINE, LIKE, LOVE, NEVER, RARELY, Document
from planner.explain.one_portion import too_much
from planner.foods.food import Food
from planner.language.dates import days_in_sentence
from planner.language.phrases import inside, quoted
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.plan.allowed import allows
from planner.plan.plan import Plan


def of_rating(foods: Sequence[Food], taste: str, document: Document, targets: Targets | None, plan: Plan) -> str:
    """Such as "“Kale” is loved, and is in the plan on Tuesday and Friday."; of several foods, how many are in it."""
    one, several = {
        NEVER: (_("{food} is never eaten"), _("{count} foods are never eaten")),
        RARELY: (_("{food} is eaten rarely"), _("{count} foods are eaten rarely")),
        FINE: (_("{food} is rated fine"), _("{count} foods are rated fine")),
        LIKE: (_("{food} is liked"), _("{count} foods are liked")),
        LOVE: (_("{food} is loved"), _("{count} foods are loved")),
    }[taste]
    said = one.format(food=quoted(foods[0].name)) if len(foods) == 1 else several.format(count=len(foods))
    return _became(foods, said, plan, document, targets, hoped=taste in (LIKE, LOVE))


def of_wish(foods: Sequence[Food], a_week: int, document: Document, targets: Targets | None, plan: Plan) -> str:
    """The same of foods wished for on so many days a week; none takes a wish back."""
    one, several = _("{food} is no longer wished for"), _("{count} foods are no longer wished for")
    often = ngettext("on {times} day a week", "on {times} days a week", a_week).format(times=a_week)
    if a_week:
        one, several = _("{food} is wished for {often}"), _("{count} foods are wished for {often}")
    if len(foods) == 1:
        said = one.format(food=quoted(foods[0].name), often=often)
    else:
        said = several.format(count=len(foods), often=often)
    return _became(foods, said, plan, document, targets, hoped=a_week > 0)


def _became(
    foods: Sequence[Food], rated: str, plan: Plan, document: Document, targets: Targets | None, *, hoped: bool
) -> str:
    there = {food: days for food in foods if (days := _days_with(food, plan))}
    if len(foods) > 1:
        count = ngettext("{count} of them is in the plan", "{count} of them are in the plan", len(there))
        return _("{rated}; {there}.").format(rated=rated, there=count.format(count=len(there)))
    (food,) = foods
    if food in there:
        return _("{rated}, and is in the plan{when}.").format(rated=rated, when=_when(there[food], plan, document))
    if not hoped:
        return _("{rated}, and is not in the plan.").format(rated=rated)
    if not allows(document, food):
        return _("{rated}, but what you said elsewhere leaves it out.").format(rated=rated)
    limit = too_much(targets, food) if targets is not None else None
    if limit is not None:
        reason = inside(limit.nutrient.label)
        return _("{rated}, but did not come in: {nutrient}.").format(rated=rated, nutrient=reason)
    return _("{rated}, but did not come in.").format(rated=rated)


def _days_with(food: Food, plan: Plan) -> list[int]:
    """The days on which it is eaten, by itself or inside a dish."""
    return [
        day.number
        for day in plan.days
        if any(part.food.id == food.id for portion in day.portions for part in portion.food.made_of(portion.steps))
        or any(portion.food.id == food.id for portion in day.portions)
    ]


def _when(days: Sequence[int], plan: Plan, document: Document) -> str:
    if len(plan.days) == 1:
        return ""
    if len(days) == len(plan.days):
        return _(" every day")
    return _(" on {days}").format(days=days_in_sentence(document.start, days, [day.number for day in plan.days]))
