"""Amounts as the user writes them: the decimal sign and the sign between thousands of their locale.

The locale is that of the environment, read once like the language in ``planner.language.translate``.
Files for other programs (JSON, CSV) hold numbers, never these texts.
"""

import math
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError, default_locale
from babel.numbers import get_decimal_symbol, get_group_symbol

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The signs a number is written with."""

    decimal: str = "."
    group: str = ","

    def written(self, plain: str) -> str:
        """A number that Python wrote ("1,004.5"), with these signs."""
        return plain.translate({ord("."): self.decimal, ord(","): self.group})

    def figure(self, amount: float, spec: str = "g") -> str:
        """``format(amount, spec)`` with these signs."""
        return self.written(format(amount, spec))


def numbers_of(decimal: str, group: str) -> Numbers:
    """The signs of a locale; what it leaves open, or would make ambiguous, is written without a sign or in English."""
    if not decimal or (decimal == "." and not group):
        return Numbers()
    return Numbers(decimal, group if group != decimal else "")


def _here() -> Numbers:
    """The signs of the user's locale (LC_ALL, LC_NUMERIC, LANG); English ones where nobody knows that locale.

    Babel has the signs of every locale, whether or not this computer has it. The locale of the C library is left alone:
    HiGHS and every reader of files expect the point.
    """
    name = default_locale("LC_NUMERIC") or ENGLISH
    try:
        here = Locale.parse(name)
    except (UnknownLocaleError, ValueError):
        return Numbers()
    if here.variant:  # en_US_POSIX, the locale of a computer that was told none
        return Numbers()
    return numbers_of(get_decimal_symbol(here), get_group_symbol(here))


HERE = _here()
figure, written = HERE.figure, HERE.written


def percent(amount: float, of: float = 1.0) -> str:
    """A share in whole percent, such as "66 %". Rounded down: what is not reached never reads as reached."""
    return f"{figure(math.floor(100 * amount / of + 1e-9), ',')} %"
