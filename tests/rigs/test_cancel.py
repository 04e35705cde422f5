"""Cancelled at a random moment, a solve answers at once with a plan that holds, or with none, and never with a lie.

The long form asks for 0.3 s and is for a quiet machine; the short one counts what is done after the stop event.
"""

import os
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import Templates, read_templates
from planner.optimise.request import Request
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan
from planner.planner import Planner
from tests.patience import GUARD
from tests.planner.conftest import one_in
from tests.rigs import LONG
from tests.rigs.cancel import SOON, MakeUntil, Told, cancel_by_work, cancel_often
from tests.rigs.random_documents import Asked

FOODS = Path(__file__).parents[2] / "foods.csv"
SOLVES = int(os.environ.get("MAGNOLIA_DOCUMENTS", "200" if LONG else "10"))
MOST_ASKS, MORE_ASKS = 3000, 300  # questions whether to stop: before it comes true at the latest, and after
PATIENT = GUARD  # only the stop event ends a solve


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All foods in the long form, else one in eight."""
    whole = read_catalogue(FOODS)
    return whole if LONG else one_in(8, whole)


@pytest.fixture(scope="module")
def make(catalogue: Catalogue) -> MakeUntil:
    """One planner, as the window has one, so that warm re-solves are cancelled too."""
    planner = Planner(catalogue)
    return lambda foods, document, stop, told: planner.make_plan(
        Request(document, seconds=PATIENT, stop=stop, found=told)
    )


def documents(catalogue: Catalogue, count: int) -> Iterator[Asked]:
    """Days and weeks in turn, some of which no plan can hold."""
    for number in range(count):
        days = (1, 7, 3, 7)[number % 4]
        magnesium = 330.0 + 5 * number if number % 5 else 3000.0
        yield Asked(number, catalogue, Document(days=days, targets={"magnesium_mg": magnesium}))


def test_that_a_solve_cancelled_at_any_moment_answers_soon_and_truly(
    catalogue: Catalogue, templates: Templates, make: MakeUntil
) -> None:
    every = documents(catalogue, SOLVES)
    if LONG:
        found = cancel_often(make, every, templates, longest=6.0, soon=SOON)
        sys.stderr.write(f"\ncancelled: {found}\n")
    else:
        found = cancel_by_work(make, every, templates, most_asks=MOST_ASKS, soon=MORE_ASKS)
    assert found.wrong == []
    assert len(found.waits) > SOLVES // 2  # as many as were cancelled before they had answered


# Planted bugs


def test_that_the_rig_finds_a_stop_event_nobody_looks_at(catalogue: Catalogue, templates: Templates) -> None:
    def busy(foods: Catalogue, document: Document, stop: threading.Event, told: Told) -> Outcome:
        stop.wait(GUARD)
        end = time.process_time() + 0.6
        while time.process_time() < end:
            pass
        return Stopped(0.6)

    found = cancel_often(busy, documents(catalogue, 3), templates, longest=0.05)
    assert len(found.wrong) == 3
    assert "of its own work" in found.wrong[0]


def test_that_the_rig_finds_somebody_who_waits_forever(catalogue: Catalogue, templates: Templates) -> None:
    def waiting(foods: Catalogue, document: Document, stop: threading.Event, told: Told) -> Outcome:
        stop.wait(GUARD)
        threading.Event().wait(0.6)
        return Stopped(0.0)

    found = cancel_often(waiting, documents(catalogue, 1), templates, longest=0.02, stuck=0.4)
    assert len(found.wrong) == 1


def test_that_the_rig_finds_a_plan_that_is_not_whole(catalogue: Catalogue, templates: Templates) -> None:
    """The planted bug: a horizon cut short is called solved."""
    planner = Planner(catalogue)

    def hasty(foods: Catalogue, document: Document, stop: threading.Event, told: Told) -> Outcome:
        outcome = planner.make_plan(Request(Document(), seconds=PATIENT))
        stop.wait(GUARD)
        assert isinstance(outcome, Solved)
        day = outcome.plan.days[0]
        return replace(outcome, plan=Plan((replace(day, meals=day.meals[:-1]),)))

    found = cancel_often(hasty, [Asked(0, catalogue, Document(days=2))], templates, longest=5.0)
    assert any("day 2 is missing" in sentence for sentence in found.wrong)


def test_that_the_rig_finds_a_stop_taken_for_a_proof(catalogue: Catalogue, templates: Templates) -> None:
    def rash(foods: Catalogue, document: Document, stop: threading.Event, told: Told) -> Outcome:
        stop.wait(GUARD)
        return Infeasible(Explanation({}), 0.0)

    found = cancel_often(rash, [Asked(0, catalogue, Document())], templates, longest=0.02)
    assert found.wrong == [sentence for sentence in found.wrong if "SciPy finds a plan" in sentence] != []


def test_that_the_rig_finds_a_plan_that_was_found_and_is_lost(catalogue: Catalogue, templates: Templates) -> None:
    planner = Planner(catalogue)

    def losing(foods: Catalogue, document: Document, stop: threading.Event, told: Told) -> Outcome:
        outcome = planner.make_plan(Request(document, seconds=PATIENT))
        assert isinstance(outcome, Solved)
        told(outcome)
        stop.wait(GUARD)
        return Stopped(0.0)

    found = cancel_often(losing, [Asked(0, catalogue, Document())], templates, longest=5.0, soon=GUARD)
    assert len(found.wrong) == 1
    assert "is not as good" in found.wrong[0]
