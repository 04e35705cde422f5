"""Meal templates: which are refused, and what the shipped ones promise."""

import re
from dataclasses import replace

import pytest

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import OWN
from planner.foods.meals import MealTime, Slot, Templates, read_templates, templates_from_text, templates_to_plan
from planner.foods.vocabulary import DIETS
from planner.needs.profile import Profile
from planner.plan.allowed import allows
from tests.planner.tiny_foods import dish, food, templates_of

MEAL = '[[meal]]\nid = "breakfast"\nname = "Breakfast"\nleast = 0.18\nmost = 0.3\n'


def one_slot(slot: str, meals: str = '["breakfast"]') -> str:
    return f'{MEAL}[[template]]\nid = "bowl"\nname = "Bowl"\nmeals = {meals}\nslots = [{slot}]\n'


def test_that_a_template_is_read_as_it_is_written() -> None:
    read = templates_from_text(one_slot('{ id = "base", roles = ["grain", "pasta"], min = 1, max = 2 }'))
    assert read.meals == (MealTime("breakfast", "Breakfast", 0.18, 0.3),)
    assert read.by_id["bowl"].slots == (Slot("base", frozenset({"grain", "pasta"}), 1, 2),)
    assert read.by_id["bowl"].slot("base") == read.by_id["bowl"].slots[0]
    assert read.by_id["bowl"].slot("top") is None
    assert read.for_meal("breakfast") == (read.by_id["bowl"],)
    assert read.for_meal("dinner") == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (one_slot('{ id = "base", roles = ["dessert"], min = 1, max = 1 }'), "unknown roles"),
        (one_slot('{ id = "base", roles = ["grain"], min = 2, max = 1 }'), "no range"),
        (one_slot('{ id = "base", roles = ["grain"], min = 0, max = 0 }'), "no range"),
        (one_slot('{ id = "base", roles = ["grain"], min = -1, max = 1 }'), "no range"),
        (one_slot('{ id = "base", roles = "grain", min = 1, max = 1 }'), "wrong kind"),
        (one_slot('{ id = "base", roles = ["grain"], min = 0.5, max = 1 }'), "wrong kind"),
        (one_slot('{ id = "base", roles = ["grain"], min = 1, max = 1 }', '["brunch"]'), "brunch"),
        (one_slot('{ id = "base", roles = ["grain"], min = 1, max = 1 }', '"breakfast"'), "must be lists"),
    ],
)
def test_that_a_template_nobody_can_follow_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        templates_from_text(text)


def test_that_two_templates_of_one_id_are_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        templates_of("bowl = breakfast: base grain 1-1", "bowl = breakfast: base pasta 1-1")


KINDS = """
[[kind]]
id = "roots"
foods = ["beet"]
[[kind]]
id = "fish"
roles = ["fish"]
[[kind]]
id = "whole meal"
starch_g = 60
"""
RICE, BEET, KALE = food("rice", "grain"), food("beet", "grain", max_steps=4), food("kale", "grain")


def a_slot(more: str) -> Slot:
    text = KINDS + one_slot(f'{{ id = "base", roles = ["grain", "fish", "stew_dish"], min = 0, max = 2, {more} }}')
    return templates_from_text(text).by_id["bowl"].slots[0]


def test_that_a_slot_is_planned_with_the_kinds_it_names_and_takes_any_food_of_its_roles() -> None:
    slot = a_slot('only = ["roots", "fish"]')
    assert [slot.suits(each) for each in (BEET, food("cod", "fish"), KALE)] == [True, True, False]
    assert slot.takes(KALE)
    assert slot.suits(replace(KALE, source=OWN))
    without = a_slot('without = ["roots", "fish"]')
    assert [without.suits(each) for each in (BEET, food("cod", "fish"), KALE)] == [False, False, True]
    assert not without.suits(food("ham", "meat"))


@pytest.mark.parametrize(("grams", "whole"), [(60.0, True), (59.0, False)])
def test_that_a_dish_with_starch_is_a_whole_meal(grams: float, whole: bool) -> None:
    stew = dish("stew", "stew_dish", {RICE: grams, food("cod", "fish"): 200})
    assert a_slot('only = ["whole meal"]').suits(stew) is whole
    assert not a_slot('only = ["whole meal"]').suits(RICE)


