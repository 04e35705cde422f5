"""Reading foods.csv: what is kept, what is left out, and in which words."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.foods import nutrients
from planner.foods.catalogue import Catalogue, Problem
from planner.foods.food import Food, household
from planner.foods.foods_csv import MAX_BYTES, MAX_ROWS, CatalogueError, catalogue_from_text, read_catalogue
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.foods.vocabulary import ALLERGENS, DIETS
from tests.planner.conftest import FOODS, foods_text
from tests.planner.tiny_foods import food

Read = Callable[[], Catalogue]


def ids(catalogue: Catalogue) -> list[str]:
    return [food.id for food in catalogue]


def only_problem(table: str) -> str:
    """The sentence about the one bad line of a table, whose other line is kept."""
    catalogue = catalogue_from_text(foods_text(table))
    assert len(catalogue) == 1
    (problem,) = catalogue.problems
    return problem.sentence


def refusal(text: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        catalogue_from_text(text)
    return str(caught.value)


def refusal_of_file(path: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(path)
    return str(caught.value)


# One bad line


def test_that_a_bad_line_is_reported_and_the_others_are_kept(foods_in_docstring: Read) -> None:
    """
    id,   name, magnesium_mg
    oats, Oats, 138
    ham,  Ham,  -1
    rye,  Rye,  110.5
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["oats", "rye"]
    assert catalogue["rye"].amounts[MAGNESIUM] == 110.5
    (problem,) = catalogue.problems
    assert problem.line == 3
    assert problem.sentence in (
        "magnesium of Ham is -1, expected a number >= 0",
        "magnesium of Ham is -1.0, expected a number >= 0",
    )


def test_that_blank_lines_count_but_say_nothing(foods_in_docstring: Read) -> None:
    """
    id,   magnesium_mg
    oats, 138

    ham,  many
    """
    assert foods_in_docstring().problems == (Problem(4, "magnesium of Ham is not a number"),)


def test_that_a_problem_prints_with_its_line() -> None:
    assert str(Problem(3, "the id is '', expected a word")) == "line 3: the id is '', expected a word"


@pytest.mark.parametrize("amount", ["many", "1,5", "12 mg", "nan", "NaN", "None", "1_000", "0x10", "--1", "½"])
def test_that_an_amount_that_is_no_number_leaves_the_line_out(amount: str) -> None:
    sentence = only_problem(f'id, magnesium_mg\nrye, 110\nham, "{amount}"'.replace(", ", ","))
    assert sentence == "magnesium of Ham is not a number"


@pytest.mark.parametrize("amount", ["-1", "-0.001", "inf", "-inf", "Infinity", "1e999", "9" * 299])
def test_that_a_negative_or_infinite_amount_leaves_the_line_out(amount: str) -> None:
    assert only_problem(f"id,magnesium_mg\nrye,110\nham,{amount}").startswith("magnesium of Ham is ")


@pytest.mark.parametrize(
    ("column", "amount"),
    [("energy_kcal", "951"), ("protein_g", "100.1"), ("magnesium_mg", "100001"), ("vit_b12_ug", "100000001")],
)
def test_that_more_than_a_food_can_hold_leaves_the_line_out(column: str, amount: str) -> None:
    assert "expected at most" in only_problem(f"id,{column}\nrye,1\nham,{amount}")


def test_that_a_food_without_energy_is_left_out(foods_in_docstring: Read) -> None:
    """
    id,   energy_kcal
    oats, 389
    ham,
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["oats"]
    assert catalogue.problems == (Problem(3, "energy of Ham is blank, and nothing can be planned without it"),)


def test_that_an_id_or_a_name_that_occurs_twice_keeps_its_first_line(foods_in_docstring: Read) -> None:
    """
    id,   name,       magnesium_mg
    oats, Oats,       138
    oats, Other oats, 1
    rye,  OATS,       2
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["oats"]
    assert catalogue["oats"].amounts[MAGNESIUM] == 138
    assert catalogue.problems == (
        Problem(3, "the id oats occurs a second time"),
        Problem(4, "the name OATS occurs a second time"),
    )


