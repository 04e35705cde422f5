"""The commands of days: marking what was eaten, listing it, progress, and plans that go on behind others."""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from planner.commands.answer import Answer, Painter
from planner.commands.given import BadInput, Given, a_day, read_given
from planner.document.check_catalogue import foods_missing
from planner.document.document import (
    MAX_DAYS,
    OTHER,
    Document,
    EatenFood,
    Mark,
    RecordedDay,
    RecordedMeal,
    Stored,
)
from planner.document.recorded_json import MOST_NOTE
from planner.document.usual_days import MOST_GRAMS
from planner.editing.calendar import (
    Kept,
    MovedOn,
    mark_meals,
    mark_recorded,
    move_on,
    next_days,
)
from planner.files.backups import keep_day
from planner.files.store import StoreError, save
from planner.foods.meals import Templates
from planner.language.dates import long_date
from planner.language.plain_text import plain
from planner.language.translate import _
from planner.now.eaten import UnknownFoodError, eaten
from planner.output.formats import to_json_text
from planner.plan.drinks import drinks_of
from planner.plan.plan import Plan
from planner.plan.stored_form import fixed, plan_from_fixed, plan_to_fixed
from planner.progress.output import MARK_WORDS, progress_to_csv, progress_to_json, progress_to_text
from planner.progress.recorded import progress_of
from planner.progress.sheet import progress_sheet
from planner.shopping.bought import read_bought

NOTHING = "nothing"  # takes back what was said of a meal
MOST_PROGRESS = 3660  # days: ten years


# Documents that move on


def moved_on(given: Given, today: date) -> MovedOn:
    """The document with the days before ``today`` recorded, and the days of its stored plan that are left."""
    plan = None
    if given.stored.plan and not foods_missing(Stored(Document(), given.stored.plan), given.catalogue):
        plan = plan_from_fixed(given.stored.plan, given.catalogue, drinks_of(given.document, given.catalogue))
    return move_on(given.document, plan, given.targets, today, _kept(given), given.stored.plan)


def from_day(given: Given, first: date, days: int | None) -> Given:
    """What a plan from a day on is made for: the days before it count as they were eaten or planned."""
    document = moved_on(given, first).document
    if document.start != first:
        document = replace(document, start=first, locks=(), removed=frozenset(), marks=())
    return replace(given, document=document.with_days(days or document.days_ahead))


def continued(given: Given, today: date, days: int | None) -> tuple[Given, Plan | None]:
    """What the next days behind a stored plan are planned for, and what is left of that plan.

    Raises:
        BadInput: if no more days fit behind it.
    """
    moved = moved_on(given, today)
    document = moved.document
    if days is not None:
        document = replace(document, days_ahead=days)
    if moved.plan is None:
        return replace(given, document=document.with_days(document.days_ahead)), None
    if document.days >= MAX_DAYS:
        raise BadInput(_("{days} days are planned already, as many as a plan may have").format(days=MAX_DAYS))
    return replace(given, document=next_days(document, moved.plan, _kept(given))), moved.plan


def keep(path: Path | None, document: Document, plan: Plan | None) -> None:
    """Writes the document with its plan where it was read.

    Raises:
        BadInput: if it cannot be written.
    """
    if path is None:
        raise BadInput(_("there is no document to write: give one with --document"))
    try:
        keep_day(path)
        save(path, Stored(document, plan_to_fixed(plan) if plan is not None else ()))
    except StoreError as error:
        raise BadInput(str(error)) from None


def _kept(given: Given) -> Kept:
    return Kept(given.catalogue, read_bought())


# eaten


def marked(given: Given, options: argparse.Namespace, today: date) -> None:
    """Says what became of meals of a day, and writes it to the document.

    Raises:
        BadInput: if there is no such day or meal, or the day is still to come.
    """
    when = a_day(options.date, "--date") if options.date is not None else today
    if when > today:
        raise BadInput(_("--date is {date}, which is still to come").format(date=when))
    moved = moved_on(given, today)
    document, plan = moved.document, moved.plan
    day = document.recorded_on(when)
    number = when.toordinal() - document.start.toordinal() + 1 if document.start is not None else 0
    shown = [meal for day in (plan.days if plan is not None else ()) if day.number == number for meal in day.meals]
    known = [meal.meal for meal in (day.meals if day is not None else shown)]
    if not known:
        raise BadInput(_("no meals are known of {date}").format(date=when))
    meals = options.meal or known
    for meal in meals:
        if meal not in known:
            raise BadInput(
                _("--meal is {meal}, expected {known}").format(meal=plain(meal[:60]), known=", ".join(known))
            )
    mark = _mark(given, options)
    if day is not None:
        document = mark_recorded(document, when, meals, mark, _kept(given))
    elif plan is not None:
        document = mark_meals(document, plan, number, meals, mark, _kept(given))
    keep(options.document, document, plan)


