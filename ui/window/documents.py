"""More than one document: a new one, another one, a copy under another name. One of them is open in a window."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from planner.document.document import Stored
from planner.files.own_files import OwnFiles, same_file
from planner.files.store import StoreError, load, save
from planner.language.translate import _
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from ui.base.background import Background
from ui.base.file_dialogs import file_dialog
from ui.base.line_dialog import LineDialog
from ui.base.places import default_document_path
from ui.base.widgets import menu_action
from ui.window.one_copy import OneCopy
from ui.window.recent import forget, recent, remember
from ui.workspace.workspace import Workspace

KINDS = _("Magnolia documents (*.json)")
_NO_FILE_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Next:
    """The document to be opened when the window is closed; ``asks`` shows the first questions."""

    path: Path
    asks: bool = False


class Documents(QObject):
    """The entries of the File menu that concern documents. The window closes to let another one be opened.

    Signals:
        said: a sentence for the user.
    """

    said = Signal(str)

    def __init__(self, workspace: Workspace, settings: QSettings, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._settings, self._window = workspace, settings, window
        self.next: Next | None = None
        self._working = Background(self)
        self._working.answered.connect(self._done)
        self._working.failed.connect(lambda _error: self.said.emit(_("Magnolia made a mistake. Nothing was changed.")))
        workspace.closing.connect(self._working.close)
        workspace.opened.connect(self._remember)
        workspace.document_changed.connect(self._remember)
        self.new = self._action(_("New …"), self._ask_new, QKeySequence("Ctrl+N"))
        self.open = self._action(_("Open …"), self._ask_open, QKeySequence("Ctrl+O"))
        self.save_as = self._action(_("Save as …"), self._ask_save_as, QKeySequence("Ctrl+Shift+S"))
        self.rename = self._action(_("Name of this document …"), self._ask_name)
        self.recent = QMenu(_("Open recent"), window)
        self.recent.aboutToShow.connect(self.fill_recent)

    @property
    def title(self) -> str:
        """What the window is called: the name of the document, else of its file where that is not the usual one."""
        document, path = self._workspace.document, self._workspace.document_path
        if document.name:
            return document.name
        return "" if same_file(path, default_document_path()) else path.stem

    def open_path(self, path: Path) -> None:
        """Opens another document in place of this one, which is saved first; what cannot be read is said."""
        if same_file(path, self._workspace.document_path):
            self.said.emit(_("{path} is open here already.").format(path=path.name))
            return
        default = same_file(path, default_document_path())
        self.said.emit(_("Opening {path} …").format(path=path.name))
        self._working.start(lambda _stop, _progress: _look_into(path, default))

    def make(self, path: Path, name: str) -> None:
        """Makes a document with nothing decided but its measures, and opens it."""
        begun = self._workspace.new_document(self._workspace.document.shopping.packs)
        self._write(path, Stored(begun.with_name(name)), asks=True)

    def save_to(self, path: Path, name: str) -> None:
        """Writes what is on screen under another name, and goes on with that; the old file stays as it is."""
        workspace = self._workspace
        plan: Plan | None = None if workspace.stale else workspace.plan
        copy = replace(workspace.document, id=uuid4().hex).with_name(name)  # calendars tell the two apart
        self._write(path, Stored(copy, plan_to_fixed(plan) if plan else ()), asks=False)

    def fill_recent(self) -> None:
        """The documents that were open last, and the one that Magnolia keeps by itself."""
        self.recent.clear()
        here = self._workspace.document_path
        default = default_document_path()
        own = self.recent.addAction(_("The plan Magnolia keeps by itself"))
        own.setEnabled(not same_file(here, default))
        own.triggered.connect(lambda *_args: self.open_path(default))
        self.recent.addSeparator()
        for each in recent(self._settings):
            if not same_file(each.path, here) and not same_file(each.path, default):
                said = f"{each.name} · {each.path.name}" if each.name else each.path.name
                action = self.recent.addAction(said.replace("&", "&&"))
                action.setToolTip(str(each.path))
                action.triggered.connect(lambda *_args, chosen=each.path: self.open_path(chosen))

    def _write(self, path: Path, stored: Stored, asks: bool) -> None:
        own = self._workspace.own_files
        self.said.emit(_("Writing {path} …").format(path=path.name))
        self._working.start(lambda _stop, _progress: _write_new(path, stored, own, asks))

    def _done(self, answer: object) -> None:
        """In the window's thread: the document to go on with, or why there is none."""
        if isinstance(answer, Gone):
            forget(self._settings, answer.path)
            self.said.emit(_("{path}: there is no such file").format(path=answer.path))
        elif isinstance(answer, Next) and _is_held(answer.path):
            self.said.emit(_("{path} is open in another window of Magnolia.").format(path=answer.path.name))
        elif isinstance(answer, Next):
            self.next = answer
            if not self._window.close():  # what is not saved is told, and the window stays
                self.next = None
        else:
            self.said.emit(str(answer))

    def _remember(self) -> None:
        if self._workspace.catalogue is not None:
            path = self._workspace.document_path
            if not same_file(path, default_document_path()):
                remember(self._settings, path.absolute(), self._workspace.document.name)

    def _action(self, text: str, slot: Callable[[], None], key: QKeySequence | None = None) -> QAction:
        action = menu_action(text, slot, self)
        if key is not None:
            action.setShortcut(key)
        self._window.addAction(action)
        return action

    # Asking

    def _ask_new(self) -> None:
        dialog = NameDialog(_("New document"), "", _("Choose a file …"), self._window)
        dialog.named.connect(lambda name: self._ask_where(_("New document"), name, self.make))
        dialog.open()

    def _ask_save_as(self) -> None:
        dialog = NameDialog(_("Save as"), self._workspace.document.name, _("Choose a file …"), self._window)
        dialog.named.connect(lambda name: self._ask_where(_("Save as"), name, self.save_to))
        dialog.open()

    def _ask_name(self) -> None:
        dialog = NameDialog(_("Name"), self._workspace.document.name, _("Save"), self._window)
        dialog.named.connect(self._workspace.rename)
        dialog.open()

    def _ask_where(self, title: str, name: str, then: Callable[[Path, str], None]) -> None:
        dialog = file_dialog(self._window, title, _folder(), KINDS)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # a file that is there is never written over
        dialog.setDefaultSuffix("json")
        dialog.selectFile(file_name(name))
        dialog.fileSelected.connect(lambda path: then(Path(path), name))
        dialog.open()

    def _ask_open(self) -> None:
        dialog = file_dialog(self._window, _("Open"), _folder(), KINDS)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda path: self.open_path(Path(path)))
        dialog.open()


