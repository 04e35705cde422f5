"""From portions eaten to things bought: merged by what a shop sells, rounded to packs, less what is at home."""

import csv
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.document.document import Document
from planner.document.list_choices import OWN, UNITS
from planner.foods.food import Food, household
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Plan

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
_SLACK = 1e-9  # relative rounding of sums of floats: four times 100 g of a 400 g can is one can


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack or piece as the shop sells it."""

    name: str
    grams: float  # [g]


@dataclass(frozen=True, slots=True)
class Bought:
    """How one food is bought: a row of bought.csv."""

    food: str
    name: str
    aisle: str
    pantry: bool
    per_eaten: float  # [g bought / g eaten]
    packs: Mapping[str, Pack]  # by unit system
    usd_per_100_g: float | None  # [US$ / 100 g eaten] of the years bought.csv names
    form: str  # the id of the first food that is bought in this form: the same whatever is planned


@dataclass(frozen=True, slots=True)
class Part:
    """One food of a line."""

    food: Food
    eaten_g: float  # [g] by everybody over the days of the list
    bought_g: float  # [g] what that takes, before packs


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to buy, or a line of the user's own, which has no parts.

    ``count`` is in packs, or in steps of ``LOOSE`` grams where ``pack`` is None. ``cost_usd`` is of all that is bought.
    """

    key: str
    name: str
    aisle: str
    parts: tuple[Part, ...] = ()
    staple: bool = False
    at_home_g: float = 0.0  # [g]
    pack: Pack | None = None
    count: int = 0
    cost_usd: float | None = None  # [US$] None where no price is known
    ticked: bool = False

    @property
    def own(self) -> bool:
        return not self.parts

    @property
    def bought_g(self) -> float:
        """[g] what the days of the list take, whether at home or not."""
        return sum((part.bought_g for part in self.parts), 0.0)

    @property
    def missing_g(self) -> float:
        """[g] of that, what is not at home."""
        return max(0.0, self.bought_g - self.at_home_g)

    @property
    def buy_g(self) -> float:
        """[g] in whole packs."""
        return self.count * (self.pack.grams if self.pack else LOOSE)

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
    title: str = _("Shopping list")
    without: tuple[str, ...] = ()  # the names of persons of the household whose portions are not on it

    @property
    def lines(self) -> Iterator[Line]:
        return (line for aisle in self.aisles for line in aisle.lines)

    @property
    def cost_usd(self) -> float:
        """[US$] of the lines whose price is known."""
        return sum(line.cost_usd for line in self.lines if line.cost_usd is not None)

    @property
    def unpriced(self) -> int:
        """Lines to buy whose price is not known."""
        return sum(line.cost_usd is None and line.count > 0 for line in self.lines)


@cache
def read_bought() -> Mapping[str, Bought]:
    """The shipped table of what is bought for each food, by food id."""
    return bought_from_text(files("planner").joinpath("data", "bought.csv").read_text(encoding="utf-8"))


def bought_from_text(text: str) -> Mapping[str, Bought]:
    """As ``read_bought``, from a CSV.

    Raises:
        ValueError: if a weight or factor is not above zero.
    """
    rows = sorted(csv.DictReader(text.splitlines()), key=lambda row: row["food"])
    forms: dict[str, str] = {}
    table = {}
    for row in rows:
        form = forms.setdefault(row["bought"].casefold(), row["food"])
        table[row["food"]] = _bought(row, form)
    return MappingProxyType(table)


def _bought(row: Mapping[str, str], form: str) -> Bought:
    packs = {unit: Pack(row[f"pack_{unit}"], float(row[f"pack_{unit}_g"])) for unit in UNITS}
    per_eaten = float(row["bought_g_per_eaten_g"])
    if not (per_eaten > 0 and all(pack.grams > 0 for pack in packs.values())):
        raise ValueError(f"{row['food']}: a weight or factor is not above zero")
    price = row["usd_per_100g_eaten"]
    return Bought(
        food=row["food"],
        name=row["bought"],
        aisle=row["aisle"],
        pantry=row["storage"] == "pantry",
        per_eaten=per_eaten,
        packs=MappingProxyType(packs),
        usd_per_100_g=float(price) if price else None,
        form=form,
    )


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
    return ShoppingList(
        _aisles(lines, own, document),
        tuple(chosen),
        len(plans) if document.people else people,
        document.shopping.packs,
        without=tuple(person.name for person in document.people if person.name not in at_table),
    )


def usual_aisles(document: Document) -> tuple[str, ...]:
    """Every aisle in the user's order, those the user did not place in the usual one after them."""
    return tuple(dict.fromkeys((*document.shopping.aisles, *AISLES, OTHER)))


def with_at_home(document: Document, line: Line, grams: float, bought: Mapping[str, Bought]) -> Document:
    """The document that has so much of a line at home [g as bought], whatever it said before.

    Raises:
        ValueError: if the line is an own one, or the weight is negative or not finite.
    """
    if line.own:
        raise ValueError(f"{line.name!r} has no weight")
    for food in document.stock:
        if _form(food, bought) == line.key:
            document = document.with_stock(food, 0.0)
    return document.with_stock(line.parts[0].food.id, grams)


def with_aisle_moved(document: Document, shopping: ShoppingList, aisle: str, by: int) -> Document:
    """The document in which an aisle comes so many places later, counted in the aisles on the list."""
    order = list(usual_aisles(document))
    shown = [found.name for found in shopping.aisles if found.name in order]
    if aisle not in shown:
        return document
    neighbour = shown[min(max(shown.index(aisle) + by, 0), len(shown) - 1)]
    place = order.index(neighbour)
    order.remove(aisle)
    order.insert(place, aisle)
    return document.with_shopping(document.shopping.with_aisles(tuple(order)))


