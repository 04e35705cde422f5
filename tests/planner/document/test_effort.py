"""A usual week and a simple one: a choice that is three numbers, and no more than these."""

from planner.document.document import Habits
from planner.document.effort import OWN, SIMPLE, USUAL, effort_of, with_effort


def test_that_a_choice_is_read_back_and_leaves_other_habits_alone() -> None:
    habits = Habits(budget=60.0, leftovers=True)
    for word in (USUAL, SIMPLE):
        chosen = with_effort(habits, word)
        assert effort_of(chosen) == word
        assert (chosen.budget, chosen.leftovers) == (60.0, True)


def test_that_other_numbers_are_ones_own_and_stay() -> None:
    habits = Habits(most_foods=30, minutes=20)
    assert effort_of(habits) == OWN
    assert with_effort(habits, OWN) == habits
