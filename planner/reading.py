"""Values out of JSON, or the sentence that says why one cannot be accepted."""

import math
from collections.abc import Mapping, Sequence
from datetime import date


class DocumentError(ValueError):
    """A document that cannot be accepted. ``key`` says where, the text is a sentence for the user."""

    def __init__(self, key: str, sentence: str) -> None:
        said = f"{key}: {sentence}" if key else sentence
        super().__init__("".join(each if each.isprintable() else "�" for each in said))  # a key may hold anything
        self.key = key


def unique_keys(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    data: dict[str, object] = {}
    for key, value in pairs:
        if key in data:
            raise DocumentError(key[:60], "is there twice")
        data[key] = value
    return data


def refuse_constant(constant: str) -> float:
    raise DocumentError("", f"the document has {constant}, which is no number")


def known_keys(data: Mapping[str, object], known: Sequence[str], where: str) -> None:
    for key in data:
        if key not in known:
            raise DocumentError(f"{where}.{key[:60]}" if where else key[:60], "is not a key the planner knows")


def an_object(value: object, key: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise DocumentError(key, f"is {short(value)}, expected an object in braces")
    return value


def a_list(value: object, key: str) -> list[object]:
    if not isinstance(value, list):
        raise DocumentError(key, f"is {short(value)}, expected a list in brackets")
    return value


def texts(value: object, key: str) -> list[str]:
    texts = []
    for entry in a_list(value, key):
        if not isinstance(entry, str):
            raise DocumentError(key, f"has {short(entry)}, expected texts")
        texts.append(entry)
    return texts


def word_list(value: object, key: str, words: Sequence[str]) -> frozenset[str]:
    return frozenset(word(text, key, words) for text in texts(value, key))


def word(value: object, key: str, words: Sequence[str]) -> str:
    if not isinstance(value, str) or value not in words:
        raise DocumentError(key, f"is {short(value)}, expected {', '.join(words)}")
    return value


def whole(value: object, key: str, least: int, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise DocumentError(key, f"is {short(value)}, expected a whole number from {least} to {most}")
    return value


def amount(value: object, key: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise DocumentError(key, f"is {short(value)}, expected a number")
    if abs(value) > 1e9 or not math.isfinite(value) or value < 0:
        raise DocumentError(key, f"is {short(value)}, expected a number >= 0")
    return float(value)


def a_date(value: object) -> date:
    try:
        return date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise DocumentError("start", f"is {short(value)}, expected a date such as 2026-11-23") from None


def short(value: object) -> str:
    """A value as it stands in a sentence. What is large or deep is named, never printed."""
    match value:
        case None:
            return "missing"
        case dict() | list():
            return ("an object" if isinstance(value, dict) else "a list") if value else repr(value)
        case str():
            text = repr(value[:40])
        case _:
            text = repr(value)
    return text if len(text) <= 40 else text[:37] + "…"
