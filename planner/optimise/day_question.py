"""What the program of one day is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from planner.document.document import Lock
from planner.foods.food import AWAY, FISH_GROUP, PLANT_GROUPS, Food
from planner.foods.meals import MealTime, Slot, Templates
from planner.needs.medical_rules import PortionLimit
from planner.needs.targets import Targets
from planner.plan.plan import Portion

if TYPE_CHECKING:  # the window should not wait for numpy
    from planner.optimise.list_prices import Floats


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one day's model is asked.

    Foods, meals, templates, targets, locks, limits, ``days``, ``wished``, ``prices``, ``mean_of``, ``repeated`` and
    ``may_repeat`` and ``drinks`` make its rows, and so does whether there are ``minutes`` or ``most_cooked``; the rest
    only costs and bounds.
    """

    day: int
    foods: tuple[Food, ...]  # those that diet and allergens allow; most_steps of 0 bans one
    meals: tuple[MealTime, ...]
    templates: Templates
    targets: Targets
    cost: Mapping[str, float]  # [penalty points / usual portion] by food id
    most_steps: Mapping[str, float] = field(default_factory=dict)  # left of the weekly maximum, by food id
    least_steps: Mapping[str, int] = field(default_factory=dict)  # by food id
    locks: tuple[Lock, ...] = ()
    barred: frozenset[tuple[str, str]] = frozenset()  # (meal, template) that may not be used
    removed: frozenset[tuple[str, str]] = frozenset()  # (meal, food id) that may not be served
    template_cost: Mapping[tuple[str, str], float] = field(default_factory=dict)  # [penalty points]
    repeats: Mapping[str, float] = field(default_factory=dict)  # [penalty points / portion] by food id
    may_repeat: frozenset[str] = frozenset()  # meals in which a repeat costs nothing
    leftovers: frozenset[str] = frozenset()  # ids of dishes of the evening before, for lunch
    same: Lock | None = None  # a whole meal that a habit repeats, portion by portion
    any_size: bool = False  # its portions may be of other sizes, but for those of staples
    most_in_meal: Mapping[tuple[str, str], float] = field(default_factory=dict)  # [steps / portion] by meal and food id
    new: Mapping[str, float] = field(default_factory=dict)  # [penalty points / portion] of foods to buy in addition
    fish_wanted: bool = False
    wished: tuple[str, ...] = ()  # ids of foods wished for so many days a week
    behind: frozenset[str] = frozenset()  # those of them the week is behind with
    limits: tuple[PortionLimit, ...] = ()
    most_portions: Mapping[str, int] = field(default_factory=dict)  # what other days leave of a limit, by its id
    mean_of: tuple[int, ...] = ()  # the numbers of the days whose mean is sought, instead of one day
    repeated: frozenset[str] = frozenset()  # ids of foods whose repeats the mean counts
    days: int = 1  # of the horizon over which the nutrients of OVER_DAYS are met
    stored: Mapping[str, float] = field(default_factory=dict)  # [nutrient.unit] what other days have above their goal
    prices: Mapping[str, float] = field(default_factory=dict)  # [US$ / step] by food id, where a budget is set
    budget: float = 0.0  # [US$] what other days leave of it
    list_points: "Mapping[str, Floats]" = field(default_factory=dict, compare=False)
    # [penalty points / portion] for what it adds to the list, by food id and steps
    minutes: float | None = None  # of work there are; None where nobody set any
    most_cooked: int | None = None  # dishes; None where nobody set any
    drinks: tuple[Portion, ...] = ()  # of every day, beside the meals

    @property
    def frozen_meals(self) -> frozenset[str]:
        """Meals the user locked whole: what is in them is the user's decision."""
        return frozenset(lock.meal for lock in self.locks if lock.template is not None)

    @property
    def away(self) -> frozenset[str]:
        """Meals that are not planned: eaten out, or left out."""
        return frozenset(lock.meal for lock in self.locks if lock.template == AWAY)

    def portions_in(self, meal: str, slot: Slot, food: Food) -> list[int]:
        """The portions in which a food may be in a slot [steps]: those planned there, and those the user locked."""
        if not slot.takes(food):
            return []
        planned = set(slot.steps(food)) if slot.suits(food) else set()
        for lock in self.locks:
            if lock.meal == meal:
                planned |= {each.steps for each in lock.portions if each.food == food.id and each.slot == slot.id}
        able = range(food.min_steps, food.max_steps + 1)
        return [steps for steps in able if steps in planned]


def has_fish(food: Food) -> bool:
    """Whether a portion counts as one of the week's two fish meals."""
    return any(part.food.group == FISH_GROUP for part in food.made_of(1))


def plant_grams(food: Food) -> float:
    """What a step counts towards the day's fruit and vegetables [g]."""
    return sum(part.grams for part in food.made_of(1) if part.food.group in PLANT_GROUPS)