@pytest.mark.parametrize("food_id", ["", "Oats", "1oats", "_oats", "oat-bran", "oat bran", "oäts", "oats!", "o" * 301])
def test_that_an_id_is_small_letters_digits_and_underscores(food_id: str) -> None:
    assert "id" in only_problem(f"id,name\nrye,Rye\n{food_id},Oats")


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("roles", "dessert", "'dessert'"),
        ("roles", "fruit;dessert", "'dessert'"),
        ("roles", "", "blank"),
        ("roles", ";", "blank"),
        ("allergens", "gluten", "'gluten'"),
        ("allergens", "milk;Milk", "'Milk'"),
        ("diet", "carnivore", "'carnivore'"),
        ("diet", "", "blank"),
        ("source", "Wikipedia", "'Wikipedia'"),
        ("source", "", "''"),
        ("fdc_id", "0", "whole number"),
        ("fdc_id", "1.5", "whole number"),
        ("fdc_id", "", "number"),
        ("step", "0", "above 0"),
        ("step", "nan", "above 0"),
        ("step", "inf", "above 0"),
        ("step", "half", "number"),
        ("step_g", "0", "above 0"),
        ("step_g", "-5", "above 0"),
        ("step_g", "1001", "at most 1000"),
        ("step_g", "", "number"),
        ("max_steps", "0", "whole number"),
        ("max_steps", "41", "whole number"),
        ("max_steps", "2.5", "whole number"),
        ("max_steps", "inf", "whole number"),
        ("max_steps", "nan", "whole number"),
        ("max_steps", "few", "number"),
        ("min_steps", "5", "whole number"),  # the largest portion is 4 steps
        ("familiarity", "4", "whole number"),
        ("daily_max", "3", "whole number"),  # less than one largest portion
        ("metric", "pound", "'pound'"),
        ("oxalate", "enormous", "'enormous'"),
        ("mercury", "some", "'some'"),
        ("flags", "tasty", "'tasty'"),
        ("group", "", "blank"),
        ("measure", "", "blank"),
        ("name", "", "blank"),
        ("name", "x" * 301, "longer than 300"),
        ("group", "Ham\x07", "control character"),
    ],
)
def test_that_a_description_nobody_knows_leaves_the_line_out(column: str, cell: str, said: str) -> None:
    good = {"roles": "fruit", "allergens": "milk", "diet": "vegan", "source": "Foundation", "fdc_id": "7"}
    good |= {"step": "1", "step_g": "40", "max_steps": "4", "min_steps": "1", "familiarity": "1", "daily_max": "4"}
    good |= {"metric": "ml", "oxalate": "low", "mercury": "low", "flags": "oats", "group": "Fruit", "measure": "cup"}
    good |= {"name": "Rye"}
    assert said in only_problem(f"id,{column}\nrye,{good[column]}\nham,{cell}")


def test_that_ragged_lines_are_left_out(foods_in_docstring: Read) -> None:
    """
    id,   name, magnesium_mg
    oats, Oats, 138, 5
    ham,  Ham
    rye,  Rye,  110
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["rye"]
    assert [problem.line for problem in catalogue.problems] == [2, 3]
    assert all("cells, expected" in problem.sentence for problem in catalogue.problems)


def test_that_an_open_quotation_mark_costs_its_own_line_only(foods_in_docstring: Read) -> None:
    """
    id,name,magnesium_mg
    oats,"Oats,138
    ham,"Ha"m,4
    rye,Rye,110
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["rye"]
    assert catalogue.problems == (
        Problem(2, "a quotation mark is out of place"),
        Problem(3, "a quotation mark is out of place"),
    )


def test_that_a_column_nobody_knows_is_reported_and_left_out(foods_in_docstring: Read) -> None:
    """
    id,   magnesium_mg, colour
    oats, 138,          brown
    """
    catalogue = foods_in_docstring()
    assert ids(catalogue) == ["oats"]
    assert catalogue.problems == (Problem(1, "the column 'colour' is not known and was left out"),)


# What is read


def test_that_a_food_called_na_stays_text(foods_in_docstring: Read) -> None:
    """
    id,   name, group, measure
    na,   NA,   N/A,   null
    none, nan,  None,  NA
    """
    catalogue = foods_in_docstring()
    assert not catalogue.problems
    assert [(food.id, food.name, food.group, food.measure) for food in catalogue] == [
        ("na", "NA", "N/A", "null"),
        ("none", "nan", "None", "NA"),
    ]


