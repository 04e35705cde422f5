"""Files for other programs: what they hold, and that a hostile name stays a name in each of them."""

import csv
import io
import json
import re
import shutil
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pandas as pd
import pytest

from planner.document.document import Document, Habits, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.list_choices import ListChoices
from planner.document.read_values import DocumentError
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import ALL
from planner.language.plain_text import one_line
from planner.needs.adjusted_targets import targets_of
from planner.needs.day_targets import targets_for
from planner.needs.targets import Own, OwnTarget
from planner.output.clinician_page import clinician_sheet
from planner.output.icalendar_file import TIMES, plan_to_ics
from planner.output.list_files import list_to_csv, list_to_json, list_to_markdown, list_to_text
from planner.output.plan_csv import clinician_to_csv, plan_to_csv, recipes_to_csv
from planner.output.safe_text import markdown, safe_cell
from planner.output.sheets import (
    day_names,
    recipes_sheet,
    span,
    titled,
    week_sheet,
)
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.shopping.bought import read_bought
from planner.shopping.shopping_list import ShoppingList, shopping_list
from tests.patience import GUARD
from tests.planner.plans import HOSTILE, TEMPLATES, random_plan
from tests.planner.tiny_foods import food

START = date(2026, 11, 23)  # a Monday
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
HOSTILE_FOODS = [food(f"hostile_{number}", "grain", name=name) for number, name in enumerate(HOSTILE)]
FORMULA = re.compile(r"^[=+\-@\t\r]")


@pytest.fixture(scope="module")
def plan(catalogue: Catalogue) -> Plan:
    return random_plan(catalogue, 3, days=7)


@pytest.fixture(scope="module")
def hostile_plan() -> Plan:
    portions = tuple(Portion("base", each, 1) for each in HOSTILE_FOODS)
    return Plan((Day(1, (Meal("breakfast", "porridge", portions),)),))


@pytest.fixture(scope="module")
def hostile_list(hostile_plan: Plan) -> ShoppingList:
    choices = ListChoices(own=tuple(f"{name} again" for name in HOSTILE))
    document = Document(start=START).with_shopping(choices)
    return titled(shopping_list(hostile_plan, document, read_bought()), document)


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("name", HOSTILE)
def test_that_no_text_cell_begins_like_a_formula(name: str) -> None:
    assert not FORMULA.match(safe_cell(name))
    assert safe_cell(name).removeprefix("'") == name.removeprefix("'")


