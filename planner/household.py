"""Serving a household: the foods and templates of the plan for everybody, in portions that reach their own targets."""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from planner import safety, solver
from planner.catalogue import Catalogue
from planner.document import Document, Person
from planner.explain import explain_infeasible
from planner.food import Food, Ingredient
from planner.horizon import points
from planner.model import build_model
from planner.optimizer import SECONDS, TOLERANCE
from planner.people import Household, Served, document_of, locks_of, own_meals
from planner.plan import WEEK, Day, Meal, Plan, Portion, allows, audit, counted, household_allows
from planner.question import NO_STAPLE, REPEAT_DAYS, REPEAT_POINTS, TEMPLATE_REPEAT_POINTS, Question
from planner.solver import Clock, Status, Tolerance
from planner.targets import TargetError, Targets
from planner.templates import MealTime, Slot, Template, Templates, read_templates
from planner.words import _

# [penalty points / usual portion] Where a person's meal has to change, what is on the table goes first, then what is
# bought anyway. With the portion sizes alone to choose, every food of the day is on the table.
ON_THE_TABLE, NOT_BOUGHT = -2.0, 2.0
A_CHANGED_MEAL, A_MEAL_ALONE = 30.0, 150.0  # [penalty points] above what a change can gain in goals and tastes
# Where foods may be added, the whole program at once: its relaxation changes a little of every meal and says nothing.
# With every template, roughly and with a limit of work, and then more closely with those that were chosen. What a change
# costs is above both tolerances, so no more meals change than must, as far as that limit lets it be seen.
CHANGED_CLOSELY = Tolerance(absolute=2.0, distance=1000.0)
FREE_ROUGHLY = Tolerance(absolute=20.0, distance=2.0, columns=6000)
MORE, OWN = "_more", "_own"  # what the ids of slots for added foods, of changed templates and of free ones end with


class Grade(IntEnum):
    """How far a person's meal may be from the shared one."""

    KEPT = 0  # all its foods
    CHANGED = 1  # its template; foods may be added or left out where the template lets them
    FREE = 2  # any: a meal of their own


@dataclass(frozen=True, slots=True)
class _Task:
    """What every day of one person shares."""

    catalogue: Catalogue
    household: Document
    person: Person
    document: Document  # of the person
    targets: Targets
    templates: Templates
    foods: tuple[Food, ...]  # that everybody may eat
    cost: Mapping[str, float]  # [penalty points / usual portion] by food id
    bought: frozenset[str]  # ids of the foods of the shared plan
    seconds: float
    stop: threading.Event | None
    seed: int

    def clock(self) -> Clock:
        """The guard of one solve."""
        return Clock(self.seconds, self.stop)

    @property
    def meals(self) -> tuple[MealTime, ...]:
        return self.templates.meals_for(self.targets.energy_kcal)


@dataclass(frozen=True, slots=True)
class _Table:
    """One day of one person: what is shared, and what they eat on the other days."""

    shared: Day
    elsewhere: Mapping[int, Day]
    frozen: frozenset[str]  # meals locked whole
    locked: frozenset[str]  # meals with any lock


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
) -> Household:
    """The plan for everybody in the document, one person after another, each audited against their own targets.

    A person has the foods and templates of ``plan`` in portions of their own. Only where these cannot keep that
    person's hard limits, foods are added to or left out of as few meals as will do, or else meals are planned for
    them alone; so is a meal that only a day of their energy has. What one person has alone, those after them share.
    ``seconds`` bound each solve, of which a day takes one if nothing must change. Same input and seed, same answer.

    Raises:
        ValueError: if the days of the plan are not numbered from 1.
    """
    if [day.number for day in plan.days] != list(range(1, len(plan.days) + 1)):
        raise ValueError(f"the plan has the days {', '.join(str(day.number) for day in plan.days)}")
    templates = templates or read_templates()
    foods = tuple(food for food in catalogue if allows(document, food))
    shared, served = plan, []
    for person in document.people:
        try:
            targets = safety.targets_of(person.profile, person.targets, person.confirmed)
        except TargetError as error:
            served.append(Served(person, why=_("{name}: {sentence}").format(name=person.name, sentence=error)))
            continue
        task = _Task(
            catalogue=catalogue,
            household=document,
            person=person,
            document=replace(document_of(document, person), days=len(plan.days)),
            targets=targets,
            templates=templates,
            foods=foods,
            cost={food.id: points(food, document.taste(food.id), seed) for food in catalogue},
            bought=frozenset(portion.food.id for day in plan.days for portion in day.portions),
            seconds=seconds,
            stop=stop,
            seed=seed,
        )
        one = _serve(task, plan, shared)
        served.append(one)
        if one.plan is not None:
            shared = _with_meals_of(shared, one.plan, templates)
    return Household(tuple(served))


