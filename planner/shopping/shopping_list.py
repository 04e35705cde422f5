"""From portions eaten to things bought: merged by what a shop sells, rounded to packs, less what is at home."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planner.document.document import Document
from planner.document.list_choices import OWN, US_DOLLARS, ListChoices
from planner.foods.food import Food
from planner.language.translate import _
from planner.needs.profile import BRANDS_DIFFER
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Plan
from planner.shopping.bought import Bought, Pack
from planner.shopping.prices import Price, price_of

AISLES = (
    "Fruit and vegetables",
    "Bakery",
    "Meat and fish",
    "Dairy and eggs",
    "Grains and pulses",
    "Breakfast",
    "Nuts and seeds",
    "Cans and jars",
    "Oils and condiments",
    "Herbs and spices",
    "Sweets and snacks",
    "Drinks",
    "Frozen",
)  # in the order in which most shops are walked

OTHER = "Other"  # of foods nobody said how to buy
STAPLES, AT_HOME, OWN_LINES = _("Staples: look whether you have them"), _("At home already"), _("Your own lines")
STAPLE_AISLES = frozenset({"Oils and condiments", "Herbs and spices"})
LOOSE = 10.0  # [g] what has no pack is weighed out in such steps
OZ, LB = 28.349523125, 453.59237  # [g]
SLACK = 1e-9  # relative rounding of sums of floats: four times 100 g of a 400 g can is one can


@dataclass(frozen=True, slots=True)
class Part:
    """One food of a line."""

    food: Food
    eaten_g: float  # [g] by everybody over the days of the list
    bought_g: float  # [g] what that takes, before packs


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to buy, or a line of the user's own, which has no parts.

    ``count`` is in packs, or in steps of ``LOOSE`` grams where ``pack`` is None. ``cost`` is of all that is bought.
    """

    key: str
    name: str
    aisle: str
    parts: tuple[Part, ...] = ()
    staple: bool = False
    at_home_g: float = 0.0  # [g]
    pack: Pack | None = None
    count: int = 0
    cost: float | None = None  # [currency] None for an own line
    per_gram: float = 0.0  # [currency / g bought]
    lasts: bool = False  # oil, spices and condiments, whose packs last for months
    estimated: bool = False  # the price is of foods like those of the line
    ticked: bool = False

    @property
    def own(self) -> bool:
        return not self.parts

    @property
    def bought_g(self) -> float:
        """[g] what the days of the list take, whether at home or not."""
        return sum((part.bought_g for part in self.parts), 0.0)

    @property
    def buy_g(self) -> float:
        """[g] in whole packs."""
        return self.count * (self.pack.grams if self.pack else LOOSE)

    @property
    def cost_eaten(self) -> float:
        """[currency] of what the days of the list take, whether at home or not."""
        return self.per_gram * self.bought_g

    @property
    def paid(self) -> float:
        """[currency] of what is bought, but of a pack that lasts for months only what is used of it."""
        used = self.per_gram * max(0.0, self.bought_g - self.at_home_g)
        return used if self.lasts else self.cost or 0.0

    @property
    def left_g(self) -> float:
        """[g] over when the days of the list are eaten."""
        return max(0.0, self.at_home_g + self.buy_g - self.bought_g)


@dataclass(frozen=True, slots=True)
class Aisle:
    """A heading of the list and what stands under it."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ShoppingList:
    """What to buy for some days of a plan, by aisle."""

    aisles: tuple[Aisle, ...]
    days: tuple[int, ...]
    people: int
    units: str
    currency: str = US_DOLLARS
    price_factor: float = 1.0
    price_rise: float = 0.0  # [%]
    title: str = _("Shopping list")
    without: tuple[str, ...] = ()  # the names of persons of the household whose portions are not on it
    note: str = ""  # a sentence to read in the shop, where somebody it is for has an allergy

    @property
    def lines(self) -> Iterator[Line]:
        return (line for aisle in self.aisles for line in aisle.lines)

    @property
    def cost(self) -> float:
        """[currency] of all lines but own ones."""
        return sum(line.cost for line in self.lines if line.cost is not None)

    @property
    def paid(self) -> float:
        """[currency] what a budget is compared with: whole packs, of those that last for months what is used."""
        return sum(line.paid for line in self.lines)

    @property
    def cost_eaten(self) -> float:
        """[currency] of what the days of the list take, whether at home or not."""
        return sum(line.cost_eaten for line in self.lines)

    @property
    def estimated(self) -> int:
        """Lines to buy whose price is estimated."""
        return sum(line.estimated and line.count > 0 for line in self.lines)


def shopping_list(
    plan: Plan,
    document: Document,
    bought: Mapping[str, Bought],
    days: Iterable[int] | None = None,
    household: Household = NOBODY,
) -> ShoppingList:
    """What to buy for these days of the plan, or for all of it; a food without a row is bought as it is eaten.

    Packs are rounded up, so that a list is never short. Lines keep their keys from plan to plan. Where the document
    names people, the list is the sum of what each of them eats; else it is the plan, times the people to shop for.

    Raises:
        ValueError: if the plan has no such day.
    """
    numbers = [day.number for day in plan.days]
    chosen = sorted(numbers if days is None else set(days))
    missing = sorted(set(chosen) - set(numbers))
    if missing:
        raise ValueError(f"the plan has no day {missing[0]}")
    plans = [plan, *(theirs for _, theirs in household.at_table)]
    people = 1 if document.people else document.shopping.people
    forms: dict[str, list[Part]] = defaultdict(list)
    for food, eaten in _eaten(plans, chosen).items():
        row = bought.get(food.id)
        factor = row.per_eaten if row else 1.0
        forms[row.form if row else food.id].append(Part(food, people * eaten, people * eaten * factor))
    lines = [_line(form, parts, document, bought) for form, parts in forms.items()]
    own = [_own(text, document) for text in document.shopping.own]
    at_table = {one.name for one, _ in household.at_table}
    profiles = (document.profile, *(person.profile for person in document.people))
    return ShoppingList(
        _aisles(lines, own, document),
        tuple(chosen),
        len(plans) if document.people else people,
        document.shopping.packs,
        document.shopping.currency,
        document.shopping.price_factor,
        document.shopping.price_rise,
        without=tuple(person.name for person in document.people if person.name not in at_table),
        note=BRANDS_DIFFER if any(profile.allergens for profile in profiles) else "",
    )


def usual_aisles(document: Document) -> tuple[str, ...]:
    """Every aisle in the user's order, those the user did not place in the usual one after them."""
    return tuple(dict.fromkeys((*document.shopping.aisles, *AISLES, OTHER)))


