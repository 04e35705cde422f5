"""The commands without a window: what each takes, and the bytes and exit code it answers with."""

import argparse
import contextlib
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from planner import day_commands, import_command
from planner.document.check_catalogue import foods_missing
from planner.document.document import AIMS, EATEN, MARKS, MAX_DAYS, Document, Stored
from planner.document.list_choices import MOST_PEOPLE, UNITS
from planner.editing.next_plan import is_over
from planner.explain.kept_wishes import not_kept
from planner.files.own_files import OwnFiles
from planner.files.store import StoreError
from planner.foods.salt import salt_sentence
from planner.given import BadInput, Given, a_day, days_named, plan_from_file, read_given
from planner.language.dates import date_after
from planner.language.numbers import figure
from planner.language.plain_text import plain
from planner.language.translate import _
from planner.needs import medicines, notices
from planner.needs.profile_words import in_words
from planner.optimise.clock import Clock
from planner.optimise.request import Request
from planner.output import formats
from planner.output.formats import Subject, format_of, names_of, to_json_text
from planner.output.sheets import Sheet, chosen_days
from planner.plan import promise
from planner.plan.allowed import diet_allows
from planner.plan.audit import audit
from planner.plan.drinks import drinks_against, drinks_of, with_drinks
from planner.plan.household_portions import NOBODY, Household, household_notices
from planner.plan.looking_back import days_before
from planner.plan.outcomes import Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan, foods_of, totals
from planner.plan.stored_form import plan_from_fixed
from planner.shopping.bought import read_bought

if TYPE_CHECKING:
    from planner.now.eaten import Entries

SOLVED, BAD_INPUT, INFEASIBLE, STOPPED = 0, 2, 3, 4
LEFT_OUT = 5  # of an import: something was left out, or must be asked

SECONDS = 30.0  # [s] of the search for better days, and of one solve for another person, where nothing is given

PAPERS = ("a4", "letter")

SHEETS = (formats.WEEK, formats.RECIPES, formats.CLINICIAN)

