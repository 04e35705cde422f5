"""More than one document: made, opened and saved under another name; nothing is written over, and nothing lost."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from planner.document.document import LONGEST_NAME, Document, Stored
from planner.files.store import load, save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import press, write
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow
from ui.base.places import default_document_path
from ui.window.app import Built
from ui.window.documents import NameDialog, Next, file_name
from ui.window.one_copy import OneCopy
from ui.window.recent import KEY, MOST, recent, remember

ROOT = Path(__file__).parents[3]


@pytest.fixture
def built(open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))
    return open_window(held)


def answered(built: Built, qtbot: QtBot, wish: Callable[[], None]) -> str:
    """What is said when the worker is done, behind the sentence that it began; empty when the window closed instead."""
    said: list[str] = []
    documents = built.window.documents
    documents.said.connect(said.append)
    wish()
    qtbot.waitUntil(lambda: len(said) == 2 or documents.next is not None, timeout=PATIENCE)
    documents.said.disconnect(said.append)
    return said[1] if len(said) == 2 else ""


def test_that_a_new_document_is_made_and_opened_next_with_the_first_questions(
    built: Built, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "clients" / "anna.json"
    assert answered(built, qtbot, lambda: built.window.documents.make(path, " Anna   Smith ")) == ""
    assert built.window.documents.next == Next(path, asks=True)
    assert not built.window.isVisible()
    stored = load(path)
    assert stored is not None
    assert (stored.document.name, stored.document.days, stored.document.start) == (
        "Anna Smith",
        7,
        built.workspace.today(),
    )
    assert stored.plan == ()


def test_that_a_copy_under_another_name_has_the_plan_and_the_old_file_keeps_its_own(
    built: Built, qtbot: QtBot, tmp_path: Path, document_path: Path
) -> None:
    built.workspace.rename("Ben")
    path = tmp_path / "ben-2.json"
    assert answered(built, qtbot, lambda: built.window.documents.save_to(path, "Ben, week 2")) == ""
    assert built.window.documents.next == Next(path)
    copy, old = load(path), load(document_path)
    assert copy is not None
    assert old is not None
    assert (copy.document.name, old.document.name) == ("Ben, week 2", "Ben")
    assert copy.plan == old.plan != ()


@pytest.mark.parametrize("wish", ["make", "save_to"])
def test_that_a_file_that_is_there_is_never_written_over(built: Built, qtbot: QtBot, tmp_path: Path, wish: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text("mine")
    said = answered(built, qtbot, lambda: getattr(built.window.documents, wish)(path, "Anna"))
    assert said == "notes.json is there already. Choose another name."
    assert path.read_text() == "mine"
    assert built.window.isVisible()


def test_that_what_magnolia_keeps_beside_a_document_is_no_place_for_another(
    built: Built, qtbot: QtBot, document_path: Path
) -> None:
    beside = document_path.with_name(document_path.name + ".backups") / "anna.json"
    assert "one of the files Magnolia keeps" in answered(
        built, qtbot, lambda: built.window.documents.make(beside, "Anna")
    )
    assert not beside.exists()


def test_that_another_document_is_opened_and_this_one_saved_first(
    built: Built, qtbot: QtBot, tmp_path: Path, document_path: Path
) -> None:
    path = tmp_path / "tom.json"
    save(path, Stored(Document(days=2, name="Tom")))
    built.workspace.rename("Me")
    assert answered(built, qtbot, lambda: built.window.documents.open_path(path)) == ""
    assert built.window.documents.next == Next(path)
    kept = load(document_path)
    assert kept is not None
    assert kept.document.name == "Me"


def test_that_what_cannot_be_opened_is_said_and_the_window_stays(
    built: Built, qtbot: QtBot, tmp_path: Path, settings: QSettings, document_path: Path
) -> None:
    documents = built.window.documents
    damaged, gone, held = tmp_path / "damaged.json", tmp_path / "gone.json", tmp_path / "held.json"
    damaged.write_text("{")
    save(held, Stored(Document()))
    remember(settings, gone, "Gone")
    other = OneCopy(held)
    assert other.take()
    assert answered(built, qtbot, lambda: documents.open_path(damaged)).startswith("It was not opened. damaged.json:")
    assert answered(built, qtbot, lambda: documents.open_path(gone)) == f"{gone}: there is no such file"
    assert gone not in [each.path for each in recent(settings)]
    said: list[str] = []
    documents.said.connect(said.append)
    documents.open_path(document_path)
    assert said == [f"{document_path.name} is open here already."]
    assert documents.next is None
    assert built.window.isVisible()
    other.give_back()


def test_that_the_name_is_the_title_and_undo_takes_it_back(built: Built) -> None:
    assert built.window.windowTitle() == "document"
    built.workspace.rename("Anna & Ben")
    assert built.window.windowTitle() == "Anna & Ben"
    assert not built.workspace.stale
    assert built.workspace.history.undo_name == "Name it “Anna & Ben”"
    built.workspace.undo()
    assert built.window.windowTitle() == "document"


def test_that_recent_documents_are_in_the_menu_newest_first_and_the_usual_one_always(
    built: Built, settings: QSettings, tmp_path: Path, qtbot: QtBot
) -> None:
    for name in ("one", "two"):
        remember(settings, tmp_path / f"{name}.json", f"Person & {name}")
    built.window.documents.fill_recent()
    shown = [action.text() for action in built.window.documents.recent.actions() if action.text()]
    assert shown == ["The plan Magnolia keeps by itself", "Person && two · two.json", "Person && one · one.json"]
    built.window.documents.recent.actions()[0].trigger()
    qtbot.waitUntil(lambda: built.window.documents.next is not None, timeout=PATIENCE)
    assert built.window.documents.next == Next(default_document_path())


@pytest.mark.parametrize("text", ["", "x", "{}", "[1]", '[["a"]]', '[["relative.json", "A"]]', "[[1, 2], null]"])
def test_that_a_damaged_list_of_recent_documents_is_an_empty_one(settings: QSettings, text: str) -> None:
    settings.setValue(KEY, text)
    assert recent(settings) == ()


def test_that_only_so_many_recent_documents_are_kept(settings: QSettings, tmp_path: Path) -> None:
    for number in range(MOST + 3):
        remember(settings, tmp_path / f"{number}.json", "")
    remember(settings, tmp_path / "5.json", "Five")
    names = [each.path.stem for each in recent(settings)]
    assert names == ["5", "12", "11", "10", "9", "8", "7", "6", "4", "3"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Anna Smith", "Anna-Smith.json"),
        ("../etc/passwd", "etc-passwd.json"),
        ("Ünal: ω", "Ünal-ω.json"),
        ("/", "magnolia.json"),
    ],
)
def test_that_the_name_of_a_file_has_nothing_a_file_system_refuses(name: str, expected: str) -> None:
    assert file_name(name) == expected


def test_that_a_name_is_asked_before_a_place(built: Built, qtbot: QtBot) -> None:
    built.window.documents.new.trigger()
    (dialog,) = built.window.findChildren(NameDialog)
    assert dialog.name.maxLength() == LONGEST_NAME
    write(dialog.name, "Anna Smith")
    press(dialog.name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(built.window.findChildren(QFileDialog)))
    (where,) = built.window.findChildren(QFileDialog)
    assert [Path(file).name for file in where.selectedFiles()] == ["Anna-Smith.json"]
    where.reject()


def test_that_one_program_goes_from_document_to_document(tmp_path: Path) -> None:
    """The whole program: a document, a second one opened in its place, and the end."""
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    for path in (first, second):
        save(path, Stored(Document(days=1, name=path.stem)))
    program = f"""
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.window import app, main_window
seen, known = [], []
def drive():
    windows = [each for each in QApplication.topLevelWidgets() if isinstance(each, main_window.MainWindow)]
    for window in [each for each in windows if each.isVisible()]:
        workspace = window._workspace
        if workspace.catalogue is not None and window not in known:  # the first is renamed, and may stay for a while
            known.append(window)
            seen.append(window.windowTitle())
            if len(seen) == 1:
                workspace.rename("first, seen")
                window.documents.open_path(Path({str(second)!r}))
            else:
                window.close()
made = QApplication(["magnolia"])
timer = QTimer()
timer.timeout.connect(drive)
timer.start(50)
code = app.run(Path("foods.csv"), Path({str(first)!r}))
print(code, seen)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={
            **os.environ,
            "HOME": str(tmp_path),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "QT_QPA_PLATFORM": "offscreen",
        },
    )
    assert done.stdout.strip() == "0 ['first', 'second']", done.stderr[-2000:]
    kept = load(first)
    assert kept is not None
    assert kept.document.name == "first, seen"
    assert not list(tmp_path.glob("*.lock"))
