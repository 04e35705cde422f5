"""The usual days: what a person eats now, as values and as JSON."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from planner.document.read_values import DocumentError, a_list, amount, an_object, food_id, known_keys, short, word
from planner.language.numbers import figure
from planner.language.translate import _

MOST_DAYS = 7  # usual days: a week
MOST_ENTRIES = 100  # of one usual day
MOST_GRAMS = 10_000.0  # [g] of one entry; nobody eats or drinks more of one thing at a meal


@dataclass(frozen=True, slots=True)
class UsualEntry:
    """A food eaten at a meal, by its id in the catalogue or in a table of USDA (``fndds_…``, ``sr_…``)."""

    meal: str
    food: str
    grams: float  # [g] above 0


UsualDay = tuple[UsualEntry, ...]


def usual_days(data: object, meals: Sequence[str]) -> tuple[UsualDay, ...]:
    """Reads the key ``usual_days``.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    days = a_list(data, "usual_days")
    if len(days) > MOST_DAYS:
        raise DocumentError(
            "usual_days", _("are {count} days, expected at most {most}").format(count=len(days), most=MOST_DAYS)
        )
    return tuple(_day(day, f"usual_days[{number}]", meals) for number, day in enumerate(days))


def _day(data: object, key: str, meals: Sequence[str]) -> UsualDay:
    entries = a_list(data, key)
    if len(entries) > MOST_ENTRIES:
        raise DocumentError(
            key, _("has {count} entries, expected at most {most}").format(count=len(entries), most=MOST_ENTRIES)
        )
    return tuple(_entry(entry, f"{key}[{number}]", meals) for number, entry in enumerate(entries))


def _entry(data: object, key: str, meals: Sequence[str]) -> UsualEntry:
    entry = an_object(data, key)
    known_keys(entry, ("meal", "food", "grams"), key)
    food = food_id(entry.get("food"), f"{key}.food")
    grams = amount(entry.get("grams"), f"{key}.grams")
    if not 0 < grams <= MOST_GRAMS:
        raise DocumentError(
            f"{key}.grams",
            _("is {value}, expected grams above 0 and at most {most}").format(
                value=short(entry.get("grams")), most=figure(MOST_GRAMS, ",.0f")
            ),
        )
    return UsualEntry(word(entry.get("meal"), f"{key}.meal", meals), food, grams)


def usual_days_to_json(days: Sequence[UsualDay]) -> list[list[dict[str, object]]]:
    """As the document holds them."""
    return [[{"meal": each.meal, "food": each.food, "grams": each.grams} for each in day] for day in days]


def without_foods(days: Sequence[UsualDay], gone: Collection[str]) -> tuple[UsualDay, ...]:
    """The days without the entries of some foods."""
    return tuple(tuple(each for each in day if each.food not in gone) for day in days)
