"""A disk that takes its time: the window goes on, one worker writes at a time, the newest wins, and closing waits."""

import os
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import LIKE, LOVE, Document, Stored
from planner.document.document_json import stored_to_text
from planner.files.sharing import save_beside_others
from planner.files.store import StoreError, load
from planner.plan.plan import Plan
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.print.print_dialogs import ExportDialog, PrintDialog
from ui.workspace import saving
from ui.workspace.saving import OtherVersion
from ui.workspace.workspace import Workspace


class SlowDisk:
    """An fsync that lasts until the test lets it go; it knows who waited for it."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.reached = threading.Event()
        self.threads: list[int] = []
        self.at_once, self.most = 0, 0
        self.lock = threading.Lock()

    def __call__(self, handle: int) -> None:
        with self.lock:
            self.threads.append(threading.get_ident())
            self.at_once += 1
            self.most = max(self.most, self.at_once)
        self.reached.set()
        if threading.current_thread() is not threading.main_thread():
            self.go_on.wait()
        with self.lock:
            self.at_once -= 1


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowDisk]:
    slow = SlowDisk()
    yield slow
    slow.go_on.set()


@pytest.fixture
def workspace(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    day_plan: Plan,
    disk: SlowDisk,
    monkeypatch: pytest.MonkeyPatch,
) -> Workspace:
    """One with a plan, all of it saved; from now on the disk is slow."""
    opened = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: opened.plan is day_plan)
    assert opened.save()
    monkeypatch.setattr(os, "fsync", disk)
    return opened


def test_that_fifty_edits_go_on_while_the_disk_writes_and_the_newest_is_saved(
    qtbot: QtBot, workspace: Workspace, disk: SlowDisk, document_path: Path
) -> None:
    before = document_path.read_bytes()
    workspace.rate(["almonds"], LOVE)
    qtbot.waitUntil(disk.reached.is_set)  # by a worker: this thread is here
    for edit in range(50):
        workspace.rate(["spinach_cooked"], (LOVE, LIKE)[edit % 2])
        workspace._saving._timer.timeout.emit()  # the moment to save, without waiting for it
    assert document_path.read_bytes() == before
    assert len(disk.threads) == 1
    disk.go_on.set()
    qtbot.waitUntil(lambda: load(document_path).document == workspace.document)  # type: ignore[union-attr]
    assert threading.get_ident() not in disk.threads
    assert disk.most == 1


def test_that_closing_waits_until_the_newest_is_written(
    qtbot: QtBot, workspace: Workspace, disk: SlowDisk, document_path: Path
) -> None:
    workspace.rate(["almonds"], LOVE)
    qtbot.waitUntil(disk.reached.is_set)
    workspace.rate(["almonds"], LIKE)
    let_go = threading.Thread(target=disk.go_on.set)
    let_go.start()
    assert workspace.close()
    let_go.join()
    stored = load(document_path)
    assert stored is not None
    assert stored.document == workspace.document
    assert stored.document.taste("almonds") == LIKE


def test_that_a_deletion_waits_for_the_writer_and_nothing_is_written_after_it(
    qtbot: QtBot, workspace: Workspace, disk: SlowDisk, document_path: Path
) -> None:
    workspace.rate(["almonds"], LOVE)
    qtbot.waitUntil(disk.reached.is_set)
    workspace.rate(["almonds"], LIKE)
    wait_for_the_writer = workspace.forget()  # comes back while the disk is slow
    assert not disk.go_on.is_set()
    disk.go_on.set()
    wait_for_the_writer()
    document_path.unlink()
    workspace._saving._timer.timeout.emit()
    assert workspace.close()
    assert not document_path.exists()


def test_that_a_file_set_aside_is_renamed_and_saved_anew_beside_the_window(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    document_path: Path,
    disk: SlowDisk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document_path.write_bytes(b"{")
    workspace = open_workspace(held)
    monkeypatch.setattr(os, "fsync", disk)
    workspace.rate(["almonds"], LOVE)
    workspace.set_aside()
    workspace.set_aside()  # a second press renames nothing more
    qtbot.waitUntil(disk.reached.is_set)  # by a worker: this thread is here
    assert workspace.refused is None
    disk.go_on.set()
    qtbot.waitUntil(lambda: load(document_path) is not None)
    assert threading.get_ident() not in disk.threads
    assert load(document_path).document.taste("almonds") == LOVE  # type: ignore[union-attr]
    assert [path.read_bytes() for path in document_path.parent.glob("*.aside-*")] == [b"{"]


def test_that_going_on_with_another_version_does_not_wait_for_the_writer(
    qtbot: QtBot, workspace: Workspace, disk: SlowDisk, document_path: Path
) -> None:
    workspace.rate(["almonds"], LOVE)
    qtbot.waitUntil(disk.reached.is_set)
    theirs = Stored(Document(days=1).with_taste("oats", LIKE))
    other = OtherVersion(document_path.with_name("theirs.json"), stored_to_text(theirs).encode(), theirs)
    workspace.go_on_with_theirs(other, theirs.document, None)  # comes back while the disk is slow
    assert workspace.document.taste("oats") == LIKE
    disk.go_on.set()
    qtbot.waitUntil(lambda: load(document_path).document.taste("oats") == LIKE)  # type: ignore[union-attr]


def test_that_a_write_that_fails_beside_the_window_is_told_and_tried_again(
    qtbot: QtBot, workspace: Workspace, document_path: Path, disk: SlowDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk.go_on.set()
    failed: list[int] = []

    def full(*given: object) -> object:
        if not failed:
            failed.append(threading.get_ident())
            raise StoreError("the disk is full")
        return save_beside_others(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(saving, "save", full)
    with qtbot.waitSignal(workspace.notice, check_params_cb=lambda said, _: "the disk is full" in said):
        workspace.rate(["almonds"], LOVE)
    assert failed != [threading.get_ident()]
    assert workspace._saving._timer.isActive()
    workspace._saving._timer.timeout.emit()
    qtbot.waitUntil(lambda: load(document_path).document == workspace.document)  # type: ignore[union-attr]


def test_that_an_edit_made_while_the_disk_writes_counts_as_the_users_own(
    qtbot: QtBot, workspace: Workspace, disk: SlowDisk, document_path: Path
) -> None:
    """Else another computer's version would be taken for the newer one, and the edit left out."""
    workspace.rate(["almonds"], LOVE)
    qtbot.waitUntil(disk.reached.is_set)
    workspace.rate(["almonds"], LIKE)
    disk.go_on.set()
    qtbot.waitUntil(lambda: workspace._saving._thread is None)
    assert workspace._saving._touched or load(document_path).document == workspace.document  # type: ignore[union-attr]
    other = document_path.read_bytes() + b"\n"
    document_path.write_bytes(other)
    assert workspace.save()
    assert load(document_path).document.taste("almonds") == LIKE  # type: ignore[union-attr]


