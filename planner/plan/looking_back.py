"""The last days as they were eaten, as days numbered 0, -1, … before the first day of a plan."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.document.document import OTHER, SKIPPED, Document, RecordedDay, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.plan.plan import WEEK, Day, Meal, Portion


@dataclass(frozen=True, slots=True)
class Before:
    """Days that are over and stay as they are. ``unknown`` are those of which not every food is known."""

    days: Mapping[int, Day] = field(default_factory=lambda: MappingProxyType({}))
    unknown: frozenset[int] = frozenset()


NOTHING = Before()


def days_before(document: Document, catalogue: Catalogue) -> Before:
    """The week before the first day of the plan, as far as it was recorded.

    A meal nobody said anything of counts as it was planned, a skipped one is not there, and of something else the
    foods count that the catalogue has, each as the next whole number of its portion steps.
    """
    days, unknown = {}, set()
    for number, recorded in recorded_before(document):
        meals = []
        for meal in recorded.meals:
            if meal.mark is not None and meal.mark.kind == SKIPPED:
                continue
            portions = tuple(_portions(meal, catalogue))
            wanted = meal.mark.foods if meal.mark is not None and meal.mark.kind == OTHER else meal.planned
            if len(portions) < len(wanted) or not wanted:
                unknown.add(number)
            template = "" if meal.mark is not None and meal.mark.kind == OTHER else meal.template
            meals.append(Meal(meal.meal, template, portions))
        days[number] = Day(number, tuple(meals))
    return Before(MappingProxyType(days), frozenset(unknown))


def recorded_before(document: Document) -> Iterator[tuple[int, RecordedDay]]:
    """The recorded days of the week before the first day of the plan, each with its number, the latest first."""
    if document.start is None:
        return
    first = document.start.toordinal()
    for day in reversed(document.recorded):
        number = day.date.toordinal() - first + 1
        if number <= -WEEK:
            return
        if number < 1:
            yield number, day


def _portions(meal: RecordedMeal, catalogue: Catalogue) -> Iterator[Portion]:
    if meal.mark is None or meal.mark.kind != OTHER:
        for held in meal.planned:
            if held.food in catalogue:
                yield Portion(held.slot, catalogue[held.food], held.steps)
        return
    for eaten in meal.mark.foods:
        if eaten.food in catalogue:
            food = catalogue[eaten.food]
            yield Portion("", food, max(1, math.ceil(eaten.grams / food.step_g - 1e-9)))
