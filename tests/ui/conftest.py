"""A window or workspace on temporary files, and a planner that answers when the test says so."""

import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved, Stopped
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.planner import make_plan
from tests.patience import GUARD_MS
from ui.window.app import Built, build
from ui.window.frame import PINNED_KEY
from ui.window.later_turns import LaterTurns
from ui.workspace.planner_calls import MakesPlans
from ui.workspace.workspace import Workspace

FOODS = Path(__file__).parent.parent.parent / "foods.csv"
PATIENCE = GUARD_MS


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform warns of what it lacks each time a window of a fixed size or a menu is shown."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@dataclass
class Call:
    """One call of the planner, held until the test answers it."""

    document: Document
    before: Plan | None
    least_steps: Mapping[str, int]
    seed: int
    stop: threading.Event
    progress: Callable[[int, int], None]
    other_than: Plan | None = None
    _open: threading.Event = field(default_factory=threading.Event)
    _outcome: Outcome | Exception = field(default_factory=lambda: Stopped(0.0))

    def answer(self, outcome: Outcome | Exception) -> None:
        self._outcome = outcome
        self._open.set()

    def wait(self) -> Outcome:
        """In the worker: until the test answers, or the job is stopped."""
        while not self._open.wait(0.005):
            if self.stop.is_set():
                return Stopped(0.0)
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return self._outcome


class HeldPlanner:
    """A planner opened by hand; ``deaf`` makes it answer even when it was told to stop."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.deaf = False

    def __call__(self, catalogue: Catalogue, request: Request) -> Outcome:
        stop = threading.Event() if self.deaf or request.stop is None else request.stop
        call = Call(
            request.document,
            request.before,
            request.least_steps,
            request.seed,
            stop,
            request.progress or (lambda done, of: None),
            request.other_than,
        )
        self.calls.append(call)
        return call.wait()


def solved(plan: Plan) -> Solved:
    return Solved(plan, penalty=10.0, bound=9.5, gap=0.05, proven=True, seconds=0.1)


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


@pytest.fixture(scope="session")
def day_plan(catalogue: Catalogue) -> Plan:
    """A day of real food for the default profile."""
    outcome = make_plan(catalogue, Request(Document()))
    assert isinstance(outcome, Solved)
    return outcome.plan


@pytest.fixture(scope="session")
def other_plan(catalogue: Catalogue, day_plan: Plan) -> Plan:
    """The same day with another food in the first place of lunch. No solver made it."""
    (day,) = day_plan.days
    lunch = day.meals[1]
    food = next(food for food in catalogue if not day_plan.steps(food.id))
    portions = (replace(lunch.portions[0], food=food, steps=food.min_steps), *lunch.portions[1:])
    meals = (day.meals[0], replace(lunch, portions=portions), *day.meals[2:])
    return Plan((replace(day, meals=meals),))


@pytest.fixture(autouse=True)
def pages_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests read pages that are not on screen, and need no turns for it; test_later_turns.py looks at those."""
    monkeypatch.setattr(LaterTurns, "draw", lambda self, page, seen, draw: draw())


@pytest.fixture
def held() -> Iterator[HeldPlanner]:
    planner = HeldPlanner()
    yield planner
    for call in planner.calls:
        call.answer(Stopped(0.0))


@pytest.fixture
def document_path(tmp_path: Path) -> Path:
    """A kept document of one day, so that tests are fast; delete it for a first start."""
    path = tmp_path / "data" / "document.json"
    save(path, Stored(Document(days=1)))
    return path


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Those of somebody who keeps the foods beside the week: both are in sight in a window of the usual size."""
    kept = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    kept.setValue(PINNED_KEY, "true")
    return kept


OpenWorkspace = Callable[..., Workspace]
Today = Callable[[], date]


@pytest.fixture
def open_workspace(qtbot: QtBot, document_path: Path) -> Iterator[OpenWorkspace]:
    """Opens a workspace on the document and waits until its files are read."""
    opened: list[Workspace] = []

    def make(planner: MakesPlans, today: Today = date.today) -> Workspace:
        workspace = Workspace(FOODS, document_path, planner, today=today)
        opened.append(workspace)
        with qtbot.waitSignal(workspace.opened, timeout=PATIENCE):
            workspace.open()
        return workspace

    yield make
    for workspace in opened:
        workspace.close()
        workspace.deleteLater()


OpenWindow = Callable[..., Built]


@pytest.fixture
def open_window(qtbot: QtBot, qapp: QApplication, document_path: Path, settings: QSettings) -> Iterator[OpenWindow]:
    """Opens the window on the document and waits until its files are read."""
    opened: list[Built] = []

    def make(planner: MakesPlans | None = None, today: Today = date.today) -> Built:
        built = build(qapp, FOODS, document_path, settings, planner, today=today)
        opened.append(built)
        with qtbot.waitSignal(built.workspace.opened, timeout=PATIENCE):
            built.window.show()
        return built

    yield make
    for built in opened:
        built.window.close()
        built.window.deleteLater()
        built.look.deleteLater()


@pytest.fixture
def built(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan) -> Built:
    """The window with a day on screen, planned by hand."""
    save(document_path, Stored(Document(), plan_to_fixed(day_plan)))
    made = open_window(held)
    made.window.activateWindow()
    qtbot.waitUntil(lambda: made.workspace.plan is not None and bool(made.window.plan.cards))
    return made
