"""The tables of all that people eat, and the search over them."""

import os

import pytest

from planner.foods.nutrients import BY_KEY, ENERGY, FOLIC_ACID_ADDED, MAGNESIUM, VITAMIN_A_PREFORMED
from planner.foods.usda import COLUMNS, UsdaTable, cereal_note, read_usda
from planner.foods.usda_search import UsdaSearch, usda_search


def test_that_both_tables_are_there_whole() -> None:
    table = read_usda()
    ids = [named.id for named in table.names()]
    assert len(ids) == len(set(ids)) == len(table)
    assert sum(food_id.startswith("fndds_") for food_id in ids) == 5431
    assert len(ids) == 5431 + 7793
    for food_id in ids:
        assert all(measure.grams > 0 and measure.name for measure in table[food_id].measures)


def test_that_figures_and_portions_are_those_of_the_source() -> None:
    bagel = read_usda()["fndds_51180010"]
    assert (bagel.name, bagel.amounts[ENERGY], bagel.amounts[MAGNESIUM]) == ("Bagel", 264, 29)
    assert [(each.name, each.grams) for each in bagel.measures][:2] == [
        ("Quantity not specified", 105),
        ("1 miniature", 26),
    ]
    assert bagel.amounts[FOLIC_ACID_ADDED] == 82
    assert bagel.source_text == "FNDDS 51180010"
    assert read_usda()["sr_170554"].source_text == "SR Legacy 170554"


def test_that_what_fndds_has_no_column_for_is_unknown_and_not_zero() -> None:
    bagel = read_usda()["fndds_51180010"]
    assert {key for key in BY_KEY if BY_KEY[key] not in bagel.amounts} == {"manganese_mg", "pantothenic_mg"}


def test_that_a_blank_cell_is_unknown() -> None:
    cells = dict.fromkeys(COLUMNS, "") | {"id": "sr_1", "name": "Beans", "category": "Spices and Herbs"}
    cells |= {"energy_kcal": "0.0", "vit_a_rae_ug": "5"}
    table = UsdaTable("\t".join(COLUMNS) + "\n" + "\t".join(cells.values()) + "\n")
    assert table["sr_1"].amounts == {ENERGY: 0.0, BY_KEY["vit_a_rae_ug"]: 5.0, VITAMIN_A_PREFORMED: 0.0}
    assert table["sr_1"].measures == ()


def test_that_the_magnesium_of_a_cereal_of_fndds_is_at_least() -> None:
    table = read_usda()
    shredded = next(named for named in usda_search().find("shredded wheat plain") if named.id.startswith("fndds_"))
    food = table[shredded.id]
    assert food.partial == {MAGNESIUM}
    assert food.name in cereal_note(food)
    assert not cereal_note(table["fndds_51180010"])


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("bagel", "Bagel"),
        ("bagle", "Bagel"),
        ("chiken nugets", "Chicken nuggets, NFS"),
        ("apple", "Apple, raw"),
        ("whole weat bread", "Bread, whole wheat"),
        ("french fries", "Potato, french fries, NFS"),
        ("PUMPKIN SEEDS", "Pumpkin seeds, NFS"),
        ("ice craem", "Ice cream, NFS"),
        ("Milk", "Milk, NFS"),
    ],
)
def test_that_a_search_forgives_slips_and_has_common_foods_first(typed: str, first: str) -> None:
    assert first in [named.name for named in usda_search().find(typed)][:3]


def test_that_the_cereal_of_sr_legacy_comes_before_that_of_fndds() -> None:
    found = usda_search().find("shredded wheat")
    assert found[0].id.startswith("sr_")


def test_that_no_search_offers_food_for_babies() -> None:
    assert not [each for each in usda_search().find("baby food") if "baby food" in each.name.casefold()]


def test_that_nothing_typed_finds_nothing_and_a_category_narrows() -> None:
    search = usda_search()
    assert search.find(" ") == search.find("xqzzqx") == ()
    assert {named.category for named in search.find("bagel", {"Bagels and English muffins"})} == {
        "Bagels and English muffins"
    }


def test_that_accents_and_capitals_do_not_matter() -> None:
    names = read_usda().names()
    search = UsdaSearch(names)
    assert search.find("jalapeño")[:1] == search.find("JALAPENO")[:1] != ()


@pytest.mark.skipif(
    not (FOLDER := os.environ.get("MAGNOLIA_USDA", "")), reason="MAGNOLIA_USDA names no folder of USDA tables"
)
def test_that_the_table_is_made_of_the_public_ones() -> None:
    from tools.build_usda import main

    assert main(["--usda", FOLDER, "--check"]) == 0
