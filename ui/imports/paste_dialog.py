"""A recipe that is pasted or typed."""

from PySide6.QtCore import QMargins, QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import keep_buttons, label

WIDTH, HEIGHT = 720, 560  # [px]
MOST = 500_000  # characters; more is no recipe


class PasteDialog(Dialog):
    """Asks for the text of a recipe.

    Signals:
        chosen: the text, which is not empty.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Paste a recipe"), parent, QSize(WIDTH, HEIGHT))
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(_("The recipe"))
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(240)
        why = _(
            "Its name first, then the ingredients, one on each line, then the method. A line “Ingredients” and a line"
            " “Method” help where there are more words."
        )
        self.problem = label(tone="problem", wrap=True)
        self.problem.hide()
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        content.addWidget(label(why, tone="secondary", wrap=True))
        content.addWidget(self.text, 1)
        self.buttons = keep_buttons(_("Read the recipe"), self._read, self.reject)
        below.addWidget(self.problem)
        below.addWidget(self.buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    def answers(self) -> object:
        """What is written, for comparing."""
        return self.text.toPlainText()

    def _read(self) -> None:
        text = self.text.toPlainText()
        if not text.strip() or len(text) > MOST:
            self.problem.setText(_("Write or paste a recipe first."))
            self.problem.show()
            self.text.setFocus()
            return
        self.chosen.emit(text)
        self.accept()
