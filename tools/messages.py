"""Writes planner/locale/magnolia.pot: every text a person may read, for translators. Needs Babel, of the dev extra.

Usage: python -m tools.messages [--check]

A translation is planner/locale/LANGUAGE/LC_MESSAGES/magnolia.po beside its compiled magnolia.mo:

    pybabel init -D magnolia -i planner/locale/magnolia.pot -d planner/locale -l de
    pybabel update -D magnolia -i planner/locale/magnolia.pot -d planner/locale
    pybabel compile -D magnolia -d planner/locale
"""

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "planner" / "locale" / "magnolia.pot"
KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "ngettext": (1, 2)}
COMMENTS = ("Translators:",)  # begin a comment that is for translators
WIDTH = 110  # [characters]
HEADER = """\
# Texts of Magnolia. Names in braces stay as they are; where they stand in a sentence is free.
msgid ""
msgstr ""
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


def sources() -> list[Path]:
    """The modules with texts, in one order everywhere."""
    return [ROOT / "main.py", *sorted(ROOT.glob("planner/**/*.py")), *sorted(ROOT.glob("ui/**/*.py"))]


def messages() -> Catalog:
    """Every text in ``_`` and ``ngettext``, with the files it is in."""
    found = Catalog(charset="utf-8")
    for path in sources():
        name = path.relative_to(ROOT).as_posix()
        for line, message, comments, _context in extract_from_file("python", path, KEYWORDS, COMMENTS):
            found.add(message, locations=[(name, line)], auto_comments=comments)
    return found


def template() -> str:
    """The file as it should be. Without line numbers and dates, so that it changes only where a text does."""
    file = io.BytesIO()
    write_po(file, messages(), width=WIDTH, omit_header=True, include_lineno=False)
    return HEADER + file.getvalue().decode()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="writes the texts of Magnolia for translators")
    parser.add_argument("--check", action="store_true", help="write nothing, and fail where the file is out of date")
    options = parser.parse_args(arguments)
    text = template()
    if options.check:
        old = TEMPLATE.read_text(encoding="utf-8") if TEMPLATE.exists() else ""
        if old != text:
            print("planner/locale/magnolia.pot is out of date: run python -m tools.messages")
        return int(old != text)
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_text(text, encoding="utf-8", newline="\n")
    print(f"{TEMPLATE.relative_to(ROOT)}: {text.count('msgid ') - 1} texts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
