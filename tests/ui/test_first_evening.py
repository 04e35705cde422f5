"""A first evening on the real window with the real planner: questions, a plan for each answer, a yogurt, a list."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.foods.nutrients import ENERGY
from planner.plan.plan import Plan, counted, totals
from tests.ui.clicks import click, press, write
from tests.ui.conftest import OpenWindow
from tests.ui.two_hands import Mouse
from ui.own.own_food_dialog import OwnFoodDialog
from ui.window.main_window import SHOPPING

NAME = "Soy yogurt from the corner shop"
POT = 150.0  # [g]
FIGURES = {
    "energy_kcal": "62",
    "fat_g": "2.5",
    "sfa_g": "0.4",
    "carb_g": "5.6",
    "sugars_g": "3.5",
    "fiber_g": "1",
    "protein_g": "3.8",
    "salt_g": "0.1",
    "magnesium_mg": "21",
}


def test_that_a_first_evening_ends_with_a_plan_and_a_list_with_the_own_yogurt(
    qtbot: QtBot, open_window: OpenWindow, document_path: Path
) -> None:
    document_path.unlink()
    built = open_window()
    window, workspace, panel = built.window, built.workspace, built.window.first_start
    window.activateWindow()
    user = Mouse(built, qtbot)
    assert workspace.fresh
    assert panel.isVisible()
    assert window.plan.isVisible()
    press(window.days, Qt.Key.Key_Home)
    press(window.days, Qt.Key.Key_Down)
    assert workspace.document.days == 2
    plans = [user.planned()]  # for a usual adult, before anything was asked

    click(panel.forms.you.sex.buttons["male"])
    assert workspace.document.profile.sex == "male"
    plans.append(user.planned())
    click(panel.next)
    click(panel.forms.body.activity.buttons["active"])
    plans.append(user.planned())
    assert mean_energy(plans[2]) > mean_energy(plans[1]) + 100
    click(panel.next)
    click(panel.forms.food.diet.buttons["vegan"])
    plans.append(user.planned())
    assert all("vegan" in food.diets for food in eaten(plans[3]))
    assert len(set(plans)) == len(plans)  # each answer changed it
    click(panel.later)
    assert window.foods.isVisible()

    user.menu("Edit", "Add a food from a label …")
    dialog = user.dialog(OwnFoodDialog)
    fill(dialog)
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    user.gone(dialog)
    (own,) = workspace.document.own_foods
    assert (own.name, own.step_g, own.diet) == (NAME, POT, "vegan")
    user.planned()
    assert workspace.document.taste(own.id) == "love"
    workspace.wish([own.id], 7)
    plan = user.planned()
    assert own.id in {food.id for food in eaten(plan)}

    click(window.frame.sidebar.entries[SHOPPING])
    assert window.shopping.isVisible()
    shopping = window.shopping.shopping
    assert shopping is not None
    lines = [line for line in shopping.lines if NAME in line.name]
    pots = sum(portion.steps for day in plan.days for portion in day.portions if portion.food.id == own.id)
    assert sum(line.bought_g for line in lines) == pots * POT
    shown = {row.name for group in window.shopping.model.groups for row in group.rows}
    assert {line.name for line in lines} <= shown
    assert shown


def fill(dialog: OwnFoodDialog) -> None:
    """Types what stands on the pot, going from field to field."""
    write(dialog.name, NAME)
    for _kind in range(dialog.kind.count()):
        if dialog.kind.currentData() != "plant_yogurt":
            press(dialog.kind, Qt.Key.Key_Down)
    retype(dialog.quantity, "1")
    retype(dialog.measure, "pot")
    retype(dialog.grams, f"{POT:g}")
    press(dialog.diet.buttons["vegan"], Qt.Key.Key_Space)
    press(dialog.has.boxes["soy"], Qt.Key.Key_Space)
    for key, figure in FIGURES.items():
        retype(dialog.figures.figures[key].edit, figure)


def retype(field: QWidget, text: str) -> None:
    press(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write(field, text)


def eaten(plan: Plan):  # type: ignore[no-untyped-def]
    return {food for day in plan.days for food in counted(day.portions)}


def mean_energy(plan: Plan) -> float:
    """[kcal / day]"""
    return sum(totals(day.portions)[ENERGY].amount for day in plan.days) / len(plan.days)
