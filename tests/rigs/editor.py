"""The program the kill rig kills: edits, saves, and says so, until the end. Run as ``-m tests.rigs.editor``.

A third word is how many days the document has recorded.
"""

import json
import os
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from planner.document.document import Stored
from planner.document.document_json import stored_to_text
from planner.files.backups import keep_day, open_or_recover
from planner.files.store import save
from tests.rigs.documents import number_of, stored_of


def plain(path: Path, stored: Stored) -> None:
    """The planted bug: a file written in place, as a first version often does."""
    with path.open("w", encoding="utf-8") as file:
        json.dump(json.loads(stored_to_text(stored)), file, indent=1)


class Lazy:
    """The other planted bug: a saver that lets edits wait for too long."""

    def __init__(self) -> None:
        self._saved = time.monotonic()

    def __call__(self, path: Path, stored: Stored) -> None:
        if time.monotonic() - self._saved > 3.0:
            save(path, stored)
            self._saved = time.monotonic()


def daily(path: Path, stored: Stored) -> None:
    """As the window saves."""
    keep_day(path)
    save(path, stored)


SAVERS: dict[str, Callable[[Path, Stored], None]] = {"daily": daily, "plain": plain, "lazy": Lazy()}


def say(*words: object) -> None:
    """One line at once, which is in the pipe whatever happens next."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def main(path: Path, saver: Callable[[Path, Stored], None], past: int) -> None:
    stored = open_or_recover(path).stored
    number = 0 if stored is None else number_of(stored)
    while True:
        number += 1
        say(number, time.monotonic())
        saver(path, stored_of(number, past=past))
        time.sleep(random.uniform(0, 0.004))


if __name__ == "__main__":
    main(Path(sys.argv[1]), SAVERS[sys.argv[2]], int(sys.argv[3]) if len(sys.argv) > 3 else 0)
