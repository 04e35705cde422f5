"""The shopping list: never short, merged, less what is at home, and the same lines from plan to plan."""

import csv
import math
import random
from collections import defaultdict
from pathlib import Path

import pytest

import planner
from planner.document.document import Document
from planner.document.list_choices import ListChoices
from planner.foods.catalogue import Catalogue
from planner.foods.food import Ingredient, Recipe
from planner.language.numbers import Numbers
from planner.output.list_files import list_to_json
from planner.plan.plan import Plan
from planner.shopping import list_text
from planner.shopping.bought import read_bought
from planner.shopping.list_edits import with_aisle_moved, with_at_home
from planner.shopping.list_text import buy_text, cost_text, left_text, need_text, prices_text, weight_text
from planner.shopping.shopping_list import (
    AT_HOME,
    OTHER,
    OWN_LINES,
    STAPLES,
    Line,
    shopping_list,
    usual_aisles,
)
from tests.planner.plans import bought_of, plan_of, random_plan
from tests.planner.tiny_foods import food

BOUGHT_CSV = Path(planner.__file__).parent / "data" / "bought.csv"
RICE = food("rice_cooked", "grain", max_steps=9)
BEANS = food("beans_canned", "legume", max_steps=9)
PEPPER = food("pepper_raw", "raw_vegetable", max_steps=9)
ROASTED = food("pepper_roasted", "cooked_vegetable", max_steps=9)
OIL = food("oil", "fat", max_steps=9, step_g=10.0)
MINE = food("my_bread", "bread", max_steps=9)
TABLE = bought_of(
    "rice_cooked, Rice dry, Grains and pulses, pantry, 0.4, 1 lb bag, 454, 500 g bag, 500, 0.2",
    "beans_canned, Beans, Cans and jars, pantry, 1, 15 oz can, 400, 400 g can, 400,",
    "pepper_raw, Red pepper, Fruit and vegetables, fresh, 1.25, each, 160, each, 160, 0.5",
    "pepper_roasted, Red pepper, Fruit and vegetables, fresh, 2, each, 160, each, 160,",
    "oil, Olive oil, Oils and condiments, pantry, 1, 16 fl oz bottle, 435, 500 ml bottle, 460, 0.9",
)


MEDIAN_USD = 0.5  # of TABLE [US$ / 100 g eaten]


def line(plan: Plan, key: str, document: Document | None = None) -> Line:
    found = shopping_list(plan, document or Document(), TABLE)
    return next(each for each in found.lines if each.key == key)


def test_that_200_random_lists_are_what_the_plan_eats_and_never_short(catalogue: Catalogue) -> None:
    """Sums and yields are worked out here, from the plan and the file alone."""
    with BOUGHT_CSV.open(encoding="utf-8") as file:
        table = {row["food"]: row for row in csv.DictReader(file)}
    for seed in range(200):
        plan = random_plan(catalogue, seed)
        units = ("us", "metric")[seed % 2]
        eaten: dict[str, float] = defaultdict(float)
        for day in plan.days:
            for meal in day.meals:
                for portion in meal.portions:
                    grams = portion.steps * portion.food.step_g
                    recipe = portion.food.recipe
                    for part in recipe.ingredients if recipe else ():
                        eaten[part.food.id] += part.grams * grams / recipe.serving_g if recipe else 0.0
                    if recipe is None and portion.food.id != "water":  # from the tap
                        eaten[portion.food.id] += grams
        document = Document().with_shopping(ListChoices(packs=units))
        data = list_to_json(shopping_list(plan, document, read_bought()))
        lines = data["lines"]
        assert isinstance(lines, list)
        by_food = {entry["food"]: entry for entry in lines}
        assert len(by_food) == len(lines)
        assert by_food.keys() == eaten.keys()
        for food_id, grams in eaten.items():
            entry = by_food[food_id]
            row = table[food_id]
            assert entry["eaten_g"] == pytest.approx(grams, rel=1e-9)
            assert entry["bought_g"] / float(row["bought_g_per_eaten_g"]) >= grams * (1 - 1e-9)
            together = entry["bought_g"] + sum(by_food[other]["bought_g"] for other in entry["shared_with"])
            assert entry["packs"] == int(entry["packs"]) > 0
            assert entry["packs"] * entry["pack_g"] >= together * (1 - 1e-9)
            assert (entry["packs"] - 1) * entry["pack_g"] < together
            assert entry["buy_g"] == pytest.approx(together + entry["left_g"])


