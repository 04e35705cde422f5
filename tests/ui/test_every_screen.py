"""Every page and dialog on every usual screen: no word cut, nothing over anything else, nothing scrolled sideways.

A handful of screens is walked always, all of them with MAGNOLIA_LONG. ``python -m tools.pictures`` shows the same.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import HeldPlanner, OpenWindow
from tools import scenes
from tools.layout_faults import clipped, faults, overlaps, sideways
from ui.base import on_screen
from ui.window.app import Built

LONG = bool(os.environ.get("MAGNOLIA_LONG"))
USUAL = [((1280, 720), 100), ((640, 360), 100), ((1280, 720), 200)]  # [px of the program], [%] of the text
ALL = [*USUAL, ((853, 480), 100), ((1366, 768), 100), ((1366, 768), 200), ((2560, 1440), 100), ((2560, 1440), 200)]
FOR_DIALOGS = [((640, 360), 100), ((1280, 720), 200)]  # of the usual ones: the least room there is
ASKS_THE_PLANNER = {"why", "held-back", "swap", "another-meal"}  # seen in the pictures


@pytest.fixture
def built(
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
) -> Iterator[Built]:
    """The window over the whole of a screen."""
    (width, height), text = request.param
    room = QRect(QPoint(0, 0), QPoint(width - 1, height - 1))
    monkeypatch.setattr(on_screen, "available", lambda screen: room)
    save(document_path, Stored(Document(), plan_to_fixed(day_plan)))
    made = open_window(held)
    made.window.resize(width, height)
    qtbot.waitUntil(lambda: made.workspace.plan is not None and bool(made.window.plan.cards))
    made.look.set_text_size(text)
    QApplication.processEvents()
    yield made
    made.look.set_text_size(100)


def named(screen: tuple[tuple[int, int], int]) -> str:
    (width, height), text = screen
    return f"{width}x{height}, text {text} %"


@pytest.mark.parametrize("built", ALL if LONG else USUAL, indirect=True, ids=named)
def test_that_nothing_is_cut_on_any_page(built: Built) -> None:
    assert found_in(built, scenes.PAGES) == {}


@pytest.mark.parametrize("built", ALL if LONG else FOR_DIALOGS, indirect=True, ids=named)
def test_that_nothing_is_cut_in_any_dialog(built: Built) -> None:
    shows = {name: show for name, show in scenes.DIALOGS.items() if name not in ASKS_THE_PLANNER}
    assert found_in(built, shows) == {}


def found_in(built: Built, shows: scenes.Shows) -> dict[str, list[str]]:
    """What is wrong with each of these pages or dialogs."""
    wrong = {}
    for name, show in shows.items():
        scenes.rest(built)
        shown = show(built) or built.window
        scenes.settle()
        if found := faults(shown):
            wrong[name] = found
        if shown is not built.window:
            scenes.close(shown)
        built.window.leave_first_start()
        built.window.frame.show_sheet(False)
    return wrong


# The finder itself


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 200)
    made.show()
    return made


def test_that_a_word_with_too_little_room_is_found(window: QWidget) -> None:
    label = QLabel("a word that is too long for it", window)
    label.show()
    label.resize(label.sizeHint())
    assert clipped(window) == []
    label.resize(20, label.height())
    assert len(clipped(window)) == 1


def test_that_a_control_outside_what_holds_it_is_found(window: QWidget) -> None:
    holder = QWidget(window)
    button = QPushButton("Press", holder)
    button.resize(button.sizeHint())
    holder.resize(200, 50)
    holder.show()
    assert clipped(window) == []
    button.move(190, 0)
    assert len(clipped(window)) == 1


def test_that_controls_over_each_other_are_found(window: QWidget) -> None:
    first, second = QPushButton("One", window), QPushButton("Two", window)
    for button in (first, second):
        button.resize(60, 30)
        button.show()
    second.move(70, 0)
    assert overlaps(window) == []
    second.move(40, 0)
    assert len(overlaps(window)) == 1


def test_that_what_must_be_scrolled_sideways_is_found(window: QWidget) -> None:
    area = QScrollArea()
    QHBoxLayout(window).addWidget(area)
    content = QWidget()
    content.setFixedSize(100, 900)
    area.setWidget(content)
    QApplication.processEvents()
    assert sideways(window) == []
    content.setFixedSize(900, 100)
    QApplication.processEvents()
    assert len(sideways(window)) == 1
