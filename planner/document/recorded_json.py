"""Recorded days and marks of meals as JSON: reading, checking, writing.

The foods of a recorded day are not looked up: one that has left the catalogue stays in the record. A day is written
short, as ``[slot, food, steps]`` for each portion and on one line, because ten years of them are in one file.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date

from planner.document.document import (
    MARKS,
    MAX_PORTIONS,
    MAX_STEPS,
    OTHER,
    Document,
    EatenFood,
    FixedPortion,
    Judged,
    Mark,
    MarkedMeal,
    RecordedDay,
    RecordedMeal,
)
from planner.document.read_values import (
    MAX_ID,
    DocumentError,
    a_date,
    a_list,
    amount,
    an_object,
    food_id,
    known_keys,
    short,
    texts,
    whole,
    word,
)
from planner.document.usual_days import MOST_GRAMS
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY, DERIVED_BY_KEY
from planner.language.numbers import figure
from planner.language.plain_text import one_line
from planner.language.translate import _

MOST_RECORDED = 36_600  # days: a hundred years
MOST_NOTE = 500  # characters
MOST_SEEN = 50_000  # portions that are kept to be used again: those of many days are the same
_seen: dict[tuple[str, str, int], FixedPortion] = {}
_LONG = ("judged", "recorded", "marks", "diary")  # in this order
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))  # one for all lines
MOST_WRITTEN = 50_000  # days
_written: dict[int, tuple[RecordedDay, int | None, str]] = {}  # by identity of a day, which is held so that it is its
_ALONE = {kind: Mark(kind) for kind in MARKS}  # without foods and a note, as most are
_MEAL_KEYS = ("meal", "template", "planned", "mark", "foods", "note")


def recorded_days(data: object, judged: object, templates: Templates) -> tuple[RecordedDay, ...]:
    """Reads the keys ``recorded`` and ``judged``. Days out of order are put in order, one that is there twice is one.

    Raises:
        DocumentError: where the first value that cannot be accepted is; also where a date has two different days.
    """
    known = judged_days(judged)
    entries = a_list(data, "recorded")
    if len(entries) > MOST_RECORDED:
        raise DocumentError("recorded", _("are more than {most}").format(most=MOST_RECORDED))
    days: dict[date, RecordedDay] = {}
    for number, entry in enumerate(entries):
        where = f"recorded[{number}]"
        day = recorded_day(an_object(entry, where), where, known, templates)
        if days.setdefault(day.date, day) != day:
            raise DocumentError(where, _("{date} is there a second time, and differs").format(date=day.date))
    return tuple(days[when] for when in sorted(days))


def judged_days(data: object) -> list[Judged]:
    """Reads the key ``judged``.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    return [_judged(each, f"judged[{number}]") for number, each in enumerate(a_list(data, "judged"))]


