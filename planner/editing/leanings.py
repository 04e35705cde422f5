"""Kitchens somebody may lean to: one choice that rates many foods nobody has rated yet."""

import tomllib
from collections.abc import Container, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.document.document import LIKE, RARELY, Document
from planner.language.translate import _

NAMES = {
    "mediterranean": _("Mediterranean"),
    "central_european": _("Central European"),
    "indian": _("Indian"),
    "mexican": _("Mexican"),
    "east_asian": _("East Asian"),
    "middle_eastern": _("Middle Eastern and North African"),
    "north_american": _("North American"),
    "plain": _("Rather plain"),
}


@dataclass(frozen=True, slots=True)
class Leaning:
    """A kitchen, with the ids of the foods that who leans to it likes, and eats rarely."""

    id: str
    name: str
    like: tuple[str, ...]
    rarely: tuple[str, ...]


@cache
def read_leanings() -> Mapping[str, Leaning]:
    """The shipped ones, by id.

    Raises:
        ValueError: if one both likes a food and eats it rarely.
    """
    text = files("planner.data").joinpath("leanings.toml").read_text(encoding="utf-8")
    found = {}
    for entry in tomllib.loads(text)["leaning"]:
        leaning = Leaning(entry["id"], NAMES[entry["id"]], tuple(entry["like"]), tuple(entry["rarely"]))
        if both := set(leaning.like) & set(leaning.rarely):
            raise ValueError(f"{leaning.id} likes and rarely eats {sorted(both)}")
        found[leaning.id] = leaning
    return MappingProxyType(found)


def moved_by(leaning: Leaning, document: Document, known: Container[str]) -> Mapping[str, str]:
    """The tastes a leaning gives to the known foods nobody has rated, by food id."""
    tastes = {**dict.fromkeys(leaning.rarely, RARELY), **dict.fromkeys(leaning.like, LIKE)}
    return {food: taste for food, taste in tastes.items() if food in known and food not in document.tastes}


def with_leaning(leaning: Leaning, document: Document, known: Container[str]) -> Document:
    """The document with those tastes; what the user rated stays."""
    for food, taste in moved_by(leaning, document, known).items():
        document = document.with_taste(food, taste)
    return document
