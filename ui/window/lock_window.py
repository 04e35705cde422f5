"""The window that opens where another Magnolia has the document, or seems to."""

from pathlib import Path

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QDialogButtonBox, QPushButton, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID, TARGET
from ui.base.places import NAME
from ui.base.widgets import close_buttons, label
from ui.window.one_copy import Holder

WIDTH = 520  # [px]


class LockWindow(Dialog):
    """Says who has the document and since when. Accepted means: open it all the same.

    That is not offered where a living Magnolia on this computer has it: two windows would only undo each other.
    """

    def __init__(self, path: Path, holder: Holder, parent: QWidget | None = None) -> None:
        super().__init__(NAME, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the answer is read when it is closed
        said, advice = _sentences(path, holder)
        self.text = f"{said} {advice}"
        heading = label(said, weight="strong", wrap=True)
        more = label(advice, wrap=True)
        where = label(_("The document: {path}").format(path=path), tone="secondary", wrap=True)
        buttons, self.close_button = close_buttons(self.reject)
        self.open_button = QPushButton(_("Open all the same"))
        self.open_button.setAccessibleName(self.open_button.text())
        if not (holder.here and holder.alive):
            buttons.addButton(self.open_button, QDialogButtonBox.ButtonRole.AcceptRole)
        self.open_button.setAutoDefault(False)
        self.close_button.setDefault(True)
        for button in (self.open_button, self.close_button):
            button.setMinimumHeight(TARGET)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(2 * GRID)
        for each in (heading, more, where):
            content.addWidget(each)
        below.addSpacing(GRID)
        below.addWidget(buttons)
        self.put(content, below, QMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID))
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setMinimumWidth(WIDTH)
        self.close_button.setFocus()
        buttons.accepted.connect(self.accept)


def _sentences(path: Path, holder: Holder) -> tuple[str, str]:
    """What is, and what to do."""
    if holder.here and holder.alive:
        return (
            _("Magnolia is open already, but its window does not answer."),
            _(
                "It may be busy: wait a little, then start Magnolia again. "
                "If that does not help, end the one that hangs."
            ),
        )
    since = f"{holder.since:%Y-%m-%d, %H:%M}" if holder.since else _("a time nobody knows")
    if not holder.computer:
        return (
            _("{file} seems to be open already, since {since}. Which computer has it is not known.").format(
                file=path.name, since=since
            ),
            _("If Magnolia is open nowhere else, open it all the same."),
        )
    if holder.here:
        return (
            _("{file} seems to be open already on this computer, {computer}, since {since}.").format(
                file=path.name, computer=holder.computer, since=since
            ),
            _("No window of Magnolia answers, so it probably ended without a word. Then open it all the same."),
        )
    return (
        _("{file} seems to be open on another computer, {computer}, since {since}.").format(
            file=path.name, computer=holder.computer, since=since
        ),
        _(
            "If Magnolia is still open there, close it there first. If it is not, or if that was this computer under "
            "another name, open it all the same. Should both save it, neither version is lost: one is kept beside it."
        ),
    )
