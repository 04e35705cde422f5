"""Which foods would bring more of a nutrient, checked in the head."""

from dataclasses import replace

from planner.document.document import NEVER, Document
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.needs.profile import Profile
from planner.plan.allowed import allows
from planner.plan.rich_foods import MOST, WORTH, by_energy, by_portion, suppliers
from tests.planner.plans import plan_of
from tests.planner.tiny_foods import catalogue_of, dish, food

ZINC = BY_KEY["zinc_mg"]
BEANS = food("beans", "legume", 120, 50, max_steps=3)  # a usual portion is two steps: 100 mg, 42 mg per 100 kcal
GREENS = food("greens", "cooked_vegetable", 20, 60)  # 60 mg, 300 mg per 100 kcal
SPICE = food("spice", "flavour", 1, 9)  # 9 mg
TEA = food("tea", "drink", 0, 30)
FOODS = catalogue_of([SPICE, GREENS, BEANS, TEA])


def test_that_foods_are_ranked_by_what_one_eats_and_by_energy() -> None:
    found = suppliers(FOODS, Document(), None, MAGNESIUM, 200)
    assert [(each.food.id, each.amount) for each in by_portion(found)] == [("beans", 100), ("greens", 60), ("tea", 30)]
    assert [(each.food.id, each.per_100_kcal) for each in by_energy(found)][:2] == [("tea", None), ("greens", 300)]
    assert len(by_portion(found, 2)) == 2


def test_that_a_portion_that_brings_next_to_nothing_is_left_out() -> None:
    assert "spice" not in {each.food.id for each in suppliers(FOODS, Document(), None, MAGNESIUM, 9 / WORTH + 1)}
    assert "spice" in {each.food.id for each in suppliers(FOODS, Document(), None, MAGNESIUM, 9 / WORTH)}


def test_that_what_nobody_measured_or_holds_none_is_left_out() -> None:
    rich = replace(BEANS, amounts={**BEANS.amounts, ZINC: 0.0})
    assert suppliers(catalogue_of([rich, GREENS]), Document(), None, ZINC, 0.0) == ()


def test_that_foods_that_may_not_be_planned_are_left_out() -> None:
    document = Document(profile=Profile(diet="vegan"), tastes={"tea": NEVER})
    fish = replace(GREENS, id="fish", diets=frozenset({"omnivore"}))
    found = suppliers(catalogue_of([*FOODS, fish]), document, None, MAGNESIUM, 100)
    assert {each.food.id for each in found} == {"spice", "greens", "beans"}


def test_that_foods_of_the_plan_are_marked_and_dishes_stand_for_their_foods() -> None:
    mixed = dish("mixed", "stew_dish", {BEANS: 200})
    plan = plan_of([(GREENS, 1), (mixed, 2)])
    found = suppliers(catalogue_of([BEANS, GREENS, TEA, mixed]), Document(), plan, MAGNESIUM, 100)
    assert {each.food.id: each.planned for each in found} == {"beans": True, "greens": True, "tea": False}


def test_that_a_food_next_to_without_energy_has_no_amount_for_its_energy() -> None:
    found = suppliers(
        catalogue_of([food("espresso", "drink", 4.9, 24), food("cocoa", "drink", 5, 20)]),
        Document(),
        None,
        MAGNESIUM,
        100,
    )
    assert {each.food.id: each.per_100_kcal for each in found} == {"espresso": None, "cocoa": 400}


def test_that_the_foods_shipped_can_supply_magnesium(catalogue: Catalogue) -> None:
    document = Document(profile=Profile(diet="vegan"))
    found = suppliers(catalogue, document, None, MAGNESIUM, 320)
    best = by_portion(found)
    assert len(best) == MOST
    assert all(allows(document, each.food) for each in found)
    assert all(each.amount > 60 for each in best)
