"""The soft goals and costs of one day stated a second time, from the table of points in docs/model.md."""

import math
from collections import defaultdict
from collections.abc import Mapping

from planner.plan.plan import Plan
from tests.rigs.independent import ENERGY, Program, Statement, Terms, parts_of
from tests.rigs.independent_habits import habit_points

A_GOAL, THE_WORST_GOAL, A_SOFT_MOST, PLANTS = 20.0, 20.0, 20.0, 20.0  # [points] missed or passed by its whole amount
WEIGHTS = {"sodium_mg": 0.0, "vit_d_ug": 0.5, "choline_mg": 0.5, "vit_k_ug": 0.5}
PLANTS_G = 400.0  # [g / day]
PLANT_GROUPS = frozenset({"Leafy greens", "Vegetables", "Fruit", "Dried fruit"})
A_SNACK_AGAIN = 1.0  # [points]
OFF_ENERGY = 20.0  # [points] of energy its whole centre away from it
BEING_THERE, OF_A_DISH, ENERGY_SHARE, USUAL_KCAL, UNUSUAL = 0.2, 3.0, 0.8, 150.0, 0.15


def fewest_points(
    statement: Statement, points: Mapping[str, float], seconds: float = 60.0
) -> tuple[float, float] | None:
    """What the penalty points of a one-day document are at least, and the fewest found; None when there is no day.

    ``points`` are those of a usual portion by food id: of taste, familiarity and so on.
    """
    program, cost = _with_goals(statement, points)
    return program.solve(cost, seconds)


def points_of(statement: Statement, plan: Plan, points: Mapping[str, float]) -> float:
    """The penalty points of a one-day plan that keeps all rules.

    Raises:
        ValueError: if it does not.
    """
    program, cost = _with_goals(statement, points)
    point, _ = statement.point(plan)
    program.low[: len(point)] = program.high[: len(point)] = point
    found = program.solve(cost, 60.0)
    if found is None:
        raise ValueError("the plan breaks a rule")
    return found[0]


def _with_goals(statement: Statement, points: Mapping[str, float]) -> tuple[Program, Terms]:
    """The rules with columns for all that costs points, and what each column costs."""
    hard = statement.program
    program = Program(list(hard.low), list(hard.high), list(hard.whole), list(hard.rows))
    cost: Terms = defaultdict(float)
    _portion_points(statement, program, cost, points)
    _goal_points(statement, program, cost)
    centre = statement.targets.energy_kcal
    energy, below, above = statement.amounts(1, ENERGY), *(program.column(0, math.inf, False) for _ in range(2))
    program.row("energy below its centre", {**energy, below: centre}, least=centre)
    program.row("energy above its centre", {**energy, above: -centre}, most=centre)
    cost[below] = cost[above] = OFF_ENERGY
    plants: Terms = defaultdict(float)
    for _, food, _, steps in statement.held(1):
        for part, count in parts_of(food):
            if part.group in PLANT_GROUPS and not part.recipe:
                plants[steps] += count * part.step_g
    _snack_points(statement, program, cost)
    missing = program.column(0, 1, False)
    program.row("400 g of plants", {**plants, missing: PLANTS_G}, least=PLANTS_G)
    cost[missing] = PLANTS
    habit_points(statement, program, cost)
    return program, dict(cost)


def _snack_points(statement: Statement, program: Program, cost: Terms) -> None:
    """Each snack of a day that is of the kind of another one costs a point."""
    kinds: dict[str, Terms] = defaultdict(dict)
    for (_day, meal, template), use in statement.follows.items():
        if "snack" in meal and template != "away":
            kinds[template][use] = 1.0
    for template, uses in kinds.items():
        again = program.column(0, math.inf, False)
        program.row(f"{template} once", {**uses, again: -1.0}, most=1)
        cost[again] = A_SNACK_AGAIN


def _portion_points(statement: Statement, program: Program, cost: Terms, points: Mapping[str, float]) -> None:
    for place, food, has, steps in statement.held(1):
        own = points[food.id]
        kcal = food.step_g * food.amounts[ENERGY] / 100
        cost[has] += own * BEING_THERE * (OF_A_DISH if food.recipe else 1.0)
        cost[steps] += own * ENERGY_SHARE * kcal / USUAL_KCAL
        usual = food.min_steps + (food.max_steps - food.min_steps) / 3
        off = program.column(0, math.inf, False)  # steps away from the usual size
        program.row(f"{place}: {food.id} is larger", {off: 1.0, steps: -1.0, has: usual}, least=0)
        program.row(f"{place}: {food.id} is smaller", {off: 1.0, steps: 1.0, has: -usual}, least=0)
        cost[off] += UNUSUAL / usual


def _goal_points(statement: Statement, program: Program, cost: Terms) -> None:
    worst = program.column(0, 1, False)
    cost[worst] = THE_WORST_GOAL
    for target in statement.targets.soft:
        key, terms = target.nutrient.key, statement.amounts(1, target.nutrient)
        weight = WEIGHTS.get(key, 1.0)
        if target.least and weight:
            short = program.column(0, 1, False)
            program.row(f"{key} goal", {**terms, short: target.least}, least=target.least)
            program.row(f"{key} and the worst", {worst: 1.0, short: -weight}, least=0)
            cost[short] = A_GOAL * weight
        if target.most:
            over = program.column(0, math.inf, False)
            program.row(f"{key} soft most", {**terms, over: -target.most}, most=target.most)
            cost[over] = A_SOFT_MOST * weight
