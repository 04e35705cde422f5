"""Looks for a better plan while the one on screen is read, and offers it; it never changes the plan by itself."""

import threading
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.language.translate import _
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from ui.base.background import Background
from ui.workspace.workspace import Workspace

QUIET = 2_000  # [ms] after the last change of the plan; a click is never kept waiting
WORTH_AN_OFFER = 0.5  # [penalty points / day]


class Improves(Protocol):
    """``Optimizer``, or what a test puts in its place."""

    def prove(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> Solved: ...

    def improve(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> tuple[Solved, Solved]: ...


class BetterPlan(QObject):
    """The search beside the reading.

    Signals:
        offered: there is a better plan, or no longer.
    """

    offered = Signal(bool)

    def __init__(
        self, workspace: Workspace, optimizer: Improves, parent: QObject | None = None, quiet: int = QUIET
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._optimizer = optimizer
        self._offer: Solved | None = None
        self._searched: Plan | None = None  # nothing more is to be gained from this one
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(quiet)
        self._timer.timeout.connect(self._search)
        workspace.document_changed.connect(self._forget)
        workspace.plan_changed.connect(self._plan_changed)
        workspace.closing.connect(self.close)

    @property
    def searching(self) -> bool:
        """Whether a search is under way, or will be in a moment."""
        return self._timer.isActive() or self._background.busy

    def show(self) -> None:
        """Takes the plan on offer, as an edit that can be undone."""
        if (offer := self._offer) is not None:
            self._forget()
            self._searched = offer.plan
            self._workspace.show_plan(_("Show the better plan"), offer)

    def close(self) -> None:
        """Ends the search and waits for its end."""
        self._timer.stop()
        self._background.close()

    def _forget(self) -> None:
        self._timer.stop()
        self._background.cancel()
        if self._offer is not None:
            self._offer = None
            self._searched = None  # an edit that leaves the plan as it is has it looked for again
            self.offered.emit(False)

    def _plan_changed(self, plan: Plan | None, stale: bool) -> None:
        self._forget()
        if plan is None or stale:
            return
        solved = self._workspace.solved
        if solved is not None and not solved.bounded:
            self._prove()
        elif plan != self._searched:
            self._timer.start()

    def _prove(self) -> None:
        """Has the bound looked for that an edited plan is shown without; a better plan comes after it."""
        workspace = self._workspace
        catalogue, document, plan, seed = workspace.catalogue, workspace.document, workspace.plan, workspace.seed
        if catalogue is None or plan is None:
            return

        def work(stop: threading.Event, _progress: object) -> Solved:
            return self._optimizer.prove(catalogue, document, plan, seed=seed, stop=stop)

        self._background.start(work)

    def _search(self) -> None:
        workspace = self._workspace
        catalogue, document, plan, seed = workspace.catalogue, workspace.document, workspace.plan, workspace.seed
        if catalogue is None or plan is None or workspace.stale or workspace.planning:
            return

        def work(stop: threading.Event, _progress: object) -> tuple[Solved, Solved]:
            return self._optimizer.improve(catalogue, document, plan, seed=seed, stop=stop)

        self._background.start(work)

    def _answered(self, value: object) -> None:
        match value:
            case Solved(plan=plan) if plan == self._workspace.plan:
                self._workspace.know(value)
                if plan != self._searched:
                    self._timer.start()
            case (Solved() as shown, Solved() as better) if shown.plan == self._workspace.plan:
                self._searched = shown.plan
                if shown.penalty - better.penalty >= WORTH_AN_OFFER * len(better.plan.days):
                    self._offer = better
                    self.offered.emit(True)
