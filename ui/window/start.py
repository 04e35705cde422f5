"""The start of the window: something is painted at once, and the rest of the program is loaded behind it."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEventLoop, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from planner.language.translate import _
from ui.base.look import DARK, LIGHT, THEME_KEY, Colours, Theme
from ui.base.on_screen import OnScreen
from ui.base.places import NAME, default_document_path, user_settings
from ui.window.one_copy import is_open
from ui.window.window_state import put_where_it_was

SOON = 500  # [ms] how long a window may take until it is painted, before the rest is loaded all the same


class OpeningWindow(QWidget):
    """Stands where the window will stand, in its colours, until that one is painted.

    Signals:
        painted: it was painted for the first time.
    """

    painted = Signal()

    def __init__(self, colours: Colours) -> None:
        super().__init__()
        self.setWindowTitle(NAME)
        self.was_painted = False
        palette = self.palette()
        palette.setColor(self.backgroundRole(), QColor(colours.window))
        palette.setColor(self.foregroundRole(), QColor(colours.secondary))
        self.setPalette(palette)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, _("Magnolia is opening …"))
        painter.end()
        if not self.was_painted:
            self.was_painted = True
            self.painted.emit()


def run(catalogue_path: Path, document_path: Path | None = None) -> int:
    """Opens the window and gives the exit code when it is closed."""
    app = QApplication([NAME])
    QCoreApplication.setApplicationName(NAME)
    QApplication.setDesktopFileName(NAME.lower())  # packaging/magnolia.desktop: its name and icon in docks
    opening = None if is_open(document_path or default_document_path()) else show_opening(app)
    from ui.window import app as whole

    return whole.run(catalogue_path, document_path, opening=opening)


def show_opening(app: QApplication) -> OpeningWindow:
    """Shows the opening window and waits until it is painted."""
    settings = user_settings()
    word = str(settings.value(THEME_KEY, ""))
    dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    if word in (Theme.DARK, Theme.LIGHT):
        dark = word == Theme.DARK
    opening = OpeningWindow(DARK if dark else LIGHT)
    put_where_it_was(opening, settings)
    OnScreen(opening)
    opening.show()
    waiting = QElapsedTimer()
    waiting.start()
    while not opening.was_painted and waiting.elapsed() < SOON:
        app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
    return opening
