"""The user's own prices of what is bought, by the line of the list it is bought as."""

from collections.abc import Iterable, Mapping

from planner.document.document import Document
from planner.document.list_choices import ListChoices
from planner.shopping.bought import Bought
from planner.shopping.prices import Price
from planner.shopping.shopping_list import Line, price_of_parts


def price_of_line(line: Line, document: Document) -> float | None:
    """The user's own price of a line [currency / kg bought]; None where its foods have none, or not the same one."""
    prices = {document.shopping.prices.get(part.food.id) for part in line.parts}
    return prices.pop() if len(prices) == 1 else None


def usual_price_of_line(line: Line, document: Document, bought: Mapping[str, Bought]) -> Price:
    """What a gram of a line costs without the user's own prices, in the mean of its foods."""
    usual = ListChoices().with_money(
        document.shopping.currency, document.shopping.price_factor, document.shopping.price_rise
    )
    return price_of_parts(line.parts, bought, usual)


def with_price_of_line(document: Document, line: Line, per_kg: float | None, bought: Mapping[str, Bought]) -> Document:
    """The document in which all that is bought as this line costs so much; None goes back to the table's prices.

    Raises:
        ValueError: if the line is an own one, or the price is negative or not finite.
    """
    if line.own:
        raise ValueError(f"{line.name!r} has no price")
    choices = document.shopping
    for food in _foods(line, bought):
        choices = choices.with_price(food, per_kg)
    return document.with_shopping(choices)


def _foods(line: Line, bought: Mapping[str, Bought]) -> Iterable[str]:
    """Every food that is bought in the form of the line, planned today or not: it is the same thing in the shop."""
    same = [food for food, row in bought.items() if row.form == line.key]
    return dict.fromkeys((*same, *(part.food.id for part in line.parts)))
