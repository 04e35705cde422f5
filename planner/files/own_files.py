"""Whether two paths are one file, and which files nothing may be written over. Every writer of an output asks here."""

import contextlib
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from planner.files.beside import BACKUPS, LOCK, LOGS, WISH
from planner.files.store import StoreError, remove_leftovers, write_file
from planner.language.translate import _

LOG = re.compile(r"magnolia\.log(\.\d)?|crash\.log")


def same_file(first: Path, second: Path) -> bool:
    """Whether two paths lead to one file, through links of both kinds and names in other letters.

    Of two files that are there, the system knows. Where neither is there yet, names that differ in the case or the
    composition of letters count as one, as nobody can tell how the folder will take them.
    """
    try:
        one, other = os.path.realpath(first), os.path.realpath(second)
        there, there_too = os.path.lexists(one), os.path.lexists(other)
        if there and there_too:
            return os.path.samestat(os.stat(one), os.stat(other))
        if there or there_too:
            return False
        return _same_name(Path(one), Path(other))
    except (OSError, ValueError):  # a ring of links, or no path at all: what opens it will say so
        return first == second


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads into a folder, however it is written, or to the folder itself."""
    try:
        real = Path(os.path.realpath(path))
    except (OSError, ValueError):
        return False
    return any(same_file(each, folder) for each in (real, *real.parents))


@dataclass(frozen=True, slots=True)
class OwnFiles:
    """Files no output may take the place of: documents with all that is kept beside them, and what was read."""

    documents: tuple[Path, ...] = ()
    read: tuple[Path, ...] = ()

    def refuse(self, target: Path) -> None:
        """Does nothing where an output may be written.

        Raises:
            StoreError: if it would take the place of one of these files.
        """
        for path in self.read:
            if same_file(target, path):
                raise StoreError(
                    _("{target}: cannot be written (it is the file {path}, which is read here)").format(
                        target=target, path=path
                    )
                )
        for document in self.documents:
            if any(same_file(target, path) for path in kept_beside(document)) or any(
                is_within(target, folder) for folder in backup_folders(document)
            ):
                raise StoreError(
                    _("{target}: cannot be written (it is one of the files Magnolia keeps: {path})").format(
                        target=target, path=document
                    )
                )

    def check(self, target: Path) -> None:
        """As ``refuse``, for an output: it makes no folders, so that a name that was mistyped makes none.

        Raises:
            StoreError: as above, or if its folder is not there.
        """
        self.refuse(target)
        folder = _real(target).parent
        if not folder.is_dir():
            raise StoreError(
                _("{target}: cannot be written (there is no folder {folder})").format(target=target, folder=folder)
            )

    def write(self, target: Path, write: Callable[[BinaryIO], object]) -> None:
        """Writes an output whole or not at all.

        Raises:
            StoreError: if it would take the place of one of these files, its folder is not there, or it cannot be
                written.
        """
        self.check(target)
        remove_leftovers(target)  # of an earlier one that was cut short
        write_file(target, write)


NONE = OwnFiles()


def kept_beside(document: Path) -> Iterator[Path]:
    """The document, what is made beside it, and every file in the folders that belong to it."""
    for path in _names_of(document):
        yield path
        yield path.with_name(path.name + LOCK)
        yield path.with_name(path.name + WISH)
        for kind in ("damaged", "aside"):
            yield from _entries(path.parent, f"{path.stem}.{kind}-", path.suffix)
        yield from (entry for entry in _entries(path.with_name(LOGS)) if LOG.fullmatch(entry.name))
    for folder in backup_folders(document):
        yield from _entries(folder)  # by another name a hard link is the same file


def backup_folders(document: Path) -> tuple[Path, ...]:
    """Where its backups are, whether or not there are any yet."""
    return tuple(path.with_name(path.name + BACKUPS) for path in _names_of(document))


def _names_of(document: Path) -> tuple[Path, ...]:
    """Where it is, and where a link to it leads."""
    return tuple(dict.fromkeys((document, _real(document))))


def _real(path: Path) -> Path:
    """Where it leads; itself where nobody can say: what opens it will say why."""
    with contextlib.suppress(OSError, ValueError):
        return Path(os.path.realpath(path))
    return path


def _same_name(one: Path, other: Path) -> bool:
    """Of two real paths that are not there yet: below one folder, by one name."""
    if _plain(one.name) != _plain(other.name):
        return False
    if one.parent == other.parent:
        return True
    return one.parent != one and other.parent != other and same_file(one.parent, other.parent)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _entries(folder: Path, start: str = "", end: str = "") -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if entry.name.startswith(start) and entry.name.endswith(end)]
    except (OSError, ValueError):
        return []
