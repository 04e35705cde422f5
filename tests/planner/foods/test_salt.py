"""Salt at the stove: what it adds to dishes and staples, and that everything that counts sodium counts it."""

import pytest

from planner.document.document import Document, Habits
from planner.document.document_json import document_to_json, stored_from_text
from planner.document.read_values import DocumentError
from planner.editing.own_edits import with_own
from planner.foods.catalogue import Catalogue
from planner.foods.dishes import SALT_OF_ROLE
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY
from planner.foods.salt import SALTS, SODIUM_OF_SALT, salt_sentence, salted, sodium_added
from tests.planner.tiny_foods import catalogue_of, dish, food

SODIUM = BY_KEY["sodium_mg"]
RICE = food("white_rice", "grain", sodium_mg=1.0)
KALE = food("kale", "cooked_vegetable", sodium_mg=16.0)
HAM = food("ham", "meat", sodium_mg=900.0)
PEAR = food("pear", "fruit", sodium_mg=1.0)
STEW = dish("stew", "stew_dish", {KALE: 150.0, RICE: 50.0}, water_g=100.0)
SMALL = catalogue_of((RICE, KALE, HAM, PEAR, STEW))


def sodium(catalogue: Catalogue, food_id: str) -> float:
    return catalogue[food_id].amounts[SODIUM]


def test_that_the_usual_salt_is_that_of_usdas_rows_and_half_a_teaspoon_in_a_main_dish() -> None:
    made = salted(SMALL, "usual")
    assert sodium(made, "white_rice") == pytest.approx(1.0 + 381.0)
    assert sodium(made, "kale") == pytest.approx(16.0 + 236.0)
    serving = (150 * 16.0 + 50 * 1.0) / 100 + 3.0 * SODIUM_OF_SALT  # [mg] in 300 g: ingredients are not salted twice
    assert sodium(made, "stew") == pytest.approx(serving / 3)
    assert sodium(made, "ham") == 900.0  # salted when it was bought
    assert sodium(made, "pear") == 1.0


def test_that_light_is_half_of_it_and_none_changes_nothing() -> None:
    light, usual = (sodium(salted(SMALL, salt), "stew") - sodium(SMALL, "stew") for salt in ("light", "usual"))
    assert light == pytest.approx(usual / 2)
    assert salted(SMALL, "none") is SMALL
    assert salted(SMALL, "usual") is salted(SMALL, "usual")


def test_that_a_food_is_the_same_alone_and_in_a_dish() -> None:
    """Portions are counted by food, so that two states of one would be two foods."""
    made = salted(SMALL, "usual")
    assert [part.food for part in made["stew"].ingredients] == [made["kale"], made["white_rice"]]


def test_that_the_document_says_it_and_an_unknown_word_is_refused() -> None:
    document = Document(habits=Habits(salt="light"))
    assert document_to_json(document)["habits"] == {"salt": "light"}
    assert with_own(SMALL, document) is salted(SMALL, "light")
    head = '{"format": "magnolia", "version": 2, "profile": {}, '
    with pytest.raises(DocumentError, match=r"habits\.salt"):
        stored_from_text(head + '"habits": {"salt": "much"}}', read_templates())


def test_that_every_cooked_main_of_the_catalogue_takes_salt_and_nothing_sweet_does(catalogue: Catalogue) -> None:
    dishes = [each for each in catalogue if each.recipe is not None]
    mains = [
        each for each in dishes if SALT_OF_ROLE.get(max(each.roles, key=lambda role: SALT_OF_ROLE.get(role, 0))) == 3
    ]
    assert all(sodium_added(each, "usual") > 0 for each in mains)
    sweet = [each.id for each in dishes if any(word in each.name for word in ("oats", "Bircher", "pudding", "granola"))]
    assert sweet
    assert [each for each in sweet if sodium_added(catalogue[each], "usual")] == []


def test_that_every_level_says_what_is_counted() -> None:
    assert "not counted" in salt_sentence("none")
    assert "¼ teaspoon (580 mg" in salt_sentence("light")
    assert "½ teaspoon (1,160 mg" in salt_sentence("usual")
    assert len({salt_sentence(salt) for salt in SALTS}) == len(SALTS)
