"""A second copy of the program: it opens nothing, raises the first window, and ends."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.patience import GUARD, GUARD_MS
from ui.base.places import user_settings
from ui.window.app import make_settings_private
from ui.window.one_copy import OneCopy, show_in_front

ROOT = Path(__file__).parents[3]
ASK = "import sys; from pathlib import Path; from ui.window.one_copy import OneCopy; one = OneCopy(Path(sys.argv[1]))"


def second(path: Path, program: str) -> "subprocess.Popen[str]":
    """Another process on the same document."""
    command = [sys.executable, "-c", f"{ASK}; {program}", str(path)]
    return subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True)  # whatever input the tests have


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "document.json"


def test_that_a_second_copy_gets_no_document_and_raises_the_first_window(qtbot: QtBot, path: Path) -> None:
    first = OneCopy(path)
    assert first.take()
    with qtbot.waitSignal(first.wished, timeout=GUARD_MS):
        other = second(path, f"print(one.take(), one.ask({GUARD}))")
    said, _ = other.communicate(timeout=GUARD)
    first.give_back()
    assert said.split() == ["False", "True"]
    assert not path.with_name("document.json.show").exists()


def test_that_a_first_copy_that_does_not_answer_is_said_to_be_silent(path: Path) -> None:
    first = OneCopy(path)  # its event loop does not run
    assert first.take()
    said, _ = second(path, "print(one.take(), one.ask(0.2))").communicate(timeout=GUARD)
    first.give_back()
    assert said.split() == ["False", "False"]
    assert not path.with_name("document.json.show").exists()


def test_that_a_copy_that_was_killed_holds_nothing(path: Path) -> None:
    killed = second(path, "print(one.take(), flush=True); sys.stdin.read()")
    with killed:
        assert killed.stdout is not None
        assert killed.stdout.readline().strip() == "True"
        mine = OneCopy(path)
        held = mine.take()
        killed.kill()
    assert not held
    assert mine.take()
    mine.give_back()


def test_that_the_document_is_free_when_the_first_copy_ends(path: Path) -> None:
    first, other = OneCopy(path), OneCopy(path)
    assert first.take()
    first.give_back()
    assert other.take()
    other.give_back()


def test_that_another_document_may_be_opened_beside_it(path: Path) -> None:
    first, other = OneCopy(path), OneCopy(path.with_name("another.json"))
    assert first.take()
    assert other.take()
    first.give_back()
    other.give_back()


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_that_a_link_to_the_document_is_the_same_document(path: Path) -> None:
    link = path.with_name("link.json")
    link.symlink_to(path)
    first, other = OneCopy(path), OneCopy(link)
    assert first.take()
    assert not other.take()
    first.give_back()


def test_that_a_folder_that_takes_no_lock_is_no_reason_not_to_open(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    one = OneCopy(tmp_path / "file" / "document.json")
    assert one.take()
    assert one.still_ours()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_that_the_lock_can_be_read_by_its_owner_only(path: Path) -> None:
    first = OneCopy(path)
    first.take()
    assert path.with_name("document.json.lock").stat().st_mode & 0o077 == 0
    first.give_back()


def test_that_other_changes_of_the_folder_are_no_wish(qtbot: QtBot, path: Path) -> None:
    first = OneCopy(path)
    first.take()
    assert first._watcher is not None
    with qtbot.assertNotEmitted(first.wished), qtbot.waitSignal(first._watcher.directoryChanged):
        path.write_text("{}", encoding="utf-8")
    first.give_back()


@pytest.mark.qt_log_ignore("does not support raise")
def test_that_a_minimised_window_is_shown_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.showMinimized()
    show_in_front(window)
    assert window.isVisible()
    assert not window.isMinimized()


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_that_settings_are_their_owners_only_whatever_the_mask(qapp: QApplication) -> None:
    before = os.umask(0)
    try:
        settings = user_settings()
        settings.setValue("look/theme", "dark")
        settings.sync()
        make_settings_private()
        file = Path(settings.fileName())
        assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)
    finally:
        os.umask(before)
        settings.clear()
