"""The user's own data: a copy taken in, everything exported, everything deleted."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from planner.files.backups import delete_everything, export_all
from planner.files.own_files import OwnFiles
from planner.files.store import StoreError, load_copy
from planner.foods.catalogue import Catalogue
from planner.language.plain_text import one_line
from planner.language.translate import _, ngettext
from ui.base.background import Background
from ui.base.file_dialogs import file_dialog
from ui.base.look import Look
from ui.base.widgets import menu_action
from ui.workspace.opening import OpenedFiles, opened_from
from ui.workspace.workspace import Workspace

DELETE_TEXT = _(
    "Your profile, tastes, plans, lists, backups and notes about errors will be deleted from this "
    "computer. This cannot be undone. Magnolia then closes. Documents you saved under other names stay."
)
STAYS_TEXT = _(
    "What Magnolia keeps is deleted. These files may still hold what you decided, and are left for you to look at: "
    "they are where a link led to, or copies that another program made."
)
NAMED_MOST = 20  # files; a box with more lines would be higher than a screen


@dataclass(frozen=True, slots=True)
class Left:
    """What a deletion left: files that are not Magnolia's to delete, and sentences on what could not be deleted."""

    stays: tuple[Path, ...] = ()
    failed: tuple[str, ...] = ()


def forget_folders() -> None:
    """Takes the folders of the last exports out of the file where Qt's dialogs keep them."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    for key in ("lastVisited", "history"):
        kept.remove(f"FileDialog/{key}")
    kept.sync()


class DataActions(QObject):
    """The entries of the File menu that concern the whole file.

    Signals:
        said: a sentence for the user.
        deleted: everything is gone, and the window should close.
    """

    said = Signal(str)
    deleted = Signal()

    def __init__(self, workspace: Workspace, look: Look, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._look = look
        self._window = window
        self.deleting = False  # from the wish until all is gone, or named
        self._working = Background(self)
        self._working.answered.connect(self._done)
        self._working.failed.connect(self._failed)
        workspace.closing.connect(self._working.close)
        self.told: QMessageBox | None = None  # what was last named, for as long as it is open
        self.take = menu_action(_("Import a copy …"), self._ask_import, self)
        self.keep = menu_action(_("Export all my data …"), self._ask_export, self)
        self.delete = menu_action(_("Delete everything …"), self._ask_delete, self)

    def import_copy(self, path: Path) -> None:
        """Takes the document in a file in place of this one, as one edit that can be undone; it is read by a worker."""
        catalogue = self._workspace.shipped
        if catalogue is None:
            return
        self.said.emit(_("Reading {path} …").format(path=path.name))
        self._working.start(lambda _stop, _progress: _read_copy(path, catalogue))

    def export_to(self, target: Path) -> None:
        """Writes everything that is kept into one zip file, by a worker; what is not saved yet is saved first."""
        path, own = self._workspace.document_path, self._workspace.own_files
        self.said.emit(_("Writing {path} …").format(path=target.name))
        self._workspace.saved_then(
            lambda: self._working.start(lambda _stop, _progress: _write_all(path, target, own)),
        )

    def _done(self, answer: object) -> None:
        """In the window's thread: the copy that was read, a sentence, or what a deletion left."""
        if isinstance(answer, Left):
            self._deleted(answer)
            return
        if isinstance(answer, OpenedFiles):
            self._workspace.take_copy(answer.document, answer.plan if answer.valid else None)
            answer = " ".join(answer.notices)
        if answer:
            self.said.emit(str(answer))

    def delete_all(self) -> None:
        """Deletes all that is kept, settings too: the files by a worker, and the window takes no wish meanwhile."""
        if self.deleting:
            return
        last_writer, path = self._workspace.forget(), self._workspace.document_path
        self._look.forget()
        forget_folders()
        self._busy(True)
        self.said.emit(_("Deleting everything …"))
        self._working.start(lambda _stop, _progress: _delete(path, last_writer))

    def _deleted(self, left: Left) -> None:
        self._busy(False)
        if left.failed:
            said = _("Not everything could be deleted.")
            self.said.emit(said)
            self._tell(said, list(left.failed), lambda: None)
        elif left.stays:
            self._tell(STAYS_TEXT, list(map(str, left.stays)), self.deleted.emit)
        else:
            self.deleted.emit()

    def _failed(self, _error: object) -> None:
        if self.deleting:
            self._busy(False)
            self.said.emit(_("Magnolia made a mistake. Not everything may be deleted."))
        else:
            self.said.emit(_("Magnolia made a mistake. Nothing was changed."))

    def _busy(self, busy: bool) -> None:
        self.deleting = busy
        self._window.setEnabled(not busy)  # with the keys of its actions

    def _tell(self, said: str, lines: list[str], then: Callable[[], object]) -> None:
        """Names files, one a line; ``then`` comes when it was read."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(said)
        shown = [one_line(line) for line in lines[:NAMED_MOST]]
        if more := len(lines) - len(shown):
            shown.append(ngettext("and {count} more", "and {count} more", more).format(count=more))
        box.setInformativeText("\n".join(shown))
        box.addButton(_("Close"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(lambda: then())
        self.told = box
        box.open()

    def _ask_import(self) -> None:
        dialog = file_dialog(self._window, _("Import a copy"), "", _("Copies and exports (*.json *.zip)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: self.import_copy(Path(name)))
        dialog.open()

    def _ask_export(self) -> None:
        dialog = file_dialog(self._window, _("Export all my data"), "magnolia-data.zip", _("Zip files (*.zip)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def _ask_delete(self) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(_("Delete everything?"))
        box.setInformativeText(DELETE_TEXT)
        delete = box.addButton(_("Delete everything"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole))
        box.buttonClicked.connect(lambda pressed: self.delete_all() if pressed is delete else None)
        box.open()


def _delete(path: Path, last_writer: Callable[[], None]) -> Left:
    """In a worker: deletes everything when nobody writes any more."""
    last_writer()
    try:
        return Left(delete_everything(path.parent, path.name))
    except StoreError as error:
        return Left(failed=tuple(str(error).split("; ")))


def _read_copy(path: Path, shipped: Catalogue) -> OpenedFiles | str:
    """What is in a copy, or why it is not taken in."""
    try:
        stored = load_copy(path)
    except StoreError as error:
        return _("The copy was not taken in. {error}").format(error=error)
    if stored is None:
        return _("{path}: there is no such file").format(path=path)
    return opened_from(stored, shipped, ())


def _write_all(path: Path, target: Path, own: OwnFiles) -> str:
    """Writes the zip file and says how it went."""
    try:
        files = export_all(path.parent, target, path.name, own)
    except StoreError as error:
        return _("Nothing was exported. {error}").format(error=error)
    said = ngettext("{count} file is in {name}.", "{count} files are in {name}.", files)
    return said.format(count=files, name=target.name)
