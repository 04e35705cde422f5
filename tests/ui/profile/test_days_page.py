"""The planning week, the days ahead, and meals that are not planned."""

from dataclasses import replace
from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from planner.document.document import AwayMeal, Document, Habits
from planner.foods.away import EATEN_OUT, NO_MEAL
from planner.needs.profile import Profile
from ui.profile.days_page import DaysPage
from ui.workspace.edit_names import decision, with_decisions

MONDAY = date(2026, 11, 30)


def test_that_meals_are_added_changed_and_removed(qtbot: QtBot) -> None:
    page = DaysPage(Document(start=MONDAY, habits=Habits(away=(AwayMeal((1, 3), "dinner", 650),))))
    qtbot.addWidget(page)
    assert page.away.away[0] == AwayMeal((1, 3), "dinner", 650)  # days and a guess that no row offers stay
    page.away.add.click()
    page.away.rows[1].what.setCurrentIndex(0)
    assert page.away.away[-1] == AwayMeal((0, 1, 2, 3, 4), "lunch", 0)
    page.away.rows[0].remove.click()
    assert page.away.away == (AwayMeal((0, 1, 2, 3, 4), "lunch", 0),)


@pytest.mark.parametrize("text", ["0", "29", "2.5", "", "many"])
def test_that_days_ahead_are_a_number_of_days(qtbot: QtBot, text: str) -> None:
    page = DaysPage(Document())
    qtbot.addWidget(page)
    assert not page.is_wrong()
    page.ahead.setText(text)
    assert page.is_wrong()


def test_that_all_answers_of_the_profile_are_taken() -> None:
    """Nothing that a page of the profile decides is lost on the way into the document."""
    wished = replace(
        Document(start=MONDAY, days=7),
        profile=Profile(diet="vegan"),
        habits=Habits(leftovers=True, away=(AwayMeal((0,), "lunch", 700), AwayMeal((1,), "snack", 0))),
        season="south",
        days_ahead=5,
        week_begins=5,
    )
    taken = with_decisions(Document(start=MONDAY, days=7), wished)
    held = [(lock.day, lock.meal, lock.portions[0].food) for lock in taken.locks]
    assert held == [(1, "lunch", EATEN_OUT), (2, "snack", NO_MEAL)]
    assert replace(taken, locks=()) == wished
    assert "the seasons" in decision(Document(start=MONDAY, days=7), wished)
    assert "the planning week" in decision(Document(start=MONDAY, days=7), wished)
