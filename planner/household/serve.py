"""Serving a household: the foods and templates of the plan for everybody, in portions that reach their own targets."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, replace

from planner.document.document import Document
from planner.explain.infeasible import explain_infeasible
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates, read_templates
from planner.household.person_question import (
    Grade,
    Table,
    Task,
    only_sizes,
    question_of,
    real_day,
)
from planner.language.dates import day_in_sentence
from planner.language.translate import _
from planner.needs import adjusted_targets
from planner.needs.targets import TargetError
from planner.optimise import fixing, solver
from planner.optimise.clock import CancelledError, Clock
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import costs_of
from planner.optimise.request import SECONDS
from planner.optimise.solver import Status
from planner.optimise.tolerance import Tolerance
from planner.optimise.weights import TOLERANCE
from planner.plan.allowed import allows, household_allows
from planner.plan.audit import audit
from planner.plan.household_portions import Household, Served, document_of, locks_of, own_meals
from planner.plan.plan import Day, Plan

# Where foods may be added, the whole program at once: its relaxation changes a little of every meal and says nothing.
# With every template, roughly and with a limit of work, and then closely with those that were chosen. What a change
# costs is above both tolerances, so no more meals change than must, as far as that limit lets it be seen.
CHANGED_CLOSELY = Tolerance(absolute=5.0, distance=1000.0)
FREE_ROUGHLY = Tolerance(absolute=20.0, distance=2.0, columns=6000)


@dataclass(frozen=True, slots=True)
class _Found:
    day: Day | None
    infeasible: bool


class _NoDay(Exception):  # noqa: N818 - it is a sentence for the user
    """A day on which a person cannot be served; the message says what is missing."""


def serve_household(
    catalogue: Catalogue,
    document: Document,
    plan: Plan,
    *,
    seed: int = 0,
    seconds: float = SECONDS,
    stop: threading.Event | None = None,
    templates: Templates | None = None,
    whole: Clock | None = None,
    progress: Callable[[str, int], None] = lambda name, day: None,
) -> Household:
    """The plan for everybody in the document, one person after another, each audited against their own targets.

    A person has the foods and templates of ``plan`` in portions of their own. Only where these cannot keep that
    person's hard limits, foods are added to or left out of as few meals as will do, or else meals are planned for
    them alone; so is a meal that only a day of their energy has. What one person has alone, those after them share.
    ``seconds`` bound each solve, of which a day takes one if nothing must change. Same input and seed, same answer.
    ``whole`` bounds all of them together: whoever is not served yet has an equal share of what is left. ``progress``
    hears of the name and the day that are next.

    Raises:
        ValueError: if the days of the plan are not numbered from 1.
    """
    if [day.number for day in plan.days] != list(range(1, len(plan.days) + 1)):
        raise ValueError(f"the plan has the days {', '.join(str(day.number) for day in plan.days)}")
    templates = templates or read_templates()
    foods = tuple(food for food in catalogue if allows(document, food))
    shared, served = plan, []
    for place, person in enumerate(document.people):
        try:
            targets = adjusted_targets.targets_of(person.profile, person.targets, person.confirmed, document.start)
        except TargetError as error:
            served.append(Served(person, why=_("{name}: {sentence}").format(name=person.name, sentence=error.why)))
            continue
        task = Task(
            catalogue=catalogue,
            household=document,
            person=person,
            document=replace(document_of(document, person), days=len(plan.days)),
            targets=targets,
            templates=templates,
            foods=foods,
            cost=costs_of(catalogue, document, seed),
            bought=frozenset(portion.food.id for day in plan.days for portion in day.portions),
            seconds=seconds,
            stop=stop,
            seed=seed,
            whole=None if whole is None else whole.anew(whole.left / (len(document.people) - place)),
        )
        one = _serve(task, plan, shared, progress)
        served.append(one)
        if one.plan is not None:
            shared = _with_meals_of(shared, one.plan, templates)
    return Household(tuple(served))


def _serve(task: Task, plan: Plan, shared: Plan, progress: Callable[[str, int], None]) -> Served:
    """One person's plan, or the sentence that says why there is none."""
    name = task.person.name
    refused = next(
        (p.food for day in plan.days for p in day.portions if not household_allows(task.household, p.food)), None
    )
    if refused is not None:
        why = _("{name} has no portions: the plan holds {food}, which not everybody eats. Make the plan again.")
        return Served(task.person, task.targets, why=why.format(name=name, food=refused.name))
    try:
        mine = _days(task, shared, progress)
    except _NoDay as error:
        return Served(task.person, task.targets, why=str(error))
    document = replace(task.document, locks=locks_of(task.household, shared, mine))
    if audit(mine, document, task.targets, task.templates):
        why = _("{name} has no portions: those that were found failed their check. This is an error of the program.")
        return Served(task.person, task.targets, why=why.format(name=name))
    return Served(task.person, task.targets, mine, own_meals(plan, mine))


