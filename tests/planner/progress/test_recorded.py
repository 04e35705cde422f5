"""What recorded days held: sums, running means, weeks, foods, and the files that say so."""

import csv
import io
import json
from datetime import date, timedelta

import pytest

from planner.document.document import (
    EATEN,
    OTHER,
    SKIPPED,
    Document,
    EatenFood,
    FixedPortion,
    Judged,
    Mark,
    RecordedDay,
    RecordedMeal,
)
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.progress.output import progress_to_csv, progress_to_json, progress_to_text
from planner.progress.recorded import progress_of
from tests.planner.tiny_foods import catalogue_of, food

OATS = food("oats", "grain", magnesium=100.0, max_steps=9)
NUTS = food("nuts", "nuts", magnesium=250.0, max_steps=9)
MYSTERY = food("mystery", "grain", magnesium=None)
FOODS = catalogue_of([OATS, NUTS, MYSTERY])
JUDGED = Judged(2000.0, (("magnesium_mg", 400.0, None), ("energy_kcal", 1940.0, 2060.0)))
MONDAY = date(2026, 11, 23)


def meal(name: str, mark: Mark | None = None, *planned: tuple[str, int]) -> RecordedMeal:
    return RecordedMeal(name, "", tuple(FixedPortion("base", food, steps) for food, steps in planned), mark)


def day(after: int, *meals: RecordedMeal) -> RecordedDay:
    return RecordedDay(MONDAY + timedelta(days=after), meals, JUDGED)


def document_of(*days: RecordedDay) -> Document:
    document = Document()
    for each in days:
        document = document.with_recorded(each)
    return document


def test_that_a_day_is_summed_as_planned_and_as_eaten() -> None:
    other = Mark(OTHER, (EatenFood("nuts", 50.0),))
    document = document_of(day(0, meal("breakfast", Mark(EATEN), ("oats", 2)), meal("lunch", other, ("oats", 1))))
    (found,) = progress_of(document, FOODS, MONDAY, 7).days
    assert found.planned.totals[MAGNESIUM].amount == 300
    assert found.eaten.totals[MAGNESIUM].amount == 2 * 100 + 125
    assert found.least(MAGNESIUM) == 400
    assert found.most(BY_KEY["energy_kcal"]) == 2060
    assert (found.eaten.known, found.kept) == (True, False)


def test_that_a_skipped_meal_holds_nothing_and_one_nobody_marked_what_was_planned() -> None:
    document = document_of(day(0, meal("breakfast", Mark(SKIPPED), ("oats", 2)), meal("lunch", None, ("oats", 1))))
    (found,) = progress_of(document, FOODS, MONDAY, 1).days
    assert found.eaten.totals[MAGNESIUM].amount == 100
    assert dict(found.marks) == {SKIPPED: 1, "": 1}


@pytest.mark.parametrize(
    "unknown",
    [
        meal("lunch", Mark(OTHER, (), "a party")),
        meal("lunch", Mark(OTHER, (EatenFood("gone", 20.0),))),
        meal("lunch", None, ("gone", 2)),
        meal("lunch", None, ("mystery", 1)),
    ],
    ids=["a note alone", "a food that left", "a planned food that left", "an unknown amount"],
)
def test_that_what_nobody_knows_is_at_least(unknown: RecordedMeal) -> None:
    document = document_of(day(0, meal("breakfast", None, ("oats", 1)), unknown))
    (found,) = progress_of(document, FOODS, MONDAY, 1).days
    total = found.eaten.totals[MAGNESIUM]
    assert (total.amount, total.at_least) == (100, True)


def test_that_the_running_mean_is_of_the_recorded_days_of_a_week() -> None:
    """Days 0, 1 and 8: the mean of day 8 sees neither day 0 nor day 1, whose week is over."""
    days = [day(after, meal("lunch", None, ("oats", steps))) for after, steps in ((0, 1), (1, 3), (8, 9))]
    found = progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=8), 30)
    assert found.running == (100, 200, 900)
    short = progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=1), 1)
    assert short.running == (200,)  # days before the stretch are in its first mean


def test_that_weeks_begin_on_the_day_the_user_shops() -> None:
    days = [day(after, meal("lunch", None, ("oats", 4))) for after in range(4)]
    document = document_of(*days).with_week(2, 7)  # Wednesday
    weeks = progress_of(document, FOODS, MONDAY + timedelta(days=6), 7).weeks
    assert [(week.first, week.days, week.shares[MAGNESIUM]) for week in weeks] == [
        (date(2026, 11, 18), 2, 1.0),
        (date(2026, 11, 25), 2, 1.0),
    ]


def test_that_foods_are_told_by_days_and_magnesium() -> None:
    days = [day(after, meal("lunch", None, ("oats", 1), ("nuts", 1))) for after in range(2)]
    days.append(day(2, meal("lunch", None, ("oats", 1)), meal("dinner", None, ("mystery", 1))))
    foods = progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=2), 7).foods
    assert [(each.food, each.days, each.grams, each.magnesium_mg) for each in foods] == [
        ("oats", 3, 300, 300),
        ("nuts", 2, 200, 500),
        ("mystery", 1, 100, None),
    ]


def test_that_every_format_says_the_same() -> None:
    days = [day(after, meal("lunch", Mark(EATEN), ("oats", 4 + after))) for after in range(3)]
    found = progress_of(document_of(*days), FOODS, MONDAY + timedelta(days=2), 3)
    rows = list(csv.DictReader(io.StringIO(progress_to_csv(found))))
    data = json.loads(json.dumps(progress_to_json(found)))
    text = progress_to_text(found, "metric")
    amounts = [400.0, 500.0, 600.0]
    assert [float(row["magnesium_mg"]) for row in rows] == amounts
    assert [each["eaten"]["totals"]["magnesium_mg"]["amount"] for each in data["days"]] == amounts
    assert all(f"{amount:.0f} mg of 400 mg" in text for amount in amounts)
    assert [row["meals_eaten"] for row in rows] == ["1", "1", "1"]
    assert data["days_kept"] == 3
    assert "3 of 3 days were eaten as planned" in text
    assert data["weeks"][0]["share_of_target"]["magnesium_mg"] == 1.25


def test_that_no_day_is_said_in_every_format() -> None:
    found = progress_of(Document(), FOODS, MONDAY, 28)
    assert progress_to_text(found, "metric") == "No day from 2026-10-27 to 2026-11-23 was recorded.\n"
    assert len(progress_to_csv(found).splitlines()) == 1
    assert progress_to_json(found)["days"] == []
    assert progress_of(Document(), FOODS, date.min, 28).first == date.min
