"""HiGHS's own word on every program, and an exact fixing that finds what an exact solver finds."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import highspy
import pulp
import pytest

from planner.optimise import fixing, solver
from planner.optimise.clock import Clock
from planner.optimise.solver import Relaxed, Result, Status
from planner.optimise.tolerance import Tolerance
from tests.patience import GUARD
from tests.planner.tiny_foods import exact

EXACT = Tolerance(absolute=1e-6, distance=0.05)

Row = tuple[Mapping[str, float], str, float]  # coefficients by name, <= or >= or =, right side


def program(
    cost: Mapping[str, float], rows: Sequence[Row], real: Mapping[str, float] | None = None, constant: float = 0.0
) -> pulp.LpProblem:
    """Minimises ``cost`` over binaries by name, and over what is in ``real`` from 0 to the number there."""
    problem = pulp.LpProblem("puzzle", pulp.LpMinimize)
    x = {name: problem.add_variable(name, 0, 1, pulp.LpBinary) for name in cost if name not in (real or {})}
    x |= {name: problem.add_variable(name, 0, most, pulp.LpContinuous) for name, most in (real or {}).items()}
    for number, (coefficients, sense, right) in enumerate(rows):
        left = pulp.lpSum(coefficient * x[name] for name, coefficient in coefficients.items())
        constraint = {"<=": left <= right, ">=": left >= right, "=": left == right}[sense]
        problem += constraint, f"row{number}"
    problem += pulp.lpSum(price * x[name] for name, price in cost.items()) + constant, "cost"
    return problem


def solved(problem: pulp.LpProblem, tolerance: Tolerance = EXACT, seconds: float = GUARD) -> Result:
    clock = Clock(seconds)
    return fixing.solve(solver.relax(problem, clock), tolerance, clock)


def market_split(rows: int, columns: int, slack: bool) -> pulp.LpProblem:
    """Customers of two firms shared out evenly in every region at once: nobody solves 5 × 40 in a minute.

    Cornuéjols and Dawande, A class of hard small 0-1 programs, 1999. With ``slack`` every choice is a solution,
    and the best one is sought.
    """
    numbers = random.Random(7)
    names = [f"x{column}" for column in range(columns)]
    table = [[numbers.randrange(100) for _ in names] for _ in range(rows)]
    cost = dict.fromkeys(names, 0.0)
    real: dict[str, float] = {}
    conditions: list[Row] = []
    for number, numbers_of_row in enumerate(table):
        coefficients = dict(zip(names, map(float, numbers_of_row), strict=True))
        if slack:
            coefficients |= {f"more{number}": 1.0, f"less{number}": -1.0}
            real |= {f"more{number}": 1e4, f"less{number}": 1e4}
        conditions.append((coefficients, "=", float(sum(numbers_of_row) // 2)))
    return program(cost | dict.fromkeys(real, 1.0), conditions, real)


# Statuses


def test_that_the_best_solution_is_optimal_with_its_values_by_name() -> None:
    result = solved(program({"a": 1.0, "b": 2.0, "c": 4.0}, [({"a": 1, "b": 1, "c": 1}, ">=", 2)], constant=5.0))
    assert result.status is Status.OPTIMAL
    assert result.values == pytest.approx({"a": 1.0, "b": 1.0, "c": 0.0})
    assert result.objective == pytest.approx(8.0)
    assert result.bound == pytest.approx(8.0)


def test_that_every_sense_of_a_row_is_read() -> None:
    rows: list[Row] = [({"a": 1, "b": 1}, "<=", 1), ({"b": 1, "c": 1}, ">=", 1), ({"c": 1, "d": 1}, "=", 1)]
    result = solved(program({"a": -3.0, "b": -2.0, "c": 1.0, "d": 2.0}, rows))
    assert result.objective == pytest.approx(-2.0)
    assert result.values == pytest.approx({"a": 1, "b": 0, "c": 1, "d": 0})


@pytest.mark.parametrize(
    "rows",
    [
        [({"a": 1, "b": 1}, ">=", 3)],  # not even as a linear program
        [({"a": 2, "b": 2}, "=", 1)],  # only halves would do
        [({"a": 1, "b": 1, "c": 1}, "=", 1.5)],
    ],
)
def test_that_what_cannot_be_is_infeasible_and_has_no_values(rows: list[Row]) -> None:
    result = solved(program({"a": 1.0, "b": 2.0, "c": 3.0}, rows))
    assert result.status is Status.INFEASIBLE
    assert result.values == {}


class Short(Clock):
    """One that may end: on no machine would a minute do for the puzzle."""


def test_that_a_puzzle_no_solver_finishes_is_stopped_and_never_an_empty_plan() -> None:
    problem = market_split(5, 40, slack=False)
    relaxed = solver.relax(problem, Clock(GUARD))
    result = fixing.solve(relaxed, EXACT, Short(0.1))
    assert relaxed.solved
    assert result.status is Status.STOPPED
    assert result.values == {}
    assert result.objective > 1e9


FEW = [f"x{number}" for number in range(8)]  # columns of a puzzle among which its first solution is found at once


def test_that_a_solution_whose_gap_is_open_is_feasible_and_not_optimal() -> None:
    relaxed = solver.relax(market_split(3, 20, slack=True), Clock(GUARD))
    result = fixing.solve(relaxed, replace(EXACT, nodes=1), Clock(GUARD), first=FEW)
    assert result.status is Status.FEASIBLE
    assert result.bound < result.objective
    assert set(result.values) == {f"x{number}" for number in range(20)} | {
        f"{word}{number}" for word in ("more", "less") for number in range(3)
    }


class Interrupted:
    """A HiGHS that was stopped with a full row of zeros and an objective, none of which is a solution."""

    def __init__(self, said: highspy.HighsModelStatus) -> None:
        self.said = said

    def getModelStatus(self) -> highspy.HighsModelStatus:  # noqa: N802
        return self.said

    def getInfo(self) -> SimpleNamespace:  # noqa: N802
        nothing = highspy.SolutionStatus.kSolutionStatusNone
        return SimpleNamespace(primal_solution_status=nothing, objective_function_value=0.0, mip_dual_bound=-7.0)

    def getSolution(self) -> SimpleNamespace:  # noqa: N802
        return SimpleNamespace(col_value=[0.0, 0.0], col_dual=[0.0, 0.0])


@pytest.mark.parametrize("relax", [False, True])
@pytest.mark.parametrize("said", ["kInterrupt", "kTimeLimit", "kSolutionLimit", "kOptimal", "kUnknown"])
def test_that_only_a_primal_solution_highs_vouches_for_is_one(said: str, relax: bool) -> None:
    run = solver._read(Interrupted(getattr(highspy.HighsModelStatus, said)), relax)
    assert run.status is Status.STOPPED
    assert run.solution is None


def test_that_no_time_at_all_is_stopped() -> None:
    problem = market_split(5, 40, slack=False)
    assert solved(problem, seconds=0.0).status is Status.STOPPED
    clock = Clock(0.0)
    assert not solver.relax(problem, clock).solved


Ended = Callable[[highspy.Highs, highspy.cb.HighsCallbackOutput], bool]


@pytest.fixture
def stop_when(monkeypatch: pytest.MonkeyPatch) -> Callable[[threading.Event, Ended], list[int]]:
    """Sets an event from within HiGHS, at the first of its own questions at which something has come to pass.

    The list that comes back has one entry for each question HiGHS asks after that. Here HiGHS is always waited for.
    """

    def watch(stop: threading.Event, now: Ended) -> list[int]:
        after: list[int] = []

        class Watched(highspy.Highs):  # type: ignore[misc]  # it has no types
            def setCallback(self, asks: Callable[..., None], data: object) -> None:  # noqa: N802
                def ask(kind: object, message: str, out: highspy.cb.HighsCallbackOutput, *more: object) -> None:
                    if stop.is_set():
                        after.append(1)
                    elif now(self, out):
                        stop.set()
                    asks(kind, message, out, *more)

                super().setCallback(ask, data)

        monkeypatch.setattr(highspy, "Highs", Watched)
        monkeypatch.setattr(solver, "IN_TIME", GUARD)
        return after

    return watch


def test_that_an_event_ends_a_solve(stop_when: Callable[[threading.Event, Ended], list[int]]) -> None:
    """To its end, it would be infeasible."""
    stop = threading.Event()
    clock = Clock(GUARD, stop)
    relaxed = solver.relax(market_split(4, 25, slack=False), clock)
    after = stop_when(stop, lambda highs, out: out.mip_node_count > 0)
    result = fixing.solve(relaxed, EXACT, clock)
    assert result.status is Status.STOPPED
    assert result.values == {}
    assert len(after) < 50


def test_that_an_event_set_before_is_seen_at_once(
    stop_when: Callable[[threading.Event, Ended], list[int]],
) -> None:
    """To its end, it would be infeasible."""
    stop = threading.Event()
    clock = Clock(GUARD, stop)
    relaxed = solver.relax(market_split(4, 25, slack=False), clock)
    stop.set()
    after = stop_when(stop, lambda highs, out: False)
    assert clock.over
    assert fixing.solve(relaxed, EXACT, clock).status is Status.STOPPED
    assert not solver.relax(market_split(4, 25, slack=False), clock).solved
    assert len(after) < 50


def test_that_highs_that_does_not_look_at_the_event_is_left_to_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    stop, may_end = threading.Event(), threading.Event()

    class Deaf(highspy.Highs):  # type: ignore[misc]  # it has no types
        def run(self) -> highspy.HighsStatus:
            stop.set()
            may_end.wait(GUARD)
            return highspy.HighsStatus.kOk

    problem = program({"a": 1.0}, [({"a": 1}, ">=", 1)])
    with monkeypatch.context() as patched:
        patched.setattr(highspy, "Highs", Deaf)
        relaxed = solver.relax(problem, Clock(GUARD, stop))
    assert not may_end.is_set()
    may_end.set()
    assert relaxed.status is Status.STOPPED


def test_that_a_cancelled_solve_keeps_what_it_found(
    stop_when: Callable[[threading.Event, Ended], list[int]],
) -> None:
    stop = threading.Event()
    clock = Clock(GUARD, stop)
    relaxed = solver.relax(market_split(6, 50, slack=True), clock)
    stop_when(stop, lambda highs, out: out.mip_primal_bound < highspy.kHighsInf)
    result = fixing.solve(relaxed, EXACT, clock)
    assert stop.is_set()
    assert result.status is Status.FEASIBLE
    assert len(result.values) == 62


def test_that_a_clock_runs_out(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    clock = Clock(GUARD)
    assert not clock.over
    assert clock.left == pytest.approx(GUARD)
    now[0] += GUARD - 1.0
    assert not clock.over
    assert clock.left == pytest.approx(1.0)
    now[0] += 1.0
    assert clock.over
    assert clock.left == 0.0
    assert not clock.anew(GUARD).over
    assert Clock(0.0).over
    assert Clock(-5.0).left == 0.0
    assert not Clock(0.0).cancelled


# The exact fixing


def test_that_a_column_the_first_distance_drops_is_found_again() -> None:
    """2a + 3b + 2c = 4: the relaxation takes a and two thirds of b, the only answer in whole numbers is a and c."""
    problem = program({"a": 1.0, "b": 10.0, "c": 100.0}, [({"a": 2, "b": 3, "c": 2}, "=", 4)])
    result = solved(problem)
    assert result.status is Status.OPTIMAL
    assert result.objective == pytest.approx(101.0)
    assert result.bound == pytest.approx(101.0)


def random_program(seed: int) -> pulp.LpProblem:
    """A program like a day's: choices, two limits to keep, a goal with a shortfall that costs."""
    numbers = random.Random(seed)
    names = [f"x{number}" for number in range(14)]
    cost = {name: round(numbers.uniform(0, 3), 3) for name in names} | {"short": 20.0}
    rows: list[Row] = [(dict.fromkeys(names[start : start + 5], 1.0), "<=", 2.0) for start in (0, 4, 9)]
    weights = {name: float(numbers.randint(1, 60)) for name in names}
    centre = numbers.uniform(0.2, 0.6) * sum(weights.values())
    rows += [(weights, ">=", 0.95 * centre), (weights, "<=", 1.05 * centre)]
    goal = {name: float(numbers.randint(0, 9)) for name in names} | {"short": 30.0}
    rows.append((goal, ">=", 30.0))
    return program(cost, rows, {"short": 1.0}, constant=numbers.uniform(0, 2))


