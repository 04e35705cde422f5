"""The planning problem stated a second time, from docs/model.md and the rules of the audit, for SciPy.

Nothing of planner/optimise/hard_rules.py is in it, and the program has another shape: a portion is one binary and one
whole number of steps, and the days of a document are one program. It says whether a plan exists, which rules a plan
breaks and the most magnesium a day can hold; tests/rigs/independent_points.py adds the goals.
"""

import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations, product
from pathlib import Path

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

import planner
from planner.document.document import LIKE, LOVE, NEVER, Document, Lock
from planner.foods.food import Food
from planner.foods.meals import Kind, MealTime, Slot, Template, Templates
from planner.foods.nutrients import BY_KEY, Nutrient
from planner.needs import medical_rules
from planner.needs.targets import Targets
from planner.plan.plan import Plan

# The figures of docs/model.md, written down once more: a slip in the product's must not be a slip here.
MEAL_MAGNESIUM = 0.45  # of the day's magnesium in one meal
WEEK = 7  # [days]
ALIKE_G = 15.0  # [g] of carbohydrate between any two days, with diabetes
DATA = Path(planner.__file__).parent / "data"
OVEN = frozenset(tomllib.loads((DATA / "kitchen.toml").read_text(encoding="utf-8"))["oven"])  # made in one
STARCHY = frozenset({"bread", "grain", "pasta", "potato", "baking_potato"})

SLACK = 1e-6  # relative, as the rounding of sums of floats
ENERGY, MAGNESIUM, CARBOHYDRATE = (BY_KEY[key] for key in ("energy_kcal", "magnesium_mg", "carb_g"))

Terms = dict[int, float]


class Undecided(Exception):  # noqa: N818 - it is an answer
    """SciPy's time was over before it knew."""


@dataclass(frozen=True, slots=True)
class Row:
    """``least`` <= terms <= ``most``, by column."""

    name: str
    terms: Mapping[int, float]
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a portion may be: a slot of a template of a meal of a day."""

    day: int
    meal: str
    template: str
    slot: str


@dataclass(slots=True)
class Program:
    """Columns and rows for SciPy."""

    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)

    def column(self, low: float, high: float, whole: bool) -> int:
        self.low.append(low)
        self.high.append(high)
        self.whole.append(whole)
        return len(self.low) - 1

    def row(self, name: str, terms: Terms, least: float = -math.inf, most: float = math.inf) -> None:
        self.rows.append(Row(name, terms, least, most))

    def solve(self, cost: Terms, seconds: float) -> tuple[float, float] | None:
        """What the smallest value of ``cost`` is at least, and the smallest found; None when no point keeps every row.

        Both are the same when the time was enough; the second is infinite when none was found.
        """
        if any(not row.terms and not row.least <= 0 <= row.most for row in self.rows):
            return None
        found = self.asked(cost, seconds)
        if found.status == 2:
            return None
        if found.status == 0:
            return float(found.fun), float(found.fun)
        if found.status != 1:
            raise ArithmeticError(f"SciPy says: {found.message}")
        bound, best = found.mip_dual_bound, found.fun
        return -math.inf if bound is None else float(bound), math.inf if best is None else float(best)

    def asked(self, cost: Terms, seconds: float, gap: float = 0.0) -> OptimizeResult:
        """SciPy's answer for the smallest ``cost``, to a relative ``gap``."""
        costs = np.zeros(len(self.low))
        costs[list(cost)] = list(cost.values())
        return milp(
            costs,
            constraints=LinearConstraint(*self.matrix()),
            integrality=np.array(self.whole, dtype=int),
            bounds=Bounds(self.low, self.high),
            options={"mip_rel_gap": gap, "time_limit": seconds},
        )

    def matrix(self) -> tuple[object, list[float], list[float]]:
        rows = [number for number, row in enumerate(self.rows) for _ in row.terms]
        columns = [column for row in self.rows for column in row.terms]
        values = [value for row in self.rows for value in row.terms.values()]
        matrix = csr_matrix((values, (rows, columns)), shape=(len(self.rows), len(self.low)))
        return matrix, [row.least for row in self.rows], [row.most for row in self.rows]


