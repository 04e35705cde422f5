"""The vocabulary of nutrients: key, label, unit and group of everything the planner counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Nutrient:
    """One nutrient as the tables hold it.

    ``key`` is the column of foods.csv and the name in every document, with the unit at its end.
    ``nerve`` marks the nutrients that matter to peripheral nerves beside magnesium.
    """

    key: str
    label: str
    unit: str
    group: str
    nerve: bool = False

    def __hash__(self) -> int:
        return hash(self.key)


ENERGY_GROUP, MACRONUTRIENTS, MINERALS, VITAMINS, FATTY_ACIDS = (
    "Energy",
    "Macronutrients",
    "Minerals",
    "Vitamins",
    "Fatty acids",
)

ALL: tuple[Nutrient, ...] = (
    Nutrient("energy_kcal", "Energy", "kcal", ENERGY_GROUP),
    Nutrient("water_g", "Water", "g", MACRONUTRIENTS),
    Nutrient("protein_g", "Protein", "g", MACRONUTRIENTS),
    Nutrient("fat_g", "Fat", "g", MACRONUTRIENTS),
    Nutrient("sfa_g", "Saturated fat", "g", MACRONUTRIENTS),
    Nutrient("carb_g", "Carbohydrate", "g", MACRONUTRIENTS),
    Nutrient("fiber_g", "Fibre", "g", MACRONUTRIENTS),
    Nutrient("sugars_g", "Sugars", "g", MACRONUTRIENTS),
    Nutrient("calcium_mg", "Calcium", "mg", MINERALS),
    Nutrient("iron_mg", "Iron", "mg", MINERALS),
    Nutrient("magnesium_mg", "Magnesium", "mg", MINERALS, nerve=True),
    Nutrient("phosphorus_mg", "Phosphorus", "mg", MINERALS),
    Nutrient("potassium_mg", "Potassium", "mg", MINERALS),
    Nutrient("sodium_mg", "Sodium", "mg", MINERALS),
    Nutrient("zinc_mg", "Zinc", "mg", MINERALS),
    Nutrient("copper_mg", "Copper", "mg", MINERALS, nerve=True),
    Nutrient("manganese_mg", "Manganese", "mg", MINERALS),
    Nutrient("selenium_ug", "Selenium", "µg", MINERALS),
    Nutrient("vit_a_rae_ug", "Vitamin A", "µg", VITAMINS),
    Nutrient("vit_c_mg", "Vitamin C", "mg", VITAMINS),
    Nutrient("vit_d_ug", "Vitamin D", "µg", VITAMINS),
    Nutrient("vit_e_mg", "Vitamin E", "mg", VITAMINS, nerve=True),
    Nutrient("vit_k_ug", "Vitamin K", "µg", VITAMINS),
    Nutrient("thiamin_mg", "Thiamin (B1)", "mg", VITAMINS, nerve=True),
    Nutrient("riboflavin_mg", "Riboflavin (B2)", "mg", VITAMINS),
    Nutrient("niacin_mg", "Niacin (B3)", "mg", VITAMINS),
    Nutrient("pantothenic_mg", "Pantothenic acid (B5)", "mg", VITAMINS),
    Nutrient("vit_b6_mg", "Vitamin B6", "mg", VITAMINS, nerve=True),
    Nutrient("vit_b12_ug", "Vitamin B12", "µg", VITAMINS, nerve=True),
    Nutrient("folate_total_ug", "Folate, total", "µg", VITAMINS),
    Nutrient("folate_dfe_ug", "Folate (DFE)", "µg", VITAMINS, nerve=True),
    Nutrient("choline_mg", "Choline", "mg", VITAMINS),
    Nutrient("ala_18_3_g", "α-Linolenic acid", "g", FATTY_ACIDS, nerve=True),
    Nutrient("epa_g", "EPA", "g", FATTY_ACIDS, nerve=True),
    Nutrient("dha_g", "DHA", "g", FATTY_ACIDS, nerve=True),
)

# Computed from the columns, never a column itself: the forms to which two upper limits apply (domain.md).
DERIVED: tuple[Nutrient, ...] = (
    Nutrient("vit_a_preformed_ug", "Vitamin A, preformed", "µg", VITAMINS),
    Nutrient("folic_acid_added_ug", "Folic acid, added", "µg", VITAMINS),
)

BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in ALL})
DERIVED_BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in DERIVED})

ENERGY = BY_KEY["energy_kcal"]
MAGNESIUM = BY_KEY["magnesium_mg"]
VITAMIN_A_PREFORMED, FOLIC_ACID_ADDED = DERIVED

# Nutrients with a reference intake that neither USDA table holds (domain.md).
NOT_COVERED: tuple[str, ...] = ("iodine", "chromium", "molybdenum", "biotin")
