"""Entering a usual day: finding a food, proposing portions, and days with entries added, copied and taken away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

from planner.document.usual_days import UsualDay, UsualEntry
from planner.foods.catalogue import Catalogue
from planner.foods.usda import UNSPECIFIED, Measure, Named, read_usda
from planner.foods.usda_search import UsdaSearch
from planner.language.translate import _
from planner.now.eaten import Entries

PORTION_G = 100.0  # [g] where a table knows no portion
MOST_OFTEN = 50  # foods that are offered before a word is typed


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

    def find(self, text: str, first: Sequence[str] = ()) -> tuple[Offer, ...]:
        """The best first, those of ``first`` before all others; none for no word."""
        found = [Offer(named.id, named.name) for named in self._search.find(text)]
        return tuple(sorted(found, key=lambda offer: offer.id not in first))

    def find_most(self, text: str) -> tuple[tuple[Offer, ...], frozenset[str]]:
        """The foods that answer most of the words, the best first, and the words the first of them does not answer."""
        found, missing = self._search.find_most(text)
        return tuple(Offer(named.id, named.name) for named in found), missing


def often_eaten(days: Sequence[UsualDay]) -> tuple[str, ...]:
    """The foods of the usual days by their ids: the most frequent first, of those the last one entered."""
    entries = [entry.food for day in days for entry in day]
    times = Counter(entries)
    last = {food: place for place, food in enumerate(entries)}
    return tuple(sorted(last, key=lambda food: (-times[food], -last[food])))[:MOST_OFTEN]


def grams_before(days: Sequence[UsualDay], food_id: str) -> float | None:
    """The amount of a food that was entered last [g]; None where it never was."""
    entered = [entry.grams for day in days for entry in day if entry.food == food_id]
    return entered[-1] if entered else None


def portions_of(food_id: str, catalogue: Catalogue, before: float | None = None) -> tuple[Measure, ...]:
    """The household portions of a food; at least one. First comes what was eaten ``before`` [g], then the usual one.

    Raises:
        KeyError: if nobody knows the food.
    """
    again = [] if before is None else [Measure(_("as before"), before)]
    return (*again, *_household_portions(food_id, catalogue))


def _household_portions(food_id: str, catalogue: Catalogue) -> tuple[Measure, ...]:
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


def with_grams(days: Sequence[UsualDay], number: int, place: int, grams: float) -> tuple[UsualDay, ...]:
    """The days with another amount of one entry [g]."""
    made = [list(day) for day in days]
    made[number][place] = replace(made[number][place], grams=grams)
    return tuple(map(tuple, made))


def with_copy(days: Sequence[UsualDay], number: int, to: int) -> tuple[UsualDay, ...]:
    """The days with what is entered for day ``number`` in the place of day ``to`` too; days between are empty."""
    made = [*days, *[()] * (to + 1 - len(days))]
    made[to] = made[number]
    return tuple(made)


def without_day(days: Sequence[UsualDay], number: int) -> tuple[UsualDay, ...]:
    """The days without one of them; those after it move up."""
    made = [*days[:number], *days[number + 1 :]]
    while made and not made[-1]:
        made.pop()
    return tuple(made)


def usual(days: Sequence[Entries]) -> tuple[UsualDay, ...]:
    """As the document holds them."""
    return tuple(tuple(UsualEntry(entry.meal, entry.food.id, entry.grams) for entry in day) for day in days)