@dataclass(slots=True)
class Statement:
    """The rules of a document over some foods as rows, and what the columns stand for."""

    document: Document
    targets: Targets
    templates: Templates
    foods: tuple[Food, ...]
    program: Program = field(default_factory=Program)
    follows: dict[tuple[int, str, str], int] = field(default_factory=dict)  # (day, meal, template)
    has: dict[tuple[Place, str], int] = field(default_factory=dict)  # by place and food id, one when it is there
    steps: dict[tuple[Place, str], int] = field(default_factory=dict)
    counts: dict[tuple[int, str, str, str], Terms] = field(default_factory=dict)  # (day, meal, template, slot)

    @property
    def meals(self) -> tuple[MealTime, ...]:
        return self.templates.meals_for(self.targets.energy_kcal, self.targets.snacks)

    @property
    def days(self) -> range:
        return range(1, self.document.days + 1)

    def exists(self, seconds: float = 60.0) -> bool:
        """Whether any plan keeps all rules.

        Raises:
            Undecided: if that is not known within ``seconds``.
        """
        found = self.program.solve({}, seconds)
        if found is not None and found[1] == math.inf:
            raise Undecided(f"nothing is known after {seconds:g} s")
        return found is not None

    def broken(self, plan: Plan) -> tuple[str, ...]:
        """The names of the rules a plan breaks, and of what it holds that may not be there at all."""
        if [day.number for day in plan.days] != list(self.days):
            return ("other days than the document's",)
        meals = [meal.id for meal in self.meals]
        wrong = [f"day {day.number}: other meals" for day in plan.days if [each.meal for each in day.meals] != meals]
        point, unknown = self.point(plan)
        return (*wrong, *unknown, *self._broken_at(point))

    def point(self, plan: Plan) -> tuple[list[float], tuple[str, ...]]:
        """The plan as a value for each column, and what in it has no column."""
        point, unknown = [0.0] * len(self.program.low), []
        for number, meal in ((day.number, meal) for day in plan.days for meal in day.meals):
            used = self.follows.get((number, meal.meal, meal.template))
            if used is None:
                unknown.append(f"day {number}: {meal.meal} as {meal.template}")
                continue
            point[used] = 1.0
            for portion in meal.portions:
                key = (Place(number, meal.meal, meal.template, portion.slot), portion.food.id)
                if key not in self.has:
                    unknown.append(f"day {number}: {portion.food.id} in {portion.slot} of {meal.meal}")
                    continue
                point[self.has[key]] += 1.0
                point[self.steps[key]] += portion.steps
        return point, tuple(unknown)

    def _broken_at(self, point: list[float]) -> Iterator[str]:
        columns = zip(point, self.program.low, self.program.high, strict=True)
        if any(not low - SLACK <= value <= high + SLACK for value, low, high in columns):
            yield "a bound of a column"
        for row in self.program.rows:
            value = sum(point[column] * factor for column, factor in row.terms.items())
            slack = SLACK * max(1.0, abs(value), *(abs(end) for end in (row.least, row.most) if math.isfinite(end)))
            if not row.least - slack <= value <= row.most + slack:
                yield row.name

    def held(self, day: int, meal: str | None = None) -> Iterator[tuple[Place, Food, int, int]]:
        """The places of a day, or of one meal of it: place, food, column of being there, column of its steps."""
        by_id = {food.id: food for food in self.foods}
        for (place, food_id), column in self.has.items():
            if place.day == day and meal in (None, place.meal):
                yield place, by_id[food_id], column, self.steps[place, food_id]

    def amounts(self, day: int, nutrient: Nutrient, meal: str | None = None) -> Terms:
        """How much of a nutrient a step in each place brings; unknown is nothing."""
        return {
            steps: food.step_g * food.amounts[nutrient] / 100
            for _, food, _, steps in self.held(day, meal)
            if nutrient in food.amounts
        }

    def most_magnesium(self, seconds: float = 60.0) -> tuple[float, float] | None:
        """What a one-day document can hold of magnesium, its target apart: reached, and at most [mg]; None: no day."""
        free = Program(self.program.low, self.program.high, self.program.whole)
        free.rows = [row for row in self.program.rows if row.name != "day 1: magnesium_mg at least"]
        found = free.solve({column: -mg for column, mg in self.amounts(1, MAGNESIUM).items()}, seconds)
        return None if found is None else (-found[1], -found[0])


