"""What is measured of weeks: clicks against the exact programs, first plans in fresh processes, and what 30 s reach.

Times are ratios to the cold relaxation of one day of the same document, by HiGHS alone, in the same run.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.cases import BEST, FOODS, documents, share_of
from planner.document.document import LOVE, NEVER, Document, Stored
from planner.files.store import save
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.planner import Planner

ROOT = Path(__file__).parent.parent
CLICKS = 4  # of each document
NEVER_LESS = 10_000  # [steps / day] as the window asks for a food that is liked better now
Case = dict[str, float | str | None]


def clicks_of(document: Document, plan: Plan, clicks: int = CLICKS) -> Iterator[tuple[Document, dict[str, int]]]:
    """The document after a click on the taste of one of the foods of its plan, and what may not fall after it."""
    portions = [portion for day in plan.days for portion in day.portions]
    for number in range(clicks):
        food = portions[(number * 17 + 3) % len(portions)].food
        taste = (NEVER, LOVE)[number % 2]
        if document.taste(food.id) != taste:
            yield document.with_taste(food.id, taste), {food.id: NEVER_LESS} if taste == LOVE else {}


def click_seconds(
    catalogue: Catalogue, document: Document, exact: bool = False
) -> Iterator[tuple[float, float | None]]:
    """Of each click on a planned week: seconds to the audited plan, and its points beyond those of the programs."""
    planner, programs = Planner(catalogue), Planner(catalogue, searches=False)
    shown = planner.make_plan(Request(document, better=False))
    if not isinstance(shown, Solved):
        return
    for edited, least in clicks_of(document, shown.plan):
        planner.prove(document, shown.plan)
        started = time.perf_counter()
        outcome = planner.make_plan(Request(edited, before=shown.plan, least_steps=least, bounded=False))
        seconds = time.perf_counter() - started
        above = None
        if exact:
            programs.prove(document, shown.plan)
            other = programs.make_plan(Request(edited, before=shown.plan, least_steps=least))
            if isinstance(outcome, Solved) and isinstance(other, Solved):
                above = outcome.penalty - other.penalty
        yield seconds, above


def week_click(catalogue: Catalogue, chosen: Sequence[Document], yardsticks: Sequence[float]) -> tuple[Case, float]:
    """The case, and the median [s] of a click."""
    ratios, points, seconds = [], [], []
    for document, yardstick in zip(chosen, yardsticks, strict=True):
        for took, above in click_seconds(catalogue, document.with_days(7), exact=True):
            ratios.append(took / yardstick)
            seconds.append(took)
            if above is not None:
                points.append(above)
    case: Case = {
        "case": "week_click_600",
        "ratio_to_lp": statistics.median(ratios),
        "p95_ratio_to_lp": share_of(ratios, 0.95),
        "points_above_exact": statistics.mean(points),
    }
    return case, statistics.median(seconds)


def week_click_many(many: Catalogue, chosen: Sequence[Document], median: float) -> Case:
    seconds = [took for document in chosen for took, _ in click_seconds(many, document.with_days(7))]
    return {"case": "week_click_4000", "ratio_to_600": statistics.median(seconds) / median}


def another(catalogue: Catalogue, chosen: Sequence[Document]) -> Case:
    """Another plan, against the first one of the same planner."""
    ratios = []
    for document in chosen:
        planner, week = Planner(catalogue), document.with_days(7)
        started = time.perf_counter()
        shown = planner.make_plan(Request(week, better=False))
        first = time.perf_counter() - started
        if isinstance(shown, Solved):
            started = time.perf_counter()
            planner.make_plan(Request(week, other_than=shown.plan, seed=1))
            ratios.append((time.perf_counter() - started) / first)
    return {"case": "another_600", "ratio_to_first": statistics.median(ratios)}


def week_first(yardsticks: Sequence[float]) -> Case:
    """The first week of each document in a fresh process, from the end of its imports; arrays are not kept yet."""
    ratios = []
    for number, yardstick in enumerate(yardsticks):
        command = [sys.executable, "-m", "benchmarks.weeks", str(number)]
        said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        ratios.append(float(json.loads(said)["seconds"]) / yardstick)
    return {"case": "week_first_600", "ratio_to_lp": statistics.median(ratios), "ratio_to_lp_kept": None}


def day_first(chosen: Sequence[Document], yardsticks: Sequence[float]) -> Case:
    """``main.py plan --days 1`` to its end, and how many documents have a valid day with ``--seconds 1``."""
    ratios, valid = [], 0
    for document, yardstick in zip(chosen, yardsticks, strict=True):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "document.json"
            save(path, Stored(document))
            started = time.perf_counter()
            whole = _plan_a_day(path)
            ratios.append((time.perf_counter() - started) / yardstick)
            valid += _plan_a_day(path, "--seconds", "1") or not whole
    return {"case": "day_first_600", "ratio_to_lp": statistics.median(ratios), "share_in_1s": valid / len(ratios)}


def _plan_a_day(document: Path, *options: str) -> bool:
    command = [sys.executable, "main.py", "plan", "--days", "1", "--document", str(document), *options]
    own = os.environ | {"LANGUAGE": "en"}
    return subprocess.run(command, cwd=ROOT, env=own, stdout=subprocess.DEVNULL, check=False).returncode == 0


def above_best(number: int, points: float) -> float | None:
    """How far a week's points are above the best that a long search of the same document found; None if none ran."""
    best = BEST.get(number)
    return None if best is None else points / best - 1


def first_week(number: int) -> None:
    """In a fresh process: the seconds from here to the first complete week of a document."""
    from planner.foods.foods_csv import read_catalogue

    started = time.perf_counter()
    catalogue = read_catalogue(FOODS)
    document = list(documents(catalogue, number + 1))[number]
    Planner(catalogue).make_plan(Request(document.with_days(7), better=False))
    sys.stdout.write(json.dumps({"seconds": time.perf_counter() - started}) + "\n")


def long_search(catalogue: Catalogue, document: Document, seconds: float) -> float:
    """The points of the best week found in so long."""
    planner, week, started = Planner(catalogue), document.with_days(7), time.perf_counter()
    shown = planner.make_plan(Request(week, better=False))
    if not isinstance(shown, Solved):
        raise LookupError("the document has no week")
    left = seconds - (time.perf_counter() - started)
    return planner.improve(week, shown.plan, seconds=left, rounds=10_000)[1].penalty


if __name__ == "__main__":
    first_week(int(sys.argv[1]))
