"""The foods of a docstring, and those the product ships."""

import csv
import inspect
from collections.abc import Callable
from pathlib import Path

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import catalogue_from_text, read_catalogue
from planner.foods.meals import Templates, read_templates
from tests.planner.tiny_foods import catalogue_of

FOODS = Path(__file__).parent.parent.parent / "foods.csv"
_ORDINARY = {
    "group": "Vegetables",
    "roles": "snack",
    "measure": "cup",
    "step": "0.5",
    "step_g": "50",
    "max_steps": "4",
    "diet": "vegan",
    "allergens": "",
    "source": "SR Legacy",
    "fdc_id": "1",
    "energy_kcal": "100",
    "magnesium_mg": "",
}


def foods_text(table: str) -> str:
    """A whole foods.csv from a table of a few columns: a column left out holds what is ordinary.

    What is added stands at the end of each line, so that ragged lines and open quotation marks stay what they are.
    """
    head, *lines = inspect.cleandoc(table).splitlines()
    columns = [column.strip() for column in next(csv.reader([head]))]
    added = {column: cell for column, cell in _ORDINARY.items() if column not in columns}
    named = "name" in columns
    out = [",".join([head, *added, *([] if named else ["name"])])]
    for line in lines:
        name = line.partition(",")[0].strip().replace("_", " ").capitalize()
        out.append(",".join([line, *added.values(), *([] if named else [name])]) if line else "")
    return "\n".join(out) + "\n"


@pytest.fixture
def foods_in_docstring(request: pytest.FixtureRequest) -> Callable[[], Catalogue]:
    """Reads the docstring of the test as a foods.csv of which ordinary columns are left out."""
    table = request.function.__doc__
    return lambda: catalogue_from_text(foods_text(table))


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """The foods the product ships."""
    return read_catalogue(FOODS)


def one_in(number: int, catalogue: Catalogue) -> Catalogue:
    """One of so many foods of each role, no dishes."""
    seen: dict[str, int] = {}
    kept = []
    for food in catalogue:
        role = min(food.roles)
        if not food.recipe and seen.get(role, 0) % number == 0:
            kept.append(food)
        seen[role] = seen.get(role, 0) + 1
    return catalogue_of(kept)


@pytest.fixture(scope="session")
def few_foods(catalogue: Catalogue) -> Catalogue:
    """So few foods of every role that a day is planned soon, by another solver too."""
    return one_in(12, catalogue)


@pytest.fixture(scope="session")
def some_foods(catalogue: Catalogue) -> Catalogue:
    """Enough foods for people who may not eat most of them."""
    return one_in(4, catalogue)


@pytest.fixture(scope="session")
def templates() -> Templates:
    """The templates the product ships."""
    return read_templates()
