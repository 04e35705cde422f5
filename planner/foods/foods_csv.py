"""Reading foods.csv: a bad line is reported and the rest is kept. The only user of pandas."""

import csv
import math
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.catalogue import Catalogue, Problem
from planner.foods.dishes import read_dishes
from planner.foods.food import (
    ANIMAL_GROUPS,
    FLAGS,
    MERCURY_CLASSES,
    METRICS,
    OWN,
    OXALATE_CLASSES,
    ROLES,
    SOURCES,
    Food,
)
from planner.foods.nutrients import Nutrient
from planner.foods.vocabulary import ALLERGENS, DIETS, diets_of
from planner.language.numbers import figure
from planner.language.plain_text import before_amounts
from planner.language.translate import _
from planner.ordinary_file import read_ordinary

MAX_BYTES = 20 * 1024 * 1024

MAX_ROWS = 20_000

MAX_COLUMNS = 300

MAX_TEXT = 300  # characters in one cell

ENERGY_MOST = 950.0  # [kcal / 100 g] pure fat has 902

STEP_G_MOST = 1000.0  # [g]

_ID = re.compile(r"[a-z][a-z0-9_]*")

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

_DESCRIPTION = (
    "id",
    "name",
    "group",
    "roles",
    "measure",
    "step",
    "step_g",
    "max_steps",
    "diet",
    "allergens",
    "source",
    "fdc_id",
)

_OPTIONAL = (
    "min_steps",
    "metric",
    "familiarity",
    "daily_max",
    "weekly_max",
    "oxalate",
    "mercury",
    "flags",
)

_OTHER_SEPARATORS = ((";", _("semicolons")), ("\t", _("tabs")), ("|", _("bars")))  # as other programs write tables

_KNOWN = frozenset({*_DESCRIPTION, *_OPTIONAL, *nutrients.BY_KEY})


class CatalogueError(ValueError):
    """The file as a whole cannot be read; the message is a sentence for the user."""


def read_catalogue(path: Path) -> Catalogue:
    """Reads foods.csv and adds the dishes that can be made of it; a bad line is reported and the rest is kept.

    Raises:
        CatalogueError: if the file is missing, empty, too large, not UTF-8, or has no header as expected.
    """
    return catalogue_from_text(_read_text(path), path.name)


def catalogue_from_text(text: str, name: str = "foods.csv") -> Catalogue:
    """The catalogue in ``text``, as ``read_catalogue``; ``name`` stands in the errors."""
    import pandas as pd

    header, lines, problems = _split(text, name)
    if not lines and not problems:
        raise CatalogueError(_("{name}: there is no food in it, only a header").format(name=name))
    table = pd.DataFrame([cells for _, cells in lines], columns=header, dtype=str)
    amount_columns = [column for column in header if column in nutrients.BY_KEY]
    numbers = {column: pd.to_numeric(table[column], errors="coerce").to_list() for column in amount_columns}

    foods: dict[str, Food] = {}
    names: dict[str, int] = {}
    for position, (line, cells) in enumerate(lines):
        row = {column: cell for column, cell in zip(header, cells, strict=True) if column in _KNOWN}
        amounts = {column: numbers[column][position] for column in amount_columns if row[column]}
        try:
            food = _food(row, amounts)
        except _BadLine as bad:
            problems.append(Problem(line, str(bad)))
            continue
        if food.id in foods:
            problems.append(Problem(line, _("the id {food} occurs a second time").format(food=food.id)))
        elif food.name.casefold() in names:
            problems.append(Problem(line, _("the name {food} occurs a second time").format(food=food.name)))
        else:
            foods[food.id] = food
            names[food.name.casefold()] = line
    dishes, left_out = read_dishes(foods)
    in_order = tuple(sorted(problems, key=lambda problem: problem.line))
    return Catalogue(MappingProxyType(foods | dishes), in_order, left_out)


class _BadLine(Exception):  # noqa: N818 - it never leaves this module
    """Why one line is left out."""


