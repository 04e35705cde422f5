"""Meals that are not planned, in a document: each is locked whole, with an entry of its own (planner/foods/away.py)."""

from dataclasses import replace

from planner.document.document import AwayMeal, Document, FixedPortion, Lock, Removed
from planner.foods.away import EATEN_OUT, NO_MEAL, steps_of
from planner.foods.food import AWAY
from planner.foods.meals import read_templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.targets import TargetError
from planner.plan.plan import WEEK


def away_lock(day: int, meal: str, kcal: int) -> Lock:
    """The lock of a meal eaten out, with about so much energy [kcal], or of no meal at all where it is 0."""
    food, steps = (EATEN_OUT, steps_of(kcal)) if kcal else (NO_MEAL, 1)
    return Lock(day, meal, AWAY, (FixedPortion(AWAY, food, steps),))


def with_away(document: Document, day: int, meal: str, kcal: int) -> Document:
    """One meal that is not planned, as ``away_lock``."""
    return replace(document, removed=document.removed - {_planned(day, meal)}).with_lock(away_lock(day, meal, kcal))


def _planned(day: int, meal: str) -> Removed:
    """What says that a meal is planned although a habit leaves it out."""
    return Removed(day, meal, EATEN_OUT)


def without_away(document: Document, day: int, meal: str) -> Document:
    """The meal is planned again, although a habit may say otherwise of its weekday."""
    document = document.without_lock(day, meal)
    if _habit(document, day, meal) is None:
        return document
    return replace(document, removed=document.removed | {_planned(day, meal)})


def with_habits_away(document: Document) -> Document:
    """Locks the meals that the habits say are not planned, on every day of the plan; the identical document if all are.

    Meals the user locked or marked stay as they are, and so do those that are to be planned this once.
    """
    if document.start is None or not document.habits.away:
        return document
    meals = _meals(document)
    for day in range(1, document.days + 1):
        for meal in meals:
            found = _habit(document, day, meal)
            taken = any(lock.meal == meal for lock in document.locks_on(day)) or document.mark_of(day, meal) is not None
            planned = _planned(day, meal) in document.removed
            if found is not None and not taken and not planned:
                document = document.with_lock(away_lock(day, meal, found.kcal))
    return document


def reapplied(before: Document, after: Document) -> Document:
    """A document whose habits or dates are others now: what only the old ones left out is planned again."""
    if (before.habits.away, before.start) == (after.habits.away, after.start):
        return after
    changed = after
    for lock in after.locks:
        was = _habit(before, lock.day, lock.meal)
        if was is not None and lock == away_lock(lock.day, lock.meal, was.kcal):
            changed = changed.without_lock(lock.day, lock.meal)
    kept = frozenset(gone for gone in changed.removed if gone.food != EATEN_OUT)
    return with_habits_away(replace(changed, removed=kept))


def _habit(document: Document, day: int, meal: str) -> AwayMeal | None:
    """What the habits say of a meal of a day; nothing without a date."""
    if document.start is None:
        return None
    weekday = (document.start.weekday() + day - 1) % WEEK
    found = [each for each in document.habits.away if each.meal == meal and weekday in each.weekdays]
    return found[-1] if found else None


def _meals(document: Document) -> tuple[str, ...]:
    """The meals of a day; none where the targets cannot stand, so that there is no plan."""
    try:
        targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return ()
    return read_templates().ids_for(targets.energy_kcal, targets.snacks)
