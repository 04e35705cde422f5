"""The monkey: seeded clicks, keys, words and undos over the real window, and a look at what they did.

Run as ``-m tests.rigs.monkey SEED ACTIONS [PLANT]`` in a folder of its own, with a home of its own: it writes there.
It answers with one JSON object. The planner beside it answers at once from real days that were planned before.
"""

import faulthandler
import gc
import json
import logging
import os
import random
import sys
import tempfile
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QSettings, Qt, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QKeyEvent, QPixmapCache, QWheelEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QMenu,
    QMenuBar,
    QMessageBox,
    QTabBar,
    QWidget,
    QWidgetAction,
)

from planner.document.document import Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import read_templates
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved
from planner.plan.plan import Day, Plan
from planner.plan.stored_form import plan_to_fixed
from planner.planner import Planner
from tests.patience import GUARD
from ui.base.freed_memory import give_back
from ui.base.look import Theme
from ui.plan.meal_cell import MealCell
from ui.plan.portion_row import PortionFace
from ui.window.app import Built, build
from ui.window.collector import Collector
from ui.window.frame import WEEK

FOODS = Path(__file__).parent.parent.parent / "foods.csv"
DAYS = 2
POOL = 5  # days planned beforehand
ROUND = 125  # actions, after which everything is undone; the history keeps more edits than so many make
LEAVE = 0.15  # the chance that an open dialog is left
NONE, CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
FORBIDDEN = ("Quit", "Delete everything …")  # they end the session, and that is another test's
WORDS = (
    "spin",
    "oat",
    "zzz",
    "<b>x</b>",
    "1,5",
    "12",
    "-3",
    "1e9",
    "a" * 300,
    "Käse & Brot",
    "%s {x}",
    "\u202eabc",
    " ",
)
KEYS = (
    *((key, NONE) for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Escape)),
    *((key, NONE) for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)),
    *((key, NONE) for key in (Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)),
    *((key, NONE) for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)),
    *((key, NONE) for key in (Qt.Key.Key_L, Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_A, Qt.Key.Key_W)),
    *((key, NONE) for key in (Qt.Key.Key_Delete, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Slash)),
    *((key, NONE) for key in (Qt.Key.Key_F1, Qt.Key.Key_F5, Qt.Key.Key_Menu)),
    *((key, CONTROL) for key in (Qt.Key.Key_F, Qt.Key.Key_I, Qt.Key.Key_E, Qt.Key.Key_A, Qt.Key.Key_Comma)),
    *((key, ALT) for key in (Qt.Key.Key_Left, Qt.Key.Key_Right)),
    (Qt.Key.Key_Tab, SHIFT),
    (Qt.Key.Key_L, SHIFT),
    (Qt.Key.Key_Backtab, SHIFT),
    (Qt.Key.Key_W, CONTROL | SHIFT),
    *((key, NONE) for key in (Qt.Key.Key_D, Qt.Key.Key_E, Qt.Key.Key_F6)),
    *((key, SHIFT) for key in (Qt.Key.Key_S, Qt.Key.Key_M, Qt.Key.Key_E)),
    (Qt.Key.Key_K, CONTROL),
)
FOOD_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_5)
PLAN_KEYS = (
    *((key, NONE) for key in (Qt.Key.Key_L, Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_Delete)),
    (Qt.Key.Key_L, SHIFT),
)
PRESSABLE = (QAbstractButton, QComboBox, QLineEdit, QAbstractSpinBox, QAbstractItemView, QTabBar)


