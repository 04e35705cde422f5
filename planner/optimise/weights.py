"""The weights of the objective [penalty points]; docs/model.md shows them as a table and says why."""

import zlib
from collections.abc import Mapping

from planner.document.document import FINE, LIKE, LOVE, NEVER, RARELY
from planner.foods import nutrients
from planner.foods.food import AWAY, Food
from planner.foods.nutrients import Nutrient
from planner.optimise.tolerance import Tolerance

# The weights of the objective [penalty points]; docs/model.md shows them as a table and says why.
SHORTFALL = 20.0  # a soft goal missed by its whole amount
LARGEST_SHORTFALL = 20.0  # the worst of all goals missed by its whole amount
EXCESS = 20.0  # a soft limit passed by its whole amount
NO_FISH = 2.0  # a fish meal missing to the two of a week
# A time missing of a food wished for so many days a week. With half of it, a pot of yogurt was on none of two days: the
# meal it makes was that much dearer than the one it displaced.
NO_WISH = 6.0
# A budget that the list of a week or more passes at all, and each US$ above it, at the price level of the table. With a
# third of it lists of US$ 60 cost 65 to 82, with half of it and nothing for passing it at all, many ended cents above.
BUDGET_PASSED, OVER_BUDGET = 8.0, 6.0
# The same for what a day is asked, where two portions that open one pack both pay for it: with more, days turn away
# from packs that others would use up, and lists get dearer.
ASKED_OVER_BUDGET = 3.0
OVER_SHARE = 0.5  # of fewer days only what is eaten can be compared with a share of the budget, which is no bill
# For each US$ on the list of whole weeks. It is what makes a plan use up the packs it opens; with twice as much, food
# is chosen by its price.
LIST_PRICE = 0.05
NEW_FOOD = 2.0  # for each thing more to buy than the user wants; with half of it, 33 to 36 where 30 were wanted
OVER_COOKED = 4.0  # for each dish that is cooked on a day beyond those wanted
OVER_MINUTES = 0.5  # for each minute of work more than there is; with 0.2 a weekday in thirty had a longer recipe

# Goals that weigh more or less than 1.
GOAL_WEIGHTS: Mapping[str, float] = {"vit_d_ug": 0.5, "choline_mg": 0.5, "vit_k_ug": 0.5}
# Met over the days of a plan instead of on each: what the body keeps for weeks (vitamins A, D, B12 and E), and
# choline, which few adults reach on any day.
OVER_DAYS = frozenset({"vit_a_rae_ug", "vit_d_ug", "vit_b12_ug", "vit_e_mg", "choline_mg"})
OFF_ENERGY = 20.0  # of a day's energy its whole centre away from it

# A portion costs its food's points times this share for being there and that share for each PORTION_KCAL it brings.
# A day's energy is fixed, so the second part favours no kind of food, and the first keeps the plate simple.
COST_OF_A_PORTION, COST_OF_ITS_ENERGY, PORTION_KCAL = 0.2, 0.8, 150.0
COST_OF_AN_UNUSUAL_SIZE = 0.15  # for a portion of twice the usual size, which is a third up its range
DISH_PORTIONS = 3  # a dish costs as much for being there as so many single foods
REPEAT_POINTS, REPEAT_DAYS = 0.3, 3  # of a usual portion, for each time it is eaten within so many days
TEMPLATE_REPEAT_POINTS = 0.6
SAME_SNACK = 1.0  # for each snack of a day of a template that another one of it has; without it three were of yogurt
STAPLES = frozenset({"fat", "flavour", "milk", "bread", AWAY})  # roles whose foods are not called repeats
NO_DISH = 3.0  # a dinner that no lunch can follow, where leftovers are wanted
LEFTOVER = 0.3  # of the points of a dish that was cooked the evening before
FRUIT_AND_VEGETABLES = 400.0  # [g / day] WHO: Healthy diet, fact sheet 394; potatoes do not count


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
    return REPEAT_POINTS * size_of(food, food.usual_size) if food.roles.isdisjoint(STAPLES) else 0.0


