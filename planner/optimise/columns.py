"""What a question asks of a model whose rows stand: the cost and the bounds of every column, as arrays.

An edit changes only these, and arrays are what makes it quick: 10,000 columns take two milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.document.document import FixedPortion, Lock
from planner.foods.food import Food
from planner.optimise.day_question import Question
from planner.optimise.weights import LEFTOVER, NO_FISH, NO_WISH, size_of, unusual_points

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
LUNCH = "lunch"
A_WHOLE_DAY = 24.0 * 60  # [minutes] where a day has no limit


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the variables of a model stand among its columns, and what never changes about them.

    The arrays ``servings`` to ``unusual`` have one entry for each ``serve`` variable.
    """

    points: Floats  # by column: what its shortfalls and excesses cost, whatever is asked
    lower: Floats  # by column, before anything is asked
    upper: Floats
    foods: tuple[Food, ...]
    servings: Places  # columns
    food: Places  # places among ``foods``
    meals: NDArray[np.str_]
    steps: Floats
    size: Floats
    unusual: Floats
    eaten: Places  # columns, by food
    daily: Floats  # [steps / day] by food
    counted: Places  # columns
    foods_inside: tuple[Food, ...]
    use: Mapping[tuple[str, str], int]
    places: Mapping[tuple[str, str, FixedPortion], int]  # of each ``serve`` variable, by meal and template
    limited: Mapping[str, int]
    missing: Mapping[str, int]
    stored: Mapping[str, int]
    fish: int | None
    allowed: int | None
    minutes: int | None
    most_cooked: int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """Costs and bounds by column."""

    cost: Floats
    lower: Floats
    upper: Floats


def servings_as_arrays(
    servings: Sequence[tuple[str, Food, int]], foods: Sequence[Food]
) -> tuple[Places, NDArray[np.str_], Floats, Floats, Floats]:
    """Food, meal, steps, size and points for an unusual size of each (meal, food, steps)."""
    place = {food.id: number for number, food in enumerate(foods)}
    return (
        np.array([place[food.id] for _, food, _ in servings], dtype=np.intp),
        np.array([meal for meal, _, _ in servings], dtype=np.str_),
        np.array([steps for _, _, steps in servings], dtype=float),
        np.array([size_of(food, steps) for _, food, steps in servings], dtype=float),
        np.array([unusual_points(food, steps) for _, food, steps in servings], dtype=float),
    )


def costs_and_bounds(columns: Columns, question: Question) -> Asked:
    """Cost and bounds of every column for this question.

    Barred templates, banned or removed foods and used-up weekly maxima get an upper bound of 0.
    """
    lower, upper = columns.lower.copy(), columns.upper.copy()
    for place in question.barred & columns.use.keys():
        upper[columns.use[place]] = 0
    most = np.minimum(_by_food(columns.foods, question.most_steps, columns.daily), columns.daily)
    least = np.minimum(_by_food(columns.foods, question.least_steps, np.zeros(len(most))), most)
    upper[columns.eaten], lower[columns.eaten] = most, least
    largest = np.where(most > 0, columns.daily, 0.0) if question.mean_of else most
    upper[columns.servings] = (columns.steps <= largest[columns.food]).astype(float)
    if question.removed:
        ids = np.array([food.id for food in columns.foods], dtype=np.str_)
        for meal, food in question.removed:
            gone = (columns.meals == meal) & (ids[columns.food] == food)
            upper[columns.servings[gone]] = 0
    if question.most_in_meal:
        _limit_in_meals(columns, question.most_in_meal, upper)
    if question.same is not None:
        _fix_meal(columns, question.same, question.any_size, lower, upper)
    if len(columns.counted):
        inside = np.array([food.daily_max for food in columns.foods_inside], dtype=float)
        upper[columns.counted] = np.minimum(_by_food(columns.foods_inside, question.most_steps, inside), inside)
    for limit in question.limits:
        upper[columns.limited[limit.id]] = question.most_portions.get(limit.id, limit.most)
    for key, column in columns.stored.items():
        lower[column] = upper[column] = question.stored.get(key, 0.0)
    if columns.allowed is not None:
        lower[columns.allowed] = upper[columns.allowed] = question.budget
    if columns.minutes is not None:
        lower[columns.minutes] = upper[columns.minutes] = min(question.minutes or 0.0, A_WHOLE_DAY)
    if columns.most_cooked is not None:
        lower[columns.most_cooked] = upper[columns.most_cooked] = question.most_cooked or 0
    return Asked(_costs(columns, question), lower, upper)


