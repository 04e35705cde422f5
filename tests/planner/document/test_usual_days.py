"""The usual days of a document: read, refused in words, written, kept with the foods they name."""

import json
import math
from pathlib import Path
from types import MappingProxyType

import pytest

from planner.document.check_catalogue import foods_missing, usda_foods_missing
from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.document.usual_days import MOST_DAYS, MOST_ENTRIES, UsualEntry, usual_days
from planner.editing.own_edits import without_own
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates

TEMPLATES = read_templates()
BAGEL = {"meal": "breakfast", "food": "fndds_51180010", "grams": 105}


def document_of(days: object) -> Document:
    return stored_from_text(json.dumps({"format": "magnolia", "version": 2, "usual_days": days}), TEMPLATES).document


def test_that_usual_days_are_read_and_written_back_as_they_were() -> None:
    document = document_of([[BAGEL, BAGEL | {"meal": "snack", "food": "almonds", "grams": 28.35}], []])
    assert document.usual_days == (
        (UsualEntry("breakfast", "fndds_51180010", 105.0), UsualEntry("snack", "almonds", 28.35)),
        (),
    )
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, TEMPLATES).document == document
    assert json.loads(text)["usual_days"][0][0] == BAGEL


def test_that_a_document_without_usual_days_is_written_as_before() -> None:
    assert "usual_days" not in stored_to_text(Stored(Document()))


@pytest.mark.parametrize(
    ("days", "key"),
    [
        ({}, "usual_days"),
        ([BAGEL], "usual_days[0]"),
        ([[]] * (MOST_DAYS + 1), "usual_days"),
        ([[BAGEL] * (MOST_ENTRIES + 1)], "usual_days[0]"),
        ([[], ["bagel"]], "usual_days[1][0]"),
        ([[BAGEL | {"meal": "brunch"}]], "usual_days[0][0].meal"),
        ([[BAGEL | {"meal": ["lunch"]}]], "usual_days[0][0].meal"),
        ([[BAGEL | {"food": ""}]], "usual_days[0][0].food"),
        ([[BAGEL | {"food": 7}]], "usual_days[0][0].food"),
        ([[BAGEL | {"food": "x" * 301}]], "usual_days[0][0].food"),
        ([[BAGEL, BAGEL | {"grams": 0}]], "usual_days[0][1].grams"),
        ([[BAGEL | {"grams": -3}]], "usual_days[0][0].grams"),
        ([[BAGEL | {"grams": "105"}]], "usual_days[0][0].grams"),
        ([[BAGEL | {"grams": True}]], "usual_days[0][0].grams"),
        ([[BAGEL | {"grams": 10_001}]], "usual_days[0][0].grams"),
        ([[{"meal": "lunch", "food": "almonds"}]], "usual_days[0][0].grams"),
        ([[BAGEL | {"unit": "g"}]], "usual_days[0][0].unit"),
    ],
)
def test_that_a_wrong_usual_day_says_where(days: object, key: str) -> None:
    with pytest.raises(DocumentError) as caught:
        document_of(days)
    assert caught.value.key == key
    assert str(caught.value).startswith(f"{key}: ")


def test_that_an_amount_that_is_no_number_is_refused() -> None:
    with pytest.raises(DocumentError):
        usual_days([[BAGEL | {"grams": math.nan}]], TEMPLATES.meal_ids)


def test_that_a_food_nobody_knows_is_named_with_its_place() -> None:
    document = document_of([[BAGEL], [BAGEL | {"food": "fndds_1"}, BAGEL | {"food": "moon_cheese"}]])
    assert foods_missing(Stored(document), Catalogue(MappingProxyType({}))) == {"moon_cheese": "usual_days[1][1].food"}
    assert usda_foods_missing(document) == {"fndds_1": "usual_days[1][0].food"}
    assert usda_foods_missing(Document()) == {}


def test_that_a_deleted_own_food_leaves_the_usual_days() -> None:
    document = document_of([[BAGEL, BAGEL | {"food": "own_bar"}]])
    assert without_own(document, "own_bar").usual_days == document_of([[BAGEL]]).usual_days


def test_that_old_documents_still_open() -> None:
    for path in (Path(__file__).parent / "fixtures").glob("*.json"):
        assert stored_from_text(path.read_text(), TEMPLATES).document.usual_days == ()
