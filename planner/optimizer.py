"""From a document to a plan: day after day, better days while any gets better, and re-planning what an edit touches."""

import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from planner.catalogue import Catalogue
from planner.document import LOVE, Document
from planner.explain import explain_infeasible
from planner.horizon import goes_beside, horizon_of, question_of
from planner.neighbourhood.edit import search_edit
from planner.neighbourhood.week import polish_days, search_again, search_days
from planner.one_day import (
    PASSES,
    WORTH_A_CHANGE,
    Answer,
    better_days,
    plan_day,
    plan_days_apart,
    tolerance_of,
)
from planner.penalty import penalty
from planner.plan import (
    Day,
    Explanation,
    Infeasible,
    Outcome,
    Plan,
    Solved,
    Stopped,
    audit,
    keeps_locks,
)
from planner.question import REPEAT_DAYS
from planner.solver import CancelledError, Clock, Status
from planner.task import Models, Progress, Task, days_alike, edit_between, relax_mean

SECONDS = 60.0  # a guard, not a plan: a week takes about ten
RAISED_DAYS = 2  # of a horizon, that a food liked better is planned on at once
DIFFERENT = 4  # foods of each day that another plan does without
AS_GOOD = 2.0  # [penalty points / day] that another plan may cost more; with fewer foods avoided where it would

Found = Callable[[Solved], None]


class AuditError(RuntimeError):
    """The optimiser made a plan that breaks a hard limit. It is an error of the program and never shown as a plan."""


@dataclass(frozen=True, slots=True)
class _Last:
    """The call that gave the plan on screen."""

    document: Document
    plan: Plan
    seed: int
    missing: float  # [penalty points / day] to its bound


def _is_of(last: _Last | None, plan: Plan, seed: int) -> bool:
    return last is not None and last.plan == plan and last.seed == seed


