"""The names of days and months, in the user's language."""

from collections.abc import Sequence
from datetime import date

from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext

WEEKDAYS = (
    *(_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday")),
    *(_("Friday"), _("Saturday"), _("Sunday")),
)
SHORT_WEEKDAYS = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
MONTHS = (
    *(_("January"), _("February"), _("March"), _("April"), _("May"), _("June")),
    *(_("July"), _("August"), _("September"), _("October"), _("November"), _("December")),
)
SHORT_MONTHS = (
    *(_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun")),
    *(_("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec")),
)


def date_after(start: date | None, day: int) -> date | None:
    """The date of a day counted from 1; None where nobody said when they start, or the calendar has ended."""
    if start is None or start.toordinal() + day - 1 > date.max.toordinal():
        return None
    return date.fromordinal(start.toordinal() + day - 1)


def short_date(when: date) -> str:
    """Such as "Mon 23 Nov"; the weekday and the day are its first two words in every language."""
    said = _("{weekday} {day} {month}")
    return said.format(weekday=SHORT_WEEKDAYS[when.weekday()], day=when.day, month=SHORT_MONTHS[when.month - 1])


def short_day(when: date) -> str:
    """A day without its weekday, such as "1 Oct 2026"."""
    return _("{day} {month} {year}").format(day=when.day, month=SHORT_MONTHS[when.month - 1], year=when.year)


def long_date(when: date, day: str = "") -> str:
    """Such as "Monday, 23 November 2026"; ``day`` is its number where that is written another way."""
    said = _("{weekday}, {day} {month} {year}")
    return said.format(
        weekday=WEEKDAYS[when.weekday()], day=day or when.day, month=MONTHS[when.month - 1], year=when.year
    )


def day_in_sentence(start: date | None, day: int, among: Sequence[int]) -> str:
    """A day as a sentence names it: "Wednesday", or "Wed 25 Nov" where ``among`` covers more than a week.

    ``day`` counts from 1, and ``among`` are all days that are spoken of. Without a date of the first one: "day 3".
    """
    when = date_after(start, day)
    if when is None:
        return _("day {day}").format(day=day)
    one_week = max(among) - min(among) < len(WEEKDAYS)
    return WEEKDAYS[when.weekday()] if one_week else short_date(when)


def days_in_sentence(start: date | None, numbers: Sequence[int], among: Sequence[int]) -> str:
    """Days as a sentence names them: "Wednesday, Thursday and Saturday"; without dates "days 3, 4 and 6"."""
    if date_after(start, max(numbers)) is not None:
        return in_a_row(day_in_sentence(start, number, among) for number in numbers)
    said = in_a_row(map(str, numbers))
    return ngettext("day {days}", "days {days}", len(numbers)).format(days=said)
