"""The page of what is drunk every day: read in household measures, and refused in words."""

from pytestqt.qtbot import QtBot

from planner.foods.catalogue import Catalogue
from planner.plan.drinks import can_be_drunk
from ui.profile.drinks_page import DrinksPage


def page(qtbot: QtBot, catalogue: Catalogue, drinks: dict[str, int]) -> DrinksPage:
    made = DrinksPage(drinks, [food for food in catalogue if can_be_drunk(food)])
    qtbot.addWidget(made)
    return made


def test_that_what_is_drunk_stands_first_and_comes_back_in_steps(qtbot: QtBot, catalogue: Catalogue) -> None:
    shown = page(qtbot, catalogue, {"milk_2pct": 3, "gone": 2})
    assert next(iter(shown.amounts)) == "milk_2pct"
    assert shown.amounts["milk_2pct"].text() == "1.5"  # cups of two steps each
    assert shown.read() == {"milk_2pct": 3, "gone": 2}
    shown.amounts["milk_2pct"].clear()
    shown.amounts["water"].setText("6")
    assert shown.read() == {"gone": 2, "water": 6}


def test_that_an_amount_no_measure_has_is_said(qtbot: QtBot, catalogue: Catalogue) -> None:
    shown = page(qtbot, catalogue, {})
    assert shown.read() == {}
    for text in ("some", "0.3", "-1", "400"):
        shown.amounts["coffee"].setText(text)
        assert shown.read() is None
        assert shown.problem("drinks")