@pytest.mark.parametrize("distance", [0.01, 0.3, 100.0])
def test_that_the_fixing_finds_the_optimum_of_the_whole_program(distance: float) -> None:
    feasible = 0
    for seed in range(25):
        problem = random_program(seed)
        truth = exact(problem)
        result = solved(problem, Tolerance(absolute=1e-6, distance=distance))
        if truth is None:
            assert result.status is Status.INFEASIBLE, seed
            continue
        feasible += 1
        assert result.status is Status.OPTIMAL, seed
        assert result.objective == pytest.approx(truth[1], abs=1e-5), seed
        assert result.bound <= result.objective + 1e-6
    assert feasible >= 10


@pytest.mark.parametrize("absolute", [0.1, 1.0, 5.0])
def test_that_a_coarser_answer_is_within_its_tolerance_and_its_bound_holds(absolute: float) -> None:
    for seed in range(25):
        problem = random_program(seed)
        truth = exact(problem)
        if truth is None:
            continue
        result = solved(problem, Tolerance(absolute=absolute, distance=0.05))
        assert result.status is Status.OPTIMAL
        assert truth[1] - 1e-6 <= result.objective <= truth[1] + absolute + 1e-6
        assert result.bound <= truth[1] + 1e-6
        assert result.bound <= result.objective + 1e-6
        assert result.objective - result.bound <= absolute + 1e-6


