"""Four weeks in the real window with the real planner, and a clock the test moves; what is on screen is in the file."""

from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.document.document import EATEN, NEVER, SKIPPED, Document, Habits, Mark, RecordedDay, Stored
from planner.files.store import load, save
from planner.foods.meals import read_templates
from planner.plan.audit import audit
from planner.plan.looking_back import days_before
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import press
from tests.ui.conftest import OpenWindow
from ui.window.app import Built
from ui.workspace.day_clock import DayClock

MONDAY = date(2026, 12, 28)  # the weeks pass the end of a year
AHEAD = 3  # [days] enough for every seam, and soon planned


class Life:
    """The window, its clock, and what is claimed after every step."""

    def __init__(self, qtbot: QtBot, open_window: OpenWindow, path: Path) -> None:
        self.qtbot, self.path, self.now = qtbot, path, MONDAY
        self.built: Built = open_window(today=lambda: self.now)
        self.recorded: dict[date, RecordedDay] = {}

    @property
    def document(self) -> Document:
        return self.built.workspace.document

    def planned(self) -> Plan:
        """The plan on screen once it is that of the document: audited, in the file, and no recorded day changed."""
        workspace = self.built.workspace
        self.qtbot.waitUntil(lambda: not workspace.planning and not workspace.stale and workspace.plan is not None)
        plan, document = workspace.plan, workspace.document
        assert plan is not None
        assert workspace.targets is not None
        assert workspace.catalogue is not None
        before = days_before(document, workspace.catalogue)
        assert audit(plan, document, workspace.targets, read_templates(), before.days) == ()
        assert len(self.built.window.plan.tiles) == document.days
        assert self.built.window.plan.tiles[0].accessibleName().startswith("Today, ")
        self.kept(plan)
        return plan

    def kept(self, plan: Plan | None) -> None:
        assert self.built.workspace.save()
        stored = load(self.path)
        assert stored is not None
        assert stored.document == self.document
        assert stored.plan == (plan_to_fixed(plan) if plan is not None else ())
        for day in self.document.recorded:
            assert self.recorded.setdefault(day.date, day) == day
        assert [day.date for day in self.document.recorded] == sorted(self.recorded)

    def pass_days(self, days: int) -> None:
        self.now += timedelta(days=days)
        clock = self.built.window.findChild(DayClock)
        assert clock is not None
        clock.look()

    def more(self) -> Plan:
        """The next days, by the line that offers them; today's meals stay."""
        today = self.planned().days[0]
        line = self.built.window.plan.next_days
        assert line.isVisibleTo(self.built.window)
        line.button.click()
        plan = self.planned()
        assert plan.days[0] == today
        assert len(plan.days) == 1 + AHEAD
        return plan


def test_that_four_weeks_go_on_from_each_other(qtbot: QtBot, open_window: OpenWindow, document_path: Path) -> None:
    habits = Habits(most_foods=45, minutes=40, weekend_minutes=90)
    save(document_path, Stored(Document(days=AHEAD, start=MONDAY, days_ahead=AHEAD, habits=habits)))
    life = Life(qtbot, open_window, document_path)
    first = life.planned()

    # Tuesday: breakfast is eaten, by key, and a food of tomorrow is never to come again
    life.pass_days(1)
    second = life.planned()
    assert [day.meals for day in second.days] == [day.meals for day in first.days[1:]]
    face = life.built.window.plan.cards[0, 0].portions[0].face
    face.setFocus()
    press(face, Qt.Key.Key_E)
    assert life.document.mark_of(1, "breakfast") == Mark(EATEN)
    eaten = second.days[0].meal("breakfast")
    today = {food.id for food in (portion.food for portion in second.days[0].portions)}
    gone = next(portion.food.id for portion in second.days[1].portions if portion.food.id not in today)
    life.built.workspace.rate([gone], NEVER)
    third = life.planned()
    assert third.days[0].meal("breakfast") == eaten
    assert not third.steps(gone)

    # Wednesday is the last day: dinner is skipped, and the next days are planned behind it
    life.pass_days(1)
    life.planned()
    life.built.workspace.mark(1, ("dinner",), Mark(SKIPPED))
    life.planned()
    assert not life.more().steps(gone)

    # The days go by to the last one, and a plan goes on across the end of the year
    life.pass_days(AHEAD)
    life.more()
    assert life.now > date(2026, 12, 31)

    # A week away: the days that were planned are recorded, the others are not known, and nothing plans by itself
    life.pass_days(10)
    assert life.built.workspace.plan is None
    assert not life.built.workspace.planning
    assert max(life.document.recorded, key=lambda day: day.date).date < life.now - timedelta(days=1)
    life.kept(None)
    life.built.window.again_button.click()
    life.planned()
    assert life.document.start == life.now

    # A clock set back changes nothing, and undo brings no day back
    before = life.document
    life.pass_days(-40)
    assert life.document == before
    life.pass_days(40)
    while life.built.workspace.history.can_undo:
        life.built.workspace.undo()
    assert life.document.recorded == before.recorded
