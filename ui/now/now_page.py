"""What I eat now as a page of the window, made when it is first looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.base.later_page import LaterPage
from ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ui.now.now_view import NowView, Paint


class NowPage(LaterPage):
    """Holds what is eaten now, and the smallest changes of it.

    Signals:
        own_wished: a food of the USDA tables is to become an own food; its id, and what is eaten of it [g].
        own_asked: the own food with this id is to be looked at and changed.
    """

    own_wished = Signal(str, float)
    own_asked = Signal(str)

    def __init__(self, workspace: Workspace, paint: "Paint") -> None:
        super().__init__(lambda: workspace.catalogue is not None)
        self._workspace, self._paint = workspace, paint
        self.view: NowView | None = None
        workspace.opened.connect(self.make)

    def make(self) -> bool:
        """As every page; the keyboard begins at the search."""
        made = super().make()
        if made and self.view is not None:
            self.view.days.search.setFocus()
        return made

    def _build(self) -> QWidget:
        from ui.now.now_view import NowView  # here, because the window should not wait for it

        self.view = NowView(self._workspace, self._paint)
        self.view.days.own_wished.connect(self.own_wished)
        self.view.days.own_asked.connect(self.own_asked)
        return self.view
