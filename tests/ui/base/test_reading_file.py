"""A file of foods is read beside the window: it shows how far, and Esc or the end of the window ends it."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.imports.foods import Import, import_from_bytes
from planner.own.food import MOST_OWN_FOODS
from tests.ui.conftest import FOODS
from ui.base.reading_file import PATIENCE, ReadingFile

NOTHING = Import("foods.csv", (), ())


class RefusedError(ValueError):
    """What a file is refused with, in words for the user."""


class HeldReader:
    """Reads when the test says so, and tells the threads it ran in."""

    def __init__(self) -> None:
        self.go_on, self.stopped, self.threads = threading.Event(), threading.Event(), set[int]()
        self.progress: Callable[[int, int], None] = lambda done, of: None

    def __call__(self, *given: object, stop: threading.Event, progress: Callable[[int, int], None]) -> Import:
        self.threads.add(threading.get_ident())
        self.progress = progress
        progress(50, 200)
        while not self.go_on.wait(0.005):
            if stop.is_set():
                self.stopped.set()
                break
        return NOTHING


@pytest.fixture
def reader() -> HeldReader:
    return HeldReader()


@pytest.fixture
def reading(qtbot: QtBot, catalogue: Catalogue, reader: HeldReader) -> ReadingFile:
    window = QWidget()
    qtbot.addWidget(window, before_close_func=lambda _: made.close())
    window.show()
    made = ReadingFile(window, (RefusedError,))
    made.start(Path("foods.csv"), reader)
    return made


def test_that_it_is_read_in_another_thread_and_shown_how_far(
    qtbot: QtBot, reading: ReadingFile, reader: HeldReader
) -> None:
    qtbot.waitUntil(lambda: reading.dialog is not None and reading.dialog.isVisible())
    reader.progress(120, 200)
    qtbot.waitUntil(lambda: reading.dialog is not None and reading.dialog.bar.value() == 120)
    with qtbot.waitSignal(reading.read) as read:
        reader.go_on.set()
    assert read.args == [NOTHING]
    assert reading.dialog is None
    assert threading.get_ident() not in reader.threads
    assert PATIENCE > 0


def has_a_dialog(reading: ReadingFile) -> bool:
    return reading.dialog is not None


def test_that_esc_ends_it_and_nothing_is_shown(qtbot: QtBot, reading: ReadingFile, reader: HeldReader) -> None:
    told: list[object] = []
    reading.read.connect(told.append)
    qtbot.waitUntil(lambda: reading.dialog is not None and reading.dialog.isVisible())
    assert reading.dialog is not None
    QTest.keyClick(reading.dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(reader.stopped.is_set)
    reading.close()
    assert told == []
    assert not has_a_dialog(reading)


def test_that_the_end_of_the_window_ends_it(qtbot: QtBot, reading: ReadingFile, reader: HeldReader) -> None:
    qtbot.waitUntil(lambda: bool(reader.threads))
    reading.close()
    assert reader.stopped.is_set()


def many(count: int) -> bytes:
    head, first, *_ = FOODS.read_text(encoding="utf-8").split("\n")
    rows = [
        first.replace("Adzuki beans, boiled", f"Beans {number}").replace("adzuki", f"b{number}")
        for number in range(count)
    ]
    return "\n".join([head, *rows]).encode()


def test_that_an_import_looks_at_no_more_foods_than_there_is_room_for(catalogue: Catalogue) -> None:
    told: list[tuple[int, int]] = []
    found = import_from_bytes(
        many(1000), "foods.csv", catalogue, Document(), progress=lambda done, of: told.append((done, of))
    )
    assert len(found.foods) == MOST_OWN_FOODS
    (problem,) = found.problems
    assert problem.line == MOST_OWN_FOODS + 2
    assert "no room for more. 699 foods behind it were not looked at." in str(problem)
    assert told[0] == (0, 1000)
    assert max(done for done, _ in told) <= MOST_OWN_FOODS


def test_that_an_import_that_is_stopped_ends_at_the_next_food(catalogue: Catalogue) -> None:
    stop = threading.Event()
    found = import_from_bytes(
        many(200), "foods.csv", catalogue, Document(), stop, lambda done, of: stop.set() if done else None
    )
    assert len(found.foods) <= 51


@pytest.mark.parametrize(("error", "logged"), [(RefusedError("no recipe in it"), 0), (ZeroDivisionError("a fault"), 1)])
def test_that_a_file_that_is_refused_is_told_and_is_no_fault_of_the_program(
    qtbot: QtBot, reading: ReadingFile, caplog: pytest.LogCaptureFixture, error: Exception, logged: int
) -> None:
    def read(**_given: object) -> Import:
        raise error

    with qtbot.waitSignal(reading.failed) as failed:
        reading.start(Path("soup.txt"), read)
    assert failed.args == [error]
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == logged
