"""Which fresh fruit and vegetables are in season in a month, on either half of the earth."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

NORTH, SOUTH, ALL_YEAR = "north", "south", "off"
WHERE = (NORTH, SOUTH, ALL_YEAR)  # on which half of the earth somebody lives, or that seasons do not count
SEASONS: Mapping[str, tuple[int, ...]] = MappingProxyType(
    {"spring": (3, 4, 5), "summer": (6, 7, 8), "autumn": (9, 10, 11), "winter": (12, 1, 2)}
)
HALF_A_YEAR, YEAR = 6, 12  # [months]


@cache
def read_seasons() -> Mapping[str, frozenset[int]]:
    """The months in which a food is in season in the north, by its id; a food that is not here always is.

    Raises:
        ValueError: if a season is not known.
    """
    text = files("planner.data").joinpath("seasons.toml").read_text(encoding="utf-8")
    months: dict[str, frozenset[int]] = {}
    for entry in tomllib.loads(text)["season"]:
        if entry["id"] not in SEASONS:
            raise ValueError(f"{entry['id']!r} is no season, expected one of {', '.join(SEASONS)}")
        for food in entry["foods"]:
            months[food] = months.get(food, frozenset()) | frozenset(SEASONS[entry["id"]])
    return MappingProxyType(months)


def out_of_season(food: str, month: int, where: str) -> bool:
    """Whether a food is out of season in a month of 1 to 12.

    Raises:
        ValueError: if ``where`` is not known.
    """
    if where not in WHERE:
        raise ValueError(f"{where!r} is no place, expected one of {', '.join(WHERE)}")
    if where == ALL_YEAR:
        return False
    in_the_north = month if where == NORTH else (month - 1 + HALF_A_YEAR) % YEAR + 1
    months = read_seasons().get(food)
    return months is not None and in_the_north not in months
