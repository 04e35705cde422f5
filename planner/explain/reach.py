"""How far the user's choices reach: the most magnesium one of their days can hold, solved and not guessed."""

import math
import threading

from planner.document.document import Document
from planner.explain.feasibility import REACH_TOLERANCE, DocumentSearch, Reach
from planner.foods.catalogue import Catalogue
from planner.language.numbers import figure
from planner.language.translate import _
from planner.optimise.clock import Clock

SECONDS = 5.0  # [s] a guard; what is not found out by then is said to be open


def reach_of_day(
    catalogue: Catalogue,
    document: Document,
    day: int,
    *,
    seconds: float = SECONDS,
    stop: threading.Event | None = None,
) -> Reach | None:
    """The most magnesium a day can hold by itself under all other hard limits; None where no such day exists.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    search = DocumentSearch(catalogue, seed=0)
    return search.reach_of(search.question(document, day), Clock(seconds, stop))


def reach_sentence(reach: Reach | None, target: float | None, energy: float) -> str:
    """What was found out, beside the ``target`` [mg / day]; ``energy`` is that of the day [kcal / day]."""
    if reach is None:
        return _("No day keeps what you chose and all limits, however little magnesium it has.")
    if reach.day is None:
        open_end = _("How much magnesium a day with your choices can hold was not found in time.")
        known = _("It is no more than {most} mg.").format(most=_whole(reach.most)) if math.isfinite(reach.most) else ""
        return f"{open_end} {known}".strip()
    if reach.most - reach.reached > REACH_TOLERANCE.absolute:
        text = _("Your choices reach {reached} mg of magnesium at {energy} kcal, and at most {most} mg.")
    else:
        text = _("Your choices reach up to {reached} mg of magnesium at {energy} kcal.")
    said = text.format(reached=_whole(reach.reached), most=_whole(reach.most), energy=_whole(energy))
    if target is None:
        return said
    goal = _("The goal is {target} mg.").format(target=_whole(target))
    return f"{said} {goal}"


def _whole(amount: float) -> str:
    return figure(amount, ",.0f")