class Pool:
    """Answers as a planner does, with real days that were planned before, where they fit; else there is no plan."""

    def __init__(self, days: list[Day]) -> None:
        self._days = days

    def __call__(self, catalogue: Catalogue, request: Request) -> Outcome:
        document, before = request.document, request.before
        targets = targets_of(document.profile, document.targets, document.confirmed)
        other = request.other_than
        tried = [before] if before is not None and other is None else []
        tried += [self._plan(first, document.days) for first in range(len(self._days))]
        for plan in tried:
            if plan != other and not audit(plan, document, targets, read_templates()):
                return Solved(plan, penalty=10.0, bound=9.5, gap=0.05, proven=True, seconds=0.0)
        return Infeasible(Explanation({}, ("The monkey's days do not fit what you chose.",)), 0.0)

    def _plan(self, first: int, count: int) -> Plan:
        days = (self._days[(first + place) % len(self._days)] for place in range(count))
        return Plan(tuple(replace(day, number=number) for number, day in enumerate(days, start=1)))


@dataclass
class Findings:
    """What the monkey did and what went wrong."""

    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    rounds: int = 0  # how often everything was undone and was as at the start
    edits: int = 0
    memory_mb: list[float] = field(default_factory=list)  # after each round

    def report(self, what: str) -> None:
        """Keeps it, and says it at once: what goes wrong here may end the process before the end."""
        if len(self.wrong) < 20:
            self.wrong.append(what[-2000:])
            sys.stderr.write(f"wrong {what[-2000:]}\n")


