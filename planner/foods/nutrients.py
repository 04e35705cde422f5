"""The vocabulary of nutrients: key, label, unit and group of everything the planner counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from planner.language.translate import _


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
    _("Energy"),
    _("Macronutrients"),
    _("Minerals"),
    _("Vitamins"),
    _("Fatty acids"),
)

ALL: tuple[Nutrient, ...] = (
    Nutrient("energy_kcal", _("Energy"), "kcal", ENERGY_GROUP),
    Nutrient("water_g", _("Water"), "g", MACRONUTRIENTS),
    Nutrient("protein_g", _("Protein"), "g", MACRONUTRIENTS),
    Nutrient("fat_g", _("Fat"), "g", MACRONUTRIENTS),
    Nutrient("sfa_g", _("Saturated fat"), "g", MACRONUTRIENTS),
    Nutrient("carb_g", _("Carbohydrate"), "g", MACRONUTRIENTS),
    Nutrient("fiber_g", _("Fibre"), "g", MACRONUTRIENTS),
    Nutrient("sugars_g", _("Sugars"), "g", MACRONUTRIENTS),
    Nutrient("calcium_mg", _("Calcium"), "mg", MINERALS),
    Nutrient("iron_mg", _("Iron"), "mg", MINERALS),
    Nutrient("magnesium_mg", _("Magnesium"), "mg", MINERALS, nerve=True),
    Nutrient("phosphorus_mg", _("Phosphorus"), "mg", MINERALS),
    Nutrient("potassium_mg", _("Potassium"), "mg", MINERALS),
    Nutrient("sodium_mg", _("Sodium"), "mg", MINERALS),
    Nutrient("zinc_mg", _("Zinc"), "mg", MINERALS),
    Nutrient("copper_mg", _("Copper"), "mg", MINERALS, nerve=True),
    Nutrient("manganese_mg", _("Manganese"), "mg", MINERALS),
    Nutrient("selenium_ug", _("Selenium"), "µg", MINERALS),
    Nutrient("vit_a_rae_ug", _("Vitamin A"), "µg", VITAMINS),
    Nutrient("vit_c_mg", _("Vitamin C"), "mg", VITAMINS),
    Nutrient("vit_d_ug", _("Vitamin D"), "µg", VITAMINS),
    Nutrient("vit_e_mg", _("Vitamin E"), "mg", VITAMINS, nerve=True),
    Nutrient("vit_k_ug", _("Vitamin K"), "µg", VITAMINS),
    Nutrient("thiamin_mg", _("Thiamin (B1)"), "mg", VITAMINS, nerve=True),
    Nutrient("riboflavin_mg", _("Riboflavin (B2)"), "mg", VITAMINS),
    Nutrient("niacin_mg", _("Niacin (B3)"), "mg", VITAMINS),
    Nutrient("pantothenic_mg", _("Pantothenic acid (B5)"), "mg", VITAMINS),
    Nutrient("vit_b6_mg", _("Vitamin B6"), "mg", VITAMINS, nerve=True),
    Nutrient("vit_b12_ug", _("Vitamin B12"), "µg", VITAMINS, nerve=True),
    Nutrient("folate_total_ug", _("Folate, total"), "µg", VITAMINS),
    Nutrient("folate_dfe_ug", _("Folate (DFE)"), "µg", VITAMINS, nerve=True),
    Nutrient("choline_mg", _("Choline"), "mg", VITAMINS),
    Nutrient("ala_18_3_g", _("α-Linolenic acid"), "g", FATTY_ACIDS, nerve=True),
    Nutrient("epa_g", _("EPA"), "g", FATTY_ACIDS, nerve=True),
    Nutrient("dha_g", _("DHA"), "g", FATTY_ACIDS, nerve=True),
)

# Computed from the columns, never a column itself: the forms to which two upper limits apply (domain.md).
DERIVED: tuple[Nutrient, ...] = (
    Nutrient("vit_a_preformed_ug", _("Vitamin A, preformed"), "µg", VITAMINS),
    Nutrient("folic_acid_added_ug", _("Folic acid, added"), "µg", VITAMINS),
)

BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in ALL})
DERIVED_BY_KEY: Mapping[str, Nutrient] = MappingProxyType({nutrient.key: nutrient for nutrient in DERIVED})

ENERGY = BY_KEY["energy_kcal"]
MAGNESIUM = BY_KEY["magnesium_mg"]
VITAMIN_A_PREFORMED, FOLIC_ACID_ADDED = DERIVED

# Nutrients with a reference intake that neither USDA table holds (domain.md).
NOT_COVERED: tuple[str, ...] = ("iodine", "chromium", "molybdenum", "biotin")
