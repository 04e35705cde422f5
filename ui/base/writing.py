"""Writing files that leave, beside the window: a slow disk never holds it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal

from planner.files.own_files import OwnFiles
from planner.files.store import StoreError
from planner.language.translate import _
from ui.base.background import Background


class Writing(QObject):
    """Writes one file at a time in a worker, and says how it went.

    What was begun is written to its end, also when the dialog that wished it is closed: ``keeper`` is what lives on,
    such as the window. Only the last of several files is spoken of.

    Signals:
        said: how it went, as a sentence.
    """

    said = Signal(str)

    def __init__(self, keeper: QObject | None) -> None:
        super().__init__(keeper or QCoreApplication.instance())
        self._background = Background(self)
        self._background.answered.connect(self._tell)
        self._background.failed.connect(
            lambda _error: self.said.emit(_("Nothing was written: Magnolia made a mistake."))
        )

    def write(self, path: Path, content: Callable[[], bytes], own: OwnFiles) -> str:
        """Begins to write a file whole or not at all, and gives what to say meanwhile.

        ``content`` is called in the worker. None of the ``own`` files is written over.
        """
        self._background.start(lambda _stop, _progress: write_export(path, content, own))
        return _("Writing {path} …").format(path=path.name)

    def _tell(self, said: object) -> None:
        self.said.emit(str(said))


def write_export(path: Path, content: Callable[[], bytes], own: OwnFiles) -> str:
    """Writes a file whole or not at all, unless it is one of the ``own``, and says in a sentence how it went."""
    try:
        own.refuse(path)
        made = content()
        own.write(path, lambda file: file.write(made))
    except StoreError as error:
        return _("Nothing was written. {error}.").format(error=error)
    return _("Written: {path}.").format(path=path.name)
