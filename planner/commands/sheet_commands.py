"""The commands of sheets: the shopping list, the week, its recipes and the page for a clinician."""

import argparse
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.commands.answer import Answer, Painter
from planner.commands.day_commands import moved_on
from planner.commands.given import BadInput, Given, days_named, plan_from_file, read_given
from planner.commands.making import code_of, household_of, made
from planner.document.check_catalogue import foods_missing
from planner.document.document import Document, Stored
from planner.document.list_choices import MOST_PEOPLE
from planner.language.translate import _
from planner.output import formats
from planner.output.formats import Format, Subject, format_of, names_of
from planner.output.sheets import chosen_days
from planner.plan.audit import audit
from planner.plan.drinks import drinks_of, with_drinks
from planner.plan.household_portions import NOBODY, Household
from planner.plan.looking_back import days_before
from planner.plan.outcomes import Infeasible, Solved
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_from_fixed
from planner.progress.sheet import last_days

SHEETS = (formats.WEEK, formats.RECIPES, formats.CLINICIAN)


def run_shop(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
    """The shopping list in the format that was asked for."""
    if options.people is not None and not 1 <= options.people <= MOST_PEOPLE:
        raise BadInput(
            _("--people is {people}, expected a whole number from 1 to {most}").format(
                people=options.people, most=MOST_PEOPLE
            )
        )
    found = _planned(options, foods)
    if isinstance(found, Answer):
        return found
    given, plan, household = found
    if options.people is not None and given.document.people:
        raise BadInput(_("--people is for a document that names no people; this list is for those it names"))
    choices = given.document.shopping
    choices = choices.with_people(options.people) if options.people else choices
    choices = choices.with_packs(options.packs) if options.packs else choices
    document = given.document.with_shopping(choices)
    subject = Subject(plan, document, given.targets, given.catalogue, None, household)
    return _written(options, _format(options, formats.LIST), subject, paint)


def run_print(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
    """One sheet in the format that was asked for."""
    wanted = _format(options, options.sheet)  # before minutes of planning
    found = _planned(options, foods)
    if isinstance(found, Answer):
        return found
    given, plan, household = found
    today = date.today()
    recorded = moved_on(given, today).document
    subject = Subject(
        plan,
        given.document,
        given.targets,
        given.catalogue,
        household=household,
        notices=given.notices,
        with_diary=options.diary,
        last_days=lambda with_diary: last_days(recorded, given.catalogue, today, with_diary),
    )
    return _written(options, wanted, subject, paint)


def _written(options: argparse.Namespace, wanted: Format, subject: Subject, paint: Painter) -> Answer:
    content = wanted.content(subject, lambda sheet: paint(sheet, options.paper))
    return Answer(content, said=_unserved(subject.household))


def _format(options: argparse.Namespace, what: str) -> Format:
    """The format that was asked for.

    Raises:
        BadInput: if the thing is not written in it.
    """
    found = format_of(what, options.format)
    if found is not None:
        return found
    said = _("--format {format} is not for {what}, which is written as {formats}")
    raise BadInput(said.format(format=options.format, what=what, formats=_(" or ").join(names_of(what))))


def _unserved(household: Household) -> str:
    return " ".join(one.why for one in household.served if one.why)


def _planned(options: argparse.Namespace, foods: Path) -> tuple[Given, Plan, Household] | Answer:
    """The chosen days of the plan that was given, or stored, or is made now, for everybody; else why there is none."""
    days = days_named(options.days) if options.days is not None else None
    given = read_given(options, foods, None, whole_file=False)
    if options.plan is not None:
        names = [person.name for person in given.document.people]
        plan = plan_from_file(options.plan, given.catalogue, given.templates, names)
        plan = with_drinks(plan, drinks_of(given.document, given.catalogue))
    else:
        if days is not None and days[-1] > given.document.days:
            given = replace(given, document=given.document.with_days(days[-1]))
        kept = _stored_plan(given)
        if kept is None:
            outcome = made(given, options)
            if not isinstance(outcome, Solved):
                why = outcome.explanation.conflict if isinstance(outcome, Infeasible) else ()
                none = (
                    _("There is no such plan.") if isinstance(outcome, Infeasible) else _("No plan was found in time.")
                )
                return Answer(None, code_of(outcome), " ".join([none, *why]))
            kept = outcome.plan
        plan = kept
    known = {day.number for day in plan.days}
    for day in days or ():
        if day not in known:
            raise BadInput(
                _("--days names day {day}, and the plan has {known}").format(
                    day=day, known=", ".join(map(str, sorted(known)))
                )
            )
    alone = options.command == "print" and options.sheet == "clinician"
    household = NOBODY if alone else household_of(given, plan, options)
    return given, chosen_days(plan, days), household.on(days or known)


def _stored_plan(given: Given) -> Plan | None:
    """The plan beside the document, if it still passes its audit."""
    if not given.stored.plan or foods_missing(Stored(Document(), given.stored.plan), given.catalogue):
        return None
    plan = plan_from_fixed(given.stored.plan, given.catalogue, drinks_of(given.document, given.catalogue))
    before = days_before(given.document, given.catalogue)
    return None if audit(plan, given.document, given.targets, given.templates, before.days) else plan
