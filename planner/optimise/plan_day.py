"""One day beside the others: near the one on screen where that is good enough, anew, or better than it was."""

import math
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial

from planner.optimise import fixing, habits
from planner.optimise.beside import goes_beside, question_of
from planner.optimise.clock import CancelledError, Clock
from planner.optimise.day_program import DayModel
from planner.optimise.day_question import Question
from planner.optimise.horizon import DINNER
from planner.optimise.neighbourhood.week import day_beside
from planner.optimise.recount import penalty
from planner.optimise.solver import Relaxed, Result, Status
from planner.optimise.tolerance import Tolerance
from planner.optimise.warm_models import AT_ONCE, Task, Work
from planner.optimise.weights import (
    ALMOST,
    CLOSE_ENOUGH,
    GOOD_ENOUGH,
    NEAR_TOLERANCE,
    ONE_OF_MANY,
    QUICK,
    TOLERANCE,
    TWO_MEALS,
    WORTH_A_CHANGE,
    WORTH_A_LOVE,
)
from planner.plan.plan import Day

PASSES = 4  # over the days of a plan, each while any of them gets better


@dataclass(frozen=True, slots=True)
class Answer:
    """A day, or None with the status that says why; the bound is that of the day beside the others."""

    day: Day | None
    status: Status
    bound: float


def tolerance_of(bound: float) -> Tolerance:
    """Half a point, or one part in twenty of a day that costs more than ten."""
    return replace(TOLERANCE, absolute=max(TOLERANCE.absolute, CLOSE_ENOUGH * bound))


def plan_day(task: Task, number: int, days: Mapping[int, Day], kept: Day | None, raise_now: bool) -> Answer:
    """One day beside the others; near ``kept`` where that is good enough, and untouched where no edit touches it."""
    edit = task.edit
    others = {other: day for other, day in days.items() if other != number}
    question = question_of(task.horizon, number, others)
    dinner = kept.meal(DINNER) if kept is not None else None
    worse = dinner is not None and edit is not None and edit.lowers(dinner)
    evening = set[str]() if worse else habits.returned(task.horizon, kept, others.get(number + 1))
    asked = habits.ways(task.horizon, question, others, frozenset(evening))
    stays = kept is not None and edit is not None and task.document.days > 1 and not edit.touches(kept)
    stays = stays and kept is not None and (asked[0].held_by(kept) or len(asked) == 1)
    if stays and kept is not None and not goes_beside(kept, question):
        # Another day holds more now, by a lock: any meal of this one may have to change.
        task = replace(task, edit=None)
    elif stays and not (edit is not None and edit.raised and raise_now):
        return Answer(kept, Status.FEASIBLE, 0.0)
    if kept is not None and task.least_steps:
        floors = {
            food: min(steps, sum(portion.steps for portion in kept.portions if portion.food.id == food))
            for food, steps in task.least_steps.items()
        }
        question = replace(question, least_steps=floors)
    for again in asked[:-1]:
        answer = _plan_asked(task, habits.asked(task.horizon, question, again), kept, raise_now)
        if answer.day is not None or task.clock.cancelled:
            return answer
    return _plan_asked(task, question, kept, raise_now)


