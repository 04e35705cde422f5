"""Whether one day exists that keeps every hard limit: found, proven not to exist, or neither.

The goals and tastes do not matter here, so the program is that of the reach: the most magnesium under all hard limits,
stopped at the first day that has enough. Every question but one of other locks or meals goes on from the relaxation of
the question before.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from planner import nutrients, safety, solver
from planner.catalogue import Catalogue
from planner.document import Document
from planner.food import Food
from planner.model import DayModel, ask, build_reach_model, can_ask
from planner.plan import Day
from planner.question import Question
from planner.solver import Clock, Relaxed, Status, Tolerance
from planner.targets import Target, TargetError, Targets

ANY_DAY = Tolerance(absolute=1e6, distance=2.0)  # [mg]: the first day found is as good as any
REACH_TOLERANCE = Tolerance(absolute=0.5, distance=5.0)  # [mg]
SMALL = 2000  # columns of a program whose reach is looked for exactly
NO_LIMIT = 1000  # portions: more than a day has
CLOSE = 0.05  # of what is missing to the target: as close as the reach of a larger program is known


class Asker(Protocol):
    """What makes a day's question of a document; the planner is one."""

    @property
    def catalogue(self) -> Catalogue: ...

    def question(self, document: Document, day: int) -> Question:
        """What a day is asked by itself, whatever the other days hold but for their locks.

        Raises:
            TargetError: if the document's own targets cannot stand.
        """
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """A day, or None: proven not to exist where ``impossible``, else not found in time."""

    day: Day | None
    impossible: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """How much magnesium a day can hold under all other hard limits: reached by ``day``, and proven to be the most."""

    reached: float  # [mg / day] 0 where no day was found in time
    most: float  # [mg / day]
    day: Day | None = None


class Share(Clock):
    """A part of the time another clock has left."""

    def __init__(self, whole: Clock, seconds: float) -> None:
        super().__init__(min(seconds, whole.left))
        self._whole = whole

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled


class DaySearch:
    """Asks one day after another and keeps the model of the last one.

    Its rows are those of ``foods``, of the meals and of the locks; all else that a question says is bounds, so that
    other tastes, diets, targets and conditions cost no new model.
    """

    def __init__(self, foods: Iterable[Food], seed: int) -> None:
        self._foods = tuple(foods)
        self._seed = seed
        self._model: DayModel | None = None
        self._relaxed: Relaxed | None = None

    def day_of(self, question: Question, clock: Clock) -> Found:
        """A day that keeps every hard limit of the question."""
        if clock.over:
            return Found(None)
        model, relaxed = self._relax(question, question.targets.least(nutrients.MAGNESIUM) or 0.0, clock)
        result = solver.solve(relaxed, ANY_DAY, clock, self._seed)
        if result.values:
            return Found(model.day(result.values))
        return Found(None, result.status is Status.INFEASIBLE)

    def reach_of(self, question: Question, clock: Clock) -> Reach | None:
        """The largest magnesium of a day; None when it is proven that no day exists at all.

        A small program is solved exactly; of a large one it is enough to be close beside what is missing.
        """
        model, relaxed = self._relax(question, 0.0, clock)
        tolerance = REACH_TOLERANCE
        if relaxed.solved and len(relaxed.program.names) > SMALL:
            missing = (question.targets.least(nutrients.MAGNESIUM) or 0.0) + relaxed.bound
            tolerance = Tolerance(max(tolerance.absolute, CLOSE * missing), tolerance.distance)
        result = solver.solve(relaxed, tolerance, clock, self._seed)
        if result.status is Status.INFEASIBLE:
            return None
        day = model.day(result.values) if result.values else None
        return Reach(max(0.0, -result.objective) if day else 0.0, -result.bound, day)

    def _relax(self, question: Question, least: float, clock: Clock) -> tuple[DayModel, Relaxed]:
        """The relaxation of the question with at least so much magnesium [mg]."""
        wide = _wide(question, self._foods)
        model, relaxed = self._model, self._relaxed
        if model is None or relaxed is None or not _same_rows(model, wide):
            model = build_reach_model(wide)
            variables = {variable.name: variable for variable in model.problem.variables()}
            for name, (low, high) in _bounds(model, question, least).items():
                variables[name].lowBound, variables[name].upBound = low, (None if high == math.inf else high)
            relaxed = solver.relax(model.problem, clock, self._seed)
        else:
            ask(model, wide)
            if model.asked is None:
                raise ValueError("the model is not asked anything")
            lower, upper = model.asked.lower.copy(), model.asked.upper.copy()
            for name, (low, high) in _bounds(model, question, least).items():
                lower[relaxed.program.place[name]], upper[relaxed.program.place[name]] = low, high
            relaxed = solver.relax_again(relaxed, relaxed.program.cost, lower, upper, clock)
        self._model, self._relaxed = model, relaxed
        return model, relaxed


def _wide(question: Question, foods: tuple[Food, ...]) -> Question:
    """The question among more foods, of which the others are banned; its hard limits are left to ``_bounds``."""
    allowed = {food.id for food in question.foods}
    totals = tuple(Target(target.nutrient, None, None, False, "") for target in question.targets.hard)
    limits = safety.read_rules().limits
    most = {limit.id: NO_LIMIT for limit in limits} | {limit.id: limit.most for limit in question.limits}
    return replace(
        question,
        foods=foods,
        most_steps={**question.most_steps, **{food.id: 0.0 for food in foods if food.id not in allowed}},
        least_steps={},
        targets=Targets(question.targets.energy_kcal, totals),
        limits=limits,
        most_portions={**most, **question.most_portions},
    )


def _same_rows(model: DayModel, wide: Question) -> bool:
    """Whether the model has the totals and all other rows of the question."""
    named = {target.nutrient for target in wide.targets.all}
    return named <= model.total.keys() and can_ask(model, replace(wide, targets=model.question.targets))


def _bounds(model: DayModel, question: Question, least: float) -> dict[str, tuple[float, float]]:
    """The hard limits as bounds of totals and of the energy of meals, by the name of the variable."""
    centre = question.targets.energy_kcal
    bounds = {total.name: (0.0, math.inf) for total in model.total.values()}
    for target in question.targets.hard:
        bounds[model.total[target.nutrient].name] = (target.least or 0.0, _or_infinite(target.most))
    magnesium = model.total[nutrients.MAGNESIUM].name
    bounds[magnesium] = (least, bounds[magnesium][1])
    for meal in question.meals:
        if meal.id not in question.frozen_meals:
            bounds[f"{meal.id}_kcal"] = (meal.least * centre, meal.most * centre)
    return bounds


def _or_infinite(most: float | None) -> float:
    return math.inf if most is None else most


class DocumentSearch(DaySearch):
    """Looks for days of documents, whose questions the asker makes."""

    def __init__(self, asker: Asker, seed: int) -> None:
        super().__init__(asker.catalogue, seed)
        self.asker = asker

    def day(self, document: Document, number: int, clock: Clock) -> Found:
        """A day the document allows, by itself."""
        try:
            question = self.asker.question(document, number)
        except TargetError:
            return Found(None)  # no plan is made for such a document, which proves nothing of its foods
        return self.day_of(question, clock)
