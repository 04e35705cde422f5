"""From a document to a plan: day after day, better days while any gets better, and re-planning what an edit touches."""

import math
import random
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from planner import solver
from planner.catalogue import Catalogue
from planner.day_model import DayModel
from planner.document import LOVE, TASTES, Document
from planner.explain import explain_infeasible
from planner.horizon import Horizon, basket_of, horizon_of, question_of
from planner.model import ask, build_model, can_ask
from planner.penalty import penalty
from planner.plan import (
    Day,
    Explanation,
    Infeasible,
    Meal,
    Outcome,
    Plan,
    Solved,
    Stopped,
    audit,
    keeps_locks,
)
from planner.question import Question
from planner.solver import CancelledError, Clock, Result, Status, Tolerance

SECONDS = 60.0  # a guard, not a plan: a week takes about ten
# Half a preference point is as close as two plans can be told apart; the first distance of the reduced-cost
# fixing was measured (docs/model.md).
TOLERANCE = Tolerance(absolute=0.5, distance=0.05, columns=1500, nodes=150)
ONE_OF_MANY = Tolerance(absolute=0.8, distance=0.05, columns=500, nodes=150)
CLOSE_ENOUGH = 0.05  # of the bound
# For the best way to plan one meal beside the others.
NEAR_TOLERANCE = Tolerance(absolute=0.25, distance=0.05, columns=400, nodes=50)
QUICK = Tolerance(absolute=1.0, distance=0.1, columns=300, nodes=20)  # for a day of templates already chosen
WORTH_A_CHANGE = 0.1  # [penalty points] a re-plan that gains less leaves the day as it is
GOOD_ENOUGH = 1.5  # [penalty points] above its bound at which an edited day is shown before a better one is looked for
ALMOST = 1.5  # [penalty points] more at which a second meal is not worth the wait either
RAISED_DAYS = 2  # of a horizon, that a food liked better is planned on at once
DIFFERENT = 4  # foods of each day that another plan does without
AS_GOOD = 2.0  # [penalty points / day] that another plan may cost more; with fewer foods avoided where it would
PASSES = 4  # over the days of a plan, each while any of them gets better

Found = Callable[[Solved], None]
Progress = Callable[[int, int], None]


