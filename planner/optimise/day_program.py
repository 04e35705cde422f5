"""A day's program in PuLP and what its variables stand for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

import pulp

from planner.document.document import FixedPortion
from planner.foods.food import Food
from planner.foods.meals import Slot, Template
from planner.foods.nutrients import Nutrient
from planner.optimise.columns import Asked, Columns
from planner.optimise.day_question import Question
from planner.plan.plan import Day, Meal, Portion
from planner.plan.stored_form import fixed


@dataclass(frozen=True, slots=True)
class Serving:
    """What one binary stands for: this many steps of a food in a slot of a template of a meal."""

    meal: str
    template: Template
    slot: Slot
    food: Food
    steps: int

    def __hash__(self) -> int:
        return hash((self.meal, self.template.id, self.slot.id, self.food.id, self.steps))


def pass_on() -> None:
    """Builds a model to its end, whatever happens meanwhile."""


@dataclass(slots=True)
class DayModel:
    """A PuLP problem and what its variables stand for.

    ``use`` and ``serve`` are binary; ``eaten`` counts the steps of a food over the day, ``counted`` those
    inside dishes too, for the foods that occur in dishes; ``total`` is the amount of
    a nutrient [nutrient.unit], ``short`` and ``over`` are relative to the goal, between 0 and 1 or more.
    """

    question: Question
    problem: pulp.LpProblem
    use: dict[tuple[str, str], pulp.LpVariable] = field(default_factory=dict)
    serve: dict[Serving, pulp.LpVariable] = field(default_factory=dict)
    eaten: dict[Food, pulp.LpVariable] = field(default_factory=dict)
    limited: dict[str, pulp.LpVariable] = field(default_factory=dict)
    counted: dict[Food, pulp.LpVariable] = field(default_factory=dict)
    missing_fish: pulp.LpVariable | None = None
    missing: dict[str, pulp.LpVariable] = field(default_factory=dict)
    stored: dict[str, pulp.LpVariable] = field(default_factory=dict)
    allowed: pulp.LpVariable | None = None
    minutes: pulp.LpVariable | None = None
    most_cooked: pulp.LpVariable | None = None
    total: dict[Nutrient, pulp.LpVariable] = field(default_factory=dict)
    penalty: list[tuple[pulp.LpVariable, float]] = field(default_factory=list)
    by_food: dict[Food, list[Serving]] = field(default_factory=lambda: defaultdict(list))
    by_meal: dict[str, list[Serving]] = field(default_factory=lambda: defaultdict(list))
    columns: Columns | None = None
    asked: Asked | None = None  # what ``question`` asks, in the order of ``problem.variables()``
    check: Callable[[], None] = pass_on  # asked again and again while the model is being built; may raise
    by_name: dict[str, Serving] = field(default_factory=dict)
    places: dict[tuple[str, str, FixedPortion], str] = field(default_factory=dict)

    def add(self, constraint: pulp.LpConstraint, name: str) -> None:
        self.check()
        self.problem += constraint, name

    def variable(
        self, name: str, low: float | None = 0, high: float | None = None, binary: bool = False
    ) -> pulp.LpVariable:
        kind = pulp.LpBinary if binary else pulp.LpContinuous
        return self.problem.add_variable(name, low, high, kind)

    def columns_of(self, day: Day) -> frozenset[str]:
        """The names of the binaries that are one in a day; portions that are no longer on offer have none."""
        names = [x.name for meal in day.meals if (x := self.use.get((meal.meal, meal.template))) is not None]
        held = [(meal.meal, meal.template, fixed(portion)) for meal in day.meals for portion in meal.portions]
        return frozenset([*names, *(self.places[place] for place in held if place in self.places)])

    def columns_of_templates(self, names: Collection[str]) -> frozenset[str]:
        """All binaries of the templates whose ``use`` is among ``names``."""
        used = {place for place, x in self.use.items() if x.name in names}
        columns = {self.use[place].name for place in used}
        columns |= {name for name, serving in self.by_name.items() if (serving.meal, serving.template.id) in used}
        return frozenset(columns)

    def choices(self) -> list[list[str]]:
        """The templates of each meal, of which it follows exactly one, by the names of their binaries."""
        return [[x.name for (meal, _), x in self.use.items() if meal == chosen.id] for chosen in self.question.meals]

    def columns_in(self, meal_id: str) -> frozenset[str]:
        """The names of all binaries of a meal."""
        names = {x.name for (meal, _), x in self.use.items() if meal == meal_id}
        return frozenset(names | {self.serve[serving].name for serving in self.by_meal[meal_id]})

    def day(self, values: Mapping[str, float]) -> Day:
        """The day a solution stands for; ``values`` by variable name."""
        used = {meal: template for (meal, template), x in self.use.items() if values[x.name] > 0.5}
        portions: dict[str, list[Portion]] = defaultdict(list)
        for name, serving in self.by_name.items():
            if values[name] > 0.5:
                portions[serving.meal].append(Portion(serving.slot.id, serving.food, serving.steps))
        return Day(
            self.question.day,
            tuple(Meal(meal.id, used[meal.id], tuple(portions[meal.id])) for meal in self.question.meals),
            self.question.drinks,
        )


def sum_of(terms: Iterable[tuple[pulp.LpVariable, float]]) -> pulp.LpAffineExpression:
    """Coefficients times variables; one call, because building the model costs more than solving it."""
    pairs = list(terms)
    if hasattr(pulp.LpAffineExpression, "from_list"):  # PuLP 4
        return pulp.LpAffineExpression.from_list(pairs)
    return pulp.LpAffineExpression(pairs)


def place_of(serving: Serving) -> tuple[str, str, FixedPortion]:
    return serving.meal, serving.template.id, fixed_of(serving)


def fixed_of(serving: Serving) -> FixedPortion:
    return FixedPortion(serving.slot.id, serving.food.id, serving.steps)
