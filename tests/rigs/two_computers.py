"""Two computers on one document: each has a folder of its own, and a sync client that delays and reorders between them.

A history is a list of random steps. After each, every version that anybody made must still be known: it is in a file
of one of the folders or on its way between them, or somebody who had seen it saved the next one over it.
"""

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from planner.document.document import Document, Stored
from planner.document.document_json import stored_to_text
from planner.files.sharing import NOTHING, Saved, Seen, look_at, save_beside_others, seen_in
from planner.files.sharing import computer as this_computer

Save = Callable[[Path, Stored, Seen], Saved]
NAME = "document.json"


@dataclass
class Computer:
    """One side: its folder, and what its window last read or wrote."""

    name: str
    folder: Path
    seen: Seen = NOTHING
    inbox: list[tuple[bytes, bytes]] = field(default_factory=list)  # what is on its way here, and what it was before
    synced: bytes = b""  # what the sync client last sent or received
    asides: list[Path] = field(default_factory=list)  # what its user was told of

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def held(self) -> set[bytes]:
        return {file.read_bytes() for file in self.folder.iterdir() if file.is_file()} | {
            content for content, _ in self.inbox
        }


class LostError(Exception):
    """A version is nowhere any more, and nobody who saved over it had seen it."""


def version(number: int) -> Stored:
    """What the user has after so many edits on both computers."""
    return Stored(Document(days=1 + number % 28, targets={"magnesium_mg": 300.0 + number}))


def run_history(seed: int, folder: Path, save: Save = save_beside_others, steps: int = 60) -> int:
    """Plays one history and gives the number of versions that were set aside.

    Raises:
        LostError: if one was lost.
    """
    chance = random.Random(seed)
    computers = [Computer(name, folder / name) for name in ("ours", "theirs")]
    for computer in computers:
        computer.folder.mkdir(parents=True)
    replaced: set[bytes] = set()  # by somebody who had seen them
    made: set[bytes] = set()
    for number in range(steps):
        computer, other = chance.sample(computers, 2)
        match chance.choice(
            ("edit", "edit", "send", "send", "send", "receive", "receive", "receive", "receive", "open")
        ):
            case "edit":
                stored = version(number)
                there = computer.path.read_bytes() if computer.path.exists() else None
                if there is not None and seen_in(there) == computer.seen:
                    replaced.add(there)
                saved = save(computer.path, stored, computer.seen)
                computer.seen = saved.seen
                made.add(stored_to_text(replace(stored, saved_on=this_computer())).encode())
                if saved.aside is not None:
                    computer.asides.append(saved.aside)
            case "send":
                content = computer.path.read_bytes() if computer.path.exists() else b""
                if content and content != computer.synced:
                    other.inbox.append((content, computer.synced))
                    computer.synced = content
            case "receive":
                if computer.inbox:
                    _receive(computer, *computer.inbox.pop(chance.randrange(len(computer.inbox))), number)
            case _:
                computer.seen = look_at(computer.path)  # the window is closed and opened again
        held = set().union(*(each.held() for each in computers))
        if lost := made - held - replaced:
            raise LostError(f"history {seed}, step {number}: {len(lost)} versions are nowhere any more")
    if not all(aside.exists() for computer in computers for aside in computer.asides):
        raise LostError(f"history {seed}: what was told of is not there")
    shutil.rmtree(folder)
    return sum(len(computer.asides) for computer in computers)


def _receive(computer: Computer, content: bytes, before: bytes, number: int) -> None:
    """As sync clients do: what was there before the change is replaced, anything else is kept as a conflict copy."""
    path = computer.path
    if path.exists() and path.read_bytes() not in (before, content):
        path.rename(path.with_name(f"document (conflicted copy {number}).json"))
    beside = path.with_name(".syncing")
    beside.write_bytes(content)
    beside.replace(path)
    computer.synced = content
