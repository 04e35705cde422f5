"""Why there is no plan: how far the choices reach, what stands in the way, and what would help. Solved, not guessed."""

import math
from collections.abc import Mapping

from planner.document.document import Document
from planner.explain.conflicts import conflict_sentences, find_conflict
from planner.explain.feasibility import REACH_TOLERANCE, DaySearch, DocumentSearch, Reach, Share
from planner.explain.repairs import Trouble, find_repairs
from planner.explain.user_choices import choices_of
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.language.dates import day_in_sentence
from planner.language.translate import _
from planner.optimise.clock import Clock
from planner.optimise.day_question import Question
from planner.plan.allowed import household_allows
from planner.plan.outcomes import Explanation

FOR_THE_REACH, FOR_THE_CONFLICT = 0.35, 0.5  # of the time that is left when each begins


def explain_infeasible(
    question: Question, document: Document, clock: Clock, seed: int = 0, catalogue: Catalogue | None = None
) -> Explanation:
    """Why a day that has no plan has none: reach, conflict and repairs, in values and in words.

    The question is that day's by itself. Without the catalogue, which changed documents are planned with, only the
    reach is found out. Whatever time ends is left out or said to be uncertain.
    """
    if catalogue is None:
        reach = DaySearch(question.foods, seed).reach_of(question, clock)
        return Explanation(_by_key(reach), (_reach_sentence(question, reach), *_advice(document, reach)))
    search = DocumentSearch(catalogue, seed)
    reach = search.reach_of(question, Share(clock, FOR_THE_REACH * clock.left))
    choices = choices_of(
        document,
        question.day,
        catalogue.foods,
        question.templates,
        lambda food: household_allows(document, food),
    )
    conflict = find_conflict(document, question.day, choices, search, Share(clock, FOR_THE_CONFLICT * clock.left))
    trouble = Trouble(document, question.day, question.templates, conflict, reach.reached if reach else 0.0)
    return Explanation(
        reach=_by_key(reach),
        conflict=(*_which_day(document, question.day), _reach_sentence(question, reach), *conflict_sentences(conflict)),
        choices=tuple(choice.words for choice in conflict.choices) if conflict.proven else (),
        minimal=conflict.minimal,
        repairs=find_repairs(trouble, search, clock),
    )


def _by_key(reach: Reach | None) -> Mapping[str, float]:
    return {nutrients.MAGNESIUM.key: reach.reached} if reach and reach.day else {}


def _which_day(document: Document, day: int) -> tuple[str, ...]:
    if document.days == 1:
        return ()
    when = day_in_sentence(document.start, day, (1, document.days))
    return (_("There is no plan for {day}.").format(day=when),)


def _reach_sentence(question: Question, reach: Reach | None) -> str:
    """The largest magnesium under all other hard limits, in words."""
    target = question.targets.least(nutrients.MAGNESIUM) or 0.0
    if reach is None:
        return _(
            "No day of meals keeps energy, the other limits and what you chose, with or without the magnesium target."
        )
    if reach.day is None and reach.most == math.inf:
        return _("How much magnesium these choices reach was not found in time.")
    if reach.day is None:
        text = _("No day with these choices has more than {most} mg of magnesium.")
        return text.format(most=f"{reach.most:.0f}")
    text = _("These choices reach at most {reached} mg of magnesium a day, {short} mg short of {target} mg.")
    if reach.most - reach.reached > REACH_TOLERANCE.absolute:
        text = _(
            "These choices reach {reached} mg, and certainly not more than {most} mg, of magnesium a day,"
            " {short} mg short of {target} mg."
        )
    digits = 0 if target - reach.reached >= 1 else 2
    return text.format(
        reached=f"{reach.reached:.{digits}f}",
        most=f"{reach.most:.{digits}f}",
        short=f"{target - reach.reached:.{digits}f}",
        target=f"{target:.{digits}f}",
    )


def _advice(document: Document, reach: Reach | None) -> tuple[str, ...]:
    """What to try where not even a day without the magnesium target exists."""
    if reach is not None:
        return ()
    return (
        _("Open a lock, or allow more foods.") if document.locks else _("Allow more foods, or change your limits."),
    )
