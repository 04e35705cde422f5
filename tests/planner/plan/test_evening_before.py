"""What is said of the evening before: by the foods a day eats, in dishes too, and on the day before it."""

from datetime import UTC, date, datetime

from planner.document.document import Document
from planner.document.document_json import with_id
from planner.foods.catalogue import Catalogue
from planner.foods.meals import LEFTOVERS, read_templates
from planner.output.icalendar_file import plan_to_ics
from planner.output.sheets import week_sheet
from planner.plan.evening_before import begins_with, evening_before, this_evening
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.tiny_foods import dish, food

BEANS = food("black_beans", "legume", name="Black beans, boiled", flags=frozenset({"soak"}))
SHRIMP = food("shrimp", "fish", name="Shrimp, cooked", flags=frozenset({"thaw"}))
KALE = food("kale", "cooked_vegetable")
STEW = dish("stew", "stew_dish", {BEANS: 100.0, KALE: 50.0})


def day(number: int, *meals: Meal) -> Day:
    return Day(number, meals)


def dinner(*foods: object, template: str = "stew_dinner") -> Meal:
    return Meal("dinner", template, tuple(Portion("dish", each, 1) for each in foods))  # type: ignore[arg-type]


PLAN = Plan(
    (day(1, dinner(SHRIMP, KALE)), day(2, dinner(STEW)), day(3, Meal("lunch", LEFTOVERS, dinner(STEW).portions)))
)


def test_that_dry_pulses_are_soaked_and_frozen_fish_is_thawed_the_evening_before() -> None:
    assert begins_with(PLAN) == ("Thaw in the fridge: shrimp.",)
    assert this_evening(PLAN, 1) == ("Soak overnight: black beans.",)
    assert this_evening(PLAN, 2) == ()  # leftovers are cooked
    assert this_evening(PLAN, 3) == ()
    assert begins_with(Plan(())) == ()


def test_that_a_dish_that_stands_overnight_says_so(catalogue: Catalogue) -> None:
    oats = catalogue["overnight_oats_berry"]
    assert evening_before(day(1, Meal("breakfast", "cooked_breakfast", (Portion("dish", oats, 2),)))) == (
        f"{oats.name}: Stir the oats together and leave them in the fridge.",
    )


def test_that_every_dish_that_needs_the_day_before_is_known_to(catalogue: Catalogue) -> None:
    """Read from the methods, which somebody else wrote: what speaks of the evening before has a task then."""
    said = [
        each.id
        for each in catalogue
        if each.recipe is not None
        and any(word in " ".join(each.recipe.method).casefold() for word in ("day before", "evening before"))
    ]
    assert len(said) > 10
    without = [each for each in said if not evening_before(day(1, dinner(catalogue[each])))]
    assert without == []


def test_that_the_week_on_paper_has_a_row_for_the_evening() -> None:
    (page,) = week_sheet(PLAN, Document(days=3), read_templates()).pages
    name, cells = page.meals[-1]
    assert name == "This evening"
    assert cells[0] is not None
    assert [said for said, _ in cells[0].foods] == [
        "The evening before: Thaw in the fridge: shrimp.",
        "Soak overnight: black beans.",
    ]
    assert cells[1] is None


def test_that_the_calendar_has_the_evening_before_the_first_day_too() -> None:
    now = datetime(2026, 11, 30, 9, tzinfo=UTC)
    text = plan_to_ics(PLAN, Document(days=3), read_templates(), date(2026, 12, 1), now)
    unfolded, whose = text.replace("\r\n ", ""), with_id(Document(days=3)).id
    assert f"UID:20261130-evening-before-{whose}@magnolia.invalid" in unfolded
    assert f"UID:20261201-evening-before-{whose}@magnolia.invalid" in unfolded
    assert text.count("evening-before") == 2
