"""Two columns beside each other where there is room, else one above the other."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from ui.base.look import GRID, READABLE


class SideBySide(QWidget):
    """Columns that stand below each other in less than ``wide`` [px at the smallest normal text].

    It asks for no more width than the widest of them needs.
    """

    def __init__(self, wide: int, gap: int = 2 * GRID) -> None:
        super().__init__()
        self._wide = wide
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)

    def add(self, widget: QWidget, share: int) -> None:
        """Puts a column behind the others; ``share`` is its part of the width."""
        self._layout.addWidget(widget, share)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        entries = map(self._layout.itemAt, range(self._layout.count()))
        return QSize(max((entry.minimumSize().width() for entry in entries if entry), default=0), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= self._wide * max(1.0, self.font().pointSizeF() / READABLE)
        self._layout.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
