"""The commands of what was written down of days, and of what is forgotten."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.commands.answer import Answer
from planner.commands.day_commands import keep, moved_on
from planner.commands.given import BadInput, Given, a_day, read_given
from planner.document.diary import SCORES, DiaryDay
from planner.editing.calendar import deleted_sentence, recorded_dates
from planner.language.translate import _
from planner.needs.profile import WEIGHTS
from planner.progress.output import diary_line


def run_diary(options: argparse.Namespace, foods: Path) -> Answer:
    """What is written down of a day now."""
    given = read_given(options, foods, None, whole_file=True)
    return Answer(written_down(given, options, date.today()).encode())


def run_forget(options: argparse.Namespace, foods: Path) -> Answer:
    """How many days were deleted."""
    given = read_given(options, foods, None, whole_file=True)
    return Answer(forgotten(given, options, date.today()).encode())


def written_down(given: Given, options: argparse.Namespace, today: date) -> str:
    """Writes a score or a weight of a date into the document, and says what is written down of it now.

    Raises:
        BadInput: if the day is still to come, nobody has such a score or weight, or nothing was given to write.
    """
    when = a_day(options.date, "--date") if options.date is not None else today
    if when > today:
        raise BadInput(_("--date is {date}, which is still to come").format(date=when))
    if options.clear == (options.score is not None or options.weight is not None):
        raise BadInput(_("give --score, --weight or both, or --clear alone"))
    if options.score is not None and not SCORES[0] <= options.score <= SCORES[1]:
        said = _("--score is {score}, expected a whole number from {least} to {most}")
        raise BadInput(said.format(score=options.score, least=SCORES[0], most=SCORES[1]))
    if options.weight is not None and not WEIGHTS[0] <= options.weight <= WEIGHTS[1]:
        said = _("--weight is {weight}, expected {least} to {most} kg")
        raise BadInput(said.format(weight=options.weight, least=f"{WEIGHTS[0]:.0f}", most=f"{WEIGHTS[1]:.0f}"))
    moved = moved_on(given, today)
    before = DiaryDay(when) if options.clear else moved.document.diary_of(when)
    day = replace(
        before,
        score=before.score if options.score is None else options.score,
        weight_kg=before.weight_kg if options.weight is None else options.weight,
    )
    keep(options.document, moved.document.with_diary(day), moved.plan)
    return diary_line(day, given.document.shopping.packs) + "\n"


def forgotten(given: Given, options: argparse.Namespace, today: date) -> str:
    """Deletes what is recorded and written down from one day to another, and says of how many days.

    Raises:
        BadInput: if the days are no range that is over.
    """
    first, last = a_day(options.first, "--first"), a_day(options.last, "--last")
    if first > last:
        raise BadInput(_("--first is {first}, after --last").format(first=first))
    moved = moved_on(given, today)
    gone = recorded_dates(moved.document, first, last)
    keep(options.document, moved.document.without_recorded(first, last), moved.plan)
    return deleted_sentence(len(gone)) + "\n"
