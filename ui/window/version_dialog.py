"""The window that asks which of two versions of the document goes on, and says what differs."""

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from planner.document.differences import differences
from planner.language.plain_text import one_line
from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import dialog_buttons, label, may_break
from ui.workspace.saving import OtherVersion
from ui.workspace.versions import Versions
from ui.workspace.workspace import Workspace


def ask_for_version(workspace: Workspace, window: QWidget) -> None:
    """From now on the user is asked when others saved the document, or told where the window is closing."""
    versions = Versions(workspace, window)

    def ask(said: str, other: OtherVersion) -> None:
        if window.isVisible():
            VersionDialog(said, other, workspace, versions, window).show()
        else:
            workspace.tell_of_file(said)

    workspace.two_versions.connect(ask)


class VersionDialog(Dialog):
    """Both versions stay until one is chosen, and the other one is kept among the backups then."""

    def __init__(
        self, said: str, other: OtherVersion, workspace: Workspace, versions: Versions, parent: QWidget | None
    ) -> None:
        super().__init__(_("Two versions of your document"), parent, QSize(560, 0))
        self.setModal(False)
        content, below = QVBoxLayout(), QVBoxLayout()
        content.setSpacing(GRID)
        self.heading = label(_whose(other), scale="large", wrap=True)
        content.addWidget(self.heading)
        content.addWidget(label(said, wrap=True))
        self.rows = _rows(other, workspace)
        if self.rows:
            content.addWidget(label(_("What differs"), weight="strong"))
            content.addLayout(_table(self.rows))
        else:
            content.addWidget(label(_("In what you decided, both are the same."), wrap=True))
        kept = _("The version you do not go on with is kept among the backups.")
        content.addWidget(label(kept, tone="secondary", wrap=True))
        content.addStretch(1)
        self._buttons = dialog_buttons()
        for text, wish in (
            (_("Go on with what is here"), lambda: versions.go_on_here(other)),
            (_("Go on with the other one"), lambda: versions.go_on_there(other)),
        ):
            button = self._buttons.addButton(text, QDialogButtonBox.ButtonRole.AcceptRole)
            button.setAccessibleName(text)
            button.clicked.connect(wish)
        later = self._buttons.addButton(_("Decide later"), QDialogButtonBox.ButtonRole.RejectRole)
        later.setAccessibleName(_("Decide later"))
        later.setDefault(True)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        below.addSpacing(GRID)
        below.addWidget(self._buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))


def _whose(other: OtherVersion) -> str:
    if other.computer:
        return _("“{computer}” saved the document too").format(computer=one_line(other.computer))
    return _("Another program or computer saved the document too")


def _rows(other: OtherVersion, workspace: Workspace) -> list[tuple[str, str]]:
    ours, catalogue = workspace.on_screen, workspace.catalogue
    if ours is None or catalogue is None:
        return []

    def name_of(food: str) -> str:
        return catalogue[food].name.split(",")[0] if food in catalogue else food

    return [(each.kind, each.said) for each in differences(ours, other.stored, name_of)]


def _table(rows: list[tuple[str, str]]) -> QGridLayout:
    table = QGridLayout()
    table.setHorizontalSpacing(2 * GRID)
    table.setColumnStretch(1, 1)
    for row, (kind, said) in enumerate(rows):
        table.addWidget(label(kind, tone="secondary"), row, 0, Qt.AlignmentFlag.AlignTop)
        table.addWidget(label(may_break(one_line(said)), wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
    return table
