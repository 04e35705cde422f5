"""What is sought, as rows and points of a day's program: goals that may be missed, and what repeats in the mean day."""

from collections import defaultdict
from collections.abc import Sequence

import pulp

from planner.foods import nutrients
from planner.foods.food import AWAY
from planner.optimise.columns import LUNCH
from planner.optimise.day_program import DayModel, sum_of
from planner.optimise.day_question import has_fish, plant_grams
from planner.optimise.pairs import fewest_pairs, pieces_below
from planner.optimise.weights import (
    ASKED_OVER_BUDGET,
    EXCESS,
    FRUIT_AND_VEGETABLES,
    LARGEST_SHORTFALL,
    OFF_ENERGY,
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
)
from planner.plan.work import is_cooked, minutes_for


def add_goals(model: DayModel) -> None:
    """All that is sought."""
    _add_goals(model)
    _add_energy_centre(model)
    _add_fruit_and_vegetables(model)
    _add_fish(model)
    _add_wishes(model)
    _add_budget(model)
    _add_minutes(model)
    _add_cooked(model)
    _add_snacks(model)
    _add_repeats(model)


def _add_goals(model: DayModel) -> None:
    """Soft goals: relative shortfalls and excesses cost, and the largest shortfall costs once more.

    Of several days, what the body stores is met over all of them: what the others have above their goal counts, and
    what is missing to them may be made up for.
    """
    worst = model.variable("largest_shortfall", 0, 1)
    model.penalty.append((worst, LARGEST_SHORTFALL))
    for target in model.question.targets.soft:
        weight = goal_weight(target.nutrient)
        key, total = target.nutrient.key, model.total[target.nutrient]
        if target.least and weight:
            stored = key in OVER_DAYS and model.question.days > 1
            short = model.variable(f"short_{key}", 0, None if stored else 1)
            terms = [(total, 1.0), (short, target.least)]
            if stored:
                model.stored[key] = model.variable(f"stored_{key}", 0, 0)
                terms.append((model.stored[key], 1.0))
            model.add(sum_of(terms) >= target.least, f"{key}_goal")
            if not stored:
                model.add(sum_of([(worst, 1.0), (short, -weight)]) >= 0, f"{key}_largest_shortfall")
            model.penalty.append((short, SHORTFALL * weight))
        if target.most:
            over = model.variable(f"over_{key}")
            model.add(sum_of([(total, 1.0), (over, -target.most)]) <= target.most, f"{key}_soft_most")
            model.penalty.append((over, EXCESS * weight))


def _add_energy_centre(model: DayModel) -> None:
    """The day's energy at the centre of its band: what food costs would draw it to the low end."""
    centre, total = model.question.targets.energy_kcal, model.total.get(nutrients.ENERGY)
    if total is None:
        return
    for name, sign in (("below", 1.0), ("above", -1.0)):
        off = model.variable(f"energy_{name}", 0)
        model.add(sum_of([(total, sign), (off, centre)]) >= sign * centre, f"energy_{name}_centre")
        model.penalty.append((off, OFF_ENERGY))


def _add_fruit_and_vegetables(model: DayModel) -> None:
    """At least 400 g of fruit and vegetables a day; what is missing costs as a shortfall does."""
    grams = [(x, weight) for food, x in model.eaten.items() if (weight := plant_grams(food))]
    short = model.variable("short_fruit_and_vegetables", 0, 1)
    model.add(sum_of([*grams, (short, FRUIT_AND_VEGETABLES)]) >= FRUIT_AND_VEGETABLES, "fruit_and_vegetables_goal")
    model.penalty.append((short, SHORTFALL))


def _add_fish(model: DayModel) -> None:
    """Fish twice a week: a day without it costs when the week is behind."""
    fish = [(x, 1.0) for serving, x in model.serve.items() if has_fish(serving.food)]
    if fish:
        model.missing_fish = model.variable("no_fish", 0, 1)
        model.add(sum_of([*fish, (model.missing_fish, 1.0)]) >= 1, "fish_goal")


