"""What every day of one call of the planner shares: the horizon, the time, the models that are kept, and the edit."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from planner.document.document import TASTES, Document
from planner.optimise import program, solver
from planner.optimise.beside import basket_of
from planner.optimise.clock import Clock
from planner.optimise.day_program import DayModel
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import ask, build_model, can_ask
from planner.optimise.horizon import Horizon
from planner.optimise.neighbourhood.search import Search, search_of
from planner.optimise.solver import Result
from planner.plan.plan import Day, Meal

AT_ONCE = 2  # programs worked on at once: HiGHS lets go of Python meanwhile, and most machines have two cores
RELAXATION = 30.0  # [s] a guard: it takes a few tenths
SEARCHES = 4  # kept at most: days with other locks have rows of their own
Work = Callable[[], Result]


class Models:
    """The model of a day and that of the mean of several days, each kept as long as it fits the next question."""

    def __init__(self) -> None:
        self._day: tuple[DayModel, solver.Relaxed] | None = None
        self._mean: tuple[DayModel, solver.Relaxed] | None = None
        self._stated: tuple[DayModel, program.Program] | None = None  # the last one, which nobody asked to relax yet
        self._searches: list[Search] = []  # the one asked last at the end
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="planner")

    def relax(self, question: Question, clock: Clock, seed: int) -> tuple[DayModel, solver.Relaxed]:
        """The model of a question with its relaxation solved; from the last one where the rows are the same.

        Raises:
            CancelledError: if the user wishes to stop while a model is being built.
        """
        if self._stated is not None and can_ask(self._stated[0], question):
            model, program = self._stated
            asked = ask(model, question)
            program = replace(program, cost=asked.cost, lower=asked.lower, upper=asked.upper)
            self._day, self._stated = (model, solver.relax_program(program, clock, seed)), None
        else:
            self._day = _relax(self._day, question, clock, seed)
        return self._day

    def relax_mean(self, question: Question, clock: Clock, seed: int) -> solver.Relaxed:
        """The same for the mean of several days."""
        old = self._mean[0].question if self._mean is not None else None
        if old is not None and old.mean_of == question.mean_of:  # counts other repeats as well, and needs no new rows
            question = replace(question, repeated=old.repeated)
        self._mean = _relax(self._mean, question, clock, seed)
        return self._mean[1]

    def search(self, question: Question, clock: Clock, seed: int) -> Search | None:
        """The search over the rows of a question; None where they cannot be read, or the relaxation has no solution.

        Raises:
            CancelledError: if the user wishes to stop while a model is being built.
        """
        known = next((search for search in self._searches if search.can_ask(question)), None)
        if known is None:
            model, program = self._state(question, clock)
            prices = self._prices(program)
            if prices is None:
                fits = self._day is not None and self._day[0] is model
                day = self._day if fits else self.relax(question, clock, seed)
                prices = day[1].run.reduced_cost if day is not None else None
            known = None if prices is None else search_of(model, program, prices, seed, clock.check)
            if known is None:
                return None
        self._searches = [*(each for each in self._searches if each is not known), known][-SEARCHES:]
        return known

    def _state(self, question: Question, clock: Clock) -> tuple[DayModel, program.Program]:
        """The model of a question and its program, from the last one where the rows are the same."""
        if self._day is not None and can_ask(self._day[0], question):
            return self._day[0], self._day[1].program
        if self._stated is None or not can_ask(self._stated[0], question):
            model = build_model(question, clock.check)
            self._stated = model, program.load(model.problem)
        return self._stated

    def _prices(self, program: program.Program) -> program.Floats | None:
        """The reduced costs of a day's columns in the relaxation of the mean day; None where that is not known."""
        mean = self._mean[1] if self._mean is not None else None
        if mean is None or mean.run.reduced_cost is None:
            return None
        place = np.array([mean.program.place.get(name, -1) for name in program.names])
        if np.any(place[program.integer] < 0):
            return None
        return np.where(place < 0, 0.0, mean.run.reduced_cost[place])

    def begin(self, work: Work) -> "Future[Result]":
        """Runs ``work`` in the pool.

        The work must neither wait for another pool job nor call ``relax``, which belongs to the caller's thread.
        """
        return self._pool.submit(work)

    def all_of(self, works: Sequence[Work]) -> list[Result]:
        """The results in the order of the works, which are done at once."""
        return [future.result() for future in [self.begin(work) for work in works]]


