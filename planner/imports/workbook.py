"""The first sheet of a workbook (XLSX) as rows of text, within limits: nothing in it is run, followed or fetched."""

import datetime
import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree.ElementTree import ParseError

from planner.foods.foods_csv import CatalogueError
from planner.language.plain_text import one_line
from planner.language.translate import _

MAX_UNPACKED = 30 * 1024 * 1024  # [bytes] of all parts: a table of 2 MB unpacks to some 15
MAX_PARTS = 500
MAX_ROWS = 10_001  # with the header; rows behind are not looked at; a sheet can claim a million
MOST_LETTERS = 32_000  # of a cell: what a workbook can hold


def is_workbook(content: bytes) -> bool:
    """Whether a zip is a workbook."""
    return content.startswith(b"PK\x03\x04") and b"[Content_Types].xml" in content


def sheet_rows(content: bytes, name: str, most_columns: int) -> list[list[str]]:
    """The rows of the first sheet that has any, each cell as text: numbers with a point, dates as ISO 8601 has them.

    Raises:
        CatalogueError: if it is damaged, or larger than a table can be; the message is a sentence for the user.
    """
    _check(content, name)
    import openpyxl  # slow to load, and a window without an import has no use for it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
            for sheet in book.worksheets:
                rows = list(_rows(sheet.iter_rows(max_row=MAX_ROWS, max_col=most_columns + 1, values_only=True)))
                if any(any(row) for row in rows):
                    return rows
    except (*_DAMAGED, LookupError, TypeError, AttributeError) as error:  # what openpyxl comes to in a damaged file
        why = one_line(str(error))[:80]
        raise CatalogueError(_("{name}: the workbook is damaged ({why})").format(name=name, why=why)) from None
    raise CatalogueError(_("{name}: the file is empty").format(name=name))


_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    EOFError,
    ParseError,
)


def _check(content: bytes, name: str) -> None:
    """Refuses what unpacks to too much, and XML that declares entities, before anything is read from it.

    Python unpacks no more of a part than its header says, so that the sum of the headers holds.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                said = _("{name}: unpacked it is larger than {most} MB")
                raise CatalogueError(said.format(name=name, most=MAX_UNPACKED // 1024 // 1024))
            for part in parts:
                if not part.filename.endswith((".xml", ".rels")):
                    continue
                with archive.open(part) as file:
                    if b"<!DOCTYPE" in file.read(1024).upper():
                        raise CatalogueError(
                            _("{name}: a workbook that declares entities is not read").format(name=name)
                        )
    except CatalogueError:  # it is a ValueError as well
        raise
    except _DAMAGED as error:
        raise CatalogueError(_("{name}: the workbook is damaged ({why})").format(name=name, why=error)) from None


def _rows(values: Iterator[tuple[object, ...]]) -> Iterator[list[str]]:
    for row in values:
        cells = [_text(value) for value in row]
        while cells and not cells[-1]:
            cells.pop()
        yield cells


def _text(value: object) -> str:
    """A cell as text. A number with three decimals gets a fourth: "1.250" alone could be read as thousands."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        text = f"{value:.10f}".rstrip("0").rstrip(".")
        return f"{text}0" if len(text.partition(".")[2]) == 3 else text
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    return " ".join(str(value)[:MOST_LETTERS].split())