Painter = Callable[[Sheet, str], bytes]  # a sheet on paper of that size, as PDF


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes to the output, what is said beside it, and the exit code. Without content nothing is written."""

    content: bytes | None
    code: int = SOLVED
    said: str = ""
    report: bytes | None = None  # printed where the content goes to a file that was named, and nowhere else


class Parser(argparse.ArgumentParser):
    """An argument parser whose complaints are bad input like any other."""

    def error(self, message: str) -> NoReturn:
        raise BadInput(f"{self.prog}: {message}")


def parser() -> argparse.ArgumentParser:
    """Everything that may stand on the command line."""
    made = Parser(prog="magnolia", description=_("Meals that reach your magnesium target from food."))
    # A command's own option is absent unless given, so that it does not undo the one before the command.
    made.add_argument("--document", type=Path, help=_("the file the window keeps, instead of the usual one"))
    made.add_argument("--foods", type=Path, help=_("a food table in place of the one that comes with Magnolia"))
    commands = made.add_subparsers(dest="command", title=_("commands without a window"))
    plan = commands.add_parser("plan", help=_("make a plan and print it"))
    _add_common(plan)
    plan.add_argument("--days", type=int, help=_("days to plan, 1 to 28; wins over the document"))
    plan.add_argument("--format", choices=("text", "json"), default="text")
    plan.add_argument(
        "--from", dest="first", help=_("plan from this day on; the days before it count as they were eaten or planned")
    )
    plan.add_argument("--continue", dest="goes_on", action="store_true", help=_("plan the days behind the stored plan"))
    plan.add_argument("--save", action="store_true", help=_("write the plan into the document"))
    plan.set_defaults(for_whom=False)  # whether the text begins with whom it is for
    shop = commands.add_parser("shop", help=_("the shopping list of a plan"))
    _add_common(shop)
    _add_plan(shop)
    shop.add_argument("--people", type=int, help=_("for how many; wins over the document"))
    shop.add_argument("--packs", choices=UNITS, help=_("packs and weights; wins over the document"))
    shop.add_argument("--format", choices=names_of(formats.LIST), default="text")
    intake = commands.add_parser("intake", help=_("what the usual days hold, beside the targets"))
    _add_common(intake)
    intake.add_argument("--format", choices=("text", "json"), default="text")
    changes = commands.add_parser("changes", help=_("the smallest changes of the usual days that reach the target"))
    _add_common(changes)
    changes.add_argument("--most", type=int, default=3, help=_("changes at most, 1 to 6"))
    changes.add_argument(
        "--aims", help=_("what the changes serve besides, such as fibre,sodium; wins over the document")
    )
    changes.add_argument("--format", choices=("text", "json", "pdf"), default="text")
    changes.add_argument("--paper", choices=PAPERS, default="a4")
    eaten = commands.add_parser("eaten", help=_("say what became of meals, or list it"))
    eaten.add_argument("what", choices=("mark", "list"))
    _add_common(eaten)
    eaten.add_argument("--date", help=_("the day, such as 2026-11-30; today without it"))
    eaten.add_argument("--meal", action="append", help=_("a meal, such as lunch; all of the day without it"))
    eaten.add_argument("--as", dest="kind", choices=(*MARKS, day_commands.NOTHING), default=EATEN)
    eaten.add_argument("--food", action="append", default=[], help=_("with --as other: a food and its grams: oats=40"))
    eaten.add_argument("--note", default="")
    eaten.add_argument("--format", choices=("text", "json"), default="text")
    progress = commands.add_parser("progress", help=_("what recorded days held, beside their targets"))
    _add_common(progress)
    progress.add_argument("--date", help=_("the last day, such as 2026-11-30; today without it"))
    progress.add_argument("--last", type=int, default=28, help=_("how many days to that one"))
    progress.add_argument("--format", choices=("text", "json", "csv"), default="text")
    sheet = commands.add_parser("print", help=_("the week, its recipes, or the page for a clinician"))
    sheet.add_argument("sheet", choices=SHEETS)
    _add_common(sheet)
    _add_plan(sheet)
    sheet.add_argument("--format", choices=names_of(*SHEETS), default="pdf")
    taken = commands.add_parser("import", help=_("take foods or recipes of other programs into a document"))
    import_command.add_options(taken)
    taken.set_defaults(seed=0, seconds=None)
    return made


def _add_common(command: argparse.ArgumentParser) -> None:
    absent = argparse.SUPPRESS
    command.add_argument("--document", type=Path, default=absent, help=_("profile, targets, tastes and locks as JSON"))
    command.add_argument(
        "--foods", type=Path, default=absent, help=_("a food table in place of the one that comes with Magnolia")
    )
    command.add_argument("--start", help=_("the first day, such as 2026-11-30; wins over the document"))
    command.add_argument("--seed", type=int, default=0, help=_("another number gives another plan as good"))
    command.add_argument(
        "--seconds", type=float, help=_("the longest the command may take; without it, enough for days and persons")
    )
    command.add_argument("--output", type=Path, help=_("a file to write, instead of standard output"))


def _add_plan(command: argparse.ArgumentParser) -> None:
    command.add_argument("--plan", type=Path, help=_("a plan as `plan --format json` writes it"))
    command.add_argument("--days", help=_("only these days, such as 1-3 or 1,4"))
    command.add_argument("--paper", choices=PAPERS, default="a4")


def run(options: argparse.Namespace, foods: Path, paint: Painter, kept: Path | None = None) -> Answer:
    """Runs one command; ``foods`` is the table that comes with Magnolia, ``kept`` the document its window keeps.

    Raises:
        BadInput: if what the user gave cannot be used.
    """
    if options.seconds is not None and not (math.isfinite(options.seconds) and options.seconds > 0):
        raise BadInput(_("--seconds is {seconds}, expected a number above 0").format(seconds=options.seconds))
    if not 0 <= options.seed < 2**31:
        raise BadInput(
            _("--seed is {seed}, expected a whole number from 0 to {most}").format(seed=options.seed, most=2**31 - 1)
        )
    if options.output is not None:
        try:
            own_files(options, foods, kept).refuse(options.output)  # before minutes of planning
        except StoreError as error:
            raise BadInput(str(error)) from None
    options.began = Clock(math.inf if options.seconds is None else options.seconds)
    match options.command:
        case "plan":
            return _plan(options, foods)
        case "intake":
            return _intake(options, foods)
        case "changes":
            return _changes(options, foods, paint)
        case "import":
            taken = import_command.take(options, foods)
            return Answer(taken.document, SOLVED if taken.whole else LEFT_OUT, report=taken.report)
        case "eaten":
            return _eaten(options, foods)
        case "progress":
            return _progress(options, foods)
        case "shop":
            return _shop(options, foods, paint)
        case _:
            return _print(options, foods, paint)


class ProgressLine:
    """A line on a terminal's standard error that says what is being worked on, and is gone afterwards."""

    def __init__(self) -> None:
        self._shown = sys.stderr is not None and sys.stderr.isatty()

    def show_day(self, day: int, days: int) -> None:
        """The day of the plan that is being made."""
        self._show(_("Planning day {day} of {days} …").format(day=day, days=days))

    def show_person(self, name: str, day: int) -> None:
        """The person and the day that portions are being found for."""
        self._show(_("Portions of {name}, day {day} …").format(name=name, day=day))

    def clear(self) -> None:
        """Takes the line away."""
        self._show("")

    def _show(self, said: str) -> None:
        if self._shown:
            with contextlib.suppress(OSError, ValueError):
                sys.stderr.write(f"\r\x1b[K{plain(said)}")
                sys.stderr.flush()