class Planner:
    """Plans documents over one catalogue and keeps the model between calls, so that an edit costs no new one.

    One call runs at a time; a second one waits until the first has answered or noticed its stop event.
    """

    def __init__(self, catalogue: Catalogue, *, explains: bool = True, searches: bool = True) -> None:
        """``explains`` says whether a failure comes with its reasons and repairs, which take a while to find.

        Without ``searches`` the exact programs are asked alone, to compare the two.
        """
        self.catalogue = catalogue
        self._explains, self._searches = explains, searches
        self._lock = threading.Lock()
        self._models = Models()
        self._last: _Last | None = None

    def make_plan(
        self,
        document: Document,
        *,
        before: Plan | None = None,
        least_steps: Mapping[str, int] | None = None,
        seed: int = 0,
        seconds: float = SECONDS,
        stop: threading.Event | None = None,
        progress: Progress | None = None,
        found: Found | None = None,
        better: bool = True,
        other_than: Plan | None = None,
        bounded: bool = True,
    ) -> Outcome:
        """As the function ``make_plan``."""
        if other_than is not None:
            return self._another(document, other_than, seed, seconds, stop, progress)
        with self._lock:
            task = self._task(document, seconds, stop, seed)
            last = self._last if before is not None and _is_of(self._last, before, seed) else None
            edit = edit_between(last.document, document) if last is not None else None
            missing = last.missing if last is not None and edit is not None else 0.0
            task = replace(task, edit=edit, least_steps=least_steps or {}, missing=missing)
            searched = _searched(task, before, bounded) if before is not None else None
            if isinstance(searched, Solved):
                if searched.bounded:
                    missing = (searched.penalty - searched.bound) / document.days
                self._last = _Last(document, searched.plan, seed, missing)
            if searched is not None:
                return searched
            answers = plan_days(task, before, progress)
            failed = next((answer for answer in answers.values() if answer.day is None), None)
            if failed is not None:
                return self._without(task, next(number for number in answers if answers[number].day is None), failed)
            days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
            alone = next(iter(answers.values())).bound if document.days == 1 else None
            solved = _solved(task, days, _bound(task) if alone is None else alone)
            if before is None and document.days > 1 and better:
                if found is not None:
                    found(solved)
                solved = _improved(task, solved, found)
            self._last = _Last(document, solved.plan, seed, (solved.penalty - solved.bound) / document.days)
            return solved

    def improve(
        self,
        document: Document,
        plan: Plan,
        *,
        seed: int = 0,
        seconds: float = SECONDS,
        stop: threading.Event | None = None,
        rounds: int = PASSES,
    ) -> tuple[Solved, Solved]:
        """``plan``, which passes its audit, and one at least as good: any day may change, what is locked stays.

        It ends after so many ``rounds``, or when one gains nothing.

        Raises:
            AuditError: if ``plan`` does not pass its audit.
        """
        with self._lock:
            task = self._task(document, seconds, stop, seed)
            days = {day.number: day for day in plan.days}
            shown = _solved(task, days, _bound(task))
            self._last = _Last(document, plan, seed, (shown.penalty - shown.bound) / document.days)
            return shown, _improved(task, shown, None, anew=task.document.days == 1, rounds=rounds)

    def prove(
        self,
        document: Document,
        plan: Plan,
        *,
        seed: int = 0,
        seconds: float = SECONDS,
        stop: threading.Event | None = None,
    ) -> Solved:
        """``plan``, which passes its audit, with the bound it was shown without.

        Raises:
            AuditError: if ``plan`` does not pass its audit.
        """
        with self._lock:
            task = self._task(document, seconds, stop, seed)
            days = {day.number: day for day in plan.days}
            solved = _solved(task, days, _bound(task))
            self._last = _Last(document, plan, seed, (solved.penalty - solved.bound) / document.days)
            return solved

    def _another(
        self,
        document: Document,
        plan: Plan,
        seed: int,
        seconds: float,
        stop: threading.Event | None,
        progress: Progress | None,
    ) -> Outcome:
        """A plan without some foods of ``plan``; with fewer of them avoided where there is no plan without so many."""
        avoid = _to_avoid(document, plan, seed)
        while True:
            with self._lock:
                task = self._task(document, seconds, stop, seed)
                task = replace(task, horizon=replace(task.horizon, avoided=frozenset(avoid)))
                answers = plan_days(task, None, progress)
                days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
                if len(days) == document.days:
                    self._last = None
                    plain = replace(task, horizon=replace(task.horizon, avoided=frozenset()))
                    shown = penalty(plain.horizon, {day.number: day for day in plan.days})
                    solved = _solved(plain, days, _bound(plain))
                    if not avoid or solved.penalty <= shown + AS_GOOD * document.days:
                        return solved
                else:
                    failed = next(number for number, answer in answers.items() if answer.day is None)
                    if not avoid or answers[failed].status is not Status.INFEASIBLE:
                        return self._without(task, failed, answers[failed])
            avoid = avoid[: len(avoid) // 2]

    def _task(self, document: Document, seconds: float, stop: threading.Event | None, seed: int) -> Task:
        return Task(
            models=self._models,
            horizon=horizon_of(self.catalogue, document, seed),
            seconds=seconds,
            clock=Clock(seconds, stop),
            seed=seed,
            started=time.monotonic(),
            searches=self._searches,
        )

    def _without(self, task: Task, number: int, failed: Answer) -> Outcome:
        """What is said where a day has no plan."""
        if failed.status is not Status.INFEASIBLE:
            return Stopped(time.monotonic() - task.started)
        if not self._explains:
            return Infeasible(Explanation({}), time.monotonic() - task.started)
        question = question_of(task.horizon, number, {})
        explanation = explain_infeasible(question, task.document, task.guard(), task.seed, self.catalogue)
        return Infeasible(explanation, time.monotonic() - task.started)


def make_plan(
    catalogue: Catalogue,
    document: Document,
    *,
    before: Plan | None = None,
    least_steps: Mapping[str, int] | None = None,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: threading.Event | None = None,
    progress: Progress | None = None,
    found: Found | None = None,
    better: bool = True,
    other_than: Plan | None = None,
    bounded: bool = True,
) -> Outcome:
    """Plans every day of the document, one after another, makes them better, and audits the result.

    With ``before``, the plan on screen, as much of it is kept as the objective allows, and no food of
    ``least_steps``, whose taste was raised, falls below that many steps a day where it had them.
    ``progress`` is told the day being planned and the number of days, ``found`` every complete plan on the way to the
    best one; without ``better`` the first one is the answer. Unless it is ``bounded``, a plan after an edit may be
    given without its bound, which ``Planner.prove`` gives. A plan ``other_than`` one has, of each of its days,
    ``DIFFERENT`` foods fewer that are neither loved nor wished nor locked, as far as any plan can do without them.
    Same input and seed, same plan, as long as ``seconds``, the guard of the search, do not cut it short.

    Raises:
        TargetError: if the document's own targets cannot stand.
        AuditError: if a plan fails its audit.
    """
    return Planner(catalogue).make_plan(
        document,
        before=before,
        least_steps=least_steps,
        seed=seed,
        seconds=seconds,
        stop=stop,
        progress=progress,
        found=found,
        better=better,
        other_than=other_than,
        bounded=bounded,
    )


def _searched(task: Task, before: Plan, bounded: bool) -> Outcome | None:
    """The plan on screen after an edit, by search; None where the exact programs are to be asked instead."""
    if task.edit is None or task.document.days == 1 or not task.searches:
        return None
    try:
        found = search_edit(task, before)
    except CancelledError:
        return Stopped(time.monotonic() - task.started)
    if found is None:
        return None
    days = dict(found.days)
    if found.dear is not None:
        kept = next(day for day in before.days if day.number == found.dear)
        other = plan_day(task, found.dear, days, kept, False).day
        if other is not None and penalty(task.horizon, {**days, other.number: other}) < penalty(task.horizon, days):
            days[other.number] = other
    try:
        solved = replace(_solved(task, days, 0.0), bounded=False)
        return _solved(task, days, _bound(task)) if bounded else solved
    except AuditError:
        return None  # an error of the search, which the programs may not have


def _solved(task: Task, days: Mapping[int, Day], bound: float) -> Solved:
    """The plan, audited, with its points and ``bound``, which no plan can be better than."""
    plan = Plan(tuple(days[number] for number in sorted(days)))
    wrong = audit(plan, task.document, task.horizon.targets, task.horizon.templates)
    if wrong:
        raise AuditError("; ".join(wrong))
    points = penalty(task.horizon, days)
    bound = max(0.0, bound)
    meals = sum(len(day.meals) for day in plan.days)
    missing = max(0.0, points - bound)
    proven = missing <= len(days) * tolerance_of(bound / len(days)).absolute + 1e-6
    seconds = time.monotonic() - task.started
    if bound > points + task.tolerance:
        raise AuditError(f"a plan of {points:g} points beats its bound of {bound:g}")
    return Solved(plan, points, min(bound, points), missing / max(points, float(meals)), proven, seconds)


def _bound(task: Task) -> float:
    """What no plan for all the days can be better than: the mean day, for each set of locks."""
    if task.clock.cancelled:
        return 0.0  # nothing is claimed of a plan nobody waits for
    same = days_alike(task.document)
    try:
        return sum(_bound_of(task, numbers) for numbers in same)
    except CancelledError:
        return 0.0


def _bound_of(task: Task, numbers: tuple[int, ...]) -> float:
    """The same for days with the same locks."""
    relaxed = relax_mean(task, numbers)
    return len(numbers) * max(0.0, relaxed.bound) if relaxed.solved else 0.0


def _improved(task: Task, solved: Solved, found: Found | None, anew: bool = False, rounds: int = PASSES) -> Solved:
    """Plans each day again beside all others, in turns, until none gets better, or work or time is over.

    Each turn searches first, then asks the exact programs for whole days, and polishes what comes of them.
    """
    days = {day.number: day for day in solved.plan.days}
    best, bound = solved.penalty, solved.bound
    many = len(days) > 1
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
            best = penalty(task.horizon, days)
        if best < start - WORTH_A_CHANGE:
            solved = replace(_solved(task, days, bound), seconds=time.monotonic() - task.started)
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
    if task.clock.over or not task.searches:
        return dict(days)
    try:
        return polish_days(task, days) if turn is None else search_again(task, sorted(days), days, turn + 2)
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


def _to_avoid(document: Document, plan: Plan, seed: int) -> tuple[str, ...]:
    """Foods of a plan that another plan does without: some of each day, a choice that follows the seed."""
    kept = {portion.food for lock in document.locks for portion in lock.portions} | set(document.wishes)
    chance = random.Random(seed)
    avoid: list[str] = []
    for day in plan.days:
        foods = sorted({portion.food.id for portion in day.portions} - kept - set(avoid))
        foods = [food for food in foods if document.taste(food) != LOVE]
        avoid += chance.sample(foods, min(DIFFERENT, len(foods)))
    return tuple(avoid)


def plan_days(task: Task, before: Plan | None, progress: Progress | None) -> dict[int, Answer]:
    """The answer of every day, or up to the first day that has none.

    Where one has no plan beside the others, they are tried again with a fair share for each, and then in another order.
    A day that has none even by itself proves that there is none at all.
    """
    order = list(range(1, task.document.days + 1))
    leftovers = task.document.habits.leftovers  # of the day before, which is to be known
    kept = {day.number: day for day in before.days if day.number in order} if before else {}
    beside = {number: day for number, day in kept.items() if keeps_locks(day, task.document)}
    found = _new_days(task, order, beside, progress)
    if found is not None:
        return {number: Answer(found[number], Status.FEASIBLE, 0.0) for number in order}
    fair = replace(task, horizon=replace(task.horizon, fair=True))
    for attempt, way in enumerate((task, fair, *(task for _ in order[1:]))):
        answers = {} if kept or leftovers else _first_days(way, order, progress)
        raised = 0
        for number in order:
            if number in answers:
                continue
            if progress is not None:
                progress(len(answers) + 1, len(order))
            others = {other: answer.day for other, answer in answers.items() if answer.day is not None}
            if task.clock.cancelled:
                return {number: Answer(None, Status.STOPPED, 0.0)}
            answer = plan_day(way, number, beside | others, kept.get(number), raised < RAISED_DAYS)
            if answer.day is None and kept:
                answer = plan_day(way, number, others, None, False)
            raised += answer.day != kept.get(number)
            answers[number] = answer
            if answer.day is None:
                break
        failed = answers[number]
        if failed.day is not None or failed.status is not Status.INFEASIBLE:
            return answers
        alone = plan_day(task, number, {}, None, False)
        if alone.day is None:
            return {number: alone}
        if attempt:
            order.remove(number)
            order.insert(0, number)
        kept, beside = {}, {}
    return {number: replace(failed, status=Status.STOPPED)}


def _new_days(
    task: Task, order: Sequence[int], beside: Mapping[int, Day], progress: Progress | None
) -> dict[int, Day] | None:
    """The days of a plan that are not there yet, by search; None where the exact programs are to be asked instead."""
    new = [number for number in order if number not in beside]
    if task.document.days == 1 or not new or task.clock.over or not task.searches:
        return None
    try:
        days = search_days(task, new, beside, progress)
    except CancelledError:
        return None
    if days is None:
        return None
    plan = Plan(tuple(days[number] for number in order))
    return None if audit(plan, task.document, task.horizon.targets, task.horizon.templates) else days


def changed_foods(before: Plan, after: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the foods that came and of those that went."""
    old, new = _ids(before.days), _ids(after.days)
    return new - old, old - new


def _ids(days: Iterable[Day]) -> frozenset[str]:
    return frozenset(portion.food.id for day in days for portion in day.portions)
