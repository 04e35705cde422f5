"""What each day of a plan is asked beside the others, and what their mean is asked."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from planner.document.document import Document, Lock
from planner.foods.food import AWAY, Food
from planner.foods.meals import (
    LEFTOVERS,
    MealTime,
    times_around,
)
from planner.foods.nutrients import BY_KEY, ENERGY
from planner.needs import medical_rules
from planner.optimise.day_question import Question, has_fish
from planner.optimise.horizon import (
    BREAKFAST,
    DINNER,
    LUNCH,
    Horizon,
    at_home_usd,
    budget_of,
    days_known,
    has_no_dish,
    leftovers_of,
    minutes_on,
    portions_of,
    repeatable,
    spent_on,
    stored_of,
    too_often,
)
from planner.optimise.weights import (
    ASKED_OVER_BUDGET,
    LIST_PRICE,
    NEW_FOOD,
    NO_DISH,
    OVER_DAYS,
    REPEAT_DAYS,
    TEMPLATE_REPEAT_POINTS,
    repeat_points,
)
from planner.plan.meat_and_milk import kept_apart
from planner.plan.plan import WEEK, Day, Portion, counted
from planner.plan.windows import due, fullest, has_any, is_food
from planner.shopping.things import things_to_buy

if TYPE_CHECKING:
    from planner.optimise.list_prices import Floats

FISH_MEALS = 2  # a week
SOON = 0.8, 1.0  # of the things there may be by then: from there on, and in full, a day pays for new ones
GROWTH = 0.6  # the things of so many days grow as this power of them, because later days find much there already
NEAR_BUDGET = 0.8, 1.0  # of the budget: from there on, and in full, a day pays for what passes it
USED_UP = 0.7  # of what is left in a pack, that days still to be planned use up


def question_of(horizon: Horizon, number: int, others: Mapping[int, Day]) -> Question:
    """What a day is asked beside ``others``, the days that are planned, and those before the plan."""
    document = horizon.document
    planned, others = others, horizon.beside(others)
    locks = document.locks_on(number)
    elsewhere = _elsewhere(horizon, others, number)
    limits = horizon.limits
    near = {day: held for day, held in others.items() if abs(day - number) <= REPEAT_DAYS and day != number}
    question = Question(
        day=number,
        foods=horizon.foods,
        meals=_times_on(horizon, locks),
        templates=horizon.templates,
        targets=horizon.targets,
        cost=horizon.cost,
        most_steps=_most_steps(horizon, locks, number, elsewhere),
        locks=locks,
        barred=_barred(document, others, number) | _no_leftovers(horizon, others.get(number - 1), number),
        removed=document.removed_on(number) | kept_apart(document, number, horizon.templates.meal_ids, horizon.by_id),
        template_cost=_template_cost(horizon, near, number),
        repeats=_repeats(horizon, near, others),
        may_repeat=_may_repeat(document),
        leftovers=leftovers_of(document, others.get(number - 1)),
        most_in_meal=_other_dishes(horizon, others.get(number - 1), locks),
        new=_new(horizon, planned),
        fish_wanted=_behind(horizon, others, number, FISH_MEALS, has_fish),
        wished=tuple(sorted(food for food in document.wishes if food in horizon.by_id)),
        behind=frozenset(
            wish
            for wish, times in document.wishes.items()
            if wish in horizon.by_id and _behind(horizon, others, number, times, partial(is_food, wish))
        ),
        limits=limits,
        most_portions={limit.id: portions_left(limit, elsewhere, number) for limit in limits},
        days=document.days + len(horizon.before.days),
        stored=stored_of(horizon, planned, number),
        prices=horizon.prices,
        budget=_budget_left(horizon, planned),
        list_points=_list_points(horizon, planned),
        minutes=minutes_on(document, number) if document.habits.limits_minutes else None,
        most_cooked=document.habits.most_cooked,
        drinks=horizon.drinks,
    )
    return fair_share(horizon, question) if horizon.fair else question


def fair_share(horizon: Horizon, question: Question) -> Question:
    """The question of a day that leaves each of the others as much of every food as it takes.

    Days that are equal go together then. What is locked may be more.
    """
    if horizon.days == 1:
        return question
    share = min(horizon.days, WEEK)
    most = {
        food.id: min(question.most_steps.get(food.id, float(food.daily_max)), food.weekly_max / share)
        for food in horizon.by_id.values()
    }
    for food, steps in counted(portions_of(horizon, question.locks)).items():
        most[food.id] = max(steps, most[food.id])
    left = {
        limit.id: min(limit.most // min(horizon.days, limit.days), question.most_portions.get(limit.id, limit.most))
        for limit in question.limits
    }
    return replace(question, most_steps=most, most_portions=left)


def goes_beside(day: Day, question: Question) -> bool:
    """Whether a day that was planned beside other days keeps what these leave of maxima, limits and dinners."""
    if any((meal.meal, meal.template) in question.barred for meal in day.meals):
        return False
    steps = counted(day.portions)
    if any(count > question.most_steps.get(food.id, math.inf) + 1e-9 for food, count in steps.items()):
        return False
    held = {limit.id: sum(limit.counts(portion.food) for portion in day.portions) for limit in question.limits}
    return all(count <= question.most_portions.get(key, count) for key, count in held.items())


def basket_of(horizon: Horizon, numbers: tuple[int, ...], repeated: frozenset[str]) -> Question:
    """The question whose relaxation bounds the mean of these days, which have the same locks, whatever they are.

    Its rows are those of a day. The mean of the days of any plan keeps them, and eats of no food more than its weekly
    maximum allows; all goals are convex, so the mean costs no more than the days do. A food or template in so many of
    the days is repeated at least as often as the days allow. What else makes a plan dearer is left out.
    """
    locks, days = horizon.document.locks_on(numbers[0]), len(numbers)
    weeks = -(-horizon.days // WEEK)
    most = {
        food.id: weeks * food.weekly_max / max(1, days)
        for food in horizon.by_id.values()
        if weeks * food.weekly_max < days * food.daily_max
    }
    for food, steps in counted(portions_of(horizon, locks)).items():
        most[food.id] = max(steps, most.get(food.id, float(food.weekly_max)))
    most |= dict.fromkeys(horizon.banned, 0.0)
    # A dish that a leftover makes cheaper may cost no more than that.
    dinners = [slot for template in horizon.templates.for_meal(DINNER) for slot in template.slots]
    again = (food for food in horizon.foods if food.recipe and any(slot.takes(food) for slot in dinners))
    leftovers = frozenset(food.id for food in again) if horizon.document.habits.leftovers else ()
    return Question(
        day=1,
        foods=horizon.foods,
        meals=_times_on(horizon, locks),
        templates=horizon.templates,
        targets=horizon.targets,
        cost=horizon.cost,
        most_steps=most,
        locks=locks,
        leftovers=frozenset(leftovers),
        mean_of=numbers,
        repeated=repeated,
        may_repeat=_may_repeat(horizon.document),
        wished=tuple(sorted(food for food in horizon.document.wishes if food in horizon.by_id)),
        limits=horizon.limits,
        days=horizon.days + len(horizon.before.days),
        stored=_stored_by_mean(horizon, days),
        prices=_least_prices(horizon) if horizon.document.habits.budget is not None else {},
        budget=(budget_of(horizon) + at_home_usd(horizon)) / days,
        list_points=_least_points(horizon),
        minutes=_mean_minutes(horizon.document, numbers),
        most_cooked=horizon.document.habits.most_cooked,
        drinks=horizon.drinks,
    )


def _stored_by_mean(horizon: Horizon, days: int) -> dict[str, float]:
    """What the days before have above their goals, for each of so many days whose mean is sought.

    Where there are other days, these may have more than enough for all: nothing is asked of the mean then.
    """
    if days < horizon.days:
        return {key: horizon.targets.least(BY_KEY[key]) or 0.0 for key in OVER_DAYS}
    return {key: surplus / days for key, surplus in stored_of(horizon, {}, 0).items()}


def _may_repeat(document: Document) -> frozenset[str]:
    return frozenset({BREAKFAST} if document.habits.repeat_breakfast else ())


def _elsewhere(horizon: Horizon, others: Mapping[int, Day], number: int) -> dict[int, list[Portion]]:
    """The portions of the other days, with what is locked or eaten every morning on days not planned yet."""
    days = {day: list(planned.portions) for day, planned in others.items()}
    locked = {lock.day for lock in horizon.document.locks if lock.meal == BREAKFAST}
    if horizon.breakfast is not None and not too_often(horizon.breakfast, horizon.days):
        for day in range(1, horizon.days + 1):
            if day != number and day not in others and day not in locked:
                days[day] = list(horizon.breakfast.portions)
    for lock in horizon.document.locks:
        if lock.day != number and lock.day not in others:
            days.setdefault(lock.day, []).extend(portions_of(horizon, (lock,)))
    return days


def _times_on(horizon: Horizon, locks: Iterable[Lock]) -> tuple[MealTime, ...]:
    """The meals of a day with these locks; the others make up for one that is not planned."""
    energy = horizon.targets.energy_kcal
    times = horizon.templates.meals_for(energy, horizon.targets.snacks)
    away = {
        lock.meal: sum(portion.food.amount(ENERGY, portion.steps) or 0.0 for portion in portions_of(horizon, (lock,)))
        for lock in locks
        if lock.template == AWAY
    }
    return times_around(times, {meal: kcal / energy for meal, kcal in away.items()})


def _most_steps(
    horizon: Horizon, locks: tuple[Lock, ...], number: int, elsewhere: Mapping[int, list[Portion]]
) -> dict[str, float]:
    """What the week leaves of the maximum of each food [steps]; 0 bans one."""
    eaten: dict[Food, dict[int, float]] = defaultdict(dict)
    for day, portions in elsewhere.items():
        for food, steps in counted(portions).items():
            eaten[food][day] = steps
    most = {food.id: float(food.weekly_max) for food in horizon.by_id.values() if food.weekly_max < food.daily_max}
    most |= {food.id: _left(food, number, steps) for food, steps in eaten.items()}
    for food, steps in counted(portions_of(horizon, locks)).items():
        most[food.id] = max(steps, most.get(food.id, float(food.weekly_max)))
    locked = {portion.food for lock in locks for portion in lock.portions}
    most |= dict.fromkeys(horizon.avoided - locked, 0.0)
    return most | dict.fromkeys(horizon.banned, 0.0)


def _left(food: Food, number: int, steps: Mapping[int, float]) -> float:
    """What the fullest week around a day leaves of a food's weekly maximum [steps]."""
    return max(0.0, food.weekly_max - fullest(steps, number))