def test_that_every_food_of_the_catalogue_has_a_row_and_a_known_aisle(catalogue: Catalogue) -> None:
    bought = read_bought()
    assert [each.id for each in catalogue if each.recipe is None and each.id not in bought] == []
    assert {row.aisle for row in bought.values()} <= set(usual_aisles(Document()))


def test_that_cooked_rice_is_bought_dry_and_rounded_up_to_a_bag() -> None:
    found = line(plan_of([(RICE, 3)]), "rice_cooked")
    assert (found.bought_g, found.count, found.buy_g) == (120, 1, 454)
    assert found.left_g == 454 - 120
    assert found.cost == pytest.approx(454 / 0.4 * 0.002)


def test_that_four_hundred_grams_are_one_can_however_they_add_up() -> None:
    tenth = food("beans_canned", "legume", max_steps=90, step_g=0.1)
    sevenths = plan_of(*[[(tenth, 7)]] * 500, [(tenth, 500)])
    found = line(sevenths, "beans_canned")
    assert found.bought_g == pytest.approx(400)
    assert found.count == 1
    assert line(plan_of([(BEANS, 4)], [(food("beans_canned", "legume", step_g=0.5), 1)]), "beans_canned").count == 2


def test_that_foods_bought_in_one_form_are_one_line() -> None:
    plan = plan_of([(ROASTED, 1), (PEPPER, 2)])
    found = line(plan, "pepper_raw")
    assert found.bought_g == 200 + 250
    assert found.count == 3
    assert [part.food.id for part in found.parts] == ["pepper_raw", "pepper_roasted"]
    assert found.cost == pytest.approx(3 * 160 * 0.005 / 1.25)
    assert line(plan_of([(ROASTED, 1)]), "pepper_raw").count == 2, "the key is the same without the first food"


def test_that_dishes_are_taken_apart() -> None:
    recipe = Recipe((Ingredient(RICE, 150.0), Ingredient(BEANS, 50.0)), 250.0, 4, 20, ("Cook.",))
    dish = food("rice_and_beans", "stew_dish", step_g=125.0, max_steps=4, recipe=recipe)
    found = shopping_list(plan_of([(dish, 4), (BEANS, 1)]), Document(), TABLE)
    eaten = {part.food.id: part.eaten_g for each in found.lines for part in each.parts}
    assert eaten == {"rice_cooked": 300, "beans_canned": 200}


def test_that_what_is_at_home_is_not_bought_again() -> None:
    plan = plan_of([(BEANS, 9)])
    document = Document().with_stock("beans_canned", 150)
    assert line(plan, "beans_canned").count == 3
    found = line(plan, "beans_canned", document)
    assert (found.bought_g - found.at_home_g, found.count, found.left_g) == (750, 2, 50)
    plenty = shopping_list(plan, document.with_stock("beans_canned", 900), TABLE)
    assert [(aisle.name, [each.count for each in aisle.lines]) for aisle in plenty.aisles] == [(AT_HOME, [0])]
    assert plenty.cost == 0


def test_that_stock_of_one_food_serves_all_that_are_bought_in_its_form() -> None:
    document = with_at_home(
        Document().with_stock("pepper_roasted", 10), line(plan_of([(PEPPER, 1)]), "pepper_raw"), 90, TABLE
    )
    assert dict(document.stock) == {"pepper_raw": 90}
    found = line(plan_of([(ROASTED, 1)]), "pepper_raw", document)
    assert found.bought_g - found.at_home_g == 110
    with pytest.raises(ValueError, match="-1"):
        document.with_stock("pepper_raw", -1)


def test_that_a_food_nobody_said_how_to_buy_is_bought_as_it_is_eaten() -> None:
    found = shopping_list(plan_of([(MINE, 1), (MINE, 2)], [(MINE, 1)]), Document(), TABLE)
    (only,) = found.lines
    assert (only.name, only.aisle, only.pack, only.buy_g) == ("My bread", OTHER, None, 400)
    assert buy_text(only, "metric") == "400 g"
    assert found.estimated == 1
    odd = food("my_bread", "bread", step_g=33.3)
    (only,) = shopping_list(plan_of([(odd, 1)]), Document(), TABLE).lines
    assert only.buy_g == 40


