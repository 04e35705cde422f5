"""The menu of favourite weeks: days kept under a name, used again, and forgotten."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from planner.language.plain_text import one_line
from planner.language.translate import _, ngettext
from ui.base.line_dialog import LineDialog
from ui.workspace.workspace import Workspace


class Favourites(QObject):
    """Keeps the days on screen, and offers those that were kept."""

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window
        self.menu = QMenu(_("Favourite weeks"), window)
        self.menu.setToolTipsVisible(True)
        self.keep = QAction(_("Keep these days …"), self.menu)
        self.keep.triggered.connect(self.ask_name)
        self.menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """The weeks that are kept now, each with what can be done with it."""
        workspace = self._workspace
        for action in self.menu.actions():
            self.menu.removeAction(action)
            if action is not self.keep:
                (action.menu() or action).deleteLater()  # a menu has its entry with it
        self.menu.addAction(self.keep)
        self.keep.setEnabled(workspace.plan is not None and not workspace.stale)
        if workspace.document.favourites:
            self.menu.addSeparator()
        for each in workspace.document.favourites:
            days = ngettext("{count} day", "{count} days", each.days).format(count=each.days)
            menu = self.menu.addMenu(_("{name}, {days}").format(name=each.name, days=days).replace("&", "&&"))
            for words, behind in ((_("Plan it in place of these days"), False), (_("Plan it behind them"), True)):
                action = menu.addAction(words)
                action.triggered.connect(lambda *_, name=each.name, last=behind: workspace.use_favourite(name, last))
            menu.addSeparator()
            action = menu.addAction(_("Delete this favourite"))
            action.triggered.connect(lambda *_, name=each.name: workspace.forget_favourite(name))

    def ask_name(self) -> None:
        """Opens the question for a name."""
        dialog = FavouriteDialog({each.name for each in self._workspace.document.favourites}, self._window)
        dialog.named.connect(self._workspace.keep_favourite)
        dialog.open()


class FavouriteDialog(LineDialog):
    """Asks for the name of the days on screen, which is not empty; ``taken`` are the names of others."""

    def __init__(self, taken: set[str], parent: QWidget | None = None) -> None:
        super().__init__(_("Keep these days"), _("What are these days called?"), "", _("Save"), parent=parent)
        self._taken = taken
        self.name.setPlaceholderText(_("Our fish week"))
        self.name.textChanged.connect(self._say)
        self._say()

    @property
    def _name(self) -> str:
        return one_line(self.name.text()).strip()

    def _say(self) -> None:
        there = self._name in self._taken
        self.said.setText(
            _("Days with this name exist already; these will replace them.")
            if there
            else _("Later they are in the menu Plan, under “Favourite weeks”.")
        )

    def _keep(self) -> None:
        if not self._name:
            self.said.setText(_("Give a name."))
            self.name.setFocus()
            return
        self.name.setText(self._name)
        super()._keep()
