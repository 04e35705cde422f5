"""Random days go on behind random pasts: an independent count over the dates finds nothing broken at the seam.

The past is the same, byte for byte, after every edit. The long form makes 200 continuations of 50 edits each, over a
hundred foods and dishes.
"""

import random
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from planner.document.document import Document, RecordedDay, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved, Stopped
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.planner import Planner
from tests.patience import GUARD
from tests.planner.conftest import one_in
from tests.rigs import LONG, continuations, replan
from tests.rigs.continuations import AHEAD, FIRST, PROFILES, Findings, Make, broken_across, go_on
from tests.rigs.random_documents import some_of
from tests.rigs.replan import Edit

TIMES, EDITS = (25, (1, 4, 45)) if LONG else (2, (2,))
WHO = range(len(PROFILES)) if LONG else (0, 6)  # one of the short form has a band
SECONDS = 60.0 if LONG else GUARD  # [s] for one plan


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(Path(__file__).parents[2] / "foods.csv")


@pytest.fixture(scope="module")
def few_foods(catalogue: Catalogue) -> Catalogue:
    return one_in(12, catalogue)


def making(catalogue: Catalogue) -> Make:
    planner = Planner(catalogue, explains=False)

    def make(document: Document, before: Plan | None) -> Outcome:
        return planner.make_plan(Request(document, before=before, seconds=SECONDS, better=False, bounded=False))

    return make


@pytest.mark.parametrize("number", WHO)
def test_that_no_rule_of_several_days_is_broken_across_the_seam(
    number: int, few_foods: Catalogue, catalogue: Catalogue
) -> None:
    """Each continuation is the past of the next one."""
    foods = some_of(catalogue, random.Random(number)) if LONG else few_foods
    found = Findings()
    go_on(making(foods), PROFILES[number], foods, times=TIMES, edits=EDITS, seed=number, found=found)
    if LONG:
        sys.stderr.write(f"\n{PROFILES[number]}: {found}\n")
    assert found.wrong == []
    assert found.counts["solved"] >= TIMES // 10  # of a hundred foods some pasts leave too little, and time ends others
    assert found.counts["edits"] == sum(EDITS) * found.counts["solved"]
    assert found.counts["edited: solved"] > 0


# Planted bugs


def test_that_the_count_sees_the_same_days_again(few_foods: Catalogue) -> None:
    """The same days twice break weekly maxima, and the first dinner is that of the evening before."""
    first = Document(days=AHEAD, start=FIRST)
    made = making(few_foods)(first, None)
    assert isinstance(made, Solved), made
    day = made.plan.days[0]
    plan = Plan(tuple(replace(day, number=number) for number in range(1, 8)))
    meals = tuple(RecordedMeal(lock.meal, lock.template or "", lock.portions) for lock in plan_to_fixed(Plan((day,))))
    past = replace(first, start=FIRST + timedelta(days=7))
    for number in range(7):
        past = past.with_recorded(RecordedDay(FIRST + timedelta(days=number), meals))
    said = " ".join(broken_across(past, plan, few_foods))
    assert "in the week to" in said
    assert "dinner is" in said


def test_that_the_count_sees_days_of_other_vitamin_k(few_foods: Catalogue) -> None:
    made = making(few_foods)(Document(days=AHEAD, start=FIRST), None)
    assert isinstance(made, Solved), made
    document = Document(profile=Profile(conditions=frozenset({"warfarin"})), days=AHEAD, start=FIRST)
    none = tuple(replace(day, meals=(), drinks=()) for day in made.plan.days)
    assert "of vitamin K" in " ".join(broken_across(document, Plan(none), few_foods))


def test_that_the_rig_finds_an_edit_that_moves_the_past(few_foods: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    """The planted bug: another taste forgets the first day that is recorded."""
    edited = replan.random_edit

    def forgetful(chance: random.Random, document: Document, plan: Plan, catalogue: Catalogue) -> Edit:
        edit = edited(chance, document, plan, catalogue)
        return replace(edit, document=replace(edit.document, recorded=edit.document.recorded[1:]))

    def make(document: Document, before: Plan | None) -> Outcome:
        """No plan after an edit, which is not what is looked at."""
        edited = before is not None and len(before.days) == document.days
        return Stopped(0.0) if edited else making(few_foods)(document, before)

    monkeypatch.setattr(continuations, "random_edit", forgetful)
    found = Findings()
    go_on(make, PROFILES[0], few_foods, times=1, edits=(3,), seed=0, found=found)
    assert "the past is another one" in " ".join(found.wrong)
