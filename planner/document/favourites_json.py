"""Weeks kept under a name, as JSON."""

from collections.abc import Sequence

from planner.document.document import LONGEST_NAME, MAX_DAYS, MOST_FAVOURITES, Favourite
from planner.document.meals_json import lock_to_json, locked_meals
from planner.document.read_values import DocumentError, a_list, an_object, known_keys, short
from planner.foods.meals import Templates
from planner.language.plain_text import one_line
from planner.language.translate import _


def favourites_to_json(favourites: Sequence[Favourite]) -> list[object]:
    """Favourites as JSON values; their days are numbers, because they have no date."""
    return [{"name": each.name, "meals": [lock_to_json(meal, None) for meal in each.meals]} for each in favourites]


def favourites(entries: object, templates: Templates) -> tuple[Favourite, ...]:
    """Favourites from JSON.

    Raises:
        DocumentError: if anything in it is not as expected.
    """
    found: dict[str, Favourite] = {}
    listed = a_list(entries, "favourites")
    if len(listed) > MOST_FAVOURITES:
        said = _("has {count} weeks, expected at most {most}").format(count=len(listed), most=MOST_FAVOURITES)
        raise DocumentError("favourites", said)
    for number, entry in enumerate(listed):
        path = f"favourites[{number}]"
        data = an_object(entry, path)
        known_keys(data, ("name", "meals"), path)
        name = _name(data.get("name"), f"{path}.name")
        if name in found:
            raise DocumentError(f"{path}.name", _("is there a second time"))
        meals = locked_meals(data.get("meals", []), f"{path}.meals", MAX_DAYS, None, templates)
        if not meals or any(meal.template is None for meal in meals):
            raise DocumentError(f"{path}.meals", _("are not whole meals with their templates"))
        found[name] = Favourite(name, meals)
    return tuple(found.values())


def _name(name: object, path: str) -> str:
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or one_line(name).strip() != name:
        said = _("is {value}, expected one line of at most {most} characters")
        raise DocumentError(path, said.format(value=short(name), most=LONGEST_NAME))
    return name
