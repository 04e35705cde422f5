"""The smallest changes after which there is a plan. Each is planned with before it is offered; none is guessed.

Any change that helps must do something about one of the choices of the conflict, so only those are changed, and
magnesium where it is the target that cannot be reached. Where no single change does, two together are tried.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.document.document import Document
from planner.explain.conflicts import Conflict, find_conflict, one_check
from planner.explain.feasibility import DocumentSearch
from planner.explain.proposals import Change, Setting, changes_for, foods_of, lower_magnesium
from planner.explain.user_choices import NEVER_EATEN, choices_of
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.language.translate import _
from planner.needs import adjusted_targets
from planner.needs.targets import TargetError
from planner.optimise.clock import Clock
from planner.plan.allowed import household_allows
from planner.plan.audit import audit
from planner.plan.looking_back import days_before
from planner.plan.outcomes import Repair
from planner.plan.plan import Day, Plan

MOST_REPAIRS = 5
PAIRS_TRIED = 3  # first halves of pairs
SPARE = 0.95  # of the reach of one day, where every day of several must reach it beside the others


@dataclass(frozen=True, slots=True)
class Trouble:
    """A day of a document that has no plan, and what was found out about it."""

    document: Document
    day: int
    templates: Templates
    conflict: Conflict
    reached: float  # [mg] of magnesium, 0 where no day exists without the target either


def find_repairs(trouble: Trouble, search: DocumentSearch, clock: Clock) -> tuple[Repair, ...]:
    """Up to five changes, the one that asks least first."""
    found = list(_first_that_work(trouble, search, clock, MOST_REPAIRS))
    if not found:
        found = list(_pairs(trouble, search, clock))
    return tuple(sorted(found, key=lambda repair: repair.asks))


def _first_that_work(trouble: Trouble, search: DocumentSearch, clock: Clock, most: int) -> Iterator[Repair]:
    """Of each ladder of changes the smallest that is enough, the ladders that ask least first."""
    number = 0
    for ladder in _ladders(trouble, search, clock):
        for change in ladder:
            if clock.over or number == most:
                return
            document = change.apply(trouble.document)
            if plan_with(document, trouble.templates, search, clock) is not None:
                yield Repair(change.name, document, change.asks)
                number += 1
                break


def _ladders(trouble: Trouble, search: DocumentSearch, clock: Clock) -> list[list[Change]]:
    setting = _setting(trouble, search)
    if setting is None:
        return []
    ladders = []
    for choice in trouble.conflict.choices:
        used: tuple[Food, ...] = ()
        if choice.kind == NEVER_EATEN:
            part = one_check(clock)
            allowed = choice.drop(trouble.document)
            used = foods_of(search.day(allowed, trouble.day, part, frozenset(choice.about)).day)
        ladders.append(changes_for(setting, choice, used))
    lower = lower_magnesium(setting, trouble.reached * (1.0 if trouble.document.days == 1 else SPARE))
    ladders.append([lower] if lower else [])
    return sorted(filter(None, ladders), key=lambda ladder: ladder[0].asks)


def _setting(trouble: Trouble, search: DocumentSearch) -> Setting | None:
    document = trouble.document
    try:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return None
    return Setting(document, trouble.day, targets, trouble.templates, search.catalogue.__getitem__)


def _pairs(trouble: Trouble, search: DocumentSearch, clock: Clock) -> Iterator[Repair]:
    """The strongest change of some ladders, each with one that does the rest."""
    firsts = sorted((ladder[-1] for ladder in _ladders(trouble, search, clock)), key=lambda change: change.asks)
    for first in firsts[:PAIRS_TRIED]:
        rest = _trouble_left(trouble, first.apply(trouble.document), search, clock)
        if rest is None:
            continue
        for second in _first_that_work(rest, search, clock, 1):
            name = _("{first}; and {second}").format(first=first.name, second=second.name)
            yield Repair(name, second.document, first.asks + second.asks)


def _trouble_left(trouble: Trouble, document: Document, search: DocumentSearch, clock: Clock) -> Trouble | None:
    """What still stands in the way after a change."""
    if clock.over or not search.day(document, trouble.day, one_check(clock)).impossible:
        return None
    catalogue = search.catalogue
    question = search.question(document, trouble.day)
    reach = search.reach_of(question, one_check(clock))
    choices = choices_of(
        document, trouble.day, catalogue.foods, trouble.templates, lambda food: household_allows(document, food)
    )
    conflict = find_conflict(document, trouble.day, choices, search, clock)
    return replace(trouble, document=document, conflict=conflict, reached=reach.reached if reach else 0.0)


# A plan for the whole horizon


def plan_with(document: Document, templates: Templates, search: DocumentSearch, clock: Clock) -> Plan | None:
    """A plan for every day of the document that passes its audit, None if none was found.

    Of several days each takes at most its share of what a week allows of a food, so that the days go together; equal
    days are looked for once.
    """
    try:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return None
    known: dict[object, Day | None] = {}
    days: list[Day] = []
    evening = days_before(document, search.catalogue).days.get(0)
    for number in range(1, document.days + 1):
        question = search.question(document, number, fair=True)
        question = replace(question, barred=_barred(document, number, days[-1] if days else evening))
        locks = tuple(replace(lock, day=0) for lock in question.locks)
        alike = (locks, question.removed, question.barred)
        if alike not in known:
            known[alike] = search.day_of(question, one_check(clock)).day
        day = known[alike]
        if day is None:
            return None
        days.append(replace(day, number=number))
    plan = Plan(tuple(days))
    before = days_before(document, search.catalogue)
    return None if audit(plan, document, targets, templates, before.days) else plan


def _barred(document: Document, number: int, before: Day | None) -> frozenset[tuple[str, str]]:
    """The dinner of the day before, unless the user locked one of the two."""
    dinner = before.meal("dinner") if before else None
    locked = any(lock.meal == "dinner" and lock.day in (number - 1, number) for lock in document.locks)
    return frozenset() if dinner is None or locked else frozenset({("dinner", dinner.template)})
