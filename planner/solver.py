"""Running and stopping HiGHS, and translating its status. The only user of HiGHS; no status is taken from PuLP.

The exact reduced-cost fixing is that of docs/model.md: solve the linear relaxation, drop every binary whose
reduced cost passes a trial distance, solve the small program that is left. Any solution that uses a dropped
column costs at least the relaxation plus the distance, so the bound that comes back holds for the whole program.
"""

import math
import threading
import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum

import highspy
import numpy as np
import pulp
from numpy.typing import NDArray

THREADS = 1  # changing it within a process breaks the second solve (measured)
WIDER, WIDER_UNTIL_FOUND = 3.0, 1.5  # each trial distance to the one before
LIKELY = (3.0, 6.0, 9.0)  # distances for likely columns, in first distances
LIKELY_ENOUGH = 2.0  # tolerances from the bound at which a likely solution ends that search

CANDIDATES, USED = 3, 1e-6  # columns of a group that a dive tries, and above which value
HARDLY_DEARER = 0.1  # [units of the objective] at which a dive looks no further
ROUGHLY = 1.6  # tolerances at which a likely solution is good enough for its own program, which proves nothing
LIKELY_NEAR = 4.0  # tolerances at which the limit of work counts
LOOK_AGAIN, IN_TIME = 0.02, 0.08  # [s] between two looks at the stop event, and for HiGHS to notice it
IDLE_PASSES = 3  # sums of sums: what is inside dishes, what is eaten, their totals
WORTH_WIDENING = 1.3  # as little is gained by a distance hardly larger
_CALLBACKS = (
    highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
)

Floats = NDArray[np.float64]


