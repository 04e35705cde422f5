"""One step a week in the window: agreed to, taken, undone, drawn."""

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from main import main
from tests.patience import GUARD_MS
from tests.planner.now.test_smallest import DAY, written
from tests.ui.clicks import click
from tests.ui.now.entering import enter_day
from ui.now.now_view import NowView
from ui.window.app import Built


def test_that_changes_are_kept_as_steps_and_taken_one_by_one(qtbot: QtBot, built: Built, view: NowView) -> None:
    assert not view.steps.take.isVisible()
    enter_day(view)
    click(view.changes.look_for)
    qtbot.waitUntil(lambda: view.changes.changes.count() > 0 and view.changes.look_for.isEnabled(), timeout=GUARD_MS)
    days = built.workspace.document.usual_days
    click(view.changes.step_by_step)
    page = view.steps
    assert view.tabs.current is page
    assert built.workspace.document.usual_days == days
    count = page.steps.count()
    assert page.steps.item(0).text().startswith("Now: ")
    assert page.line.accessibleDescription().startswith("Beginning: ")
    assert "Target: " in page.line.accessibleDescription()
    assert not page.line.grab().toImage().isNull()
    click(page.take)
    assert built.workspace.document.usual_days != days
    assert page.steps.item(0).text().startswith("Since ")
    assert page.why.text().startswith(f"1 of {count} steps")
    built.workspace.undo()
    assert built.workspace.document.usual_days == days
    assert page.steps.item(0).text().startswith("Now: ")
    click(page.leave)
    assert not built.workspace.document.steps
    assert not page.take.isVisible()


def test_that_a_page_for_a_clinician_is_saved(qtbot: QtBot, built: Built, view: NowView, tmp_path: Path) -> None:
    assert not view.page.isEnabled()
    enter_day(view)
    view.save_page(tmp_path / "page.pdf")
    qtbot.waitUntil(lambda: view.said.text() == "Written: page.pdf.", timeout=GUARD_MS)
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")


def test_that_the_command_writes_the_page_as_pdf(qapp: QApplication, tmp_path: Path) -> None:
    path = written(tmp_path, [DAY])
    for paper in ("a4", "letter"):
        to = tmp_path / f"{paper}.pdf"
        given = ["changes", "--document", path, "--format", "pdf", "--paper", paper, "--output", str(to)]
        assert main(given) == 0
        assert to.read_bytes().startswith(b"%PDF-")
