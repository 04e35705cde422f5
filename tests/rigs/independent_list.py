"""What the shopping list of a plan costs at least, stated a second time for SciPy, from bought.csv alone.

Two answers frame what a week can be bought for. ``least_spent`` is below the bill of every plan: the mean day of any
week keeps the rows of one day, and pays here the cheapest price of each thing, for what it eats of it. ``cheap_week``
is a plan, of two days in turn over a few cheap foods with whole packs; it need not be the cheapest one.
"""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from planner.document.document import Document
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.needs.targets import Targets
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.rigs.independent import DATA, WEEK, Statement, Terms, allowed, parts_of, state

LASTING = ("Oils and condiments", "Herbs and spices")  # the aisles of what is used by the spoonful


@dataclass(frozen=True, slots=True)
class Sold:
    """One thing of the shop."""

    pack: float  # [g], 0 where what is used counts
    usd: float  # [US$ / g], the cheapest of its foods


@dataclass(frozen=True, slots=True)
class Shop:
    """What is bought for foods, by the words of bought.csv."""

    form: Mapping[str, str]  # by food id
    per_eaten: Mapping[str, float]  # [g bought / g eaten] by food id
    sold: Mapping[str, Sold]  # by form

    def grams(self, food: Food) -> Iterator[tuple[str, float]]:
        """What a step of a food needs of each form [g bought]."""
        parts = [(part, count) for part, count in parts_of(food) if not part.recipe]
        for part, count in parts:
            if part.id != "water":  # from the tap
                yield self.form[part.id], count * part.step_g * self.per_eaten[part.id]


def read_shop() -> Shop:
    """bought.csv, read once more."""
    rows = list(csv.DictReader(io.StringIO((DATA / "bought.csv").read_text(encoding="utf-8"))))
    form = {row["food"]: row["bought"].casefold() for row in rows}
    factor = {row["food"]: float(row["bought_g_per_eaten_g"]) for row in rows}
    usd: dict[str, float] = defaultdict(lambda: math.inf)
    pack: dict[str, float] = {}
    for row in rows:
        name = form[row["food"]]
        usd[name] = min(usd[name], float(row["usd_per_100g_eaten"]) / 100 / factor[row["food"]])
        used = row["storage"] == "pantry" and row["aisle"] in LASTING
        pack.setdefault(name, 0.0 if used else float(row["pack_us_g"]))
    return Shop(form, factor, {name: Sold(pack[name], usd[name]) for name in pack})


def least_spent(document: Document, foods: Iterable[Food], targets: Targets, templates: Templates) -> float:
    """What a week's list costs at least [US$]; infinite where there is no day at all.

    It is the linear relaxation of the mean day, which eats of no food more than a seventh of a week's maximum.
    """
    statement, shop = state(replace(document, days=1, locks=()), foods, targets, templates), read_shop()
    eaten: dict[Food, Terms] = defaultdict(lambda: defaultdict(float))
    cost: Terms = defaultdict(float)
    for _, food, _, steps in statement.held(1):
        for part, count in parts_of(food):
            eaten[part][steps] += count
        cost[steps] += sum(grams * shop.sold[form].usd for form, grams in shop.grams(food))
    for food, terms in eaten.items():
        statement.program.row(f"{food.id} in the mean", terms, most=food.weekly_max / WEEK)
    statement.program.whole = [False] * len(statement.program.whole)
    found = statement.program.solve(dict(cost), 300.0)
    return math.inf if found is None else WEEK * found[0]


def cheap_week(
    document: Document, foods: Iterable[Food], targets: Targets, templates: Templates, budget: float, seconds: float
) -> Plan | None:
    """A week within a budget; None where none was found, which proves nothing. It is two days in turn."""
    shop = read_shop()
    statement = state(document, cheapest(document, foods, shop), targets, templates)
    program = statement.program
    again = [
        *((key[0], column, (key[0] - 2, *key[1:])) for key, column in statement.follows.items()),
    ]
    for day, column, key in again:
        if day > 2:
            program.row(f"day {day} again {key}", {column: 1.0, statement.follows[key]: -1.0}, 0, 0)
    for columns in (statement.has, statement.steps):
        for (place, food), column in columns.items():
            if place.day > 2:
                first = columns[replace(place, day=place.day - 2), food]
                program.row(f"{place} {food} again", {column: 1.0, first: -1.0}, 0, 0)
    need: dict[str, Terms] = defaultdict(lambda: defaultdict(float))
    for day in statement.days:
        for _, food, _, steps in statement.held(day):
            for form, grams in shop.grams(food):
                need[form][steps] += grams
    bill: Terms = {}
    for form, terms in need.items():
        sold = shop.sold[form]
        packs = program.column(0, 50 if sold.pack else 1e6, bool(sold.pack))
        size = sold.pack or 1.0
        program.row(f"packs of {form}", {**terms, packs: -size}, most=0)
        bill[packs] = size * sold.usd
    point = _any_point(statement, bill, seconds)
    return None if point is None else _plan(statement, point)


def cheapest(document: Document, foods: Iterable[Food], shop: Shop, each: int = 4) -> list[Food]:
    """Of each role the foods that bring energy, protein and magnesium for the least money."""
    chosen: dict[str, Food] = {}
    may = [food for food in foods if allowed(document, food) and not food.recipe and food.weekly_max >= 4]
    for role in sorted({role for food in may for role in food.roles}):
        for worth in ("energy_kcal", "magnesium_mg", "protein_g"):
            amounts = {
                food: next((amount for nutrient, amount in food.amounts.items() if nutrient.key == worth), 0.0)
                for food in may
                if role in food.roles
            }
            usd = {
                food: sum(grams * shop.sold[form].usd for form, grams in shop.grams(food)) / food.step_g
                for food in amounts
            }
            ranked = sorted(amounts, key=lambda food: (-(amounts[food] + 1e-3) / (usd[food] + 1e-6), food.id))
            chosen |= {food.id: food for food in ranked[:each]}
    return list(chosen.values())


def _any_point(statement: Statement, bill: Terms, seconds: float) -> list[float] | None:
    program = statement.program
    costs = np.zeros(len(program.low))
    costs[list(bill)] = list(bill.values())
    found = milp(
        costs,
        constraints=LinearConstraint(*program._matrix()),
        integrality=np.array(program.whole, dtype=int),
        bounds=Bounds(program.low, program.high),
        options={"mip_rel_gap": 0.3, "time_limit": seconds},
    )
    return None if found.x is None else [float(value) for value in found.x]


def _plan(statement: Statement, point: list[float]) -> Plan:
    by_id = {food.id: food for food in statement.foods}
    days = []
    for number in statement.days:
        meals = []
        for meal in statement.meals:
            followed = next(
                template
                for (day, name, template), column in statement.follows.items()
                if (day, name) == (number, meal.id) and point[column] > 0.5
            )
            portions = tuple(
                Portion(place.slot, by_id[food], round(point[statement.steps[place, food]]))
                for (place, food), column in statement.has.items()
                if (place.day, place.meal, place.template) == (number, meal.id, followed) and point[column] > 0.5
            )
            meals.append(Meal(meal.id, followed, portions))
        days.append(Day(number, tuple(meals)))
    return Plan(tuple(days))
