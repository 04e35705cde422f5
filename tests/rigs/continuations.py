"""Plans that go on behind recorded days, and an independent count of what several days may hold, over the dates.

Nothing of the horizon, the model or the audit is used to count: portions are taken apart here, day by day.
"""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from planner.document.document import (
    EATEN,
    LIKE,
    LOVE,
    OTHER,
    RARELY,
    SKIPPED,
    Document,
    EatenFood,
    Mark,
    RecordedDay,
    RecordedMeal,
)
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.needs.medical_rules import PortionLimit
from planner.needs.profile import Profile
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed

Held = dict[str, float]  # steps by food id
FIRST = date(2026, 2, 26)  # what follows holds a 28 February

PROFILES = (
    Profile(),
    Profile(sex="female", age_years=31, life_stage="pregnancy", gestation_week=20),
    Profile(conditions=frozenset({"oxalate stones"})),
    Profile(conditions=frozenset({"diabetes"})),
    Profile(diet="pescatarian"),
)


def with_random_past(document: Document, plan: Plan, catalogue: Catalogue, chance: random.Random) -> Document:
    """The document whose plan is over: its days are recorded with all kinds of marks, and it begins behind them."""
    first = document.start
    if first is None:
        raise ValueError("the document does not say when it starts")
    foods = [food for food in catalogue if not food.recipe]
    for day in plan.days:
        meals = []
        for lock in plan_to_fixed(Plan((day,))):
            kind = chance.choices((None, EATEN, SKIPPED, OTHER), (4, 4, 1, 2))[0]
            mark = None if kind is None else Mark(kind)
            if kind == OTHER:
                eaten = chance.sample(foods, chance.randint(0, 3))
                mark = Mark(OTHER, tuple(EatenFood(food.id, chance.uniform(5, 400)) for food in eaten))
            meals.append(RecordedMeal(lock.meal, lock.template or "", lock.portions, mark))
        when = first + timedelta(days=day.number - 1)
        document = document.with_recorded(RecordedDay(when, tuple(meals)))
    tastes = {food.id: chance.choice((LOVE, LIKE, RARELY)) for food in chance.sample(foods, 4)}
    wishes = {food.id: chance.randint(1, 7) for food in chance.sample(foods, 2)}
    return replace(document, start=first + timedelta(days=len(plan.days)), tastes=tastes, wishes=wishes)


def broken_across(document: Document, plan: Plan, catalogue: Catalogue, limits: tuple[PortionLimit, ...]) -> list[str]:
    """What a plan breaks of weekly maxima, limits of conditions and the dinner rule, beside the days as eaten."""
    past = {day.date: day for day in document.recorded}
    start = document.start or FIRST
    new = {start + timedelta(days=day.number - 1): day for day in plan.days}
    steps: dict[date, Held] = {}
    portions: dict[date, list[Food]] = {}
    for when, recorded in past.items():
        held = [each for meal in recorded.meals for each in _eaten(meal, catalogue)]
        steps[when], portions[when] = _taken_apart(held), [food for food, _ in held]
    for when, day in new.items():
        held = [(portion.food, float(portion.steps)) for portion in day.portions]
        steps[when], portions[when] = _taken_apart(held), [food for food, _ in held]
    return [
        *_weekly(steps, new, catalogue),
        *_limited(portions, new, limits),
        *_dinners(past, {when: day.meal("dinner") for when, day in new.items()}),
    ]


def _eaten(meal: RecordedMeal, catalogue: Catalogue) -> Iterator[tuple[Food, float]]:
    if meal.mark is None or meal.mark.kind == EATEN:
        yield from ((catalogue[held.food], float(held.steps)) for held in meal.planned)
    elif meal.mark.kind == OTHER:
        for each in meal.mark.foods:
            whole, rest = divmod(each.grams, catalogue[each.food].step_g)
            yield catalogue[each.food], max(1.0, whole + (rest > 1e-6))


def _taken_apart(held: list[tuple[Food, float]]) -> Held:
    steps: dict[str, float] = defaultdict(float)
    for food, count in held:
        steps[food.id] += count
        if food.recipe is not None:
            for part in food.recipe.ingredients:
                steps[part.food.id] += part.grams * food.step * count / part.food.step_g
    return dict(steps)


def _weekly(steps: Mapping[date, Held], new: Mapping[date, object], catalogue: Catalogue) -> Iterator[str]:
    """Every seven days running that hold a new day: no more than the maximum, or nothing new where it was passed."""
    for last in sorted(new):
        for shift in range(7):
            window = [last + timedelta(days=shift - back) for back in range(7)]
            old: dict[str, float] = defaultdict(float)
            planned: dict[str, float] = defaultdict(float)
            for when in window:
                for food, count in steps.get(when, {}).items():
                    (planned if when in new else old)[food] += count
            for food, count in planned.items():
                most = catalogue[food].weekly_max
                if old[food] + count > most + 1e-6:
                    yield f"{food}: {old[food]:g} + {count:g} of {most} in the week to {window[0]}"


def _limited(
    portions: Mapping[date, list[Food]], new: Mapping[date, object], limits: tuple[PortionLimit, ...]
) -> Iterator[str]:
    for limit in limits:
        for last in sorted(new):
            for shift in range(limit.days):
                window = [last + timedelta(days=shift - back) for back in range(limit.days)]
                old = sum(limit.counts(food) for when in window if when not in new for food in portions.get(when, ()))
                planned = sum(limit.counts(food) for when in window if when in new for food in portions[when])
                if planned and old + planned > limit.most:
                    yield f"{limit.id}: {old} + {planned} of {limit.most} in {limit.days} days to {window[0]}"


def _dinners(past: Mapping[date, RecordedDay], new: Mapping[date, object]) -> Iterator[str]:
    kinds: dict[date, str] = {}
    for when, day in past.items():
        meal = day.meal("dinner")
        if meal is not None and (meal.mark is None or meal.mark.kind == EATEN):
            kinds[when] = meal.template
    kinds |= {when: getattr(dinner, "template", "") for when, dinner in new.items()}
    for when in new:
        before = when - timedelta(days=1)
        if kinds.get(before) and kinds[before] == kinds[when]:
            yield f"dinner is {kinds[when]} on {before} and {when}"
