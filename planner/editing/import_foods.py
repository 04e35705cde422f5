"""Foods from a file with the columns of foods.csv, taken as own foods."""

import csv
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from planner.document.document import Document
from planner.editing.own_edits import id_for, taken_names, with_own_food
from planner.foods.catalogue import Catalogue, Problem
from planner.foods.food import Food
from planner.foods.foods_csv import CatalogueError, catalogue_from_text
from planner.foods.nutrients import BY_KEY
from planner.foods.vocabulary import DIETS
from planner.language.plain_text import FORMULA_SIGNS, LEFT_TO_RIGHT
from planner.language.translate import _, ngettext
from planner.ordinary_file import read_ordinary
from planner.own.food import MOST_OWN_FOODS, OwnFood, folded
from planner.own.label_checks import problems_of

EVERY = 50  # foods, after which progress is told
MAX_BYTES = 2 * 1024 * 1024  # some 10,000 foods: more than anybody has of their own


@dataclass(frozen=True, slots=True)
class Import:
    """What a file holds: the foods that can be taken, and what is left out line by line."""

    name: str
    foods: tuple[OwnFood, ...]
    problems: tuple[Problem, ...]


def read_import(
    path: Path,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Import:
    """Reads a file; ``catalogue`` has the own foods already, whose names and ids stay theirs.

    ``progress`` hears of the foods looked at and of how many there are. When told to stop, it ends soon and what it
    gives is not whole.

    Raises:
        CatalogueError: if the file as a whole cannot be used; the message is a sentence for the user.
    """
    return import_from_bytes(_read(path), path.name, catalogue, document, stop, progress)


def import_from_bytes(
    content: bytes,
    name: str,
    catalogue: Catalogue,
    document: Document,
    stop: threading.Event | None = None,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Import:
    """As ``read_import``, of the bytes of the file ``name``."""
    if len(content) > MAX_BYTES:
        raise CatalogueError(_("{name}: larger than {most} MB").format(name=name, most=MAX_BYTES // 1024 // 1024))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = _("{name}: line {line} is not UTF-8 text; save it as “CSV UTF-8”.")
        raise CatalogueError(said.format(name=name, line=line)) from None
    if not text.strip():
        raise CatalogueError(_("{name}: the file is empty").format(name=name))
    table = catalogue_from_text(text, name)
    lines = _lines(text, table)
    foods: list[OwnFood] = []
    problems = list(table.problems)
    names = {folded(taken) for taken in taken_names(catalogue)}
    room = MOST_OWN_FOODS - len(document.own_foods)
    given = [food for food in table if food.recipe is None]  # without shipped dishes that its foods could make
    for place, food in enumerate(given):
        if stop is not None and stop.is_set():
            break
        if place % EVERY == 0:
            progress(place, len(given))
        if len(foods) >= room:
            problems.append(_no_room(lines.get(food.id, 1), food.name, len(given) - place - 1))
            break
        own = _own(food, catalogue, document)
        said_wrong = _wrong(own, names)
        if said_wrong is not None:
            problems.append(Problem(lines.get(food.id, 1), f"{food.name[:60]}: {said_wrong}"))
            continue
        foods.append(own)
        names.add(folded(own.name))
        document = with_own_food(document, own)
    return Import(name, tuple(foods), tuple(sorted(problems, key=lambda problem: problem.line)))


def _read(path: Path) -> bytes:
    try:
        return read_ordinary(path, MAX_BYTES)
    except FileNotFoundError:
        raise CatalogueError(_("{name}: there is no such file").format(name=path.name)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CatalogueError(_("{name}: cannot be read ({why})").format(name=path.name, why=why)) from None


def _lines(text: str, table: Catalogue) -> Mapping[str, int]:
    """The line each food stands on, for the report."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    header = [cell.strip() for cell in next(csv.reader([rows[0]]))]
    place = header.index("id")
    left_out = {problem.line for problem in table.problems}
    lines: dict[str, int] = {}
    for number, row in enumerate(rows[1:], start=2):
        if number in left_out:
            continue
        try:
            cells = next(csv.reader([row], strict=True), [])
        except csv.Error:
            continue
        if len(cells) == len(header) and cells[place].strip() in table:
            lines.setdefault(cells[place].strip(), number)
    return lines


def _no_room(line: int, name: str, more: int) -> Problem:
    """One for all that stand behind the last that is taken: nobody reads ten thousand of them."""
    said = _("There are {most} own foods already, and no room for more.").format(most=MOST_OWN_FOODS)
    if more:
        left = ngettext(
            "{count} food behind it was not looked at.", "{count} foods behind it were not looked at.", more
        )
        said = f"{said} {left.format(count=more)}"
    return Problem(line, f"{name[:60]}: {said}")


def _wrong(own: OwnFood, names: set[str]) -> str | None:
    """Why a food is not taken."""
    for text in (own.name, own.group, own.measure):
        if text.startswith(tuple(FORMULA_SIGNS)):
            return _("“{text}” begins like a formula of a spreadsheet.").format(text=text[:40])
    if folded(own.name) in names:
        return _("There is a food of this name already.")
    if problems := problems_of(own):
        return str(problems[0])
    return None


def _own(food: Food, catalogue: Catalogue, document: Document) -> OwnFood:
    return OwnFood(
        id=id_for(food.name, catalogue, document),
        name=food.name.replace(LEFT_TO_RIGHT, ""),
        group=food.group,
        roles=food.roles,
        measure=food.measure.replace(LEFT_TO_RIGHT, ""),
        step=food.step,
        step_g=food.step_g,
        diet=min(food.diets, key=DIETS.index),
        allergens=food.allergens,
        amounts=MappingProxyType({key: food.amounts[each] for key, each in BY_KEY.items() if each in food.amounts}),
        min_steps=food.min_steps,
        max_steps=food.max_steps,
        daily_max=food.daily_max,
        weekly_max=food.weekly_max,
        familiarity=food.familiarity,
        metric=food.metric,
        oxalate=food.oxalate,
        mercury=food.mercury,
        flags=food.flags,
    )
