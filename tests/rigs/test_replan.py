"""After one edit of a week most of the plan stays: at most three portions in ten change in the median.

The short form edits three days of fewer foods.
"""

import os
import sys
from pathlib import Path

import pytest

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import Templates, read_templates
from planner.needs.profile import Profile
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Plan
from planner.planner import Planner
from tests.planner.conftest import one_in
from tests.rigs import LONG
from tests.rigs.replan import MOST_CHANGED, Changes, Replan, edit_often, share_changed

FOODS = Path(__file__).parents[2] / "foods.csv"
EDITS = int(os.environ.get("MAGNOLIA_DOCUMENTS", "200" if LONG else "4"))
EDITS_OF_A_PLAN = 10
DAYS = 7 if LONG else 3
SECONDS = 10.0 if LONG else 4.0  # [s] for one solve
PEOPLE = (
    Profile(),
    Profile("male", 35, 182, 80, "active"),
    Profile("female", 28, 170, 62, "active", diet="vegetarian"),
    Profile("male", 68, 175, 84, "inactive", allergens=frozenset({"milk"})),
    Profile("female", 55, 160, 70, "low active", diet="vegan"),
)


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """All foods in the long form, else one in eight."""
    whole = read_catalogue(FOODS)
    return whole if LONG else one_in(8, whole)


def week(planner: Planner, document: Document) -> Plan:
    outcome = planner.make_plan(Request(document, seconds=SECONDS))
    assert isinstance(outcome, Solved), outcome
    return outcome.plan


def keeping(planner: Planner) -> Replan:
    return lambda document, plan, least: planner.make_plan(
        Request(document, before=plan, least_steps=least, seconds=SECONDS)
    )


def forgetting(planner: Planner) -> Replan:
    """The planted bug: what is on screen is not looked at."""
    return lambda document, plan, least: planner.make_plan(Request(document, seed=99, seconds=SECONDS))


def test_that_a_single_edit_of_a_week_keeps_most_of_it(catalogue: Catalogue, templates: Templates) -> None:
    found = Changes()
    for number in range(-(-EDITS // EDITS_OF_A_PLAN)):
        planner = Planner(catalogue)
        document = Document(profile=PEOPLE[number % len(PEOPLE)], days=DAYS)
        plan = week(planner, document)
        edits = min(EDITS_OF_A_PLAN, EDITS - number * EDITS_OF_A_PLAN)
        edit_often(keeping(planner), document, plan, catalogue, templates, edits=edits, seed=number, found=found)
        if LONG:
            sys.stderr.write(f"\nweek {number}: {found}\n")
    assert found.wrong == []
    assert len(found.all) >= EDITS // 2
    assert found.median <= MOST_CHANGED


# Planted bugs


@pytest.fixture(scope="module")
def day(catalogue: Catalogue) -> tuple[Planner, Document, Plan]:
    """A day is enough to see a bug."""
    planner = Planner(catalogue)
    return planner, Document(), week(planner, Document())


def found_with(replan: Replan, day: tuple[Planner, Document, Plan], templates: Templates) -> Changes:
    planner, document, plan = day
    found = Changes()
    edit_often(replan, document, plan, planner.catalogue, templates, edits=4, seed=5, found=found)
    return found


def test_that_the_rig_finds_a_re_plan_that_forgets_the_screen(
    day: tuple[Planner, Document, Plan], templates: Templates
) -> None:
    found = found_with(forgetting(day[0]), day, templates)
    assert found.median > MOST_CHANGED


def test_that_the_rig_finds_an_edit_that_is_not_made(day: tuple[Planner, Document, Plan], templates: Templates) -> None:
    """The planted bug: the plan on screen stays as it is, whatever was asked."""

    def lazy(document: Document, plan: Plan, least: dict[str, int]) -> Outcome:
        return day[0].make_plan(Request(day[1], before=plan, seconds=SECONDS))

    found = found_with(lazy, day, templates)
    assert found.median == 0
    assert found.wrong != []


def test_that_a_plan_compared_with_itself_has_no_change(day: tuple[Planner, Document, Plan]) -> None:
    plan = day[2]
    assert share_changed(plan, plan) == 0
    gone = Plan(plan.days[:-1] if len(plan.days) > 1 else ())
    assert share_changed(plan, gone) == pytest.approx(1 / len(plan.days))
