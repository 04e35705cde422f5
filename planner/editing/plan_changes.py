"""What is new in a plan beside the one before it."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.plan.plan import Plan, Portion


class Place(NamedTuple):
    """Where a portion is: a meal has no food twice, so this names it."""

    day: int  # from 1
    meal: str
    food: str


def new_portions(before: Plan | None, after: Plan) -> frozenset[Place]:
    """Where a portion is another one than in the plan before: it was not in that meal of that day in that amount.

    A day that the plan before did not have is not compared: all of it is new, and saying so would say nothing.
    """
    old = portions_by_place(before) if before else {}
    days = {day.number for day in before.days} if before else set()
    return frozenset(
        place
        for place, portion in portions_by_place(after).items()
        if place.day in days and (place not in old or old[place].steps != portion.steps)
    )


def changed_days(before: Plan | None, after: Plan) -> frozenset[int]:
    """The days on which a portion came, went or became another one."""
    if before is None:
        return frozenset()
    went = {place.day for place in portions_by_place(before).keys() - portions_by_place(after).keys()}
    came = {place.day for place in new_portions(before, after)}
    return frozenset((went | came) & {day.number for day in after.days} & {day.number for day in before.days})


def portions_by_place(plan: Plan) -> Mapping[Place, Portion]:
    """Every portion of a plan."""
    return {
        Place(day.number, meal.meal, portion.food.id): portion
        for day in plan.days
        for meal in day.meals
        for portion in meal.portions
    }