def test_that_the_values_are_a_solution_of_the_program() -> None:
    for seed in range(25):
        problem = random_program(seed)
        result = solved(problem)
        if not result.values:
            continue
        for row in problem.constraints():
            left = sum(coefficient * result.values[variable.name] for variable, coefficient in row.items())
            assert row.sense > 0 or left + row.constant <= 1e-6
            assert row.sense < 0 or left + row.constant >= -1e-6
        assert all(
            value == pytest.approx(round(value), abs=1e-6) for name, value in result.values.items() if name != "short"
        )


def test_that_the_relaxation_is_a_bound() -> None:
    for seed in range(25):
        problem = random_program(seed)
        truth = exact(problem)
        relaxed = solver.relax(problem, Clock(GUARD))
        if truth is not None:
            assert relaxed.solved
            assert relaxed.bound <= truth[1] + 1e-6


def test_that_the_same_seed_gives_the_same_values() -> None:
    for seed in range(5):
        assert solved(random_program(seed)) == solved(random_program(seed))


# Solving near


def relaxed_of(problem: pulp.LpProblem) -> Relaxed:
    return solver.relax(problem, Clock(GUARD))


def near(problem: pulp.LpProblem, ones: set[str], free: set[str]) -> Result:
    return fixing.solve_near(relaxed_of(problem), ones, free, EXACT, Clock(GUARD))


