"""Weeks with a budget: the list costs no more, or the notes say how much more; each bill is counted from the table.

Two weeks of few foods each time; with MAGNOLIA_LONG=1 fifty of all foods, which takes half an hour. SciPy is asked
whether there is a cheaper week, and what is said of those that cost more than their budget is printed.
"""

import os
import random
import sys
from collections.abc import Iterator

import pytest

from benchmarks.cases import documents
from planner.document.document import Document, Habits
from planner.explain.kept_wishes import not_kept
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.planner import Planner
from planner.shopping import shopping_list
from planner.shopping.bought import read_bought
from planner.shopping.paid import paid_for
from tests.planner.bills import bill_of
from tests.planner.conftest import one_in
from tests.planner.plans import random_plan
from tests.rigs.independent import state
from tests.rigs.independent_list import cheap_foods, cheap_week, least_spent, read_shop

LONG = bool(os.environ.get("MAGNOLIA_LONG"))
SECONDS = 600.0  # [s] a guard
CHEAP_SECONDS = 60.0  # [s] for SciPy, where a week cost more than its budget


def weeks(catalogue: Catalogue, count: int) -> Iterator[Document]:
    """People of all kinds, with budgets from US$ 40 to 120."""
    chance = random.Random(20261130)
    for number, document in enumerate(documents(catalogue, count)):
        habits = Habits(budget=float(chance.randint(40, 120)), most_foods=45, minutes=40, weekend_minutes=90)
        yield Document(profile=document.profile, days=7, habits=habits, seed=number + 1)


@pytest.mark.parametrize("number", range(50 if LONG else 2))
def test_that_a_week_costs_no_more_than_its_budget_or_the_notes_say_how_much(
    catalogue: Catalogue, some_foods: Catalogue, templates: Templates, number: int
) -> None:
    foods = catalogue if LONG else some_foods
    document = list(weeks(foods, number + 1))[number]
    outcome = Planner(foods).make_plan(Request(document, seconds=SECONDS, better=LONG))
    assert isinstance(outcome, Solved)
    bill, budget = bill_of(outcome.plan), document.habits.budget or 0.0
    said = [each for each in not_kept(outcome.plan, document, foods, read_bought()) if "budget" in each]
    assert len(said) == (bill > budget + 0.005)
    assert not said or f"about US$ {bill:,.2f}, US$ {bill - budget:,.2f} more" in said[0]
    least = least_spent(document, foods, targets_of(document.profile, {}), templates)
    assert least <= bill
    if LONG:
        found = (
            cheap_week(document, foods, targets_of(document.profile, {}), templates, CHEAP_SECONDS) if said else None
        )
        other = f", SciPy has a week without goals of {bill_of(found):.2f}" if found is not None else ""
        sys.stderr.write(f"\nweek {number}: budget {budget:.0f}, bill {bill:.2f}, at least {least:.2f}{other}\n")


def test_that_a_list_that_forgets_to_buy_whole_packs_is_found(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: what counts for the budget is what is used of every pack."""
    days = random_plan(catalogue, 3, days=7).days
    bill = bill_of(Plan(days))
    assert paid_for(days, Document(days=7), read_bought()) == pytest.approx(bill)
    monkeypatch.setattr(shopping_list, "lasts_for_months", lambda row: True)
    assert paid_for(days, Document(days=7), read_bought()) < bill - 10


def test_that_a_week_with_a_budget_buys_for_less_than_one_without(some_foods: Catalogue) -> None:
    """Of the same person: what a budget is for, seen in the bill and not in what the plan says of itself."""
    bills = []
    for budget in (None, 50.0):
        document = Document(days=7, habits=Habits(budget=budget))
        outcome = Planner(some_foods).make_plan(Request(document, seconds=SECONDS, better=False))
        assert isinstance(outcome, Solved)
        bills.append(bill_of(outcome.plan))
    assert bills[1] < 0.8 * bills[0]


def test_that_the_cheap_week_of_the_independent_statement_keeps_every_rule(
    catalogue: Catalogue, templates: Templates
) -> None:
    """Else it says nothing of a budget: it is a plan, and no bill is below what is the least."""
    document = Document(days=7)
    foods, targets = one_in(6, catalogue), targets_of(document.profile, {})
    found = cheap_week(document, foods, targets, templates, SECONDS)
    assert found is not None
    assert audit(found, document, targets, templates) == ()
    assert state(document, cheap_foods(document, foods, read_shop()), targets, templates).broken(found) == ()
    assert least_spent(document, foods, targets, templates) <= bill_of(found) < 90
