"""Two versions of the one document: the one that was not chosen is kept among the backups."""

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from planner.document.document_json import stored_to_text
from planner.files.backups import keep_other
from planner.files.sharing import computer
from planner.files.store import StoreError
from planner.language.translate import _
from ui.base.background import Background
from ui.workspace.opening import OpenedFiles, opened_from
from ui.workspace.saving import OtherVersion
from ui.workspace.workspace import Workspace

ELSEWHERE = "another-computer"  # in the name of a backup, where the file does not say which


class Versions(QObject):
    """Goes on with one of two versions, once the other is kept: by a worker, because a disk may take seconds."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._then: Callable[[], None] = lambda: None
        self._keeping = Background(self)
        self._keeping.answered.connect(lambda _kept: self._then())
        self._keeping.failed.connect(self._not_kept)
        workspace.closing.connect(self._keeping.close)

    def go_on_here(self, other: OtherVersion) -> None:
        """What is on screen stays; what others saved goes among the backups."""
        workspace = self._workspace
        self._keep(
            other.content,
            other.computer or ELSEWHERE,
            lambda: workspace.go_on_with_ours(other),
            _moved(other, workspace),
        )

    def go_on_there(self, other: OtherVersion) -> None:
        """What others saved is taken in as one edit; what was on screen goes among the backups."""
        workspace, shipped = self._workspace, self._workspace.shipped
        ours = workspace.on_screen
        if shipped is None or ours is None:
            return
        opened = opened_from(other.stored, shipped, ())
        content = stored_to_text(ours).encode()
        self._keep(content, computer(), lambda: self._take(other, opened), None)

    def _take(self, other: OtherVersion, opened: OpenedFiles) -> None:
        self._workspace.go_on_with_theirs(other, opened.document, opened.plan if opened.valid else None)
        if opened.notices:
            self._workspace.tell(" ".join(opened.notices))

    def _keep(self, content: bytes, of: str, then: Callable[[], None], gone: Path | None) -> None:
        path = self._workspace.document_path

        def work(_stop: threading.Event, _progress: object) -> None:
            keep_other(path, content, of)
            if gone is not None:
                with contextlib.suppress(OSError):
                    gone.unlink()

        self._then = then
        self._keeping.start(work)

    def _not_kept(self, error: BaseException) -> None:
        if isinstance(error, StoreError):
            said = _("Both versions stay as they are: the other one could not be kept. {error}").format(error=error)
            self._workspace.tell(said)


def _moved(other: OtherVersion, workspace: Workspace) -> Path | None:
    """The file beside the document that is a backup from now on; none where theirs is the document itself."""
    return None if other.path == workspace.document_path else other.path
