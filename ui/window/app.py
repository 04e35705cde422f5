"""Builds workspace and window and connects them: the only composition."""

import contextlib
import secrets
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from planner.document.document import MOST_SEED
from planner.files.beside import LOGS
from planner.files.store import make_private
from planner.language.plain_text import plain
from ui.base.look import Look
from ui.base.number_box import write_like_the_planner
from ui.base.places import NAME, default_document_path, user_settings
from ui.window.collector import Collector
from ui.window.crash import HARD_SENTENCE, Crashes
from ui.window.crash_dialog import show_sentence
from ui.window.documents import Next
from ui.window.lock_window import LockWindow
from ui.window.main_window import MainWindow
from ui.window.menus import Menus
from ui.window.one_copy import Holder, OneCopy, show_in_front
from ui.window.routes import Routes
from ui.window.version_dialog import ask_for_version
from ui.workspace.better_plan import BetterPlan
from ui.workspace.day_clock import DayClock
from ui.workspace.planner_calls import MakesPlans, WarmPlanner
from ui.workspace.serving import Serve, serve
from ui.workspace.workspace import Workspace

SIGNALS_EVERY = 200  # [ms] how often Python may look at signals while Qt waits
HELD = 1  # the exit code where another one has the document, and it was not opened
SWITCH = 0.0005  # [s] building a model in the worker must not hold up painting

Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None


@dataclass(frozen=True, slots=True)
class Built:
    """The parts of the running program."""

    workspace: Workspace
    window: MainWindow
    look: Look
    menus: Menus


def build(
    app: QApplication,
    catalogue_path: Path,
    document_path: Path | None = None,
    settings: QSettings | None = None,
    planner: MakesPlans | None = None,
    serve: Serve = serve,
    holds: Callable[[], bool] = lambda: True,
    today: Callable[[], date] = lambda: date.today(),
    new_seed: Callable[[], int] = lambda: 0,
) -> Built:
    """A window that reads its files after its first paint. Nothing is shown yet. ``today`` is its one clock.

    ``new_seed`` is its one chance: what makes a new document's plans differ from those of anybody else.
    """
    settings = settings or user_settings()
    look = Look(app, settings)
    optimizer = WarmPlanner()
    workspace = Workspace(
        catalogue_path,
        document_path or default_document_path(),
        planner or optimizer,
        holds=holds,
        today=today,
        new_seed=new_seed,
    )
    window = MainWindow(workspace, look, settings, serve)
    menus = Menus(window, look)
    Routes(workspace, window, settings)
    workspace.setParent(window)
    if planner is None:
        better = BetterPlan(workspace, optimizer, window)
        better.offered.connect(window.show_offer)
        window.offer.clicked.connect(better.show)
    ask_for_version(workspace, window)
    DayClock(workspace.today, window).day_began.connect(workspace.move_on)
    window.painted.connect(workspace.open)
    return Built(workspace, window, look, menus)


def run(catalogue_path: Path, document_path: Path | None = None, opening: QWidget | None = None) -> int:
    """Opens the window, and after it the ones of other documents that the user opens; gives the exit code of the last.

    ``opening`` stands in the place of the first until that is painted.
    """
    sys.setswitchinterval(SWITCH)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([NAME])
    QCoreApplication.setApplicationName(NAME)
    QApplication.setApplicationDisplayName(NAME)
    write_like_the_planner()
    make_private(default_document_path().parent)
    make_settings_private()
    wished: Next | None = Next(document_path or default_document_path())
    before: Next | None = None
    told: list[QWidget] = []  # keeps what is told while a window closes: it stands alone then
    code = 0
    while wished is not None:
        code, after = _run_one(app, catalogue_path, wished, told, opening)
        if code == HELD and before is not None:  # another has it, and it was not opened: back to the one before
            wished, before = before, None
        else:
            before, wished = replace(wished, asks=False), after
        opening = None
    return code


def _run_one(
    app: QApplication, catalogue_path: Path, wished: Next, told: list[QWidget], opening: QWidget | None
) -> tuple[int, Next | None]:
    """Opens the window of one document; the exit code when it is closed, and the document to be opened after it."""
    path = wished.path
    one = OneCopy(path)
    if not one.take():
        holder = one.holder()
        if holder.alive is not False and one.ask():
            return 0, None
        if not opens_all_the_same(app, path, holder):
            return HELD, None
        one.take_over()
    crashes = Crashes(default_document_path().parent / LOGS)
    crashes.install()
    built = build(app, catalogue_path, path, holds=one.still_ours, new_seed=lambda: 1 + secrets.randbelow(MOST_SEED))
    window = built.window
    one.wished.connect(lambda: show_in_front(window))
    crashes.told.connect(lambda said, copied: show_sentence(said, copied, window))

    def tell(said: str) -> None:
        told.append(show_sentence(said, parent=window if window.isVisible() else None))

    built.workspace.recovered.connect(tell)
    if crashes.ended_hard:
        built.workspace.opened.connect(lambda: built.workspace.tell(HARD_SENTENCE))
    if wished.asks:
        built.workspace.opened.connect(window.open_first_start)
    if opening is not None:
        window.painted.connect(opening.close)
        window.painted.connect(opening.deleteLater)
    before = _close_on_signals(window)
    collector = Collector(app)
    collector.start()
    window.show()
    try:
        return app.exec(), window.documents.next
    finally:
        built.workspace.close()
        collector.stop()
        crashes.close()
        make_settings_private()
        one.give_back()
        for number, handler in before.items():
            signal.signal(number, handler)
        for gone in (window, built.look) if window.documents.next else ():  # another document's window comes after it
            gone.deleteLater()
            QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)


def make_settings_private() -> None:
    """Lets nobody but its owner look at the settings: Qt leaves that to the user's mask."""
    settings = user_settings()
    settings.sync()
    file = Path(settings.fileName())
    make_private(file.parent)
    with contextlib.suppress(OSError):
        file.chmod(0o600)


def opens_all_the_same(app: QApplication, path: Path, holder: Holder) -> bool:
    """Says who has the document, and asks what to do. Closing the window is no."""
    look = Look(app, user_settings())
    asking = LockWindow(path, holder)
    asking.setWindowIcon(look.icon("magnolia", look.colours.accent))
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"{plain(asking.text)}\n")  # for whoever started it from a terminal
    before = _close_on_signals(asking)
    waiting = QEventLoop()
    asking.finished.connect(waiting.quit)
    asking.show()
    show_in_front(asking)
    waiting.exec()
    for number, handler in before.items():
        signal.signal(number, handler)
    answer = asking.result()
    for gone in (asking, look):  # here and now: Python might do it in a worker, where its timers cannot be stopped
        gone.deleteLater()
        QCoreApplication.sendPostedEvents(gone, QEvent.Type.DeferredDelete.value)
    return answer == LockWindow.DialogCode.Accepted


def _close_on_signals(window: QWidget) -> dict[signal.Signals, Handler]:
    """Ctrl+C and SIGTERM do what Quit does."""

    def end(number: int) -> None:
        closed = window.close()
        if not closed and number == signal.SIGTERM:
            closed = window.close()  # what it asks to confirm, nobody may be there to confirm: a session is ending
        if closed:
            QApplication.closeAllWindows()  # a sentence that was told at the end may stand there still

    def close(number: int, frame: FrameType | None) -> None:
        QTimer.singleShot(0, lambda: end(number))

    before: dict[signal.Signals, Handler] = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, close)
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)  # running Python is what lets it see a signal
    timer.start(SIGNALS_EVERY)
    return before
