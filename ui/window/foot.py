"""What is said below the page: what became of the last edit, with Undo beside it, and the offer of a better plan."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy

from planner.language.translate import _
from ui.base.look import GRID, TARGET
from ui.base.widgets import label, may_break


class Foot(QFrame):
    """Sentences below the page. Its room is kept, so that nothing moves under a hand that presses again.

    A sentence is wrapped, never cut.
    """

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("foot")
        self._notice = label(wrap=True)
        self._notice.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._notice.setSizePolicy(policy)
        self.undo = _link(_("Undo"))
        self.offer = _link(_("A better plan is ready · Show"))
        row = QHBoxLayout(self)
        row.setContentsMargins(2 * GRID, 2, GRID, 2)
        row.setSpacing(GRID)
        row.addWidget(self._notice, 1)
        for button in (self.undo, self.offer):
            row.addWidget(button)
            button.hide()
        self.setMinimumHeight(TARGET + 8)

    @property
    def text(self) -> str:
        """The sentence about the last edit, or what is being done."""
        return self._notice.text()

    def say(self, sentence: str, undoable: bool, undo: str) -> None:
        """Shows a sentence, with Undo beside it where it can be undone; ``undo`` says what that would undo."""
        self._notice.setText(may_break(sentence))
        self._notice.setAccessibleName(_("Last change: {sentence}").format(sentence=sentence) if sentence else "")
        self.undo.setVisible(undoable)
        self.undo.setAccessibleName(undo)


def _link(text: str) -> QPushButton:
    button = QPushButton(text)
    button.setProperty("link", True)
    button.setMinimumHeight(TARGET)
    button.setAccessibleName(text)
    return button
