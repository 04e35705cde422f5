"""What a plan promises: magnesium from food alone, and beside it every nutrient that is short."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.language.phrases import inside
from planner.needs.adjusted_targets import targets_of
from planner.needs.day_targets import targets_for
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.output.clinician_page import clinician_sheet
from planner.output.plan_text import outcome_to_text
from planner.plan import promise
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, Total
from tests.planner.plans import plan_of
from tests.planner.tiny_foods import catalogue_of, food

SHARES = {"magnesium_mg": 1.2, "vit_b12_ug": 0.6, "vit_d_ug": 0.2, "sodium_mg": 0.1}


def targets() -> Targets:
    """Those of a healthy woman of 40 for magnesium, the vitamins B12 and D, and sodium alone."""
    whole = targets_for(Profile(), {})
    kept = tuple(target for target in whole.all if target.nutrient.key in SHARES)
    return replace(whole, all=kept, notices=())


def plan(*days: Mapping[str, float]) -> Plan:
    """Days on which one food holds these shares of the targets."""
    foods = []
    for number, shares in enumerate(days):
        held = {BY_KEY[key]: share * (targets().least(BY_KEY[key]) or 0) for key, share in shares.items()}
        foods.append(((replace(food(f"food_{number}", "grain", step_g=100.0), amounts=held), 1),))
    return plan_of(*foods)


GOOD = {"magnesium_mg": 1.2, "vit_b12_ug": 1.0, "vit_d_ug": 1.0, "sodium_mg": 0.1}
LOW_B12 = GOOD | {"vit_b12_ug": 0.65}
LOW_BOTH = LOW_B12 | {"vit_d_ug": 0.2}


@pytest.mark.parametrize(
    ("days", "said", "noted"),
    [
        ([GOOD], "Magnesium comes from food alone: the day reaches 320 mg.", ""),
        ([GOOD, GOOD], "Magnesium comes from food alone: every day reaches 320 mg.", ""),
        (
            [LOW_BOTH],
            "Magnesium comes from food alone: the day reaches 320 mg. "
            "Vitamin D and vitamin B12 are below their targets: see the notes.",
            "Below the target: vitamin D 20 %, vitamin B12 65 %.",
        ),
        (
            [LOW_B12, LOW_B12],
            "Magnesium comes from food alone: every day reaches 320 mg. "
            "Vitamin B12 is below its target: see the notes.",
            "Below the target: vitamin B12 on 2 of 2 days (least: 65 %).",
        ),
        (
            [GOOD, LOW_BOTH, LOW_B12],
            "Magnesium comes from food alone: every day reaches 320 mg. "
            "On one day or more, vitamin D and vitamin B12 are below their targets: see the notes.",
            "Below the target: vitamin D on 1 of 3 days (least: 20 %), vitamin B12 on 2 of 3 days (least: 65 %).",
        ),
    ],
)
def test_that_the_promise_is_of_magnesium_and_names_what_is_short(
    days: list[Mapping[str, float]], said: str, noted: str
) -> None:
    assert promise.promise(plan(*days), targets()) == said
    assert " ".join(promise.notes(plan(*days), targets())) == noted


def test_that_a_day_just_short_is_short_and_what_figures_do_not_show_is_not() -> None:
    assert promise.short_of(plan(GOOD | {"vit_b12_ug": 0.994}), targets())
    assert not promise.short_of(plan(GOOD | {"vit_b12_ug": 0.996}), targets())


def test_that_missing_data_are_told() -> None:
    short = plan({"magnesium_mg": 1.2, "vit_d_ug": 1.0})
    assert promise.short_of(short, targets()) == {BY_KEY["vit_b12_ug"]: (Total(0.0, True),)}
    assert promise.notes(short, targets()) == ("Below the target: vitamin B12 at least 0 %.",)


def test_that_nothing_is_promised_where_nothing_is_asked_of_magnesium() -> None:
    none = replace(targets(), all=tuple(row for row in targets().all if row.nutrient.key != "magnesium_mg"))
    assert promise.promise(plan(GOOD), none) == ""
    assert promise.promise(plan(LOW_B12), none) == "Vitamin B12 is below its target: see the notes."


def test_that_many_names_are_few_in_the_promise_and_all_in_the_note() -> None:
    whole = targets_of(Profile(), {})
    short = plan({"magnesium_mg": 1.2})
    assert " more are below their targets: see the notes." in promise.promise(short, whole)
    (note,) = promise.notes(short, whole)
    assert all(inside(nutrient.label) in note for nutrient in promise.short_of(short, whole))
    assert "EPA" in note or "α-Linolenic" in note


def test_that_text_and_clinicians_page_say_both() -> None:
    days = plan(LOW_B12)
    promised, noted = promise.promise(days, targets()), promise.notes(days, targets())
    text = outcome_to_text(Solved(days, 1, 1, 0, True, 0.1), Document(), targets(), read_templates(), noted)
    page = clinician_sheet(days, Document(), targets(), catalogue_of(()))
    assert promised in text
    assert noted[0] in text
    assert page.notes[:2] == (promised, *noted)


def test_that_the_last_day_of_the_calendar_is_no_end_of_the_text() -> None:
    found = Solved(plan(GOOD, GOOD), 1, 1, 0, True, 0.1)
    text = outcome_to_text(found, Document(days=2, start=date.max), targets(), read_templates())
    assert "Friday, 31 December 9999" in text
    assert "Day 2" in text


def test_that_what_does_not_show_in_the_figures_is_not_short_but_of_magnesium_all_counts() -> None:
    vitamin_d = BY_KEY["vit_d_ug"]
    assert not promise.is_short(vitamin_d, 14.98, 15.0)
    assert promise.is_short(vitamin_d, 14.7, 15.0)
    assert promise.is_short(MAGNESIUM, 319.0, 320.0)
    assert not promise.is_short(MAGNESIUM, 320.0, 320.0)
