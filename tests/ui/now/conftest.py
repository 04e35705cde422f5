"""What I eat now, opened over a window with a plan of one day, and days entered in it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.patience import GUARD_MS
from tests.ui.conftest import HeldPlanner, OpenWindow
from ui.now.now_view import NowView
from ui.window.app import Built
from ui.window.main_window import NOW


@pytest.fixture
def built(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    save(document_path, Stored(Document(), plan_to_fixed(day_plan)))
    made = open_window(held)
    qtbot.waitUntil(lambda: made.workspace.plan is not None)
    return made


@pytest.fixture
def view(qtbot: QtBot, built: Built) -> NowView:
    """The page, once it can find foods."""
    built.window.frame.choose(NOW)
    shown = built.window.now.view
    assert shown is not None
    qtbot.waitUntil(lambda: "Reading" not in shown.where.text(), timeout=GUARD_MS)
    return shown