def test_that_blank_is_unknown_and_zero_is_zero(foods_in_docstring: Read) -> None:
    """
    id,   magnesium_mg, zinc_mg, iron_mg
    oats, ,             0,       2.5
    """
    oats = foods_in_docstring()["oats"]
    assert MAGNESIUM not in oats.amounts
    assert oats.amounts[BY_KEY["zinc_mg"]] == 0.0
    assert oats.amounts[BY_KEY["iron_mg"]] == 2.5
    assert oats.amount(MAGNESIUM, 1) is None
    assert oats.amount(BY_KEY["zinc_mg"], 1) == 0.0


def test_that_an_amount_is_grams_times_the_figure_per_100_g(foods_in_docstring: Read) -> None:
    """
    id,   magnesium_mg, step_g
    oats, 138,          40
    """
    oats = foods_in_docstring()["oats"]
    assert oats.grams(3) == 120
    assert oats.amount(MAGNESIUM, 3) == pytest.approx(165.6)


def test_that_the_strictest_diet_named_lets_in_all_that_are_wider(foods_in_docstring: Read) -> None:
    """
    id,    diet,        allergens
    oats,  vegan,
    quark, vegetarian,  milk
    egg,   vegetarian,  egg
    cod,   pescatarian, fish
    ham,   omnivore,
    """
    diets = [food.diets for food in foods_in_docstring()]
    assert diets == [frozenset(DIETS[first:]) for first in range(5)]


def test_that_words_in_one_cell_are_split_and_trimmed(foods_in_docstring: Read) -> None:
    """
    id,  roles,        allergens
    pie, sweet ; snack, milk;egg
    """
    pie = foods_in_docstring()["pie"]
    assert pie.roles == {"sweet", "snack"}
    assert pie.allergens == {"milk", "egg"}


def test_that_columns_left_out_have_the_documented_values(foods_in_docstring: Read) -> None:
    """
    id,    roles, max_steps
    plum,  fruit, 3
    bread, bread, 2
    """
    plum, bread = foods_in_docstring()
    assert (plum.min_steps, plum.familiarity, plum.metric, plum.daily_max, plum.weekly_max) == (1, 2, "g", 3, 9)
    assert (bread.daily_max, bread.weekly_max) == (6, 42)
    assert plum.once_a_day
    assert not bread.once_a_day


def test_that_preformed_vitamin_a_comes_from_animals_only(foods_in_docstring: Read) -> None:
    """
    id,     group,      vit_a_rae_ug
    egg,    Eggs,       140
    carrot, Vegetables, 835
    salt,   Vegetables,
    """
    preformed = [food.amounts.get(nutrients.VITAMIN_A_PREFORMED) for food in foods_in_docstring()]
    assert preformed == [140, 0.0, None]


def test_that_added_folic_acid_is_what_equivalents_are_above_the_total(foods_in_docstring: Read) -> None:
    """
    id,     folate_total_ug, folate_dfe_ug
    flakes, 100,             170
    beans,  149,             149
    odd,    150,             149
    salt,   ,                10
    """
    added = [food.amounts.get(nutrients.FOLIC_ACID_ADDED) for food in foods_in_docstring()]
    assert added == [pytest.approx(100), 0.0, 0.0, None]


def test_that_a_food_made_with_a_bad_amount_is_refused() -> None:
    for amount in (-1.0, float("nan"), float("inf")):
        with pytest.raises(ValueError, match="expected a number >= 0"):
            food("oats", "grain", magnesium=amount)
    with pytest.raises(ValueError, match="weighs 0 g"):
        food("oats", "grain", step_g=0)


# The whole file


def test_that_a_missing_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "none.csv"
    assert refusal_of_file(path) == f"{path}: there is no such file"


def test_that_a_folder_is_no_catalogue(tmp_path: Path) -> None:
    assert "cannot be read" in refusal_of_file(tmp_path)


@pytest.mark.parametrize("content", ["", " \n\n ", "\ufeff", "\ufeff\n"])
def test_that_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    path = tmp_path / "foods.csv"
    path.write_text(content, encoding="utf-8")
    assert refusal_of_file(path) == "foods.csv: the file is empty"


def test_that_a_header_alone_is_no_catalogue() -> None:
    assert "only a header" in refusal(foods_text("id, magnesium_mg"))


