"""The one file: the document and the plan beside it, loaded with care and saved so that a crash cannot damage it."""

import contextlib
import errno
import io
import os
import re
import stat
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from planner.document.document import Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.json_limits import MAX_CHARACTERS
from planner.document.migrations import NewerDocument
from planner.document.read_values import DocumentError
from planner.foods.meals import Templates, read_templates
from planner.language.translate import _
from planner.ordinary_file import open_without_waiting, read_ordinary

try:
    import fcntl
except ImportError:  # Windows: there, a file that is open cannot be removed
    fcntl = None  # type: ignore[assignment]

MAX_BYTES = 4 * MAX_CHARACTERS  # no character has more than 4 in UTF-8
LEFTOVER = ".new"  # how the names of half-written files end
LONGEST = 230  # [bytes] of a name that a half-written file repeats; with its own letters it has 255 at most


class StoreError(Exception):
    """The file cannot be read or written; the message is a sentence for the user."""


class NewerFile(StoreError):  # noqa: N818 - it is a sentence for the user, not an error of the program
    """A newer Magnolia wrote the file: it is sound, and must be left alone."""


class DamagedFile(StoreError):  # noqa: N818 - as above
    """The file was read, and no document is in it."""


def load(path: Path, templates: Templates | None = None) -> Stored | None:
    """What the file holds, or None where there is no file.

    Raises:
        StoreError: if it cannot be read, or is no document this Magnolia knows. Nothing is changed on disk.
    """
    content = read_file(path)
    return None if content is None else stored_from_bytes(content, path.name, templates)


def load_copy(path: Path, templates: Templates | None = None) -> Stored | None:
    """As ``load``, and of the zip file that "Export all my data" writes as well."""
    content = read_file(path)
    if content is not None and content.startswith(b"PK\x03\x04"):
        content = _of_export(content, path.name)
    return None if content is None else stored_from_bytes(content, path.name, templates)


def _of_export(content: bytes, name: str) -> bytes:
    """The document in a zip file that "Export all my data" wrote: the one .json beside no folder.

    Raises:
        StoreError: if there is none, or it is larger than a document may be.
    """
    none = DamagedFile(_("{name}: no document of Magnolia is in this zip file").format(name=name))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found = [each for each in packed.infolist() if re.fullmatch(r"[^/\\.]+\.json", each.filename)]
            if len(found) != 1:
                raise none
            with packed.open(found[0]) as file:
                inside = file.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        if isinstance(error, StoreError):
            raise
        raise none from None
    return inside


def read_file(path: Path) -> bytes | None:
    """The bytes of a file, at most one more than a document may have; None where there is no file.

    Raises:
        StoreError: if it cannot be read, is a link that leads nowhere, or is no ordinary file: a pipe may never end,
            unless it is what this program was given to read.
    """
    try:
        return read_ordinary(path, MAX_BYTES)
    except FileNotFoundError:
        if path.is_symlink():
            there = os.path.realpath(path)
            raise StoreError(
                _("{path}: is a link to {there}, which is not there").format(path=_shown(path), there=there)
            ) from None
        return None
    except (OSError, ValueError) as error:
        raise StoreError(_("{path}: cannot be read ({error})").format(path=_shown(path), error=_why(error))) from None


