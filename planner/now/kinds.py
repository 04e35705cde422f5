"""Kinds of food: what may stand in the place of what, read from planner/data/kinds.toml."""

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planner.foods.food import ROLES, Food
from planner.foods.usda import UsdaFood


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds by what says them: the role of a food, a WWEIA category of FNDDS, a food group of SR Legacy."""

    of_role: Mapping[str, frozenset[str]]
    of_code: Mapping[str, frozenset[str]]
    of_group: Mapping[str, frozenset[str]]


@cache
def read_kinds() -> Kinds:
    """The kinds the product ships.

    Raises:
        ValueError: if a role is unknown.
    """
    text = files("planner.data").joinpath("kinds.toml").read_text(encoding="utf-8")
    found: dict[str, dict[str, set[str]]] = {key: defaultdict(set) for key in ("roles", "wweia", "groups")}
    for entry in tomllib.loads(text)["kind"]:
        for key, places in found.items():
            for word in entry.get(key, ()):
                places[str(word)].add(entry["id"])
    if unknown := found["roles"].keys() - set(ROLES):
        raise ValueError(f"kinds.toml has unknown roles {sorted(unknown)}")
    role, code, group = ({word: frozenset(ids) for word, ids in places.items()} for places in found.values())
    return Kinds(role, code, group)


def kinds_of_food(food: Food) -> frozenset[str]:
    """The kinds of a food of the catalogue."""
    return frozenset[str]().union(*(read_kinds().of_role.get(role, frozenset()) for role in food.roles))


def kinds_of_usda(food: UsdaFood) -> frozenset[str]:
    """The kinds of a food of the USDA tables; none where its category says nothing clear."""
    kinds = read_kinds()
    return kinds.of_code.get(food.code) or kinds.of_group.get(food.category, frozenset())
