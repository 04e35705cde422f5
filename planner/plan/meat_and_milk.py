"""Keeping kosher: meat and milk in meals of their own.

Meat and poultry are planned for dinner alone, and milk in no meal from dinner on, so that no wait between the two is
too short whatever a household keeps. The snack stands behind dinner in every list, so it may be eaten there; it is that
of the afternoon only where the day has a snack of the morning as well. What the user locks may be elsewhere, as long as
one meal does not hold both.
"""

from collections.abc import Iterable, Iterator, Mapping

from planner.document.document import Document
from planner.foods.food import Food
from planner.foods.meals import DINNER, EVENING_SNACK, MORNING_SNACK, SNACK
from planner.needs.medical_rules import has_meat, has_milk

KOSHER = "kosher"


def keeps_kosher(document: Document) -> bool:
    """Whether anybody at the table keeps kosher: all eat the same dishes."""
    profiles = (document.profile, *(person.profile for person in document.people))
    return any(KOSHER in profile.restrictions for profile in profiles)


def from_dinner_on(document: Document) -> tuple[str, ...]:
    """The meals between which there is no wait: dinner, and what may be eaten behind it."""
    if MORNING_SNACK in document.profile.snacks:
        return DINNER, EVENING_SNACK
    return DINNER, SNACK, EVENING_SNACK


def kept_apart(
    document: Document, day: int, meals: Iterable[str], foods: Mapping[str, Food]
) -> frozenset[tuple[str, str]]:
    """What is not planned in which meal of a day, as (meal, food id); nothing where nobody keeps kosher.

    A locked portion stays where it is, unless what is locked holds both: then it is kept out, and no plan can be.
    """
    if not keeps_kosher(document):
        return frozenset()
    locked = list(_locked(document, day, foods))
    held = {(meal, food.id) for meal, food in locked}
    late = from_dinner_on(document)
    out = set()
    for meal in meals:
        near = late if meal in late else (meal,)
        beside = [food for each, food in locked if each in near]
        for food in foods.values():
            if breaks_kosher(meal, food, beside) or ((meal, food.id) not in held and not _belongs(meal, food, late)):
                out.add((meal, food.id))
    return frozenset(out)


def breaks_kosher(meal: str, food: Food, beside: Iterable[Food]) -> bool:
    """Whether a food brings meat to milk, or milk to meat, in what a meal and those without a wait to it hold."""
    others = [other for other in beside if other != food]
    meat, milk = has_meat(food), has_milk(food)
    return (meat and any(map(has_milk, others))) or (milk and any(map(has_meat, others)))


def mixed(document: Document, held: Mapping[str, Iterable[Food]]) -> Iterator[str]:
    """The meals of a day that hold meat and milk, or milk after the meat of dinner; ``held`` are foods by meal."""
    late = from_dinner_on(document)
    for meal, foods in held.items():
        every = list(foods)
        before = list(held.get(DINNER, ())) if meal in late and meal != DINNER else []
        if any(map(has_milk, every)) and any(map(has_meat, (*every, *before))):
            yield meal


def _belongs(meal: str, food: Food, late: Iterable[str]) -> bool:
    if has_meat(food) and meal != DINNER:
        return False
    return not (has_milk(food) and meal in late)


def _locked(document: Document, day: int, foods: Mapping[str, Food]) -> Iterator[tuple[str, Food]]:
    for lock in document.locks_on(day):
        for portion in lock.portions:
            if portion.food in foods:
                yield lock.meal, foods[portion.food]
