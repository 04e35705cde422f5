"""Nutrients by weeks: how much of its target each week held, as a number and a word for each cell of a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.now.intake import COUNTED
from planner.plan.promise import is_over, is_short
from planner.progress.recorded import JudgedMean, Progress, WeekProgress

FAR = 2 / 3  # of a target: what is below this is far below it
NO_TARGET, REACHED, WITHIN, BELOW, FAR_BELOW, ABOVE, UNKNOWN = (
    *("none", "reached", "within", "below"),
    *("far_below", "above", "unknown"),
)
WORDS = {
    NO_TARGET: _("no target"),
    REACHED: _("reached"),
    WITHIN: _("within limit"),
    BELOW: _("below"),
    FAR_BELOW: _("far below"),
    ABOVE: _("above limit"),
    UNKNOWN: _("unclear"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One nutrient in one week. ``share`` is that of its least, or of its most where it has only that."""

    kind: str  # a key of WORDS
    share: float | None = None
    at_least: bool = False

    @property
    def figure(self) -> str:
        """Such as "87 %"; "≥ 60 %" where a food has an unknown amount. Rounded down: short never reads as reached."""
        if self.share is None:
            return ""
        said = f"{figure(int(100 * self.share + 1e-9), ',d')}\u00a0%"
        return f"≥\u00a0{said}" if self.at_least else said

    @property
    def word(self) -> str:
        return WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class NutrientWeeks:
    """A row of the table: a nutrient, whether its share is of an upper limit, and a cell for each week."""

    nutrient: Nutrient
    of_most: bool
    cells: tuple[Cell, ...]


def cell_of(week: WeekProgress, nutrient: Nutrient) -> Cell:
    """What a week says of a nutrient.

    What is below its target, or within its limit, only as far as is known is "unclear": more may have been eaten.
    """
    held = _aimed(week, nutrient)
    if held is None:
        return Cell(NO_TARGET)
    end = held.least if held.least is not None else held.most
    return Cell(_kind(held, nutrient), held.amount / end if end else None, held.at_least)


def _aimed(week: WeekProgress, nutrient: Nutrient) -> JudgedMean | None:
    """What a week held beside what was aimed for: the recommended sodium is no goal."""
    held = week.judged.get(nutrient)
    if held is not None and not nutrient.chased:
        held = replace(held, least=None)
    return None if held is None or (held.least, held.most) == (None, None) else held


def _kind(held: JudgedMean, nutrient: Nutrient) -> str:
    if held.most is not None and is_over(held.amount, held.most):
        return ABOVE
    if held.least is not None and is_short(nutrient, held.amount, held.least):
        if held.at_least:
            return UNKNOWN
        return FAR_BELOW if held.amount < FAR * held.least else BELOW
    if held.least is not None:
        return REACHED
    return UNKNOWN if held.at_least else WITHIN


def nutrient_weeks(progress: Progress) -> tuple[NutrientWeeks, ...]:
    """The nutrients that had a target in any of the weeks, magnesium first."""
    return tuple(_rows(progress.weeks))


def _rows(weeks: Sequence[WeekProgress]) -> Iterator[NutrientWeeks]:
    for nutrient in (MAGNESIUM, *(other for other in COUNTED if other != MAGNESIUM)):
        held = [aimed for week in weeks if (aimed := _aimed(week, nutrient)) is not None]
        if held:
            of_most = all(each.least is None for each in held)
            yield NutrientWeeks(nutrient, of_most, tuple(cell_of(week, nutrient) for week in weeks))


def row_name(row: NutrientWeeks) -> str:
    """Such as "Magnesium", or "Sodium, of its limit"."""
    return _("{nutrient}, of its limit").format(nutrient=row.nutrient.label) if row.of_most else row.nutrient.label
