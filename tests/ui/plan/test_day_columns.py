"""The columns below the week: what is short is what the figures and all other sentences call short."""

import pytest

from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.plan.promise import is_over, is_short
from ui.plan.day_columns import Column


@pytest.mark.parametrize(
    ("nutrient", "amount", "state"),
    [
        (ENERGY, 1996.0, "accent"),  # 0.2 % below: no figure shows it
        (ENERGY, 1980.0, "low"),
        (ENERGY, 2404.0, "accent"),
        (ENERGY, 2430.0, "over"),
        (MAGNESIUM, 1999.0, "low"),  # of magnesium the whole is promised
        (MAGNESIUM, 2000.0, "accent"),
    ],
)
def test_that_a_column_is_short_or_over_by_the_one_rule(nutrient: Nutrient, amount: float, state: str) -> None:
    column = Column(nutrient, amount, False, least=2000.0, most=2400.0, aim=2200.0, full=2600.0)
    assert column.state == state
    assert (state == "low") == is_short(nutrient, amount, 2000.0)
    assert (state == "over") == is_over(amount, 2400.0)
