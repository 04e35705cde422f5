"""The plan as an iCalendar file (RFC 5545): one event for each meal, at the user's local time wherever they are."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.translate import _
from planner.output.exports import one_line
from planner.output.sheets import amount_text
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Day, Meal, Plan, totals

TIMES = {"breakfast": "0800", "lunch": "1230", "snack": "1530", "dinner": "1830", "evening_snack": "2030"}
NOON = "1200"  # of a meal whose time nobody set
MINUTES = 30
LONGEST = 75  # [octets] of a line, its end not counted


def plan_to_ics(
    plan: Plan,
    document: Document,
    templates: Templates,
    today: date,
    now: datetime,
    household: Household = NOBODY,
) -> str:
    """Every meal as an event. A document that does not say when it starts begins ``today``.

    An event keeps its UID from export to export, so that a calendar replaces it instead of adding another.
    """
    start = document.start or today
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Magnolia//Meal planner//EN", "CALSCALE:GREGORIAN"]
    for day in plan.days:
        when = min(date.max - timedelta(days=day.number - 1), start) + timedelta(days=day.number - 1)
        for meal in (*day.meals, *_only_of_others(day, household, templates)):
            lines += _event(day, meal, when, stamp, templates, household)
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in folded(line))


def _only_of_others(day: Day, household: Household, templates: Templates) -> Iterator[Meal]:
    """The meals that only other persons of the household have, without portions."""
    for time in templates.meals:
        theirs = household.at_meal(day.number, time.id)
        if day.meal(time.id) is None and theirs:
            yield Meal(time.id, theirs[0][1].template, ())


def _event(day: Day, meal: Meal, when: date, stamp: str, templates: Templates, household: Household) -> Iterator[str]:
    template = templates.by_id.get(meal.template)
    title = ": ".join(name for name in (templates.meal(meal.meal).name, template.name if template else "") if name)
    sums = totals(meal.portions)
    said = [f"{one_line(portion.food.name)}, {portion.household}" for portion in meal.portions]
    if meal.portions:
        said.append(
            _("{magnesium} magnesium, {energy}").format(
                magnesium=amount_text(sums[nutrients.MAGNESIUM], "mg"),
                energy=amount_text(sums[nutrients.ENERGY], "kcal"),
            )
        )
    for one, theirs in household.at_meal(day.number, meal.meal):
        foods = "; ".join(f"{one_line(portion.food.name)}, {portion.household}" for portion in theirs.portions)
        said.append(f"{one_line(one.name)}: {foods}")
    yield "BEGIN:VEVENT"
    yield f"UID:{_basic(when)}-{meal.meal}@magnolia.invalid"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART:{_basic(when)}T{TIMES.get(meal.meal, NOON)}00"
    yield f"DURATION:PT{MINUTES}M"
    yield f"SUMMARY:{escaped(one_line(title))}"
    yield f"DESCRIPTION:{escaped(chr(10).join(said))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _basic(when: date) -> str:
    return when.isoformat().replace("-", "")


def escaped(text: str) -> str:
    """A TEXT value."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "")


def folded(line: str) -> Iterator[str]:
    """A content line in pieces of at most 75 octets, no character cut in two; all but the first begin with a space."""
    piece, octets = "", 0
    for character in line:
        size = len(character.encode())
        if octets + size > LONGEST:
            yield piece
            piece, octets = " ", 1
        piece += character
        octets += size
    yield piece
