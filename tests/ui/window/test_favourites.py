"""Favourite weeks in the menu Plan."""

from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.window.favourites import FavouriteDialog


def test_that_days_are_kept_used_again_and_forgotten(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan
) -> None:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))  # type: ignore[arg-type]
    built = open_window(held)
    workspace, favourites = built.workspace, built.window.favourites
    qtbot.waitUntil(lambda: workspace.plan is not None and not workspace.stale)
    favourites.fill()
    assert [action.text() for action in favourites.menu.actions()] == ["Keep these days …"]
    favourites.keep.trigger()
    dialog = built.window.findChild(FavouriteDialog)
    assert dialog is not None
    dialog._keep()
    assert dialog.said.text() == "Give a name."
    dialog.name.setText(" Our day ")
    dialog._keep()
    assert [each.name for each in workspace.document.favourites] == ["Our day"]
    assert (workspace.plan, workspace.stale, held.calls) == (day_plan, False, [])
    favourites.fill()
    menu = favourites.menu.actions()[-1].menu()
    assert menu is not None
    assert favourites.menu.actions()[-1].text() == "Our day, 1 day"
    instead, _behind, _line, forget = menu.actions()  # type: ignore[attr-defined]
    instead.trigger()
    assert (workspace.plan, workspace.stale) == (day_plan, False)
    forget.trigger()
    assert workspace.document.favourites == ()
    workspace.undo()
    assert len(workspace.document.favourites) == 1
