"""How much of a day each of its meals may bring, some of which may not be planned."""

from collections.abc import Mapping

from planner.foods.food import AWAY
from planner.foods.meals import MealTime, Templates, times_around
from planner.foods.nutrients import ENERGY
from planner.plan.plan import Day, total


def away_energy(day: Day) -> Mapping[str, float]:
    """The energy of the meals of a day that are eaten out or left out [kcal], by meal."""
    return {meal.meal: total(meal.portions, ENERGY).amount for meal in day.meals if meal.template == AWAY}


def times_of(day: Day, templates: Templates, energy_kcal: float) -> tuple[MealTime, ...]:
    """The times of the meals of a day, in its order; ``energy_kcal`` is its target."""
    times = [templates.meal(meal.meal) for meal in day.meals]
    return times_around(times, {meal: kcal / energy_kcal for meal, kcal in away_energy(day).items()})
