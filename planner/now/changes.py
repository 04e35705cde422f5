"""Changes of what is eaten now, as values, and what looking for the smallest set of them ends with."""

from collections.abc import Sequence
from dataclasses import dataclass

from planner.document.refused import ADD, SWAP, RefusedChange
from planner.now.eaten import Eaten, Entries, Entry
from planner.now.intake import Totals


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the usual days, made wherever they have the same: that meal, that food, that many grams.

    What is added is added on every day. ``food`` is what is eaten afterwards, of a drop what is left out;
    ``instead_of`` is what a swap takes away.
    """

    kind: str  # one of refused.KINDS
    meal: str
    food: Eaten
    grams: float  # [g] afterwards; 0 of a drop
    instead_of: Eaten | None = None
    was_g: float = 0.0  # [g] before; 0 of what is added
    steps: int = 0  # of the portion that comes in, 0 where none does

    @property
    def old(self) -> Eaten | None:
        """The food of the entry it changes, None where it adds one."""
        return None if self.kind == ADD else self.instead_of or self.food

    @property
    def comes_in(self) -> bool:
        """Whether a food of the catalogue comes in."""
        return self.kind in (ADD, SWAP)

    @property
    def refusal(self) -> RefusedChange:
        """What the document holds of it once the user refuses it."""
        return RefusedChange(self.kind, self.meal, self.food.id, self.instead_of.id if self.instead_of else "")

    def changes(self, entry: Entry) -> bool:
        """Whether it is about this entry."""
        return self.old is not None and (entry.meal, entry.food.id, entry.grams) == (self.meal, self.old.id, self.was_g)


@dataclass(frozen=True, slots=True)
class Answer:
    """A set of changes that reaches the target, with a sentence for each, and the mean of the days after it."""

    changes: tuple[Change, ...]
    sentences: tuple[str, ...]
    after: Totals


@dataclass(frozen=True, slots=True)
class Found:
    """The smallest answer, and others of the same size. It is proven that no fewer changes reach the target."""

    answer: Answer
    others: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """What is eaten now reaches the target: there is nothing to change."""


@dataclass(frozen=True, slots=True)
class NotPossible:
    """No set of so many changes reaches the target, proven by the exact model."""

    most: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Time ended the search before an answer or a proof. With ``tried`` changes or fewer it is proven impossible."""

    tried: int


Outcome = Found | Reached | NotPossible | Unfinished


def applied(days: Sequence[Entries], changes: Sequence[Change]) -> tuple[Entries, ...]:
    """The usual days after the changes."""
    added = tuple(Entry(each.meal, each.food, each.grams) for each in changes if each.kind == ADD)
    return tuple((*(after for entry in day for after in _after(entry, changes)), *added) for day in days)


def _after(entry: Entry, changes: Sequence[Change]) -> tuple[Entry, ...]:
    change = next((each for each in changes if each.changes(entry)), None)
    if change is None:
        return (entry,)
    return (Entry(entry.meal, change.food, change.grams),) if change.grams else ()
