"""From a document to a plan: what one day is asked, day after day, and re-planning what an edit touches."""

import threading
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from planner import nutrients, safety, solver
from planner.catalogue import Catalogue
from planner.document import FINE, LIKE, LOVE, NEVER, RARELY, TASTES, Document, Lock
from planner.explain import explain_infeasible
from planner.food import Food
from planner.model import DayModel, ask, build_model, can_ask
from planner.plan import (
    WEEK,
    Day,
    Infeasible,
    Meal,
    Outcome,
    Plan,
    Portion,
    Solved,
    Stopped,
    allows,
    audit,
    counted,
    keeps_locks,
    profile_allows,
)
from planner.question import Question, has_fish
from planner.solver import Clock, Result, Status, Tolerance
from planner.targets import Targets
from planner.templates import Templates, read_templates

SECONDS = 10.0  # a guard, not a plan: a day takes less than one
# Half a preference point is as close as two plans can be told apart; the first distance of the reduced-cost
# fixing was measured (docs/model.md).
TOLERANCE = Tolerance(absolute=0.5, distance=0.05, columns=1500)
ONE_OF_MANY = Tolerance(absolute=0.8, distance=0.05, columns=500)
CLOSE_ENOUGH = 0.05  # of the bound
NEAR_TOLERANCE = Tolerance(
    absolute=0.25, distance=0.05, columns=400
)  # for the best way to plan one meal beside the others
WORTH_A_CHANGE = 0.1  # [penalty points] a re-plan that gains less leaves the day as it is

# Points of a usual portion by taste, and what is added for rarely eaten and magnesium-poor foods unless they are
# loved. The tie-break tells any two foods apart: equal plans cost the solver its time.
TASTE_POINTS: Mapping[str, float] = {LOVE: 0.0, LIKE: 0.25, FINE: 0.5, RARELY: 2.0}
FAMILIARITY_POINTS: Mapping[int, float] = {1: 0.0, 2: 0.05, 3: 0.2}
MAGNESIUM_POOR_POINTS = 0.12
MAGNESIUM_RICH = 0.4  # [mg / kcal] as beans and whole grains are
TIE_BREAK = 0.1
REPEAT_POINTS, REPEAT_DAYS = 0.3, 3  # for each time a food is eaten within so many days of the one planned
TEMPLATE_REPEAT_POINTS = 0.6
FISH_MEALS = 2  # a week
NO_STAPLE = frozenset({"fat", "flavour", "milk", "bread"})  # roles whose foods are not called repeats


class AuditError(RuntimeError):
    """The optimiser made a plan that breaks a hard limit. It is an error of the program and never shown as a plan."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What every day of one call shares."""

    planner: "Planner"
    document: Document
    templates: Templates
    targets: Targets
    foods: tuple[Food, ...]
    cost: Mapping[str, float]
    seconds: float
    stop: threading.Event | None
    seed: int
    edit: "_Edit | None" = None

    def clock(self) -> Clock:
        """The guard of one solve."""
        return Clock(self.seconds, self.stop)


@dataclass(frozen=True, slots=True)
class _Answer:
    """A day, or None with the status that says why."""

    day: Day | None
    status: Status
    penalty: float
    bound: float


@dataclass(frozen=True, slots=True)
class _Last:
    """The call that gave the plan on screen."""

    task: _Task
    plan: Plan
    answers: Mapping[int, _Answer]


@dataclass(frozen=True, slots=True)
class _Edit:
    """What changed since the plan on screen was made, when that is tastes alone."""

    raised: frozenset[str]  # ids of foods liked more now
    lowered: frozenset[str]
    answers: Mapping[int, _Answer]

    def touches(self, meal: Meal) -> bool:
        """Whether the meal has a food, alone or in a dish, that is liked less now."""
        return any(
            portion.food.id in self.lowered or any(part.food.id in self.lowered for part in portion.food.ingredients)
            for portion in meal.portions
        )


def _edit(last: _Last | None, task: _Task, before: Plan | None) -> _Edit | None:
    """The tastes that changed; None where something else did, or the plan on screen is another."""
    if last is None or before is None or before != last.plan or last.task.seed != task.seed:
        return None
    old, new = last.task.document, task.document
    if replace(old, tastes=new.tastes) != new:
        return None
    ids = {*old.tastes, *new.tastes}
    ranks = {food: (TASTES.index(old.taste(food)), TASTES.index(new.taste(food))) for food in ids}
    raised = frozenset(food for food, (was, now) in ranks.items() if now > was)
    lowered = frozenset(food for food, (was, now) in ranks.items() if now < was)
    return _Edit(raised, lowered, last.answers)


