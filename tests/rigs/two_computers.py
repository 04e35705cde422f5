"""Two computers on one document: two processes with a folder each, and a sync client that delays and reorders.

A history is a list of random steps. After each, every version that anybody made must still be known: it is in a file
of one of the folders, on a screen or on its way between them, or somebody who had it on screen changed it into one
that is. And whoever saves beside a version they have not seen must be told.

Some sync clients keep a copy of what they replace. In every other history they do not, as long as a window that
wrote it is open.
"""

import json
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "document.json"
_PASSING = re.compile(r"-(start|day)-")
STEPS = ("edit", "edit", "edit", "send", "send", "send", *("receive",) * 4, "open", "look", "choose", "choose")


class LostError(Exception):
    """A version is nowhere any more, and nobody who saved over it had seen it; or it was kept, and nobody told."""


@dataclass
class Computer:
    """One side: its program, its folder, and what its user knows."""

    program: "subprocess.Popen[str]"
    folder: Path
    shown: str = ""  # the version on screen
    known: str = ""  # the version that was last read from the file, or written to it
    wrote: bool = False  # the version on screen was decided in this window
    asked: bool = False  # two versions wait for a choice
    told: int = 0  # how often there were two
    inbox: list[tuple[bytes, bytes]] = field(default_factory=list)  # what is on its way here, and what it was before
    synced: bytes = b""  # what the sync client last sent or received

    @property
    def path(self) -> Path:
        return self.folder / NAME

    def content(self) -> bytes:
        return self.path.read_bytes() if self.path.exists() else b""

    def do(self, *wish: str) -> int:
        """Lets the user do something; says how often they were told of another version."""
        if self.program.stdin is None or self.program.stdout is None:
            raise OSError("the program has no pipes")
        self.program.stdin.write(json.dumps(wish) + "\n")
        self.program.stdin.flush()
        answer = json.loads(self.program.stdout.readline())
        self.shown, self.asked = answer["shown"], answer["asked"]
        self.told += answer["told"]
        return int(answer["told"])

    def versions(self) -> set[str]:
        """Every version in a file here, under whatever name, or on its way here.

        The backups of starts and days do not count: newer ones push them out.
        """
        files = [
            file.read_bytes() for file in self.folder.rglob("*") if file.is_file() and not _PASSING.search(str(file))
        ]
        return {version_in(each) for each in (*files, *(content for content, _ in self.inbox))}


@lru_cache(maxsize=10_000)
def version_in(content: bytes) -> str:
    """Each version has a name of its own, which is the document's; "" where there is none."""
    try:
        return str(json.loads(content).get("name", ""))
    except ValueError:
        return ""


@contextmanager
def two_programs() -> Iterator[tuple["subprocess.Popen[str]", ...]]:
    """The two computers' programs, which end with the block."""
    command = [sys.executable, "-m", "tests.rigs.computer"]
    programs = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    ]
    try:
        yield tuple(programs)
    finally:
        for program in programs:
            program.communicate()


def run_history(
    seed: int, folder: Path, programs: tuple["subprocess.Popen[str]", ...], bug: str = "", steps: int = 60
) -> int:
    """Plays one history and gives how often a user was told of another's version; ``bug`` is planted in both.

    Raises:
        LostError: if a version was lost, or kept without a word.
    """
    chance = random.Random(seed)
    computers = [Computer(program, folder / name) for program, name in zip(programs, ("ours", "theirs"), strict=True)]
    before: dict[str, str] = {}  # each version, and the one it was changed from
    for computer in computers:
        computer.folder.mkdir(parents=True)
        computer.do("plant", bug)
        computer.do("open", str(computer.path))
    try:
        for number in range(steps):
            _step(chance, chance.sample(computers, 2), before, number, rude=bool(seed % 2))
            held = set().union(*(each.versions() | {each.shown} for each in computers))
            for version in tuple(held):
                while version := before.get(version, ""):
                    held.add(version)
            if lost := before.keys() - held:
                raise LostError(f"history {seed}, step {number}: {len(lost)} versions are nowhere any more")
    finally:
        for computer in computers:
            computer.do("close")
    shutil.rmtree(folder)
    return sum(computer.told for computer in computers)


def _step(chance: random.Random, pair: list[Computer], before: dict[str, str], number: int, *, rude: bool) -> None:
    computer, other = pair
    there, told = version_in(computer.content()), 0
    match chance.choice(STEPS):
        case "edit":
            version = f"v{number}"
            before[version] = computer.shown
            told = computer.do("edit", version)
            if there not in ("", computer.known) and not told:
                raise LostError(f"step {number}: a version that nobody had seen was kept without a word")
            computer.known, computer.wrote = version, True
        case "send":
            content = computer.content()
            if content and content != computer.synced:
                other.inbox.append((content, computer.synced))
                computer.synced = content
        case "receive":
            if computer.inbox:
                open_here = computer.wrote and there == computer.known == computer.shown
                came = computer.inbox.pop(chance.randrange(len(computer.inbox)))
                _receive(computer, *came, number, keeps=not (rude and open_here))
        case "look":
            computer.do("look")
        case "choose":
            if computer.asked:
                computer.do(chance.choice(("here", "there")))
                computer.known, computer.wrote = version_in(computer.content()), False
        case _:
            computer.do("close")
            computer.do("open", str(computer.path))
            computer.known, computer.wrote = computer.shown, False


def _receive(computer: Computer, content: bytes, before: bytes, number: int, *, keeps: bool) -> None:
    """As sync clients do: what was there before the change is replaced, anything else is kept as a conflict copy."""
    path = computer.path
    if keeps and path.exists() and path.read_bytes() not in (before, content):
        path.rename(path.with_name(f"document (conflicted copy {number}).json"))
    beside = path.with_name(".syncing")
    beside.write_bytes(content)
    beside.replace(path)
    computer.synced = content
