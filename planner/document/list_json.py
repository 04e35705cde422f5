"""The choices of the shopping list as JSON."""

from collections.abc import Mapping
from types import MappingProxyType

from planner.document.list_choices import (
    MOST_CHARACTERS,
    MOST_CURRENCY,
    MOST_KEPT,
    MOST_LINES,
    MOST_PEOPLE,
    OWN,
    PRICE_FACTORS,
    PRICE_RISES,
    UNITS,
    US_DOLLARS,
    ListChoices,
    encodes,
)
from planner.document.read_values import DocumentError, a_list, amount, an_object, known_keys, short, texts, whole, word
from planner.language.translate import _

_KEYS = ("people", "packs", "own", "ticked", "aisles", "prices", "currency", "price_factor", "price_rise")


def list_choices(data: Mapping[str, object]) -> ListChoices:
    """The choices of a document's key ``list``.

    Raises:
        DocumentError: for anything that is not exactly as the README describes.
    """
    known_keys(data, _KEYS, "list")
    return ListChoices(
        people=whole(data.get("people", 1), "list.people", 1, MOST_PEOPLE),
        packs=word(data.get("packs", UNITS[0]), "list.packs", UNITS),
        own=_lines(data.get("own", []), "list.own", MOST_CHARACTERS),
        ticked=frozenset(_lines(data.get("ticked", []), "list.ticked", MOST_CHARACTERS + len(OWN), MOST_KEPT)),
        aisles=_lines(data.get("aisles", []), "list.aisles", MOST_CHARACTERS),
        prices=MappingProxyType(_prices(an_object(data.get("prices", {}), "list.prices"))),
        currency=_currency(data.get("currency", US_DOLLARS)),
        price_factor=_between(data.get("price_factor", 1.0), "list.price_factor", *PRICE_FACTORS),
        price_rise=_between(data.get("price_rise", 0.0), "list.price_rise", *PRICE_RISES),
    )


def list_choices_to_json(choices: ListChoices) -> dict[str, object]:
    """The choices as JSON values; what is as by default is left out."""
    data: dict[str, object] = {
        "people": choices.people,
        "packs": choices.packs,
        "own": list(choices.own),
        "ticked": sorted(choices.ticked),
        "aisles": list(choices.aisles),
        "prices": dict(sorted(choices.prices.items())),
        "currency": choices.currency,
        "price_factor": choices.price_factor,
        "price_rise": choices.price_rise,
    }
    usual = {"people": 1, "packs": UNITS[0], "own": [], "ticked": [], "aisles": [], "prices": {}}
    usual |= {"currency": US_DOLLARS, "price_factor": 1.0, "price_rise": 0.0}
    return {key: value for key, value in data.items() if value != usual[key]}


def _currency(value: object) -> str:
    (name,) = texts([value], "list.currency")
    if (
        name != " ".join(name.split())
        or not 1 <= len(name) <= MOST_CURRENCY
        or not (name.isprintable() and encodes(name))
    ):
        raise DocumentError(
            "list.currency",
            _("is {line}, expected a name of 1 to {most} characters").format(line=short(name), most=MOST_CURRENCY),
        )
    return name


def _between(value: object, key: str, least: float, most: float) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and least <= value <= most:  # nan is not
        return float(value)
    said = _("is {value}, expected a number from {least} to {most}")
    raise DocumentError(key, said.format(value=short(value), least=f"{least:g}", most=f"{most:g}"))


def _lines(value: object, key: str, most: int, count: int = MOST_LINES) -> tuple[str, ...]:
    if len(a_list(value, key)) > count:
        raise DocumentError(key, _("has more than {most} lines").format(most=count))
    lines = texts(value, key)
    for line in lines:
        if not line.strip() or len(line) > most or not encodes(line):
            raise DocumentError(
                key, _("has {line}, expected texts of 1 to {most} characters").format(line=short(line), most=most)
            )
    if len(set(lines)) < len(lines):
        raise DocumentError(key, _("has a line twice"))
    return tuple(lines)


def _prices(data: Mapping[str, object]) -> dict[str, float]:
    if len(data) > MOST_KEPT:
        raise DocumentError("list.prices", _("has more than {most} foods").format(most=MOST_KEPT))
    return {food: amount(price, f"list.prices.{food[:60]}") for food, price in data.items()}
