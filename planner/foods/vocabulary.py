"""The words that foods and people share: diets and allergens, and how a person reads them."""

from collections.abc import Collection, Mapping
from types import MappingProxyType

# Strictest first: each eats all that the ones before it eat.
DIETS = ("vegan", "lacto-vegetarian", "vegetarian", "pescatarian", "omnivore")

ALLERGENS = ("milk", "egg", "fish", "shellfish", "tree nut", "peanut", "wheat", "soy", "sesame", "lupin")

# What is left out beside an allergen, because many who react to it react to this too: of people allergic to peanuts,
# 4 to 35 % react to lupin (AAAAI, Lupin allergy; lupin is a legume like the peanut).
CROSS_REACTIONS: Mapping[str, str] = MappingProxyType({"peanut": "lupin"})


def diets_of(strictest: str, allergens: Collection[str]) -> frozenset[str]:
    """Every diet that allows a food, from the strictest one named for it.

    What is vegetarian without egg is lacto-vegetarian too: whoever says the one need not say the other.

    Raises:
        ValueError: if there is no such diet.
    """
    first = DIETS.index(strictest)
    if strictest == "vegetarian" and "egg" not in allergens:
        first = DIETS.index("lacto-vegetarian")
    return frozenset(DIETS[first:])