def _eaten(plans: Iterable[Plan], days: Sequence[int]) -> dict[Food, float]:
    """Grams of every food over the days, dishes taken apart."""
    eaten: dict[Food, float] = defaultdict(float)
    for day in (day for plan in plans for day in plan.days):
        for portion in day.portions if day.number in days else ():
            for part in portion.food.made_of(portion.steps):
                eaten[part.food] += part.grams
    return eaten


def _line(form: str, parts: Sequence[Part], document: Document, bought: Mapping[str, Bought]) -> Line:
    first = parts[0].food
    row = bought.get(form)
    pack = row.packs[document.shopping.packs] if row else None
    at_home = sum((grams for food, grams in document.stock.items() if _form(food, bought) == form), 0.0)
    need = sum(part.bought_g for part in parts)
    size = pack.grams if pack else LOOSE
    count = math.ceil(max(0.0, need - at_home) / size - _SLACK * max(1.0, need / size))
    price = _price(parts, bought, document.shopping.prices)
    return Line(
        key=form,
        name=row.name if row else first.name,
        aisle=row.aisle if row else OTHER,
        parts=tuple(sorted(parts, key=lambda part: part.food.id)),
        staple=row is not None and row.pantry and row.aisle in STAPLE_AISLES and count == 1,
        at_home_g=at_home,
        pack=pack,
        count=count,
        cost_usd=None if price is None else price * count * size,
        ticked=form in document.shopping.ticked,
    )


def _own(text: str, document: Document) -> Line:
    return Line(OWN + text, text, OWN_LINES, ticked=OWN + text in document.shopping.ticked)


def _form(food: str, bought: Mapping[str, Bought]) -> str:
    return bought[food].form if food in bought else food


def _price(parts: Sequence[Part], bought: Mapping[str, Bought], own: Mapping[str, float]) -> float | None:
    """US$ for a gram bought, the mean of the foods whose price is known; the user's own [US$ / kg] wins."""
    known = [(part.bought_g, price) for part in parts if (price := _food_price(part.food.id, bought, own)) is not None]
    weight = sum(grams for grams, _ in known)
    return sum(grams * usd for grams, usd in known) / weight if weight else None


def usd_per_gram_eaten(food: str, bought: Mapping[str, Bought], own: Mapping[str, float]) -> float | None:
    """US$ for a gram of a food as it is eaten; None where no price is known."""
    price = _food_price(food, bought, own)
    row = bought.get(food)
    return None if price is None else price * (row.per_eaten if row else 1.0)


def _food_price(food: str, bought: Mapping[str, Bought], own: Mapping[str, float]) -> float | None:
    if food in own:
        return own[food] / 1000
    row = bought.get(food)
    return None if row is None or row.usd_per_100_g is None else row.usd_per_100_g / 100 / row.per_eaten


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


# In words


def buy_text(line: Line, units: str) -> str:
    """What to take off the shelf: ``2 × 15 oz can``, ``3 bunches``, ``4``, ``350 g``; nothing for an own line."""
    if line.own or line.count == 0:
        return ""
    if line.pack is None:
        return weight_text(line.buy_g, units)
    name = line.pack.name
    if name == "each":
        return f"{line.count}"
    if name.endswith(", each"):
        return household(line.count, name.removesuffix(", each"))
    if name[0].isdigit():
        return f"{line.count} × {name}"
    if name == "dozen":
        return ngettext("{count} dozen", "{count} dozen", line.count).format(count=line.count)
    head, of, rest = name.partition(" of ")
    return f"{household(line.count, head)}{of}{rest}"


def need_text(line: Line, units: str) -> str:
    """What the plan takes of it, and what of that is at home."""
    if line.own:
        return ""
    said = _("need {weight}, {at_home} at home") if line.at_home_g else _("need {weight}")
    at_home = weight_text(line.at_home_g, units, down=True)
    return said.format(weight=weight_text(line.bought_g, units), at_home=at_home)


def left_text(line: Line, units: str) -> str:
    """What is over, where it is worth a word."""
    worth = line.count > 0 and line.pack is not None and line.left_g >= LOOSE
    return _("{weight} left").format(weight=weight_text(line.left_g, units, down=True)) if worth else ""


def cost_text(shopping: ShoppingList) -> str:
    """What the rounded list costs, as far as prices are known."""
    if not any(line.cost_usd is not None for line in shopping.lines):
        return ""
    said = _("about US$ {cost}")
    if shopping.unpriced:
        said = ngettext(
            "about US$ {cost} and {count} line without a known price",
            "about US$ {cost} and {count} lines without a known price",
            shopping.unpriced,
        )
    return said.format(cost=figure(shopping.cost_usd, ",.2f"), count=shopping.unpriced)


def weight_text(grams: float, units: str, *, down: bool = False) -> str:
    """A weight in grams or ounces as they are read; rounded up unless ``down``, so that a need is never understated."""
    if units == "us":
        ounces = _rounded(grams / OZ, 10, down)
        return f"{figure(ounces)} oz" if ounces < 16 else f"{figure(_rounded(grams / LB, 10, down))} lb"
    whole = _rounded(grams, 1, down)
    return f"{figure(whole)} g" if whole < 1000 else f"{figure(_rounded(grams / 1000, 100, down))} kg"


def _rounded(amount: float, parts: int, down: bool) -> float:
    """``amount`` to one of so many parts of a whole; the rounding of a sum of floats counts for nothing."""
    slack = _SLACK * max(1.0, amount * parts)
    return (math.floor(amount * parts + slack) if down else math.ceil(amount * parts - slack)) / parts
