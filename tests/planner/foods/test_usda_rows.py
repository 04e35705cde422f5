"""Foods of the two USDA tables against the rows they were copied from, figure by figure and portion by portion.

``usda_rows.json`` holds 24 random rows of each public table as they stand there, so that they are compared everywhere.
With the tables at hand, in the folder that MAGNOLIA_USDA names, 500 random rows of each are compared.
"""

import csv
import json
import os
import random
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from planner.foods.nutrients import BY_KEY, FOLIC_ACID_ADDED, VITAMIN_A_PREFORMED
from planner.foods.usda import read_usda

FOLDER = os.environ.get("MAGNOLIA_USDA", "")
ROWS, SEED = 500, 20

# Headings of FNDDS 2021–2023 by nutrient, written down here from its documentation.
FNDDS_HEADINGS = {
    "energy_kcal": "Energy (kcal)",
    "water_g": "Water (g)",
    "protein_g": "Protein (g)",
    "fat_g": "Total Fat (g)",
    "sfa_g": "Fatty acids, total saturated (g)",
    "carb_g": "Carbohydrate (g)",
    "fiber_g": "Fiber, total dietary (g)",
    "sugars_g": "Sugars, total (g)",
    "calcium_mg": "Calcium (mg)",
    "iron_mg": "Iron (mg)",
    "magnesium_mg": "Magnesium (mg)",
    "phosphorus_mg": "Phosphorus (mg)",
    "potassium_mg": "Potassium (mg)",
    "sodium_mg": "Sodium (mg)",
    "zinc_mg": "Zinc (mg)",
    "copper_mg": "Copper (mg)",
    "selenium_ug": "Selenium (mcg)",
    "vit_a_rae_ug": "Vitamin A, RAE (mcg_RAE)",
    "vit_c_mg": "Vitamin C (mg)",
    "vit_d_ug": "Vitamin D (D2 + D3) (mcg)",
    "vit_e_mg": "Vitamin E (alpha-tocopherol) (mg)",
    "vit_k_ug": "Vitamin K (phylloquinone) (mcg)",
    "thiamin_mg": "Thiamin (mg)",
    "riboflavin_mg": "Riboflavin (mg)",
    "niacin_mg": "Niacin (mg)",
    "vit_b6_mg": "Vitamin B-6 (mg)",
    "vit_b12_ug": "Vitamin B-12 (mcg)",
    "folate_total_ug": "Folate, total (mcg)",
    "folate_dfe_ug": "Folate, DFE (mcg_DFE)",
    "choline_mg": "Choline, total (mg)",
    "ala_18_3_g": "18:3 (g)",
    "epa_g": "20:5 n-3 (g)",
    "dha_g": "22:6 n-3 (g)",
    "vit_a_preformed_ug": "Retinol (mcg)",
    "folic_acid_added_ug": "Folic acid (mcg)",
}
DERIVED = (VITAMIN_A_PREFORMED, FOLIC_ACID_ADDED)  # SR Legacy has no column for them


class Source(NamedTuple):
    """A row of a table, blank cells left out, and its portions: what it is called there, and its weight."""

    cells: Mapping[str, str]
    portions: list[Mapping[str, str]]


def rows_of_the_sample(table: str) -> list[Source]:
    found = json.loads((Path(__file__).parent / "usda_rows.json").read_text(encoding="utf-8"))
    return [Source(row["cells"], row["portions"]) for row in found[table]]


def rows_of_the_folder(table: str) -> list[Source]:
    foods, portions, key = {
        "fndds": ("fndds_2021_2023_per_100g.csv", "fndds_2021_2023_portions.csv", "Food code"),
        "sr": ("usda_sr_legacy_per_100g.csv", "usda_sr_legacy_portions.csv", "fdc_id"),
    }[table]
    there: dict[str, list[Mapping[str, str]]] = defaultdict(list)
    for portion in _read(portions):
        there[portion[key]].append(portion)
    chosen = random.Random(SEED).sample(_read(foods), ROWS)
    return [Source({name: cell for name, cell in row.items() if cell}, there[row[key]]) for row in chosen]


def _read(name: str) -> list[dict[str, str]]:
    with (Path(FOLDER) / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def check_fndds(source: Source) -> None:
    food = read_usda()[f"fndds_{source.cells['Food code']}"]
    assert food.name == " ".join(source.cells["Main food description"].split())
    assert food.code == source.cells["WWEIA Category number"]
    said = {key: source.cells[heading] for key, heading in FNDDS_HEADINGS.items() if heading in source.cells}
    assert {nutrient.key: amount for nutrient, amount in food.amounts.items()} == {
        key: float(cell) for key, cell in said.items()
    }
    assert [(each.name, each.grams) for each in food.measures] == [
        (" ".join(each["Portion description"].split()), float(each["Portion weight (g)"]))
        for each in source.portions
        if float(each["Portion weight (g)"]) > 0
    ]


def check_sr(source: Source) -> None:
    food = read_usda()[f"sr_{source.cells['fdc_id']}"]
    assert food.name == " ".join(source.cells["description"].split())
    assert food.category == source.cells.get("food_group", "")
    assert {nutrient.key: amount for nutrient, amount in food.amounts.items() if nutrient not in DERIVED} == {
        key: float(source.cells[key]) for key in BY_KEY if key in source.cells
    }
    eaten = [each for each in source.portions if float(each["gram_weight"]) > 0 and not _is_bought(each["measure"])]
    assert [each.grams for each in food.measures] == [float(each["gram_weight"]) for each in eaten]
    for measure, each in zip(food.measures, eaten, strict=True):
        quantity, _space, name = measure.name.partition(" ")
        assert float(quantity) == pytest.approx(float(each["amount"]), rel=1e-5)
        assert name == " ".join(each["measure"].split())


def _is_bought(measure: str) -> bool:
    """Whether it is a weight of raw food that nobody eats: a pound, or what a pound yields."""
    words = measure.lower().replace(",", " ").split()
    return words[:1] == ["lb"] or "yield from" in " ".join(words)


CHECKS = {"fndds": check_fndds, "sr": check_sr}


@pytest.mark.parametrize("table", CHECKS)
def test_that_random_rows_have_the_figures_and_portions_of_the_source(table: str) -> None:
    rows = rows_of_the_sample(table)
    assert len(rows) == 24
    for row in rows:
        CHECKS[table](row)


@pytest.mark.skipif(not FOLDER, reason="MAGNOLIA_USDA names no folder of USDA tables")
@pytest.mark.parametrize("table", CHECKS)
def test_that_five_hundred_random_rows_have_the_figures_and_portions_of_the_source(table: str) -> None:
    for row in rows_of_the_folder(table):
        CHECKS[table](row)


@pytest.mark.parametrize("cell", ["Magnesium (mg)", "Vitamin K (phylloquinone) (mcg)"])
def test_that_a_figure_that_was_changed_is_found(cell: str) -> None:
    row = rows_of_the_sample("fndds")[0]
    changed = {**row.cells, cell: str(float(row.cells[cell]) + 0.1)}
    with pytest.raises(AssertionError):
        check_fndds(Source(changed, row.portions))


def test_that_a_portion_that_was_changed_is_found() -> None:
    row = next(each for each in rows_of_the_sample("sr") if each.portions)
    first = {**row.portions[0], "gram_weight": "7.5"}
    with pytest.raises(AssertionError):
        check_sr(Source(row.cells, [first, *row.portions[1:]]))
