"""A plan on screen after an edit: the days it touches searched anew, all others as they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from planner.document.document import Lock
from planner.optimise.beside import question_of
from planner.optimise.day_question import Question
from planner.optimise.neighbourhood.board import Board, Record
from planner.optimise.neighbourhood.day_state import OneDay
from planner.optimise.neighbourhood.rules import UnreadableError
from planner.optimise.neighbourhood.search import Search
from planner.optimise.neighbourhood.week import anneal
from planner.optimise.warm_models import Task
from planner.plan.audit import keeps_locks
from planner.plan.plan import Day, Plan

WAYS = 5  # to fill the place of a portion that goes, each polished; so many places for a food that is loved now
MEALS = 3  # whole meals beside them
STEPS = 12  # of polishing
WORTH_A_CHANGE = 0.1  # [penalty points] a change of a portion that gains less is not made
WORTH_A_LOVE = 1.0  # [penalty points] that a food liked better now may cost to be in the plan at once
DEAR = 1.0  # [penalty points] more than the day that was kept at which two meals at once are tried
WORTH_ANOTHER_DAY = 1.0  # [penalty points] that a day made anew has to cost less
TOO_DEAR = 3.0  # [penalty points] more than the day that was kept at which the exact programs are asked as well
LOVED_DAYS = 2  # on which a food liked better now is placed at once


@dataclass(frozen=True, slots=True)
class Searched:
    """The days of a plan after an edit, and the one that lost most where that is much: the programs may find better."""

    days: Mapping[int, Day]
    dear: int | None


class LostError(Exception):
    """A day for which nothing valid was found."""


def search_edit(task: Task, before: Plan) -> Searched | None:
    """The plan after the task's edit; None where nothing valid was found, so that the exact programs are to be asked.

    Raises:
        CancelledError: if the user wishes to stop.
    """
    edit = task.edit
    days = {day.number: day for day in before.days}
    if edit is None or sorted(days) != list(range(1, task.document.days + 1)):
        return None
    dear: tuple[float, int] | None = None
    try:
        for number in sorted(days):
            if edit.touches(days[number]):
                task.clock.check()
                days[number], lost = day_again(task, number, days)
                if lost > TOO_DEAR and (dear is None or lost > dear[0]):
                    dear = lost, number
        if edit.raised:
            _place(task, days, sorted(edit.raised), LOVED_DAYS)
    except (LostError, UnreadableError):
        return None
    return Searched(days, None if dear is None else dear[1])


def _search(task: Task, question: Question) -> Search:
    search = task.models.search(question, task.patient(), task.seed)
    if search is None:
        raise LostError
    return search


def _question(task: Task, number: int, days: Mapping[int, Day], kept: Day) -> Question:
    """What a day is asked beside the others, with the portions that must not fall."""
    question = question_of(task.horizon, number, {other: day for other, day in days.items() if other != number})
    floors = {
        food: min(steps, sum(portion.steps for portion in kept.portions if portion.food.id == food))
        for food, steps in task.least_steps.items()
    }
    return replace(question, least_steps={food: steps for food, steps in floors.items() if steps})


def day_again(task: Task, number: int, days: Mapping[int, Day]) -> tuple[Day, float]:
    """A day that the edit touches, and what it costs more than it did [penalty points].

    Raises:
        LostError: if nothing valid was found.
    """
    kept = days[number]
    question = _question(task, number, days, kept)
    search = _search(task, question)
    board, asked = search.board, search.ask(question)
    found = board.records_of(kept)
    if found is None:
        raise LostError
    records = [_with_locks(board, meal, record, question.locks) for meal, (record, _) in enumerate(found)]
    day = OneDay(board, search.likely, asked, records)
    was = day.soft_points
    gone = [
        missing > 0 or bool(asked.banned[record.binaries].any())
        for (_, missing), record in zip(found, records, strict=True)
    ]
    best: tuple[float, list[Record]] | None = None
    seen: set[tuple[int, ...]] = set()
    for start in _starts(day, records, gone):
        task.clock.check()
        day.make_of(start)
        day.polish(STEPS, WORTH_A_CHANGE, task.clock.check, seen=seen)
        day.make_of(day.whole())
        if day.sound and (best is None or day.points < best[0] - 1e-9):
            best = day.points, day.whole()
    if best is None or best[0] > was + DEAR:
        day.make_of(best[1] if best else records)
        day.polish(STEPS, WORTH_A_CHANGE, task.clock.check, pairs_of_meals=True)
        day.make_of(day.whole())
        if day.sound:
            best = day.points, day.whole()
    if best is None or best[0] > was + TOO_DEAR:
        day = OneDay(board, search.likely, asked, ())
        anneal(day, np.random.default_rng((task.seed, number)), task)
        day.polish(STEPS, check=task.clock.check, pairs_of_meals=True)
        day.make_of(day.whole())
        if day.sound and (best is None or day.points < best[0] - WORTH_ANOTHER_DAY):
            best = day.points, day.whole()
    if best is None:
        raise LostError
    made = board.day(number, best[1])
    if not keeps_locks(made, task.document):
        raise LostError
    return made, best[0] - was


def _with_locks(board: Board, meal: int, record: Record, locks: Iterable[Lock]) -> Record:
    """The meal with what is locked in it in place of other sizes of the same foods, where its template has a place."""
    portions = [portion for lock in locks if lock.meal == board.meals[meal] for portion in lock.portions]
    binaries = record.binaries.tolist()[1:]
    for portion in portions:
        wanted = board.binary(board.meals[meal], record.template.id, portion)
        if wanted is None or wanted in binaries:
            continue
        binaries = [each for each in binaries if board.food[each] != board.food[wanted]] + [wanted]
    return board.record(record.template, binaries) if portions else record


def _starts(day: OneDay, records: Sequence[Record], gone: Sequence[bool]) -> list[list[Record]]:
    """The meals as they are without what is gone, and what may come in its place, to be polished."""
    if not any(gone):
        return [list(records)]
    board, banned = day.board, day.asked.banned
    left = [
        board.record(record.template, [each for each in record.binaries.tolist()[1:] if not banned[each]])
        for record in records
    ]
    meals = [meal for meal, lost in enumerate(gone) if lost]
    starts = [start for way in _filled(day, left, meals[0]) if (start := _others_filled(day, way, meals[1:]))]
    return [*starts, left] if len(meals) == 1 else starts


def _filled(day: OneDay, left: Sequence[Record], meal: int) -> list[list[Record]]:
    """The best few foods in the place that is empty in a meal, and the best few whole meals."""
    day.make_of(left)
    ways = []
    changes, broken = day.changes([meal]), day.broken_rows
    points = day.scored(changes)
    foods: set[int] = set()
    for number in np.argsort(points, kind="stable").tolist():
        food = int(day.board.food[changes.new[number]])
        if changes.old[number] == day.board.none and food not in foods and day.change(changes, (number,)):
            if day.broken_rows < broken or not broken:
                foods.add(food)
                ways.append(day.whole())
            day.make_of(left)
        if len(foods) >= WAYS:
            break
    day.take(meal)
    points, _ = day.best_meals(meal)
    for number in np.argsort(points, kind="stable")[:MEALS].tolist():
        if points[number] < 1e8:
            ways.append([*left[:meal], day.pool_record(meal, number), *left[meal + 1 :]])
    return ways


def _others_filled(day: OneDay, way: list[Record], meals: Sequence[int]) -> list[Record] | None:
    """The same for other meals that lost a portion, the best of each only."""
    for meal in meals:
        best: tuple[float, list[Record]] | None = None
        for filled in _filled(day, way, meal):
            day.make_of(filled)
            if best is None or day.points < best[0]:
                best = day.points, filled
        if best is None:
            return None
        way = best[1]
    return way


class _Option(NamedTuple):
    """A way to have a food in a day, by what it costs before it is polished [penalty points]."""

    cost: float
    number: int  # of the day
    food: str
    records: list[Record]


def place_wished(task: Task, days: Mapping[int, Day]) -> dict[int, Day]:
    """The plan with foods that are wished for on more days than they are there, where it gets better by it.

    A day that is nearly as good as any stays as it is when something else is planned anew, and a wish is worth less
    than that nearly: so nobody else would look for the food.

    Raises:
        CancelledError: if the user wishes to stop.
    """
    found = dict(days)
    wished = task.horizon.by_id.keys() & task.document.wishes.keys()
    missing = sorted(food for food in wished if not all(_has(day, food) for day in days.values()))
    if missing:
        try:
            _place(task, found, missing, len(days) * len(missing))
        except (LostError, UnreadableError):
            return dict(days)
    return found


def _has(day: Day, food: str) -> bool:
    return any(portion.food.id == food for portion in day.portions)


def _place(task: Task, days: dict[int, Day], wanted: Sequence[str], times: int) -> None:
    """Puts foods that are wanted more now into the days where they gain most, or where one costs little."""
    options: list[_Option] = []
    asked_for = set(wanted)
    asked: dict[int, tuple[Search, Question]] = {}
    for number in sorted(days):
        task.clock.check()
        question = _question(task, number, days, days[number])
        search = _search(task, question)
        asked[number] = search, question
        board = search.board
        found = board.records_of(days[number])
        if found is None or any(missing for _, missing in found):
            continue
        foods = {board.foods[food]: food.id for food in question.foods if food.id in asked_for and food in board.foods}
        records = [record for record, _ in found]
        day = OneDay(board, search.likely.with_foods(foods), search.ask(question), records)
        options += [_Option(cost, number, food, records) for cost, food, records in _places(day, foods)]
    options.sort(key=lambda option: option[:3])
    for _ in range(times):
        best: tuple[float, int, Day] | None = None
        there = {portion.food.id for day in days.values() for portion in day.portions}
        for option in options[:WAYS]:
            task.clock.check()
            cost, made = _polished(task, asked[option.number], days, option)
            needed = option.food in task.least_steps and option.food not in there
            limit = WORTH_A_LOVE if needed else -WORTH_A_CHANGE
            if made is not None and cost <= limit and (best is None or cost < best[0] - 1e-9):
                best = cost, option.number, made
        if best is None:
            return
        days[best[1]] = best[2]
        options = [option for option in options if option.number != best[1]]  # a food is placed once in a day
        for number in {option.number for option in options[:WAYS]}:
            asked[number] = asked[number][0], _question(task, number, days, days[number])


def _places(day: OneDay, foods: Mapping[int, str]) -> list[tuple[float, str, list[Record]]]:
    """The best way to have each food in each meal of a day: in place of a portion or beside them, or a whole meal."""
    records = day.whole()
    here = day.points
    found: list[tuple[float, str, list[Record]]] = []
    changes = day.changes()
    scored = day.scored(changes) - day.here()
    for food, name in foods.items():
        for meal in range(len(records)):
            numbers = np.flatnonzero((day.board.food[changes.new] == food) & (changes.meal == meal))
            if len(numbers):
                number = int(numbers[scored[numbers].argmin()])
                if day.change(changes, (number,)):
                    found.append((float(scored[number]), name, day.whole()))
                    day.make_of(records)
    for meal in range(len(records)):
        pool = day.likely.pools[meal]
        old = day.take(meal)
        points, _ = day.best_meals(meal)
        rest = sum(float(day.asked.cost[record.binaries].sum()) for record in day.whole()) + day.asked.constant
        for food, name in foods.items():
            numbers = np.flatnonzero((day.board.food[pool.binaries] == food).any(axis=1))
            if len(numbers):
                number = int(numbers[points[numbers].argmin()])
                if points[number] < 1e8:
                    made = [*records[:meal], day.pool_record(meal, number), *records[meal + 1 :]]
                    found.append((float(points[number]) + rest - here, name, made))
        day.put(meal, old)
    return found


def _polished(
    task: Task, asked: tuple[Search, Question], days: Mapping[int, Day], option: _Option
) -> tuple[float, Day | None]:
    """What a day costs more with a food that stays in it, and the day."""
    search, question = asked
    board = search.board
    found = board.records_of(days[option.number])
    if found is None:
        return 0.0, None
    here = OneDay(board, search.likely, search.ask(question), [record for record, _ in found]).points
    steps = next(each.min_steps for each in question.foods if each.id == option.food)
    least = {**question.least_steps, option.food: max(steps, question.least_steps.get(option.food, 0))}
    day = OneDay(board, search.likely, search.ask(replace(question, least_steps=least)), option.records)
    day.polish(STEPS, WORTH_A_CHANGE, task.clock.check)
    day.make_of(day.whole())
    if not day.sound:
        return 0.0, None
    return day.points - here, board.day(option.number, day.whole())
