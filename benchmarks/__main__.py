"""Measures the planner: ``python -m benchmarks [--quick] [--json]``, one case a line.

Cases: ``day_edit_600`` is one edited taste to an audited day (median_s, p95_s, ratio_to_lp: against the cold linear
relaxation of the same day by HiGHS alone, in the same run); ``week_first_600`` is seven days from nothing
(median_s, gap).
"""

import argparse
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from planner import optimizer, safety, solver
from planner.catalogue import Catalogue, read_catalogue
from planner.document import LIKE, LOVE, NEVER, RARELY, Document
from planner.horizon import points
from planner.model import build_model
from planner.optimizer import Planner
from planner.plan import Solved, profile_allows
from planner.profile import ACTIVITIES, DIETS, SEXES, Profile
from planner.question import Question
from planner.solver import Clock
from planner.templates import read_templates

FOODS = Path(__file__).parent.parent / "foods.csv"
DOCUMENTS, QUICK_DOCUMENTS = 30, 6
SEED = 20261122
Case = dict[str, float | str]


def documents(catalogue: Catalogue, count: int) -> Iterator[Document]:
    """Seeded documents: varied tastes, none, plant-based, many exclusions."""
    chance = random.Random(SEED)
    foods = sorted(catalogue.foods)
    for number in range(count):
        tastes = {
            food: chance.choice((NEVER, RARELY, LIKE, LOVE)) for food in chance.sample(foods, (0, 30, 80)[number % 3])
        }
        profile = Profile(
            sex=chance.choice(SEXES),
            age_years=chance.randint(19, 80),
            height_cm=chance.randint(155, 190),
            weight_kg=chance.randint(55, 95),
            activity=chance.choice(ACTIVITIES),
            diet=DIETS[number % len(DIETS)],
        )
        yield Document(profile=profile, tastes=tastes)


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _cold_relaxation(catalogue: Catalogue, document: Document) -> float:
    """Seconds HiGHS alone takes for the linear relaxation of a day; building and loading the model are not counted."""
    targets = safety.targets_of(document.profile, document.targets, document.confirmed)
    templates = read_templates()
    foods = tuple(food for food in catalogue if profile_allows(document.profile, food))
    cost = {food.id: points(food, document.taste(food.id), 0) for food in foods}
    question = Question(1, foods, templates.meals_for(targets.energy_kcal), templates, targets, cost)
    relaxed = solver.relax(build_model(question).problem, Clock(60.0))
    return float(relaxed.highs.getRunTime())


def day_edit(catalogue: Catalogue, chosen: Sequence[Document]) -> Case:
    """One taste changed to an audited day, with the model of the day before at hand, as the window has it."""
    times, ratios = [], []
    for document in chosen:
        planner = Planner(catalogue)
        first = planner.make_plan(document)
        if not isinstance(first, Solved):
            continue
        food = next(portion.food for portion in first.plan.days[0].portions)
        edited = document.with_taste(food.id, NEVER)
        times.append(_seconds(lambda p=planner, e=edited, b=first.plan: p.make_plan(e, before=b)))  # type: ignore[misc]
        ratios.append(times[-1] / _cold_relaxation(catalogue, document))
    return {
        "case": "day_edit_600",
        "median_s": statistics.median(times),
        "p95_s": sorted(times)[int(0.95 * (len(times) - 1))],
        "ratio_to_lp": statistics.median(ratios),
    }


def week_first(catalogue: Catalogue, chosen: Sequence[Document]) -> Case:
    """Seven days from nothing."""
    times, gaps = [], []
    for document in chosen:
        started = time.perf_counter()
        outcome = optimizer.make_plan(catalogue, document.with_days(7))
        times.append(time.perf_counter() - started)
        if isinstance(outcome, Solved):
            gaps.append(outcome.gap)
    return {"case": "week_first_600", "median_s": statistics.median(times), "gap": statistics.median(gaps)}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure the planner")
    parser.add_argument("--quick", action="store_true", help="fewer documents, within five minutes")
    parser.add_argument("--json", action="store_true", help="one JSON object a line")
    options = parser.parse_args()
    catalogue = read_catalogue(FOODS)
    chosen = list(documents(catalogue, QUICK_DOCUMENTS if options.quick else DOCUMENTS))
    for measure in (day_edit, week_first):
        case = measure(catalogue, chosen)
        text = json.dumps(case) if options.json else "  ".join(f"{key} {value}" for key, value in case.items())
        print(text, flush=True)


if __name__ == "__main__":
    main()
