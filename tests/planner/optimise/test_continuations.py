"""Random weeks go on behind random pasts; an independent count over the dates finds nothing broken at the seam."""

import os
import random
from dataclasses import replace
from datetime import timedelta

import pytest

from planner.document.document import Document, RecordedDay, RecordedMeal
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.allowed import household_limits
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Plan
from planner.plan.stored_form import plan_to_fixed
from planner.planner import Planner
from tests.patience import GUARD
from tests.rigs.continuations import FIRST, PROFILES, broken_across, with_random_past

LONG = bool(os.environ.get("MAGNOLIA_LONG"))
PASTS = 40 if LONG else 2  # of each profile
DAYS = 3


@pytest.mark.parametrize("number", range(len(PROFILES)))
def test_that_no_rule_of_several_days_is_broken_across_the_seam(number: int, few_foods: Catalogue) -> None:
    """One planner makes a week, and a plan behind each of several pasts of it."""
    planner = Planner(few_foods, explains=False)
    first = Document(profile=PROFILES[number], days=7, start=FIRST)
    week = planner.make_plan(Request(first, seconds=GUARD, better=False, bounded=False))
    assert isinstance(week, Solved), week
    limits = household_limits(first)
    found = 0
    for turn in range(PASTS):
        chance = random.Random(1000 * number + turn)
        document = replace(with_random_past(first, week.plan, few_foods, chance), days=DAYS)
        past = document.recorded
        outcome = planner.make_plan(Request(document, seconds=GUARD, better=False, seed=turn))
        assert document.recorded is past
        if isinstance(outcome, Solved):
            found += 1
            assert broken_across(document, outcome.plan, few_foods, limits) == [], (number, turn)
    assert found >= PASTS * 4 // 5  # of so few foods some pasts leave too little, and a plan is not found


def test_that_the_count_sees_what_is_broken(few_foods: Catalogue) -> None:
    """The same week twice breaks weekly maxima, and its first dinner is that of the evening before."""
    planner = Planner(few_foods, explains=False)
    first = Document(days=1, start=FIRST)
    day = planner.make_plan(Request(first, seconds=GUARD, better=False, bounded=False))
    assert isinstance(day, Solved), day
    plan = Plan(tuple(Day(number, day.plan.days[0].meals) for number in range(1, 8)))
    meals = tuple(RecordedMeal(lock.meal, lock.template or "", lock.portions) for lock in plan_to_fixed(day.plan))
    past = replace(first, start=FIRST + timedelta(days=7))
    for number in range(7):
        past = past.with_recorded(RecordedDay(FIRST + timedelta(days=number), meals))
    said = " ".join(broken_across(past, plan, few_foods, household_limits(first)))
    assert "in the week to" in said
    assert "dinner is" in said
