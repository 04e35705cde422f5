"""The JSON of meals of the days: what is locked or planned, what is kept out, and what became of them."""

from collections.abc import Mapping
from datetime import date

from planner.document.document import (
    MAX_FOODS,
    MAX_PORTIONS,
    MAX_STEPS,
    FixedPortion,
    Lock,
    MarkedMeal,
    Removed,
)
from planner.document.read_values import (
    MAX_ID,
    DocumentError,
    a_date,
    a_list,
    an_object,
    food_id,
    known_keys,
    short,
    whole,
    word,
)
from planner.document.recorded_json import (
    marked_meal,
)
from planner.foods.meals import Templates
from planner.language.dates import date_after
from planner.language.translate import _


def locked_meals(data: object, key: str, days: int, start: date | None, templates: Templates) -> tuple[Lock, ...]:
    """Meals of a list, no two of one place: those that stay, or those of the stored plan."""
    locks = []
    places = set()
    for number, value in enumerate(a_list(data, key)):
        where = f"{key}[{number}]"
        entry = an_object(value, where)
        known_keys(entry, (_day_key(entry, start), "meal", "template", "portions"), where)
        day = _day_of(entry, where, days, start)
        meal = word(entry.get("meal"), f"{where}.meal", templates.meal_ids)
        template = None
        if "template" in entry:
            known = tuple(template.id for template in templates.for_meal(meal))
            template = word(entry["template"], f"{where}.template", known)
        if (day, meal) in places:
            raise DocumentError(where, _("day {day}, {meal} is there a second time").format(day=day, meal=meal))
        places.add((day, meal))
        if len(a_list(entry.get("portions"), f"{where}.portions")) > MAX_PORTIONS:
            raise DocumentError(f"{where}.portions", _("are more than {most}").format(most=MAX_PORTIONS))
        portions = tuple(
            _portion(an_object(portion, f"{where}.portions[{place}]"), f"{where}.portions[{place}]")
            for place, portion in enumerate(a_list(entry.get("portions"), f"{where}.portions"))
        )
        if not portions:
            raise DocumentError(f"{where}.portions", _("is empty"))
        foods = [portion.food for portion in portions]
        if len(set(foods)) < len(foods):
            raise DocumentError(f"{where}.portions", _("one food is there twice"))
        locks.append(Lock(day, meal, template, portions))
    return tuple(locks)


def _portion(entry: Mapping[str, object], key: str) -> FixedPortion:
    known_keys(entry, ("slot", "food", "steps"), key)
    slot, food = entry.get("slot"), entry.get("food")
    for name, value in (("slot", slot), ("food", food)):
        if not isinstance(value, str) or len(value) > MAX_ID:
            raise DocumentError(
                f"{key}.{name}",
                _("is {value}, expected a text of at most {most} characters").format(value=short(value), most=MAX_ID),
            )
    return FixedPortion(str(slot), str(food), whole(entry.get("steps"), f"{key}.steps", 1, MAX_STEPS))


def lock_to_json(lock: Lock, start: date | None) -> dict[str, object]:
    """One meal as ``locked_meals`` reads it."""
    data = day_to_json(lock.day, start) | {"meal": lock.meal}
    if lock.template is not None:
        data["template"] = lock.template
    data["portions"] = [
        {"slot": portion.slot, "food": portion.food, "steps": portion.steps} for portion in lock.portions
    ]
    return data


def removed_foods(data: object, days: int, start: date | None, templates: Templates) -> frozenset[Removed]:
    """What is kept out of meals."""
    removed = set()
    if len(a_list(data, "removed")) > MAX_FOODS:
        raise DocumentError("removed", _("are more than {most}").format(most=MAX_FOODS))
    for number, value in enumerate(a_list(data, "removed")):
        where = f"removed[{number}]"
        entry = an_object(value, where)
        known_keys(entry, (_day_key(entry, start), "meal", "food"), where)
        day = _day_of(entry, where, days, start)
        meal = word(entry.get("meal"), f"{where}.meal", templates.meal_ids)
        removed.add(Removed(day, meal, food_id(entry.get("food"), f"{where}.food")))
    return frozenset(removed)


def marked_meals(data: object, days: int, start: date | None, templates: Templates) -> tuple[MarkedMeal, ...]:
    """What became of meals, in the order of their days."""
    marks: list[MarkedMeal] = []
    for number, value in enumerate(a_list(data, "marks")):
        where = f"marks[{number}]"
        entry = dict(an_object(value, where))
        day = _day_of(entry, where, days, start)
        entry.pop(_day_key(entry, start))
        marked = marked_meal(entry, where, day, templates)
        if any((each.day, each.meal) == (day, marked.meal) for each in marks):
            raise DocumentError(where, _("day {day}, {meal} is there a second time").format(day=day, meal=marked.meal))
        marks.append(marked)
    return tuple(sorted(marks, key=lambda each: each.day))


def _day_of(entry: Mapping[str, object], where: str, days: int, start: date | None) -> int:
    """The number of the day an entry names, by its date or counted from 1."""
    if start is None or "date" not in entry:
        return whole(entry.get("day"), f"{where}.day", 1, days)
    when = a_date(entry["date"], f"{where}.date")
    number = when.toordinal() - start.toordinal() + 1
    if not 1 <= number <= days:
        said = _("is {value}, expected one of the {days} days from {first}")
        raise DocumentError(f"{where}.date", said.format(value=when, days=days, first=start))
    return number


def _day_key(entry: Mapping[str, object], start: date | None) -> str:
    return "date" if start is not None and "date" in entry else "day"


def day_to_json(number: int, start: date | None) -> dict[str, object]:
    """The key of a day: its date where the days have dates, else its number."""
    when = date_after(start, number)
    return {"day": number} if when is None else {"date": when.isoformat()}
