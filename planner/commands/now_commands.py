"""The commands of what is eaten now: what the usual days hold, and the smallest changes that reach the target."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from planner.commands import diary_option
from planner.commands.answer import INFEASIBLE, SECONDS, SOLVED, STOPPED, Answer, Painter
from planner.commands.given import BadInput, Given, read_given
from planner.document.document import AIMS
from planner.language.translate import _
from planner.optimise.clock import Clock
from planner.output.formats import to_json_text

if TYPE_CHECKING:
    from planner.diary.guesses import Diary
    from planner.now.eaten import Entries


def run_intake(options: argparse.Namespace, foods: Path) -> Answer:
    """What the usual days hold, beside the targets."""
    from planner.now.intake import intake_of
    from planner.now.intake_output import intake_to_json, intake_to_text

    diary_option.checked(options)
    given = read_given(options, foods, None, whole_file=False)
    days, diary = _usual_days(given, options)
    meals = {meal.id: meal.name for meal in given.templates.meals}
    intake = intake_of(days, given.targets, meals)
    if options.format == "json":
        shown = intake_to_json(intake, days, given.targets, given.document)
        text = to_json_text({**shown, **diary_option.to_json(diary)})
    else:
        text = intake_to_text(intake, days, given.targets, meals, given.document)
    return Answer(text.encode(), said=diary_option.to_text(diary))


def run_changes(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
    """The smallest changes that reach the target, as text, JSON or the page for the patient."""
    from planner.now.changes import Found, NotPossible, Unfinished
    from planner.now.changes_output import outcome_to_json, outcome_to_text
    from planner.now.choices import Question
    from planner.now.intake import intake_of
    from planner.now.ladder import ladder
    from planner.now.patient_page import patient_sheet
    from planner.now.smallest import MOST_CHANGES, smallest_changes

    if not 1 <= options.most <= MOST_CHANGES:
        raise BadInput(
            _("--most is {most}, expected a whole number from 1 to {limit}").format(
                most=options.most, limit=MOST_CHANGES
            )
        )
    diary_option.checked(options)
    given = read_given(options, foods, None, whole_file=False)
    days, diary = _usual_days(given, options)
    intake = intake_of(days, given.targets, {meal.id: meal.name for meal in given.templates.meals})
    document = given.document
    if options.aims is not None:
        document = replace(document, aims=_aims_named(options.aims))
    question = Question(days, given.catalogue, document, given.targets, given.templates)
    seconds = SECONDS if options.seconds is None else options.began.left
    clock = Clock(seconds)
    outcome = smallest_changes(question, options.most, seconds, options.seed)
    said = " ".join(filter(None, [*intake.notices, diary_option.to_text(diary)]))
    code = {NotPossible: INFEASIBLE, Unfinished: STOPPED}.get(type(outcome), SOLVED)
    if options.format == "pdf":
        found = outcome.answer if isinstance(outcome, Found) else None
        page = paint(patient_sheet(question, document, found), options.paper)
        return Answer(page, code, said)
    rungs = ladder(question, outcome, clock.left, options.seed)
    if options.format == "json":
        text = to_json_text(outcome_to_json(outcome, intake.mean, rungs))
    else:
        text = outcome_to_text(outcome, intake.mean, given.targets, rungs, question.document.aims)
    return Answer(text.encode(), code, said)


def _aims_named(text: str) -> frozenset[str]:
    """The aims of such a text as ``fibre,sodium``; none for an empty one.

    Raises:
        BadInput: if there is no such aim.
    """
    aims = frozenset(word for each in text.split(",") if (word := each.strip()))
    for unknown in sorted(aims - set(AIMS)):
        said = _("--aims names {aim!r}, expected some of {aims}")
        raise BadInput(said.format(aim=unknown[:60], aims=", ".join(AIMS)))
    return aims


def _usual_days(given: Given, options: argparse.Namespace) -> "tuple[tuple[Entries, ...], Diary | None]":
    """The usual days of the document, or those of a file; at least one.

    Raises:
        BadInput: if there is none.
    """
    from planner.now.eaten import days_of

    if options.diary is not None:
        return diary_option.days_from(options, given)
    days = days_of(given.document, given.catalogue)
    if not days:
        raise BadInput(
            _("{where}: usual_days: is missing; it says what you eat now").format(where=options.document or "document")
        )
    return days, None