def test_that_a_portion_is_planned_no_heavier_than_the_slot_says_but_for_the_smallest() -> None:
    assert list(a_slot("most_g = 250").steps(BEET)) == [1, 2]  # of 100 g
    assert list(a_slot("most_g = 50").steps(BEET)) == [1]
    assert list(a_slot("only = []").steps(BEET)) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('only = ["roots of trees"]', "unknown kinds"),
        ('without = ["herbs"]', "unknown kinds"),
        ('as_many_as = "top"', "no slot 'top'"),
    ],
)
def test_that_a_slot_that_names_what_is_not_there_is_refused(more: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        a_slot(more)


def test_that_every_kind_names_foods_there_are_and_every_slot_has_food_to_be_planned_with(catalogue: Catalogue) -> None:
    slots = [(each, slot) for each in templates_to_plan(leftovers=True).by_id.values() for slot in each.slots]
    named = {food for _, slot in slots for kind in (*slot.only, *slot.without) for food in kind.foods}
    assert named <= catalogue.foods.keys()
    for template, slot in slots:
        if (template.id, slot.id) != ("stir_fry_dinner", "base"):  # all stir-fries of the book hold their rice
            assert any(slot.suits(each) for each in catalogue), (template.id, slot.id)


def test_that_what_the_user_may_put_into_a_slot_is_as_it_was_before_kinds(catalogue: Catalogue) -> None:
    """Locks and stored plans of older versions stay what they are: every slot takes all foods of its roles."""
    for template in read_templates().by_id.values():
        for slot in template.slots:
            assert all(slot.takes(each) == bool(slot.roles & each.roles) for each in catalogue)


def test_that_a_slot_takes_a_food_of_any_of_its_roles() -> None:
    slot = Slot("base", frozenset({"grain", "pasta"}), 1, 1)
    assert slot.takes(food("rice", "grain"))
    assert slot.takes(food("soba", "pasta;snack"))
    assert not slot.takes(food("cod", "fish"))


def test_that_the_second_snack_is_eaten_only_above_2400_kcal(templates: Templates) -> None:
    assert [meal.id for meal in templates.meals_for(2400)] == ["breakfast", "lunch", "dinner", "snack"]
    assert [meal.id for meal in templates.meals_for(2401)][-1] == "evening_snack"


def test_that_a_day_with_both_snacks_has_six_meals_in_their_order(templates: Templates) -> None:
    wished = templates.meals_for(2000, {"morning_snack", "evening_snack"})
    assert [meal.id for meal in wished] == [
        "breakfast",
        "morning_snack",
        "lunch",
        "snack",
        "dinner",
        "evening_snack",
    ]


@pytest.mark.parametrize("energy", [1500, 2000, 3000])
@pytest.mark.parametrize("snacks", [{"morning_snack"}, {"morning_snack", "evening_snack"}])
def test_that_beside_more_snacks_the_large_meals_are_smaller_and_the_day_is_not(
    snacks: set[str], energy: float, templates: Templates
) -> None:
    usual = {meal.id: meal for meal in templates.meals_for(2000)}
    wished = templates.meals_for(energy, snacks)
    assert sum(meal.middle for meal in wished) == pytest.approx(sum(meal.middle for meal in usual.values()))
    for meal in wished:
        if "snack" in meal.id:
            assert (meal.least, meal.most) == (0.05, 0.20)
        else:
            assert meal.most < usual[meal.id].most
            assert meal.least / meal.most == pytest.approx(usual[meal.id].least / usual[meal.id].most)


def test_that_a_snack_that_the_energy_brings_anyhow_changes_nothing_when_it_is_wished_for(
    templates: Templates,
) -> None:
    assert templates.meals_for(2500, {"evening_snack"}) == templates.meals_for(2500)


def test_that_the_shares_of_energy_are_the_documented_ones(templates: Templates) -> None:
    shares = {meal.id: (meal.least, meal.most) for meal in templates.meals}
    assert shares == {
        "breakfast": (0.18, 0.30),
        "morning_snack": (0.05, 0.20),
        "lunch": (0.22, 0.40),
        "dinner": (0.22, 0.40),
        "snack": (0.05, 0.20),
        "evening_snack": (0.05, 0.20),
    }
    assert templates.meal("lunch").name == "Lunch"


def test_that_at_least_twelve_templates_cover_every_meal(templates: Templates) -> None:
    assert len(templates.by_id) >= 12
    assert all(len(templates.for_meal(meal)) >= 3 for meal in templates.meal_ids)


def test_that_nothing_but_a_dish_is_a_meal_by_itself() -> None:
    for template in templates_to_plan(leftovers=True).by_id.values():
        wanted = [slot for slot in template.slots if slot.least]
        alone = len(wanted) == 1 and wanted[0].least == 1
        assert not alone or all(role.endswith("_dish") for role in wanted[0].roles), template.id


def test_that_every_template_can_be_filled_from_the_shipped_foods(catalogue: Catalogue) -> None:
    for template in templates_to_plan(leftovers=True).by_id.values():
        for slot in template.slots:
            assert sum(map(slot.takes, catalogue)) >= max(1, slot.least), f"{slot.id} of {template.id}"


def test_that_templates_are_read_once() -> None:
    assert read_templates() is read_templates()


@pytest.mark.parametrize("diet", DIETS)
def test_that_every_meal_has_a_template_every_diet_can_fill(
    catalogue: Catalogue, templates: Templates, diet: str
) -> None:
    document = Document(profile=Profile(diet=diet))
    foods = [food for food in catalogue if allows(document, food)]
    for meal in templates.meal_ids:
        fillable = [
            template
            for template in templates.for_meal(meal)
            if all(sum(map(slot.takes, foods)) >= slot.least for slot in template.slots)
        ]
        assert len(fillable) >= 2, f"{meal} for {diet}"


def test_that_the_variables_of_a_day_all_have_names_of_their_own(catalogue: Catalogue, templates: Templates) -> None:
    """Ids are joined by underscores that they may hold themselves: no two joins may read the same."""
    places: dict[str, tuple[str, str, str]] = {}
    for meal in templates.meal_ids:
        for template in templates.for_meal(meal):
            for slot in template.slots:
                for eaten in filter(slot.takes, catalogue):
                    place = (meal, template.id, slot.id)
                    assert places.setdefault("_".join((*place, eaten.id)), place) == place


def test_that_ids_are_words(templates: Templates) -> None:
    ids = [*templates.meal_ids, *templates.by_id]
    ids += [slot.id for template in templates.by_id.values() for slot in template.slots]
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) for name in ids)
