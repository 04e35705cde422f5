import logging
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Lock, Stored
from planner.files.store import load, save
from planner.foods.catalogue import Catalogue
from planner.needs.profile import Profile
from planner.plan.outcomes import Explanation, Infeasible, Stopped
from planner.plan.plan import Plan
from planner.plan.stored_form import fixed, plan_to_fixed
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWorkspace, solved
from ui.workspace.saving import AUTOSAVE
from ui.workspace.workspace import Workspace


def ready(qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, plan: Plan) -> Workspace:
    """A workspace whose first plan is on screen."""
    workspace = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    return workspace


def food_of(plan: Plan) -> str:
    return plan.days[0].meals[1].portions[0].food.id


def test_that_an_edit_makes_the_plan_stale_and_plans_anew(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    assert workspace.stale
    assert workspace.plan is day_plan
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].before is day_plan
    assert held.calls[1].document.taste(food_of(day_plan)) == "never"
    with qtbot.waitSignal(workspace.notice) as told:
        held.calls[1].answer(solved(other_plan))
    assert workspace.plan is other_plan
    assert told.args is not None
    name = day_plan.days[0].meals[1].portions[0].food.name
    assert told.args[0].startswith(f"“{name}” is never eaten")
    assert " out" in told.args[0]


def test_that_an_edit_during_planning_stops_the_old_plan(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    held.deaf = True  # the older job answers all the same: its answer must not be shown
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    workspace.rate([food_of(day_plan)], "love")
    shown: list[object] = []
    workspace.plan_changed.connect(lambda plan, stale: shown.append(plan))
    held.calls[1].answer(solved(other_plan))
    qtbot.waitUntil(lambda: len(held.calls) == 3)
    held.calls[2].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    assert other_plan not in shown
    assert workspace.plan is day_plan


def test_that_two_quick_edits_are_two_steps_and_one_solve(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate(["spinach_cooked"], "love")
    workspace.rate(["almonds"], "love")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(solved(day_plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    assert len(held.calls) == 2
    workspace.undo()
    workspace.undo()
    assert workspace.document.tastes == {}


def test_that_raised_foods_are_never_to_fall(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    food = food_of(day_plan)
    workspace.rate([food], "love")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].least_steps[food] >= day_plan.steps(food)
    workspace.rate([food], "rarely")
    qtbot.waitUntil(lambda: len(held.calls) == 3)
    assert food not in held.calls[2].least_steps


def test_that_a_kitchen_is_one_edit_that_undo_takes_back(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    with qtbot.waitSignal(workspace.notice) as told:
        workspace.lean("mexican")
    assert "have another taste now" in told.args[0]
    assert workspace.document.taste("tortilla_corn") == "like"
    with qtbot.waitSignal(workspace.notice) as told:
        workspace.lean("mexican")
    assert told.args[0] == "You have rated all foods of this cuisine yourself."
    workspace.undo()
    assert workspace.document.tastes == {}


def test_that_lowering_a_food_outside_the_plan_solves_nothing(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, catalogue: Catalogue
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    absent = next(food.id for food in catalogue if not day_plan.steps(food.id))
    workspace.rate([absent], "never")
    assert not workspace.stale
    assert workspace.document.taste(absent) == "never"


def test_that_undo_shows_the_old_plan_without_a_solve(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(solved(other_plan))
    qtbot.waitUntil(lambda: workspace.plan is other_plan)
    workspace.undo()
    assert (workspace.plan, workspace.stale) == (day_plan, False)
    workspace.redo()
    assert (workspace.plan, workspace.stale) == (other_plan, False)
    assert len(held.calls) == 2


def test_that_edits_are_named(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, catalogue: Catalogue
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate(["spinach_cooked"], "love")
    assert workspace.history.undo_name == f"Rate “{catalogue['spinach_cooked'].name}” as love"
    workspace.rate(["spinach_cooked", "almonds"], "never")
    assert workspace.history.undo_name == "Rate 2 foods as never"
    workspace.set_days(3)
    assert workspace.history.undo_name == "Plan 3 days"


def test_that_a_lock_keeps_what_is_on_screen_and_solves_nothing(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.lock_meal(1, "lunch")
    lunch = day_plan.days[0].meals[1]
    assert workspace.document.locks == (Lock(1, "lunch", lunch.template, tuple(map(fixed, lunch.portions))),)
    assert not workspace.stale
    workspace.unlock_meal(1, "lunch")
    assert not workspace.document.locks_on(1)
    assert len(held.calls) == 1


def test_that_cancelling_keeps_the_plan_and_drops_the_answer(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    workspace.cancel()
    assert held.calls[1].stop.is_set()
    assert (workspace.plan, workspace.stale, workspace.planning) == (day_plan, True, False)
    workspace.plan_again()
    qtbot.waitUntil(lambda: len(held.calls) == 3)
    held.calls[2].answer(solved(other_plan))
    qtbot.waitUntil(lambda: workspace.plan is other_plan)


def test_that_another_plan_can_be_undone(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.plan_again()
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].before is None
    assert held.calls[1].seed != held.calls[0].seed
    held.calls[1].answer(solved(other_plan))
    qtbot.waitUntil(lambda: workspace.plan is other_plan)
    workspace.undo()
    assert workspace.plan is day_plan


def test_that_an_impossible_wish_is_explained_and_the_old_plan_stays(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(Infeasible(Explanation({}, ("It cannot be.",)), 0.1))
    qtbot.waitUntil(lambda: workspace.explanation is not None)
    assert workspace.plan is day_plan
    workspace.undo()
    assert workspace.explanation is None


@pytest.mark.parametrize("answer", [Stopped(1.0), RuntimeError("broken")], ids=["stopped", "failed"])
def test_that_a_search_that_ends_without_a_plan_is_told(
    qtbot: QtBot,
    open_workspace: OpenWorkspace,
    held: HeldPlanner,
    day_plan: Plan,
    answer: Stopped | RuntimeError,
    caplog: pytest.LogCaptureFixture,
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    with caplog.at_level(logging.CRITICAL), qtbot.waitSignal(workspace.notice) as told:
        held.calls[1].answer(answer)
    assert told.args is not None
    assert "kept" in told.args[0]
    assert workspace.plan is day_plan


def test_that_an_edit_is_saved_within_a_second(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)

    def kept() -> Stored:
        stored = load(document_path)
        assert stored is not None
        return stored

    qtbot.waitUntil(lambda: bool(kept().plan))  # the first plan is saved: what follows is the edit's own save
    workspace.rate(["almonds"], "love")
    assert workspace._saving._timer.isActive()
    assert workspace._saving._timer.interval() < 1000
    workspace.rate(["spinach_cooked"], "love")
    assert workspace._saving._timer.remainingTime() <= AUTOSAVE  # a later edit does not put it off
    qtbot.waitUntil(lambda: kept().document.taste("almonds") == "love")
    stored = load(document_path)
    assert stored is not None
    assert stored.plan == plan_to_fixed(day_plan)


def test_that_the_kept_plan_is_shown_again_without_a_solve(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    document = Document(days=1).with_taste("almonds", "love")
    save(document_path, Stored(document, plan_to_fixed(day_plan)))
    workspace = open_workspace(held)
    assert (workspace.plan, workspace.stale) == (day_plan, False)
    assert workspace.document == document
    assert held.calls == []


def test_that_a_kept_plan_that_fails_its_audit_is_planned_anew(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=1).with_taste(food_of(day_plan), "never"), plan_to_fixed(day_plan)))
    workspace = open_workspace(held)
    assert workspace.stale
    qtbot.waitUntil(lambda: len(held.calls) == 1)


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"\xff\xfe", b'{"format": "magnolia", "version": 99}'],
    ids=["empty", "cut", "binary", "newer"],
)
def test_that_a_file_that_cannot_be_read_is_never_written_over(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path, content: bytes, day_plan: Plan
) -> None:
    document_path.write_bytes(content)
    workspace = open_workspace(held)
    assert workspace.refused is not None
    assert document_path.name in workspace.refused
    workspace.rate(["almonds"], "love")
    workspace.save()
    assert document_path.read_bytes() == content
    workspace.set_aside()
    qtbot.waitUntil(lambda: workspace.refused is None and document_path.exists())
    assert workspace.save()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.taste("almonds") == "love"
    assert [path.read_bytes() for path in document_path.parent.glob("*.aside-*")] == [content]


def test_that_a_food_that_left_the_catalogue_keeps_its_taste_and_is_named(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=1).with_taste("dodo_eggs", "love")))
    workspace = Workspace(Path(__file__).parents[3] / "foods.csv", document_path, held)
    told: list[str] = []
    workspace.notice.connect(lambda sentence, _: told.append(sentence))
    with qtbot.waitSignal(workspace.opened, timeout=PATIENCE):
        workspace.open()
    qtbot.waitUntil(lambda: any("dodo_eggs" in sentence for sentence in told))
    assert workspace.document.taste("dodo_eggs") == "love"
    workspace.close()


def test_that_closing_while_planning_stops_waits_and_saves(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.rate([food_of(day_plan)], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    workspace.close()
    assert held.calls[1].stop.is_set()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.taste(food_of(day_plan)) == "never"


def test_that_closing_before_the_files_are_read_writes_nothing(held: HeldPlanner, document_path: Path) -> None:
    before = document_path.read_bytes()
    workspace = Workspace(Path("nowhere.csv"), document_path, held)
    workspace.open()
    workspace.close()
    assert document_path.read_bytes() == before


def test_that_fewer_days_are_the_first_ones_of_the_plan(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.set_days(2)
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].document.days == 2
    workspace.set_days(1)
    assert workspace.stale  # the plan of two days never came
    workspace.undo()
    workspace.undo()
    assert (workspace.plan, workspace.stale) == (day_plan, False)


def test_that_a_new_diet_opens_the_locks_it_excludes(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    for meal in day_plan.days[0].meals:
        workspace.lock_meal(1, meal.meal)
    workspace.decide(workspace.document.with_profile(Profile(diet="vegan")))
    locked = {portion.food for lock in workspace.document.locks for portion in lock.portions}
    assert workspace.catalogue is not None
    assert all("vegan" in workspace.catalogue[food].diets for food in locked)
    assert workspace.stale
    workspace.undo()
    assert len(workspace.document.locks) == len(day_plan.days[0].meals)


def test_that_a_missing_catalogue_is_told_in_words(qtbot: QtBot, held: HeldPlanner, document_path: Path) -> None:
    workspace = Workspace(Path("nowhere.csv"), document_path, held)
    with qtbot.waitSignal(workspace.trouble_changed, timeout=PATIENCE):
        workspace.open()
    assert workspace.trouble == "nowhere.csv: there is no such file"
    workspace.rate(["almonds"], "love")
    workspace.close()
