"""What is not proposed again: read, refused in words, written, and forgotten with the foods it names."""

import json

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.document.refused import MOST_REFUSED, Refused, RefusedChange
from planner.editing.own_edits import without_own
from planner.foods.meals import read_templates

TEMPLATES = read_templates()
SWAP = {"kind": "swap", "meal": "breakfast", "food": "bread_whole_wheat", "instead_of": "fndds_51180010"}
ADD = {"kind": "add", "meal": "lunch", "food": "almonds"}


def document_of(refused: object) -> Document:
    return stored_from_text(json.dumps({"format": "magnolia", "version": 2, "refused": refused}), TEMPLATES).document


def test_that_it_is_read_and_written_back_as_it_was() -> None:
    document = document_of({"changes": [ADD, SWAP], "foods": ["almonds", "natto"]})
    assert document.refused == Refused(
        frozenset(
            {
                RefusedChange("swap", "breakfast", "bread_whole_wheat", "fndds_51180010"),
                RefusedChange("add", "lunch", "almonds"),
            }
        ),
        frozenset({"almonds", "natto"}),
    )
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, TEMPLATES).document == document
    assert json.loads(text)["refused"]["changes"] == [ADD, SWAP]


def test_that_a_document_that_refuses_nothing_is_written_as_before() -> None:
    assert "refused" not in stored_to_text(Stored(document_of({})))


@pytest.mark.parametrize(
    ("refused", "key"),
    [
        ([], "refused"),
        ({"food": []}, "refused.food"),
        ({"foods": [""]}, "refused.foods[0]"),
        ({"foods": ["a"] * (MOST_REFUSED + 1)}, "refused.foods"),
        ({"changes": ["almonds"]}, "refused.changes[0]"),
        ({"changes": [ADD, ADD | {"kind": "eat"}]}, "refused.changes[1].kind"),
        ({"changes": [ADD | {"meal": "brunch"}]}, "refused.changes[0].meal"),
        ({"changes": [ADD | {"food": 3}]}, "refused.changes[0].food"),
        ({"changes": [ADD | {"instead_of": "natto"}]}, "refused.changes[0].instead_of"),
        ({"changes": [SWAP | {"instead_of": ""}]}, "refused.changes[0].instead_of"),
        ({"changes": [ADD | {"grams": 3}]}, "refused.changes[0].grams"),
    ],
)
def test_that_what_cannot_be_accepted_is_named(refused: object, key: str) -> None:
    with pytest.raises(DocumentError) as error:
        document_of(refused)
    assert str(error.value).startswith(f"{key}: ")


def test_that_a_food_that_is_deleted_is_refused_no_more() -> None:
    """Another food may get its id."""
    document = document_of(
        {"changes": [ADD | {"food": "mine"}, SWAP, SWAP | {"instead_of": "mine"}], "foods": ["mine"]}
    )
    assert without_own(document, "mine").refused == document_of({"changes": [SWAP]}).refused


def test_that_aims_are_read_and_written_and_an_unknown_one_is_refused() -> None:
    text = json.dumps({"format": "magnolia", "version": 2, "aims": ["sodium", "fibre"]})
    document = stored_from_text(text, TEMPLATES).document
    assert document == Document().with_aim("fibre", True).with_aim("sodium", True)
    assert json.loads(stored_to_text(Stored(document)))["aims"] == ["fibre", "sodium"]
    assert document.with_aim("sodium", False).with_aim("fibre", False) == Document()
    with pytest.raises(DocumentError, match="aims: is 'joy'"):
        stored_from_text(text.replace("fibre", "joy"), TEMPLATES)
