"""Reading what the window starts from: the catalogue, the kept document, and the plan beside it. Runs in a worker."""

import threading
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import uuid4

from planner.document.check_catalogue import check_locks, foods_missing
from planner.document.document import Document, Habits, Stored
from planner.document.document_json import with_id
from planner.document.effort import USUAL, with_effort
from planner.document.list_choices import UNITS, ListChoices
from planner.document.read_values import DocumentError
from planner.editing.away import with_habits_away
from planner.editing.calendar import Kept, move_on
from planner.editing.own_edits import with_own
from planner.files.backups import open_or_recover
from planner.files.sharing import NOTHING, Seen
from planner.files.store import StoreError
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import Templates, read_templates
from planner.foods.seasons import NORTH
from planner.language.translate import _, ngettext
from planner.needs.adjusted_targets import targets_of
from planner.needs.targets import TargetError, Targets
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.drinks import drinks_of
from planner.plan.looking_back import Before, days_before
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_from_fixed
from planner.shopping.bought import read_bought

NEW_DOCUMENT_DAYS = 7
NEW_DOCUMENT_HABITS = with_effort(Habits(), USUAL)  # who wants more variety raises the numbers


@dataclass(frozen=True, slots=True)
class OpenedFiles:
    """What the window starts with.

    ``catalogue`` is the one that comes with Magnolia, without the document's own foods. ``plan`` is what was on screen
    last time, if its foods are still known; ``valid`` says that it passed its audit. ``refused`` says why the kept
    file could not be read: it must not be written over. ``recovered`` tells that it was damaged and what was opened in
    its place. ``fresh`` says that nothing was kept: it is a first start. ``seen`` is what the file holds now.
    """

    catalogue: Catalogue
    document: Document
    plan: Plan | None = None
    valid: bool = False
    notices: tuple[str, ...] = ()
    refused: str | None = None
    recovered: tuple[str, ...] = ()
    fresh: bool = False
    seen: Seen = NOTHING
    over: int = 0  # days of the plan that were over and are recorded now


def new_document(today: date, units: str = UNITS[0], season: str = NORTH, seed: int = 0) -> Document:
    """A document in which nothing is decided, that begins today, with an id of its own."""
    return Document(
        days=NEW_DOCUMENT_DAYS,
        start=today,
        shopping=ListChoices(packs=units),
        season=season,
        seed=seed,
        habits=NEW_DOCUMENT_HABITS,
        id=uuid4().hex,
    )


def open_files(catalogue_path: Path, document_path: Path, fresh: Document, stop: threading.Event) -> OpenedFiles | None:
    """Reads the catalogue and the kept document, or gives None when told to stop.

    ``fresh`` is what there is where no document is kept yet.

    Raises:
        CatalogueError: if the catalogue cannot be read at all.
    """
    catalogue = read_catalogue(catalogue_path)
    if stop.is_set():
        return None
    said = _problems(catalogue, catalogue_path.name)
    try:
        found = open_or_recover(document_path)
    except StoreError as error:
        return OpenedFiles(catalogue, fresh, notices=said, refused=str(error))
    if found.stored is None:
        return OpenedFiles(catalogue, fresh, notices=said, fresh=True)
    return replace(
        opened_from(found.stored, catalogue, said, fresh.start or date.min), recovered=found.told, seen=found.seen
    )


def _problems(catalogue: Catalogue, name: str) -> tuple[str, ...]:
    if not catalogue.problems:
        return ()
    first, *more = catalogue.problems
    said = _("Left out of {name}: {problem}, and {count} more.") if more else _("Left out of {name}: {problem}.")
    return (said.format(name=name, problem=first, count=len(more)),)


def opened_from(stored: Stored, shipped: Catalogue, said: tuple[str, ...], today: date = date.min) -> OpenedFiles:
    """What the window starts with from a stored document; ``said`` are sentences to be shown before its own.

    Days before ``today`` are recorded.
    """
    templates = read_templates()
    catalogue = with_own(shipped, stored.document)
    missing = foods_missing(stored, catalogue)
    if missing:
        names = ", ".join(sorted(missing))
        said = (*said, _("No longer among the foods: {names}. What you chose for them is kept.").format(names=names))
    if left_out := catalogue.dishes_left_out[len(shipped.dishes_left_out) :]:
        sentence = _("Left out, because a food of it is missing: {dishes}.")
        said = (*said, sentence.format(dishes=", ".join(left_out)))
    document = with_id(stored.document)
    for food in missing:
        document = document.without_food_in_locks(food)
    document, opened = without_broken_locks(document, catalogue, None)
    if opened:
        said = (*said, opened)
    document = with_habits_away(document)
    if any(portion.food in missing for meal in stored.plan for portion in meal.portions) or not stored.plan:
        kept = Kept(catalogue, read_bought())
        moved = move_on(document, None, _targets(document), today, kept, stored.plan)
        return OpenedFiles(shipped, moved.document, notices=said)
    plan: Plan | None = plan_from_fixed(stored.plan, catalogue, drinks_of(document, catalogue))
    moved = move_on(document, plan, _targets(document), today, Kept(catalogue, read_bought()))
    document, plan = moved.document, moved.plan
    valid = plan is not None and _is_valid(plan, document, templates, days_before(document, catalogue))
    if moved.over:
        said = (*said, over_in_words(moved.over))
    return OpenedFiles(shipped, document, plan, valid, said, over=moved.over)


def over_in_words(days: int) -> str:
    """That days passed."""
    return ngettext(
        "{count} day is over; it is recorded as it was planned, unless you say otherwise.",
        "{count} days are over; they are recorded as they were planned, unless you say otherwise.",
        days,
    ).format(count=days)


def _targets(document: Document) -> Targets | None:
    try:
        return targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return None


def _is_valid(plan: Plan, document: Document, templates: Templates, before: Before) -> bool:
    targets = _targets(document)
    return targets is not None and not audit(plan, document, targets, templates, before.days)


def without_broken_locks(
    document: Document, catalogue: Catalogue, targets: Targets | None
) -> tuple[Document, str | None]:
    """Opens the locks that no plan can keep, with a sentence when there were any.

    Such a lock holds a food that diet, allergens or taste exclude, a portion out of its range, or, where
    ``targets`` are given, a meal that a day with so little energy does not have.
    """
    templates = read_templates()
    before = document.locks
    for food in {portion.food for lock in before for portion in lock.portions}:
        if food in catalogue and not allows(document, catalogue[food]):
            document = document.without_food_in_locks(food)
    kept = []
    meals = templates.ids_for(targets.energy_kcal, targets.snacks) if targets else templates.meal_ids
    for lock in document.locks:
        try:
            check_locks(replace(document, locks=(lock,)), catalogue, templates)
        except DocumentError:
            continue
        if lock.meal in meals:
            kept.append(lock)
    document = replace(document, locks=tuple(kept))
    if document.locks == before:
        return document, None
    return document, _("A locked meal no longer fits what you chose, so its lock was opened.")
