"""Foods in workbooks and in the zips of FoodData Central, and what hostile ones come to."""

import csv
import datetime
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl
import pytest

from planner.document.document import Document
from planner.foods.foods_csv import CatalogueError
from planner.imports.fooddata_central import MAX_BYTES
from planner.imports.foods import UNANSWERED, Answers, Import, import_from_bytes
from planner.imports.own_table import foods_to_csv
from planner.imports.workbook import MAX_UNPACKED
from planner.output.spreadsheet import to_xlsx
from tests.memory import with_peak
from tests.planner.own_examples import yogurt
from tests.planner.tiny_foods import catalogue_of, food

SMALL = catalogue_of([food("rye", "grain")])
SEEDS = Answers("seeds", 10.0, "vegan", frozenset(), per="100 g", label="eu")


def workbook(*sheets: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(list(row))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(content: bytes, answers: Answers = UNANSWERED, name: str = "foods.xlsx") -> Import:
    return import_from_bytes(content, name, SMALL, Document(), answers=answers)


def test_that_a_workbook_is_a_table_like_any_other() -> None:
    rows: list[list[object]] = [
        ["Name", "Energie (kJ)", "Magnesium (mg)", "Kalium (mg)", "Gekauft", ""],
        ["Kürbiskerne", 2340, 592.125, 1.25, datetime.date(2026, 3, 1), None],
        [],
        ["Leinsamen", 2234.6, None, "1.234,5"],
    ]
    found = read(workbook([], rows), SEEDS)
    assert found.problems == ()
    near = pytest.approx
    assert [(own.name, dict(own.amounts)) for own in found.foods] == [
        (
            "Kürbiskerne",
            {"energy_kcal": near(559.27, rel=1e-3), "magnesium_mg": 592.125, "potassium_mg": 1.25},
        ),
        ("Leinsamen", {"energy_kcal": near(534.08, rel=1e-3), "potassium_mg": 1234.5}),
    ]
    assert found.table is not None
    assert not found.table.text


def test_that_numbers_of_a_workbook_are_never_thousands() -> None:
    found = read(workbook([["name", "kcal", "Potassium (mg)"], ["Seeds", 500.125, 1.234]]), SEEDS)
    assert dict(found.foods[0].amounts) == {"energy_kcal": 500.125, "potassium_mg": 1.234}


def test_that_a_formula_counts_as_what_it_last_came_to_and_a_formula_in_a_name_is_left_out() -> None:
    found = read(workbook([["name", "kcal"], ["=HYPERLINK(1)", 500], ["Seeds", "=1+1"]]), SEEDS)
    assert found.foods == ()  # nobody has worked out the two
    assert len(found.problems) == 2


def test_that_own_foods_come_back_from_a_workbook_as_they_were() -> None:
    foods = (yogurt(step=1 / 3), yogurt(id="own_other", name="Müsli 1½", amounts={"energy_kcal": 61.125}))
    found = read(to_xlsx(foods_to_csv(foods)))
    assert (found.problems, found.foods) == ((), foods)


def zipped(members: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return content.getvalue()


def refused(content: bytes, name: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        read(content, name=name)
    assert len(str(caught.value)) < 400
    return str(caught.value)


def bomb() -> bytes:
    book = io.BytesIO(workbook([["name", "kcal"]]))
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/more.xml", b" " * (MAX_UNPACKED + 1))
    return book.getvalue()


def with_sheet(xml: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook([["name", "kcal"]]))) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            is_sheet = part.filename == "xl/worksheets/sheet1.xml"
            new.writestr(part.filename, xml.encode() if is_sheet else old.read(part))
    return made.getvalue()


ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
FAR = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="str"><v>name</v></c><c r="XFD1"><v>1</v></c></row>'
    '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("make", "name", "words"),
    [
        (bomb, "bomb.xlsx", "unpacked it is larger than 30 MB"),
        (lambda: with_sheet(ENTITIES), "entities.xlsx", "declares entities"),
        (lambda: with_sheet(FAR), "far.xlsx", "names no column for energy"),
        (lambda: with_sheet("<worksheet"), "cut.xlsx", "the workbook is damaged"),
        (lambda: workbook([["name", "kcal"]])[:-60], "half.xlsx", "the workbook is damaged"),
        (lambda: workbook([]), "empty.xlsx", "the file is empty"),
        (lambda: workbook([["x"] * 400]), "wide.xlsx", "expected at most 300"),
        (lambda: zipped({"photo.jpg": b"x"}), "photo.zip", "no table of text"),
        (lambda: b"PK\x03\x04" + b"\x00" * (MAX_BYTES + 1), "big.zip", "larger than 2 MB"),
        (
            lambda: zipped({"food.csv": b"fdc_id,description\n", "food_nutrient.csv": b"\x00" * 63_000_000}),
            "zeros.zip",
            "food_nutrient.csv in it is larger than 60 MB",
        ),
    ],
)
def test_that_a_hostile_zip_is_refused_in_words_and_in_little_memory(
    make: Callable[[], bytes], name: str, words: str
) -> None:
    content = make()
    said, peak = with_peak(lambda: refused(content, name))
    assert words in said
    assert said.count(name) == 1
    assert peak < 300e6


def table(*rows: Sequence[object]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows(rows)
    return text.getvalue().encode()


FDC = {
    "FoodData_Central_sr_legacy_food_csv_2018-04/food.csv": table(
        ("fdc_id", "data_type", "description", "food_category_id", "publication_date"),
        (1, "sr_legacy_food", "Seeds of ours, dried", 12, "2019-04-01"),
        (2, "sub_sample_food", "Seeds, sample 7", 12, "2019-04-01"),
        (3, "branded_food", "SPREAD", "", "2020-01-01"),
    ),
    "FoodData_Central_sr_legacy_food_csv_2018-04/food_nutrient.csv": table(
        ("id", "fdc_id", "nutrient_id", "amount", "data_points", "derivation_id"),
        (10, 1, 1008, 559, 1, 1),
        (11, 1, 1003, "30.23", 1, 1),
        (12, 1, 1004, "49.05", 1, 1),
        (13, 1, 1090, "592.125", 1, 1),
        (14, 1, 1062, 2340, 1, 1),
        (15, 2, 1090, 1, 1, 1),
        (16, 3, 2048, 400, 1, 1),
        (17, 3, 2047, 410, 1, 1),
        (18, 3, 1093, 800, 1, 1),
        (19, 3, 1087, 5, 1, 1),
    ),
    "nutrient.csv": table(
        ("id", "name", "unit_name", "nutrient_nbr", "rank"),
        (1008, "Energy", "KCAL", 208, 300),
        (1087, "Calcium, Ca", "G", 301, 5300),
    ),
    "food_portion.csv": table(
        ("id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight"),
        (1, 1, 1, 1, 9999, "", "tbsp", 9),
    ),
    "branded_food.csv": table(("fdc_id", "serving_size", "serving_size_unit"), (3, 15, "g")),
}


def test_that_foods_and_amounts_of_fooddata_central_are_joined() -> None:
    found = read(zipped(FDC), Answers("seeds", None, "vegan", frozenset(), label="us"), "FoodData_Central.zip")
    assert found.problems == ()
    assert found.layout is not None
    assert found.layout.program == "FoodData Central"
    seeds, spread = found.foods
    assert (seeds.name, seeds.step_g) == ("Seeds of ours, dried", 9)
    assert dict(seeds.amounts) == {"energy_kcal": 559, "protein_g": 30.23, "fat_g": 49.05, "magnesium_mg": 592.125}
    assert (spread.step_g, dict(spread.amounts)) == (15, {"energy_kcal": 400, "sodium_mg": 800})  # calcium is in grams


def test_that_paths_of_a_zip_are_names_and_nothing_else() -> None:
    members = {f"../../etc/{name.rpartition('/')[2]}": inside for name, inside in FDC.items()}
    assert len(read(zipped(members), SEEDS, "x.zip").foods) == 2
