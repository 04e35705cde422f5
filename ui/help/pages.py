"""The pages of Help: texts that come with Magnolia, in Markdown, and the search over all of them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from PySide6.QtGui import QTextDocument

from planner.language.translate import _

FOLDER = "guide"  # in this package: what docs/guide leads to, and what is shipped
ABOUT_MAGNESIUM, SOURCES, LICENCES, ABOUT, KEYS = "magnesium", "sources", "licences", "about", "keys"
GUIDE = (
    *(
        "first-evening",
        "foods",
        "plan",
        "nutrition",
        "why",
        "shopping",
        "weeks",
        "own-foods",
        "eating-now",
        "household",
    ),
    "your-data",
)
FIRST = GUIDE[0]
MADE = {LICENCES: _("Licences"), ABOUT: _("About Magnolia"), KEYS: _("Keys")}  # the titles of pages without a file
SNIPPET = 70  # characters of a finding
PICTURE = "\ufffc"  # what stands for one in the text of a document


@dataclass(frozen=True, slots=True)
class Page:
    """One page: ``id`` is the name of its file, ``text`` its Markdown without the title."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """Where a search found its words: the page, the heading above them, and the words around the first of them."""

    page: Page
    heading: str
    around: str
    word: str  # as it stands on the page


def read_page(page_id: str) -> Page:
    """A page that comes with Magnolia; its first line is its title.

    Raises:
        ValueError: if the page has no title.
    """
    whole = _text(page_id)
    first, found, rest = whole.partition("\n")
    if not first.startswith("# ") or not found:
        raise ValueError(f"{page_id}.md does not begin with a title")
    return Page(page_id, first[2:].strip(), rest.strip())


def guide() -> tuple[Page, ...]:
    """The guide, in the order in which a new user needs it."""
    return tuple(read_page(page) for page in GUIDE)


def picture(name: str, dark: bool) -> bytes | None:
    """A picture of the guide, that of the dark colours in place of the light one; None when there is no such picture.

    Only a plain name in the folder of the pictures is read.
    """
    found = re.fullmatch(r"images/([a-z0-9-]+)-light\.png", name)
    if found is None:
        return None
    file = files("ui").joinpath(FOLDER, "images", f"{found[1]}-{'dark' if dark else 'light'}.png")
    return file.read_bytes() if file.is_file() else None


def plain(markdown: str) -> str:
    """The words of a Markdown text, without its marks, pictures and addresses."""
    read = QTextDocument()
    read.setMarkdown(markdown)
    return re.sub(r"[^\S\n]+", " ", read.toPlainText().replace(PICTURE, " ")).strip()


def search(pages: Sequence[Page], text: str) -> tuple[Finding, ...]:
    """The sections with all the words, those with a word in their heading first; nothing for an empty text."""
    words = text.casefold().split()
    if not words:
        return ()
    found = [
        (all(word in f"{page.title} {heading}".casefold() for word in words), _finding(page, heading, body, words))
        for page in pages
        for heading, body in sections(page)
        if all(word in f"{page.title} {heading} {body}".casefold() for word in words)
    ]
    return tuple(finding for _named, finding in sorted(found, key=lambda pair: not pair[0]))


def sections(page: Page) -> Iterator[tuple[str, str]]:
    """The heading and the words of every part of a page; the first part is under the title."""
    heading, lines = page.title, list[str]()
    for line in page.text.splitlines():
        if line.startswith("#"):
            yield heading, plain("\n".join(lines))
            heading, lines = plain(line), []
        else:
            lines.append(line)
    yield heading, plain("\n".join(lines))


def _finding(page: Page, heading: str, body: str, words: Sequence[str]) -> Finding:
    flat = " ".join(body.split())
    place, word = min(((at, word) for word in words if (at := flat.casefold().find(word)) >= 0), default=(0, ""))
    start = max(0, place - SNIPPET // 3)
    start = flat.find(" ", start) + 1 if start else 0
    around = flat[start : start + SNIPPET].rsplit(" ", 1)[0] if len(flat) > start + SNIPPET else flat[start:]
    shown = f"{'… ' if start else ''}{around}{' …' if start + len(around) < len(flat) else ''}"
    return Finding(page, heading, shown, flat[place : place + len(word)])


@cache
def _text(page_id: str) -> str:
    return files("ui").joinpath(FOLDER, f"{page_id}.md").read_text(encoding="utf-8")


def filled(page: Page, **values: str) -> Page:
    """The page with its ``{names}`` replaced; whatever else is in braces stays."""
    text = page.text
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return Page(page.id, page.title, text)
