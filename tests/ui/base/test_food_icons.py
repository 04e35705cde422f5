from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from planner.foods.catalogue import Catalogue
from ui.base.food_icons import ANYTHING, FOLDER, WORDS, icon_of, icons_of, icons_of_parts

ICONS = Path("ui/icons/food")


def test_that_every_shipped_food_and_dish_has_an_icon_and_every_icon_a_food(catalogue: Catalogue) -> None:
    used = {icon_of(food) for food in catalogue}
    there = {FOLDER + file.stem for file in ICONS.glob("*.svg")}
    assert FOLDER + ANYTHING not in used
    assert there == used | {FOLDER + ANYTHING}


def test_that_no_row_of_words_is_hidden_behind_an_earlier_one(catalogue: Catalogue) -> None:
    for icon, groups, _words in WORDS:
        assert any(icon_of(food) == FOLDER + icon for food in catalogue if food.group in groups), (icon, groups)


@pytest.mark.parametrize(
    ("food", "icon"),
    [
        ("spinach_cooked", "leaf"),
        ("broccoli_rabe_cooked", "leaf"),
        ("milk_2pct", "milk"),
        ("milk_chocolate_bar", "chocolate"),
        ("peanut_butter", "jar"),
        ("butter", "butter"),
        ("egg_noodles", "pasta"),
        ("eggplant_cooked", "eggplant"),
        ("watermelon_seeds", "seed"),
        ("grapefruit", "citrus"),
        ("dates", "dried_fruit"),
        ("chickpeas_canned", "bean"),
        ("black_eyed_peas", "bean"),
        ("snow_peas_raw", "pea"),
        ("salmon", "fish"),
        ("bread_sourdough", "bread"),
    ],
)
def test_that_a_food_gets_the_icon_of_its_kind(catalogue: Catalogue, food: str, icon: str) -> None:
    assert icon_of(catalogue.foods[food]) == FOLDER + icon


def test_that_a_food_of_a_group_nobody_drew_gets_a_plate(catalogue: Catalogue) -> None:
    odd = replace(catalogue.foods["apple"], id="own_thing", group="Something else")
    assert icon_of(odd) == FOLDER + ANYTHING
    assert icon_of(replace(odd, id="own_apple_pie", group="Sweets and snacks")) == FOLDER + "cake"


def test_that_a_dish_shows_its_largest_parts_and_none_twice(catalogue: Catalogue) -> None:
    apple, pear, lentils = (catalogue.foods[food] for food in ("apple", "applesauce", "lentils"))
    assert icons_of_parts([(apple, 90.0), (lentils, 100.0), (pear, 95.0)]) == (FOLDER + "bean", FOLDER + "apple")
    dish = catalogue.foods["tofu_broccoli_stir_fry"]
    shown = icons_of(dish)
    assert 2 <= len(shown) <= 3
    assert shown[0] == icon_of(max(dish.ingredients, key=lambda part: part.grams).food)
    assert icons_of(apple) == (FOLDER + "apple",)


def test_that_all_icons_are_drawn_with_one_pen() -> None:
    for file in sorted(ICONS.glob("*.svg")):
        drawing = ElementTree.fromstring(file.read_text(encoding="utf-8"))
        assert (drawing.get("viewBox"), drawing.get("stroke-width")) == ("0 0 24 24", "1.75"), file.name
        pens = {(part.get("stroke"), part.get("fill"), part.get("stroke-width")) for part in drawing.iter()}
        assert pens == {("currentColor", "none", "1.75"), (None, None, None)}, file.name