def _serve(task: _Task, plan: Plan, shared: Plan) -> Served:
    """One person's plan, or the sentence that says why there is none."""
    name = task.person.name
    refused = next(
        (p.food for day in plan.days for p in day.portions if not household_allows(task.household, p.food)), None
    )
    if refused is not None:
        why = _("{name} has no portions: the plan holds {food}, which not everybody eats. Make the plan again.")
        return Served(task.person, task.targets, why=why.format(name=name, food=refused.name))
    try:
        mine = _days(task, shared)
    except _NoDay as error:
        return Served(task.person, task.targets, why=str(error))
    document = replace(task.document, locks=locks_of(task.household, shared, mine))
    if audit(mine, document, task.targets, task.templates):
        why = _("{name} has no portions: those that were found failed their check. This is an error of the program.")
        return Served(task.person, task.targets, why=why.format(name=name))
    return Served(task.person, task.targets, mine, own_meals(plan, mine))


def _days(task: _Task, shared: Plan) -> Plan:
    """The days one after another; those not served yet count as what is shared."""
    eaten = {day.number: day for day in shared.days}
    for day in shared.days:
        locks = task.household.locks_on(day.number)
        table = _Table(
            shared=day,
            elsewhere={number: other for number, other in eaten.items() if number != day.number},
            frozen=frozenset(lock.meal for lock in locks if lock.template is not None),
            locked=frozenset(lock.meal for lock in locks),
        )
        eaten[day.number] = _day(task, table)
    return Plan(tuple(eaten[day.number] for day in shared.days))


def _day(task: _Task, table: _Table) -> Day:
    """The day with as little changed as will do.

    Raises:
        _NoDay: when nothing will.
    """
    proven = True
    for allowed in Grade:
        found = _solve(task, table, allowed)
        proven = proven and found.infeasible
        if found.day is not None:
            return found.day
    raise _NoDay(_why(task, table, proven))


def _can_change(task: _Task, table: _Table, meal: Meal) -> bool:
    """Whether foods may be added or left out: not where the user locked some, and only as the template allows."""
    template = task.templates.by_id.get(meal.template)
    if template is None or meal.meal in table.locked or meal.meal not in template.meals:
        return False
    slots = [portion.slot for portion in meal.portions]
    return set(slots) <= {slot.id for slot in template.slots} and all(
        slot.least <= slots.count(slot.id) <= slot.most for slot in template.slots
    )


def _solve(task: _Task, table: _Table, allowed: Grade) -> _Found:
    """The day with the fewest changes, and of the days with these changes a good one."""
    question = _question(task, table, allowed)
    if _only_sizes(task, table, allowed):
        day, infeasible = _best(task, question, TOLERANCE)
    elif allowed is Grade.FREE:
        day, infeasible = _best(task, question, FREE_ROUGHLY)
        if day is not None:
            day = _best(task, _with_changes_of(day, question), TOLERANCE)[0] or day
    else:
        day, infeasible = _best(task, question, CHANGED_CLOSELY)
    return _Found(_real(day, table, task.catalogue) if day else None, infeasible)


def _best(task: _Task, question: Question, tolerance: Tolerance) -> tuple[Day | None, bool]:
    """The day the model finds, and whether it proves that there is none."""
    clock = task.clock()
    model = build_model(question)
    result = solver.solve(solver.relax(model.problem, clock, task.seed), tolerance, clock, task.seed)
    return model.day(result.values) if result.values else None, result.status is Status.INFEASIBLE


def _with_changes_of(day: Day, question: Question) -> Question:
    """The question of which meals may change, answered as in a day."""
    used = {(meal.meal, meal.template) for meal in day.meals}
    templates = question.templates
    kept = {key: way for key, way in templates.by_id.items() if used & {(meal, way.id) for meal in way.meals}}
    cost = {place: points for place, points in question.template_cost.items() if place in used}
    return replace(question, templates=replace(templates, by_id=kept), template_cost=cost)


def _why(task: _Task, table: _Table, proven: bool) -> str:
    """What is missing on a day that cannot be, with every meal free."""
    name, number = task.person.name, table.shared.number
    if not proven:
        return _("{name} has no portions: none were found in time for day {day}.").format(name=name, day=number)
    question = _question(task, table, Grade.FREE)
    said = " ".join(explain_infeasible(question, task.document, task.clock(), task.seed).conflict)
    return _("{name} has no portions on day {day}. {missing}").format(name=name, day=number, missing=said)


# What the model is asked. A food of a kept meal goes only into its own place: a role by the name of that place.


def _place(meal: str, slot: str) -> str:
    return f"{meal}:{slot}"


