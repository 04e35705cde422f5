"""A plan by ids alone, as it is stored, and back."""

from collections import defaultdict
from collections.abc import Sequence

from planner.document.document import FixedPortion, Lock
from planner.foods.catalogue import Catalogue
from planner.plan.plan import Day, Meal, Plan, Portion


def plan_to_fixed(plan: Plan) -> tuple[Lock, ...]:
    """The plan by ids alone, as it is stored."""
    return tuple(
        Lock(day.number, meal.meal, meal.template, tuple(fixed(portion) for portion in meal.portions))
        for day in plan.days
        for meal in day.meals
    )


def fixed(portion: Portion) -> FixedPortion:
    """The portion by ids alone."""
    return FixedPortion(portion.slot, portion.food.id, portion.steps)


def plan_from_fixed(meals: Sequence[Lock], catalogue: Catalogue, drinks: tuple[Portion, ...] = ()) -> Plan:
    """The plan a stored sequence of meals stands for, with the drinks of every day; whether it is valid is not said.

    Raises:
        KeyError: if a food has left the catalogue.
    """
    days: dict[int, list[Meal]] = defaultdict(list)
    for stored in meals:
        portions = tuple(Portion(portion.slot, catalogue[portion.food], portion.steps) for portion in stored.portions)
        days[stored.day].append(Meal(stored.meal, stored.template or "", portions))
    return Plan(tuple(Day(number, tuple(days[number]), drinks) for number in sorted(days)))
