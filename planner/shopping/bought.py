"""How foods are bought: packs, forms and the prices of the table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.document.list_choices import UNITS

PRICE_YEARS = "2017–18"  # of the table's prices: USDA Purchase-to-Plate National Average Prices


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack or piece as the shop sells it."""

    name: str
    grams: float  # [g]


@dataclass(frozen=True, slots=True)
class Bought:
    """How one food is bought: a row of bought.csv."""

    food: str
    group: str
    name: str
    aisle: str
    pantry: bool
    per_eaten: float  # [g bought / g eaten]
    packs: Mapping[str, Pack]  # by unit system
    usd_per_100_g: float | None  # [US$ / 100 g eaten] the US average of PRICE_YEARS
    estimated: bool  # the price is that of foods like it
    form: str  # the id of the first food that is bought in this form: the same whatever is planned


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
        group=row["group"],
        name=row["bought"],
        aisle=row["aisle"],
        pantry=row["storage"] == "pantry",
        per_eaten=per_eaten,
        packs=MappingProxyType(packs),
        usd_per_100_g=float(price) if price else None,
        estimated=row["price_basis"] != "table",
        form=form,
    )
