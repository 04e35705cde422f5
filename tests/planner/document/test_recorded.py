"""Recorded days, marks and dates in a document's file: read, mended, refused in words, written."""

import json
from datetime import date
from typing import Any

import pytest

from planner.document.check_catalogue import foods_missing
from planner.document.document import (
    EATEN,
    OTHER,
    SKIPPED,
    Document,
    EatenFood,
    FixedPortion,
    Judged,
    Lock,
    Mark,
    MarkedMeal,
    RecordedDay,
    RecordedMeal,
    Removed,
    Stored,
)
from planner.document.document_json import VERSION, stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates

TEMPLATES = read_templates()
OATS = FixedPortion("base", "oats", 2)
JUDGED = Judged(2000.0, (("magnesium_mg", 320.0, None), ("sodium_mg", None, 2300.0)))
MONDAY = date(2026, 11, 23)
ENTRY: dict[str, Any] = {
    "date": "2026-11-20",
    "meals": [{"meal": "breakfast", "template": "porridge", "planned": [["base", "oats", 2]]}],
}


def recorded(when: date, *meals: RecordedMeal) -> RecordedDay:
    return RecordedDay(when, meals or (RecordedMeal("breakfast", "porridge", (OATS,)),))


def read(**keys: object) -> Stored:
    return stored_from_text(json.dumps({"format": "magnolia", "version": VERSION, **keys}), TEMPLATES)


def test_that_everything_recorded_is_written_and_read_again() -> None:
    meals = (
        RecordedMeal("breakfast", "porridge", (OATS,), Mark(EATEN)),
        RecordedMeal("lunch", "", (), Mark(OTHER, (EatenFood("fndds_1", 120.5), EatenFood("gone", 30.0)), "a wedding")),
        RecordedMeal("dinner", "soup", (OATS,), Mark(SKIPPED)),
        RecordedMeal("snack", "fruit", (OATS,)),
    )
    document = Document(days=2, start=MONDAY, days_ahead=14, week_begins=5)
    document = document.with_recorded(RecordedDay(date(2026, 11, 21), meals, JUDGED, "a long walk"))
    document = document.with_recorded(RecordedDay(date(2026, 11, 22), meals, JUDGED))
    document = document.with_recorded(recorded(date(2024, 2, 29)))
    document = document.with_mark(MarkedMeal(1, "breakfast", Mark(EATEN), "porridge", (OATS,)))
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, TEMPLATES) == Stored(document)
    data = json.loads(text)
    assert len(data["judged"]) == 1
    assert [day["date"] for day in data["recorded"]] == ["2024-02-29", "2026-11-21", "2026-11-22"]
    assert (data["days_ahead"], data["week_begins"], data["marks"][0]["date"]) == (14, "saturday", "2026-11-23")
    assert stored_to_text(stored_from_text(text, TEMPLATES)) == text


def test_that_a_recorded_day_takes_one_line() -> None:
    text = stored_to_text(Stored(Document().with_recorded(recorded(MONDAY))))
    assert '\n  {"date":"2026-11-23","meals":[{"meal":"breakfast",' in text


def test_that_days_of_a_plan_with_a_start_are_written_by_their_dates() -> None:
    meal = Lock(2, "breakfast", "porridge", (OATS,))
    stored = Stored(
        Document(days=2, start=MONDAY, locks=(meal,), removed=frozenset({Removed(1, "lunch", "ham")})), (meal,)
    )
    data = json.loads(stored_to_text(stored))
    assert [data[key][0]["date"] for key in ("locks", "removed", "plan")] == ["2026-11-24", "2026-11-23", "2026-11-24"]
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


@pytest.mark.parametrize("start", [None, date.max])
def test_that_days_are_counted_where_they_have_no_date(start: date | None) -> None:
    """Nobody said when the plan begins, or its days lie behind the last day of the calendar."""
    meal = Lock(2, "breakfast", "porridge", (OATS,))
    stored = Stored(Document(days=2, start=start, locks=(meal,)), (meal,))
    assert json.loads(stored_to_text(stored))["locks"][0]["day"] == 2
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


def test_that_days_of_version_2_get_their_dates_from_the_start() -> None:
    lock = {"day": 2, "meal": "breakfast", "portions": [{"slot": "base", "food": "oats", "steps": 2}]}
    old = {"format": "magnolia", "version": 2, "days": 3, "start": "2024-02-28", "locks": [lock]}
    stored = stored_from_text(json.dumps(old), TEMPLATES)
    assert stored.document.locks == (Lock(2, "breakfast", None, (OATS,)),)
    assert stored.document.days_ahead == 3
    assert json.loads(stored_to_text(stored))["locks"][0]["date"] == "2024-02-29"
    late = stored_from_text(json.dumps(old | {"start": "9999-12-31"}), TEMPLATES)
    assert late.document.locks == stored.document.locks