def _eaten(plans: Iterable[Plan], days: Sequence[int]) -> dict[Food, float]:
    """Grams of every food over the days, dishes taken apart."""
    eaten: dict[Food, float] = defaultdict(float)
    for day in (day for plan in plans for day in plan.days):
        for portion in day.eaten if day.number in days else ():
            for part in portion.food.made_of(portion.steps):
                if part.food.is_bought:
                    eaten[part.food] += part.grams
    return eaten


def _line(form: str, parts: Sequence[Part], document: Document, bought: Mapping[str, Bought]) -> Line:
    first = parts[0].food
    row = bought.get(form)
    pack = row.packs[document.shopping.packs] if row else None
    at_home = sum((grams for food, grams in document.stock.items() if bought_as(food, bought) == form), 0.0)
    need = sum(part.bought_g for part in parts)
    size = pack.grams if pack else LOOSE
    count = math.ceil(max(0.0, need - at_home) / size - SLACK * max(1.0, need / size))
    price = price_of_parts(parts, bought, document.shopping)
    lasts = row is not None and lasts_for_months(row)
    return Line(
        key=form,
        name=row.name if row else first.name,
        aisle=row.aisle if row else OTHER,
        parts=tuple(sorted(parts, key=lambda part: part.food.id)),
        staple=lasts and count == 1,
        at_home_g=at_home,
        pack=pack,
        count=count,
        cost=price.per_gram * count * size,
        per_gram=price.per_gram,
        lasts=lasts,
        estimated=price.estimated,
        ticked=form in document.shopping.ticked,
    )


def lasts_for_months(row: Bought) -> bool:
    """Whether a pack is used by the spoonful over many weeks: oils, condiments, herbs and spices of the cupboard."""
    return row.pantry and row.aisle in STAPLE_AISLES


def _own(text: str, document: Document) -> Line:
    return Line(OWN + text, text, OWN_LINES, ticked=OWN + text in document.shopping.ticked)


def bought_as(food: str, bought: Mapping[str, Bought]) -> str:
    return bought[food].form if food in bought else food


def price_of_parts(parts: Sequence[Part], bought: Mapping[str, Bought], choices: ListChoices) -> Price:
    """The price of a gram bought as these foods are: the mean of those with a price of their own, else of all."""
    prices = [(part.bought_g, price_of(part.food, bought, choices)) for part in parts]
    known = [(grams, price) for grams, price in prices if not price.estimated]
    chosen = known or prices
    weight = sum(grams for grams, _ in chosen)
    mean = sum(grams * price.per_gram for grams, price in chosen) / weight if weight else 0.0
    return Price(mean, estimated=not known)


def _aisles(lines: Sequence[Line], own: Sequence[Line], document: Document) -> tuple[Aisle, ...]:
    """Under their headings: first what must be bought, then own lines, staples, and what is there already."""
    by_name: dict[str, list[Line]] = {name: [] for name in usual_aisles(document)}
    last: dict[str, list[Line]] = {OWN_LINES: list(own), STAPLES: [], AT_HOME: []}
    for line in sorted(lines, key=lambda line: (line.name.casefold(), line.key)):
        if line.count == 0:
            last[AT_HOME].append(line)
        elif line.staple:
            last[STAPLES].append(line)
        else:
            by_name.setdefault(line.aisle, []).append(line)
    return tuple(Aisle(name, tuple(found)) for name, found in (*by_name.items(), *last.items()) if found)