def test_that_text_that_is_not_utf_8_is_named_by_line(tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    path.write_bytes(foods_text("id,name\nrye,Rye\ncreme,Crème").encode("latin-1"))
    assert refusal_of_file(path) == "foods.csv: line 3 is not UTF-8 text"


@pytest.mark.parametrize("content", [b"\x00" * 2000, b"\x89PNG\r\n\x1a\n" + bytes(range(256)), b"PK\x03\x04" * 99])
def test_that_a_file_of_another_kind_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foods.csv"
    path.write_bytes(content)
    assert refusal_of_file(path).startswith("foods.csv: ")


def test_that_a_byte_order_mark_is_no_part_of_the_header(tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    path.write_text(foods_text("id\nrye"), encoding="utf-8-sig")
    assert ids(read_catalogue(path)) == ["rye"]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_that_every_kind_of_line_ending_is_read(tmp_path: Path, ending: str) -> None:
    path = tmp_path / "foods.csv"
    path.write_bytes(foods_text("id\nrye\noats").replace("\n", ending).encode())
    assert ids(read_catalogue(path)) == ["rye", "oats"]


def test_that_a_file_above_20_mb_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "foods.csv"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert refusal_of_file(path) == "foods.csv: larger than 20 MB"


def test_that_more_than_20_000_rows_are_refused() -> None:
    line = "x,X\n"
    assert refusal(foods_text("id,name") + line * (MAX_ROWS + 1)) == f"foods.csv: more than {MAX_ROWS} rows"


def test_that_20_000_rows_are_read() -> None:
    catalogue = catalogue_from_text(foods_text("id,name") + "x,X\n" * MAX_ROWS)
    assert len(catalogue.problems) == MAX_ROWS


@pytest.mark.parametrize("column", ["id", "name", "roles", "step_g", "fdc_id", "energy_kcal", "magnesium_mg"])
def test_that_a_header_without_a_column_is_refused(column: str) -> None:
    text = foods_text("id\nrye")
    assert refusal(text.replace(column, f"old_{column}", 1)) == f"foods.csv: line 1 lacks the columns {column}"


@pytest.mark.parametrize(("separator", "said"), [(";", "semicolons"), ("\t", "tabs"), ("|", "bars")])
def test_that_another_separator_is_named(separator: str, said: str) -> None:
    text = foods_text("id,zinc_mg\nrye,1").replace(",", separator)
    assert refusal(text) == f"foods.csv: line 1 is separated by {said}, expected commas"


def test_that_an_empty_first_line_is_refused() -> None:
    assert refusal("\n1,2\n").startswith("foods.csv: line 1 lacks the columns id, name")


def test_that_a_column_that_is_there_twice_is_refused() -> None:
    text = foods_text("id,zinc_mg,zinc_mg\nrye,1,2")
    assert refusal(text) == "foods.csv: line 1 has the column 'zinc_mg' twice"


def test_that_a_header_with_an_open_quotation_mark_is_refused() -> None:
    assert refusal('id,"name\nrye,Rye\n').startswith("foods.csv: line 1 cannot be read")


def test_that_a_file_of_bad_lines_only_says_each() -> None:
    catalogue = catalogue_from_text(foods_text("id,magnesium_mg\nrye,many"))
    assert len(catalogue) == 0
    assert catalogue.problems == (Problem(2, "magnesium of Rye is not a number"),)


# Household measures


@pytest.mark.parametrize(
    ("quantity", "measure", "printed"),
    [
        (1.5, "cup", "1½ cups"),
        (0.5, "cup", "½ cup"),
        (0.25, "cup", "¼ cup"),
        (0.75, "cup", "¾ cup"),
        (2.25, "cup", "2¼ cups"),
        (1 / 3, "cup", "⅓ cup"),
        (2 / 3, "cup", "⅔ cup"),
        (4 / 3, "cup", "1⅓ cups"),
        (1.0, "cup", "1 cup"),
        (3.0, "slice", "3 slices"),
        (1.0, "slice", "1 slice"),
        (2.0, "oz", "2 oz"),
        (2.0, "tbsp", "2 tbsp"),
        (2.0, "medium", "2 medium"),
        (2.0, "medium potato", "2 medium potatoes"),
        (2.0, "leaf", "2 leaves"),
        (2.0, "half", "2 halves"),
        (3.0, "patty", "3 patties"),
        (3.0, "anchovy", "3 anchovies"),
        (2.0, "cup, chopped", "2 cups, chopped"),
        (2.0, "box", "2 boxes"),
        (2.0, "peach", "2 peaches"),
        (2.0, "tray", "2 trays"),
        (10.0, "fries", "10 fries"),
        (0.1, "cup", "0.1 cup"),
    ],
)
def test_that_a_quantity_is_printed_as_in_a_kitchen(quantity: float, measure: str, printed: str) -> None:
    assert household(quantity, measure) == printed


def test_that_a_portion_is_printed_in_its_own_measure() -> None:
    assert food("oats", "grain", step=0.5, measure="cup", max_steps=3).household(3) == "1½ cups"


# The foods the product ships


def test_that_the_shipped_foods_have_no_problem(catalogue: Catalogue) -> None:
    assert catalogue.problems == ()
    assert len(catalogue) >= 200


def test_that_the_shipped_dishes_are_all_made_of_shipped_foods(catalogue: Catalogue) -> None:
    assert catalogue.dishes_left_out == ()


def test_that_every_allergen_and_diet_is_used(catalogue: Catalogue) -> None:
    assert {allergen for food in catalogue for allergen in food.allergens} == set(ALLERGENS)
    assert {min(map(DIETS.index, food.diets)) for food in catalogue} == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("words", "least"),
    [
        (("spinach",), 2),
        (("kale",), 1),
        (("chard",), 1),
        (("almonds",), 1),
        (("cashews",), 1),
        (("pumpkin seeds", "pumpkin and squash seeds"), 1),
        (("chia",), 1),
        (("quinoa",), 1),
        (("brown rice",), 1),
        (("oat",), 1),
        (("buckwheat",), 1),
        (("black beans",), 1),
        (("lentils",), 1),
        (("chickpeas",), 1),
        (("dark chocolate",), 1),
    ],
)
def test_that_the_foods_of_the_mission_are_there(catalogue: Catalogue, words: tuple[str, ...], least: int) -> None:
    names = [food.name.casefold() for food in catalogue]
    assert sum(any(word in name for word in words) for name in names) >= least


def test_that_leafy_greens_whole_grains_and_legumes_are_many(catalogue: Catalogue) -> None:
    groups = [food.group for food in catalogue]
    assert groups.count("Leafy greens") >= 8
    assert groups.count("Whole grains") >= 8
    assert groups.count("Beans and lentils") >= 8


def test_that_magnesium_is_known_for_almost_every_shipped_food(catalogue: Catalogue) -> None:
    known = sum(MAGNESIUM in food.amounts for food in catalogue)
    assert known >= 0.97 * len(catalogue)


def test_that_every_shipped_portion_prints_without_a_decimal_point(catalogue: Catalogue) -> None:
    def every_portion(food: Food) -> list[str]:
        return [food.household(steps) for steps in range(food.min_steps, food.max_steps + 1)]

    odd = [printed for food in catalogue for printed in every_portion(food) if "." in printed or "ss " in printed]
    assert odd == []


def test_that_the_shipped_figures_are_the_text_of_the_file(catalogue: Catalogue) -> None:
    """Read once more without pandas: nothing is shifted by a column, scaled or filled in."""
    with FOODS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [food.id for food in catalogue if food.recipe is None]
    for row in rows:
        food = catalogue[row["id"]]
        assert (food.name, food.step_g, food.fdc_id) == (row["name"], float(row["step_g"]), int(row["fdc_id"]))
        for key, nutrient in BY_KEY.items():
            assert food.amounts.get(nutrient) == (float(row[key]) if row[key] else None), f"{key} of {food.id}"


def test_that_a_food_called_like_a_dish_is_reported_and_not_a_crash(catalogue: Catalogue) -> None:
    """Foods and dishes share one id space, and foods.csv may be anybody's."""
    dish = next(food for food in catalogue if food.recipe is not None)
    header = FOODS.read_text(encoding="utf-8")
    line = dict.fromkeys(header.partition("\n")[0].split(","), "") | {
        "group": "Soups",
        "roles": "soup",
        "measure": "cup",
    }
    line |= {"step": "1", "step_g": "100", "max_steps": "2", "diet": "vegan", "source": "SR Legacy", "fdc_id": "1"}
    line |= {"energy_kcal": "50"}
    for own in ({"id": dish.id, "name": "My own soup"}, {"id": "my_own_soup", "name": dish.name}):
        try:
            read = catalogue_from_text(header + ",".join(f'"{cell}"' for cell in (line | own).values()) + "\n")
        except CatalogueError:
            continue
        assert read.problems or read.dishes_left_out


def test_that_energy_is_known_for_every_food(catalogue: Catalogue) -> None:
    assert all(ENERGY in food.amounts for food in catalogue)
