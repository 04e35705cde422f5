"""The program that is killed while it imports, exports, deletes, or goes on with one of two versions.

Run as ``-m tests.rigs.deeds``. For each line of standard input, a deed, a folder and a bug as a list of JSON, it makes
a copy of itself that does the deed again and again in that folder, and says the number of each before it, until it is
killed. A copy is made in no time, where a program takes seconds to start.
"""

import itertools
import json
import os
import select
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QCoreApplication

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.files import backups, store
from planner.files.backups import delete_everything, export_all
from tests.rigs import computer
from tests.rigs.computer import User
from tests.rigs.editor import say
from ui.window import data_actions
from ui.workspace.opening import OpenedFiles

NAME = "document.json"
COPIES = ("copy-1.json", "copy-2.zip")
OUTPUT = "magnolia-data.zip"
NOTHING = -1  # said where no deed is under way
WHOLE = "whole"  # the folder that is copied before each deletion
DWELL = 0.05  # [s] a planted bug stays where a kill would show it: a quick machine is through before the kill comes


def taken(letter: str, number: int) -> Stored:
    """A version that says whose it is, with enough in it that writing takes a while."""
    tastes = {f"food_{place}": ("like", "love")[place % 2] for place in range(200)}
    return Stored(Document(tastes=tastes, name=f"{letter}{number}"))


def importing(folder: Path) -> Iterator[int]:
    """One of two copies is taken in, in turn, as the window does it."""
    user = User()
    user.open(str(folder / NAME))
    for number in itertools.count():
        yield number
        shipped = user.workspace.shipped
        if shipped is None:
            raise RuntimeError("the foods were not read")
        found = data_actions._read_copy(folder / COPIES[number % 2], shipped)
        if not isinstance(found, OpenedFiles):
            raise TypeError(found)
        user.workspace.take_copy(found.document, None)
        user.workspace.save()


def exporting(folder: Path) -> Iterator[int]:
    """Everything goes into one zip file, over the one before."""
    for number in itertools.count():
        yield number
        export_all(folder / "data", folder / OUTPUT, NAME)


def deleting(folder: Path) -> Iterator[int]:
    """A document with all that is kept beside it is deleted, each time another copy of it."""
    for number in itertools.count():
        place = folder / str(number)
        if place.exists():
            continue
        shutil.copytree(folder / WHOLE, folder / "coming", dirs_exist_ok=True)
        (folder / "coming").rename(place)
        yield number
        delete_everything(place, NAME)


def choosing(folder: Path) -> Iterator[int]:
    """Others save while a window edits; the user goes on with one of the two versions."""
    path = folder / NAME
    user = User()
    user.open(str(path))
    before = user.workspace.document.name
    for number in itertools.count(int(before[1:] or 0) + 1):
        beside = folder / "coming"
        beside.write_text(stored_to_text(taken("t", number)), encoding="utf-8")
        beside.replace(path)
        user.edit(f"o{number}")
        yield number
        (user.here if number % 2 else user.there)()
        dwell()
        yield NOTHING  # from here on, others may save over what was chosen


def dwell() -> None:
    """Where a kill would show a planted bug; without one, the deed goes on."""


def document_first(folder: Path, name: str = NAME) -> None:
    """The bug that was: what is made of it goes behind it."""
    for file in sorted(folder.rglob("*"), key=lambda each: each.name != name):
        if file.is_file():
            file.unlink()
            time.sleep(DWELL)


def written_in_place(path: Path, write: Callable[..., object], *_: object) -> None:
    """The bug of every first version."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb", buffering=0) as file:
        time.sleep(DWELL)
        write(file)


def plant(bug: str) -> None:
    """From now on this bug is in the program."""
    match bug:
        case "document first":
            setattr(sys.modules[__name__], "delete_everything", document_first)  # noqa: B010
        case "written in place":
            for module in (store, backups):
                setattr(module, "write_file", written_in_place)  # noqa: B010
        case "forgetful":
            computer.plant(bug)
            setattr(sys.modules[__name__], "dwell", lambda: time.sleep(DWELL))  # noqa: B010


DEEDS: dict[str, Callable[[Path], Iterator[int]]] = {
    "import": importing,
    "export": exporting,
    "delete": deleting,
    "choose": choosing,
}


def main() -> None:
    computer.with_few_foods()
    for line in sys.stdin:
        deed, folder, bug = json.loads(line)
        copy = os.fork()
        if copy == 0:
            _do(deed, Path(folder), bug)
        say("pid", copy)
        os.waitpid(copy, 0)
        say("ended")


def _do(deed: str, folder: Path, bug: str) -> NoReturn:
    try:
        app = QCoreApplication([])
        plant(bug)
        for number in DEEDS[deed](folder):
            say(number)
            if select.select([0], [], [], 0)[0]:  # whoever should kill it has ended
                break
        del app
    finally:
        os._exit(0)


if __name__ == "__main__":
    main()
