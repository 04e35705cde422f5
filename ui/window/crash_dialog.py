"""The window that says one sentence after something went wrong, with details to copy."""

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import dialog_buttons


def show_sentence(sentence: str, copied: str = "", parent: QWidget | None = None) -> QDialog:
    """Opens a sentence, with details to copy where there are any. Work goes on beside it."""
    dialog = Dialog("Magnolia", parent, QSize(420, 0))
    dialog.setModal(False)
    said = QLabel(sentence)
    said.setTextFormat(Qt.TextFormat.PlainText)
    said.setWordWrap(True)
    buttons = dialog_buttons(QDialogButtonBox.StandardButton.Close)
    buttons.button(QDialogButtonBox.StandardButton.Close).setAccessibleName(_("Close"))
    if copied:
        copy = buttons.addButton(_("Copy details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setAccessibleName(_("Copy details"))
        copy.clicked.connect(lambda: QApplication.clipboard().setText(copied))
    buttons.rejected.connect(dialog.reject)
    content, below = QVBoxLayout(), QVBoxLayout()
    content.addWidget(said)
    below.addSpacing(GRID)
    below.addWidget(buttons)
    dialog.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
    dialog.show()
    return dialog
