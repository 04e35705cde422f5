"""What is cooked on a day, for everybody who eats of it: dishes by the pot, other foods by the plate."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from planner.foods.food import Food
from planner.foods.meals import LEFTOVERS
from planner.foods.scaled_steps import Scaled, scaled_steps
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Meal, Plan

_TIME = re.compile(r"\b(\d+)(?:\s(?:to|or)\s(\d+))?[\s-](minutes?|hours?)\b")


@dataclass(frozen=True, slots=True)
class Eaten:
    """How much of a dish somebody has; the name is empty for whom the document's profile describes."""

    name: str
    servings: float
    later: bool = False  # as leftovers of the next day


@dataclass(frozen=True, slots=True)
class Pot:
    """One dish as it is cooked on a day, for all who eat of it."""

    dish: Food
    eaten: tuple[Eaten, ...]

    @property
    def servings(self) -> float:
        return sum(each.servings for each in self.eaten)

    @property
    def made_for(self) -> int:
        """Servings that the recipe is written for."""
        return self.dish.recipe.servings if self.dish.recipe else 1

    def scaled(self) -> Scaled | None:
        """The steps with the amounts of this pot; None where the recipe has a number that is not understood."""
        method = self.dish.recipe.method if self.dish.recipe else ()
        return scaled_steps(method, self.servings / self.made_for)


@dataclass(frozen=True, slots=True)
class CookedMeal:
    """A meal of a day: what is cooked for it, what is warmed up, and what goes on the plates besides."""

    meal: str
    pots: tuple[Pot, ...]
    warmed: tuple[tuple[Food, float], ...]  # dishes of the day before, with their servings
    besides: tuple[tuple[Food, float], ...]  # with the steps of everybody together


def cooked_on(plan: Plan, number: int, household: Household = NOBODY, people: int = 1) -> tuple[CookedMeal, ...]:
    """The meals of a day in the order of the plan, each for the whole household.

    ``people`` eat what the plan says where the document names nobody else. What comes back the next day as leftovers
    is in the pot of the day on which it is cooked.
    """
    served = [("", plan), *((one.name, theirs) for one, theirs in household.at_table)]
    order = dict.fromkeys(meal.meal for _name, theirs in served for meal in _meals(theirs, number))
    return tuple(_cooked(meal, served, number, people) for meal in order)


def times_in(step: str) -> tuple[tuple[int, int, str], ...]:
    """What a timer could be set to in a step: the shortest, the longest, and "minute" or "hour"."""
    found = _TIME.findall(step)
    return tuple((int(least), int(most or least), unit.removesuffix("s")) for least, most, unit in found)


def _cooked(meal_id: str, served: Sequence[tuple[str, Plan]], number: int, people: int) -> CookedMeal:
    pots: dict[Food, list[Eaten]] = defaultdict(list)
    warmed: dict[Food, float] = defaultdict(float)
    besides: dict[Food, float] = defaultdict(float)
    for name, plan in served:
        for meal in _meals(plan, number):
            for portion in meal.portions if meal.meal == meal_id else ():
                amount = portion.steps * people
                if portion.food.recipe is None:
                    besides[portion.food] += amount
                elif meal.template == LEFTOVERS:
                    warmed[portion.food] += amount * portion.food.step
                else:
                    pots[portion.food].append(Eaten(name, amount * portion.food.step))
    for dish, eaten in pots.items():
        eaten += [
            Eaten(name, portion.steps * people * dish.step, later=True)
            for name, plan in served
            for meal in _meals(plan, number + 1)
            for portion in meal.portions
            if meal.template == LEFTOVERS and portion.food == dish and meal_id == "dinner"
        ]
    made = tuple(Pot(dish, tuple(eaten)) for dish, eaten in pots.items())
    return CookedMeal(meal_id, made, tuple(warmed.items()), tuple(besides.items()))


def _meals(plan: Plan, number: int) -> Iterator[Meal]:
    return (meal for day in plan.days if day.number == number for meal in day.meals)
