from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import Document, Habits
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.needs.day_targets import targets_for
from planner.needs.profile import Profile
from planner.output.plan_text import outcome_to_text
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, Total, totals
from planner.plan.promise import promise
from ui.base import sentences
from ui.base.left_out import why_excluded


@pytest.mark.parametrize(
    ("amount", "said"), [(0, "0"), (0.864, "0.86"), (1.1, "1.1"), (18.24, "18.2"), (100.4, "100"), (1004.2, "1,004")]
)
def test_that_amounts_are_read_with_few_figures(amount: float, said: str) -> None:
    assert sentences.number(amount) == said


def test_that_missing_data_are_told() -> None:
    assert sentences.reached(Total(14.0, True), 18.0, 45.0, "mg") == "≥ 14 of 18 mg"


def test_that_an_amount_above_its_limit_names_the_limit() -> None:
    assert sentences.reached(Total(2400.0, False), 1500.0, 2300.0, "mg") == "2,400 mg, over 2,300"


def test_that_days_are_named_by_the_start_of_the_document() -> None:
    monday = Document(start=date(2026, 11, 23))
    assert [sentences.day_name(monday, day) for day in (1, 7, 8)] == ["Mon", "Sun", "Mon"]
    assert sentences.day_name(Document(), 3) == "Day 3"


def test_that_the_plan_promises_what_it_holds(day_plan: Plan) -> None:
    targets = targets_for(Profile(), {})
    assert promise(day_plan, targets) == "Magnesium comes from food alone: the day reaches 320 mg."
    higher = targets_for(Profile(), {"magnesium_mg": 5000.0})
    (total,) = sentences.magnesium(day_plan).values()
    covered = int(total.amount)
    said = f"Food covers {covered} of 5,000 mg of magnesium; {5000 - covered:,} mg are missing."
    assert promise(day_plan, higher) == said


def test_that_a_plan_short_of_its_target_says_the_gap_of_the_worst_day(day_plan: Plan) -> None:
    (day,) = day_plan.days
    less = replace(day, number=2, meals=day.meals[:2])
    few, many = (totals(each.portions)[MAGNESIUM].amount for each in (less, day))
    targets = targets_for(Profile(), {"magnesium_mg": many})
    assert promise(Plan((day, less)), targets) == (
        f"1 of 2 days reach {sentences.number(many)} mg of magnesium; "
        f"on the day with least, {sentences.number(many - int(few))} mg are missing."
    )


def test_that_a_change_names_what_went_and_came(day_plan: Plan, other_plan: Plan) -> None:
    assert sentences.change(day_plan, day_plan) == "The plan stays as it is."
    assert " out; " in sentences.change(day_plan, other_plan)


def test_that_a_portion_of_another_size_is_told_with_its_size(day_plan: Plan) -> None:
    (day,) = day_plan.days
    lunch = day.meals[1]
    larger = replace(lunch.portions[0], steps=lunch.portions[0].steps + 1)
    after = Plan(
        (replace(day, meals=(day.meals[0], replace(lunch, portions=(larger, *lunch.portions[1:])), *day.meals[2:])),)
    )
    name = larger.food.name.split(",")[0]
    assert sentences.change(day_plan, after) == f"{name} is now {larger.household}; all else stays."


def test_that_a_gap_is_said_only_where_it_tells_something(day_plan: Plan) -> None:
    near = Solved(day_plan, 10.0, 9.2, 0.08, False, 3.0)
    far = replace(near, bound=7.0, gap=0.3)
    assert sentences.quality(near) == "Within 8 % of the best plan · 3.0 s"
    assert sentences.quality(far) == "A better one may exist; none was found · 3.0 s"
    targets = targets_for(Profile(), {})
    assert "Within 8 % of the best plan" in outcome_to_text(near, Document(), targets, read_templates())
    assert "none was found in 3.0 s." in outcome_to_text(far, Document(), targets, read_templates())
    assert "Within" in sentences.quality(replace(far, proven=True))


def test_that_a_dish_for_the_oven_says_why_it_is_left_out(catalogue: Catalogue) -> None:
    hot = catalogue["lasagne_beef"]
    assert why_excluded(Document(), hot) is None
    word, why = why_excluded(Document(habits=Habits(no_oven=True)), hot) or ("", "")
    assert word == "needs an oven"
    assert "Lock it" in why
