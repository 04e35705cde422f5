"""Measures the planner: ``python -m benchmarks [--quick] [--json]``, one case a line.

- ``day_edit_600``: one edited taste to an audited day (median_s, p95_s, ratio_to_lp: against the cold linear relaxation
  of the same day by HiGHS alone, in the same run); ``day_edit_4000``: the same with 4,000 foods (ratio_to_600)
- ``week_click_600``: one taste of a planned week changed, to the audited plan (ratio_to_lp, p95_ratio_to_lp;
  points_above_exact: beyond those of the exact programs alone, the mean); ``week_click_4000`` (ratio_to_600)
- ``week_first_600``: seven days from nothing, the first complete plan (median_s; and in a fresh process, after its
  imports, ratio_to_lp); ``another_600``: another plan (ratio_to_first)
- ``day_first_600``: ``main.py plan --days 1`` in a fresh process (ratio_to_lp; share_in_1s: of the documents that have
  a day, those that have one with ``--seconds 1``)
- ``week_5s_600``, ``week_30s_600``: the proven gap of a week after so long (gap; above_best: its points above those of
  a search of ten minutes; ratio_to_one_piece: its penalty against that of the same week given to HiGHS in one piece for
  60 s, 0 where that finds none)
- ``month_600``: 28 days from nothing, the first complete plan (median_s, ratio_to_week)

- ``ten_years``: a document with 3,650 recorded days against the same without (open_ratio: processor time of a fresh
  process until the window's files are open; edit_ratio: a click to the repainted week; save_s, size_mb, memory_mb)
- ``memory``: the window with a month planned (month_mb)
- ``click_to_repaint``: from a click on a taste to the repainted week (median_s, p95_s, and ratios to the cold
  relaxation; added_s: beyond the planner's
  own time); ``gui_gap_month``: gaps on the window's thread while 28 days are planned (p99_s, max_s)
- ``first_paint``, ``first_plan``: from the start of the process (median_s, ratio_to_empty: to an empty PySide6 window)

All are medians over seeded documents, those of the window over clicks and starts. docs/performance.md has the results
of a named machine.
"""

import argparse
import json
import math
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks.cases import FOODS, documents, larger, share_of
from benchmarks.one_piece import one_piece
from benchmarks.weeks import above_best, another, day_first, long_search, week_click, week_click_many, week_first
from planner.document.document import LOVE, NEVER, Document
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.optimise import solver
from planner.optimise.beside import question_of
from planner.optimise.clock import Clock
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import horizon_of
from planner.optimise.request import Request
from planner.plan.outcomes import Solved
from planner.planner import Planner

DOCUMENTS, QUICK_DOCUMENTS = 30, 4
MANY_FOODS = 4000
EDITS = 3  # of each document
ONE_PIECE = 60.0  # [s]
TEN_MINUTES = 600.0  # [s]
Case = dict[str, float | str | None]


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _cold_relaxation(catalogue: Catalogue, document: Document) -> float:
    """Seconds HiGHS alone takes for the linear relaxation of a day; building and loading the model are not counted."""
    model = build_model(question_of(horizon_of(catalogue, document), 1, {}))
    return float(solver.relax(model.problem, Clock(60.0)).highs.getRunTime())


