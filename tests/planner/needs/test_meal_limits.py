"""Carbohydrate by the meal: ranges, what a plan holds of them, and what is said where there is no plan."""

from dataclasses import replace

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock, Person, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.editing.swaps import alternatives
from planner.explain.user_choices import choices_of, without
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY
from planner.household.serve import serve_household
from planner.needs.adjusted_targets import targets_of
from planner.needs.meal_limits import ALIKE, range_text
from planner.needs.medical_rules import why_banned
from planner.needs.notices import notices
from planner.needs.profile import MealRange, Profile, ProfileError
from planner.optimise.request import Request
from planner.output.clinician_page import clinician_sheet
from planner.own.food import food_of
from planner.plan.audit import audit
from planner.plan.outcomes import Infeasible, Solved
from planner.plan.plan import Meal, Plan
from planner.planner import make_plan
from tests.planner.needs.audited_plans import planned
from tests.planner.own_examples import with_amounts

CARBOHYDRATE = BY_KEY["carb_g"]
DIABETES = Profile(age_years=60, conditions=frozenset({"diabetes"}))


def grams(meal: Meal) -> float:
    """Carbohydrate of a meal, added up by hand [g]."""
    return sum(portion.grams * portion.food.amounts.get(CARBOHYDRATE, 0.0) / 100 for portion in meal.portions)


def outside(plan: Plan, profile: Profile) -> list[str]:
    """The meals of a plan that are not within the ranges of a profile."""
    ranges = {limit.meal: limit for limit in targets_of(profile, {}).meals}
    return [
        f"day {day.number}: {meal.meal}"
        for day in plan.days
        for meal in day.meals
        if (limit := ranges.get(meal.meal)) is not None
        and not (limit.least or 0.0) - 1e-6 <= grams(meal) <= (limit.most or 1e9) + 1e-6
    ]


# The ranges


def test_that_with_diabetes_every_meal_has_a_range_of_fifteen_grams() -> None:
    ranges = targets_of(DIABETES, {}).meals
    assert [limit.meal for limit in ranges] == ["breakfast", "lunch", "dinner", "snack"]
    assert {(limit.most or 0.0) - (limit.least or 0.0) for limit in ranges} == {ALIKE}
    assert targets_of(replace(DIABETES, conditions=frozenset()), {}).meals == ()


# E kcal × 45 % / 4 kcal a gram, of a breakfast of 18 to 30 % of the energy: its middle is 24 %.
def test_that_the_middle_is_45_percent_of_the_energy_of_the_meal() -> None:
    wanted = targets_of(DIABETES, {})
    breakfast = wanted.meals[0]
    middle = ((breakfast.least or 0.0) + (breakfast.most or 0.0)) / 2
    assert middle == pytest.approx(0.45 * 0.24 * wanted.energy_kcal / 4, abs=0.5)


@pytest.mark.parametrize(
    ("own", "with_diabetes", "without_it"),
    [
        (MealRange("lunch", 40.0, 60.0), (42.5, 57.5), (40.0, 60.0)),
        (MealRange("lunch", 45.0, 55.0), (45.0, 55.0), (45.0, 55.0)),
        (MealRange("lunch", None, 60.0), (45.0, 60.0), (None, 60.0)),
        (MealRange("lunch", 40.0, None), (40.0, 55.0), (40.0, None)),
        (MealRange("lunch", None, 10.0), (0.0, 10.0), (None, 10.0)),
    ],
)
def test_that_of_an_own_range_the_middle_counts_with_diabetes_and_all_of_it_without(
    own: MealRange, with_diabetes: tuple[float, float], without_it: tuple[float | None, float | None]
) -> None:
    for conditions, expected in ((frozenset({"diabetes"}), with_diabetes), (frozenset[str](), without_it)):
        ranges = targets_of(Profile(conditions=conditions, meal_limits=(own,)), {}).meals
        lunch = next(limit for limit in ranges if limit.meal == "lunch")
        assert (lunch.least, lunch.most) == expected
        assert lunch.own


@pytest.mark.parametrize(
    "ranges",
    [
        (MealRange("lunch"),),
        (MealRange("lunch", 60.0, 40.0),),
        (MealRange("lunch", -1.0),),
        (MealRange("lunch", float("nan")),),
        (MealRange("lunch", None, 501.0),),
        (MealRange("lunch", 1.0), MealRange("lunch", 2.0)),
    ],
)
def test_that_what_is_no_range_is_refused(ranges: tuple[MealRange, ...]) -> None:
    with pytest.raises(ProfileError, match="carbohydrate"):
        Profile(meal_limits=ranges)


# The document


def test_that_a_document_keeps_the_ranges_of_everybody(templates: Templates) -> None:
    own = (MealRange("breakfast", 40.0, 60.0), MealRange("snack", None, 20.0))
    eva = Person("Eva", Profile(meal_limits=(MealRange("dinner", 30.0),)))
    document = Document(profile=Profile(meal_limits=own), people=(eva,))
    text = stored_to_text(Stored(document))
    assert '"meal_limits"' in text
    assert stored_from_text(text, templates).document == document
    assert "meal_limits" not in stored_to_text(Stored(Document()))


