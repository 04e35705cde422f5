"""For which meals each line of a list is bought."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.language.dates import SHORT_WEEKDAYS, date_after, short_date
from planner.language.phrases import inside
from planner.language.translate import _
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import WEEK, Plan
from planner.shopping.bought import Bought
from planner.shopping.shopping_list import bought_as


@dataclass(frozen=True, slots=True)
class Use:
    """A meal that takes something of a line; ``dish`` is what it is cooked into, empty where it is eaten as it is."""

    day: int
    meal: str
    dish: str = ""


def uses_of_lines(
    plan: Plan, bought: Mapping[str, Bought], days: Sequence[int], household: Household = NOBODY
) -> Mapping[str, tuple[Use, ...]]:
    """By the key of a line, the meals of these days that take something of it, each once, in the order of the days."""
    order = {meal: place for place, meal in enumerate(read_templates().meal_ids)}
    found: dict[str, set[Use]] = defaultdict(set)
    for each in (plan, *(theirs for _one, theirs in household.at_table)):
        for day in each.days:
            for meal in day.meals if day.number in days else ():
                for portion in meal.portions:
                    dish = portion.food.name if portion.food.recipe is not None else ""
                    for part in portion.food.made_of(portion.steps):
                        found[bought_as(part.food.id, bought)].add(Use(day.number, meal.meal, dish))
    return {
        key: tuple(sorted(uses, key=lambda use: (use.day, order.get(use.meal, len(order)), use.dish)))
        for key, uses in found.items()
    }


def uses_text(uses: Sequence[Use], document: Document, days: Sequence[int]) -> str:
    """Such as "Mon, Wed breakfast · Tue Lentil soup"; "every day" where it is on each of more than two days."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for use in uses:
        numbers = by_name[use.dish or inside(read_templates().meal(use.meal).name)]
        if use.day not in numbers:
            numbers.append(use.day)
    return " · ".join(f"{_days_text(numbers, document, days)} {name}" for name, numbers in by_name.items())


def _days_text(numbers: Sequence[int], document: Document, days: Sequence[int]) -> str:
    if len(days) > 2 and set(days) <= set(numbers):
        return _("every day")
    return ", ".join(_day_text(number, document, days) for number in numbers)


def _day_text(number: int, document: Document, days: Sequence[int]) -> str:
    """The weekday, with the date where another day of the list has the same."""
    when = date_after(document.start, number)
    if when is None:
        return _("day {day}").format(day=number)
    return SHORT_WEEKDAYS[when.weekday()] if max(days) - min(days) < WEEK else short_date(when)
