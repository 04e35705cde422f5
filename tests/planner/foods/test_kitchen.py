"""What needs an oven: the shipped list against the methods, and the methods of the user's own dishes."""

import re
import tomllib
from dataclasses import replace
from importlib.resources import files

from planner.document.document import Document, FixedPortion, Habits, Lock
from planner.foods.catalogue import Catalogue
from planner.foods.food import OWN
from planner.foods.kitchen import needs_cooking, needs_oven
from planner.foods.meals import read_templates
from planner.optimise.horizon import horizon_of
from planner.plan.allowed import allows
from tests.planner.tiny_foods import dish, food

HOT = re.compile(r"\boven\b|\bheat the grill\b|\b(?:roast|bake)\b[^.]*°C", re.IGNORECASE)
KALE = food("kale", "cooked_vegetable")
STEW = dish("stew", "stew_dish", {KALE: 100.0})
NO_OVEN = Document(habits=Habits(no_oven=True))


def test_that_every_dish_whose_method_uses_an_oven_is_in_the_list_and_no_other(catalogue: Catalogue) -> None:
    dishes = [each for each in catalogue if each.recipe is not None]
    hot = {each.id for each in dishes if each.recipe and any(HOT.search(step) for step in each.recipe.method)}
    assert len(hot) > 30
    assert {each.id for each in dishes if needs_oven(each)} == hot


def test_that_the_list_names_foods_that_there_are(catalogue: Catalogue) -> None:
    listed = tomllib.loads(files("planner").joinpath("data", "kitchen.toml").read_text(encoding="utf-8"))["oven"]
    assert len(listed) == len(set(listed))
    assert set(listed) <= catalogue.foods.keys()


def test_that_without_an_oven_nothing_is_planned_that_needs_one_unless_it_is_locked(catalogue: Catalogue) -> None:
    hot = catalogue["lasagne_beef"]
    assert allows(Document(), hot)
    assert not allows(NO_OVEN, hot)
    assert "lasagne_beef" in horizon_of(catalogue, NO_OVEN).banned
    assert not allows(NO_OVEN.with_taste("lasagne_beef", "love"), hot)
    locked = NO_OVEN.with_lock(Lock(1, "dinner", None, (FixedPortion("dish", "lasagne_beef", 2),)))
    assert allows(locked, hot)


def test_that_every_meal_can_be_planned_without_an_oven(catalogue: Catalogue) -> None:
    left = [each for each in catalogue if allows(NO_OVEN, each)]
    templates = read_templates()
    for meal in templates.meal_ids:
        filled = [
            template
            for template in templates.for_meal(meal)
            if all(sum(slot.suits(each) for each in left) >= slot.least for slot in template.slots)
        ]
        assert len(filled) >= 3, meal


def test_that_the_method_of_an_own_dish_tells() -> None:
    assert STEW.recipe is not None
    own = replace(STEW, source=OWN)
    assert own.own
    assert not needs_oven(own)
    for step in ("Bake in the oven for an hour.", "Im Backofen backen.", "Oven-roast it."):
        assert needs_oven(replace(own, recipe=replace(STEW.recipe, method=(step,)))), step
    assert not needs_oven(replace(own, recipe=replace(STEW.recipe, method=("Serve in a woven basket.",))))


COLD = {
    *("tabbouleh_chickpeas", "kale_chickpea_salad", "overnight_oats_berry", "chia_pudding_mango", "bircher_muesli"),
    *("yogurt_granola_bowl", "peanut_banana_toast", "pita_falafel", "toast_sardine_tomato", "dip_beetroot_chickpea"),
    *("dip_guacamole", "dip_tzatziki", "side_yogurt_coleslaw", "snack_cocoa_date_balls", "snack_peanut_banana_bites"),
    *("smoothie_green_mango", "smoothie_raspberry_kefir", "pancakes_blueberries"),
}  # read one by one: put together, toasted, or bought and warmed


def test_that_what_is_boiled_fried_or_baked_is_cooked_and_what_is_put_together_is_not(catalogue: Catalogue) -> None:
    dishes = [each for each in catalogue if each.recipe is not None]
    assert {each.id for each in dishes if not needs_cooking(each)} == COLD
    assert not any(needs_cooking(each) for each in catalogue if each.recipe is None)  # bought as eaten


def test_that_an_own_dish_is_cooked_unless_its_method_says_otherwise() -> None:
    recipe = STEW.recipe
    assert recipe is not None

    def own(*method: str) -> bool:
        return needs_cooking(replace(STEW, source=OWN, recipe=replace(recipe, method=method)))

    assert own()  # nobody knows
    assert own("Chop the kale.", "Fry it in a pan.")
    assert own("Den Kohl kochen.")
    assert not own("Toss cooked beans with the dressing.")
