"""A morning and an evening snack by wish: in plans, ranges, the household, on paper, in calendars and documents."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from planner.document.document import Document, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.editing.swaps import alternatives
from planner.foods.catalogue import Catalogue
from planner.foods.meals import SNACKS, Templates
from planner.foods.nutrients import BY_KEY, ENERGY
from planner.household.serve import serve_household
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile, ProfileError
from planner.output.icalendar_file import plan_to_ics
from planner.output.sheets import week_sheet
from planner.plan.audit import audit
from planner.plan.plan import Plan, totals
from tests.planner.needs.audited_plans import planned

BOTH = frozenset(SNACKS)
SIX = ["breakfast", "morning_snack", "lunch", "snack", "dinner", "evening_snack"]
SMALL = Profile(age_years=60, snacks=BOTH)


# Plans


def test_that_a_day_with_both_snacks_has_six_small_meals(some_foods: Catalogue, templates: Templates) -> None:
    document = Document(profile=SMALL)
    plan = planned(some_foods, document, templates)
    assert [meal.meal for meal in plan.days[0].meals] == SIX
    energy = targets_of(SMALL, {}).energy_kcal
    shares = [totals(meal.portions)[ENERGY].amount / energy for meal in plan.days[0].meals]
    assert max(shares) < 0.29  # with four meals 40 %
    fewer = replace(document, profile=replace(SMALL, snacks=frozenset()))
    assert any("its meals are" in each for each in audit(plan, fewer, targets_of(fewer.profile, {}), templates))


def test_that_with_diabetes_each_of_six_meals_is_within_its_range(some_foods: Catalogue, templates: Templates) -> None:
    who = replace(SMALL, conditions=frozenset({"diabetes"}))
    wanted = targets_of(who, {})
    assert [limit.meal for limit in wanted.meals] == SIX
    plan = planned(some_foods, Document(profile=who), templates)
    for limit in wanted.meals:
        meal = plan.days[0].meal(limit.meal)
        assert meal is not None
        grams = totals(meal.portions)[BY_KEY["carb_g"]].amount
        assert (limit.least or 0.0) - 1e-6 <= grams <= (limit.most or 0.0) + 1e-6


def test_that_a_swap_in_a_small_meal_keeps_it_small(some_foods: Catalogue, templates: Templates) -> None:
    document, wanted = Document(profile=SMALL), targets_of(SMALL, {})
    plan = planned(some_foods, document, templates)
    lunch = plan.days[0].meal("lunch")
    assert lunch is not None
    for portion in lunch.portions:
        food_id = portion.food.id
        for offer in alternatives(some_foods, document, plan, 1, "lunch", food_id, templates=templates, targets=wanted):
            assert audit(offer.plan, document, wanted, templates) == ()


@pytest.mark.parametrize(("hers", "theirs"), [(frozenset[str](), BOTH), (BOTH, frozenset[str]())])
def test_that_somebody_at_the_table_has_snacks_of_their_own_or_none(
    hers: frozenset[str], theirs: frozenset[str], some_foods: Catalogue, templates: Templates
) -> None:
    eva = Person("Eva", replace(SMALL, snacks=theirs))
    document = Document(profile=replace(SMALL, snacks=hers), people=(eva,))
    plan = planned(some_foods, document, templates)
    served = serve_household(some_foods, document, plan, seed=0, seconds=20.0, templates=templates)
    ((_person, at_table),) = served.at_table
    expected = [meal.id for meal in templates.meals_for(2000, theirs)]
    assert [meal.meal for meal in at_table.days[0].meals] == expected


# On paper and in calendars


@pytest.fixture(scope="module")
def six(some_foods: Catalogue, templates: Templates) -> tuple[Plan, Document]:
    document = Document(profile=SMALL, start=date(2026, 11, 30))
    return planned(some_foods, document, templates), document


def test_that_the_week_sheet_has_a_row_for_each_meal_in_the_order_of_the_day(
    six: tuple[Plan, Document], templates: Templates
) -> None:
    rows = week_sheet(*six, templates).pages[0].meals
    names = [name for name, _cells in rows]
    assert names[:6] == ["Breakfast", "Morning snack", "Lunch", "Snack", "Dinner", "Evening snack"]


def test_that_a_calendar_has_each_meal_at_a_time_of_its_own(six: tuple[Plan, Document], templates: Templates) -> None:
    text = plan_to_ics(*six, templates, date(2026, 11, 30), datetime(2026, 11, 30, tzinfo=UTC))
    starts = [line.partition(":")[2] for line in text.splitlines() if line.startswith("DTSTART")]
    assert len(starts) == len(set(starts)) == 6
    assert starts == sorted(starts)


# Documents


def test_that_a_document_keeps_the_snacks_of_everybody_and_is_as_it_was_without(templates: Templates) -> None:
    eva = Person("Eva", Profile(snacks=frozenset({"morning_snack"})))
    document = Document(profile=SMALL, people=(eva,))
    text = stored_to_text(Stored(document))
    assert stored_from_text(text, templates).document == document
    assert '"snacks"' not in stored_to_text(Stored(Document()))


@pytest.mark.parametrize("value", ['["tea"]', '["snack"]', '"morning_snack"', "[1]", "null", '{"morning_snack": true}'])
def test_that_other_snacks_are_refused_with_their_key(value: str, templates: Templates) -> None:
    with pytest.raises(DocumentError, match="snacks"):
        stored_from_text(f'{{"format": "magnolia", "version": 1, "profile": {{"snacks": {value}}}}}', templates)


def test_that_a_profile_refuses_a_snack_that_is_none() -> None:
    with pytest.raises(ProfileError, match="tea"):
        Profile(snacks=frozenset({"tea"}))
