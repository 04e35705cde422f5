"""Days and progress on screen: what a press enters, what is drawn, and what is saved and deleted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.diary import DiaryDay
from planner.document.document import Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.output.sheets import ClinicianSheet
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.planner.histories import with_history
from tests.ui.clicks import click, press, write
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWorkspace
from ui.base.look import TARGET, Look
from ui.base.table import Role
from ui.progress.delete_days import DeleteDaysDialog
from ui.progress.progress_page import ProgressPage
from ui.progress.progress_view import ProgressView
from ui.workspace.workspace import Workspace

TODAY = date(2026, 11, 30)
YESTERDAY = TODAY - timedelta(days=1)
Open = Callable[[int], ProgressView]


def paint(sheet: ClinicianSheet, _document: Document) -> bytes:
    return f"%PDF of {len(sheet.last_days.parts)} parts".encode()


MakeWorkspace = Callable[[int], Workspace]


@pytest.fixture
def workspace(document_path: Path, held: HeldPlanner, open_workspace: OpenWorkspace, day_plan: Plan) -> MakeWorkspace:
    def make(days: int) -> Workspace:
        document = Document(days=1, start=TODAY)
        if days:
            document = with_history(document, day_plan, days, YESTERDAY)
            document = replace(document, diary=document.diary[:-1])  # of yesterday nothing is written down yet
        save(document_path, Stored(document, plan_to_fixed(day_plan)))
        return open_workspace(held, today=lambda: TODAY)

    return make


@pytest.fixture
def open_view(qtbot: QtBot, qapp: QApplication, settings: object, workspace: MakeWorkspace) -> Open:
    pages = []  # kept until the test is over

    def make(days: int) -> ProgressView:
        page = ProgressPage(workspace(days), Look(qapp, settings), paint)  # type: ignore[arg-type]
        qtbot.addWidget(page)
        pages.append(page)
        page.resize(1160, 880)
        page.show()
        assert page.view is not None
        view = page.view
        qtbot.waitUntil(lambda: view.progress is not None, timeout=PATIENCE)
        return view

    return make


def state(view: ProgressView) -> Workspace:
    return view._workspace


def choose(view: ProgressView, when: date) -> None:
    view.days.days.setCurrentIndex(view.days.model.index_of(when.isoformat()))


def test_that_a_score_is_one_press_and_can_be_undone_and_taken_back(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(0)
    diary, workspace = view.days.diary, state(view)
    plan = workspace.plan
    assert view.days.chosen == TODAY
    click(diary.scores[7])
    assert workspace.document.diary_of(TODAY) == DiaryDay(TODAY, 7)
    assert (workspace.plan is plan, workspace.stale, workspace.planning) == (True, False, False)
    qtbot.waitUntil(lambda: any(row.score == "7" for row in view.days.model.groups[0].rows), timeout=PATIENCE)
    workspace.undo()
    assert workspace.document.diary_of(TODAY).score is None
    assert not any(button.isChecked() for button in diary.scores)
    click(diary.scores[2])
    click(diary.no_score)
    assert not workspace.document.diary_of(TODAY)


def test_that_a_weight_is_taken_in_the_units_of_the_document(open_view: Open) -> None:
    view = open_view(3)
    diary = view.days.diary
    choose(view, YESTERDAY)
    assert diary.unit.text() == "lb"
    write(diary.weight, "154.3")
    press(diary.weight, Qt.Key.Key_Return)
    assert state(view).document.diary_of(YESTERDAY).weight_kg == 69.99
    assert diary.weight.text() == "154.3"
    steps = state(view).history.undo_name
    press(diary.weight, Qt.Key.Key_Return)
    assert state(view).history.undo_name == steps


@pytest.mark.parametrize("typed", ["heavy", "9", "20000"])
def test_that_a_weight_nobody_has_is_said_and_not_taken(open_view: Open, typed: str) -> None:
    view = open_view(1)
    diary = view.days.diary
    write(diary.weight, typed)
    press(diary.weight, Qt.Key.Key_Return)
    assert typed in diary.problem.text()
    assert not state(view).document.diary_of(TODAY)
    diary.weight.clear()
    press(diary.weight, Qt.Key.Key_Return)
    assert diary.problem.isHidden()


def test_that_nothing_recorded_is_said_and_a_score_can_be_written_all_the_same(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(0)
    assert view.kept.text().startswith("No day is recorded yet")
    assert view.picture.isHidden()
    assert [view.tabs.bar.isTabEnabled(place) for place in range(3)] == [True, False, False]
    assert len(view.days.model.groups[0].rows) == 7
    click(view.days.diary.scores[4])
    qtbot.waitUntil(lambda: not view.picture.isHidden(), timeout=PATIENCE)
    assert "Tingling or pain" in view.picture.accessibleName()


def test_that_weeks_are_cells_with_a_number_and_a_word_and_a_sentence_to_be_spoken(open_view: Open) -> None:
    view = open_view(20)
    model = view.weeks.weeks
    QAbstractItemModelTester(model)
    assert model.rowCount() >= 2
    assert model.headerData(0, Qt.Orientation.Vertical) == "Magnesium"
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            at = model.index(row, column)
            said = str(model.data(at))
            figure, _line, word = said.partition("\n")
            assert (word and "%" in figure) or said == "no target"
            assert (word or said) in str(model.data(at, Role.AccessibleTextRole))


def test_that_foods_are_told_by_days_and_by_magnesium(open_view: Open) -> None:
    view = open_view(20)
    days, magnesium = view.foods.model.groups
    assert [days.title, magnesium.title] == ["Eaten on most days", "Most magnesium"]
    assert [int(row.days) for row in days.rows] == sorted((int(row.days) for row in days.rows), reverse=True)
    amounts = [float(row.magnesium.split()[0]) for row in magnesium.rows]
    assert amounts == sorted(amounts, reverse=True)


def test_that_what_is_marked_is_drawn_and_the_chosen_day_stays(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(5)
    choose(view, YESTERDAY)
    click(view.days.skipped)
    marked = state(view).document.recorded_on(YESTERDAY)
    assert marked is not None
    assert marked.meals[0].mark is not None
    assert marked.meals[0].mark.kind == "skipped"
    qtbot.waitUntil(lambda: "1 skipped" in view.days.model.groups[0].rows[1].said, timeout=PATIENCE)
    assert view.days.chosen == YESTERDAY


def test_that_days_are_deleted_by_range_as_one_step(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(10)
    workspace = state(view)
    view.ask_delete()
    dialog = view.findChild(DeleteDaysDialog)
    assert dialog is not None
    assert dialog.said.text() == "10 days are recorded there."
    dialog.last.setText("2026-11-22")
    press(dialog.last, Qt.Key.Key_Tab)
    dialog.last.editingFinished.emit()
    assert dialog.said.text() == "3 days are recorded there."
    click(dialog.delete)
    assert [day.date.day for day in workspace.document.recorded] == [23, 24, 25, 26, 27, 28, 29]
    assert min(day.date for day in workspace.document.diary) == date(2026, 11, 23)
    assert view.said.text().startswith("3 days were deleted from the record.")
    workspace.undo()
    assert len(workspace.document.recorded) == 10
    qtbot.waitUntil(lambda: view.progress is not None and len(view.progress.days) == 10, timeout=PATIENCE)


def test_that_a_range_that_holds_nothing_cannot_be_deleted(open_view: Open) -> None:
    view = open_view(2)
    view.ask_delete()
    dialog = view.findChild(DeleteDaysDialog)
    assert dialog is not None
    dialog.last.setText("2025-01-01")
    dialog.last.editingFinished.emit()
    assert not dialog.delete.isEnabled()
    assert "after" in dialog.said.text()
    dialog.last.setText("soon")
    dialog.last.editingFinished.emit()
    assert "is no date" in dialog.problem.text()


@pytest.mark.parametrize(("ending", "begins"), [("pdf", b"%PDF of"), ("csv", b"\xef\xbb\xbfdate,")])
def test_that_the_stretch_is_saved(qtbot: QtBot, open_view: Open, tmp_path: Path, ending: str, begins: bytes) -> None:
    view = open_view(3)
    path = tmp_path / f"progress.{ending}"
    with qtbot.waitSignal(view.writing.said, timeout=PATIENCE):
        view.save_to(path)
    assert path.read_bytes().startswith(begins)
    assert view.said.text() == f"Written: progress.{ending}."


def test_that_a_longer_stretch_shows_more_days(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(60)
    assert view.progress is not None
    assert len(view.progress.days) == 27
    view.stretch.setCurrentIndex(2)
    view.stretch.activated.emit(2)
    qtbot.waitUntil(lambda: view.progress is not None and len(view.progress.days) == 60, timeout=PATIENCE)


def test_that_every_score_can_be_pressed_and_is_named(open_view: Open, catalogue: Catalogue) -> None:
    diary = open_view(0).days.diary
    for button in (*diary.scores, diary.no_score):
        assert min(button.width(), button.height()) >= TARGET
        assert button.accessibleName()
    assert diary.scores[0].accessibleName() == "0, none"


def test_that_nothing_is_counted_while_the_page_is_not_on_screen(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(5)
    page, counted = view.window(), view.progress
    page.hide()
    state(view).write_diary(DiaryDay(TODAY, 9))
    assert not view._work.busy
    page.show()
    qtbot.waitUntil(lambda: view.progress is not counted, timeout=PATIENCE)
    assert view.days.model.groups[0].rows[0].score == "9"


def test_that_a_narrow_page_does_without_some_columns_and_a_wide_one_has_all(qtbot: QtBot, open_view: Open) -> None:
    view = open_view(10)
    header = view.days.days.header()
    view.window().resize(1600, 900)
    qtbot.waitUntil(lambda: header.hiddenSectionCount() == 0)
    view.window().resize(430, 900)
    qtbot.waitUntil(lambda: header.hiddenSectionCount() > 0)
    assert not header.isSectionHidden(0)
    assert not header.isSectionHidden(1)
    assert header.length() <= view.days.days.viewport().width()
