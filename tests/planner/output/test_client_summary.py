"""The summary and the handout: names, who set the targets, which days are short, and what they are made of."""

from dataclasses import replace
from datetime import date

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.needs.day_targets import targets_for
from planner.needs.profile import Profile
from planner.needs.targets import CLINICIAN_SET_THE_TARGETS, OwnTarget
from planner.output.client_summary import summary_sheet
from planner.output.formats import HANDOUT, SUMMARY, Subject
from planner.output.sheets import ClinicianSheet, Handout, RecipesSheet, WeekSheet
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.shopping_list import ShoppingList
from tests.planner.tiny_foods import catalogue_of, food

NUTS, RICE = food("nuts", "nuts_seeds", magnesium=400.0), food("rice", "grain", magnesium=10.0)
PLAN = Plan(
    (
        Day(1, (Meal("lunch", "bowl", (Portion("base", NUTS, 1),)),)),
        Day(2, (Meal("lunch", "bowl", (Portion("base", RICE, 1),)),)),
    )
)
ANNA = Document(days=2, start=date(2026, 11, 23), name="Anna Smith")


def summary(document: Document) -> ClinicianSheet:
    return summary_sheet(PLAN, document, targets_for(document.profile, document.targets), date(2026, 11, 30))


def facts_of(sheet: ClinicianSheet) -> dict[str, str]:
    return {row[0]: row[1] for row in sheet.tables[0].rows}


def test_that_the_summary_says_for_whom_from_when_and_who_set_the_targets() -> None:
    sheet = summary(ANNA)
    assert sheet.title == "Summary · Anna Smith"
    facts = facts_of(sheet)
    assert facts["For"] == "Anna Smith"
    assert facts["Made on"] == "Monday, 30 November 2026"
    assert facts["Days"] == "Mon 23 Nov to Tue 24 Nov 2026"
    assert facts["Targets set by"].startswith("the tables")
    own = summary(replace(ANNA, targets={"magnesium_mg": OwnTarget(least=500.0)}))
    assert facts_of(own)["Targets set by"] == "own values for Magnesium; the others from the tables"
    said = summary(replace(ANNA, confirmed=frozenset({CLINICIAN_SET_THE_TARGETS})))
    assert facts_of(said)["Targets set by"] == "a clinician"


def test_that_the_days_below_a_target_are_named_in_a_strong_row() -> None:
    table = summary(ANNA).tables[1]
    least = targets_for(Profile(), {}).least(MAGNESIUM)
    assert least is not None
    assert table.rows[0][0::2] == ("Magnesium", "205 mg")
    assert table.rows[0][1].startswith(f"{least:.0f} ")
    assert table.rows[0][3] == "Tue 24 Nov"
    assert 0 in table.strong
    names = [row[0] for row in table.rows]
    assert len(names) == len(set(names)), "each nutrient once, with both ends of its range"
    sodium = next(row for row in table.rows if row[0] == "Sodium")
    assert sodium[1].startswith("at most ")
    assert sodium[3] == "", "less of it is no shortage"


def test_that_an_amount_nobody_measured_is_at_least() -> None:
    vitamin = next(row for row in summary(ANNA).tables[1].rows if row[0] == "Vitamin C")
    assert vitamin[2].startswith("≥")


def test_that_a_handout_is_the_week_the_recipes_and_the_list(catalogue: Catalogue) -> None:
    dish = next(food for food in catalogue if food.recipe is not None)
    cooked = Plan((Day(1, (Meal("dinner", "stew", (Portion("dish", dish, 2),)),)),))
    made = Subject(cooked, ANNA, targets_for(Profile(), {}), catalogue, made=date(2026, 11, 30))
    sheet = made.sheet(HANDOUT)
    assert isinstance(sheet, Handout)
    assert [type(part) for part in sheet.parts] == [WeekSheet, RecipesSheet, ShoppingList]
    assert all(part.title.endswith(" · Anna Smith") for part in (sheet, *sheet.parts))
    raw = Subject(PLAN, ANNA, targets_for(Profile(), {}), catalogue_of([NUTS, RICE])).sheet(HANDOUT)
    assert isinstance(raw, Handout)
    assert [type(part) for part in raw.parts] == [WeekSheet, ShoppingList], "without a dish there are no recipes"
    assert isinstance(made.sheet(SUMMARY), ClinicianSheet)
