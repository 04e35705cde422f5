"""What is measured of the window: from a click to the repainted plan, gaps while it plans, and its start.

Everything runs on Qt's offscreen platform, with the shipped foods and the real planner.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# On a screen on which the window has its usual size: without one, Qt's offscreen platform has 800 x 800 pixels.
os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={Path(__file__).with_name('screen.json')}")

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from benchmarks.cases import FOODS, share_of
from benchmarks.started import DAY, PAINTED, WHOLE
from planner.document.document import LOVE, NEVER, Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome
from planner.plan.plan import Plan, counted
from ui.window.app import SWITCH, Built, build
from ui.workspace.planner_calls import WarmPlanner

ROOT = Path(__file__).parent.parent
WEEK, MONTH = 7, 28
PATIENCE = 600.0  # [s]
TICK = 1  # [ms]
Case = dict[str, float | str | None]


class TimedPlanner:
    """The real planner, and how long each call of it took [s]."""

    def __init__(self) -> None:
        self._optimizer = WarmPlanner()
        self.seconds: list[float] = []

    def __call__(self, catalogue: Catalogue, request: Request) -> Outcome:
        started = time.perf_counter()
        try:
            return self._optimizer(catalogue, request)
        finally:
            self.seconds.append(time.perf_counter() - started)


class Painted(QObject):
    """Waits for the next time a widget is painted."""

    def __init__(self, widget: QObject) -> None:
        super().__init__()
        self.at = 0.0
        self._wanted = False
        widget.installEventFilter(self)

    def ask(self) -> None:
        self.at, self._wanted = 0.0, True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._wanted and event.type() == QEvent.Type.Paint:
            self._wanted = False
            QTimer.singleShot(0, self._note)  # when all of this turn is painted
        return False

    def _note(self) -> None:
        self.at = time.perf_counter()


def window_cases(clicks: int, starts: int, yardstick: float) -> Iterator[Case]:
    """All cases of the window, from so many clicks and so many starts; ``yardstick`` is a cold relaxation [s]."""
    yield click_to_repaint(clicks, yardstick)
    yield gui_gap_month()
    yield memory()
    yield from first_moments(starts)


def memory() -> Case:
    """What the window with a month planned takes, in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.month"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return {"case": "memory", "month_mb": float(said)}


@contextmanager
def month_window(days: int) -> Iterator[Built]:
    """The window with so many days planned."""
    with _open(days, WarmPlanner()) as built:
        yield built


def click_to_repaint(clicks: int, yardstick: float) -> Case:
    """A taste changed by a click until the plan is painted: in all, and beyond what the planner itself takes."""
    planner = TimedPlanner()
    times, added = [], []
    with _open(WEEK, planner) as built:
        built.window.frame.pin_foods(True)
        painted = Painted(built.window.plan.area.viewport())
        built.workspace.plan_changed.connect(lambda _plan, stale: None if stale else painted.ask())
        for number in range(clicks):
            seconds = _click(built, painted, planner, number)
            if seconds is not None:
                times.append(seconds)
                added.append(seconds - sum(planner.seconds))
    return {
        "case": "click_to_repaint",
        "median_s": statistics.median(times),
        "p95_s": share_of(times, 0.95),
        "ratio_to_lp": statistics.median(times) / yardstick,
        "p95_ratio_to_lp": share_of(times, 0.95) / yardstick,
        "added_s": statistics.median(added),
    }


def median_click(document: Document, clicks: int) -> float:
    """Seconds of a click to the repainted week, the median, of a document."""
    planner = TimedPlanner()
    with _open(WEEK, planner, document) as built:
        built.window.frame.pin_foods(True)
        painted = Painted(built.window.plan.area.viewport())
        built.workspace.plan_changed.connect(lambda _plan, stale: None if stale else painted.ask())
        times = [_click(built, painted, planner, number) for number in range(clicks)]
    return statistics.median(seconds for seconds in times if seconds is not None)


