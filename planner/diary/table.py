"""A table of what was eaten, as other programs and people write it: foods and amounts, with day and meal where told."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from planner.foods.foods_csv import CatalogueError
from planner.foods.meals import DINNER, EVENING_SNACK, MORNING_SNACK, SNACK
from planner.foods.search import folded
from planner.imports.table import COMMA, FOUND_OUT, POINT, Dialect, Row, Table, amount_of, read_table
from planner.language.read_number import plain_figures
from planner.language.translate import _
from planner.language.units import KJ_A_KCAL
from planner.own.label_checks import NoNumberError

MAX_BYTES = 8 * 1024 * 1024  # 5,000 lines of Cronometer, which writes eighty figures in each, have some 3
MOST_LINES = 20_000  # two years of ten meals a day
MOST_NAME = 200  # characters of a name
DAY, TIME, MEAL, NAME, AMOUNT, UNIT, ENERGY, KIND = "day", "time", "meal", "name", "amount", "unit", "energy", "kind"
_UNIT_AT_END = re.compile(r"^(.*?)[\s_]*[(\[]\s*([a-zµ]+)\s*[)\]]\s*$")
_LAST_UNIT = re.compile(r"^(.+)[\s_](g|kg|ml|oz|kcal|kj)$")
_NUMBER = r"(?:\d+\s+\d+\s?/\s?\d+|\d+\s?/\s?\d+|\d+(?:[.,]\d+)*)"
_AMOUNT = re.compile(rf"^(?:ca\.?|about|~)?\s*({_NUMBER})\s*(?:[x×*]\s*({_NUMBER}))?\s*(.*)$", re.IGNORECASE)
_TIME = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?\s*([ap])?\.?m?", re.IGNORECASE)
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
# The meal of a time of day: until this hour it is this meal.
_UNTIL = (
    *((10.5, "breakfast"), (11.5, MORNING_SNACK), (14.5, "lunch")),
    *((17.0, SNACK), (21.5, DINNER), (24.0, EVENING_SNACK)),
)


@dataclass(frozen=True, slots=True)
class Words:
    """What the words of a diary mean, by word."""

    columns: Mapping[str, str]
    meals: Mapping[str, str]
    units: Mapping[str, str]
    foods: Mapping[str, str]  # German names in the words of the tables


@cache
def read_words() -> Words:
    """The words the product ships."""
    told = tomllib.loads(files("planner.data").joinpath("diary.toml").read_text(encoding="utf-8"))
    columns, meals, units = (
        MappingProxyType({word: key for key, words in told[part].items() for word in words})
        for part in ("columns", "meals", "units")
    )
    return Words(columns, meals, units, MappingProxyType(told["words"]))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a diary as it was read; ``why`` says why its amount cannot be."""

    number: int  # of the file
    day: str
    meal: str  # empty where nobody says; a snack by its hour, which the day it goes to may not have
    name: str
    amount: float | None
    unit: str  # as it was written
    energy_kcal: float | None  # of the whole amount, as the other program counts it
    supplement: bool
    why: str = ""

    @property
    def text(self) -> str:
        """Such as "Oats, rolled, dry: 40 g"."""
        if self.amount is None:
            return self.name
        return f"{self.name}: {self.amount:g} {self.unit}".rstrip()


@dataclass(frozen=True, slots=True)
class DiaryTable:
    """The lines that could be read, the days they tell of in the order of the file, and the lines that could not."""

    name: str
    dialect: Dialect
    lines: tuple[Line, ...]
    days: tuple[str, ...]
    bad: tuple[tuple[int, str], ...]


def read_diary(content: bytes, name: str, given: Dialect = FOUND_OUT) -> DiaryTable:
    """What a file tells of what was eaten.

    Raises:
        CatalogueError: if nothing of it can be used; the message is a sentence for the user.
    """
    table = read_table(content, name, given, MAX_BYTES)
    if len(table.rows) > MOST_LINES:
        raise CatalogueError(
            _("{name}: {count} lines, expected at most {most}").format(
                name=name, count=len(table.rows), most=MOST_LINES
            )
        )
    places, units = _layout(table.header)
    for key, said in (
        (NAME, _("{name}: no column has the names of what was eaten; call it “food”")),
        (AMOUNT, _("{name}: no column says how much was eaten; call it “amount”")),
    ):
        if key not in places:
            raise CatalogueError(said.format(name=name))
    decimal = given.decimal or _decimal_of(table, places)
    lines, bad = [], list(table.bad)
    for row in table.rows:
        line = _line(row, places, units, decimal)
        if line is None:
            bad.append((row.line, _("it has no name of a food")))
        else:
            lines.append(line)
    dialect = Dialect(table.dialect.encoding, table.dialect.separator, decimal)
    return DiaryTable(name, dialect, tuple(lines), tuple(dict.fromkeys(each.day for each in lines)), tuple(bad))


