"""The penalty points of a whole plan, recomputed from its portions: the audit of what the solver says it minimised."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.food import AWAY, Food
from planner.optimise.beside import FISH_MEALS
from planner.optimise.day_question import has_fish, plant_grams
from planner.optimise.horizon import (
    BREAKFAST,
    DINNER,
    LUNCH,
    Horizon,
    budget_of,
    days_known,
    has_no_dish,
    leftovers_of,
    minutes_on,
    paid_usd,
    repeatable,
    spent_on,
    stored_of,
)
from planner.optimise.weights import (
    BUDGET_PASSED,
    EXCESS,
    FRUIT_AND_VEGETABLES,
    LARGEST_SHORTFALL,
    LEFTOVER,
    LIST_PRICE,
    NEW_FOOD,
    NO_DISH,
    NO_FISH,
    NO_WISH,
    OFF_ENERGY,
    OVER_BUDGET,
    OVER_COOKED,
    OVER_DAYS,
    OVER_MINUTES,
    OVER_SHARE,
    REPEAT_DAYS,
    SAME_SNACK,
    SHORTFALL,
    TEMPLATE_REPEAT_POINTS,
    goal_weight,
    repeat_points,
    size_of,
    unusual_points,
)
from planner.plan.plan import WEEK, Day, Portion, total
from planner.plan.windows import due, has_any, is_food
from planner.plan.work import cooked_on, minutes_of
from planner.shopping.things import things_to_buy

HALF_A_CENT = 0.005  # [US$] above a budget nobody pays


def penalty(horizon: Horizon, days: Mapping[int, Day]) -> float:
    """The penalty points of a plan, recomputed from its portions; the audit of what the solver says it minimised."""
    own = sum(_day_points(horizon, day, horizon.beside(days).get(day.number - 1)) for day in days.values())
    return own + sum(_horizon_points(horizon, days))


def _day_points(horizon: Horizon, day: Day, before: Day | None) -> float:
    portions, counted = tuple(day.portions), tuple(day.eaten)
    short, over = [0.0], 0.0
    for target in horizon.targets.soft:
        weight, amount = goal_weight(target.nutrient), total(counted, target.nutrient).amount
        if target.least and not (target.nutrient.key in OVER_DAYS and horizon.stores):
            short.append(weight * max(0.0, 1 - amount / target.least))
        if target.most:
            over += weight * max(0.0, amount / target.most - 1)
    centre = horizon.targets.energy_kcal
    has_centre = bool(horizon.targets.of(nutrients.ENERGY))
    off = abs(total(portions, nutrients.ENERGY).amount / centre - 1) if has_centre else 0.0
    green = sum(plant_grams(portion.food) * portion.steps for portion in portions)
    missing = max(0.0, 1 - green / FRUIT_AND_VEGETABLES)
    goals = SHORTFALL * (sum(short) + missing) + LARGEST_SHORTFALL * max(short) + EXCESS * over + OFF_ENERGY * off
    again = leftovers_of(horizon.document, before)
    dinner = day.meal(DINNER)
    kind = horizon.templates.by_id.get(dinner.template) if dinner is not None else None
    if kind is not None and has_no_dish(horizon, day.number, kind):
        goals += NO_DISH
    small = Counter(meal.template for meal in day.meals if horizon.templates.meal(meal.meal).small)
    goals += SAME_SNACK * sum(count - 1 for template, count in small.items() if template != AWAY)
    return goals + sum(
        _portion_points(horizon, portion, meal.meal == LUNCH and portion.food.id in again)
        for meal in day.meals
        for portion in meal.portions
    )


def _portion_points(horizon: Horizon, portion: Portion, leftover: bool) -> float:
    food, steps = portion.food, portion.steps
    size = size_of(food, steps) * (LEFTOVER if leftover else 1)
    return horizon.cost.get(food.id, 0.0) * size + unusual_points(food, steps)


def _horizon_points(horizon: Horizon, days: Mapping[int, Day]) -> Iterator[float]:
    """Repeats, templates, fish and wishes, what the body stores, and what there is to buy."""
    document, every = horizon.document, horizon.beside(days)
    numbers = sorted(every)
    eaten = {number: list(repeatable(document, every[number], every.get(number - 1))) for number in numbers}
    for place, number in enumerate(numbers):
        for other in numbers[place + 1 :]:
            if other - number > REPEAT_DAYS:
                break
            if other not in days:
                continue  # both are over
            for food in eaten[number]:
                yield repeat_points(food) * eaten[other].count(food)
            yield from _same_templates(document, every[number], every[other])
    known = [(wish, times) for wish, times in document.wishes.items() if wish in horizon.by_id]
    wishes: list[tuple[int, float, Callable[[Food], bool]]]
    wishes = [(times, NO_WISH, partial(is_food, wish)) for wish, times in known]
    if any(has_fish(food) for food in horizon.foods):
        wishes.append((FISH_MEALS, NO_FISH, has_fish))
    for times, cost, counts in wishes:
        for first in range(horizon.week_of(1).start, horizon.days + 1, WEEK):
            week = days_known(horizon, range(first, first + WEEK))
            missing = due(times, len(week)) - sum(has_any(every[number], counts) for number in week if number in every)
            yield cost * min(max(0, missing), sum(number in days for number in week))
    for key, surplus in stored_of(horizon, days, 0).items():
        least = horizon.targets.least(nutrients.BY_KEY[key])
        yield SHORTFALL * goal_weight(nutrients.BY_KEY[key]) * max(0.0, -surplus / least) if least else 0.0
    if horizon.prices_of_list is not None:
        yield LIST_PRICE * paid_usd(horizon, days.values())
    if document.habits.budget is not None:
        if horizon.prices_of_list is not None:
            over = paid_usd(horizon, days.values()) - budget_of(horizon)
            yield OVER_BUDGET * over + BUDGET_PASSED if over > HALF_A_CENT else 0.0
        else:
            spent = sum(spent_on(horizon, day) for day in days.values())
            yield OVER_SHARE * max(0.0, spent - budget_of(horizon))
    if document.habits.most_foods is not None:
        yield NEW_FOOD * max(0, len(things_to_buy(days.values())) - document.habits.most_foods)
    if document.habits.limits_minutes:
        for day in days.values():
            yield OVER_MINUTES * max(0.0, minutes_of(day) - minutes_on(document, day.number))
    if document.habits.most_cooked is not None:
        for day in days.values():
            yield OVER_COOKED * max(0, cooked_on(day) - document.habits.most_cooked)


def _same_templates(document: Document, day: Day, other: Day) -> Iterator[float]:
    for meal in day.meals:
        same = other.meal(meal.meal)
        free = document.habits.repeat_breakfast and meal.meal == BREAKFAST
        if same is not None and same.template == meal.template and not free:
            yield TEMPLATE_REPEAT_POINTS
