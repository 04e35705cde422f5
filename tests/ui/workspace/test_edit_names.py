"""Taking what the profile's pages decide: one edit, undone as one."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Habits, Person
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget, TargetError
from planner.plan.plan import Plan
from tests.ui.conftest import HeldPlanner, OpenWorkspace
from tests.ui.workspace.test_workspace import ready
from ui.workspace.edit_names import decision, with_decisions

KIDNEY = Profile(conditions=frozenset({"kidney disease"}))


def test_that_only_decisions_are_taken_from_a_document() -> None:
    wished = Document(
        profile=Profile(age_years=50),
        targets={"magnesium_mg": 400.0},
        confirmed=frozenset({"low energy"}),
        habits=Habits(leftovers=True),
        people=(Person("Sam", Profile()),),
        tastes={"kale": "never"},
        days=3,
    )
    taken = with_decisions(Document(tastes={"kale": "love"}), wished)
    assert taken == replace(wished, tastes={"kale": "love"}, days=1)


def test_that_an_edit_is_named_by_what_it_changes() -> None:
    before = Document()
    assert decision(before, replace(before, profile=KIDNEY)) == "Change the profile"
    both = replace(before, profile=KIDNEY, targets={"magnesium_mg": 400.0})
    assert decision(before, both) == "Change the profile and your own targets"


def test_that_an_own_target_is_planned_for_and_undone(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    wished = workspace.document.with_target("magnesium_mg", 400.0)
    workspace.decide(wished)
    assert workspace.history.undo_name == "Change your own targets"
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].document.targets == {"magnesium_mg": 400.0}
    workspace.undo()
    assert workspace.document.targets == {}
    assert workspace.plan is day_plan
    assert not workspace.stale


def test_that_a_target_that_cannot_stand_changes_nothing(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    before = workspace.document
    with pytest.raises(TargetError):
        workspace.decide(before.with_target("magnesium_mg", OwnTarget(most=10.0)))
    assert workspace.document is before
    assert workspace.plan is day_plan


def test_that_a_refused_plan_leaves_the_screen_and_the_file_and_comes_back_with_undo(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.decide(replace(workspace.document, profile=KIDNEY))
    assert workspace.plan is None
    assert workspace.trouble is not None
    assert "renal dietitian" in workspace.trouble
    assert not workspace.planning
    workspace.undo()
    assert workspace.plan is day_plan
    assert workspace.trouble is None


def test_that_low_energy_without_a_word_is_told_without_the_files_words(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.decide(workspace.document.with_target("energy_kcal", 1000.0))
    assert workspace.plan is None
    assert workspace.trouble is not None
    assert "clinician" in workspace.trouble
    assert "document" not in workspace.trouble


def test_that_other_measures_solve_nothing(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    document = workspace.document
    workspace.decide(replace(document, shopping=document.shopping.with_packs("metric")))
    assert workspace.document.shopping.packs == "metric"
    assert workspace.plan is day_plan
    assert not workspace.stale
    assert len(held.calls) == 1


def test_that_the_household_and_the_habits_are_edits_that_plan(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    document = workspace.document
    sam = Person("Sam", Profile(sex="male"))
    workspace.decide(replace(document, people=(sam,), habits=Habits(repeat_breakfast=True)))
    assert workspace.history.undo_name == "Change the household and the habits"
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].document.people == (sam,)
    workspace.undo()
    assert workspace.document == document
