"""How much of a day each of its meals may bring, some of which may not be planned."""

from collections.abc import Mapping

from planner.foods.food import AWAY
from planner.foods.meals import SNACKS, MealTime, Templates, times_around
from planner.foods.nutrients import ENERGY
from planner.plan.plan import Day, total


def away_energy(day: Day) -> Mapping[str, float]:
    """The energy of the meals of a day that are eaten out or left out [kcal], by meal."""
    return {meal.meal: total(meal.portions, ENERGY).amount for meal in day.meals if meal.template == AWAY}


def times_of(day: Day, templates: Templates, energy_kcal: float) -> tuple[MealTime, ...]:
    """The times of the meals of a day, in its order; ``energy_kcal`` is its target."""
    ids = [meal.meal for meal in day.meals]
    known = {time.id: time for time in templates.meals_for(energy_kcal, {*SNACKS}.intersection(ids))}
    times = [known.get(meal) or templates.meal(meal) for meal in ids]
    return times_around(times, {meal: kcal / energy_kcal for meal, kcal in away_energy(day).items()})