CHOICE = program({"a": 3.0, "b": 2.0, "c": 1.0}, [({"a": 1, "b": 1, "c": 1}, "=", 1)])


def test_that_what_is_kept_stays_and_only_what_is_free_may_come() -> None:
    assert near(CHOICE, {"a"}, set()).values == pytest.approx({"a": 1, "b": 0, "c": 0})
    assert near(CHOICE, set(), {"a", "b"}).values == pytest.approx({"a": 0, "b": 1, "c": 0})
    assert near(CHOICE, set(), {"a", "b", "c"}).values == pytest.approx({"a": 0, "b": 0, "c": 1})


def test_that_a_column_held_below_zero_is_not_taken_for_zero() -> None:
    """Such as what other days miss of a vitamin: this one has to make up for it."""
    problem = program(
        {"a": 1.0, "short": 10.0}, [({"a": 3, "short": 1, "owed": 1}, ">=", 0)], {"short": 9.0, "owed": 0.0}
    )
    owed = problem.variablesDict()["owed"]
    owed.lowBound = owed.upBound = -3.0
    assert near(problem, set(), {"a"}).objective == pytest.approx(1.0)
    assert solved(problem).objective == pytest.approx(1.0)


@pytest.mark.parametrize(("ones", "free"), [({"a", "b"}, set()), (set(), set()), ({"a", "b"}, {"c"})])
def test_that_solving_near_never_says_infeasible(ones: set[str], free: set[str]) -> None:
    result = near(CHOICE, ones, free)
    assert result.status is Status.STOPPED
    assert result.values == {}
    assert result.bound == pytest.approx(1.0)


def test_that_near_the_optimum_with_everything_free_is_the_optimum() -> None:
    for seed in range(12):
        problem = random_program(seed)
        truth = exact(problem)
        if truth is None:
            continue
        binaries = {f"x{number}" for number in range(14)}
        ones = {name for name in binaries if truth[0][name] > 0.5}
        for kept, free in ((ones, set[str]()), (set[str](), binaries), (ones - {"x0", "x1"}, {"x0", "x1"})):
            result = near(problem, kept, free)
            assert result.objective == pytest.approx(truth[1], abs=1e-5)
            assert result.bound <= result.objective + 1e-6
            assert result.status in (Status.OPTIMAL, Status.FEASIBLE)