def own_files(options: argparse.Namespace, foods: Path, kept: Path | None) -> OwnFiles:
    """What the output of a command must not take the place of."""
    read = (options.foods, getattr(options, "plan", None), foods, *getattr(options, "files", ()))
    return OwnFiles(
        tuple(path for path in (options.document, kept) if path is not None),
        tuple(path for path in read if path is not None),
    )


def _said_of_dates(document: Document) -> str:
    """That the days of a plan lie in the past. A command plans for the days the document says, whatever the date."""
    if not is_over(document, date.today()):
        return ""
    first, last = date_after(document.start, 1), date_after(document.start, document.days)
    said = _("All days of this plan are over ({first} to {last}); --start names another first day.")
    return said.format(first=first, last=last)


def _made(given: Given, options: argparse.Namespace, before: Plan | None = None) -> Outcome:
    from planner.planner import make_plan

    line = ProgressLine()
    seconds = SECONDS
    if options.seconds is not None:  # half of it for what the others eat, and for them what the plan did not need
        alone = not given.document.people or getattr(options, "sheet", "") == formats.CLINICIAN
        seconds = min(options.seconds if alone else options.seconds / 2, options.began.left)
    request = Request(given.document, before=before, seed=options.seed, seconds=seconds, progress=line.show_day)
    try:
        return make_plan(given.catalogue, request)
    finally:
        line.clear()


def _code(outcome: Outcome) -> int:
    match outcome:
        case Solved():
            return SOLVED
        case Infeasible():
            return INFEASIBLE
        case Stopped():
            return STOPPED


# plan


