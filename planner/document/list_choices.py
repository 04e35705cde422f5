"""What the user decides about a shopping list: for whom, in which packs and order, own lines, what is ticked."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

UNITS = ("us", "metric")

MOST_PEOPLE = 20

MOST_LINES = 2000  # own lines, or aisles

MOST_KEPT = 30_000  # ticks, or prices: they are kept for foods that are not on the list today

MOST_CHARACTERS = 300  # of one own line

OWN = "own:"  # what the key of an own line begins with


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What the user decided about the list. Ticks are kept by the key of a line, whether or not it is needed today.

    ``prices`` win over the table's. ``aisles`` is the order in which the user walks the shop; aisles that are not
    named follow in the usual one.
    """

    people: int = 1
    packs: str = "us"
    own: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()
    aisles: tuple[str, ...] = ()
    prices: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # [US$ / kg bought] by food id

    def with_price(self, food_id: str, usd_per_kg: float | None) -> "ListChoices":
        """The user's own price of a food, in place of the table's; None goes back to that.

        Raises:
            ValueError: if it is negative or not finite.
        """
        prices = {food: price for food, price in self.prices.items() if food != food_id}
        if usd_per_kg is not None:
            if not (math.isfinite(usd_per_kg) and usd_per_kg >= 0):
                raise ValueError(f"a price of {usd_per_kg}")
            prices[food_id] = float(usd_per_kg)
        return replace(self, prices=MappingProxyType(prices))

    def with_people(self, people: int) -> "ListChoices":
        """Raises: ValueError: if it is not between 1 and ``MOST_PEOPLE``."""
        if not 1 <= people <= MOST_PEOPLE:
            raise ValueError(f"a list for {people} people")
        return replace(self, people=people)

    def with_packs(self, packs: str) -> "ListChoices":
        """Raises: ValueError: if nobody knows such packs."""
        if packs not in UNITS:
            raise ValueError(f"{packs!r} are no packs")
        return replace(self, packs=packs)

    def with_own(self, text: str) -> "ListChoices":
        """Adds a line of the user's own, unless it is there, blank, or one too many; a long one is cut."""
        line = " ".join(text.split())[:MOST_CHARACTERS].strip()
        if not line or line in self.own or not encodes(line) or len(self.own) >= MOST_LINES:
            return self
        return replace(self, own=(*self.own, line))

    def without_own(self, text: str) -> "ListChoices":
        """Takes an own line off, and its tick with it."""
        kept = tuple(line for line in self.own if line != text)
        return replace(self, own=kept, ticked=self.ticked - {OWN + text})

    def with_tick(self, key: str, ticked: bool = True) -> "ListChoices":
        """Ticks a line, or takes its tick off; one tick too many is not taken."""
        if ticked and len(self.ticked) >= MOST_KEPT:
            return self
        return replace(self, ticked=self.ticked | {key} if ticked else self.ticked - {key})

    def without_ticks(self) -> "ListChoices":
        return replace(self, ticked=frozenset())

    def with_aisles(self, aisles: tuple[str, ...]) -> "ListChoices":
        return replace(self, aisles=tuple(dict.fromkeys(aisles)))


def encodes(text: str) -> bool:
    """Half a character, as JSON can write it, cannot be saved."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
