"""The smallest changes of generated people: each answer passes the audit, and SciPy finds no smaller one.

A few people each time. With MAGNOLIA_LONG=1 three hundred of an eighth of the foods each, all against SciPy, and thirty
of all foods.
"""

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.now.changes import Found, NotPossible, Outcome, Reached
from planner.now.choices import Question
from planner.now.smallest import smallest_changes
from tests.patience import GUARD
from tests.rigs import LONG
from tests.rigs.usual_people import Find, Findings, person, thinned

FOODS = Path(__file__).parents[2] / "foods.csv"
PEOPLE = range(1, int(os.environ.get("MAGNOLIA_DOCUMENTS", "300")) + 1) if LONG else range(4, 10)
OF_ALL_FOODS = range(1, 31) if LONG else range(1, 3)
THREE_DAYS = 50  # every so many-th person of the long form has three usual days, which take minutes
MOST = 3
SECONDS = 60.0 if LONG else GUARD  # [s] for one person, as in the window


@pytest.fixture(scope="module")
def foods() -> Catalogue:
    return read_catalogue(FOODS)


def find(asked: Question) -> Outcome:
    return smallest_changes(asked, MOST, SECONDS)


def looked_into(people: Iterable[int], foods: Catalogue, by: Find, *, by_scipy: bool) -> Findings:
    """Those looked into by SciPy have an eighth of the foods."""
    found = Findings()
    for seed in people:
        here = thinned(foods, seed) if by_scipy else foods
        days = 3 if LONG and seed % THREE_DAYS == 0 else 1
        found.look_into(f"person {seed}", person(seed, here, days), by, by_scipy=by_scipy)
        if LONG:
            sys.stderr.write(f"\nperson {seed}: {found}\n")
    return found


def test_that_every_answer_keeps_what_it_promises_and_scipy_finds_no_smaller_one(foods: Catalogue) -> None:
    found = looked_into(PEOPLE, foods, find, by_scipy=True)
    assert found.wrong == []
    assert set(found.confirmed) == {"smallest", "impossible"}
    assert found.confirmed.total() >= len(PEOPLE) // 2


def test_that_every_answer_of_all_foods_keeps_what_it_promises(foods: Catalogue) -> None:
    found = looked_into(OF_ALL_FOODS, foods, find, by_scipy=False)
    assert found.wrong == []
    assert found.answers >= len(OF_ALL_FOODS)


# Planted bugs


def gives_up(asked: Question) -> Outcome:
    """What is possible is said to be impossible."""
    found = find(asked)
    return NotPossible(MOST) if isinstance(found, Found) else found


def content(asked: Question) -> Outcome:
    """Whatever is eaten is said to be enough."""
    return Reached()


def hasty(asked: Question) -> Outcome:
    """One change of the answer is forgotten."""
    found = find(asked)
    if not isinstance(found, Found):
        return found
    return replace(found, answer=replace(found.answer, changes=found.answer.changes[:-1]), others=())


def twice(asked: Question) -> Outcome:
    """The answer is said to be its own other one."""
    found = find(asked)
    return replace(found, others=(found.answer,)) if isinstance(found, Found) else found


@pytest.mark.parametrize("bug", [gives_up, content, hasty, twice])
def test_that_the_rig_finds_a_planted_bug(bug: Find, foods: Catalogue) -> None:
    assert looked_into((1, 2), foods, bug, by_scipy=True).wrong
