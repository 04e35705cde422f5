"""The dialog with What I eat now."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.now.now_view import NowView, Paint
from ui.workspace.workspace import Workspace

WIDTH, HEIGHT = 940, 720  # [px]


class NowDialog(Dialog):
    """All that is done in it is kept at once, so that there is nothing to confirm."""

    def __init__(self, workspace: Workspace, paint: Paint, parent: QWidget | None = None) -> None:
        super().__init__(_("What I eat now"), parent, QSize(WIDTH, HEIGHT))
        self.view = NowView(workspace, paint)
        self.finished.connect(lambda _result: self.view.close_work())
        self.hold(self.view)
        self.view.days.search.setFocus()
