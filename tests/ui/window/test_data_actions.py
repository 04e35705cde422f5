"""The user's own data: a copy taken in, everything exported, everything deleted, and a close that cannot save."""

import os
import signal
import threading
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.backups import backups_of, delete_everything
from planner.files.store import StoreError, save
from planner.plan.plan import Plan
from tests.ui.conftest import FOODS, PATIENCE, HeldPlanner, OpenWindow, solved
from ui.base.file_dialogs import file_dialog
from ui.base.places import default_document_path
from ui.print.print_dialogs import ExportDialog, PrintDialog
from ui.window import data_actions
from ui.window.app import Built, _close_on_signals
from ui.workspace import saving


@pytest.fixture
def built(open_window: OpenWindow, held: HeldPlanner) -> Built:
    return open_window(held)


def said_last(built: Built, qtbot: QtBot, wish: Callable[[], None]) -> str:
    """What is said when the worker is done, behind the sentence that it began."""
    said: list[str] = []
    built.window.data.said.connect(said.append)
    wish()
    qtbot.waitUntil(lambda: len(said) == 2, timeout=PATIENCE)
    built.window.data.said.disconnect(said.append)
    return said[-1]


def test_that_a_copy_is_taken_in_as_one_edit(built: Built, qtbot: QtBot, tmp_path: Path) -> None:
    before = built.workspace.document
    food = next(iter(built.workspace.catalogue or ())).id
    copy = tmp_path / "copy.json"
    save(copy, Stored(Document(days=1).with_taste(food, "love")))
    built.window.data.import_copy(copy)
    qtbot.waitUntil(lambda: built.workspace.document.taste(food) == "love", timeout=PATIENCE)
    built.workspace.undo()
    assert built.workspace.document == before


def test_that_a_damaged_copy_is_refused_in_words_and_changes_nothing(
    built: Built, qtbot: QtBot, tmp_path: Path
) -> None:
    before = built.workspace.document
    copy = tmp_path / "copy.json"
    copy.write_text('{"format": "magnolia", "version": 1, "alergens": []}')
    assert "alergens" in said_last(built, qtbot, lambda: built.window.data.import_copy(copy))
    assert built.workspace.document == before


def test_that_everything_is_exported_into_one_file(built: Built, qtbot: QtBot, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    assert target.name in said_last(built, qtbot, lambda: built.window.data.export_to(target))
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
    def full(path: Path, stored: Stored, before: object) -> None:
        raise StoreError("the disk is full")

    built.workspace.rate(["almonds"], "love")
    monkeypatch.setattr(saving, "save", full)
    assert not built.window.close()
    assert built.window.isVisible()
    assert built.window.close()


def test_that_no_export_of_the_window_takes_the_place_of_what_is_kept(
    built: Built, qtbot: QtBot, held: HeldPlanner, day_plan: Plan, tmp_path: Path
) -> None:
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: built.workspace.plan is day_plan)
    built.workspace.save()
    path = built.workspace.document_path
    backup = backups_of(path)[-1].path
    link = tmp_path / "link.json"
    link.hardlink_to(path)
    printable = built.window._printable()
    assert printable is not None
    dialogs = PrintDialog(printable, "list"), ExportDialog(printable)
    for dialog in dialogs:
        qtbot.addWidget(dialog)
    before = {each: each.read_bytes() for each in (path, backup, FOODS)}
    new = [path.with_name("document.json.lock"), backup.with_name("plan.txt"), default_document_path()]
    for target in (*before, link, *new):
        for dialog in dialogs:
            with qtbot.waitSignal(dialog.writing.said, timeout=PATIENCE):
                dialog.save_to(target)
            assert dialog.problem.text().startswith("Nothing was written."), target
        said = said_last(built, qtbot, partial(built.window.data.export_to, target))
        assert said.startswith("Nothing was exported."), target
    assert {each: each.read_bytes() for each in before} == before
    assert not any(target.exists() for target in new)


def deleted_until_told(built: Built, qtbot: QtBot) -> QMessageBox:
    """The box that names what a deletion leaves."""
    built.window.data.delete_all()
    qtbot.waitUntil(lambda: built.window.data.told is not None, timeout=PATIENCE)
    box = built.window.data.told
    assert box is not None
    return box


