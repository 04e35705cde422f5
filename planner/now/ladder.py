"""The ladder: how far one change reaches at most, how far two, three …; each rung by the exact program."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace

from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.now.changes import Answer, Found, NotPossible, Outcome, Reached, Unfinished
from planner.now.changes_program import departure, state
from planner.now.changes_space import MAGNESIUM_ROW, Space, effects_of, pruned, space_of
from planner.now.choices import Question
from planner.now.intake import mean_of, totals_of
from planner.now.smallest import WHOLE, answer_of, copied, solved
from planner.optimise.clock import Clock
from planner.optimise.day_program import sum_of
from planner.optimise.solver import Status
from planner.optimise.tolerance import Tolerance

FURTHER_MG = 1.0  # [mg / day] that a rung brings more than the one below it; else it has no changes of its own
MILLIGRAM = Tolerance(absolute=0.5, distance=0.0)  # [mg / day]


@dataclass(frozen=True, slots=True)
class Rung:
    """How far at most ``size`` changes reach. Without ``answer`` no changes bring more than the rung below."""

    size: int
    magnesium_mg: float  # [mg / day] of the mean day, as far as is known
    answer: Answer | None
    proven: bool  # that so many changes reach no further, to a milligram


def ladder(
    question: Question, outcome: Outcome, seconds: float = 30.0, seed: int = 0, stop: threading.Event | None = None
) -> tuple[Rung, ...]:
    """The rungs below the smallest answer and that answer; where none reaches the target, all that were looked into.

    ``outcome`` is what ``smallest_changes`` said of the question. Rungs that time left no room for are missing.

    Raises:
        AuditError: if a rung breaks what it promises.
        SolverError: if HiGHS cannot take a program.
    """
    last: tuple[Answer, ...] = ()
    match outcome:
        case Reached():
            return ()
        case Found(answer=smallest):
            short, last = len(smallest.changes) - 1, (smallest,)
        case NotPossible(most=size) | Unfinished(tried=size):
            short = size
    clock = Clock(seconds, stop)
    now = known = mean_of([totals_of(day) for day in question.days])[MAGNESIUM].amount
    space = space_of(question)
    rungs: list[Rung] = []
    for size in range(1, short + 1):
        found = None if clock.over else _furthest(space, size, known - now, clock, seed)
        if found is None:
            return tuple(rungs)
        answer, proven = found
        known = answer.after[MAGNESIUM].amount if answer is not None else known
        rungs.append(Rung(size, known, answer, proven))
    return (*rungs, *(Rung(short + 1, each.after[MAGNESIUM].amount, each, True) for each in last))


def _furthest(space: Space, size: int, gained: float, clock: Clock, seed: int) -> tuple[Answer | None, bool] | None:
    """The changes that bring most magnesium and whether that is proven; None where time ended it without either.

    Only what brings more than ``gained`` [mg / day], which the rung below does, is looked for; of what brings as
    much, the nearest to what is eaten now is taken.
    """
    question = space.question
    small = pruned(_further(space, gained + FURTHER_MG), size, lambda: clock.over)
    if small is None:
        return None, True
    stated = state(small, size)
    brings = effects_of(MAGNESIUM, small.choices).mean(axis=1).tolist()
    brought = sum_of((x, value) for x, value in zip(stated.made, brings, strict=True) if value)
    most = solved(stated, -1 * brought, MILLIGRAM, clock, seed)
    if most.status is Status.INFEASIBLE:
        return None, True
    if not most.values:
        return None
    near = copied(stated)
    near.add(brought >= -most.objective - MILLIGRAM.absolute, "as_far")
    nearest = solved(near, departure(near, question), WHOLE, clock, seed)
    values: Mapping[str, float] = nearest.values or most.values
    chosen = tuple(place for place, x in enumerate(stated.made) if values[x.name] > 0.5)
    return answer_of(stated, question, chosen, values, partly=True), most.status is Status.OPTIMAL


def _further(space: Space, least: float) -> Space:
    """The space in which the changes bring at least so much magnesium [mg / day], whatever the target is."""
    rows = tuple(replace(row, least=least) if row.name == MAGNESIUM_ROW else row for row in space.rows)
    return replace(space, rows=rows)


def rung_text(rung: Rung, least: float | None) -> str:
    """How far a rung reaches, in words; ``least`` is the target [mg / day]."""
    amount = f"{figure(rung.magnesium_mg, ',.0f')} {MAGNESIUM.unit}"
    if rung.answer is not None and rung.answer.after[MAGNESIUM].at_least:
        amount = _("at least {amount}").format(amount=amount)
    said = ngettext("{count} change: {amount}", "{count} changes: {amount}", rung.size)
    said = said.format(count=rung.size, amount=amount)
    if rung.answer is None:
        return _("{rung}; no more than with one change less").format(rung=said)
    if least is not None and rung.magnesium_mg < least:
        gap = figure(least - rung.magnesium_mg, ",.0f")
        said = _("{rung}; {gap} mg are missing").format(rung=said, gap=gap)
    else:
        said = _("{rung}; that reaches the target").format(rung=said)
    return said if rung.proven else _("{rung}; more may be possible").format(rung=said)
