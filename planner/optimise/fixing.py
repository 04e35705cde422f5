"""Solving a program by fixing columns at their reduced costs: near a day, among likely columns, by a dive."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from planner.optimise.clock import Clock
from planner.optimise.program import Floats, Program
from planner.optimise.solver import (
    CANDIDATES,
    USED,
    WIDER,
    WIDER_UNTIL_FOUND,
    Relaxed,
    Result,
    Run,
    Status,
    load_highs,
    result_of,
    run_highs,
)
from planner.optimise.tolerance import Tolerance

# The likely columns (templates the relaxation uses) are searched first, within these distances, in first distances.
# Larger ones make larger programs; smaller ones miss solutions, and all columns are searched instead.
LIKELY = (3.0, 6.0, 9.0)
LIKELY_ENOUGH = 2.0  # [tolerances] a likely solution this close to the bound ends the search of likely columns
HARDLY_DEARER = 0.1  # a dive accepts the first column that raises the objective by no more than this
ROUGHLY = 1.6  # [tolerances] how exactly a program of likely columns is solved: it proves nothing, so not very
LIKELY_NEAR = 4.0  # [tolerances] only a solution this close to the bound makes the limit on columns hold
IDLE_PASSES = 3  # because sums nest three deep: dish contents, foods eaten, nutrient totals
WORTH_WIDENING = 1.3  # a distance that grows by less than this factor is not tried: it adds next to no columns


def solve(relaxed: Relaxed, tolerance: Tolerance, clock: Clock, seed: int = 0, first: Collection[str] = ()) -> Result:
    """Minimises the program to within ``tolerance``, exactly: the bound holds for all of it.

    ``first`` names integer columns among which a good solution is likely; they are searched before all others.

    Raises:
        SolverError: if HiGHS cannot take the program.
    """
    if not relaxed.solved:
        return result_of(relaxed.program, relaxed.run)
    likely = _mask(relaxed.program, first) if first else None
    return result_of(relaxed.program, _fix_and_solve(relaxed.program, relaxed.run, tolerance, clock, seed, likely))


def find(relaxed: Relaxed, tolerance: Tolerance, clock: Clock, seed: int, first: Collection[str]) -> Result:
    """A good solution among the integer columns ``first``, quickly; ``solve`` where there is none among them."""
    if not relaxed.solved:
        return result_of(relaxed.program, relaxed.run)
    program = relaxed.program
    likely = program.usable & (_mask(program, first) | program.forced | ~program.integer)
    found = _search_likely(program, relaxed.run, likely, tolerance, clock, seed)
    if found.solution is None:
        return solve(relaxed, tolerance, clock, seed)
    return result_of(program, found)


def solve_near(
    relaxed: Relaxed,
    ones: Collection[str],
    free: Collection[str],
    tolerance: Tolerance,
    clock: Clock,
    seed: int = 0,
) -> Result:
    """The best solution that keeps ``ones`` at one and may use, of the other integers, only ``free``.

    It is an answer to a smaller program: its status is never INFEASIBLE, and its bound is the relaxation's.
    """
    program = relaxed.program
    if relaxed.run.reduced_cost is None:
        return result_of(program, relaxed.run)
    at_one, freed = (_mask(program, names) for names in (ones, free))
    kept = (~program.integer | at_one | freed | program.forced) & program.usable
    lower = np.where(at_one & ~freed, 1.0, program.lower)
    if np.any(at_one & ~freed & (program.upper < 1)):
        return Result(Status.STOPPED, {}, math.inf, relaxed.bound)
    kept = _without_idle(program, kept)
    small = _columns(replace(program, lower=lower), kept)
    run = run_highs(load_highs(small, relax=True, tolerance=tolerance, clock=clock, seed=seed), clock, relax=True)
    if run.solution is not None:
        run = _fix_and_solve(small, run, tolerance, clock, seed)
    if run.solution is None:
        return Result(Status.STOPPED, {}, math.inf, relaxed.bound)
    solution = np.zeros(len(program.cost))
    solution[kept] = run.solution
    return result_of(program, replace(run, status=Status.FEASIBLE, solution=solution, bound=relaxed.bound))


def dive(relaxed: Relaxed, groups: Sequence[Sequence[str]], clock: Clock) -> frozenset[str]:
    """One column of each group, of which exactly one is one: where the relaxation goes when it has to decide.

    The group that is nearest to a decision decides first, for the column of a few that costs least; the relaxation is
    solved again after each, which takes milliseconds. Empty where no choice was found.
    """
    program, highs = relaxed.program, relaxed.highs
    values, cost = relaxed.run.solution, relaxed.run.objective
    open_groups = [np.array([program.place[name] for name in group], dtype=np.intp) for group in groups]
    chosen: list[int] = []
    while open_groups and values is not None and not clock.over:
        known = values
        number = max(range(len(open_groups)), key=lambda at: float(known[open_groups[at]].max()))
        group = open_groups.pop(number)
        best: tuple[float, int, Floats] | None = None
        for column in group[np.argsort(-known[group], kind="stable")][:CANDIDATES].tolist():
            if known[column] < USED:
                break
            highs.changeColBounds(column, 1.0, 1.0)
            run = run_highs(highs, clock, relax=True, warm=True)
            if run.solution is not None and (best is None or run.objective < best[0]):
                best = run.objective, column, run.solution
            highs.changeColBounds(column, program.lower[column], program.upper[column])
            if run.objective <= cost + HARDLY_DEARER:
                break
        values = None
        if best is not None:
            cost, column, values = best
            chosen.append(column)
            highs.changeColBounds(column, 1.0, 1.0)
    for column in chosen:
        highs.changeColBounds(column, program.lower[column], program.upper[column])
    done = values is not None and not open_groups
    return frozenset(program.names[column] for column in chosen) if done else frozenset()


def _mask(program: Program, names: Collection[str]) -> NDArray[np.bool_]:
    mask = np.zeros(len(program.cost), dtype=bool)
    mask[[program.place[name] for name in names]] = True
    return mask


def _fix_and_solve(
    program: Program,
    relaxed: Run,
    tolerance: Tolerance,
    clock: Clock,
    seed: int,
    likely: NDArray[np.bool_] | None = None,
) -> Run:
    """Widens the distance until the solution found is proven for the whole program, or work or time is over."""
    if relaxed.solution is None or relaxed.reduced_cost is None:
        return relaxed
    usable, forced = program.usable, program.forced
    cost_of_use = np.where(program.integer & (relaxed.solution < 1e-9), relaxed.reduced_cost, -math.inf)
    best = Run(Status.STOPPED, None, math.inf, relaxed.objective)
    distance = tolerance.distance
    if likely is not None:
        best = _search_likely(program, relaxed, usable & (likely | forced | ~program.integer), tolerance, clock, seed)
        if best.objective - best.bound <= tolerance.absolute + 1e-9:
            return replace(best, status=Status.OPTIMAL)
    while not clock.over:
        kept = usable & (forced | (cost_of_use <= distance))
        whole = bool((kept == usable).all())
        if best.solution is not None and tolerance.columns is not None and kept.sum() > tolerance.columns:
            return best
        kept = _without_idle(program, kept)
        highs = load_highs(_columns(program, kept), relax=False, tolerance=tolerance, clock=clock, seed=seed)
        highs.setOptionValue("objective_target", relaxed.objective + tolerance.absolute)
        limited = best.solution is not None and tolerance.nodes is not None
        if limited:
            highs.setOptionValue("mip_max_nodes", tolerance.nodes)
        run = run_highs(highs, clock, relax=False)
        if run.status is Status.INFEASIBLE and whole:
            return run
        best = _better(best, run, kept, relaxed.objective + (math.inf if whole else distance))
        if best.objective - best.bound <= tolerance.absolute + 1e-9:
            return replace(best, status=Status.OPTIMAL)
        if (whole and run.status is Status.OPTIMAL) or (limited and run.status is not Status.OPTIMAL):
            return best
        distance = _wider(distance, cost_of_use[usable], tolerance.columns, best.solution is not None)
    return best


def _wider(distance: float, costs: Floats, columns: int | None, found: bool) -> float:
    """The next trial distance: a small step while nothing is found, for that costs next to nothing; then a large one.

    Where the larger program would pass ``columns``, it is as large as they allow.
    """
    wider = distance * (WIDER if found else WIDER_UNTIL_FOUND)
    if not (costs > wider).any():
        return math.inf
    if found and columns is not None and (costs <= wider).sum() > columns:
        allowed = float(np.partition(costs, columns - 1)[columns - 1])
        return allowed - 1e-9 if allowed > distance * WORTH_WIDENING else wider
    return wider


def _search_likely(
    program: Program,
    relaxed: Run,
    likely: NDArray[np.bool_],
    tolerance: Tolerance,
    clock: Clock,
    seed: int,
) -> Run:
    """The first solution among the likely columns at growing distances; it proves nothing of the others."""
    rough = replace(tolerance, absolute=ROUGHLY * tolerance.absolute)
    cost_of_use = np.asarray(relaxed.reduced_cost)
    best = Run(Status.STOPPED, None, math.inf, relaxed.objective)
    for distance in (tolerance.distance * factor for factor in LIKELY):
        kept = _without_idle(program, likely & (program.forced | ~(program.integer & (cost_of_use > distance))))
        near = best.objective <= relaxed.objective + LIKELY_NEAR * tolerance.absolute
        if near and tolerance.columns is not None and kept.sum() > tolerance.columns:
            break
        highs = load_highs(_columns(program, kept), relax=False, tolerance=rough, clock=clock, seed=seed)
        highs.setOptionValue("objective_target", relaxed.objective + tolerance.absolute)
        best = _better(best, run_highs(highs, clock, relax=False), kept, relaxed.objective)
        if clock.over or best.objective <= relaxed.objective + LIKELY_ENOUGH * tolerance.absolute:
            break
    return best


def _better(best: Run, run: Run, kept: NDArray[np.bool_], outside: float) -> Run:
    """The better of two solutions, and the bound both runs prove; what was dropped costs at least ``outside``."""
    bound = max(best.bound, min(run.bound, outside))
    if run.solution is None or run.objective >= best.objective:
        return replace(best, bound=bound)
    solution = np.zeros(len(kept))
    solution[kept] = run.solution
    return Run(Status.FEASIBLE, solution, run.objective, bound)


def _columns(program: Program, kept: NDArray[np.bool_]) -> Program:
    """The program without the dropped columns, removed for real: a bound of zero would still cost presolve."""
    number = np.cumsum(kept) - 1
    entries = kept[program.index]
    rows = np.repeat(np.arange(len(program.row_lower)), np.diff(program.start))[entries]
    counts = np.bincount(rows, minlength=len(program.row_lower))
    needed = (counts > 0) | (program.row_lower > 0) | (program.row_upper < 0)
    return Program(
        names=(),
        place={},
        cost=program.cost[kept],
        offset=program.offset,
        lower=program.lower[kept],
        upper=program.upper[kept],
        integer=program.integer[kept],
        row_lower=program.row_lower[needed],
        row_upper=program.row_upper[needed],
        start=np.concatenate(([0], np.cumsum(counts[needed]))).astype(np.int32),
        index=number[program.index[entries]].astype(np.int32),
        value=program.value[entries],
    )


def _without_idle(program: Program, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """``kept`` without the columns a row alone holds at zero, such as the sum of columns that were all dropped."""
    rows = np.repeat(np.arange(len(program.row_lower)), np.diff(program.start))
    zero = (program.row_lower == 0) & (program.row_upper == 0)
    kept = kept.copy()
    for _ in range(IDLE_PASSES):
        entries = kept[program.index]
        alone = zero & (np.bincount(rows[entries], minlength=len(zero)) == 1)
        idle = program.index[entries & alone[rows]]
        idle = idle[(program.lower[idle] <= 0) & ~program.integer[idle]]
        if not len(idle):
            break
        kept[idle] = False
    return kept
