"""A row to press: what one may take, and below it what comes of that."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from ui.base.look import GRID, TARGET, Look
from ui.base.widgets import label


class ChoiceRow(QAbstractButton):
    """Its name, a few words beside it, and sentences below them.

    Signals:
        walked: rows down, by an arrow key.
    """

    walked = Signal(int)

    def __init__(self, look: Look, name: str, beside: str, *below: str) -> None:
        super().__init__()
        self._look = look
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(", ".join(words for words in (name, beside, *below) if words))
        top = QHBoxLayout()
        top.setSpacing(GRID)
        parts = [label(name, wrap=True)]
        top.addWidget(parts[0], 1)
        if beside:
            parts.append(label(beside, tone="secondary"))
            top.addWidget(parts[-1])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(0)
        layout.addLayout(top)
        for words in below:
            parts.append(label(words, tone="secondary", wrap=True))
            layout.addWidget(parts[-1])
        for part in parts:
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Down:
                self.walked.emit(1)
            case Qt.Key.Key_Up:
                self.walked.emit(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.click()
            case _:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._look.colour
        painter.setPen(QPen(colour("accent" if self.hasFocus() else "border"), 2 if self.hasFocus() else 1))
        painter.setBrush(colour("hover" if self.underMouse() or self.hasFocus() else "surface"))
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6, 6)