def test_that_a_staple_is_listed_once_and_apart_while_one_bottle_lasts() -> None:
    days = [[(OIL, 2)] for _ in range(7)]
    found = shopping_list(plan_of(*days), Document(), TABLE)
    assert [(aisle.name, len(aisle.lines)) for aisle in found.aisles] == [(STAPLES, 1)]
    (oil,) = found.lines
    assert (oil.count, oil.bought_g) == (1, 140)
    much = shopping_list(plan_of(*[[(OIL, 9)]] * 7), Document(), TABLE)
    assert [aisle.name for aisle in much.aisles] == ["Oils and condiments"]


def test_that_only_the_chosen_days_are_shopped_for() -> None:
    plan = plan_of([(BEANS, 1)], [(RICE, 1)], [(BEANS, 2)])
    found = shopping_list(plan, Document(), TABLE, days=(1, 2))
    assert {each.key: each.bought_g for each in found.lines} == {"beans_canned": 100, "rice_cooked": 40}
    assert found.days == (1, 2)
    with pytest.raises(ValueError, match="no day 4"):
        shopping_list(plan, Document(), TABLE, days=(1, 4))


def test_that_a_household_eats_as_many_portions() -> None:
    document = Document().with_shopping(ListChoices(people=3))
    assert line(plan_of([(BEANS, 3)]), "beans_canned", document).count == 3
    with pytest.raises(ValueError, match="0 people"):
        ListChoices().with_people(0)


def test_that_aisles_stand_in_the_users_order() -> None:
    plan = plan_of([(BEANS, 1), (RICE, 1), (PEPPER, 1), (MINE, 1)])
    document = Document()
    found = shopping_list(plan, document, TABLE)
    names = ["Fruit and vegetables", "Grains and pulses", "Cans and jars", OTHER]
    assert [aisle.name for aisle in found.aisles] == names
    document = with_aisle_moved(document, found, "Cans and jars", -1)
    moved = [aisle.name for aisle in shopping_list(plan, document, TABLE).aisles]
    assert moved == ["Fruit and vegetables", "Cans and jars", "Grains and pulses", OTHER]
    assert with_aisle_moved(document, found, STAPLES, -1) == document
    unknown = Document().with_shopping(ListChoices(aisles=("Petrol", "Cans and jars")))
    assert shopping_list(plan, unknown, TABLE).aisles[0].name == "Cans and jars"


def test_that_twenty_edits_between_plan_changes_keep_ticks_and_own_lines(catalogue: Catalogue) -> None:
    chance = random.Random(7)
    document = Document()
    bought = read_bought()
    ticked: set[str] = set()
    own: list[str] = []
    for step in range(20):
        shopping = shopping_list(random_plan(catalogue, step, days=7), document, bought)
        shown = {each.key: each for each in shopping.lines}
        assert {key for key, each in shown.items() if each.ticked} == ticked & shown.keys()
        assert [each.name for each in shopping.lines if each.own] == own
        choices = document.shopping
        match step % 4:
            case 0 | 1:
                key = chance.choice(sorted(shown))
                document = document.with_shopping(choices.with_tick(key, key not in ticked))
                ticked ^= {key}
            case 2:
                own.append(f"Line {step}")
                document = document.with_shopping(choices.with_own(f"  Line   {step} "))
            case _:
                key = f"own:{own[-1]}"
                document = document.with_shopping(choices.with_tick(key, True))
                ticked.add(key)
    assert len(document.shopping.ticked) == len(ticked) > 5
    assert document.shopping.own == tuple(own)


def test_that_own_lines_are_kept_once_and_leave_with_their_tick() -> None:
    choices = ListChoices().with_own("Soap").with_own(" Soap ").with_own("").with_own("\n").with_own("y" * 400)
    assert choices.own == ("Soap", "y" * 300)
    choices = choices.with_tick("own:Soap").without_own("Soap")
    assert (choices.own, choices.ticked) == (("y" * 300,), frozenset())
    found = shopping_list(plan_of(), Document().with_shopping(choices), TABLE)
    assert [aisle.name for aisle in found.aisles] == [OWN_LINES]
    (own,) = found.lines
    assert (buy_text(own, "us"), need_text(own, "us"), left_text(own, "us")) == ("", "", "")


