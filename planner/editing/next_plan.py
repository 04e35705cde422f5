"""What asking for another plan changes in the document: where its days begin, its list, and what is left at home.

This stands in for the calendar to come (planned days with their own dates): until then a plan is a first day and a
number of days.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from planner.document.document import Document
from planner.language.dates import date_after, long_date
from planner.language.translate import _, ngettext
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Plan
from planner.shopping.bought import Bought
from planner.shopping.list_edits import with_at_home
from planner.shopping.shopping_list import shopping_list

CRUMBS = 1.0  # [g as bought] so little of a food is nothing: the window shows tenths of an ounce, 2.8 g
MOST_NAMES = 3  # foods named in one sentence


@dataclass(frozen=True, slots=True)
class NextPlan:
    """The document another plan is made for, and what became different in it, in sentences."""

    document: Document
    said: tuple[str, ...] = ()


def is_over(document: Document, today: date) -> bool:
    """Whether every day of the plan lies before today; never where nobody said when it begins."""
    return document.start is not None and document.start.toordinal() + document.days <= today.toordinal()


def days_over(document: Document, today: date) -> int:
    """How many days of the plan lie before today."""
    if document.start is None:
        return 0
    return min(document.days, max(0, today.toordinal() - document.start.toordinal()))


def next_plan(
    document: Document,
    plan: Plan | None,
    today: date,
    bought: Mapping[str, Bought],
    household: Household = NOBODY,
) -> NextPlan:
    """The document for another plan in place of ``plan``, which may be None where none was made.

    A plan that is over gives way to one that begins today; while a day of it is still to come, no day gets another
    date. The new list has no ticks. Of what was said to be at home, what the old plan ate is gone: all of it where the
    plan is over, else of the lines that were ticked, because those were bought for it. ``household`` is who else ate.
    """
    over = is_over(document, today)
    said: list[str] = []
    if over:
        document = document.with_start(today)
        said.append(_("The plan begins today, {day}.").format(day=long_date(today)))
    eaten: list[str] = []
    if plan is not None and document.stock:
        for line in shopping_list(plan, document, bought, household=household).lines:
            if not line.own and line.at_home_g > 0 and (over or line.ticked):
                left = line.at_home_g - line.bought_g
                document = with_at_home(document, line, left if left >= CRUMBS else 0.0, bought)
                eaten.append(line.name)
    if eaten:
        said.append(_("Taken off what is at home, as eaten: {foods}.").format(foods=_named(eaten)))
    if document.shopping.ticked:
        document = document.with_shopping(document.shopping.without_ticks())
        said.append(_("The new list has no ticks."))
    return NextPlan(document, tuple(said))


def moved_sentence(before: Document, after: Document, today: date) -> str:
    """That the plan begins on another day, and that days which are over moved along, where there were any."""
    start = date_after(after.start, 1)
    if start is None:
        return ""
    said = _("The plan begins on {day} now; its meals stay.").format(day=long_date(start))
    over = days_over(before, today)
    if not over:
        return said
    moved = ngettext("{count} day that was over moved along.", "{count} days that were over moved along.", over).format(
        count=over
    )
    return f"{said} {moved}"


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    if len(names) <= MOST_NAMES:
        return shown
    return _("{names} and {count} more").format(names=shown, count=len(names) - MOST_NAMES)
