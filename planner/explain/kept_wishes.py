"""What became of wishes and habits: foods on so many days a week, the budget, the number of foods to buy."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food, Ingredient
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.optimise.horizon import due, foods_to_buy, week_of
from planner.plan.plan import WEEK, Day, Plan, Portion, allows
from planner.shopping.shopping_list import Bought, usd_per_gram_eaten


def days_with_each(plan: Plan) -> Mapping[str, int]:
    """The number of days that have a food by itself, by food id: inside a dish it fulfils no wish."""
    held = Counter(food for day in plan.days for food in {portion.food.id for portion in day.portions})
    return MappingProxyType(dict(held))


def not_kept(plan: Plan, document: Document, catalogue: Catalogue, bought: Mapping[str, Bought]) -> tuple[str, ...]:
    """What the plan does not keep of the wishes, the budget and the most foods to buy, and by how much.

    All of these are goals that give way to the limits of a day. Wished foods that ``catalogue`` lacks are not told.
    """
    wished = sorted((catalogue[food] for food in document.wishes if food in catalogue), key=lambda food: food.name)
    return (
        *(sentence for food in wished for sentence in _wish(food, plan, document)),
        *_budget(plan, document, bought),
        *_most_foods(plan, document),
    )


def cost_of(portions: Sequence[Portion], document: Document, bought: Mapping[str, Bought]) -> tuple[float, int]:
    """What portions cost as they are eaten [US$], and how many of their foods have no known price."""
    cost, unknown = 0.0, set()
    for part in (part for portion in portions for part in portion.food.made_of(portion.steps)):
        usd = usd_per_gram_eaten(part.food.id, bought, document.shopping.prices)
        if usd is None:
            unknown.add(part.food.id)
        else:
            cost += part.grams * usd
    return cost, len(unknown)


# Wishes


def _wish(food: Food, plan: Plan, document: Document) -> Iterator[str]:
    """One sentence for each week of the plan that has a food on fewer days than were due."""
    times = document.wishes[food.id]
    for _first, week in groupby(plan.days, key=lambda day: week_of(day.number).start):
        days = tuple(week)
        count = sum(any(portion.food.id == food.id for portion in day.portions) for day in days)
        if count < due(times, len(days)):
            yield " ".join(_shortfall(food, count, days, plan, document))


def _shortfall(food: Food, count: int, days: Sequence[Day], plan: Plan, document: Document) -> Iterator[str]:
    """How often a food is there and how often it was wished, and what one may wonder about."""
    times = document.wishes[food.id]
    yield _("{food} is {often}; you wished for it on at least {wished} a week.").format(
        food=food.name,
        often=_how_often(count, days, plan),
        wished=ngettext("{times} day", "{times} days", times).format(times=times),
    )
    if not allows(document, food):
        yield _("It is left out of every plan.")
    elif any(part.food.id == food.id for day in days for portion in day.portions for part in _inside(portion)):
        yield _("Inside a dish it does not count.")


def _how_often(count: int, days: Sequence[Day], plan: Plan) -> str:
    first, last = days[0].number, days[-1].number
    if len(plan.days) == 1:
        return _("not in this plan")
    if len(days) == 1:
        return _("not in the plan on day {day}").format(day=first)
    if len(plan.days) > WEEK:
        said = (
            _("in the plan on {count} of days {first} to {last}") if count else _("on none of days {first} to {last}")
        )
        return said.format(count=count, first=first, last=last)
    said = _("in the plan on {count} of {days} days") if count else _("on none of {days} days")
    return said.format(count=count, days=len(days))


def _inside(portion: Portion) -> Sequence[Ingredient]:
    return portion.food.made_of(portion.steps) if portion.food.recipe is not None else ()


# Habits


def _budget(plan: Plan, document: Document, bought: Mapping[str, Bought]) -> Iterator[str]:
    budget, days = document.habits.budget, len(plan.days)
    if budget is None:
        return
    cost, unknown = cost_of([portion for day in plan.days for portion in day.portions], document, bought)
    share = round(budget * days / WEEK, 2)
    over = round(round(cost, 2) - share, 2)  # of the figures that are said
    if over > 0:
        yield _over_budget(cost, over, share, budget, days)
    if unknown:
        yield _unpriced(unknown, over > 0)


def _unpriced(unknown: int, over: bool) -> str:
    """A budget that seems to be kept may be so only because most prices are not known."""
    if over:
        said = ngettext(
            "{count} food of this plan has no known price and is not counted in that.",
            "{count} foods of this plan have no known price and are not counted in that.",
            unknown,
        )
    else:
        said = ngettext(
            "Your budget is kept only as far as prices are known: {count} food of this plan has none.",
            "Your budget is kept only as far as prices are known: {count} foods of this plan have none.",
            unknown,
        )
    return " ".join((said.format(count=unknown), _("You can enter prices in the shopping list.")))


def _over_budget(cost: float, over: float, share: float, budget: float, days: int) -> str:
    if days == WEEK:
        said = _("Your portions cost about US$ {cost}, US$ {over} more than your budget of US$ {budget} a week.")
    else:
        said = ngettext(
            "Your portions of {days} day cost about US$ {cost}, US$ {over} more than US$ {share},"
            " the share of your budget of US$ {budget} a week.",
            "Your portions of {days} days cost about US$ {cost}, US$ {over} more than US$ {share},"
            " the share of your budget of US$ {budget} a week.",
            days,
        )
    return said.format(days=days, cost=_usd(cost), over=_usd(over), share=_usd(share), budget=_usd(budget))


def _most_foods(plan: Plan, document: Document) -> Iterator[str]:
    most, count = document.habits.most_foods, len(foods_to_buy(plan.days))
    if most is not None and count > most:
        said = _("Your meals are made of {count} different foods, {over} more than the {most} you want to buy at most.")
        yield said.format(count=count, over=count - most, most=most)


def _usd(amount: float) -> str:
    return figure(amount, ",.2f")
