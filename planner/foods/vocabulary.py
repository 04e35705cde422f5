"""The words that foods and people share: diets and allergens, and how a person reads them."""

from collections.abc import Mapping
from types import MappingProxyType

DIETS = ("vegan", "vegetarian", "pescatarian", "omnivore")  # strictest first: each eats all that the ones before it eat

ALLERGENS = ("milk", "egg", "fish", "shellfish", "tree nut", "peanut", "wheat", "soy", "sesame", "lupin")

# What is left out beside an allergen, because many who react to it react to this too: of people allergic to peanuts,
# 4 to 35 % react to lupin (AAAAI, Lupin allergy; lupin is a legume like the peanut).
CROSS_REACTIONS: Mapping[str, str] = MappingProxyType({"peanut": "lupin"})