def portions_left(limit: medical_rules.PortionLimit, elsewhere: Mapping[int, Sequence[Portion]], number: int) -> int:
    """What the fullest stretch of days around a day leaves of a limit."""
    count = {day: sum(limit.counts(portion.food) for portion in held) for day, held in elsewhere.items()}
    return max(0, limit.most - round(fullest(count, number, limit.days)))


def _barred(document: Document, others: Mapping[int, Day], number: int) -> frozenset[tuple[str, str]]:
    """No dinner twice running, unless the user locked it so."""
    if any(lock.meal == DINNER for lock in document.locks_on(number)):
        return frozenset()
    locked_days = {lock.day for lock in document.locks if lock.meal == DINNER}
    neighbours = [others[day] for day in (number - 1, number + 1) if day in others and day not in locked_days]
    return frozenset((DINNER, meal.template) for day in neighbours if (meal := day.meal(DINNER)) is not None)


def _no_leftovers(horizon: Horizon, before: Day | None, number: int) -> frozenset[tuple[str, str]]:
    """The lunch of leftovers is only for a dish of the dinner before, or what the user put there."""
    locked = any(lock.meal == LUNCH for lock in horizon.document.locks_on(number))
    left = LEFTOVERS not in horizon.templates.by_id or locked or leftovers_of(horizon.document, before)
    return frozenset() if left else frozenset({(LUNCH, LEFTOVERS)})