def _plan_asked(task: Task, question: Question, kept: Day | None, raise_now: bool) -> Answer:
    """One day that is asked so."""
    try:
        model, relaxed = task.models.relax(question, task.patient(), task.seed)
    except CancelledError:
        return Answer(None, Status.STOPPED, 0.0)
    clock = task.guard()
    if kept is not None and relaxed.solved:
        enough = relaxed.bound + max(GOOD_ENOUGH, task.missing)
        as_it_was = task.edit is None and task.document.days > 1 and not (task.least_steps and raise_now)
        near = _near(task, model, relaxed, kept, clock, enough, stays=as_it_was)
        if near.values:
            close = model.day(near.values)
            raised = _raised_in(task, question, close, kept, near.objective, clock) if raise_now else None
            return Answer(raised or close, Status.FEASIBLE, near.bound)
    if not relaxed.solved:
        return Answer(None, relaxed.status, relaxed.bound)
    many = task.document.days > 1 or kept is not None
    searched = None if many or not task.may_search else _searched(task, question.day, relaxed)
    if searched is not None and (clock.over or searched[1] <= relaxed.bound + tolerance_of(relaxed.bound).absolute):
        return Answer(searched[0], Status.FEASIBLE, relaxed.bound)
    likely = model.columns_of_templates(relaxed.in_use)
    result = _quick(task, model, relaxed, clock)()
    if not result.values and many:
        result = fixing.find(relaxed, ONE_OF_MANY, clock, task.seed, likely)
    tolerance = tolerance_of(relaxed.bound)
    if not many and not result.objective <= relaxed.bound + tolerance.absolute:
        exact = fixing.solve(relaxed, tolerance, clock, task.seed, likely)
        result = exact if exact.objective <= result.objective else replace(result, bound=exact.bound)
    day = model.day(result.values) if result.values else None
    if searched is not None and (day is None or searched[1] < result.objective - WORTH_A_CHANGE):
        return Answer(searched[0], Status.FEASIBLE, max(relaxed.bound, result.bound))
    return Answer(day, result.status, result.bound)


def _searched(task: Task, number: int, relaxed: Relaxed) -> tuple[Day, float] | None:
    """The only day of a plan by search, and its points; None where none was found that is worth its bound."""
    try:
        day = day_beside(task, number, {}, 0)
    except CancelledError:
        return None
    if day is None:
        return None
    points = penalty(task.horizon, {number: day})
    return (day, points) if points >= relaxed.bound - task.tolerance else None


def plan_days_apart(task: Task, numbers: Sequence[int], days: Mapping[int, Day]) -> dict[int, Day]:
    """Days that are far apart, at once, each beside ``days``.

    Those that come out so, and go together: any other is to be planned by itself.
    """
    clock = task.guard()
    planned: dict[int, Day] = {}
    came = _at_once(task, numbers, days, clock, lambda _, model, relaxed: _quick(task, model, relaxed, clock))
    for number, day in came.items():
        if not planned or goes_beside(day, question_of(task.horizon, number, {**days, **planned})):
            planned[number] = day
    return planned


def better_days(task: Task, numbers: Sequence[int], days: Mapping[int, Day], turn: int) -> dict[int, Day]:
    """Days planned again at once, each beside all others as they are, the best that were found.

    In turns one of a day's meals is planned anew, all of it quickly, or all of it at length.
    """

    def work(number: int, model: DayModel, relaxed: Relaxed) -> Work:
        if turn % PASSES == PASSES - 1:
            likely = model.columns_of_templates(relaxed.in_use)
            return partial(fixing.solve, relaxed, ONE_OF_MANY, task.clock, task.seed, likely)
        if turn % 2:
            return _quick(task, model, relaxed, task.clock)
        meals = _meals_concerned(task, model, days[number])
        return _best_of(_meal_by_meal(task, model, relaxed, days[number], meals, task.clock))

    return _at_once(task, numbers, days, task.clock, work)


def _at_once(
    task: Task,
    numbers: Sequence[int],
    days: Mapping[int, Day],
    clock: Clock,
    work: Callable[[int, DayModel, Relaxed], Work],
) -> dict[int, Day]:
    """What comes of the works of some days, each beside all others of ``days``."""
    begun: dict[int, tuple[DayModel, Future[Result]]] = {}
    for number in numbers:
        others = {other: day for other, day in days.items() if other != number}
        try:
            question = question_of(task.horizon, number, others)
            question = habits.asked(task.horizon, question, habits.kept(task.horizon, question, days))
            model, relaxed = task.models.relax(question, clock, task.seed)
        except CancelledError:
            break
        if relaxed.solved:
            begun[number] = model, task.models.begin(work(number, model, relaxed))
    results = {number: (model, future.result()) for number, (model, future) in begun.items()}
    return {
        number: replace(model.day(result.values), number=number)
        for number, (model, result) in results.items()
        if result.values
    }


