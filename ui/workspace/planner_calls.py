"""How the window calls the planner: one signature, so that a test can put another planner in its place."""

import threading
from typing import TYPE_CHECKING, Protocol

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Plan

if TYPE_CHECKING:
    from planner import planner


class MakesPlans(Protocol):
    """``WarmPlanner``, or what a test puts in its place."""

    def __call__(self, catalogue: Catalogue, request: Request) -> Outcome: ...


class WarmPlanner:
    """The real planner. It keeps its model as long as the catalogue stays the same, so that an edit costs no new one.

    Called in the worker, one call at a time; imported there too: its libraries cost more than the first paint.
    """

    def __init__(self) -> None:
        self._kept: planner.Planner | None = None

    def __call__(self, catalogue: Catalogue, request: Request) -> Outcome:
        return self._planner(catalogue).make_plan(request)

    def prove(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> Solved:
        """The plan on screen with the bound it was shown without."""
        return self._planner(catalogue).prove(document, plan, seed=seed, stop=stop)

    def improve(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> tuple[Solved, Solved]:
        """The plan on screen and one at least as good, looked for while it is read."""
        return self._planner(catalogue).improve(document, plan, seed=seed, stop=stop)

    def _planner(self, catalogue: Catalogue) -> "planner.Planner":
        from planner import planner  # slow to load

        if self._kept is None or self._kept.catalogue is not catalogue:
            self._kept = planner.Planner(catalogue)
        return self._kept
