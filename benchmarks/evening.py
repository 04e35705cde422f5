"""What an evening takes, and whether a slow disk holds the window: ``python -m benchmarks.evening [WHAT …]``.

- ``memory``: what the window takes [MB] when it is opened, with a week planned, after 50 edits, and with a month
- ``nine``: the most that a month for nine eaters takes on the command line [MB], and how long [s]
- ``disk``: during 50 edits of a week, the longest turns of the window's thread [ms], of its own work and by the clock,
  where each sync of the disk takes two seconds, and where it takes none

Without a word it measures all three. docs/trust.md has the figures.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks.month import resident
from benchmarks.window import MONTH, ROOT, WEEK, month_window, plan_of, until
from planner.document.document import LIKE, LOVE, RARELY, Document, Person, Stored
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.needs.profile import Profile
from ui.window.app import Built
from ui.window.collector import Collector

EDITS = 50
EVERY = 0.2  # [s] between two edits
TURNS = 50  # of the event loop for each edit
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

    Nothing is planned meanwhile: what a planner in another thread takes of the processor is no matter of the disk. A
    thread that waits for a disk uses no processor, so the disk would show in the clock's figures alone.
    """
    fsync, slow = os.fsync, [0]

    def slowly(handle: int) -> None:
        slow[0] += 1
        time.sleep(SYNC)

    for said, sync in (("quick", lambda handle: None), ("slow", slowly)):
        with month_window(WEEK) as built:
            until(lambda: not built.workspace.planning)
            os.fsync = sync  # type: ignore[assignment]
            collector = Collector(built.window)  # as the program has it
            collector.start()
            turns = list(turns_of(built, EDITS))
            collector.stop()
            os.fsync = fsync
        yield f"{said} disk, own work in one turn, longest [ms]", max(own for _, own in turns) * 1000
        edits = [own for _, own in turns[::TURNS]]
        yield f"{said} disk, own work in the turn of an edit, median [ms]", statistics.median(edits) * 1000
        yield f"{said} disk, longest turn by the clock [ms]", max(wall for wall, _ in turns) * 1000
    yield f"syncs of {SYNC:.0f} s meanwhile", slow[0]


def turns_of(built: Built, edits: int) -> Iterator[tuple[float, float]]:
    """For each turn of the event loop, what it took of the window's thread [s]: by the clock, and of its own.

    In every ``TURNS``-th something is edited, with what is painted at once for it.
    """
    unused = [food.id for food in built.workspace.catalogue or () if not plan_of(built).steps(food.id)]
    for number in range(edits):
        yield timed(partial(edit_without_planning, built, number, unused))
        end = time.perf_counter() + EVERY
        for turn in range(TURNS - 1):
            yield timed(lambda: None)
            time.sleep(max(0.0, end - time.perf_counter()) / (TURNS - 1 - turn))


def timed(edit: Callable[[], None]) -> tuple[float, float]:
    """How long one turn of the event loop takes [s], begun by an edit: by the clock, and of the thread's own work."""
    wall, own = time.perf_counter(), time.thread_time()
    edit()
    QApplication.processEvents()
    return time.perf_counter() - wall, time.thread_time() - own


def edit_without_planning(built: Built, number: int, unused: Sequence[str]) -> None:
    """One edit after which the plan stays: a line of the list, a meal locked, a food rated, one of them undone."""
    workspace = built.workspace
    match number % 4:
        case 0:
            lines = ListChoices(own=(f"line {number}",))
            workspace.edit_list("Add a line", workspace.document.with_shopping(lines))
        case 1:
            workspace.lock_meal(1 + number // 4 % WEEK, "lunch")
        case 2:
            workspace.rate([unused[number]], RARELY)
        case _:
            workspace.undo()


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
