"""The words of the list's lines: what to buy, what is needed, what is left, what it costs."""

import math
import re

from planner.foods.food import household
from planner.language.numbers import HERE, figure
from planner.language.translate import _, ngettext
from planner.shopping.bought import PRICE_YEARS
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


def price_text(line: Line, currency: str) -> str:
    """What it costs: ``US$ 1.19 each`` for one of several packs, else ``US$ 3.20``; an estimate is "about" that."""
    if line.cost is None or line.count == 0:
        return ""
    each = line.pack is not None and line.count > 1
    said = money(line.cost / line.count if each else line.cost, currency)
    if each:
        said = _("{money} each").format(money=said)
    return _("about {money}").format(money=said) if line.estimated else said


def cost_text(shopping: ShoppingList) -> str:
    """What the list costs: what is bought, what is eaten of it, and what whole packs of what lasts for months add."""
    if not any(line.cost is not None for line in shopping.lines):
        return ""
    here = shopping.currency
    said = [
        _("about {bought} bought, {eaten} eaten").format(
            bought=money(shopping.paid, here), eaten=money(shopping.cost_eaten, here)
        )
    ]
    more = round(shopping.cost - shopping.paid, 2)
    if more > 0:
        said.append(_("{more} more with whole packs of all staples").format(more=money(more, here)))
    if shopping.estimated:
        estimated = ngettext(
            "the price of {count} line is an estimate", "the prices of {count} lines are estimates", shopping.estimated
        )
        said.append(estimated.format(count=shopping.estimated))
    return "; ".join(said)


def prices_text(shopping: ShoppingList) -> str:
    """Where the prices come from, and what was done with them; nothing where there are none."""
    if not cost_text(shopping):
        return ""
    said = [_("Your own prices, else US averages of {years}").format(years=PRICE_YEARS)]
    if shopping.price_rise:
        rise = figure(abs(shopping.price_rise))
        raised = _("raised by {percent} %") if shopping.price_rise > 0 else _("lowered by {percent} %")
        said.append(raised.format(percent=rise))
    if shopping.price_factor != 1:
        said.append(_("times {factor}").format(factor=figure(shopping.price_factor, ",.6g")))
    return ", ".join(said) + "."


def money(amount: float, currency: str) -> str:
    """An amount with the name of its money, to the cent."""
    return f"{currency} {figure(amount, ',.2f')}"


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