def _other_dishes(horizon: Horizon, before: Day | None, locks: Iterable[Lock]) -> dict[tuple[str, str], float]:
    """No portion of dishes that a lunch has only as leftovers, but for those of the dinner before or locked."""
    leftover = horizon.templates.by_id.get(LEFTOVERS)
    if leftover is None:
        return {}
    kept = leftovers_of(horizon.document, before) | {portion.food for lock in locks for portion in lock.portions}
    others = [slot for each in horizon.templates.for_meal(LUNCH) if each is not leftover for slot in each.slots]
    return {
        (LUNCH, food.id): 0.0
        for food in horizon.foods
        if food.id not in kept and leftover.slots[0].takes(food) and not any(slot.takes(food) for slot in others)
    }


def _template_cost(horizon: Horizon, near: Mapping[int, Day], number: int) -> dict[tuple[str, str], float]:
    document = horizon.document
    cost: dict[tuple[str, str], float] = defaultdict(float)
    for template in horizon.templates.by_id.values():
        if has_no_dish(horizon, number, template):
            cost[DINNER, template.id] += NO_DISH
    for day in near.values():
        for meal in day.meals:
            if not (document.habits.repeat_breakfast and meal.meal == BREAKFAST):
                cost[meal.meal, meal.template] += TEMPLATE_REPEAT_POINTS
    return dict(cost)