def test_that_everything_that_is_written_out_waits_for_the_disk_beside_the_window(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    day_plan: Plan,
    disk: SlowDisk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: built.workspace.plan is day_plan)
    assert built.workspace.save()
    printable = built.window._printable()
    assert printable is not None
    monkeypatch.setattr(os, "fsync", disk)
    for dialog, name in ((PrintDialog(printable, "list"), "list.pdf"), (ExportDialog(printable), "plan.any")):
        qtbot.addWidget(dialog)
        disk.reached.clear()
        with qtbot.waitSignal(dialog.writing.said, timeout=PATIENCE):
            dialog.save_to(tmp_path / name)  # comes back while the disk is slow
            assert dialog.problem.text() == f"Writing {name} …"
            qtbot.waitUntil(disk.reached.is_set, timeout=PATIENCE)
            disk.go_on.set()
        assert dialog.problem.text() == f"Written: {name}."
        disk.go_on.clear()
    disk.reached.clear()
    built.workspace.rate(["almonds"], LOVE)
    built.window.data.export_to(tmp_path / "all.zip")
    qtbot.waitUntil(disk.reached.is_set, timeout=PATIENCE)
    assert not (tmp_path / "all.zip").exists()
    disk.go_on.set()
    qtbot.waitUntil((tmp_path / "all.zip").exists, timeout=PATIENCE)
    with zipfile.ZipFile(tmp_path / "all.zip") as packed:
        assert b"almonds" in packed.read(built.workspace.document_path.name)  # what was not saved yet is in it
    assert threading.get_ident() not in disk.threads
