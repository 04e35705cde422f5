"""The one file: the document and the plan beside it, loaded with care and saved so that a crash cannot damage it."""

import contextlib
import os
import tempfile
from pathlib import Path

from planner.document import MAX_CHARACTERS, DocumentError, Stored, stored_from_text, stored_to_text
from planner.templates import Templates, read_templates


class StoreError(Exception):
    """The file cannot be read or written; the message is a sentence for the user."""


def load(path: Path, templates: Templates | None = None) -> Stored | None:
    """What the file holds, or None where there is no file.

    Raises:
        StoreError: if it cannot be read, or is no document this Magnolia knows. Nothing is changed on disk.
    """
    try:
        with path.open("rb") as file:
            content = file.read(4 * MAX_CHARACTERS + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise StoreError(f"{path.name}: is not UTF-8 text") from None
    try:
        return stored_from_text(text, templates or read_templates())
    except DocumentError as error:
        raise StoreError(f"{path.name}: {error}") from None


def save(path: Path, stored: Stored) -> None:
    """Writes the file whole or not at all, readable by its owner only.

    Raises:
        StoreError: if it cannot be written; what was there is untouched.
    """
    write_whole(path, stored_to_text(stored))


def write_whole(path: Path, text: str) -> None:
    """Writes a text file through a temporary one beside it: fsync, then replace.

    Raises:
        StoreError: if it cannot be written; what was there is untouched.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".new", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        _sync_folder(path.parent)
    except OSError as error:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        raise StoreError(f"{path}: cannot be written ({error.strerror})") from None


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself survive a power cut, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