@dataclass(frozen=True, slots=True)
class Gone:
    """A document that is not there any more."""

    path: Path


class NameDialog(LineDialog):
    """Asks whom a document is for; the name is empty where nobody is named."""

    def __init__(self, title: str, name: str, go_on: str, parent: QWidget | None = None) -> None:
        said = _("The name stands in the title of the window and on paper. It may stay empty.")
        super().__init__(title, _("Who is this plan for?"), said, go_on, name, parent)


def file_name(name: str) -> str:
    """The name of a file for a person, without what a file system may refuse."""
    plain = _NO_FILE_NAME.sub("-", unicodedata.normalize("NFC", name)).strip("-.")
    return f"{plain or 'magnolia'}.json"


def _folder() -> str:
    """Where people keep what they write."""
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _is_held(path: Path) -> bool:
    """Whether another program on this computer has a document open."""
    one = OneCopy(path)
    if one.take():
        one.give_back()
        return False
    return one.holder().alive is True


def _look_into(path: Path, default: bool) -> Next | Gone | str:
    """In a worker: whether a document can be opened. The usual one is, also where it is not there yet or damaged."""
    try:
        found = load(path)
    except StoreError as error:
        return Next(path) if default else _("It was not opened. {error}.").format(error=error)
    return Next(path) if default or found is not None else Gone(path)


def _write_new(path: Path, stored: Stored, own: OwnFiles, asks: bool) -> Next | str:
    """In a worker: a new file, never in place of one that is there."""
    try:
        own.refuse(path)
        if path.exists() or path.is_symlink():
            return _("{path} is there already. Choose another name.").format(path=path.name)
        save(path, stored)
    except StoreError as error:
        return _("It was not written. {error}.").format(error=error)
    return Next(path, asks)
