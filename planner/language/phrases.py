"""Words put together as a sentence has them: in a row, in quotation marks, with a small letter."""

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from babel.lists import format_list

from planner.language.translate import LANGUAGE, _


def _locale() -> Locale:
    """The locale of the texts, not of the numbers: a row of English names has an English "and"."""
    try:
        return Locale.parse(LANGUAGE)
    except (UnknownLocaleError, ValueError):
        return Locale("en", "GB")


_HERE = _locale()


def in_a_row(words: Iterable[str]) -> str:
    """Such as "a", "a and b", "a, b and c"; nothing for no words."""
    return format_list(list(words), locale=_HERE)


def quoted(name: str) -> str:
    """A name as a sentence quotes it: “Tofu”."""
    return _("“{food}”").format(food=name)


def quoted_in_a_row(names: Iterable[str]) -> str:
    """Such as “Tofu” and “Miso”."""
    return in_a_row(quoted(name) for name in names)


def inside(label: str) -> str:
    """A label inside a sentence: with a small letter, unless it is an abbreviation such as EPA."""
    return label if label[1:2].isupper() else f"{label[:1].lower()}{label[1:]}"
