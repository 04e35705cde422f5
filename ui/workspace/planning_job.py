"""Has plans made in the background, one at a time: what the newest decisions ask for is what is planned."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from planner import times
from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.optimise.request import Request
from planner.plan.outcomes import Infeasible, Outcome, Solved
from planner.plan.plan import WEEK, Plan
from ui.base.background import Background, Progress
from ui.workspace.planner_calls import MakesPlans

DEBOUNCE = 120  # [ms] edits that follow each other so soon are planned together
SECONDS_LEAST, SECONDS_A_DAY = 10.0, 5.0  # [s] the planner's guard against a search without end; Esc ends it sooner
NEVER_LESS = 10_000  # [steps / day] more than any day has: the planner keeps what the day had


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan is made for, and the plan on screen, which it resembles unless it is made anew."""

    catalogue: Catalogue
    document: Document
    shown: Plan | None


class PlanningJob(QObject):
    """The plan that is being made, or will be in a moment.

    ``wanted`` gives what to plan for when planning begins, None where nothing can be planned. Where there is no plan
    on screen yet, the first day is planned before all of them, so that there is something to see.

    Signals:
        answered: the planner's outcome for all days.
        first_day: the plan of the first day; the others follow.
        failed: the exception that ended planning.
        progressed: the day being planned and the number of days.
        changed: ``busy`` may be another one.
    """

    answered = Signal(object)
    first_day = Signal(object)
    failed = Signal(object)
    progressed = Signal(int, int)
    changed = Signal()

    def __init__(self, planner: MakesPlans, wanted: Callable[[], Wanted | None], parent: QObject) -> None:
        super().__init__(parent)
        self._planner, self._wanted = planner, wanted
        self._raised: dict[str, int] = {}  # foods whose portions must not fall in the next plan
        self._seed = 0
        self._anew = False
        self._of_first_day = False
        self._last_edit = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DEBOUNCE)
        self._timer.timeout.connect(self.start)
        self._background = Background(self)
        self._background.answered.connect(self._answered)
        self._background.failed.connect(self.failed)
        self._background.progressed.connect(self.progressed)
        self._background.busy_changed.connect(lambda _busy: self.changed.emit())

    @property
    def busy(self) -> bool:
        """Whether a plan is being made, or will be in a moment."""
        return self._timer.isActive() or self._background.busy

    @property
    def anew(self) -> bool:
        """Whether the next plan need not resemble the one on screen."""
        return self._anew

    @property
    def seed(self) -> int:
        """That of the plan on screen; another one leads to another plan for the same document."""
        return self._seed

    # What the next plan is like

    def keep_portions(self, foods: Iterable[str]) -> None:
        """In the next plan the portions of these foods do not fall: the user likes them better now."""
        self._raised |= dict.fromkeys(foods, NEVER_LESS)

    def free_portions(self, food: str) -> None:
        """Takes ``keep_portions`` back."""
        self._raised.pop(food, None)

    def keeps(self, food: str) -> bool:
        """Whether the portions of a food must not fall in the next plan."""
        return food in self._raised

    def make_anew(self, anew: bool) -> None:
        """Whether the next plan is to be unlike the one on screen."""
        self._anew = anew

    def count_on(self) -> None:
        """The next plan is another one also where the document is the same."""
        self._seed += 1

    def settle(self) -> None:
        """A plan fits what was decided: nothing is asked of the next one any more."""
        self._raised.clear()
        self._anew = False

    # Beginning and ending

    def soon(self) -> None:
        """Plans after an edit; at once where it comes alone, so that the planner works while the window is painted."""
        patience = self._patience()
        if patience:
            self._timer.start(patience)
        else:
            self._timer.stop()
            self.start()

    def wait(self) -> None:
        """Plans in a moment."""
        self._timer.start(DEBOUNCE)
        self.changed.emit()

    def drop_wait(self) -> None:
        """Does not begin what was to begin in a moment."""
        self._timer.stop()

    def cancel(self) -> None:
        """Drops the plan that is being made."""
        self._background.cancel()

    def close(self) -> None:
        """Drops the plan that is being made and waits for the end of the work."""
        self._background.close()

    def start(self, whole: bool = False) -> None:
        """Plans now. ``whole`` plans all days at once also where there is no plan on screen yet."""
        wanted = self._wanted()
        if wanted is None:
            return
        document = wanted.document
        self._of_first_day = wanted.shown is None and document.days > WEEK and not whole
        if self._of_first_day:
            document = document.with_days(1)
        request = Request(
            document,
            before=None if self._anew else wanted.shown,
            other_than=wanted.shown if self._anew else None,
            least_steps={} if self._anew else dict(self._raised),
            seed=self._seed,
            seconds=max(SECONDS_LEAST, SECONDS_A_DAY * document.days),
            better=False,
            bounded=False,
        )

        def work(stop: threading.Event, progress: Progress) -> Outcome:
            return self._planner(wanted.catalogue, replace(request, stop=stop, progress=progress))

        times.stop("planner asked")
        self._background.start(work)

    def _patience(self) -> int:
        """How long planning waits [ms]: not at all after an edit that comes alone."""
        alone = not self._last_edit.isValid() or self._last_edit.elapsed() > DEBOUNCE
        self._last_edit.start()
        return 0 if alone else DEBOUNCE

    def _answered(self, outcome: object) -> None:
        times.stop("answer received")
        match outcome:
            case Solved(plan=plan) if self._of_first_day:
                self.first_day.emit(plan)
                self.start()
            case Infeasible() if self._of_first_day:
                self.start(whole=True)  # the repairs of one day would drop the others
            case _:
                self.answered.emit(outcome)
