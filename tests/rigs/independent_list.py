"""What the shopping list of a week costs, stated a second time for SciPy, from bought.csv alone.

Two answers frame what a week can be bought for. ``least_spent`` is below the bill of every plan: the mean day of any
week keeps the rows of one day, and pays here the cheapest price of each thing, for what it eats of it. ``cheap_week``
is a plan: two days in turn, over a few cheap foods, in whole packs. It has the hard rules alone and no goals.
"""

import csv
import io
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.document.document import Document
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY
from planner.needs.targets import Targets
from planner.plan.plan import WEEK, Day, Meal, Plan, Portion
from tests.rigs.independent import DATA, Program, Statement, Terms, allowed, parts_of, state

LASTING = ("Oils and condiments", "Herbs and spices")  # the aisles of what is used by the spoonful
IN_TURN = 2  # [days] of a cheap week that differ
OFTEN = 4  # [steps / week] a food of a cheap week may be eaten so often at least
WORTH = tuple(BY_KEY[key] for key in ("energy_kcal", "magnesium_mg", "protein_g"))  # what cheap foods bring much of
MOST_PACKS = 50


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
        for part, count in parts_of(food):
            if not part.recipe and part.id in self.form and part.id != "water":  # water is from the tap
                yield self.form[part.id], count * part.step_g * self.per_eaten[part.id]

    def usd(self, food: Food) -> float:
        """What a step of a food costs at least [US$]."""
        return sum(grams * self.sold[form].usd for form, grams in self.grams(food))


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
    program = statement.program
    eaten: dict[Food, Terms] = defaultdict(lambda: defaultdict(float))
    cost: Terms = defaultdict(float)
    for _, food, _, steps in statement.held(1):
        cost[steps] += shop.usd(food)
        for part, count in parts_of(food):
            eaten[part][steps] += count
    for food, terms in eaten.items():
        program.row(f"{food.id} in the mean", terms, most=food.weekly_max / WEEK)
    relaxed = Program(program.low, program.high, [False] * len(program.whole), program.rows)
    found = relaxed.solve(dict(cost), 300.0)
    return math.inf if found is None else WEEK * found[0]


def cheap_week(
    document: Document, foods: Iterable[Food], targets: Targets, templates: Templates, seconds: float
) -> Plan | None:
    """A week that keeps all rules and costs little; None where none was found, which proves nothing."""
    shop = read_shop()
    statement = state(document, cheap_foods(document, foods, shop), targets, templates)
    program = statement.program
    for (day, meal, template), use in statement.follows.items():
        if day > IN_TURN:
            first = statement.follows[day - IN_TURN, meal, template]
            program.row(f"day {day}: {meal} as before", {use: 1.0, first: -1.0}, 0, 0)
    for columns in (statement.has, statement.steps):
        for (place, food_id), column in columns.items():
            if place.day > IN_TURN:
                first = columns[replace(place, day=place.day - IN_TURN), food_id]
                program.row(f"{place}: {food_id} as before", {column: 1.0, first: -1.0}, 0, 0)
    point = _cheapest(program, _bill(statement, shop), seconds)
    return None if point is None else _plan(statement, point)


def cheap_foods(document: Document, foods: Iterable[Food], shop: Shop, each: int = 4) -> list[Food]:
    """Of each role the foods that bring most for their price; dishes are left out, because they need so many things."""
    may = [food for food in foods if allowed(document, food) and not food.recipe and food.weekly_max >= OFTEN]
    chosen: dict[str, Food] = {}
    for role in sorted({role for food in may for role in food.roles}):
        of_role = [food for food in may if role in food.roles]
        for nutrient in WORTH:

            def by_price(food: Food, nutrient: object = nutrient) -> tuple[float, str]:
                amount = next((amount for each, amount in food.amounts.items() if each is nutrient), 0.0)
                return -(amount * food.step_g + 1e-3) / (shop.usd(food) + 1e-6), food.id

            chosen |= {food.id: food for food in sorted(of_role, key=by_price)[:each]}
    return list(chosen.values())


def _bill(statement: Statement, shop: Shop) -> Terms:
    """Whole packs of each thing, as columns, with what they cost."""
    need: dict[str, Terms] = defaultdict(lambda: defaultdict(float))
    for day in statement.days:
        for _, food, _, steps in statement.held(day):
            for form, grams in shop.grams(food):
                need[form][steps] += grams
    bill: Terms = {}
    for form, terms in need.items():
        sold = shop.sold[form]
        size = sold.pack or 1.0
        packs = statement.program.column(0, MOST_PACKS if sold.pack else math.inf, bool(sold.pack))
        statement.program.row(f"packs of {form}", {**terms, packs: -size}, most=0)
        bill[packs] = size * sold.usd
    return bill


def _cheapest(program: Program, bill: Terms, seconds: float) -> list[float] | None:
    found = program.asked(bill, seconds, gap=0.3)
    return None if found.x is None else [float(value) for value in found.x]


def _plan(statement: Statement, point: list[float]) -> Plan:
    by_id = {food.id: food for food in statement.foods}
    followed = {key[:2]: key[2] for key, use in statement.follows.items() if point[use] > 0.5}
    portions: dict[tuple[int, str], list[Portion]] = defaultdict(list)
    for (place, food_id), has in statement.has.items():
        if point[has] > 0.5 and followed[place.day, place.meal] == place.template:
            steps = round(point[statement.steps[place, food_id]])
            portions[place.day, place.meal].append(Portion(place.slot, by_id[food_id], steps))

    def meal(day: int, name: str) -> Meal:
        return Meal(name, followed[day, name], tuple(portions[day, name]))

    return Plan(tuple(Day(day, tuple(meal(day, each.id) for each in statement.meals)) for day in statement.days))
