"""What the model is asked for one person's day of a household: the shared meals, and how far they may be left.

A food of a shared meal goes only into its own place: it has a role by the name of that place.
"""

import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from planner.document.document import Document, Person
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY, Food, Ingredient
from planner.foods.meals import LEFTOVERS, MealTime, Slot, Template, Templates
from planner.needs import medical_rules
from planner.needs.targets import Targets
from planner.optimise.beside import portions_left
from planner.optimise.clock import Clock
from planner.optimise.day_question import Question
from planner.optimise.weights import (
    A_CHANGED_MEAL,
    A_MEAL_ALONE,
    NOT_BOUGHT,
    ON_THE_TABLE,
    REPEAT_DAYS,
    REPEAT_POINTS,
    STAPLES,
    TEMPLATE_REPEAT_POINTS,
)
from planner.plan.plan import Day, Meal, Portion, counted
from planner.plan.windows import stretches

MORE, OWN = "_more", "_own"  # what the ids of slots for added foods, of changed templates and of free ones end with


class Grade(IntEnum):
    """How far a person's meal may be from the shared one."""

    KEPT = 0  # all its foods
    CHANGED = 1  # its template; foods may be added or left out where the template lets them
    FREE = 2  # any: a meal of their own


@dataclass(frozen=True, slots=True)
class Task:
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
    whole: Clock | None = None  # the guard of all that is done for this person, None where each solve has its own only

    def clock(self) -> Clock:
        """The guard of one solve."""
        return Clock(self.seconds if self.whole is None else min(self.seconds, self.whole.left), self.stop)

    @property
    def over(self) -> bool:
        """Whether no time is left for another solve."""
        return self.whole is not None and self.whole.over

    @property
    def meals(self) -> tuple[MealTime, ...]:
        return self.templates.meals_for(self.targets.energy_kcal, self.targets.snacks)


@dataclass(frozen=True, slots=True)
class Table:
    """One day of one person: what is shared, and what they eat on the other days."""

    shared: Day
    elsewhere: Mapping[int, Day]
    frozen: frozenset[str]  # meals locked whole
    locked: frozenset[str]  # meals with any lock


def _place(meal: str, slot: str) -> str:
    return f"{meal}:{slot}"


def question_of(task: Task, table: Table, allowed: Grade) -> Question:
    """One day of a person with the shared foods, and as far from the shared meals as is allowed."""
    foods = _foods(task, table, allowed)
    templates, cost = _templates(task, table, allowed)
    eaten = _eaten(table.elsewhere)
    limits = medical_rules.limits(task.person.profile)
    held = {number: tuple(day.portions) for number, day in table.elsewhere.items()}
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
        most_portions={limit.id: portions_left(limit, held, table.shared.number) for limit in limits},
    )


def only_sizes(task: Task, table: Table, allowed: Grade) -> bool:
    """Whether only the sizes of portions are asked."""
    return allowed is Grade.KEPT and all(table.shared.meal(time.id) for time in task.meals)


def _foods(task: Task, table: Table, allowed: Grade) -> tuple[Food, ...]:
    """The foods of the meals in the order of the plan; behind them what everybody eats, where others may be added."""
    places: dict[Food, set[str]] = defaultdict(set)
    times = {time.id for time in task.meals}
    for meal in table.shared.meals:
        for portion in meal.portions if meal.meal in times else ():
            places[portion.food].add(_place(meal.meal, portion.slot))
    if only_sizes(task, table, allowed):
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


def _templates(task: Task, table: Table, allowed: Grade) -> tuple[Templates, dict[tuple[str, str], float]]:
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
                if template.id in (LEFTOVERS, AWAY):
                    continue  # one is the dinner of everybody, the other is never planned
                again = sum(_has(day, time.id, template.id) for day in near)
                points = TEMPLATE_REPEAT_POINTS * again + (A_MEAL_ALONE if meal else 0.0)
                ways.append((replace(template, id=template.id + OWN, meals=(time.id,)), points))
        able |= {f"{time.id} {template.id}": template for template, _ in ways}
        cost |= {(time.id, template.id): points for template, points in ways if points}
        times.append(replace(time, least=0.0, most=1.0) if time.id in table.frozen else time)
    return Templates(tuple(times), able), cost


def _changed(meal: Meal, template: Template) -> Template:
    return Template(meal.template + MORE, template.name, (meal.meal,), tuple(_changed_slots(meal, template)))


def _can_change(task: Task, table: Table, meal: Meal) -> bool:
    """Whether foods may be added or left out: not where the user locked some, and only as the template allows."""
    template = task.templates.by_id.get(meal.template)
    if template is None or meal.meal in table.locked or meal.meal not in template.meals:
        return False
    slots = [portion.slot for portion in meal.portions]
    return set(slots) <= {slot.id for slot in template.slots} and all(
        slot.least <= slots.count(slot.id) <= slot.most for slot in template.slots
    )


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
            yield replace(slot, id=slot.id + MORE, least=0, most=slot.most - count, as_many_as="")


def real_day(day: Day, table: Table, catalogue: Catalogue) -> Day:
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


def _most_steps(task: Task, table: Table, eaten: Mapping[str, Mapping[int, float]]) -> dict[str, float]:
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
    for week in stretches(number):
        before = sum(count for day, count in steps.items() if day in week and day < number)
        later = sum(count for day, count in steps.items() if day in week and day > number)
        rest = food.weekly_max - before
        left.append(rest * mine / (mine + later) if mine else rest - later)
    return max(0.0, min(left))


def _cost(task: Task, table: Table, food: Food, eaten: Mapping[str, Mapping[int, float]], allowed: Grade) -> float:
    cost = task.cost[food.id]
    if only_sizes(task, table, allowed):
        return cost
    if any(portion.food.id == food.id for portion in table.shared.portions):
        return cost + ON_THE_TABLE
    if food.roles.isdisjoint(STAPLES):
        near = sum(abs(day - table.shared.number) <= REPEAT_DAYS for day in eaten.get(food.id, {}))
        cost += REPEAT_POINTS * near
    return cost if food.id in task.bought else cost + NOT_BOUGHT


def _near(table: Table) -> list[Day]:
    """The days around, whose templates are no repeats that are wanted."""
    return [day for number, day in table.elsewhere.items() if abs(number - table.shared.number) <= REPEAT_DAYS]


def _has(day: Day, meal_id: str, template: str) -> bool:
    meal = day.meal(meal_id)
    return meal is not None and meal.template == template


def _barred(table: Table) -> frozenset[tuple[str, str]]:
    """No dinner of one's own like that of the day before or after."""
    number = table.shared.number
    dinners = [day.meal("dinner") for other, day in table.elsewhere.items() if abs(other - number) == 1]
    return frozenset(("dinner", meal.template + OWN) for meal in dinners if meal is not None)
