"""A file is read beside the window, with its progress, and Esc ends it."""

import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMargins, QObject, QSize, QTimer, Signal
from PySide6.QtWidgets import QDialogButtonBox, QProgressBar, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.background import Background, Progress
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import dialog_buttons, label

PATIENCE = 300  # [ms] reading that takes no longer shows nothing


class ReadingDialog(Dialog):
    """Says that a file is read, how far, and that it can be stopped."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Import"), parent, QSize(420, 0))
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Reading"))
        content, below = QVBoxLayout(), QVBoxLayout()
        content.addWidget(label(_("Reading {name} …").format(name=name), wrap=True))
        content.addWidget(self.bar)
        buttons = dialog_buttons(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self.reject)
        below.addWidget(buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    def show_progress(self, done: int, of: int) -> None:
        """How many lines of how many were looked at."""
        self.bar.setRange(0, of)
        self.bar.setValue(done)


class ReadingFile(QObject):
    """Reads one file at a time. ``refusals`` are the kinds of exceptions that are an answer: a sentence for the user.

    Any other one is a fault of the program, and stands in its log.

    Signals:
        read: what was read.
        failed: the exception that says why there is none.
    """

    read = Signal(object)
    failed = Signal(object)

    def __init__(self, window: QWidget, refusals: tuple[type[Exception], ...]) -> None:
        super().__init__(window)
        self._window, self._refusals = window, refusals
        self.dialog: ReadingDialog | None = None
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self._failed)
        self._background.progressed.connect(self._progressed)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE)
        self._patience.timeout.connect(self._show)
        self._name = ""

    def start(self, path: Path, read: Callable[..., object]) -> None:
        """Begins; an older file is given up. ``read`` is called in a thread, with ``stop`` and ``progress``."""
        self.stop()
        self._name = path.name

        def work(stop: threading.Event, progress: Progress) -> object:
            try:
                return read(stop=stop, progress=progress)
            except self._refusals as refusal:
                return refusal

        self._background.start(work)
        self._patience.start()

    def stop(self) -> None:
        """Gives up; nothing is told any more."""
        self._background.cancel()
        self._hide()

    def close(self) -> None:
        """Gives up and waits for the end of it."""
        self._hide()
        self._background.close()

    def _show(self) -> None:
        self.dialog = ReadingDialog(self._name, self._window)
        self.dialog.rejected.connect(self.stop)
        self.dialog.open()

    def _hide(self) -> None:
        self._patience.stop()
        if self.dialog is not None:
            dialog, self.dialog = self.dialog, None
            dialog.close()
            dialog.deleteLater()

    def _progressed(self, done: int, of: int) -> None:
        if self.dialog is not None:
            self.dialog.show_progress(done, of)

    def _answered(self, found: object) -> None:
        if isinstance(found, Exception):
            self._failed(found)
            return
        self._hide()
        self.read.emit(found)

    def _failed(self, error: object) -> None:
        self._hide()
        self.failed.emit(error)
