"""The program that made foods.csv, on ten made-up rows: what it copies, and what it says about differences."""

from pathlib import Path

import pytest

from planner.foods.foods_csv import read_catalogue
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from tools import build_foods
from tools.build_foods import COLUMNS, Difference, differences, duplicates, figure, make_rows, read_rows, read_selection

FIXTURES = Path(__file__).parent / "fixtures"
USDA = FIXTURES / "usda"


@pytest.fixture
def tables() -> dict[tuple[str, str], build_foods.Row]:
    return build_foods.read_tables(USDA)


@pytest.fixture
def rows(tables: dict[tuple[str, str], build_foods.Row]) -> dict[str, dict[str, str]]:
    """The rows made of the selection, by id."""
    return {row["id"]: row for row in make_rows(read_selection(FIXTURES / "selection"), tables)}


def test_that_ten_rows_are_told_apart_by_their_table(tables: dict[tuple[str, str], build_foods.Row]) -> None:
    assert len(tables) == 10
    assert tables["SR Legacy", "101"]["description"] == "Oats, made up"
    assert tables["Foundation", "101"]["description"].startswith("Kale")


def test_that_a_figure_is_copied_as_the_text_it_is(rows: dict[str, dict[str, str]]) -> None:
    assert rows["oats"]["energy_kcal"] == "389.0"
    assert rows["oats"]["protein_g"] == "16.890"
    assert rows["oats"]["vit_b6_mg"] == "0.10"
    assert rows["rye"]["energy_kcal"] == "338"
    assert rows["rye"]["vit_b6_mg"] == "1e-3"
    assert rows["spinach"]["magnesium_mg"] == "87.00"
    assert rows["apple"]["zinc_mg"] == "0.0"


def test_that_blank_stays_blank(rows: dict[str, dict[str, str]]) -> None:
    assert rows["rye"]["zinc_mg"] == ""
    assert rows["cod"]["magnesium_mg"] == ""
    assert rows["quinoa"]["magnesium_mg"] == ""
    assert rows["oats"]["epa_g"] == ""  # the table has no such column


def test_that_energy_of_foundation_falls_back_in_the_documented_order(rows: dict[str, dict[str, str]]) -> None:
    assert rows["milk"]["energy_kcal"] == "60.0"
    assert rows["kale"]["energy_kcal"] == "35.10"
    assert rows["quinoa"]["energy_kcal"] == "360.5"
    assert figure({"energy_kcal": ""}, "energy_kcal") == ""


def test_that_no_other_nutrient_falls_back() -> None:
    assert figure({"protein_g": "", "energy_atwater_general_kcal": "43"}, "protein_g") == ""


def test_that_what_was_chosen_by_hand_is_kept_and_notes_are_not(rows: dict[str, dict[str, str]]) -> None:
    assert rows["rye"]["name"] == "Rye, boiled"
    assert rows["rye"]["allergens"] == "wheat"
    assert rows["quinoa"]["step_g"] == "92.5"
    assert rows["oats"]["weekly_max"] == ""
    assert set(rows["oats"]) == set(COLUMNS)


def test_that_what_is_bought_is_no_food_of_the_selection() -> None:
    assert [row["id"] for row in read_selection(FIXTURES / "selection")] == [
        *("oats", "rye", "quinoa"),
        *("kale", "spinach", "almonds", "cod", "milk", "apple"),
    ]


def test_that_rows_are_sorted_by_group_and_name_whatever_the_case(rows: dict[str, dict[str, str]]) -> None:
    assert list(rows) == ["milk", "cod", "apple", "kale", "spinach", "almonds", "oats", "quinoa", "rye"]


def test_that_a_food_in_neither_table_is_a_key_error(tables: dict[tuple[str, str], build_foods.Row]) -> None:
    with pytest.raises(KeyError, match="999"):
        make_rows([{"id": "x", "source": "SR Legacy", "fdc_id": "999"}], tables)


