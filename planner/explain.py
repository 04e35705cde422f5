"""Why there is no plan: how far the choices reach, solved and not guessed."""

from dataclasses import replace

from planner import nutrients, solver
from planner.document import Document
from planner.model import Question, build_reach_model
from planner.plan import Explanation
from planner.solver import Clock, Status, Tolerance

REACH_TOLERANCE = Tolerance(absolute=0.5, distance=20.0)  # [mg] of magnesium


def explain_infeasible(question: Question, document: Document, clock: Clock, seed: int = 0) -> Explanation:
    """The largest magnesium under all other hard limits [mg / day], and what it says in words."""
    target = question.targets.least(nutrients.MAGNESIUM) or 0.0
    reach = reach_of(question, clock, seed)
    if reach is None:
        return Explanation({}, ("The search for the largest magnesium these choices allow was stopped.",))
    if reach == 0.0:
        return Explanation({}, _other_limits(document))
    sentence = (
        f"These choices reach at most {reach:.0f} mg of magnesium a day, "
        f"{target - reach:.0f} mg short of the target of {target:.0f} mg."
    )
    return Explanation({nutrients.MAGNESIUM.key: reach}, (sentence,))


def reach_of(question: Question, clock: Clock, seed: int = 0) -> float | None:
    """The largest magnesium of a day [mg]; zero when no day exists, None when the search was stopped."""
    free = replace(question, least_steps={}, cost={})
    relaxed = solver.relax(build_reach_model(free).problem, clock, seed)
    result = solver.solve(relaxed, REACH_TOLERANCE, clock, seed)
    if result.status is Status.INFEASIBLE:
        return 0.0
    return -result.objective if result.status is Status.OPTIMAL else None


def _other_limits(document: Document) -> tuple[str, ...]:
    """In words when not even a day without the magnesium target exists."""
    said = "No day of meals keeps energy, the other limits and what you chose, with or without the magnesium target."
    if document.locks:
        return (said, "Open a lock, or allow more foods.")
    return (said, "Allow more foods, or change your own limits.")
