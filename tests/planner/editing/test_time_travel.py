"""Days pass over the ends of years and months, changes of clocks and zones, and back: no day lost, none twice."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import icalendar
import pytest

from planner.document.document import Document
from planner.document.document_json import with_id
from planner.editing.calendar import move_on
from planner.foods.meals import read_templates
from planner.output.icalendar_file import plan_to_ics
from planner.plan.plan import Plan
from tests.planner.editing.test_calendar import KEPT, PLAN, TARGETS

FAR = timezone(timedelta(hours=10))
STARTS = {
    "31 December": date(2026, 12, 29),
    "29 February": date(2028, 2, 26),
    "clocks go forward": date(2027, 3, 25),
    "clocks go back": date(2026, 10, 22),
}


def events_of(document: Document, plan: Plan, zone: timezone) -> dict[str, datetime]:
    """When each meal begins, by the name of its event; a name that is there twice is refused."""
    now = datetime(2026, 11, 23, 23, 30, tzinfo=zone)
    events: list[Any] = list(
        icalendar.Calendar.from_ical(plan_to_ics(plan, document, read_templates(), now.date(), now)).walk("VEVENT")
    )
    found = {str(event["UID"]): event["DTSTART"].dt for event in events}
    assert len(found) == len(events)
    return found


@pytest.mark.parametrize("zone", [UTC, FAR], ids=["here", "ten hours away"])
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_that_each_day_passes_once_and_calendars_hold_each_meal_once(start: date, zone: timezone) -> None:
    """Meals have the time of wherever somebody is: what a zone or a change of clocks does to it is the calendar's."""
    document, plan = with_id(Document(days=7, start=start)), PLAN
    whole = events_of(document, plan, zone)
    assert sorted(when.date() for when in whole.values()) == [start + timedelta(days=after) for after in range(7)]
    assert all(when.tzinfo is None for when in whole.values())
    for after in range(1, 7):
        found = move_on(document, plan, TARGETS, start + timedelta(days=after), KEPT)
        assert found.over == 1
        assert found.plan is not None
        document, plan = found.document, found.plan
        left = events_of(document, plan, zone)
        assert left == {name: when for name, when in whole.items() if when.date() >= start + timedelta(days=after)}
    assert [day.date for day in document.recorded] == [start + timedelta(days=after) for after in range(6)]


@pytest.mark.parametrize("back", [1, 31, 366])
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_that_a_clock_set_back_and_forth_loses_nothing_and_records_nothing_twice(start: date, back: int) -> None:
    today = start + timedelta(days=3)
    first = move_on(Document(days=7, start=start), PLAN, TARGETS, today, KEPT)
    there = move_on(first.document, first.plan, TARGETS, today - timedelta(days=back), KEPT)
    assert (there.document, there.plan, there.over) == (first.document, first.plan, 0)
    again = move_on(there.document, there.plan, TARGETS, today + timedelta(days=1), KEPT)
    assert [day.date for day in again.document.recorded] == [start + timedelta(days=after) for after in range(4)]
    assert again.document.recorded[:3] == first.document.recorded


def test_that_a_day_recorded_in_the_future_of_the_clock_stays_and_is_not_planned_over() -> None:
    """The clock was a year ahead for a while: what was recorded then is kept when those days come."""
    start = date(2026, 11, 23)
    ahead = move_on(Document(days=7, start=start), PLAN, TARGETS, start + timedelta(days=400), KEPT)
    assert len(ahead.document.recorded) == 7
    now = move_on(ahead.document.with_start(start), PLAN, TARGETS, start + timedelta(days=2), KEPT)
    assert now.document.recorded == ahead.document.recorded
