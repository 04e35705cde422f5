"""A whole story on the real window with the real planner: told with the mouse, and again with the keyboard alone."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import LOVE, NEVER, Document, Stored
from planner.files.store import load, save
from planner.plan.plan import counted
from tests.ui.conftest import OpenWindow
from tests.ui.two_hands import MONDAY, SOON, Keyboard, Mouse
from ui.base.look import Theme

SPINACH, TOFU = "spinach_cooked", "tofu_firm"
DAYS = 2  # Monday and Tuesday


@pytest.mark.parametrize("hand", [Mouse, Keyboard])
def test_that_after_a_whole_story_everything_is_found_as_it_was_left(
    qtbot: QtBot, open_window: OpenWindow, document_path: Path, settings: QSettings, hand: type[Mouse] | type[Keyboard]
) -> None:
    save(document_path, Stored(Document(days=DAYS, start=MONDAY)))
    built = open_window(today=lambda: MONDAY)
    built.window.activateWindow()
    user = hand(built, qtbot)
    workspace = built.workspace
    user.planned()

    user.be_vegetarian()
    assert workspace.document.profile.diet == "vegetarian"
    user.planned()
    user.rate(SPINACH, LOVE)
    user.planned()
    user.rate(TOFU, NEVER)
    rated = user.planned()
    decided = workspace.document
    assert (decided.taste(SPINACH), decided.taste(TOFU)) == (LOVE, NEVER)
    eaten = {food for day in rated.days for food in counted(day.portions)}
    assert all("vegetarian" in food.diets for food in eaten)
    assert TOFU not in {food.id for food in eaten}

    user.lock_meal(1, "breakfast")
    (lock,) = workspace.document.locks
    assert (lock.day, lock.meal) == (1, "breakfast")
    assert workspace.history.undo_name == "Lock Monday breakfast"
    assert user.planned() == rated
    user.swap_first(2, "dinner")
    swapped = user.planned()
    assert swapped.days[0] == rated.days[0]
    assert swapped.days[1] != rated.days[1]

    user.undo()
    assert user.planned() == rated
    assert workspace.document.locks == (lock,)
    user.undo()
    assert user.planned() == rated
    assert workspace.document == decided
    user.go_dark()
    assert built.look.dark
    size, columns = built.window.size(), built.window.splitter.sizes()

    user.quit()
    user.until(lambda: not built.window.isVisible(), SOON)
    stored = load(document_path)
    assert stored is not None
    assert stored.document == decided
    QApplication.processEvents()

    again = open_window(today=lambda: MONDAY)
    assert again.workspace.document == decided
    assert again.workspace.plan == rated
    assert not again.workspace.stale
    assert again.look.theme is Theme.DARK
    assert again.look.dark
    assert again.window.size() == size
    assert again.window.splitter.sizes() == pytest.approx(columns, abs=1)  # Qt rounds them anew with each layout