class Status(Enum):
    """What is known of a program. Only the exact whole program makes it INFEASIBLE."""

    OPTIMAL = "optimal"  # a solution whose gap is within the tolerance
    FEASIBLE = "feasible"  # a solution, stopped before its gap closed
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"  # neither a solution nor a proof


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A solve ends when the solution is within ``absolute`` of the bound, in units of the objective.

    With ``columns`` it also ends, with the gap it has, when a solution is known and the next program would be larger:
    a limit of work, not of time, so that the same question has the same answer on any machine.
    """

    absolute: float
    distance: float  # the first trial distance of the reduced-cost fixing, in units of the objective
    columns: int | None = None
    nodes: int | None = None  # of the search tree, once a solution is known: a limit of work as well


@dataclass(frozen=True, slots=True)
class Result:
    """Values by variable name (empty without a solution), objective and proven lower bound."""

    status: Status
    values: Mapping[str, float]
    objective: float
    bound: float


class SolverError(RuntimeError):
    """HiGHS refused a program or ended in a way that has no meaning here."""


class CancelledError(Exception):
    """Nobody waits for what was being worked on any more. It never leaves the planner."""


class Clock:
    """When to stop: a time guard and the user's wish, asked from within the solver."""

    def __init__(self, seconds: float, stop: threading.Event | None = None) -> None:
        self._end = time.monotonic() + seconds
        self._stop = stop

    def anew(self, seconds: float) -> "Clock":
        """The same wish to stop, with a time of its own."""
        return Clock(seconds, self._stop)

    @property
    def left(self) -> float:
        """[s]"""
        return max(0.0, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        return self.left == 0.0 or self.cancelled

    @property
    def cancelled(self) -> bool:
        return self._stop is not None and self._stop.is_set()

    def check(self) -> None:
        """For long work outside the solver.

        Raises:
            CancelledError: if the user wishes to stop.
        """
        if self.cancelled:
            raise CancelledError


@dataclass(frozen=True, slots=True)
class Program:
    """A PuLP problem as the arrays HiGHS takes: columns by rows, the matrix row by row."""

    names: tuple[str, ...]
    place: Mapping[str, int]  # column by name
    cost: Floats
    offset: float
    lower: Floats
    upper: Floats
    integer: NDArray[np.bool_]
    row_lower: Floats
    row_upper: Floats
    start: NDArray[np.int32]
    index: NDArray[np.int32]
    value: Floats

    @property
    def usable(self) -> NDArray[np.bool_]:
        """The columns that are not held at zero."""
        return (self.upper > 0) | (self.lower < 0)


@dataclass(frozen=True, slots=True)
class _Run:
    status: Status
    solution: Floats | None
    objective: float
    bound: float
    reduced_cost: Floats | None = None


def load(problem: pulp.LpProblem) -> Program:
    """The arrays of a PuLP problem. PuLP's own way into HiGHS gives the same, five times slower."""
    variables = problem.variables()
    place = {variable.name: number for number, variable in enumerate(variables)}
    starts, index, value, row_lower, row_upper = [0], [], [], [], []
    for constraint in problem.constraints():
        for variable, coefficient in constraint.items():
            index.append(place[variable.name])
            value.append(coefficient)
        starts.append(len(index))
        side = -constraint.constant
        row_lower.append(-math.inf if constraint.sense < 0 else side)
        row_upper.append(math.inf if constraint.sense > 0 else side)
    cost, lower, upper = _costs_and_bounds(problem, place)
    return Program(
        names=tuple(place),
        place=place,
        cost=cost,
        offset=problem.objective.constant,
        lower=lower,
        upper=upper,
        integer=np.array([variable.cat == pulp.LpInteger for variable in variables]),
        row_lower=np.array(row_lower, dtype=float),
        row_upper=np.array(row_upper, dtype=float),
        start=np.array(starts, dtype=np.int32),
        index=np.array(index, dtype=np.int32),
        value=np.array(value, dtype=float),
    )


def _costs_and_bounds(problem: pulp.LpProblem, place: Mapping[str, int]) -> tuple[Floats, Floats, Floats]:
    variables = problem.variables()
    cost = np.zeros(len(variables))
    for variable, coefficient in problem.objective.items():
        cost[place[variable.name]] = coefficient
    lower = np.array([-math.inf if v.lowBound is None else v.lowBound for v in variables], dtype=float)
    upper = np.array([math.inf if v.upBound is None else v.upBound for v in variables], dtype=float)
    return cost, lower, upper


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A program with its linear relaxation solved: the bound every later answer is measured against."""

    program: Program
    run: "_Run"
    highs: highspy.Highs

    @property
    def bound(self) -> float:
        return self.run.objective

    @property
    def solved(self) -> bool:
        return self.run.status is Status.OPTIMAL

    @property
    def status(self) -> Status:
        return self.run.status

    @property
    def in_use(self) -> frozenset[str]:
        """The names of the columns that are not zero in the relaxation."""
        if self.run.solution is None:
            return frozenset()
        return frozenset(self.program.names[number] for number in np.flatnonzero(self.run.solution > 1e-9))


def relax(problem: pulp.LpProblem, clock: Clock, seed: int = 0) -> Relaxed:
    """Solves the linear relaxation of a PuLP problem."""
    return relax_program(load(problem), clock, seed)


def relax_program(program: Program, clock: Clock, seed: int = 0) -> Relaxed:
    """Solves the linear relaxation of a program."""

    def loaded() -> highspy.Highs:
        return _highs(program, relax=True, tolerance=Tolerance(0.0, 0.0), clock=clock, seed=seed)

    highs = loaded()
    run = _run(highs, clock, relax=True)
    return Relaxed(program, run, loaded() if clock.cancelled else highs)  # the one that was left may still be at work


def relax_again(warm: Relaxed, cost: Floats, lower: Floats, upper: Floats, clock: Clock) -> Relaxed:
    """Solves the relaxation of the same problem with other costs and bounds, by column.

    The HiGHS object of ``warm`` goes on from where it stands, which takes a tenth of the time; ``warm`` must not be
    used any more afterwards.
    """
    highs, every = warm.highs, np.arange(len(cost), dtype=np.int32)
    highs.changeColsCost(len(cost), every, cost)
    highs.changeColsBounds(len(cost), every, lower, upper)
    highs.setOptionValue("time_limit", highs.getRunTime() + clock.left)
    program = replace(warm.program, cost=cost, lower=lower, upper=upper)
    return Relaxed(program, _run(highs, clock, relax=True, warm=True), highs)


def solve(relaxed: Relaxed, tolerance: Tolerance, clock: Clock, seed: int = 0, first: Collection[str] = ()) -> Result:
    """Minimises the program to within ``tolerance``, exactly: the bound holds for all of it.

    ``first`` names integer columns among which a good solution is likely; they are searched before all others.

    Raises:
        SolverError: if HiGHS cannot take the program.
    """
    if not relaxed.solved:
        return _result(relaxed.program, relaxed.run)
    likely = _mask(relaxed.program, first) if first else None
    return _result(relaxed.program, _fix_and_solve(relaxed.program, relaxed.run, tolerance, clock, seed, likely))


def find(relaxed: Relaxed, tolerance: Tolerance, clock: Clock, seed: int, first: Collection[str]) -> Result:
    """A good solution among the integer columns ``first``, quickly; ``solve`` where there is none among them."""
    if not relaxed.solved:
        return _result(relaxed.program, relaxed.run)
    program = relaxed.program
    likely = program.usable & (_mask(program, first) | ~program.integer)
    found = _search_likely(program, relaxed.run, likely, tolerance, clock, seed)
    if found.solution is None:
        return solve(relaxed, tolerance, clock, seed)
    return _result(program, found)


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
        return _result(program, relaxed.run)
    at_one, freed = (_mask(program, names) for names in (ones, free))
    kept = (~program.integer | at_one | freed) & program.usable
    lower = np.where(at_one & ~freed, 1.0, program.lower)
    if np.any(at_one & ~freed & (program.upper < 1)):
        return Result(Status.STOPPED, {}, math.inf, relaxed.bound)
    kept = _without_idle(program, kept)
    small = _columns(replace(program, lower=lower), kept)
    run = _run(_highs(small, relax=True, tolerance=tolerance, clock=clock, seed=seed), clock, relax=True)
    if run.solution is not None:
        run = _fix_and_solve(small, run, tolerance, clock, seed)
    if run.solution is None:
        return Result(Status.STOPPED, {}, math.inf, relaxed.bound)
    solution = np.zeros(len(program.cost))
    solution[kept] = run.solution
    return _result(program, replace(run, status=Status.FEASIBLE, solution=solution, bound=relaxed.bound))


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
            run = _run(highs, clock, relax=True, warm=True)
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
    relaxed: _Run,
    tolerance: Tolerance,
    clock: Clock,
    seed: int,
    likely: NDArray[np.bool_] | None = None,
) -> _Run:
    """Widens the distance until the solution found is proven for the whole program, or work or time is over."""
    if relaxed.solution is None or relaxed.reduced_cost is None:
        return relaxed
    usable = program.usable
    cost_of_use = np.where(program.integer & (relaxed.solution < 1e-9), relaxed.reduced_cost, -math.inf)
    best = _Run(Status.STOPPED, None, math.inf, relaxed.objective)
    distance = tolerance.distance
    if likely is not None:
        best = _search_likely(program, relaxed, usable & (likely | ~program.integer), tolerance, clock, seed)
        if best.objective - best.bound <= tolerance.absolute + 1e-9:
            return replace(best, status=Status.OPTIMAL)
    while not clock.over:
        kept = usable & (cost_of_use <= distance)
        whole = bool((kept == usable).all())
        if best.solution is not None and tolerance.columns is not None and kept.sum() > tolerance.columns:
            return best
        kept = _without_idle(program, kept)
        highs = _highs(_columns(program, kept), relax=False, tolerance=tolerance, clock=clock, seed=seed)
        highs.setOptionValue("objective_target", relaxed.objective + tolerance.absolute)
        limited = best.solution is not None and tolerance.nodes is not None
        if limited:
            highs.setOptionValue("mip_max_nodes", tolerance.nodes)
        run = _run(highs, clock, relax=False)
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
    relaxed: _Run,
    likely: NDArray[np.bool_],
    tolerance: Tolerance,
    clock: Clock,
    seed: int,
) -> _Run:
    """The first solution among the likely columns at growing distances; it proves nothing of the others."""
    rough = replace(tolerance, absolute=ROUGHLY * tolerance.absolute)
    cost_of_use = np.asarray(relaxed.reduced_cost)
    best = _Run(Status.STOPPED, None, math.inf, relaxed.objective)
    for distance in (tolerance.distance * factor for factor in LIKELY):
        kept = _without_idle(program, likely & ~(program.integer & (cost_of_use > distance)))
        near = best.objective <= relaxed.objective + LIKELY_NEAR * tolerance.absolute
        if near and tolerance.columns is not None and kept.sum() > tolerance.columns:
            break
        highs = _highs(_columns(program, kept), relax=False, tolerance=rough, clock=clock, seed=seed)
        highs.setOptionValue("objective_target", relaxed.objective + tolerance.absolute)
        best = _better(best, _run(highs, clock, relax=False), kept, relaxed.objective)
        if clock.over or best.objective <= relaxed.objective + LIKELY_ENOUGH * tolerance.absolute:
            break
    return best


def _better(best: _Run, run: _Run, kept: NDArray[np.bool_], outside: float) -> _Run:
    """The better of two solutions, and the bound both runs prove; what was dropped costs at least ``outside``."""
    bound = max(best.bound, min(run.bound, outside))
    if run.solution is None or run.objective >= best.objective:
        return replace(best, bound=bound)
    solution = np.zeros(len(kept))
    solution[kept] = run.solution
    return _Run(Status.FEASIBLE, solution, run.objective, bound)


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


def _highs(program: Program, relax: bool, tolerance: Tolerance, clock: Clock, seed: int) -> highspy.Highs:
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.cost), len(program.row_lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = program.cost, program.lower, program.upper
    lp.row_lower_, lp.row_upper_ = program.row_lower, program.row_upper
    lp.offset_ = program.offset
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = program.start, program.index, program.value
    if not relax:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[integer] for integer in program.integer.tolist()]
    highs = highspy.Highs()
    highs.silent()
    for name, value in (
        ("threads", THREADS),
        ("random_seed", seed),
        ("time_limit", clock.left),
        ("mip_abs_gap", tolerance.absolute),
        ("mip_rel_gap", 0.0),
    ):
        highs.setOptionValue(name, value)
    if highs.passModel(lp) == highspy.HighsStatus.kError:
        raise SolverError("HiGHS refused the program")
    return highs


def _run(highs: highspy.Highs, clock: Clock, *, relax: bool, warm: bool = False) -> _Run:
    """One run of HiGHS, its status asked of HiGHS itself.

    HiGHS looks at the stop event only now and then. Where it does not in time, it is left to end by itself in its own
    thread: nothing is known then, and the object must not be used again. One that is ``warm`` is always waited for.
    """

    def interrupt(kind: object, message: str, out: object, answer: highspy.cb.HighsCallbackInput, data: object) -> None:
        if clock.cancelled:
            answer.user_interrupt = True

    highs.setCallback(interrupt, None)
    for callback in _CALLBACKS:
        highs.startCallback(callback)
    if warm:
        highs.run()
        return _read(highs, relax)
    worker = threading.Thread(target=highs.run, name="highs")
    worker.start()
    late = math.inf
    while worker.is_alive():
        worker.join(LOOK_AGAIN)
        if clock.cancelled:
            late = min(late, time.monotonic() + IN_TIME)
            if time.monotonic() > late and worker.is_alive():
                return _Run(Status.STOPPED, None, math.inf, -math.inf)
    return _read(highs, relax)


def _read(highs: highspy.Highs, relax: bool) -> _Run:
    """Only a primal solution that HiGHS itself calls feasible is one."""
    known = highspy.HighsModelStatus
    said, info = highs.getModelStatus(), highs.getInfo()
    if said in (known.kInfeasible, known.kUnboundedOrInfeasible) and (relax or said == known.kInfeasible):
        return _Run(Status.INFEASIBLE, None, math.inf, math.inf)
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = info.objective_function_value if relax else info.mip_dual_bound
    if not feasible or (relax and said != known.kOptimal):
        return _Run(Status.STOPPED, None, math.inf, -math.inf)
    solution = highs.getSolution()
    return _Run(
        Status.OPTIMAL if said == known.kOptimal else Status.FEASIBLE,
        np.array(solution.col_value),
        info.objective_function_value,
        bound,
        np.array(solution.col_dual) if relax else None,
    )


def _result(program: Program, run: _Run) -> Result:
    if run.solution is None:
        return Result(run.status, {}, math.inf, run.bound)
    values = dict(zip(program.names, run.solution.tolist(), strict=True))
    return Result(run.status, values, run.objective, run.bound)