def test_that_solving_near_looks_at_no_other_column() -> None:
    """Against every choice of two of six columns, by enumeration."""
    cost = {"a": 6.0, "b": 5.0, "c": 4.0, "d": 3.0, "e": 2.0, "f": 1.0}
    problem = program(cost, [(dict.fromkeys(cost, 1.0), "=", 2)])
    for free in itertools.combinations(cost, 3):
        result = near(problem, set(), set(free))
        assert result.objective == pytest.approx(sum(sorted(cost[name] for name in free)[:2]))
        assert all(result.values[name] == pytest.approx(0) for name in cost if name not in free)


# Diving, and asking again


# Two kinds of meal, of which each takes one: a or b, and c or d. Together a and c are dear, and b and d do not go.
PAIRS = program(
    {"a": 1.0, "b": 1.5, "c": 1.0, "d": 1.2, "both": 9.0},
    [
        ({"a": 1, "b": 1}, "=", 1),
        ({"c": 1, "d": 1}, "=", 1),
        ({"b": 1, "d": 1}, "<=", 1),
        ({"a": 1, "c": 1, "both": -1}, "<=", 1),
    ],
    {"both": 1.0},
)


def test_that_a_dive_takes_one_of_each_group_and_goes_where_it_costs_least() -> None:
    assert fixing.dive(relaxed_of(PAIRS), [["a", "b"], ["c", "d"]], Clock(GUARD)) == {"a", "d"}


def test_that_a_dive_leaves_the_relaxation_as_it_was() -> None:
    relaxed = relaxed_of(PAIRS)
    fixing.dive(relaxed, [["a", "b"], ["c", "d"]], Clock(GUARD))
    program_ = relaxed.program
    again = solver.relax_again(relaxed, program_.cost, program_.lower, program_.upper, Clock(GUARD))
    assert again.bound == pytest.approx(relaxed.bound)
    highs = relaxed.highs.getLp()
    assert list(highs.col_lower_) == program_.lower.tolist()
    assert list(highs.col_upper_) == program_.upper.tolist()


def test_that_a_dive_that_leads_nowhere_chooses_nothing() -> None:
    """The relaxation shares every group evenly, and no choice at all is a solution."""
    odd = program(
        {"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0},
        [
            ({"a": 1, "b": 1}, "=", 1),
            ({"c": 1, "d": 1}, "=", 1),
            ({"a": 2, "c": 2}, "=", 2),
            ({"a": 2, "d": 2}, "=", 2),
            ({"a": 3}, "<=", 2),
            ({"b": 3}, "<=", 2),
        ],
    )
    assert fixing.dive(relaxed_of(odd), [["a", "b"], ["c", "d"]], Clock(GUARD)) == frozenset()
    assert fixing.dive(relaxed_of(PAIRS), [["a", "b"], ["c", "d"]], Clock(0.0)) == frozenset()


def test_that_a_program_asked_again_with_other_costs_and_bounds_is_the_new_one() -> None:
    relaxed = relaxed_of(PAIRS)
    first = relaxed.program
    cost, upper = first.cost.copy(), first.upper.copy()
    cost[first.place["a"]] = 5.0
    upper[first.place["d"]] = 0.0
    again = solver.relax_again(relaxed, cost, first.lower, upper, Clock(GUARD))
    assert again.bound == pytest.approx(2.5)  # b and c
    assert {name for name, value in fixing.solve(again, EXACT, Clock(GUARD)).values.items() if value > 0.5} == {
        "b",
        "c",
    }


def test_that_finding_falls_back_on_everything_where_the_likely_columns_have_no_solution() -> None:
    result = fixing.find(relaxed_of(PAIRS), EXACT, Clock(GUARD), 0, ["b", "d"])
    assert {name for name, value in result.values.items() if value > 0.5} == {"a", "d"}
    impossible = program({"a": 1.0}, [({"a": 1}, ">=", 2)])
    assert fixing.find(relaxed_of(impossible), EXACT, Clock(GUARD), 0, ["a"]).status is Status.INFEASIBLE


def test_that_a_limit_of_nodes_ends_the_search_with_what_it_has() -> None:
    """Without it, the search goes on until the gap is closed. It counts once a solution is known, here among a few."""
    relaxed = solver.relax(market_split(3, 20, slack=True), Clock(GUARD))
    limited = fixing.solve(relaxed, replace(EXACT, nodes=3), Clock(GUARD), first=FEW)
    assert limited.status is Status.FEASIBLE
    assert limited.values
    assert limited.bound < limited.objective
    whole = fixing.solve(relaxed, EXACT, Clock(GUARD), first=FEW)
    assert whole.status is Status.OPTIMAL
    assert whole.objective < limited.objective
