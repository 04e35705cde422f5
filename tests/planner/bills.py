"""What a plan's shopping costs, counted from bought.csv alone."""

import csv
import io
import math
from collections import defaultdict
from pathlib import Path

import planner
from planner.plan.plan import Plan

BOUGHT_CSV = Path(planner.__file__).parent / "data" / "bought.csv"
LASTING = ("Oils and condiments", "Herbs and spices")  # the aisles of what is used by the spoonful


def bill_of(plan: Plan) -> float:
    """[US$] in whole US packs; of what keeps in the cupboard in the aisles of oils and spices, what is used."""
    table = {row["food"]: row for row in csv.DictReader(io.StringIO(BOUGHT_CSV.read_text(encoding="utf-8")))}
    need: dict[str, list[tuple[float, float, bool]]] = defaultdict(list)
    for portion in (portion for day in plan.days for portion in day.eaten):
        for part in portion.food.made_of(portion.steps):
            if part.food.id == "water":  # from the tap
                continue
            row = table[part.food.id]
            factor = float(row["bought_g_per_eaten_g"])
            price = float(row["usd_per_100g_eaten"]) / 100 / factor
            need[row["bought"].casefold()].append((part.grams * factor, price, row["price_basis"] == "table"))
    first = {row["bought"].casefold(): row for row in reversed(list(table.values()))}
    cost = 0.0
    for form, parts in need.items():
        known = [part for part in parts if part[2]] or parts
        mean = sum(grams * price for grams, price, _ in known) / sum(grams for grams, _, _ in known)
        row, size = first[form], float(first[form]["pack_us_g"])
        packs = sum(grams for grams, _, _ in parts) / size
        used = row["storage"] == "pantry" and row["aisle"] in LASTING
        cost += mean * size * (packs if used else math.ceil(packs - 1e-9))
    return cost
