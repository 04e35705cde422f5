"""The plan as an iCalendar file (RFC 5545): one event for each meal, at the user's local time wherever they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

from planner.document.document import Document
from planner.document.document_json import with_id
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.output.sheets import amount_text
from planner.plan.evening_before import evening_before
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Day, Meal, Plan, totals

if TYPE_CHECKING:
    import icalendar

TIMES = {
    "breakfast": time(8),
    "morning_snack": time(10, 30),
    "lunch": time(12, 30),
    "snack": time(15, 30),
    "dinner": time(18, 30),
    "evening_snack": time(20, 30),
}
EVENING = time(20)  # when tomorrow is thought of
NOON = time(12)  # of a meal whose time nobody set
LENGTH = timedelta(minutes=30)
PRODUCT = "-//Magnolia//Meal planner//EN"


def plan_to_ics(
    plan: Plan,
    document: Document,
    templates: Templates,
    today: date,
    now: datetime,
    household: Household = NOBODY,
) -> str:
    """Every meal as an event. A document that does not say when it starts begins ``today``.

    An event keeps its UID from export to export, so that a calendar replaces it instead of adding another; two
    documents have no UID in common (RFC 5545, 3.8.4.7).
    """
    import icalendar  # slow to load, and a window without an export has no use for it

    start, whose = document.start or today, with_id(document).id
    made = icalendar.Calendar()
    for name, value in (("version", "2.0"), ("prodid", PRODUCT), ("calscale", "GREGORIAN")):
        made.add(name, value)
    for day in plan.days:
        for evening in _evening(day, start, whose, now):
            made.add_component(evening)
        when = min(date.max - timedelta(days=day.number - 1), start) + timedelta(days=day.number - 1)
        for meal in (*day.meals, *_only_of_others(day, household, templates)):
            event = icalendar.Event()
            event.add("uid", f"{when:%Y%m%d}-{meal.meal}-{whose}@magnolia.invalid")
            event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
            event.add("dtstart", datetime.combine(when, TIMES.get(meal.meal, NOON)))
            event.add("duration", LENGTH)
            event.add("summary", one_line(_title(meal, templates)))
            event.add("description", "\n".join(map(one_line, _description(day, meal, household))))
            event.add("transp", "TRANSPARENT")
            made.add_component(event)
    content: bytes = made.to_ical(sorted=False)
    return content.decode()


def _evening(day: Day, start: date, whose: str, now: datetime) -> Iterator["icalendar.Event"]:
    """What a day needs the evening before, as an event of that evening."""
    import icalendar

    tasks = evening_before(day)
    days = day.number - 2
    if not tasks or (days < 0 and start == date.min) or (date.max - start).days < days:
        return
    when = start + timedelta(days=days)
    event = icalendar.Event()
    event.add("uid", f"{when:%Y%m%d}-evening-before-{whose}@magnolia.invalid")
    event.add("dtstamp", now.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", datetime.combine(when, EVENING))
    event.add("duration", LENGTH)
    event.add("summary", _("For tomorrow: soak, thaw or chill"))
    event.add("description", "\n".join(map(one_line, tasks)))
    event.add("transp", "TRANSPARENT")
    yield event


def _only_of_others(day: Day, household: Household, templates: Templates) -> Iterator[Meal]:
    """The meals that only other persons of the household have, without portions."""
    for when in templates.meals:
        theirs = household.at_meal(day.number, when.id)
        if day.meal(when.id) is None and theirs:
            yield Meal(when.id, theirs[0][1].template, ())


def _title(meal: Meal, templates: Templates) -> str:
    template = templates.by_id.get(meal.template)
    return ": ".join(name for name in (templates.meal(meal.meal).name, template.name if template else "") if name)


def _description(day: Day, meal: Meal, household: Household) -> Iterator[str]:
    """The portions, what they hold, and who else eats what, a line each."""
    sums = totals(meal.portions)
    yield from (f"{portion.food.name}, {portion.household}" for portion in meal.portions)
    if meal.portions:
        yield _("{magnesium} magnesium, {energy}").format(
            magnesium=amount_text(sums[nutrients.MAGNESIUM], "mg"), energy=amount_text(sums[nutrients.ENERGY], "kcal")
        )
    for one, theirs in household.at_meal(day.number, meal.meal):
        foods = "; ".join(f"{portion.food.name}, {portion.household}" for portion in theirs.portions)
        yield f"{one.name}: {foods}"