class AuditError(RuntimeError):
    """The optimiser made a plan that breaks a hard limit. It is an error of the program and never shown as a plan."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What every day of one call shares."""

    planner: "Planner"
    horizon: Horizon
    seconds: float
    clock: Clock
    seed: int
    started: float
    edit: "_Edit | None" = None
    least_steps: Mapping[str, int] = field(default_factory=dict)
    missing: float = 0.0  # [penalty points / day] from the plan on screen to its bound

    @property
    def document(self) -> Document:
        return self.horizon.document

    @property
    def tolerance(self) -> float:
        """The rounding of a bound [penalty points]."""
        return 1e-4 * max(1, self.document.days)

    def guard(self) -> Clock:
        """The guard of one solve."""
        return self.clock.anew(self.seconds)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A day, or None with the status that says why; the bound is that of the day beside the others."""

    day: Day | None
    status: Status
    bound: float


@dataclass(frozen=True, slots=True)
class _Last:
    """The call that gave the plan on screen."""

    document: Document
    plan: Plan
    seed: int
    missing: float  # [penalty points / day] to its bound


@dataclass(frozen=True, slots=True)
class _Edit:
    """What changed since the plan on screen was made, when that is tastes, locks and removed foods alone."""

    raised: frozenset[str]  # ids of foods liked more now
    lowered: frozenset[str]
    days: frozenset[int]  # whose locks or removed foods are others

    def touches(self, day: Day) -> bool:
        """Whether the day must be planned again: others are as good as they were, or better."""
        return day.number in self.days or any(self.lowers(meal) for meal in day.meals)

    def lowers(self, meal: Meal) -> bool:
        """Whether the meal has a food, alone or in a dish, that is liked less now."""
        return any(
            portion.food.id in self.lowered or any(part.food.id in self.lowered for part in portion.food.ingredients)
            for portion in meal.portions
        )


def _edit(last: _Last | None, document: Document, seed: int, before: Plan | None) -> _Edit | None:
    """What changed; None where something else did, or the plan on screen is another."""
    if last is None or before is None or before != last.plan or last.seed != seed:
        return None
    old = last.document
    if replace(old, tastes=document.tastes, locks=document.locks, removed=document.removed) != document:
        return None
    ids = {*old.tastes, *document.tastes}
    ranks = {food: (TASTES.index(old.taste(food)), TASTES.index(document.taste(food))) for food in ids}
    return _Edit(
        raised=frozenset(food for food, (was, now) in ranks.items() if now > was),
        lowered=frozenset(food for food, (was, now) in ranks.items() if now < was),
        days=frozenset(
            day
            for day in range(1, document.days + 1)
            if set(old.locks_on(day)) != set(document.locks_on(day)) or old.removed_on(day) != document.removed_on(day)
        ),
    )


class Planner:
    """Plans documents over one catalogue and keeps the model between calls, so that an edit costs no new one.

    One call runs at a time; a second one waits until the first has answered or noticed its stop event.
    """

    def __init__(self, catalogue: Catalogue, *, explains: bool = True) -> None:
        """``explains`` says whether a failure comes with its reasons and repairs, which take a while to find."""
        self.catalogue = catalogue
        self._explains = explains
        self._lock = threading.Lock()
        self._day: tuple[DayModel, solver.Relaxed] | None = None
        self._mean: tuple[DayModel, solver.Relaxed] | None = None
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
    ) -> Outcome:
        """As the function ``make_plan``."""
        if other_than is not None:
            return self._another(document, other_than, seed, seconds, stop, progress)
        with self._lock:
            task = self._task(document, seconds, stop, seed)
            edit = _edit(self._last, document, seed, before)
            missing = self._last.missing if edit is not None and self._last is not None else 0.0
            task = replace(task, edit=edit, least_steps=least_steps or {}, missing=missing)
            answers = _days(task, before, progress)
            failed = next((answer for answer in answers.values() if answer.day is None), None)
            if failed is not None:
                return self._without(task, next(number for number in answers if answers[number].day is None), failed)
            days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
            alone = next(iter(answers.values())).bound if document.days == 1 else None
            solved = _solved(task, days, _bound(task, days) if alone is None else alone)
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
    ) -> tuple[Solved, Solved]:
        """``plan``, which passes its audit, and one at least as good: any day may change, what is locked stays.

        Raises:
            AuditError: if ``plan`` does not pass its audit.
        """
        with self._lock:
            task = self._task(document, seconds, stop, seed)
            days = {day.number: day for day in plan.days}
            shown = _solved(task, days, _bound(task, days))
            return shown, _improved(task, shown, None, anew=task.document.days == 1)

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
                answers = _days(task, None, progress)
                days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
                if len(days) == document.days:
                    self._last = None
                    plain = replace(task, horizon=replace(task.horizon, avoided=frozenset()))
                    shown = penalty(plain.horizon, {day.number: day for day in plan.days})
                    solved = _solved(plain, days, _bound(plain, days))
                    if not avoid or solved.penalty <= shown + AS_GOOD * document.days:
                        return solved
                else:
                    failed = next(number for number, answer in answers.items() if answer.day is None)
                    if not avoid or answers[failed].status is not Status.INFEASIBLE:
                        return self._without(task, failed, answers[failed])
            avoid = avoid[: len(avoid) // 2]

    def _task(self, document: Document, seconds: float, stop: threading.Event | None, seed: int) -> _Task:
        return _Task(
            planner=self,
            horizon=horizon_of(self.catalogue, document, seed),
            seconds=seconds,
            clock=Clock(seconds, stop),
            seed=seed,
            started=time.monotonic(),
        )

    def _without(self, task: _Task, number: int, failed: _Answer) -> Outcome:
        """What is said where a day has no plan."""
        if failed.status is not Status.INFEASIBLE:
            return Stopped(time.monotonic() - task.started)
        if not self._explains:
            return Infeasible(Explanation({}), time.monotonic() - task.started)
        question = question_of(task.horizon, number, {})
        explanation = explain_infeasible(question, task.document, task.guard(), task.seed, self.catalogue)
        return Infeasible(explanation, time.monotonic() - task.started)

    def relax(self, question: Question, clock: Clock, seed: int) -> tuple[DayModel, solver.Relaxed]:
        """The model of a question with its relaxation solved; from the last one where the rows are the same."""
        self._day = _relax(self._day, question, clock, seed)
        return self._day

    def relax_mean(self, question: Question, clock: Clock, seed: int) -> solver.Relaxed:
        """The same for the mean of several days."""
        old = self._mean[0].question if self._mean is not None else None
        if old is not None and old.mean_of == question.mean_of:  # counts other repeats as well, and needs no new rows
            question = replace(question, repeated=old.repeated)
        self._mean = _relax(self._mean, question, clock, seed)
        return self._mean[1]


def _relax(
    last: tuple[DayModel, solver.Relaxed] | None, question: Question, clock: Clock, seed: int
) -> tuple[DayModel, solver.Relaxed]:
    if last is not None and can_ask(last[0], question):
        model, relaxed = last
        asked = ask(model, question)
        return model, solver.relax_again(relaxed, asked.cost, asked.lower, asked.upper, clock)
    model = build_model(question, clock.check)
    clock.check()
    return model, solver.relax(model.problem, clock, seed)


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
) -> Outcome:
    """Plans every day of the document, one after another, makes them better, and audits the result.

    With ``before``, the plan on screen, as much of it is kept as the objective allows, and no food of
    ``least_steps``, whose taste was raised, falls below that many steps a day where it had them.
    ``progress`` is told the day being planned and the number of days, ``found`` every complete plan on the way to the
    best one; without ``better`` the first one is the answer. A plan ``other_than`` one has, of each of its days,
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
    )


