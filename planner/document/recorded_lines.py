"""Recorded days read line by line, as they are written: a day that was read before is not read again.

A start reads the file and every backup that is kept, and each save reads what it is about to write. Of ten years of
days all but a few are the same each time.
"""

import json
from collections.abc import Mapping
from datetime import date

from planner.document.document import Judged, RecordedDay
from planner.document.json_limits import HALF, is_within
from planner.document.read_values import DocumentError, an_object, refuse_constant, unique_keys, whole
from planner.document.recorded_json import MOST_RECORDED, judged_days, recorded_day
from planner.foods.meals import Templates

BEGIN, NONE, END = '\n "recorded": [\n', '\n "recorded": []', "\n ]"  # no string of JSON has a line's end in it
MOST_KEPT = 50_000  # lines: more than anybody's days

_DECODER = json.JSONDecoder(object_pairs_hook=unique_keys, parse_constant=refuse_constant)  # one for all lines

_Read = dict[str, tuple[RecordedDay, int | None]]  # by line: a day without what it was judged by, and that one's number
_read: dict[tuple[str, ...], _Read] = {}  # by the meals there are
_judged: dict[tuple[int, int], tuple[RecordedDay, Judged, RecordedDay]] = {}  # by identity of a day and its targets
_targets: dict[Judged, Judged] = {}


def split(text: str) -> tuple[str, list[str]] | None:
    """A document's text without its recorded days, and their lines; None where it is not as this program writes it."""
    if text.count(BEGIN) != 1 or not is_within(text):
        return None
    at = text.index(BEGIN)
    end = text.find(END, at + len(BEGIN))
    if end < 0 or (text.find("\\u", at, end) >= 0 and HALF.search(text, at, end)):  # no search is as quick as find
        return None
    return text[:at] + NONE + text[end + len(END) :], text[at + len(BEGIN) : end].split(",\n")


def days_of_lines(lines: list[str], data: Mapping[str, object], templates: Templates) -> tuple[RecordedDay, ...] | None:
    """The days of the lines; None where anything in them has to be mended or refused.

    ``data`` is the rest of the document, in which the days were, and has what they were judged by.
    """
    if data.get("recorded") != []:
        return None
    kept = _read.setdefault(templates.meal_ids, {})
    if len(kept) > MOST_KEPT or len(_judged) > MOST_KEPT:
        kept.clear()
        _judged.clear()
    days: list[RecordedDay] = []
    last = date.min
    try:
        known = [_targets.setdefault(each, each) for each in judged_days(data.get("judged", []))]
        for line in lines:
            found = kept.get(line)
            if found is None:
                found = kept[line] = _read_line(line, templates)
            day, number = found
            if day.date <= last and days:
                return None
            last = day.date
            days.append(day if number is None else _with_judged(day, known[number]))
    except (DocumentError, ValueError, IndexError, RecursionError):
        return None
    return tuple(days)


def _read_line(line: str, templates: Templates) -> tuple[RecordedDay, int | None]:
    entry = dict(an_object(_DECODER.decode(line), "recorded"))
    number = None
    if "judged" in entry:
        number = whole(entry.pop("judged"), "judged", 0, MOST_RECORDED)
    return recorded_day(entry, "recorded", (), templates), number


def _with_judged(day: RecordedDay, judged: Judged) -> RecordedDay:
    """The same value as before for the same two, so that documents share their days."""
    place = id(day), id(judged)
    if place not in _judged:
        _judged[place] = day, judged, RecordedDay(day.date, day.meals, judged, day.note, day.drinks)
    return _judged[place][2]