class Monkey:
    """Acts on what it sees: the dialog in front, an open menu, or the window."""

    def __init__(self, built: Built, chance: random.Random, found: Findings) -> None:
        self._built, self._chance, self._found = built, chance, found
        self._last = ""

    @property
    def last(self) -> str:
        """What it did last, to be said beside what went wrong."""
        return self._last

    def act(self) -> None:
        popup, top = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            self._do("popup", lambda: self._use_popup(popup))
        elif isinstance(top, QFileDialog | QPrintDialog):
            self._do("leave", top.reject)  # it could reach the user's files and paper
        elif isinstance(top, QDialog) and self._chance.random() < LEAVE:
            self._do("leave", lambda: self._leave(top))
        else:
            window = top or self._built.window
            acts: Mapping[str, tuple[int, Callable[[], None]]] = {
                "click": (40, lambda: self._click(window)),
                "key": (25, self._press_key),
                "write": (8, self._write),
                "undo": (8, lambda: self._keys(Qt.Key.Key_Z, CONTROL)),
                "redo": (3, lambda: self._keys(Qt.Key.Key_Z, CONTROL | SHIFT)),
                "edit": (60, lambda: self._edit(window)),
                "page": (6, lambda: self._go_to_page(window)),
                "menu": (5, lambda: self._open_menu(window)),
                "context": (4, lambda: self._ask_context(window)),
                "wheel": (3, lambda: self._turn(window)),
                "resize": (1, self._resize),
                "theme": (1, lambda: self._built.look.set_theme(self._chance.choice(list(Theme)))),
            }
            (name,) = self._chance.choices(list(acts), [weight for weight, _act in acts.values()])
            self._do(name, acts[name][1])

    def close_all(self) -> None:
        """Leaves every menu and dialog.

        Raises:
            RuntimeError: if one does not go.
        """
        for _try in range(50):
            if (popup := QApplication.activePopupWidget()) is not None:
                popup.close()
            elif isinstance(top := QApplication.activeModalWidget(), QDialog):
                self._leave(top)
            else:
                return
            settle(self._built)
        raise RuntimeError(f"{QApplication.activeModalWidget()} cannot be left")

    def _do(self, name: str, act: Callable[[], None]) -> None:
        self._found.done[name] += 1
        self._last = name
        faulthandler.dump_traceback_later(GUARD, exit=True)
        act()

    def _leave(self, dialog: QDialog) -> None:
        """As somebody does who wants nothing of it; a question whether that is meant is answered with yes."""
        if isinstance(dialog, QMessageBox):
            buttons = [b for b in dialog.buttons() if dialog.buttonRole(b) == QMessageBox.ButtonRole.DestructiveRole]
            (buttons or dialog.buttons())[0].click()
        else:
            dialog.reject()

    def _use_popup(self, popup: QWidget) -> None:
        if isinstance(popup, QMenu):
            able = [a for a in popup.actions() if a.isEnabled() and not a.isSeparator() and a.isVisible()]
            able = [action for action in able if not isinstance(action, QWidgetAction)]  # a calendar: its days are rows
            able = [action for action in able if action.text().split("\t")[0].replace("&", "") not in FORBIDDEN]
            if able and self._chance.random() > LEAVE:
                action = self._chance.choice(able)
                self._last = f"menu entry {action.text()}"
                QTest.mouseClick(popup, Qt.MouseButton.LeftButton, NONE, popup.actionGeometry(action).center())
                return
        views = popup.findChildren(QAbstractItemView)
        if views and self._chance.random() > LEAVE:
            self._click_row(views[0])
            if popup.isVisible():  # Qt takes no click so soon after a list opened
                QTest.keyClick(views[0], Qt.Key.Key_Return)
        elif popup.isVisible():
            QTest.keyClick(popup, Qt.Key.Key_Escape)

    def _click(self, window: QWidget) -> None:
        widgets = [w for w in window.findChildren(QWidget) if _can_press(w, window)]
        if not widgets:
            return
        widget = self._chance.choice(widgets)
        self._last = f"click on {type(widget).__name__} “{widget.accessibleName()}”"
        if isinstance(widget, QAbstractItemView):
            self._click_row(widget)
        elif isinstance(widget, QTabBar):
            tab = self._chance.randrange(max(1, widget.count()))
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, widget.tabRect(tab).center())
        else:
            where = QPoint(self._chance.randrange(widget.width()), self._chance.randrange(widget.height()))
            QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, where)

    def _click_row(self, view: QAbstractItemView) -> None:
        port = view.viewport()
        where = QPoint(self._chance.randrange(max(1, port.width())), self._chance.randrange(max(1, port.height())))
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, self._chance.choice((NONE, NONE, CONTROL, SHIFT)), where)

    def _press_key(self) -> None:
        self._keys(*self._chance.choice(KEYS))

    def _keys(self, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        widget = QApplication.focusWidget() or QApplication.activeModalWidget() or self._built.window
        self._last = f"{modifier.name} {key.name} on {type(widget).__name__} “{widget.accessibleName()}”"
        QTest.keyClick(widget, key, modifier)

    def _write(self) -> None:
        widget = QApplication.focusWidget()
        if isinstance(widget, QLineEdit | QAbstractSpinBox):
            word = self._chance.choice(WORDS)
            self._last = f"“{word[:20]}” into “{widget.accessibleName()}”"
            QTest.keyClick(widget, Qt.Key.Key_A, CONTROL)
            for letter in word:  # QTest types no letters beyond Latin-1
                QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, 0, NONE, letter))

    def _open_menu(self, window: QWidget) -> None:
        if window is not self._built.window:
            return
        bar: QMenuBar = self._built.window.menuBar()
        action = self._chance.choice(bar.actions())
        self._last = f"menu {action.text()}"
        QTest.mouseClick(bar, Qt.MouseButton.LeftButton, NONE, bar.actionGeometry(action).center())

    def _go_to_page(self, window: QWidget) -> None:
        """Goes to any page, most often back to the week, where there is most to do."""
        if window is self._built.window:
            frame = self._built.window.frame
            page = self._chance.choice((*frame.pages, WEEK, WEEK, WEEK))
            self._last = f"page {page}"
            frame.choose(page)

    def _edit(self, window: QWidget) -> None:
        """Goes to a food, of the list or of the plan, and presses a key that means something there."""
        if window is not self._built.window:
            return
        faces = [w for w in window.findChildren(PortionFace) if _can_press(w, window)]
        tree = self._built.window.foods.tree
        if faces and self._chance.random() < 0.5:
            face = self._chance.choice(faces)
            QTest.mouseClick(face, Qt.MouseButton.LeftButton, NONE, face.rect().center())
            self._keys(*self._chance.choice(PLAN_KEYS))
        elif _can_press(tree, window):
            window.activateWindow()
            self._click_row(tree)
            tree.setFocus()  # a list of a combo box that closed may still hold it
            self._keys(self._chance.choice(FOOD_KEYS), NONE)

    def _ask_context(self, window: QWidget) -> None:
        widgets = [w for w in window.findChildren(QWidget) if _can_press(w, window)]
        boxes = QAbstractSpinBox  # Qt's own menu there waits for its end, and nothing goes on meanwhile
        widgets = [w for w in widgets if not isinstance(w, boxes) and not isinstance(w.parent(), boxes)]
        if not widgets:
            return
        widget = self._chance.choice(widgets)
        target = widget.viewport() if isinstance(widget, QAbstractItemView) else widget
        self._last = f"context menu of {type(widget).__name__} “{widget.accessibleName()}”"
        centre = target.rect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, centre, target.mapToGlobal(centre))
        QApplication.sendEvent(target, event)

    def _turn(self, window: QWidget) -> None:
        widgets = [w for w in window.findChildren(QWidget) if _can_press(w, window)]
        if not widgets:
            return
        widget = self._chance.choice(widgets)
        place = QPointF(widget.rect().center())
        turn = QPoint(0, self._chance.choice((-240, 240)))
        no_phase, no_button = Qt.ScrollPhase.NoScrollPhase, Qt.MouseButton.NoButton
        everywhere = QPointF(widget.mapToGlobal(place.toPoint()))
        event = QWheelEvent(place, everywhere, QPoint(), turn, no_button, NONE, no_phase, False)
        QApplication.sendEvent(widget, event)

    def _resize(self) -> None:
        self._built.window.resize(*self._chance.choice(((1280, 800), (1920, 1080), (1000, 640))))


