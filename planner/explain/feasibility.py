"""Whether one day exists that keeps every hard limit: found, proven not to exist, or neither.

The goals and tastes do not matter here, so the program is that of the reach: the most magnesium under all hard limits,
stopped at the first day that has enough. Every question but one of other locks or meals goes on from the relaxation of
the question before.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.nutrients import Nutrient
from planner.needs import medical_rules
from planner.needs.targets import Target, TargetError, Targets
from planner.optimise import fixing, solver
from planner.optimise.beside import question_of
from planner.optimise.clock import CancelledError, Clock
from planner.optimise.day_program import DayModel
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import ask, build_reach_model, can_ask
from planner.optimise.horizon import horizon_of
from planner.optimise.solver import Relaxed, Status
from planner.optimise.tolerance import Tolerance
from planner.plan.plan import Day

ANY_DAY = Tolerance(absolute=1e6, distance=0.006)  # of the limits: the first day found is as good as any
REACH_TOLERANCE = Tolerance(absolute=0.5, distance=5.0)  # [mg]
LARGE_FIRST = 2.0  # [mg] the first distance of a larger one (measured)
SMALL = 2000  # columns of a program whose reach is looked for exactly
NO_LIMIT = 1000  # portions: more than a day has
# In large programs the reach is known to within 10 % of the shortfall or 1 % of itself, whichever is more. Smaller
# shares cost seconds and change no repair that is offered.
CLOSE, NEAR = 0.1, 0.01


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

    def day_of(self, question: Question, clock: Clock, avoided: frozenset[str] = frozenset()) -> Found:
        """A day that keeps every hard limit of the question, with few of the foods whose ids are to be avoided."""
        least = question.targets.least(nutrients.MAGNESIUM) or 0.0
        towards_magnesium = {nutrients.MAGNESIUM: -1.0 / max(1.0, least)}
        ways = [{} if avoided else _far_from_limits(question), towards_magnesium]
        ways = [way for way in ways if way or avoided]
        for number, way in enumerate(ways):
            part = Share(clock, clock.left / (len(ways) - number))
            if part.over:
                break
            try:
                model, relaxed = self._relax(question, least, way, clock, avoided)
            except CancelledError:
                break
            result = fixing.solve(relaxed, ANY_DAY, part, self._seed)
            if result.values:
                return Found(model.day(result.values))
            if result.status is Status.INFEASIBLE:
                return Found(None, impossible=True)
        return Found(None)

    def reach_of(self, question: Question, clock: Clock) -> Reach | None:
        """The largest magnesium of a day; None when it is proven that no day exists at all.

        A small program is solved exactly; of a large one it is enough to be close beside what is missing.
        """
        try:
            model, relaxed = self._relax(question, 0.0, {nutrients.MAGNESIUM: -1.0}, clock)
        except CancelledError:
            return Reach(0.0, math.inf)
        tolerance = REACH_TOLERANCE
        if relaxed.solved and len(relaxed.program.names) > SMALL:
            missing = (question.targets.least(nutrients.MAGNESIUM) or 0.0) + relaxed.bound
            tolerance = Tolerance(max(tolerance.absolute, CLOSE * missing, -NEAR * relaxed.bound), LARGE_FIRST)
        result = fixing.solve(relaxed, tolerance, clock, self._seed)
        if result.status is Status.INFEASIBLE:
            return None
        day = model.day(result.values) if result.values else None
        return Reach(max(0.0, -result.objective) if day else 0.0, -result.bound, day)

    def _relax(
        self,
        question: Question,
        least: float,
        cost: Mapping[Nutrient, float],
        clock: Clock,
        avoided: frozenset[str] = frozenset(),
    ) -> tuple[DayModel, Relaxed]:
        """The relaxation with at least so much magnesium [mg], at these costs of what a day holds.

        A usual portion of an avoided food, alone or in a dish, costs 1.
        """
        wide = _wide(question, self._foods)
        model, relaxed = self._model, self._relaxed
        if model is None or relaxed is None or not _same_rows(model, wide):
            model = build_reach_model(wide, clock.check)
            relaxed = solver.relax(model.problem, clock, self._seed)
        asked = ask(model, wide)
        place = relaxed.program.place
        lower, upper, costs = asked.lower.copy(), asked.upper.copy(), np.zeros(len(place))
        for name, (low, high) in _bounds(model, question, least).items():
            lower[place[name]], upper[place[name]] = low, high
        for nutrient, each in cost.items():
            costs[place[model.total[nutrient].name]] = each
        for food in model.eaten:
            named = {food.id, *(part.food.id for part in food.ingredients)}
            costs[place[model.eaten[food].name]] = len(named & avoided) / food.usual_size
        relaxed = solver.relax_again(relaxed, costs, lower, upper, clock)
        self._model, self._relaxed = model, relaxed
        return model, relaxed


def _far_from_limits(question: Question) -> dict[Nutrient, float]:
    """Costs that lead to a day far from the user's own limits; none where there are none."""
    return {
        target.nutrient: 1.0 / target.most
        for target in question.targets.hard
        if target.own and target.most and target.nutrient != nutrients.ENERGY
    }


def _wide(question: Question, foods: tuple[Food, ...]) -> Question:
    """The question among more foods, of which the others are banned; its hard limits are left to ``_bounds``."""
    allowed = {food.id for food in question.foods}
    totals = tuple(Target(target.nutrient, None, None, False, "") for target in question.targets.hard)
    limits = medical_rules.read_rules().limits
    most = {limit.id: NO_LIMIT for limit in limits} | {limit.id: limit.most for limit in question.limits}
    return replace(
        question,
        foods=foods,
        most_steps={**question.most_steps, **{food.id: 0.0 for food in foods if food.id not in allowed}},
        least_steps={},
        targets=Targets(question.targets.energy_kcal, totals, meals=question.targets.meals),
        limits=limits,
        most_portions={**most, **question.most_portions},
    )


def _same_rows(model: DayModel, wide: Question) -> bool:
    """Whether the model has the totals and all other rows of the question."""
    named = {target.nutrient for target in wide.targets.all}
    if wide.targets.meals != model.question.targets.meals:
        return False
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
    """Looks for days of documents over one catalogue."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        super().__init__(catalogue, seed)
        self.catalogue = catalogue

    def question(self, document: Document, day: int, *, fair: bool = False) -> Question:
        """What a day is asked by itself, whatever the other days hold but for their locks; ``fair`` as in a Horizon.

        Raises:
            TargetError: if the document's own targets cannot stand.
        """
        return question_of(replace(horizon_of(self.catalogue, document), fair=fair), day, {})

    def day(self, document: Document, number: int, clock: Clock, avoided: frozenset[str] = frozenset()) -> Found:
        """A day the document allows, by itself."""
        try:
            question = self.question(document, number)
        except TargetError:
            return Found(None)  # no plan is made for such a document, which proves nothing of its foods
        return self.day_of(question, clock, avoided)
