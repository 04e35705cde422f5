"""Reading a file that somebody named: an ordinary one, or what a shell hands over, and never one that may not end."""

import errno
import os
import stat
from pathlib import Path

from planner.language.translate import _

PIPED = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")  # the names of what a shell hands over


class NoOrdinaryFile(OSError):  # noqa: N818 - its text is part of a sentence for the user
    """A pipe, a device or the like: it may never end, or wait for ever."""

    def __init__(self) -> None:
        super().__init__(errno.EINVAL, _("it is no ordinary file"))


def read_ordinary(path: Path, most: int) -> bytes:
    """The bytes of a file, at most one more than ``most``; a pipe only where it is what this program was given to read.

    Raises:
        OSError: if there is none, or it cannot be read, or is no ordinary file.
        ValueError: if this can be no path.
    """
    piped = str(path).startswith(PIPED)
    with open(path, "rb", opener=None if piped else open_without_waiting) as file:
        if not piped and not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise NoOrdinaryFile
        return file.read(most + 1)


def open_without_waiting(path: str, flags: int) -> int:
    """Opens a file, and never waits for the other end of a pipe."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0), 0o600)
