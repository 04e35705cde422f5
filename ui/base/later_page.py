"""A page of the window that is made when it is first looked at: the window does not wait for it at its start."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.look import GRID
from ui.base.on_screen import Scrolled
from ui.base.widgets import label


class LaterPage(QFrame):
    """Holds a view, which is scrolled where the window is low. ``_build`` makes the view."""

    def __init__(self, ready: Callable[[], bool]) -> None:
        """``ready`` says whether what the view shows was read."""
        super().__init__()
        self.setObjectName("column")
        self._ready = ready
        self._made = False
        self._soon = label(_("Reading the tables of foods …"), tone="secondary", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._soon)

    def _build(self) -> QWidget:
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.make()

    def make(self) -> bool:
        """Makes the view once, when it is on screen and there are foods; says whether it did so now."""
        if self._made or not self.isVisible() or not self._ready():
            return False
        self._made = True
        view = self._build()
        inside = QWidget()
        inside.setObjectName("scrolled")
        margins = QVBoxLayout(inside)
        margins.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        margins.addWidget(view)
        area = Scrolled(inside)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._soon.hide()
        self._column.addWidget(area)
        return True