def _question(task: _Task, table: _Table, allowed: Grade) -> Question:
    foods = _foods(task, table, allowed)
    templates, cost = _templates(task, table, allowed)
    eaten = _eaten(table.elsewhere)
    limits = safety.limits(task.person.profile)
    return Question(
        day=table.shared.number,
        foods=foods,
        meals=templates.meals,
        templates=templates,
        targets=task.targets,
        cost={food.id: _cost(task, table, food, eaten, allowed) for food in foods},
        most_steps=_most_steps(task, table, eaten),
        barred=_barred(table),
        template_cost=cost,
        limits=limits,
        most_portions={limit.id: _portions_left(limit, table) for limit in limits},
    )


def _only_sizes(task: _Task, table: _Table, allowed: Grade) -> bool:
    """Whether only the sizes of portions are asked."""
    return allowed is Grade.KEPT and all(table.shared.meal(time.id) for time in task.meals)


def _foods(task: _Task, table: _Table, allowed: Grade) -> tuple[Food, ...]:
    """The foods of the meals in the order of the plan; behind them what everybody eats, where others may be added."""
    places: dict[Food, set[str]] = defaultdict(set)
    times = {time.id for time in task.meals}
    for meal in table.shared.meals:
        for portion in meal.portions if meal.meal in times else ():
            places[portion.food].add(_place(meal.meal, portion.slot))
    if _only_sizes(task, table, allowed):
        return _one_kind([replace(food, roles=frozenset(held)) for food, held in places.items()])
    shared = [replace(food, roles=food.roles | held) for food, held in places.items()]
    known = {food.id for food in places}
    return _one_kind([*shared, *(food for food in task.foods if food.id not in known)])


def _one_kind(foods: Sequence[Food]) -> tuple[Food, ...]:
    """The foods, each the same alone and in a dish: its daily maximum counts both."""
    by_id = {food.id: food for food in foods}
    return tuple(
        replace(food, recipe=replace(food.recipe, ingredients=tuple(_like(part, by_id) for part in food.ingredients)))
        if food.recipe is not None
        else food
        for food in foods
    )


def _like(part: Ingredient, by_id: Mapping[str, Food]) -> Ingredient:
    return replace(part, food=by_id.get(part.food.id, part.food))


def _templates(task: _Task, table: _Table, allowed: Grade) -> tuple[Templates, dict[tuple[str, str], float]]:
    """For each meal the ways it may be, and the points of those that are not the shared one."""
    able: dict[str, Template] = {}
    cost: dict[tuple[str, str], float] = {}
    times = []
    near = _near(table)
    for time in task.meals:
        meal = table.shared.meal(time.id)
        ways: list[tuple[Template, float]] = []
        if meal is not None:
            ways.append((Template(meal.template, meal.template, (time.id,), tuple(_kept_slots(meal))), 0.0))
            if allowed >= Grade.CHANGED and _can_change(task, table, meal):
                ways.append((_changed(meal, task.templates.by_id[meal.template]), A_CHANGED_MEAL))
        if meal is None or allowed is Grade.FREE:
            for template in task.templates.for_meal(time.id):
                again = sum(_has(day, time.id, template.id) for day in near)
                points = TEMPLATE_REPEAT_POINTS * again + (A_MEAL_ALONE if meal else 0.0)
                ways.append((replace(template, id=template.id + OWN, meals=(time.id,)), points))
        able |= {f"{time.id} {template.id}": template for template, _ in ways}
        cost |= {(time.id, template.id): points for template, points in ways if points}
        times.append(replace(time, least=0.0, most=1.0) if time.id in table.frozen else time)
    return Templates(tuple(times), able), cost


def _changed(meal: Meal, template: Template) -> Template:
    return Template(meal.template + MORE, template.name, (meal.meal,), tuple(_changed_slots(meal, template)))


def _kept_slots(meal: Meal) -> Iterator[Slot]:
    slots = [portion.slot for portion in meal.portions]
    for slot in dict.fromkeys(slots):
        count = slots.count(slot)
        yield Slot(slot, frozenset({_place(meal.meal, slot)}), count, count)


def _changed_slots(meal: Meal, template: Template) -> Iterator[Slot]:
    """For what is there, and beside it for what the template has room for."""
    for slot in template.slots:
        count = sum(portion.slot == slot.id for portion in meal.portions)
        if count:
            yield Slot(slot.id, frozenset({_place(meal.meal, slot.id)}), min(count, slot.least), count)
        if count < slot.most:
            yield Slot(slot.id + MORE, slot.roles, 0, slot.most - count)


def _real(day: Day, table: _Table, catalogue: Catalogue) -> Day:
    """The day with the foods and slots as the plan and the catalogue have them, in the order of the plan."""
    known = {portion.food.id: portion.food for portion in table.shared.portions}
    meals = []
    for meal in day.meals:
        portions = [
            Portion(
                portion.slot.removesuffix(MORE), known.get(portion.food.id) or catalogue[portion.food.id], portion.steps
            )
            for portion in meal.portions
        ]
        theirs = table.shared.meal(meal.meal)
        order = [(portion.slot, portion.food.id) for portion in theirs.portions] if theirs else []
        template = meal.template.removesuffix(MORE).removesuffix(OWN)
        meals.append(Meal(meal.meal, template, tuple(_in_order(portions, order))))
    return Day(day.number, tuple(meals))


