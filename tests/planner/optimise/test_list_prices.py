"""What a portion adds to the shopping list, beside the list itself; a week that is bought for so much."""

import math
from dataclasses import replace

import pytest

from planner.document.document import Document, Habits
from planner.foods.away import EATEN_OUT, NO_MEAL
from planner.foods.catalogue import Catalogue
from planner.optimise.beside import basket_of, question_of
from planner.optimise.horizon import Horizon, budget_of, horizon_of, paid_usd
from planner.optimise.list_prices import list_prices
from planner.optimise.recount import penalty
from planner.optimise.weights import ASKED_OVER_BUDGET, BUDGET_PASSED, LIST_PRICE, OVER_BUDGET
from planner.plan.plan import Day, Meal, Portion
from planner.shopping.bought import Bought, Pack, read_bought
from planner.shopping.paid import paid_for
from tests.planner.plans import random_plan
from tests.planner.tiny_foods import dish, food

KALE, OATS, OIL = food("kale", "cooked_vegetable", max_steps=3), food("oats", "grain"), food("oil", "fat")
SOUP = dish("soup", "soup_dish", {KALE: 100.0, OIL: 10.0})
FOODS = (KALE, OATS, OIL, SOUP)


def row(name: str, aisle: str, pantry: bool, pack_g: float, usd_per_100_g: float) -> Bought:
    packs = {unit: Pack("bag", pack_g) for unit in ("us", "metric")}
    return Bought(name, "", name, aisle, pantry, 1.0, packs, usd_per_100_g, False, name)


TABLE = {
    "kale": row("kale", "Fruit and vegetables", False, 250.0, 1.0),
    "oats": row("oats", "Grains and pulses", True, 500.0, 0.2),
    "oil": row("oil", "Oils and condiments", True, 500.0, 1.0),
}


def test_that_a_portion_costs_the_packs_it_opens_and_oil_what_is_used() -> None:
    """A bag of kale of 250 g is 2.50, one of oats of 500 g 1.00; oil is 0.01 a gram, whatever its bottle holds."""
    prices = list_prices(FOODS, Document(), TABLE)
    step = {each.id: each.step_g for each in FOODS}
    assert step["kale"] == step["oats"] == 100.0
    first = prices.added(prices.needs([]))
    assert first[prices.foods["kale"], :4].tolist() == pytest.approx([0.0, 2.5, 2.5, 5.0])
    assert first[prices.foods["oats"], 1] == pytest.approx(1.0)
    assert first[prices.foods["oil"], 1] == pytest.approx(1.0)
    open_bag = prices.added(prices.needs([Portion("", KALE, 1)]))
    assert open_bag[prices.foods["kale"], :4].tolist() == pytest.approx([0.0, 0.0, 2.5, 2.5])
    used = prices.added(prices.needs([]), open_share=1.0)
    assert used[prices.foods["kale"], :3].tolist() == pytest.approx([0.0, 1.0, 2.0])
    assert prices.least_usd()["oats"] == pytest.approx(0.2)


def test_that_a_dish_opens_the_packs_of_all_it_is_made_of() -> None:
    prices = list_prices(FOODS, Document(), TABLE)
    share = SOUP.grams(1) / SOUP.recipe.serving_g if SOUP.recipe else math.nan
    oil = 10.0 * share * 0.01
    assert prices.added(prices.needs([]))[prices.foods["soup"], 1] == pytest.approx(2.5 + oil)
    assert prices.total(prices.needs([Portion("", SOUP, 1)])) == pytest.approx(2.5 + oil)


def test_that_what_is_at_home_is_not_bought_and_no_bound_counts_it() -> None:
    stocked = Document().with_stock("kale", 150.0)
    prices = list_prices(FOODS, stocked, TABLE)
    assert prices.added(prices.needs([]))[prices.foods["kale"], :3].tolist() == pytest.approx([0.0, 0.0, 2.5])
    assert prices.home_usd == pytest.approx(1.5)


