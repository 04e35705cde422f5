"""The buttons at the foot of a dialog, in the words of the program instead of Qt's."""

from PySide6.QtWidgets import QDialogButtonBox

from planner.language.translate import _

_WORDS = {
    QDialogButtonBox.StandardButton.Ok: _("OK"),
    QDialogButtonBox.StandardButton.Cancel: _("Cancel"),
    QDialogButtonBox.StandardButton.Close: _("Close"),
}


def dialog_buttons(*kinds: QDialogButtonBox.StandardButton) -> QDialogButtonBox:
    """A row with these buttons. Qt has words of its own for them, in languages the program may not speak."""
    box = QDialogButtonBox()
    for kind in kinds:
        button = box.addButton(kind)
        button.setText(_WORDS[kind])
        button.setAccessibleName(_WORDS[kind])
    return box
