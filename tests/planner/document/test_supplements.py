"""The supplements of a document: read, refused in words, written, and no part of what a plan depends on."""

import json

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.document.supplements import MOST_SUPPLEMENTS, Supplement
from planner.foods.meals import read_templates

TEMPLATES = read_templates()
CITRATE = {"name": "Citrate 100", "form": "citrate", "magnesium_mg": 100.0, "a_day": 2.0}


def document_of(lines: object) -> Document:
    text = json.dumps({"format": "magnolia", "version": 2, "supplements": lines})
    return stored_from_text(text, TEMPLATES).document


def test_that_they_are_read_and_written_back_as_they_were() -> None:
    document = document_of([CITRATE, {"name": "Multi"}])
    assert document.supplements == (Supplement("Citrate 100", "citrate", 100.0, 2.0), Supplement("Multi"))
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, TEMPLATES).document == document
    assert json.loads(text)["supplements"] == [CITRATE, {"name": "Multi", "form": "other", "a_day": 1.0}]
    assert "supplements" not in stored_to_text(Stored(Document()))


def test_that_a_plan_does_not_depend_on_them() -> None:
    assert document_of([CITRATE]).without_list() == Document()


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        ({}, "supplements"),
        ([CITRATE] * (MOST_SUPPLEMENTS + 1), "supplements"),
        (["citrate"], "supplements[0]"),
        ([CITRATE, CITRATE | {"name": " \n"}], "supplements[1].name"),
        ([CITRATE | {"name": 3}], "supplements[0].name"),
        ([CITRATE | {"form": "gold"}], "supplements[0].form"),
        ([CITRATE | {"magnesium_mg": 0}], "supplements[0].magnesium_mg"),
        ([CITRATE | {"magnesium_mg": "100"}], "supplements[0].magnesium_mg"),
        ([CITRATE | {"magnesium_mg": 10_001}], "supplements[0].magnesium_mg"),
        ([CITRATE | {"a_day": 0}], "supplements[0].a_day"),
        ([CITRATE | {"a_day": 25}], "supplements[0].a_day"),
        ([CITRATE | {"zinc_mg": 5}], "supplements[0].zinc_mg"),
    ],
)
def test_that_what_cannot_be_accepted_is_named(lines: object, key: str) -> None:
    with pytest.raises(DocumentError) as error:
        document_of(lines)
    assert str(error.value).startswith(f"{key}: ")
