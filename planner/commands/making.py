"""Plans and portions as commands make them: within their seconds, with a line of progress."""

import argparse

from planner.commands.answer import INFEASIBLE, SECONDS, SOLVED, STOPPED, ProgressLine
from planner.commands.given import BadInput, Given
from planner.language.translate import _
from planner.optimise.request import Request
from planner.output import formats
from planner.plan.household_portions import NOBODY, Household
from planner.plan.outcomes import Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan


def made(given: Given, options: argparse.Namespace, before: Plan | None = None) -> Outcome:
    """The plan of the document, or why there is none; ``before`` is what is left of the plan it goes on from."""
    from planner.planner import make_plan

    line = ProgressLine()
    seconds = SECONDS
    if options.seconds is not None:  # half of it for what the others eat, and for them what the plan did not need
        alone = not given.document.people or getattr(options, "sheet", "") == formats.CLINICIAN
        seconds = min(options.seconds if alone else options.seconds / 2, options.began.left)
    request = Request(given.document, before=before, seed=options.seed, seconds=seconds, progress=line.show_day)
    try:
        return make_plan(given.catalogue, request)
    finally:
        line.clear()


def code_of(outcome: Outcome) -> int:
    """The exit code that says what came of planning."""
    match outcome:
        case Solved():
            return SOLVED
        case Infeasible():
            return INFEASIBLE
        case Stopped():
            return STOPPED


def household_of(given: Given, plan: Plan, options: argparse.Namespace) -> Household:
    """What everybody else in the document has of the plan."""
    from planner.household.serve import serve_household

    if not given.document.people:
        return NOBODY
    line = ProgressLine()
    try:
        return serve_household(
            given.catalogue,
            given.document,
            plan,
            seed=options.seed,
            seconds=SECONDS if options.seconds is None else options.seconds,
            templates=given.templates,
            whole=None if options.seconds is None else options.began,
            progress=line.show_person,
        )
    except ValueError as error:
        raise BadInput(
            _("{plan}: {error}; a household needs all of them from 1 on").format(plan=options.plan, error=error)
        ) from None
    finally:
        line.clear()
