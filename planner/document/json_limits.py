"""JSON from outside: text into one object, within limits, or the sentence that says why not and where."""

import json
import re

from planner.document.read_values import DocumentError, an_object, refuse_constant, unique_keys
from planner.language.translate import _

MAX_CHARACTERS = 20_000_000
MAX_PARTS = 1_000_000  # lists, objects and keys; a recorded day needs some 70, and ten years of them 250,000
MAX_DEPTH = 20  # a document needs 5
MAX_DIGITS = 4300  # of one whole number; Python reads no longer ones

_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_NO_NUMBER = re.compile(rf"{_STRING}|(NaN|Infinity|\d{{{MAX_DIGITS + 1},}})", re.DOTALL)
HALF = re.compile(r"\\u[dD][89a-fA-F]")  # how JSON writes half a character, or both halves of one


def is_within(text: str) -> bool:
    """Whether a text is neither too large nor holds too much."""
    return len(text) <= MAX_CHARACTERS and sum(map(text.count, "[{:")) <= MAX_PARTS


def object_from_text(text: str) -> dict[str, object]:
    """The object a text of JSON holds. No key is in it twice, and all of it can be written again.

    Raises:
        DocumentError: if it is too large, too deep, no JSON, no object, or holds what is no number or no character.
    """
    if len(text) > MAX_CHARACTERS:
        raise DocumentError("", _("the document is larger than {most} MB").format(most=MAX_CHARACTERS // 1_000_000))
    if sum(map(text.count, "[{:")) > MAX_PARTS:
        raise DocumentError("", _("the document holds more than {most} lists, objects and keys").format(most=MAX_PARTS))
    try:
        data = json.loads(text, object_pairs_hook=unique_keys, parse_constant=refuse_constant)
    except RecursionError:
        raise DocumentError("", _("the document is nested too deeply")) from None
    except json.JSONDecodeError as error:
        raise DocumentError("", _("line {line} is not JSON ({msg})").format(line=error.lineno, msg=error.msg)) from None
    except DocumentError as error:
        raise error if error.key else DocumentError("", f"{_no_number(text)}{error}") from None
    except ValueError:
        raise DocumentError(
            "", _("{where}a number has more than {most} digits").format(where=_no_number(text), most=MAX_DIGITS)
        ) from None
    found = dict(an_object(data, ""))
    for key, value in found.items():
        _check_depth(key[:60], value)
    if HALF.search(text):
        _check_characters(found)
    return found


def _no_number(text: str) -> str:
    """The line of the first thing that stands where a number should and is none."""
    for match in _NO_NUMBER.finditer(text):
        if match.group(1):
            return _("line {line}: ").format(line=text.count(chr(10), 0, match.start()) + 1)
    return ""


def _check_depth(key: str, value: object) -> None:
    """Level by level, because a function that calls itself would end where it should refuse."""
    level = [value]
    for _depth in range(MAX_DEPTH):
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise DocumentError(key, _("is nested too deeply"))


def _check_characters(data: dict[str, object]) -> None:
    for key, value in data.items():
        try:
            json.dumps({key: value}, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            where = key[:60].encode(errors="replace").decode()
            raise DocumentError(where, _("has half a character in it, which could not be saved")) from None
