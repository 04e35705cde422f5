"""What is written for spreadsheets, read back by LibreOffice where it is installed, and calendars by their library."""

import csv
import io
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.imports.own_table import foods_to_csv
from planner.output.icalendar_file import plan_to_ics
from planner.output.spreadsheet import marked, to_xlsx, with_semicolons
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.own_examples import yogurt
from tests.planner.tiny_foods import food

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TABLE = foods_to_csv(
    (
        yogurt(name="Müsli, „gut“; 1½", amounts={"energy_kcal": 61.125, "magnesium_mg": 1234.5}),
        yogurt(id="own_formula", name="=SUM(A1)"),
        yogurt(id="own_date", name="3/4", amounts={"energy_kcal": 12.5}),
    )
)
# Separator, quotation mark, UTF-8, first line, language, all quoted as text, dates guessed: as LibreOffice offers it.
COMMA, SEMICOLON = "44,34,76,1,,1033,false,false", "59,34,76,1,,1031,false,false"


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("name", "content", "filters"),
    [
        ("foods.csv", marked(TABLE), COMMA),
        ("decimals.csv", with_semicolons(TABLE), SEMICOLON),
        ("foods.xlsx", to_xlsx(TABLE), ""),
    ],
)
def test_that_libreoffice_reads_the_same_cells(tmp_path: Path, name: str, content: bytes, filters: str) -> None:
    source = tmp_path / name
    source.write_bytes(content)
    out = tmp_path / "out"
    asked = [f"--infilter=CSV:{filters}"] if filters else []
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    wanted = ["--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out), str(source)]
    subprocess.run([str(OFFICE), profile, "--headless", *asked, *wanted], check=True, capture_output=True)
    book = openpyxl.load_workbook(out / f"{source.stem}.xlsx")
    header, *rows = [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]
    expected = list(csv.DictReader(io.StringIO(TABLE, newline="")))
    assert len(rows) == len(expected)
    for row, said in zip(rows, expected, strict=True):
        read = dict(zip(header, row, strict=True))
        assert str(read["name"]).removeprefix("'") == said["name"].removeprefix("'")
        for key in ("energy_kcal", "magnesium_mg", "step_g"):
            assert read[key] == (float(said[key]) if said[key] else None)
    assert all(cell.data_type != "f" for row in book.worksheets[0].iter_rows() for cell in row)


def test_that_two_documents_live_in_one_calendar() -> None:
    """Events of both are there, and what is exported again replaces its own and no other."""
    oats = food("oats", "grain")
    day = Day(1, (Meal("breakfast", read_templates().for_meal("breakfast")[0].id, (Portion("base", oats, 1),)),))
    first, second = (replace(Document(), id=f"{each * 8}-0000-4000-8000-000000000000") for each in "ab")

    def events(document: Document) -> dict[str, str]:
        now = datetime(2026, 11, 30, tzinfo=UTC)
        text = plan_to_ics(Plan((day,)), document, read_templates(), now.date(), now)
        return {str(event["UID"]): str(event["SUMMARY"]) for event in Calendar.from_ical(text).walk("VEVENT")}

    calendar = events(first) | events(second)
    assert len(calendar) == len(events(first)) + len(events(second)) > 1
    assert calendar | events(first) == calendar