def _quick(task: Task, model: DayModel, relaxed: Relaxed, clock: Clock) -> Work:
    """A good day of the templates the relaxation chooses when it has to."""
    chosen = fixing.dive(relaxed, model.choices(), clock)
    if not chosen:
        return partial(Result, Status.STOPPED, {}, math.inf, relaxed.bound)
    free = model.columns_of_templates(chosen) - chosen
    return partial(fixing.solve_near, relaxed, chosen, free, QUICK, clock, task.seed)


def _best_of(works: Sequence[Work]) -> Work:
    """One work after another; the first result unless one is worth the change."""

    def work() -> Result:
        return _worth_it([each() for each in works])

    return work


def _worth_it(results: Sequence[Result]) -> Result:
    best = results[0]
    for result in results[1:]:
        if result.objective < best.objective - WORTH_A_CHANGE:
            best = result
    return best


def _meal_by_meal(
    task: Task, model: DayModel, relaxed: Relaxed, kept: Day, meals: Sequence[str], clock: Clock
) -> list[Work]:
    """The day as it was, and with each of the meals planned anew."""
    ones = model.columns_of(kept)
    frees = [frozenset[str](), *(model.columns_in(meal) for meal in meals)]
    return [partial(fixing.solve_near, relaxed, ones, free, NEAR_TOLERANCE, clock, task.seed) for free in frees]


def _near(
    task: Task, model: DayModel, relaxed: Relaxed, kept: Day, clock: Clock, enough: float, *, stays: bool
) -> Result:
    """Tries the day unchanged, then each single meal re-planned, then pairs of meals, until it is good enough.

    Where it ``stays``, a day that is good enough as it was is not planned anew at all.
    """
    meals = _meals_concerned(task, model, kept)
    as_it_was, *works = _meal_by_meal(task, model, relaxed, kept, meals, clock)
    best = as_it_was()
    if stays and best.objective <= enough:
        return best
    tried = task.models.all_of(works)
    best = _worth_it([best, *tried])
    if best.objective <= enough + ALMOST or clock.over or not tried:
        return best
    first = meals[min(range(len(tried)), key=lambda at: tried[at].objective)]
    others = [meal.meal for meal in kept.meals if meal.meal != first]
    ones, free = model.columns_of(kept), model.columns_in(first)
    works = [
        partial(fixing.solve_near, relaxed, ones, free | model.columns_in(meal), TWO_MEALS, clock, task.seed)
        for meal in others
    ]
    for start in range(0, len(works), AT_ONCE):
        best = _worth_it([best, *task.models.all_of(works[start : start + AT_ONCE])])
        if best.objective <= enough + ALMOST:
            break
    return best


def _raised_in(task: Task, question: Question, day: Day, kept: Day, points: float, clock: Clock) -> Day | None:
    """The day that was kept with a food that is liked better now and that ``day`` has not got.

    None where it would cost more than a point: who says that they love a food looks for it in the plan.
    """
    had = {portion.food.id for portion in day.portions}
    food = next((food for food in question.foods if food.id in task.least_steps and food.id not in had), None)
    if food is None or clock.over:
        return None
    least = {**question.least_steps, food.id: food.min_steps}
    try:
        model, relaxed = task.models.relax(replace(question, least_steps=least), clock, task.seed)
    except CancelledError:
        return None
    if not relaxed.solved or relaxed.bound > points + WORTH_A_LOVE:
        return None
    meals = _meals_concerned(task, model, kept)
    results = task.models.all_of(_meal_by_meal(task, model, relaxed, kept, meals, clock)[1:])
    best = min(results, key=lambda result: result.objective, default=None)
    if best is None or not best.values or best.objective > points + WORTH_A_LOVE:
        return None
    return model.day(best.values)


def _meals_concerned(task: Task, model: DayModel, kept: Day) -> list[str]:
    """The meals an edit of tastes can change; all of them after any other edit."""
    edit = task.edit
    if edit is None or kept.number in edit.days:
        return [meal.meal for meal in kept.meals]
    return [
        meal.meal
        for meal in kept.meals
        if edit.lowers(meal) or any(serving.food.id in edit.raised for serving in model.by_meal[meal.meal])
    ]
