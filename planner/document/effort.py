"""How much there is to buy and to cook in a week, as one choice that answers three questions of the habits."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from planner.document.document import Habits

USUAL, SIMPLE, OWN = "usual", "simple", "own"  # OWN: other numbers than those of the other two


class Effort(NamedTuple):
    """What a week may ask of the one who buys and cooks."""

    most_foods: int  # different things to buy
    minutes: int  # to cook on a weekday
    weekend_minutes: int  # to cook on a day of the weekend


# Common lists for one person have 30 to 40 lines (practice, no survey). Smaller numbers make duller weeks.
EFFORTS: Mapping[str, Effort] = MappingProxyType({USUAL: Effort(45, 40, 90), SIMPLE: Effort(30, 20, 40)})


def effort_of(habits: Habits) -> str:
    """Which of the choices these habits are."""
    asked = habits.most_foods, habits.minutes, habits.weekend_minutes
    return next((word for word, effort in EFFORTS.items() if effort == asked), OWN)


def with_effort(habits: Habits, word: str) -> Habits:
    """The habits with the numbers of a choice; those of ``OWN`` stay what they are."""
    effort = EFFORTS.get(word)
    return habits if effort is None else replace(habits, **effort._asdict())
