"""Whether so few changes reach the target, by SciPy alone: the rules stated again, without planner.now's model.

It knows the entries, the foods and the targets, and shares with the product only what food may come in at all and how
many portions of a limit it is.
"""

import math
from collections import defaultdict
from collections.abc import Callable

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from planner.foods.food import Food
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.needs import medical_rules
from planner.needs.medical_rules import PortionLimit
from planner.now.choices import Question, counts, may_be_more, may_come_in
from planner.now.eaten import Eaten, Entries, Entry, of_catalogue

Line = tuple[int, Eaten, float]  # day, food, grams


class Rows:
    """Rows of a program, entered one by one."""

    def __init__(self) -> None:
        self.cells: list[tuple[int, int, float]] = []
        self.low: list[float] = []
        self.high: list[float] = []

    def add(self, terms: dict[int, float], low: float, high: float) -> None:
        self.cells += [(len(self.low), column, value) for column, value in terms.items() if value]
        self.low.append(low)
        self.high.append(high)


def is_possible(question: Question, most: int) -> bool:
    """Whether at most so many changes reach the target."""
    days = question.days
    columns: list[tuple[list[Line], list[Line]]] = []  # what goes, what comes
    meal_of: list[str] = []  # by column
    by_entry: dict[Entry, list[int]] = defaultdict(list)
    by_food: dict[tuple[int, str, str], list[int]] = defaultdict(list)  # day, food, meal or any
    by_steps: dict[tuple[int, str], dict[int, float]] = defaultdict(dict)
    at_meal: dict[str, list[int]] = defaultdict(list)
    foods = [food for food in question.catalogue if may_come_in(question, food)]

    def eaten(day: int, food_id: str, meal: str | None = None) -> float:
        name = question.catalogue[food_id].name
        same = [each for each in days[day] if each.food.id == food_id or each.food.name == name]
        return sum(each.grams for each in same if meal in (None, each.meal))

    meals = question.templates.meals_for(question.targets.energy_kcal, question.targets.snacks)
    slots = {meal.id: [slot for each in question.templates.for_meal(meal.id) for slot in each.slots] for meal in meals}

    def fits(meal: str, food: Food) -> bool:
        return any(slot.takes(food) for slot in slots.get(meal, ()))

    for entry in {entry: None for day in days for entry in day}:
        where = [number for number, day in enumerate(days) for each in day if each == entry]
        for factor in (0.0, 0.5, 1.5):
            grams = entry.grams * factor
            if factor > 1 and (grams > 2000 or not may_be_more(question, entry.food)):
                continue
            by_entry[entry].append(len(columns))
            if factor > 1 and entry.food.food is not None:
                for day in where:
                    steps = by_steps[day, entry.food.id]
                    steps[len(columns)] = steps.get(len(columns), 0.0) + grams - entry.grams
            columns.append(([(d, entry.food, entry.grams) for d in where], [(d, entry.food, grams) for d in where]))
            meal_of.append(entry.meal)
        for food in foods:
            new = of_catalogue(food)
            once = food.once_a_day
            taken = any(eaten(day, food.id, None if once else entry.meal) for day in where)
            if taken or len(set(where)) < len(where) or not new.kinds & entry.food.kinds or new.name == entry.food.name:
                continue
            if not is_known(question, food) or (food.recipe is not None and not fits(entry.meal, food)):
                continue
            liquid = entry.food.kinds & {"drink", "milk", "soup"}
            for steps_in in range(food.min_steps, food.max_steps + 1):
                if not liquid and food.grams(steps_in) > 2.5 * entry.grams:
                    continue
                for day in where:
                    by_food[day, food.id, "" if once else entry.meal].append(len(columns))
                    by_steps[day, food.id][len(columns)] = food.grams(steps_in)
                by_entry[entry].append(len(columns))
                columns.append(
                    ([(d, entry.food, entry.grams) for d in where], [(d, new, food.grams(steps_in)) for d in where])
                )
                meal_of.append(entry.meal)
    for food in foods:
        new = of_catalogue(food)
        for meal in meals:
            every = range(len(days))
            taken = any(eaten(day, food.id, None if food.once_a_day else meal.id) for day in every)
            if taken or not fits(meal.id, food) or not is_known(question, food):
                continue
            if meal.id == "breakfast" and not all(suits_breakfast(question, food, day) for day in days):
                continue
            for steps_in in range(food.min_steps, food.max_steps + 1):
                for day in every:
                    by_food[day, food.id, "add"].append(len(columns))
                    by_steps[day, food.id][len(columns)] = food.grams(steps_in)
                at_meal[meal.id].append(len(columns))
                columns.append(([], [(d, new, food.grams(steps_in)) for d in every]))
                meal_of.append(meal.id)
    rows = Rows()
    for group in by_entry.values():
        rows.add(dict.fromkeys(group, 1.0), -math.inf, 1.0)
    for group in at_meal.values():
        rows.add(dict.fromkeys(group, 1.0), -math.inf, 2.0)
    # A food comes in once at most: with what is added on that day, at every meal or, once a day, at all.
    for (day, food_id, meal_id), group in by_food.items():
        added = by_food.get((day, food_id, "add"), [])
        rows.add(dict.fromkeys([*group, *(added if meal_id != "add" else [])], 1.0), -math.inf, 1.0)
    for (day, food_id), terms in by_steps.items():
        food = question.catalogue[food_id]
        rows.add(terms, -math.inf, max(0.0, food.daily_max * food.step_g - eaten(day, food_id)))
    _nutrient_rows(question, columns, rows)
    for limit in question.targets.meals:
        for day, entries in enumerate(days):
            at = [each for each in entries if each.meal == limit.meal]
            was = sum(each.grams * each.food.amounts.get(limit.nutrient, 0.0) / 100 for each in at)
            terms = {
                column: sum(g * f.amounts.get(limit.nutrient, 0.0) / 100 for d, f, g in come if d == day)
                - sum(g * f.amounts.get(limit.nutrient, 0.0) / 100 for d, f, g in gone if d == day)
                for column, (gone, come) in enumerate(columns)
                if meal_of[column] == limit.meal
            }
            low = -math.inf if limit.least is None else min(limit.least, was) - was
            rows.add(terms, low, math.inf if limit.most is None else max(limit.most, was) - was)
    _limit_rows(question, columns, rows)
    rows.add(dict.fromkeys(range(len(columns)), 1.0), -math.inf, most)
    return _has_solution(rows, len(columns))


