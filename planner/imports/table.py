"""A table as other programs write it: its encoding, separator and decimal sign are found out, and can be said."""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.foods.foods_csv import CatalogueError
from planner.imports import fooddata_central
from planner.imports.workbook import is_workbook, sheet_rows
from planner.language.read_number import plain_figures, read_number
from planner.language.translate import _
from planner.ordinary_file import read_ordinary
from planner.own.label_checks import MOST_FIGURES, NoNumberError

MAX_BYTES = 2 * 1024 * 1024  # some 10,000 foods: more than anybody has of their own
MAX_ZIPPED = fooddata_central.MAX_BYTES  # of a zip of FoodData Central
MAX_COLUMNS = 300
LINES_IN_A_CELL = 12  # a cell that spans more was opened by a quotation mark out of place
SEPARATORS = (",", ";", "\t", "|")
ENCODINGS = ("utf-8", "utf-16", "cp1252")
COMMA, POINT = ",", "."
_SEP = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_WITH_COMMA, _WITH_POINT = re.compile(r"\d+,\d+"), re.compile(r"\d+\.\d+")
_TWO_WAYS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
_BELOW = re.compile(r"[<≤]\s*[\d.,]+")  # less than can be measured
UNKNOWN = frozenset(
    (
        *("", "na", "n/a", "n.a", "nan", "null", "none", "nil", "nd", "n.d", "-", "–", "—", "?", "unknown"),
        *("unbekannt", "inconnu", "k.a", "k. a", "tr", "trace", "traces", "spuren"),
    )
)
_LOOKED_AT = 30  # records, from which separator and decimal sign are taken


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a file is written. What is empty is found out."""

    encoding: str = ""
    separator: str = ""
    decimal: str = ""


FOUND_OUT = Dialect()


@dataclass(frozen=True, slots=True)
class Row:
    """One record: its cells, and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the records under it; ``bad`` are lines with no full set of cells, with why.

    ``text`` says whether it was read from text, whose encoding and separator can be put right.
    """

    name: str
    dialect: Dialect
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    bad: tuple[tuple[int, str], ...] = ()
    header_line: int = 1
    text: bool = True


def read_file(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a table, at most one more than ``most``.

    Raises:
        CatalogueError: if it cannot be read.
    """
    try:
        return read_ordinary(path, max(most, MAX_ZIPPED) if path.suffix.casefold() == ".zip" else most)
    except FileNotFoundError:
        raise CatalogueError(_("{name}: there is no such file").format(name=path.name)) from None
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise CatalogueError(_("{name}: cannot be read ({why})").format(name=path.name, why=why)) from None


