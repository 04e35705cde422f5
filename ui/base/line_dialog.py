"""A dialog that asks for one line of text."""

from PySide6.QtCore import QMargins, QSize, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from planner.document.document import LONGEST_NAME
from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET
from ui.base.widgets import keep_buttons, label


class LineDialog(Dialog):
    """Asks ``question``, with ``said`` below the field.

    Signals:
        named: what was written.
    """

    named = Signal(str)

    def __init__(
        self, title: str, question: str, said: str, go_on: str, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent, QSize(440, 0))
        self.name = QLineEdit(text)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setMinimumHeight(TARGET)
        self.name.setAccessibleName(_("Name"))
        self.said = label(said, tone="secondary", wrap=True)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addWidget(label(question, weight="strong"))
        content.addWidget(self.name)
        content.addWidget(self.said)
        below.addWidget(keep_buttons(go_on, self._keep, self.reject))
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    def answers(self) -> object:
        return self.name.text()

    def _keep(self) -> None:
        self.remember()
        self.accept()
        self.named.emit(self.name.text())
