"""What a question asks of a model whose rows stand: the cost and the bounds of every column, as arrays.

An edit changes only these, and arrays are what makes it quick: 10,000 columns take two milliseconds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.foods.food import Food
from planner.optimise.day_question import LEFTOVER, NO_FISH, NO_WISH, Question, size_of, unusual_points

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
LUNCH = "lunch"


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
    counted_food: Places  # places among ``foods_inside``
    foods_inside: tuple[Food, ...]
    use: Mapping[tuple[str, str], int]
    limited: Mapping[str, int]
    missing: Mapping[str, int]
    stored: Mapping[str, int]
    fish: int | None
    allowed: int | None


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
    """What may not be used has an upper bound of zero: barred templates, banned and removed foods, what the week has
    used up."""
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
    if len(columns.counted):
        inside = np.array([food.daily_max for food in columns.foods_inside], dtype=float)
        upper[columns.counted] = np.minimum(_by_food(columns.foods_inside, question.most_steps, inside), inside)
    for limit in question.limits:
        upper[columns.limited[limit.id]] = question.most_portions.get(limit.id, limit.most)
    for key, column in columns.stored.items():
        lower[column] = upper[column] = question.stored.get(key, 0.0)
    if columns.allowed is not None:
        lower[columns.allowed] = upper[columns.allowed] = question.budget
    return Asked(_costs(columns, question), lower, upper)


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
