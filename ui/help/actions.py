"""The entries of the Help menu that open a page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from planner.language.translate import _
from ui.base.look import Look
from ui.base.widgets import menu_action
from ui.help.pages import ABOUT, ABOUT_MAGNESIUM, FIRST, LICENCES, SOURCES
from ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ui.help.window import HelpWindow


class HelpActions(QObject):
    """Opens Help on a page; one window of it at a time, which stays beside the main window."""

    def __init__(self, workspace: Workspace, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._look = look
        self._window = window
        self.shown: HelpWindow | None = None
        self.guide = self._action(_("Guide"), FIRST)
        self.magnesium = self._action(_("About magnesium"), ABOUT_MAGNESIUM)
        self.sources = self._action(_("Data sources and versions"), SOURCES)
        self.licences = self._action(_("Licences"), LICENCES)
        self.about = self._action(_("About Magnolia"), ABOUT)

    def open(self, page: str) -> None:
        """Brings Help to the front, on this page."""
        from ui.help.window import HelpWindow  # reads the metadata of packages: not before somebody asks

        if self.shown is None:
            self.shown = HelpWindow(self._look, page, self._window, self._workspace.shipped)
        self.shown.go_to(page)
        self.shown.show()
        self.shown.raise_()
        self.shown.activateWindow()

    def _action(self, text: str, page: str) -> QAction:
        return menu_action(text, lambda: self.open(page), self)
