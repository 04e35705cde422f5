"""A whole meal goes to another day or meal, and what was there comes in its place."""

from dataclasses import replace

from planner.document.document import Document, Lock
from planner.editing.edits import Answer, Edited, Kitchen, Refused
from planner.foods.food import AWAY
from planner.foods.meals import read_templates
from planner.language.phrases import inside
from planner.language.translate import _
from planner.plan.meal_names import meal_name
from planner.plan.plan import Meal, Plan
from planner.plan.stored_form import fixed

MealPlace = tuple[int, str]  # day, from 1, and meal


def exchange(kitchen: Kitchen, place: MealPlace, to: MealPlace) -> Answer:
    """A meal stays locked where it went; the one that was there takes its place, locked if it was."""
    old, other = kitchen.meal(*place), kitchen.meal(*to)
    if old is None or other is None or not old.portions:
        return Refused(_("This is no longer in the plan."))
    if place == to:
        return Refused(_("It is there already."))
    if AWAY in (old.template, other.template):
        return Refused(_("One of the two meals is not planned: it is eaten out or left out."))
    for day, meal in (place, to):
        if kitchen.document.mark_of(day, meal) is not None:
            name = read_templates().meal(meal).name
            return Refused(_("{meal} is marked: take the mark back first.").format(meal=name))
    for moved, (_day, meal) in ((old, to), (other, place)):
        if not _fits(kitchen, moved, meal):
            said = _("“{food}” is not eaten as a {meal}.")
            return Refused(said.format(food=meal_name(moved), meal=inside(read_templates().meal(meal).name)))
    document = _with_removed_exchanged(kitchen.document, place, to)
    kept = kitchen.lock(*to)
    for each in (place, to):
        document = document.without_lock(*each)
    document = document.with_lock(Lock(*to, old.template, tuple(fixed(portion) for portion in old.portions)))
    if kept.portions:
        document = document.with_lock(replace(kept, day=place[0], meal=place[1]))
    return Edited(document, _exchanged(kitchen.plan, place, to, old, other))


def _fits(kitchen: Kitchen, moved: Meal, meal: str) -> bool:
    """Whether a meal of that kind is eaten then; one without food is."""
    template = kitchen.templates.by_id.get(moved.template)
    return not moved.portions or (template is not None and meal in template.meals)


def _with_removed_exchanged(document: Document, place: MealPlace, to: MealPlace) -> Document:
    """What the user took out of a meal stays out of it where it goes."""
    goes = {place: to, to: place}
    removed = (
        replace(gone, day=goes[gone.day, gone.meal][0], meal=goes[gone.day, gone.meal][1])
        if (gone.day, gone.meal) in goes
        else gone
        for gone in document.removed
    )
    return replace(document, removed=frozenset(removed))


def _exchanged(plan: Plan, place: MealPlace, to: MealPlace, old: Meal, other: Meal) -> Plan:
    new = {to: replace(old, meal=to[1]), place: replace(other, meal=place[1])}
    days = []
    for day in plan.days:
        meals = tuple(new.get((day.number, meal.meal), meal) for meal in day.meals)
        days.append(replace(day, meals=meals))
    return Plan(tuple(days))
