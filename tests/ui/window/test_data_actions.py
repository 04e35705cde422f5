"""The user's own data: a copy taken in, everything exported, everything deleted, and a close that cannot save."""

import zipfile
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.backups import backups_of
from planner.files.store import StoreError, save
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.window.app import Built
from ui.workspace import workspace as workspace_module


@pytest.fixture
def built(open_window: OpenWindow, held: HeldPlanner) -> Built:
    return open_window(held)


def test_that_a_copy_is_taken_in_as_one_edit(built: Built, qtbot: QtBot, tmp_path: Path) -> None:
    before = built.workspace.document
    food = next(iter(built.workspace.catalogue or ())).id
    copy = tmp_path / "copy.json"
    save(copy, Stored(Document(days=1).with_taste(food, "love")))
    built.window.data.import_copy(copy)
    assert built.workspace.document.taste(food) == "love"
    built.workspace.undo()
    assert built.workspace.document == before


def test_that_a_damaged_copy_is_refused_in_words_and_changes_nothing(
    built: Built, qtbot: QtBot, tmp_path: Path
) -> None:
    before = built.workspace.document
    copy = tmp_path / "copy.json"
    copy.write_text('{"format": "magnolia", "version": 1, "alergens": []}')
    with qtbot.waitSignal(built.window.data.said) as said:
        built.window.data.import_copy(copy)
    assert "alergens" in said.args[0]
    assert built.workspace.document == before


def test_that_everything_is_exported_into_one_file(built: Built, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    built.window.data.export_to(target)
    with zipfile.ZipFile(target) as packed:
        assert built.workspace.document_path.name in packed.namelist()


def test_that_deleting_everything_leaves_no_file_and_closing_writes_none(built: Built, qtbot: QtBot) -> None:
    path = built.workspace.document_path
    built.workspace.save()
    assert path.exists()
    with qtbot.waitSignal(built.window.data.deleted):
        built.window.data.delete_all()
    built.workspace.close()
    assert not path.exists()
    assert backups_of(path) == ()


def test_that_a_close_that_cannot_save_says_so_once(
    built: Built, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, stored: Stored) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(workspace_module, "save", full)
    assert not built.window.close()
    assert built.window.isVisible()
    assert built.window.close()
