"""What stands over or above a plan: the veil of an old one, and the panel that says why there is none."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.language.translate import ngettext
from ui.base.look import GRID, TARGET, Look
from ui.base.rows import fit_rows
from ui.base.widgets import label

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


class SentenceButton(QPushButton):
    """A button as high as its words need: a sentence is wrapped, never cut."""

    def __init__(self, sentence: str = "") -> None:
        super().__init__()
        self._words = label(wrap=True)
        self._words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumHeight(TARGET)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        inside.addWidget(self._words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Shows this sentence on the button."""
        self._words.setText(sentence)
        self.setAccessibleName(sentence)
        self.updateGeometry()

    @property
    def sentence(self) -> str:
        """What stands on the button."""
        return self._words.text()

    def sizeHint(self) -> QSize:
        hint = self._words.sizeHint()
        return QSize(hint.width() + 2 * GRID, max(TARGET, hint.height() + GRID))

    def minimumSizeHint(self) -> QSize:
        return QSize(TARGET, TARGET)


class TroublePanel(QFrame):
    """Why something cannot be done, in sentences, with the buttons that help.

    Signals:
        helped: the one button that is always of the same kind was pressed.
        repaired: the place of the repair that was pressed, from 0.
    """

    helped = Signal()
    repaired = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("trouble")
        self._title = label(weight="strong", wrap=True)
        self._text = label(wrap=True)
        self._offer = label(weight="strong", wrap=True)
        self.repairs: list[SentenceButton] = []
        self.button = SentenceButton()
        self.button.clicked.connect(self.helped)
        self._offered = QVBoxLayout()
        self._offered.setSpacing(GRID // 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.addWidget(self._title)
        layout.addWidget(self._text)
        layout.addWidget(self._offer)
        layout.addLayout(self._offered)
        layout.addSpacing(GRID // 2)
        layout.addWidget(self.button)
        self.hide()

    @property
    def text(self) -> str:
        """All that is said, without the buttons."""
        return f"{self._title.text()} {self._text.text()}"

    def show_trouble(self, title: str, sentences: Sequence[str], button: str = "", repairs: Sequence[str] = ()) -> None:
        """``repairs`` are the names of changes, each with a button of its own."""
        self._title.setText(title)
        self._text.setText("\n".join(sentences))
        self.button.say(button)
        self.button.setVisible(bool(button))
        self._offer_repairs(repairs)
        self.show()

    def _offer_repairs(self, names: Sequence[str]) -> None:
        said = ngettext("With this change there is a plan:", "With one of these changes there is a plan:", len(names))
        self._offer.setText(said)
        self._offer.setVisible(bool(names))
        if [made.sentence for made in self.repairs] == list(names):
            return
        fit_rows(self._offered, self.repairs, 0)
        for place, name in enumerate(names):
            made = SentenceButton(name)
            made.clicked.connect(lambda *args, chosen=place: self.repaired.emit(chosen))
            self._offered.addWidget(made)
            self.repairs.append(made)
        first: QWidget = self._offer
        for widget in (*self.repairs, self.button):
            QWidget.setTabOrder(first, widget)
            first = widget
