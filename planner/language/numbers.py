"""Amounts as the user writes them: the decimal sign and the sign between thousands of their locale.

The locale is that of the environment, read once like the language in ``planner.language.translate``.
Files for other programs (JSON, CSV) hold numbers, never these texts.
"""

import locale
from dataclasses import dataclass


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
    """The signs of the user's locale; English ones where the computer does not have that locale.

    The C library tells them only of a locale that is set, so it is set for a moment and put back: HiGHS and every
    reader of files expect the point.
    """
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        signs = locale.localeconv()
    except (locale.Error, UnicodeDecodeError):
        return Numbers()
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)
    return numbers_of(str(signs["decimal_point"]), str(signs["thousands_sep"]))


HERE = _here()
figure, written = HERE.figure, HERE.written
