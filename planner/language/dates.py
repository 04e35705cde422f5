"""The names of days and months, in the user's language."""

from datetime import date

from planner.language.translate import _

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


def short_date(when: date) -> str:
    """Such as "Mon 23 Nov"; the weekday and the day are its first two words in every language."""
    said = _("{weekday} {day} {month}")
    return said.format(weekday=SHORT_WEEKDAYS[when.weekday()], day=when.day, month=SHORT_MONTHS[when.month - 1])


def long_date(when: date, day: str = "") -> str:
    """Such as "Monday, 23 November 2026"; ``day`` is its number where that is written another way."""
    said = _("{weekday}, {day} {month} {year}")
    return said.format(
        weekday=WEEKDAYS[when.weekday()], day=day or when.day, month=MONTHS[when.month - 1], year=when.year
    )