def allowed(document: Document, food: Food) -> bool:
    """Whether diet, allergens, tastes, conditions, the kitchen and the shops let the food in."""
    rated_never = any(document.taste(part.id) == NEVER for part in (food, *(each.food for each in food.ingredients)))
    profile = document.profile
    locked = {portion.food for lock in document.locks for portion in lock.portions}
    liked = {food for food, taste in document.tastes.items() if taste in (LIKE, LOVE)}
    leaves = [each.food for each in food.ingredients] or [food]
    rare = [part for part in leaves if "hard_to_find" in part.flags] if "hard_to_find" in food.flags else []
    if any(part.id not in locked | liked | set(document.wishes) for part in rare):
        return False
    if document.habits.no_oven and food.id in OVEN and food.id not in locked:
        return False
    avoided = profile.allergens | ({"lupin"} if "peanut" in profile.allergens else set())
    return (
        not rated_never
        and profile.diet in food.diets
        and not food.allergens & avoided
        and medical_rules.why_banned(profile, food) is None
    )


def state(document: Document, foods: Iterable[Food], targets: Targets, templates: Templates) -> Statement:
    """The hard rules of every day of a document and of the days together."""
    may_be_eaten = tuple(food for food in foods if allowed(document, food))
    statement = Statement(document, targets, templates, may_be_eaten)
    for day in statement.days:
        for meal in statement.meals:
            _meal(statement, day, meal)
        _once(statement, day)
        _amounts(statement, day)
        for lock in document.locks_on(day):
            _lock(statement, lock)
        _gone(statement, day)
    _maxima(statement)
    _limits(statement)
    _dinners(statement)
    _alike(statement)
    return statement


def frozen(document: Document, day: int) -> frozenset[str]:
    """The meals of a day that are locked whole."""
    return frozenset(lock.meal for lock in document.locks_on(day) if lock.template is not None)


def _meal(statement: Statement, day: int, meal: MealTime) -> None:
    program, where = statement.program, f"day {day}: {meal.id}"
    uses: Terms = {}
    for template in statement.templates.for_meal(meal.id):
        use = program.column(0, 1, True)
        statement.follows[day, meal.id, template.id] = use
        uses[use] = 1.0
        for slot in template.slots:
            _slot(statement, day, meal, template, slot)
        for slot in template.slots if meal.id not in frozen(statement.document, day) else ():
            if slot.as_many_as:
                mine, theirs = (statement.counts[day, meal.id, template.id, key] for key in (slot.id, slot.as_many_as))
                alike = {**mine, **dict.fromkeys(theirs, -1.0)}
                program.row(f"{where} {template.id} {slot.id} as many as {slot.as_many_as}", alike, 0, 0)
    program.row(f"{where} follows one template", uses, 1, 1)
    for limit in statement.targets.meals:
        if limit.meal == meal.id:
            ends = (-math.inf if limit.least is None else limit.least, math.inf if limit.most is None else limit.most)
            program.row(f"{where} within its range", statement.amounts(day, limit.nutrient, meal.id), *ends)
    if meal.id in frozen(statement.document, day):
        return
    centre = statement.targets.energy_kcal
    energy = statement.amounts(day, ENERGY, meal.id)
    program.row(f"{where} has its share of energy", energy, meal.least * centre, meal.most * centre)


