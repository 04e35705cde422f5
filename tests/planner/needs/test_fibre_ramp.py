"""Fibre that rises slowly: what a week allows, for how long, in whose plans, and what documents say of it."""

from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import LOVE, Document, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.explain.user_choices import choices_of
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.fibre_ramp import FIBRE, FibreRamp, most_on
from planner.needs.notices import notices
from planner.needs.profile import Profile, ProfileError
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved, Stopped
from planner.plan.plan import Plan, totals
from planner.planner import make_plan
from tests.patience import longer_and_longer

MONDAY = date(2026, 11, 30)
RAMP = FibreRamp(17.0, MONDAY)
RISING = Profile(fibre_ramp=RAMP)


@pytest.mark.parametrize(
    ("day", "most"),
    [
        (None, 22.0),
        (date(2026, 11, 1), 22.0),  # before it begins
        (MONDAY, 22.0),
        (date(2026, 12, 6), 22.0),
        (date(2026, 12, 7), 27.0),
        (date(2027, 1, 4), 47.0),
        (date(2027, 1, 11), None),  # 52 g: held back no longer
    ],
)
def test_that_each_week_allows_five_grams_more_until_fifty(day: date | None, most: float | None) -> None:
    assert most_on(RAMP, day) == most
    comfort = targets_of(Profile(), {}).most(FIBRE) or 0.0  # 20 g for 1,000 kcal
    assert targets_of(RISING, {}, frozenset(), day).most(FIBRE) == (comfort if most is None else min(most, comfort))


def test_that_the_goal_leaves_room_for_the_most_and_it_is_said() -> None:
    wanted = targets_of(RISING, {}, frozenset(), MONDAY)
    assert (wanted.least(FIBRE), wanted.most(FIBRE)) == (22.0, 22.0)
    assert (targets_of(Profile(), {}).least(FIBRE) or 0.0) > 22.0
    said = " ".join(notices(RISING, wanted, (), ()))
    assert "17 g a day on 30 Nov 2026" in said
    assert "at most 22 g a day" in said
    later = targets_of(RISING, {}, frozenset(), date(2027, 3, 1))
    assert "rises slowly" not in " ".join(notices(RISING, later, (), ()))


def test_that_a_plan_breaks_without_the_ramp_and_holds_with_it(some_foods: Catalogue, templates: Templates) -> None:
    """For oneself and for somebody else at the table; what is rich in fibre is loved and wished for."""
    rich = sorted(some_foods, key=lambda food: -(food.amount(FIBRE, food.max_steps) or 0.0))[:8]
    loved = {food.id: LOVE for food in rich}

    def planned(profile: Profile) -> Plan:
        document = Document(profile=profile, tastes=loved, wishes=dict.fromkeys(loved, 7), start=MONDAY)
        outcome = longer_and_longer(lambda s: make_plan(some_foods, Request(document, seconds=s)), 1.5, Stopped)
        assert isinstance(outcome, Solved), outcome
        wanted = targets_of(profile, {}, frozenset(), document.start)
        assert audit(outcome.plan, document, wanted, templates) == ()
        return outcome.plan

    free, held = planned(Profile()), planned(RISING)
    amounts = [totals(plan.days[0].eaten)[FIBRE].amount for plan in (free, held)]
    assert amounts[0] > 22.0 >= amounts[1] - 1e-6
    document = Document(profile=RISING, start=MONDAY, tastes=loved, wishes=dict.fromkeys(loved, 7))
    wanted = targets_of(RISING, {}, frozenset(), MONDAY)
    assert any("fibre" in said for said in audit(free, document, wanted, templates))


def test_that_what_is_behind_a_day_without_a_plan_can_be_named(some_foods: Catalogue, templates: Templates) -> None:
    document = Document(profile=RISING, start=MONDAY)
    every = choices_of(document, 1, some_foods.foods, templates, lambda food: True)
    (choice,) = (choice for choice in every if "fibre" in choice.words)
    assert choice.drop(document).profile.fibre_ramp is None


def test_that_a_document_keeps_it_for_everybody(templates: Templates) -> None:
    document = Document(profile=RISING, people=(Person("Sam", replace(RISING, fibre_ramp=FibreRamp(20.0, MONDAY))),))
    read = stored_from_text(stored_to_text(Stored(document)), templates).document
    assert (read.profile, read.people) == (document.profile, document.people)
    assert "fibre_ramp" not in stored_to_text(Stored(Document()))


@pytest.mark.parametrize(
    ("ramp", "said"),
    [
        ('{"from_g": 17}', "profile.fibre_ramp.since"),
        ('{"from_g": "much", "since": "2026-11-30"}', "profile.fibre_ramp.from_g"),
        ('{"from_g": 90, "since": "2026-11-30"}', "expected 5 to 40 g"),
        ('{"from_g": 17, "since": "2026-11-30", "until": 3}', "until"),
        ("17", "profile.fibre_ramp"),
    ],
)
def test_that_what_cannot_stand_is_refused_in_words(ramp: str, said: str, templates: Templates) -> None:
    text = f'{{"format": "magnolia", "version": 3, "profile": {{"fibre_ramp": {ramp}}}}}'
    with pytest.raises(DocumentError, match=said):
        stored_from_text(text, templates)
    with pytest.raises(ProfileError):
        Profile(fibre_ramp=FibreRamp(1.0, MONDAY))
