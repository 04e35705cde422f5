"""What I eat now as a page of the window, made when it is first looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.look import GRID
from ui.base.on_screen import Scrolled
from ui.base.widgets import label
from ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from ui.now.now_view import NowView, Paint


class NowPage(QFrame):
    """Holds the view, which is scrolled where the window is low. The window does not wait for it at its start.

    Signals:
        own_wished: a food of the USDA tables is to become an own food; its id, and what is eaten of it [g].
        own_asked: the own food with this id is to be looked at and changed.
    """

    own_wished = Signal(str, float)
    own_asked = Signal(str)

    def __init__(self, workspace: Workspace, paint: "Paint") -> None:
        super().__init__()
        self.setObjectName("column")
        self._workspace, self._paint = workspace, paint
        self.view: NowView | None = None
        self._soon = label(_("Reading the tables of foods …"), tone="secondary", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._soon)
        workspace.opened.connect(self._make)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._make()

    def _make(self) -> None:
        """Makes the view once, when it is on screen and there are foods."""
        if self.view is not None or not self.isVisible() or self._workspace.catalogue is None:
            return
        from ui.now.now_view import NowView  # here, because the window should not wait for it

        self.view = NowView(self._workspace, self._paint)
        self.view.days.own_wished.connect(self.own_wished)
        self.view.days.own_asked.connect(self.own_asked)
        inside = QWidget()
        inside.setObjectName("scrolled")
        margins = QVBoxLayout(inside)
        margins.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        margins.addWidget(self.view)
        area = Scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soon.hide()
        self._column.addWidget(area)
        self.view.days.search.setFocus()
