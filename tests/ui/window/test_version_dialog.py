"""Two computers saved the document: the user is shown what differs and picks, and the other version is kept."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.backups import OTHER, backups_of
from planner.files.sharing import computer
from planner.files.store import load, save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.window.app import Built
from ui.window.version_dialog import VersionDialog
from ui.workspace.workspace import Workspace

HERE, THERE = "Go on with what is here", "Go on with the other one"


@pytest.fixture
def theirs(day_plan: Plan) -> Stored:
    return Stored(Document(days=1).with_taste("almonds", "love"), plan_to_fixed(day_plan), saved_on="kitchen-laptop")


@pytest.fixture
def built(open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))
    return open_window(held)


def others_save(path: Path, stored: Stored) -> None:
    beside = path.with_name("coming")
    save(beside, stored)
    beside.replace(path)


def asked(built: Built, qtbot: QtBot) -> VersionDialog:
    """The dialog that comes with the next save."""
    qtbot.waitUntil(lambda: bool(built.window.findChildren(VersionDialog)))
    (dialog,) = built.window.findChildren(VersionDialog)
    return dialog


def press(dialog: VersionDialog, text: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == text).click()


def kept_versions(path: Path) -> list[tuple[str, Stored | None]]:
    return [
        (backup.path.stem.split("-", 6)[-1], load(backup.path)) for backup in backups_of(path) if backup.kind == OTHER
    ]


def settled(workspace: Workspace, document: Document) -> bool:
    stored = load(workspace.document_path)
    return stored is not None and stored.document == document


def test_that_an_edit_here_asks_names_the_computer_and_what_differs(
    built: Built, qtbot: QtBot, document_path: Path, theirs: Stored
) -> None:
    others_save(document_path, theirs)
    built.workspace.rate(["spinach_cooked"], "like")
    dialog = asked(built, qtbot)
    assert [kind for kind, _said in dialog.rows] == ["Tastes"]
    assert "Almonds" in dialog.rows[0][1]
    assert "kitchen-laptop" in dialog.heading.text()


def test_that_going_on_here_moves_theirs_among_the_backups(
    built: Built, qtbot: QtBot, document_path: Path, theirs: Stored
) -> None:
    others_save(document_path, theirs)
    built.workspace.rate(["spinach_cooked"], "like")
    press(asked(built, qtbot), HERE)
    qtbot.waitUntil(lambda: kept_versions(document_path) == [("kitchen-laptop", theirs)])
    qtbot.waitUntil(lambda: settled(built.workspace, built.workspace.document))
    assert built.workspace.document.taste("spinach_cooked") == "like"
    qtbot.waitUntil(lambda: not list(document_path.parent.glob("*.aside-*")))


def test_that_going_on_there_is_one_edit_and_keeps_ours_among_the_backups(
    built: Built, qtbot: QtBot, document_path: Path, theirs: Stored
) -> None:
    others_save(document_path, theirs)
    built.workspace.rate(["spinach_cooked"], "like")
    ours = built.workspace.document
    press(asked(built, qtbot), THERE)
    qtbot.waitUntil(lambda: built.workspace.document == theirs.document)
    [(name, kept)] = kept_versions(document_path)
    assert name == computer() or not computer()
    assert kept is not None
    assert kept.document == ours
    qtbot.waitUntil(lambda: settled(built.workspace, theirs.document))
    built.workspace.undo()
    assert built.workspace.document == ours


@pytest.mark.parametrize("choice", [HERE, THERE])
def test_that_a_window_only_planned_in_asks_before_either_is_written_over(
    built: Built, qtbot: QtBot, document_path: Path, theirs: Stored, choice: str
) -> None:
    """Nothing was decided since they saved: theirs is the document, and stays until somebody says otherwise."""
    workspace = built.workspace
    workspace.rate(["spinach_cooked"], "like")
    assert workspace.save()
    ours = workspace.document
    others_save(document_path, theirs)
    assert workspace.save()
    dialog = asked(built, qtbot)
    assert load(document_path) == theirs
    press(dialog, choice)
    wanted = theirs.document if choice == THERE else ours
    qtbot.waitUntil(lambda: workspace.document == wanted and settled(workspace, wanted))
    assert [kept.document for _name, kept in kept_versions(document_path) if kept] == [
        ours if choice == THERE else theirs.document
    ]


def test_that_later_changes_nothing(built: Built, qtbot: QtBot, document_path: Path, theirs: Stored) -> None:
    others_save(document_path, theirs)
    built.workspace.rate(["spinach_cooked"], "like")
    press(asked(built, qtbot), "Decide later")
    assert kept_versions(document_path) == []
    assert [load(aside) for aside in document_path.parent.glob("*.aside-*")] == [theirs]
    assert built.workspace.document.taste("spinach_cooked") == "like"
