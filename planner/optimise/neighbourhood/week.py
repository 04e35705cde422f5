"""Days of a new plan, each searched from nothing beside those that are there, and searched again beside all others."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from planner.optimise.beside import question_of
from planner.optimise.day_question import Question
from planner.optimise.neighbourhood.asked import BROKEN
from planner.optimise.neighbourhood.day_state import LEAST_GAIN, OneDay
from planner.optimise.neighbourhood.rules import UnreadableError
from planner.optimise.recount import penalty
from planner.optimise.request import Progress
from planner.optimise.warm_models import Task, days_alike, relax_mean
from planner.plan.plan import Day

SWEEPS = 10  # over the meals of a day, each drawn anew from its whole pool
HOT, COLD = 0.3, 0.02  # [penalty points] the noise of the first sweep and of the last
LIGHT = 0.2  # what limits weigh in the first sweep, of their full weight
STEPS = 30  # of polishing


def search_days(
    task: Task, numbers: Sequence[int], kept: Mapping[int, Day], progress: Progress | None = None
) -> dict[int, Day] | None:
    """Days beside each other and those that are ``kept``, each searched twice; None where one of them was not found.

    Raises:
        CancelledError: if the user wishes to stop.
    """
    alike = max(days_alike(task.document), key=len)
    if not relax_mean(task, alike).solved:
        return None
    days = dict(kept)
    for number in numbers:
        if progress is not None:
            progress(len(days) + 1, task.document.days)
        others = {other: day for other, day in days.items() if other != number}
        ways = ((task, 0), (task, -1), (fair(task), 0))
        found = next((day for way, turn in ways if (day := day_beside(way, number, others, turn)) is not None), None)
        if found is None:
            return None
        days[number] = found
    return search_again(task, numbers, days, 1)


def fair(task: Task) -> Task:
    """The same, with no more for each day than its share of what a week allows."""
    return replace(task, horizon=replace(task.horizon, fair=True))


def search_again(task: Task, numbers: Sequence[int], days: Mapping[int, Day], turn: int) -> dict[int, Day]:
    """Each day from nothing beside all others, and taken where the plan gets better by it.

    Raises:
        CancelledError: if the user wishes to stop.
    """
    return _better(task, numbers, days, lambda number, others: day_beside(task, number, others, turn))


def polish_days(task: Task, days: Mapping[int, Day]) -> dict[int, Day]:
    """Each day beside all others, changed as long as the plan gets better by it.

    Raises:
        CancelledError: if the user wishes to stop.
    """

    def polished(number: int, others: Mapping[int, Day]) -> Day | None:
        question = question_of(task.horizon, number, others)
        day = _empty(task, question)
        found = day.board.records_of(days[number]) if day is not None else None
        if day is None or found is None or any(missing for _, missing in found):
            return None
        day.make_of([record for record, _ in found])
        return _made(day, number, task) if day.sound else None

    return _better(task, sorted(days), days, polished)


def _better(
    task: Task, numbers: Sequence[int], days: Mapping[int, Day], change: Callable[[int, Mapping[int, Day]], Day | None]
) -> dict[int, Day]:
    days = dict(days)
    points = penalty(task.horizon, days)
    for number in numbers:
        task.clock.check()
        day = change(number, {other: held for other, held in days.items() if other != number})
        if day is None or day == days[number]:
            continue
        again = penalty(task.horizon, {**days, number: day})
        if again < points - LEAST_GAIN:
            days[number], points = day, again
    return days


def day_beside(task: Task, number: int, others: Mapping[int, Day], turn: int) -> Day | None:
    """One day from nothing beside others; None where nothing valid was found."""
    day = _empty(task, question_of(task.horizon, number, others))
    if day is None:
        return None
    anneal(day, np.random.default_rng((task.seed, number, turn + 1)), task)
    return _made(day, number, task)


def _made(day: OneDay, number: int, task: Task) -> Day | None:
    day.polish(STEPS, check=task.clock.check, pairs_of_meals=True)
    day.make_of(day.whole())
    return day.board.day(number, day.whole()) if day.sound else None


def _empty(task: Task, question: Question) -> OneDay | None:
    search = task.models.search(question, task.patient(), task.seed)
    if search is None:
        return None
    try:
        return OneDay(search.board, search.likely, search.ask(question), ())
    except UnreadableError:
        return None


def anneal(day: OneDay, chance: np.random.Generator, task: Task) -> None:
    """Every meal drawn anew from its pool again and again, with less and less noise."""
    for sweep in range(SWEEPS):
        share = sweep / (SWEEPS - 1)
        day.heat, day.broken = LIGHT ** (1 - share), BROKEN * share
        for meal in range(len(day.records)):
            task.clock.check()
            day.change_meal(meal, chance=chance, temperature=HOT * (COLD / HOT) ** share)
    day.heat, day.broken = 1.0, BROKEN
