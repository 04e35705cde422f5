"""Tables as spreadsheets open them, to-dos as their library reads them, and own dishes that come back whole."""

import io
import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import icalendar
import openpyxl
import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import with_id
from planner.editing.own_edits import with_own, with_own_dish
from planner.files.backups import export_all
from planner.files.store import StoreError, load_copy, save
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ENERGY
from planner.imports.recipe_files import recipes_from_bytes
from planner.imports.recipes import dish_from, drafts_of, problems_with
from planner.output.formats import FORMATS, format_of
from planner.output.recipe_json_ld import dishes_to_json_ld
from planner.output.safe_text import to_csv
from planner.output.spreadsheet import marked, to_xlsx, with_semicolons
from planner.output.todo_files import list_to_todo_txt, list_to_vtodo
from planner.own.dish import OwnDish, Weighed
from planner.own.food import OwnFood
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import ShoppingList, shopping_list
from tests.planner.own_examples import bowl, yogurt
from tests.planner.plans import random_plan

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TABLE = to_csv([["name", "amount", "day"], ["1½ cups; Müsli", 12.5, "2026-11-30"], ["=cmd()", -0.25, "1.5 cups"]])


@pytest.fixture
def shopping(catalogue: Catalogue) -> ShoppingList:
    document = Document()
    ticked = next(iter(shopping_list(random_plan(catalogue, 3, 2), document, read_bought()).lines))
    document = document.with_shopping(document.shopping.with_tick(ticked.key).with_own("@home +1 (A) milk"))
    return shopping_list(random_plan(catalogue, 3, 2), document, read_bought())


def test_that_a_table_for_a_spreadsheet_begins_with_the_mark_excel_looks_for() -> None:
    assert marked(TABLE)[:3] == b"\xef\xbb\xbf"
    assert "1½ cups" in marked(TABLE).decode("utf-8-sig")


def test_that_decimal_commas_come_with_semicolons_and_dates_stay() -> None:
    lines = with_semicolons(TABLE).decode("utf-8-sig").split("\r\n")
    assert lines[1] == '"1½ cups; Müsli";12,5;2026-11-30'
    assert lines[2] == "'=cmd();-0,25;1.5 cups"


def test_that_a_workbook_has_numbers_as_numbers_and_no_formula() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(TABLE))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1] == ["1½ cups; Müsli", 12.5, "2026-11-30"]
    assert rows[2] == ["=cmd()", -0.25, "1.5 cups"]
    assert sheet["A3"].data_type in ("s", "inlineStr")  # a text, whatever it begins with


def test_that_tasks_keep_their_ids_and_two_documents_have_none_in_common(shopping: ShoppingList) -> None:
    def ids(document: Document) -> list[str]:
        read = icalendar.Calendar.from_ical(list_to_vtodo(shopping, document, NOW))
        return [str(todo["UID"]) for todo in read.walk("VTODO")]

    mine, theirs = with_id(Document()), with_id(Document(days=3))
    assert ids(mine) == ids(mine)
    assert len(set(ids(mine))) == len(ids(mine)) == len(list(shopping.lines))
    other = replace(theirs, id="another")
    assert not set(ids(replace(mine, id="one"))) & set(ids(other))


def test_that_a_task_says_what_to_buy_and_whether_it_is_done(shopping: ShoppingList) -> None:
    read = icalendar.Calendar.from_ical(list_to_vtodo(shopping, Document(), NOW))
    done = [str(todo["STATUS"]) for todo in read.walk("VTODO")]
    assert done.count("COMPLETED") == sum(line.ticked for line in shopping.lines) == 1
    assert all(str(todo["SUMMARY"]) for todo in read.walk("VTODO"))


def test_that_each_line_of_todo_txt_is_one_task_with_no_mark_by_chance(shopping: ShoppingList) -> None:
    lines = list_to_todo_txt(shopping).strip().split("\n")
    assert len(lines) == len(list(shopping.lines))
    assert sum(line.startswith("x ") for line in lines) == 1
    assert all(line.count(" +") == 1 and "@" not in line for line in lines)


@pytest.mark.parametrize("name", ["csv", "csv-comma", "xlsx"])
def test_that_every_table_is_written_in_every_form(name: str) -> None:
    kinds = {each.what for each in FORMATS if each.name == "csv"}
    for kind in kinds:
        found = format_of(kind, name)
        assert found is not None
        assert found.ending == ("xlsx" if name == "xlsx" else "csv")


# Own dishes


