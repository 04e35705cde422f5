"""The picture of a stretch as values, what was written down below it, and the page that carries it."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta

from planner.document.diary import DiaryDay
from planner.document.document import OTHER, Document, FixedPortion, Mark, RecordedDay
from planner.foods.nutrients import MAGNESIUM
from planner.needs.lab_values import LabValue
from planner.needs.profile import Profile
from planner.output.picture import MISSED, REACHED, UNKNOWN, Picture
from planner.output.plan_csv import clinician_to_csv
from planner.output.sheets import Table
from planner.progress.output import progress_to_csv, progress_to_json, progress_to_text
from planner.progress.picture import NO_CAUSE, picture_of
from planner.progress.recorded import Foods, progress_of
from planner.progress.sheet import last_days, progress_sheet
from tests.planner.progress.test_recorded import FOODS, JUDGED, MONDAY, day, document_of, meal

TAKEN = (
    LabValue("magnesium", 0.8, "mmol/L", MONDAY),
    LabValue("potassium", 4.4, "mmol/L", MONDAY),
    LabValue("B12", 310.0, "pg/mL"),
    LabValue("HbA1c", 6.1, "%", MONDAY - timedelta(days=400)),
)
LAST = MONDAY + timedelta(days=6)


def written_document() -> Document:
    other = Mark(OTHER, (), "a party")
    days = [
        day(0, meal("lunch", None, ("oats", 4))),
        day(1, meal("lunch", None, ("oats", 3))),
        day(2, meal("lunch", None, ("oats", 1)), meal("dinner", other)),
    ]
    document = replace(document_of(*days), profile=Profile(values=TAKEN))
    return document.with_diary(DiaryDay(MONDAY, 6, 70.0)).with_diary(DiaryDay(LAST, 4))


def test_that_bars_say_what_was_reached_and_missed_and_what_is_not_known() -> None:
    picture = picture_of(progress_of(written_document(), FOODS, LAST, 7), "metric")
    strip = picture.strips[0]
    assert [(bar.amount, bar.kind) for bar in strip.bars] == [(400, REACHED), (300, MISSED), (100, UNKNOWN)]
    goal, mean = strip.curves
    assert (goal.dashed, [amount for _when, amount in goal.points]) == (True, [400, 400, 400])
    assert [amount for _when, amount in mean.points] == [400, 350, 800 / 3]
    assert strip.most > 400


def test_that_scores_weight_and_dated_values_stand_below_with_the_sentence_on_causes() -> None:
    """Of the values those are drawn that matter here and have a date in the stretch."""
    progress = progress_of(written_document(), FOODS, LAST, 7)
    picture = picture_of(progress, "us")
    titles = [strip.title for strip in picture.strips[1:]]
    assert titles == ["Tingling or pain, 0 none to 10 the worst imaginable", "Weight, lb", "Values of the blood"]
    score, weight, values = picture.strips[1:]
    assert [dot.amount for dot in score.dots] == [6, 4]
    assert [dot.amount for dot in weight.dots] == [154.3]
    assert [each.words for each in values.listed] == ["magnesium 0.8 mmol/L"]
    assert NO_CAUSE in picture.legend
    assert "Weight, lb" in picture.said
    alone = picture_of(progress, "us", with_diary=False)
    assert len(alone.strips) == 1
    assert NO_CAUSE not in alone.legend


def test_that_a_weight_measured_once_has_room_around_it() -> None:
    picture = picture_of(progress_of(written_document(), FOODS, LAST, 7), "metric")
    weight = picture.strips[2]
    assert weight.least < 70 < weight.most
    assert weight.scale == ((70.0, "70 kg"),)


def test_that_files_have_what_was_written_down_also_of_days_without_meals() -> None:
    progress = progress_of(written_document(), FOODS, LAST, 7)
    rows = list(csv.DictReader(io.StringIO(progress_to_csv(progress))))
    assert [(row["date"], row["score_0_to_10"], row["weight_kg"], row["values"]) for row in rows] == [
        ("2026-11-23", "6", "70.0", "magnesium 0.8 mmol/L"),
        ("2026-11-24", "", "", ""),
        ("2026-11-25", "", "", ""),
        ("2026-11-29", "4", "", ""),
    ]
    assert rows[3]["magnesium_mg"] == ""
    data = json.loads(json.dumps(progress_to_json(progress)))
    assert data["diary"] == [
        {"date": "2026-11-23", "score": 6, "weight_kg": 70.0},
        {"date": "2026-11-29", "score": 4},
    ]
    assert [(each["name"], each["date"]) for each in data["values"]] == [("magnesium", "2026-11-23")]
    assert data["weeks"][0]["said"]["magnesium_mg"] == "unknown"
    text = progress_to_text(progress, "metric")
    assert "Mon 23 Nov           6         70 kg" in text
    assert NO_CAUSE in text


def test_that_a_diary_alone_is_told_too() -> None:
    progress = progress_of(Document().with_diary(DiaryDay(MONDAY, 3)), FOODS, MONDAY, 7)
    assert "Mon 23 Nov           3" in progress_to_text(progress, "metric")
    assert len(progress_to_csv(progress).splitlines()) == 2


def test_that_the_page_has_means_weeks_the_picture_and_the_diary_only_where_it_is_wanted() -> None:
    document = written_document()
    whole = last_days(document, FOODS, LAST, with_diary=True)
    plain = last_days(document, FOODS, LAST, with_diary=False)
    titles = [part.title if isinstance(part, Table) else "picture" for part in whole.parts]
    assert titles == ["Mean of 3 recorded days, as eaten", "picture", "Written down", "Values of the blood"]
    assert len([part for part in plain.parts if isinstance(part, Picture)]) == 1
    assert len(plain.parts) == 2
    means = plain.parts[0]
    assert isinstance(means, Table)
    magnesium = next(row for row in means.rows if row[0] == "Magnesium")
    assert [cell.replace("\u00a0", " ") for cell in magnesium] == ["Magnesium", "≥ 267 mg", "400 mg", "", "≥ 66 %"]
    assert last_days(Document(), FOODS, LAST, with_diary=True).parts == ()
    sheet = progress_sheet(progress_of(document, FOODS, LAST, 7), document, with_diary=False)
    assert "6" not in [cell for row in csv.reader(io.StringIO(clinician_to_csv(sheet))) for cell in row[1:]]


def test_that_the_figures_of_the_picture_are_in_the_table_of_the_page() -> None:
    document = written_document()
    sheet = progress_sheet(progress_of(document, FOODS, LAST, 7), document, with_diary=True)
    rows = list(csv.reader(io.StringIO(clinician_to_csv(sheet))))
    head = next(row for row in rows if row[:2] == ["date", "Magnesium, mg a day"])
    figures = rows[rows.index(head) + 1]
    assert dict(zip(head, figures, strict=True)) == {
        "date": "2026-11-23",
        "Magnesium, mg a day": "400",
        "Magnesium, mg a day: target": "400",
        "Magnesium, mg a day: mean of seven days": "400",
        "Tingling or pain, 0 none to 10 the worst imaginable": "6",
        "Weight, lb": "154.3",
        "Values of the blood": "magnesium 0.8 mmol/L",
    }


def test_that_drinks_of_every_day_count_as_they_were_then() -> None:
    drinks = (FixedPortion("drinks", "oats", 2),)
    document = document_of(RecordedDay(MONDAY, (meal("lunch", None, ("oats", 1)),), JUDGED, drinks=drinks))
    (found,) = progress_of(document, FOODS, MONDAY, 1).days
    assert found.planned.totals[MAGNESIUM].amount == found.eaten.totals[MAGNESIUM].amount == 300


def test_that_a_day_is_counted_once_however_often_it_is_asked_for() -> None:
    document, foods = written_document(), Foods(FOODS)
    first = progress_of(document, FOODS, LAST, 7, foods)
    again = progress_of(document.with_diary(DiaryDay(date(2026, 11, 24), 2)), FOODS, LAST, 28, foods)
    assert all(was is now for was, now in zip(first.days, again.days, strict=True))