def _plan(options: argparse.Namespace, foods: Path) -> Answer:
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
    outcome = _made(given, options, before)
    if options.save and isinstance(outcome, Solved):
        day_commands.keep(options.document, given.document, outcome.plan)
    household = _household(given, outcome.plan, options) if isinstance(outcome, Solved) else NOBODY
    notices = (*given.notices, *_safety_notices(given, outcome), *drinks_against(given.document, given.catalogue))
    notices += (salt_sentence(given.document.habits.salt),)
    if isinstance(outcome, Solved):
        notices += not_kept(outcome.plan, given.document, given.catalogue, read_bought())
        notices += promise.notes(outcome.plan, given.targets)
    said = (*notices, *given.targets.notices)
    notices += household_notices(household, tuple(given.catalogue), given.templates, said)
    if options.format == "json":
        text = to_json_text(outcome_to_json(outcome, given.targets, notices, household, given.document))
    else:
        text = outcome_to_text(outcome, given.document, given.targets, given.templates, notices, household)
        text = f"{plain(whom(given.document, options.document))}\n\n{text}" if options.for_whom else text
    return Answer(text.encode(), _code(outcome), _said_of_dates(given.document))


def _going_on(given: Given, options: argparse.Namespace) -> tuple[Given, Plan | None]:
    """What a plan from a day on, or behind the stored one, is made for, and what is left of that one."""
    if options.first is not None and (options.goes_on or options.start is not None):
        raise BadInput(_("--from, --continue and --start do not go together"))
    if options.goes_on:
        if options.start is not None:
            raise BadInput(_("--from, --continue and --start do not go together"))
        return day_commands.continued(given, date.today(), options.days)
    return day_commands.from_day(given, a_day(options.first, "--from"), options.days), None


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


def _household(given: Given, plan: Plan, options: argparse.Namespace) -> Household:
    """What everybody else in the document has of the plan."""
    from planner.household.serve import serve_household

    if not given.document.people:
        return NOBODY
    line = ProgressLine()
    try:
        return serve_household(
            given.catalogue,
            given.document,
            plan,
            seed=options.seed,
            seconds=SECONDS if options.seconds is None else options.seconds,
            templates=given.templates,
            whole=None if options.seconds is None else options.began,
            progress=line.show_person,
        )
    except ValueError as error:
        raise BadInput(
            _("{plan}: {error}; a household needs all of them from 1 on").format(plan=options.plan, error=error)
        ) from None
    finally:
        line.clear()


def _safety_notices(given: Given, outcome: Outcome) -> tuple[str, ...]:
    profile = given.document.profile
    eaten = tuple(food for food in given.catalogue if diet_allows(profile, food))
    plan = outcome.plan if isinstance(outcome, Solved) else Plan(())
    days = [totals(day.eaten) for day in plan.days]
    return notices.notices(profile, given.targets, eaten, days, foods_of(plan))


# days


def _eaten(options: argparse.Namespace, foods: Path) -> Answer:
    given = read_given(options, foods, None, whole_file=True)
    today = date.today()
    if options.what == "mark":
        day_commands.marked(given, options, today)
        given = read_given(options, foods, None, whole_file=True)
    days = day_commands.listed(given, today)
    if options.what == "mark":
        when = a_day(options.date, "--date") if options.date is not None else today
        days = tuple(day for day in days if day.date == when)
    if options.format == "json":
        return Answer(to_json_text(day_commands.list_to_json(days)).encode())
    return Answer(day_commands.list_to_text(days, given.templates).encode())


def _progress(options: argparse.Namespace, foods: Path) -> Answer:
    given = read_given(options, foods, None, whole_file=True)
    found = day_commands.progress(given, options, date.today())
    return Answer((found if isinstance(found, str) else to_json_text(found)).encode())


# what is eaten now


def _intake(options: argparse.Namespace, foods: Path) -> Answer:
    from planner.now.intake import intake_of
    from planner.now.intake_output import intake_to_json, intake_to_text

    given = read_given(options, foods, None, whole_file=False)
    days = _usual_days(given, options)
    meals = {meal.id: meal.name for meal in given.templates.meals}
    intake = intake_of(days, given.targets, meals)
    if options.format == "json":
        text = to_json_text(intake_to_json(intake, days, given.targets, given.document))
    else:
        text = intake_to_text(intake, days, given.targets, meals, given.document)
    return Answer(text.encode())


