"""A food of the USDA tables as a food of one's own: its kind, portion and limits proposed, the user's to change.

Nobody knows its allergens and who may eat it, so it is proposed as having all of them and as food of people who eat
meat: that can leave it out of a plan, and never lets it in wrongly.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.foods.food import UNKNOWN_MERCURY, household
from planner.foods.nutrients import DERIVED, ENERGY
from planner.foods.usda import UNSPECIFIED, UsdaFood
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.language.numbers import figure
from planner.language.phrases import inside
from planner.language.translate import _
from planner.own.food import MOST_NAME, PER_100_G, US, OwnFood, folded, tidy
from planner.own.kinds import BY_WORD, Kind

NEW_ID = "own_new"  # until it is kept
USUAL_G = 100.0  # [g] of a portion where nothing says more
# [g] of a portion where the table has no usual amount, as SR Legacy: FDA's reference amounts customarily consumed,
# 21 CFR 101.12 (b), 2016; of drinks and soups 1 ml is taken as 1 g.
REFERENCE_G: Mapping[str, float] = {
    "bread": 50.0,
    "cracker": 30.0,
    "cereal": 40.0,
    "porridge": 240.0,
    "yogurt": 170.0,
    "milk": 240.0,
    "cheese": 30.0,
    "egg": 50.0,
    "fruit": 140.0,
    "dried_fruit": 40.0,
    "vegetable": 85.0,
    "raw_vegetable": 85.0,
    "grain": 140.0,
    "pasta": 140.0,
    "legume": 90.0,
    "plant_protein": 85.0,
    "nuts": 30.0,
    "seeds": 30.0,
    "nut_butter": 32.0,
    "fish": 85.0,
    "meat": 85.0,
    "cold_cut": 55.0,
    "soup": 245.0,
    "dressing": 30.0,
    "fat": 14.0,
    "drink": 360.0,
}
MEAL_KCAL, MEAL_G = 500.0, 600.0  # of one food in one meal, from two portions on; more is not proposed
NEAR = 1.1  # a household measure is taken as the portion up to so many times the usual amount, or as small a part of it

_MEASURE = re.compile(r"(\d+(?:\.\d+)?) ([a-z]+)(?:,| \(|$).*")


@dataclass(frozen=True, slots=True)
class _Row:
    kind: Kind
    places: frozenset[str]  # WWEIA categories and food groups
    words: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, food: UsdaFood) -> bool:
        name = food.name.lower()
        here = (food.code or food.category) in self.places
        asked = not self.words or any(word in name for word in self.words)
        return here and asked and not any(word in name for word in self.without)


@dataclass(frozen=True, slots=True)
class _Table:
    """What ``data/own_kinds.toml`` says."""

    rows: tuple[_Row, ...]
    never: frozenset[str]  # WWEIA categories that are never planned
    measures: frozenset[str]  # a number can stand before them


@cache
def _table() -> _Table:
    read = tomllib.loads(files("planner.data").joinpath("own_kinds.toml").read_text(encoding="utf-8"))
    rows = [
        _Row(
            BY_WORD[row["id"]],
            frozenset(map(str, (*row.get("wweia", ()), *row.get("groups", ())))),
            tuple(row.get("words", ())),
            tuple(row.get("not", ())),
        )
        for row in read["kind"]
    ]
    return _Table(tuple(rows), frozenset(map(str, read["never_wweia"])), frozenset(read["measures"]))


def is_never_planned(food: UsdaFood) -> bool:
    """Whether it is alcohol or an energy drink."""
    return food.code in _table().never


def proposed_kind(food: UsdaFood) -> Kind | None:
    """The kind of own food its category stands for; None where that is not clear."""
    return next((row.kind for row in _table().rows if row.fits(food)), None)


def proposed(food: UsdaFood, usual_g: float | None = None) -> OwnFood:
    """The own food that is proposed; ``usual_g`` is what the user eats of it [g]. Without a kind its group is empty.

    A figure that is known to be too low is left out: an own food cannot say "at least" of it.
    """
    kind = proposed_kind(food) or Kind("", "", "", frozenset())
    step, measure, step_g = _portion(food, usual_g, REFERENCE_G.get(kind.word))
    in_a_meal = _most_in_a_meal(food, kind, step_g)
    a_day = max(in_a_meal, min(kind.a_day, 2 * in_a_meal))
    figures = {n.key: amount for n, amount in food.amounts.items() if n not in food.partial and n not in DERIVED}
    return OwnFood(
        id=NEW_ID,
        name=tidy(food.name)[:MOST_NAME],
        group=kind.group,
        roles=kind.roles,
        measure=measure,
        step=step,
        step_g=step_g,
        diet=DIETS[-1],
        allergens=frozenset(ALLERGENS),
        amounts=MappingProxyType(figures),
        per=PER_100_G,
        label=US,
        max_steps=in_a_meal,
        daily_max=a_day,
        weekly_max=min(kind.a_week, 7 * a_day),
        familiarity=1 if usual_g is not None else 2,
        mercury=UNKNOWN_MERCURY,
        flags=kind.flags,
    )


def _most_in_a_meal(food: UsdaFood, kind: Kind, step_g: float) -> int:
    kcal = food.amounts.get(ENERGY, 0.0) * step_g / 100
    most = min(MEAL_G / step_g, MEAL_KCAL / kcal if kcal else kind.in_a_meal)
    return max(1, min(kind.in_a_meal, int(most)))


def _portion(food: UsdaFood, usual_g: float | None, reference_g: float | None) -> tuple[float, str, float]:
    """How many of which measure a portion is, and its weight [g]: the household measure nearest to what is usual."""
    unspecified = [each.grams for each in food.measures if each.name == UNSPECIFIED]
    known = [
        (float(match[1]), match[2], each.grams) for each in food.measures if (match := _MEASURE.fullmatch(each.name))
    ]
    named = [each for each in known if each[1] in _table().measures]
    wanted = usual_g or next(iter(unspecified), None) or reference_g or (named[0][2] if named else USUAL_G)
    near = [each for each in named if wanted / NEAR <= each[2] <= wanted * NEAR]
    return min(near, key=lambda each: abs(each[2] - wanted)) if near else (1.0, _("portion"), wanted)


def own_called(name: str, own_foods: Iterable[OwnFood]) -> OwnFood | None:
    """The own food of this name, as one that was taken from the tables has; None where there is none."""
    return next((own for own in own_foods if folded(own.name) == folded(name)), None)


def said_of(own: OwnFood) -> str:
    """What an own food was taken for, in words."""
    title = next((kind.title for kind in BY_WORD.values() if (kind.group, kind.roles) == (own.group, own.roles)), "")
    said = _(
        "It is planned as “{kind}”, {portion} ({grams} g) at a time: at most {meal} in a meal, {day} a day, {week} a"
        " week. Until you say what it has, it counts as having every allergen and as not vegetarian."
    )
    portion = household(own.step, own.measure)
    return said.format(
        kind=inside(title),
        portion=portion,
        grams=figure(round(own.step_g, 1)),
        meal=own.max_steps,
        day=own.daily_max,
        week=own.weekly_max,
    )