@pytest.mark.parametrize("seed", range(5))
def test_that_portions_add_what_the_list_costs_with_them(catalogue: Catalogue, seed: int) -> None:
    """Where no two foods of a line have prices of their own, the arrays and the shopping list are one figure."""
    document = Document(days=7, shopping=Document().shopping.with_money("€", 1.2, 10))
    plan = random_plan(catalogue, seed, days=7)
    foods = tuple(catalogue)
    prices = list_prices(foods, document, read_bought())
    per_form: dict[int, set[float]] = {}
    for form, usd in zip(prices.form.tolist(), prices.usd.tolist(), strict=True):
        per_form.setdefault(form, set()).add(round(usd, 9))
    mixed = {form for form, all_usd in per_form.items() if len(all_usd) > 1}
    odd = {place for place, form in zip(prices.food.tolist(), prices.form.tolist(), strict=True) if form in mixed}
    plain = {key for key, place in prices.foods.items() if place not in odd}
    days = [
        Day(
            day.number,
            tuple(Meal(m.meal, m.template, tuple(p for p in m.portions if p.food.id in plain)) for m in day.meals),
        )
        for day in plan.days
    ]
    every = [portion for day in days for portion in day.eaten]
    assert len(every) > 20
    listed = paid_for(days, document, read_bought()) / document.shopping.price_level
    assert prices.total(prices.needs(every)) == pytest.approx(listed)
    last = every[-1]
    before = prices.needs(every[:-1])
    added = prices.added(before)[prices.foods[last.food.id], last.steps]
    assert prices.total(before) + added == pytest.approx(listed)


def test_that_a_plan_costs_its_list_and_what_passes_the_budget(catalogue: Catalogue) -> None:
    plan = random_plan(catalogue, 3, days=7)
    days = {day.number: day for day in plan.days}

    def points(habits: Habits) -> float:
        return penalty(horizon_of(catalogue, Document(days=7, habits=habits)), days)

    paid = paid_for(plan.days, Document(days=7), read_bought())
    assert points(Habits(budget=paid + 1)) == pytest.approx(points(Habits()))
    assert points(Habits(budget=paid - 10)) - points(Habits()) == pytest.approx(BUDGET_PASSED + 10 * OVER_BUDGET)
    free = replace(horizon_of(catalogue, Document(days=7)), prices_of_list=None)
    assert points(Habits()) - penalty(free, days) == pytest.approx(LIST_PRICE * paid)


def test_that_money_weighs_in_full_where_the_list_comes_to_the_budget(catalogue: Catalogue) -> None:
    plan = random_plan(catalogue, 3, days=7)
    others = {day.number: day for day in plan.days[1:]}

    def weight(budget: float | None) -> float:
        horizon: Horizon = horizon_of(catalogue, Document(days=7, habits=Habits(budget=budget)))
        asked = question_of(horizon, 1, others).list_points
        prices = horizon.prices_of_list
        assert prices is not None
        usd = prices.added(prices.needs(portion for day in others.values() for portion in day.eaten))
        place = prices.foods["olive_oil"]
        return float(asked["olive_oil"][1] / usd[place, 1])

    horizon = horizon_of(catalogue, Document(days=7, habits=Habits(budget=50.0)))
    paid = paid_usd(horizon, others.values())
    assert weight(None) == pytest.approx(LIST_PRICE)
    assert weight(2 * paid) == pytest.approx(LIST_PRICE)
    assert weight(paid / 2) == pytest.approx(LIST_PRICE + ASKED_OVER_BUDGET)


def test_that_the_mean_day_pays_for_no_more_than_is_eaten(catalogue: Catalogue) -> None:
    """Else its points bound no plan: a pack may be used up, and what is at home is not bought."""
    document = Document(days=7, habits=Habits(budget=70.0)).with_stock("brown_rice_cooked", 400.0)
    horizon = horizon_of(catalogue, document)
    mean = basket_of(horizon, tuple(range(1, 8)), frozenset())
    prices = horizon.prices_of_list
    assert prices is not None
    assert mean.budget * 7 == pytest.approx(budget_of(horizon) + prices.home_usd)
    plan = random_plan(catalogue, 1, days=7)
    used = sum(mean.prices[portion.food.id] * portion.steps for day in plan.days for portion in day.portions)
    assert used <= paid_usd(horizon, plan.days) + prices.home_usd + 1e-9
    for day in plan.days[:1]:
        for portion in day.portions:
            points = mean.list_points[portion.food.id][portion.steps]
            assert points == pytest.approx(LIST_PRICE * mean.prices[portion.food.id] * portion.steps)


def test_that_a_meal_eaten_out_or_left_out_costs_nothing_in_a_week(catalogue: Catalogue) -> None:
    """It is on no list and in no budget, so nothing is counted for it where the plan is made."""
    entries = [catalogue[EATEN_OUT], catalogue[NO_MEAL]]
    prices = list_prices([*FOODS, *entries], Document(), TABLE)
    assert prices.forms.keys() == TABLE.keys()
    assert prices.total(prices.needs([Portion("away", entry, entry.max_steps) for entry in entries])) == 0
    assert not any(prices.least_usd().get(entry.id, 0.0) for entry in entries)
