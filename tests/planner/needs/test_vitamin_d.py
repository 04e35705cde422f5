"""Vitamin D as a supplement: it counts for the target, leaves the rest to food, and is never food."""

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import LEFT_FOR_FOOD, VITAMIN_D, targets_of
from planner.needs.notices import notices
from planner.needs.profile import Profile, ProfileError
from planner.output.clinician_page import profile_table
from planner.plan.plan import Portion, totals
from tests.planner.tiny_foods import food


def taking(amount: float | None) -> Profile:
    return Profile(vitamin_d_ug=amount)


def said(profile: Profile) -> str:
    return " ".join(notices(profile, targets_of(profile, {}), (), ()))


def test_that_food_is_asked_for_the_rest() -> None:
    free, taken = targets_of(taking(None), {}), targets_of(taking(10.0), {})
    assert (free.least(VITAMIN_D), taken.least(VITAMIN_D)) == (15.0, 5.0)
    assert (taken.most(VITAMIN_D) or 0.0) == pytest.approx((free.most(VITAMIN_D) or 0.0) - 10.0)
    assert all("10 µg of it from your supplement" in row.source for row in taken.of(VITAMIN_D))
    assert [row for row in taken.all if row.nutrient != VITAMIN_D] == [
        row for row in free.all if row.nutrient != VITAMIN_D
    ]


def test_that_more_than_the_target_asks_nothing_of_food_and_forbids_no_fish() -> None:
    taken = targets_of(taking(125.0), {})
    assert (taken.least(VITAMIN_D), taken.most(VITAMIN_D)) == (0.0, LEFT_FOR_FOOD)


def test_that_a_target_of_ones_own_is_one_for_food() -> None:
    own = targets_of(taking(10.0), {"vit_d_ug": 12.0})
    assert max(row.least or 0.0 for row in own.of(VITAMIN_D) if row.own) == 12.0


def test_that_it_is_no_food() -> None:
    assert totals([Portion("a", food("egg", "egg", vit_d_ug=2.0), 1)])[VITAMIN_D].amount == 2.0
    assert "It is no food and is not counted as food" in said(taking(10.0))
    assert "food is asked for the 5 µg that are left" in said(taking(10.0))


@pytest.mark.parametrize(("amount", "warned"), [(25.0, False), (75.0, False), (100.0, True)])
def test_that_much_of_it_is_asked_about(amount: float, warned: bool) -> None:
    assert ("may pass the upper level of 100 µg" in said(taking(amount))) == warned


def test_that_a_document_keeps_it_and_the_clinicians_page_has_it(templates: Templates) -> None:
    document = Document(profile=taking(10.0))
    assert stored_from_text(stored_to_text(Stored(document)), templates).document == document
    rows = str(profile_table(document.profile, document, targets_of(document.profile, {})).rows)
    assert "10 µg a day" in rows


@pytest.mark.parametrize("amount", [0.0, 400.0, float("nan")])
def test_that_an_amount_in_another_unit_is_refused(amount: float) -> None:
    with pytest.raises(ProfileError, match="Vitamin D from supplements"):
        taking(amount)
