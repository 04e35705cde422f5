"""Saving a file that other computers save too: what they wrote is never lost, nor is what was decided here."""

import contextlib
import hashlib
import os
import platform
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from planner.document.document import MAX_COMPUTER, Stored
from planner.files.beside import MANY, first_free
from planner.files.store import StoreError, read_file, save, sync_folder
from planner.language.plain_text import one_line
from planner.language.translate import _


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file held when it was last read or written here.

    Size, time and inode are not asked: a sync client may keep the first two, and a restored file all three. The file
    is small enough to be read before each save.
    """

    digest: bytes | None = None  # SHA-256; None where there was no file


NOTHING = Seen()


@dataclass(frozen=True, slots=True)
class Saved:
    """What is in the file now, and the name under which another one's version is kept, if there was one."""

    seen: Seen
    aside: Path | None = None


def seen_in(content: bytes | None) -> Seen:
    """What stands for these bytes, or for no file."""
    return Seen(None if content is None else hashlib.sha256(content).digest())


def look_at(path: Path) -> Seen:
    """What the file holds now.

    Raises:
        StoreError: if it cannot be read.
    """
    return seen_in(read_file(path))


def save_beside_others(path: Path, stored: Stored, before: Seen, now: datetime | None = None) -> Saved:
    """Saves the file. What it holds is kept aside first, if it is not what was there ``before``.

    Raises:
        StoreError: if the file cannot be written, or the other version cannot be kept; it is untouched then.
    """
    aside: Path | None = None

    def keep_theirs(target: Path) -> None:
        nonlocal aside
        found = look_at(target)
        if found.digest is not None and found != before:
            aside = _keep(target, aside_name(path, now))

    return Saved(seen_in(save(path, replace(stored, saved_on=computer()), keep_theirs)), aside)


def computer() -> str:
    """The name of this computer, as others know it in a shared folder; the file says who saved it last."""
    return one_line(platform.node())[:MAX_COMPUTER]


def save_aside(path: Path, stored: Stored, now: datetime | None = None) -> Path:
    """Saves beside the file, which is left as it is, and gives the name.

    Raises:
        StoreError: if it cannot be written.
    """
    aside = aside_name(path, now)
    save(aside, stored)
    return aside


def aside_name(path: Path, now: datetime | None = None) -> Path:
    """A name beside the file for another version of it; no file has it yet."""
    return dated_name(path, "aside", now)


def dated_name(path: Path, word: str, now: datetime | None = None) -> Path:
    """A name beside the file with a word and the date that no file has yet."""
    stem = f"{path.stem}.{word}-{now or datetime.now():%Y-%m-%d-%H%M%S}"
    return first_free(path.with_name(f"{stem}{more}{path.suffix}") for more in ("", *(f"-{n}" for n in range(2, MANY))))


def _keep(target: Path, aside: Path) -> Path:
    """Gives the file a second name: whoever is still writing to it goes on under that one, and nothing is cut off."""
    try:
        try:
            os.link(target, aside)
        except OSError:  # some file systems know no second names
            shutil.copyfile(target, aside)
        with contextlib.suppress(OSError):
            aside.chmod(0o600)
    except OSError as error:
        raise StoreError(_("{path}: cannot be written ({error})").format(path=aside, error=error.strerror)) from None
    sync_folder(aside.parent)
    return aside
