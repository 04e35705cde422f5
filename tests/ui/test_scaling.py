"""Nothing is clipped at 12 and 20 pt, nor at the usual size on a laptop; measured by what each widget asks for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.conftest import HeldPlanner, OpenWindow
from tools.layout_faults import faults
from ui.window.app import Built
from ui.window.main_window import SHOPPING
from ui.window.routes import Routes

LAPTOP, SCREEN = (1280, 800), (1920, 1080)


@pytest.fixture(params=[(10, LAPTOP), (12, LAPTOP), (20, SCREEN)], ids=str)
def built(
    request: pytest.FixtureRequest,
    qtbot: QtBot,
    qapp: QApplication,
    open_window: OpenWindow,
    held: HeldPlanner,
    document_path: Path,
    day_plan: Plan,
) -> Iterator[Built]:
    """The window with a plan, at a size of text and of the screen."""
    points, size = request.param
    before = qapp.font()
    font = qapp.font()
    font.setPointSizeF(points)
    qapp.setFont(font)
    save(document_path, Stored(Document(), plan_to_fixed(day_plan)))
    made = open_window(held)
    made.window.resize(*size)
    QApplication.processEvents()
    routes = made.window.findChild(Routes)
    assert isinstance(routes, Routes)
    routes._opened()  # the columns of a window that has this size from the start
    qtbot.waitUntil(lambda: made.workspace.plan is not None and bool(made.window.plan.cards))
    QApplication.processEvents()
    settle()
    yield made
    made.window.close()
    qapp.setFont(before)


def settle() -> None:
    """Lets layouts find their place: a label that wraps changes what the one around it asks for."""
    for _turn in range(5):
        QApplication.processEvents()


def views(built: Built) -> Iterator[str]:
    """Brings every view of the window on screen, one after another."""
    window = built.window
    yield "day"
    card = window.plan.card("lunch")
    assert card is not None
    card.portions[0].face.setFocus()
    settle()
    yield "a portion is chosen"
    window.plan.wish_overview(True)
    settle()
    yield "overview"
    window.plan.wish_overview(False)
    window.open_nutrient(window.nutrition.model.groups[0].rows[0].nutrient)
    settle()
    yield "nutrient"
    window.show_page(SHOPPING)
    settle()
    yield "shopping"
    window.open_first_start()
    settle()
    yield "first start"


def test_that_no_word_is_clipped(built: Built) -> None:
    assert {view: found for view in views(built) if (found := faults(built.window))} == {}


def test_that_no_column_is_squeezed(built: Built) -> None:
    """Each has a fair share of the window, and the window is no wider than the screen."""
    window = built.window
    shown = [(view, size) for view, size in zip(_columns(built), window.splitter.sizes(), strict=True) if size]
    assert window.frame.stack in dict(shown)
    assert min(size for _view, size in shown) > 0.2 * sum(size for _view, size in shown)
    assert all(view.minimumSizeHint().width() <= size for view, size in shown)


def _columns(built: Built) -> tuple[QWidget, ...]:
    return built.window.left, built.window.frame.stack, built.window.inspector
