"""Foods from a file: what can be taken is, everything else is said line by line, and nothing hostile comes in."""

from dataclasses import replace
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.editing.own_edits import with_imported, with_own
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.foods_csv import CatalogueError
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.imports.foods import UNANSWERED, Answers, Import, import_from_bytes, read_import
from planner.imports.own_table import foods_to_csv, template_csv
from planner.imports.table import FOUND_OUT, MAX_BYTES, Dialect
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
        ("id,protein_g\nx,900", "900 g in 100 g cannot be"),
        ("id,protein_g\nx,70", "give about 280 kcal"),
        ("id,name\nx,", "the name is blank"),
        (f"id,name\nx,{'n' * 301}", "longer than 300 characters"),
        (f"id,name\nx,{'n' * 100_000}", "longer than 300 characters"),
        ("id,name\nx,nul\x00nul", "cannot be shown"),
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


def test_that_whatever_source_a_table_names_a_taken_food_is_the_users_own() -> None:
    for source in ("Own,", "SR Legacy,173944"):
        (own,) = read(f"id,source,fdc_id\nspelt,{source}").foods
        assert food_of(own).source_text == "Own entry"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "mine.csv: the file is empty"),
        (b" \n \n", "the file is empty"),
        (b"\xff\xfeid,name", "line 1 is not text in UTF-16; choose another encoding, or save it as"),
        ("id;name\n1;Käse".encode("latin-1"), "line 1 names no column for energy"),
        ("id,name\nx,Rye".encode("utf-16-le"), "line 1 names no column for energy"),
        (b"PK\x03\x04" + b"\x00" * 100, "no table of text"),
        (b"PK\x03\x04" + b"[Content_Types].xml" * 10, "the workbook is damaged"),
        (b"hello", "line 1 names no column for a name or energy"),
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


# The cases: files as people have them, with what is right

CASES = Path(__file__).parent / "files"
RYE_BREAD, OATS, PUMPKIN = "Roggenvollkornbrot Müller", "Haferflocken kernig", "Kürbiskerne, geröstet"
SEEDS = Answers("seeds", 10.0, "vegan", frozenset(), label="eu")


def of_case(name: str, answers: Answers = UNANSWERED, dialect: Dialect = FOUND_OUT) -> Import:
    return import_from_bytes((CASES / name).read_bytes(), name, SMALL, Document(), dialect=dialect, answers=answers)


def figures(found: Import) -> dict[str, tuple[float | None, ...]]:
    """Energy, protein and magnesium of each food, per 100 g."""
    keys = (ENERGY, BY_KEY["protein_g"], MAGNESIUM)
    return {own.name: tuple(food_of(own).amounts.get(key) for key in keys) for own in found.foods}


@pytest.mark.parametrize(
    "name",
    [
        "blank_lines_first.csv",
        "comma_quoted_decimal_comma.csv",
        "empty_columns_at_the_end.csv",
        "semicolon_decimal_comma_cp1252.csv",
        "semicolon_decimal_comma_utf8_bom.csv",
        "sep_line_first.csv",
        "tabs.csv",
        "unicode_text_utf16_tabs.csv",
    ],
)
def test_that_a_table_of_any_spreadsheet_is_the_same_table(name: str) -> None:
    found = of_case(name)
    assert (found.problems, found.asks) == ((), frozenset())
    assert figures(found) == {RYE_BREAD: (212, 6.5, 54.5), OATS: (372, 13.5, 130), PUMPKIN: (574, 29.8, 550)}


def test_that_a_line_break_in_a_cell_is_a_space() -> None:
    found = of_case("line_break_in_a_cell.csv")
    assert list(figures(found)) == ["Roggenbrot vom Bäcker", OATS, PUMPKIN]


def test_that_words_for_unknown_leave_an_amount_out() -> None:
    found = of_case("na_for_unknown.csv")
    assert (len(found.foods), found.problems) == (3, ())
    assert all(MAGNESIUM not in food_of(own).amounts for own in found.foods)
    for word in ("N/A", "trace", "–", "< 0.5", "k. A.", "?"):
        (own,) = read(f'id,magnesium_mg\nspelt,"{word}"').foods
        assert MAGNESIUM not in food_of(own).amounts


def test_that_a_column_of_salt_becomes_sodium() -> None:
    (own,) = of_case("salt_column.csv").foods
    assert food_of(own).amounts[BY_KEY["sodium_mg"]] == pytest.approx(560)  # 1.4 g × 400 mg


def test_that_open_food_facts_counts_minerals_in_grams_and_names_gluten() -> None:
    waiting = of_case("openfoodfacts.csv")
    assert (waiting.foods, waiting.waiting, sorted(waiting.asks)) == ((), 1, ["diet", "kind"])
    (own,) = of_case("openfoodfacts.csv", Answers("cereal", diet="vegan")).foods
    assert (own.name, own.step_g, sorted(own.allergens), own.label) == ("Müsli mit Kürbiskernen", 50, ["wheat"], "eu")
    assert figures(of_case("openfoodfacts.csv", Answers("cereal", diet="vegan")))[own.name] == (386, 13, 140)


def test_that_servings_of_cronometer_are_figures_for_their_weight() -> None:
    found = of_case("cronometer_servings.csv", Answers("porridge", diet="vegan", allergens=frozenset()))
    assert figures(found)["Oats, Rolled, Dry"] == pytest.approx((379, 13.25, 138))  # 55.2 mg in 40 g
    assert [each.line for each in found.problems] == [3]
    assert "Amount “1.00 cup”" in found.problems[0].sentence


