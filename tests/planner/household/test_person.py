"""A further person of the household in the document's JSON."""

import pytest

from planner.document.document import Document, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates
from planner.needs.profile import Profile

KIDNEY = Profile(conditions=frozenset({"kidney disease"}))


def test_that_what_a_person_confirmed_is_kept_as_their_own() -> None:
    person = Person(
        "Sam", KIDNEY, {"magnesium_mg": 250.0}, frozenset({"kale"}), frozenset({"clinician set the targets"})
    )
    stored = Stored(Document(people=(person, Person("Ann", KIDNEY))))
    assert stored_from_text(stored_to_text(stored), read_templates()) == stored


def test_that_a_persons_unknown_confirmation_says_where() -> None:
    text = '{"format": "magnolia", "version": 2, "people": [{"name": "Sam", "confirmed": ["anything"]}]}'
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text, read_templates())
    assert caught.value.key == "people[0].confirmed"
