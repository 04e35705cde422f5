"""A food of the USDA tables becomes an own food: with one press, or asked for where somebody may not eat everything."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner.foods.usda import read_usda
from planner.needs.profile import Profile
from planner.own.food import OwnFood
from tests.patience import GUARD_MS
from tests.planner.own_examples import yogurt
from tests.ui.clicks import click, write
from tests.ui.now.entering import enter
from ui.now.now_view import NowView
from ui.own.own_food_dialog import OwnFoodDialog
from ui.window.app import Built

BAGEL = "bagel, oat"  # no food of the catalogue is called so


def own_foods(built: Built) -> tuple[OwnFood, ...]:
    return built.workspace.document.own_foods


def dialog_of(qtbot: QtBot, built: Built) -> OwnFoodDialog:
    qtbot.waitUntil(lambda: bool(built.window.findChildren(OwnFoodDialog)), timeout=GUARD_MS)
    return built.window.findChildren(OwnFoodDialog)[-1]


def test_that_a_food_that_is_found_becomes_an_own_one_with_one_press_and_is_undone(built: Built, view: NowView) -> None:
    page = view.days
    write(page.search, BAGEL)
    name = page.found.currentItem().text()
    click(page.make_own)
    (own,) = own_foods(built)
    catalogue = built.workspace.catalogue
    assert catalogue is not None
    assert (own.name, own.roles) == (name, frozenset({"bread"}))
    assert catalogue[own.id].name == name
    assert "It is planned as “bread, rolls, wraps”" in built.window.foot.text
    assert page.make_own.text() == "Change my food …"
    built.workspace.undo()
    assert not own_foods(built)
    assert page.make_own.text() == "Add to my foods"


def test_that_an_entry_becomes_an_own_food_in_the_amount_that_is_eaten_and_can_be_changed(
    qtbot: QtBot, built: Built, view: NowView
) -> None:
    page = view.days
    enter(view, "breakfast", BAGEL)
    page.entry_grams.setValue(80.0)
    days = built.workspace.document.usual_days
    click(page.make_entry_own)
    (own,) = own_foods(built)
    assert own.step_g == 80.0
    assert built.workspace.document.usual_days == days
    click(page.make_entry_own)
    dialog = dialog_of(qtbot, built)
    dialog.a_week.setValue(9)
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    (changed,) = own_foods(built)
    assert changed == replace(own, weekly_max=9, amounts=changed.amounts)
    assert changed.amounts == pytest.approx(dict(own.amounts))


def test_that_who_may_eat_it_is_asked_where_somebody_may_not_eat_everything(
    qtbot: QtBot, built: Built, view: NowView
) -> None:
    document = replace(built.workspace.document, profile=Profile(allergens=frozenset({"sesame"})))
    built.workspace.edit_list("Say an allergy", document)
    write(view.days.search, BAGEL)
    click(view.days.make_own)
    assert not own_foods(built)
    dialog = dialog_of(qtbot, built)
    keep = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    click(keep)
    assert dialog.problem("diet")
    assert dialog.problem("allergens")
    click(dialog.diet.buttons["vegan"])
    click(dialog.has.boxes["wheat"])
    click(keep)
    (own,) = own_foods(built)
    assert own.diet == "vegan"
    assert own.allergens == frozenset({"wheat"})
    assert own.roles == frozenset({"bread"})


def test_that_what_is_never_planned_or_there_already_is_said(built: Built, view: NowView) -> None:
    page = view.days
    write(page.search, "beer, light")
    click(page.make_own)
    assert "alcohol and energy drinks never are" in built.window.foot.text
    built.window.own.add_from_tables(next(named.id for named in read_usda().names() if named.name == "Brazil nuts"))
    assert "There is a food called “Brazil nuts” already." in built.window.foot.text
    assert not own_foods(built)


def test_that_an_own_food_that_is_found_is_changed_from_here(qtbot: QtBot, built: Built, view: NowView) -> None:
    own = yogurt(name="Zebra yogurt")
    built.workspace.edit_foods("Add a food", replace(built.workspace.document, own_foods=(own,)))
    write(view.days.search, "zebra")
    qtbot.waitUntil(lambda: view.days.found.item(0).text() == "Zebra yogurt", timeout=GUARD_MS)
    click(view.days.make_own)
    assert dialog_of(qtbot, built).name.text() == "Zebra yogurt"
