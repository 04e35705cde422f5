from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.needs.targets import Target, Targets
from planner.plan.plan import Total
from ui.nutrition.nutrient_bar import nutrient_row


def test_that_energy_is_held_against_the_target_the_user_knows_not_the_edge_of_its_band() -> None:
    targets = Targets(3400.0, (Target(ENERGY, 3298.0, 3502.0, True, "own"),))
    row = nutrient_row(ENERGY, {ENERGY: Total(3321.0, False)}, targets, "on Monday")
    assert (row.goal, row.state) == (3400.0, "accent")
    assert "97 % of 3,400 kcal" in row.spoken


def test_that_more_magnesium_from_food_is_never_called_too_much() -> None:
    """The soft end of its band is there for variety; a clinician's limit is one."""
    band = (Target(MAGNESIUM, 320.0, None, True, "RDA"), Target(MAGNESIUM, None, 480.0, False, "for variety"))
    sums = {MAGNESIUM: Total(506.0, False)}
    row = nutrient_row(MAGNESIUM, sums, Targets(2000.0, band), "on Sunday")
    assert (row.most, row.state) == (None, "accent")
    assert "limit" not in row.spoken
    held = (*band, Target(MAGNESIUM, None, 400.0, True, "clinician"))
    assert nutrient_row(MAGNESIUM, sums, Targets(2000.0, held), "on Sunday").state == "over"
