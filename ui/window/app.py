"""Builds workspace and window and connects them: the only composition."""

import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from PySide6.QtCore import QCoreApplication, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from planner.files.backups import LOGS
from planner.files.store import make_private
from planner.language.translate import _
from ui.base.look import Look
from ui.base.number_box import write_like_the_planner
from ui.window.crash import HARD_SENTENCE, Crashes, show_sentence
from ui.window.main_window import MainWindow
from ui.window.one_copy import OneCopy, show_in_front
from ui.window.places import NAME, default_document_path, user_settings
from ui.workspace.better_plan import BetterPlan
from ui.workspace.planner_calls import Optimizer, Planner
from ui.workspace.serving import Serve, serve
from ui.workspace.workspace import Workspace

SIGNALS_EVERY = 200  # [ms] how often Python may look at signals while Qt waits
SWITCH = 0.0005  # [s] building a model in the worker must not hold up painting

Handler = Callable[[int, FrameType | None], Any] | int | signal.Handlers | None


@dataclass(frozen=True, slots=True)
class Built:
    """The parts of the running program."""

    workspace: Workspace
    window: MainWindow
    look: Look


def build(
    app: QApplication,
    catalogue_path: Path,
    document_path: Path | None = None,
    settings: QSettings | None = None,
    planner: Planner | None = None,
    serve: Serve = serve,
) -> Built:
    """A window that reads its files after its first paint. Nothing is shown yet."""
    settings = settings or user_settings()
    look = Look(app, settings)
    optimizer = Optimizer()
    workspace = Workspace(catalogue_path, document_path or default_document_path(), planner or optimizer)
    window = MainWindow(workspace, look, settings, serve)
    workspace.setParent(window)
    if planner is None:
        better = BetterPlan(workspace, optimizer, window)
        better.offered.connect(window.show_offer)
        window.offer.clicked.connect(better.show)
    window.painted.connect(workspace.open)
    return Built(workspace, window, look)


def run(catalogue_path: Path, document_path: Path | None = None, opening: QWidget | None = None) -> int:
    """Opens the window and gives the exit code when it is closed.

    ``opening`` stands in its place until it is painted.
    """
    sys.setswitchinterval(SWITCH)
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication([NAME])
    QCoreApplication.setApplicationName(NAME)
    QApplication.setApplicationDisplayName(NAME)
    write_like_the_planner()
    path = document_path or default_document_path()
    make_private(default_document_path().parent)
    one = OneCopy(path)
    if not one.take():
        if not one.ask():
            sys.stderr.write(_("Magnolia is open already, but its window does not answer.\n"))
        return 0
    crashes = Crashes(default_document_path().parent / LOGS)
    crashes.install()
    built = build(app, catalogue_path, path)
    window = built.window
    one.wished.connect(lambda: show_in_front(window))
    crashes.told.connect(lambda said, copied: show_sentence(said, copied, window))
    built.workspace.recovered.connect(lambda said: show_sentence(said, parent=window))
    if crashes.ended_hard:
        built.workspace.opened.connect(lambda: built.workspace.notice.emit(HARD_SENTENCE, False))
    if opening is not None:
        window.painted.connect(opening.close)
        window.painted.connect(opening.deleteLater)
    before = _close_on_signals(window)
    window.show()
    try:
        return app.exec()
    finally:
        built.workspace.close()
        crashes.close()
        one.give_back()
        for number, handler in before.items():
            signal.signal(number, handler)


def _close_on_signals(window: MainWindow) -> dict[signal.Signals, Handler]:
    """Ctrl+C and SIGTERM do what Quit does."""

    def close(number: int, frame: FrameType | None) -> None:
        QTimer.singleShot(0, window.close)

    before: dict[signal.Signals, Handler] = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, close)
    timer = QTimer(window)
    timer.timeout.connect(lambda: None)  # running Python is what lets it see a signal
    timer.start(SIGNALS_EVERY)
    return before
