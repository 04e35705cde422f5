"""The cook page: today first, everybody's pot, recipes it cannot scale said, any width."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Person
from planner.document.list_choices import ListChoices
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.needs.profile import Profile
from planner.plan.household_portions import Household, Served
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.ui.clicks import click
from ui.base.look import TARGET, Look, Theme
from ui.cook.cook_view import CookView
from ui.workspace.screen_state import ScreenState

MONDAY = date(2026, 11, 23)
DOCUMENT = Document(days=3, start=MONDAY)


def day(number: int, dish: Food, steps: int, fruit: Food) -> Day:
    meals = (Meal("dinner", "stew", (Portion("dish", dish, steps),)), Meal("snack", "fruit", (Portion("f", fruit, 1),)))
    return Day(number, meals)


@pytest.fixture
def plan(catalogue: Catalogue) -> Plan:
    soup, apple = catalogue.foods["lentil_spinach_soup"], catalogue.foods["apple"]
    return Plan(tuple(day(number, soup, 2, apple) for number in (1, 2, 3)))


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Iterator[Look]:
    made = Look(qapp, settings)
    yield made
    made.deleteLater()


@pytest.fixture
def view(qtbot: QtBot, look: Look, plan: Plan) -> CookView:
    made = CookView(look)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    made.show_state(ScreenState(plan=plan, document=DOCUMENT), date(2026, 11, 24))
    return made


def test_that_today_is_shown_until_another_day_is_chosen(view: CookView, plan: Plan) -> None:
    assert view.shown_day == 2
    assert view.days.currentText() == "Tue 24 Nov, today"
    assert view.title.text() == "Tuesday, 24 November 2026"
    click(view.after)
    assert view.shown_day == 3
    assert not view.after.isEnabled()
    click(view.before)
    click(view.before)
    assert (view.shown_day, view.before.isEnabled()) == (1, False)
    view.show_state(ScreenState(plan=plan, document=replace(DOCUMENT, days=4)), date(2026, 11, 24))
    assert view.shown_day == 1
    view.show_state(ScreenState(plan=Plan(plan.days[1:]), document=DOCUMENT), date(2026, 12, 24))
    assert view.shown_day == 2, "a plan without the chosen day and without today begins with its first"


def test_that_everybody_eats_of_one_pot_with_the_same_numbers_in_list_and_steps(view: CookView, plan: Plan) -> None:
    assert "55 g of brown or green lentils" not in view.text
    assert view.text.count("55 g (generous") == 2  # 220 g for four: once to measure out, once in the step
    ben = Served(Person("Ben & <b>", Profile()), plan=plan)
    document = replace(DOCUMENT, people=(ben.person,))
    view.show_state(ScreenState(plan=plan, document=document, household=Household((ben,))))
    assert view.whom.text() == "For you and Ben & <b>, in one pot."
    assert "2 servings · you 1, Ben & <b> 1 · 50 minutes" in view.text
    assert view.text.count("110 g (generous") == 2
    assert view.missing.text() == ""
    without = Household((replace(ben, plan=None, why="…"),))
    view.show_state(ScreenState(plan=plan, document=document, household=without))
    assert view.missing.text() == "Without Ben & <b>, whose portions are not known."
    assert not view.missing.isHidden()


def test_that_people_without_names_count(view: CookView, plan: Plan) -> None:
    document = replace(DOCUMENT, shopping=ListChoices(people=4))
    view.show_state(ScreenState(plan=plan, document=document))
    assert view.whom.text() == "For 4 people."
    assert view.text.count("220 g (generous") == 2


def test_that_times_stand_beside_the_steps_as_text(view: CookView) -> None:
    assert "25–30 min" in view.text
    assert "10 min" in view.text


def test_that_the_evening_before_is_said_on_both_days(view: CookView, plan: Plan, catalogue: Catalogue) -> None:
    oats = next(food for food in catalogue if food.recipe is not None and food.recipe.evening_before)
    assert oats.recipe is not None
    apple = catalogue.foods["apple"]
    days = (plan.days[0], day(2, oats, 1, apple))
    view.show_state(ScreenState(plan=Plan(days), document=DOCUMENT), MONDAY)
    assert view.text.startswith("This evening, for tomorrow\n")
    assert f"{oats.name}: {oats.recipe.evening_before}" in view.text
    view.choose_day(2)
    assert "This evening" not in view.text
    view.show_state(ScreenState(plan=Plan((day(1, oats, 1, apple),)), document=DOCUMENT), MONDAY)
    assert view.text.startswith("Done the evening before\n")


def test_that_a_recipe_it_cannot_scale_is_shown_as_written_and_says_so(
    view: CookView, plan: Plan, catalogue: Catalogue
) -> None:
    soup = catalogue.foods["lentil_spinach_soup"]
    assert soup.recipe is not None
    odd = replace(soup, id="own_soup", recipe=replace(soup.recipe, method=("Add 3 snozzberries.",)))
    view.show_state(ScreenState(plan=Plan((day(1, odd, 1, soup),)), document=DOCUMENT))
    assert "The steps are written for 4 servings: take 0.12 times of each amount in them." in view.text
    assert "Add 3 snozzberries." in view.text
    assert "What goes in, as eaten" in view.text
    assert "82 g" in view.text  # of 165 g of lentils a serving


def test_that_without_a_plan_the_page_says_what_is_missing(view: CookView) -> None:
    view.show_state(ScreenState())
    assert not view.empty.isHidden()
    assert view.area.isHidden()
    assert view.shown_day is None


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
@pytest.mark.parametrize("width", [320, 1400])
def test_that_nothing_is_cut_at_any_width(view: CookView, look: Look, width: int, theme: Theme) -> None:
    look.set_theme(theme)
    view.resize(width, 500)
    QApplication.processEvents()
    inside = view.area.widget()
    assert inside is not None
    assert inside.width() <= view.area.viewport().width()
    for each in inside.findChildren(QLabel):
        if each.wordWrap() and each.text():
            assert each.height() >= each.heightForWidth(each.width()), each.text()
            assert each.textFormat() is Qt.TextFormat.PlainText
    for button in view.findChildren(QAbstractButton):
        assert button.accessibleName()
        assert min(button.width(), button.height()) >= TARGET
