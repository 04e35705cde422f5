"""The command that makes a plan, for the days of the document or behind those that are planned."""

import argparse
from datetime import date
from pathlib import Path

from planner.commands.answer import Answer
from planner.commands.day_commands import continued, from_day, keep
from planner.commands.given import BadInput, Given, a_day, read_given
from planner.commands.making import code_of, household_of, made
from planner.document.document import MAX_DAYS, Document
from planner.editing.next_plan import is_over
from planner.explain.kept_wishes import not_kept
from planner.foods.salt import salt_sentence
from planner.language.dates import date_after
from planner.language.numbers import figure
from planner.language.plain_text import plain
from planner.language.translate import _
from planner.needs import medicines, notices
from planner.needs.profile_words import in_words
from planner.output.formats import to_json_text
from planner.plan import promise
from planner.plan.allowed import diet_allows
from planner.plan.drinks import drinks_against
from planner.plan.household_portions import NOBODY, household_notices
from planner.plan.outcomes import Outcome, Solved
from planner.plan.plan import Plan, foods_of, totals
from planner.shopping.bought import read_bought


def run_plan(options: argparse.Namespace, foods: Path) -> Answer:
    """The plan as text or JSON, with what is said of it."""
    from planner.output.plan_json import outcome_to_json
    from planner.output.plan_text import outcome_to_text

    if options.days is not None and not 1 <= options.days <= MAX_DAYS:
        raise BadInput(
            _("--days is {days}, expected a whole number from 1 to {most}").format(days=options.days, most=MAX_DAYS)
        )
    days = None if options.first is not None or options.goes_on else options.days
    given = read_given(options, foods, days, whole_file=True)
    before = None
    if options.first is not None or options.goes_on:
        given, before = _going_on(given, options)
    outcome = made(given, options, before)
    if options.save and isinstance(outcome, Solved):
        keep(options.document, given.document, outcome.plan)
    household = household_of(given, outcome.plan, options) if isinstance(outcome, Solved) else NOBODY
    notices = (*given.notices, *_safety_notices(given, outcome), *drinks_against(given.document, given.catalogue))
    notices += (salt_sentence(given.document.habits.salt),)
    if isinstance(outcome, Solved):
        notices += not_kept(outcome.plan, given.document, given.catalogue, read_bought())
        notices += promise.notes(outcome.plan, given.targets)
    said = (*notices, *given.targets.notices)
    notices += household_notices(household, tuple(given.catalogue), given.templates, said, given.document.start)
    if options.format == "json":
        text = to_json_text(outcome_to_json(outcome, given.targets, notices, household, given.document))
    else:
        text = outcome_to_text(outcome, given.document, given.targets, given.templates, notices, household)
        text = f"{plain(whom(given.document, options.document))}\n\n{text}" if options.for_whom else text
    return Answer(text.encode(), code_of(outcome), _said_of_dates(given.document))


def _going_on(given: Given, options: argparse.Namespace) -> tuple[Given, Plan | None]:
    """What a plan from a day on, or behind the stored one, is made for, and what is left of that one."""
    if options.first is not None and (options.goes_on or options.start is not None):
        raise BadInput(_("--from, --continue and --start do not go together"))
    if options.goes_on:
        if options.start is not None:
            raise BadInput(_("--from, --continue and --start do not go together"))
        return continued(given, date.today(), options.days)
    return from_day(given, a_day(options.first, "--from"), options.days), None


def whom(document: Document, path: Path | None) -> str:
    """Whom a plan is for, in a sentence; ``path`` is where the document was read, None for the example person."""
    profile = document.profile
    person = [
        in_words(profile.sex),
        _("{age} years").format(age=profile.age_years),
        _("{weight} kg").format(weight=figure(profile.weight_kg, ".5g")),
        *([in_words(profile.life_stage)] if profile.life_stage != "general" else []),
        in_words(profile.diet),
        *(_("without {allergen}").format(allergen=in_words(allergen)) for allergen in sorted(profile.allergens)),
        *map(in_words, sorted(profile.restrictions)),
        *map(in_words, sorted(profile.conditions)),
        *map(medicines.in_words, profile.medicines),
    ]
    if path is None:
        return _("For an example person, not for you: {person}. Say --document FILE to plan for yourself.").format(
            person=", ".join(person)
        )
    names = [one.name for one in document.people]
    said = _("For the person of {document}: {person}.").format(document=path, person=", ".join(person))
    return said + (" " + _("With {names}.").format(names=", ".join(names)) if names else "")


def _safety_notices(given: Given, outcome: Outcome) -> tuple[str, ...]:
    profile = given.document.profile
    eaten = tuple(food for food in given.catalogue if diet_allows(profile, food))
    plan = outcome.plan if isinstance(outcome, Solved) else Plan(())
    days = [totals(day.eaten) for day in plan.days]
    return notices.notices(profile, given.targets, eaten, days, foods_of(plan))


def _said_of_dates(document: Document) -> str:
    """That the days of a plan lie in the past. A command plans for the days the document says, whatever the date."""
    if not is_over(document, date.today()):
        return ""
    first, last = date_after(document.start, 1), date_after(document.start, document.days)
    said = _("All days of this plan are over ({first} to {last}); --start names another first day.")
    return said.format(first=first, last=last)