def _layout(header: Sequence[str]) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """The column of each meaning, the first that has it, and the unit its title tells."""
    places: dict[str, int] = {}
    units: dict[str, str] = {}
    for place, title in enumerate(header):
        word, unit = " ".join(folded(title).replace("_", " ").split()), ""
        if found := _UNIT_AT_END.match(word) or _LAST_UNIT.match(word):
            word, unit = found[1].strip(), found[2]
        key = read_words().columns.get(word, "")
        if key and key not in places:
            places[key] = place
            unit = unit or (word if word in ("kj", "kcal") else "g" if word in _GRAMS else "")
            units[key] = unit
    return places, units


_GRAMS = frozenset({"grams", "gram", "gramm"})


def _decimal_of(table: Table, places: Mapping[str, int]) -> str:
    """The decimal sign of the amounts, else that of all other figures; empty where none shows."""
    seen = {COMMA: 0, POINT: 0}
    for row in table.rows:
        found = _AMOUNT.match(plain_figures(row.cells[places[AMOUNT]]))
        for number in (found[1], found[2] or "") if found else ():
            if not _TWO_WAYS.fullmatch(number):
                seen[COMMA] += "," in number
                seen[POINT] += "." in number
    if seen[COMMA] == seen[POINT]:
        return table.dialect.decimal
    return COMMA if seen[COMMA] > seen[POINT] else POINT


def _line(row: Row, places: Mapping[str, int], units: Mapping[str, str], decimal: str) -> Line | None:
    def cell(key: str) -> str:
        return " ".join(row.cells[places[key]].split()) if key in places else ""

    name = cell(NAME)[:MOST_NAME]
    if not name:
        return None
    amount, unit, why = _amount(cell(AMOUNT), decimal)
    unit = unit or cell(UNIT) or units.get(AMOUNT, "")
    supplement = "supplement" in folded(cell(KIND)) or meant(unit) == "tablet"
    energy = _energy(cell(ENERGY), units.get(ENERGY, ""), decimal)
    return Line(row.line, cell(DAY), _meal(cell(MEAL), cell(TIME)), name, amount, unit, energy, supplement, why)


def _amount(cell: str, decimal: str) -> tuple[float | None, str, str]:
    """The number and the unit in a cell, and why there is none."""
    text = plain_figures(cell)
    if not text:
        return None, "", _("No amount is given.")
    found = _AMOUNT.match(text)
    if found is None:
        return None, "", _("“{text}” is no amount.").format(text=cell[:40])
    try:
        numbers = [amount_of(each, decimal) for each in (found[1], found[2]) if each]
    except NoNumberError as error:
        return None, found[3].strip(), f"{error}."
    amount = 1.0
    for number in numbers:
        amount *= number or 0.0
    return amount, found[3].strip(), ""


def meant(unit: str) -> str:
    """The unit a word stands for: its first words that are known; empty where none is."""
    words = re.findall(r"[^\W\d_]+", folded(unit))
    for count in (2, 1):
        if found := read_words().units.get(" ".join(words[:count])):
            return found
    return ""


def _meal(group: str, time: str) -> str:
    word = " ".join(re.findall(r"[^\W\d_]+", folded(group)))
    if word in read_words().meals:
        return read_words().meals[word]
    found = _TIME.search(time)
    if found is None:
        return ""
    hour = int(found[1]) % 12 + 12 * (found[3].casefold() == "p") if found[3] else int(found[1])
    return next((meal for until, meal in _UNTIL if hour + int(found[2]) / 60 < until), "")


def _energy(cell: str, unit: str, decimal: str) -> float | None:
    """What the other program counts [kcal]; None where it does not say."""
    try:
        amount = amount_of(cell, decimal)
    except NoNumberError:
        return None
    return amount / KJ_A_KCAL if amount is not None and unit == "kj" else amount
