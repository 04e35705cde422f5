"""A first start by somebody with medicines, with the real planner: every question, the plan, and what is kept of it."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.foods.nutrients import BY_KEY
from planner.needs.lab_values import LabValue
from planner.needs.medical_rules import why_banned
from planner.needs.profile import Profile
from planner.plan.plan import Plan, counted, totals
from tests.ui.clicks import CONTROL, click, press, write
from tests.ui.conftest import OpenWindow
from tests.ui.two_hands import MONDAY, Mouse
from ui.profile.first_start import FirstStart
from ui.window.app import Built

MEDICINES = ("metformin", "warfarin", "lisinopril 10 mg")
VALUES = (
    LabValue("eGFR", 72.0, "mL/min/1.73m2", date(2024, 10, 1)),
    LabValue("B12", 310.0, "pg/mL", date(2024, 10, 1)),
)
WHO = Profile(
    "female",
    68,
    160.0,
    70.0,
    "active",
    diet="pescatarian",
    allergens=frozenset({"shellfish"}),
    conditions=frozenset({"diabetes"}),
    medicines=MEDICINES,
    values=VALUES,
)
SAID = (
    "Because of warfarin",
    "natto",
    "Tell whoever checks your INR",
    "Use no salt substitute",
    "lisinopril 10 mg potassium can rise",
    "Metformin taken for years",
    "within 15 g from day to day",
)


def test_that_a_person_of_68_on_three_medicines_keeps_a_plan_of_their_rules(
    qtbot: QtBot, open_window: OpenWindow, document_path: Path
) -> None:
    document_path.unlink()
    built = open_window(today=lambda: MONDAY)
    window, workspace = built.window, built.workspace
    window.activateWindow()
    press(window.days, Qt.Key.Key_Home)
    press(window.days, Qt.Key.Key_Down)
    answer_every_question(window.first_start)
    assert not window.first_start.isVisible()
    assert workspace.document.profile == WHO
    plan = Mouse(built, qtbot).planned()
    keeps_the_rules(plan, built)
    said = tuple(workspace.notices)
    for words in SAID:
        assert words in " ".join(said), words
    window.close()

    again = open_window(today=lambda: MONDAY)
    assert again.workspace.document == workspace.document
    assert Mouse(again, qtbot).planned() == plan
    assert tuple(again.workspace.notices) == said
    panel = again.window.first_start
    assert not panel.isVisible()
    again.window.first_questions.trigger()
    assert tuple(panel.forms.health.taken.rows) == MEDICINES
    assert panel.forms.health.values.values == VALUES
    assert again.workspace.document.profile == WHO


def answer_every_question(panel: FirstStart) -> None:
    """Each is typed or clicked as a user does it, with slips of the finger in two of the three medicines."""
    click(panel.forms.you.sex.buttons["female"])
    retype(panel.forms.you.age, "68")
    click(panel.next)
    body = panel.forms.body
    click(body.units.buttons["metric"])
    retype(body.cm, "160")
    retype(body.kg, "70")
    click(body.activity.buttons["active"])
    click(panel.next)
    click(panel.forms.food.diet.buttons["pescatarian"])
    click(panel.forms.food.allergens.boxes["shellfish"])
    click(panel.next)
    health = panel.forms.health
    click(health.conditions.boxes["diabetes"])
    for typed, meant in (("metfromin", "metformin"), ("wafarin", "warfarin")):
        write(health.taken.typed, typed)
        press(health.taken.typed, Qt.Key.Key_Return)  # goes on to what it may mean
        press(health.taken.offers[meant], Qt.Key.Key_Space)
    write(health.taken.typed, "lisinopril 10 mg")
    press(health.taken.typed, Qt.Key.Key_Return)
    for name, number in (("eGFR", "72"), ("B12", "310")):
        retype(health.values.numbers[name], number)
        retype(health.values.dates[name], "1 October 2024")
    for _ in range(panel.stack.count() - panel.stack.currentIndex()):  # what is asked behind health stays as it is
        click(panel.next)


def keeps_the_rules(plan: Plan, built: Built) -> None:
    """What each of the three medicines asks of every day, counted from the portions."""
    targets = built.workspace.targets
    assert targets is not None
    centre = 90.0  # [µg] of vitamin K: the adequate intake of women
    for day in plan.days:
        held = totals(day.eaten)
        assert not any(why_banned(WHO, food) for food in counted(day.portions))
        vitamin_k, potassium = held[BY_KEY["vit_k_ug"]], held[BY_KEY["potassium_mg"]]
        assert 0.75 * centre <= vitamin_k.amount <= 1.25 * centre
        assert potassium.amount <= 1.1 * 2600  # [mg] the adequate intake of women
        assert not vitamin_k.at_least
        assert not potassium.at_least
        assert held[BY_KEY["vit_b12_ug"]].amount >= 2.4
    magnesium = [totals(day.eaten)[BY_KEY["magnesium_mg"]].amount for day in plan.days]
    assert min(magnesium) >= 320 - 1e-6


def retype(field: QWidget, text: str) -> None:
    press(field, Qt.Key.Key_A, CONTROL)
    write(field, text)
    press(field, Qt.Key.Key_Tab)
