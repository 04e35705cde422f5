"""What a command works on: the files, plans and days it was given, read and checked."""

import argparse
import os
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from planner.document.check_catalogue import check_locks, foods_missing, usda_foods_missing
from planner.document.document import MAX_DAYS, MAX_STEPS, Document, FixedPortion, Lock, Stored
from planner.document.document_json import with_id
from planner.document.json_limits import object_from_text
from planner.document.read_values import DocumentError, a_list, an_object, texts, whole, word
from planner.editing.away import with_habits_away
from planner.editing.own_edits import with_own
from planner.files.backups import likeliest_first
from planner.files.store import StoreError, load, read_file
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import CatalogueError, read_catalogue
from planner.foods.meals import Templates, read_templates
from planner.language.plain_text import plain
from planner.language.translate import _
from planner.needs import adjusted_targets
from planner.needs.targets import TargetError, Targets, UndecidedError
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_from_fixed

_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)

_DAYS = re.compile(r"\d{1,2}(-\d{1,2})?(,\d{1,2}(-\d{1,2})?)*")


class BadInput(Exception):  # noqa: N818 - it is a sentence for the user, not an error of the program
    """What the user gave cannot be used; the message is one sentence, without anything a terminal would obey."""

    def __init__(self, sentence: str) -> None:
        super().__init__(plain(sentence))


def kept_document(kept: Path) -> Path | None:
    """The document the window keeps, or None before the first.

    Raises:
        BadInput: if there was one, and only its backups are left.
    """
    if os.path.lexists(kept):
        return kept
    backups = likeliest_first(kept)
    if backups:
        raise BadInput(
            _("{document} is gone. Its newest backup is {backup}; give it with --document").format(
                document=kept, backup=backups[0].path
            )
        )
    return None


def file_to_write(text: str) -> Path:
    """The path of an output, as an argument's type.

    Raises:
        ArgumentTypeError: if it can only be a folder's name, which a path does not show any more.
    """
    if os.path.basename(text) in ("", os.curdir, os.pardir):
        raise argparse.ArgumentTypeError(_("{text} is a folder, expected a file").format(text=text))
    return Path(text)


# What every command begins with


@dataclass(frozen=True, slots=True)
class Given:
    """What a command works on."""

    stored: Stored
    document: Document
    catalogue: Catalogue
    templates: Templates
    targets: Targets
    notices: tuple[str, ...]


def read_given(options: argparse.Namespace, foods: Path, days: int | None, *, whole_file: bool) -> Given:
    """The files, read and checked; ``whole_file`` says that the stored plan counts as well."""
    templates = read_templates()
    where = options.document or "document"
    try:
        stored = load(options.document, templates) if options.document else Stored(Document())
        if stored is None:
            raise BadInput(_("{document}: there is no such file").format(document=options.document))
        document = with_id(stored.document)
        document = document.with_days(days) if days else document
        document = document.with_start(a_day(options.start, "--start")) if options.start is not None else document
        document = with_habits_away(document)
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
        _check_people(document)
        catalogue = with_own(read_catalogue(options.foods or foods), document)
    except (StoreError, CatalogueError) as error:
        raise BadInput(str(error)) from None
    except TargetError as error:
        raise BadInput(f"{where}: {error.key}: {error}") from None
    missing = foods_missing(stored if whole_file else Stored(document), catalogue) | usda_foods_missing(document)
    for food, key in missing.items():
        raise BadInput(_("{where}: {key}: no food has the id {food!r}").format(where=where, key=key, food=food[:60]))
    try:
        check_locks(document, catalogue, templates)
    except DocumentError as error:
        raise BadInput(f"{where}: {error}") from None
    notices = [_("Left out of the food table: {problem}.").format(problem=problem) for problem in catalogue.problems]
    if catalogue.dishes_left_out:
        names = ", ".join(catalogue.dishes_left_out)
        notices.append(_("Left out, because the food table lacks some of their foods: {names}.").format(names=names))
    return Given(stored, document, catalogue, templates, targets, tuple(notices))


