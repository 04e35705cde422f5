"""What stands over or above a plan: the veil of an old one, and the panel that says why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.look import GRID, Look
from ui.widgets import label

VEIL = 80  # of 255: how much a plan from before the last edit is veiled


class Veil(QWidget):
    """A thin veil over a plan from before the last edit; what is under it stays readable and can be pressed."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        parent.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        colour = QColor(self._look.colours.window)
        colour.setAlpha(VEIL)
        QPainter(self).fillRect(self.rect(), colour)


class TroublePanel(QFrame):
    """Why something cannot be done, in sentences, with the button that helps.

    Signals:
        helped: the button was pressed.
    """

    helped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self._title = label(weight="strong", wrap=True)
        self._text = label(wrap=True)
        self.button = QPushButton()
        self.button.clicked.connect(self.helped)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addLayout(row)
        self.hide()

    @property
    def text(self) -> str:
        return f"{self._title.text()} {self._text.text()}"

    def show_trouble(self, title: str, sentences: Sequence[str], button: str = "") -> None:
        self._title.setText(title)
        self._text.setText("\n".join(sentences))
        self.button.setText(button)
        self.button.setAccessibleName(button)
        self.button.setVisible(bool(button))
        self.show()
