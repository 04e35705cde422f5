"""What tells a variant of a food from the plain one: less salt, less fat, sweetened, fortified, dried.

A line that does not say so is never taken as a variant without a question, nor a line that says so as another food.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.search import folded
from planner.language.translate import _
from planner.shopping.bought import Bought

LOW_SALT, LOW_FAT, SWEETENED, UNSWEETENED = "low salt", "low fat", "sweetened", "unsweetened"
DRIED, POWDER, CANNED, FROZEN, FRIED = "dried", "powder", "canned", "frozen", "fried"
# Below these, per 100 g, a food is what the words promise: 21 CFR 101.61(b)(2) very low sodium, 101.62(b)(2) low fat.
VERY_LOW_SODIUM, LITTLE_FAT = 35.0, 3.0  # [mg / 100 g], [g / 100 g]
FIFTH = 0.2  # of a figure: two foods that differ by more are not the same to whoever counts it
# Differences that are none, per 100 g: 21 CFR 101.60 calorie free and sugar free, 101.61 very low sodium.
_SMALLEST = {"energy_kcal": 5.0, "sugars_g": 0.5, "sodium_mg": VERY_LOW_SODIUM}
_PRODUCE = frozenset({"Vegetables", "Leafy greens", "Herbs and condiments", "Potatoes and roots", "Fruit"})
_FROZEN_ALIKE = _PRODUCE | {"Meat", "Poultry", "Fish and seafood", "Breads", "Beans and lentils", "Soy foods", "Soups"}
_NOT_CANNED = re.compile(r"\b(?:boiled|raw|cooked|baked|steamed)\b")
_OF_THE_LINE_ALONE = frozenset({POWDER, "ground"})  # nothing is asked where the food is so and the line is silent


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Each phrase that tells a variant, and its name; the longest first."""
    text = files("planner").joinpath("data", "ingredients.toml").read_text(encoding="utf-8")
    found = ((phrase, name) for name, phrases in tomllib.loads(text)["variants"].items() for phrase in phrases)
    return tuple(sorted(found, key=lambda each: (-len(each[0]), each[0])))


@cache
def variants_in(text: str) -> frozenset[str]:
    """The names of the variants a text speaks of."""
    words = " ".join(re.findall(r"[^\W\d_]+", folded(text)))
    left, found = f" {words} ", set()
    for phrase, name in _phrases():
        if f" {phrase} " in left:
            found.add(name)
            left = left.replace(f" {phrase} ", " | ")
    return frozenset(found)


def words_for(variants: Collection[str]) -> frozenset[str]:
    """All words that say one of the variants: "low sodium" asks for what is called "reduced salt"."""
    return frozenset(word for phrase, name in _phrases() if name in variants for word in phrase.split())


@dataclass(frozen=True, slots=True)
class Differs:
    """In what a food is a variant that a line does not speak of, and the other way round."""

    unsaid: tuple[str, ...] = ()  # the food is so
    not_so: tuple[str, ...] = ()  # the line says so

    def __bool__(self) -> bool:
        return bool(self.unsaid or self.not_so)

    @property
    def question(self) -> str:
        """What somebody must look at."""
        said = []
        if self.unsaid:
            names = ", ".join(_VARIANT_WORDS[each] for each in self.unsaid)
            said.append(_("Magnolia has it {variant}, and the line does not say so.").format(variant=names))
        if self.not_so:
            names = ", ".join(_VARIANT_WORDS[each] for each in self.not_so)
            said.append(_("The line wants it {variant}, and Magnolia has it otherwise.").format(variant=names))
        return " ".join(said)


SAME = Differs()


def differs(said: Collection[str], food: Food, row: Bought | None) -> Differs:
    """In what ``food`` is not what a line says that speaks of the variants ``said``."""
    is_so = variants_in(food.name)
    known = is_so | variants_in(row.name) if row else is_so
    if row and LOW_SALT in variants_in(row.name):
        is_so |= {LOW_SALT}  # "Tomatoes, canned" are those without added salt
    unsaid = [each for each in sorted(is_so) if each not in said and _is_told(each, food)]
    not_so = [each for each in sorted(said) if each not in known and _is_missed(each, food)]
    return Differs(tuple(unsaid), tuple(not_so))


def _is_told(variant: str, food: Food) -> bool:
    """Whether it matters that the food is so."""
    if variant in (CANNED, FROZEN) or variant in _OF_THE_LINE_ALONE:
        return variant == FROZEN and food.group not in _FROZEN_ALIKE
    return not (variant == FRIED and food.group in ("Meat", "Poultry"))


def _is_missed(variant: str, food: Food) -> bool:
    """Whether it matters that the line says so, where the name of the food does not."""
    amounts = {nutrient.key: amount for nutrient, amount in food.amounts.items()}
    match variant:
        case "low salt":
            return amounts.get("sodium_mg", VERY_LOW_SODIUM + 1) > VERY_LOW_SODIUM
        case "low fat":
            return amounts.get("fat_g", LITTLE_FAT + 1) > LITTLE_FAT
        case "canned":
            return bool(_NOT_CANNED.search(food.name.casefold()))
        case "frozen":
            return food.group not in _FROZEN_ALIKE
        case "ground":
            return food.group in _PRODUCE and "seed" not in food.name.casefold()
        case _:
            return True


def are_alike(one: Food, other: Food) -> bool:
    """Whether neither energy nor sugars nor sodium tells two foods apart; what is unknown of one tells nothing."""
    for key, smallest in _SMALLEST.items():
        nutrient = nutrients.BY_KEY[key]
        first, second = one.amounts.get(nutrient), other.amounts.get(nutrient)
        if first is None or second is None:
            continue
        if abs(first - second) > max(smallest, FIFTH * max(first, second)):
            return False
    return True


def unlike(found: Food, others: Iterable[Food]) -> bool:
    """Whether a line that fits several foods alike may mean one with other figures."""
    return any(not are_alike(found, other) for other in others if other.id != found.id)


_VARIANT_WORDS: Mapping[str, str] = {
    LOW_SALT: _("with less or no salt"),
    "salted": _("salted"),
    LOW_FAT: _("with less fat"),
    "whole milk": _("of whole milk"),
    "lean": _("lean"),
    SWEETENED: _("sweetened"),
    UNSWEETENED: _("unsweetened"),
    "fortified": _("fortified"),
    "not fortified": _("not fortified"),
    "vanilla": _("with vanilla"),
    "chocolate": _("with chocolate"),
    "strawberry": _("with strawberries"),
    "fruit": _("with fruit"),
    "instant": _("instant"),
    "decaf": _("decaf"),
    "gluten-free": _("gluten-free"),
    DRIED: _("dried"),
    POWDER: _("as a powder"),
    "ground": _("ground"),
    CANNED: _("canned"),
    FROZEN: _("frozen"),
    "pickled": _("pickled"),
    "smoked": _("smoked"),
    FRIED: _("fried"),
    "in oil": _("in oil"),
    "breaded": _("breaded"),
    "condensed": _("condensed"),
}
