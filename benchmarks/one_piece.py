"""A week given to HiGHS in one piece: the yardstick the planner's weeks are measured against."""

from collections.abc import Iterator
from itertools import combinations

import highspy
import numpy as np
from scipy.sparse import block_diag, coo_array, csr_array, vstack  # type: ignore[import-untyped]

from planner.optimise import program, solver
from planner.optimise.beside import question_of
from planner.optimise.day_program import DayModel
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import Horizon
from planner.optimise.recount import penalty
from planner.optimise.weights import REPEAT_DAYS, TEMPLATE_REPEAT_POINTS, repeat_points

Terms = list[tuple[int, float]]
Row = tuple[Terms, float]  # at most


def one_piece(horizon: Horizon, seconds: float) -> float | None:
    """The penalty points of the best week found in so many seconds; None where none was found.

    The days are the planner's own programs side by side; rows between them state the weekly maximum, dinners that may
    not run, and every pair of days that repeats a food or a template.
    """
    models = [build_model(question_of(horizon, number, {})) for number in range(1, horizon.days + 1)]
    programs = [program.load(model.problem) for model in models]
    width = len(programs[0].cost)
    rows, pair_costs = _between(models, programs, width)
    shape = (len(programs[0].row_lower), width)
    matrices = [csr_array((p.value, p.index, p.start), shape=shape) for p in programs]
    blocks = block_diag(matrices, format="csr")
    columns = len(models) * width + len(pair_costs)
    blocks.resize((blocks.shape[0], columns))
    entries = [(number, at, value) for number, (terms, _) in enumerate(rows) for at, value in terms]
    places, ats, values = (np.array(part) for part in zip(*entries, strict=True))
    linking = coo_array((values, (places, ats)), shape=(len(rows), columns))
    matrix = vstack([blocks, linking], format="csr")
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, matrix.shape[0]
    many = np.zeros(len(pair_costs))
    lp.col_cost_ = np.concatenate([*(p.cost for p in programs), np.array(pair_costs)])
    lp.col_lower_ = np.concatenate([*(p.lower for p in programs), many])
    lp.col_upper_ = np.concatenate([*(p.upper for p in programs), np.full(len(many), np.inf)])
    lp.row_lower_ = np.concatenate([*(p.row_lower for p in programs), np.full(len(rows), -np.inf)])
    lp.row_upper_ = np.concatenate([*(p.row_upper for p in programs), np.array([most for _, most in rows])])
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
    integer = np.concatenate([*(p.integer for p in programs), np.zeros(len(many), dtype=bool)])
    lp.integrality_ = [kinds[one] for one in integer.tolist()]
    highs = highspy.Highs()
    highs.silent()
    highs.setOptionValue("threads", solver.THREADS)
    highs.setOptionValue("time_limit", seconds)
    highs.passModel(lp)
    highs.run()
    if highs.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    found = np.array(highs.getSolution().col_value)
    parts = [found[number * width : (number + 1) * width] for number in range(len(models))]
    days = [
        model.day(dict(zip(program.names, part.tolist(), strict=True)))
        for model, program, part in zip(models, programs, parts, strict=True)
    ]
    return penalty(horizon, {day.number: day for day in days})


def _between(models: list[DayModel], programs: list[program.Program], width: int) -> tuple[list[Row], list[float]]:
    """The rows between days, and the cost of each column that stands for a pair of them."""
    place = programs[0].place
    rows: list[Row] = []
    costs: list[float] = []
    base = len(models) * width
    for food, eaten in [*models[0].eaten.items(), *models[0].counted.items()]:
        total = [(day * width + place[eaten.name], 1.0) for day in range(len(models))]
        rows.append((total, float(food.weekly_max)))
    for name, cost, terms in _repeatable(models[0]):
        for first, second in combinations(range(len(models)), 2):
            if second - first > REPEAT_DAYS:
                continue
            both = [(day * width + place[x], 1.0) for day in (first, second) for x in terms]
            if name.startswith("dinner/") and second == first + 1:
                rows.append((both, 1.0))
                continue
            rows.append(([*both, (base + len(costs), -1.0)], 1.0))
            costs.append(cost)
    return rows, costs


def _repeatable(model: DayModel) -> Iterator[tuple[str, float, list[str]]]:
    for (meal, template), use in model.use.items():
        yield f"{meal}/{template}", TEMPLATE_REPEAT_POINTS, [use.name]
    for food, servings in model.by_food.items():
        if repeat_points(food):
            yield food.id, repeat_points(food), [model.serve[serving].name for serving in servings]
