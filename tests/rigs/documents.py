"""A document for each number, so that a rig can tell which edit a file holds, and whether all of it is there."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from planner.document.diary import DiaryDay
from planner.document.document import (
    EATEN,
    Document,
    FixedPortion,
    Judged,
    Lock,
    Mark,
    RecordedDay,
    RecordedMeal,
    Stored,
)
from planner.needs.profile import Profile

START = date(2026, 11, 23)
JUDGED = Judged(2000.0, (("magnesium_mg", 420.0, None), ("energy_kcal", 1940.0, 2060.0)))
TASTES = ("never", "rarely", "like", "love")


def stored_of(number: int, days: int = 14, past: int = 0) -> Stored:
    """What the file holds after this many edits: different in every part, and some 20 kB for 14 days.

    ``past`` days are recorded, some 700 bytes each; of one of them each edit says something else.
    """
    meals = (("breakfast", "porridge"), ("lunch", "grain_bowl"), ("dinner", "stir_fry"))
    plan = tuple(
        Lock(
            day,
            meal,
            template,
            tuple(FixedPortion("base", f"food_{place}_of_{number}", 1 + (number + place) % 9) for place in range(4)),
        )
        for day in range(1, days + 1)
        for meal, template in meals
    )
    document = Document(
        profile=Profile(age_years=19 + number % 80, allergens=frozenset({"peanut"})),
        targets={"magnesium_mg": float(number)},
        tastes={f"food_{place}": TASTES[(number + place) % 4] for place in range(150)},
        days=days,
        start=START,
        recorded=_recorded(number, past),
        diary=_diary(past),
    )
    return Stored(document, plan)


@cache
def _days_before(past: int) -> tuple[RecordedDay, ...]:
    meals = (("breakfast", "porridge"), ("lunch", "grain_bowl"), ("dinner", "stir_fry"))
    return tuple(
        RecordedDay(
            START - timedelta(days=past - at),
            tuple(
                RecordedMeal(
                    meal,
                    template,
                    tuple(FixedPortion("base", f"food_{place}", 1 + (at + place) % 9) for place in range(4)),
                    Mark(EATEN) if at % 2 else None,
                )
                for meal, template in meals
            ),
            JUDGED,
        )
        for at in range(past)
    )


def _recorded(number: int, past: int) -> tuple[RecordedDay, ...]:
    days = _days_before(past)
    at = number % past if past else 0
    return (*days[:at], *(replace(day, note=f"after edit {number}") for day in days[at : at + 1]), *days[at + 1 :])


@cache
def _diary(past: int) -> tuple[DiaryDay, ...]:
    return tuple(DiaryDay(START - timedelta(days=past - at), at % 11) for at in range(past))


def number_of(stored: Stored) -> int:
    """The number of a document made by ``stored_of``; it is checked to be that one in every part.

    Raises:
        ValueError: if it is not.
    """
    own = stored.document.targets.get("magnesium_mg")
    number = int(own) if isinstance(own, float) else -1
    if number < 0 or stored != stored_of(number, stored.document.days, len(stored.document.recorded)):
        raise ValueError(f"this is not the document after {number} edits")
    return number


def few_foods(folder: Path) -> Path:
    """A food table that a window reads at once; nothing is planned from it."""
    few = folder / "few_foods.csv"
    shipped = Path(__file__).parents[2] / "foods.csv"
    few.write_text("".join(shipped.read_text(encoding="utf-8").splitlines(True)[:30]), encoding="utf-8")
    return few
