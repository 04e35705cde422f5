"""Serves everybody else of the household after each plan, while the plan is on screen already."""

import threading
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.plan.household_portions import NOBODY, Household, household_notices
from planner.plan.plan import Plan
from ui.base.background import Background, Progress
from ui.workspace.workspace import Workspace

KEPT = 8  # answers that undo and redo find again


class Serve(Protocol):
    """``serve``, or what a test puts in its place. Called in the worker."""

    def __call__(
        self, catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event
    ) -> Household: ...


def serve(catalogue: Catalogue, document: Document, plan: Plan, *, seed: int, stop: threading.Event) -> Household:
    """What everybody else of the household eats of a plan."""
    from planner.household.serve import (
        serve_household,  # in the worker too: its libraries cost more than the first paint
    )

    return serve_household(catalogue, document, plan, seed=seed, stop=stop)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an answer depends on: the plan, and the document without its list, which portions know nothing of."""

    catalogue: Catalogue
    document: Document
    plan: Plan
    seed: int


class Serving(QObject):
    """What the further people of the document eat of the plan on screen.

    Made before whoever draws it: when they hear of another plan, ``household`` is that plan's already, or empty until
    ``changed``.

    Signals:
        changed: the portions of the plan on screen were worked out, or could not be.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, serve: Serve = serve, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._serve = serve
        self._asked: _Asked | None = None  # what is worked out, or was
        self._shown: _Asked | None = None  # what ``household`` answers
        self._known: list[tuple[_Asked, Household]] = []  # the newest last
        self._failed = False
        self._household = NOBODY
        self._said: tuple[tuple[object, ...], tuple[str, ...]] | None = None  # ``notices``, and of what
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self._fail)
        workspace.plan_changed.connect(self._plan_changed)
        workspace.closing.connect(self.close)

    @property
    def household(self) -> Household:
        """What the others eat of the plan on screen; nobody's portions until they are worked out."""
        return self._household

    @property
    def waiting(self) -> bool:
        """Whether portions are being worked out."""
        return self._asked is not None and self._asked is not self._shown and not self._failed

    @property
    def notices(self) -> tuple[str, ...]:
        """What is said of the household, beside the workspace's own notices."""
        workspace = self._workspace
        names = [person.name for person in workspace.document.people]
        if not names or workspace.catalogue is None or workspace.stale:  # figures of an older plan are no news
            return ()
        if self.waiting:
            return (_("The portions of {names} are being worked out …").format(names=in_a_row(names)),)
        if self._failed:
            said = _("The portions of {names} could not be worked out; your own plan stands.")
            return (said.format(names=in_a_row(names)),)
        start = workspace.document.start
        facts = self._household, workspace.catalogue, workspace.notices, start
        if self._said is None or any(old is not new for old, new in zip(self._said[0], facts, strict=True)):
            said_already = frozenset(workspace.notices)
            foods = tuple(workspace.catalogue)
            self._said = facts, household_notices(self._household, foods, read_templates(), said_already, start)
        return self._said[1]

    def close(self) -> None:
        """Ends the work and waits for its end."""
        self._background.close()

    def _plan_changed(self, plan: Plan | None, stale: bool) -> None:
        """Serves a plan that fits the document; of the one before an edit, what was served stays readable."""
        workspace = self._workspace
        catalogue, people = workspace.catalogue, workspace.document.people
        if plan is None or stale or catalogue is None or not people:
            shown = self._shown
            self._stop()
            if plan is None or shown is None or shown.plan != plan or shown.document.people != people:
                self._show(None, NOBODY)
            return
        asked = _Asked(catalogue, workspace.document.without_list(), plan, workspace.seed)
        if asked == self._asked:
            return  # only the list or the usual days are others
        self._stop()
        self._asked = asked
        known = next((held for held in reversed(self._known) if held[0] == asked), None)
        if known is not None:
            self._asked = known[0]
            self._show(*known)
        else:
            self._show(None, NOBODY)
            self._start(asked)

    def _start(self, asked: _Asked) -> None:
        serve = self._serve

        def work(stop: threading.Event, _progress: Progress) -> Household:
            return serve(asked.catalogue, asked.document, asked.plan, seed=asked.seed, stop=stop)

        self._background.start(work)

    def _stop(self) -> None:
        self._background.cancel()
        self._asked = None
        self._failed = False

    def _show(self, asked: _Asked | None, household: Household) -> None:
        self._shown, self._household = asked, household

    def _answered(self, value: object) -> None:
        if isinstance(value, Household) and self._asked is not None:
            self._known = [*self._known[1 - KEPT :], (self._asked, value)]
            self._show(self._asked, value)
            self.changed.emit()

    def _fail(self, error: BaseException) -> None:
        """Its traceback is in the log."""
        self._failed = True
        self.changed.emit()