def _edit_times(catalogue: Catalogue, document: Document) -> Iterator[float]:
    """One taste changed to an audited day, with the model of the day before at hand, as the window has it."""
    planner = Planner(catalogue)
    first = planner.make_plan(Request(document))
    if not isinstance(first, Solved):
        return
    portions = list(first.plan.days[0].portions)
    for number, portion in enumerate(portions[:: max(1, len(portions) // EDITS)][:EDITS]):
        edited = document.with_taste(portion.food.id, (NEVER, LOVE)[number % 2])
        planner.make_plan(Request(document, before=first.plan))
        yield _seconds(lambda e=edited: planner.make_plan(Request(e, before=first.plan)))  # type: ignore[misc]


def day_edit(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    times = [list(_edit_times(catalogue, document)) for document in chosen]
    ratios = [
        statistics.median(each) / _cold_relaxation(catalogue, document)
        for each, document in zip(times, chosen, strict=True)
        if each
    ]
    every = [seconds for each in times for seconds in each]
    median = statistics.median(every)
    yield {
        "case": "day_edit_600",
        "median_s": median,
        "p95_s": share_of(every, 0.95),
        "ratio_to_lp": statistics.median(ratios),
    }
    many = larger(catalogue, MANY_FOODS)
    slow = [seconds for document in chosen[: max(2, len(chosen) // 3)] for seconds in _edit_times(many, document)]
    yield {
        "case": "day_edit_4000",
        "median_s": statistics.median(slow),
        "ratio_to_600": statistics.median(slow) / median,
    }


def _first(catalogue: Catalogue, document: Document, days: int) -> float:
    planner = Planner(catalogue)
    return _seconds(lambda: planner.make_plan(Request(document.with_days(days), better=False)))


def firsts(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    weeks = [_first(catalogue, document, 7) for document in chosen]
    yield {"case": "week_first_600", "median_s": statistics.median(weeks)}
    months = [_first(catalogue, document, 28) for document in chosen[: max(2, len(chosen) // 3)]]
    yield {
        "case": "month_600",
        "median_s": statistics.median(months),
        "ratio_to_week": statistics.median(months) / statistics.median(weeks),
    }


def _gaps(catalogue: Catalogue, document: Document) -> tuple[float, float, float]:
    """The gap after 5 s, after 30 s, and the penalty then."""
    started = time.perf_counter()
    known: list[tuple[float, float]] = []
    planner = Planner(catalogue)
    outcome = planner.make_plan(
        Request(
            document.with_days(7),
            seconds=30.0,
            found=lambda solved: known.append((time.perf_counter() - started, solved.gap)),
        )
    )
    if not isinstance(outcome, Solved):
        return 1.0, 1.0, math.inf
    soon = [gap for seconds, gap in known if seconds <= 5.0]
    return (soon[-1] if soon else 1.0), outcome.gap, outcome.penalty


def _few(chosen: Sequence[Document]) -> Sequence[Document]:
    """Half of the documents of the quick form, for what takes half a minute each."""
    return chosen[: max(1, len(chosen) // 2)] if len(chosen) <= QUICK_DOCUMENTS else chosen


def weeks(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    chosen = _few(chosen)
    found = [_gaps(catalogue, document) for document in chosen]
    yield {"case": "week_5s_600", "gap": statistics.median(soon for soon, _, _ in found)}
    above = [above_best(number, points) for number, (_, _, points) in enumerate(found)]
    known = [share for share in above if share is not None]
    ratios = []
    for (_, _, points), document in list(zip(found, chosen, strict=True))[: max(1, len(chosen) // 6)]:
        whole = one_piece(horizon_of(catalogue, document.with_days(7)), ONE_PIECE)
        ratios.append(0.0 if whole is None else points / whole)  # nothing found is infinitely dear
    yield {
        "case": "week_30s_600",
        "gap": statistics.median(late for _, late, _ in found),
        "above_best": statistics.median(known) if known else None,
        "ratio_to_one_piece": statistics.median(ratios),
    }


def clicks(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    """Clicks on a week, first plans in fresh processes, and another plan."""
    chosen = _few(chosen)
    yardsticks = [_cold_relaxation(catalogue, document) for document in chosen]
    case, median = week_click(catalogue, chosen, yardsticks)
    yield case
    few = chosen[: max(1, len(chosen) // 4)]
    yield week_click_many(larger(catalogue, MANY_FOODS), few, median)
    yield another(catalogue, chosen)
    yield week_first(yardsticks)
    yield day_first(chosen, yardsticks)


def window(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    """The cases of the window, more of each where there are more documents."""
    from benchmarks.window import window_cases  # the others need no Qt

    yardstick = statistics.median(_cold_relaxation(catalogue, document) for document in chosen[:3])
    return window_cases(clicks=5 * len(chosen), starts=min(9, len(chosen) + 1), yardstick=yardstick)


def years(catalogue: Catalogue, chosen: Sequence[Document]) -> Iterator[Case]:
    from benchmarks.ten_years import ten_years  # the others need no Qt

    yield ten_years(catalogue, clicks=3 * len(chosen))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the planner")
    parser.add_argument("--quick", action="store_true", help="fewer documents, within six minutes")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    parser.add_argument("--window", action="store_true", help="only the cases of the window")
    parser.add_argument("--years", action="store_true", help="only the case of ten years of days")
    parser.add_argument("--best", action="store_true", help="search each week for ten minutes, for benchmarks/cases.py")
    options = parser.parse_args()
    catalogue = read_catalogue(FOODS)
    chosen = list(documents(catalogue, QUICK_DOCUMENTS if options.quick else DOCUMENTS))
    if options.best:
        for number, document in enumerate(chosen):
            print(f"    {number}: {long_search(catalogue, document, TEN_MINUTES):.2f},", flush=True)
        return
    for measure in (
        (years,) if options.years else (window,) if options.window else (day_edit, clicks, firsts, weeks, years, window)
    ):
        for case in measure(catalogue, chosen):
            text = json.dumps(case) if options.json else "  ".join(f"{key} {value}" for key, value in case.items())
            print(text, flush=True)


if __name__ == "__main__":
    main()
