"""Whether the smallest portion of a food alone passes a limit of a day: arithmetic, no search.

It is read off the day's own program (planner/optimise/hard_rules.py), built of this food and of what is locked alone:
one portion is set to one and its amounts are followed through the rows. Whatever limit the model states, this knows it
too; what it is called in words stands in ``_SENTENCES``, and a test walks all rows for one that has no words.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from planner.document.document import Document, FixedPortion, Lock
from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.nutrients import Nutrient
from planner.language.numbers import figure, percent
from planner.language.phrases import inside
from planner.language.translate import _
from planner.needs import medical_rules
from planner.needs.meal_limits import range_text
from planner.needs.own_ends import known_nutrient
from planner.needs.profile import Profile
from planner.needs.targets import Target, Targets
from planner.optimise.beside import question_of
from planner.optimise.day_question import Question
from planner.optimise.horizon import Horizon
from planner.plan.plan import Day

SLACK = 1e-6  # relative rounding of sums of floats
PASSES = 4  # over the rows: from a portion to its food, the total, the limit, and back into a meal's share

# What a limit is about, the plainest reason first.
NUTRIENT, LIMIT, WEEK, ENERGY, SHARE, CARBOHYDRATE, LOCKED, BARRED, OTHER = range(9)


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit one portion passes: its kind, the name of the row or variable that states it, and the meal tried."""

    kind: int
    name: str
    meal: str


# Limits of nutrients, without the model


def too_much(targets: Targets, food: Food) -> Target | None:
    """The hard limit of a day that the smallest portion of a food passes by itself, None where there is none."""
    for target in targets.all:
        if target.hard and target.most is not None:
            amount = food.amount(target.nutrient, food.min_steps)
            if amount is not None and amount > target.most * (1 + SLACK):
                return target
    return None


def nutrient_sentence(profile: Profile, food: Food, target: Target, locked: float = 0.0) -> str:
    """“½ cup of “Spinach, cooked” has 444 µg of vitamin K; your days hold at most 112 µg (warfarin).”"""
    nutrient = target.nutrient
    said = _("{portion} of “{food}” has {amount} of {nutrient}; your days hold at most {most} ({why}).")
    if locked:
        said = _(
            "{portion} of “{food}” has {amount} of {nutrient}, and what you locked on this day has {locked};"
            " your days hold at most {most} ({why})."
        )
    return said.format(
        portion=food.household(food.min_steps),
        food=food.name,
        amount=_amount(food.amount(nutrient, food.min_steps) or 0.0, nutrient),
        nutrient=inside(nutrient.label),
        locked=_amount(locked, nutrient),
        most=_amount(target.most or 0.0, nutrient),
        why=_whose(profile, target),
    )


def _amount(amount: float, nutrient: Nutrient) -> str:
    """Three figures, or all before the point."""
    text = figure(amount, ",.0f") if amount >= 100 else figure(amount, ".3g")
    return f"{text} {nutrient.unit}"


def _whose(profile: Profile, target: Target) -> str:
    for rule in medical_rules.read_rules().steady:
        if rule.nutrient == target.nutrient and medical_rules.applies(rule.when, profile):
            return medical_rules.because(rule.when, profile)
    for most in medical_rules.read_rules().mosts:
        if most.nutrient == target.nutrient and not target.own and medical_rules.applies(most.when, profile):
            return medical_rules.because(most.when, profile)
    return _("your own target") if target.own else _("the limit of a day")


# All limits, by the model


def why_not_one(horizon: Horizon, number: int, food: Food, others: Mapping[int, Day]) -> str | None:
    """Why not even the smallest portion fits into a day, whatever else is eaten; None where one may."""
    question = _question(horizon, number, food, others)
    broken = broken_by(question, food)
    return None if broken is None else _sentence(horizon.document.profile, question, food, broken)


def _question(horizon: Horizon, number: int, food: Food, others: Mapping[int, Day]) -> Question:
    """What the day is asked, of this food and the locked ones alone."""
    locked = {portion.food for lock in horizon.document.locks_on(number) for portion in lock.portions}
    foods = tuple(each for each in horizon.foods if each.id == food.id or each.id in locked)
    return question_of(replace(horizon, foods=foods), number, others)


