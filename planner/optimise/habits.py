"""What a habit asks of a day: the breakfast of the other days, and at noon the dish of the dinner before.

Each habit binds as far as the day allows. ``ways`` has the ways to ask, the strictest first; the last one is the day
without habits, so that only what has no plan at all is called impossible. All of it is bounds of a day's program, no
rows (docs/model.md).
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from planner.document.document import Document, Lock
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.needs.medical_rules import PortionLimit
from planner.optimise.day_question import Question
from planner.optimise.horizon import BREAKFAST, DINNER, LUNCH, Horizon, leftovers_of, portions_of, too_often
from planner.plan.allowed import allows
from planner.plan.plan import WEEK, Day, Meal, counted
from planner.plan.stored_form import fixed


@dataclass(frozen=True, slots=True)
class Again:
    """What habits ask of one day."""

    breakfast: Lock | None = None  # that of the other days, portion by portion
    any_size: bool = False  # its portions may be of other sizes
    dishes: frozenset[tuple[str, str]] = frozenset()  # (meal, food id) that are there, in portions of any size
    room: bool = False  # a dish for dinner leaves of its weekly maximum what the next lunch needs
    daily: bool = False  # its breakfast may be eaten on every day of the plan

    def held_by(self, day: Day) -> bool:
        """Whether a day has these foods, in whatever portions."""
        meals = {meal.meal: meal for meal in day.meals}
        for meal, food in self.dishes:
            if meal not in meals or all(portion.food.id != food for portion in meals[meal].portions):
                return False
        if self.breakfast is None:
            return True
        mine = meals.get(self.breakfast.meal)
        wanted = {(portion.slot, portion.food) for portion in self.breakfast.portions}
        return mine is not None and mine.template == self.breakfast.template and _foods(mine) == wanted


def ways(
    horizon: Horizon, question: Question, others: Mapping[int, Day], evening: frozenset[str] = frozenset()
) -> list[Again]:
    """What habits may ask of a day, the most first; the last one asks nothing.

    ``evening`` are dishes the dinner has on screen and the next lunch repeats: it keeps them where it can.
    """
    document, number = horizon.document, question.day
    room = document.habits.leftovers and number < horizon.days
    dishes = frozenset(
        (LUNCH, food)
        for food in returning(horizon, horizon.beside(others).get(number - 1))
        if _may_return(horizon, question, food) and LUNCH not in document.whole_meals(number)
    )
    breakfasts = []
    if horizon.breakfast is not None:
        same = breakfast_on(horizon.breakfast, document, number)
        if same is not None and _may_be(horizon, question, same):
            breakfasts.append(Again(breakfast=same))
        if same is not None:
            breakfasts.append(Again(breakfast=same, any_size=True))
    elif document.habits.repeat_breakfast and horizon.days > 1:
        breakfasts.append(Again(daily=True))
    found = [replace(each, dishes=dishes, room=room) for each in breakfasts]
    if dishes:
        found += [replace(each, room=room) for each in breakfasts]
        found.append(Again(dishes=dishes, room=room))
    if room:
        found.append(Again(room=True))
    at_noon = {food for _meal, food in dishes}
    stays = frozenset((DINNER, food) for food in evening - at_noon if (DINNER, food) not in question.removed)
    if stays:
        found = [again for each in found for again in (replace(each, dishes=each.dishes | stays), each)]
    return [*dict.fromkeys(found), Again()]


def kept(horizon: Horizon, question: Question, days: Mapping[int, Day]) -> Again:
    """What a day that is planned holds of the habits, so that it holds no less when it is planned better."""
    document, day = horizon.document, days.get(question.day)
    if day is None:
        return Again()
    again = Again()
    common = common_breakfast(days.values()) if document.habits.repeat_breakfast else None
    if common is not None and (same := breakfast_on(common, document, day.number)) is not None:
        mine = next((meal for meal in day.meals if meal.meal == BREAKFAST), None)
        again = Again(breakfast=same)
        if mine is None or not again.held_by(day):
            again = Again()
        elif {fixed(portion) for portion in mine.portions} != set(same.portions):
            again = replace(again, any_size=True)
    held = returned(horizon, horizon.beside(days).get(day.number - 1), day)
    before = {(DINNER, food) for food in returned(horizon, day, days.get(day.number + 1))}
    return replace(again, dishes=frozenset({(LUNCH, food) for food in held} | before))


def asked(horizon: Horizon, question: Question, again: Again) -> Question:
    """The question with what habits ask of it."""
    most = dict(question.most_in_meal)
    if again.daily:
        most |= _daily(horizon)
    if again.room:
        most |= _room(horizon, question)
    there = {food: meal for meal, food in again.dishes}
    if again.breakfast is not None and again.any_size:
        foods = (horizon.by_id[portion.food] for portion in again.breakfast.portions)
        there |= {food.id: BREAKFAST for food in foods if food.once_a_day}
    least = dict(question.least_steps)
    for food in there:
        least[food] = max(least.get(food, 0), horizon.by_id[food].min_steps)
    elsewhere = {(time.id, food) for food, meal in there.items() for time in question.meals if time.id != meal}
    return replace(
        question,
        same=again.breakfast,
        any_size=again.any_size,
        least_steps=least,
        removed=question.removed | elsewhere,
        most_in_meal=most,
    )


# The same breakfast


def common_breakfast(days: Iterable[Day]) -> Meal | None:
    """The breakfast of most days, with the portions most of these have; None where no two days have the same."""
    alike: dict[object, list[Meal]] = defaultdict(list)
    for day in sorted(days, key=lambda day: day.number):
        meal = day.meal(BREAKFAST)
        if meal is not None:
            alike[meal.template, frozenset(_foods(meal))].append(meal)
    most = max(alike.values(), key=len, default=[])
    if len(most) < 2:
        return None
    portions = [frozenset(fixed(portion) for portion in meal.portions) for meal in most]
    return max(zip(most, portions, strict=True), key=lambda pair: portions.count(pair[1]))[0]


def breakfast_on(breakfast: Meal, document: Document, number: int) -> Lock | None:
    """The breakfast of all days as one day may have it: with the portions the user locked there.

    None where what they locked or took out leaves no place for it.
    """
    locks = [lock for lock in document.locks_on(number) if lock.meal == BREAKFAST]
    if any(lock.template not in (None, breakfast.template) for lock in locks):
        return None
    wanted = {(portion.slot, portion.food.id): fixed(portion) for portion in breakfast.portions}
    mine = {(portion.slot, portion.food): portion for lock in locks for portion in lock.portions}
    whole = any(lock.template is not None for lock in locks)
    gone = document.removed_on(number) & {(BREAKFAST, food) for _slot, food in wanted}
    if gone or not mine.keys() <= wanted.keys() or (whole and mine.keys() != wanted.keys()):
        return None
    return Lock(number, BREAKFAST, breakfast.template, tuple({**wanted, **mine}.values()))


def breakfasts_known(horizon: Horizon, shown: Mapping[int, Day], lowered: Iterable[Meal]) -> Iterator[Meal]:
    """Breakfasts that all days may have, the likeliest first: of the plan on screen, or locked whole.

    Not those that are ``lowered``, whose foods the user likes less now.
    """
    common = common_breakfast(shown.values())
    found = [common] if common is not None else []
    for lock in horizon.document.locks:
        if lock.meal == BREAKFAST and lock.template is not None:
            found.append(Meal(BREAKFAST, lock.template, tuple(portions_of(horizon, (lock,)))))
    found += [meal for day in shown.values() if (meal := day.meal(BREAKFAST)) is not None]
    worse = list(lowered)
    for meal in found:
        foods = [portion.food for portion in meal.portions]
        fine = all(food.id in horizon.cost and allows(horizon.document, food) for food in foods)
        fine = fine and _is_planned_so(horizon, meal)
        if fine and meal not in worse and _may_be_daily(horizon, meal):
            yield meal


def _is_planned_so(horizon: Horizon, meal: Meal) -> bool:
    """Whether the meal is one that is planned now: templates change, and plans made before them are kept."""
    template = horizon.templates.by_id.get(meal.template)
    slots = {slot.id: slot for slot in template.slots} if template is not None else {}
    return all(
        slots[portion.slot].suits(portion.food) and portion.steps in slots[portion.slot].steps(portion.food)
        for portion in meal.portions
        if portion.slot in slots
    )


def _may_be_daily(horizon: Horizon, meal: Meal) -> bool:
    """Whether weekly maxima and limits let every day of a plan have the meal."""
    return not too_often(meal, horizon.days) and not _limits_passed(horizon, meal)


def _limits_passed(horizon: Horizon, meal: Meal) -> bool:
    held = {limit: sum(limit.counts(portion.food) for portion in meal.portions) for limit in horizon.limits}
    return any(count * min(horizon.days, limit.days) > limit.most for limit, count in held.items())


def _daily(horizon: Horizon) -> dict[tuple[str, str], float]:
    """The largest portion of each food that a breakfast of every day may have [steps]."""
    limits = horizon.limits
    share = min(horizon.days, WEEK)
    return {
        (BREAKFAST, food.id): most
        for food in horizon.foods
        if (most := _daily_steps(food, share, limits, horizon.days)) < food.max_steps
    }


def _daily_steps(food: Food, share: int, limits: Iterable[PortionLimit], days: int) -> float:
    if any(limit.counts(food) * min(days, limit.days) > limit.most for limit in limits):
        return 0.0
    most = food.weekly_max / share
    for part in food.made_of(1) if food.recipe is not None else ():
        most = min(most, part.food.weekly_max / share * part.food.step_g / part.grams if part.grams else math.inf)
    return most + 1e-9


def _may_be(horizon: Horizon, question: Question, same: Lock) -> bool:
    """Whether what the other days leave is enough for a breakfast as it is."""
    portions = portions_of(horizon, (same,))
    steps = counted(portions)
    enough = all(count <= question.most_steps.get(food.id, food.daily_max) + 1e-9 for food, count in steps.items())
    held = {limit.id: sum(limit.counts(portion.food) for portion in portions) for limit in question.limits}
    return enough and all(count <= question.most_portions.get(key, count) for key, count in held.items())


# Leftovers


def returning(horizon: Horizon, before: Day | None) -> tuple[str, ...]:
    """The ids of the dishes of a dinner that the next lunch may be, where the user wants leftovers."""
    dishes = leftovers_of(horizon.document, before)
    return tuple(
        food for food in sorted(dishes) if food in horizon.by_id and is_lunch(horizon.templates, horizon.by_id[food])
    )


def returned(horizon: Horizon, before: Day | None, day: Day | None) -> set[str]:
    """The dishes of a dinner that are eaten again at the next lunch."""
    lunch = day.meal(LUNCH) if day is not None else None
    return {portion.food.id for portion in lunch.portions} & {*returning(horizon, before)} if lunch else set()


def _may_return(horizon: Horizon, question: Question, food_id: str) -> bool:
    food = horizon.by_id[food_id]
    left = question.most_steps.get(food_id, float(food.daily_max))
    return food_id in horizon.cost and (LUNCH, food_id) not in question.removed and left >= food.min_steps


def is_lunch(templates: Templates, food: Food) -> bool:
    """Whether a kind of lunch has a place for a food."""
    return any(slot.takes(food) for template in templates.for_meal(LUNCH) for slot in template.slots)


def _room(horizon: Horizon, question: Question) -> dict[tuple[str, str], float]:
    """The largest portion of each dish that may be eaten for dinner and again the day after [steps]."""
    if LUNCH in horizon.document.whole_meals(question.day + 1):
        return {}
    locked = {portion.food for lock in question.locks for portion in lock.portions}
    most = {}
    for food in horizon.foods:
        if food.recipe is not None and food.id not in locked and is_lunch(horizon.templates, food):
            left = min(question.most_steps.get(food.id, math.inf), food.weekly_max) - food.min_steps
            if left < food.max_steps:
                most[DINNER, food.id] = left
    return most


def _foods(meal: Meal) -> set[tuple[str, str]]:
    return {(portion.slot, portion.food.id) for portion in meal.portions}
