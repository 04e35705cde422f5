"""The cancel rig: stops a solve at a random moment, and asks how soon what answer came, and whether it is true."""

import math
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs import adjusted_targets
from planner.plan.outcomes import Infeasible, Outcome, Solved, Stopped
from tests.patience import Impatient
from tests.rigs.independent import state
from tests.rigs.judge import POINTS_SLACK, wrong_with
from tests.rigs.random_documents import Asked

SOON = 0.3  # [s] an answer after the stop event
STUCK = 30.0  # [s] by the clock on the wall, however busy the machine is

Told = Callable[[Solved], None]  # every complete plan on the way
MakeUntil = Callable[[Catalogue, Document, threading.Event, Told], Outcome]


@dataclass(slots=True)
class Answers:
    """How the answers divide, how long each took [s], and what is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    waits: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        waits = sorted(self.waits) or [math.nan]
        middle, late, last = (waits[int(share * (len(waits) - 1))] for share in (0.5, 0.95, 1.0))
        said = f"{dict(sorted(self.counts.items()))}; waited {middle:.3f} s, 95 % {late:.3f} s, at most {last:.3f} s"
        return "\n".join([said, *self.wrong])


@dataclass(frozen=True, slots=True)
class Cancelled:
    """What came, and how long after the stop event [s]: by the clock on the wall and by the processor's own time."""

    outcome: Outcome
    wall: float
    own: float
    told: tuple[Solved, ...] = ()  # the plans that were complete before

    def wait(self, stuck: float = STUCK) -> float:
        """The smaller of the two [s]: on a busy machine the clock on the wall counts other people's work.

        Somebody who waits for a lock uses no processor; past ``stuck`` the clock on the wall is believed.
        """
        return self.wall if self.wall > stuck else min(self.wall, self.own)


def moments(rng: random.Random, longest: float = 6.0) -> Iterator[float]:
    """Random moments [s], as many in each power of ten: most of a solve's kinds of work are short."""
    while True:
        yield math.exp(rng.uniform(math.log(0.01), math.log(longest)))


def cancel(make: MakeUntil, asked: Asked, moment: float) -> Cancelled | None:
    """The answer to a document whose solve is stopped after ``moment`` [s]; None when it had answered before."""
    stop = threading.Event()
    ended: list[tuple[float, float]] = []
    told: list[Solved] = []

    def end() -> None:
        ended.append((time.monotonic(), time.process_time()))
        stop.set()

    timer = threading.Timer(moment, end)
    timer.start()
    try:
        outcome = make(asked.catalogue, asked.document, stop, told.append)
        now, own = time.monotonic(), time.process_time()
    finally:
        timer.cancel()
        timer.join()
    if not ended or ended[0][0] >= now:
        return None
    return Cancelled(outcome, now - ended[0][0], own - ended[0][1], tuple(told))


def cancel_often(
    make: MakeUntil,
    documents: Iterable[Asked],
    templates: Templates,
    *,
    longest: float = 6.0,
    soon: float = SOON,
    stuck: float = STUCK,
) -> Answers:
    """Cancels one solve for each document, after ``longest`` at most [s], and judges the answers."""
    found = Answers()
    for asked, moment in zip(documents, moments(random.Random(1), longest), strict=False):
        name = f"document {asked.number} stopped after {moment:.3f} s"
        try:
            cancelled = cancel(make, asked, moment)
        except Exception as error:  # noqa: BLE001 - this is what the rig looks for
            found.wrong.append(f"{name}: {type(error).__name__}: {error}")
            continue
        if cancelled is None:
            found.counts["answered before"] += 1
            continue
        found.counts[type(cancelled.outcome).__name__.lower()] += 1
        found.waits.append(cancelled.wait(stuck))
        if found.waits[-1] > soon:
            late = f"answers after {cancelled.wall:.2f} s, {cancelled.own:.2f} s of its own work"
            found.wrong.append(f"{name}: {late}")
        found.wrong += [f"{name}: {sentence}" for sentence in wrong_answer(cancelled, asked, templates)]
    return found


def cancel_by_work(
    make: MakeUntil, documents: Iterable[Asked], templates: Templates, *, most_asks: int, soon: int
) -> Answers:
    """As ``cancel_often``, but on any machine: each solve is stopped when it has asked so often whether to stop.

    ``soon`` is how often it may ask again before it answers; the waits are in such questions, not in seconds.
    """
    found, rng = Answers(), random.Random(1)
    for asked in documents:
        stop, told = Impatient(round(math.exp(rng.uniform(0, math.log(most_asks))))), list[Solved]()
        outcome = make(asked.catalogue, asked.document, stop, told.append)
        if not threading.Event.is_set(stop):
            found.counts["answered before"] += 1
            continue
        found.counts[type(outcome).__name__.lower()] += 1
        found.waits.append(stop.asked_after)
        if stop.asked_after > soon:
            found.wrong.append(f"document {asked.number}: asks {stop.asked_after} times more")
        cancelled = Cancelled(outcome, 0.0, 0.0, tuple(told))
        found.wrong += [f"document {asked.number}: {said}" for said in wrong_answer(cancelled, asked, templates)]
    return found


def wrong_answer(cancelled: Cancelled, asked: Asked, templates: Templates) -> Iterator[str]:
    """What is wrong with an answer, however early it was asked for.

    A plan that does not hold, a proof that is none, less than what was found already.
    """
    outcome = cancelled.outcome
    best = min((solved.penalty for solved in cancelled.told), default=math.inf)
    if best < math.inf and not (isinstance(outcome, Solved) and outcome.penalty <= best + POINTS_SLACK):
        yield f"a plan of {best:g} points was found, and the answer is not as good"
    document = asked.document
    targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed)
    match outcome:
        case Solved():
            statement = state(document, asked.catalogue, targets, templates)
            yield from wrong_with(outcome, document, targets, statement, templates)
        case Infeasible():
            if state(document, asked.catalogue, targets, templates).exists():
                yield "said to be infeasible, but SciPy finds a plan"
        case Stopped():
            pass