def _read_text(path: Path) -> str:
    try:
        content = read_ordinary(path, MAX_BYTES)
    except FileNotFoundError:
        raise CatalogueError(_("{path}: there is no such file").format(path=path)) from None
    except (OSError, ValueError) as error:
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise CatalogueError(_("{path}: cannot be read ({error})").format(path=path, error=why)) from None
    if len(content) > MAX_BYTES:
        raise CatalogueError(_("{path}: larger than {most} MB").format(path=path.name, most=MAX_BYTES // 1024 // 1024))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise CatalogueError(_("{path}: line {line} is not UTF-8 text").format(path=path.name, line=line)) from None
    if not text.strip():
        raise CatalogueError(_("{path}: the file is empty").format(path=path.name))
    return text


def _split(text: str, name: str) -> tuple[list[str], list[tuple[int, list[str]]], list[Problem]]:
    """Header, (line number, cells) of every full line, and the lines that have no full set of cells.

    A cell never spans lines, so a quotation mark left open costs its own line and no other.
    """
    texts = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(texts) > MAX_ROWS + 1 and sum(bool(line.strip(" ,")) for line in texts) > MAX_ROWS + 1:
        raise CatalogueError(_("{name}: more than {most} rows").format(name=name, most=MAX_ROWS))
    try:
        header = _cells(texts[0])
    except csv.Error as error:
        raise CatalogueError(_("{name}: line 1 cannot be read ({error})").format(name=name, error=error)) from None
    problems = _check_header(header, name)
    lines: list[tuple[int, list[str]]] = []
    for number, line in enumerate(texts[1:], start=2):
        if not line.strip(" ,"):
            continue
        try:
            cells = _cells(line)
        except csv.Error:
            problems.append(Problem(number, _("a quotation mark is out of place")))
            continue
        if len(cells) != len(header):
            problems.append(
                Problem(number, _("{count} cells, expected {expected}").format(count=len(cells), expected=len(header)))
            )
        else:
            lines.append((number, cells))
    return header, lines, problems


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], strict=True))]


def _check_header(header: list[str], name: str) -> list[Problem]:
    if len(header) > MAX_COLUMNS:
        raise CatalogueError(
            _("{name}: line 1 has {count} columns, expected at most {most}").format(
                name=name, count=len(header), most=MAX_COLUMNS
            )
        )
    required = (*_DESCRIPTION, nutrients.ENERGY.key, nutrients.MAGNESIUM.key)
    missing = [column for column in required if column not in header]
    if missing:
        first = header[0] if header else ""  # the line may be empty
        if found := next((said for sign, said in _OTHER_SEPARATORS if first.count(sign) > len(header)), ""):
            raise CatalogueError(
                _("{name}: line 1 is separated by {found}, expected commas").format(name=name, found=found)
            )
        raise CatalogueError(
            _("{name}: line 1 lacks the columns {missing}").format(name=name, missing=", ".join(missing))
        )
    twice = sorted({column for column in header if header.count(column) > 1})
    if twice:
        named = ", ".join(repr(column[:MAX_TEXT]) for column in twice[:5])
        raise CatalogueError(_("{name}: line 1 has the column {named} twice").format(name=name, named=named))
    return [
        Problem(1, _("the column {column!r} is not known and was left out").format(column=column[:MAX_TEXT]))
        for column in header
        if column not in _KNOWN
    ]


def _food(row: Mapping[str, str], amounts: Mapping[str, float]) -> Food:
    for column, cell in row.items():
        if len(cell) > MAX_TEXT:
            raise _BadLine(_("{column} is longer than {most} characters").format(column=column, most=MAX_TEXT))
        if _CONTROL.search(cell):
            raise _BadLine(_("{column} has a control character in it").format(column=column))
    food_id, name = row["id"], row["name"]
    if not _ID.fullmatch(food_id):
        raise _BadLine(
            _("the id is {food_id!r}, expected small letters, digits and _ after a letter").format(food_id=food_id)
        )
    for column in ("name", "group", "measure"):
        if not row[column]:
            raise _BadLine(_("{column} of {food_id} is blank").format(column=column, food_id=food_id))
    min_steps = _whole(row, "min_steps", 1, 1, 40)
    max_steps = _whole(row, "max_steps", None, min_steps, 40)
    staple = bool(set(row["roles"].split(";")) & {"bread", "milk", "fat", "flavour"})
    daily_max = _whole(row, "daily_max", max_steps * (3 if staple else 1), max_steps, 400)
    weekly_max = _whole(row, "weekly_max", daily_max * 7 if staple else max_steps * 3, min_steps, 2800)
    known = _amounts(name, amounts)
    return Food(
        id=food_id,
        name=before_amounts(name),
        group=row["group"],
        roles=_words(row, "roles", ROLES, least=1),
        measure=before_amounts(row["measure"]),
        step=_positive(row, "step", 1000),
        step_g=_positive(row, "step_g", STEP_G_MOST),
        min_steps=min_steps,
        max_steps=max_steps,
        diets=_diets(row),
        allergens=_words(row, "allergens", ALLERGENS),
        source=_word(row, "source", SOURCES),
        fdc_id=0 if row["source"] == OWN and not row["fdc_id"] else _whole(row, "fdc_id", None, 1, 10**9),
        amounts=MappingProxyType(known | _derived(row["group"], known)),
        daily_max=daily_max,
        weekly_max=weekly_max,
        familiarity=_whole(row, "familiarity", 2, 1, 3),
        metric=_word(row, "metric", METRICS, "g"),
        oxalate=_word(row, "oxalate", OXALATE_CLASSES, ""),
        mercury=_word(row, "mercury", MERCURY_CLASSES, ""),
        flags=_words(row, "flags", FLAGS),
    )