def _solved(task: _Task, days: Mapping[int, Day], bound: float) -> Solved:
    """The plan, audited, with its points and ``bound``, which no plan can be better than."""
    plan = Plan(tuple(days[number] for number in sorted(days)))
    wrong = audit(plan, task.document, task.horizon.targets, task.horizon.templates)
    if wrong:
        raise AuditError("; ".join(wrong))
    points = penalty(task.horizon, days)
    bound = max(0.0, bound)
    meals = sum(len(day.meals) for day in plan.days)
    missing = max(0.0, points - bound)
    proven = missing <= len(days) * _tolerance(bound / len(days)).absolute + 1e-6
    seconds = time.monotonic() - task.started
    if bound > points + task.tolerance:
        raise AuditError(f"a plan of {points:g} points beats its bound of {bound:g}")
    return Solved(plan, points, min(bound, points), missing / max(points, float(meals)), proven, seconds)


def _bound(task: _Task, days: Mapping[int, Day]) -> float:
    """What no plan for all the days can be better than: the mean day, for each set of locks."""
    if task.clock.cancelled:
        return 0.0  # nothing is claimed of a plan nobody waits for
    same: dict[object, list[int]] = {}
    for number in range(1, task.document.days + 1):
        locks = tuple(replace(lock, day=0) for lock in task.document.locks_on(number))
        same.setdefault(locks, []).append(number)
    try:
        return sum(_bound_of(task, days, tuple(numbers)) for numbers in same.values())
    except CancelledError:
        return 0.0


def _bound_of(task: _Task, days: Mapping[int, Day], numbers: tuple[int, ...]) -> float:
    """The same for days with the same locks. Repeats are counted of the foods that are likely to be repeated."""
    model, alone = task.planner.relax(question_of(task.horizon, numbers[0], {}), task.guard(), task.seed)
    used = [model.by_name[name].food.id for name in alone.in_use if name in model.by_name]
    repeated = frozenset([*used, *(portion.food.id for day in days.values() for portion in day.portions)])
    relaxed = task.planner.relax_mean(basket_of(task.horizon, numbers, repeated), task.guard(), task.seed)
    return len(numbers) * max(0.0, relaxed.bound) if relaxed.solved else 0.0


