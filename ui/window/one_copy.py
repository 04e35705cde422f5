"""One running copy for each document: a second one asks the first to show its window, and ends.

The two meet in the document's folder, through a lock and a file that is a wish. No socket is needed for that, so
Magnolia loads no network library at all.

The lock is Qt's: a file that names a process and a computer, and that the system locks as long as the process lives.
So whoever is on this computer cannot be mistaken; whether a lock from another computer still means something, only
the user can know.
"""

import contextlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QFileSystemWatcher, QLockFile, QObject, QSysInfo, Qt, Signal
from PySide6.QtWidgets import QWidget

from planner.files.beside import LOCK, MANY, WISH, first_free
from planner.ordinary_file import open_without_waiting

try:
    import fcntl
except ImportError:  # Windows: there, Qt keeps others from opening its lock for writing
    fcntl = None  # type: ignore[assignment]

PATIENCE = 3.0  # [s] how long a second copy waits for the first one to answer
_EVERY = 0.02  # [s]
_LONGEST = 4096  # [bytes] no lock is as long


@dataclass(frozen=True, slots=True)
class Holder:
    """Whom a lock names.

    ``computer`` is empty where it names nobody. ``here`` says that it is this computer. ``alive`` says that the
    system knows it to be held by a living program on this computer; None where the system cannot tell.
    """

    computer: str
    since: datetime | None  # local time
    here: bool
    alive: bool | None


class _Mark(NamedTuple):
    """By what a lock is known again."""

    said: bytes
    file: tuple[int, int, int]  # device, inode, time of the last change [ns]


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
        self._is_link = document_path.is_symlink()
        self._wish = path.with_name(f"{path.name}{WISH}")
        self._lock_path = path.with_name(f"{path.name}{LOCK}")
        self._lock = self._new_lock()
        self._mark: _Mark | None = None  # our lock; None where none could be made
        self._watcher: QFileSystemWatcher | None = None

    def take(self) -> bool:
        """Whether the document may be opened here: yes too where a lock cannot be made, as nothing can be saved there.

        Its folder is made, unless a link leads there: it may be on a disk that is not there now. What is in the place
        of a lock and is none is taken away.
        """
        if not self._is_link:
            with contextlib.suppress(OSError):
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        remove_what_is_no_lock(self._lock_path)
        if _is_odd(self._lock_path):  # it could not be taken away, and Qt would wait for a pipe
            return False
        if not self._lock.tryLock(0) and self._lock.error() == QLockFile.LockError.LockFailedError:
            return False
        with contextlib.suppress(OSError):
            self._lock_path.chmod(0o600)
        self._mark = _mark(self._lock_path) if self._lock.isLocked() else None
        with contextlib.suppress(OSError):
            self._wish.unlink(missing_ok=True)  # from a second copy that lost its patience
        if self._watcher is None:
            self._watcher = QFileSystemWatcher(self)
            self._watcher.directoryChanged.connect(self._look)
        if self._folder.is_dir() and str(self._folder) not in self._watcher.directories():
            self._watcher.addPath(str(self._folder))
        return True

    def take_over(self) -> bool:
        """Opens it although somebody seems to hold it: the user said so. Says whether the lock is ours now."""
        with contextlib.suppress(OSError):
            self._lock_path.unlink()
        return self.take()

    def still_ours(self) -> bool:
        """Whether nobody else has opened the document since. A lock that somebody removed is taken again."""
        mine = self._mark
        if mine is None:
            return True  # there was none to take, and there is none to lose
        found = _mark(self._lock_path)
        if self._lock.isLocked() and found == mine:
            return True
        self._let_go()
        if found.said == mine.said and not _is_held(self._lock_path):  # a copy of it that somebody put back
            with contextlib.suppress(OSError):
                self._lock_path.unlink()
        if self.take():
            return True
        self._mark = mine  # lost until the other one ends
        return False

    def holder(self) -> Holder:
        """Who has the document open, after it could not be taken."""
        return holder_of(self._lock_path)

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
        self._let_go()

    def _new_lock(self) -> QLockFile:
        lock = QLockFile(str(self._lock_path))
        lock.setStaleLockTime(0)  # it is never too old, however long the window is open
        return lock

    def _let_go(self) -> None:
        """Unlocks. Qt removes whatever has the name of the lock by then: another's is put back, and none is missed."""
        if self._lock.isLocked():
            kept = self._lock_path.with_name(f"{self._lock_path.name}.{os.getpid()}")
            with contextlib.suppress(OSError):
                if _mark(self._lock_path) != self._mark:
                    if os.path.lexists(self._lock_path):
                        self._lock_path.rename(kept)
                    self._lock_path.touch(mode=0o600)
            self._lock.unlock()
            with contextlib.suppress(OSError):
                kept.rename(self._lock_path)
        self._lock = self._new_lock()
        self._mark = None

    def _look(self) -> None:
        try:
            self._wish.unlink()
        except OSError:
            return  # the folder changed for another reason
        self.wished.emit()


