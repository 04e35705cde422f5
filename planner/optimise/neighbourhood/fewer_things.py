"""A plan without one of the things that are bought for it: what days alone do not find, because each finds it there.

A thing that is on one day or two is taken out of all of them at once and these days are searched again. That is tried
with the things that cost most for each portion they are in, and kept where the plan gets better.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from planner.optimise.horizon import Horizon, budget_of, paid_usd
from planner.optimise.neighbourhood.edit import LostError, day_again
from planner.optimise.neighbourhood.rules import UnreadableError
from planner.optimise.recount import penalty
from planner.optimise.warm_models import Task
from planner.optimise.weights import ASKED_OVER_BUDGET, LIST_PRICE, NEW_FOOD, WORTH_A_CHANGE
from planner.plan.plan import Day, Plan
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import shopping_list
from planner.shopping.things import things_of, things_to_buy

TRIES = 40  # of the things that may be done without, each time; all of a usual list


def with_fewer_things(task: Task, days: Mapping[int, Day], tried: set[str]) -> dict[int, Day]:
    """The plan without some of its things, where it buys more than the user wants or can pay; no worse than it was.

    What was ``tried`` is not tried again, and what is tried now is among it afterwards.

    Raises:
        CancelledError: if the user wishes to stop.
    """
    days = dict(days)
    points = penalty(task.horizon, days)
    for _ in range(TRIES):
        chosen = next((thing for thing in _dear(task.horizon, days) if thing not in tried), None)
        if chosen is None:
            break
        tried.add(chosen)
        found = _without(task, days, chosen)
        if found is None:
            continue
        again = penalty(task.horizon, found)
        if again < points - WORTH_A_CHANGE:
            days, points = found, again
    return days


def _dear(horizon: Horizon, days: Mapping[int, Day]) -> list[str]:
    """What is bought, that first which costs most for each portion it is in; nothing where nothing is too much."""
    document = horizon.document
    habits = document.habits
    many = habits.most_foods is not None and len(things_to_buy(days.values())) > habits.most_foods
    dear = habits.budget is not None and paid_usd(horizon, days.values()) > budget_of(horizon)
    if horizon.prices_of_list is None or not (many or dear):
        return []
    alone = replace(document, people=(), shopping=document.shopping.with_people(1))
    lines = shopping_list(Plan(tuple(days.values())), alone, read_bought()).lines
    weight = (LIST_PRICE + (ASKED_OVER_BUDGET if dear else 0.0)) / document.shopping.price_level
    worth: dict[str, float] = {}
    for line in lines:
        if line.parts and line.count:
            counted = NEW_FOOD if many and not line.lasts else 0.0
            worth[line.key] = counted + weight * line.paid
    uses = _uses(horizon, days)
    found = {thing: points / uses[thing] for thing, points in worth.items() if uses.get(thing)}
    return sorted(found, key=lambda thing: (-found[thing], thing))


def _uses(horizon: Horizon, days: Mapping[int, Day]) -> dict[str, int]:
    """In how many portions each thing is; none of what the user locked, wished or drinks."""
    count: dict[str, int] = defaultdict(int)
    kept = {portion.food for lock in horizon.document.locks for portion in lock.portions}
    kept |= {portion.food.id for portion in horizon.drinks} | set(horizon.document.wishes)
    for day in days.values():
        for portion in day.eaten:
            for thing in bought_for(horizon, portion.food.id):
                count[thing] += 1000 if portion.food.id in kept else 1
    return {thing: times for thing, times in count.items() if times < 1000}


def bought_for(horizon: Horizon, food: str) -> frozenset[str]:
    """The things that are bought for a food."""
    found = horizon.by_id.get(food)
    return frozenset() if found is None else things_of(found)


def _without(task: Task, days: Mapping[int, Day], thing: str) -> dict[int, Day] | None:
    """The plan with the days that have a thing searched again without it; None where one of them has no other."""
    horizon = task.horizon
    avoided = frozenset(food.id for food in horizon.foods if thing in bought_for(horizon, food.id))
    without = replace(task, horizon=replace(horizon, avoided=horizon.avoided | avoided))
    found = dict(days)
    for number in sorted(days):
        if any(portion.food.id in avoided for portion in days[number].portions):
            task.clock.check()
            try:
                found[number], _ = day_again(without, number, found)
            except (LostError, UnreadableError):
                return None
    return found
