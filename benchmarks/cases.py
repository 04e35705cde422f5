"""What is measured with: seeded documents, and catalogues larger than ours."""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from planner.document.document import LIKE, LOVE, NEVER, RARELY, Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.vocabulary import DIETS
from planner.needs.profile import ACTIVITIES, SEXES, Profile

FOODS = Path(__file__).parent.parent / "foods.csv"
SEED = 20261122
BEST: Mapping[int, float] = {}  # [penalty points] of the best week of a document, from ``--best``
JITTER = 0.1  # how far the amounts of a made-up food are from those of the one it is made of


def documents(catalogue: Catalogue, count: int) -> Iterator[Document]:
    """Seeded documents: varied tastes, none, plant-based, many exclusions."""
    chance = random.Random(SEED)
    foods = sorted(catalogue.foods)
    for number in range(count):
        tastes = {
            food: chance.choice((NEVER, RARELY, LIKE, LOVE)) for food in chance.sample(foods, (0, 30, 80)[number % 3])
        }
        profile = Profile(
            sex=chance.choice(SEXES),
            age_years=chance.randint(19, 80),
            height_cm=chance.randint(155, 190),
            weight_kg=chance.randint(55, 95),
            activity=chance.choice(ACTIVITIES),
            diet=DIETS[number % len(DIETS)],
        )
        yield Document(profile=profile, tastes=tastes)


def larger(catalogue: Catalogue, count: int) -> Catalogue:
    """A catalogue of so many foods and the dishes: ours, and foods like them with amounts a little off."""
    chance = random.Random(SEED)
    plain = [food for food in catalogue if food.recipe is None]
    foods = dict(catalogue.foods)
    number = 0
    while len(foods) < count:
        foods |= {made.id: made for made in [_like(plain[number % len(plain)], number, chance)]}
        number += 1
    return Catalogue(foods)


def _like(food: Food, number: int, chance: random.Random) -> Food:
    amounts = {nutrient: amount * chance.uniform(1 - JITTER, 1 + JITTER) for nutrient, amount in food.amounts.items()}
    return replace(food, id=f"{food.id}_{number}", name=f"{food.name} {number}", amounts=amounts)


def share_of(values: Sequence[float], share: float) -> float:
    """The value that this share of all do not exceed."""
    return sorted(values)[math.ceil(share * len(values)) - 1]
