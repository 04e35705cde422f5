"""Which nutrients are shown, and in what order: those of the nerves first, then the rest by group."""

from collections.abc import Mapping

from planner.foods import nutrients
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.plan.plan import Total
from ui.base.table import Group
from ui.nutrition.nutrient_bar import NutrientRow, nutrient_row

HIDDEN = frozenset({"folate_total_ug"})  # the equivalents (DFE) are what the target counts


def _nerve_order(nutrient: Nutrient) -> int:
    """The vitamins before the fatty acids and the minerals."""
    first = (nutrients.VITAMINS, nutrients.FATTY_ACIDS, nutrients.MINERALS)
    order = (*first, *(group for group in nutrients.GROUPS if group not in first))
    return (2 * order.index(nutrient.group)) + (nutrient.key == "vit_e_mg")


def nutrient_groups(
    sums: Mapping[Nutrient, Total], targets: Targets, when: str, before: Mapping[Nutrient, Total] | None
) -> list[Group[NutrientRow]]:
    """Nerve nutrients first, then the rest by group; magnesium stands above all of them."""
    shown = [nutrient for nutrient in nutrients.ALL if nutrient.key not in HIDDEN and nutrient != MAGNESIUM]
    first = (nutrients.MINERALS, nutrients.VITAMINS, nutrients.ENERGY_GROUP, nutrients.MACRONUTRIENTS)
    order = (*first, *(group for group in nutrients.GROUPS if group not in first))
    parts = [(_("For the nerves"), sorted((nutrient for nutrient in shown if nutrient.nerve), key=_nerve_order))]
    parts += [
        (group, [nutrient for nutrient in shown if nutrient.group == group and not nutrient.nerve]) for group in order
    ]
    made = []
    for title, members in parts:
        rows = tuple(nutrient_row(nutrient, sums, targets, when, before) for nutrient in members)
        if rows:
            made.append(Group(title, rows))
    return made
