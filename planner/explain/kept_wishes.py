"""What became of wishes and habits: foods on so many days a week, the budget, the number of foods to buy."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from types import MappingProxyType

from planner.document.document import LOVE, Document
from planner.explain.one_portion import love_sentences
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food, Ingredient
from planner.foods.meals import Templates, read_templates
from planner.language.dates import day_in_sentence, days_in_sentence
from planner.language.phrases import quoted_in_a_row
from planner.language.translate import _, ngettext
from planner.needs import adjusted_targets
from planner.needs.targets import TargetError
from planner.optimise.habits import breakfast_on, common_breakfast, is_lunch
from planner.optimise.horizon import BREAKFAST, DINNER, LUNCH, minutes_on
from planner.plan.allowed import allows
from planner.plan.looking_back import Before, days_before
from planner.plan.plan import (
    WEEK,
    Day,
    Meal,
    Plan,
    Portion,
    counted,
)
from planner.plan.stored_form import fixed
from planner.plan.windows import due, first_of_week, fullest, week_of
from planner.plan.work import cooked_on, minutes_of
from planner.shopping.bought import Bought
from planner.shopping.list_text import money
from planner.shopping.paid import paid_for
from planner.shopping.prices import price_eaten
from planner.shopping.things import things_to_buy


def days_with_each(plan: Plan) -> Mapping[str, int]:
    """The number of days that have a food by itself, by food id: inside a dish it fulfils no wish."""
    held = Counter(food for day in plan.days for food in {portion.food.id for portion in day.portions})
    return MappingProxyType(dict(held))


def not_kept(
    plan: Plan,
    document: Document,
    catalogue: Catalogue,
    bought: Mapping[str, Bought],
    templates: Templates | None = None,
) -> tuple[str, ...]:
    """What the plan does not keep of the wishes and habits, and by how much or on which days.

    All of these are goals that give way to the limits of a day. Wished foods that ``catalogue`` lacks are not told.
    """
    wished = sorted((catalogue[food] for food in document.wishes if food in catalogue), key=lambda food: food.name)
    before = days_before(document, catalogue)
    return (
        *(sentence for food in wished for sentence in _wish(food, plan, document, before)),
        *_budget(plan, document, bought),
        *_most_foods(plan, document),
        *_minutes(plan, document),
        *_cooked(plan, document),
        *_loves(plan, document, catalogue),
        *_breakfasts(plan, document),
        *_leftovers(plan, document, templates or read_templates()),
    )


def cost_of(portions: Sequence[Portion], document: Document, bought: Mapping[str, Bought]) -> tuple[float, int]:
    """What portions cost as they are eaten [currency], and of how many of their foods the price is an estimate."""
    cost, estimated = 0.0, set()
    for part in (part for portion in portions for part in portion.food.made_of(portion.steps)):
        price = price_eaten(part.food, bought, document.shopping)
        cost += part.grams * price.per_gram
        if price.estimated:
            estimated.add(part.food.id)
    return cost, len(estimated)


# Wishes


def _wish(food: Food, plan: Plan, document: Document, before: Before) -> Iterator[str]:
    """One sentence for each week of the plan that has a food on fewer days than were due; days that are over count."""
    times = document.wishes[food.id]
    first = first_of_week(document)
    for start, week in groupby(plan.days, key=lambda day: week_of(day.number, first).start):
        days = tuple(week)
        over = [before.days[number] for number in range(start, 1) if number in before.days]
        had = sum(any(portion.food.id == food.id for portion in day.portions) for day in over)
        count = sum(any(portion.food.id == food.id for portion in day.portions) for day in days)
        if count < min(due(times, len(over) + len(days)) - had, len(days)):
            yield " ".join(_shortfall(food, count, days, plan, document))


def _shortfall(food: Food, count: int, days: Sequence[Day], plan: Plan, document: Document) -> Iterator[str]:
    """How often a food is there and how often it was wished, and what one may wonder about."""
    times = document.wishes[food.id]
    yield _("{food} is {often}; you wished for it on at least {wished} a week.").format(
        food=food.name,
        often=_how_often(count, days, plan, document),
        wished=ngettext("{times} day", "{times} days", times).format(times=times),
    )
    if not allows(document, food):
        yield _("It is left out of every plan.")
    elif any(part.food.id == food.id for day in days for portion in day.portions for part in _inside(portion)):
        yield _("Inside a dish it does not count.")


def _how_often(count: int, days: Sequence[Day], plan: Plan, document: Document) -> str:
    if len(plan.days) == 1:
        return _("not in this plan")
    if len(days) == 1:
        return _("not in the plan on {day}").format(day=_on_days(plan, document, [days[0].number]))
    if len(plan.days) > WEEK:
        said = (
            _("in the plan on {count} of the days from {first} to {last}")
            if count
            else _("on none of the days from {first} to {last}")
        )
        first, last = (day_in_sentence(document.start, day.number, _numbers(plan)) for day in (days[0], days[-1]))
        return said.format(count=count, first=first, last=last)
    said = _("in the plan on {count} of {days} days") if count else _("on none of {days} days")
    return said.format(count=count, days=len(days))


def _inside(portion: Portion) -> Sequence[Ingredient]:
    return portion.food.made_of(portion.steps) if portion.food.recipe is not None else ()


# Habits


def _budget(plan: Plan, document: Document, bought: Mapping[str, Bought]) -> Iterator[str]:
    """By how much the list of whole weeks, or what is eaten of fewer days, costs more than the budget.

    Of less than a week most packs are left for the days after it, so that only what is eaten can be compared.
    """
    budget, days = document.habits.budget, len(plan.days)
    if budget is None:
        return
    currency = document.shopping.currency
    eaten, estimated = cost_of([portion for day in plan.days for portion in day.eaten], document, bought)
    share = round(budget * days / WEEK, 2)
    cost = paid_for(plan.days, document, bought) if days >= WEEK else eaten
    over = round(round(cost, 2) - share, 2)  # of the figures that are said
    if over <= 0:
        return
    said = [_over_budget(cost, over, share, budget, days, currency)]
    if days >= WEEK:
        said.append(_("Whole packs count, and of oil, spices and condiments what is used of them."))
        said.append(_("What is eaten of it costs about {eaten}.").format(eaten=money(eaten, currency)))
    if estimated:
        said.append(_estimated(estimated))
    yield " ".join(said)


def _estimated(count: int) -> str:
    said = ngettext(
        "The price of {count} food is an estimate from foods like it; you can enter prices in the shopping list.",
        "The prices of {count} foods are estimates from foods like them; you can enter prices in the shopping list.",
        count,
    )
    return said.format(count=count)


def _over_budget(cost: float, over: float, share: float, budget: float, days: int, currency: str) -> str:
    if days == WEEK:
        said = _(
            "What is to be bought for your portions costs about {cost}, {over} more than your budget of {budget}"
            " a week."
        )
    elif days > WEEK:
        said = _(
            "What is to be bought for your portions of {days} days costs about {cost}, {over} more than {share}, the"
            " share of your budget of {budget} a week."
        )
    else:
        said = ngettext(
            "Your portions of {days} day cost about {cost}, {over} more than {share},"
            " the share of your budget of {budget} a week.",
            "Your portions of {days} days cost about {cost}, {over} more than {share},"
            " the share of your budget of {budget} a week.",
            days,
        )
    amounts = {"cost": cost, "over": over, "share": share, "budget": budget}
    return said.format(days=days, **{word: money(amount, currency) for word, amount in amounts.items()})


def _most_foods(plan: Plan, document: Document) -> Iterator[str]:
    most, count = document.habits.most_foods, len(things_to_buy(plan.days))
    if most is not None and count > most:
        said = _("There are {count} different things to buy, {over} more than the {most} you want at most.")
        yield said.format(count=count, over=count - most, most=most)


def _minutes(plan: Plan, document: Document) -> Iterator[str]:
    if not document.habits.limits_minutes:
        return
    for day in plan.days:
        there, needed = minutes_on(document, day.number), minutes_of(day)
        if needed > there:
            said = _("The recipes of {day} take {needed} minutes, {over} more than you have.")
            yield said.format(day=_on_days(plan, document, [day.number]), needed=needed, over=round(needed - there))


def _cooked(plan: Plan, document: Document) -> Iterator[str]:
    most = document.habits.most_cooked
    for day in plan.days if most is not None else ():
        count = cooked_on(day)
        if count > (most or 0):
            said = ngettext(
                "There is {count} dish to cook on {day}; you want at most {most}.",
                "There are {count} dishes to cook on {day}; you want at most {most}.",
                count,
            )
            yield said.format(day=_on_days(plan, document, [day.number]), count=count, most=most)


def _loves(plan: Plan, document: Document, catalogue: Catalogue) -> Iterator[str]:
    """The loved foods that a limit of the day keeps out, each with that limit."""
    loved = (catalogue[food] for food, taste in sorted(document.tastes.items()) if taste == LOVE and food in catalogue)
    try:
        targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)
    except TargetError:
        return
    out = (food for food in loved if allows(document, food) and not plan.steps(food.id))
    yield from love_sentences(document, targets, out)


def _breakfasts(plan: Plan, document: Document) -> Iterator[str]:
    """The days whose breakfast is not that of the others, where it is to be the same, and why."""
    if not document.habits.repeat_breakfast or len(plan.days) < 2:
        return
    common = common_breakfast(plan.days)
    if common is None:
        yield _("You want the same breakfast every day, but no two days have the same: no such plan was found.")
        return
    others: dict[str, list[int]] = {}
    sizes = []
    wanted = {fixed(portion) for portion in common.portions}
    for day in plan.days:
        mine = day.meal(BREAKFAST)
        held = {fixed(portion) for portion in mine.portions} if mine is not None else set()
        if {portion.food for portion in held} != {portion.food for portion in wanted}:
            others.setdefault(_why_another(plan, common, document, day.number), []).append(day.number)
        elif held != wanted:
            sizes.append(day.number)
    for why, days in others.items():
        yield _("Breakfast is another one on {days}: {why}").format(days=_on_days(plan, document, days), why=why)
    if sizes:
        said = _("Breakfast has the same foods on {days}, but in other portions.")
        yield said.format(days=_on_days(plan, document, sizes))


def _why_another(plan: Plan, common: Meal, document: Document, number: int) -> str:
    """Why a day has not the breakfast of the others, as far as the user's choices and the week show it."""
    foods = {portion.food.id: portion.food.name for portion in common.portions}
    gone = [name for food, name in foods.items() if (BREAKFAST, food) in document.removed_on(number)]
    if gone:
        return _("you took {foods} out of it.").format(foods=quoted_in_a_row(gone))
    if breakfast_on(common, document, number) is None:
        return _("you locked or swapped something in it.")
    full = _no_more_of(plan, counted(common.portions), number)
    if full:
        return _("a week may not have more of {foods}.").format(foods=quoted_in_a_row([food.name for food in full]))
    return _("no such day with the same one was found.")


