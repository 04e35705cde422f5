"""SIGKILL at random moments of an import, an export, a deletion, a choice; and a look at what is there."""

import json
import os
import random
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from planner.document.document import Document
from planner.files.backups import OTHER, Opened, backups_of, delete_everything, export_all, open_or_recover
from planner.files.store import LEFTOVER, StoreError, load, save
from tests.rigs.deeds import COPIES, NAME, NOTHING, OUTPUT, WHOLE, taken
from tests.rigs.documents import stored_of

ROOT = Path(__file__).parents[2]
STARTS = 6  # as many backups a document has
Look = Callable[[Path, int], str]  # what is wrong after a kill in the deed of that number; "" where nothing is
LATEST = 0.03  # [s] after a deed has begun: longer than the longest takes where nothing else runs
LATER = 10  # kills after which they come up to LATEST later, where a bug must be met on a slow machine too
AT_START = 0.1  # the share of kills while the program starts


@contextmanager
def program() -> Iterator["subprocess.Popen[bytes]"]:
    """What makes the programs that are killed; it ends with the block."""
    command = [sys.executable, "-m", "tests.rigs.deeds"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as made:
        yield made
        made.communicate()


def kill_deeds(
    made: "subprocess.Popen[bytes]", deed: str, folder: Path, kills: int, bug: str = "", seed: int = 1
) -> tuple[list[str], int]:
    """Starts a deed so often in one folder, kills it, and looks; the damage, and the kills after one had begun."""
    prepare, look = ROADS[deed]
    chance = random.Random(seed)
    damage, within = [], 0
    prepare(folder)
    for kill in range(kills):
        latest = LATEST * (1 + kill / LATER) if bug else LATEST
        begun = _one_kill(made, [deed, str(folder), bug], chance, latest)
        within += begun != NOTHING
        found = look(folder, begun)
        if found:
            damage.append(f"kill {kill} of {deed}: {found}")
            if bug:
                break
    return damage, within


def _one_kill(made: "subprocess.Popen[bytes]", wish: list[str], chance: random.Random, latest: float) -> int:
    """The number of the deed that was under way."""
    if made.stdin is None or made.stdout is None:
        raise OSError("the program has no pipes")
    made.stdin.write(json.dumps(wish).encode() + b"\n")
    made.stdin.flush()
    lines: list[bytes] = []
    pid = 0
    after = 0 if chance.random() < AT_START else chance.randint(1, 3)
    while not pid or len(lines) < after:
        line = made.stdout.readline()
        if line.startswith(b"pid"):
            pid = int(line.split()[1])
        elif line in (b"", b"ended\n"):
            raise OSError(f"{wish[0]} ended by itself")
        else:
            lines.append(line)
    time.sleep(chance.uniform(0.0, latest))
    os.kill(pid, signal.SIGKILL)
    while (line := made.stdout.readline()) != b"ended\n":
        if line:
            lines.append(line)
    return int(lines[-1]) if lines else NOTHING


def _open(path: Path) -> Opened | str:
    """What the next start finds, or what is wrong with it."""
    try:
        opened = open_or_recover(path)
    except StoreError as error:
        return str(error)
    if opened.told:
        return " ".join(opened.told)
    left = [file.name for file in path.parent.rglob("*") if file.name.endswith(LEFTOVER)]
    return f"left over: {left}" if left else opened


# Import


def _two_copies(folder: Path) -> None:
    save(folder / NAME, taken("c", 0))
    save(folder / COPIES[0], taken("c", 1))
    save(folder / "other" / NAME, taken("c", 2))
    export_all(folder / "other", folder / COPIES[1], NAME)


def _after_import(folder: Path, _begun: int) -> str:
    opened = _open(folder / NAME)
    if isinstance(opened, str):
        return opened
    found = opened.stored.document if opened.stored else Document()
    whole = [taken("c", number).document for number in range(3)]
    if (found.name, found.tastes) not in [(each.name, each.tastes) for each in whole]:
        return f"{found.name} is there, with {len(found.tastes)} tastes"
    before = (folder / COPIES[0], taken("c", 1))
    return "" if load(before[0]) == before[1] else "the copy was changed"


# Export


def _document_with_backups(folder: Path) -> None:
    _make(folder / "data")


def _make(folder: Path) -> None:
    path = folder / NAME
    for number in range(STARTS):
        save(path, stored_of(number))
        open_or_recover(path, now=datetime(2026, 11, 1 + number))


def _after_export(folder: Path, _begun: int) -> str:
    path, target = folder / "data" / NAME, folder / OUTPUT
    opened = _open(path)
    if isinstance(opened, str):
        return opened
    if opened.stored != stored_of(STARTS - 1):
        return "the document was changed"
    if not target.exists():
        return ""
    try:
        with zipfile.ZipFile(target) as packed:
            wrong = packed.testzip() or ("" if packed.read(NAME) == path.read_bytes() else "another document")
    except (zipfile.BadZipFile, KeyError) as error:
        wrong = str(error)
    if wrong:
        return f"in the zip file: {wrong}"
    export_all(folder / "data", target, NAME)
    left = [file.name for file in folder.iterdir() if file.name.endswith(LEFTOVER)]
    return f"left over beside the zip file: {left}" if left else ""


# Deletion


def _all_that_is_kept(folder: Path) -> None:
    whole = folder / WHOLE
    _make(whole)
    (whole / "logs").mkdir()
    (whole / "logs" / "magnolia.log").write_text("a line", encoding="utf-8")
    save(whole / "document.aside-1.json", stored_of(0))


def _after_deletion(folder: Path, begun: int) -> str:
    """The document is as it was, or gone with all it could be made of; and the next deletion ends what was begun."""
    for each in sorted((each for each in folder.iterdir() if each.name.isdigit()), key=lambda each: int(each.name)):
        opened = _open(each / NAME)
        if isinstance(opened, str):
            return opened
        if int(each.name) < begun:
            return "a deletion that had ended left something"
        if int(each.name) == begun and opened.stored not in (None, stored_of(STARTS - 1)):
            return "an older version came back"
        delete_everything(each, NAME)
        if each.exists():
            return f"left: {[file.name for file in each.rglob('*')]}"
    return ""


# A choice between two versions


def _one_document(folder: Path) -> None:
    save(folder / NAME, taken("o", 0))


def _after_choice(folder: Path, begun: int) -> str:
    """Both versions of the last choice are there: as the document, aside, or among what was not chosen."""
    path = folder / NAME
    opened = _open(path)
    if isinstance(opened, str):
        return opened
    kept = [*folder.glob("document.aside-*.json"), *(each.path for each in backups_of(path) if each.kind == OTHER)]
    found = [opened.stored, *map(load, kept)]
    names = {stored.document.name for stored in found if stored is not None}
    lost = {f"o{begun}", f"t{begun}"} - names if begun != NOTHING else set()
    return f"lost: {sorted(lost)}" if lost else ""


ROADS: dict[str, tuple[Callable[[Path], None], Look]] = {
    "import": (_two_copies, _after_import),
    "export": (_document_with_backups, _after_export),
    "delete": (_all_that_is_kept, _after_deletion),
    "choose": (_one_document, _after_choice),
}
