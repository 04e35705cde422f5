"""The exact program of the smallest changes, in PuLP; docs/model.md states it."""

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

import pulp

from planner.document.document import FINE, LIKE, LOVE, RARELY
from planner.document.refused import ADD, MORE, SWAP
from planner.foods.food import Food
from planner.foods.nutrients import ENERGY
from planner.now.aims import aims_of
from planner.now.changes_space import Space, effects_of
from planner.now.choices import Choice, Question
from planner.now.intake import mean_of, totals_of
from planner.optimise.day_program import sum_of

MOST_ADDITIONS = 2  # a meal
MOVED_SHARE = 0.05  # of a day's energy: a point of departure for each such share that a change moves
UNFAMILIAR = {1: 0, 2: 0, 3: 3}  # points of departure of a food that comes in, by familiarity
TASTE_POINTS: Mapping[str, int] = {LOVE: 0, LIKE: 1, FINE: 2, RARELY: 6}  # of a food that comes in


@dataclass(slots=True)
class Stated:
    """A stated problem with its variables by choice."""

    problem: pulp.LpProblem
    choices: tuple[Choice, ...]
    made: list[pulp.LpVariable]
    places: dict[tuple[frozenset[str], str], pulp.LpVariable] = field(default_factory=dict)
    touched: dict[str, pulp.LpVariable] = field(default_factory=dict)

    def add(self, constraint: pulp.LpConstraint, name: str) -> None:
        self.problem += constraint, name


# The program


def state(space: Space, most: int) -> Stated:
    """The program: which choices are made, at most ``most`` of them, and at which meals what is added is eaten."""
    problem = pulp.LpProblem("changes", pulp.LpMinimize)
    made = [problem.add_variable(f"made_{number}", 0, 1, pulp.LpBinary) for number in range(len(space.choices))]
    stated = Stated(problem, space.choices, made)
    stated.add(sum_of((x, 1.0) for x in made) <= most, "changes")
    for row in space.rows:
        total = sum_of((x, value) for x, value in zip(made, row.effect.tolist(), strict=True) if value)
        if math.isfinite(row.least):
            stated.add(total >= row.least, f"{row.name}_least")
        if math.isfinite(row.most):
            stated.add(total <= row.most, f"{row.name}_most")
    _state_entries(stated)
    _state_foods(stated, space.question)
    _state_meals(stated, most)
    return stated


def _state_entries(stated: Stated) -> None:
    """An entry is changed in one way."""
    for number, group in enumerate(_grouped(stated, entry_of).values()):
        if len(group) > 1:
            stated.add(sum_of((x, 1.0) for x in group) <= 1, f"entry_{number}")


def _state_foods(stated: Stated, question: Question) -> None:
    """A food comes in once a day, staples once a meal; never more of it on a day than its daily maximum."""
    by_food: dict[Food, list[tuple[Choice, pulp.LpVariable]]] = defaultdict(list)
    for choice, x in zip(stated.choices, stated.made, strict=True):
        if choice.change.kind in (ADD, SWAP, MORE) and choice.change.food.food is not None:
            by_food[choice.change.food.food].append((choice, x))
    for number, (food, group) in enumerate(by_food.items()):
        said = set()
        for day, entries in enumerate(question.days):
            more = [(choice, x) for choice, x in group if choice.times[day]]
            there = [(choice, x) for choice, x in more if choice.change.comes_in]
            meals = {choice.change.meal for choice, _x in there if choice.change.kind != ADD}
            for meal in [None] if food.once_a_day or not meals else sorted(meals):
                ones = [
                    (place, x)
                    for place, (choice, x) in enumerate(there)
                    if meal is None or choice.change.meal in ("", meal)
                ]
                key = tuple(x.name for _place, x in ones)
                if len(ones) > 1 and key not in said:
                    stated.add(sum_of((x, 1.0) for _place, x in ones) <= 1, f"once_{number}_d{day + 1}_{meal or 'day'}")
                    said.add(key)
            grams = sum(entry.grams for entry in entries if entry.food.is_same(food))
            room = max(0.0, food.daily_max - grams / food.step_g)
            steps = [(x, choice.times[day] * _more_steps(choice, food)) for choice, x in more]
            if sum(count for _x, count in steps) > room:
                stated.add(sum_of(steps) <= room, f"daily_{number}_d{day + 1}")


def _more_steps(choice: Choice, food: Food) -> float:
    """By how many portion steps a food is more."""
    change = choice.change
    return float(change.steps) if change.comes_in else (change.grams - change.was_g) / food.step_g