def recorded_day(entry: Mapping[str, object], where: str, known: Sequence[Judged], templates: Templates) -> RecordedDay:
    """Reads one entry of ``recorded``; ``known`` are the targets it may name.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    known_keys(entry, ("date", "meals", "drinks", "judged", "note"), where)
    meals: list[RecordedMeal] = []
    meal_ids = templates.meal_ids
    for number, value in enumerate(a_list(entry.get("meals"), f"{where}.meals")):
        at = f"{where}.meals[{number}]"
        meal = _meal(an_object(value, at), at, meal_ids)
        if any(each.meal == meal.meal for each in meals):
            raise DocumentError(f"{where}.meals", _("{meal} is there a second time").format(meal=meal.meal))
        meals.append(meal)
    judged = None
    if "judged" in entry:
        judged = known[whole(entry["judged"], f"{where}.judged", 0, len(known) - 1)]
    when = a_date(entry.get("date"), f"{where}.date")
    drinks = _portions(entry.get("drinks", []), f"{where}.drinks")
    return RecordedDay(when, tuple(meals), judged, _note(entry, f"{where}.note"), drinks)


def _meal(entry: Mapping[str, object], where: str, meal_ids: Sequence[str]) -> RecordedMeal:
    known_keys(entry, _MEAL_KEYS, where)
    name = word(entry.get("meal"), f"{where}.meal", meal_ids)
    planned = _portions(entry.get("planned", []), f"{where}.planned")
    return RecordedMeal(name, _text(entry.get("template", ""), f"{where}.template"), planned, _mark(entry, where))


def _mark(entry: Mapping[str, object], where: str) -> Mark | None:
    if "mark" not in entry:
        return None
    kind = word(entry["mark"], f"{where}.mark", MARKS)
    if "foods" not in entry and "note" not in entry:
        return _ALONE[kind]
    foods = a_list(entry.get("foods", []), f"{where}.foods")
    if len(foods) > MAX_PORTIONS or (foods and kind != OTHER):
        raise DocumentError(
            f"{where}.foods", _("are for a meal that was something else, at most {most}").format(most=MAX_PORTIONS)
        )
    eaten = tuple(
        _eaten(an_object(each, f"{where}.foods[{at}]"), f"{where}.foods[{at}]") for at, each in enumerate(foods)
    )
    return Mark(kind, eaten, _note(entry, f"{where}.note"))


def _eaten(entry: Mapping[str, object], where: str) -> EatenFood:
    known_keys(entry, ("food", "grams"), where)
    grams = amount(entry.get("grams"), f"{where}.grams")
    if not 0 < grams <= MOST_GRAMS:
        said = _("is {value}, expected grams above 0 and at most {most}")
        most = figure(MOST_GRAMS, ",.0f")
        raise DocumentError(f"{where}.grams", said.format(value=short(entry.get("grams")), most=most))
    return EatenFood(food_id(entry.get("food"), f"{where}.food"), grams)


def _portions(value: object, where: str) -> tuple[FixedPortion, ...]:
    portions = a_list(value, where)
    if len(portions) > MAX_PORTIONS:
        raise DocumentError(where, _("are more than {most}").format(most=MAX_PORTIONS))
    return tuple(_seen_portion(each) or _portion(each, f"{where}[{number}]") for number, each in enumerate(portions))


def _seen_portion(value: object) -> FixedPortion | None:
    """A portion that was checked before; without the name of its place, which takes longer to make than to look."""
    if type(value) is not list or len(value) != 3:
        return None
    slot, food, steps = value
    known = type(slot) is str and type(food) is str and type(steps) is int  # True is equal to 1, and no number of steps
    return _seen.get((slot, food, steps)) if known else None


def _portion(value: object, where: str) -> FixedPortion:
    parts = a_list(value, where)
    if len(parts) != 3:
        raise DocumentError(where, _("is {value}, expected slot, food and steps").format(value=short(value)))
    slot, food, steps = parts
    made = FixedPortion(_text(slot, where), food_id(food, where), whole(steps, where, 1, MAX_STEPS))
    if len(_seen) > MOST_SEEN:
        _seen.clear()
    return _seen.setdefault((made.slot, made.food, made.steps), made)


def _judged(value: object, where: str) -> Judged:
    entry = an_object(value, where)
    known_keys(entry, ("energy_kcal", "targets"), where)
    ends = []
    for key, pair in an_object(entry.get("targets"), f"{where}.targets").items():
        at = f"{where}.targets.{key[:60]}"
        if key not in BY_KEY and key not in DERIVED_BY_KEY:
            raise DocumentError(at, _("is no nutrient the planner knows"))
        both = a_list(pair, at)
        if len(both) != 2:
            raise DocumentError(at, _("is {value}, expected least and most").format(value=short(pair)))
        least, most = (None if end is None else amount(end, at) for end in both)
        ends.append((key, least, most))
    return Judged(amount(entry.get("energy_kcal"), f"{where}.energy_kcal"), tuple(ends))


def _note(entry: Mapping[str, object], where: str) -> str:
    if "note" not in entry:
        return ""
    note = one_line(texts([entry["note"]], where)[0])
    if len(note) > MOST_NOTE:
        raise DocumentError(where, _("is longer than {most} characters").format(most=MOST_NOTE))
    return note


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or len(value) > MAX_ID:
        raise DocumentError(
            where, _("is {value}, expected a text of at most {most} characters").format(value=short(value), most=MAX_ID)
        )
    return value


# Marks of days of the plan


def marked_meal(entry: Mapping[str, object], where: str, day: int, templates: Templates) -> MarkedMeal:
    """Reads one entry of ``marks``; its day is known.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    meal = _meal(entry, where, templates.meal_ids)
    if meal.mark is None:
        raise DocumentError(f"{where}.mark", _("is missing"))
    return MarkedMeal(day, meal.meal, meal.mark, meal.template, meal.planned)