def _improved(task: _Task, solved: Solved, found: Found | None, anew: bool = False) -> Solved:
    """Plans each day again beside all others, in turns, until none gets better, or work or time is over."""
    days = {day.number: day for day in solved.plan.days}
    best, bound = solved.penalty, solved.bound
    for turn in range(PASSES):
        better = False
        for number in sorted(days):
            if task.clock.over or best - bound <= len(days) * _tolerance(bound / len(days)).absolute:
                break
            day = _better_day(task, number, days, turn + anew)
            points = penalty(task.horizon, {**days, number: day}) if day is not None else math.inf
            if day is not None and points < best - WORTH_A_CHANGE:
                days[number], best, better = day, points, True
        if better:
            solved = replace(_solved(task, days, bound), seconds=time.monotonic() - task.started)
            if found is not None:
                found(solved)
        elif turn + anew >= PASSES - 1:
            break
    return replace(solved, seconds=time.monotonic() - task.started)


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


def _better_day(task: _Task, number: int, days: Mapping[int, Day], turn: int) -> Day | None:
    """A day beside all others: in turns one of its meals planned anew, all of it quickly, or all of it at length."""
    others = {other: day for other, day in days.items() if other != number}
    question = question_of(task.horizon, number, others)
    clock = task.clock
    try:
        model, relaxed = task.planner.relax(question, clock, task.seed)
    except CancelledError:
        return None
    if not relaxed.solved:
        return None
    if turn % PASSES == PASSES - 1:
        likely = model.columns_of_templates(relaxed.in_use)
        result = solver.solve(relaxed, ONE_OF_MANY, clock, task.seed, likely)
    elif turn % 2:
        result = _quick(task, model, relaxed, clock)
    else:
        result = _near(task, model, relaxed, days[number], clock, math.inf)
    return model.day(result.values) if result.values else None


def _days(task: _Task, before: Plan | None, progress: Progress | None) -> dict[int, _Answer]:
    """The answer of every day, or up to the first day that has none.

    A day that has no plan beside the others is tried again before them: another order may do, and a day that has
    none even by itself proves that there is none at all.
    """
    order = list(range(1, task.document.days + 1))
    kept = {day.number: day for day in before.days if day.number in order} if before else {}
    beside = {number: day for number, day in kept.items() if keeps_locks(day, task.document)}
    for _ in range(len(order)):
        answers: dict[int, _Answer] = {}
        raised = 0
        for done, number in enumerate(order):
            if progress is not None:
                progress(done + 1, len(order))
            others = {other: answer.day for other, answer in answers.items() if answer.day is not None}
            if task.clock.cancelled:
                return {number: _Answer(None, Status.STOPPED, 0.0)}
            answer = _day(task, number, beside | others, kept.get(number), raised < RAISED_DAYS)
            if answer.day is None and kept:
                answer = _day(task, number, others, None, False)
            raised += answer.day != kept.get(number)
            answers[number] = answer
            if answer.day is None:
                break
        failed = answers[number]
        if failed.day is not None or failed.status is not Status.INFEASIBLE:
            return answers
        alone = _day(task, number, {}, None, False)
        if alone.day is None:
            return {number: alone}
        order.remove(number)
        order.insert(0, number)
        kept, beside = {}, {}
    return {number: replace(failed, status=Status.STOPPED)}


