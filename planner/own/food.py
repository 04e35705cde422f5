"""A food of the user's own, as its label says it, and the food a plan makes of it."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType

from planner.foods import nutrients
from planner.foods.food import FISH_GROUP, MEAT_FLAGS, OWN, PLANT_GROUPS, UNKNOWN_MERCURY, Food
from planner.foods.nutrients import Nutrient
from planner.foods.vocabulary import diets_of
from planner.language.plain_text import LEFT_TO_RIGHT, before_amounts
from planner.own.cautions import cautious_flags

PER_100_G, PER_PORTION = "100 g", "portion"
PER = (PER_100_G, PER_PORTION)
US, EU = "us", "eu"
LABELS = (US, EU)  # a European label counts fibre beside carbohydrate, an American one within it, as the tables do
SALT = "salt_g"  # [g] the one figure of labels that no table has
SODIUM_PER_SALT = 400.0  # [mg / g] salt is sodium × 2.5: Regulation (EU) No 1169/2011, annex I
MOST_OWN_FOODS = 300
MOST_NAME = 300  # characters
ID_PREFIX = "own_"
_ID = re.compile(r"own_[a-z0-9_]{1,80}")
_CARBOHYDRATE, _FIBRE, _SODIUM = (nutrients.BY_KEY[key] for key in ("carb_g", "fiber_g", "sodium_mg"))


@dataclass(frozen=True, slots=True)
class OwnFood:
    """A food from a label. ``amounts`` are what it says, by nutrient key or ``SALT``, for ``per``; the rest is unknown.

    A portion is one step of the food; ``diet`` is the strictest that allows it. It may hold what no label says:
    ``planner.own.label_checks.problems_of`` tells.
    """

    id: str
    name: str
    group: str
    roles: frozenset[str]
    measure: str  # singular household unit: cup, slice, pot
    step: float  # [measure / portion]
    step_g: float  # [g / portion]
    diet: str
    allergens: frozenset[str]
    amounts: Mapping[str, float]  # [unit of the key / per]
    per: str = PER_100_G
    label: str = US
    min_steps: int = 1
    max_steps: int = 2
    daily_max: int = 2  # [portions / day]
    weekly_max: int = 7  # [portions / 7 days]
    familiarity: int = 2
    metric: str = "g"
    oxalate: str = ""
    mercury: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)

    def __hash__(self) -> int:
        return hash((self.id, self.name))

    @property
    def per_g(self) -> float:
        """The weight the label's figures are for [g]."""
        return 100.0 if self.per == PER_100_G else self.step_g


@lru_cache(maxsize=4 * MOST_OWN_FOODS)
def food_of(own: OwnFood) -> Food:
    """The food as the planner has it: per 100 g, unknown where the label says nothing.

    Equal own foods give the identical food. Vitamin A counts as preformed unless the food is a fruit or vegetable, and
    the mercury of a fish whose class nobody gave as unknown: both are the cautious side. So are the flags
    (planner/own/cautions.py).
    """
    amounts, partial = _amounts(own)
    mercury = own.mercury or (UNKNOWN_MERCURY if has_fish(own.group, own.allergens) else "")
    return Food(
        id=own.id,
        name=before_amounts(own.name),
        group=own.group,
        roles=own.roles,
        measure=before_amounts(own.measure),
        step=own.step,
        step_g=own.step_g,
        min_steps=own.min_steps,
        max_steps=own.max_steps,
        diets=diets_of(own.diet, own.allergens),
        allergens=own.allergens,
        source=OWN,
        fdc_id=0,
        amounts=MappingProxyType(amounts),
        daily_max=own.daily_max,
        weekly_max=own.weekly_max,
        familiarity=own.familiarity,
        metric=own.metric,
        oxalate=own.oxalate,
        mercury=mercury,
        flags=cautious_flags(own.name, own.group, own.roles, own.allergens, own.flags) - _no_meat(own),
        partial=partial,
    )


def _no_meat(own: OwnFood) -> frozenset[str]:
    """The flags of meat and fish, of a food without any: a sausage of soy is named as one of pork is."""
    if own.diet == "omnivore":
        return frozenset()
    return MEAT_FLAGS if own.diet == "pescatarian" else MEAT_FLAGS | {"not_kosher"}


def has_fish(group: str, allergens: Collection[str]) -> bool:
    """Whether the mercury of an own food counts: of fish and seafood, and of what has fish in it."""
    return group == FISH_GROUP or "fish" in allergens


def _amounts(own: OwnFood) -> tuple[dict[Nutrient, float], frozenset[Nutrient]]:
    """Amounts per 100 g in the tables' terms, and those that are a lower bound only."""
    share = 100.0 / own.per_g
    found = {nutrients.BY_KEY[key]: amount * share for key, amount in own.amounts.items() if key != SALT}
    partial = set()
    if SALT in own.amounts:
        found.setdefault(_SODIUM, own.amounts[SALT] * SODIUM_PER_SALT * share)
    if own.label == EU and _CARBOHYDRATE in found:
        found[_CARBOHYDRATE] += found.get(_FIBRE, 0.0)
        if _FIBRE not in found:
            partial.add(_CARBOHYDRATE)
    vitamin_a = found.get(nutrients.BY_KEY["vit_a_rae_ug"])
    if vitamin_a is not None:
        found[nutrients.VITAMIN_A_PREFORMED] = 0.0 if own.group in PLANT_GROUPS else vitamin_a
    folic_acid = nutrients.folic_acid_added(found)
    if folic_acid is not None:
        found[nutrients.FOLIC_ACID_ADDED] = folic_acid
    order = {nutrient: place for place, nutrient in enumerate((*nutrients.ALL, *nutrients.DERIVED))}
    return dict(sorted(found.items(), key=lambda pair: order[pair[0]])), frozenset(partial)


def tidy(text: str) -> str:
    """A name with single spaces and none around it."""
    return " ".join(text.split())


def folded(name: str) -> str:
    """What two names that read the same have in common."""
    return tidy(unicodedata.normalize("NFKC", name).replace(LEFT_TO_RIGHT, "")).casefold()


def is_own_id(text: str) -> bool:
    return _ID.fullmatch(text) is not None


def new_id(name: str, taken: Collection[str]) -> str:
    """An id for a food of this name that nothing else has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = ID_PREFIX + (re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:40].strip("_") or "food")
    number, found = 1, stem
    while found in taken:
        number += 1
        found = f"{stem}_{number}"
    return found