def _in_order(portions: Sequence[Portion], order: Sequence[tuple[str, str]]) -> list[Portion]:
    """As in the shared meal; what that has not stays behind it, in the order of the slots."""
    rank = {place: number for number, place in enumerate(order)}
    return sorted(portions, key=lambda portion: rank.get((portion.slot, portion.food.id), len(order)))


# What the other days leave


def _eaten(elsewhere: Mapping[int, Day]) -> dict[str, dict[int, float]]:
    """Steps by food id and day, inside dishes too."""
    eaten: dict[str, dict[int, float]] = defaultdict(dict)
    for number, day in elsewhere.items():
        for food, steps in counted(day.portions).items():
            eaten[food.id][number] = steps
    return eaten


def _most_steps(task: _Task, table: _Table, eaten: Mapping[str, Mapping[int, float]]) -> dict[str, float]:
    """What the fullest week around the day leaves of each weekly maximum; locked foods have their smallest portion."""
    number = table.shared.number
    by_id = task.catalogue.foods
    most = {food.id: float(food.weekly_max) for food in by_id.values() if food.weekly_max < food.daily_max}
    mine = {food.id: steps for food, steps in counted(table.shared.portions).items()}
    for food_id, steps in eaten.items():
        most[food_id] = _share_of_week(by_id[food_id], number, mine.get(food_id, 0.0), steps)
    locked = (
        replace(portion, steps=portion.food.min_steps)
        for meal in table.shared.meals
        if meal.meal in table.locked
        for portion in meal.portions
    )
    for food, least in counted(locked).items():
        most[food.id] = max(least, most.get(food.id, float(food.weekly_max)))
    return most


def _share_of_week(food: Food, number: int, mine: float, steps: Mapping[int, float]) -> float:
    """What the days before leave of a weekly maximum; the days to come have a part of it as large as in the plan."""
    left = []
    for first in range(number - WEEK + 1, number + 1):
        week = range(first, first + WEEK)
        before = sum(count for day, count in steps.items() if day in week and day < number)
        later = sum(count for day, count in steps.items() if day in week and day > number)
        rest = food.weekly_max - before
        left.append(rest * mine / (mine + later) if mine else rest - later)
    return max(0.0, min(left))


def _portions_left(limit: safety.PortionLimit, table: _Table) -> int:
    """What the fullest stretch of days around the day leaves of a limit."""
    number = table.shared.number
    count = {
        day: sum(limit.foods.hold(portion.food) for portion in other.portions) for day, other in table.elsewhere.items()
    }
    stretches = (range(first, first + limit.days) for first in range(number - limit.days + 1, number + 1))
    return max(0, limit.most - max(sum(n for day, n in count.items() if day in stretch) for stretch in stretches))


def _cost(task: _Task, table: _Table, food: Food, eaten: Mapping[str, Mapping[int, float]], allowed: Grade) -> float:
    cost = task.cost[food.id]
    if _only_sizes(task, table, allowed):
        return cost
    if any(portion.food.id == food.id for portion in table.shared.portions):
        return cost + ON_THE_TABLE
    if food.roles.isdisjoint(NO_STAPLE):
        near = sum(abs(day - table.shared.number) <= REPEAT_DAYS for day in eaten.get(food.id, {}))
        cost += REPEAT_POINTS * near
    return cost if food.id in task.bought else cost + NOT_BOUGHT


def _near(table: _Table) -> list[Day]:
    """The days around, whose templates are no repeats that are wanted."""
    return [day for number, day in table.elsewhere.items() if abs(number - table.shared.number) <= REPEAT_DAYS]


def _has(day: Day, meal_id: str, template: str) -> bool:
    meal = day.meal(meal_id)
    return meal is not None and meal.template == template


def _barred(table: _Table) -> frozenset[tuple[str, str]]:
    """No dinner of one's own like that of the day before or after."""
    number = table.shared.number
    dinners = [day.meal("dinner") for other, day in table.elsewhere.items() if abs(other - number) == 1]
    return frozenset(("dinner", meal.template + OWN) for meal in dinners if meal is not None)


def _with_meals_of(shared: Plan, plan: Plan, templates: Templates) -> Plan:
    """The shared plan with the meals only this person has, for those served after them."""
    mine = {day.number: day for day in plan.days}
    days = []
    for day in shared.days:
        found = (day.meal(time.id) or mine[day.number].meal(time.id) for time in templates.meals)
        days.append(Day(day.number, tuple(meal for meal in found if meal is not None)))
    return Plan(tuple(days))
