"""The kill rig: SIGKILL at random moments, a restart, and a look at what is there."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from planner.document.document import Stored
from planner.files.backups import open_or_recover
from planner.files.store import LEFTOVER, StoreError

ROOT = Path(__file__).parent.parent.parent
AT_START = 0.25  # the share of kills that come while the program starts


@dataclass
class Findings:
    """What a number of kills did."""

    kills: int = 0
    in_edits: int = 0  # kills after the first edit of their run
    damage: list[str] = field(default_factory=list)
    worst_loss: float = (
        0.0  # [s] from the first edit that was lost to the kill; on a busy machine not the program's doing
    )
    most_lost: int = 0  # edits
    edits: int = 0


def kill_often(
    command: Sequence[str],
    path: Path,
    kills: int,
    number_of: Callable[[Stored], int],
    moments: tuple[float, float] = (0.0, 0.25),
    enough: Callable[[Findings], bool] = lambda _: False,
    seed: int = 1,
) -> Findings:
    """Starts the program ``kills`` times on one file and kills it; ``moments`` [s] are counted from its first edit.

    The program prints the number and the time of each edit before it makes it.
    """
    rng = random.Random(seed)
    found = Findings()
    saved = 0
    for _ in range(kills):
        edits, killed = _one_run(command, rng, moments)
        found.kills += 1
        found.in_edits += bool(edits)
        found.edits += len(edits)
        saved = _look(path, edits, killed, saved, number_of, found)
        if enough(found):
            break
    return found


def _one_run(
    command: Sequence[str], rng: random.Random, moments: tuple[float, float]
) -> tuple[list[tuple[int, float]], float]:
    """Edits as (number, time), and when the kill came."""
    with subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise OSError("the program has no standard output")
        first = b""
        if rng.random() < AT_START:
            time.sleep(rng.uniform(0.0, 0.5))
        else:
            first = process.stdout.readline()
            time.sleep(rng.uniform(*moments))
        killed = time.monotonic()
        process.kill()
        lines = [line for line in (first + process.stdout.read()).splitlines() if line.count(b" ") == 1]
    edits = [(int(number), float(when)) for number, when in (line.split() for line in lines)]
    return [edit for edit in edits if edit[1] <= killed], killed


def _look(
    path: Path,
    edits: Sequence[tuple[int, float]],
    killed: float,
    saved_before: int,
    number_of: Callable[[Stored], int],
    found: Findings,
) -> int:
    """Opens the file as the next start does, and gives the number of the edit it holds."""
    try:
        opened = open_or_recover(path)
        number = 0 if opened.stored is None else number_of(opened.stored)
    except (StoreError, ValueError) as error:
        found.damage.append(f"kill {found.kills}: {error}")
        path.unlink(missing_ok=True)
        return 0
    if opened.told:
        found.damage.append(f"kill {found.kills}: {' '.join(opened.told)}")
    elif number < saved_before:
        found.damage.append(f"kill {found.kills}: edit {saved_before} was saved, and {number} is there")
    lost = [when for edit, when in edits if edit > number]
    found.most_lost = max(found.most_lost, len(lost))
    if lost:
        found.worst_loss = max(found.worst_loss, killed - min(lost))
    left = [file.name for file in path.parent.rglob("*") if file.name.endswith(LEFTOVER)]
    open_to_others = [file.name for file in path.parent.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
    if left or open_to_others:
        found.damage.append(f"kill {found.kills}: left over {left}, open to others {open_to_others}")
    return number