def _changes(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
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
    given = read_given(options, foods, None, whole_file=False)
    days = _usual_days(given, options)
    intake = intake_of(days, given.targets, {meal.id: meal.name for meal in given.templates.meals})
    document = given.document
    if options.aims is not None:
        document = replace(document, aims=_aims_named(options.aims))
    question = Question(days, given.catalogue, document, given.targets, given.templates)
    seconds = SECONDS if options.seconds is None else options.began.left
    clock = Clock(seconds)
    outcome = smallest_changes(question, options.most, seconds, options.seed)
    code = {NotPossible: INFEASIBLE, Unfinished: STOPPED}.get(type(outcome), SOLVED)
    if options.format == "pdf":
        found = outcome.answer if isinstance(outcome, Found) else None
        page = paint(patient_sheet(question, document, found), options.paper)
        return Answer(page, code, " ".join(intake.notices))
    rungs = ladder(question, outcome, clock.left, options.seed)
    if options.format == "json":
        text = to_json_text(outcome_to_json(outcome, intake.mean, rungs))
    else:
        text = outcome_to_text(outcome, intake.mean, given.targets, rungs, question.document.aims)
    return Answer(text.encode(), code, " ".join(intake.notices))


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


def _usual_days(given: Given, options: argparse.Namespace) -> "tuple[Entries, ...]":
    """The usual days of the document, at least one.

    Raises:
        BadInput: if it has none.
    """
    from planner.now.eaten import days_of

    days = days_of(given.document, given.catalogue)
    if not days:
        raise BadInput(
            _("{where}: usual_days: is missing; it says what you eat now").format(where=options.document or "document")
        )
    return days


# shop and print


def _shop(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
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
    return _written(options, formats.LIST, subject, paint)


def _written(options: argparse.Namespace, what: str, subject: Subject, paint: Painter) -> Answer:
    """One thing in the format that was asked for."""
    found = format_of(what, options.format)
    if found is None:
        raise _no_format(what, options.format)
    content = found.content(subject, lambda sheet: paint(sheet, options.paper))
    return Answer(content, said=_unserved(subject.household))


def _no_format(what: str, name: str) -> BadInput:
    said = _("--format {format} is not for {what}, which is written as {formats}")
    return BadInput(said.format(format=name, what=what, formats=_(" or ").join(names_of(what))))


def _unserved(household: Household) -> str:
    return " ".join(one.why for one in household.served if one.why)


def _print(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
    if format_of(options.sheet, options.format) is None:
        raise _no_format(options.sheet, options.format)
    found = _planned(options, foods)
    if isinstance(found, Answer):
        return found
    given, plan, household = found
    subject = Subject(plan, given.document, given.targets, given.catalogue, None, household, given.notices)
    return _written(options, options.sheet, subject, paint)


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
        kept = _kept(given)
        if kept is None:
            outcome = _made(given, options)
            if not isinstance(outcome, Solved):
                why = outcome.explanation.conflict if isinstance(outcome, Infeasible) else ()
                none = (
                    _("There is no such plan.") if isinstance(outcome, Infeasible) else _("No plan was found in time.")
                )
                return Answer(None, _code(outcome), " ".join([none, *why]))
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
    household = NOBODY if alone else _household(given, plan, options)
    return given, chosen_days(plan, days), household.on(days or known)


def _kept(given: Given) -> Plan | None:
    """The plan beside the document, if it still passes its audit."""
    if not given.stored.plan or foods_missing(Stored(Document(), given.stored.plan), given.catalogue):
        return None
    plan = plan_from_fixed(given.stored.plan, given.catalogue, drinks_of(given.document, given.catalogue))
    before = days_before(given.document, given.catalogue)
    return None if audit(plan, given.document, given.targets, given.templates, before.days) else plan
