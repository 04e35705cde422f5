"""One step a week: changes in an order that breaks no limit, kept in the document, taken one at a time."""

import json
from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import NEVER, Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.document.steps import Step, StepChange, Steps
from planner.document.usual_days import UsualEntry
from planner.editing.own_edits import without_own
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY
from planner.now.changes import Found
from planner.now.choices import Question
from planner.now.eaten import days_of
from planner.now.smallest import smallest_changes
from planner.now.steps import StepError, due, state_text, step_text, steps_from, with_step_taken
from tests.planner.now.test_smallest import BROWN, COLA, FORM, SEEDS, WHITE, question, want
from tests.planner.tiny_foods import catalogue_of, target

MONDAY = date(2026, 11, 30)
EATEN = [[("lunch", WHITE, 100), ("lunch", COLA, 100)]]
TEMPLATES = read_templates()


def agreed(asked: Question) -> Steps:
    found = smallest_changes(asked, 3)
    assert isinstance(found, Found)
    return steps_from(found.answer.changes, asked)


def asked_again(document: Document, before: Question) -> Question:
    """The question of a document whose days have changed; all foods are of the catalogue."""
    return replace(before, days=days_of(document, before.catalogue), document=document)


def start() -> tuple[Document, Question]:
    foods = [WHITE, COLA, BROWN, SEEDS]
    days = ((UsualEntry("lunch", "white_bread", 100.0), UsualEntry("lunch", "cola", 100.0)),)
    asked = replace(question(foods, EATEN, want(230)), catalogue=catalogue_of(foods))
    document = Document(usual_days=days, steps=agreed(asked))
    return document, asked_again(document, asked)


def test_that_each_change_is_a_step_and_the_last_is_the_answer() -> None:
    """The seeds bring most and come first, then the cola goes, so that energy is away from its band but once."""
    document, _asked = start()
    steps = document.steps
    assert (steps.begins_mg, steps.begins_kcal) == (20, 200)
    assert [(step.changes[0].kind, step.changes[0].food) for step in steps.steps] == [
        ("add", "seeds"),
        ("drop", "cola"),
        ("swap", "brown_bread"),
    ]
    assert steps.steps[-1].magnesium_mg == 230
    assert steps.steps[-1].energy_kcal == 200


def test_that_the_first_step_brings_magnesium_though_energy_leaves_its_band() -> None:
    """The cola alone could go within the band, but nobody begins with what only takes."""
    cola = replace(COLA, amounts={**COLA.amounts, ENERGY: 5.0})
    more = replace(SEEDS, amounts={**SEEDS.amounts, ENERGY: 10.0})
    steps = agreed(question([more], [[("lunch", WHITE, 100), ("lunch", cola, 100)]], want(170)))
    assert [step.changes[0].kind for step in steps.steps] == ["add", "drop"]


def test_that_changes_that_break_a_limit_one_without_the_other_are_one_step() -> None:
    """Salty seeds may come only as the salty cola goes."""
    salt = target("sodium_mg").nutrient
    seeds = replace(SEEDS, amounts={**SEEDS.amounts, salt: 500.0})
    cola = replace(COLA, amounts={**COLA.amounts, salt: 500.0})
    rows = [[("lunch", WHITE, 100), ("lunch", cola, 100)]]
    steps = agreed(question([seeds], rows, want(170, target("sodium_mg", None, 600.0))))
    assert [sorted(each.kind for each in step.changes) for step in steps.steps] in (
        [["drop"], ["add"]],
        [["add", "drop"]],
    )
    low = question([seeds], rows, want(170, target("sodium_mg", 500.0, 600.0)))
    assert [len(step.changes) for step in agreed(low).steps] == [2]


def test_that_steps_are_taken_one_at_a_time_until_none_is_left() -> None:
    document, asked = start()
    for count in range(1, 4):
        assert due(document.steps, MONDAY) is not None
        document = with_step_taken(document, asked, MONDAY)
        asked = asked_again(document, asked)
        assert sum(step.taken == MONDAY for step in document.steps.steps) == count
    assert sorted(entry.food for entry in document.usual_days[0]) == ["brown_bread", "seeds"]
    assert due(document.steps, MONDAY) is None
    with pytest.raises(StepError, match="All steps are taken"):
        with_step_taken(document, asked, MONDAY)