def test_that_products_of_grocy_are_asked_for_the_weight_of_their_unit() -> None:
    assert of_case("grocy_products.csv").asks == {"kind", "diet", "allergens", "portion_g"}
    (own,) = of_case("grocy_products.csv", Answers("porridge", 500.0, "vegan", frozenset())).foods
    assert figures(of_case("grocy_products.csv", Answers("porridge", 500.0, "vegan", frozenset())))[own.name][0] == 74.4


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("cronometer_dailysummary.csv", "Cronometer: this is a diary"),
        ("myfitnesspal.csv", "MyFitnessPal: this is a diary"),
        ("usda_fdc_food.csv", "FoodData Central has names alone"),
    ],
)
def test_that_what_holds_no_foods_is_refused_by_its_name(name: str, words: str) -> None:
    with pytest.raises(CatalogueError, match=words):
        of_case(name)


def test_that_fooddata_central_with_figures_is_read_by_its_own_names() -> None:
    header = '"fdc_id","description","Energy (kcal)","Protein","Total lipid (fat)","Magnesium, Mg","Vitamin D (IU)"'
    text = f'{header}\n"1","Seeds of ours","500","20","40","300","40"\n'
    found = import_from_bytes(text.encode(), "fdc.csv", SMALL, Document(), answers=SEEDS)
    (own,) = found.foods
    assert dict(own.amounts) == {
        "energy_kcal": 500, "protein_g": 20, "fat_g": 40, "magnesium_mg": 300, "vit_d_ug": 1
    }  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cell", "key", "amount"),
    [
        ("Magnesium (mg)", "54.5", "magnesium_mg", 54.5),
        ("Magnesium [g]", "0.0545", "magnesium_mg", 54.5),
        ("Magnesium", "54.5 mg", "magnesium_mg", 54.5),
        ("Magnesium", "0.0545 g", "magnesium_mg", 54.5),
        ("Vitamin B12 (µg)", "1.5", "vit_b12_ug", 1.5),
        ("Vitamin B12 (mcg)", "1.5", "vit_b12_ug", 1.5),
        ("B12 (Cobalamin) (mg)", "0.0015", "vit_b12_ug", 1.5),
        ("davon Zucker pro 100 g (g)", "1.5", "sugars_g", 1.5),
        ("Salz je 100g", "1.5", "salt_g", 1.5),
        ("Glucides, g", "12½", "carb_g", 12.5),
    ],
)
def test_that_units_are_those_of_the_column_or_the_cell(header: str, cell: str, key: str, amount: float) -> None:
    text = f"name;kcal;{header}\nSeeds;100;{cell}\n"
    found = import_from_bytes(text.encode(), "x.csv", SMALL, Document(), answers=replace(SEEDS, per="100 g"))
    assert [own.amounts[key] for own in found.foods] == [pytest.approx(amount)]


@pytest.mark.parametrize("header", ["Energy (kJ)", "Brennwert kJ pro 100 g", "energy [kj]"])
def test_that_kilojoules_become_kilocalories(header: str) -> None:
    text = f"name\t{header}\nSeeds\t418.4\n"
    (own,) = import_from_bytes(text.encode(), "x.csv", SMALL, Document(), answers=replace(SEEDS, per="100 g")).foods
    assert own.amounts["energy_kcal"] == pytest.approx(100)


def test_that_figures_for_100_g_and_for_a_portion_are_not_mixed() -> None:
    text = "name,Energy per 100 g,Energy per serving,Magnesium per serving\nSeeds,500,50,30\n"
    (own,) = import_from_bytes(text.encode(), "x.csv", SMALL, Document(), answers=SEEDS).foods
    assert (own.per, dict(own.amounts)) == ("100 g", {"energy_kcal": 500})


def test_that_a_thousand_and_a_decimal_are_not_guessed() -> None:
    text = 'name,kcal,Potassium (mg)\nSeeds,500,"1,234"\n'
    given = replace(SEEDS, per="100 g")
    (said,) = import_from_bytes(text.encode(), "x.csv", SMALL, Document(), answers=given).problems
    assert str(said).startswith("line 2: Seeds: Potassium (mg) “1,234”: “1,234” can be read in two ways")
    for decimal, amount in ((".", 1234), (",", 1.234)):
        found = import_from_bytes(
            text.encode(), "x.csv", SMALL, Document(), dialect=Dialect(decimal=decimal), answers=given
        )
        assert found.foods[0].amounts["potassium_mg"] == pytest.approx(amount)


@pytest.mark.parametrize("cell", ["12 apples", "-3", "5 kcal", "1.2.3", "∞", "#REF!"])
def test_that_a_refusal_shows_the_cell(cell: str) -> None:
    found = import_from_bytes(
        f"name\tkcal\tMagnesium (mg)\nSeeds\t500\t{cell}\n".encode(), "x.csv", SMALL, Document(), answers=SEEDS
    )
    assert found.foods == ()
    assert f"Magnesium (mg) “{cell}”" in str(found.problems[0])


def test_that_own_foods_come_back_from_their_table_as_they_were() -> None:
    foods = (
        yogurt(step=1 / 3, flags=frozenset({"fortified"}), oxalate="low"),
        yogurt(id="own_other", name="=Müsli, „gut“; 1½", per="portion", label="us", daily_max=4, max_steps=3),
        yogurt(id="own_hebrew", name="יוגורט", amounts={"energy_kcal": 61.125, "magnesium_mg": 1234 / 100}),
    )
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = import_from_bytes(foods_to_csv(foods).encode(encoding), "mine.csv", SMALL, Document())
        assert found.problems == ()
        assert found.foods == foods


def test_that_the_template_is_a_table_with_one_food() -> None:
    found = import_from_bytes(template_csv().encode(), "template.csv", SMALL, Document())
    assert (len(found.foods), found.problems) == (1, ())
