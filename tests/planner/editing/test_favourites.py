"""Weeks that are kept under a name, and eaten again."""

from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import NEVER, Document, Favourite, Lock, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.editing.away import with_away
from planner.editing.favourites import UsedAgain, keep_favourite, use_again, without_favourite
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY
from planner.foods.meals import read_templates
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.planner import Planner
from tests.patience import GUARD

MONDAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def two_days(few_foods: Catalogue) -> Plan:
    """Two days of which the first has its lunch out."""
    document = with_away(Document(days=2, start=MONDAY), 1, "lunch", 700)
    outcome = Planner(few_foods, explains=False).make_plan(
        Request(document, seconds=GUARD, better=False, bounded=False)
    )
    assert isinstance(outcome, Solved), outcome
    return outcome.plan


def again(document: Document, plan: Plan | None, first: int, catalogue: Catalogue) -> UsedAgain:
    targets = targets_of(document.profile, document.targets, document.confirmed)
    return use_again(document, plan, document.favourites[0], first, catalogue, targets, read_templates(), {})


def test_that_kept_days_are_the_plan_of_another_week(two_days: Plan, few_foods: Catalogue) -> None:
    document = keep_favourite(Document(days=5, start=date(2026, 12, 7)), two_days, "Our days")
    used = again(document, None, 1, few_foods)
    assert (used.plan, used.said, used.document.days) == (two_days, "", 2)
    assert [(lock.meal, lock.template) for lock in used.document.locks] == [("lunch", AWAY)]


def test_that_days_that_no_longer_fit_are_left_to_be_planned(two_days: Plan, few_foods: Catalogue) -> None:
    """A food of the second day is never eaten any more: the first day is locked."""
    (first, second) = two_days.days
    there = {portion.food.id for portion in first.portions}
    gone = next(portion.food.id for portion in second.portions if portion.food.id not in there)
    document = keep_favourite(Document(days=2, start=MONDAY), two_days, "Our days").with_taste(gone, NEVER)
    used = again(document, None, 1, few_foods)
    assert used.plan is None
    assert used.said == "1 day of “Our days” no longer fits and is planned anew; the others are locked."
    assert {lock.day for lock in used.document.locks} == {1}


def test_that_they_go_behind_planned_days(two_days: Plan, few_foods: Catalogue) -> None:
    """The same two days again are seldom right behind themselves; what is before them stays in any case."""
    document = keep_favourite(Document(days=2, start=MONDAY), two_days, "Our days")
    used = again(document, two_days, 3, few_foods)
    assert used.document.days == 4
    if used.plan is not None:
        assert used.plan.days[:2] == two_days.days
        targets = targets_of(document.profile, document.targets, document.confirmed)
        assert audit(used.plan, used.document, targets, read_templates(), {}) == ()


def test_that_favourites_are_kept_replaced_and_forgotten(two_days: Plan) -> None:
    document = keep_favourite(keep_favourite(Document(start=MONDAY), two_days, "A"), two_days, "B")
    assert stored_from_text(stored_to_text(Stored(document)), read_templates()).document == document
    shorter = keep_favourite(document, Plan(two_days.days[:1]), "A")
    assert [(each.name, each.days) for each in shorter.favourites] == [("B", 2), ("A", 1)]
    assert without_favourite(document, "A").favourites == document.favourites[1:]
    assert document.without_list() == Document(start=MONDAY).without_list()
    full = replace(document, favourites=tuple(Favourite(str(number), ()) for number in range(60)))
    with pytest.raises(ValueError, match="60 favourite weeks"):
        keep_favourite(full, two_days, "One more")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "favourites[0].name"),
        ({"name": "two\nlines"}, "favourites[0].name"),
        ({"meals": ()}, "favourites[0].meals"),
    ],
)
def test_that_a_bad_favourite_is_refused_with_its_place(
    two_days: Plan, changed: dict[str, str | tuple[Lock, ...]], said: str
) -> None:
    document = keep_favourite(Document(start=MONDAY), two_days, "A")
    bad = replace(document, favourites=(replace(document.favourites[0], **changed),))  # type: ignore[arg-type]
    with pytest.raises(DocumentError) as refused:
        stored_from_text(stored_to_text(Stored(bad)), read_templates())
    assert said in str(refused.value)
