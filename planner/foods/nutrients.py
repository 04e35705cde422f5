"""The vocabulary of nutrients: key, label, unit and group of everything the planner counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planner.language.translate import _


@dataclass(frozen=True, slots=True)
class Nutrient:
    """One nutrient as the tables hold it.

    ``key`` is the column of foods.csv and the name in every document, with the unit at its end.
    ``most`` is a little above the most that any food of SR Legacy has, dried herbs, spices and baking powder included:
    a label that says more was typed in another unit.
    ``nerve`` marks the nutrients that matter to peripheral nerves beside magnesium.
    ``chased`` says whether a plan tries to reach the recommended amount; that of sodium is shown and never a goal.
    """

    key: str
    label: str
    unit: str
    group: str
    most: float  # [unit / 100 g]
    nerve: bool = False
    chased: bool = True

    def __hash__(self) -> int:
        return hash(self.key)


ENERGY_GROUP, MACRONUTRIENTS, MINERALS, VITAMINS, FATTY_ACIDS = (
    _("Energy"),
    _("Macronutrients"),
    _("Minerals"),
    _("Vitamins"),
    _("Fatty acids"),
)
GROUPS = (ENERGY_GROUP, MACRONUTRIENTS, MINERALS, VITAMINS, FATTY_ACIDS)

ALL: tuple[Nutrient, ...] = (
    Nutrient("energy_kcal", _("Energy"), "kcal", ENERGY_GROUP, 910),
    Nutrient("water_g", _("Water"), "g", MACRONUTRIENTS, 100),
    Nutrient("protein_g", _("Protein"), "g", MACRONUTRIENTS, 100),
    Nutrient("fat_g", _("Fat"), "g", MACRONUTRIENTS, 100),
    Nutrient("sfa_g", _("Saturated fat"), "g", MACRONUTRIENTS, 100),
    Nutrient("carb_g", _("Carbohydrate"), "g", MACRONUTRIENTS, 100),
    Nutrient("fiber_g", _("Fibre"), "g", MACRONUTRIENTS, 100),
    Nutrient("sugars_g", _("Sugars"), "g", MACRONUTRIENTS, 100),
    Nutrient("calcium_mg", _("Calcium"), "mg", MINERALS, 8000),
    Nutrient("iron_mg", _("Iron"), "mg", MINERALS, 200),
    Nutrient("magnesium_mg", _("Magnesium"), "mg", MINERALS, 1000, nerve=True),
    Nutrient("phosphorus_mg", _("Phosphorus"), "mg", MINERALS, 10_000),
    Nutrient("potassium_mg", _("Potassium"), "mg", MINERALS, 20_000),
    Nutrient("sodium_mg", _("Sodium"), "mg", MINERALS, 40_000, chased=False),
    Nutrient("zinc_mg", _("Zinc"), "mg", MINERALS, 200),
    Nutrient("copper_mg", _("Copper"), "mg", MINERALS, 50, nerve=True),
    Nutrient("manganese_mg", _("Manganese"), "mg", MINERALS, 150),
    Nutrient("selenium_ug", _("Selenium"), "µg", MINERALS, 3000),
    Nutrient("vit_a_rae_ug", _("Vitamin A"), "µg", VITAMINS, 40_000),
    Nutrient("vit_c_mg", _("Vitamin C"), "mg", VITAMINS, 5000),
    Nutrient("vit_d_ug", _("Vitamin D"), "µg", VITAMINS, 500),
    Nutrient("vit_e_mg", _("Vitamin E"), "mg", VITAMINS, 300, nerve=True),
    Nutrient("vit_k_ug", _("Vitamin K"), "µg", VITAMINS, 3000),
    Nutrient("thiamin_mg", _("Thiamin (B1)"), "mg", VITAMINS, 60, nerve=True),
    Nutrient("riboflavin_mg", _("Riboflavin (B2)"), "mg", VITAMINS, 60),
    Nutrient("niacin_mg", _("Niacin (B3)"), "mg", VITAMINS, 300),
    Nutrient("pantothenic_mg", _("Pantothenic acid (B5)"), "mg", VITAMINS, 100),
    Nutrient("vit_b6_mg", _("Vitamin B6"), "mg", VITAMINS, 50, nerve=True),
    Nutrient("vit_b12_ug", _("Vitamin B12"), "µg", VITAMINS, 200, nerve=True),
    Nutrient("folate_total_ug", _("Folate, total"), "µg", VITAMINS, 6000),
    Nutrient("folate_dfe_ug", _("Folate (DFE)"), "µg", VITAMINS, 10_000, nerve=True),
    Nutrient("choline_mg", _("Choline"), "mg", VITAMINS, 4000),
    Nutrient("ala_18_3_g", _("α-Linolenic acid"), "g", FATTY_ACIDS, 100, nerve=True),
    Nutrient("epa_g", _("EPA"), "g", FATTY_ACIDS, 100, nerve=True),
    Nutrient("dha_g", _("DHA"), "g", FATTY_ACIDS, 100, nerve=True),
)

# Computed from the columns, never a column itself: the forms to which two upper limits apply (domain.md).
DERIVED: tuple[Nutrient, ...] = (
    Nutrient("vit_a_preformed_ug", _("Vitamin A, preformed"), "µg", VITAMINS, 40_000),
    Nutrient("folic_acid_added_ug", _("Folic acid, added"), "µg", VITAMINS, 6000),
)

BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in ALL})
DERIVED_BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in DERIVED})

ENERGY = BY_KEY["energy_kcal"]
MAGNESIUM = BY_KEY["magnesium_mg"]
VITAMIN_A_PREFORMED, FOLIC_ACID_ADDED = DERIVED

# Nutrients with a reference intake, but no column in either USDA table (domain.md).
NOT_COVERED: tuple[str, ...] = ("iodine", "chromium", "molybdenum", "biotin", "fluoride", "chloride")
DFE_PER_FOLIC_ACID = 0.7  # [µg of folic acid / µg DFE above total folate] 1 µg DFE is 0.6 µg, 0.4 of it counted already


def folic_acid_added(amounts: Mapping[Nutrient, float]) -> float | None:
    """The added folic acid that total folate and its equivalents tell of, None where one is unknown [µg]."""
    total, equivalents = (amounts.get(BY_KEY[key]) for key in ("folate_total_ug", "folate_dfe_ug"))
    return None if total is None or equivalents is None else max(0.0, (equivalents - total) / DFE_PER_FOLIC_ACID)
