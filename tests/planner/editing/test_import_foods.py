"""Foods from a file: what can be taken is, everything else is said line by line, and nothing hostile comes in."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.editing.import_foods import MAX_BYTES, Import, import_from_bytes, read_import
from planner.editing.own_edits import with_imported, with_own
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.foods_csv import CatalogueError
from planner.foods.nutrients import MAGNESIUM
from planner.own.food import MOST_OWN_FOODS, food_of
from tests.planner.conftest import FOODS, foods_text
from tests.planner.own_examples import yogurt
from tests.planner.tiny_foods import catalogue_of, food

RYE = food("rye", "grain")
SMALL = catalogue_of([RYE])


def read(table: str, catalogue: Catalogue = SMALL, document: Document | None = None) -> Import:
    return import_from_bytes(foods_text(table).encode(), "mine.csv", catalogue, document or Document())


def names(found: Import) -> list[str]:
    return [own.name for own in found.foods]


def problem(table: str) -> str:
    (only,) = read(table).problems
    return str(only)


def test_that_good_lines_are_taken_with_ids_of_their_own() -> None:
    found = read("id,name,energy_kcal,magnesium_mg\nrye,Dark rye,100,40\nspelt,Spelt,120,")
    assert [(own.id, own.name) for own in found.foods] == [("own_dark_rye", "Dark rye"), ("own_spelt", "Spelt")]
    assert found.problems == ()


def test_that_a_blank_stays_unknown() -> None:
    known, unknown = read("id,magnesium_mg\nspelt,40\nbarley,").foods
    assert food_of(known).amounts[MAGNESIUM] == 40.0
    assert MAGNESIUM not in food_of(unknown).amounts


def test_that_the_problems_of_the_table_are_kept_with_their_lines() -> None:
    found = read("id,magnesium_mg\nspelt,40\nham,-1\nbarley,x")
    assert names(found) == ["Spelt"]
    assert [each.line for each in found.problems] == [3, 4]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("id,name\nx,=1+1", "line 2: =1+1: “=1+1” begins like a formula"),
        ("id,name\nx,@SUM(A1)", "formula"),
        ("id,name\nx,+1", "formula"),
        ("id,name\nx,-2+3", "formula"),
        ("id,measure\nx,=cmd()", "formula"),
        ("id,name\nx,Rye", "There is a food of this name already"),
        ("id,protein_g\nx,900", "expected at most 100"),
        ("id,protein_g\nx,70", "give about 280 kcal"),
        ("id,name\nx,", "name of x is blank"),
        (f"id,name\nx,{'n' * 301}", "longer than 300 characters"),
        (f"id,name\nx,{'n' * 100_000}", "longer than 300 characters"),
        ("id,name\nx,nul\x00nul", "control character"),
        ("id,name\nx,turn\u202eturn", "cannot be shown"),
        ("id,group\nx,Dairy", "This kind of food has milk"),
        ('id,name\nx,"open', "quotation mark"),
    ],
)
def test_that_a_line_that_cannot_be_is_left_out_in_words(table: str, words: str) -> None:
    found = read(table)
    assert found.foods == ()
    assert words in problem(table)
    assert len(problem(table)) < 400


def test_that_a_name_with_html_is_taken_as_it_is() -> None:
    assert names(read("id,name\nx,<b>Bread</b>")) == ["<b>Bread</b>"]


def test_that_a_name_twice_in_the_file_is_taken_once() -> None:
    found = read("id,name\na,Spelt\nb,ｓｐｅｌｔ")  # the same letters in another width
    assert names(found) == ["Spelt"]
    assert str(found.problems[0]) == "line 3: ｓｐｅｌｔ: There is a food of this name already."


def test_that_an_own_food_with_source_own_needs_no_id_of_a_table() -> None:
    assert names(read("id,source,fdc_id\nspelt,Own,")) == ["Spelt"]
    assert read("id,source,fdc_id\nspelt,SR Legacy,").foods == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "mine.csv: the file is empty"),
        (b" \n \n", "the file is empty"),
        (b"\xff\xfeid,name", "line 1 is not UTF-8 text; save it as"),
        ("id;name\n1;Käse".encode("latin-1"), "line 2 is not UTF-8 text"),
        ("id,name\nx,Rye".encode("utf-16-le"), "lacks the columns"),
        (b"PK\x03\x04" + b"\x00" * 100, "lacks the columns"),
        (b"hello", "lacks the columns"),
        (b"x" * (MAX_BYTES + 1), "larger than 2 MB"),
        (b",".join([b"a"] * 400), "line 1"),
    ],
)
def test_that_a_file_that_is_no_table_of_foods_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(CatalogueError) as caught:
        import_from_bytes(content, "mine.csv", SMALL, Document())
    assert words in str(caught.value)
    assert len(str(caught.value)) < 600


def test_that_a_file_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"mine.csv: there is no such file"):
        read_import(tmp_path / "mine.csv", SMALL, Document())
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_import(tmp_path, SMALL, Document())


def test_that_there_is_room_for_so_many_and_no_more() -> None:
    full = Document(own_foods=tuple(yogurt(id=f"own_{n}", name=f"Food {n}") for n in range(MOST_OWN_FOODS - 1)))
    found = read("id\nspelt\nbarley", with_own(SMALL, full), full)
    assert names(found) == ["Spelt"]
    assert "no room for more" in str(found.problems[0])


def test_that_the_shipped_table_taken_beside_itself_gives_nothing_twice(catalogue: Catalogue) -> None:
    found = import_from_bytes(FOODS.read_bytes(), "foods.csv", catalogue, Document())
    assert found.foods == ()
    assert len(found.problems) == sum(each.recipe is None for each in catalogue)
    assert found.problems[0].line == 2


def test_that_taken_foods_are_the_foods_of_the_file(catalogue: Catalogue) -> None:
    """But for ids, sources, and the cautious side of vitamin A and of flags."""
    found = import_from_bytes(FOODS.read_bytes(), "foods.csv", SMALL, Document())
    assert len(found.foods) == MOST_OWN_FOODS
    document = with_imported(Document(), found.foods)
    made = with_own(SMALL, document)
    by_name = {each.name: each for each in catalogue}
    for own in found.foods:
        there, here = by_name[own.name], made[own.id]
        assert here.flags >= there.flags
        assert here.flags - there.flags <= {"pasteurised_only"}  # a cheese that nobody knows
        assert _comparable(here) == _comparable(there)


def _comparable(one: Food) -> Food:
    measured = {nutrient: amount for nutrient, amount in one.amounts.items() if nutrient.key != "vit_a_preformed_ug"}
    mercury = "" if one.mercury == "unknown" else one.mercury
    return replace(one, id="x", source="", fdc_id=0, amounts=measured, mercury=mercury, flags=frozenset())
