"""Plans as values, and their totals."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.nutrients import Nutrient

WEEK = 7  # [days]
_COUNTED = (*nutrients.ALL, *nutrients.DERIVED)
KEPT = 512  # sums: those of the days and meals of a month, of two plans; fewer, and each redrawing adds them up again


@dataclass(frozen=True, slots=True)
class Portion:
    """A food in a slot, in a whole number of its portion steps."""

    slot: str
    food: Food
    steps: int

    @property
    def grams(self) -> float:
        """[g]"""
        return self.food.grams(self.steps)

    @property
    def household(self) -> str:
        return self.food.household(self.steps)


@dataclass(frozen=True, slots=True)
class Meal:
    """One meal of a day: the ids of its meal time and template, and its portions in the order of the slots."""

    meal: str
    template: str
    portions: tuple[Portion, ...]


@dataclass(frozen=True, slots=True)
class Day:
    """The meals of one day, numbered from 1, and the drinks of every day, which no plan changes."""

    number: int
    meals: tuple[Meal, ...]
    drinks: tuple[Portion, ...] = ()

    @property
    def portions(self) -> Iterator[Portion]:
        """What is planned."""
        return (portion for meal in self.meals for portion in meal.portions)

    @property
    def eaten(self) -> Iterator[Portion]:
        """All that counts: what is planned and what is drunk beside it."""
        yield from self.portions
        yield from self.drinks

    def meal(self, meal_id: str) -> Meal | None:
        return next((meal for meal in self.meals if meal.meal == meal_id), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """The days of a horizon."""

    days: tuple[Day, ...]

    def steps(self, food_id: str) -> int:
        """Portion steps of a food over all days."""
        return sum(portion.steps for day in self.days for portion in day.portions if portion.food.id == food_id)


@dataclass(frozen=True, slots=True)
class Total:
    """How much of a nutrient some portions hold; ``at_least`` when it is unknown for one of them."""

    amount: float  # [nutrient.unit]
    at_least: bool


def totals(portions: Iterable[Portion]) -> Mapping[Nutrient, Total]:
    """The amount of every nutrient in ``portions``: grams × amount per 100 g, summed."""
    return _sums(tuple(portions))


@lru_cache(maxsize=KEPT)
def _sums(portions: tuple[Portion, ...]) -> Mapping[Nutrient, Total]:
    """As ``totals``. Every view asks for the same days after each edit, most of which change none of them."""
    return MappingProxyType({nutrient: total(portions, nutrient) for nutrient in _COUNTED})


def total(portions: Sequence[Portion], nutrient: Nutrient) -> Total:
    """The amount of one nutrient."""
    amounts = [portion.food.amount(nutrient, portion.steps) for portion in portions]
    partial = any(nutrient in portion.food.partial for portion in portions)
    return Total(sum(amount for amount in amounts if amount is not None), partial or None in amounts)


def counted(portions: Iterable[Portion]) -> dict[Food, float]:
    """Portion steps of every food, those inside dishes included, and of every dish."""
    steps: dict[Food, float] = defaultdict(float)
    for portion in portions:
        steps[portion.food] += portion.steps
        if portion.food.recipe is not None:
            for part in portion.food.made_of(portion.steps):
                steps[part.food] += part.grams / part.food.step_g
    return dict(steps)


def foods_of(plan: Plan) -> tuple[Food, ...]:
    """The foods and dishes of a plan, each once, in its order."""
    return tuple(dict.fromkeys(portion.food for day in plan.days for portion in day.portions))
