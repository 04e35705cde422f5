"""The one home of cleaning: texts of the user without what a terminal, a page or a calendar would take for an order."""

import unicodedata

_TURNS = ("LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")  # marks that turn the text after them
FORMULA_SIGNS = (
    "=+-@＝＋－＠﹦﹢﹣﹫"  # what a spreadsheet's formula begins with; the wide and small forms count as well
)
_ORDERS = ("Cc", "Cs", "Zl", "Zp")  # controls, half characters, ends of lines and paragraphs


def unprintable(text: str) -> bool:
    """Whether a text has a character no line of a list can show: a control, half a character, a turn of direction."""
    return any(_is_order(each) or _turns(each) for each in text)


def one_line(text: str) -> str:
    """A name on one line: line ends and control characters become spaces, marks that turn the direction of what
    follows them are left out."""
    kept = ("" if _turns(each) else " " if _is_order(each) else each for each in text)
    return " ".join("".join(kept).split())


def plain(text: str) -> str:
    """A whole text for a terminal or a page: its lines stay, and what one_line would not show is shown as a mark."""
    if text.isascii() and text.replace("\n", "").isprintable():
        return text
    return "".join(
        each if each == "\n" or not (_is_order(each) or _turns(each)) else "" if _turns(each) else "�" for each in text
    )


def escaped_json(text: str) -> str:
    """A text of JSON in which the same characters are written as JSON escapes them; it says the same."""
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    return "".join(
        each if each == "\n" or not (_is_order(each) or _turns(each)) else f"\\u{ord(each):04x}" for each in text
    )


def _is_order(character: str) -> bool:
    return unicodedata.category(character) in _ORDERS


def _turns(character: str) -> bool:
    return unicodedata.bidirectional(character) in _TURNS


LEFT_TO_RIGHT = "\u200e"  # shows nothing; what follows it is read from left to right
_FROM_RIGHT, _FROM_LEFT = ("R", "AL"), ("L",)


def before_amounts(name: str) -> str:
    """A name after which an amount can stand on one line. Behind a name from right to left, "30 g" would turn round.

    The mark at its end keeps figures and unit in order whichever way the whole line is read.
    """
    if name.isascii():
        return name
    for each in reversed(name):
        direction = unicodedata.bidirectional(each)
        if direction in _FROM_LEFT:
            return name
        if direction in _FROM_RIGHT:
            return f"{name}{LEFT_TO_RIGHT}"
    return name