def is_open(document_path: Path) -> bool:
    """Whether somebody else seems to have a document open now."""
    one = OneCopy(document_path)
    if not one.take():
        return True
    one.give_back()
    return False


def holder_of(lock_path: Path) -> Holder:
    """Whom a lock names, and whether the system knows them to be alive."""
    words = _content(lock_path).decode("utf-8", "replace").split("\n")
    computer = words[2].strip() if len(words) > 2 else ""
    machine = words[3].strip() if len(words) > 3 else ""
    since = None
    with contextlib.suppress(OSError, OverflowError, ValueError):
        since = datetime.fromtimestamp(lock_path.lstat().st_mtime)
    mine = bytes(QSysInfo.machineUniqueId().data()).decode("ascii", "replace")
    here = computer == QSysInfo.machineHostName() and (not machine or not mine or machine == mine)
    return Holder(computer, since, here, _is_held(lock_path))


def remove_what_is_no_lock(lock_path: Path) -> None:
    """Takes away what is in the place of a lock and is none: a folder is renamed, and anything else removed.

    A file that a living program holds stays whatever it says: it may be about to be written.
    """
    with contextlib.suppress(OSError):
        mode = lock_path.lstat().st_mode
        if stat.S_ISDIR(mode):
            with contextlib.suppress(OSError):
                lock_path.rmdir()  # where it is empty
                return
            names = (lock_path.with_name(f"{lock_path.name}.aside-{number}") for number in range(1, MANY))
            lock_path.rename(first_free(names))
        elif not stat.S_ISREG(mode) or (not _is_lock(_content(lock_path)) and not _is_held(lock_path)):
            lock_path.unlink()


def _is_odd(lock_path: Path) -> bool:
    try:
        return not stat.S_ISREG(lock_path.lstat().st_mode)
    except OSError:
        return False


def _mark(lock_path: Path) -> _Mark:
    try:
        found = lock_path.lstat()
    except OSError:
        return _Mark(b"", (0, 0, 0))
    return _Mark(_content(lock_path), (found.st_dev, found.st_ino, found.st_mtime_ns))


def _is_lock(content: bytes) -> bool:
    """Whether it names a process, a program and a computer, as Qt writes them."""
    words = content.split(b"\n")
    return len(words) >= 3 and words[0].isdigit() and 0 < int(words[0][:20]) < 2**31 and all(words[1:3])


def _content(path: Path) -> bytes:
    """The bytes of an ordinary file; nothing of anything else."""
    with _reading(path) as handle:
        if handle is not None:
            return os.read(handle, _LONGEST)
    return b""


def _is_held(path: Path) -> bool | None:
    """Whether a living program holds this lock by the system's own means; None where that cannot be known."""
    if fcntl is None:
        try:
            path.open("r+b").close()
        except PermissionError:
            return True
        except OSError:
            return None
        return False
    with _reading(path) as handle:
        if handle is None:
            return None
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)  # given back when the file is closed
        except BlockingIOError:
            return True
        except OSError:
            return None
        return False


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[int | None]:
    """An ordinary file opened to be read, without waiting for anything; None where there is none."""
    handle = None
    try:
        with contextlib.suppress(OSError, ValueError):
            handle = open_without_waiting(str(path), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                os.close(handle)
                handle = None
        yield handle
    finally:
        if handle is not None:
            os.close(handle)


def show_in_front(window: QWidget) -> None:
    """Shows a window that may be minimised or behind others."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