def _check_people(document: Document) -> None:
    """Refuses numbers of a person that do not say what they mean; whoever else cannot be served is named in the plan.

    Raises:
        UndecidedError: with the key of the first.
    """
    for number, person in enumerate(document.people):
        try:
            adjusted_targets.targets_of(person.profile, person.targets, person.confirmed, document.start)
        except UndecidedError as error:
            raise UndecidedError(f"people[{number}].{error.key}", str(error)) from None
        except TargetError:
            continue


def a_day(text: str, option: str) -> date:
    """Raises: BadInput: if the text given with an option is no date."""
    try:
        if _DATE.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    said = _("{option} is {text!r}, expected a date such as 2026-11-30")
    raise BadInput(said.format(option=option, text=text[:60]))


def days_named(text: str) -> tuple[int, ...]:
    """The days of such a text as ``1-3`` or ``1,4-5``, in order.

    Raises:
        BadInput: if it is none, or no plan can have such a day.
    """
    days: set[int] = set()
    if _DAYS.fullmatch(text, 0) and text.isascii():
        for part in text.split(","):
            first, _dash, last = part.partition("-")
            days |= set(range(int(first), int(last or first) + 1)) or {0}
    if not days or min(days) < 1 or max(days) > MAX_DAYS:
        raise BadInput(
            _("--days is {text!r}, expected days from 1 to {most}, such as 1-3 or 1,4").format(
                text=text[:60], most=MAX_DAYS
            )
        )
    return tuple(sorted(days))


def plan_from_file(path: Path, catalogue: Catalogue, templates: Templates, people: Collection[str] = ()) -> Plan:
    """A plan as the command ``plan`` writes it in JSON; only its portions are read.

    Those of further persons are found anew from the document that names these ``people``.

    Raises:
        BadInput: if there is no plan in the file, or one of foods or for persons nobody knows.
    """
    try:
        content = read_file(path)
        if content is None:
            raise BadInput(_("{path}: there is no such file").format(path=path))
        data = object_from_text(content.decode("utf-8-sig"))
        entries = [an_object(entry, "people") for entry in a_list(data.get("people", []), "people")]
        named = set(texts([entry.get("name") for entry in entries], "people"))
        locks = [lock for entry in a_list(data.get("days"), "days") for lock in _meals(entry, catalogue, templates)]
    except StoreError as error:
        raise BadInput(str(error)) from None
    except UnicodeDecodeError:
        raise BadInput(_("{path}: is not UTF-8 text").format(path=path.name)) from None
    except DocumentError as error:
        raise BadInput(f"{path.name}: {error}") from None
    if not named <= set(people):
        raise BadInput(
            _("{path}: is a plan for several persons; give the document that names them with --document").format(
                path=path.name
            )
        )
    places = [(lock.day, lock.meal) for lock in locks]
    if not locks or len(set(places)) < len(places):
        raise BadInput(f"{path.name}: {'has a meal twice' if locks else 'holds no plan'}")
    return plan_from_fixed(locks, catalogue)


def _meals(entry: object, catalogue: Catalogue, templates: Templates) -> list[Lock]:
    day = an_object(entry, "days")
    number = whole(day.get("day"), "days.day", 1, MAX_DAYS)
    locks = []
    for value in a_list(day.get("meals"), f"days.{number}.meals"):
        meal = an_object(value, f"days.{number}.meals")
        where = f"days.{number}.{str(meal.get('meal'))[:60]}"
        name = word(meal.get("meal"), where, templates.meal_ids)
        template = word(meal.get("template"), f"{where}.template", tuple(templates.by_id))
        portions = tuple(_portion(each, where, catalogue) for each in a_list(meal.get("portions"), where))
        locks.append(Lock(number, name, template, portions))
    return locks


def _portion(value: object, where: str, catalogue: Catalogue) -> FixedPortion:
    portion: Mapping[str, object] = an_object(value, where)
    slot, food = texts([portion.get("slot"), portion.get("food")], where)
    if food not in catalogue:
        raise DocumentError(where, _("no food has the id {food!r}").format(food=food[:60]))
    return FixedPortion(slot, food, whole(portion.get("steps"), f"{where}.steps", 1, MAX_STEPS))
