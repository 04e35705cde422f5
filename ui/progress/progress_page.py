"""Days and progress as a page of the window."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.base.later_page import LaterPage
from ui.base.look import Look
from ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ui.progress.progress_view import Paint, ProgressView


class ProgressPage(LaterPage):
    """Holds the days that are over: what was eaten, and how it went."""

    def __init__(self, workspace: Workspace, look: Look, paint: "Paint") -> None:
        super().__init__(lambda: workspace.catalogue is not None)
        self._workspace, self._look, self._paint = workspace, look, paint
        self.view: ProgressView | None = None
        workspace.opened.connect(self.make)

    def _build(self) -> QWidget:
        from ui.progress.progress_view import ProgressView  # here, because the window should not wait for it

        self.view = ProgressView(self._workspace, self._look, self._paint)
        return self.view
