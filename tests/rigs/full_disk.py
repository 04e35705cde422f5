"""The full-disk rig: a folder where nothing can be written, what was saved before, and sentences. A child process.

``-m tests.rigs.full_disk HOW FOLDER SAVER`` prints one finding a line, and nothing when all is well. HOW is "tmpfs"
(a small one, mounted over FOLDER in a mount namespace of its own, then read-only) or "limit" (no file may be larger).
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from planner.document.document import Stored
from planner.files.backups import export_all, keep_day, open_or_recover
from planner.files.store import StoreError, load, save
from tests.rigs.documents import stored_of
from tests.rigs.editor import plain

SIZE = 400_000  # [bytes] of the tmpfs
Saver = Callable[[Path, Stored], None]
SAVERS: dict[str, Saver] = {"save": save, "plain": plain}


def fill(folder: Path) -> None:
    """Leaves no room for another byte."""
    with (folder / "filler").open("wb", buffering=0) as file:
        for piece in (4096, 1):
            try:
                while file.write(b"x" * piece) == piece:
                    pass
            except OSError:
                pass


def refused(what: str, call: Callable[[], object]) -> Iterator[str]:
    """What is wrong with a call that must be refused in words."""
    try:
        call()
    except StoreError as error:
        if "cannot be" not in str(error):
            yield f"{what}: says {error}"
    except Exception as error:  # noqa: BLE001 - this is what the rig looks for
        yield f"{what}: {type(error).__name__} escapes"
    else:
        yield f"{what}: was not refused"


def intact(what: str, path: Path, number: int) -> Iterator[str]:
    """What is wrong with a file that must hold this document still."""
    try:
        if load(path) != stored_of(number):
            yield f"{what}: the old document is not there"
    except StoreError as error:
        yield f"{what}: {error}"


def opened(path: Path, number: int) -> Iterator[str]:
    """What is wrong with a start on a full disk: it opens the document, and says that there is no new backup."""
    try:
        found = open_or_recover(path)
    except StoreError as error:
        yield f"opening on a full disk: {error}"
    else:
        if found.stored != stored_of(number) or not found.told[0].startswith("No backup could be made."):
            yield f"opening on a full disk: {found.told}"


def on_tmpfs(folder: Path, saver: Saver) -> Iterator[str]:
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "none", str(folder)], check=True)
    path = folder / "document.json"
    save(path, stored_of(1))
    open_or_recover(path)
    save(path, stored_of(2))
    fill(folder)
    yield from refused("full", lambda: saver(path, stored_of(3, days=28)))
    yield from intact("full", path, 2)
    yield from refused("export to a full disk", lambda: export_all(folder, folder / "export.zip"))
    yield from opened(path, 2)
    keep_day(path)
    (folder / "filler").unlink()
    left = [file.name for file in folder.rglob("*") if file.name.endswith(".new")]
    if left:
        yield f"left over: {left}"
    saver(path, stored_of(3))
    yield from intact("room again", path, 3)
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield from refused("read-only", lambda: saver(path, stored_of(4)))
    yield from intact("read-only", path, 3)
    if open_or_recover(path).stored != stored_of(3):
        yield "opening on a read-only disk: another document"
    subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
    path.write_bytes(path.read_bytes()[:-9])
    damaged = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    yield from refused("damaged on a read-only disk", lambda: open_or_recover(path))
    if path.read_bytes() != damaged:
        yield "damaged on a read-only disk: the original is gone"


def under_a_limit(folder: Path, saver: Saver) -> Iterator[str]:
    import resource

    path = folder / "document.json"
    save(path, stored_of(1))
    size = path.stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
    yield from refused("full", lambda: saver(path, stored_of(2)))
    yield from intact("full", path, 1)
    yield from opened(path, 1)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    saver(path, stored_of(2))
    yield from intact("room again", path, 2)


if __name__ == "__main__":
    how = {"tmpfs": on_tmpfs, "limit": under_a_limit}[sys.argv[1]]
    os.umask(0o022)
    for finding in how(Path(sys.argv[2]), SAVERS[sys.argv[3]]):
        sys.stdout.write(finding + "\n")