def _can_press(widget: QWidget, window: QWidget) -> bool:
    return (
        isinstance(widget, PRESSABLE)
        and widget.isVisible()
        and widget.isEnabled()
        and widget.window() is window
        and min(widget.width(), widget.height()) > 0
    )


def settle(built: Built) -> None:
    """Lets everything happen that is due, and the planner answer."""
    for turn in count():
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        if turn >= 2 and not built.workspace.planning:
            return


def undo_all(built: Built) -> None:
    while built.workspace.history.can_undo:
        built.window.undo.trigger()
        settle(built)


def memory_mb() -> float:
    """What the process holds of memory now [MB], after giving back what it can; Qt keeps 10 MB of pictures."""
    QPixmapCache.clear()
    gc.collect()
    give_back()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def run(seed: int, actions: int, plant: str = "") -> Findings:
    """Lets the monkey act so many times on a window in this folder."""
    found = Findings()
    app = QApplication([])
    built, plan = _open(app)
    collector = Collector(app)  # as in the program: a search in a thread must not collect what is of the window
    collector.start()
    MealCell.start_drag = lambda _cell: None  # type: ignore[assignment, method-assign]  # it waits for a real pointer's release
    monkey = Monkey(built, random.Random(seed), found)
    _listen(found, monkey)
    if plant:
        PLANTS[plant]()
    start = built.workspace.document
    for done in range(1, actions + 1):
        steps = built.workspace.history.undo_name
        monkey.act()
        settle(built)
        found.edits += built.workspace.history.undo_name != steps
        if done % ROUND == 0 or done == actions:
            monkey.close_all()
            undo_all(built)
            if built.workspace.document != start or built.workspace.plan != plan:
                found.report(f"after {done} actions, undoing all does not lead back to the start")
            found.rounds += 1
            found.memory_mb.append(round(memory_mb(), 1))
            said = f"{done} actions, {found.edits} edits, {found.memory_mb[-1]} MB, {len(found.wrong)} wrong\n"
            sys.stderr.write(said)
        if plant and found.wrong:
            break  # it is found
    built.window.close()
    collector.stop()
    return found


