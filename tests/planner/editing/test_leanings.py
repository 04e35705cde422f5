"""A kitchen somebody leans to rates many foods, and none the user has rated."""

import pytest

from planner.document.document import LIKE, NEVER, RARELY, Document
from planner.editing.leanings import moved_by, read_leanings, with_leaning
from planner.foods.catalogue import Catalogue

LEANINGS = tuple(read_leanings())


def test_that_there_are_six_kitchens_and_a_plain_one() -> None:
    assert len(LEANINGS) >= 7
    assert "plain" in LEANINGS


@pytest.mark.parametrize("leaning", LEANINGS)
def test_that_a_kitchen_moves_many_foods_there_are(catalogue: Catalogue, leaning: str) -> None:
    chosen = read_leanings()[leaning]
    assert {*chosen.like, *chosen.rarely} <= catalogue.foods.keys()
    assert len(moved_by(chosen, Document(), catalogue.foods)) >= 20


def test_that_what_the_user_rated_stays_and_the_rest_becomes_tastes_of_theirs(catalogue: Catalogue) -> None:
    indian = read_leanings()["indian"]
    document = Document().with_taste(indian.like[0], NEVER)
    leaning = with_leaning(indian, document, catalogue.foods)
    assert leaning.taste(indian.like[0]) == NEVER
    assert leaning.taste(indian.like[1]) == LIKE
    assert leaning.taste(indian.rarely[0]) == RARELY
    assert not moved_by(indian, leaning, catalogue.foods)


def test_that_several_kitchens_go_together(catalogue: Catalogue) -> None:
    both = Document()
    for kitchen in ("indian", "mexican"):
        both = with_leaning(read_leanings()[kitchen], both, catalogue.foods)
    assert both.taste("chana_masala_rice") == both.taste("tortilla_corn") == LIKE


def test_that_foods_no_catalogue_has_are_left_alone() -> None:
    assert with_leaning(read_leanings()["plain"], Document(), {"apple"}).tastes == {"apple": LIKE}
