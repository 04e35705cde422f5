"""A lock that nobody holds never keeps Magnolia from starting, and one that somebody may hold is asked about."""

import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSysInfo
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import load, save
from tests.patience import GUARD
from tests.ui.clicks import click
from ui.window.lock_window import LockWindow
from ui.window.one_copy import Holder, OneCopy, holder_of

ROOT = Path(__file__).parents[3]
ELSEWHERE = b"4242\npython3.12\nother\n00000000000000000000000000000001\n11111111-1111-1111-1111-111111111115\n"
SINCE = datetime(2026, 11, 29, 14, 2)
pytestmark = pytest.mark.usefixtures("qapp")  # a lock looks at its folder
posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and signals are POSIX")

STORY = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.window.start
from ui.window.lock_window import LockWindow
from ui.window.main_window import MainWindow

class Watched(QApplication):
    def __init__(self, arguments):
        super().__init__(arguments)
        self.timer = QTimer()
        self.timer.timeout.connect(self.look)
        self.timer.start(20)
        self.asked = False

    def look(self):
        for widget in self.topLevelWidgets():
            if isinstance(widget, LockWindow) and widget.isVisible() and not self.asked:
                self.asked = True
                print("asked:", widget.text, flush=True)
                if sys.argv[2] != "wait":
                    (widget.open_button if sys.argv[2] == "open" else widget.close_button).click()
            if isinstance(widget, MainWindow) and widget.isVisible() and widget._workspace.catalogue is not None:
                print("opened", flush=True)
                self.timer.stop()
                widget.close()

