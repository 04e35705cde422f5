"""For which meals a line is: days and meals, dishes by their names, everybody at the table."""

from dataclasses import replace
from datetime import date

from planner.document.document import Document, Person
from planner.needs.profile import Profile
from planner.plan.household_portions import Household, Served
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.for_meals import Use, uses_of_lines, uses_text
from tests.planner.tiny_foods import food

OATS, NUTS = food("oats", "hot_cereal"), food("nuts", "nuts_seeds")
MONDAY = date(2026, 11, 23)


def day(number: int, *meals: tuple[str, tuple[str, ...]]) -> Day:
    foods = {"oats": OATS, "nuts": NUTS}
    return Day(
        number,
        tuple(Meal(meal, "bowl", tuple(Portion("base", foods[name], 1) for name in names)) for meal, names in meals),
    )


PLAN = Plan(
    (
        day(1, ("breakfast", ("oats", "nuts"))),
        day(2, ("breakfast", ("oats",)), ("snack", ("nuts",))),
        day(3, ("breakfast", ("oats",))),
    )
)


def test_that_a_line_names_the_days_and_meals_that_take_of_it() -> None:
    uses = uses_of_lines(PLAN, {}, (1, 2, 3))
    assert uses["nuts"] == (Use(1, "breakfast"), Use(2, "snack"))
    document = Document(start=MONDAY)
    assert uses_text(uses["nuts"], document, (1, 2, 3)) == "Mon breakfast · Tue snack"
    assert uses_text(uses["oats"], document, (1, 2, 3)) == "every day breakfast"
    assert uses_text(uses["nuts"], Document(), (1, 2, 3)) == "day 1 breakfast · day 2 snack"


def test_that_other_days_are_left_out_and_two_of_two_are_named() -> None:
    uses = uses_of_lines(PLAN, {}, (1, 2))
    assert uses_text(uses["oats"], Document(start=MONDAY), (1, 2)) == "Mon, Tue breakfast"
    assert "nuts" not in uses_of_lines(PLAN, {}, (3,))


def test_that_a_weekday_that_comes_twice_has_its_date() -> None:
    assert (
        uses_text((Use(1, "snack"), Use(8, "snack")), Document(start=MONDAY), (1, 8)) == "Mon 23 Nov, Mon 30 Nov snack"
    )


def test_that_a_meal_only_somebody_else_has_counts() -> None:
    theirs = Plan((day(1, ("snack", ("oats",))),))
    household = Household((Served(Person("Ben", Profile()), plan=theirs),))
    assert Use(1, "snack") in uses_of_lines(PLAN, {}, (1,), household)["oats"]


def test_that_a_dish_is_named_where_it_is_cooked_into() -> None:
    uses = (Use(2, "dinner", "Lentil soup"), Use(3, "lunch", "Lentil soup"), Use(3, "snack"))
    assert uses_text(uses, Document(start=MONDAY), (1, 2, 3)) == "Tue, Wed Lentil soup · Wed snack"
    assert replace(uses[0], dish="") == Use(2, "dinner")