def _mark(given: Given, options: argparse.Namespace) -> Mark | None:
    if options.food and options.kind != OTHER:
        raise BadInput(_("--food is for --as other"))
    if len(options.note) > MOST_NOTE:
        raise BadInput(_("--note is longer than {most} characters").format(most=MOST_NOTE))
    if options.kind == NOTHING:
        return None
    return Mark(options.kind, tuple(_food(given, text) for text in options.food), " ".join(options.note.split()))


def _food(given: Given, text: str) -> EatenFood:
    """Such as ``oats=40``."""
    food, _sign, grams = text.partition("=")
    try:
        amount = float(grams)
        eaten(food, given.catalogue)
    except UnknownFoodError:
        raise BadInput(_("--food: no food has the id {food!r}").format(food=food[:60])) from None
    except ValueError:
        said = _("--food is {text!r}, expected a food and its grams, such as oats=40")
        raise BadInput(said.format(text=text[:60])) from None
    if not 0 < amount <= MOST_GRAMS:
        raise BadInput(_("--food is {text!r}, expected grams above 0 and at most 10,000").format(text=text[:60]))
    return EatenFood(food, amount)


def listed(given: Given, today: date) -> tuple[RecordedDay, ...]:
    """The recorded days and, behind them, those of the plan up to today."""
    moved = moved_on(given, today)
    document, plan = moved.document, moved.plan
    days = list(document.recorded)
    if document.start == today and plan is not None:
        for day in plan.days[:1]:
            meals = [
                RecordedMeal(
                    meal.meal, meal.template, tuple(map(fixed, meal.portions)), document.mark_of(day.number, meal.meal)
                )
                for meal in day.meals
            ]
            days.append(RecordedDay(today, tuple(meals)))
    return tuple(days)


def list_to_text(days: Sequence[RecordedDay], templates: Templates) -> str:
    """One line for each day and one for each meal."""
    if not days:
        return _("No day was recorded yet.") + "\n"
    return "\n".join(line for day in days for line in _day_lines(day, templates)) + "\n"


def _day_lines(day: RecordedDay, templates: Templates) -> Iterator[str]:
    yield long_date(day.date)
    for meal in day.meals:
        word = MARK_WORDS[meal.mark.kind if meal.mark is not None else ""]
        note = f" ({plain(meal.mark.note)})" if meal.mark is not None and meal.mark.note else ""
        yield f"  {templates.meal(meal.meal).name}: {word}{note}"


def list_to_json(days: Sequence[RecordedDay]) -> dict[str, object]:
    """The days with their meals as planned and marked."""
    return {
        "days": [
            {
                "date": day.date.isoformat(),
                "meals": [
                    {
                        "meal": meal.meal,
                        "mark": meal.mark.kind if meal.mark is not None else None,
                        "planned": [{"food": held.food, "steps": held.steps} for held in meal.planned],
                        "foods": [
                            {"food": each.food, "grams": each.grams}
                            for each in (meal.mark.foods if meal.mark is not None else ())
                        ],
                        "note": meal.mark.note if meal.mark is not None else "",
                    }
                    for meal in day.meals
                ],
            }
            for day in days
        ]
    }


def run_eaten(options: argparse.Namespace, foods: Path) -> Answer:
    """The days that were recorded, after marking where that is asked for."""
    given = read_given(options, foods, None, whole_file=True)
    today = date.today()
    if options.what == "mark":
        marked(given, options, today)
        given = read_given(options, foods, None, whole_file=True)
    days = listed(given, today)
    if options.what == "mark":
        when = a_day(options.date, "--date") if options.date is not None else today
        days = tuple(day for day in days if day.date == when)
    if options.format == "json":
        return Answer(to_json_text(list_to_json(days)).encode())
    return Answer(list_to_text(days, given.templates).encode())


# progress


def progress(given: Given, options: argparse.Namespace, today: date, paint: Painter) -> str | bytes | dict[str, object]:
    """Progress as text, as JSON values, or as a page in PDF, whatever is asked for.

    Raises:
        BadInput: if there cannot be so many days.
    """
    if not 1 <= options.last <= MOST_PROGRESS:
        said = _("--last is {last}, expected a whole number from 1 to {most}")
        raise BadInput(said.format(last=options.last, most=MOST_PROGRESS))
    last = a_day(options.date, "--date") if options.date is not None else today
    document = moved_on(given, today).document
    found = progress_of(document, given.catalogue, last, options.last)
    match options.format:
        case "json":
            return progress_to_json(found)
        case "csv":
            return progress_to_csv(found)
        case "pdf":
            return paint(progress_sheet(found, document, options.diary), options.paper)
        case _:
            return progress_to_text(found, document.shopping.packs)


def run_progress(options: argparse.Namespace, foods: Path, paint: Painter) -> Answer:
    """What recorded days held, beside their targets."""
    given = read_given(options, foods, None, whole_file=True)
    match progress(given, options, date.today(), paint):
        case bytes(page):
            return Answer(page)
        case str(text):
            return Answer(text.encode())
        case data:
            return Answer(to_json_text(data).encode())