class Planner:
    """Plans documents over one catalogue and keeps the model between calls, so that an edit costs no new one.

    One call runs at a time; a second one waits until the first has answered or noticed its stop event.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._lock = threading.Lock()
        self._model: DayModel | None = None
        self._relaxed: solver.Relaxed | None = None
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
        progress: Callable[[int, int], None] | None = None,
    ) -> Outcome:
        """As the function ``make_plan``."""
        with self._lock:
            started = time.monotonic()
            task = self._task(document, seconds, stop, seed)
            task = replace(task, edit=_edit(self._last, task, before))
            answers = _days(task, before, least_steps or {}, progress)
            failed = next((number for number, answer in answers.items() if answer.day is None), None)
            if failed is not None and answers[failed].status is Status.INFEASIBLE:
                question = _question(task, failed, {})
                explanation = explain_infeasible(question, document, Clock(seconds, stop), seed)
                return Infeasible(explanation, time.monotonic() - started)
            if failed is not None:
                return Stopped(time.monotonic() - started)
            solved = _solved(task, answers, time.monotonic() - started)
            self._last = _Last(task, solved.plan, answers)
            return solved

    def _task(self, document: Document, seconds: float, stop: threading.Event | None, seed: int) -> "_Task":
        foods = tuple(food for food in self.catalogue if profile_allows(document.profile, food))
        return _Task(
            planner=self,
            document=document,
            templates=read_templates(),
            targets=safety.targets_of(document.profile, document.targets, document.confirmed),
            foods=foods,
            cost={food.id: points(food, document.taste(food.id), seed) for food in foods},
            seconds=seconds,
            stop=stop,
            seed=seed,
        )

    def relax(self, question: Question, clock: Clock, seed: int) -> tuple[DayModel, solver.Relaxed]:
        """The model of a question with its relaxation solved; from the last one where the rows are the same."""
        model, relaxed = self._model, self._relaxed
        if model is not None and relaxed is not None and can_ask(model, question):
            asked = ask(model, question)
            relaxed = solver.relax_again(relaxed, asked.cost, asked.lower, asked.upper, clock)
        else:
            model = build_model(question)
            relaxed = solver.relax(model.problem, clock, seed)
        self._model, self._relaxed = model, relaxed
        return model, relaxed


def make_plan(
    catalogue: Catalogue,
    document: Document,
    *,
    before: Plan | None = None,
    least_steps: Mapping[str, int] | None = None,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Outcome:
    """Plans every day of the document, one after another, and audits the result.

    With ``before``, the plan on screen, as much of it is kept as the objective allows, and no food of
    ``least_steps``, whose taste was raised, falls below that many steps a day where it had them.
    ``progress`` is told the day being planned and the number of days. Same input and seed, same plan, as long as
    ``seconds``, which bound each day's solve, do not cut the search short.

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
    )


def points(food: Food, taste: str, seed: int) -> float:
    """The penalty points of a usual portion, smaller for a better taste whatever the food."""
    tie = TIE_BREAK * (zlib.crc32(f"{seed}:{food.id}".encode()) % 1000) / 1000
    if taste == NEVER:
        return 0.0  # it is banned, not dear
    if taste == LOVE:
        return tie / 10
    kcal = max(1.0, food.amounts[nutrients.ENERGY])
    richness = food.amounts.get(nutrients.MAGNESIUM, 0.0) / kcal / MAGNESIUM_RICH
    extra = FAMILIARITY_POINTS[food.familiarity] + MAGNESIUM_POOR_POINTS * (1 - min(1.0, richness)) + tie
    return TASTE_POINTS[taste] + (extra / 2 if taste == LIKE else extra)


def _solved(task: _Task, answers: Mapping[int, _Answer], elapsed: float) -> Solved:
    plan = Plan(tuple(answer.day for _, answer in sorted(answers.items()) if answer.day is not None))
    wrong = audit(plan, task.document, task.targets, task.templates)
    if wrong:
        raise AuditError("; ".join(wrong))
    penalty = sum(answer.penalty for answer in answers.values())
    bound = sum(answer.bound for answer in answers.values())
    meals = sum(len(day.meals) for day in plan.days)
    missing = max(0.0, penalty - bound)
    proven = missing <= sum(_tolerance(answer.bound).absolute for answer in answers.values()) + 1e-6
    return Solved(plan, penalty, bound, missing / max(penalty, float(meals)), proven, elapsed)