def _open(app: QApplication) -> tuple[Built, Plan]:
    """The window on a real plan of a few days, with a planner that has it and other days."""
    planner = Planner(read_catalogue(FOODS))
    document = Document(days=DAYS)
    first = planner.make_plan(Request(document, seconds=GUARD))
    if not isinstance(first, Solved):
        raise LookupError("there is no plan to start from")
    days = list(first.plan.days)
    for seed in range(1, POOL - DAYS + 1):
        other = planner.make_plan(Request(document.with_days(1), seed=seed, seconds=GUARD))
        days += other.plan.days if isinstance(other, Solved) else ()
    path = Path("data/document.json").absolute()
    save(path, Stored(document, plan_to_fixed(first.plan)))
    settings = QSettings(str(Path("settings.ini").absolute()), QSettings.Format.IniFormat)
    built = build(app, FOODS, path, settings, Pool(days))
    built.workspace._job._patience = lambda: 0  # type: ignore[method-assign]
    built.window.show()
    built.window.activateWindow()
    while built.workspace.catalogue is None:
        QApplication.processEvents()
    settle(built)
    return built, first.plan


def _listen(found: Findings, monkey: Monkey) -> None:
    """Reports every exception, every line of Qt's that is a warning, and every error in the log."""

    def hook(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        lines = "".join(traceback.format_exception(kind, error, trace))
        found.report(f"after {monkey.last}: {lines}")

    def said(kind: QtMsgType, _context: object, text: str) -> None:
        bad = kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if bad and "plugin does not support" not in text:  # the offscreen platform says so of much
            found.report(f"after {monkey.last}: Qt says: {text}")

    class Log(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            found.report(f"after {monkey.last}: {logging.Formatter().format(record)}")

    sys.excepthook = hook
    threading.excepthook = lambda told: hook(told.exc_type, told.exc_value or Exception(), told.exc_traceback)
    qInstallMessageHandler(said)
    logging.getLogger().addHandler(Log(logging.ERROR))
    for away in (QDesktopServices, QPrinterInfo):
        name, answer = ("openUrl", True) if away is QDesktopServices else ("availablePrinterNames", [])
        setattr(away, name, staticmethod(lambda *_args, answer=answer: answer))


# Bugs planted on purpose


def _plant_exception() -> None:
    from ui.workspace.workspace import Workspace

    right = Workspace.rate

    def wrong(self: Workspace, food_ids: Any, taste: str) -> None:
        if taste == "rarely":
            raise ZeroDivisionError("planted")
        right(self, food_ids, taste)

    Workspace.rate = wrong  # type: ignore[method-assign]


def _plant_warning() -> None:
    from PySide6.QtCore import qWarning

    from ui.foods.foods_view import FoodsView

    FoodsView.rate_selected = lambda self, taste: qWarning("planted")  # type: ignore[method-assign]


def _plant_lost_step() -> None:
    """Every fifth edit, of whatever kind the monkey makes, cannot be undone."""
    from planner.editing.history import History

    right, made = History.push, list[str]()

    def wrong(self: History, name: str, document: Document, plan: Plan | None = None) -> None:
        right(self, name, document, plan)
        made.append(name)
        if len(made) % 5 == 0:
            del self._steps[0]
            self._at -= 1

    History.push = wrong  # type: ignore[method-assign]


def _plant_leak() -> None:
    from ui.foods.foods_view import FoodsView

    right, kept = FoodsView.show_state, []

    def wrong(self: FoodsView, *args: Any) -> None:
        kept.append(os.urandom(3_000_000))  # the foods are drawn where they are seen, not at every edit
        right(self, *args)

    FoodsView.show_state = wrong  # type: ignore[method-assign, assignment]


PLANTS: Mapping[str, Callable[[], None]] = {
    "exception": _plant_exception,
    "warning": _plant_warning,
    "lost step": _plant_lost_step,
    "leak": _plant_leak,
}


if __name__ == "__main__":
    folder = tempfile.TemporaryDirectory()
    os.chdir(folder.name)  # the window's file and settings are made where it is started
    try:
        outcome = run(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")
    except Exception:
        traceback.print_exc()  # the rig's own: the hook is for the program's
        raise
    print(json.dumps({**vars(outcome), "done": dict(outcome.done)}))  # noqa: T201
