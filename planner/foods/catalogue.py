"""The foods and dishes there are, by id, and what was left out of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from planner.foods.away import AWAY_FOODS
from planner.foods.food import Food
from planner.language.translate import _


@dataclass(frozen=True, slots=True)
class Problem:
    """One line that was left out, and why."""

    line: int
    sentence: str

    def __str__(self) -> str:
        return _("line {line}: {sentence}").format(line=self.line, sentence=self.sentence)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Foods and dishes by id, in the order of their files, and what was left out.

    The entries of meals that are not planned are found by their ids, but they are not among the foods that are gone
    through. ``problems`` are lines of the food table; ``dishes_left_out`` names dishes whose foods it lacks.
    """

    foods: Mapping[str, Food]
    problems: tuple[Problem, ...] = ()
    dishes_left_out: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Food]:
        return iter(self.foods.values())

    def __len__(self) -> int:
        return len(self.foods)

    def __contains__(self, food_id: object) -> bool:
        return food_id in self.foods or food_id in AWAY_FOODS

    def __getitem__(self, food_id: str) -> Food:
        return self.foods.get(food_id) or AWAY_FOODS[food_id]


class Same:
    """A catalogue that is equal to itself alone, as the key of a cache: comparing thousands of foods would be slow."""

    __slots__ = ("catalogue",)

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and other.catalogue is self.catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)
