import pytest

from planner.document.document import Document
from planner.editing.history import MAX_STEPS_KEPT, History
from planner.plan.plan import Plan

FIRST = Document()
LOVED = FIRST.with_taste("spinach", "love")
BANNED = LOVED.with_taste("tofu", "never")


def test_that_undo_gives_the_documents_back_in_turn() -> None:
    history = History(FIRST)
    history.push("Love spinach", LOVED)
    history.push("Never tofu", BANNED)
    assert [history.undo().document, history.undo().document] == [LOVED, FIRST]
    assert not history.can_undo


def test_that_redo_makes_the_undone_edits_again() -> None:
    history = History(FIRST)
    history.push("Love spinach", LOVED)
    history.undo()
    assert history.redo().document == LOVED
    assert not history.can_redo


def test_that_undo_and_redo_are_named_by_the_edit_they_touch() -> None:
    history = History(FIRST)
    assert (history.undo_name, history.redo_name) == (None, None)
    history.push("Love spinach", LOVED)
    history.push("Never tofu", BANNED)
    history.undo()
    assert (history.undo_name, history.redo_name) == ("Love spinach", "Never tofu")


def test_that_a_new_edit_forgets_what_was_undone() -> None:
    history = History(FIRST)
    history.push("Love spinach", LOVED)
    history.undo()
    history.push("Never tofu", BANNED)
    assert not history.can_redo
    assert history.undo().document == FIRST


def test_that_a_step_keeps_the_plan_that_was_shown_with_it() -> None:
    history = History(FIRST)
    first, second = Plan(()), Plan(())
    history.remember(first)
    history.push("Love spinach", LOVED)
    history.remember(second)
    assert history.undo().plan is first
    assert history.redo().plan is second


def test_that_only_so_many_edits_are_kept() -> None:
    history = History(FIRST)
    for _ in range(MAX_STEPS_KEPT + 5):
        history.push("Edit", LOVED)
    undone = 0
    while history.can_undo:
        history.undo()
        undone += 1
    assert undone == MAX_STEPS_KEPT


def test_that_undoing_nothing_is_refused() -> None:
    history = History(FIRST)
    with pytest.raises(IndexError, match="undo"):
        history.undo()
    with pytest.raises(IndexError, match="redo"):
        history.redo()
