"""What the window says of a plan from before the last edit is gone or dimmed at once, wherever it stands."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.needs.profile import Profile
from planner.plan.outcomes import Explanation, Infeasible
from planner.plan.plan import Plan
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.base.widgets import Notes
from ui.window.app import Built
from ui.window.frame import WEEK
from ui.window.main_window import NUTRITION, SHOPPING, MainWindow
from ui.workspace.workspace import Workspace

ABOUT_A_PLAN = re.compile(r"\d ?(mg|g|kcal|%|µg)\b|\d %|reach|best plan|this plan|better plan|US\$|in the plan on")


def vegan(workspace: Workspace) -> None:
    workspace.decide(workspace.document.with_profile(replace(Profile(), diet="vegan")))


def warfarin(workspace: Workspace) -> None:
    workspace.decide(workspace.document.with_profile(replace(Profile(), conditions=frozenset({"warfarin"}))))


def high_target(workspace: Workspace) -> None:
    workspace.decide(replace(workspace.document, targets=MappingProxyType({"magnesium_mg": 900.0})))


def rate(workspace: Workspace) -> None:
    assert workspace.plan is not None
    workspace.rate([next(workspace.plan.days[0].portions).food.id], "never")


EDITS: list[Callable[[Workspace], None]] = [vegan, warfarin, high_target, rate, lambda work: work.set_days(3)]
NAMES = ["vegan", "warfarin", "target", "taste", "days"]
each_edit = pytest.mark.parametrize("edit", EDITS, ids=NAMES)


def opened(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, path: Path, plan: Plan) -> Built:
    """With a plan on screen, its promise, an edit that is told, and an offer."""
    save(path, Stored(Document(days=1, wishes=MappingProxyType({"banana": 1}))))
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls.pop().answer(solved(plan))
    qtbot.waitUntil(lambda: built.workspace.plan is plan and not built.workspace.stale)
    built.window.resize(1400, 900)
    for _page in pages(built.window):
        QApplication.processEvents()  # Qt shows new parts of a page in their own event
    built.workspace.notice.emit("Papaya out; Banana in.", True)
    built.window.show_offer(True)
    assert built.window.promise.text()
    assert built.window.promise.toolTip()
    return built


def said_by(widget: QWidget) -> str:
    match widget:
        case QLabel() | QAbstractButton():
            return f"{widget.text()} {widget.accessibleName()} {widget.toolTip()}"
        case Notes():
            return widget.text
        case _:
            return ""


def speaking(window: MainWindow) -> Iterator[QWidget]:
    """What can be seen and speaks of a plan; the list of foods speaks of portions."""
    for widget in window.findChildren(QWidget):
        if (
            widget.isVisibleTo(window)
            and not window.foods.isAncestorOf(widget)
            and ABOUT_A_PLAN.search(said_by(widget))
        ):
            yield widget


def undimmed(window: MainWindow) -> list[str]:
    dimmed = window.older.dimmed
    return [
        said_by(widget)
        for widget in speaking(window)
        if not any(place is widget or place.isAncestorOf(widget) for place in dimmed)
    ]


def pages(window: MainWindow) -> Iterator[None]:
    """Everything the middle can show."""
    for overview in (False, True):
        window.show_page(WEEK)
        window.plan.wish_overview(overview)
        yield
    for page in (SHOPPING, NUTRITION):
        window.show_page(page)
        yield


def test_that_the_walk_finds_what_speaks_of_the_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    window = opened(qtbot, open_window, held, document_path, day_plan).window
    assert window.older.dimmed == ()
    heard: set[QWidget] = set()
    for _page in pages(window):
        heard |= (found := set(speaking(window)))
        assert window.offer in found
        assert window.promise in found or not window.week.isVisible()
        assert undimmed(window)
    plan = window.plan
    places = (plan.strip, plan.area, plan.overview, window.nutrition, window.shopping, window.inspector)
    for place in places:
        assert any(place.isAncestorOf(widget) for widget in heard), place


@each_edit
def test_that_nothing_undimmed_speaks_of_an_older_plan(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
    edit: Callable[[Workspace], None],
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    window = built.window
    edit(built.workspace)
    for _page in pages(window):  # at once: no event was waited for
        assert undimmed(window) == []
    assert (window.promise.text(), window.promise.toolTip(), window.offer.isVisible()) == ("", "", False)
    assert (window.notice.text, window.undo_notice.isVisible()) in {("", False), (window.notice.text, True)}
    assert "Papaya" not in window.notice.text
    assert "this plan" not in window.nutrition.notes.text
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(Infeasible(Explanation({}, ("It cannot be.",)), 0.1))
    qtbot.waitUntil(lambda: built.workspace.explanation is not None)
    window.plan.trouble.hide()  # it speaks of the document
    for _page in pages(window):
        assert undimmed(window) == []


@each_edit
def test_that_all_of_it_comes_back_with_undo(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
    edit: Callable[[Workspace], None],
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    promised = built.window.promise.text()
    edit(built.workspace)
    built.workspace.undo()
    assert built.window.older.dimmed == ()
    assert built.window.promise.text() == promised


def test_that_a_veil_covers_the_whole_of_what_it_dims(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    rate(built.workspace)
    window = built.window
    for _page in pages(window):
        for place, veil in window.older.veils.items():
            if place.isVisible():
                assert veil.geometry() == place.rect()


def test_that_other_sentences_stay(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    built.workspace.notice.emit("Your changes could not be saved.", False)
    rate(built.workspace)
    assert built.window.notice.text == "Your changes could not be saved."


def test_that_an_older_plan_is_not_printed(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    window = built.window
    taken = (window.print, window.export, window.shopping.print, window.shopping.export, window.shopping.copy)
    assert all(control.isEnabled() for control in taken)
    vegan(built.workspace)
    assert not any(control.isEnabled() for control in taken)
    built.workspace.undo()
    assert all(control.isEnabled() for control in taken)


def test_that_make_plan_stands_out_only_where_it_is_the_next_thing_to_do(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    button = built.window.again_button
    assert not button.property("primary")
    rate(built.workspace)
    assert built.workspace.planning
    assert not button.property("primary")
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    built.workspace.cancel()
    assert button.property("primary")
    built.workspace.plan_again()
    assert not button.property("primary")


def test_that_how_often_a_wish_was_kept_is_not_said_of_an_older_plan(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    built = opened(qtbot, open_window, held, document_path, day_plan)
    foods = built.window.foods

    def kept() -> object:
        row = foods.model.row(foods.model.index_of("banana"))
        assert row is not None
        return row.kept

    qtbot.waitUntil(lambda: kept() is not None)  # the foods are drawn after the plan
    built.workspace.wish(["banana"], 2)
    assert kept() is None
