"""Entering a usual day: finding a food, proposing portions, and days with entries added, copied and taken away."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from planner.document.usual_days import UsualDay, UsualEntry
from planner.foods.catalogue import Catalogue
from planner.foods.usda import UNSPECIFIED, Measure, Named, read_usda
from planner.foods.usda_search import UsdaSearch
from planner.language.translate import _
from planner.now.eaten import Entries

PORTION_G = 100.0  # [g] where a table knows no portion


@dataclass(frozen=True, slots=True)
class Offer:
    """A food a search offers."""

    id: str
    name: str


class Finder:
    """Searches the catalogue and the USDA tables together, which are read when it is made."""

    def __init__(self, catalogue: Catalogue) -> None:
        known = (Named(food.id, food.name, "", food.group, "") for food in catalogue)
        self._search = UsdaSearch(chain(known, read_usda().names()))

    def find(self, text: str) -> tuple[Offer, ...]:
        """The best first; none for no word."""
        return tuple(Offer(named.id, named.name) for named in self._search.find(text))


def portions_of(food_id: str, catalogue: Catalogue) -> tuple[Measure, ...]:
    """The household portions of a food, the usual one first; at least one.

    Raises:
        KeyError: if nobody knows the food.
    """
    if food_id in catalogue:
        food = catalogue[food_id]
        sizes = sorted(range(food.min_steps, food.max_steps + 1), key=lambda steps: abs(steps - food.usual_steps))
        return tuple(Measure(food.household(steps), food.grams(steps)) for steps in sizes)
    measures = read_usda()[food_id].measures
    usual = [Measure(_("the usual amount"), each.grams) for each in measures if each.name == UNSPECIFIED]
    others = [each for each in measures if each.name != UNSPECIFIED]
    return (*usual, *others) or (Measure(_("grams"), PORTION_G),)


def with_entry(days: Sequence[UsualDay], number: int, entry: UsualEntry) -> tuple[UsualDay, ...]:
    """The days with one entry more on day ``number``, from 0; a day that is not there yet is made."""
    made = [*days, *[()] * (number + 1 - len(days))]
    made[number] = (*made[number], entry)
    return tuple(made)


def without_entry(days: Sequence[UsualDay], number: int, place: int) -> tuple[UsualDay, ...]:
    """The days without one entry; days at the end that are empty then go with it."""
    made = list(days)
    made[number] = (*made[number][:place], *made[number][place + 1 :])
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def usual(days: Sequence[Entries]) -> tuple[UsualDay, ...]:
    """As the document holds them."""
    return tuple(tuple(UsualEntry(entry.meal, entry.food.id, entry.grams) for entry in day) for day in days)