def stored_from_bytes(content: bytes, name: str, templates: Templates | None = None) -> Stored:
    """The document in the bytes of the file ``name``.

    Raises:
        NewerFile: if a newer Magnolia wrote it.
        DamagedFile: if there is no document in it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DamagedFile(_("{name}: line {line} is not UTF-8 text").format(name=name, line=line)) from None
    try:
        return stored_from_text(text, templates or read_templates())
    except NewerDocument as error:
        raise NewerFile(f"{name}: {error}") from None
    except DocumentError as error:
        raise DamagedFile(f"{name}: {error}") from None


def save(path: Path, stored: Stored, last: Callable[[Path], object] | None = None) -> bytes:
    """Writes the file whole or not at all, readable by its owner only, and gives what was written.

    It is read again before it replaces anything: what this Magnolia would refuse at its next start is not written.
    ``last`` is as in ``write_file``.

    Raises:
        StoreError: if it cannot be written, or could not be opened again; what was there is untouched.
    """
    text = stored_to_text(stored)
    try:
        stored_from_text(text, read_templates())
    except DocumentError as error:
        raise StoreError(
            _("{path}: was not written, because it could not be opened again ({error})").format(
                path=_shown(path), error=error
            )
        ) from None
    return write_whole(path, text, last)


def write_whole(path: Path, text: str, last: Callable[[Path], object] | None = None) -> bytes:
    """Writes a text file whole or not at all, and gives its bytes.

    Raises:
        StoreError: if it cannot be written; what was there is untouched.
    """
    try:
        content = text.encode()
    except UnicodeEncodeError:
        raise StoreError(
            _("{path}: cannot be written (there is half a character in the text)").format(path=_shown(path))
        ) from None
    write_file(path, lambda file: file.write(content), last)
    return content


def write_file(path: Path, write: Callable[[BinaryIO], object], last: Callable[[Path], object] | None = None) -> None:
    """Lets ``write`` fill a file beside the real one, then puts it in its place: fsync, then replace.

    The file and a folder made for it can be read by their owner only. A link is followed, and stays a link. ``last``
    sees the file that is about to be replaced when nothing else is left to do; what it raises leaves that file there.

    Raises:
        StoreError: if it cannot be written; what was there is untouched.
    """
    temporary: str | None = None
    try:
        target = Path(os.path.realpath(path))
        if target.is_symlink():  # it leads to itself, and nobody meant that to become a file
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        if target.exists() and not target.is_file():
            raise StoreError(_("{path}: cannot be written (it is no ordinary file)").format(path=_shown(path)))
        if target.exists() and not target.stat().st_mode & stat.S_IWUSR:  # a replace would not ask for that
            raise StoreError(_("{path}: cannot be written (it is write-protected)").format(path=_shown(path)))
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=before_leftover(target.name), suffix=LEFTOVER, dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            if fcntl is not None:
                with contextlib.suppress(OSError):  # some network drives know no locks
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # nobody takes it for a leftover
            write(file)
            file.flush()
            os.fsync(file.fileno())
        if last is not None:
            last(target)
        os.replace(temporary, target)
        temporary = None
    except (OSError, ValueError) as error:
        raise StoreError(
            _("{path}: cannot be written ({error})").format(path=_shown(path), error=_why(error))
        ) from None
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
    sync_folder(target.parent)


def before_leftover(name: str) -> str:
    """How the names of a file's half-written versions begin: with its own, as far as a longer name may be."""
    while len(os.fsencode(name)) > LONGEST:
        name = name[:-1]
    return f".{name}."


def remove_leftovers(path: Path) -> None:
    """Removes the half-written files that a killed program left beside ``path``; what is being written stays."""
    target = Path(os.path.realpath(path))
    with contextlib.suppress(OSError):
        for beside in target.parent.iterdir():
            if beside.name.startswith(before_leftover(target.name)) and beside.name.endswith(LEFTOVER):
                remove_leftover(beside)


def remove_leftover(beside: Path) -> None:
    """Removes a half-written file, unless a living program is writing it."""
    with contextlib.suppress(OSError):
        if fcntl is not None and stat.S_ISREG(beside.lstat().st_mode):
            handle = open_without_waiting(str(beside), os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            except OSError:
                pass
            finally:
                os.close(handle)
        beside.unlink()


def make_private(folder: Path) -> None:
    """Makes a folder that nobody but its owner can look into, where the system can; leaves it as it is elsewhere."""
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power cut, where the system can."""
    if os.name == "posix":
        with contextlib.suppress(OSError):  # the file is whole either way, and some file systems refuse this
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _shown(path: Path) -> str:
    return repr(str(path))[1:-1] if "\0" in str(path) else str(path)


def _why(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
