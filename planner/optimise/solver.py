"""Running HiGHS on a program: relaxations and mixed-integer solves, stopped by a clock. The only user of highspy."""

import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum

import highspy
import numpy as np
import pulp

from planner.optimise.clock import Clock
from planner.optimise.program import Floats, Program, load
from planner.optimise.tolerance import Tolerance

THREADS = 1  # changing it within a process breaks the second solve (measured)
# By what factor each trial distance grows: more slowly until a solution is found, as every step is a program to solve.
WIDER, WIDER_UNTIL_FOUND = 3.0, 1.5
CANDIDATES, USED = 3, 1e-6  # a dive tries so many columns of a group, those whose value in the relaxation is above USED
LOOK_AGAIN, IN_TIME = 0.02, 0.08  # [s] between two looks at the stop event, and for HiGHS to notice it

_CALLBACKS = (
    highspy.cb.HighsCallbackType.kCallbackMipInterrupt,
    highspy.cb.HighsCallbackType.kCallbackSimplexInterrupt,
)


class Status(Enum):
    """What is known of a program. Only the exact whole program makes it INFEASIBLE."""

    OPTIMAL = "optimal"  # a solution whose gap is within the tolerance
    FEASIBLE = "feasible"  # a solution, stopped before its gap closed
    INFEASIBLE = "infeasible"
    STOPPED = "stopped"  # neither a solution nor a proof


@dataclass(frozen=True, slots=True)
class Result:
    """Values by variable name (empty without a solution), objective and proven lower bound."""

    status: Status
    values: Mapping[str, float]
    objective: float
    bound: float


class SolverError(RuntimeError):
    """HiGHS refused a program or ended in a way that has no meaning here."""


@dataclass(frozen=True, slots=True)
class Run:
    status: Status
    solution: Floats | None
    objective: float
    bound: float
    reduced_cost: Floats | None = None


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A program with its linear relaxation solved: the bound every later answer is measured against."""

    program: Program
    run: "Run"
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
        return load_highs(program, relax=True, tolerance=Tolerance(0.0, 0.0), clock=clock, seed=seed)

    highs = loaded()
    run = run_highs(highs, clock, relax=True)
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
    return Relaxed(program, run_highs(highs, clock, relax=True, warm=True), highs)


def load_highs(program: Program, relax: bool, tolerance: Tolerance, clock: Clock, seed: int) -> highspy.Highs:
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


def run_highs(highs: highspy.Highs, clock: Clock, *, relax: bool, warm: bool = False) -> Run:
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
                return Run(Status.STOPPED, None, math.inf, -math.inf)
    return _read(highs, relax)


def _read(highs: highspy.Highs, relax: bool) -> Run:
    """Only a primal solution that HiGHS itself calls feasible is one."""
    known = highspy.HighsModelStatus
    said, info = highs.getModelStatus(), highs.getInfo()
    if said in (known.kInfeasible, known.kUnboundedOrInfeasible) and (relax or said == known.kInfeasible):
        return Run(Status.INFEASIBLE, None, math.inf, math.inf)
    feasible = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    bound = info.objective_function_value if relax else info.mip_dual_bound
    if not feasible or (relax and said != known.kOptimal):
        return Run(Status.STOPPED, None, math.inf, -math.inf)
    solution = highs.getSolution()
    return Run(
        Status.OPTIMAL if said == known.kOptimal else Status.FEASIBLE,
        np.array(solution.col_value),
        info.objective_function_value,
        bound,
        np.array(solution.col_dual) if relax else None,
    )


def result_of(program: Program, run: Run) -> Result:
    if run.solution is None:
        return Result(run.status, {}, math.inf, run.bound)
    values = dict(zip(program.names, run.solution.tolist(), strict=True))
    return Result(run.status, values, run.objective, run.bound)
