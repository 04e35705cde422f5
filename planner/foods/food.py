"""Foods as eaten, dishes made of them, and portions in household measure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from planner.foods.nutrients import ENERGY as _ENERGY
from planner.foods.nutrients import Nutrient
from planner.language.numbers import figure
from planner.language.plain_text import LEFT_TO_RIGHT
from planner.language.read_number import exact_thirds
from planner.language.translate import _

OWN = "Own"  # entered by the user, from a label or a file: such a food has no id in any table
FNDDS = "FNDDS"  # its foods have a food code of eight digits where the other tables have an FDC id
SOURCES = ("SR Legacy", "Foundation", FNDDS, OWN)
METRICS = ("g", "ml", "count")
OXALATE_CLASSES = ("low", "moderate", "high", "very high")
UNKNOWN_MERCURY = "unknown"  # of a fish nobody gave a class: it may be high
MERCURY_CLASSES = ("low", "moderate", UNKNOWN_MERCURY, "high")
FLAGS = (
    "gluten",
    "oats",
    "raw_egg",
    "raw_fish",
    "liver",
    "fortified",
    "sugary",
    "processed_meat",
    "listeria",  # may carry listeria as it is eaten, whatever its label says: safe only in a dish that heats it through
    "pasteurised_only",  # sold with and without pasteurising: safe cold only if the label says pasteurised
    "steaming_hot",  # safe because it is heated through just before it is eaten
    "vitamin_k2",  # very rich in menaquinones, which no column of the tables counts
    "cranberry",  # cranberries or their juice, which can raise how much of warfarin acts
    "grapefruit",  # holds the furanocoumarins of grapefruit, which change what the body does with medicines
    "tyramine",  # aged, fermented, cured or pickled, or a broad bean: what nobody on an MAO inhibitor eats
    "fava",  # is or may be made of broad beans, which people with G6PD deficiency must not eat
    "purine",  # very rich in purines, of which the body makes uric acid
    "hard",  # hard, dry, crumbly, stringy, sticky, or with shells, skins or seeds: not for who cannot chew or swallow
    "raw_hard",  # a raw vegetable, leaf or fruit, or dry oats: soft once it is cooked
    "lactose",  # a portion holds some 5 g of lactose or more; yogurt, kefir and ripe cheese are not flagged
    "soak",  # a dry pulse as it is bought: soaked overnight
    "thaw",  # frozen as it is bought, and thawed in the fridge overnight
    "tap",  # comes from the tap: never bought
    "hard_to_find",  # few shops sell it: planned only for who likes it or wishes for it
    "pork",  # is or may be made with pork, lard or gelatine of pigs
    "beef",  # is or may be made with beef, veal, bison, or gelatine or casings of cattle
    "other_meat",  # has meat, and none but that of other animals; only of an own food, because the others are known
    "rennet",  # made with rennet of calves: not vegetarian, though it holds no meat
    "not_kosher",  # shellfish, and animals other than pigs that are not kosher; pigs are "pork"
    "alcohol",  # made with wine, beer or spirits, or may be
    "gluten_free",  # its label says so; only of an own food, because the others are known
)
MEAT_FLAGS = frozenset({"pork", "beef", "other_meat"})
FROM_THE_TAP = "tap"
AWAY = "away"  # the flag, the role and the template of a meal that is not planned
HEAT_CURES = frozenset(
    {"listeria", "pasteurised_only", "steaming_hot", "raw_fish", "raw_hard"}
)  # gone once heated through
ROLES = (
    "hot_cereal",
    "cold_cereal",
    "milk",
    "yogurt",
    "fruit",
    "dried_fruit",
    "nuts_seeds",
    "seeds",
    "sprinkle",
    "nut_butter",
    "sweet_spread",
    "bread",
    "egg",
    "cheese",
    "sandwich_filling",
    "grain",
    "pasta",
    "potato",
    "baking_potato",
    "legume",
    "plant_protein",
    "fish",
    "meat",
    "cooked_vegetable",
    "salad_leaf",
    "raw_vegetable",
    "soup",
    "sauce",
    "pasta_sauce",
    "dressing",
    "fat",
    "flavour",
    "dip",
    "snack",
    "cracker",
    "sweet",
    "drink",
    "breakfast_dish",
    "soup_dish",
    "salad_dish",
    "stew_dish",
    "pasta_dish",
    "stir_fry_dish",
    "baked_dish",
    "sandwich_dish",
    "side_dish",
    "snack_dish",
)
PLANT_GROUPS = frozenset({"Leafy greens", "Vegetables", "Fruit", "Dried fruit"})
FISH_GROUP = "Fish and seafood"
ANIMAL_GROUPS = frozenset({"Dairy", "Eggs", "Fish and seafood", "Poultry", "Meat"})


_FRACTIONS = {0.25: "¼", 0.5: "½", 0.75: "¾", 0.333: "⅓", 0.667: "⅔", 0.125: "⅛", 0.375: "⅜", 0.625: "⅝", 0.875: "⅞"}
_UNITS = frozenset({"oz", "fl oz", "tbsp", "tsp", "g", "ml", "medium", "large", "small"})


@dataclass(frozen=True, slots=True)
class Ingredient:
    """A food in a dish, as eaten."""

    food: "Food"
    grams: float  # [g / serving]
    heated: bool = False  # until it is steaming hot, in the making of this dish

    @property
    def flags(self) -> frozenset[str]:
        """What the food brings into the dish, without what the heat takes away."""
        return self.food.flags - HEAT_CURES if self.heated else self.food.flags


@dataclass(frozen=True, slots=True)
class Recipe:
    """What makes a food a dish: its ingredients and how it is cooked."""

    ingredients: tuple[Ingredient, ...]
    serving_g: float  # [g] with the water that stays in the dish
    servings: int  # that the method makes
    minutes: int  # of work and waiting, soaking and chilling overnight aside
    method: tuple[str, ...]
    evening_before: str = ""  # what has to be done then, where the ingredients do not say it
    salt_g: float = 0.0  # [g / serving] what a usual cook adds; the amounts are without it (planner/foods/salt.py)
    salted: bool = False  # the amounts hold the salt the user cooks with


@dataclass(frozen=True, slots=True)
class Food:
    """One edible food or dish, described per 100 g as eaten.

    An amount that nobody measured is absent from ``amounts``. It is never stored as zero, because
    zero would tell the optimiser the food is free of it. In a dish, an amount known for some ingredients
    only is the sum of those and ``partial``. ``daily_max`` and ``weekly_max`` are in portion steps;
    a food whose daily maximum is one largest portion is eaten at most once a day. A dish has neither
    source nor id of its own: its ingredients have them. What the user entered has the source ``OWN``, a dish too, and
    no id (0).

    Raises:
        ValueError: if an amount is negative or not finite, or a portion has no weight.
    """

    id: str
    name: str
    group: str
    roles: frozenset[str]
    measure: str  # singular household unit: cup, slice, oz
    step: float  # [measure / step]
    step_g: float  # [g / step]
    min_steps: int
    max_steps: int
    diets: frozenset[str]  # the diets that allow it
    allergens: frozenset[str]
    source: str
    fdc_id: int
    amounts: Mapping[Nutrient, float]  # [nutrient.unit / 100 g]
    daily_max: int  # [steps / day]
    weekly_max: int  # [steps / 7 days]
    familiarity: int = 2  # 1 staple, 2 common, 3 occasional
    metric: str = "g"
    oxalate: str = ""
    mercury: str = ""
    flags: frozenset[str] = field(default_factory=frozenset)
    partial: frozenset[Nutrient] = field(default_factory=frozenset)
    recipe: Recipe | None = None

    def __post_init__(self) -> None:
        for nutrient, amount in self.amounts.items():
            if not (math.isfinite(amount) and amount >= 0):
                raise ValueError(f"{nutrient.label.lower()} of {self.name} is {amount}, expected a number >= 0")
        if not self.step_g > 0:
            raise ValueError(f"one step of {self.name} weighs {self.step_g} g")

    def __hash__(self) -> int:
        return hash(self.id)

    @property
    def own(self) -> bool:
        """Whether the user entered it, as a food or as a dish."""
        return self.source == OWN

    @property
    def source_text(self) -> str:
        """Where its figures are from, such as "SR Legacy 173728"; nothing for a dish."""
        if self.recipe is not None:
            return ""
        if AWAY in self.flags:
            return _("median of 177 restaurant and fast foods, FNDDS 2021–2023") if self.amounts.get(_ENERGY) else ""
        return _("Own entry") if self.own else f"{self.source} {self.fdc_id}"

    @property
    def is_bought(self) -> bool:
        """Whether it is ever bought: neither from the tap, nor a meal that is eaten out or left out."""
        return self.flags.isdisjoint((FROM_THE_TAP, AWAY))

    @property
    def once_a_day(self) -> bool:
        """Whether it belongs in at most one meal of a day (staples such as bread and oil do not)."""
        return self.daily_max <= self.max_steps

    @property
    def usual_size(self) -> float:
        """The usual portion, a third up its range [steps]; seldom a whole number of them."""
        return self.min_steps + (self.max_steps - self.min_steps) / 3

    @property
    def usual_steps(self) -> int:
        """The usual portion in whole steps."""
        return round(self.usual_size)

    def grams(self, steps: int) -> float:
        """Weight of a portion [g]."""
        return steps * self.step_g

    def amount(self, nutrient: Nutrient, steps: int) -> float | None:
        """What a portion holds [nutrient.unit], or None where nobody measured it."""
        per_100_g = self.amounts.get(nutrient)
        return None if per_100_g is None else self.grams(steps) * per_100_g / 100

    @property
    def ingredients(self) -> tuple[Ingredient, ...]:
        """What it is made of; empty for anything but a dish."""
        return self.recipe.ingredients if self.recipe else ()

    def made_of(self, steps: int) -> tuple[Ingredient, ...]:
        """The foods of a portion with their weights: those of a dish, or the food itself."""
        if self.recipe is None:
            return (Ingredient(self, self.grams(steps)),)
        share = self.grams(steps) / self.recipe.serving_g
        return tuple(Ingredient(part.food, part.grams * share, part.heated) for part in self.recipe.ingredients)

    def household(self, steps: int) -> str:
        """A portion in household measure: ``1½ cups``, ``⅓ cup``, ``3 slices``. A step of 0.33 is a third.

        Of a meal that is not planned it is the guess of its energy, or nothing.
        """
        if AWAY in self.flags:
            kcal = self.amount(_ENERGY, steps)
            return _("about {kcal} kcal").format(kcal=figure(kcal, ",.0f")) if kcal else ""
        return household(steps * exact_thirds(self.step), self.measure)


def household(quantity: float, measure: str) -> str:
    """A quantity with its measure in the right number: ``1½ cups``."""
    quantity = round(exact_thirds(quantity), 3)
    return f"{quantity_text(quantity)} {_plural(measure) if quantity > 1 else measure}"


def quantity_text(quantity: float) -> str:
    """A quantity as a recipe writes it: ``1½``, ``⅓``, ``2.4``."""
    quantity = round(exact_thirds(quantity), 3)
    whole, rest = divmod(quantity, 1)
    sign = _FRACTIONS.get(round(rest, 3))
    if rest == 0:
        return f"{whole:.0f}"
    if sign is None:
        return figure(quantity)
    return f"{whole:.0f}{sign}" if whole else sign


def _plural(measure: str) -> str:
    if measure in _UNITS or measure.endswith(("ies", LEFT_TO_RIGHT)):  # the mark ends a word that is not English
        return measure
    head, _, detail = measure.partition(",")
    if detail:
        return f"{_plural(head)},{detail}"
    if head.endswith(("half", "leaf", "loaf")):
        return head[:-1] + "ves"
    if head.endswith(("s", "x", "ch", "sh", "potato", "tomato")):
        return head + "es"
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return head[:-1] + "ies"
    return head + "s"
