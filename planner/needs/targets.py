"""The targets of one person's day as values, and the user's own in their place."""

from dataclasses import dataclass
from datetime import date

from planner.foods.nutrients import DERIVED, MAGNESIUM, Nutrient

CONFIRMATIONS = (  # what a document may say under "confirmed"
    "low energy",
    "clinician set the targets",
    "small soft meals",
    "unusual body",
)
LOW_ENERGY, CLINICIAN_SET_THE_TARGETS, SMALL_SOFT_MEALS, UNUSUAL_BODY = CONFIRMATIONS
UNDERWEIGHT, OVERWEIGHT, OBESE = 18.5, 25.0, 30.0  # [kg / m²] where the classes of the body mass index begin or end


class TargetError(ValueError):
    """An own value that cannot stand. ``key`` is the document's, the text is a sentence for the user.

    Where a word under "confirmed" would let it stand, ``confirmation`` is that word and ``why`` the sentence for
    somebody who is asked to confirm it.
    """

    def __init__(self, key: str, sentence: str, confirmation: str = "", why: str = "") -> None:
        super().__init__(sentence)
        self.key = key
        self.confirmation = confirmation
        self.why = why or sentence


class UndecidedError(TargetError):
    """Own numbers of which the user must first say whether they are at most or at least.

    The text names the two ways to write each, ``why`` is for somebody who sits before the window.
    """


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """What the user wrote in place of either end of a target; the end that is None stays the table's."""

    least: float | None = None  # [nutrient.unit / day]
    most: float | None = None  # [nutrient.unit / day]
    clinician: date | None = None  # the day on which a clinician set it, where one did


Own = float | OwnTarget | None


@dataclass(frozen=True, slots=True)
class Target:
    """How much of one nutrient a day should hold, if soft, or must hold, if hard.

    A nutrient has at most one soft and one hard target: calcium should reach its RDA and must stay under its limit.
    ``own`` says that at least one end is the user's.
    """

    nutrient: Nutrient
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day]
    hard: bool
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class MealLimit:
    """How much of one nutrient one meal of every day must hold, locked or not."""

    meal: str  # the id of a meal time
    nutrient: Nutrient
    least: float | None  # [nutrient.unit / meal]
    most: float | None  # [nutrient.unit / meal]
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets of one person's day, in the order of the nutrients, soft before hard."""

    energy_kcal: float  # [kcal / day] the centre of the energy band
    all: tuple[Target, ...]
    notices: tuple[str, ...] = ()  # sentences for the user
    meals: tuple[MealLimit, ...] = ()
    snacks: frozenset[str] = frozenset()  # beside the meals that the energy brings

    @property
    def hard(self) -> tuple[Target, ...]:
        return tuple(target for target in self.all if target.hard)

    @property
    def soft(self) -> tuple[Target, ...]:
        return tuple(target for target in self.all if not target.hard)

    @property
    def limits_on_derived(self) -> tuple[Target, ...]:
        """The targets on preformed vitamin A and added folic acid, which are computed and not a column."""
        return tuple(target for target in self.all if target.nutrient in DERIVED)

    def of(self, nutrient: Nutrient) -> tuple[Target, ...]:
        return tuple(target for target in self.all if target.nutrient == nutrient)

    def least(self, nutrient: Nutrient) -> float | None:
        """[nutrient.unit / day]"""
        return max((target.least for target in self.of(nutrient) if target.least is not None), default=None)

    def most(self, nutrient: Nutrient) -> float | None:
        """[nutrient.unit / day]"""
        return min((target.most for target in self.of(nutrient) if target.most is not None), default=None)

    def limit(self, nutrient: Nutrient) -> float | None:
        """The most that is said to be a limit [nutrient.unit / day].

        The soft end of magnesium is there for variety: passing it harms nobody, and is never called too much.
        """
        if nutrient != MAGNESIUM:
            return self.most(nutrient)
        held = (target.most for target in self.of(nutrient) if target.hard and target.most is not None)
        return min(held, default=None)
