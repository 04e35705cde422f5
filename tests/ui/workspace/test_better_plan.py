"""A better plan is looked for while the one on screen is read; it is offered, and only a press puts it there."""

import threading
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import LOVE, Document
from planner.foods.catalogue import Catalogue
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan, Portion
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWorkspace, solved
from ui.workspace.better_plan import BetterPlan
from ui.workspace.workspace import Workspace


class Improver:
    """Knows a plan that costs so many points less; ``stops`` are the events it was given."""

    def __init__(self, better: Plan | None, points: float) -> None:
        self.better, self.points = better, points
        self.stops: list[threading.Event] = []
        self.asked: list[Plan] = []
        self.proved: list[Plan] = []

    def prove(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> Solved:
        self.proved.append(plan)
        return solved(plan)

    def improve(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> tuple[Solved, Solved]:
        self.asked.append(plan)
        self.stops.append(stop)
        shown = solved(plan)
        if self.better is None:
            stop.wait(PATIENCE / 1000)
            return shown, shown
        return shown, replace(shown, plan=self.better, penalty=shown.penalty - self.points)


@pytest.fixture
def larger(day_plan: Plan, catalogue: Catalogue) -> Plan:
    """The day with one portion a step smaller or larger; whether it fits is the workspace's question."""
    (day,) = day_plan.days
    for at, meal in enumerate(day.meals):
        for place, portion in enumerate(meal.portions):
            for steps in (portion.steps - 1, portion.steps + 1):
                if portion.food.min_steps <= steps <= portion.food.max_steps:
                    changed = Portion(portion.slot, portion.food, steps)
                    portions = (*meal.portions[:place], changed, *meal.portions[place + 1 :])
                    meals = (*day.meals[:at], replace(meal, portions=portions), *day.meals[at + 1 :])
                    return Plan((replace(day, meals=meals),))
    raise AssertionError("no portion of the day can change")


def planned(open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, plan: Plan) -> Workspace:
    workspace = open_workspace(held)
    qtbot.waitUntil(lambda: bool(held.calls), timeout=PATIENCE)
    with qtbot.waitSignal(workspace.plan_changed, timeout=PATIENCE):
        held.calls[-1].answer(solved(plan))
    qtbot.waitUntil(lambda: not workspace.stale, timeout=PATIENCE)
    return workspace


def test_that_the_bound_of_an_edited_plan_comes_after_it(
    open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, day_plan: Plan
) -> None:
    workspace = open_workspace(held)
    improver = Improver(day_plan, 0.0)
    better = BetterPlan(workspace, improver, workspace, quiet=0)
    qtbot.waitUntil(lambda: bool(held.calls), timeout=PATIENCE)
    with qtbot.waitSignal(workspace.quality_changed, timeout=PATIENCE):
        held.calls[-1].answer(replace(solved(day_plan), bound=0.0, gap=1.0, proven=False, bounded=False))
    assert improver.proved == [day_plan]
    assert workspace.solved is not None
    assert workspace.solved.bounded
    assert workspace.solved.proven
    qtbot.waitUntil(lambda: improver.asked == [day_plan], timeout=PATIENCE)  # a better one is looked for afterwards
    better.close()


def test_that_a_better_plan_is_offered_and_shown_only_when_wished(
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    qtbot: QtBot,
    day_plan: Plan,
    larger: Plan,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workspace = planned(open_workspace, held, qtbot, day_plan)
    monkeypatch.setattr(workspace, "_fits", lambda plan, document: True)
    better = BetterPlan(workspace, Improver(larger, 2.0), workspace, quiet=0)
    with qtbot.waitSignal(better.offered, timeout=PATIENCE) as told:
        workspace.plan_changed.emit(workspace.plan, False)
    assert told.args == [True]
    assert workspace.plan == day_plan
    better.show()
    assert workspace.plan == larger
    assert workspace.history.undo_name == "Show the better plan"
    workspace.undo()
    assert workspace.plan == day_plan


def test_that_an_offer_comes_back_after_an_edit_of_the_shopping_list(
    open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, day_plan: Plan, larger: Plan
) -> None:
    workspace = planned(open_workspace, held, qtbot, day_plan)
    better = BetterPlan(workspace, Improver(larger, 2.0), workspace, quiet=0)
    with qtbot.waitSignal(better.offered, timeout=PATIENCE):
        workspace.plan_changed.emit(workspace.plan, False)
    told: list[bool] = []
    better.offered.connect(told.append)
    document = workspace.document
    workspace.edit_list("Add soap", document.with_shopping(document.shopping.with_own("Soap")))
    qtbot.waitUntil(lambda: told == [False, True], timeout=PATIENCE)
    better.close()


def test_that_a_plan_hardly_better_is_not_offered_and_not_looked_for_again(
    open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, day_plan: Plan, larger: Plan
) -> None:
    workspace = planned(open_workspace, held, qtbot, day_plan)
    improver = Improver(larger, 0.2)
    better = BetterPlan(workspace, improver, workspace, quiet=0)
    with qtbot.assertNotEmitted(better.offered):
        workspace.plan_changed.emit(workspace.plan, False)
        with qtbot.waitSignal(better._background.answered, timeout=PATIENCE):
            pass
    workspace.plan_changed.emit(workspace.plan, False)
    assert not better.searching
    assert improver.asked == [day_plan]


def test_that_an_edit_ends_the_search(
    open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, day_plan: Plan
) -> None:
    workspace = planned(open_workspace, held, qtbot, day_plan)
    improver = Improver(None, 0.0)
    better = BetterPlan(workspace, improver, workspace, quiet=0)
    workspace.plan_changed.emit(workspace.plan, False)
    qtbot.waitUntil(lambda: bool(improver.stops), timeout=PATIENCE)
    workspace.rate([next(day_plan.days[0].portions).food.id], LOVE)
    assert improver.stops[0].is_set()
    better.close()


def test_that_closing_the_workspace_ends_the_search(
    open_workspace: OpenWorkspace, held: HeldPlanner, qtbot: QtBot, day_plan: Plan
) -> None:
    workspace = planned(open_workspace, held, qtbot, day_plan)
    improver = Improver(None, 0.0)
    BetterPlan(workspace, improver, workspace, quiet=0)
    workspace.plan_changed.emit(workspace.plan, False)
    qtbot.waitUntil(lambda: bool(improver.stops), timeout=PATIENCE)
    workspace.close()
    assert improver.stops[0].is_set()
