"""What the user changes about the list."""

from collections.abc import Mapping

from planner.document.document import Document
from planner.shopping.bought import Bought
from planner.shopping.shopping_list import Line, ShoppingList, bought_as, usual_aisles


def with_at_home(document: Document, line: Line, grams: float, bought: Mapping[str, Bought]) -> Document:
    """The document that has so much of a line at home [g as bought], whatever it said before.

    Raises:
        ValueError: if the line is an own one, or the weight is negative or not finite.
    """
    if line.own:
        raise ValueError(f"{line.name!r} has no weight")
    for food in document.stock:
        if bought_as(food, bought) == line.key:
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