def _no_more_of(plan: Plan, steps: Mapping[Food, float], number: int) -> list[Food]:
    """The foods of which the days around leave less than so many steps of the weekly maximum."""
    eaten = {day.number: counted(day.portions) for day in plan.days if day.number != number}
    return [
        food
        for food, wanted in steps.items()
        if fullest({day: held.get(food, 0.0) for day, held in eaten.items()}, number) + wanted > food.weekly_max + 1e-9
    ]


def _leftovers(plan: Plan, document: Document, templates: Templates) -> Iterator[str]:
    """The dinners that are not eaten again at the next lunch, where leftovers are wanted, and why."""
    if not document.habits.leftovers:
        return
    none = []
    for day, after in pairwise(plan.days):
        dinner, lunch = day.meal(DINNER), after.meal(LUNCH)
        portions = dinner.portions if dinner is not None else ()
        dishes = [portion.food for portion in portions if portion.food.recipe and is_lunch(templates, portion.food)]
        again = {portion.food for portion in lunch.portions} if lunch is not None else set()
        if not dishes:
            none.append(day.number)
        elif again.isdisjoint(dishes):
            said = _("“{dish}”, the dinner of {day}, is not eaten again at the next lunch: {why}")
            why = _why_no_leftover(plan, dishes[0], document, after.number)
            yield said.format(dish=dishes[0].name, day=_on_days(plan, document, [day.number]), why=why)
    if none:
        said = ngettext(
            "The dinner of {days} leaves nothing for the next lunch: it is no dish that is cooked ahead.",
            "The dinners of {days} leave nothing for the next lunch: they are no dishes that are cooked ahead.",
            len(none),
        )
        yield said.format(days=_on_days(plan, document, none))


def _why_no_leftover(plan: Plan, dish: Food, document: Document, number: int) -> str:
    if (LUNCH, dish.id) in document.removed_on(number):
        return _("you took it out.")
    if any(lock.meal == LUNCH for lock in document.locks_on(number)):
        return _("you locked or swapped something in that lunch.")
    steps = counted([Portion("", dish, dish.min_steps)])
    full = _no_more_of(plan, steps, number)
    if full:
        return _("a week may not have more of {foods}.").format(foods=quoted_in_a_row([food.name for food in full]))
    return _("no such day was found.")


def _on_days(plan: Plan, document: Document, numbers: Sequence[int]) -> str:
    return days_in_sentence(document.start, numbers, _numbers(plan))


def _numbers(plan: Plan) -> tuple[int, ...]:
    return tuple(day.number for day in plan.days)
