"""The drinks of every day count in the limits on portions of conditions: in the model, the audit, swaps and edits."""

from dataclasses import replace

from planner.document.document import Document, Person
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.optimise.beside import question_of
from planner.optimise.horizon import horizon_of
from planner.plan.allowed import household_limits
from planner.plan.audit import audit
from planner.plan.drinks import drinks_of
from planner.plan.plan import Day, Meal, Plan, Portion

STONES = Profile(conditions=frozenset({"oxalate stones"}))
COCOA = Document(profile=STONES, days=1, drinks={"hot_cocoa": 2})


def test_that_a_drink_of_every_day_leaves_nothing_of_a_limit_of_one(catalogue: Catalogue) -> None:
    drunk = [catalogue["hot_cocoa"]]
    (limit,) = household_limits(COCOA, drunk)
    assert limit.most == 0
    assert "What you drink every day counts" in limit.reason
    (without,) = household_limits(replace(COCOA, drinks={}))
    assert without.most == 1
    (question,) = question_of(horizon_of(catalogue, COCOA), 1, {}).limits
    assert question.most == 0
    other = Document(days=1, drinks={"hot_cocoa": 2}, people=(Person("Sam", STONES),))  # nobody said what Sam drinks
    assert [each.most for each in household_limits(other, drunk)] == [1]


def test_that_the_audit_counts_what_is_drunk(catalogue: Catalogue, templates: Templates) -> None:
    targets = targets_of(STONES, {})
    portion = Portion("base", catalogue["potato_baked"], 1)
    meals = (Meal("dinner", templates.for_meal("dinner")[0].id, (portion,)),)

    def wrong(document: Document) -> list[str]:
        plan = Plan((Day(1, meals, drinks_of(document, catalogue)),))
        return [said for said in audit(plan, document, targets, templates) if "high in oxalate" in said]

    assert len(wrong(COCOA)) == 1
    assert wrong(replace(COCOA, drinks={})) == []
    assert wrong(replace(COCOA, drinks={"coffee": 2})) == []