def broken_by(question: Question, food: Food) -> Broken | None:
    """The limit that the smallest portion passes in every place it may have; None where there is a place, or none."""
    if food not in question.foods:
        return None  # diet, allergens or a rule leave it out
    found = []
    for meal, template, slot in _places(question, food):
        broken = _broken_in(question, food, meal, template, slot)
        if broken is None:
            return None
        found.append(broken)
    return min(found, key=lambda each: each.kind, default=None)


def _places(question: Question, food: Food) -> Iterator[tuple[str, str, str]]:
    for meal in question.meals:
        if (meal.id, food.id) in question.removed or question.most_in_meal.get((meal.id, food.id)) == 0:
            continue
        for template in question.templates.for_meal(meal.id):
            for slot in template.slots:
                if slot.suits(food):
                    yield meal.id, template.id, slot.id


def _broken_in(question: Question, food: Food, meal: str, template: str, slot: str) -> Broken | None:
    """Follows a portion in one place, with all that is locked, through the rows of the day."""
    from planner.optimise.hard_rules import build_model  # slow to load

    templates = [each for each in question.templates.by_id.values() if each.id == template or meal not in each.meals]
    only = replace(question.templates, by_id={each.id: each for each in templates})
    model = build_model(replace(question, templates=only))
    names = [model.places.get((meal, template, FixedPortion(slot, food.id, food.min_steps)))]
    for lock in question.locks:
        kind = _template_of(model.places, question, lock)
        names += [model.places.get((lock.meal, kind, portion)) for portion in lock.portions]
    if None in names:
        return Broken(LOCKED, "", meal)
    low = {variable.name: variable.lowBound for variable in model.problem.variables()}
    high = {variable.name: variable.upBound for variable in model.problem.variables()}
    for name in (*names, model.use[meal, template].name):
        low[name or ""] = 1.0
    rows = [
        (row.name, [(v.name, a) for v, a in row.items() if a], -row.constant, row.sense)
        for row in model.problem.constraints()
    ]
    for _pass in range(PASSES):
        for name, least in low.items():
            most = high[name]
            if least is not None and most is not None and least > most + SLACK * max(1.0, abs(most)):
                return Broken(kind_of_limit(name), name, meal)
        for row, terms, side, sense in rows:
            if sense > 0:
                continue  # a least: other foods may bring what is missing
            if _passes(row, terms, side, low, high):
                return Broken(kind_of_limit(row), row, meal)
    return None


def _passes(
    row: str,
    terms: list[tuple[str, float]],
    side: float,
    low: dict[str, float | None],
    high: dict[str, float | None],
) -> bool:
    """Whether a row is passed however little else is eaten; else what its variables must be at least or most."""
    ends = {name: (low[name] if a > 0 else high[name]) for name, a in terms}
    known = {name: a * end if (end := ends[name]) is not None else -math.inf for name, a in terms}
    total = sum(known.values())
    if total > side + SLACK * max(1.0, abs(side)):
        return True
    for name, a in terms:
        rest = sum(each for other, each in known.items() if other != name)
        if rest == -math.inf:
            continue
        bound = (side - rest) / a
        old_low, old_high = low[name], high[name]
        if a < 0 and (old_low is None or bound > old_low):
            low[name] = bound
        elif a > 0 and len(terms) == 1 and (old_high is None or bound < old_high):
            high[name] = bound
    return False


def _template_of(places: Mapping[tuple[str, str, FixedPortion], str], question: Question, lock: Lock) -> str:
    """A template that has room for all that is locked in a meal."""
    if lock.template is not None:
        return lock.template
    able = [template.id for template in question.templates.for_meal(lock.meal)]
    fits = (each for each in able if all((lock.meal, each, portion) in places for portion in lock.portions))
    return next(fits, "")


def kind_of_limit(name: str) -> int:
    """What a row or a variable of the day's program limits, by its name (docs/model.md)."""
    if name.endswith("_hard_most") or name.startswith("total_"):
        return NUTRIENT
    if name.startswith("portions_") or name.endswith("_portions"):
        return LIMIT
    if name.startswith(("eaten_", "counted_", "serve_")) or name.endswith(("_eaten", "_counted")):
        return WEEK
    if name.endswith(("_kcal", "_energy")):
        return ENERGY
    if name.endswith(("_carbohydrate", "_carb_g")):
        return CARBOHYDRATE
    if name.endswith("_magnesium_share"):
        return SHARE
    if "_lock_" in name or name.endswith(
        ("_count", "_most", "_least", "_as_many", "_only_if_used", "_once", "_one_template")
    ):
        return LOCKED
    return BARRED if name.startswith("use_") else OTHER