def _state_meals(stated: Stated, most: int) -> None:
    """What is added is eaten at one of its meals, at most two additions at each; a meal is touched or not.

    Foods that may be added at the same meals are alike here, so the program counts them together.
    """
    alike: dict[frozenset[str], list[pulp.LpVariable]] = defaultdict(list)
    at_meal: dict[str, list[pulp.LpVariable]] = defaultdict(list)
    for choice, x in zip(stated.choices, stated.made, strict=True):
        if choice.change.kind == ADD:
            alike[choice.meals].append(x)
        else:
            at_meal[choice.change.meal].append(x)
    added: dict[str, list[pulp.LpVariable]] = defaultdict(list)
    for number, (meals, group) in enumerate(alike.items()):
        for meal in sorted(meals):
            most_here = min(MOST_ADDITIONS, most)
            place = stated.problem.add_variable(f"place_{number}_{meal}", 0, most_here, pulp.LpInteger)
            stated.places[meals, meal] = place
            added[meal].append(place)
        every = [(stated.places[meals, meal], 1.0) for meal in sorted(meals)]
        stated.add(sum_of((x, 1.0) for x in group) - sum_of(every) == 0, f"placed_{number}")
    for meal in sorted({*added, *at_meal}):
        if added[meal]:
            stated.add(sum_of((x, 1.0) for x in added[meal]) <= MOST_ADDITIONS, f"additions_{meal}")
        touched = stated.problem.add_variable(f"touched_{meal}", 0, 1, pulp.LpBinary)
        stated.touched[meal] = touched
        changed = sum_of((x, 1.0) for x in (*added[meal], *at_meal[meal]))
        stated.add(changed - most * touched <= 0, f"touched_{meal}")


def forbid(stated: Stated, chosen: Collection[int], number: int) -> None:
    """No answer within the same foods again, whatever its meals and portions: another one names a further food."""
    named = frozenset[str]().union(*(named_in(stated.choices[place]) for place in chosen))
    same = [(x, 1.0) for x, choice in zip(stated.made, stated.choices, strict=True) if named_in(choice) <= named]
    stated.add(sum_of(same) <= len(chosen) - 1, f"other_{number}")


def entry_of(choice: Choice) -> tuple[str, str, float] | None:
    """The entry a choice changes, None where it adds."""
    change = choice.change
    return None if change.old is None else (change.meal, change.old.id, change.was_g)


def named_in(choice: Choice) -> frozenset[str]:
    """The ids of the foods a change names: what is changed, and what comes in."""
    change = choice.change
    return frozenset({change.food.id, *([change.old.id] if change.old is not None else [])})


def _grouped(stated: Stated, key: Callable[[Choice], object]) -> dict[object, list[pulp.LpVariable]]:
    groups: dict[object, list[pulp.LpVariable]] = defaultdict(list)
    for choice, x in zip(stated.choices, stated.made, strict=True):
        if (found := key(choice)) is not None:
            groups[found].append(x)
    return groups


# What makes one set of the fewest changes better than another, the first that differs


def departure(stated: Stated, question: Question) -> pulp.LpAffineExpression:
    """Points for each share of a day's energy moved, for unfamiliar foods, and for each meal touched; whole numbers."""
    days = [totals_of(day)[ENERGY].amount for day in question.days]
    mean = sum(days) / len(days) or 1.0
    terms = [(x, float(departure_points(choice, mean))) for choice, x in zip(stated.choices, stated.made, strict=True)]
    return sum_of([*terms, *((touched, 1.0) for touched in stated.touched.values())])


def departure_points(choice: Choice, mean_kcal: float) -> int:
    """The points of one change, without those of its meal."""
    change = choice.change
    gone = change.was_g * change.old.per_gram(ENERGY) if change.old is not None else 0.0
    here = change.grams * change.food.per_gram(ENERGY)
    moved = max(gone, here) if change.comes_in else abs(here - gone)
    share = moved * sum(choice.times) / len(choice.times) / mean_kcal
    food = change.food.food
    return math.ceil(share / MOVED_SHARE - 1e-9) + (UNFAMILIAR[food.familiarity] if change.comes_in and food else 0)


def missed(stated: Stated, question: Question) -> pulp.LpAffineExpression:
    """How far the mean day then is from the further aims the user ticked, added up [% of each aim]."""
    mean, terms = mean_of([totals_of(day) for day in question.days]), []
    for aim in aims_of(question.document.aims, question.targets):
        by_choice = effects_of(aim.nutrient, stated.choices).mean(axis=1).tolist()
        now, end = mean[aim.nutrient].amount, aim.least or aim.most or 1.0
        share = sum_of((x, 100.0 * value / end) for x, value in zip(stated.made, by_choice, strict=True) if value)
        away = stated.problem.add_variable(f"missed_{aim.nutrient.key}", 0)
        if aim.least is not None:
            stated.add(away + share >= 100.0 * (1.0 - now / end), f"missed_{aim.nutrient.key}")
        else:
            stated.add(away - share >= 100.0 * (now / end - 1.0), f"missed_{aim.nutrient.key}")
        terms.append((away, 1.0))
    return sum_of(terms)


def taste(stated: Stated, question: Question) -> pulp.LpAffineExpression:
    """Points for the taste of what comes in; whole numbers."""
    return sum_of(
        (x, float(TASTE_POINTS[question.document.taste(choice.change.food.id)]))
        for choice, x in zip(stated.choices, stated.made, strict=True)
        if choice.change.comes_in
    )


def cost(stated: Stated, usd_per_100_g: Mapping[str, float]) -> pulp.LpAffineExpression:
    """[US cents / day] of what comes in; what has no price is as dear as the dearest that has one."""
    dearest = max(usd_per_100_g.values(), default=0.0)
    return sum_of(
        (x, choice.change.grams * usd_per_100_g.get(choice.change.food.id, dearest))
        for choice, x in zip(stated.choices, stated.made, strict=True)
        if choice.change.comes_in
    )
