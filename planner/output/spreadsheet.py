"""Tables as spreadsheets open them: CSV with the mark Excel looks for, CSV with decimal commas, and XLSX."""

import csv
import io
import re
from collections.abc import Iterator

from planner.language.plain_text import FORMULA_SIGNS

BOM = b"\xef\xbb\xbf"  # without it, Excel on Windows reads the file in the computer's old encoding
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3})?", re.ASCII)
_HIDDEN = re.compile(rf',(?=["\s]*[{re.escape(FORMULA_SIGNS)}])')  # a cell of its own where commas separate
WIDEST = 60  # [characters] of a column of a sheet


def marked(text: str) -> bytes:
    """A table as CSV that Excel opens rightly where the decimal sign is a point."""
    return BOM + text.encode()


def with_semicolons(text: str) -> bytes:
    """The same table for countries whose decimal sign is a comma: cut at semicolons, "12,5"."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    for row in _rows(text):
        writer.writerow(
            [cell.replace(".", ",") if _NUMBER.fullmatch(cell) else _HIDDEN.sub(r",'", cell) for cell in row]
        )
    return marked(file.getvalue())


def to_xlsx(text: str) -> bytes:
    """The same table as a workbook of one sheet: numbers are numbers, and no text is ever a formula."""
    import xlsxwriter  # slow to load, and a window without an export has no use for it

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        widths: dict[int, int] = {}
        for place, row in enumerate(_rows(text)):
            for at, cell in enumerate(row):
                if _NUMBER.fullmatch(cell):
                    sheet.write_number(place, at, float(cell))
                elif cell:
                    shown = _unmarked(cell)
                    sheet.write_string(place, at, shown, bold if place == 0 else None)
                widths[at] = max(widths.get(at, 0), min(WIDEST, len(cell)))
        for at, width in widths.items():
            sheet.set_column(at, at, width + 2)
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def _rows(text: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""))


def _unmarked(cell: str) -> str:
    """A text of a workbook needs no mark against formulas: its kind is said in the file."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(tuple(FORMULA_SIGNS)) else cell
