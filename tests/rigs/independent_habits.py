"""What the habits cost on one day, stated a second time: the points of docs/model.md, the figures of the data files."""

import csv
import io
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Mapping

from planner.foods.food import Food
from tests.rigs.independent import DATA, Program, Statement, Terms, parts_of

A_MINUTE, A_DISH, A_THING, A_DOLLAR_OF_A_SHARE = 0.5, 4.0, 2.0, 0.5  # [points] each that is too much
LASTING_GROUPS = frozenset({"Herbs and condiments", "Oils and fats"})  # where they keep in a cupboard
EATEN_AGAIN = "leftovers"  # the kind of lunch that was cooked the evening before
WEEK = 7  # [days] of a budget


def habit_points(statement: Statement, program: Program, cost: Terms) -> None:
    """Adds the rows of minutes, cooked dishes, things to buy and a budget of a one-day document without a date."""
    habits = statement.document.habits
    work: Terms = {}
    dishes: Terms = {}
    for place, food, has, _ in statement.held(1):
        if food.recipe is not None and place.template != EATEN_AGAIN:
            work[has] = float(food.recipe.minutes)
            if _is_cooked(food):
                dishes[has] = 1.0
    if habits.minutes is not None:
        _at_most(program, cost, "minutes", work, habits.minutes, A_MINUTE)
    if habits.most_cooked is not None:
        _at_most(program, cost, "dishes to cook", dishes, habits.most_cooked, A_DISH)
    if habits.most_foods is not None:
        _at_most(program, cost, "things to buy", _things(statement, program), habits.most_foods, A_THING)
    if habits.budget is not None:
        _at_most(program, cost, "budget", _spent(statement), habits.budget / WEEK, A_DOLLAR_OF_A_SHARE)


def _at_most(program: Program, cost: Terms, name: str, terms: Terms, most: float, points: float) -> None:
    over = program.column(0, math.inf, False)
    program.row(f"{name} at most", {**terms, over: -1.0}, most=most)
    cost[over] = points


def _things(statement: Statement, program: Program) -> Terms:
    """A column for each thing that is bought, one where any portion needs it."""
    table = _table()
    bought: dict[str, int] = {}
    for _, food, has, _ in statement.held(1):
        for part, _ in parts_of(food):
            row = table.get(part.id)
            lasts = part.group in LASTING_GROUPS and row is not None and row["storage"] == "pantry"
            if part.recipe is not None or part.id == "water" or lasts:
                continue
            name = part.id if row is None else row["bought"].casefold()
            if name not in bought:
                bought[name] = program.column(0, 1, False)
            program.row(f"{name} for {food.id}", {bought[name]: 1.0, has: -1.0}, least=0)
    return dict.fromkeys(bought.values(), 1.0)


def _spent(statement: Statement) -> Terms:
    """What a step in each place costs as it is eaten [US$]."""
    table = _table()
    spent: Terms = defaultdict(float)
    for _, food, _, steps in statement.held(1):
        for part, count in parts_of(food):
            if part.recipe is None and part.id != "water":
                spent[steps] += count * part.step_g * float(table[part.id]["usd_per_100g_eaten"]) / 100
    return dict(spent)


def _is_cooked(food: Food) -> bool:
    """Whether a word of the dish's method says that it is boiled, fried or baked."""
    words = tomllib.loads((DATA / "kitchen.toml").read_text(encoding="utf-8"))["cooked"]
    said = " ".join(food.recipe.method if food.recipe is not None else ()).casefold()
    return any(re.search(rf"(?<!\w){re.escape(word.casefold())}(?!\w)", said) for word in words)


def _table() -> Mapping[str, Mapping[str, str]]:
    text = (DATA / "bought.csv").read_text(encoding="utf-8")
    return {row["food"]: row for row in csv.DictReader(io.StringIO(text))}
