"""A meal that is over in words: what was planned, and what was said of it."""

from planner.document.document import OTHER, RecordedDay, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.translate import _
from planner.progress.recorded import Foods
from planner.shopping.list_text import weight_text
from ui.base.sentences import mark_in_words


def meal_in_words(meal: RecordedMeal, foods: Foods, units: str) -> str:
    """Such as "Lunch: Lentil soup, 1 bowl; Rye bread, 2 slices", and on a line of its own "Skipped"."""
    lines = [f"{read_templates().meal(meal.meal).name}: {_portions(meal, foods.catalogue)}"]
    if said := mark_in_words(meal.mark):
        lines.append(said)
    if meal.mark is not None and meal.mark.kind == OTHER and meal.mark.foods:
        lines.append(
            "; ".join(f"{foods.name(each.food)}, {weight_text(each.grams, units)}" for each in meal.mark.foods)
        )
    return "\n".join(lines)


def drinks_in_words(day: RecordedDay, catalogue: Catalogue) -> str:
    """What was drunk beside the meals of a day, empty where that is nothing."""
    if not day.drinks:
        return ""
    return _("Drinks: {drinks}").format(
        drinks="; ".join(_portion(each.food, each.steps, catalogue) for each in day.drinks)
    )


def _portions(meal: RecordedMeal, catalogue: Catalogue) -> str:
    return "; ".join(_portion(held.food, held.steps, catalogue) for held in meal.planned)


def _portion(food: str, steps: int, catalogue: Catalogue) -> str:
    """A food that has left the catalogue has its id alone: its steps say nothing without it."""
    if food not in catalogue:
        return food
    return f"{catalogue[food].name}, {catalogue[food].household(steps)}"
