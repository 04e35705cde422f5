"""The one value that all views draw: only what changed is drawn, and nobody else holds the state."""

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner import times
from planner.document.document import Document
from planner.plan.plan import Plan
from tests.ui.conftest import HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.workspace.screen_state import ScreenState
from ui.workspace.workspace import Workspace

UI = Path(__file__).parents[3] / "ui"
SIGNALS = {
    "opened", "recovered", "document_changed", "plan_changed", "planning_changed", "progress", "notice",
    "trouble_changed", "closing",
}  # fmt: skip
STATE = ("plan", "before", "stale", "solved", "targets", "explanation", "trouble", "refused", "fresh", "shipped")


def test_that_nobody_but_the_workspace_emits_its_signals() -> None:
    emitted = set()
    for path in UI.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Attribute) and node.attr == "emit" and isinstance(node.value, ast.Attribute)):
                continue
            whose = ast.unparse(node.value.value)
            if node.value.attr in SIGNALS and "workspace" in whose:
                emitted.add(path.name)
    assert emitted == set()


@pytest.mark.parametrize("name", STATE)
def test_that_what_is_on_screen_can_only_be_read(open_workspace: OpenWorkspace, held: HeldPlanner, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(open_workspace(held), name, None)


def test_that_the_plan_on_screen_is_put_there_in_one_place() -> None:
    source = (UI / "workspace" / "work_state.py").read_text(encoding="utf-8")
    made = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "self._shown"
    ]
    assert len(made) == 2  # none yet, and _put


def test_that_an_old_plan_is_compared_with_none_and_is_not_complete(day_plan: Plan, other_plan: Plan) -> None:
    state = ScreenState(plan=day_plan, before=other_plan)
    assert state.marked_from is other_plan
    stale = replace(state, stale=True)
    assert stale.marked_from is None
    assert not stale.complete


def test_that_the_day_on_screen_names_its_meals(day_plan: Plan) -> None:
    assert [name for _id, name in ScreenState(plan=day_plan).meals][:2] == ["Breakfast", "Lunch"]
    assert ScreenState(plan=day_plan, shown_day=2).day is None
    assert ScreenState().meals == ()


def test_that_a_view_draws_a_state_only_where_what_it_draws_is_another(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(held).window
    drawn: list[str] = []
    monkeypatch.setattr(window.plan, "redraw", lambda: drawn.append("PlanView"))
    monkeypatch.setattr(window.shopping, "_draw", lambda: drawn.append("ShoppingView"))
    monkeypatch.setattr(window.nutrition, "_take", lambda _state: drawn.append("NutritionView"))
    monkeypatch.setattr(window.foods, "_rebuild", lambda: drawn.append("FoodsView"))
    views = window.plan, window.shopping, window.nutrition, window.foods

    def show(state: ScreenState) -> list[str]:
        drawn.clear()
        for view in views:
            view.show_state(state)
        return list(drawn)

    state = ScreenState(Document(start=date(2026, 1, 1)), plan=day_plan)
    assert show(state) == ["PlanView", "ShoppingView", "NutritionView", "FoodsView"]
    assert show(replace(state)) == []
    assert show(replace(state, planning=True, undo_name="Love “Kale”")) == []
    assert show(replace(state, notices=("Said.",))) == ["NutritionView"]


def test_that_the_times_of_an_edit_name_its_stops_and_no_food(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    day_plan: Plan,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    workspace: Workspace = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    monkeypatch.setattr(times, "ON", True)
    food = next(day_plan.days[0].portions).food
    workspace.rate([food.id], "love")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    told = capfd.readouterr().err
    lines = told.splitlines()
    assert lines[0] == "rate"
    assert "planner asked" in lines[1]
    assert "answer received" in told
    assert food.name not in told
    assert food.id not in told