def _days(
    task: _Task,
    before: Plan | None,
    least_steps: Mapping[str, int],
    progress: Callable[[int, int], None] | None,
) -> dict[int, _Answer]:
    """The answer of every day, or up to the first day that has none.

    A day that has no plan beside the others is tried again before them: another order may do, and a day that has
    none even by itself proves that there is none at all.
    """
    order = list(range(1, task.document.days + 1))
    kept = {day.number: day for day in before.days if day.number in order} if before else {}
    beside = {number: day for number, day in kept.items() if keeps_locks(day, task.document)}
    for _ in range(len(order)):
        answers: dict[int, _Answer] = {}
        for done, number in enumerate(order):
            if progress is not None:
                progress(done + 1, len(order))
            others = {other: answer.day for other, answer in answers.items() if answer.day is not None}
            answer = _day(task, number, beside | others, kept.get(number), least_steps)
            if answer.day is None and kept:
                answer = _day(task, number, others, None, {})
            answers[number] = answer
            if answer.day is None:
                break
        failed = answers[number]
        if failed.day is not None or failed.status is not Status.INFEASIBLE:
            return _own_bounds(task, answers)
        alone = _day(task, number, {}, None, {})
        if alone.day is None:
            return {number: alone}
        order.remove(number)
        order.insert(0, number)
        kept, beside = {}, {}
    return {number: replace(failed, status=Status.STOPPED)}


def _own_bounds(task: _Task, answers: dict[int, _Answer]) -> dict[int, _Answer]:
    """Bounds that hold for the horizon: that of each day by itself, free of what the other days leave to it."""
    if len(answers) == 1 or any(answer.day is None for answer in answers.values()):
        return answers
    known: dict[object, float] = {}
    bounded = {}
    for number, answer in answers.items():
        locks = tuple(replace(lock, day=0) for lock in task.document.locks_on(number))
        if locks not in known:
            _, alone = task.planner.relax(_question(task, number, {}), task.clock(), task.seed)
            known[locks] = alone.bound if alone.solved else 0.0
        bounded[number] = replace(answer, bound=known[locks])
    return bounded


def _day(
    task: _Task, number: int, days: Mapping[int, Day], kept: Day | None, least_steps: Mapping[str, int]
) -> _Answer:
    """One day beside the others; near ``kept`` where that is as good, and untouched where no edit touches it."""
    edit = task.edit
    if kept is not None and edit and not edit.raised and not any(edit.touches(meal) for meal in kept.meals):
        return edit.answers[number]
    others = {other: day for other, day in days.items() if other != number}
    question = _question(task, number, others)
    if kept is not None and least_steps:
        floors = {
            food: min(steps, sum(portion.steps for portion in kept.portions if portion.food.id == food))
            for food, steps in least_steps.items()
        }
        question = replace(question, least_steps=floors)
    clock = task.clock()
    model, relaxed = task.planner.relax(question, clock, task.seed)
    near = _near(task, model, relaxed, kept, clock) if kept is not None and relaxed.solved else None
    result = near
    if result is None or result.objective > relaxed.bound + _tolerance(relaxed.bound).absolute:
        likely = model.columns_of_templates(relaxed.in_use)
        result = solver.solve(relaxed, _day_tolerance(task, relaxed.bound), clock, task.seed, likely)
        if near is not None and near.objective < result.objective:
            result = near
    day = model.day(result.values) if result.values else None
    return _Answer(day, result.status, result.objective, result.bound)


def _near(task: _Task, model: DayModel, relaxed: solver.Relaxed, kept: Day, clock: Clock) -> Result:
    """The day as it was, or with the one meal planned anew that gains most."""
    ones = model.columns_of(kept)
    found = solver.solve_near(relaxed, ones, (), NEAR_TOLERANCE, clock, task.seed)
    for meal in _meals_concerned(task, model, kept):
        tried = solver.solve_near(relaxed, ones, model.columns_in(meal), NEAR_TOLERANCE, clock, task.seed)
        if tried.objective < found.objective - WORTH_A_CHANGE:
            found = tried
    return found


def _meals_concerned(task: _Task, model: DayModel, kept: Day) -> list[str]:
    """The meals an edit of tastes can change; all of them after any other edit."""
    edit = task.edit
    if edit is None:
        return [meal.meal for meal in kept.meals]
    return [
        meal.meal
        for meal in kept.meals
        if edit.touches(meal) or any(serving.food.id in edit.raised for serving in model.by_meal[meal.meal])
    ]


def _day_tolerance(task: _Task, bound: float) -> Tolerance:
    """Of several days each is solved more quickly: what they leave each other matters more than the last half point."""
    tolerance = _tolerance(bound)
    if task.document.days == 1:
        return tolerance
    return replace(tolerance, absolute=max(tolerance.absolute, ONE_OF_MANY.absolute), columns=ONE_OF_MANY.columns)


def _tolerance(bound: float) -> Tolerance:
    """Half a point, or one part in twenty of a day that costs more than ten."""
    return replace(TOLERANCE, absolute=max(TOLERANCE.absolute, CLOSE_ENOUGH * bound))


