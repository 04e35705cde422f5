"""Plans made without solving: random ones of real foods, and small ones of made-up foods."""

import random
from collections.abc import Sequence

from planner.foods.catalogue import Catalogue
from planner.foods.food import FROM_THE_TAP, Food
from planner.foods.meals import read_templates
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.bought import Bought, bought_from_text

TEMPLATES = read_templates()
HOSTILE = (
    '<b>Bold</b> <img src="file:///etc/passwd">',
    '=HYPERLINK("http://x.invalid";"press")',
    "+1+1",
    "-2+3",
    "@SUM(A1:A9)",
    "\tTab first",
    "\rReturn first",
    "Quoted \"twice\" and 'once'",
    "Two\nlines",
    "Back\\slash; semicolon, \\n",
    "שלום עולם",
    "豆腐と玄米",
    "\u202eturned",
    "# 1. *star* [x](http://y) | `code`",
    "x" * 300,
)


def plan_of(*days: Sequence[tuple[Food, int]]) -> Plan:
    """A plan of breakfasts: foods and steps by day."""
    return Plan(
        tuple(
            Day(number, (Meal("breakfast", "porridge", tuple(Portion("base", food, steps) for food, steps in foods)),))
            for number, foods in enumerate(days, start=1)
        )
    )


def random_plan(catalogue: Catalogue, seed: int, days: int | None = None) -> Plan:
    """Any foods and dishes in any meals, in portions of their own: no plan anybody would eat."""
    chance = random.Random(seed)
    foods = [food for food in catalogue if FROM_THE_TAP not in food.flags]
    made = []
    for number in range(1, (days or chance.randint(1, 7)) + 1):
        meals = []
        for time in TEMPLATES.meals:
            template = chance.choice(TEMPLATES.for_meal(time.id))
            chosen = chance.sample(foods, chance.randint(1, 5))
            portions = tuple(
                Portion(template.slots[0].id, food, chance.randint(food.min_steps, food.max_steps)) for food in chosen
            )
            meals.append(Meal(time.id, template.id, portions))
        made.append(Day(number, tuple(meals)))
    return Plan(tuple(made))


def bought_of(*lines: str) -> dict[str, Bought]:
    """Rows of bought.csv from ``food, bought, aisle, storage, factor, pack US, g, pack metric, g, price``."""
    head = (
        "food,bought,aisle,storage,bought_g_per_eaten_g,pack_us,pack_us_g,pack_metric,pack_metric_g,usd_per_100g_eaten"
        ",group,price_basis"
    )
    rows = [",".join([*(cell.strip() for cell in line.split(",")), "Any", "table"]) for line in lines]
    return dict(bought_from_text("\n".join([head, *rows]) + "\n"))