def test_that_days_out_of_order_are_put_in_order_and_one_that_is_there_twice_is_one() -> None:
    entries = [ENTRY | {"date": when} for when in ("2026-11-22", "2026-11-20", "2026-11-22", "2031-01-01")]
    dates = [day.date.isoformat() for day in read(recorded=entries).document.recorded]
    assert dates == ["2026-11-20", "2026-11-22", "2031-01-01"]


def test_that_foods_that_left_the_catalogue_stay_in_the_record() -> None:
    stored = read(recorded=[ENTRY])
    assert foods_missing(stored, Catalogue({})) == {}
    assert stored.document.recorded[0].meals[0].planned == (OATS,)


def meal_with(**facts: object) -> dict[str, Any]:
    return ENTRY | {"meals": [ENTRY["meals"][0] | facts]}


@pytest.mark.parametrize(
    ("entry", "key"),
    [
        ("Friday", "recorded[0]"),
        (ENTRY | {"date": "2026-02-30"}, "recorded[0].date"),
        (ENTRY | {"date": 7}, "recorded[0].date"),
        ({"meals": []}, "recorded[0].date"),
        ({"date": "2026-11-20"}, "recorded[0].meals"),
        (ENTRY | {"meals": ENTRY["meals"] * 2}, "recorded[0].meals"),
        (ENTRY | {"judged": 1}, "recorded[0].judged"),
        (ENTRY | {"note": "x" * 501}, "recorded[0].note"),
        (ENTRY | {"mood": 3}, "recorded[0].mood"),
        (meal_with(meal="brunch"), "recorded[0].meals[0].meal"),
        (meal_with(planned=[["base", "oats", 0]]), "recorded[0].meals[0].planned[0]"),
        (meal_with(planned=[["base", "oats", 41]]), "recorded[0].meals[0].planned[0]"),
        (meal_with(planned=[["base", "oats"]]), "recorded[0].meals[0].planned[0]"),
        (meal_with(planned=[["base", "", 1]]), "recorded[0].meals[0].planned[0]"),
        (meal_with(mark="burnt"), "recorded[0].meals[0].mark"),
        (meal_with(mark=EATEN, foods=[{"food": "oats", "grams": 5}]), "recorded[0].meals[0].foods"),
        (meal_with(mark=OTHER, foods=[{"food": "oats", "grams": 0}]), "recorded[0].meals[0].foods[0].grams"),
        (meal_with(mark=OTHER, foods=[{"food": "oats", "grams": 10_001}]), "recorded[0].meals[0].foods[0].grams"),
    ],
)
def test_that_a_recorded_day_no_meal_has_says_where(entry: object, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(recorded=[entry])
    assert caught.value.key == key


def test_that_one_date_with_two_different_days_is_refused() -> None:
    with pytest.raises(DocumentError, match="2026-11-20 is there a second time, and differs"):
        read(recorded=[ENTRY, ENTRY | {"note": "another"}])


@pytest.mark.parametrize(
    ("keys", "key"),
    [
        ({"days_ahead": 0}, "days_ahead"),
        ({"days_ahead": 29}, "days_ahead"),
        ({"week_begins": "today"}, "week_begins"),
        ({"judged": [{"energy_kcal": 2000, "targets": {"joy": [1, 2]}}]}, "judged[0].targets.joy"),
        ({"judged": [{"energy_kcal": 2000, "targets": {"iron_mg": [1]}}]}, "judged[0].targets.iron_mg"),
        ({"judged": [{"energy_kcal": "much", "targets": {}}]}, "judged[0].energy_kcal"),
        ({"start": "2026-11-23", "days": 1, "marks": [{"date": "2026-11-24", "meal": "lunch"}]}, "marks[0].date"),
        ({"start": "2026-11-23", "marks": [{"date": "2026-11-23", "meal": "lunch"}]}, "marks[0].mark"),
        ({"marks": [{"date": "2026-11-23", "meal": "lunch", "mark": EATEN}]}, "marks[0].day"),
        ({"start": "2026-11-23", "locks": [{"date": "2026-11-22", "meal": "lunch"}]}, "locks[0].date"),
    ],
)
def test_that_a_wrong_date_mark_or_target_says_where(keys: dict[str, object], key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        read(**keys)
    assert caught.value.key == key


def test_that_a_day_recorded_again_takes_the_place_of_its_date() -> None:
    document = Document()
    for day in (3, 1, 2, 2):
        document = document.with_recorded(recorded(date(2026, 11, day)))
    assert [day.date.day for day in document.recorded] == [1, 2, 3]
    assert document.recorded_on(date(2026, 11, 2)) is document.recorded[1]
    assert document.recorded_on(date(2026, 11, 4)) is None
