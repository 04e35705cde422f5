"""Foods, templates, targets and questions small enough to be checked in the head, and an exact solver beside ours."""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import lil_matrix  # type: ignore[import-untyped]

from planner.foods.catalogue import Catalogue
from planner.foods.dishes import dishes_from_entries
from planner.foods.food import Food
from planner.foods.meals import Templates, templates_from_text
from planner.foods.nutrients import BY_KEY, DERIVED_BY_KEY, ENERGY, MAGNESIUM
from planner.needs.targets import Target, Targets
from planner.optimise.day_program import DayModel
from planner.optimise.day_question import Question
from planner.plan.plan import Day


def food(food_id: str, role: str, kcal: float = 100.0, magnesium: float | None = 0.0, **facts: Any) -> Food:
    """A food of which one step is 100 g, so that an amount per 100 g is an amount per step.

    ``facts`` are fields of ``Food``, or amounts by nutrient key; ``role`` may name several, split by ``;``.
    """
    amounts = {ENERGY: kcal}
    if magnesium is not None:
        amounts[MAGNESIUM] = magnesium
    for key in [key for key in facts if key in BY_KEY or key in DERIVED_BY_KEY]:
        amounts[BY_KEY.get(key) or DERIVED_BY_KEY[key]] = facts.pop(key)
    most = facts.get("max_steps", 1)
    fields: dict[str, Any] = {
        "name": food_id.replace("_", " ").capitalize(),
        "group": "Whole grains",
        "measure": "cup",
        "step": 1.0,
        "step_g": 100.0,
        "min_steps": 1,
        "max_steps": most,
        "diets": frozenset({"vegan", "vegetarian", "pescatarian", "omnivore"}),
        "allergens": frozenset(),
        "source": "SR Legacy",
        "fdc_id": 1,
        "daily_max": most,
        "weekly_max": 7 * most,
    }
    return Food(id=food_id, roles=frozenset(role.split(";")), amounts=amounts, **(fields | facts))


def dish(dish_id: str, role: str, parts: Mapping[Food, float], *, water_g: float = 0.0, weekly_max: int = 28) -> Food:
    """A dish of these foods [g / serving]; a step of it is half a serving."""
    entry = {
        "id": dish_id,
        "name": dish_id.capitalize(),
        "group": "Soups",
        "roles": [role],
        "servings": 2,
        "minutes": 30,
        "familiarity": 1,
        "weekly_max": weekly_max,
        "water_g": water_g,
        "ingredients": [{"food": food.id, "grams": grams} for food, grams in parts.items()],
        "method": ["Cook."],
    }
    return dishes_from_entries([entry], {food.id: food for food in parts})[0][dish_id]


def catalogue_of(foods: Iterable[Food]) -> Catalogue:
    return Catalogue({food.id: food for food in foods})


def templates_of(*lines: str, meals: Mapping[str, tuple[float, float]] | None = None) -> Templates:
    """Templates from lines such as ``bowl = breakfast: base hot_cereal 1-1, top nuts_seeds 0-2``.

    ``meals`` are the shares of energy by meal id; without them there is one breakfast that may hold anything.
    """
    text = [
        f'[[meal]]\nid = "{meal}"\nname = "{meal.capitalize()}"\nleast = {least}\nmost = {most}'
        for meal, (least, most) in (meals or {"breakfast": (0.0, 1.0)}).items()
    ]
    for line in lines:
        name, rest = (part.strip() for part in line.split("="))
        eaten, slots = (part.strip() for part in rest.split(":"))
        text.append(f'[[template]]\nid = "{name}"\nname = "{name}"\nmeals = {eaten.split()!r}\nslots = [')
        for slot in slots.split(","):
            slot_id, roles, counts = slot.split()
            least, most = counts.split("-")
            text.append(f'{{ id = "{slot_id}", roles = {roles.split(";")!r}, min = {least}, max = {most} }},')
        text.append("]")
    return templates_from_text("\n".join(text))


def target(key: str, least: float | None = None, most: float | None = None, *, hard: bool = True) -> Target:
    return Target(BY_KEY.get(key) or DERIVED_BY_KEY[key], least, most, hard, "a test")


def targets_of(*rows: Target, kcal: float = 1000.0) -> Targets:
    """Only these targets: energy is the base of the meals' shares, and no limit unless it is among them."""
    return Targets(kcal, rows)


def question(foods: Iterable[Food], form: Templates, wanted: Targets, **facts: Any) -> Question:
    """What day 1 is asked, every portion costing nothing unless ``cost`` says otherwise."""
    foods = tuple(foods)
    fields: dict[str, Any] = {
        "cost": dict.fromkeys((food.id for food in foods), 0.0),
        "day": 1,
        "meals": form.meals,
    } | facts
    return Question(foods=foods, templates=form, targets=wanted, **fields)


def exact(problem: pulp.LpProblem) -> tuple[dict[str, float], float] | None:
    """The optimum of a PuLP problem by SciPy alone: values by name and objective; None when there is none."""
    variables = problem.variables()
    place = {variable.name: number for number, variable in enumerate(variables)}
    cost = np.zeros(len(variables))
    for variable, coefficient in problem.objective.items():
        cost[place[variable.name]] += coefficient
    rows = problem.constraints()
    matrix = lil_matrix((max(1, len(rows)), len(variables)))
    low, high = np.full(matrix.shape[0], -math.inf), np.full(matrix.shape[0], math.inf)
    for number, row in enumerate(rows):
        for variable, coefficient in row.items():
            matrix[number, place[variable.name]] += coefficient
        if row.sense >= 0:
            low[number] = -row.constant
        if row.sense <= 0:
            high[number] = -row.constant
    found = milp(
        cost,
        constraints=LinearConstraint(matrix.tocsr(), low, high),
        integrality=[variable.cat == pulp.LpInteger for variable in variables],
        bounds=Bounds(
            [-math.inf if variable.lowBound is None else variable.lowBound for variable in variables],
            [math.inf if variable.upBound is None else variable.upBound for variable in variables],
        ),
        options={"mip_rel_gap": 0.0},
    )
    if found.status == 2:
        return None
    if found.status != 0:
        raise ArithmeticError(f"SciPy says: {found.message}")
    values = dict(zip((variable.name for variable in variables), found.x.tolist(), strict=True))
    return values, float(found.fun) + problem.objective.constant


def best_day(model: DayModel) -> Day | None:
    """The day with the fewest penalty points, None when no day can be."""
    found = exact(model.problem)
    return None if found is None else model.day(found[0])


def penalty(model: DayModel) -> float:
    """The penalty points of the best day."""
    found = exact(model.problem)
    if found is None:
        raise ArithmeticError("the model has no solution")
    return found[1]


def eaten(day: Day | None) -> dict[str, int]:
    """Steps by food id."""
    steps: dict[str, int] = {}
    for portion in day.portions if day else ():
        steps[portion.food.id] = steps.get(portion.food.id, 0) + portion.steps
    return steps