@pytest.mark.qt_log_ignore("Keyboard event not accepted", "This plugin does not support", extend=True)
def test_that_a_deletion_waits_for_the_disk_beside_a_window_that_takes_no_wish(
    built: Built, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a window did meanwhile would write files again, or be lost."""
    path, window = built.workspace.document_path, built.window
    built.workspace.save()
    reached, go_on = threading.Event(), threading.Event()
    threads: list[int] = []

    def slowly(folder: Path, name: str) -> tuple[Path, ...]:
        threads.append(threading.get_ident())
        reached.set()
        assert go_on.wait(PATIENCE / 1000)
        return delete_everything(folder, name)

    monkeypatch.setattr(data_actions, "delete_everything", slowly)
    before = built.workspace.document
    try:
        window.data.delete_all()
        qtbot.waitUntil(reached.is_set, timeout=PATIENCE)
        assert threading.get_ident() not in threads
        assert window.foot.text == "Deleting everything …"
        for key in (Qt.Key.Key_N, Qt.Key.Key_Z):
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(window, Qt.Key.Key_Escape)
        assert QApplication.activeModalWidget() is None
        assert built.workspace.document == before
        assert not window.close()
        assert window.isVisible()
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=PATIENCE)
    assert not path.exists()
    assert threads == threads[:1]


def test_that_what_a_deletion_leaves_is_named_before_the_window_closes(built: Built, qtbot: QtBot) -> None:
    path = built.workspace.document_path
    built.workspace.save()
    copy = path.with_name("document (conflicted copy).json")
    copy.write_bytes(path.read_bytes())
    box = deleted_until_told(built, qtbot)
    assert str(copy) in box.informativeText()
    assert built.window.isVisible()
    with qtbot.waitSignal(built.window.data.deleted):
        box.accept()
    assert not built.window.isVisible()


def test_that_what_cannot_be_deleted_is_named_in_a_box(
    built: Built, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unlink(self: Path, missing_ok: bool = False) -> None:
        raise OSError(1, "Operation not permitted")

    built.workspace.save()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        box = deleted_until_told(built, qtbot)
    assert f"{built.workspace.document_path}: cannot be deleted" in box.informativeText()
    box.reject()
    assert built.window.isVisible()
    assert built.window.isEnabled()


def test_that_deleting_everything_takes_the_last_folder_out_of_qts_own_file(
    built: Built, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "Magnesium of Ann"
    folder.mkdir()
    dialog = file_dialog(built.window, "Export", str(folder))
    dialog.open()
    dialog.selectFile(str(folder / "all.zip"))
    dialog.done(QFileDialog.DialogCode.Accepted)
    qtbot.waitUntil(lambda: not shiboken6.isValid(dialog))  # it writes as it goes, and would go with the window
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert "Magnesium" in str(kept.value("FileDialog/lastVisited"))
    with qtbot.waitSignal(built.window.data.deleted, timeout=PATIENCE):
        built.window.data.delete_all()
    assert "Ann" not in Path(kept.fileName()).read_text()


def test_that_every_file_dialog_goes_when_it_is_closed() -> None:
    made = [
        file.name
        for file in (Path(__file__).parents[3] / "ui").rglob("*.py")
        if "QFileDialog(" in file.read_text(encoding="utf-8")
    ]
    assert made == ["file_dialogs.py"]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
@pytest.mark.parametrize(("number", "leaves"), [(signal.SIGTERM, True), (signal.SIGINT, False)])
def test_that_the_end_of_a_session_waits_for_no_second_wish_to_close(
    built: Built, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, leaves: bool
) -> None:
    def full(path: Path, stored: Stored, before: object) -> None:
        raise StoreError("the disk is full")

    built.workspace.rate(["almonds"], "love")
    monkeypatch.setattr(saving, "save", full)
    before = _close_on_signals(built.window)
    try:
        with qtbot.waitSignal(built.workspace.closing):
            os.kill(os.getpid(), number)
        qtbot.waitUntil(lambda: built.window.isVisible() is not leaves)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
    built.window.close()
