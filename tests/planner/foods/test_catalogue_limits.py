"""What fuzzing found in food tables: each was an exception, a stop of minutes, or a line nobody can read."""

import pytest

from planner.foods.foods_csv import MAX_COLUMNS, CatalogueError, catalogue_from_text, read_catalogue
from tests.patience import calls_of
from tests.planner.conftest import FOODS, foods_text

SHIPPED = FOODS.read_text(encoding="utf-8")


def test_that_a_table_of_very_many_columns_is_refused_at_once() -> None:
    head, *rows = SHIPPED.splitlines()[:3]
    many = ",".join([head, *(f"column_{number}" for number in range(10_000))])

    def read() -> None:
        with pytest.raises(CatalogueError, match=rf"line 1 has 1\d+ columns, expected at most {MAX_COLUMNS}"):
            catalogue_from_text("\n".join([many, *rows]))

    read()  # what is done once is done
    assert calls_of(read) < 5 * 10_000  # a few for each column; it was minutes


@pytest.mark.parametrize("taken", ["id", "name"])
def test_that_a_food_may_have_the_id_or_the_name_of_a_dish_and_takes_its_place(taken: str) -> None:
    shipped = read_catalogue(FOODS)
    dish = next(food for food in shipped if food.recipe)
    food_id, name = (dish.id, "A new food") if taken == "id" else ("a_new_food", dish.name)
    row = SHIPPED.splitlines()[1].split(",")
    row = [food_id, f'"{name}"', *row[row.index("Beans and lentils") :]]
    found = catalogue_from_text(SHIPPED + ",".join(row) + "\n")
    assert found.problems == ()
    assert found[food_id].recipe is None
    assert dish.name in found.dishes_left_out
    assert len(found) == len(shipped)


def test_that_the_cells_of_a_column_nobody_knows_cost_no_food() -> None:
    text = foods_text("id, my_notes\noats, " + "x" * 400)
    found = catalogue_from_text(text)
    assert "oats" in found
    assert [problem.line for problem in found.problems] == [1]
