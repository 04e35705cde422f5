"""What a day needs the evening before: pulses to soak, fish to thaw, dishes that stand in the fridge overnight."""

from collections.abc import Iterator

from planner.foods.food import Food
from planner.foods.meals import LEFTOVERS
from planner.language.translate import _
from planner.plan.plan import Day, Plan

SOAK, THAW = "soak", "thaw"  # flags of foods as they are bought: dry pulses, frozen fish


def evening_before(day: Day | None) -> tuple[str, ...]:
    """What is to be done the evening before a day, as sentences; leftovers were cooked already."""
    if day is None:
        return ()
    eaten = [portion.food for meal in day.meals if meal.template != LEFTOVERS for portion in meal.portions]
    return tuple(_tasks(tuple(dict.fromkeys(eaten))))


def this_evening(plan: Plan, day: int) -> tuple[str, ...]:
    """What is to be done on the evening of a day, for the next one."""
    return evening_before(next((other for other in plan.days if other.number == day + 1), None))


def begins_with(plan: Plan) -> tuple[str, ...]:
    """What is to be done the evening before the plan begins."""
    return evening_before(plan.days[0] if plan.days else None)


def dish_tasks(dish: Food) -> tuple[str, ...]:
    """What one food or dish needs the evening before."""
    return tuple(_("The evening before: {task}").format(task=task) for task in _tasks((dish,)))


def _tasks(eaten: tuple[Food, ...]) -> Iterator[str]:
    for flag, said in ((SOAK, _("Soak overnight: {foods}.")), (THAW, _("Thaw in the fridge: {foods}."))):
        foods = sorted(
            {_plain_name(part.food) for food in eaten for part in food.made_of(1) if flag in part.food.flags}
        )
        if foods:
            yield said.format(foods=", ".join(foods))
    for food in eaten:
        if food.recipe is not None and food.recipe.evening_before:
            yield _("{dish}: {task}").format(dish=food.name, task=food.recipe.evening_before)


def _plain_name(food: Food) -> str:
    """The name without how it is cooked: "Black beans, boiled" is "black beans"."""
    return food.name.partition(",")[0].lower()
