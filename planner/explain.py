"""Why there is no plan: how far the choices reach, solved and not guessed."""

from dataclasses import dataclass, replace

from planner import nutrients, solver
from planner.document import Document
from planner.model import Question, build_reach_model
from planner.plan import Explanation
from planner.solver import Clock, Status, Tolerance

REACH_TOLERANCE = Tolerance(absolute=0.5, distance=5.0)  # [mg] of magnesium


@dataclass(frozen=True, slots=True)
class Reach:
    """How much magnesium a day can hold under all other hard limits: reached by a day, and proven to be the most."""

    reached: float  # [mg / day]
    most: float  # [mg / day]


def explain_infeasible(question: Question, document: Document, clock: Clock, seed: int = 0) -> Explanation:
    """The largest magnesium under all other hard limits [mg / day], and what it says in words."""
    target = question.targets.least(nutrients.MAGNESIUM) or 0.0
    reach = reach_of(question, clock, seed)
    if reach is None:
        return Explanation({}, _other_limits(document))
    if reach.reached == 0.0:
        return Explanation({}, (f"No day with these choices has more than {reach.most:.0f} mg of magnesium.",))
    known = f"at most {reach.reached:.0f} mg"
    if reach.most - reach.reached > REACH_TOLERANCE.absolute:
        known = f"{reach.reached:.0f} mg, and certainly not more than {reach.most:.0f} mg,"
    sentence = (
        f"These choices reach {known} of magnesium a day, {target - reach.reached:.0f} mg short of {target:.0f} mg."
    )
    return Explanation({nutrients.MAGNESIUM.key: reach.reached}, (sentence,))


def reach_of(question: Question, clock: Clock, seed: int = 0) -> Reach | None:
    """The largest magnesium of a day; None when no day exists at all."""
    free = replace(question, least_steps={}, cost={})
    relaxed = solver.relax(build_reach_model(free).problem, clock, seed)
    result = solver.solve(relaxed, REACH_TOLERANCE, clock, seed)
    if result.status is Status.INFEASIBLE:
        return None
    return Reach(max(0.0, -result.objective) if result.values else 0.0, -result.bound)


def _other_limits(document: Document) -> tuple[str, ...]:
    """In words when not even a day without the magnesium target exists."""
    said = "No day of meals keeps energy, the other limits and what you chose, with or without the magnesium target."
    if document.locks:
        return (said, "Open a lock, or allow more foods.")
    return (said, "Allow more foods, or change your own limits.")
