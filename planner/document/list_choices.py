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

US_DOLLARS = "US$"

MOST_CURRENCY = 8  # [characters]

PRICE_FACTORS = (0.01, 100_000.0)  # from the dinar to the dong

PRICE_RISES = (-50.0, 1000.0)  # [%]


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What the user decided about the list. Ticks are kept by the key of a line, whether or not it is needed today.

    ``prices`` win over the table's, and are in ``currency`` as the budget is. The table's prices are those of the US
    in 2017–18: what cost one US dollar then costs ``price_level`` of the currency here and now. ``aisles`` is the
    order in which the user walks the shop; aisles that are not named follow in the usual one.
    """

    people: int = 1
    packs: str = "us"
    own: tuple[str, ...] = ()
    ticked: frozenset[str] = frozenset()
    aisles: tuple[str, ...] = ()
    prices: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # [currency / kg] by food id
    currency: str = US_DOLLARS
    price_factor: float = 1.0  # [currency / US$] what the same food costs where the user lives
    price_rise: float = 0.0  # [%] since the years of the table

    @property
    def price_level(self) -> float:
        """What the table's prices are multiplied by."""
        return self.price_factor * (1 + self.price_rise / 100)

    def same_prices(self, other: "ListChoices") -> bool:
        """Whether every food costs the same."""
        return self.prices == other.prices and self.price_level == other.price_level

    def with_money(self, currency: str, factor: float, rise: float) -> "ListChoices":
        """In which money, and at which level, prices are.

        Raises:
            ValueError: if the name is empty or long, or a number is not one that prices can have.
        """
        name = " ".join(currency.split())
        if not 1 <= len(name) <= MOST_CURRENCY or not name.isprintable() or not encodes(name):
            raise ValueError(f"a currency {currency[:20]!r}")
        if not PRICE_FACTORS[0] <= factor <= PRICE_FACTORS[1] or not PRICE_RISES[0] <= rise <= PRICE_RISES[1]:
            raise ValueError(f"prices times {factor}, raised by {rise} %")
        return replace(self, currency=name, price_factor=float(factor), price_rise=float(rise))

    def with_price(self, food_id: str, per_kg: float | None) -> "ListChoices":
        """The user's own price of a food, in place of the table's; None goes back to that.

        Raises:
            ValueError: if it is negative or not finite.
        """
        prices = {food: price for food, price in self.prices.items() if food != food_id}
        if per_kg is not None:
            if not (math.isfinite(per_kg) and per_kg >= 0):
                raise ValueError(f"a price of {per_kg}")
            prices[food_id] = float(per_kg)
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
