"""The page for patient and clinician: what is eaten, what is missing, what was agreed."""

from dataclasses import replace

from planner.document.supplements import Supplement
from planner.now.changes import Found
from planner.now.patient_page import patient_sheet
from planner.now.smallest import smallest_changes
from planner.now.steps import steps_from
from planner.output.sheets import ClinicianSheet
from tests.planner.now.test_smallest import BROWN, COLA, SEEDS, WHITE, question, want

ASKED = question([BROWN, SEEDS], [[("lunch", WHITE, 100), ("lunch", COLA, 100)]], want(170))


def table(sheet: ClinicianSheet, title: str) -> tuple[tuple[str, ...], ...]:
    return next(each.rows for each in sheet.tables if each.title == title)


def test_that_the_page_has_the_days_the_gap_and_the_changes_found() -> None:
    found = smallest_changes(ASKED, 3)
    assert isinstance(found, Found)
    sheet = patient_sheet(ASKED, ASKED.document, found.answer)
    assert ("1", "Lunch", "White bread", "100 g") in table(sheet, "Usual days")
    assert table(sheet, "Intake a day beside the targets")[0] == ("Magnesium", "20 mg", "170 mg", "170 mg", "")
    assert [row[1] for row in table(sheet, "The smallest changes that reach the target")] == list(
        found.answer.sentences
    )
    assert "food alone leaves a gap of 150 mg" in sheet.notes[0]
    assert not any("Supplements" in each.title for each in sheet.tables)


def test_that_agreed_steps_and_supplements_stand_on_it() -> None:
    found = smallest_changes(ASKED, 3)
    assert isinstance(found, Found)
    steps = steps_from(found.answer.changes, ASKED)
    asked = replace(ASKED, catalogue=question([WHITE, COLA, BROWN, SEEDS], [], want(170)).catalogue)
    document = asked.document.with_steps(steps).with_supplements((Supplement("Citrate", "citrate", 100.0, 2.0),))
    sheet = patient_sheet(asked, document, found.answer)
    assert [row[0] for row in table(sheet, "Steps agreed")] == ["open", "open"]
    assert "Citrate" in table(sheet, "Supplements, not counted as food")[0][0]
    assert any("350 mg" in note for note in sheet.notes)
    assert table(sheet, "Intake a day beside the targets")[0] == ("Magnesium", "20 mg", "170 mg", "")
    assert not any(each.title.startswith("The smallest") for each in sheet.tables)