def is_known(question: Question, food: Food) -> bool:
    """No food of the third familiarity comes in that nobody said to like."""
    return food.familiarity != 3 or question.document.tastes.get(food.id) in ("like", "love")


def suits_breakfast(question: Question, food: Food, day: Entries) -> bool:
    """Warm vegetables and starches need something savoury beside them."""
    slots = [slot for each in question.templates.for_meal("breakfast") for slot in each.slots if slot.takes(food)]
    warm = {"cooked_vegetable", "legume", "grain", "pasta", "potato", "baking_potato"}
    if any(slot.roles & food.roles - warm for slot in slots):
        return True
    savoury = {"egg", "meat or fish", "cooked vegetables", "pulses", "starch", "main dish", "soup"}
    return any(entry.food.kinds & savoury for entry in day if entry.meal == "breakfast")


def _nutrient_rows(
    question: Question,
    columns: list[tuple[list[Line], list[Line]]],
    rows: Rows,
) -> None:
    count = len(question.days)

    def held(food: Eaten, nutrient: Nutrient) -> float:
        return food.amounts.get(nutrient, 0.0) / 100

    def effects(nutrient: Nutrient) -> list[list[float]]:
        found = []
        for gone, come in columns:
            by_day = [0.0] * count
            for day, food, grams in gone:
                by_day[day] -= grams * held(food, nutrient)
            for day, food, grams in come:
                by_day[day] += grams * held(food, nutrient)
            found.append(by_day)
        return found

    def now(nutrient: Nutrient) -> list[float]:
        return [sum(each.grams * held(each.food, nutrient) for each in day) for day in question.days]

    def bound(nutrient: Nutrient, limits: Callable[[float], tuple[float, float]]) -> None:
        every, before = effects(nutrient), now(nutrient)
        for day in range(count):
            low, high = limits(before[day])
            rows.add({c: each[day] for c, each in enumerate(every)}, low - before[day], high - before[day])
        low, high = limits(sum(before) / count)
        mean = sum(before) / count
        rows.add({c: sum(each) / count for c, each in enumerate(every)}, low - mean, high - mean)

    kcal, energy = effects(ENERGY), now(ENERGY)
    for day in range(count):
        rows.add({c: each[day] for c, each in enumerate(kcal)}, -0.05 * energy[day], 0.05 * energy[day])
    magnesium = {c: sum(each) / count for c, each in enumerate(effects(MAGNESIUM))}
    least = question.targets.least(MAGNESIUM) or 0.0
    rows.add(magnesium, least - sum(now(MAGNESIUM)) / count, math.inf)
    for target in question.targets.hard:
        if target.nutrient != ENERGY:
            low = -math.inf if target.nutrient == MAGNESIUM or target.least is None else target.least
            high = math.inf if target.most is None else target.most

            def limits(was: float, low: float = low, high: float = high) -> tuple[float, float]:
                return min(low, was), max(high, was)

            bound(target.nutrient, limits)


def _limit_rows(question: Question, columns: list[tuple[list[Line], list[Line]]], rows: Rows) -> None:
    """Portions that a condition or life stage limits, such as those high in oxalate: of a day, or of a week."""
    for limit in medical_rules.limits(question.profile):

        def portions(lines: list[Line], day: int, limit: PortionLimit = limit) -> int:
            return sum(counts(limit, food) for at, food, grams in lines if at == day and grams > 0)

        every = range(len(question.days))
        now = [sum(counts(limit, each.food) for each in day) for day in question.days]
        added = {
            column: [portions(come, day) - portions(gone, day) for day in every]
            for column, (gone, come) in enumerate(columns)
        }
        if limit.days == 1:
            for day in every:
                terms = {column: float(each[day]) for column, each in added.items()}
                rows.add(terms, -math.inf, max(0.0, limit.most - now[day]))
        else:
            terms = {column: sum(each) * limit.days / len(now) for column, each in added.items()}
            rows.add(terms, -math.inf, max(0.0, limit.most - sum(now) * limit.days / len(now)))


def _has_solution(rows: Rows, columns: int) -> bool:
    places, values = [cell[:2] for cell in rows.cells], [cell[2] for cell in rows.cells]
    at = ([row for row, _column in places], [column for _row, column in places])
    matrix = csr_matrix((values, at), shape=(len(rows.low), columns))
    found = milp(
        np.zeros(columns),
        constraints=LinearConstraint(matrix, rows.low, rows.high),
        integrality=np.ones(columns),
        bounds=Bounds(0, 1),
    )
    if found.status not in (0, 2):
        raise ArithmeticError(f"SciPy says: {found.message}")
    return bool(found.status == 0)
