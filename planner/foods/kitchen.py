"""What a food asks of the kitchen: an oven, a hob, or nothing but a bowl."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from planner.foods.food import Food


def needs_oven(food: Food) -> bool:
    """Whether a food or dish is made in an oven; of an own dish its method says so, in words that are known."""
    known = _kitchen()
    if food.id in known["oven"]:
        return True
    method = food.recipe.method if food.own and food.recipe is not None else ()
    return any(_words().search(step) for step in method)


def needs_cooking(food: Food) -> bool:
    """Whether a dish is boiled, fried or baked, as its method says in words that are known; a food is bought as eaten.

    Nobody knows it of an own dish without a method: it is taken to be cooked.
    """
    if food.recipe is None:
        return False
    return (food.own and not food.recipe.method) or _is_cooked(food.recipe.method)


@cache
def _is_cooked(method: tuple[str, ...]) -> bool:
    words = re.compile(rf"\b(?:{'|'.join(map(re.escape, _kitchen()['cooked']))})\b", re.IGNORECASE)
    return any(words.search(step) for step in method)


@cache
def _kitchen() -> Mapping[str, Any]:
    return tomllib.loads(files("planner").joinpath("data", "kitchen.toml").read_text(encoding="utf-8"))


@cache
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, _kitchen()['words']))})", re.IGNORECASE)