def test_that_the_next_step_is_proposed_a_week_after_the_one_before() -> None:
    document, asked = start()
    document = with_step_taken(document, asked, MONDAY)
    steps = document.steps
    assert due(steps, date(2026, 12, 2)) == date(2026, 12, 7)
    assert due(steps, date(2027, 1, 1)) == date(2027, 1, 1)
    states = [state_text(step, steps, date(2026, 12, 2)) for step in steps.steps]
    assert states == ["Since Mon 30 Nov", "From Mon 7 Dec", "Later"]
    assert state_text(steps.steps[1], steps, date(2026, 12, 7)) == "Now"


def test_that_a_step_that_cannot_be_taken_any_more_says_why() -> None:
    document, asked = start()
    taken = with_step_taken(document, asked, MONDAY)
    other = taken.with_usual_days(((UsualEntry("lunch", "seeds", 100.0),),))
    with pytest.raises(StepError, match="You do not eat 100 g of Cola any more"):
        with_step_taken(other, asked_again(other, asked), MONDAY)
    never = document.with_taste("seeds", NEVER)
    with pytest.raises(StepError, match="cannot come in any more"):
        with_step_taken(never, asked_again(never, asked), MONDAY)


def test_that_a_limit_that_is_new_stops_a_step() -> None:
    document, asked = start()
    salt = target("sodium_mg").nutrient
    foods = [replace(SEEDS, amounts={**SEEDS.amounts, salt: 900.0}), WHITE, COLA, BROWN]
    salty = replace(asked, catalogue=catalogue_of(foods), targets=want(230, target("sodium_mg", None, 100.0)))
    with pytest.raises(StepError, match="would break a limit"):
        with_step_taken(document, salty, MONDAY)


def test_that_a_step_is_said_in_words() -> None:
    document, asked = start()
    text = step_text(document.steps.steps[0], document.steps, asked.catalogue, FORM)
    assert text == (
        "Add seeds (1 cup, 100 g) at lunch: then 170 mg of magnesium a day, +100 kcal against the beginning."
    )
    gone = Step((StepChange("add", "lunch", "moon", 10.0),), 1.0, 1.0)
    assert step_text(gone, document.steps, asked.catalogue, FORM) == "The step has a food no table knows: moon."


# In the document


def read(steps: object) -> Document:
    return stored_from_text(json.dumps({"format": "magnolia", "version": 2, "steps": steps}), TEMPLATES).document


ADD = {"kind": "add", "meal": "lunch", "food": "almonds", "grams": 28.35, "was_g": 0}
SWAP = {"kind": "swap", "meal": "lunch", "food": "quinoa", "grams": 100, "instead_of": "fndds_1", "was_g": 90}
ONE = {"changes": [ADD, SWAP], "magnesium_mg": 300, "energy_kcal": 2000, "taken": "2026-11-30"}
TWO = {"changes": [ADD], "magnesium_mg": 320, "energy_kcal": 2000}
ALL = {"begins_mg": 200, "begins_kcal": 1990, "steps": [ONE, TWO]}


def test_that_steps_are_read_and_written_back_as_they_were() -> None:
    document = read(ALL)
    text = stored_to_text(Stored(document))
    assert json.loads(text)["steps"] == ALL
    assert stored_from_text(text, TEMPLATES).document == document
    assert "steps" not in stored_to_text(Stored(Document()))
    assert without_own(document, "quinoa").steps == read(ALL | {"steps": [TWO]}).steps
    assert not without_own(document, "almonds").steps


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        ([], "steps"),
        (ALL | {"steps": []}, "steps.steps"),
        (ALL | {"begins_mg": -1}, "steps.begins_mg"),
        (ALL | {"steps": [TWO, ONE]}, "steps.steps[1].taken"),
        (ALL | {"steps": [ONE | {"taken": "soon"}]}, "steps.steps[0].taken"),
        (ALL | {"steps": [ONE | {"changes": []}]}, "steps.steps[0].changes"),
        (ALL | {"steps": [TWO | {"changes": [ADD | {"instead_of": "x"}]}]}, "steps.steps[0].changes[0].instead_of"),
        (ALL | {"steps": [TWO | {"changes": [ADD | {"grams": 0}]}]}, "steps.steps[0].changes[0].grams"),
        (ALL | {"steps": [TWO | {"changes": [ADD | {"was_g": 5}]}]}, "steps.steps[0].changes[0].was_g"),
        (ALL | {"steps": [TWO | {"changes": [ADD | {"meal": "brunch"}]}]}, "steps.steps[0].changes[0].meal"),
    ],
)
def test_that_what_cannot_be_accepted_is_named(steps: object, key: str) -> None:
    with pytest.raises(DocumentError) as error:
        read(steps)
    assert str(error.value).startswith(f"{key}: ")