def _days(task: Task, shared: Plan, progress: Callable[[str, int], None]) -> Plan:
    """The days one after another; those not served yet count as what is shared."""
    eaten = {day.number: day for day in shared.days}
    for day in shared.days:
        locks = task.household.locks_on(day.number)
        table = Table(
            shared=day,
            elsewhere={number: other for number, other in eaten.items() if number != day.number},
            frozen=task.household.whole_meals(day.number),
            locked=frozenset(lock.meal for lock in locks),
        )
        progress(task.person.name, day.number)
        eaten[day.number] = _day(task, table)
    return Plan(tuple(eaten[day.number] for day in shared.days))


def _day(task: Task, table: Table) -> Day:
    """The day with as little changed as will do.

    Raises:
        _NoDay: when nothing will.
    """
    proven = True
    for allowed in Grade:
        if task.over:
            proven = False
            break
        found = _solve(task, table, allowed)
        proven = proven and found.infeasible
        if found.day is not None:
            return found.day
    raise _NoDay(_why(task, table, proven))


def _solve(task: Task, table: Table, allowed: Grade) -> _Found:
    """The day with the fewest changes, and of the days with these changes a good one."""
    question = question_of(task, table, allowed)
    if only_sizes(task, table, allowed):
        day, infeasible = _best(task, question, TOLERANCE)
    elif allowed is Grade.FREE:
        day, infeasible = _best(task, question, FREE_ROUGHLY)
        if day is not None:
            day = _best(task, _with_changes_of(day, question), TOLERANCE)[0] or day
    else:
        day, infeasible = _best(task, question, CHANGED_CLOSELY)
    return _Found(real_day(day, table, task.catalogue) if day else None, infeasible)


def _best(task: Task, question: Question, tolerance: Tolerance) -> tuple[Day | None, bool]:
    """The day the model finds, and whether it proves that there is none."""
    clock = task.clock()
    try:
        model = build_model(question, clock.check)
    except CancelledError:
        return None, False
    result = fixing.solve(solver.relax(model.problem, clock, task.seed), tolerance, clock, task.seed)
    return model.day(result.values) if result.values else None, result.status is Status.INFEASIBLE


def _with_changes_of(day: Day, question: Question) -> Question:
    """The question of which meals may change, answered as in a day."""
    used = {(meal.meal, meal.template) for meal in day.meals}
    templates = question.templates
    kept = {key: way for key, way in templates.by_id.items() if used & {(meal, way.id) for meal in way.meals}}
    cost = {place: points for place, points in question.template_cost.items() if place in used}
    return replace(question, templates=replace(templates, by_id=kept), template_cost=cost)


def _why(task: Task, table: Table, proven: bool) -> str:
    """What is missing on a day that cannot be, with every meal free."""
    name, document = task.person.name, task.document
    when = day_in_sentence(document.start, table.shared.number, (1, document.days))
    if not proven:
        return _("{name} has no portions: none were found in time for {day}.").format(name=name, day=when)
    question = question_of(task, table, Grade.FREE)
    said = " ".join(explain_infeasible(question, document, task.clock(), task.seed).conflict)
    return _("{name} has no portions on {day}. {missing}").format(name=name, day=when, missing=said)


def _with_meals_of(shared: Plan, plan: Plan, templates: Templates) -> Plan:
    """The shared plan with the meals only this person has, for those served after them."""
    mine = {day.number: day for day in plan.days}
    days = []
    for day in shared.days:
        both = {meal.meal for meal in (*day.meals, *mine[day.number].meals)}
        found = (day.meal(time.id) or mine[day.number].meal(time.id) for time in templates.in_order(both))
        days.append(Day(day.number, tuple(meal for meal in found if meal is not None)))
    return Plan(tuple(days))