def test_that_own_dishes_come_back_whole_and_are_recipes_to_others(catalogue: Catalogue) -> None:
    dish = bowl(minutes=45, method=("Boil.", "Mix."), heated=True, water_g=120.5, weekly_max=2)
    document = with_own_dish(Document(), dish)
    made = with_own(catalogue, document)
    text = dishes_to_json_ld(document, made)
    (recipe,) = json.loads(text)["@graph"]
    assert recipe["recipeYield"] == "2 servings"
    assert recipe["recipeIngredient"] == ["400 g Lentils, boiled", "180 g Spinach, cooked"]
    kcal = made[dish.id].amount(ENERGY, 2)
    assert kcal is not None
    assert float(recipe["nutrition"]["calories"].split()[0]) == pytest.approx(kcal, rel=1e-3)
    (draft,) = drafts_of(recipes_from_bytes(text.encode(), "dishes.jsonld"), catalogue, Document()).drafts
    assert problems_with(draft, catalogue, Document()) == ()
    assert dish_from(draft, catalogue, Document()) == dish


def exported(dish: OwnDish, *foods: OwnFood, catalogue: Catalogue) -> bytes:
    document = with_own_dish(replace(Document(), own_foods=foods), dish)
    return dishes_to_json_ld(document, with_own(catalogue, document)).encode()


def yogurt_bowl() -> OwnDish:
    return bowl(ingredients=(*bowl().ingredients[:1], Weighed("own_yogurt", 150.0)))


def test_that_dishes_of_own_foods_come_whole_to_another_computer(catalogue: Catalogue) -> None:
    foods = yogurt(step=1 / 3, flags=frozenset({"fortified"})), yogurt(id="own_unused", name="Unused")
    text = exported(yogurt_bowl(), *foods, catalogue=catalogue)
    found = drafts_of(recipes_from_bytes(text, "x.jsonld"), catalogue, Document())
    (draft,) = found.drafts
    assert found.catalogue is not None
    assert problems_with(draft, found.catalogue, Document()) == ()
    dish = dish_from(draft, found.catalogue, Document())
    assert dish == yogurt_bowl()
    assert found.foods_of([dish]) == foods[:1]


def test_that_an_own_food_that_is_there_already_is_not_taken_twice(catalogue: Catalogue) -> None:
    text = exported(yogurt_bowl(), yogurt(), catalogue=catalogue)
    here = replace(Document(), own_foods=(yogurt(id="own_other"),))
    found = drafts_of(recipes_from_bytes(text, "x.jsonld"), with_own(catalogue, here), here)
    assert found.foods == ()
    assert [guess.food for guess in found.drafts[0].guesses] == ["lentils", "own_other"]


def test_that_an_own_food_beside_another_of_its_id_and_name_gets_others(catalogue: Catalogue) -> None:
    text = exported(yogurt_bowl(), yogurt(), catalogue=catalogue)
    here = replace(Document(), own_foods=(yogurt(step_g=125.0),))
    found = drafts_of(recipes_from_bytes(text, "x.jsonld"), with_own(catalogue, here), here)
    (food,) = found.foods
    assert (food.name, food.step_g) == ("Oat yogurt of ours (2)", 150.0)
    assert food.id != "own_yogurt"
    assert [guess.food for guess in found.drafts[0].guesses] == ["lentils", food.id]


def test_that_an_own_food_of_two_dishes_comes_once(catalogue: Catalogue) -> None:
    document = replace(Document(), own_foods=(yogurt(),))
    for each in ("own_one", "own_two"):
        document = with_own_dish(document, replace(yogurt_bowl(), id=each, name=each))
    text = dishes_to_json_ld(document, with_own(catalogue, document)).encode()
    found = drafts_of(recipes_from_bytes(text, "x.jsonld"), catalogue, Document())
    assert (len(found.drafts), len(found.foods)) == (2, 1)


@pytest.mark.parametrize("damage", [{"amounts": {"energy_kcal": -1}}, {"name": ""}, {"more": 1}])
def test_that_an_own_food_that_cannot_be_read_is_asked(catalogue: Catalogue, damage: dict[str, object]) -> None:
    data = json.loads(exported(yogurt_bowl(), yogurt(), catalogue=catalogue))
    data["@graph"][0]["magnolia"]["own_foods"][0] |= damage
    found = drafts_of(recipes_from_bytes(json.dumps(data).encode(), "x.jsonld"), catalogue, Document())
    assert (len(found.drafts[0].asks), found.foods) == (1, ())


# All my data


def test_that_all_my_data_can_be_taken_in_again(tmp_path: Path) -> None:
    kept = tmp_path / "data" / "document.json"
    kept.parent.mkdir()
    document = with_id(Document(days=5, own_foods=(yogurt(),)))
    save(kept, Stored(document))
    export_all(kept.parent, tmp_path / "all.zip")
    found = load_copy(tmp_path / "all.zip")
    assert found is not None
    assert found.document == document


@pytest.mark.parametrize("names", [[], ["a/document.json"], ["a.json", "b.json"], ["../x.json"]])
def test_that_a_zip_without_one_document_is_refused_in_words(tmp_path: Path, names: list[str]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("readme.txt", "x")
        for name in names:
            packed.writestr(name, "{}")
    with pytest.raises(StoreError, match=r"x\.zip: no document of Magnolia"):
        load_copy(tmp_path / "x.zip")
