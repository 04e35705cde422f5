"""Usual days as people might eat them, made of FNDDS's portions by a seeded generator that follows meal patterns."""

import random
from collections import defaultdict
from functools import cache

from planner.document.usual_days import UsualDay, UsualEntry
from planner.foods.usda import FNDDS, UNSPECIFIED, read_usda

# What a meal is made of, one WWEIA category of each group; what is in brackets is there on half of the days.
PATTERNS: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {
    "breakfast": (
        (("4602", "4604", "4802"), ("1002", "1004", "1008"), ("7302", "7304", "7002")),
        (("4202", "4206"), ("8002", "1602", "8006"), ("7302", "7304")),
        (("2502",), ("2604", "2608"), ("4202",), ("7002", "7302")),
    ),
    "lunch": (
        (("3702", "3704", "3740", "3730"), ("6804", "5002"), ("7202", "7102")),
        (("3602",), ("7202", "7802")),
        (("3804", "3806"), ("4204",), ("6002", "6004")),
    ),
    "dinner": (
        (("2202", "2004", "2402"), ("6802", "6806", "4002"), ("6407", "6420", "6416"), ("7204", "7502", "7704")),
        (("3204", "3202", "3002"), ("6410",), ("8012",)),
        (("3502", "3404"), ("4002",), ("7202",)),
    ),
    "snack": ((("5504", "5802", "5702"),), (("5002", "5004", "5008"),), (("6004", "6012", "1820"),)),
}


@cache
def _by_category() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for named in read_usda().names():
        if named.id.startswith(FNDDS):
            found[named.code].append(named.id)
    return {code: tuple(ids) for code, ids in found.items()}


def usual_day(seed: int) -> UsualDay:
    """One usual day of this seed, of three or four meals."""
    chance = random.Random(seed)
    day = []
    for meal, patterns in PATTERNS.items():
        for codes in chance.choice(patterns):
            food = read_usda()[chance.choice(_by_category()[chance.choice(codes)])]
            usual = [each.grams for each in food.measures if each.name == UNSPECIFIED]
            portions = [each.grams for each in food.measures if 15 <= each.grams <= 400] or [100.0]
            day.append(UsualEntry(meal, food.id, usual[0] if usual else chance.choice(portions)))
    return tuple(day)