def _day(task: _Task, number: int, days: Mapping[int, Day], kept: Day | None, raise_now: bool) -> _Answer:
    """One day beside the others; near ``kept`` where that is good enough, and untouched where no edit touches it."""
    edit = task.edit
    stays = kept is not None and edit is not None and task.document.days > 1 and not edit.touches(kept)
    if stays and not (edit is not None and edit.raised and raise_now):
        return _Answer(kept, Status.FEASIBLE, 0.0)
    others = {other: day for other, day in days.items() if other != number}
    question = question_of(task.horizon, number, others)
    if kept is not None and task.least_steps:
        floors = {
            food: min(steps, sum(portion.steps for portion in kept.portions if portion.food.id == food))
            for food, steps in task.least_steps.items()
        }
        question = replace(question, least_steps=floors)
    clock = task.guard()
    try:
        model, relaxed = task.planner.relax(question, clock, task.seed)
    except CancelledError:
        return _Answer(None, Status.STOPPED, 0.0)
    if kept is not None and relaxed.solved:
        enough = relaxed.bound + max(GOOD_ENOUGH, task.missing)
        as_it_was = task.edit is None and task.document.days > 1 and not (task.least_steps and raise_now)
        near = _near(task, model, relaxed, kept, clock, enough, stays=as_it_was)
        if near.values:
            return _Answer(model.day(near.values), Status.FEASIBLE, near.bound)
    likely = model.columns_of_templates(relaxed.in_use)
    if not relaxed.solved:
        return _Answer(None, relaxed.status, relaxed.bound)
    result = _quick(task, model, relaxed, clock)
    many = task.document.days > 1 or kept is not None
    if not result.values and many:
        result = solver.find(relaxed, ONE_OF_MANY, clock, task.seed, likely)
    tolerance = _tolerance(relaxed.bound)
    if not many and not result.objective <= relaxed.bound + tolerance.absolute:
        exact = solver.solve(relaxed, tolerance, clock, task.seed, likely)
        result = exact if exact.objective <= result.objective else replace(result, bound=exact.bound)
    day = model.day(result.values) if result.values else None
    return _Answer(day, result.status, result.bound)


def _quick(task: _Task, model: DayModel, relaxed: solver.Relaxed, clock: Clock) -> Result:
    """A good day of the templates the relaxation chooses when it has to."""
    chosen = solver.dive(relaxed, model.choices(), clock)
    if not chosen:
        return Result(Status.STOPPED, {}, math.inf, relaxed.bound)
    free = model.columns_of_templates(chosen) - chosen
    return solver.solve_near(relaxed, chosen, free, QUICK, clock, task.seed)


def _near(
    task: _Task,
    model: DayModel,
    relaxed: solver.Relaxed,
    kept: Day,
    clock: Clock,
    enough: float,
    *,
    stays: bool = False,
) -> Result:
    """The day as it was, or with the one meal planned anew that gains most; with two, while it is not good enough.

    Where it ``stays``, a day that is good enough as it was is not planned anew at all.
    """
    ones = model.columns_of(kept)
    best = solver.solve_near(relaxed, ones, (), NEAR_TOLERANCE, clock, task.seed)
    if stays and best.objective <= enough:
        return best
    tried: list[tuple[float, str]] = []
    for meal in _meals_concerned(task, model, kept):
        result = solver.solve_near(relaxed, ones, model.columns_in(meal), NEAR_TOLERANCE, clock, task.seed)
        tried.append((result.objective, meal))
        if result.objective < best.objective - WORTH_A_CHANGE:
            best = result
    if best.objective <= enough + ALMOST or clock.over:
        return best
    first = min(tried, default=(math.inf, ""))[1]
    for meal in (meal.meal for meal in kept.meals):
        if meal != first and first:
            free = model.columns_in(first) | model.columns_in(meal)
            result = solver.solve_near(relaxed, ones, free, NEAR_TOLERANCE, clock, task.seed)
            if result.objective < best.objective - WORTH_A_CHANGE:
                best = result
            if best.objective <= enough + ALMOST:
                break
    return best


def _meals_concerned(task: _Task, model: DayModel, kept: Day) -> list[str]:
    """The meals an edit of tastes can change; all of them after any other edit."""
    edit = task.edit
    if edit is None or kept.number in edit.days:
        return [meal.meal for meal in kept.meals]
    return [
        meal.meal
        for meal in kept.meals
        if edit.lowers(meal) or any(serving.food.id in edit.raised for serving in model.by_meal[meal.meal])
    ]


def _tolerance(bound: float) -> Tolerance:
    """Half a point, or one part in twenty of a day that costs more than ten."""
    return replace(TOLERANCE, absolute=max(TOLERANCE.absolute, CLOSE_ENOUGH * bound))


def changed_foods(before: Plan, after: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the foods that came and of those that went."""
    old, new = _ids(before.days), _ids(after.days)
    return new - old, old - new


def _ids(days: Iterable[Day]) -> frozenset[str]:
    return frozenset(portion.food.id for day in days for portion in day.portions)
