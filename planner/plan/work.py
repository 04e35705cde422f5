"""What a day's cooking takes."""

from planner.foods.food import Food
from planner.foods.kitchen import needs_cooking
from planner.foods.meals import LEFTOVERS
from planner.plan.plan import Day


def minutes_for(template: str, food: Food) -> int:
    """The minutes a portion takes in a meal of a template: those its recipe says, none for what was cooked before."""
    return food.recipe.minutes if food.recipe is not None and template != LEFTOVERS else 0


def is_cooked(template: str, food: Food) -> bool:
    """Whether a portion in a meal of a template is a dish that is cooked for it, not before."""
    return template != LEFTOVERS and needs_cooking(food)


def cooked_on(day: Day) -> int:
    """The dishes that are cooked on a day."""
    return sum(is_cooked(meal.template, portion.food) for meal in day.meals for portion in meal.portions)


def minutes_of(day: Day) -> int:
    """The minutes of a day's recipes."""
    return sum(minutes_for(meal.template, portion.food) for meal in day.meals for portion in meal.portions)
