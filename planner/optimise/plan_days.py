"""From a document to a plan: day after day, better days while any gets better, and re-planning what an edit touches."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

from planner import times
from planner.optimise import habits
from planner.optimise.beside import goes_beside, question_of
from planner.optimise.clock import CancelledError
from planner.optimise.horizon import BREAKFAST, at_home_usd
from planner.optimise.neighbourhood.edit import place_wished, search_edit
from planner.optimise.neighbourhood.fewer_things import with_fewer_things
from planner.optimise.neighbourhood.week import polish_days, search_again, search_days
from planner.optimise.plan_day import (
    PASSES,
    Answer,
    better_days,
    plan_day,
    plan_days_apart,
    tolerance_of,
)
from planner.optimise.recount import penalty
from planner.optimise.request import Found, Progress
from planner.optimise.solver import Status
from planner.optimise.warm_models import Task, days_alike, relax_mean
from planner.optimise.weights import LIST_PRICE, REPEAT_DAYS, WORTH_A_CHANGE
from planner.plan.audit import audit, keeps_locks
from planner.plan.outcomes import Outcome, Solved, Stopped
from planner.plan.plan import Day, Plan

RAISED_DAYS = 2  # of a horizon, that a food liked better is planned on at once


class AuditError(RuntimeError):
    """The optimiser made a plan that breaks a hard limit. It is an error of the program and never shown as a plan."""


def searched_edit(task: Task, before: Plan, bounded: bool) -> Outcome | None:
    """The plan on screen after an edit, by search; None where the exact programs are to be asked instead."""
    if task.edit is None or task.document.days == 1 or not task.may_search:
        return None
    try:
        found = search_edit(task, before)
    except CancelledError:
        return Stopped(time.monotonic() - task.started)
    times.stop("days searched")
    if found is None:
        return None
    days = dict(found.days)
    if found.dear is not None:
        kept = next(day for day in before.days if day.number == found.dear)
        other = plan_day(task, found.dear, days, kept, False).day
        if other is not None and penalty(task.horizon, {**days, other.number: other}) < penalty(task.horizon, days):
            days[other.number] = other
    try:
        solved = replace(audited(task, days, 0.0), bounded=False)
        return _solved(task, solved.plan, solved.penalty, lower_bound(task)) if bounded else solved
    except AuditError:
        return None  # an error of the search, which the programs may not have


def audited(task: Task, days: Mapping[int, Day], bound: float) -> Solved:
    """The plan, audited, with its points and ``bound``, which no plan can be better than."""
    plan = Plan(tuple(days[number] for number in sorted(days)))
    wrong = audit(plan, task.document, task.horizon.targets, task.horizon.templates, task.horizon.before.days)
    times.stop("plan audited")
    if wrong:
        raise AuditError("; ".join(wrong))
    return _solved(task, plan, penalty(task.horizon, days), bound)


def _solved(task: Task, plan: Plan, points: float, bound: float) -> Solved:
    """An audited plan of so many points, beside ``bound``."""
    bound, days = max(0.0, bound), len(plan.days)
    meals = sum(len(day.meals) for day in plan.days)
    missing = max(0.0, points - bound)
    proven = missing <= days * tolerance_of(bound / days).absolute + 1e-6
    seconds = time.monotonic() - task.started
    if bound > points + task.tolerance:
        raise AuditError(f"a plan of {points:g} points beats its bound of {bound:g}")
    return Solved(plan, points, min(bound, points), missing / max(points, float(meals)), proven, seconds)


def lower_bound(task: Task) -> float:
    """What no plan for all the days can be better than: the mean day, for each set of locks."""
    if task.clock.cancelled:
        return 0.0  # nothing is claimed of a plan nobody waits for
    same = days_alike(task.document)
    try:
        bound = sum(_bound_of(task, numbers) for numbers in same) - LIST_PRICE * at_home_usd(task.horizon)
    except CancelledError:
        return 0.0
    times.stop("bound known")
    return bound


def _bound_of(task: Task, numbers: tuple[int, ...]) -> float:
    """The same for days with the same locks."""
    relaxed = relax_mean(task, numbers)
    return len(numbers) * max(0.0, relaxed.bound) if relaxed.solved else 0.0


def improved(task: Task, solved: Solved, found: Found | None, anew: bool = False, rounds: int = PASSES) -> Solved:
    """Plans each day again beside all others, in turns, until none gets better, or work or time is over.

    Each turn searches first, then asks the exact programs for whole days, and polishes what comes of them.
    """
    days = {day.number: day for day in solved.plan.days}
    best, bound = solved.penalty, solved.bound
    many = len(days) > 1
    tried: set[str] = set()  # things the plan cannot do without
    for turn in range(rounds):
        start = best
        if many:
            days = _searched_again(task, days, turn)
            best = penalty(task.horizon, days)
        for group in _far_apart(sorted(days)):
            if task.clock.over or best - bound <= len(days) * tolerance_of(bound / len(days)).absolute:
                break
            before = dict(days)
            for number, day in better_days(task, group, before, _kind(turn, anew, many)).items():
                others = {other: held for other, held in days.items() if other != number}
                if days != before and not goes_beside(day, question_of(task.horizon, number, others)):
                    continue
                points = penalty(task.horizon, {**others, number: day})
                if points < best - WORTH_A_CHANGE:
                    days[number], best = day, points
        if many:
            days = _searched_again(task, days, None)
            days = _fewer_things(task, days, tried)
            best = penalty(task.horizon, days)
        if best < start - WORTH_A_CHANGE:
            solved = replace(audited(task, days, bound), seconds=time.monotonic() - task.started)
            if found is not None:
                found(solved)
        elif _kind(turn, anew, many) >= PASSES - 1 or task.clock.over:
            break
    return replace(solved, seconds=time.monotonic() - task.started)


def _kind(turn: int, anew: bool, many: bool) -> int:
    """How days are planned again: of several, whole days quickly, and in the last turn at length."""
    if many:
        return PASSES - 1 if turn % PASSES == PASSES - 1 else 1
    return turn + anew


def _searched_again(task: Task, days: Mapping[int, Day], turn: int | None) -> dict[int, Day]:
    """The days searched from nothing, each beside all others, or only polished; no worse than they were."""
    if task.clock.over or not task.may_search:
        return dict(days)
    try:
        return polish_days(task, days) if turn is None else search_again(task, sorted(days), days, turn + 2)
    except CancelledError:
        return dict(days)


def with_wishes(task: Task, days: Mapping[int, Day]) -> dict[int, Day]:
    """A plan that was kept as far as it went, with what is wished for on more days; no worse than it is."""
    if len(days) == 1 or not task.document.wishes or task.clock.over or not task.may_search:
        return dict(days)
    try:
        found = place_wished(task, days)
    except CancelledError:
        return dict(days)
    plan = Plan(tuple(found[number] for number in sorted(found)))
    wrong = audit(plan, task.document, task.horizon.targets, task.horizon.templates, task.horizon.before.days)
    better = penalty(task.horizon, found) < penalty(task.horizon, days)
    return found if better and not wrong else dict(days)


def _fewer_things(task: Task, days: Mapping[int, Day], tried: set[str]) -> dict[int, Day]:
    """The days with fewer things to buy, where there are too many or they cost too much."""
    if task.clock.over or not task.may_search:
        return dict(days)
    try:
        return with_fewer_things(task, days, tried)
    except CancelledError:
        return dict(days)


def _far_apart(numbers: Sequence[int]) -> list[list[int]]:
    """The days in pairs that are planned at once, so far apart that neither counts as a repeat of the other."""
    half = (len(numbers) + 1) // 2
    if half <= REPEAT_DAYS:
        return [[number] for number in numbers]
    return [list(numbers[start::half]) for start in range(half)]


def _first_days(task: Task, order: Sequence[int], progress: Progress | None) -> dict[int, Answer]:
    """The days of a new plan that come out at the first try, two at once."""
    days: dict[int, Day] = {}
    pairs = [group for group in _far_apart(order) if len(group) > 1 and sorted(order) == list(order)]
    for pair in pairs:
        if progress is not None:
            progress(len(days) + 1, len(order))
        days |= plan_days_apart(task, pair, days)
    return {number: Answer(days[number], Status.FEASIBLE, 0.0) for number in sorted(days)}


def plan_days(task: Task, before: Plan | None, progress: Progress | None) -> dict[int, Answer]:
    """The answer of every day, or up to the first day that has none.

    Where one has no plan beside the others, they are tried again with a fair share for each, and then in another order.
    A day that has none even by itself proves that there is none at all.
    """
    order = list(range(1, task.document.days + 1))
    wanted = task.document.habits
    in_turn = wanted.leftovers or wanted.repeat_breakfast  # each day is to know those before it
    kept = {day.number: day for day in before.days if day.number in order} if before else {}
    beside = {number: day for number, day in kept.items() if keeps_locks(day, task.document)}
    plain = task.horizon
    task = _with_breakfast(task, beside)
    found = _new_days(task, order, beside, progress)
    if found is not None:
        return {number: Answer(found[number], Status.FEASIBLE, 0.0) for number in order}
    fair = replace(task, horizon=replace(task.horizon, fair=True))
    for attempt, way in enumerate((task, fair, *(task for _ in order[1:]))):
        answers = {} if kept or in_turn else _first_days(way, order, progress)
        raised = 0
        for number in order:
            if number in answers:
                continue
            if number in task.stays and number in kept:
                answers[number] = Answer(kept[number], Status.FEASIBLE, 0.0)
                continue
            if progress is not None:
                progress(len(answers) + 1, len(order))
            others = {other: answer.day for other, answer in answers.items() if answer.day is not None}
            if task.clock.cancelled:
                return {number: Answer(None, Status.STOPPED, 0.0)}
            answer = plan_day(way, number, beside | others, kept.get(number), raised < RAISED_DAYS)
            if answer.day is None and kept:
                answer = plan_day(way, number, others, None, False)
            times.stop(f"day {number} planned")
            raised += answer.day != kept.get(number)
            answers[number] = answer
            if answer.day is None:
                break
        failed = answers[number]
        if failed.day is not None or failed.status is not Status.INFEASIBLE:
            return answers
        if progress is not None:
            progress(0, len(order))
        alone = plan_day(replace(task, horizon=plain), number, {}, None, False)
        if alone.day is None:
            return {number: alone}
        if attempt:
            order.remove(number)
            order.insert(0, number)
        kept, beside = {}, {}
    return {number: replace(failed, status=Status.STOPPED)}


def _with_breakfast(task: Task, shown: Mapping[int, Day]) -> Task:
    """The task with the breakfast that all days are to have, where the user wants the same every day.

    It is that of the plan on screen or one the user locked, where all days may have it; else that of a day planned
    by itself: the first one of which part of the breakfast is locked, or the first of all.
    """
    document = task.document
    if not document.habits.repeat_breakfast or document.days == 1:
        return task
    edit = task.edit
    meals = [meal for day in shown.values() for meal in day.meals]
    lowered = [meal for meal in meals if edit is not None and edit.lowers(meal)]
    found = next(habits.breakfasts_known(task.horizon, shown, lowered), None)
    if found is None:
        locks = [lock for lock in document.locks if lock.meal == BREAKFAST]
        whole = {lock.day for lock in locks if lock.template is not None}
        first = sorted(lock.day for lock in locks if lock.day not in whole)
        free = [number for number in range(1, document.days + 1) if number not in whole]
        number = next(iter([*first, *free, 1]))
        day = plan_day(task, number, {}, shown.get(number), False).day
        found = day.meal(BREAKFAST) if day is not None else None
    return replace(task, horizon=replace(task.horizon, breakfast=found))


def _new_days(
    task: Task, order: Sequence[int], beside: Mapping[int, Day], progress: Progress | None
) -> dict[int, Day] | None:
    """The days of a plan that are not there yet, by search; None where the exact programs are to be asked instead."""
    new = [number for number in order if number not in beside]
    if task.document.days == 1 or not new or task.clock.over or not task.may_search:
        return None
    try:
        days = search_days(task, new, beside, progress)
    except CancelledError:
        return None
    if days is None:
        return None
    plan = Plan(tuple(days[number] for number in order))
    wrong = audit(plan, task.document, task.horizon.targets, task.horizon.templates, task.horizon.before.days)
    return None if wrong else days
