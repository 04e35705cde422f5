"""Texts that stand for themselves in files of other programs: never a formula, a mark or a second line."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from planner.language.plain_text import FORMULA_SIGNS, one_line

_FORMULA = (*FORMULA_SIGNS, "\t", "\r", "\n")  # what makes a spreadsheet read a text cell as more than text

_HIDDEN = re.compile(
    rf'([;\t])(?=["\s]*[{re.escape(FORMULA_SIGNS)}])'
)  # a cell of its own where another sign separates
_OPEN = re.compile(r"([;\t])$")  # the mark that closes the cell would open the next one

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")

_MARKDOWN_START = re.compile(r"^(\d+)([.)])|^([+\-=])")


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula, also where it cuts lines at semicolons or tabs."""
    kept = f"'{text}" if text.startswith(_FORMULA) else text
    return _OPEN.sub(r"\1 ", _HIDDEN.sub(r"\1'", kept))


def markdown(text: str) -> str:
    """A text that stands for itself in Markdown."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("://", r"\://").replace("www.", r"www\.")
    return _MARKDOWN_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV: texts neutralised, numbers as they are, None blank.

    Quotation marks alone would not do: a spreadsheet that cuts at semicolons sees them only at the begin of a cell.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(one_line(cell)) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()
