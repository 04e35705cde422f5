"""Own foods as a table that Magnolia reads back whole, and an empty one to begin with."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType

from planner.output.safe_text import to_csv
from planner.own.food import OwnFood
from planner.own.label_checks import LABEL_KEYS

_FIRST = (
    *("id", "name", "group", "roles", "measure", "step", "step_g", "diet", "allergens", "per", "label"),
    *("min_steps", "max_steps", "daily_max", "weekly_max", "familiarity", "metric", "oxalate", "mercury", "flags"),
)
_EXAMPLE = OwnFood(
    id="own_example",
    name="Example: rye bread",
    group="Breads",
    roles=frozenset({"bread"}),
    measure="slice",
    step=1.0,
    step_g=45.0,
    diet="vegan",
    allergens=frozenset({"wheat"}),
    amounts=MappingProxyType(
        {
            "energy_kcal": 225.0,
            "protein_g": 6.2,
            "fat_g": 1.5,
            "sfa_g": 0.2,
            "carb_g": 43.0,
            "fiber_g": 7.5,
            "magnesium_mg": 54.5,
            "salt_g": 1.2,
        }
    ),
    label="eu",
)


def foods_to_csv(foods: Iterable[OwnFood]) -> str:
    """One row for each food; what its label does not say is blank."""
    rows: list[Sequence[object]] = [[*_FIRST, *LABEL_KEYS]]
    for own in foods:
        said = [_cell(getattr(own, key)) for key in _FIRST]
        rows.append([*said, *(_cell(own.amounts.get(key)) for key in LABEL_KEYS)])
    return to_csv(rows)


def template_csv() -> str:
    """The header with one example, to be filled in."""
    return foods_to_csv([_EXAMPLE])


def _cell(value: object) -> object:
    """A value as one cell. Three decimals get a fourth: "1.250" alone could be read as thousands."""
    if isinstance(value, frozenset):
        return ";".join(sorted(value))
    if isinstance(value, float):
        text = f"{value:g}" if float(f"{value:g}") == value else repr(value)
        return _Figure(f"{text}0" if len(text.partition(".")[2]) == 3 else text)
    return value


class _Figure:
    """A number written as it is to stand: a text would be taken for one and be marked."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text
