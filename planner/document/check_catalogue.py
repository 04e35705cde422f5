"""Whether a document goes with a catalogue: foods it lacks, locks that cannot be."""

from planner.document.document import Document, Stored
from planner.document.read_values import DocumentError
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.foods.usda import is_usda_id, read_usda
from planner.language.translate import _


def foods_missing(stored: Stored, catalogue: Catalogue) -> dict[str, str]:
    """Foods the document or its plan names and the catalogue lacks, each with the first key that names it.

    The catalogue is the one with the document's own foods (planner/editing/own_edits.py). Usual days may name foods
    of the USDA tables too: ``usda_foods_missing`` looks those up.
    """
    named = [(f"tastes.{food}", food) for food in stored.document.tastes]
    named += [(f"stock.{food}", food) for food in stored.document.stock]
    named += [(f"list.prices.{food}", food) for food in stored.document.shopping.prices]
    named += [(f"drinks.{food}", food) for food in stored.document.drinks]
    named += [(f"wishes.{food}", food) for food in stored.document.wishes]
    named += [
        (_("removed ({meal} of day {day})").format(meal=gone.meal, day=gone.day), gone.food)
        for gone in stored.document.removed
    ]
    for number, person in enumerate(stored.document.people):
        named += [(f"people[{number}].never", food) for food in sorted(person.never)]
    for own in stored.document.own_dishes:
        named += [(f"own_dishes.{own.id}", food) for food in own.foods]
    for key, locks in (("locks", stored.document.locks), ("plan", stored.plan)):
        named += [
            (f"{key}[{number}].portions[{place}].food", portion.food)
            for number, lock in enumerate(locks)
            for place, portion in enumerate(lock.portions)
        ]
    named += [
        (f"usual_days[{number}][{place}].food", entry.food)
        for number, day in enumerate(stored.document.usual_days)
        for place, entry in enumerate(day)
        if not is_usda_id(entry.food)
    ]
    missing: dict[str, str] = {}
    for key, food in named:
        if food not in catalogue:
            missing.setdefault(food, key)
    return missing


def usda_foods_missing(document: Document) -> dict[str, str]:
    """Foods of the USDA tables the usual days name and no table has, each with the first key that names it.

    The tables are read only where one is named.
    """
    named = {
        entry.food: f"usual_days[{number}][{place}].food"
        for number, day in reversed(list(enumerate(document.usual_days)))
        for place, entry in reversed(list(enumerate(day)))
        if is_usda_id(entry.food)
    }
    return {food: key for food, key in named.items() if food not in read_usda()}


def check_locks(document: Document, catalogue: Catalogue, templates: Templates) -> None:
    """Checks that every lock can be part of some plan, as far as its own meal goes.

    Raises:
        DocumentError: for the first lock that no template can hold.
    """
    for number, lock in enumerate(document.locks):
        key = f"locks[{number}]"
        for place, portion in enumerate(lock.portions):
            food = catalogue[portion.food]
            where = f"{key}.portions[{place}]"
            if not food.min_steps <= portion.steps <= food.max_steps:
                raise DocumentError(
                    f"{where}.steps",
                    _("{steps} steps of {food}, expected {min_steps} to {max_steps}").format(
                        steps=portion.steps, food=food.name, min_steps=food.min_steps, max_steps=food.max_steps
                    ),
                )
            able = [templates.by_id[lock.template]] if lock.template else templates.for_meal(lock.meal)
            slots = [slot for template in able if (slot := template.slot(portion.slot)) is not None]
            if not any(slot.takes(food) for slot in slots):
                raise DocumentError(
                    where,
                    _("{food} does not go into the slot {slot!r} of {template}").format(
                        food=food.name, slot=portion.slot, template=lock.template or lock.meal
                    ),
                )
