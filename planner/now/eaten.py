"""The foods of usual days: of the catalogue, of one's own, and of the USDA tables, as one kind of value."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.document.document import Document
from planner.document.usual_days import UsualDay
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.nutrients import Nutrient
from planner.foods.usda import UsdaFood, cereal_note, read_usda
from planner.now.kinds import kinds_of_food, kinds_of_usda


class UnknownFoodError(ValueError):
    """A usual day names a food nobody knows. The text is its id."""


@dataclass(frozen=True, slots=True)
class Eaten:
    """A food as it is eaten now. ``partial`` are nutrients of which more is in it than ``amounts`` say."""

    id: str
    name: str
    kinds: frozenset[str]  # what it may be swapped for is of one of them
    amounts: Mapping[Nutrient, float]  # [nutrient.unit / 100 g]
    partial: frozenset[Nutrient]
    source_text: str
    note: str = ""  # a sentence about its figures
    food: Food | None = None  # of the catalogue

    def __hash__(self) -> int:
        return hash(self.id)

    def is_same(self, food: Food) -> bool:
        """Whether it is this food of the catalogue, or the food of the tables that it was made of."""
        return self.id == food.id or self.name == food.name

    def per_gram(self, nutrient: Nutrient) -> float:
        """What is known of a nutrient [nutrient.unit / g]; nothing where it is unknown."""
        return self.amounts.get(nutrient, 0.0) / 100

    def at_least(self, nutrient: Nutrient) -> bool:
        """Whether it may hold more than is known."""
        return nutrient not in self.amounts or nutrient in self.partial


@dataclass(frozen=True, slots=True)
class Entry:
    """A food at a meal of a usual day."""

    meal: str
    food: Eaten
    grams: float  # [g]


Entries = tuple[Entry, ...]  # of one day


def eaten(food_id: str, catalogue: Catalogue) -> Eaten:
    """The food with this id.

    Raises:
        UnknownFoodError: if there is none.
    """
    if food_id in catalogue:
        return of_catalogue(catalogue[food_id])
    table = read_usda()
    if food_id not in table:
        raise UnknownFoodError(food_id)
    return of_usda(table[food_id])


def of_catalogue(food: Food) -> Eaten:
    return Eaten(food.id, food.name, kinds_of_food(food), food.amounts, food.partial, food.source_text, food=food)


def of_usda(food: UsdaFood) -> Eaten:
    return Eaten(
        food.id, food.name, kinds_of_usda(food), food.amounts, food.partial, food.source_text, cereal_note(food)
    )


def days_of(document: Document, catalogue: Catalogue) -> tuple[Entries, ...]:
    """The usual days with their foods; a day nobody entered anything for is none.

    Raises:
        UnknownFoodError: for the first food nobody knows.
    """
    known: dict[str, Eaten] = {}
    return tuple(_day(day, catalogue, known) for day in document.usual_days if day)


def _day(day: UsualDay, catalogue: Catalogue, known: dict[str, Eaten]) -> Entries:
    entries = []
    for each in day:
        if each.food not in known:
            known[each.food] = eaten(each.food, catalogue)
        entries.append(Entry(each.meal, known[each.food], each.grams))
    return tuple(entries)