def read_table(content: bytes, name: str, given: Dialect = FOUND_OUT, most: int = MAX_BYTES) -> Table:
    """The table in a file; ``given`` says what the user knows better.

    Raises:
        CatalogueError: if it is empty, too large, or no text; the message is a sentence for the user.
    """
    zipped = content.startswith(b"PK\x03\x04") and fooddata_central.is_fooddata_central(content)
    most = MAX_ZIPPED if zipped else most
    if len(content) > most:
        raise CatalogueError(_("{name}: larger than {most} MB").format(name=name, most=most // 1024 // 1024))
    if zipped:
        return _of_cells(fooddata_central.joined_rows(content, name), name, POINT)
    if is_workbook(content):
        return _of_cells(sheet_rows(content, name, MAX_COLUMNS), name, given.decimal)
    if content.startswith(b"PK\x03\x04"):
        raise CatalogueError(_("{name}: this is no table of text; save it as CSV").format(name=name))
    encoding = given.encoding or _encoding_of(content)
    text = _decoded(content, encoding, name)
    if not text.strip("\ufeff \t\r\n,;"):
        raise CatalogueError(_("{name}: the file is empty").format(name=name))
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    first, told = _first_line(lines)
    separator = given.separator or told or _separator_of(lines[first:])
    records = list(_records(lines, first, separator))
    return _of_records(records, name, Dialect(encoding, separator, given.decimal))


def _of_cells(rows: Sequence[Sequence[str]], name: str, decimal: str) -> Table:
    """The table of rows that were cells already: a row that is shorter than the header has blanks."""
    begun = next((place for place, row in enumerate(rows) if any(row)), 0)
    width = len(rows[begun]) if rows else 0
    records = [
        (place + 1, [*row, *[""] * (width - len(row))], False) for place, row in enumerate(rows) if place >= begun
    ]
    return replace(_of_records(records, name, Dialect(decimal=decimal)), text=False)


def _of_records(records: Sequence[tuple[int, list[str], bool]], name: str, dialect: Dialect) -> Table:
    width = len(records[0][1]) if records else 0
    if width > MAX_COLUMNS:
        raise CatalogueError(
            _("{name}: line {line} has {count} columns, expected at most {most}").format(
                name=name, line=records[0][0], count=width, most=MAX_COLUMNS
            )
        )
    header = tuple(records[0][1])
    while header and not header[-1]:  # empty columns at the end, as spreadsheets leave them
        header = header[:-1]
    rows: list[Row] = []
    bad: list[tuple[int, str]] = []
    for line, cells, open_quote in records[1:]:
        if not any(cells):
            continue
        if open_quote:
            bad.append((line, _("a quotation mark is out of place")))
        elif len(cells) < len(header) or any(cells[len(header) :]):
            said = _("{count} cells, expected {expected}")
            bad.append((line, said.format(count=len(cells), expected=len(header))))
        else:
            rows.append(Row(line, tuple(cells[: len(header)])))
    dialect = replace(dialect, decimal=dialect.decimal or _decimal_of(rows))
    return Table(name, dialect, header, tuple(rows), tuple(bad), records[0][0])


def _encoding_of(content: bytes) -> str:
    """The encoding a file is in, as far as it shows."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    head = content[:2000]
    if len(head) >= 4 and head.count(0) > len(head) // 5:
        return "utf-16-le" if head[1::2].count(0) > head[::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _decoded(content: bytes, encoding: str, name: str) -> str:
    if encoding == "utf-16" and content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16-le"
    try:
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        said = _("{name}: line {line} is not text in {encoding}; choose another encoding, or save it as “CSV UTF-8”")
        raise CatalogueError(said.format(name=name, line=line, encoding=encoding.upper())) from None
    return text.removeprefix("\ufeff")


def _first_line(lines: Sequence[str]) -> tuple[int, str]:
    """The place of the header, and the separator that a line ``sep=`` before it tells."""
    told = ""
    for place, line in enumerate(lines):
        if found := _SEP.fullmatch(line):
            told = found[1]
        elif line.strip(" \t,;|"):
            return place, told
    return 0, told


def _separator_of(lines: Sequence[str]) -> str:
    """The sign that cuts the first lines into the most columns, alike in all of them."""
    best = (0.0, 0, ",")
    for separator in SEPARATORS:
        counts = [len(cells) for _line, cells, _open in _some(_records(lines, 0, separator))]
        if counts and counts[0] > 1:
            alike = sum(count == counts[0] for count in counts) / len(counts)
            best = max(best, (round(alike, 1), counts[0], separator), key=lambda each: (each[0] * each[1], each[0]))
    return best[2]


def _some(records: Iterator[tuple[int, list[str], bool]]) -> Iterator[tuple[int, list[str], bool]]:
    for number, record in enumerate(records):
        if number == _LOOKED_AT:
            return
        if any(record[1]):
            yield record


def _records(lines: Sequence[str], first: int, separator: str) -> Iterator[tuple[int, list[str], bool]]:
    """Line, cells, and whether a quotation mark was left open, of every record from ``first`` on.

    A cell may span lines; a mark that closes nowhere near costs its own line and no other.
    """
    place, width = first, 0
    while place < len(lines):
        taken = 1
        cells = _cells(lines[place], separator)
        while cells is None and taken < LINES_IN_A_CELL and place + taken < len(lines):
            taken += 1
            joined = _cells("\n".join(lines[place : place + taken]), separator)
            if joined is not None and (not width or len(joined) >= width // 2 + 1):
                cells = joined
        if cells is None:
            yield place + 1, lines[place].split(separator)[:MAX_COLUMNS], True
            taken = 1
        elif any(cells) or not width:
            width = width or len(cells)
            yield place + 1, cells, False
        place += taken


def _cells(text: str, separator: str) -> list[str] | None:
    """The cells of one record, None where a quotation mark is open or out of place."""
    if '"' not in text:
        return [cell.strip() for cell in text.split(separator)]
    try:
        records = list(csv.reader([text], delimiter=separator, strict=True))
    except csv.Error:
        return None
    return [" ".join(cell.split()) if "\n" in cell else cell.strip() for cell in records[0]] if records else [""]


def _decimal_of(rows: Sequence[Row]) -> str:
    """The decimal sign of the figures, empty where none shows: "1,234" alone can be read in two ways."""
    seen = Counter[str]()
    for row in rows:
        for cell in row.cells:
            if not _TWO_WAYS.fullmatch(cell):
                seen[COMMA] += bool(_WITH_COMMA.fullmatch(cell))
                seen[POINT] += bool(_WITH_POINT.fullmatch(cell))
    if seen[COMMA] == seen[POINT]:
        return ""
    return COMMA if seen[COMMA] > seen[POINT] else POINT


def amount_of(cell: str, decimal: str) -> float | None:
    """The amount in a cell, None for a blank and for words that say it is unknown: "NA", "-", "trace", "< 0.5".

    Raises:
        NoNumberError: if it is no amount, or can be read in two ways.
    """
    text = plain_figures(cell)
    if text.casefold().strip(". ") in UNKNOWN or _BELOW.fullmatch(text):
        return None
    if _TWO_WAYS.fullmatch(text):
        if not decimal:
            raise NoNumberError(
                _("“{text}” can be read in two ways: say which decimal sign the file has").format(text=cell)
            )
        return float(text.replace(",", ".") if decimal in text else re.sub("[.,]", "", text))
    number = read_number(text) if len(text) <= MOST_FIGURES else None
    if number is None:
        raise NoNumberError(_("“{text}” is no number").format(text=cell[:40]))
    return number
