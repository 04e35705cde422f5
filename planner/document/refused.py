"""What the user does not want proposed again: single changes of the usual days, and foods."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from planner.document.read_values import DocumentError, a_list, an_object, food_id, known_keys, word
from planner.language.translate import _

ADD, SWAP, MORE, LESS, DROP = KINDS = ("add", "swap", "more", "less", "drop")  # of changes
MOST_REFUSED = 1000  # changes, and foods


@dataclass(frozen=True, slots=True, order=True)
class RefusedChange:
    """A change that is not proposed, in whatever portion.

    ``food`` is what comes in, or what is made larger, smaller or left out; ``instead_of`` is what a swap takes away.
    """

    kind: str  # one of KINDS
    meal: str
    food: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """Changes that are not proposed again, and foods that no change brings in."""

    changes: frozenset[RefusedChange] = frozenset()
    foods: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.changes or self.foods)

    def forbids(self, change: RefusedChange) -> bool:
        """Whether it is not to be proposed. Who refused a swap is not offered its two halves, one to leave out and one
        to add, either: what was to come in is not added at that meal."""
        if change.kind != ADD:
            return change in self.changes
        return any(
            change == replace(each, kind=ADD, instead_of="") for each in self.changes if each.kind in (ADD, SWAP)
        )

    def without(self, gone: Collection[str]) -> "Refused":
        """Without all that names some foods."""
        changes = (each for each in self.changes if each.food not in gone and each.instead_of not in gone)
        return Refused(frozenset(changes), self.foods.difference(gone))


def refused(data: Mapping[str, object], meals: Collection[str]) -> Refused:
    """Reads the key ``refused``.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    known_keys(data, ("changes", "foods"), "refused")
    changes, foods = (_some(data.get(key, []), f"refused.{key}") for key in ("changes", "foods"))
    return Refused(
        frozenset(_change(each, f"refused.changes[{number}]", meals) for number, each in enumerate(changes)),
        frozenset(food_id(each, f"refused.foods[{number}]") for number, each in enumerate(foods)),
    )


def _some(data: object, key: str) -> list[object]:
    found = a_list(data, key)
    if len(found) > MOST_REFUSED:
        raise DocumentError(
            key, _("has {count} entries, expected at most {most}").format(count=len(found), most=MOST_REFUSED)
        )
    return found


def _change(data: object, key: str, meals: Collection[str]) -> RefusedChange:
    entry = an_object(data, key)
    known_keys(entry, ("kind", "meal", "food", "instead_of"), key)
    kind = word(entry.get("kind"), f"{key}.kind", KINDS)
    instead_of = ""
    if kind == SWAP:
        instead_of = food_id(entry.get("instead_of"), f"{key}.instead_of")
    elif "instead_of" in entry:
        raise DocumentError(f"{key}.instead_of", _("is only for a swap"))
    meal = word(entry.get("meal"), f"{key}.meal", tuple(meals))
    return RefusedChange(kind, meal, food_id(entry.get("food"), f"{key}.food"), instead_of)


def refused_to_json(value: Refused) -> dict[str, object]:
    """As the document holds it, in a fixed order."""
    data: dict[str, object] = {}
    if value.changes:
        data["changes"] = [
            {"kind": each.kind, "meal": each.meal, "food": each.food}
            | ({"instead_of": each.instead_of} if each.instead_of else {})
            for each in sorted(value.changes)
        ]
    if value.foods:
        data["foods"] = sorted(value.foods)
    return data
