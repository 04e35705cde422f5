"""The dialog with What I eat now."""

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import close_buttons
from ui.now.now_view import NowView, Paint
from ui.workspace.workspace import Workspace

WIDTH, HEIGHT = 940, 720  # [px]


class NowDialog(Dialog):
    """All that is done in it is kept at once, so that there is nothing to confirm."""

    def __init__(self, workspace: Workspace, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(_("What I eat now"), parent, QSize(WIDTH, HEIGHT))
        self.view = NowView(workspace, paint)
        self.finished.connect(lambda _result: self.view.close_work())
        content, below = QVBoxLayout(), QVBoxLayout()
        content.addWidget(self.view)
        buttons, close = close_buttons(self.reject)
        close.setAutoDefault(False)
        below.addWidget(buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
        self.view.days.search.setFocus()
