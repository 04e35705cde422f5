"""The option of ``intake`` and ``changes`` that reads what was eaten from a file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from planner.commands.given import BadInput, Given
from planner.foods.foods_csv import CatalogueError
from planner.language.translate import _

if TYPE_CHECKING:
    from planner.diary.guesses import Diary  # slow to load, and most commands read none
    from planner.now.eaten import Entries


def add_options(command: argparse.ArgumentParser) -> None:
    """What a command takes that looks at usual days."""
    command.add_argument(
        "--from",
        dest="diary",
        type=Path,
        metavar="FILE",
        help=_("a table of what was eaten, such as Cronometer's servings, in place of the usual days of the document"),
    )
    command.add_argument("--guesses", action="store_true", help=_("with --from: count what is not sure, too"))


def days_from(options: argparse.Namespace, given: Given) -> "tuple[tuple[Entries, ...], Diary]":
    """The last days of the file of ``--from``. With ``--guesses`` what nobody can tell is in them as an unknown food.

    Raises:
        BadInput: if the file cannot be read, or somebody must look at a line of it first.
    """
    from planner.diary.guesses import entries_of, last_days, read_with_guesses
    from planner.diary.output import diary_to_text
    from planner.now.entering import Finder

    try:
        diary = read_with_guesses(options.diary, Finder(given.catalogue), given.catalogue)
    except CatalogueError as error:
        raise BadInput(str(error)) from None
    days = last_days(diary)
    if not options.guesses and any(not diary.guesses[place].sure for place in diary.on(days)):
        asked = diary_to_text(diary)
        raise BadInput(f"{asked}\n" + _("Look at them on the page What I eat now, or give --guesses to count them."))
    meals = given.templates.ids_for(given.targets.energy_kcal, given.targets.snacks)
    found = tuple(day for day in entries_of(diary, days, given.catalogue, meals) if day)
    if not found:
        raise BadInput(_("{name}: nothing was eaten in it").format(name=options.diary.name))
    return found, diary


def checked(options: argparse.Namespace) -> None:
    """Whether the options go together.

    Raises:
        BadInput: if they do not.
    """
    if options.guesses and options.diary is None:
        raise BadInput(_("--guesses is for --from"))


def to_json(diary: "Diary | None") -> dict[str, object]:
    """What came of its lines, nothing without a file."""
    if diary is None:
        return {}
    from planner.diary.output import diary_to_json

    return {"read": diary_to_json(diary)}


def to_text(diary: "Diary | None") -> str:
    """What came of its lines, nothing without a file."""
    if diary is None:
        return ""
    from planner.diary.output import diary_to_text

    return diary_to_text(diary)
