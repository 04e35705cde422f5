"""When a solve may end. It stands alone: the window reads the weights before the solver is loaded."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tolerance:
    """A solve ends when the solution is within ``absolute`` of the bound, in units of the objective.

    With ``columns`` it also ends, with the gap it has, when a solution is known and the next program would be larger:
    a limit of work, not of time, so that the same question has the same answer on any machine.
    """

    absolute: float
    distance: float  # the first trial distance of the reduced-cost fixing, in units of the objective
    columns: int | None = None
    nodes: int | None = None  # of the search tree, once a solution is known: a limit of work as well