def _add_wishes(model: DayModel) -> None:
    """A food wished for so many days a week: a day without it costs when the week is behind."""
    for food in model.question.wished:
        served = [(x, 1.0) for serving, x in model.serve.items() if serving.food.id == food]
        model.missing[food] = missing = model.variable(f"missing_{food}", 0, 1)
        model.add(sum_of([*served, (missing, 1.0)]) >= 1, f"{food}_wish")


def _add_budget(model: DayModel) -> None:
    """What the day costs above what the other days leave of the budget."""
    prices = model.question.prices
    if not prices:
        return
    spent = [(x, prices[food.id]) for food, x in model.eaten.items() if food.id in prices]
    model.allowed = model.variable("allowed_usd", 0, 0)
    over = model.variable("over_budget", 0)
    model.add(sum_of([*spent, (model.allowed, -1.0), (over, -1.0)]) <= 0, "budget")
    model.penalty.append((over, ASKED_OVER_BUDGET if model.question.list_points else OVER_SHARE))


def _add_minutes(model: DayModel) -> None:
    """What the day's recipes take above the minutes there are for them."""
    if model.question.minutes is None:
        return
    work = [
        (x, float(minutes))
        for serving, x in model.serve.items()
        if (minutes := minutes_for(serving.template.id, serving.food))
    ]
    model.minutes = model.variable("minutes_there", 0, 0)
    over = model.variable("over_minutes", 0)
    model.add(sum_of([*work, (model.minutes, -1.0), (over, -1.0)]) <= 0, "minutes")
    model.penalty.append((over, OVER_MINUTES))


def _add_cooked(model: DayModel) -> None:
    """How many dishes are cooked beyond those somebody wants to cook on a day."""
    if model.question.most_cooked is None:
        return
    dishes = [(x, 1.0) for serving, x in model.serve.items() if is_cooked(serving.template.id, serving.food)]
    model.most_cooked = model.variable("cooked_there", 0, 0)
    over = model.variable("over_cooked", 0)
    model.add(sum_of([*dishes, (model.most_cooked, -1.0), (over, -1.0)]) <= 0, "cooked")
    model.penalty.append((over, OVER_COOKED))


def _add_snacks(model: DayModel) -> None:
    """A day's snacks of different kinds: each further one of the same template costs."""
    small = {meal.id for meal in model.question.meals if meal.small}
    kinds: dict[str, list[tuple[pulp.LpVariable, float]]] = defaultdict(list)
    for (meal, template), use in model.use.items():
        if meal in small and template != AWAY:
            kinds[template].append((use, 1.0))
    for template, uses in kinds.items():
        if len(uses) > 1:
            again = model.variable(f"again_{template}", 0)
            model.add(sum_of([*uses, (again, -1.0)]) <= 1, f"{template}_once")
            model.penalty.append((again, SAME_SNACK))


def _add_repeats(model: DayModel) -> None:
    """In the mean of several days: a food or template in so many of them is repeated at least so often."""
    question = model.question
    if not question.mean_of:
        return
    days = len(question.mean_of)
    pieces = pieces_below(fewest_pairs(question.mean_of, REPEAT_DAYS))
    for (meal, template), use in model.use.items():
        if meal not in question.may_repeat:
            _add_pairs(model, f"{meal}_{template}", [(use, float(days))], pieces, TEMPLATE_REPEAT_POINTS / days)
    for food, servings in model.by_food.items():
        cost = repeat_points(food)
        counted = [
            (model.serve[serving], float(days))
            for serving in servings
            if serving.meal not in question.may_repeat and not (question.leftovers and serving.meal == LUNCH)
        ]
        if cost and counted and food.once_a_day and food.id in question.repeated:
            _add_pairs(model, food.id, counted, pieces, cost / days)


def _add_pairs(
    model: DayModel,
    name: str,
    times: list[tuple[pulp.LpVariable, float]],
    pieces: Sequence[tuple[float, float]],
    cost: float,
) -> None:
    pairs = model.variable(f"pairs_{name}", 0)
    for number, (slope, start) in enumerate(pieces):
        terms = [(x, slope * coefficient) for x, coefficient in times]
        model.add(sum_of([*terms, (pairs, -1.0)]) <= start, f"{name}_repeats_{number}")
    model.penalty.append((pairs, cost))
