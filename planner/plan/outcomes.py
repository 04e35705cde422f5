"""What planning ends with: a plan, the proof that there is none, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass

from planner.document.document import Document
from planner.plan.plan import Plan


@dataclass(frozen=True, slots=True)
class Repair:
    """A change of the document after which there is a plan: one was found and passed its audit.

    Applying it is using its ``document``. ``asks`` says how much it asks of the user; a smaller one comes first.
    """

    name: str  # what it does, in words: "Open the lock on dinner"
    document: Document
    asks: float  # [points] 1 is the opening of a lock


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why there is no plan: how far the choices reach, what stands in the way, and what would help.

    ``conflict`` is all of it in sentences. ``choices`` are those of the user's own choices that leave no plan together,
    and ``minimal`` says that without any one of them there is a plan, which was found.
    """

    reach: Mapping[str, float]  # [nutrient.unit / day] by nutrient key; empty when not even the other limits can hold
    conflict: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    minimal: bool = False
    repairs: tuple[Repair, ...] = ()  # the one that asks least first


TELLING = 0.1  # the largest gap that is said


@dataclass(frozen=True, slots=True)
class Solved:
    """A plan that passed its audit.

    ``gap`` is (penalty - bound) / max(penalty, one point per meal); ``proven`` says it is within tolerance. Where it is
    not ``bounded``, the bound was not looked for yet.
    """

    plan: Plan
    penalty: float  # [penalty points]
    bound: float  # [penalty points]
    gap: float
    proven: bool
    seconds: float
    bounded: bool = True

    @property
    def tells(self) -> bool:
        """Whether the gap says something of the plan.

        The bound is that of a mean day, which knows no packs and no number of things to buy. Where it is far away that
        is most of the gap, and nobody knows how much better a plan may be.
        """
        return self.proven or self.gap <= TELLING


@dataclass(frozen=True, slots=True)
class Infeasible:
    """No plan exists, proven by the exact model."""

    explanation: Explanation
    seconds: float


@dataclass(frozen=True, slots=True)
class Stopped:
    """Time or the user ended the search before any plan was found."""

    seconds: float


Outcome = Solved | Infeasible | Stopped
