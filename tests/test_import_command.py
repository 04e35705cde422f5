"""The command that takes foods into a document: what it prints, what it writes, and what it leaves alone."""

import json
from pathlib import Path

import pytest

from main import main
from planner.files.store import load

CASES = Path(__file__).parent / "planner" / "imports" / "files"


def test_that_foods_of_tables_are_in_the_document_it_writes(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    output = tmp_path / "new.json"
    files = [
        str(CASES / name) for name in ("semicolon_decimal_comma_cp1252.csv", "openfoodfacts.csv", "myfitnesspal.csv")
    ]
    code = main(["import", "foods", *files, "--output", str(output), "--format", "json"])
    report = json.loads(capsysbinary.readouterr().out)
    taken, waiting, refused = report["files"]
    assert (code, [food["magnesium_mg_per_100_g"] for food in taken["taken"]]) == (5, [54.5, 130, 550])
    assert (waiting["program"], waiting["ask"], waiting["waiting"]) == ("Open Food Facts", ["diet", "kind"], 1)
    assert "diary" in refused["refused"]
    stored = load(output)
    assert stored is not None
    assert [own.id for own in stored.document.own_foods] == [food["id"] for food in taken["taken"]]


def test_that_answers_are_options_and_a_document_is_begun_with(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    assert main(["import", "foods", str(CASES / "tabs.csv"), "--output", str(first)]) == 0
    said = ["--kind", "cereal", "--diet", "vegan", "--allergens", "none", "--document", str(first)]
    assert main(["import", "foods", str(CASES / "openfoodfacts.csv"), *said, "--output", str(second)]) == 0
    assert b"1 food was added" in capsysbinary.readouterr().out
    stored = load(second)
    assert stored is not None
    assert len(stored.document.own_foods) == 4


def test_that_nothing_is_written_over_what_was_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.csv"
    table.write_bytes((CASES / "tabs.csv").read_bytes())
    assert main(["import", "foods", str(table), "--output", str(table)]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert table.read_bytes() == (CASES / "tabs.csv").read_bytes()


def test_that_recipes_are_taken_line_by_line_and_questions_are_told(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    recipe = tmp_path / "soup.txt"
    lines = "250 g dry lentils\n2 carrots\n1 tbsp olive oil\n1 tsp salt"
    recipe.write_text(f"Lentil soup\nServes 4\n\nIngredients\n{lines}\n\nMethod\nBoil.", encoding="utf-8")
    asking = tmp_path / "bread.txt"
    asking.write_text("Soda bread\n\nIngredients\n500 g plain flour\n\nMethod\nBake.", encoding="utf-8")
    output = tmp_path / "new.json"
    given = [str(recipe), str(asking), "--output", str(output), "--format", "json"]
    assert main(["import", "recipes", *given]) == 5
    soup, bread = (entry["recipes"][0] for entry in json.loads(capsysbinary.readouterr().out)["files"])
    assert [line["food"] for line in soup["lines"]] == ["lentils", "carrots_raw", "olive_oil", None]
    assert [line["grams"] for line in soup["lines"]][1:] == [122.0, 13.5, None]
    assert all({"text", "food", "grams", "confidence", "ask"} <= line.keys() for line in soup["lines"])
    assert (soup["taken"], bread["taken"], bread["ask"]) == (True, False, ["1 line must be looked at."])
    stored = load(output)
    assert stored is not None
    assert [dish.name for dish in stored.document.own_dishes] == ["Lentil soup"]
