"""The smallest changes that reach the target: fewest, then nearest to what is eaten, then taste, then cost."""

import threading
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pulp

from planner.document.refused import ADD, KINDS
from planner.now.audit import audit
from planner.now.changes import Answer, Found, NotPossible, Outcome, Reached, Unfinished, applied
from planner.now.changes_program import Stated, cost, departure, forbid, missed, state, taste
from planner.now.changes_space import pruned, space_of
from planner.now.choices import Question
from planner.now.intake import mean_of, reached, totals_of
from planner.now.sentences import sentences_of
from planner.optimise.clock import Clock
from planner.optimise.program import load
from planner.optimise.solver import Result, Status, load_highs, result_of, run_highs
from planner.optimise.tolerance import Tolerance
from planner.shopping.bought import read_bought

MOST_CHANGES = 6
MOST_ANSWERS = 5  # of one size
WHOLE = Tolerance(absolute=0.999, distance=0.0)  # of an objective in whole points: the best is proven
PERCENT = Tolerance(absolute=1.0, distance=0.0)  # of what all further aims together are missed by
CENTS = Tolerance(absolute=0.5, distance=0.0)  # [US cents]
OTHERS_SECONDS = 5.0  # [s] for all further answers together
_ROUNDING = 0.01  # of a sum of whole points


class AuditError(RuntimeError):
    """Changes do not keep what they promise; the text says what. They are never shown."""


def smallest_changes(
    question: Question, most: int, seconds: float = 30.0, seed: int = 0, stop: threading.Event | None = None
) -> Outcome:
    """The smallest set of at most ``most`` changes, proven; or the proof that there is none.

    Raises:
        AuditError: if an answer breaks what it promises.
        SolverError: if HiGHS cannot take a program.
    """
    if reached(mean_of([totals_of(day) for day in question.days]), question.targets):
        return Reached()
    clock = Clock(seconds, stop)
    space = space_of(question)
    for size in range(1, most + 1):
        small = pruned(space, size, lambda: clock.over)
        if small is None:
            continue
        if clock.over:
            return Unfinished(size - 1)
        stated = state(small, size)
        serving, first = _serving(stated, question, clock, seed)
        match first.status:
            case Status.INFEASIBLE:
                continue
            case Status.STOPPED:
                return Unfinished(size - 1)
        chosen, answer = _best(serving, question, first, clock, seed)
        return Found(answer, _others(stated, question, chosen, first, _a_while(clock), seed))
    return NotPossible(most)


def _a_while(clock: Clock) -> Clock:
    """The time the further answers have: they are extras, and the first is not to wait for them."""
    return clock.anew(min(clock.left, OTHERS_SECONDS))


def _serving(stated: Stated, question: Question, clock: Clock, seed: int) -> tuple[Stated, Result]:
    """The nearest answer of those that serve the ticked aims best, and the program of these.

    INFEASIBLE is a proof that there is no answer at all.
    """
    if not question.document.aims:
        return stated, _nearest(stated, question, clock, seed)
    serving = copied(stated)
    objective = missed(serving, question)
    best = solved(serving, objective, PERCENT, clock, seed)
    if not best.values:
        return serving, best
    serving.add(objective <= best.objective + PERCENT.absolute, "aims")
    return serving, _nearest(serving, question, clock, seed)


def _nearest(stated: Stated, question: Question, clock: Clock, seed: int) -> Result:
    """The answer nearest to what is eaten now; INFEASIBLE is a proof."""
    return solved(stated, departure(stated, question), WHOLE, clock, seed)


def _best(
    stated: Stated, question: Question, nearest: Result, clock: Clock, seed: int
) -> tuple[tuple[int, ...], Answer]:
    """Of the answers as near as the nearest, the one of the best taste, and of those the cheapest."""
    size, best = round(sum(nearest.values[x.name] for x in stated.made)), nearest
    later = copied(stated)
    later.add(pulp.lpSum(later.made) == size, "size")
    later.add(departure(later, question) <= round(nearest.objective) + _ROUNDING, "nearest")
    liked = solved(later, taste(later, question), WHOLE, clock, seed)
    if liked.values:
        best = liked
        later.add(taste(later, question) <= round(liked.objective) + _ROUNDING, "liked")
        cheap = solved(later, cost(later, _prices()), CENTS, clock, seed)
        best = cheap if cheap.values else best
    chosen = tuple(place for place, x in enumerate(stated.made) if best.values[x.name] > 0.5)
    return chosen, answer_of(stated, question, chosen, best.values)


def copied(stated: Stated) -> Stated:
    """The same program with rows of its own, so that a later stage leaves the first as it is."""
    return replace(stated, problem=stated.problem.copy())


def _others(
    stated: Stated, question: Question, chosen: tuple[int, ...], nearest: Result, clock: Clock, seed: int
) -> tuple[Answer, ...]:
    """Further answers of the same size, each with another food or entry than every one before."""
    stated.add(pulp.lpSum(stated.made) == len(chosen), "size")
    answers: list[Answer] = []
    while len(answers) < MOST_ANSWERS - 1 and not clock.over:
        forbid(stated, chosen, len(answers))
        if nearest.status is Status.OPTIMAL and not question.document.aims:
            # No other answer is nearer, and knowing it ends the search sooner.
            least = round(nearest.objective) - _ROUNDING
            stated.add(departure(stated, question) >= least, f"no_nearer_{len(answers)}")
        _program, nearest = _serving(stated, question, clock, seed)
        if not nearest.values:
            break
        chosen = tuple(place for place, x in enumerate(stated.made) if nearest.values[x.name] > 0.5)
        answers.append(answer_of(stated, question, chosen, nearest.values))
    return tuple(answers)


def solved(stated: Stated, objective: pulp.LpAffineExpression, tolerance: Tolerance, clock: Clock, seed: int) -> Result:
    """What HiGHS says of the least of an objective; INFEASIBLE is a proof."""
    stated.problem.setObjective(objective)
    program = load(stated.problem)
    highs = load_highs(program, relax=False, tolerance=tolerance, clock=clock, seed=seed)
    return result_of(program, run_highs(highs, clock, relax=False))


def answer_of(
    stated: Stated, question: Question, chosen: Sequence[int], values: Mapping[str, float], *, partly: bool = False
) -> Answer:
    """The changes with their meals, in the order of a day, audited; ``partly`` ones need not reach the target.

    Raises:
        AuditError: if they break what they promise.
    """
    free: dict[frozenset[str], list[str]] = defaultdict(list)
    for (meals, meal), place in stated.places.items():
        free[meals] += [meal] * round(values[place.name])
    changes = []
    for at in chosen:
        choice = stated.choices[at]
        change = choice.change
        changes.append(replace(change, meal=free[choice.meals].pop(0)) if change.kind == ADD else change)
    order = {meal: place for place, meal in enumerate(question.templates.meal_ids)}
    changes.sort(key=lambda change: (order[change.meal], KINDS.index(change.kind), change.food.id))
    wrong = audit(question, changes, partly=partly)
    if wrong:
        raise AuditError("; ".join(wrong))
    sentences = sentences_of(changes, question)
    after = mean_of([totals_of(day) for day in applied(question.days, changes)])
    return Answer(tuple(changes), sentences, after)


def _prices() -> Mapping[str, float]:
    return {food: row.usd_per_100_g for food, row in read_bought().items() if row.usd_per_100_g is not None}
