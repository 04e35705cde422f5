"""Values out of JSON, or the sentence that says why one cannot be accepted."""

import math
from collections.abc import Mapping, Sequence
from datetime import date

from planner.language.translate import _

MAX_ID = 300  # characters of an id or a word: as many as a cell of the catalogue may have
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class DocumentError(ValueError):
    """A document that cannot be accepted. ``key`` says where, the text is a sentence for the user."""

    def __init__(self, key: str, sentence: str) -> None:
        said = f"{key}: {sentence}" if key else sentence
        super().__init__("".join(each if each.isprintable() else "�" for each in said))  # a key may hold anything
        self.key = key


def unique_keys(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    data = dict(pairs)
    if len(data) < len(pairs):
        keys = [key for key, _value in pairs]
        twice = next(key for place, key in enumerate(keys) if key in keys[:place])
        raise DocumentError(twice[:60], _("is there twice"))
    return data


def refuse_constant(constant: str) -> float:
    raise DocumentError("", _("the document has {constant}, which is no number").format(constant=constant))


def known_keys(data: Mapping[str, object], known: Sequence[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise DocumentError(f"{where}.{key[:60]}" if where else key[:60], _("is not a key the planner knows"))


def an_object(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DocumentError(key, _("is {value}, expected an object in braces").format(value=short(value)))
    return value


def a_list(value: object, key: str) -> list[object]:
    if not isinstance(value, list):
        raise DocumentError(key, _("is {value}, expected a list in brackets").format(value=short(value)))
    return value


def texts(value: object, key: str) -> list[str]:
    texts = []
    for entry in a_list(value, key):
        if not isinstance(entry, str):
            raise DocumentError(key, _("has {entry}, expected texts").format(entry=short(entry)))
        texts.append(entry)
    return texts


def word_list(value: object, key: str, words: Sequence[str]) -> frozenset[str]:
    return frozenset(word(text, key, words) for text in texts(value, key))


def word(value: object, key: str, words: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise DocumentError(key, _("is {value}, expected {words}").format(value=short(value), words=", ".join(words)))
    return value


def whole(value: object, key: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise DocumentError(
            key,
            _("is {value}, expected a whole number from {least} to {most}").format(
                value=short(value), least=least, most=most
            ),
        )
    return value


def amount(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DocumentError(key, _("is {value}, expected a number").format(value=short(value)))
    if abs(value) > 1e9 or not math.isfinite(value) or value < 0:
        raise DocumentError(key, _("is {value}, expected a number >= 0").format(value=short(value)))
    return float(value)


def a_date(value: object, key: str) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise DocumentError(
            key, _("is {value}, expected a date such as 2026-11-23").format(value=short(value))
        ) from None


def short(value: object) -> str:
    """A value as it stands in a sentence. What is large or deep is named, never printed."""
    match value:
        case None:
            return _("missing")
        case dict() | list():
            return (_("an object") if isinstance(value, dict) else _("a list")) if value else repr(value)
        case str():
            text = repr(value[:40])
        case _:
            text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"


def yes(value: object, key: str) -> bool:
    if not isinstance(value, bool):
        raise DocumentError(key, _("is {value}, expected true or false").format(value=short(value)))
    return value


def food_id(value: object, key: str) -> str:
    if not isinstance(value, str) or not value or len(value) > MAX_ID:
        raise DocumentError(
            key, _("is {value}, expected a text of at most {most} characters").format(value=short(value), most=MAX_ID)
        )
    return value
