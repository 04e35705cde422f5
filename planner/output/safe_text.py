"""Texts that stand for themselves in files of other programs: never a formula, a mark or a second line."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what makes a spreadsheet read a text cell as more than text

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~&!$^])")

_MARKDOWN_START = re.compile(r"^(\d+)([.)])|^([+\-=])")


def one_line(text: str) -> str:
    """A name on one line: line ends and control characters become spaces, marks that turn the direction of what
    follows them are left out."""
    kept = (_in_line(character) for character in text)
    return " ".join("".join(kept).split())


def _in_line(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Cf" and unicodedata.bidirectional(character) in (
        "LRE",
        "RLE",
        "PDF",
        "LRO",
        "RLO",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    ):
        return ""
    return " " if kind in ("Cc", "Zl", "Zp", "Cs") else character


def safe_cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def markdown(text: str) -> str:
    """A text that stands for itself in Markdown."""
    escaped = _MARKDOWN.sub(r"\\\1", one_line(text)).replace("://", r"\://").replace("www.", r"www\.")
    return _MARKDOWN_START.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", escaped)


def to_csv(rows: Iterable[Sequence[object]]) -> str:
    """Rows as CSV: texts neutralised, numbers as they are, None blank."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    for row in rows:
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in row])
    return file.getvalue()
