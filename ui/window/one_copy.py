"""One running copy for each document: a second one asks the first to show its window, and ends.

The two meet in the document's folder, through a lock and a file that is a wish. No socket is needed for that, so
Magnolia loads no network library at all.
"""

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

PATIENCE = 3.0  # [s] how long a second copy waits for the first one to answer
_EVERY = 0.02  # [s]


class OneCopy(QObject):
    """The right to open a document. A copy that was killed loses it at once.

    Signals:
        wished: another copy was started for the same document, and gave way.
    """

    wished = Signal()

    def __init__(self, document_path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        path = document_path.resolve()
        self._folder = path.parent
        self._wish = path.with_name(f"{path.name}.show")
        self._lock_path = path.with_name(f"{path.name}.lock")
        self._lock = QLockFile(str(self._lock_path))
        self._lock.setStaleLockTime(0)  # it is never too old, however long the window is open
        self._watcher: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Whether the document may be opened here: yes too where a lock cannot be made, as nothing can be saved there.

        Its folder must exist.
        """
        if not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        with contextlib.suppress(OSError):
            self._lock_path.chmod(0o600)
        with contextlib.suppress(OSError):
            self._wish.unlink(missing_ok=True)  # from a second copy that lost its patience
        self._watcher = QFileSystemWatcher([str(self._folder)], self)
        self._watcher.directoryChanged.connect(self._look)
        return True

    def ask(self, patience: float = PATIENCE) -> bool:
        """Asks the first copy to show its window, and says whether it answered; it may be busy, or at its end."""
        end = time.monotonic() + patience
        try:
            self._wish.touch(mode=0o600)
            while self._wish.exists():
                if time.monotonic() > end:
                    self._wish.unlink(missing_ok=True)
                    return False
                time.sleep(_EVERY)
        except OSError:
            return False
        return True

    def give_back(self) -> None:
        """Lets another copy open the document."""
        if self._watcher is not None:
            self._watcher.deleteLater()
            self._watcher = None
        self._lock.unlock()

    def _look(self) -> None:
        try:
            self._wish.unlink()
        except OSError:
            return  # the folder changed for another reason
        self.wished.emit()


def is_open(document_path: Path) -> bool:
    """Whether another copy has a document open now."""
    path = document_path.resolve()
    if not path.parent.exists():
        return False
    lock = QLockFile(str(path.with_name(f"{path.name}.lock")))
    lock.setStaleLockTime(0)
    if lock.tryLock(0):
        lock.unlock()
        return False
    return lock.error() == QLockFile.LockError.LockFailedError


def show_in_front(window: QWidget) -> None:
    """Shows a window that may be minimised or behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
