"""The prices of bought.csv: what is a food's own, what is an estimate, and that no food is without one."""

import pytest

from tools.build_bought import LIKE, MEDIAN, TABLE, priced

PRICES = {"11": 0.10, "12": 0.30, "21": 1.00}
GROUPS = {"milk": "Dairy", "skyr": "Dairy", "quark": "Dairy", "cod": "Fish", "hake": "Fish"}
LINES = (
    {"food": "milk", "codes": "11;12", "like": ""},
    {"food": "skyr", "codes": "12", "like": "yes"},
    {"food": "quark", "codes": "", "like": "yes"},
    {"food": "cod", "codes": "21", "like": ""},
    {"food": "hake", "codes": "", "like": "yes"},
)


def test_that_a_price_is_the_mean_of_its_codes_or_an_estimate() -> None:
    found = priced(LINES, GROUPS, PRICES)
    assert {food: (row["price_basis"], float(row["usd_per_100g_eaten"])) for food, row in found.items()} == {
        "milk": (TABLE, 0.2),
        "skyr": (LIKE, 0.3),
        "quark": (MEDIAN, 0.2),  # the only dairy food with a price of its own is milk
        "cod": (TABLE, 1.0),
        "hake": (MEDIAN, 1.0),
    }
    assert found["milk"]["price_fndds_codes"] == "11;12"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ({"food": "cod", "codes": "99", "like": ""}, "cod: 99"),
        ({"food": "cod", "codes": "", "like": ""}, "cod: no code"),
        ({"food": "cod", "codes": "", "like": "yes"}, "no food of Fish"),
        ({"food": "carp", "codes": "21", "like": ""}, "carp"),
    ],
)
def test_that_a_code_nobody_knows_and_a_food_without_a_line_are_refused(line: dict[str, str], said: str) -> None:
    lines = [row for row in LINES if row["food"] != "cod"]
    with pytest.raises(ValueError, match=said):
        priced([*lines, line], GROUPS, PRICES)
