"""Recipes that a saved web page marks in its own elements, as microdata or RDFa, instead of in a script.

Reads no more of HTML than this needs, in one pass whose time grows with the length of the page alone: tags, their
attributes, and text. Scripts and styles are passed over as text that means nothing; nothing is run or fetched.

https://html.spec.whatwg.org/multipage/microdata.html, https://www.w3.org/TR/rdfa-lite/
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST = 3_000_000  # [characters] that are looked at from the first recipe on
MOST_TAGS = 60_000
MOST_DEPTH = 400  # elements within each other; what is deeper is text of the last
MOST_LETTERS = 20_000  # of one value
MOST_RECIPES = 20  # of one page
_RECIPE = re.compile(
    r"<[a-z][a-z0-9-]{0,30}\b[^<>]{0,2000}?\b(?:itemtype|typeof)\s*=\s*[\"']?[^<>\"']{0,200}?\bRecipe\b", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9-]{0,30})([^<>]{0,4000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-z][a-z0-9:-]{0,40})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?", re.IGNORECASE)
_UNSEEN = re.compile(r"<(script|style|template|noscript|svg)\b", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_OF_A_LINE = frozenset(
    ["li", "p", "div", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "ul", "section", "dd", "dt"]
)  # text behind begins a line
_ENDS_ITSELF = frozenset(["li", "p", "dd", "dt", "tr", "td", "th", "option"])  # where the next begins
_AROUND = frozenset(["ul", "ol", "dl", "table", "div", "section", "article", "body", "form"])
_VALUE_OF = {"a": "href", "link": "href", "img": "src", "time": "datetime", "data": "value", "meter": "value"}
_MEDIA = frozenset(["img", "audio", "video", "source", "iframe", "embed"])


@dataclass(slots=True)
class _Item:
    """A thing that is marked: its type, and the values of its properties in order."""

    kind: str
    properties: dict[str, list[object]] = field(default_factory=dict)


@dataclass(slots=True)
class _Open:
    """An element that is not closed yet."""

    tag: str
    names: tuple[str, ...] = ()  # properties its value is of
    item: _Item | None = None  # that it begins
    value: str | None = None  # said in an attribute
    text: list[str] = field(default_factory=list)


def marked_recipes(page: str) -> Iterator[dict[str, object]]:
    """The recipes of a page, each as the JSON-LD that says the same."""
    begin = _RECIPE.search(page)
    if begin is None:
        return
    found: list[_Item] = []
    _read(_seen(page[begin.start() : begin.start() + MOST]), found)
    for item in found[:MOST_RECIPES]:
        yield _plain(item)


def _seen(text: str) -> str:
    """The text without comments and without what no reader sees."""
    kept: list[str] = []
    at = 0
    while at < len(text):
        comment = text.find("<!--", at)
        unseen = _UNSEEN.search(text, at, comment if comment != -1 else len(text))
        if unseen is not None:
            kept.append(text[at : unseen.start()])
            end = re.compile(rf"</{unseen[1]}\b", re.IGNORECASE).search(text, unseen.end())
        elif comment != -1:
            kept.append(text[at:comment])
            end = re.compile("-->").search(text, comment)
        else:
            kept.append(text[at:])
            break
        if end is None:
            break
        at = end.end()
    return "".join(kept)


def _read(text: str, found: list[_Item]) -> None:
    """Walks through the elements; recipes come in ``found`` when they begin."""
    stack: list[_Open] = []
    items: list[_Item] = []
    at = 0
    for number, tag in enumerate(_TAG.finditer(text)):
        _say(stack, text[at : tag.start()])
        at = tag.end()
        name = tag[2].casefold()
        if number > MOST_TAGS:
            break
        if name in _OF_A_LINE:
            _say(stack, "\n")
        if tag[1]:
            _close(stack, items, name)
        else:
            _open(stack, items, found, name, tag[3])
    while stack:
        _end(stack.pop(), items)


def _say(stack: list[_Open], text: str) -> None:
    """Text is part of every element around it whose value it may be: of the innermost, which hands it on."""
    if stack and text:
        stack[-1].text.append(text)


def _open(stack: list[_Open], items: list[_Item], found: list[_Item], name: str, rest: str) -> None:
    if name in _ENDS_ITSELF:
        for each in reversed(stack):
            if each.tag == name:
                _close(stack, items, name)
                break
            if each.tag in _AROUND:
                break
    attributes = {
        each[0].casefold(): html.unescape(each[1] or each[2] or each[3]).strip()
        for each in _ATTRIBUTE.findall(rest.removesuffix("/"))
    }
    names = tuple(
        each.rpartition("/")[2].rpartition(":")[2]
        for each in (attributes.get("itemprop") or attributes.get("property") or "").split()
    )
    kind = attributes.get("itemtype") or attributes.get("typeof") or ""
    item = None
    if kind or "itemscope" in attributes:
        item = _Item(kind.split(" ")[0].rpartition("/")[2].rpartition(":")[2])
        if item.kind == "Recipe":
            found.append(item)
    value = attributes.get("content")
    if value is None and name in _VALUE_OF and names:
        value = attributes.get(_VALUE_OF[name])
    if name in _MEDIA and value is None:
        value = attributes.get("src", "")
    opened = _Open(name, names, item, value)
    if name in _VOID:
        _end(opened, items, stack)
    elif len(stack) < MOST_DEPTH:
        stack.append(opened)
        if item is not None:
            items.append(item)


def _close(stack: list[_Open], items: list[_Item], name: str) -> None:
    """Ends an element and those inside that were left open; an end without a beginning means nothing."""
    if not any(each.tag == name for each in stack):
        return
    while stack:
        ended = stack.pop()
        _end(ended, items, stack)
        if ended.tag == name:
            return


def _end(ended: _Open, items: list[_Item], stack: list[_Open] | None = None) -> None:
    """Gives the value of an element to the thing around it, and its text to the element around it."""
    said = "".join(ended.text)[:MOST_LETTERS]
    if ended.item is not None and items and items[-1] is ended.item:
        items.pop()
    if ended.names and items:
        value: object = ended.value if ended.value is not None else _lines(said)
        if ended.item is not None:
            value = _plain(ended.item) if ended.item.kind else value
            if isinstance(value, dict):
                value.setdefault("text", _lines(said))
        for name in ended.names:
            items[-1].properties.setdefault(name, []).append(value)
    if stack and said:
        stack[-1].text.append(said)


def _plain(item: _Item) -> dict[str, object]:
    """A thing as JSON-LD has it; older pages call the ingredients of a recipe "ingredients"."""
    made: dict[str, object] = {"@type": item.kind}
    for name, values in item.properties.items():
        made[name] = values[0] if len(values) == 1 else values
    if item.kind == "Recipe" and "recipeIngredient" not in made and "ingredients" in made:
        made["recipeIngredient"] = made["ingredients"]
    return made


def _lines(text: str) -> str:
    """Text as it is read on the page: one line for each block of it."""
    lines = (" ".join(html.unescape(line).split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)