def _question(task: _Task, number: int, others: Mapping[int, Day]) -> Question:
    document = task.document
    meals = task.templates.meals_for(task.targets.energy_kcal)
    locks = document.locks_on(number)
    elsewhere = _elsewhere(task, others, number)
    eaten = _eaten(elsewhere)
    limits = safety.limits(document.profile)
    cost = dict(task.cost)
    for food in task.foods:
        if food.roles.isdisjoint(NO_STAPLE):
            near = sum(abs(day - number) <= REPEAT_DAYS for day in eaten.get(food.id, {}))
            cost[food.id] += REPEAT_POINTS * near
    by_id = task.planner.catalogue.foods
    most = {food.id: float(food.weekly_max) for food in by_id.values() if food.weekly_max < food.daily_max}
    most |= {food: _left(by_id[food], number, steps) for food, steps in eaten.items()}
    for food, steps in counted(_locked_portions(task, locks)).items():
        most[food.id] = max(steps, most.get(food.id, float(food.weekly_max)))
    most |= {food.id: 0.0 for food in task.foods if not allows(document, food)}
    return Question(
        day=number,
        foods=task.foods,
        meals=meals,
        templates=task.templates,
        targets=task.targets,
        cost=cost,
        most_steps=most,
        locks=locks,
        barred=_barred(document, others, number),
        template_cost=_template_cost(others, number),
        fish_wanted=_fish_wanted(others, number),
        limits=limits,
        most_portions={limit.id: _portions_left(limit, elsewhere, number) for limit in limits},
    )


def _elsewhere(task: _Task, others: Mapping[int, Day], number: int) -> dict[int, list[Portion]]:
    """The portions of the other days, those locked on days not planned yet included."""
    days = {day: list(planned.portions) for day, planned in others.items()}
    for lock in task.document.locks:
        if lock.day != number and lock.day not in others:
            days.setdefault(lock.day, []).extend(_locked_portions(task, (lock,)))
    return days


def _eaten(elsewhere: Mapping[int, list[Portion]]) -> dict[str, dict[int, float]]:
    """Steps by food and day."""
    eaten: dict[str, dict[int, float]] = defaultdict(dict)
    for day, portions in elsewhere.items():
        for food, steps in counted(portions).items():
            eaten[food.id][day] = steps
    return eaten


def _portions_left(limit: safety.PortionLimit, elsewhere: Mapping[int, list[Portion]], number: int) -> int:
    """What the fullest stretch of days around a day leaves of a limit."""
    count = {day: sum(limit.foods.hold(portion.food) for portion in held) for day, held in elsewhere.items()}
    stretches = (range(first, first + limit.days) for first in range(number - limit.days + 1, number + 1))
    return max(0, limit.most - max(sum(n for day, n in count.items() if day in stretch) for stretch in stretches))


def _locked_portions(task: _Task, locks: Iterable[Lock]) -> list[Portion]:
    by_id = task.planner.catalogue.foods
    return [Portion(portion.slot, by_id[portion.food], portion.steps) for lock in locks for portion in lock.portions]


def _left(food: Food, number: int, steps: Mapping[int, float]) -> float:
    """What the fullest week around a day leaves of a food's weekly maximum [steps]."""
    weeks = (range(first, first + WEEK) for first in range(number - WEEK + 1, number + 1))
    fullest = max(sum(count for day, count in steps.items() if day in week) for week in weeks)
    return max(0.0, food.weekly_max - fullest)


def _barred(document: Document, others: Mapping[int, Day], number: int) -> frozenset[tuple[str, str]]:
    """No dinner twice running, unless the user locked it so."""
    if any(lock.meal == "dinner" for lock in document.locks_on(number)):
        return frozenset()
    locked_days = {lock.day for lock in document.locks if lock.meal == "dinner"}
    neighbours = [others[day] for day in (number - 1, number + 1) if day in others and day not in locked_days]
    return frozenset(("dinner", meal.template) for day in neighbours if (meal := day.meal("dinner")) is not None)


def _template_cost(others: Mapping[int, Day], number: int) -> dict[tuple[str, str], float]:
    cost: dict[tuple[str, str], float] = defaultdict(float)
    for other, day in others.items():
        if abs(other - number) <= REPEAT_DAYS:
            for meal in day.meals:
                cost[meal.meal, meal.template] += TEMPLATE_REPEAT_POINTS
    return dict(cost)


def _fish_wanted(others: Mapping[int, Day], number: int) -> bool:
    """Whether the week so far is behind its two fish meals."""
    due = round(FISH_MEALS * number / WEEK)
    week = [day for other, day in others.items() if abs(other - number) < WEEK and other != number]
    return due > sum(_has_fish(day) for day in week)


def _has_fish(day: Day) -> bool:
    return any(has_fish(portion.food) for portion in day.portions)


def changed_foods(before: Plan, after: Plan) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the foods that came and of those that went."""
    old, new = _ids(before.days), _ids(after.days)
    return new - old, old - new


def _ids(days: Iterable[Day]) -> frozenset[str]:
    return frozenset(portion.food.id for day in days for portion in day.portions)