def marked_to_json(marked: MarkedMeal) -> dict[str, object]:
    return _meal_to_json(RecordedMeal(marked.meal, marked.template, marked.planned, marked.mark))


# Writing


def recorded_to_json(document: Document) -> dict[str, object]:
    """The keys ``judged`` and ``recorded``; the targets of many days are written once."""
    places = _places(document)
    data = judged_to_json(document)
    if document.recorded:
        data["recorded"] = [_day_to_json(day, places) for day in document.recorded]
    return data


def judged_to_json(document: Document) -> dict[str, object]:
    """The key ``judged``."""
    targets = [
        {"energy_kcal": judged.energy_kcal, "targets": {key: [least, most] for key, least, most in judged.ends}}
        for judged in _places(document)
    ]
    return {"judged": targets} if targets else {}


def recorded_to_lines(document: Document) -> list[str]:
    """The entries of ``recorded`` as they are written, a line each; a day that was written before is not made again.

    A save writes all days, and all but a few of ten years are those of the save before.
    """
    places = _places(document)
    if len(_written) > MOST_WRITTEN:
        _written.clear()
    lines = []
    for day in document.recorded:
        number = None if day.judged is None else places[day.judged]
        kept = _written.get(id(day))
        if kept is None or kept[1] != number:
            kept = _written[id(day)] = day, number, _line(_day_to_json(day, places))
        lines.append(kept[2])
    return lines


def _places(document: Document) -> dict[Judged, int]:
    """The number in the file of each of the targets that days were judged by."""
    places: dict[Judged, int] = {}
    for day in document.recorded:
        if day.judged is not None:
            places.setdefault(day.judged, len(places))
    return places


def _day_to_json(day: RecordedDay, places: Mapping[Judged, int]) -> dict[str, object]:
    data: dict[str, object] = {"date": day.date.isoformat(), "meals": [_meal_to_json(meal) for meal in day.meals]}
    if day.drinks:
        data["drinks"] = _portions_to_json(day.drinks)
    if day.judged is not None:
        data["judged"] = places[day.judged]
    if day.note:
        data["note"] = day.note
    return data


def _meal_to_json(meal: RecordedMeal) -> dict[str, object]:
    data: dict[str, object] = {"meal": meal.meal, "template": meal.template}
    data["planned"] = _portions_to_json(meal.planned)
    if meal.mark is not None:
        data["mark"] = meal.mark.kind
        if meal.mark.foods:
            data["foods"] = [{"food": each.food, "grams": each.grams} for each in meal.mark.foods]
        if meal.mark.note:
            data["note"] = meal.mark.note
    return data


def _portions_to_json(portions: Sequence[FixedPortion]) -> list[object]:
    return [[portion.slot, portion.food, portion.steps] for portion in portions]


def text_with_days(data: Mapping[str, object], recorded: Sequence[str] = ()) -> str:
    """The JSON of a document; each entry of ``judged``, ``recorded``, ``marks``, ``diary`` is on a line of its own.

    ``recorded`` are lines that were made before, of a document without that key.
    """
    long = {key: list(map(_line, _entries(data[key]))) for key in _LONG if key in data}
    if recorded:
        long["recorded"] = list(recorded)
    text = json.dumps({key: value for key, value in data.items() if key not in long}, indent=1, ensure_ascii=False)
    for key in _LONG:
        if key in long:
            lines = ",\n".join(f"  {line}" for line in long[key])
            text = f'{text[:-2]},\n "{key}": [\n{lines}\n ]\n}}'
    return text + "\n"


def _line(entry: object) -> str:
    return _ENCODER.encode(entry)


def _entries(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
