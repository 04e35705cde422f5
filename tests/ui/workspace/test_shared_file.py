"""The one file, while other computers and sync clients write it too: nothing of either side is lost."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import load, save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import FOODS, PATIENCE, HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.window.one_copy import OneCopy
from ui.workspace.workspace import Workspace

FIXTURES = Path(__file__).parents[2] / "planner" / "document" / "fixtures"
posix = pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")


@pytest.fixture
def mine(document_path: Path, day_plan: Plan) -> Stored:
    """What is kept when the window opens: a day and its plan."""
    stored = Stored(Document(days=1), plan_to_fixed(day_plan))
    save(document_path, stored)
    return stored


@pytest.fixture
def theirs(day_plan: Plan) -> Stored:
    """What another computer saves meanwhile."""
    return Stored(Document(days=1).with_taste("almonds", "love"), plan_to_fixed(day_plan))


def told_by(workspace: Workspace) -> list[str]:
    told: list[str] = []
    workspace.recovered.connect(told.append)
    workspace.two_versions.connect(lambda said, _other: told.append(said))
    return told


def asides(path: Path) -> list[Stored | None]:
    return [load(aside) for aside in sorted(path.parent.glob("*.aside-*"))]


def written_over(path: Path, stored: Stored) -> None:
    """As a sync client does it: by another file of that name."""
    other = path.with_name("coming")
    save(other, stored)
    other.replace(path)


def written_in_place(path: Path, stored: Stored) -> None:
    """As a plain copy does it: the same inode, and here the same size and time too, as far as they can be."""
    before = path.stat()
    other = path.with_name("coming")
    save(other, stored)
    path.write_bytes(other.read_bytes())
    other.unlink()
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("change", [written_over, written_in_place])
def test_that_a_window_only_looked_at_leaves_what_others_saved(
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    document_path: Path,
    mine: Stored,
    theirs: Stored,
    change: Callable[[Path, Stored], None],
) -> None:
    workspace = open_workspace(held)
    change(document_path, theirs)
    assert workspace.close()
    assert load(document_path) == theirs
    assert asides(document_path) == []


def test_that_looking_changes_no_byte_and_makes_no_new_file(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, mine: Stored
) -> None:
    workspace = open_workspace(held)
    before = document_path.stat()
    workspace.save()
    workspace.close()
    after = document_path.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.mark.parametrize("version", [1, 2])
def test_that_a_document_of_an_older_version_is_left_as_it_is_until_something_is_changed(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, version: int
) -> None:
    """An older Magnolia on another computer can still read what nobody changed."""
    content = (FIXTURES / f"version_{version}.json").read_bytes()
    document_path.write_bytes(content)
    workspace = open_workspace(held)
    workspace.close()
    assert document_path.read_bytes() == content
    again = open_workspace(held)
    again.rate(["almonds"], "love")
    again.close()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.taste("almonds") == "love"
    assert document_path.read_bytes() != content


def test_that_a_plan_made_without_an_edit_is_saved_only_where_nobody_else_saved(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, day_plan: Plan, theirs: Stored
) -> None:
    """The kept document of the fixture has no plan, so one is made at once."""
    workspace = open_workspace(held)
    told = told_by(workspace)
    written_over(document_path, theirs)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: workspace.plan is day_plan)
    assert workspace.save()
    assert workspace.close()
    assert load(document_path) == theirs
    assert asides(document_path) == []
    assert len(told) == 1
    assert "left as it is" in told[0]


@pytest.mark.parametrize("how", ["autosave", "close"])
@pytest.mark.parametrize("change", [written_over, written_in_place])
def test_that_an_edit_keeps_aside_what_others_saved_and_says_so(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    document_path: Path,
    mine: Stored,
    theirs: Stored,
    change: Callable[[Path, Stored], None],
    how: str,
) -> None:
    workspace = open_workspace(held)
    told = told_by(workspace)
    change(document_path, theirs)
    workspace.rate(["spinach_cooked"], "like")
    if how == "autosave":
        qtbot.waitUntil(lambda: bool(told))
    else:
        workspace.close()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.tastes == {"spinach_cooked": "like"}
    assert asides(document_path) == [theirs]
    (aside,) = document_path.parent.glob("*.aside-*")
    assert len(told) == 1
    assert aside.name in told[0]
    workspace.save()
    assert asides(document_path) == [theirs]


def test_that_edits_saved_before_others_wrote_over_them_are_kept_aside(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, mine: Stored, theirs: Stored
) -> None:
    workspace = open_workspace(held)
    told = told_by(workspace)
    workspace.rate(["spinach_cooked"], "like")
    workspace.save()
    written_over(document_path, theirs)
    workspace.close()
    workspace.close()
    assert load(document_path) == theirs
    (ours,) = asides(document_path)
    assert ours is not None
    assert ours.document.tastes == {"spinach_cooked": "like"}
    assert len(told) == 1


def test_that_what_is_no_document_is_kept_aside_too(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, mine: Stored
) -> None:
    workspace = open_workspace(held)
    document_path.write_bytes(b"{ half")
    workspace.rate(["spinach_cooked"], "like")
    workspace.close()
    assert [path.read_bytes() for path in document_path.parent.glob("*.aside-*")] == [b"{ half"]
    assert load(document_path) is not None


@pytest.mark.parametrize("edited", [True, False], ids=["edited", "only looked at"])
@pytest.mark.parametrize("gone", ["file", "folder"])
def test_that_a_file_that_vanished_is_saved_again_and_told(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, mine: Stored, gone: str, edited: bool
) -> None:
    workspace = open_workspace(held)
    told = told_by(workspace)
    if gone == "file":
        document_path.unlink()
    else:
        shutil.rmtree(document_path.parent)
    if edited:
        workspace.rate(["spinach_cooked"], "like")
    assert workspace.close()
    stored = load(document_path)
    assert stored is not None
    assert stored.document == workspace.document
    assert len(told) == 1
    assert "gone" in told[0]


@posix
def test_that_the_document_behind_a_link_is_kept_aside_and_the_link_stays(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, tmp_path: Path, mine: Stored, theirs: Stored
) -> None:
    real = tmp_path / "Sync" / "mine.json"
    save(real, mine)
    document_path.unlink()
    document_path.symlink_to(real)
    workspace = open_workspace(held)
    written_over(real, theirs)
    workspace.rate(["spinach_cooked"], "like")
    workspace.close()
    assert document_path.is_symlink()
    stored = load(real)
    assert stored is not None
    assert stored.document.tastes == {"spinach_cooked": "like"}
    assert asides(document_path) == [theirs]


@posix
def test_that_a_link_to_a_disk_that_is_not_there_is_refused_and_nothing_is_written(
    open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, tmp_path: Path, mine: Stored
) -> None:
    stick = tmp_path / "stick"
    document_path.unlink()
    document_path.symlink_to(stick / "mine.json")
    workspace = open_workspace(held)
    assert workspace.refused is not None
    assert str(stick) in workspace.refused
    workspace.rate(["spinach_cooked"], "like")
    workspace.close()
    assert not stick.exists()


def test_that_edits_go_to_a_file_of_their_own_once_another_window_has_the_document(
    qtbot: QtBot, held: HeldPlanner, document_path: Path, mine: Stored, theirs: Stored
) -> None:
    first, second = OneCopy(document_path), OneCopy(document_path)
    assert first.take()
    workspace = Workspace(FOODS, document_path, held, holds=first.still_ours)
    told = told_by(workspace)
    with qtbot.waitSignal(workspace.opened, timeout=PATIENCE):
        workspace.open()
    document_path.with_name("document.json.lock").unlink()
    assert second.take()
    save(document_path, theirs)
    workspace.rate(["spinach_cooked"], "like")
    assert workspace.save()
    workspace.rate(["spinach_cooked"], "love")
    assert workspace.close()
    assert load(document_path) == theirs
    (ours,) = asides(document_path)
    assert ours is not None
    assert ours.document.tastes == {"spinach_cooked": "love"}
    assert len(told) == 1
    first.give_back()
    assert document_path.with_name("document.json.lock").exists()
    second.give_back()


def test_that_the_window_tells_what_happened_as_it_closes(
    qapp: QApplication, open_window: OpenWindow, held: HeldPlanner, document_path: Path, mine: Stored, theirs: Stored
) -> None:
    built = open_window(held)
    told: list[str] = []
    built.workspace.recovered.connect(told.append)
    written_over(document_path, theirs)
    built.workspace.rate(["spinach_cooked"], "like")
    assert built.window.close()
    assert len(told) == 1


CLOSING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLabel
import ui.window.start
from ui.window.main_window import MainWindow

path, other = Path(sys.argv[1]), Path(sys.argv[2])

class Watched(QApplication):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.timer = QTimer()
        self.timer.timeout.connect(self.look)
        self.timer.start(20)

    def look(self):
        for widget in self.topLevelWidgets():
            if isinstance(widget, MainWindow) and widget.isVisible() and widget._workspace.catalogue is not None:
                other.replace(path)
                widget._workspace.rate(["spinach_cooked"], "like")
                widget.close()
            elif isinstance(widget, QDialog) and widget.isVisible() and widget.parent() is None:
                self.timer.stop()
                print(widget.findChild(QLabel).text(), flush=True)
                if sys.argv[3] == "close":
                    widget.close()

ui.window.start.QApplication = Watched
sys.exit(ui.window.start.run(Path("foods.csv"), path))
"""  # the program, closed with an edit after another one saved: what it says stands until it is closed


@posix
@pytest.mark.parametrize("how", ["close", "signal"])
def test_that_what_is_told_at_the_end_can_be_read_and_holds_up_nobody(
    document_path: Path, tmp_path: Path, mine: Stored, theirs: Stored, how: str
) -> None:
    other = tmp_path / "other.json"
    save(other, theirs)
    environment = os.environ | {"XDG_DATA_HOME": str(tmp_path / "share")}
    command = [sys.executable, "-c", CLOSING, str(document_path), str(other), how]
    with subprocess.Popen(command, cwd=FOODS.parent, env=environment, stdout=-1, text=True) as process:
        assert process.stdout is not None
        assert "document.aside-" in process.stdout.readline()
        if how == "signal":
            process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    assert asides(document_path) == [theirs]