def _slot(statement: Statement, day: int, meal: MealTime, template: Template, slot: Slot) -> None:
    program, place = statement.program, Place(day, meal.id, template.id, slot.id)
    use = statement.follows[day, meal.id, template.id]
    count: Terms = {}
    for food in statement.foods:
        kept = locked_in(statement.document, day, meal.id, slot.id, food.id)
        if not food.roles & slot.roles or not (goes_into(slot, food) or kept):
            continue
        largest = most_steps_in(slot, food) if goes_into(slot, food) else 0
        has, steps = program.column(0, 1, True), program.column(0, food.max_steps, True)
        statement.has[place, food.id], statement.steps[place, food.id] = has, steps
        program.row(f"{place}: {food.id} only in the template followed", {has: 1.0, use: -1.0}, most=0)
        program.row(f"{place}: {food.id} smallest portion", {steps: 1.0, has: -float(food.min_steps)}, least=0)
        program.row(f"{place}: {food.id} largest portion", {steps: 1.0, has: -float(max(largest, kept))}, most=0)
        count[has] = 1.0
    if meal.id not in frozen(statement.document, day):
        program.row(f"{place} at least", {**count, use: -float(slot.least)}, least=0)
        program.row(f"{place} at most", {**count, use: -float(slot.most)}, most=0)
    statement.counts[day, meal.id, template.id, slot.id] = count


def locked_in(document: Document, day: int, meal: str, slot: str, food: str) -> int:
    """The steps of a food the user locked in a slot, 0 for none."""
    locks = [lock for lock in document.locks_on(day) if lock.meal == meal]
    held = [part.steps for lock in locks for part in lock.portions if (part.slot, part.food) == (slot, food)]
    return max(held, default=0)


def goes_into(slot: Slot, food: Food) -> bool:
    """Whether the templates file plans the food in the slot."""

    def is_of(kind: Kind) -> bool:
        starch = sum(part.grams for part in food.ingredients if part.food.roles & STARCHY)
        full = kind.starch_g is not None and starch >= kind.starch_g
        return full or food.id in kind.foods or bool(kind.roles & food.roles)

    if any(is_of(kind) for kind in slot.without):
        return False
    return not slot.only or food.source == "Own" or any(is_of(kind) for kind in slot.only)


def most_steps_in(slot: Slot, food: Food) -> int:
    """The largest portion of a food that is planned in a slot."""
    if slot.most_g is None:
        return food.max_steps
    return max(food.min_steps, min(food.max_steps, math.floor(slot.most_g / food.step_g)))


def _once(statement: Statement, day: int) -> None:
    """A food once a day where a largest portion is all of its day, else once a meal."""
    groups: dict[tuple[str, str], Terms] = defaultdict(dict)
    for place, food, has, _ in statement.held(day):
        all_day = food.daily_max <= food.max_steps
        groups[food.id, "the day" if all_day else place.meal][has] = 1.0
    for (food_id, span), terms in groups.items():
        statement.program.row(f"day {day}: {food_id} once in {span}", terms, most=1)


def _amounts(statement: Statement, day: int) -> None:
    """The hard targets, and the share of magnesium one meal may carry."""
    for target in statement.targets.hard:
        terms, name = statement.amounts(day, target.nutrient), f"day {day}: {target.nutrient.key}"
        if target.least is not None:
            statement.program.row(f"{name} at least", terms, least=target.least)
        if target.most is not None:
            statement.program.row(f"{name} at most", terms, most=target.most)
    magnesium = statement.amounts(day, MAGNESIUM)
    for meal in statement.meals:
        if meal.id not in frozen(statement.document, day):
            own = statement.amounts(day, MAGNESIUM, meal.id)
            share = {column: own.get(column, 0.0) - MEAL_MAGNESIUM * mg for column, mg in magnesium.items()}
            statement.program.row(f"day {day}: {meal.id} has no more than its share of magnesium", share, most=0)


def _lock(statement: Statement, lock: Lock) -> None:
    program, name = statement.program, f"day {lock.day}: {lock.meal} as it was locked"
    kept = {(portion.slot, portion.food): portion.steps for portion in lock.portions}
    for (slot, food_id), steps in kept.items():
        places = [key for key in statement.has if key[0].day == lock.day and key[0].meal == lock.meal]
        keys = [key for key in places if (key[0].slot, key[1]) == (slot, food_id)]
        program.row(f"{name}, {food_id}", {statement.has[key]: 1.0 for key in keys}, 1, 1)
        program.row(f"{name}, {food_id} in steps", {statement.steps[key]: 1.0 for key in keys}, steps, steps)
    if lock.template is None:
        return
    used = statement.follows.get((lock.day, lock.meal, lock.template))
    program.row(f"{name}, template", {} if used is None else {used: 1.0}, least=1)
    others = {
        has: 1.0 for place, food, has, _ in statement.held(lock.day, lock.meal) if (place.slot, food.id) not in kept
    }
    program.row(f"{name}, nothing else", others, most=0)


