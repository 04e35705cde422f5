"""The user's own prices of what is bought, by the line of the list it is bought as."""

from collections.abc import Iterable, Mapping

from planner.document.document import Document
from planner.shopping.bought import Bought, usd_per_gram_eaten
from planner.shopping.shopping_list import Line


def price_of_line(line: Line, document: Document) -> float | None:
    """The user's own price of a line [US$ / kg bought]; None where its foods have none, or not one and the same."""
    prices = {document.shopping.prices.get(part.food.id) for part in line.parts}
    return prices.pop() if len(prices) == 1 else None


def usual_price_of_line(line: Line, bought: Mapping[str, Bought]) -> float | None:
    """What the table says a line costs [US$ / kg bought], in the mean of its foods; None where it does not know."""
    known = [
        (part.bought_g, usd * part.eaten_g)
        for part in line.parts
        if (usd := usd_per_gram_eaten(part.food.id, bought, {})) is not None
    ]
    grams = sum(weight for weight, _usd in known)
    return 1000 * sum(usd for _weight, usd in known) / grams if grams else None


def with_price_of_line(
    document: Document, line: Line, usd_per_kg: float | None, bought: Mapping[str, Bought]
) -> Document:
    """The document in which all that is bought as this line costs so much; None goes back to the table's prices.

    Raises:
        ValueError: if the line is an own one, or the price is negative or not finite.
    """
    if line.own:
        raise ValueError(f"{line.name!r} has no price")
    choices = document.shopping
    for food in _foods(line, bought):
        choices = choices.with_price(food, usd_per_kg)
    return document.with_shopping(choices)


def _foods(line: Line, bought: Mapping[str, Bought]) -> Iterable[str]:
    """Every food that is bought in the form of the line, planned today or not: it is the same thing in the shop."""
    same = [food for food, row in bought.items() if row.form == line.key]
    return dict.fromkeys((*same, *(part.food.id for part in line.parts)))
