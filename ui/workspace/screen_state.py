"""All that the views draw, as one frozen value: made by one function, handed to every view, compared with the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from planner.document.document import Document
from planner.editing.calendar import days_to_mark
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.needs.notices import ASK
from planner.needs.targets import Targets
from planner.plan.household_portions import NOBODY, Household
from planner.plan.outcomes import Explanation, Solved
from planner.plan.plan import Day, Plan
from ui.workspace.serving import Serving
from ui.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ScreenState:
    """What was decided, the plan on screen, and what is said of both.

    ``stale`` says that the plan is from before the last edit; ``before`` is the plan before it. ``household`` is what
    the others eat of the plan, ``notices`` what is said beside the nutrition. ``trouble`` says why nothing can be
    planned, ``refused`` why the kept file must not be written over, ``explanation`` why there is no plan.
    ``shown_day`` is the number of the day on screen, which the plan's view chooses. ``today`` is the window's date.
    """

    document: Document = field(default_factory=Document)
    catalogue: Catalogue | None = None
    plan: Plan | None = None
    before: Plan | None = None
    stale: bool = False
    planning: bool = False
    targets: Targets | None = None
    household: Household = NOBODY
    notices: tuple[str, ...] = ()
    notice_groups: Mapping[str, str] = field(default_factory=dict)  # of the notices' sentences, those of GROUPS
    solved: Solved | None = None
    trouble: str | None = None
    refused: str | None = None
    explanation: Explanation | None = None
    undo_name: str | None = None
    redo_name: str | None = None
    shown_day: int = 1
    today: date | None = None

    @property
    def marked_from(self) -> Plan | None:
        """The plan that the one on screen is compared with to mark what an edit changed."""
        return None if self.stale else self.before

    @property
    def complete(self) -> bool:
        """Whether the plan on screen is that of the document: it can be printed, exported, and asked about."""
        known = self.plan is not None and self.targets is not None and self.catalogue is not None
        return known and not self.stale

    @property
    def days_to_mark(self) -> int:
        """How many days of the plan are not in the future: of their meals one can say what became of them."""
        return 0 if self.today is None else days_to_mark(self.document, self.today)

    @property
    def day(self) -> Day | None:
        """The day on screen."""
        return next((day for day in self.plan.days if day.number == self.shown_day), None) if self.plan else None

    @property
    def meals(self) -> tuple[tuple[str, str], ...]:
        """The id and the name of each meal of the day on screen."""
        day = self.day
        return tuple((meal.meal, read_templates().meal(meal.meal).name) for meal in day.meals) if day else ()


def screen_state(workspace: Workspace, serving: Serving, day: int) -> ScreenState:
    """What is to be drawn now; ``day`` is the number of the day on screen. It reads, and changes nothing."""
    return ScreenState(
        document=workspace.document,
        catalogue=workspace.catalogue,
        plan=workspace.plan,
        before=workspace.before,
        stale=workspace.stale,
        planning=workspace.planning,
        targets=workspace.targets,
        household=serving.household,
        notices=(*serving.notices, *workspace.notices),
        notice_groups=_groups(workspace, serving),
        solved=workspace.solved,
        trouble=workspace.trouble,
        refused=workspace.refused,
        explanation=workspace.explanation,
        undo_name=workspace.history.undo_name,
        redo_name=workspace.history.redo_name,
        shown_day=day,
        today=workspace.today(),
    )


def _groups(workspace: Workspace, serving: Serving) -> Mapping[str, str]:
    """The group of each notice; those of others at the table may be grave, so they stand near the top."""
    return dict.fromkeys(serving.notices, ASK) | {each.sentence: each.group for each in workspace.grouped_notices}
