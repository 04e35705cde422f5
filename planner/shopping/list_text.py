"""The words of the list's lines: what to buy, what is needed, what is left, what it costs."""

import math
import re

from planner.foods.food import household
from planner.language.numbers import HERE, figure
from planner.language.translate import _, ngettext
from planner.shopping.shopping_list import LB, LOOSE, OZ, SLACK, Line, ShoppingList

_DECIMAL = re.compile(r"(?<=\d)\.(?=\d)")  # of a pack's name: "11.25 oz can"

# In words


def buy_text(line: Line, units: str) -> str:
    """What to take off the shelf: ``2 × 15 oz can``, ``3 bunches``, ``4``, ``350 g``; nothing for an own line."""
    if line.own or line.count == 0:
        return ""
    if line.pack is None:
        return weight_text(line.buy_g, units)
    name = _DECIMAL.sub(HERE.decimal, line.pack.name)
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


def price_text(line: Line) -> str:
    """What it costs: ``US$ 1.19 each`` for one of several packs, else ``US$ 3.20``; nothing where no price is known."""
    if line.cost_usd is None or line.count == 0:
        return ""
    if line.pack is not None and line.count > 1:
        return _("US$ {price} each").format(price=figure(line.cost_usd / line.count, ",.2f"))
    return _("US$ {price}").format(price=figure(line.cost_usd, ",.2f"))


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
    slack = SLACK * max(1.0, amount * parts)
    return (math.floor(amount * parts + slack) if down else math.ceil(amount * parts - slack)) / parts