def _limit_in_meals(columns: Columns, most: Mapping[tuple[str, str], float], upper: Floats) -> None:
    """A portion of a food in a meal is no larger than it may be there."""
    for meal in {meal for meal, _ in most}:
        limits = {food: steps for (other, food), steps in most.items() if other == meal}
        largest = _by_food(columns.foods, limits, np.full(len(columns.foods), np.inf))
        gone = (columns.meals == meal) & (columns.steps > largest[columns.food])
        upper[columns.servings[gone]] = 0


def _fix_meal(columns: Columns, same: Lock, any_size: bool, lower: Floats, upper: Floats) -> None:
    """The meal is what it is on other days; where ``any_size``, foods that are eaten once a day may be more or less.

    That such a food is there at all is said by its least steps. A portion that only a lock of another day allows, which
    this day has no column for, is of any size here.
    """
    for (meal, template), column in columns.use.items():
        if meal == same.meal:
            lower[column] = upper[column] = float(template == same.template)
    open_before = upper.copy()
    upper[columns.servings[columns.meals == same.meal]] = 0
    by_id = {food.id: food for food in columns.foods}
    for portion in same.portions:
        food = by_id[portion.food]
        exact = columns.places.get((same.meal, same.template or "", portion))
        if exact is not None and not (any_size and food.once_a_day):
            lower[exact] = upper[exact] = 1
            continue
        for steps in range(food.min_steps, food.max_steps + 1):
            place = same.meal, same.template or "", FixedPortion(portion.slot, food.id, steps)
            there = columns.places.get(place)  # a slot may take smaller portions only
            if there is not None:
                upper[there] = open_before[there]


def _costs(columns: Columns, question: Question) -> Floats:
    """Each portion costs by taste, familiarity and repetition, and a little for an unusual size."""
    zeros = np.zeros(len(columns.foods))
    repeats = _by_food(columns.foods, question.repeats, zeros)[columns.food]
    if question.may_repeat:
        repeats[np.isin(columns.meals, list(question.may_repeat))] = 0
    size = columns.size
    if question.leftovers:
        again = (columns.meals == LUNCH) & np.isin(
            columns.food, [at for at, food in enumerate(columns.foods) if food.id in question.leftovers]
        )
        repeats[again] = 0
        size = np.where(again, LEFTOVER * size, size)
    cost = columns.points.copy()
    tastes = _by_food(columns.foods, question.cost, zeros)[columns.food]
    new = _by_food(columns.foods, question.new, zeros)[columns.food]
    cost[columns.servings] = tastes * size + columns.unusual + repeats + new
    if question.list_points:
        table = np.stack([question.list_points[food.id] for food in columns.foods])
        cost[columns.servings] += table[columns.food, columns.steps.astype(np.intp)]
    for place, points in question.template_cost.items():
        if place in columns.use:
            cost[columns.use[place]] += points
    if question.fish_wanted and columns.fish is not None:
        cost[columns.fish] = NO_FISH
    for food in question.behind & columns.missing.keys():
        cost[columns.missing[food]] = NO_WISH
    return cost


def _by_food(foods: Sequence[Food], values: Mapping[str, float] | Mapping[str, int], otherwise: Floats) -> Floats:
    if not values:
        return otherwise.copy()
    return np.array([values.get(food.id, other) for food, other in zip(foods, otherwise, strict=True)], dtype=float)