ui.window.start.QApplication = Watched
sys.exit(ui.window.start.run(Path("foods.csv"), Path(sys.argv[1]) / "document.json"))
"""  # starts the program, and does what its second argument says with the window that asks


def lock_of(folder: Path) -> Path:
    return folder / "document.json.lock"


def start(folder: Path, what: str) -> "subprocess.Popen[str]":
    """Another process that does ``what`` with the window that asks."""
    environment = os.environ | {"XDG_DATA_HOME": str(folder / "share"), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", STORY, str(folder), what]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=-1, stderr=-1, text=True)


def mine(pid: int, program: str) -> bytes:
    """A lock of this computer, as Qt writes them."""
    machine, boot = (bytes(each.data()) for each in (QSysInfo.machineUniqueId(), QSysInfo.bootUniqueId()))
    return b"\n".join([str(pid).encode(), program.encode(), QSysInfo.machineHostName().encode(), machine, boot, b""])


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"garbled", b"\xff\x00\xfe" * 40, b"4242\n", b"-1\npython\nother\n", b"0\na\nb\n", b"9" * 5000],
    ids=["empty", "a line end", "a word", "binary", "cut", "no process", "process 0", "long"],
)
def test_that_what_is_no_lock_is_taken_over(tmp_path: Path, content: bytes) -> None:
    lock_of(tmp_path).write_bytes(content)
    one, other = OneCopy(tmp_path / "document.json"), OneCopy(tmp_path / "document.json")
    assert one.take()
    assert not other.take()
    one.give_back()
    assert not lock_of(tmp_path).exists()


@posix
@pytest.mark.parametrize("kind", ["folder", "full folder", "pipe", "link to nothing", "link to a file", "ring"])
def test_that_what_is_not_even_a_file_is_taken_over_and_nothing_in_it_is_lost(tmp_path: Path, kind: str) -> None:
    lock, letter = lock_of(tmp_path), tmp_path / "letter.txt"
    letter.write_text("dear")
    match kind:
        case "folder":
            lock.mkdir()
        case "full folder":
            lock.mkdir()
            (lock / "letter.txt").write_text("dear")
        case "pipe":
            os.mkfifo(lock)
        case "link to nothing":
            lock.symlink_to(tmp_path / "nothing")
        case "link to a file":
            lock.symlink_to(letter)
        case _:
            lock.symlink_to(lock)
    one = OneCopy(tmp_path / "document.json")
    assert one.take()
    assert lock.is_file()
    one.give_back()
    letters = [path.read_text() for path in tmp_path.rglob("letter.txt")]
    assert letters == ["dear"] * (2 if kind == "full folder" else 1)


@posix
def test_that_an_unwritten_lock_that_somebody_holds_is_not_taken(tmp_path: Path) -> None:
    """Between making a lock and writing it, a starting Magnolia has an empty one."""
    import fcntl

    with lock_of(tmp_path).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        assert not OneCopy(tmp_path / "document.json").take()
    assert OneCopy(tmp_path / "document.json").take()


def test_that_a_lock_of_another_computer_is_not_taken_and_names_it(tmp_path: Path) -> None:
    lock_of(tmp_path).write_bytes(ELSEWHERE)
    os.utime(lock_of(tmp_path), (SINCE.timestamp(), SINCE.timestamp()))
    one = OneCopy(tmp_path / "document.json")
    assert not one.take()
    assert one.holder() == Holder("other", SINCE, here=False, alive=False)
    assert one.take_over()
    assert one.still_ours()
    one.give_back()


@posix
def test_that_a_process_that_is_another_program_by_now_is_known(tmp_path: Path) -> None:
    lock_of(tmp_path).write_bytes(mine(os.getpid(), Path(sys.executable).resolve().name))
    one = OneCopy(tmp_path / "document.json")
    assert not one.take()
    assert (one.holder().here, one.holder().alive) == (True, False)
    one.take_over()
    assert (holder_of(lock_of(tmp_path)).here, holder_of(lock_of(tmp_path)).alive) == (True, True)
    one.give_back()


def test_that_the_lock_loads_nothing_the_first_paint_would_wait_for() -> None:
    program = "import sys, ui.window.start; print(*sorted(name for name in sys.modules if name.startswith('planner.')))"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {
        "planner.files",
        "planner.files.beside",
        "planner.language",
        "planner.language.translate",
        "planner.ordinary_file",
    }


def test_that_a_folder_to_come_is_made_before_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "document.json"
    one, other = OneCopy(path), OneCopy(path)
    assert one.take()
    assert not other.take()
    one.give_back()


@pytest.mark.parametrize("how", ["lock", "folder"])
def test_that_a_lock_that_was_removed_is_taken_again(tmp_path: Path, how: str) -> None:
    path = tmp_path / "data" / "document.json"
    one, other = OneCopy(path), OneCopy(path)
    assert one.take()
    lock_of(path.parent).unlink()
    if how == "folder":
        path.parent.rmdir()
    assert one.still_ours()
    assert not other.take()
    one.give_back()
    assert not lock_of(path.parent).exists()


def test_that_a_lock_that_another_one_took_is_lost_until_it_ends(tmp_path: Path) -> None:
    one, other = OneCopy(tmp_path / "document.json"), OneCopy(tmp_path / "document.json")
    assert one.take()
    assert other.take_over()
    assert not one.still_ours()
    assert not one.still_ours()
    assert other.still_ours()
    other.give_back()
    assert one.still_ours()
    one.give_back()


def test_that_giving_back_what_was_lost_leaves_the_others_lock(tmp_path: Path) -> None:
    one, other = OneCopy(tmp_path / "document.json"), OneCopy(tmp_path / "document.json")
    assert one.take()
    assert other.take_over()
    one.give_back()
    assert other.still_ours()
    assert not OneCopy(tmp_path / "document.json").take()
    other.give_back()


@pytest.mark.parametrize(
    ("holder", "words", "offers"),
    [
        (Holder("kitchen-pc", SINCE, here=False, alive=False), ("kitchen-pc", "2026-11-29, 14:02"), True),
        (Holder("this-pc", SINCE, here=True, alive=False), ("this-pc", "2026-11-29, 14:02", "this computer"), True),
        (Holder("", None, here=False, alive=None), ("not known",), True),
        (Holder("this-pc", SINCE, here=True, alive=True), ("does not answer",), False),
    ],
    ids=["another computer", "another program", "nobody", "a living one"],
)
def test_that_the_window_says_who_has_it_and_offers_what_is_safe(
    qtbot: QtBot, tmp_path: Path, holder: Holder, words: tuple[str, ...], offers: bool
) -> None:
    window = LockWindow(tmp_path / "document.json", holder)
    qtbot.addWidget(window)
    window.show()
    for word in words:
        assert word in window.text
    assert window.open_button.isVisible() == offers
    assert window.close_button.hasFocus() or window.close_button.isDefault()
    click(window.open_button if offers else window.close_button)
    assert window.result() == (LockWindow.DialogCode.Accepted if offers else LockWindow.DialogCode.Rejected)


@pytest.mark.parametrize("what", ["close", "open"])
def test_that_a_start_on_another_computers_lock_asks_and_does_as_told(tmp_path: Path, what: str) -> None:
    stored = Stored(Document(days=1).with_taste("almonds", "love"))
    save(tmp_path / "document.json", stored)
    lock_of(tmp_path).write_bytes(ELSEWHERE)
    process = start(tmp_path, what)
    said, complained = process.communicate(timeout=GUARD)
    assert process.returncode == (1 if what == "close" else 0), complained
    assert "asked: document.json seems to be open on another computer, other, since" in said, complained
    kept = load(tmp_path / "document.json")
    assert kept is not None
    assert kept.document == stored.document
    if what == "close":
        assert "opened" not in said
        assert lock_of(tmp_path).read_bytes() == ELSEWHERE
    else:
        assert "opened" in said, complained
        assert not lock_of(tmp_path).exists()


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_that_the_asking_window_ends_on_a_signal_with_a_code_of_its_own(tmp_path: Path, number: int) -> None:
    save(tmp_path / "document.json", Stored(Document(days=1)))
    lock_of(tmp_path).write_bytes(ELSEWHERE)
    with start(tmp_path, "wait") as process:
        assert process.stdout is not None
        assert "asked" in process.stdout.readline()
        process.send_signal(number)
        assert process.wait(60) == 1


def test_that_a_window_that_does_not_answer_is_told_in_a_window(tmp_path: Path) -> None:
    save(tmp_path / "document.json", Stored(Document(days=1)))
    first = OneCopy(tmp_path / "document.json")  # its event loop does not run
    assert first.take()
    process = start(tmp_path, "close")
    said, complained = process.communicate(timeout=GUARD)
    assert "does not answer" in said, complained
    assert process.returncode == 1
    assert first.still_ours()
    first.give_back()