def _sentence(profile: Profile, question: Question, food: Food, broken: Broken) -> str:
    portion = food.household(food.min_steps)
    match broken.kind:
        case k if k == NUTRIENT:
            return _of_nutrient(profile, question, food, broken.name)
        case k if k == LIMIT:
            return next(limit.reason for limit in question.limits if limit.id in broken.name)
        case k if k == WEEK:
            return _of_week(food, broken.name)
        case k if k == ENERGY:
            largest = max(
                (time for time in question.meals if any(meal == time.id for meal, _t, _s in _places(question, food))),
                key=lambda time: time.most,
            )
            said = _("{portion} of “{food}” has {amount} kcal; your {meal} holds at most {most} kcal.")
            if any(lock.meal == largest.id for lock in question.locks):
                said = _(
                    "{portion} of “{food}” has {amount} kcal; with what you locked there it is more than the"
                    " {most} kcal your {meal} may have."
                )
            kcal = food.amount(nutrients.ENERGY, food.min_steps) or 0.0
            most = largest.most * question.targets.energy_kcal
            return said.format(
                portion=portion,
                food=food.name,
                amount=figure(kcal, ",.0f"),
                meal=largest.name.lower(),
                most=figure(most, ",.0f"),
            )
        case k if k == SHARE:
            said = _("{portion} of “{food}” has {amount}, more than the {share} of a day's magnesium a meal may carry.")
            return said.format(
                portion=portion,
                food=food.name,
                amount=_amount(food.amount(nutrients.MAGNESIUM, food.min_steps) or 0.0, nutrients.MAGNESIUM),
                share=percent(max(time.magnesium_most for time in question.meals)),
            )
        case k if k == CARBOHYDRATE:
            limit = next(each for each in question.targets.meals if each.meal == broken.meal)
            said = _("{portion} of “{food}” has {amount} of carbohydrate; your {meal} holds {range} ({why}).")
            return said.format(
                portion=portion,
                food=food.name,
                amount=_amount(food.amount(limit.nutrient, food.min_steps) or 0.0, limit.nutrient),
                meal=question.templates.meal(limit.meal).name.lower(),
                range=range_text(limit),
                why=_("your own range") if limit.own else medical_rules.because("diabetes", profile),
            )
        case k if k == LOCKED:
            return _("It does not fit beside what you locked on this day.")
        case k if k == BARRED:
            return _("The kind of dinner it belongs to is eaten the day before or after.")
        case _:
            return _("{portion} of “{food}” passes a limit of this day.").format(portion=portion, food=food.name)


def _of_nutrient(profile: Profile, question: Question, food: Food, name: str) -> str:
    key = name.removeprefix("total_").removesuffix("_hard_most")
    nutrient = known_nutrient(key)
    by_id = {each.id: each for each in question.foods}
    held = [portion for lock in question.locks for portion in lock.portions]
    locked = sum(by_id[portion.food].amount(nutrient, portion.steps) or 0.0 for portion in held)
    target = min(
        (each for each in question.targets.hard if each.nutrient == nutrient and each.most is not None),
        key=lambda each: each.most or 0.0,
    )
    alone = (food.amount(nutrient, food.min_steps) or 0.0) > (target.most or 0.0)
    return nutrient_sentence(profile, food, target, 0.0 if alone else locked)


def _of_week(food: Food, name: str) -> str:
    inside = next((part.food for part in food.ingredients if name == f"counted_{part.food.id}"), None)
    if inside is not None:
        said = _("It is made with “{part}”, of which this day may have no such portion: the week has its fill.")
        return said.format(part=inside.name)
    return _("This week already has as much “{food}” as a week may have.").format(food=food.name)


def love_sentences(document: Document, targets: Targets, foods: Iterator[Food]) -> Iterator[str]:
    """For each loved food of which not even the smallest portion goes into a day, that it did not come in and why."""
    for food in foods:
        target = too_much(targets, food)
        if target is not None:
            said = _("“{food}” is loved, but did not come in: {nutrient}.").format(
                food=food.name, nutrient=inside(target.nutrient.label)
            )
            yield f"{said} {nutrient_sentence(document.profile, food, target)}"
