"""How the window calls the planner: one signature, so that a test can put another planner in its place."""

import threading
from collections.abc import Callable, Mapping
from typing import Protocol

from planner.catalogue import Catalogue
from planner.document import Document
from planner.plan import Outcome, Plan


class Planner(Protocol):
    """``planner.optimizer.make_plan``, or what a test puts in its place."""

    def __call__(
        self,
        catalogue: Catalogue,
        document: Document,
        *,
        before: Plan | None,
        least_steps: Mapping[str, int],
        seed: int,
        seconds: float,
        stop: threading.Event,
        progress: Callable[[int, int], None],
    ) -> Outcome: ...


def optimizer(
    catalogue: Catalogue,
    document: Document,
    *,
    before: Plan | None,
    least_steps: Mapping[str, int],
    seed: int,
    seconds: float,
    stop: threading.Event,
    progress: Callable[[int, int], None],
) -> Outcome:
    """The real planner, imported in the worker: its libraries cost more than the first paint."""
    from planner.optimizer import make_plan

    return make_plan(
        catalogue,
        document,
        before=before,
        least_steps=least_steps,
        seed=seed,
        seconds=seconds,
        stop=stop,
        progress=progress,
    )
