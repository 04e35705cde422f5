"""The real window: what a person does with mouse and keyboard, and what is then on screen."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from planner.document.document import TASTES, Document, Stored
from planner.files.store import save
from planner.needs.medical_rules import why_banned
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.plan.allowed import hard_to_find
from planner.plan.outcomes import Explanation, Infeasible
from planner.plan.plan import Plan, Portion
from planner.plan.stored_form import plan_to_fixed
from tests.patience import GUARD
from tests.ui.clicks import CONTROL, click, press, write
from tests.ui.conftest import FOODS, PATIENCE, HeldPlanner, OpenWindow, solved
from ui.base.look import DARK, TARGET, Theme
from ui.print.print_dialogs import ExportDialog, PrintDialog
from ui.profile.profile_dialog import ProfileDialog
from ui.window.app import Built
from ui.window.main_window import SHOPPING


def kept(document_path: Path, plan: Plan, document: Document | None = None) -> None:
    save(document_path, Stored(document or Document(days=1), plan_to_fixed(plan)))


def with_plan(qtbot: QtBot, built: Built) -> Plan:
    """The plan, once it is on screen."""
    qtbot.waitUntil(lambda: built.workspace.plan is not None and not built.workspace.stale, timeout=PATIENCE)
    assert built.workspace.plan is not None
    return built.workspace.plan


def dinner_food(plan: Plan) -> Portion:
    """What the first dinner is built on: something to have an opinion on."""
    return plan.days[0].meals[2].portions[0]


def rate_by_mouse(built: Built, name: str, food: str, taste: str) -> None:
    foods = built.window.foods
    foods.search.setText(name)
    index = foods.model.index_of(food)
    foods.tree.scrollTo(index)
    place = foods.tree.visualRect(index).center()
    click(foods.tree.viewport(), place)
    click(foods.tastes[taste])


def rate_by_keyboard(built: Built, name: str, food: str, taste: str) -> None:
    foods = built.window.foods
    press(built.window, Qt.Key.Key_F, CONTROL)
    assert foods.search.hasFocus()
    write(foods.search, name)
    press(foods.search, Qt.Key.Key_Down)
    assert foods.tree.hasFocus()
    while foods.selected_foods() != [food]:
        before = foods.tree.currentIndex()
        press(foods.tree, Qt.Key.Key_Down)
        assert foods.tree.currentIndex() != before, f"{name} is not in the list"
    press(foods.tree, Qt.Key(Qt.Key.Key_1 + TASTES.index(taste)))


Rate = Callable[[Built, str, str, str], None]


def names_on_screen(built: Built) -> set[str]:
    return {label.text() for label in built.window.plan.area.findChildren(QLabel) if label.isVisible()}


@pytest.mark.parametrize("rate", [rate_by_mouse, rate_by_keyboard], ids=["mouse", "keyboard"])
class TestRating:
    """With the real planner and the real foods."""

    def test_that_never_removes_a_food_and_undo_brings_it_back(
        self, qtbot: QtBot, open_window: OpenWindow, document_path: Path, day_plan: Plan, rate: Rate
    ) -> None:
        kept(document_path, day_plan)
        built = open_window()
        plan = with_plan(qtbot, built)
        food = dinner_food(plan).food
        qtbot.waitUntil(lambda: food.name in names_on_screen(built))
        rate(built, food.name, food.id, "never")
        qtbot.waitUntil(lambda: built.workspace.plan is not plan, timeout=PATIENCE)
        after = with_plan(qtbot, built)
        assert after.steps(food.id) == 0
        qtbot.waitUntil(lambda: food.name not in names_on_screen(built))
        assert built.window.undo.text() == f"Undo rate “{food.name}” as never"
        press(built.window, Qt.Key.Key_Z, CONTROL)
        assert built.workspace.plan is plan
        qtbot.waitUntil(lambda: food.name in names_on_screen(built))

    def test_that_love_never_lowers_a_food(
        self, qtbot: QtBot, open_window: OpenWindow, document_path: Path, day_plan: Plan, rate: Rate
    ) -> None:
        kept(document_path, day_plan)
        built = open_window()
        plan = with_plan(qtbot, built)
        food = dinner_food(plan).food
        rate(built, food.name, food.id, "love")
        assert built.workspace.stale
        after = with_plan(qtbot, built)
        assert after.steps(food.id) >= plan.steps(food.id)
        qtbot.waitUntil(lambda: food.name in names_on_screen(built))


def test_that_a_plan_arrives_by_itself_on_a_first_start(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    document_path.unlink()
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert (held.calls[0].document.days, held.calls[0].before) == (7, None)  # a week comes as soon as a day would
    assert built.workspace.document.start is not None
    week = Plan(tuple(replace(day_plan.days[0], number=number) for number in range(1, 8)))
    held.calls[0].answer(solved(week))
    with_plan(qtbot, built)
    assert len(built.window.plan.tiles) == 7
    names = {portion.food.name for portion in day_plan.days[0].portions}
    qtbot.waitUntil(lambda: names <= names_on_screen(built))
    assert built.window.promise.text() == "Magnesium comes from food alone: every day reaches 320 mg."


def test_that_everything_is_as_left_after_a_restart(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    first = open_window(held)
    with_plan(qtbot, first)
    first.window.foods.rated.emit([dinner_food(day_plan).food.id], "fine")
    card = first.window.plan.card("lunch")
    assert card is not None
    click(card.lock)
    first.menus.themes[Theme.DARK].trigger()
    first.window.close()
    second = open_window(held)
    assert with_plan(qtbot, second) == day_plan
    card = second.window.plan.card("lunch")
    assert card is not None
    assert card.lock.isChecked()
    assert second.look.dark
    assert held.calls == []


def test_that_the_lock_button_locks_and_opens_its_meal(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    card = built.window.plan.card("dinner")
    assert card is not None
    click(card.lock)
    assert [lock.meal for lock in built.workspace.document.locks] == ["dinner"]
    assert card.lock.accessibleName() == "Unlock Day 1 dinner"
    card.lock.setFocus()
    press(card.lock, Qt.Key.Key_Space)
    assert not built.workspace.document.locks


def test_that_a_long_search_is_told_and_escape_keeps_the_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    window = built.window
    with_plan(qtbot, built)
    built.workspace.rate([dinner_food(day_plan).food.id], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].progress(3, 7)
    assert not window.line.isVisible()
    qtbot.waitUntil(window.line.isVisible)
    qtbot.waitUntil(lambda: window.notice.text == "Planning day 3 of 7 · Esc keeps the current plan")
    qtbot.waitUntil(lambda: dinner_food(day_plan).food.name in names_on_screen(built))
    press(window, Qt.Key.Key_Escape)
    assert not window.line.isVisible()
    assert built.workspace.plan == day_plan
    assert "kept" in window.notice.text


def test_that_planning_is_announced_and_its_button_stops_it(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QAccessible, "isActive", lambda: True)
    monkeypatch.setattr(QAccessible, "updateAccessibility", lambda event: said.append(event.message()))
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    button = built.window.again_button
    built.workspace.rate([dinner_food(day_plan).food.id], "never")
    assert button.text() == "Make plan"
    qtbot.waitUntil(built.window.line.isVisible)
    assert (button.text(), said[-1]) == ("Stop planning", built.window.notice.text)
    click(button)
    assert not built.workspace.planning
    assert button.text() == "Make plan"
    built.workspace.undo()
    built.workspace.rate([dinner_food(day_plan).food.id], "rarely")
    qtbot.waitUntil(built.window.line.isVisible)
    held.calls[-1].answer(Infeasible(Explanation({}, ("It cannot be.",)), 0.1))
    qtbot.waitUntil(lambda: any("These choices leave no plan. It cannot be." in sentence for sentence in said))


def test_that_undo_and_redo_name_their_edit(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    assert not built.window.undo.isEnabled()
    built.workspace.lock_meal(1, "lunch")
    assert built.window.undo.text() == "Undo lock Day 1 lunch"
    built.window.undo.trigger()
    assert built.window.redo.text() == "Redo lock Day 1 lunch"
    click(built.window.redo_button)
    assert len(built.workspace.document.locks) == 1


def test_that_a_damaged_file_is_told_with_a_way_out(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    document_path.write_text("{ damaged")
    built = open_window(held)
    panel = built.window.plan.trouble
    assert panel.isVisible()
    assert document_path.name in panel.text
    built.window.close()
    assert document_path.read_text() == "{ damaged"
    again = open_window(held)
    click(again.window.plan.trouble.button)
    qtbot.waitUntil(lambda: not again.window.plan.trouble.isVisible())
    assert document_path.with_name("document.aside-1.json").read_text() == "{ damaged"


def test_that_closing_while_planning_ends_at_once(qtbot: QtBot, open_window: OpenWindow, document_path: Path) -> None:
    save(document_path, Stored(Document(days=28)))
    built = open_window()
    qtbot.waitUntil(lambda: built.workspace.planning)
    built.window.close()
    assert not built.workspace.planning
    assert document_path.exists()


def test_that_the_models_keep_qts_rules_while_the_window_is_used(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan, other_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    window = built.window
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal) for model in (window.foods.model, window.nutrition.model)]
    for button in window.foods.filters.buttons():
        button.click()
    window.foods.search.setText("beans")
    window.foods.search.clear()
    built.workspace.rate([dinner_food(day_plan).food.id], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(other_plan))
    qtbot.waitUntil(lambda: built.workspace.plan is other_plan)
    built.menus.themes[Theme.DARK].trigger()
    assert len(testers) == 2


def test_that_a_whole_group_is_rated_as_one_edit(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index(0, 0))
    count = len(foods.selected_foods())
    assert count > 10
    foods.rate_selected("like")
    assert built.workspace.history.undo_name == f"Rate {count} foods as like"
    built.workspace.undo()
    assert built.workspace.document.tastes == {}


def test_that_excluded_foods_say_why(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    profile = Profile(diet="vegan", allergens=frozenset({"soy"}))
    save(document_path, Stored(Document(profile=profile).with_taste("almonds", "never")))
    foods = open_window(held).window.foods
    words = {row.id: row.word for group in foods.model.groups for row in group.rows}
    assert (words["tofu_firm"], words["almonds"]) == ("has soy", "Never")
    assert "not vegan" in words.values()


def test_that_a_name_is_never_read_as_html(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    formats = {label.textFormat() for label in built.window.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}


def test_that_everything_to_press_has_a_name_and_is_large_enough(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    kinds = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView)
    found = [
        widget
        for widget in built.window.findChildren(QWidget)
        if isinstance(widget, kinds) and widget.isVisible() and not widget.objectName().startswith("qt_")
    ]
    assert len(found) > 15
    inside = [w for w in found if not isinstance(w.parent(), QLineEdit | QComboBox)]  # theirs: clear button, list
    assert [w for w in inside if not (w.accessibleName() or (isinstance(w, QAbstractButton) and w.text()))] == []
    assert [(w.accessibleName(), w.size()) for w in inside if min(w.width(), w.height()) < TARGET] == []
    assert [w.accessibleName() for w in inside if w.focusPolicy() == Qt.FocusPolicy.NoFocus] == []


def test_that_no_food_name_is_cut_at_1280_by_800(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    with_plan(qtbot, built)
    window = built.window
    assert (window.width(), window.height()) == (1280, 800)
    qtbot.waitUntil(lambda: window.foods.tree.columnWidth(0) > 200)
    tree = window.foods.tree
    room = tree.columnWidth(0) - 2 * tree.indentation() - tree.iconSize().width() - 8
    names = [row.name for group in window.foods.model.groups for row in group.rows]
    assert [name for name in names if tree.fontMetrics().horizontalAdvance(name) > room] == []
    labels = [label for label in window.plan.area.findChildren(QLabel) if label.isVisible()]
    assert [label.text() for label in labels if label.sizeHint().width() > label.width()] == []
    scrolled = window.plan.area.widget()
    assert scrolled is not None
    assert scrolled.width() <= window.plan.area.viewport().width()


def test_that_the_theme_can_be_changed_and_is_kept(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, settings: QSettings, qapp: QApplication
) -> None:
    built = open_window(held)
    built.menus.themes[Theme.DARK].trigger()
    assert qapp.palette().window().color().name() == DARK.window
    assert settings.value("theme") == "dark"
    built.menus.themes[Theme.LIGHT].trigger()
    assert not built.look.dark


def test_that_the_window_is_painted_before_the_slow_libraries_are_imported(document_path: Path) -> None:

    script = (
        "import sys; from pathlib import Path; from PySide6.QtWidgets import QApplication\n"
        "from ui.window.app import build\n"
        "from ui.workspace.workspace import Workspace\n"
        "app = QApplication([])\n"
        "seen, slow, really_open = [], ('pandas', 'pulp', 'highspy', 'numpy'), Workspace.open\n"
        "def open_and_say(workspace):\n"  # what the first paint waited for, before the reading in another thread begins
        "    seen.append([name for name in slow if name in sys.modules])\n"
        "    really_open(workspace)\n"
        "Workspace.open = open_and_say\n"
        f"built = build(app, Path('foods.csv'), Path({str(document_path)!r}))\n"
        "built.workspace.opened.connect(built.window.close)\n"
        "built.window.show()\n"
        "app.exec()\n"
        "print(seen)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=FOODS.parent, env=os.environ, capture_output=True, text=True, timeout=GUARD
    )
    assert (done.stdout.strip(), done.returncode) == ("[[]]", 0), done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals to send")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_that_a_signal_closes_the_window_as_quit_does(document_path: Path, name: str) -> None:

    save(document_path, Stored(Document(days=14)))
    script = (
        "import sys; from pathlib import Path; import ui.window.app\n"
        "from ui.workspace.planning_job import PlanningJob\n"
        "old = PlanningJob.start\n"
        "def planning(self): old(self); print('planning', flush=True)\n"
        "PlanningJob.start = planning\n"
        f"sys.exit(ui.window.app.run(Path('foods.csv'), Path({str(document_path)!r})))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=FOODS.parent, env=os.environ, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "planning\n"
    process.send_signal(getattr(signal, name))
    assert process.wait(timeout=GUARD) == 0
    process.stdout.close()


def test_that_an_impossible_wish_is_explained_in_place_of_a_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(Infeasible(Explanation({}, ("It cannot be.",)), 0.1))
    qtbot.waitUntil(built.window.plan.trouble.isVisible)
    assert "It cannot be." in built.window.plan.trouble.text
    assert not any("Making" in label.text() for label in built.window.plan.findChildren(QLabel))


def test_that_a_food_a_rule_leaves_out_says_the_rules_reason(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    profile = Profile(conditions=frozenset({"oxalate stones"}))
    save(document_path, Stored(Document(profile=profile)))
    built = open_window(held)
    catalogue = built.workspace.catalogue
    assert catalogue is not None
    expected = {food.id: why for food in catalogue if (why := why_banned(profile, food)) is not None}
    rows = [row for group in built.window.foods.model.groups for row in group.rows]
    assert expected
    few_shops = {food.id for food in catalogue if hard_to_find(Document(), food) is not None}
    assert {row.id: row.reason for row in rows if row.reason and row.id not in few_shops - set(expected)} == expected
    assert all(row.excluded and row.word == "left out" for row in rows if row.id in expected)


def test_that_kidney_disease_without_a_clinician_leads_to_the_profile(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    profile = Profile(conditions=frozenset({"kidney disease"}))
    save(document_path, Stored(Document(profile=profile)))
    built = open_window(held)
    panel = built.window.plan.trouble
    assert panel.isVisible()
    assert "renal dietitian" in panel.text
    click(panel.button)
    dialog = built.window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    assert held.calls == []
    click(dialog.person.confirmations.boxes["clinician set the targets"])
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert held.calls[0].document.confirmed == {"clinician set the targets"}
    assert not panel.isVisible()


def test_that_an_older_number_for_the_kidneys_is_asked_about_before_anything_is_planned(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    profile = Profile(conditions=frozenset({"kidney disease"}))
    word = frozenset({"clinician set the targets"})
    save(document_path, Stored(Document(profile=profile, targets={"protein_g": 60.0}, confirmed=word)))
    built = open_window(held)
    panel = built.window.plan.trouble
    assert panel.isVisible()
    assert "protein (60 g)" in panel.text
    assert "at most or at least" in panel.text
    assert built.workspace.document.targets == {"protein_g": 60.0}
    click(panel.button)
    dialog = built.window.findChild(ProfileDialog)
    assert isinstance(dialog, ProfileDialog)
    assert dialog.page_name == "Targets"
    assert held.calls == []
    click(dialog.person.targets.as_most)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert held.calls[0].document.targets == {"protein_g": OwnTarget(most=60.0)}
    assert not panel.isVisible()


def test_that_the_rules_notices_stand_beside_the_nutrition(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    profile = Profile(conditions=frozenset({"oxalate stones"}))
    kept(document_path, day_plan, Document(days=1, profile=profile))
    window = open_window(held).window
    qtbot.waitUntil(lambda: "oxalate" in window.nutrition.notes.text)


def test_that_the_list_is_edited_beside_the_plan_and_can_be_undone(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    kept(document_path, day_plan)
    built = open_window(held)
    plan, window = with_plan(qtbot, built), built.window
    window.show_page(SHOPPING)
    assert window.shopping.shopping is not None
    window.shopping.own.setText("Candles")
    click(window.shopping.add)
    assert "Candles" in {line.name for line in window.shopping.shopping.lines}
    assert built.workspace.plan is plan
    assert held.calls == []
    window.undo.trigger()
    assert "Candles" not in {line.name for line in window.shopping.shopping.lines}
    assert built.workspace.plan is plan
    assert held.calls == []


def test_that_printing_and_exporting_wait_for_a_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan
) -> None:
    built = open_window(held)
    window = built.window
    assert not window.print.isEnabled()
    assert not window.export.isEnabled()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    with_plan(qtbot, built)
    window.shopping.print_wished.emit()
    dialog = window.findChild(PrintDialog)
    assert isinstance(dialog, PrintDialog)
    assert dialog.kind.currentData() == "list"
    dialog.close()
    window.export.trigger()
    asked = window.findChild(ExportDialog)
    assert isinstance(asked, ExportDialog)
    assert asked.isVisible()
    asked.close()
