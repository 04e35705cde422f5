"""What a planner is asked: one value for the document, the plan before, and how long and how well to search."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from planner.document.document import Document
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan

SECONDS = 60.0  # a guard, not a plan: a week takes about ten
Progress = Callable[[int, int], None]
"""Is told the day being planned, 0 while it is asked whether there is any plan at all, and the number of days."""
Found = Callable[[Solved], None]  # is told every complete plan on the way to the best one


@dataclass(frozen=True, slots=True)
class Request:
    """One wish for a plan.

    With ``before``, the plan on screen, as much of it is kept as the objective allows, and no food of ``least_steps``,
    whose taste was raised, falls below that many steps a day where it had them. Without ``better`` the first complete
    plan is the answer. Unless it is ``bounded``, a plan after an edit may be given without its bound, which
    ``Planner.prove`` gives. A plan ``other_than`` one has, of each of its days, some foods fewer that are neither loved
    nor wished nor locked, as far as any plan can do without them. Same request, same plan, as long as ``seconds``, the
    guard of the search, do not cut it short.
    """

    document: Document
    before: Plan | None = None
    least_steps: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # [steps / day] by food id
    other_than: Plan | None = None
    seed: int = 0
    seconds: float = SECONDS
    better: bool = True
    bounded: bool = True
    stop: threading.Event | None = None
    progress: Progress | None = None
    found: Found | None = None
