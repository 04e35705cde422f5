"""Search: what is found, in which order, and which slips are forgiven."""

from pathlib import Path

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.search import Rank, Search
from tests.planner.tiny_foods import food

FOODS = Path(__file__).parents[3] / "foods.csv"
SMALL = (
    food("spinach", "cooked_vegetable", name="Spinach, cooked", group="Leafy greens"),
    food("curry", "stew_dish", name="Curry with spinach", group="Dishes"),
    food("chickpeas", "legume", name="Chickpeas, boiled", group="Beans and lentils"),
    food("bread", "bread", name="Rye bread", group="Breads"),
    food("wheat", "cold_cereal", name="Cornbred cereal", group="Breakfast cereals"),
    food("jalapeno", "raw_vegetable", name="Jalapeño", group="Vegetables"),
    food("barley", "grain", name="Pearl barley", group="Whole grains"),
    food("peas", "legume", name="Peas, cooked", group="Vegetables"),
    food("paella", "grain", name="Spanish paella", group="Dishes"),
    food("rice", "grain", name="Brown rice", group="Whole grains"),
)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


def found(text: str) -> list[str]:
    return [one.food.id for one in Search(SMALL).find(text)]


def test_that_no_word_finds_every_food_by_name() -> None:
    assert found("  ") == [one.id for one in sorted(SMALL, key=lambda one: one.name)]
    assert {one.rank for one in Search(SMALL).find("%")} == {Rank.NAME}


def test_that_a_beginning_is_better_than_a_middle_and_both_are_better_than_a_slip() -> None:
    ranks = {one.food.id: one.rank for one in Search(SMALL).find("bred")}
    assert ranks == {"wheat": Rank.INSIDE_NAME, "bread": Rank.SLIP_IN_NAME}
    assert found("bred") == ["wheat", "bread"]


def test_that_a_name_that_begins_with_the_word_comes_before_one_that_has_it() -> None:
    assert found("spin") == ["spinach", "curry"]
    assert found("spinich") == ["spinach", "curry"]


def test_that_a_word_that_is_there_takes_no_slips() -> None:
    assert found("pear") == ["barley"]  # and not the peas
    assert found("peae") == ["peas"]


def test_that_of_words_that_are_like_it_only_the_nearest_are_found() -> None:
    assert "paella" not in found("spinich")
    assert found("spanich") == ["paella"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [("chikpea", "chickpeas"), ("chickpaes", "chickpeas"), ("spini", "spinach"), ("jalapeno", "jalapeno")],
)
def test_that_slips_and_accents_are_forgiven(typed: str, name: str) -> None:
    assert name in found(typed)


def test_that_groups_are_searched_too() -> None:
    assert found("lentils") == ["chickpeas"]
    assert found("lentlis") == ["chickpeas"]
    assert found("leafy cooked") == ["spinach"]
    assert Search(SMALL).find("leafy")[0].rank == Rank.GROUP


def test_that_every_word_must_be_answered() -> None:
    assert found("brown spinach") == []


@pytest.mark.parametrize("typed", ["xqzzy", "qwerty", "hello", "zzz", "ryf", "🙂", "spinachspinachspinach"])
def test_that_a_word_that_is_no_food_finds_nothing(typed: str) -> None:
    expected = len(SMALL) if typed == "🙂" else 0  # a picture is no word
    assert len(found(typed)) == expected


def test_that_common_slips_find_their_foods_among_all(catalogue: Catalogue) -> None:
    search = Search(catalogue)
    assert all("spinach" in one.food.name.casefold() for one in search.find("spinich"))
    assert search.find("chikpea")[0].food.name.startswith("Chickpeas")
    assert search.find("xqzzy") == ()
    assert len(search.find("")) == len(list(catalogue))