def _repeats(horizon: Horizon, near: Mapping[int, Day], others: Mapping[int, Day]) -> dict[str, float]:
    """What one more portion of each food costs for those within a few days."""
    cost: dict[str, float] = defaultdict(float)
    for day in near.values():
        for food in repeatable(horizon.document, day, others.get(day.number - 1)):
            cost[food.id] += repeat_points(food)
    return dict(cost)


def _new(horizon: Horizon, others: Mapping[int, Day]) -> dict[str, float]:
    """What each food costs of which something must be bought that none of the other days has, once these have much.

    The first day to be planned pays nothing: its points would be no bound of what a plan with few foods costs.
    """
    most = horizon.document.habits.most_foods
    have = things_to_buy(others.values())
    if most is None or not others:
        return {}
    share = most * (len(others) / max(1, horizon.days - 1)) ** GROWTH
    weight = NEW_FOOD * _ramp(len(have), *(part * share for part in SOON))
    new = {food.id: len(horizon.things[food.id] - have) for food in horizon.foods} if weight else {}
    return {food: weight * count for food, count in new.items() if count}


def _ramp(amount: float, low: float, high: float) -> float:
    """0 up to ``low``, 1 from ``high`` on."""
    return min(1.0, max(0.0, (amount - low) / (high - low)))


def _behind(
    horizon: Horizon, others: Mapping[int, Day], number: int, times: int, counts: Callable[[Food], bool]
) -> bool:
    """Whether the week of a day, so far as it is planned, is behind with a food due so many times."""
    week = horizon.week_of(number)
    known = [day for other, day in others.items() if other in week and other != number]
    last = max([number, *(day.number for day in known)])
    wanted = due(times, len(days_known(horizon, range(week.start, last + 1))))
    return wanted > sum(has_any(day, counts) for day in known)


def _budget_left(horizon: Horizon, others: Mapping[int, Day]) -> float:
    """What the other days, those not planned yet at their share, leave of the budget [US$]."""
    if not horizon.prices:
        return 0.0
    open_days = horizon.days - len(others) - 1
    spent = sum(spent_on(horizon, day) for day in others.values())
    return budget_of(horizon) * (1 - max(0, open_days) / horizon.days) - spent


def _list_points(horizon: Horizon, others: Mapping[int, Day]) -> "Mapping[str, Floats]":
    """What each portion costs for what it adds to the shopping list [penalty points], by food id and steps.

    Money weighs little, which uses up what was opened, until the list comes near the budget.
    """
    prices = horizon.prices_of_list
    if prices is None:
        return {}
    needs = prices.needs(portion for day in others.values() for portion in day.eaten)
    open_share = USED_UP * max(0, horizon.days - 1 - len(others)) / max(1, horizon.days - 1)
    weight = LIST_PRICE
    if horizon.document.habits.budget is not None:
        spent = prices.total(needs, open_share)
        share = budget_of(horizon) * max(1, len(others)) / horizon.days if open_share else budget_of(horizon)
        weight += ASKED_OVER_BUDGET * _ramp(spent, *(part * share for part in NEAR_BUDGET))
    points = weight * prices.added(needs, open_share)
    return {food: points[place] for food, place in prices.foods.items()}


def _least_points(horizon: Horizon) -> "Mapping[str, Floats]":
    """The same in the mean of the days, at the least: as if packs were as small as one likes."""
    prices = horizon.prices_of_list
    if prices is None:
        return {}
    import numpy as np  # here, because the window should not wait for it

    counts = np.arange(prices.steps + 1)
    return {food: np.asarray(LIST_PRICE * usd * counts, dtype=float) for food, usd in prices.least_usd().items()}


def _least_prices(horizon: Horizon) -> Mapping[str, float]:
    return horizon.prices if horizon.prices_of_list is None else horizon.prices_of_list.least_usd()


def _mean_minutes(document: Document, numbers: Sequence[int]) -> float | None:
    """Of some days; where one has no limit, neither has their mean."""
    return (
        sum(minutes_on(document, number) for number in numbers) / len(numbers)
        if document.habits.limits_minutes
        else None
    )
