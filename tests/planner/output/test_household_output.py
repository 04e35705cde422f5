"""What is written and bought for a household: everybody's portions, summed once, by name."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from planner.document.document import Document, Person
from planner.document.list_choices import ListChoices
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs import adjusted_targets
from planner.needs.profile import Profile
from planner.output.icalendar_file import plan_to_ics
from planner.output.list_files import list_to_json
from planner.output.plan_csv import plan_to_csv, recipes_to_csv
from planner.output.plan_json import outcome_to_json
from planner.output.plan_text import outcome_to_text
from planner.output.sheets import recipes_sheet, titled, week_sheet
from planner.plan.household_portions import Household, Served, own_meals
from planner.plan.outcomes import Solved
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from planner.shopping.shopping_list import shopping_list
from tests.planner.plans import bought_of
from tests.planner.tiny_foods import dish, food

TEMPLATES = read_templates()
OATS = food("oats", "hot_cereal", 100, 30, max_steps=9)
MILK = food("milk", "milk", 50, 10, max_steps=9)
PEAR = food("pear", "fruit", 60, 5, max_steps=9)
NUTS = food("nuts", "nuts_seeds", 600, 250, max_steps=9)
SOUP = dish("soup", "soup_dish", {OATS: 50.0, MILK: 100.0})
BEN = Person("Ben", Profile(sex="male", age_years=30))
MAX = Person("Max", Profile(sex="male", age_years=30))
DOCUMENT = Document(people=(BEN,), start=date(2026, 11, 23))
TABLE = bought_of(
    "oats, rolled oats, Breakfast, pantry, 0.5, 500 g bag, 500, 500 g bag, 500, 0.2",
    "milk, milk, Dairy and eggs, fridge, 1, 1000 g carton, 1000, 1000 g carton, 1000, 0.1",
)
SHARED = Plan(
    (
        Day(
            1,
            (
                Meal("breakfast", "porridge", (Portion("base", OATS, 2), Portion("milk", MILK, 1))),
                Meal("lunch", "soup_lunch", (Portion("soup", SOUP, 2),)),
            ),
        ),
    )
)
HIS = Plan(
    (
        Day(
            1,
            (
                Meal("breakfast", "porridge", (Portion("base", OATS, 3), Portion("topping", NUTS, 1))),
                Meal("lunch", "soup_lunch", (Portion("soup", SOUP, 4),)),
                Meal("evening_snack", "fruit_and_nuts", (Portion("fruit", PEAR, 1), Portion("nuts", NUTS, 1))),
            ),
        ),
    )
)


def household(*unserved: Person) -> Household:
    targets = adjusted_targets.targets_of(BEN.profile, {})
    found = Served(BEN, targets, HIS, own_meals(SHARED, HIS))
    return Household((found, *(Served(one, why=f"{one.name} has no portions.") for one in unserved)))


def test_that_a_person_with_other_foods_or_meals_has_meals_of_their_own() -> None:
    assert own_meals(SHARED, HIS) == ((1, "breakfast"), (1, "evening_snack"))


def test_that_json_has_everybodys_portions_and_totals_by_meal_and_day() -> None:
    document = replace(DOCUMENT, people=(BEN, MAX))
    targets = adjusted_targets.targets_of(document.profile, {})
    data: Any = outcome_to_json(Solved(SHARED, 1, 1, 0, True, 0.1), targets, (), household(MAX))
    ben, other = data["people"]
    assert (ben["name"], ben["served"], ben["why_not"]) == ("Ben", True, None)
    assert {row["nutrient"]: row["least"] for row in ben["targets"]}["magnesium_mg"] == 400
    assert (other["name"], other["served"], other["why_not"]) == ("Max", False, "Max has no portions.")
    (day,) = data["days"]
    breakfast, lunch = day["meals"]
    assert [(one["name"], one["template"]) for one in breakfast["people"]] == [("Ben", "porridge")]
    assert [(p["food"], p["steps"]) for p in breakfast["people"][0]["portions"]] == [("oats", 3), ("nuts", 1)]
    assert breakfast["people"][0]["totals"]["energy_kcal"]["amount"] == pytest.approx(900)
    assert [(p["food"], p["steps"]) for p in lunch["people"][0]["portions"]] == [("soup", 4)]
    (his,) = day["people"]
    assert [(p["meal"], p["food"]) for p in his["portions"]] == [
        ("breakfast", "oats"),
        ("breakfast", "nuts"),
        ("lunch", "soup"),
        ("evening_snack", "pear"),
        ("evening_snack", "nuts"),
    ]
    assert his["own_meals"] == ["breakfast", "evening_snack"]
    assert his["totals"]["magnesium_mg"]["amount"] == pytest.approx(totals(HIS.days[0].portions)[MAGNESIUM].amount)
    assert set(his["derived"]) == {"vit_a_preformed_ug", "folic_acid_added_ug"}
    assert day["totals"]["energy_kcal"]["amount"] == pytest.approx(totals(SHARED.days[0].portions)[ENERGY].amount)


def test_that_json_of_one_person_names_nobody() -> None:
    targets = adjusted_targets.targets_of(DOCUMENT.profile, {})
    data: Any = outcome_to_json(Solved(SHARED, 1, 1, 0, True, 0.1), targets)
    assert "people" not in data
    assert all("people" not in part for part in (*data["days"], *data["days"][0]["meals"]))


def test_that_text_has_a_part_for_each_person() -> None:
    targets = adjusted_targets.targets_of(DOCUMENT.profile, {})
    text = outcome_to_text(Solved(SHARED, 1, 1, 0, True, 0.1), DOCUMENT, targets, TEMPLATES, (), household())
    first, his = text.split("Portions of Ben\n")
    assert "2 cups" in first
    assert "3 cups" not in first
    assert "Evening snack: Fruit and nuts (660 kcal)" in his
    assert "3 cups" in his
    assert "Ben reaches 400 mg of magnesium from food every day." in his


def test_that_the_list_is_the_sum_of_what_everybody_eats() -> None:
    """Oats: 200 g and 50 g in a soup for one, 300 g and 100 g for Ben; half of that is bought dry."""
    document = DOCUMENT.with_shopping(ListChoices(people=5, packs="metric"))
    found = shopping_list(SHARED, document, TABLE, household=household())
    eaten = {part.food.id: part.eaten_g for line in found.lines for part in line.parts}
    assert eaten == pytest.approx({"oats": 650, "milk": 400, "pear": 100, "nuts": 200})
    assert {line.key: line.count for line in found.lines if line.pack} == {"oats": 1, "milk": 1}
    assert (found.people, found.without) == (2, ())
    assert titled(found, document).title == "Shopping list: Monday, 23 November 2026, for 2 people"


def test_that_a_list_says_whom_it_leaves_out() -> None:
    document = replace(DOCUMENT, people=(BEN, MAX))
    found = titled(shopping_list(SHARED, document, TABLE, household=household(MAX)), document)
    assert found.title.endswith(", for 2 people, without Max")
    assert list_to_json(found)["without"] == ["Max"]
    assert shopping_list(SHARED, document, TABLE).without == ("Ben", "Max")
    assert "without" not in list_to_json(shopping_list(SHARED, Document(), TABLE))


def test_that_nobody_named_leaves_the_number_of_people() -> None:
    document = Document().with_shopping(ListChoices(people=3))
    found = shopping_list(SHARED, document, TABLE)
    assert (found.people, found.without) == (3, ())
    assert {part.food.id: part.eaten_g for line in found.lines for part in line.parts}["oats"] == pytest.approx(750)


def test_that_the_days_of_a_list_are_those_of_everybody() -> None:
    two = Plan((SHARED.days[0], replace(SHARED.days[0], number=2)))
    his = replace(household().served[0], plan=Plan((HIS.days[0], replace(HIS.days[0], number=2))))
    found = shopping_list(two, DOCUMENT, TABLE, (2,), Household((his,)))
    assert {part.food.id: part.eaten_g for line in found.lines for part in line.parts}["oats"] == pytest.approx(650)
    (kept,) = Household((his,)).on((2,)).served
    assert kept.plan is not None
    assert [day.number for day in kept.plan.days] == [2]


def test_that_the_week_shows_each_persons_portion_under_the_food() -> None:
    (page,) = week_sheet(SHARED, DOCUMENT, TEMPLATES, household()).pages
    rows = dict(page.meals)
    breakfast = rows["Breakfast"][0]
    assert breakfast is not None
    assert breakfast.foods == (
        ("Oats", "2 cups"),
        ("Ben:", "3 cups"),
        ("Milk", "1 cup"),
        ("Ben:", "none"),
        ("Ben alone:", ""),
        ("Nuts", "1 cup"),
    )
    evening = rows["Evening snack"][0]
    assert evening is not None
    assert (evening.name, evening.foods[0]) == ("Fruit and nuts", ("Ben alone:", ""))
    assert "; Ben: " in page.days[0][1]


def test_that_another_meal_of_ones_own_stands_apart() -> None:
    toast = Meal("breakfast", "toast", (Portion("bread", NUTS, 1),))
    other = replace(household().served[0], plan=Plan((Day(1, (toast, *HIS.days[0].meals[1:])),)))
    (page,) = week_sheet(SHARED, DOCUMENT, TEMPLATES, Household((other,))).pages
    breakfast = dict(page.meals)["Breakfast"][0]
    assert breakfast is not None
    assert breakfast.foods == (("Oats", "2 cups"), ("Milk", "1 cup"), ("Ben alone:", ""), ("Nuts", "1 cup"))


def test_that_recipes_name_who_eats_how_much() -> None:
    (card,) = recipes_sheet(SHARED, DOCUMENT, TEMPLATES, household()).recipes
    assert card.eaten == "Mon 23 Nov lunch, 1 serving; Ben: Mon 23 Nov lunch, 2 servings"
    assert "soup" in recipes_to_csv(recipes_sheet(SHARED, DOCUMENT, TEMPLATES, household())).lower()


def test_that_a_recipe_eaten_on_many_days_names_each_person_once() -> None:
    (first,), (his,) = SHARED.days, HIS.days
    plan, theirs = Plan((first, replace(first, number=2))), Plan((his, replace(his, number=2)))
    found = Served(BEN, adjusted_targets.targets_of(BEN.profile, {}), theirs, own_meals(plan, theirs))
    (card,) = recipes_sheet(plan, DOCUMENT, TEMPLATES, Household((found,))).recipes
    assert card.eaten == (
        "Mon 23 Nov lunch, 1 serving; Tue 24 Nov lunch, 1 serving; "
        "Ben: Mon 23 Nov lunch, 2 servings; Tue 24 Nov lunch, 2 servings"
    )


def test_that_the_table_of_a_plan_has_a_column_for_the_person() -> None:
    alone = pd.read_csv(io.StringIO(plan_to_csv(SHARED, DOCUMENT, TEMPLATES)))
    assert "person" not in alone
    table = pd.read_csv(io.StringIO(plan_to_csv(SHARED, DOCUMENT, TEMPLATES, household())), keep_default_na=False)
    his = table[table.person == "Ben"]
    assert list(his.food) == ["oats", "nuts", "soup", "pear", "nuts", ""]
    assert float(his[his.row == "total"].energy_kcal.iloc[0]) == pytest.approx(
        totals(HIS.days[0].portions)[ENERGY].amount
    )
    assert len(table[table.person == ""]) == len(alone)


def test_that_the_calendar_has_everybody() -> None:
    when = datetime(2026, 11, 22, tzinfo=UTC)
    calendar = plan_to_ics(SHARED, DOCUMENT, TEMPLATES, date(2026, 11, 22), when, household()).replace("\r\n ", "")
    assert calendar.count("BEGIN:VEVENT") == 3
    assert "Ben: Oats\\, 3 cups\\; Nuts\\, 1 cup" in calendar
    assert "DESCRIPTION:Ben: Pear\\, 1 cup\\; Nuts\\, 1 cup\r\n" in calendar
