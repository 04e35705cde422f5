"""What an evening takes, and whether a slow disk holds the window: ``python -m benchmarks.evening [WHAT …]``.

- ``memory``: what the window takes [MB] when it is opened, with a week planned, after 50 edits, and with a month
- ``nine``: the most that a month for nine eaters takes on the command line [MB], and how long [s]
- ``disk``: during 50 edits, how long the window's thread waited for anything but its own work [ms, the longest], where
  each sync of the disk takes two seconds, and where it takes none; and its own work for one edit

Without a word it measures all three. docs/trust.md has the figures.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.month import resident
from benchmarks.window import MONTH, ROOT, WEEK, month_window, plan_of, until
from planner.document.document import LIKE, LOVE, Document, Person, Stored
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.needs.profile import Profile
from ui.window.app import Built

EDITS = 50
EVERY = 0.2  # [s] between two edits
SYNC = 2.0  # [s]
NINE = tuple(
    Person(f"Person {number}", Profile(age_years=20 + 7 * number, weight_kg=55.0 + 4 * number)) for number in range(8)
)


def memory() -> Iterator[tuple[str, float]]:
    """What the window takes at each stop of an evening [MB], in a process that does nothing else."""
    with month_window(1) as built:
        yield "opened, with a day [MB]", resident()
        planned(built, WEEK)
        yield "with a week planned [MB]", resident()
        for number in range(EDITS):
            edit(built, number)
            until(lambda: not built.workspace.planning)
        yield f"after {EDITS} edits [MB]", resident()
        planned(built, MONTH)
        yield "with a month planned [MB]", resident()


def planned(built: Built, days: int) -> None:
    """Waits for a plan of so many days."""
    built.workspace.set_days(days)
    until(lambda: not built.workspace.planning and not built.workspace.stale)


def edit(built: Built, number: int) -> None:
    """Rates a food of the plan."""
    foods = sorted({portion.food.id for day in plan_of(built).days for portion in day.portions})
    built.workspace.rate([foods[(7 * number) % len(foods)]], (LOVE, LIKE)[number // len(foods) % 2])


def nine() -> Iterator[tuple[str, float]]:
    """A month for nine on the command line: the most it takes [MB], and how long [s]."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "nine.json"
        save(path, Stored(Document(days=MONTH, people=NINE)))
        command = [
            sys.executable,
            "main.py",
            "plan",
            "--document",
            str(path),
            "--output",
            str(Path(folder) / "plan.txt"),
        ]
        started = time.perf_counter()
        with subprocess.Popen(command, cwd=ROOT) as process:
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise RuntimeError(f"{command} ended with {process.returncode}")
        yield "a month for nine, at most [MB]", used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        yield "a month for nine [s]", time.perf_counter() - started


def disk() -> Iterator[tuple[str, float]]:
    """What holds the window's thread during the same edits, with a quick disk and a slow one [ms].

    Nothing is planned meanwhile: what a planner in another thread takes of the processor is no matter of the disk.
    """
    fsync, slow = os.fsync, [0]

    def slowly(handle: int) -> None:
        slow[0] += 1
        time.sleep(SYNC)

    for said, sync in (("quick", lambda handle: None), ("slow", slowly)):
        with month_window(1) as built:
            until(lambda: not built.workspace.planning)
            os.fsync = sync  # type: ignore[assignment]
            turns = list(turns_of(built, EDITS))
            os.fsync = fsync
        yield f"{said} disk, longest turn with an edit [ms]", max(wall for wall, _ in turns) * 1000
        yield f"{said} disk, longest wait within one [ms]", max(wall - own for wall, own in turns) * 1000
        yield f"{said} disk, own work for an edit, median [ms]", statistics.median(own for _, own in turns) * 1000
    yield f"syncs of {SYNC:.0f} s meanwhile", slow[0]


def turns_of(built: Built, edits: int) -> Iterator[tuple[float, float]]:
    """For each edit, what it and all that follows at once took of the window's thread: by the clock, and of its own."""
    for number in range(edits):
        wall, own = time.perf_counter(), time.thread_time()
        built.workspace.edit_list("Tick", built.workspace.document.with_shopping(ListChoices(own=(f"line {number}",))))
        QApplication.processEvents()
        yield time.perf_counter() - wall, time.thread_time() - own
        end = time.perf_counter() + EVERY
        while time.perf_counter() < end:
            QApplication.processEvents()
            time.sleep(0.001)


CASES: Mapping[str, Callable[[], Iterator[tuple[str, float]]]] = {"memory": memory, "nine": nine, "disk": disk}


def main() -> None:
    wanted = sys.argv[1:] or list(CASES)
    if len(wanted) > 1:  # each in a process of its own: memory is of what went before, too
        for each in wanted:
            subprocess.run([sys.executable, "-m", "benchmarks.evening", each], cwd=ROOT, check=True)
        return
    for said, figure in CASES[wanted[0]]():
        print(f"{said}: {figure:.0f}", flush=True)


if __name__ == "__main__":
    main()
