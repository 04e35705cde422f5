"""One of two computers: the window's own workspace on a document, told line by line what its user does.

Run as ``-m tests.rigs.computer``. Each line of standard input is answered by one of JSON.
"""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QEventLoop

from planner.document.document import Stored
from planner.files import sharing
from planner.files.sharing import Saved, Seen, seen_in
from planner.files.store import save
from planner.plan.outcomes import Outcome, Stopped
from tests.planner.tiny_foods import catalogue_of, food
from ui.workspace import opening, saving, versions
from ui.workspace.saving import Done, OtherVersion
from ui.workspace.versions import Versions
from ui.workspace.workspace import Workspace


def no_plan(*_: Any, **__: Any) -> Outcome:
    return Stopped(0.0)


def careless(path: Path, stored: Stored, before: Seen) -> Saved:
    """Saves over whatever is there."""
    return Saved(seen_in(save(path, stored)))


def one_name(path: Path, now: datetime | None = None) -> Path:
    """A name for what is kept aside that another version may have already."""
    return path.with_name("document.aside.json")


def left_behind(path: Path, stored: Stored) -> Path:
    """Leaves what was decided here to others, and keeps it nowhere."""
    return path


def taken_in_silence(self: saving.Saving, done: Done) -> bool:
    """Knows what was done, and tells nobody."""
    return TAKE(self, replace(done, told=""))


def kept_by_nobody(path: Path, *_: object) -> Path:
    """Forgets what was not chosen."""
    return path


TAKE = saving.Saving._take
PLANTED: dict[str, tuple[object, str, object]] = {
    "careless": (saving, "save", careless),
    "one name": (sharing, "aside_name", one_name),
    "left behind": (saving, "save_aside", left_behind),
    "silent": (saving.Saving, "_take", taken_in_silence),
    "forgetful": (versions, "keep_other", kept_by_nobody),
}
RIGHT = [(where, name, getattr(where, name)) for where, name, _ in PLANTED.values()]


def plant(bug: str) -> None:
    """From now on this bug is in the program, and no other; none where it has no name."""
    for each in RIGHT:
        setattr(*each)
    if bug:
        setattr(*PLANTED[bug])


class User:
    """Does one thing after the other with one document."""

    def __init__(self) -> None:
        self._workspace: Workspace | None = None
        self._versions: Versions | None = None
        self._other: OtherVersion | None = None
        self._told = 0

    def plant(self, bug: str) -> None:
        plant(bug)

    def open(self, path: str) -> None:
        """A version of others that the last window told of, and nobody decided about, stays where it is."""
        self._other = None
        self._workspace = workspace = Workspace(Path("foods.csv"), Path(path), no_plan)
        self._versions = Versions(workspace, workspace)
        workspace.two_versions.connect(self._two)
        workspace.recovered.connect(self._count)
        opened: list[bool] = []
        workspace.opened.connect(lambda: opened.append(True))
        workspace.open()
        wait(lambda: bool(opened))

    def edit(self, name: str) -> None:
        self.workspace.rename(name)
        self.workspace.save()

    def look(self) -> None:
        """The window saves, without that anything was decided."""
        self.workspace.save()

    def close(self) -> None:
        self.workspace.close()
        self._workspace = None

    def here(self) -> None:
        self._choose(lambda made, other: made.go_on_here(other))

    def there(self) -> None:
        self._choose(lambda made, other: made.go_on_there(other))

    @property
    def workspace(self) -> Workspace:
        if self._workspace is None:
            raise RuntimeError("no document is open")
        return self._workspace

    def state(self) -> dict[str, object]:
        """What is on screen, how often the user was told of another version, and whether one can be chosen."""
        shown = self._workspace.document.name if self._workspace else ""
        told, self._told = self._told, 0
        return {"shown": shown, "told": told, "asked": self._other is not None}

    def _choose(self, do: Callable[[Versions, OtherVersion], None]) -> None:
        if self._versions is None or self._other is None:
            raise RuntimeError("there is nothing to choose")
        other, self._other = self._other, None
        kept: list[object] = []
        self._versions._keeping.answered.connect(kept.append)
        do(self._versions, other)
        wait(lambda: bool(kept))
        self.workspace.save()

    def _two(self, said: str, other: object) -> None:
        self._other = other if isinstance(other, OtherVersion) else None
        self._told += 1

    def _count(self, said: str) -> None:
        self._told += 1


def wait(done: Callable[[], bool]) -> None:
    """Lets the window work until it has done something."""
    while not done():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def with_few_foods() -> None:
    """From now on no table is read: a document is opened thousands of times."""
    few = catalogue_of([food("oats", "grain")])
    setattr(opening, "read_catalogue", lambda path: few)  # noqa: B010


def main() -> None:
    os.fsync = lambda handle: None  # type: ignore[assignment]  # what is lost here is lost by a rule, not by a disk
    with_few_foods()
    app = QCoreApplication([])
    user = User()
    for line in sys.stdin:
        do, *given = json.loads(line)
        getattr(user, do)(*given)
        sys.stdout.write(json.dumps(user.state()) + "\n")
        sys.stdout.flush()
    del app


if __name__ == "__main__":
    main()