def _relax(
    last: tuple[DayModel, solver.Relaxed] | None, question: Question, clock: Clock, seed: int
) -> tuple[DayModel, solver.Relaxed]:
    if last is not None and can_ask(last[0], question):
        model, relaxed = last
        asked = ask(model, question)
        return model, solver.relax_again(relaxed, asked.cost, asked.lower, asked.upper, clock)
    model = build_model(question, clock.check)
    return model, solver.relax(model.problem, clock, seed)


@dataclass(frozen=True, slots=True)
class Edit:
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


def edit_between(old: Document, document: Document) -> Edit | None:
    """What changed; None where it is anything else."""
    if replace(old, tastes=document.tastes, locks=document.locks, removed=document.removed) != document:
        return None
    ids = {*old.tastes, *document.tastes}
    ranks = {food: (TASTES.index(old.taste(food)), TASTES.index(document.taste(food))) for food in ids}
    return Edit(
        raised=frozenset(food for food, (was, now) in ranks.items() if now > was),
        lowered=frozenset(food for food, (was, now) in ranks.items() if now < was),
        days=frozenset(
            day
            for day in range(1, document.days + 1)
            if set(old.locks_on(day)) != set(document.locks_on(day)) or old.removed_on(day) != document.removed_on(day)
        ),
    )


@dataclass(frozen=True, slots=True)
class Task:
    """What every day of one call shares."""

    models: Models
    horizon: Horizon
    seconds: float
    clock: Clock
    seed: int
    started: float
    edit: Edit | None = None
    least_steps: Mapping[str, int] = field(default_factory=dict)
    searches: bool = True  # by whole meals, before the exact programs
    stays: frozenset[int] = frozenset()  # days on screen that are not planned again, because only days behind are new
    missing: float = 0.0  # [penalty points / day] from the plan on screen to its bound

    @property
    def document(self) -> Document:
        return self.horizon.document

    @property
    def may_search(self) -> bool:
        """Whether days may be searched by whole meals; habits bind days by others, which the search does not know."""
        habits = self.document.habits
        return self.searches and (self.document.days == 1 or not (habits.repeat_breakfast or habits.leftovers))

    @property
    def tolerance(self) -> float:
        """The rounding of a bound [penalty points]."""
        return 1e-4 * max(1, self.document.days)

    def guard(self) -> Clock:
        """The guard of one solve."""
        return self.clock.anew(self.seconds)

    def patient(self) -> Clock:
        """The guard of a relaxation: without it nothing is known, so it may end where there is any time at all."""
        return self.clock.anew(max(self.seconds, RELAXATION) if self.seconds > 0 else 0.0)


def days_alike(document: Document) -> list[tuple[int, ...]]:
    """The numbers of the days with the same locks, together."""
    same: dict[object, list[int]] = {}
    for number in range(1, document.days + 1):
        locks = tuple(replace(lock, day=0) for lock in document.locks_on(number))
        same.setdefault(locks, []).append(number)
    return [tuple(numbers) for numbers in same.values()]


def relax_mean(task: Task, numbers: tuple[int, ...]) -> solver.Relaxed:
    """The relaxation of the mean of some days with the same locks: their bound, and the prices of what they may eat.

    Repeats are counted of every food: those of a few cost hardly less time.

    Raises:
        CancelledError: if the user wishes to stop while a model is being built.
    """
    repeated = frozenset(food.id for food in task.horizon.foods)
    return task.models.relax_mean(basket_of(task.horizon, numbers, repeated), task.patient(), task.seed)