def test_that_what_is_written_is_read_by_the_planner(rows: dict[str, dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    build_foods.write_rows(list(rows.values()), path)
    assert read_rows(path) == list(rows.values())
    catalogue = read_catalogue(path)
    assert catalogue.problems == ()
    assert catalogue["spinach"].amounts[MAGNESIUM] == 87.0
    assert MAGNESIUM not in catalogue["cod"].amounts
    assert catalogue["kale"].amounts[BY_KEY["energy_kcal"]] == 35.1


def test_that_equal_figures_have_no_difference(
    rows: dict[str, dict[str, str]], tables: dict[tuple[str, str], build_foods.Row]
) -> None:
    assert differences(rows.values(), tables) == []


@pytest.mark.parametrize(
    ("food", "column", "changed", "said"),
    [
        ("oats", "magnesium_mg", "138", "oats: magnesium_mg is 138, its source has 138.0"),
        ("oats", "magnesium_mg", "", "oats: magnesium_mg is blank, its source has 138.0"),
        ("cod", "magnesium_mg", "0", "cod: magnesium_mg is 0, its source has blank"),
        ("kale", "energy_kcal", "43.0", "kale: energy_kcal is 43.0, its source has 35.10"),
        ("oats", "fdc_id", "999", "oats: fdc_id is 999, its source has no such row"),
    ],
)
def test_that_every_figure_that_differs_is_reported(
    rows: dict[str, dict[str, str]],
    tables: dict[tuple[str, str], build_foods.Row],
    food: str,
    column: str,
    changed: str,
    said: str,
) -> None:
    rows[food] = rows[food] | {column: changed}
    (difference,) = differences(rows.values(), tables)
    assert isinstance(difference, Difference)
    assert str(difference) == said


def test_that_ids_and_names_that_occur_twice_are_reported_whatever_the_case() -> None:
    foods = [{"id": "oats", "name": "Oats"}, {"id": "rye", "name": "OATS"}, {"id": "oats", "name": "Rye"}]
    assert duplicates(foods, "name") == ["OATS"]
    assert duplicates(foods, "id") == ["oats"]
    assert duplicates(foods[:1], "id") == []


def test_that_the_report_counts_every_problem(
    rows: dict[str, dict[str, str]],
    tables: dict[tuple[str, str], build_foods.Row],
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = list(rows.values())
    assert build_foods.report(good, tables) == 0
    assert "9 foods in 6 groups" in capsys.readouterr().out
    assert build_foods.report([*good, good[0] | {"zinc_mg": "9"}], tables) == 3
    said = capsys.readouterr().out
    assert "milk: zinc_mg is 9, its source has 0.42" in said
    assert "id milk occurs twice" in said
    assert "name Milk occurs twice" in said
    assert "magnesium_mg       known for 8 foods (80%)" in said


def test_that_a_check_writes_nothing_and_fails_on_a_difference(
    rows: dict[str, dict[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "foods.csv"
    monkeypatch.setattr(build_foods, "FOODS", path)
    build_foods.write_rows(list(rows.values()), path)
    assert build_foods.main(["--usda", str(USDA), "--check"]) == 0
    changed = path.read_text(encoding="utf-8").replace("16.890", "16.89")
    path.write_text(changed, encoding="utf-8")
    assert build_foods.main(["--usda", str(USDA), "--check"]) == 1
    assert path.read_text(encoding="utf-8") == changed
    assert "oats: protein_g is 16.89, its source has 16.890" in capsys.readouterr().out


def test_that_without_check_the_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "foods.csv"
    monkeypatch.setattr(build_foods, "FOODS", path)
    monkeypatch.setattr(build_foods, "read_selection", lambda: read_selection(FIXTURES / "selection"))
    assert build_foods.main(["--usda", str(USDA)]) == 0
    assert len(read_rows(path)) == 9
    assert "0 figures differ" in capsys.readouterr().out


def test_that_an_empty_file_is_checked_without_a_crash(tables: dict[tuple[str, str], build_foods.Row]) -> None:
    assert build_foods.report([], tables) >= 0
