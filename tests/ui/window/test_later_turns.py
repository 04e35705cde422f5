"""What nobody sees is drawn in turns of its own, and is there before it is seen or read."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import RARELY
from planner.plan.plan import Plan
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.window.app import Built
from ui.window.later_turns import LaterTurns
from ui.window.main_window import COOK, NUTRITION, SHOPPING


@pytest.fixture(autouse=True)
def pages_drawn_at_once() -> None:
    """Not here: they are drawn in turns, as in the program."""


@pytest.fixture
def built(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan) -> Built:
    made = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: made.workspace.plan is day_plan)
    made.window.later.flush()
    return made


def unused(built: Built, day_plan: Plan) -> str:
    return next(food.id for food in built.workspace.catalogue or () if not day_plan.steps(food.id))


def test_that_a_turn_draws_one_page_and_the_newest_wish_counts(qtbot: QtBot) -> None:
    parent = QObject()
    turns, drawn = LaterTurns(parent), list[str]()
    turns.draw("list", False, lambda: drawn.append("old list"))
    turns.draw("cook", False, lambda: drawn.append("cook"))
    turns.draw("list", False, lambda: drawn.append("list"))
    assert drawn == []
    seen: list[int] = []
    while len(drawn) < 2:
        QApplication.processEvents()
        seen.append(len(drawn))
    assert drawn == ["cook", "list"]
    assert 1 in seen
    turns.draw("list", False, lambda: drawn.append("late"))
    turns.draw("list", True, lambda: drawn.append("at once"))
    turns.flush()
    assert drawn[2:] == ["at once"]


def test_that_an_edit_draws_no_page_that_is_not_seen(
    built: Built, day_plan: Plan, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, drawn = built.window, list[str]()
    for name in (SHOPPING, COOK, NUTRITION, "foods", "plan"):
        view = getattr(window, name)
        monkeypatch.setattr(view, "show_state", lambda *_state, name=name: drawn.append(name))
    window.frame.pin_foods(False)
    drawn.clear()
    built.workspace.rate([unused(built, day_plan)], RARELY)
    assert drawn == ["plan"]
    qtbot.waitUntil(lambda: len(drawn) == 5)
    assert set(drawn) == {SHOPPING, COOK, NUTRITION, "foods", "plan"}


@pytest.mark.parametrize("page", [SHOPPING, COOK, NUTRITION])
def test_that_a_page_is_drawn_before_it_is_seen(
    built: Built, day_plan: Plan, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, drawn = built.window, list[str]()
    monkeypatch.setattr(getattr(window, page), "show_state", lambda *_state: drawn.append(page))
    built.workspace.rate([unused(built, day_plan)], RARELY)
    assert drawn == []
    window.show_page(page)
    assert drawn == [page]


def test_that_what_is_printed_is_the_list_of_this_plan(built: Built, day_plan: Plan) -> None:
    built.workspace.edit_list(
        "Add a line", built.workspace.document.with_shopping(built.workspace.document.shopping.with_own("Soap"))
    )
    printable = built.window._printable()
    assert printable is not None
    shown = built.window.shopping.shopping
    assert shown is not None
    assert "Soap" in [line.name for line in shown.lines]
