"""What differs between two versions of a document."""

from dataclasses import fields, replace
from datetime import date

from planner.document.differences import KINDS, PLAN, differences
from planner.document.document import Document, FixedPortion, Lock, Person, Stored
from planner.needs.profile import Profile


def said(ours: Document, theirs: Document) -> dict[str, str]:
    return {each.kind: each.said for each in differences(Stored(ours), Stored(theirs), str.upper)}


def test_that_every_field_of_a_document_has_a_kind() -> None:
    """A new one is added to KINDS, or two versions would differ in silence."""
    assert set(KINDS) == {field.name for field in fields(Document)}


def test_that_equal_versions_differ_in_nothing() -> None:
    assert said(Document(days=3), Document(days=3)) == {}


def test_that_tastes_are_counted_and_the_first_are_named() -> None:
    ours, theirs = Document(), Document()
    for food in ("almonds", "beans", "cocoa", "dates"):
        theirs = theirs.with_taste(food, "love")
    assert said(ours, theirs) == {"Tastes": "4: ALMONDS, BEANS, COCOA and 1 more."}
    assert said(theirs, ours.with_taste("almonds", "love")) == {"Tastes": "3: BEANS, COCOA and DATES."}


def test_that_people_are_named() -> None:
    ours = Document(people=(Person("Tom", Profile()), Person("Ann", Profile())))
    theirs = Document(people=(Person("Tom", replace(Profile(), age_years=50)),))
    assert said(ours, theirs) == {"Household": "2: Ann and Tom."}


def test_that_two_fields_of_one_kind_are_one_line() -> None:
    found = said(Document(days=1), Document(days=7, start=date(2026, 11, 30)))
    assert found == {"Days of the plan": "1 here, 7 there."}


def test_that_the_foods_of_one_plan_alone_are_named() -> None:
    meal = Lock(1, "lunch", "salad", (FixedPortion("base", "lettuce", 2), FixedPortion("protein", "tofu", 1)))
    other = replace(meal, portions=(meal.portions[0], FixedPortion("protein", "egg", 1)))
    larger = replace(meal, portions=(FixedPortion("base", "lettuce", 3), meal.portions[1]))
    ours = Stored(Document(), (meal,))
    assert [(each.kind, each.said) for each in differences(ours, Stored(Document(), (other,)))] == [
        (PLAN, "2: egg and tofu.")
    ]
    assert differences(ours, Stored(Document(), (larger,)))[0].said == "The same foods, in other portions or meals."
    assert differences(ours, Stored(Document()))[0].said == "Only here is a plan."
