"""Meals that are not planned on some days of the week, as JSON."""

from collections.abc import Sequence

from planner.document.document import AwayMeal
from planner.document.read_values import WEEKDAYS, DocumentError, a_list, an_object, known_keys, whole, word, word_list
from planner.foods.away import MOST_KCAL
from planner.foods.meals import Templates
from planner.language.translate import _

MOST_AWAY = 35  # five meals on seven days


def away_to_json(away: Sequence[AwayMeal]) -> list[object]:
    """Meals that are not planned, as JSON values."""
    return [
        {"weekdays": [WEEKDAYS[day] for day in each.weekdays], "meal": each.meal, "kcal": each.kcal} for each in away
    ]


def away_meals(entries: object, templates: Templates) -> tuple[AwayMeal, ...]:
    """Meals that are not planned, from JSON.

    Raises:
        DocumentError: if anything in it is not as expected.
    """
    found = []
    listed = a_list(entries, "habits.away")
    if len(listed) > MOST_AWAY:
        raise DocumentError(
            "habits.away", _("has {count} meals, expected at most {most}").format(count=len(listed), most=MOST_AWAY)
        )
    for number, entry in enumerate(listed):
        path = f"habits.away[{number}]"
        data = an_object(entry, path)
        known_keys(data, ("weekdays", "meal", "kcal"), path)
        days = word_list(data.get("weekdays", []), f"{path}.weekdays", WEEKDAYS)
        if not days:
            raise DocumentError(f"{path}.weekdays", _("names no day"))
        found.append(
            AwayMeal(
                tuple(sorted(map(WEEKDAYS.index, days))),
                word(data.get("meal", ""), f"{path}.meal", templates.meal_ids),
                whole(data.get("kcal", 0), f"{path}.kcal", 0, MOST_KCAL),
            )
        )
    return tuple(found)
