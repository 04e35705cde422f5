"""Ten cases without a plan over the foods the product ships: what stands in the way, and repairs that hold.

The short version plans with one repair of three cases. ``MAGNOLIA_LONG=1`` takes all of them, with all the time they
need, and compares docs/infeasible.md with what the program says.
"""

import os

import pytest

from planner.document.check_catalogue import check_locks
from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved, Stopped
from planner.planner import make_plan
from tests.patience import GUARD, longer_and_longer
from tests.planner.infeasible_cases import CASES, PAGE, PATIENT, Case, explained, part_of

LONG = bool(os.environ.get("MAGNOLIA_LONG"))
SHORT = ("slip_of_the_hand", "grams_for_milligrams", "nut_allergy_low_carb")
SECONDS = PATIENT if LONG else GUARD
QUICK = 10.0  # [s] in which most repairs are planned
BY_ID = {case.id: case for case in CASES}


def planned(catalogue: Catalogue, document: Document) -> Outcome:
    return longer_and_longer(lambda seconds: make_plan(catalogue, Request(document, seconds=seconds)), QUICK, Stopped)


def test_that_there_are_ten_cases_anyone_could_enter(catalogue: Catalogue) -> None:
    assert len(BY_ID) == 10
    for case in CASES:
        document = case.document(catalogue)
        targets_of(document.profile, document.targets, document.confirmed)
        check_locks(document, catalogue, read_templates())


def test_that_the_page_tells_every_case() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [line[3:] for line in page.splitlines() if line.startswith("## ")] == [case.told for case in CASES]


@pytest.mark.parametrize("case", [BY_ID[name] for name in (BY_ID if LONG else SHORT)], ids=lambda case: case.id)
def test_that_a_case_is_told_what_stands_in_the_way_and_its_repairs_hold(case: Case, catalogue: Catalogue) -> None:
    document = case.document(catalogue)
    found = explained(catalogue, document, SECONDS)
    assert found.choices
    assert found.conflict[0]
    for repair in found.repairs if LONG else found.repairs[:1]:
        assert repair.document.profile == document.profile
        assert isinstance(planned(catalogue, repair.document), Solved), repair.name
    if LONG:
        assert part_of(case, found) in PAGE.read_text(encoding="utf-8")