def test_that_pandas_reads_hostile_names_as_text(hostile_list: ShoppingList, hostile_plan: Plan) -> None:
    table = pd.read_csv(io.StringIO(list_to_csv(hostile_list)), keep_default_na=False)
    assert len(table) == 2 * len(HOSTILE)
    found = {name.removeprefix("'") for name in table["bought"]}
    assert found == {one_line(f"{name}{end}") for name in HOSTILE for end in ("", " again")}
    assert not any(FORMULA.match(cell) for row in table.to_numpy().tolist() for cell in row if isinstance(cell, str))
    table = pd.read_csv(io.StringIO(plan_to_csv(hostile_plan, Document(), TEMPLATES)), keep_default_na=False)
    assert {name.removeprefix("'") for name in table["name"] if name} == {one_line(name) for name in HOSTILE}
    assert not any(FORMULA.match(cell) for row in table.to_numpy().tolist() for cell in row if isinstance(cell, str))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_that_libreoffice_shows_hostile_names_as_text(hostile_list: ShoppingList, tmp_path: Path) -> None:
    source = tmp_path / "list.csv"
    source.write_text(list_to_csv(hostile_list), encoding="utf-8")
    arguments = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "fods"]
    subprocess.run([*arguments, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=GUARD)
    assert "table:formula" not in (tmp_path / "list.fods").read_text(encoding="utf-8")


def test_that_the_list_as_csv_holds_every_line_with_its_weights(plan: Plan) -> None:
    shopping = shopping_list(plan, Document(), read_bought())
    table = pd.read_csv(io.StringIO(list_to_csv(shopping)))
    lines = list(shopping.lines)
    assert table["bought"].to_list() == [line.name for line in lines]
    assert table["bought_g"].to_list() == pytest.approx([line.bought_g for line in lines], abs=0.01)
    assert (table["buy_g"] + table["at_home_g"] >= table["bought_g"] - 0.01).all()
    assert table["cost"].sum() == pytest.approx(shopping.cost, abs=0.01 * len(lines))


def test_that_the_json_has_the_promised_keys_and_adds_up(plan: Plan) -> None:
    document = Document().with_shopping(ListChoices(own=("Soap",)))
    shopping = shopping_list(plan, document, read_bought(), days=(2, 3))
    data: dict[str, Any] = json.loads(json.dumps(list_to_json(shopping)))
    keys = {"food", "bought", "aisle", "eaten_g", "bought_g", "packs", "cost"}
    assert all(keys <= line.keys() for line in data["lines"])
    assert data["days"] == [2, 3]
    assert data["own"] == [{"text": "Soap", "ticked": False}]
    assert sum(line["cost"] or 0 for line in data["lines"]) == pytest.approx(data["cost"])


def test_that_every_line_of_the_list_is_one_line_of_text(hostile_list: ShoppingList) -> None:
    count = len(list(hostile_list.lines))
    text, marked = list_to_text(hostile_list), list_to_markdown(hostile_list)
    assert sum(line.startswith("  [ ] ") for line in text.splitlines()) == count
    assert sum(line.startswith("- [ ] ") for line in marked.splitlines()) == count
    assert "<b>Bold</b>" in text
    assert "\u202e" not in text + marked
    assert "\r" not in text + marked
    ticked = ListChoices(own=("Soap",), ticked=frozenset({"own:Soap"}))
    shopping = shopping_list(Plan(()), Document().with_shopping(ticked), read_bought())
    assert "  [x] Soap\n" in list_to_text(shopping)
    assert "- [x] Soap\n" in list_to_markdown(shopping)


def test_that_markdown_is_never_interpreted() -> None:
    assert markdown("<b>a</b> *b* [c](d) `e` | #f") == r"\<b\>a\</b\> \*b\* \[c\](d) \`e\` \| \#f"
    assert markdown("1. a") == r"1\. a"
    assert markdown("- a") == r"\- a"
    assert markdown("= a") == r"\= a"
    assert markdown("see http://x.y and www.z") == r"see http\://x.y and www\.z"
    assert markdown("Spinach, cooked (½ cup): 1.5 × 3") == "Spinach, cooked (½ cup): 1.5 × 3"


def test_that_the_plan_as_csv_holds_every_portion_and_the_days_totals(plan: Plan) -> None:
    table = pd.read_csv(io.StringIO(plan_to_csv(plan, Document(start=START), TEMPLATES)))
    portions = [portion for day in plan.days for portion in day.portions]
    eaten = table[table["row"] == "portion"]
    assert eaten["food"].to_list() == [portion.food.id for portion in portions]
    assert eaten["grams"].to_list() == pytest.approx([portion.grams for portion in portions])
    sums = table[table["row"] == "total"]
    assert sums["date"].to_list() == [(START + timedelta(days=number)).isoformat() for number in range(7)]
    for nutrient in ALL:
        expected = [totals(day.portions)[nutrient].amount for day in plan.days]
        assert sums[nutrient.key].to_list() == pytest.approx(expected)
        assert eaten[nutrient.key].sum() == pytest.approx(sum(expected))


def test_that_an_unknown_amount_is_blank_and_its_total_says_so() -> None:
    plan = Plan((Day(1, (Meal("breakfast", "porridge", (Portion("base", food("oats", "grain"), 1),)),)),))
    table = pd.read_csv(io.StringIO(plan_to_csv(plan, Document(), TEMPLATES)), keep_default_na=False)
    assert table["zinc_mg"].to_list() == ["", 0.0] or table["zinc_mg"].to_list() == ["", "0.0"]
    assert "zinc_mg" in table["at_least"][1]
    assert "magnesium_mg" not in table["at_least"][1]
    assert table["date"].to_list() == ["", ""]


def test_that_the_calendar_holds_every_meal_at_its_time(plan: Plan) -> None:
    text = plan_to_ics(plan, Document(start=START), TEMPLATES, date(2020, 1, 1), NOW)
    events: list[Any] = _meals_of(text)
    expected = []
    for day in plan.days:
        for meal in day.meals:
            when = datetime.combine(START + timedelta(days=day.number - 1), TIMES[meal.meal])
            name = f"{TEMPLATES.meal(meal.meal).name}: {TEMPLATES.by_id[meal.template].name}"
            foods = [f"{portion.food.name}, {portion.household}" for portion in meal.portions]
            expected.append((when, name, foods))
    found = [
        (event["DTSTART"].dt, str(event["SUMMARY"]), str(event["DESCRIPTION"]).split("\n")[:-1]) for event in events
    ]
    assert found == expected
    assert len({str(event["UID"]) for event in events}) == len(events) == 7 * len(TEMPLATES.meals)
    assert all(event["DTSTAMP"].dt == NOW for event in events)
    assert all("mg magnesium" in str(event["DESCRIPTION"]) for event in events)


def _meals_of(text: str) -> list[Any]:
    """The events of a calendar but for those of the evening before."""
    events: list[Any] = list(icalendar.Calendar.from_ical(text).walk("VEVENT"))
    return [event for event in events if "evening-before" not in str(event["UID"])]


def test_that_hostile_names_come_through_a_calendar_unharmed(hostile_plan: Plan) -> None:
    text = plan_to_ics(hostile_plan, Document(), TEMPLATES, START, NOW)
    event: Any
    (event,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    said = str(event["DESCRIPTION"]).split("\n")
    assert said[:-1] == [f"{one_line(name)}, 1 cup" for name in HOSTILE]
    assert event["DTSTART"].dt == datetime(2026, 11, 23, 8, 0)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75


def test_that_a_calendar_at_the_end_of_time_still_holds_every_day(plan: Plan) -> None:
    document = Document(start=date.max, days=7)
    assert len(_meals_of(plan_to_ics(plan, document, TEMPLATES, START, NOW))) == 7 * len(TEMPLATES.meals)
    assert day_names(document, 2) == ("Day 2", "Day 2")


def test_that_recipes_as_csv_hold_every_ingredient(plan: Plan) -> None:
    sheet = recipes_sheet(plan, Document(), TEMPLATES)
    dishes = {portion.food for day in plan.days for portion in day.portions if portion.food.recipe}
    assert {card.name for card in sheet.recipes} == {dish.name for dish in dishes}
    found = rows(recipes_to_csv(sheet))[1:]
    assert len(found) == sum(len(dish.ingredients) for dish in dishes)


def test_that_the_clinicians_page_says_what_the_plan_holds(plan: Plan, catalogue: Catalogue) -> None:
    document = Document(start=START, days=7)
    targets = targets_for(document.profile, {}, frozenset())
    sheet = clinician_sheet(plan, document, targets, catalogue, ["A notice."])
    tables = {table.title: table for table in sheet.tables}
    assert len(tables["Targets for a day"].rows) == len(targets.all)
    assert all(row[-1] for row in tables["Targets for a day"].rows), "every target has a source"
    magnesium = next(row for row in tables["Daily totals"].rows if row[0].startswith("Magnesium"))
    sums = [totals(day.portions) for day in plan.days]
    amounts = [total.amount for each in sums for nutrient, total in each.items() if nutrient.key == "magnesium_mg"]
    shown = [float(cell.replace("≥\u00a0", "").replace(",", "")) for cell in magnesium[1:9]]
    assert shown == pytest.approx([*amounts, sum(amounts) / 7], abs=0.6)
    brought = [float(row[2].removesuffix(" mg")) for row in tables["Magnesium by food"].rows if "mg" in row[2]]
    assert sum(brought) == pytest.approx(sum(amounts) / 7, abs=0.06 * len(brought))
    assert sheet.notes[0] == "A notice."
    assert set(targets.notices) <= set(sheet.notes)
    assert any("USDA" in source for source in sheet.sources)
    assert len(rows(clinician_to_csv(sheet))) > sum(len(table.rows) for table in sheet.tables)


def test_that_a_clinician_has_boxes_to_fill_in_and_what_they_set_says_so(plan: Plan, catalogue: Catalogue) -> None:
    own: dict[str, Own] = {"potassium_mg": OwnTarget(most=3000.0, clinician=date(2026, 10, 1)), "iron_mg": 20.0}
    document = Document(start=START, days=7, targets=own)
    again = stored_from_text(stored_to_text(Stored(document)), TEMPLATES).document
    assert again.targets == own
    sheet = clinician_sheet(plan, document, targets_of(document.profile, again.targets), catalogue)
    tables = {table.title: table for table in sheet.tables}
    sources = {(row[0], row[2]): row[-1] for row in tables["Targets for a day"].rows}
    assert sources["Potassium", "3,000 mg"] == "set by your clinician, 1 Oct 2026"
    iron = next(row for row in tables["Targets for a day"].rows if row[0] == "Iron")
    assert "your own value" in iron[-1]
    boxes = tables["For your clinician to fill in: a day"]
    named = [row[0] for row in boxes.rows]
    assert {"Potassium, mg", "Protein, g", "Fibre, g", "Carbohydrate of breakfast, g"} <= set(named)
    assert all(set(cell) == {"_"} for row in boxes.rows for cell in row[1:])
    assert any("My clinician set it" in note for note in sheet.notes)


@pytest.mark.parametrize("day", ["soon", "2026-13-01", 20261001, None])
def test_that_a_day_of_a_clinician_that_is_none_is_said(day: object) -> None:
    text = {"format": "magnolia", "version": 3, "targets": {"potassium_mg": {"most": 3000, "clinician": day}}}
    with pytest.raises(DocumentError, match=r"targets\.potassium_mg\.clinician"):
        stored_from_text(json.dumps(text), TEMPLATES)


def test_that_two_weeks_are_two_pages_and_two_tables(catalogue: Catalogue) -> None:
    plan = random_plan(catalogue, 1, days=9)
    document = Document(start=START, days=9)
    sheet = week_sheet(plan, document, TEMPLATES)
    assert [len(page.days) for page in sheet.pages] == [7, 2]
    page = clinician_sheet(plan, document, targets_for(document.profile, {}), catalogue)
    assert [table.title for table in page.tables][2:4] == [
        "Daily totals, Mon 23 to Sun 29",
        "Daily totals, Mon 30 to Tue 1",
    ]


def test_that_days_are_named_by_date_or_number() -> None:
    dated = Document(start=START, days=7)
    assert span(dated, [1, 2, 3]) == "Mon 23 Nov to Wed 25 Nov 2026"
    assert span(dated, [1, 3]) == "Mon 23 Nov, Wed 25 Nov 2026"
    assert span(dated, [2]) == "Tuesday, 24 November 2026"
    assert span(Document(), [1, 2]) == "Day 1 to Day 2"
    assert span(Document(), []) == "no days"


def test_that_a_recipe_says_what_is_eaten_whole_batches_and_how_the_rest_is_kept(catalogue: Catalogue) -> None:
    """Three servings of a dish for four: one batch, and one serving to keep; rice keeps a day."""
    dal = catalogue["lentil_dal_white_rice"]
    meal = Meal("dinner", "stew_dinner", (Portion("dish", dal, 3),))
    plan = Plan((Day(1, (meal,)), Day(2, (meal,))))
    (card,) = recipes_sheet(plan, Document(days=2, habits=Habits(salt="light")), TEMPLATES).recipes
    assert (card.planned, card.batches, card.servings) == (3.0, 1, 4)
    assert card.notes[0] == "You eat 3 servings of it: 1 whole batch, with 1 serving left."
    assert "Salt that is counted: 1.5 g for each serving." in card.notes
    assert "at most 24 hours" in card.notes[-1]
    (head, *lines) = rows(recipes_to_csv(recipes_sheet(plan, Document(days=2), TEMPLATES)))
    eaten = {line[2]: float(line[head.index("g_eaten")]) for line in lines}
    assert eaten["Lentils, boiled"] == pytest.approx(3 * dal.ingredients[0].grams)
