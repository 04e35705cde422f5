"""What the days of a plan share, and what they leave each other."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from planner.document.document import NEVER, Document, Lock
from planner.foods.away import AWAY_FOODS, is_away
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY, FROM_THE_TAP, Food
from planner.foods.meals import (
    LEFTOVERS,
    Template,
    Templates,
    read_templates,
    templates_to_plan,
)
from planner.foods.seasons import out_of_season
from planner.needs import adjusted_targets, medical_rules
from planner.needs.targets import Targets
from planner.optimise.weights import (
    OVER_DAYS,
    STAPLES,
    points,
)
from planner.plan.allowed import hard_to_find, household_allows, household_limits, needs_an_oven
from planner.plan.drinks import drinks_of
from planner.plan.looking_back import NOTHING, Before, days_before
from planner.plan.plan import WEEK, Day, Meal, Portion, counted, total
from planner.plan.windows import first_of_week, week_of
from planner.shopping.bought import read_bought
from planner.shopping.paid import paid_for
from planner.shopping.prices import cost_of_steps
from planner.shopping.things import things_of

if TYPE_CHECKING:
    from planner.optimise.list_prices import ListPrices

WEEKEND = (5, 6)  # days of the week from Monday, 0
BREAKFAST, LUNCH, DINNER = "breakfast", "lunch", "dinner"


@dataclass(frozen=True, slots=True)
class Horizon:
    """What every day of one document shares."""

    document: Document
    by_id: Mapping[str, Food]
    templates: Templates
    targets: Targets
    foods: tuple[Food, ...]  # those that diet, allergens and rules allow
    cost: Mapping[str, float]  # [penalty points / usual portion] by food id
    prices: Mapping[str, float] = field(
        default_factory=dict
    )  # [US$ / step] of the table's level, where a budget is set
    avoided: frozenset[str] = frozenset()  # ids of foods not wanted this once
    breakfast: Meal | None = None  # that of every day, for those who want the same; its portions are kept for all
    drinks: tuple[Portion, ...] = ()  # of every day, beside the meals
    fair: bool = False  # each day takes no more than its share of what a week allows, whatever the others leave
    before: Before = NOTHING  # the days before the first one, as they were eaten
    prices_of_list: "ListPrices | None" = None  # of whole weeks, whose packs are bought for them

    things: Mapping[str, frozenset[str]] = field(init=False)  # what is bought for a food, where there is a limit on it
    banned: frozenset[str] = field(init=False)  # ids of those of ``foods`` tastes keep out, in dishes too

    def __post_init__(self) -> None:
        never = {food for food, taste in self.document.tastes.items() if taste == NEVER}
        banned = (
            food.id
            for food in self.foods
            if food.id in never
            or any(part.food.id in never for part in food.ingredients)
            or hard_to_find(self.document, food) is not None
            or needs_an_oven(self.document, food)
            or FROM_THE_TAP in food.flags
        )
        object.__setattr__(self, "banned", frozenset(banned))
        few = self.document.habits.most_foods is not None
        object.__setattr__(self, "things", {food.id: things_of(food) for food in self.foods} if few else {})

    @property
    def days(self) -> int:
        return self.document.days

    @property
    def limits(self) -> tuple[medical_rules.PortionLimit, ...]:
        """What the drinks of every day leave of the limits on portions."""
        return household_limits(self.document, (portion.food for portion in self.drinks))

    @property
    def stores(self) -> bool:
        """Whether what the body keeps for weeks is met over several days."""
        return self.days > 1 or bool(self.before.days)

    def beside(self, days: Mapping[int, Day]) -> Mapping[int, Day]:
        """Days of the plan with those before them."""
        return {**self.before.days, **days}

    def week_of(self, number: int) -> range:
        """The planning week of a day."""
        return week_of(number, first_of_week(self.document))


def horizon_of(catalogue: Catalogue, document: Document, seed: int = 0) -> Horizon:
    """What the days of a document share.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    from planner.optimise.list_prices import list_prices  # here, because the window should not wait for numpy

    away = any(lock.template == AWAY for lock in document.locks)
    by_id = MappingProxyType({**catalogue.foods, **AWAY_FOODS}) if away else catalogue.foods
    foods = tuple(food for food in by_id.values() if household_allows(document, food))
    return Horizon(
        document=document,
        by_id=by_id,
        templates=templates_to_plan(_has_leftovers(document), away),
        targets=adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start),
        foods=foods,
        cost=costs_of(foods, document, seed),
        prices=dict(_prices(foods, document)) if document.habits.budget is not None and document.days < WEEK else {},
        prices_of_list=list_prices(foods, document, read_bought()) if document.days >= WEEK else None,
        before=days_before(document, catalogue),
        drinks=drinks_of(document, catalogue),
    )


