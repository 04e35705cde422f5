"""Files that may hold what the user decided, and that deleting everything leaves: they are the user's own to judge."""

import os
from collections.abc import Iterator
from pathlib import Path

from planner.files.beside import BACKUPS, LOGS

_OLD_VERSIONS = ".stversions"  # where Syncthing keeps what was deleted or replaced
_DEEP = 3  # folders below that one: as deep as Magnolia's own go


def what_may_stay(document: Path) -> tuple[Path, ...]:
    """What to look at again after the deletion. To be called before it, as links lead nowhere behind it.

    That is where links lead, because what they lead to may be on other computers as well, and copies under other
    names, which sync clients and editors make of a document and its backups.
    """
    real = Path(os.path.realpath(document))
    found = [real] if real != document else []
    for place in dict.fromkeys((document, real)):
        found += [entry for entry in _files(place.parent) if _is_like(entry.name, place)]
        old = place.parent / _OLD_VERSIONS
        found += [entry for entry in _deep(old, _DEEP) if _is_like(entry.relative_to(old).parts[0], place)]
        for folder in (place.with_name(place.name + BACKUPS), place.with_name(LOGS)):
            ends = (".json",) if folder.name != LOGS else (".log",)
            inside = [entry for entry in _files(folder) if any(end in entry.name for end in ends)]
            found += [Path(os.path.realpath(entry)) for entry in inside] if folder.is_symlink() else inside
    return tuple(dict.fromkeys(found))


def _is_like(name: str, document: Path) -> bool:
    """Whether a file may be a copy of the document, such as "document (conflicted copy 2026-11-30).json"."""
    plain = name.casefold()
    return document.stem.casefold() in plain and document.suffix.casefold() in plain


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(entry for entry in folder.iterdir() if entry.is_symlink() or entry.is_file())
    except OSError:
        return []


def _deep(folder: Path, levels: int) -> Iterator[Path]:
    yield from _files(folder)
    if levels:
        try:
            inside = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink())
        except OSError:
            return
        for each in inside:
            yield from _deep(each, levels - 1)