def goal_weight(nutrient: Nutrient) -> float:
    """What missing or passing a goal weighs, 1 for most, 0 for one that is not chased."""
    return GOAL_WEIGHTS.get(nutrient.key, 1.0) if nutrient.chased else 0.0


# Points of a usual portion by taste, and what is added for foods that are eaten less often, unless they are loved: a
# staple is what most people have at home. The tie-break tells any two foods apart: equal plans cost the solver time.
TASTE_POINTS: Mapping[str, float] = {LOVE: 0.0, LIKE: 0.25, FINE: 0.5, RARELY: 2.0}
FAMILIARITY_POINTS: Mapping[int, float] = {1: 0.0, 2: 0.3, 3: 1.5}
TIE_BREAK = 0.1
FLAVOUR = frozenset({"flavour"})  # herbs, spices, garlic and lemon are free: their kinds of meal need them
# What a food may cost more in one document than in another that is the same but for its seed. With less, two people
# who say the same eat the same; with more, goals are missed for it.
OWN_WAY = 0.6
OUT_OF_SEASON = 1.0  # of fresh fruit and vegetables: as much as two steps of familiarity


def points(food: Food, taste: str, seed: int, own_seed: int = 0, out: bool = False) -> float:
    """The penalty points of a usual portion, smaller for a better taste; of what is liked or loved, whatever the food.

    ``seed`` is that of the search, ``own_seed`` the document's; ``out`` says whether the food is out of season.
    """
    tie = TIE_BREAK * _chance(f"{seed}:{food.id}")
    if own_seed:
        tie += OWN_WAY * _chance(f"own {own_seed}:{food.id}")
    if taste == NEVER:
        return 0.0  # it is banned, not dear
    if taste == LOVE:
        return tie / 10
    if food.roles == FLAVOUR and taste != RARELY:
        return tie / 10
    extra = tie + (OUT_OF_SEASON if out else 0.0)
    if taste == LIKE:
        return TASTE_POINTS[taste] + extra / 2  # who likes a food knows it
    return TASTE_POINTS[taste] + extra + FAMILIARITY_POINTS[food.familiarity]


def _chance(text: str) -> float:
    """A number from 0 to below 1 that is always the same for a text."""
    return zlib.crc32(text.encode()) % 1000 / 1000


# [penalty points / usual portion] Where a person's meal has to change, what is on the table goes first, then what is
# bought anyway. With the portion sizes alone to choose, every food of the day is on the table.
ON_THE_TABLE, NOT_BOUGHT = -2.0, 2.0
A_CHANGED_MEAL, A_MEAL_ALONE = 30.0, 150.0  # [penalty points] above what a change can gain in goals and tastes


# Half a preference point is as close as two plans can be told apart; the first distance of the reduced-cost
# fixing was measured (docs/model.md).
TOLERANCE = Tolerance(absolute=0.5, distance=0.05, columns=1500, nodes=150)
ONE_OF_MANY = Tolerance(absolute=0.8, distance=0.05, columns=500, nodes=150)
CLOSE_ENOUGH = 0.05  # of the bound

# For the best way to plan one meal beside the others.
NEAR_TOLERANCE = Tolerance(absolute=0.25, distance=0.05, columns=400, nodes=50)
TWO_MEALS = Tolerance(absolute=0.8, distance=0.05, columns=300, nodes=10)
QUICK = Tolerance(absolute=1.0, distance=0.1, columns=300, nodes=20)  # for a day of templates already chosen
WORTH_A_CHANGE = 0.1  # [penalty points] a re-plan that gains less leaves the day as it is
# An edited day that is at most this far above its bound is shown at once; a smaller figure makes clicks slower.
GOOD_ENOUGH = 1.5  # [penalty points]
# Up to this many points above GOOD_ENOUGH we show the day rather than re-plan a second meal.
ALMOST = 1.5  # [penalty points]
WORTH_A_LOVE = 1.0  # [penalty points / day] that a food liked better now may cost to be in the plan at once