@pytest.mark.parametrize(
    "value",
    [
        "[]",
        "null",
        '{"tea": {"carb_g": {"most": 5}}}',
        '{"lunch": {}}',
        '{"lunch": {"carb_g": {}}}',
        '{"lunch": {"carb_g": 50}}',
        '{"lunch": {"fat_g": {"most": 5}}}',
        '{"lunch": {"carb_g": {"least": 60, "most": 40}}}',
        '{"lunch": {"carb_g": {"most": "60"}}}',
        '{"lunch": {"carb_g": {"most": 1e400}}}',
        '{"lunch": {"carb_g": {"about": 60}}}',
    ],
)
def test_that_a_document_with_another_range_is_refused_with_its_key(value: str, templates: Templates) -> None:
    with pytest.raises(DocumentError, match="meal_limits"):
        stored_from_text(f'{{"format": "magnolia", "version": 1, "meal_limits": {value}}}', templates)


# Plans


def test_that_a_plan_breaks_without_the_rule_and_holds_with_it(some_foods: Catalogue, templates: Templates) -> None:
    """Loved starches pull every meal out of its range, until the person has diabetes."""
    starch = {food.id: LOVE for food in some_foods if food.amounts.get(CARBOHYDRATE, 0.0) > 20}
    plain = Document(profile=replace(DIABETES, conditions=frozenset()), days=2, tastes=starch)
    assert outside(planned(some_foods, plain, templates), DIABETES)
    plan = planned(some_foods, replace(plain, profile=DIABETES), templates)
    assert outside(plan, DIABETES) == []
    for name in ("breakfast", "lunch", "dinner", "snack"):
        held = [grams(meal) for day in plan.days if (meal := day.meal(name)) is not None]
        assert max(held) - min(held) <= ALIKE + 1e-6


def test_that_somebody_at_the_table_has_meals_within_their_ranges(some_foods: Catalogue, templates: Templates) -> None:
    document = Document(profile=Profile(age_years=60), people=(Person("Eva", DIABETES),))
    plan = planned(some_foods, document, templates)
    served = serve_household(some_foods, document, plan, seed=0, seconds=20.0, templates=templates)
    assert [outside(theirs, DIABETES) for _eva, theirs in served.at_table] == [[]]


def test_that_no_swap_leaves_the_range_of_a_meal(some_foods: Catalogue, templates: Templates) -> None:
    document = Document(profile=DIABETES)
    plan = planned(some_foods, document, templates)
    wanted = targets_of(DIABETES, {})
    lunch = plan.days[0].meal("lunch")
    assert lunch is not None
    for portion in lunch.portions:
        food_id = portion.food.id
        offered = alternatives(some_foods, document, plan, 1, "lunch", food_id, templates=templates, targets=wanted)
        assert [outside(offer.plan, DIABETES) for offer in offered] == [[] for _offer in offered]


def test_that_the_audit_finds_a_meal_outside_its_range_by_itself(some_foods: Catalogue, templates: Templates) -> None:
    plain = Document(profile=replace(DIABETES, conditions=frozenset()))
    plan = planned(some_foods, plain, templates)
    narrow = Profile(age_years=60, meal_limits=(MealRange("lunch", 1.0, 2.0),))
    wrong = audit(plan, replace(plain, profile=narrow), targets_of(narrow, {}), templates)
    assert any("lunch" in each and "carbohydrate" in each for each in wrong)


def test_that_a_range_no_food_can_meet_is_proven_and_named_and_no_plan_is_made(
    few_foods: Catalogue, templates: Templates
) -> None:
    own = (MealRange("lunch", 490.0, 500.0),)
    document = Document(profile=Profile(meal_limits=own))
    outcome = make_plan(few_foods, Request(document, seconds=60.0))
    assert isinstance(outcome, Infeasible), outcome
    named = choices_of(document, 1, few_foods.foods, templates, lambda food: True)
    mine = next(choice for choice in named if choice.kind == "meal range")
    assert "dietitian" in mine.words
    assert without(document, [mine]).profile.meal_limits == ()


def test_that_a_locked_meal_is_held_to_its_range(some_foods: Catalogue, templates: Templates) -> None:
    """Half a cup of rice alone is more than the 2 g the person may have at lunch, locked or not."""
    rice = next(food for food in some_foods if food.roles == {"grain"})
    template, slot = next(
        (template, slot) for template in templates.for_meal("lunch") for slot in template.slots if slot.takes(rice)
    )
    assert template
    lock = Lock(1, "lunch", None, (FixedPortion(slot.id, rice.id, rice.min_steps),))
    narrow = Profile(meal_limits=(MealRange("lunch", None, 2.0),))
    assert not isinstance(make_plan(some_foods, Request(Document(profile=narrow, locks=(lock,)), seconds=30.0)), Solved)


# What is said


def test_that_an_own_food_of_unknown_carbohydrate_is_left_out_where_meals_are_counted() -> None:
    own = food_of(with_amounts(carb_g=None))
    assert why_banned(DIABETES, own)
    assert why_banned(Profile(meal_limits=(MealRange("lunch", 1.0),)), own)
    assert why_banned(Profile(), own) is None


def test_that_the_ranges_stand_in_the_notices_and_on_the_clinicians_page(
    some_foods: Catalogue, templates: Templates
) -> None:
    who = replace(DIABETES, meal_limits=(MealRange("lunch", 50.0, 60.0),), medicines=("insulin",))
    wanted = targets_of(who, {})
    said = notices(who, wanted, (), ())
    assert any("lunch 50 to 60 g" in each for each in said)
    document = Document(profile=who)
    page = clinician_sheet(planned(some_foods, document, templates), document, wanted, some_foods)
    table = next(table for table in page.tables if table.title == "Carbohydrate of each meal")
    assert [row[1] for row in table.rows] == [range_text(limit) for limit in wanted.meals]
    lunch = next(row for row in table.rows if row[0] == "Lunch")
    assert "clinician" in lunch[4]
    assert 50 <= float(lunch[2]) <= float(lunch[3]) <= 60
