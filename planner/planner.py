"""Plans documents over one catalogue; where there is no plan, says why."""

import random
import threading
import time
from dataclasses import dataclass, replace

from planner.document.document import LOVE, Document
from planner.explain.infeasible import explain_infeasible
from planner.foods.catalogue import Catalogue
from planner.optimise.beside import question_of
from planner.optimise.clock import Clock
from planner.optimise.horizon import horizon_of
from planner.optimise.plan_day import PASSES, Answer
from planner.optimise.plan_days import audited, improved, lower_bound, plan_days, searched_edit, with_wishes
from planner.optimise.recount import penalty
from planner.optimise.request import SECONDS, Request
from planner.optimise.solver import Status
from planner.optimise.warm_models import Models, Task, edit_between
from planner.plan.audit import audit
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan

DIFFERENT = 4  # foods of each day that another plan does without
AS_GOOD = 2.0  # [penalty points / day] that another plan may cost more; with fewer foods avoided where it would


@dataclass(frozen=True, slots=True)
class _Last:
    """The call that gave the plan on screen."""

    document: Document
    plan: Plan
    seed: int
    missing: float  # [penalty points / day] to its bound


def _last_of(document: Document, solved: Solved, seed: int) -> _Last:
    return _Last(document, solved.plan, seed, (solved.penalty - solved.bound) / document.days)


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

    def make_plan(self, request: Request) -> Outcome:
        """As the function ``make_plan``."""
        document, before, seed = request.document, request.before, request.seed
        if request.other_than is not None:
            return self._another(request, request.other_than)
        with self._lock:
            task = self._task(document, request.seconds, request.stop, seed)
            last = self._last if before is not None and _is_of(self._last, before, seed) else None
            edit = edit_between(last.document, document) if last is not None else None
            missing = last.missing if last is not None and edit is not None else 0.0
            task = replace(task, edit=edit, least_steps=request.least_steps, missing=missing)
            if before is not None and edit is None:
                task = replace(task, stays=_that_stay(task, before))
            searched = searched_edit(task, before, request.bounded) if before is not None else None
            if isinstance(searched, Solved):
                self._last = _last_of(document, searched, seed)
                if not searched.bounded:
                    self._last = replace(self._last, missing=missing)
            if searched is not None:
                return searched
            answers = plan_days(task, before, request.progress)
            failed = next((answer for answer in answers.values() if answer.day is None), None)
            if failed is not None:
                if request.progress is not None:
                    request.progress(0, document.days)
                return self._without(task, next(number for number in answers if answers[number].day is None), failed)
            days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
            if before is not None:
                days = with_wishes(task, days)
            alone = next(iter(answers.values())).bound if document.days == 1 else None
            solved = audited(task, days, lower_bound(task) if alone is None else alone)
            if before is None and document.days > 1 and request.better:
                if request.found is not None:
                    request.found(solved)
                solved = improved(task, solved, request.found)
            self._last = _last_of(document, solved, seed)
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
            shown = _proven(task, plan)
            self._last = _last_of(document, shown, seed)
            return shown, improved(task, shown, None, anew=task.document.days == 1, rounds=rounds)

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
            solved = _proven(task, plan)
            self._last = _last_of(document, solved, seed)
            return solved

    def _another(self, request: Request, plan: Plan) -> Outcome:
        """A plan without some foods of ``plan``; with fewer of them avoided where there is no plan without so many."""
        document = request.document
        avoid = _to_avoid(document, plan, request.seed)
        while True:
            with self._lock:
                task = self._task(document, request.seconds, request.stop, request.seed)
                task = replace(task, horizon=replace(task.horizon, avoided=frozenset(avoid)))
                answers = plan_days(task, None, request.progress)
                days = {number: answer.day for number, answer in answers.items() if answer.day is not None}
                if len(days) == document.days:
                    self._last = None
                    plain = replace(task, horizon=replace(task.horizon, avoided=frozenset()))
                    shown = penalty(plain.horizon, {day.number: day for day in plan.days})
                    solved = audited(plain, days, lower_bound(plain))
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


def make_plan(catalogue: Catalogue, request: Request) -> Outcome:
    """Plans every day of a document, makes them better, and audits the result.

    Raises:
        TargetError: if the document's own targets cannot stand.
        AuditError: if a plan fails its audit.
    """
    return Planner(catalogue).make_plan(request)


def _proven(task: Task, plan: Plan) -> Solved:
    return audited(task, {day.number: day for day in plan.days}, lower_bound(task))


def _that_stay(task: Task, before: Plan) -> frozenset[int]:
    """The days of a plan that is good as it is, where the document has more days than it: only these are planned."""
    numbers = [day.number for day in before.days]
    document = task.document
    if not numbers or numbers != list(range(1, len(numbers) + 1)) or len(numbers) >= document.days:
        return frozenset()
    shorter, horizon = document.with_days(len(numbers)), task.horizon
    wrong = audit(before, shorter, horizon.targets, horizon.templates, horizon.before.days)
    return frozenset() if wrong else frozenset(numbers)


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
