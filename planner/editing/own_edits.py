"""The catalogue with the user's own foods and dishes, and documents with others."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from planner.document.document import LOVE, Document
from planner.document.usual_days import without_foods
from planner.foods.catalogue import Catalogue, Same
from planner.foods.food import Food
from planner.foods.salt import salted
from planner.own.dish import OwnDish, dish_of
from planner.own.food import OwnFood, food_of, new_id
from planner.plan.plan import Plan, Portion

KEPT = 16  # catalogues remembered, so that undo and redo meet the identical one again


def with_own(catalogue: Catalogue, document: Document) -> Catalogue:
    """The catalogue with the document's own foods, dishes and salt; the identical object as long as these are the same.

    A dish of a food that is not there, or of another dish, is among those left out.
    """
    if document.own_foods or document.own_dishes:
        catalogue = _with_own(Same(catalogue), document.own_foods, document.own_dishes)
    return salted(catalogue, document.habits.salt)


@lru_cache(maxsize=KEPT)
def _with_own(same: Same, foods: tuple[OwnFood, ...], dishes: tuple[OwnDish, ...]) -> Catalogue:
    catalogue = same.catalogue
    known = {**catalogue.foods, **{own.id: food_of(own) for own in foods}}
    made: dict[str, Food] = {}
    left_out = []
    for own in dishes:
        try:
            made[own.id] = dish_of(own, known)
        except (KeyError, ValueError):
            left_out.append(own.name)
    return Catalogue(MappingProxyType({**known, **made}), catalogue.problems, (*catalogue.dishes_left_out, *left_out))


def taken_names(catalogue: Catalogue, but: str = "") -> frozenset[str]:
    """The names of all foods and dishes, but for the one with the id ``but``."""
    return frozenset(food.name for food in catalogue if food.id != but)


def own_food(document: Document, food_id: str) -> OwnFood | None:
    return next((own for own in document.own_foods if own.id == food_id), None)


def own_dish(document: Document, food_id: str) -> OwnDish | None:
    return next((own for own in document.own_dishes if own.id == food_id), None)


def id_for(name: str, catalogue: Catalogue, document: Document) -> str:
    """An id for a new food or dish of this name that nothing in catalogue or document has or names."""
    return new_id(name, _ids(catalogue, document))


def _ids(catalogue: Catalogue, document: Document) -> set[str]:
    own = [*(own.id for own in document.own_foods), *(own.id for own in document.own_dishes)]
    usual = {entry.food for day in document.usual_days for entry in day}
    return {
        *catalogue.foods,
        *own,
        *usual,
        *document.tastes,
        *document.stock,
        *document.wishes,
        *document.shopping.prices,
        *document.refused.foods,
        *(food for step in document.steps.steps for each in step.changes for food in (each.food, each.instead_of)),
        *(each.food for each in document.refused.changes),
        *(each.instead_of for each in document.refused.changes),
    }


def with_own_food(document: Document, own: OwnFood) -> Document:
    """Takes an own food, in place of the one with its id."""
    if own_food(document, own.id) is None:
        return replace(document, own_foods=(*document.own_foods, own))
    return replace(document, own_foods=tuple(own if each.id == own.id else each for each in document.own_foods))


def with_own_dish(document: Document, own: OwnDish) -> Document:
    """Takes an own dish, in place of the one with its id."""
    if own_dish(document, own.id) is None:
        return replace(document, own_dishes=(*document.own_dishes, own))
    return replace(document, own_dishes=tuple(own if each.id == own.id else each for each in document.own_dishes))


def with_imported(document: Document, foods: Iterable[OwnFood]) -> Document:
    for own in foods:
        document = with_own_food(document, own)
    return document


def asks_what_foods_hold(document: Document) -> bool:
    """Whether somebody who is planned for may not eat everything, so that a new food is not taken unasked."""
    return not all(each.eats_anything for each in (document.profile, *(person.profile for person in document.people)))


def with_price(document: Document, food_id: str, per_kg: float | None) -> Document:
    """The document with the user's own price of a food, or none."""
    return document.with_shopping(document.shopping.with_price(food_id, per_kg))


def loved(document: Document, food_id: str) -> Document:
    return document.with_taste(food_id, LOVE)


def dishes_with(document: Document, food_id: str) -> tuple[OwnDish, ...]:
    """The own dishes that have a food in them."""
    return tuple(own for own in document.own_dishes if food_id in own.foods)


def without_own(document: Document, food_id: str) -> Document:
    """Deletes an own food or dish, the own dishes that have it in them, and all that was said of any of them.

    Locks are opened for the food: the other portions of a meal stay locked one by one.
    """
    gone = {food_id, *(own.id for own in dishes_with(document, food_id))}
    for each in gone:
        document = document.without_food_in_locks(each)
    shopping = document.shopping
    prices = {food: price for food, price in shopping.prices.items() if food not in gone}
    return replace(
        document,
        own_foods=tuple(own for own in document.own_foods if own.id not in gone),
        own_dishes=tuple(own for own in document.own_dishes if own.id not in gone),
        tastes=MappingProxyType({food: taste for food, taste in document.tastes.items() if food not in gone}),
        stock=MappingProxyType({food: grams for food, grams in document.stock.items() if food not in gone}),
        wishes=MappingProxyType({food: times for food, times in document.wishes.items() if food not in gone}),
        removed=frozenset(removed for removed in document.removed if removed.food not in gone),
        usual_days=without_foods(document.usual_days, gone),
        refused=document.refused.without(gone),
        steps=document.steps.without(gone),
        people=tuple(replace(person, never=person.never - gone) for person in document.people),
        shopping=replace(shopping, ticked=shopping.ticked - gone, prices=MappingProxyType(prices)),
    )


def known_plan(plan: Plan, catalogue: Catalogue) -> Plan:
    """The plan of the foods as the catalogue has them now, without portions of foods it no longer has.

    The identical plan where nothing is different.
    """
    if all(catalogue.foods.get(portion.food.id) == portion.food for day in plan.days for portion in day.portions):
        return plan
    days = []
    for day in plan.days:
        meals = [replace(meal, portions=_known(meal.portions, catalogue)) for meal in day.meals]
        days.append(replace(day, meals=tuple(meals)))
    return replace(plan, days=tuple(days))


def _known(portions: Sequence[Portion], catalogue: Catalogue) -> tuple[Portion, ...]:
    return tuple(
        replace(portion, food=catalogue[portion.food.id]) for portion in portions if portion.food.id in catalogue
    )
