"""The foods as rows of the list: what each says, and which of them a filter shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.document import NEVER, Document
from planner.food import Food
from planner.plan import allows
from planner.safety import why_banned
from ui.sentences import TASTE_WORDS, number

LEFT_OUT = "left out"
RICH = 0.1  # of the day's magnesium target in one portion
# Where magnesium is found first; the other groups follow by name.
GROUPS_FIRST = (
    "Leafy greens",
    "Nuts and seeds",
    "Beans and lentils",
    "Soy foods",
    "Whole grains",
    "Breakfast cereals",
    "Vegetables",
    "Fruit",
    "Fish and seafood",
)
ALL, LOVED, NEVERS, RICHES, PLANNED = "All", "Loved", "Never", "Mg-rich", "In plan"
FILTERS = {
    ALL: "All foods",
    LOVED: "Foods you love",
    NEVERS: "Foods rated never",
    RICHES: "Magnesium-rich: a portion holds at least a tenth of the day's target",
    PLANNED: "Foods in the plan",
}


@dataclass(frozen=True, slots=True)
class FoodRow:
    """One food as the list shows it."""

    id: str
    name: str
    taste: str
    word: str  # the taste in words, or in short why the food is excluded
    reason: str  # why it is excluded, as a sentence; empty where the word says it all
    excluded: bool
    portion: str
    magnesium: float | None  # [mg / portion]


def usual_steps(food: Food) -> int:
    """A portion as it is commonly eaten [steps]."""
    return (food.min_steps + food.max_steps) // 2


def why_excluded(document: Document, food: Food) -> tuple[str, str] | None:
    """In few words, and as a sentence where those do not say it all; None for a food that may be planned."""
    if allows(document, food):
        return None
    if document.profile.diet not in food.diets:
        return f"not {document.profile.diet}", ""
    if found := sorted(food.allergens & document.profile.allergens):
        return f"has {found[0]}", ""
    if document.taste(food.id) == NEVER:
        return TASTE_WORDS[NEVER], ""
    if (reason := why_banned(document.profile, food)) is not None:
        return LEFT_OUT, reason
    never = next(part.food.name for part in food.ingredients if document.taste(part.food.id) == NEVER)
    return LEFT_OUT, f"Not planned: it has {never}, which you rated never."


def magnesium_text(row: FoodRow) -> str:
    return "?" if row.magnesium is None else f"{number(round(row.magnesium))} mg"


def spoken(row: FoodRow) -> str:
    amount = "unknown" if row.magnesium is None else f"{number(round(row.magnesium))} mg"
    word = f", {row.word}" if row.word else ""
    reason = f". {row.reason}" if row.reason else ""
    return f"{row.name}{word}, {amount} magnesium in {row.portion}{reason}"


def detail(rows: Sequence[FoodRow]) -> str:
    """What is known of the selection, in a line or two."""
    if not rows:
        return "Choose foods and rate them, here or with the keys 1 to 5."
    if len(rows) > 1:
        return f"{len(rows)} foods are selected and will be rated together."
    (row,) = rows
    amount = "an unknown amount" if row.magnesium is None else f"{number(row.magnesium)} mg"
    said = f"{row.name}: {amount} of magnesium in {row.portion}."
    if not row.excluded or row.taste == NEVER:
        return said
    return f"{said} {row.reason or f'Not planned: {row.word}.'}"
