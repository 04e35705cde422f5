"""A document for each number, so that a rig can tell which edit a file holds, and whether all of it is there."""

from datetime import date
from pathlib import Path

from planner.document.document import Document, FixedPortion, Lock, Stored
from planner.needs.profile import Profile

TASTES = ("never", "rarely", "like", "love")


def stored_of(number: int, days: int = 14) -> Stored:
    """What the file holds after this many edits: different in every part, and some 20 kB for 14 days."""
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
        start=date(2026, 11, 23),
    )
    return Stored(document, plan)


def number_of(stored: Stored) -> int:
    """The number of a document made by ``stored_of``; it is checked to be that one in every part.

    Raises:
        ValueError: if it is not.
    """
    own = stored.document.targets.get("magnesium_mg")
    number = int(own) if isinstance(own, float) else -1
    if number < 0 or stored != stored_of(number, stored.document.days):
        raise ValueError(f"this is not the document after {number} edits")
    return number


def few_foods(folder: Path) -> Path:
    """A food table that a window reads at once; nothing is planned from it."""
    few = folder / "few_foods.csv"
    shipped = Path(__file__).parents[2] / "foods.csv"
    few.write_text("".join(shipped.read_text(encoding="utf-8").splitlines(True)[:30]), encoding="utf-8")
    return few
