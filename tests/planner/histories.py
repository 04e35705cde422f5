"""Documents with days behind them: the days of a plan again and again, eaten, skipped, and something else."""

import random
from dataclasses import replace
from datetime import date, timedelta

from planner.document.diary import DiaryDay
from planner.document.document import (
    EATEN,
    OTHER,
    SKIPPED,
    Document,
    EatenFood,
    Judged,
    Mark,
    RecordedDay,
    RecordedMeal,
)
from planner.plan.plan import Plan
from planner.plan.stored_form import fixed

JUDGED = (
    Judged(2000.0, (("energy_kcal", 1940.0, 2060.0), ("magnesium_mg", 420.0, None), ("sodium_mg", None, 2300.0))),
    Judged(1900.0, (("energy_kcal", 1840.0, 1960.0), ("magnesium_mg", 420.0, None), ("fiber_g", 30.0, None))),
)
FOODS = ("almonds", "oats", "banana")  # of the shipped table
NOTES = ("", "", "at the market", "a birthday")


def history(plan: Plan, days: int, last: date, seed: int = 1) -> tuple[RecordedDay, ...]:
    """So many recorded days that end with ``last``: most as planned, some unmarked, skipped or something else."""
    chance = random.Random(seed)
    found = []
    for back in range(days - 1, -1, -1):
        planned = plan.days[chance.randrange(len(plan.days))]
        meals = tuple(
            RecordedMeal(meal.meal, meal.template, tuple(map(fixed, meal.portions)), _mark(chance))
            for meal in planned.meals
        )
        found.append(RecordedDay(last - timedelta(days=back), meals, JUDGED[back > days // 2]))
    return tuple(found)


def _mark(chance: random.Random) -> Mark | None:
    kind = chance.choices((EATEN, "", SKIPPED, OTHER), (70, 20, 4, 6))[0]
    if not kind:
        return None
    foods = tuple(EatenFood(food, 10.0 * chance.randint(2, 12)) for food in chance.sample(FOODS, chance.randint(0, 2)))
    return Mark(kind, foods, chance.choice(NOTES)) if kind == OTHER else Mark(kind)


def diary(days: int, last: date, seed: int = 1) -> tuple[DiaryDay, ...]:
    """Scores of most days and a weight once a week."""
    chance = random.Random(seed)
    found = []
    for back in range(days - 1, -1, -1):
        score = min(10, max(0, round(6 - 3 * (days - back) / days + chance.uniform(-1.5, 1.5))))
        weight = round(72 - 2 * (days - back) / days + chance.uniform(-0.4, 0.4), 1)
        day = DiaryDay(
            last - timedelta(days=back), score if chance.random() < 0.9 else None, weight if back % 7 == 0 else None
        )
        if day:
            found.append(day)
    return tuple(found)


def with_history(document: Document, plan: Plan, days: int, last: date, seed: int = 1) -> Document:
    """The document with so many recorded days, and a diary of them."""
    return replace(document, recorded=history(plan, days, last, seed), diary=diary(days, last, seed))