def _click(built: Built, painted: Painted, planner: TimedPlanner, number: int) -> float | None:
    """Seconds from one click to the painted plan; None where the food had this taste already."""
    foods, workspace = built.window.foods, built.workspace
    food = _food_of(plan_of(built), number)
    foods.tree.setCurrentIndex(foods.model.index_of(food))
    until(lambda: not workspace.planning)
    planner.seconds.clear()
    painted.at = 0.0
    started = time.perf_counter()
    QTest.mouseClick(foods.tastes[(NEVER, LOVE)[number % 2]], Qt.MouseButton.LeftButton)
    if not workspace.planning:
        return None
    until(lambda: painted.at > 0.0 and not workspace.planning)
    return painted.at - started


def gui_gap_month() -> Case:
    """Gaps between the turns of the event loop while 28 days are planned from nothing."""
    gaps: list[float] = []
    with _open(MONTH, WarmPlanner()) as built:
        last = time.perf_counter()

        def tick() -> None:
            nonlocal last
            now = time.perf_counter()
            gaps.append(now - last)
            last = now

        timer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=TICK)
        built.workspace.plan_again()
        last = time.perf_counter()
        timer.timeout.connect(tick)
        timer.start()
        until(lambda: not built.workspace.planning)
        timer.stop()
    return {"case": "gui_gap_month", "p99_s": share_of(gaps, 0.99), "max_s": max(gaps)}


def first_moments(starts: int) -> Iterator[Case]:
    """From the start of the process to the first paint, and to the first planned day, against an empty window."""
    empty, paint, plan = [], [], []
    for _start in range(starts):
        empty.append(_started("empty")[PAINTED])
        moments = _started("magnolia")
        paint.append(moments[PAINTED])
        plan.append(moments.get(DAY, moments[WHOLE]))
    base = statistics.median(empty)
    for name, seconds in (("first_paint", paint), ("first_plan", plan)):
        median = statistics.median(seconds)
        yield {"case": name, "median_s": median, "ratio_to_empty": median / base}


def _started(what: str) -> dict[str, float]:
    """When a fresh process with an empty home said each of its words [s after its start]."""
    command = [sys.executable, "-m", "benchmarks.started", what]
    moments: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as home:
        own = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), home)
        own |= {"QT_QPA_PLATFORM": os.environ["QT_QPA_PLATFORM"], "LANGUAGE": "en"}
        started = time.perf_counter()
        with subprocess.Popen(
            command, cwd=ROOT, env=os.environ | own, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as child:
            for line in child.stdout or ():
                moments.setdefault(line.strip(), time.perf_counter() - started)
    if child.returncode != 0:
        raise RuntimeError(f"{command} ended with {child.returncode}")
    return moments


@contextmanager
def _open(days: int, planner: Any, document: Document | None = None) -> Iterator[Built]:
    """The window on a new document, or on this one, with its first plan."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(SWITCH)  # as the program sets it
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("there is an application without windows already")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.json"
        save(path, Stored(document or Document(days=days)))
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        built = build(app, FOODS, path, settings, planner)
        built.window.show()
        until(lambda: built.workspace.plan is not None and not built.workspace.stale)
        yield built
        built.window.close()
        built.window.deleteLater()
        built.look.deleteLater()
        app.processEvents()
    sys.setswitchinterval(before)


def plan_of(built: Built) -> Plan:
    plan = built.workspace.plan
    if plan is None:
        raise LookupError("there is no plan")
    return plan


def _food_of(plan: Plan, number: int) -> str:
    """One of the foods of a plan."""
    foods = sorted({food.id for day in plan.days for food in counted(day.portions)})
    return foods[(7 * number) % len(foods)]


def until(claim: Callable[[], bool]) -> None:
    """Runs the event loop as the program does.

    Raises:
        TimeoutError: if it takes longer than ``PATIENCE``.
    """
    end = time.monotonic() + PATIENCE
    while not claim():
        QApplication.processEvents()
        time.sleep(0.0002)  # the worker's turn: a real event loop sleeps between events
        if time.monotonic() > end:
            raise TimeoutError("the window did not come to rest")