def _amounts(name: str, amounts: Mapping[str, float]) -> dict[Nutrient, float]:
    """Checked amounts; ``amounts`` holds only cells that are not blank, NaN where the text is no number."""
    known = {}
    for key, amount in amounts.items():
        nutrient = nutrients.BY_KEY[key]
        label = _("{label} of {name}").format(label=nutrient.label.lower(), name=name)
        if math.isnan(amount):
            raise _BadLine(_("{label} is not a number").format(label=label))
        if not (math.isfinite(amount) and amount >= 0):
            raise _BadLine(_("{label} is {amount}, expected a number >= 0").format(label=label, amount=amount))
        most = ENERGY_MOST if nutrient is nutrients.ENERGY else 100.0 * {"g": 1, "mg": 1e3, "µg": 1e6}[nutrient.unit]
        if amount > most:
            raise _BadLine(
                _("{label} is {amount} {unit} per 100 g, expected at most {most}").format(
                    label=label, amount=figure(amount), unit=nutrient.unit, most=figure(most)
                )
            )
        known[nutrient] = float(amount)
    if nutrients.ENERGY not in known:
        raise _BadLine(_("energy of {name} is blank, and nothing can be planned without it").format(name=name))
    return known


def _derived(group: str, known: Mapping[Nutrient, float]) -> dict[Nutrient, float]:
    """The amounts upper limits apply to, which no column holds (domain.md, traps)."""
    derived: dict[Nutrient, float] = {}
    vitamin_a = known.get(nutrients.BY_KEY["vit_a_rae_ug"])
    if vitamin_a is not None:
        derived[nutrients.VITAMIN_A_PREFORMED] = vitamin_a if group in ANIMAL_GROUPS else 0.0
    folic_acid = nutrients.folic_acid_added(known)
    if folic_acid is not None:
        derived[nutrients.FOLIC_ACID_ADDED] = folic_acid
    return derived


def _number(row: Mapping[str, str], column: str, parse: Callable[[str], float]) -> float:
    try:
        return parse(row[column])
    except (ValueError, OverflowError):
        raise _BadLine(
            _("{column} of {food} is {cell!r}, expected a number").format(
                column=column, food=row["id"], cell=row[column]
            )
        ) from None


def _positive(row: Mapping[str, str], column: str, most: float) -> float:
    number = _number(row, column, float)
    if not 0 < number <= most:
        raise _BadLine(
            _("{column} of {food} is {cell}, expected a number above 0 and at most {most}").format(
                column=column, food=row["id"], cell=row[column], most=figure(most)
            )
        )
    return number


def _whole(row: Mapping[str, str], column: str, default: int | None, least: int, most: int) -> int:
    if default is not None and not row.get(column):
        return default
    number = _number(row, column, float)
    if not (least <= number <= most and number == int(number)):
        raise _BadLine(
            _("{column} of {food} is {cell}, expected a whole number from {least} to {most}").format(
                column=column, food=row["id"], cell=row[column], least=least, most=most
            )
        )
    return int(number)


def _word(row: Mapping[str, str], column: str, words: tuple[str, ...], default: str | None = None) -> str:
    word = row.get(column, "")
    if not word and default is not None:
        return default
    if word not in words:
        raise _BadLine(
            _("{column} of {food} is {word!r}, expected {words}").format(
                column=column, food=row["id"], word=word, words=" or ".join(words)
            )
        )
    return word


def _words(row: Mapping[str, str], column: str, known: tuple[str, ...], least: int = 0) -> frozenset[str]:
    words = frozenset(word.strip() for word in row.get(column, "").split(";") if word.strip())
    unknown = sorted(words - set(known))
    if unknown:
        raise _BadLine(
            _("{column} of {food} has {unknown}, which nobody knows").format(
                column=column, food=row["id"], unknown=", ".join(map(repr, unknown))
            )
        )
    if len(words) < least:
        raise _BadLine(_("{column} of {food} is blank").format(column=column, food=row["id"]))
    return words


def _diets(row: Mapping[str, str]) -> frozenset[str]:
    """Every diet that allows the food: the strictest one named, and all that are laxer."""
    named = _words(row, "diet", DIETS, least=1)
    return diets_of(min(named, key=DIETS.index), _words(row, "allergens", ALLERGENS))
