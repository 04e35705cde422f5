"""Days read line by line are the days that are read whole; what is wrong is said as it always is."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.document import recorded_lines
from planner.document.document import EATEN, Document, FixedPortion, Mark, RecordedDay, RecordedMeal, Stored
from planner.document.document_json import VERSION, document_to_json, stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.document.recorded_json import text_with_days
from planner.foods.meals import read_templates
from tests.planner.histories import JUDGED

TEMPLATES = read_templates()
FIRST = date(2016, 12, 1)


def day(after: int, note: str = "") -> RecordedDay:
    oats = FixedPortion("base", "oats", 1 + after % 9)
    meals = (RecordedMeal("breakfast", "porridge", (oats,), Mark(EATEN) if after % 2 else None),)
    judged = (None, *JUDGED)[after % 3]
    return RecordedDay(FIRST + timedelta(days=after), meals, judged, note, drinks=(oats,) if after % 5 == 0 else ())


def text_of(*days: RecordedDay) -> str:
    return stored_to_text(Stored(Document(recorded=days)))


def whole(text: str) -> Stored:
    """Read without the short way: written in another form, the same values are read whole."""
    return stored_from_text(json.dumps(json.loads(text)), TEMPLATES)


def test_that_lines_are_the_days_that_are_read_whole() -> None:
    text = text_of(*(day(after, 'a, note ]} with \\ and "\n "recorded": [' * (after == 7)) for after in range(30)))
    assert recorded_lines.split(text) is not None
    assert stored_from_text(text, TEMPLATES) == whole(text)


def test_that_a_day_that_was_read_is_not_read_again() -> None:
    before = stored_from_text(text_of(*map(day, range(20))), TEMPLATES).document
    after = stored_from_text(text_of(*map(day, range(21))), TEMPLATES).document
    assert all(old is new for old, new in zip(before.recorded, after.recorded, strict=False))


def test_that_a_day_keeps_the_targets_it_was_judged_by_where_their_number_is_another() -> None:
    """The same line names another entry of ``judged`` in another document."""
    one = replace(day(0), judged=JUDGED[0])
    other = replace(day(0), judged=JUDGED[1])
    for each in (one, other, one):
        assert stored_from_text(text_of(each), TEMPLATES).document.recorded == (each,)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('["base","oats",2]', '["base","oats"]', "recorded[1].meals[0].planned[0]"),
        ('["base","oats",2]', '["base","oats",0]', "recorded[1].meals[0].planned[0]"),
        ('["base","oats",2]', '["base","oats",true]', "recorded[1].meals[0].planned[0]"),
        ('["base","oats",2]', '["base","oats",2.0]', "recorded[1].meals[0].planned[0]"),
        ('"judged":0', '"judged":7', "recorded[1].judged"),
        ('"judged":0', '"judged":-1', "recorded[1].judged"),
        ('"judged":0', '"judged":false', "recorded[1].judged"),
        ('"judged":0', '"judged":null', "recorded[1].judged"),
        ('"mark":"eaten"', '"mark":"burnt"', "recorded[1].meals[0].mark"),
        ('"mark":"eaten"', '"mark":"eaten","mark":"eaten"', "mark"),
        ('"mark":"eaten"', '"mark":NaN', ""),
        ('"date":"2016-12-02"', '"date":"2016-12-32"', "recorded[1].date"),
        ('"date":"2016-12-02",', "", "recorded[1].date"),
        ('"date":"2016-12-02"', '"date":"2016-12-03"', "recorded[2]"),
        ('"meals":[{', '"mood":3,"meals":[{', "recorded[0].mood"),
    ],
)
def test_that_what_is_wrong_is_said_as_where_it_is_read_whole(old: str, new: str, key: str) -> None:
    text = text_of(*map(day, range(3)))
    assert old in text
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text.replace(old, new, 1), TEMPLATES)
    assert caught.value.key == key


def test_that_days_out_of_order_are_mended() -> None:
    text = text_of(*map(day, range(3)))
    lines = text.split("\n")
    at = next(place for place, line in enumerate(lines) if '"2016-12-01"' in line)
    lines[at], lines[at + 1] = lines[at + 1], lines[at]
    assert stored_from_text("\n".join(lines), TEMPLATES) == stored_from_text(text, TEMPLATES)


def test_that_days_of_something_else_are_not_those_of_the_document() -> None:
    inside = {"format": "magnolia", "version": VERSION, "habits": {"recorded": []}}
    text = json.dumps(inside).replace('"recorded": []', '\n "recorded": [\n  {}\n ]')
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text, TEMPLATES)
    assert caught.value.key == "habits.recorded"


def test_that_ten_years_of_days_are_within_the_limits_of_a_file() -> None:
    """Such a file could not be saved once."""
    portions = tuple(FixedPortion("base", food, 2) for food in ("oats", "milk", "almonds", "banana"))
    names = ("breakfast", "lunch", "dinner", "snack")
    meals = tuple(RecordedMeal(name, "porridge", portions, Mark(EATEN)) for name in names)
    days = tuple(RecordedDay(FIRST + timedelta(days=after), meals, JUDGED[0]) for after in range(3650))
    assert recorded_lines.split(text_of(*days)) is not None


def test_that_a_day_that_was_written_is_written_anew_where_it_or_the_number_of_its_targets_is_another() -> None:
    """The lines that were made before are those that would be made now."""
    kept = [replace(day(0), judged=JUDGED[0]), replace(day(1), judged=JUDGED[1])]
    for days in (kept, kept[1:], [replace(kept[0], note="late"), kept[1]], kept):
        document = Document(recorded=tuple(days))
        assert stored_to_text(Stored(document)) == text_with_days(document_to_json(document))
