"""The audit of changes: what they promise, recomputed from entries, grams and figures. It never sees the model."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from planner.document.refused import ADD, DROP, LESS, MORE, SWAP
from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.needs.medical_rules import limits
from planner.now.changes import Change
from planner.now.choices import Question, counts, goes_beside, may_be_more, may_come_in, takes_the_place
from planner.now.eaten import Eaten

_BAND = 0.05  # of each day's energy
_ADDITIONS = 2  # a meal
_SLACK = 1e-5  # relative

Line = tuple[str, Eaten, float]  # meal, food, grams


def audit(
    question: Question, changes: Sequence[Change], *, partly: bool = False, energy: bool = True
) -> tuple[str, ...]:
    """What is wrong with the changes, nothing if they keep every promise. The sentences are for a log.

    ``partly`` ones are on the way: they keep all of them but the target itself, and without ``energy`` its band.
    """
    days = [[(entry.meal, entry.food, entry.grams) for entry in day] for day in question.days]
    after, wrong = _applied(days, changes)
    wrong += [*_audit_each(question, changes), *_audit_additions(question, changes, after)]
    wrong += [
        *(_audit_energy(days, after) if energy else ()),
        *_audit_targets(question, days, after, partly),
        *_audit_meals(question, days, after),
        *_audit_limits(question, days, after),
    ]
    if number_of_changes(days, after) > len(changes):
        wrong.append(f"{number_of_changes(days, after)} changes are made and {len(changes)} said")
    return tuple(wrong)


def number_of_changes(before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]]) -> int:
    """How many changes lead from one list to the other, counted from the lists alone.

    What goes and what comes at a meal are one change each, but one of each at a meal are one together. A change that is
    the same on all days where it is made counts once.
    """
    gone: set[tuple[str, str, float]] = set()
    come: set[tuple[str, str, float]] = set()
    for old, new in zip(before, after, strict=True):
        there, here = (Counter((meal, food.id, grams) for meal, food, grams in day) for day in (old, new))
        gone.update((there - here).keys())
        come.update((here - there).keys())
    meals = {meal for meal, _food, _grams in gone | come}
    return sum(max(sum(line[0] == meal for line in lines) for lines in (gone, come)) for meal in meals)


def _applied(days: Sequence[Sequence[Line]], changes: Sequence[Change]) -> tuple[list[list[Line]], list[str]]:
    wrong, after = [], [list(day) for day in days]
    done: set[tuple[int, int]] = set()
    for change in changes:
        hit = False
        for number, day in enumerate(days):
            if change.kind == ADD:
                after[number].append((change.meal, change.food, change.grams))
                hit = True
                continue
            old = change.instead_of if change.kind == SWAP else change.food
            for place, (meal, food, grams) in enumerate(day):
                if old is not None and (meal, food.id, grams) == (change.meal, old.id, change.was_g):
                    hit = True
                    if (number, place) in done:
                        wrong.append(f"{food.name} is changed twice")
                    done.add((number, place))
                    after[number][place] = (meal, change.food, change.grams)
        if not hit:
            wrong.append(f"{change.kind} of {change.food.name} is about nothing that is eaten")
    return [[line for line in day if line[2] > 0] for day in after], wrong


def _audit_each(question: Question, changes: Sequence[Change]) -> Iterator[str]:
    for change in changes:
        food, name = change.food.food, change.food.name
        if question.document.refused.forbids(change.refusal):
            yield f"{change.kind} of {name} was refused"
        match change.kind:
            case "add" | "swap":
                if food is None or food.id not in question.catalogue or not may_come_in(question, food):
                    yield f"{name} may not come in"
                elif not math.isclose(change.grams, change.steps * food.step_g) or not (
                    food.min_steps <= change.steps <= food.max_steps
                ):
                    yield f"{change.grams:g} g of {name} is no portion of it"
                if (
                    change.kind == ADD
                    and food is not None
                    and question.roles.get(change.meal, frozenset()).isdisjoint(food.roles)
                ):
                    yield f"{name} does not belong to {change.meal}"
                if change.kind == ADD and food is not None and not goes_beside(question, food, change.meal):
                    yield f"{name} does not go beside what is eaten at {change.meal}"
                instead = change.instead_of
                if (
                    food is not None
                    and instead is not None
                    and not takes_the_place(question, food, change.grams, instead, change.was_g, change.meal)
                ):
                    yield f"{change.grams:g} g of {name} do not stand for {change.was_g:g} g of {instead.name}"
                if change.kind == SWAP and (
                    change.instead_of is None or change.instead_of.kinds.isdisjoint(change.food.kinds)
                ):
                    yield f"{name} is swapped for a food of another kind"
            case "more":
                if not may_be_more(question, change.food):
                    yield f"{name} may not become more"
                if not math.isclose(change.grams, 1.5 * change.was_g):
                    yield f"{name} is not half as much again"
            case "less":
                if not math.isclose(change.grams, change.was_g / 2):
                    yield f"{name} is not halved"
            case "drop":
                if change.grams:
                    yield f"{name} is not left out"
            case _:
                yield f"{change.kind} is no kind of change"


def _audit_additions(question: Question, changes: Sequence[Change], after: Sequence[Sequence[Line]]) -> Iterator[str]:
    added = Counter(change.meal for change in changes if change.kind == ADD)
    yield from (f"{count} additions at {meal}" for meal, count in added.items() if count > _ADDITIONS)
    for change in changes:
        food = change.food.food
        if food is None or change.kind in (DROP, LESS):
            continue
        for number, day in enumerate(after):
            if (change.meal, change.food, change.grams) not in day:
                continue
            eaten = [(meal, grams) for meal, each, grams in day if each.is_same(food)]
            before = sum(entry.grams for entry in question.days[number] if entry.food.is_same(food))
            most = max(food.daily_max * food.step_g, before)
            if sum(grams for _meal, grams in eaten) > most * (1 + _SLACK):
                yield f"more of {food.name} on a day than its most"
            at_meal = sum(meal == change.meal for meal, _grams in eaten)
            if change.kind != MORE and (at_meal > 1 or (food.once_a_day and len(eaten) > 1)):
                yield f"{food.name} is there more than once"


def _audit_energy(before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]]) -> Iterator[str]:
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        was, now = _sum(old, nutrients.ENERGY), _sum(new, nutrients.ENERGY)
        if abs(now - was) > _BAND * was + _SLACK * max(1.0, was):
            yield f"day {number} has {now:.0f} kcal and had {was:.0f}"


def _audit_targets(
    question: Question, before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]], partly: bool
) -> Iterator[str]:
    least = question.targets.least(nutrients.MAGNESIUM) or 0.0
    reach = _mean(after, nutrients.MAGNESIUM)
    if not partly and reach < least - _SLACK * max(1.0, least):
        yield f"{reach:.2f} mg magnesium, expected {least:g}"
    pairs = [([old], [new], f"day {number}") for number, (old, new) in enumerate(zip(before, after, strict=True), 1)]
    for target in question.targets.hard:
        if target.nutrient == nutrients.ENERGY:
            continue
        for olds, news, where in (*pairs, (before, after, "the mean")):
            was, now = _mean(olds, target.nutrient), _mean(news, target.nutrient)
            slack = _SLACK * max(1.0, was, now)
            if target.most is not None and now > max(target.most, was) + slack:
                yield f"{where}: {now:g} {target.nutrient.key}, at most {target.most:g}, before {was:g}"
            held = target.nutrient != nutrients.MAGNESIUM and target.least is not None
            if held and now < min(target.least or 0.0, was) - slack:
                yield f"{where}: {now:g} {target.nutrient.key}, at least {target.least:g}, before {was:g}"


def _audit_meals(
    question: Question, before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]]
) -> Iterator[str]:
    for limit in question.targets.meals:
        for number, days in enumerate(zip(before, after, strict=True), start=1):
            was, now = (_sum([line for line in day if line[0] == limit.meal], limit.nutrient) for day in days)
            slack = _SLACK * max(1.0, was, now)
            if limit.most is not None and now > max(limit.most, was) + slack:
                yield f"day {number}: {limit.meal} has {now:g} {limit.nutrient.key}, at most {limit.most:g}"
            if limit.least is not None and now < min(limit.least, was) - slack:
                yield f"day {number}: {limit.meal} has {now:g} {limit.nutrient.key}, at least {limit.least:g}"


def _audit_limits(
    question: Question, before: Sequence[Sequence[Line]], after: Sequence[Sequence[Line]]
) -> Iterator[str]:
    for limit in limits(question.profile):
        was, now = (
            [float(sum(counts(limit, food) for _meal, food, _grams in day)) for day in days] for days in (before, after)
        )
        if limit.days > 1:
            was, now = [limit.days * sum(was) / len(was)], [limit.days * sum(now) / len(now)]
        for old, new in zip(was, now, strict=True):
            if new > max(limit.most, old) + _SLACK:
                yield f"{new:g} portions of {limit.name}, at most {limit.most}, before {old:g}"


def _sum(day: Sequence[Line], nutrient: Nutrient) -> float:
    return sum(grams * food.amounts[nutrient] / 100 for _meal, food, grams in day if nutrient in food.amounts)


def _mean(days: Sequence[Sequence[Line]], nutrient: Nutrient) -> float:
    return sum(_sum(day, nutrient) for day in days) / len(days)