@pytest.mark.parametrize(
    ("pack", "count", "said"),
    [
        ("each", 4, "4"),
        ("medium, each", 2, "2 medium"),
        ("ear, each", 3, "3 ears"),
        ("bunch", 1, "1 bunch"),
        ("bunch", 2, "2 bunches"),
        ("15 oz can", 2, "2 × 15 oz can"),
        ("pack of 6", 2, "2 packs of 6"),
        ("dozen", 2, "2 dozen"),
        ("half gallon", 2, "2 half gallons"),
    ],
)
def test_that_packs_are_said_as_in_a_shop(pack: str, count: int, said: str) -> None:
    quoted = f'"{pack}"'
    text = (
        "food,bought,aisle,storage,bought_g_per_eaten_g,pack_us,pack_us_g,pack_metric,pack_metric_g,usd_per_100g_eaten"
        ",group,price_basis\n"
        f"beans_canned,Beans,Cans and jars,pantry,1,{quoted},100,{quoted},100,,Any,table\n"
    )
    from planner.shopping.bought import bought_from_text

    found = shopping_list(plan_of([(BEANS, count)]), Document(), bought_from_text(text))
    assert [buy_text(each, "us") for each in found.lines] == [said]


@pytest.mark.parametrize(
    ("grams", "units", "up", "down"),
    [
        (0.4, "metric", "1 g", "0 g"),
        (999.2, "metric", "1 kg", "999 g"),
        (1234, "metric", "1.24 kg", "1.23 kg"),
        (28.349523125, "us", "1 oz", "1 oz"),
        (30, "us", "1.1 oz", "1 oz"),
        (453.5, "us", "1 lb", "15.9 oz"),
        (1000, "us", "2.3 lb", "2.2 lb"),
    ],
)
def test_that_a_need_is_rounded_up_and_a_rest_down(grams: float, units: str, up: str, down: str) -> None:
    assert weight_text(grams, units) == up
    assert weight_text(grams, units, down=True) == down


def test_that_a_food_without_a_price_costs_what_its_like_does_and_is_said_to_be_estimated() -> None:
    """The median of the table is 0.5 for 100 g, and a can of beans holds 400 g."""
    document = Document()
    both = shopping_list(plan_of([(BEANS, 1), (RICE, 1)]), document, TABLE)
    assert math.isclose(both.cost, 2.27 + MEDIAN_USD / 100 * 400)
    costs = f"about US$ {both.cost:,.2f} bought, US$ {both.cost_eaten:,.2f} eaten"
    assert cost_text(both) == f"{costs}; the price of 1 line is an estimate"
    rice = shopping_list(plan_of([(RICE, 1)]), document, TABLE)
    assert cost_text(rice) == f"about US$ 2.27 bought, US$ {rice.cost_eaten:,.2f} eaten"
    assert cost_text(shopping_list(plan_of([]), document.with_shopping(ListChoices().with_own("Soap")), TABLE)) == ""


def test_that_prices_are_said_in_the_users_money_at_the_level_the_user_set() -> None:
    choices = ListChoices().with_money("€", 0.9, 30).with_price(BEANS.id, 2.0)
    both = shopping_list(plan_of([(BEANS, 1), (RICE, 1)]), Document().with_shopping(choices), TABLE)
    assert both.cost == pytest.approx(2.27 * 0.9 * 1.3 + 0.8)  # own prices are in that money already
    assert cost_text(both).startswith("about € 3.46")
    assert prices_text(both) == ("Your own prices, else US averages of 2017–18, raised by 30 %, times 0.9.")


def test_that_a_table_with_an_impossible_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="oil: a weight"):
        bought_of("oil, Oil, Oils and condiments, pantry, 0, bottle, 435, bottle, 460,")


def test_that_a_users_own_price_wins_over_the_tables() -> None:
    plan = plan_of([(RICE, 1)])
    own = Document().with_shopping(ListChoices().with_price(RICE.id, 10.0))
    assert shopping_list(plan, own, TABLE).cost == pytest.approx(454 * 10.0 / 1000)
    assert shopping_list(plan, Document(), TABLE).cost == pytest.approx(2.27)


def test_that_a_line_of_the_list_has_one_decimal_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pack's name has the point of the table, and its weights the comma of the reader."""
    monkeypatch.setattr(list_text, "HERE", Numbers(",", "."))
    table = bought_of("rice_cooked, Rice dry, Grains and pulses, pantry, 1, 11.25 oz can, 319, 500 g bag, 500, 0.2")
    shown = shopping_list(plan_of([(RICE, 4)]), Document(), table).lines
    assert "11,25 oz can" in buy_text(next(iter(shown)), "us")


def test_that_every_shipped_food_has_a_price(catalogue: Catalogue) -> None:
    table = read_bought()
    without = [food.id for food in catalogue if food.recipe is None and not (table[food.id].usd_per_100_g or 0) > 0]
    assert without == []
