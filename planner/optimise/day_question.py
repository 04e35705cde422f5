"""What the model of one day is asked, and the points its parts cost. docs/model.md shows the weights as a table."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.document.document import Lock
from planner.foods import nutrients
from planner.foods.food import FISH_GROUP, PLANT_GROUPS, Food
from planner.foods.meals import MealTime, Templates
from planner.foods.nutrients import Nutrient
from planner.needs.medical_rules import PortionLimit
from planner.needs.targets import Targets

# The weights of the objective [penalty points]; docs/model.md shows them as a table and says why.
SHORTFALL = 20.0  # a soft goal missed by its whole amount
LARGEST_SHORTFALL = 20.0  # the worst of all goals missed by its whole amount
EXCESS = 20.0  # a soft limit passed by its whole amount
NO_FISH = 2.0  # a fish meal missing to the two of a week
NO_WISH = 3.0  # a time missing of a food wished for so many days a week
OVER_BUDGET = 0.5  # for each US$
NEW_FOOD = 0.5  # for each food more to buy than the user wants
# Goals that weigh more or less than 1.
GOAL_WEIGHTS: Mapping[str, float] = {"vit_d_ug": 0.5, "choline_mg": 0.5, "vit_k_ug": 0.5}
STORED = frozenset({"vit_a_rae_ug", "vit_d_ug", "vit_b12_ug"})  # kept for weeks: met over the horizon, not each day
# A portion costs its food's points times this share for being there and that share for each PORTION_KCAL it brings.
# A day's energy is fixed, so the second part favours no kind of food, and the first keeps the plate simple.
COST_OF_A_PORTION, COST_OF_ITS_ENERGY, PORTION_KCAL = 0.2, 0.8, 150.0
COST_OF_AN_UNUSUAL_SIZE = 0.15  # for a portion of twice the usual size, which is a third up its range
DISH_PORTIONS = 3  # a dish costs as much for being there as so many single foods
REPEAT_POINTS, REPEAT_DAYS = 0.3, 3  # of a usual portion, for each time it is eaten within so many days
TEMPLATE_REPEAT_POINTS = 0.6
NO_STAPLE = frozenset({"fat", "flavour", "milk", "bread"})  # roles whose foods are not called repeats
NO_DISH = 3.0  # a dinner that no lunch can follow, where leftovers are wanted
LEFTOVER = 0.3  # of the points of a dish that was cooked the evening before
FRUIT_AND_VEGETABLES = 400.0  # [g / day] WHO: Healthy diet, fact sheet 394; potatoes do not count


@dataclass(frozen=True, slots=True)
class Question:
    """Everything one day's model is asked.

    Foods, meals, templates, targets, locks, limits, ``days``, ``wished``, ``prices``, ``mean_of``, ``repeated`` and
    ``may_repeat`` make its rows, the rest only costs and bounds.
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
    days: int = 1  # of the horizon over which the STORED nutrients are met
    stored: Mapping[str, float] = field(default_factory=dict)  # [nutrient.unit] what other days have above their goal
    prices: Mapping[str, float] = field(default_factory=dict)  # [US$ / step] by food id, where a budget is set
    budget: float = 0.0  # [US$] what other days leave of it

    @property
    def frozen_meals(self) -> frozenset[str]:
        """Meals the user locked whole: what is in them is the user's decision."""
        return frozenset(lock.meal for lock in self.locks if lock.template is not None)


def size_of(food: Food, steps: float) -> float:
    """How much of its food's points a portion costs."""
    kcal = food.step_g * steps * food.amounts.get(nutrients.ENERGY, 0.0) / 100
    return COST_OF_A_PORTION * (DISH_PORTIONS if food.recipe else 1) + COST_OF_ITS_ENERGY * kcal / PORTION_KCAL


def unusual_points(food: Food, steps: float) -> float:
    """What a portion of another size than the usual one costs [penalty points]."""
    usual = food.usual_size
    return COST_OF_AN_UNUSUAL_SIZE * abs(steps - usual) / usual


def repeat_points(food: Food) -> float:
    """What it costs to eat a food twice within a few days [penalty points]; staples may be."""
    return REPEAT_POINTS * size_of(food, food.usual_size) if food.roles.isdisjoint(NO_STAPLE) else 0.0


def has_fish(food: Food) -> bool:
    """Whether a portion counts as one of the week's two fish meals."""
    return any(part.food.group == FISH_GROUP for part in food.made_of(1))


def plant_grams(food: Food) -> float:
    """What a step counts towards the day's fruit and vegetables [g]."""
    return sum(part.grams for part in food.made_of(1) if part.food.group in PLANT_GROUPS)


def goal_weight(nutrient: Nutrient) -> float:
    """What missing or passing a goal weighs, 1 for most, 0 for one that is not chased."""
    return GOAL_WEIGHTS.get(nutrient.key, 1.0) if nutrient.chased else 0.0
