"""What is at home, as it is bought and eaten."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from planner.document.document import Document
from planner.foods.food import Food
from planner.plan.plan import Portion
from planner.shopping.bought import Bought
from planner.shopping.list_edits import with_at_home
from planner.shopping.shopping_list import ShoppingList, bought_as

CRUMBS = 1.0  # [g as bought] so little of a food is nothing: the window shows tenths of an ounce, 2.8 g


def grams_of(portions: Iterable[Portion]) -> dict[Food, float]:
    """Grams of every food as it is eaten, dishes taken apart."""
    grams: dict[Food, float] = defaultdict(float)
    for portion in portions:
        for part in portion.food.made_of(portion.steps):
            grams[part.food] += part.grams
    return dict(grams)


def without_eaten(document: Document, eaten: Mapping[Food, float], bought: Mapping[str, Bought]) -> Document:
    """The document when so much [g as eaten] was taken from what is at home; nothing goes below zero.

    A food that nobody said is at home stays unsaid. Where the document names no people, all it shops for ate the same.
    """
    stock = dict(document.stock)
    for form, taken in _as_bought(document, eaten, bought).items():
        for food in [food for food in stock if bought_as(food, bought) == form]:
            left = stock[food] - taken
            taken = max(0.0, -left)
            stock[food] = left if left >= CRUMBS else 0.0
    for food, grams in stock.items():
        if grams != document.stock[food]:
            document = document.with_stock(food, grams)
    return document


def with_given_back(document: Document, eaten: Mapping[Food, float], bought: Mapping[str, Bought]) -> Document:
    """Takes ``without_eaten`` back for foods of which some is at home still; of others it is not known."""
    for form, given in _as_bought(document, eaten, bought).items():
        food = next((food for food in document.stock if bought_as(food, bought) == form), None)
        if food is not None:
            document = document.with_stock(food, document.stock[food] + given)
    return document


def with_all_bought(document: Document, shopping: ShoppingList, bought: Mapping[str, Bought]) -> Document:
    """The document when all of a list was bought: every whole pack is at home, and nothing is ticked any more.

    Lines of the user's own keep standing there without a tick: nobody knows what they weigh.
    """
    for line in shopping.lines:
        if not line.own and line.count > 0:
            document = with_at_home(document, line, line.at_home_g + line.buy_g, bought)
    return document.with_shopping(document.shopping.without_ticks())


def with_ticked_bought(document: Document, shopping: ShoppingList, bought: Mapping[str, Bought]) -> Document:
    """The document that has at home what the days of the list take of its ticked lines, and no ticks any more.

    What is left in their packs is not known: days of the list before these may have eaten of it.
    """
    for line in shopping.lines:
        if not line.own and line.ticked and line.count > 0:
            document = with_at_home(document, line, line.bought_g, bought)
    return document.with_shopping(document.shopping.without_ticks())


def _as_bought(document: Document, eaten: Mapping[Food, float], bought: Mapping[str, Bought]) -> dict[str, float]:
    """[g as bought] by the form it is bought in."""
    people = 1 if document.people else document.shopping.people
    taken: dict[str, float] = defaultdict(float)
    for food, grams in eaten.items():
        row = bought.get(food.id)
        taken[row.form if row else food.id] += people * grams * (row.per_eaten if row else 1.0)
    return dict(taken)
