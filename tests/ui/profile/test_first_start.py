"""The first evening's beginning: a plan beside the questions, and an answer that moves it."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Habits, Stored
from planner.files.store import load, save
from planner.foods.nutrients import BY_KEY
from planner.needs.lab_values import LabValue
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.plan.plan import Plan
from tests.ui.clicks import click, press, write
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.base.look import TARGET
from ui.base.number_box import NumberBox
from ui.profile.first_start import OPEN_KEY, FirstStart
from ui.profile.profile_dialog import ProfileDialog
from ui.window.app import Built

CLINICIAN = "clinician set the targets"


@pytest.fixture
def first(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    """The window of a first start, with its first plan on screen."""
    document_path.unlink()
    built = open_window(held)
    answer(qtbot, built, held, day_plan)
    return built


def answer(qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan) -> None:
    """Answers every call of the planner until a plan for the document is on screen."""
    told = 0

    def up_to_date() -> bool:
        nonlocal told
        for call in held.calls[told:]:
            days = tuple(replace(day_plan.days[0], number=number + 1) for number in range(call.document.days))
            call.answer(solved(Plan(days)))
            told += 1
        return not built.workspace.stale

    qtbot.waitUntil(up_to_date)


def asked_again(qtbot: QtBot, held: HeldPlanner, before: int) -> Document:
    """The document of the plan that an answer asked for."""
    qtbot.waitUntil(lambda: len(held.calls) > before)
    return held.calls[before].document


def test_that_each_of_three_answers_asks_for_a_plan(
    qtbot: QtBot, first: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    panel = first.window.first_start
    assert panel.isVisible()
    assert first.window.plan.isVisible()
    assert not first.window.foods.isVisible()
    before = len(held.calls)
    click(panel.forms.you.sex.buttons["male"])
    assert first.workspace.stale
    assert asked_again(qtbot, held, before).profile == Profile(sex="male")
    answer(qtbot, first, held, day_plan)

    before = len(held.calls)
    panel.forms.you.age.selectAll()
    write(panel.forms.you.age, "67")
    press(panel.forms.you.age, Qt.Key.Key_Return)
    assert asked_again(qtbot, held, before).profile == Profile(sex="male", age_years=67)
    answer(qtbot, first, held, day_plan)

    click(panel.next)
    click(panel.next)
    before = len(held.calls)
    click(panel.forms.food.diet.buttons["vegan"])
    assert asked_again(qtbot, held, before).profile == Profile(sex="male", age_years=67, diet="vegan")
    assert first.workspace.history.undo_name == "Change the profile"
    first.window.undo.trigger()
    assert panel.forms.food.diet.word == "omnivore"


def test_that_later_is_there_at_once_and_keeps_what_was_answered(
    qtbot: QtBot, first: Built, held: HeldPlanner, settings: QSettings, document_path: Path
) -> None:
    panel = first.window.first_start
    assert settings.value(OPEN_KEY, False, type=bool)
    click(panel.forms.you.sex.buttons["male"])
    panel.forms.you.age.selectAll()
    write(panel.forms.you.age, "52")  # and neither Return nor Tab
    panel.later.click()
    assert not panel.isVisible()
    assert first.window.foods.isVisible()
    assert first.workspace.document.profile == Profile(sex="male", age_years=52)
    assert not settings.contains(OPEN_KEY)
    first.workspace.save()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.profile == Profile(sex="male", age_years=52)


def test_that_the_questions_are_opened_again_from_the_menu(first: Built) -> None:
    click(first.window.first_start.later)
    first.window.first_questions.trigger()
    assert first.window.first_start.isVisible()
    first.window.find_food.trigger()
    assert first.window.foods.search.hasFocus()
    assert not first.window.first_start.isVisible()


def test_that_the_questions_wait_over_a_restart_until_they_are_left(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    document_path.unlink()
    built = open_window(held)
    built.window.close()
    assert document_path.exists()
    again = open_window(held)
    assert again.window.first_start.isVisible()
    click(again.window.first_start.later)
    again.window.close()
    assert not open_window(held).window.first_start.isVisible()


def test_that_nobody_with_a_document_is_asked(open_window: OpenWindow, held: HeldPlanner) -> None:
    built = open_window(held)
    assert not built.window.first_start.isVisible()
    assert built.window.foods.isVisible()


def test_that_kidney_disease_stops_the_plan_until_targets_are_entered_and_confirmed(
    qtbot: QtBot, first: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    window, panel = first.window, first.window.first_start
    for _ in range(3):
        click(panel.next)
    assert not panel.forms.confirmations.isVisible()
    before = len(held.calls)
    click(panel.forms.health.conditions.boxes["kidney disease"])
    assert first.workspace.document.profile.conditions == {"kidney disease"}
    assert first.workspace.plan is None  # nobody may eat by the plan of healthy people
    assert "renal dietitian" in window.plan.trouble.text
    assert window.promise.text() == ""
    assert not window.print.isEnabled()

    click(panel.forms.confirmations.targets)
    dialog = window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    assert dialog.page_name == "Targets"
    write(dialog.person.targets.least, "250")
    click(dialog.ok)
    assert dialog.isVisible()  # at most or at least?
    click(dialog.person.targets.as_most)
    click(dialog.ok)
    assert first.workspace.document.targets == {"magnesium_mg": OwnTarget(most=250.0)}
    assert len(held.calls) == before
    box = panel.forms.confirmations.boxes[CLINICIAN]
    click(box)
    document = asked_again(qtbot, held, before)
    assert document.confirmed == {CLINICIAN}
    assert document.targets == {"magnesium_mg": OwnTarget(most=250.0)}
    assert not window.plan.trouble.isVisible()
    answer(qtbot, first, held, day_plan)
    assert first.workspace.plan is not None

    first.workspace.undo()  # the word of the clinician
    assert first.workspace.plan is None
    assert not box.isChecked()


def test_that_an_answer_that_cannot_stand_is_said_and_next_waits_for_it(first: Built, held: HeldPlanner) -> None:
    panel = first.window.first_start
    before = first.workspace.document
    panel.forms.you.age.setValue(12)
    assert "adults" in panel.forms.you.problem("age_years")
    click(panel.next)
    assert panel.forms.you.isVisible()
    assert first.workspace.document == before
    panel.forms.you.age.setValue(19)
    click(panel.next)
    assert panel.forms.body.isVisible()
    assert first.workspace.document.profile.age_years == 19


def test_that_next_waits_once_for_what_is_no_number(first: Built) -> None:
    panel = first.window.first_start
    panel.forms.you.age.selectAll()
    write(panel.forms.you.age, "5.2.")
    panel.next.click()
    assert "5.2." in panel.forms.you.problem("age_years")
    assert panel.forms.you.isVisible()
    panel.next.click()
    assert panel.forms.body.isVisible()
    assert first.workspace.document.profile.age_years == 40


def test_that_the_button_of_the_last_question_says_done_and_closes_them(first: Built, settings: QSettings) -> None:
    panel = first.window.first_start
    pages = [panel.next.text()]
    for _ in range(4):
        click(panel.next)
        pages.append(panel.next.text())
    assert pages == ["Next", "Next", "Next", "Next", "Done"]
    click(panel.back)
    assert panel.next.text() == "Next"
    click(panel.next)
    click(panel.next)
    assert not panel.isVisible()
    assert not settings.contains(OPEN_KEY)


def test_that_a_simple_week_is_one_choice_and_one_step_of_undo(
    qtbot: QtBot, first: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    panel = first.window.first_start
    for _ in range(4):
        click(panel.next)
    assert panel.effort.effort.word == "usual"
    assert not panel.effort.effort.buttons["own"].isVisible()
    before, usual = len(held.calls), first.workspace.document.habits
    click(panel.effort.effort.buttons["simple"])
    simple = asked_again(qtbot, held, before).habits
    assert simple == replace(usual, most_foods=30, minutes=20, weekend_minutes=40)
    answer(qtbot, first, held, day_plan)
    first.window.undo.trigger()
    assert panel.effort.effort.word == "usual"
    assert first.workspace.document.habits == usual


def test_that_numbers_of_the_habits_are_a_choice_of_their_own(
    open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    own = Habits(most_foods=38, budget=70.0)
    save(document_path, Stored(Document(habits=own)))
    built = open_window(held)
    built.window.first_questions.trigger()
    panel = built.window.first_start
    assert panel.effort.effort.word == "own"
    click(panel.forms.you.sex.buttons["male"])
    assert built.workspace.document.habits == own
    for _ in range(4):
        click(panel.next)
    click(panel.effort.effort.buttons["simple"])
    assert built.workspace.document.habits == replace(own, most_foods=30, minutes=20, weekend_minutes=40)


def test_that_an_own_target_that_stands_in_the_way_is_said(
    open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    big = Profile(sex="male", weight_kg=120.0, activity="very active")
    save(document_path, Stored(Document(profile=big, targets={"sfa_g": OwnTarget(least=40.0)})))
    built = open_window(held)
    built.window.first_questions.trigger()
    panel = built.window.first_start
    assert panel.problem == ""
    click(panel.forms.you.sex.buttons["female"])
    assert "Saturated fat cannot be at least 40 g" in panel.problem
    assert built.workspace.document.profile == big


def test_that_everything_is_large_named_and_reached_by_tab(qtbot: QtBot, first: Built) -> None:
    panel = first.window.first_start
    first.window.activateWindow()
    for place in range(5):
        found = interactive(panel)
        assert found
        for widget in found:
            assert widget.accessibleName(), widget
            assert min(widget.width(), widget.height()) >= TARGET, widget.accessibleName()
        assert set(found) - reached_by_tab(panel) == set(), place
        click(panel.next)


def interactive(panel: FirstStart) -> list[QWidget]:
    kinds = (QPushButton, QRadioButton, QCheckBox, NumberBox)
    shown = [w for kind in kinds for w in panel.findChildren(kind) if w.isVisible() and w.isEnabled()]
    return [w for w in shown if not (isinstance(w, QRadioButton) and not w.isChecked())]  # reached by the arrows


def reached_by_tab(panel: FirstStart) -> set[QWidget]:
    """What Tab comes to within the panel, pressed until it is where it was before."""
    found: set[QWidget] = set()
    came: list[QWidget] = []
    panel.later.setFocus()
    while (widget := QApplication.focusWidget()) is not None and widget not in came:
        came.append(widget)
        if panel.isAncestorOf(widget):
            group = widget.group() if isinstance(widget, QRadioButton) else None
            found.update(group.buttons() if group else [widget])  # the arrows reach the others of a group
        press(widget, Qt.Key.Key_Tab)
    return found


def test_that_a_person_of_68_on_three_medicines_gets_their_rules(
    qtbot: QtBot, first: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    """Metformin, typed with a slip, warfarin by its brand, and an ACE inhibitor; and the eGFR of a report."""
    window, panel = first.window, first.window.first_start
    panel.forms.you.age.selectAll()
    write(panel.forms.you.age, "68")
    for _ in range(3):
        click(panel.next)
    health = panel.forms.health
    write(health.taken.typed, "metfromin")
    click(health.taken.offers["metformin"])
    for name in ("Coumadin", "lisinopril 10 mg"):
        write(health.taken.typed, name)
        press(health.taken.typed, Qt.Key.Key_Return)
    answer(qtbot, first, held, day_plan)
    assert first.workspace.document.profile.medicines == ("metformin", "Coumadin", "lisinopril 10 mg")
    assert asks_for_a_test(first)
    write(health.values.numbers["eGFR"], "72")
    press(health.values.numbers["eGFR"], Qt.Key.Key_Return)
    assert first.workspace.document.profile.values == (LabValue("eGFR", 72.0, "mL/min/1.73m2"),)
    answer(qtbot, first, held, day_plan)
    assert not asks_for_a_test(first)
    said = " ".join(first.workspace.notices)
    for words in ("Because of Coumadin", "natto", "Use no salt substitute", "lisinopril 10 mg", "Metformin taken for"):
        assert words in said, words
    targets = first.workspace.targets
    assert targets is not None
    steady, potassium = (targets.of(BY_KEY[key])[-1] for key in ("vit_k_ug", "potassium_mg"))
    assert steady.hard
    assert potassium.most == pytest.approx(1.1 * 2600)

    write(health.values.numbers["potassium"], "5,6")
    press(health.values.numbers["potassium"], Qt.Key.Key_Return)
    assert first.workspace.plan is None
    assert "your potassium of 5.6 mmol/L" in window.plan.trouble.text
    assert panel.forms.confirmations.boxes[CLINICIAN].isVisible()


def asks_for_a_test(built: Built) -> bool:
    return any(
        "whether your kidneys were tested in the last year, and enter" in said for said in built.workspace.notices
    )
