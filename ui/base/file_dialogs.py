"""Dialogs that ask for a file."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def file_dialog(parent: QWidget, title: str, start: str = "", kinds: str = "") -> QFileDialog:
    """Asks for one file or folder, beginning at ``start``, a folder or a name.

    It goes when it is closed. Qt writes the folder it was left in to a file of its own when it goes: one that went
    with its window would write it after "Delete everything" has taken it out.
    """
    dialog = QFileDialog(parent, title, start, kinds)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog
