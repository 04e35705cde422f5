"""What ten years of recorded days cost: opening, an edit, a save, the size of the file, and memory.

In a process of its own, ``python -m benchmarks.ten_years DOCUMENT`` says how long the window's files took to open
[s of its processor] and what memory the process has then [MB].
"""

import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.cases import FOODS, SEED
from planner.document.diary import DiaryDay
from planner.document.document import EATEN, Document, Judged, Mark, RecordedDay, RecordedMeal, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.plan.stored_form import fixed, plan_to_fixed
from planner.planner import Planner

ROOT = Path(__file__).parent.parent
DAYS = 3650
STARTS = 5
Case = dict[str, float | str | None]


def with_ten_years(document: Document, plan: Plan, last: date) -> Document:
    """The document with ten years of days like those of a plan, and a score for each."""
    chance = random.Random(SEED)
    judged = Judged(2000.0, (("magnesium_mg", 420.0, None), ("energy_kcal", 1940.0, 2060.0)))
    days, diary = [], []
    for back in range(DAYS - 1, -1, -1):
        when = last - timedelta(days=back)
        meals = tuple(
            RecordedMeal(meal.meal, meal.template, tuple(map(fixed, meal.portions)), chance.choice((None, Mark(EATEN))))
            for meal in (chance.choice(plan.days).meal(meal.meal) for meal in plan.days[0].meals)
            if meal is not None
        )
        days.append(RecordedDay(when, meals, judged))
        diary.append(DiaryDay(when, chance.randint(0, 10)))
    return replace(document, recorded=tuple(days), diary=tuple(diary))


def ten_years(catalogue: Catalogue, clicks: int) -> Case:
    """All of it against the same document without a history."""
    from benchmarks.window import median_click  # the others need no Qt

    today = date.today()
    document = Document(days=7, start=today, id="benchmark")  # as any that was saved by the window
    planned = Planner(catalogue).make_plan(Request(document, better=False))
    if not isinstance(planned, Solved):
        raise LookupError("there is no week")
    full = with_ten_years(document, planned.plan, today - timedelta(days=30))
    with tempfile.TemporaryDirectory() as folder:
        paths = Path(folder) / "none.json", Path(folder) / "ten.json"
        plan = plan_to_fixed(planned.plan)
        save(paths[0], Stored(document, plan))
        save(paths[1], Stored(full, plan))
        started = time.perf_counter()
        save(paths[1], Stored(full.with_diary(DiaryDay(today, 3)), plan))
        seconds = time.perf_counter() - started
        size = paths[1].stat().st_size / 1e6
        opened = [[_opened(path) for path in paths] for _start in range(STARTS)]
    times = [statistics.median(start[at][0] for start in opened) for at in range(2)]
    memory = [statistics.median(start[at][1] for start in opened) for at in range(2)]
    return {
        "case": "ten_years",
        "open_ratio": times[1] / times[0],
        "open_s": times[1],
        "edit_ratio": median_click(full, clicks) / median_click(document, clicks),
        "save_s": seconds,
        "size_mb": size,
        "memory_mb": memory[1] - memory[0],
    }


def _opened(path: Path) -> tuple[float, float]:
    command = [sys.executable, "-m", "benchmarks.ten_years", str(path)]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = json.loads(said)
    return float(found["seconds"]), float(found["mb"])


def open_once(path: Path) -> None:
    """In a fresh process: imports, then the window's files; as in the window, Python looks for no garbage meanwhile."""
    from ui.workspace.opening import open_files

    gc.disable()  # as ui/window/collector.py does before the files are opened
    open_files(FOODS, path, Document(start=date.today()), threading.Event())
    mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(json.dumps({"seconds": time.process_time(), "mb": mb}) + "\n")


if __name__ == "__main__":
    open_once(Path(sys.argv[1]))
