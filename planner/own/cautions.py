"""What an own food may hold though nobody said so: by its name, its kind, and what was never asked of it.

The words are in ``data/rules.toml``. All of it is the cautious side: it can leave out more, never less.
"""

import re
import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files

DELI_GROUPS = frozenset({"Meat", "Poultry"})


@cache
def _named() -> tuple[tuple[re.Pattern[str], frozenset[str]], ...]:
    text = files("planner").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    return tuple((_pattern(row["words"]), frozenset(row["flags"])) for row in tomllib.loads(text)["named"])


def _pattern(words: Collection[str]) -> re.Pattern[str]:
    """Any of the words with no letter beside it but an s of many; a space in it stands for a hyphen as well."""
    either = "|".join(re.escape(word).replace(r"\ ", r"[\s-]+") for word in words)
    return re.compile(rf"(?<![^\W\d_])(?:{either})(?:s|es)?(?![^\W\d_])", re.IGNORECASE)


_FRESH_CHEESE = _pattern(("cottage", "cream cheese", "ricotta", "quark", "paneer", "queso fresco", "american"))
_COOKED = _pattern(("soup", "baked", "fried", "canned", "grilled", "turkey bacon"))


def flags_by_name(name: str) -> frozenset[str]:
    """The flags that the words of a name stand for."""
    return frozenset().union(*(flags for pattern, flags in _named() if pattern.search(name)))


def cautious_flags(
    name: str, group: str, roles: Collection[str], allergens: Collection[str], flags: frozenset[str]
) -> frozenset[str]:
    """The flags of an own food with those it may deserve.

    Wheat has gluten. Cold cuts and cheese of unknown making are what listeria is looked for in. A food said to be free
    of gluten is not doubted, unless gluten or wheat was ticked as well.
    """
    found = flags_by_name(name)
    if set(roles) == {"sandwich_filling"} and group in DELI_GROUPS:
        found |= {"listeria"}
    if "cheese" in roles:
        found |= {"pasteurised_only"} if _FRESH_CHEESE.search(name) else {"pasteurised_only", "tyramine"}
    if "bread" in roles:
        found -= {"steaming_hot"}  # a bun for one
    if "shellfish" in allergens:
        found |= {"not_kosher"}
    if _COOKED.search(name):
        found -= {"listeria"}
    found |= flags
    if "listeria" in found:
        found -= {"pasteurised_only"}
    if "gluten" in flags or "wheat" in allergens:
        return (found | {"gluten"}) - {"gluten_free"}
    return found - {"gluten"} if "gluten_free" in flags else found
