"""The supplements a person takes, as lines of their own: they are no food and are never counted as food."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.document.read_values import (
    MAX_ID,
    DocumentError,
    a_list,
    amount,
    an_object,
    known_keys,
    short,
    texts,
    word,
)
from planner.language.numbers import figure
from planner.language.plain_text import one_line
from planner.language.translate import _

MOST_SUPPLEMENTS = 20
MOST_MG = 10_000.0  # [mg] of magnesium in one dose
MOST_A_DAY = 24.0  # doses
FORMS = (
    "aspartate",
    "carbonate",
    "chloride",
    "citrate",
    "glycinate",
    "hydroxide",
    "lactate",
    "malate",
    "oxide",
    "sulfate",
    "taurate",
    "threonate",
    "other",
)


@dataclass(frozen=True, slots=True)
class Supplement:
    """One product: its name, what the magnesium in it is bound to, and how much of it is taken.

    ``magnesium_mg`` is the magnesium itself, "elemental magnesium" on some labels. It is None where the label does
    not tell.
    """

    name: str
    form: str = "other"  # one of FORMS
    magnesium_mg: float | None = None  # [mg / dose]
    a_day: float = 1.0  # [doses / day] above 0


def supplements(data: object) -> tuple[Supplement, ...]:
    """Reads the key ``supplements``.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    lines = a_list(data, "supplements")
    if len(lines) > MOST_SUPPLEMENTS:
        said = _("has {count} entries, expected at most {most}")
        raise DocumentError("supplements", said.format(count=len(lines), most=MOST_SUPPLEMENTS))
    return tuple(_supplement(line, f"supplements[{number}]") for number, line in enumerate(lines))


def _supplement(data: object, key: str) -> Supplement:
    entry = an_object(data, key)
    known_keys(entry, ("name", "form", "magnesium_mg", "a_day"), key)
    name = one_line(texts([entry.get("name")], f"{key}.name")[0])
    if not name or len(name) > MAX_ID:
        said = _("is {value}, expected a text of at most {most} characters")
        raise DocumentError(f"{key}.name", said.format(value=short(name), most=MAX_ID))
    held = entry.get("magnesium_mg")
    return Supplement(
        name,
        word(entry.get("form", "other"), f"{key}.form", FORMS),
        None if held is None else _within(held, f"{key}.magnesium_mg", MOST_MG),
        _within(entry.get("a_day", 1.0), f"{key}.a_day", MOST_A_DAY),
    )


def _within(value: object, key: str, most: float) -> float:
    number = amount(value, key)
    if not 0 < number <= most:
        said = _("is {value}, expected a number above 0 and at most {most}")
        raise DocumentError(key, said.format(value=short(value), most=figure(most, ",.0f")))
    return number


def supplements_to_json(lines: Sequence[Supplement]) -> list[dict[str, object]]:
    """As the document holds them."""
    return [_line(each) for each in lines]


def _line(each: Supplement) -> dict[str, object]:
    data: dict[str, object] = {"name": each.name, "form": each.form}
    if each.magnesium_mg is not None:
        data["magnesium_mg"] = each.magnesium_mg
    return data | {"a_day": each.a_day}
