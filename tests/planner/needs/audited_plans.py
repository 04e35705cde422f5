"""Plans that passed their audit, made as quickly as the machine allows."""

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs.adjusted_targets import targets_of
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved, Stopped
from planner.plan.plan import Plan
from planner.planner import make_plan
from tests.patience import longer_and_longer

QUICK = 3.0  # [s] for a day, longer where that does not do


def planned(catalogue: Catalogue, document: Document, templates: Templates) -> Plan:
    outcome = longer_and_longer(
        lambda s: make_plan(catalogue, Request(document, seconds=s)), QUICK * document.days, Stopped
    )
    assert isinstance(outcome, Solved), outcome
    wanted = targets_of(document.profile, document.targets, document.confirmed)
    assert audit(outcome.plan, document, wanted, templates) == ()
    return outcome.plan
