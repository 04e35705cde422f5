"""Scores and weights of dates: written, read again, mended, refused in words."""

import json
import math
from datetime import date

import pytest

from planner.document.diary import DiaryDay
from planner.document.differences import differences
from planner.document.document import Document, RecordedDay, Stored
from planner.document.document_json import VERSION, stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates

TEMPLATES = read_templates()
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
ENTRY: dict[str, object] = {"date": "2026-11-23", "score": 4, "weight_kg": 71.5}


def read(*entries: object) -> Document:
    text = json.dumps({"format": "magnolia", "version": VERSION, "diary": list(entries)})
    return stored_from_text(text, TEMPLATES).document


def test_that_a_score_and_a_weight_are_written_and_read_again() -> None:
    document = Document().with_diary(DiaryDay(TUESDAY, 0)).with_diary(DiaryDay(MONDAY, None, 71.5))
    text = stored_to_text(Stored(document))
    assert '\n  {"date":"2026-11-23","weight_kg":71.5},\n  {"date":"2026-11-24","score":0}\n' in text
    assert stored_from_text(text, TEMPLATES) == Stored(document)
    assert (document.diary_of(TUESDAY).score, document.diary_of(date(2026, 11, 25))) == (
        0,
        DiaryDay(date(2026, 11, 25)),
    )


def test_that_a_day_written_again_takes_the_place_of_its_date_and_an_empty_one_leaves() -> None:
    document = Document().with_diary(DiaryDay(MONDAY, 4)).with_diary(DiaryDay(MONDAY, 5))
    assert document.diary == (DiaryDay(MONDAY, 5),)
    assert document.with_diary(DiaryDay(MONDAY)).diary == ()
    assert Document().with_diary(DiaryDay(MONDAY)).diary == ()


def test_that_days_out_of_order_are_put_in_order_and_one_that_is_there_twice_is_one() -> None:
    later = ENTRY | {"date": "2031-01-01"}
    assert [day.date.isoformat() for day in read(later, ENTRY, ENTRY).diary] == ["2026-11-23", "2031-01-01"]


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("sore", "diary[0]"),
        (ENTRY | {"date": "2026-02-30"}, "diary[0].date"),
        ({"score": 4}, "diary[0].date"),
        ({"date": "2026-11-23"}, "diary[0]"),
        (ENTRY | {"score": 11}, "diary[0].score"),
        (ENTRY | {"score": -1}, "diary[0].score"),
        (ENTRY | {"score": 4.5}, "diary[0].score"),
        (ENTRY | {"score": None}, "diary[0].score"),
        (ENTRY | {"weight_kg": 24.9}, "diary[0].weight_kg"),
        (ENTRY | {"weight_kg": 715}, "diary[0].weight_kg"),
        (ENTRY | {"weight_kg": "heavy"}, "diary[0].weight_kg"),
        (ENTRY | {"mood": 3}, "diary[0].mood"),
    ],
)
def test_that_what_nobody_has_says_where(entry: object, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(entry)
    assert caught.value.key == key


def test_that_one_date_with_two_different_days_is_refused() -> None:
    with pytest.raises(DocumentError, match="2026-11-23 is there a second time, and differs"):
        read(ENTRY, ENTRY | {"score": 5})


@pytest.mark.parametrize(("score", "weight"), [(11, None), (-1, None), (None, 24.0), (None, 351.0), (None, math.nan)])
def test_that_a_day_nobody_has_cannot_be_made(score: int | None, weight: float | None) -> None:
    with pytest.raises(ValueError, match=r"a (score|weight) of"):
        DiaryDay(MONDAY, score, weight)


def test_that_deleting_days_deletes_what_was_written_down_of_them() -> None:
    document = Document()
    for day in range(1, 6):
        when = date(2026, 11, day)
        document = document.with_diary(DiaryDay(when, day)).with_recorded(RecordedDay(when, ()))
    left = document.without_recorded(date(2026, 11, 2), date(2026, 11, 4))
    assert [day.date.day for day in left.diary] == [day.date.day for day in left.recorded] == [1, 5]


def test_that_no_plan_depends_on_it_and_two_versions_say_that_it_differs() -> None:
    document = Document().with_diary(DiaryDay(MONDAY, 4))
    assert document.without_list() == Document().without_list()
    assert [each.kind for each in differences(Stored(document), Stored(Document()))] == ["Scores and weight"]