def costs_of(foods: Iterable[Food], document: Document, seed: int = 0) -> dict[str, float]:
    """What a usual portion of each food costs a document [penalty points], by food id.

    The season is that of the first day; without a date there is none.
    """
    month = document.start.month if document.start is not None else None
    return {
        food.id: 0.0
        if is_away(food)
        else points(
            food,
            document.taste(food.id),
            seed,
            document.seed,
            month is not None and out_of_season(food.id, month, document.season),
        )
        for food in foods
    }


def _prices(foods: Iterable[Food], document: Document) -> Iterator[tuple[str, float]]:
    bought = read_bought()
    level = document.shopping.price_level
    return ((food.id, cost_of_steps(food, 1, bought, document.shopping) / level) for food in foods if food.is_bought)


# One day's question


def too_often(meal: Meal, days: int) -> tuple[Food, ...]:
    """The foods of a meal, alone or in its dishes, of which so many days would have more than a week may."""
    share = min(days, WEEK)
    return tuple(food for food, steps in counted(meal.portions).items() if steps * share > food.weekly_max + 1e-9)


def portions_of(horizon: Horizon, locks: Iterable[Lock]) -> list[Portion]:
    """What is locked, as portions."""
    return [
        Portion(portion.slot, horizon.by_id[portion.food], portion.steps) for lock in locks for portion in lock.portions
    ]


def has_no_dish(horizon: Horizon, number: int, template: Template) -> bool:
    """Whether a kind of dinner leaves the next lunch without leftovers, where they are wanted."""
    if not horizon.document.habits.leftovers or number >= horizon.days or DINNER not in template.meals:
        return False
    dishes = horizon.templates.by_id.get(LEFTOVERS)
    roles = dishes.slots[0].roles if dishes else frozenset()
    return bool(dishes) and not any(slot.least and slot.roles <= roles for slot in template.slots)


def _has_leftovers(document: Document) -> bool:
    """Whether a plan may have a lunch of leftovers: where they are wanted, or such a lunch is locked."""
    own = read_templates().by_id[LEFTOVERS].slots[0].id
    return document.habits.leftovers or any(
        lock.template == LEFTOVERS or any(portion.slot == own for portion in lock.portions) for lock in document.locks
    )


def repeatable(document: Document, day: Day, evening_before: Day | None) -> Iterator[Food]:
    """The foods of a day, once for each portion, that count as repeats of those of other days."""
    again = leftovers_of(document, evening_before)
    for meal in day.meals:
        if meal.meal == BREAKFAST and document.habits.repeat_breakfast:
            continue
        for portion in meal.portions:
            leftover = meal.meal == LUNCH and portion.food.id in again
            if portion.food.roles.isdisjoint(STAPLES) and not leftover:
                yield portion.food


def leftovers_of(document: Document, before: Day | None) -> frozenset[str]:
    """The dishes of the dinner before, where the user wants leftovers."""
    dinner = before.meal(DINNER) if before is not None and document.habits.leftovers else None
    return frozenset(portion.food.id for portion in dinner.portions if portion.food.recipe) if dinner else frozenset()


def days_known(horizon: Horizon, stretch: range) -> list[int]:
    """The days of a stretch that are planned or were recorded."""
    return [number for number in stretch if number in horizon.before.days or 1 <= number <= horizon.days]


def stored_of(horizon: Horizon, others: Mapping[int, Day], number: int) -> dict[str, float]:
    """What the other days have above their goals of what the body stores, negative where they miss them.

    Days before the plan count as far as all their foods are known.
    """
    if not horizon.stores:
        return {}
    known = {other: day for other, day in horizon.before.days.items() if other not in horizon.before.unknown}
    days = [tuple(day.eaten) for other, day in {**known, **others}.items() if other != number]
    return {
        target.nutrient.key: sum(total(day, target.nutrient).amount - target.least for day in days)
        for target in horizon.targets.soft
        if target.least and target.nutrient.key in OVER_DAYS
    }


def budget_of(horizon: Horizon) -> float:
    """For all days, at the price level of the table [US$], so that the budget weighs the same in any currency."""
    document = horizon.document
    return (document.habits.budget or 0.0) / document.shopping.price_level * horizon.days / WEEK


def at_home_usd(horizon: Horizon) -> float:
    """What is at home is worth [US$], where the list counts it."""
    return 0.0 if horizon.prices_of_list is None else horizon.prices_of_list.home_usd


def paid_usd(horizon: Horizon, days: Iterable[Day]) -> float:
    """What a plan's list costs, as the budget counts it [US$ at the price level of the table]."""
    return paid_for(days, horizon.document, read_bought()) / horizon.document.shopping.price_level


def minutes_on(document: Document, number: int) -> float:
    """The minutes of work there are on a day; without a date every day is a weekday."""
    habits = document.habits
    weekend = document.start is not None and (document.start.weekday() + number - 1) % WEEK in WEEKEND
    minutes = habits.weekend_minutes if weekend else habits.minutes
    return math.inf if minutes is None else float(minutes)


def spent_on(horizon: Horizon, day: Day) -> float:
    return sum(horizon.prices.get(portion.food.id, 0.0) * portion.steps for portion in day.portions)