def _gone(statement: Statement, day: int) -> None:
    for meal, food_id in statement.document.removed_on(day):
        terms = {has: 1.0 for _, food, has, _ in statement.held(day, meal) if food.id == food_id}
        statement.program.row(f"day {day}: {food_id} stays out of {meal}", terms, most=0)


def parts_of(food: Food) -> Iterator[tuple[Food, float]]:
    """What a step of a food counts as: a step of itself, and steps of what it is made of."""
    yield food, 1.0
    for part in food.ingredients:
        servings = food.step_g / food.recipe.serving_g if food.recipe else 0.0
        yield part.food, servings * part.grams / part.food.step_g


def _maxima(statement: Statement) -> None:
    """The daily and weekly maximum of every food, with what is inside dishes; a lock may hold more than a week."""
    by_day: dict[Food, dict[int, Terms]] = defaultdict(lambda: defaultdict(lambda: defaultdict(float)))
    for day in statement.days:
        for _, food, _, steps in statement.held(day):
            for part, count in parts_of(food):
                by_day[part][day][steps] += count
    locked = _locked_steps(statement)
    for food, days in by_day.items():
        for last in statement.days:
            statement.program.row(f"day {last}: {food.id} at most a day", days[last], most=food.daily_max)
            window = [day for day in statement.days if last - WEEK < day <= last]
            terms = {column: count for day in window for column, count in days[day].items()}
            most = max(food.weekly_max, sum(locked.get((day, food.id), 0.0) for day in window))
            statement.program.row(f"day {last}: {food.id} at most a week", terms, most=most)


def _locked_steps(statement: Statement) -> dict[tuple[int, str], float]:
    by_id = {food.id: food for food in statement.foods}
    steps: dict[tuple[int, str], float] = defaultdict(float)
    for lock in statement.document.locks:
        for portion in lock.portions:
            for part, count in parts_of(by_id[portion.food]) if portion.food in by_id else ():
                steps[lock.day, part.id] += count * portion.steps
    return steps


def _limits(statement: Statement) -> None:
    for limit, last in product(medical_rules.limits(statement.document.profile), statement.days):
        window = range(last - limit.days + 1, last + 1)
        terms = {
            has: float(max([1, *(times for foods, times in limit.weights if foods.hold(food))]))
            for day in window
            for _, food, has, _ in statement.held(day)
            if limit.foods.hold(food)
        }
        statement.program.row(f"the {limit.days} days to day {last}: {limit.id}", terms, most=limit.most)


def _dinners(statement: Statement) -> None:
    """No dinner template on two days running, unless one of them is locked in any part."""
    locked = {lock.day for lock in statement.document.locks if lock.meal == "dinner"}
    for day in statement.days[1:]:
        if day in locked or day - 1 in locked:
            continue
        for template in statement.templates.for_meal("dinner"):
            pair = {statement.follows[other, "dinner", template.id]: 1.0 for other in (day - 1, day)}
            statement.program.row(f"day {day}: {template.id} again", pair, most=1)


def _alike(statement: Statement) -> None:
    """With diabetes a meal has about the same carbohydrate on any two days."""
    if "diabetes" not in statement.document.profile.conditions:
        return
    for meal, (one, other) in product(statement.meals, combinations(statement.days, 2)):
        terms = statement.amounts(one, CARBOHYDRATE, meal.id)
        terms |= {column: -grams for column, grams in statement.amounts(other, CARBOHYDRATE, meal.id).items()}
        statement.program.row(f"{meal.id} of days {one} and {other} alike", terms, -ALIKE_G, ALIKE_G)
