"""The details of a food: every amount, its source and page, and what is not known."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.nutrients import ALL, BY_KEY, MAGNESIUM
from tests.planner.tiny_foods import dish, food
from tests.ui.clicks import click, press
from ui.base.look import TARGET, Look
from ui.foods.food_details import NOT_MEASURED, FoodDetails, amount_text, facts, usda_page
from ui.foods.foods_view import FoodsView
from ui.workspace.screen_state import ScreenState


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Iterator[Look]:
    made = Look(qapp, settings)
    yield made
    made.deleteLater()


def opened(qtbot: QtBot, look: Look, shown: Food, document: Document | None = None) -> FoodDetails:
    made = FoodDetails(shown, document or Document(), look)
    qtbot.addWidget(made)
    made.open()
    return made


def texts(dialog: FoodDetails) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_that_every_nutrient_stands_there_per_portion_and_per_hundred_grams(
    qtbot: QtBot, look: Look, catalogue: Catalogue
) -> None:
    oats = catalogue["oatmeal_cooked"]
    dialog = opened(qtbot, look, oats)
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    rows = {row.nutrient: row for group in dialog.model.groups for row in group.rows}
    assert set(ALL) <= set(rows)
    steps = (oats.min_steps + oats.max_steps) // 2
    for nutrient in ALL:
        assert (rows[nutrient].hundred == NOT_MEASURED) == (nutrient not in oats.amounts)
        assert rows[nutrient].portion == amount_text(oats, nutrient, oats.amount(nutrient, steps))
    assert rows[MAGNESIUM].hundred == "27 mg"


def test_that_what_nobody_measured_is_never_nothing() -> None:
    plain = food("plain", "grain", magnesium=None, iron_mg=0.0, zinc_mg=0.001)
    assert amount_text(plain, MAGNESIUM, plain.amounts.get(MAGNESIUM)) == "not measured"
    assert amount_text(plain, BY_KEY["iron_mg"], 0.0) == "0 mg"
    assert amount_text(plain, BY_KEY["zinc_mg"], 0.001) == "< 0.01 mg"
    soup = dish("soup", "soup_dish", {plain: 100.0, food("rich", "legume", magnesium=50.0): 100.0})
    assert amount_text(soup, MAGNESIUM, soup.amounts.get(MAGNESIUM)) == "≥ 25 mg"


def test_that_the_page_opens_only_when_its_button_is_pressed(
    qtbot: QtBot, look: Look, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: pages.append(QUrl(url).toString()))
    kale = catalogue["kale_cooked"]
    dialog = opened(qtbot, look, kale)
    assert f"{kale.source}, FDC {kale.fdc_id}" in texts(dialog)
    assert pages == []
    click(dialog.link)
    assert pages == [f"https://fdc.nal.usda.gov/food-details/{kale.fdc_id}/nutrients"]
    assert dialog.link.height() >= TARGET


def test_that_a_dish_tells_its_ingredients_with_grams_and_sources_and_its_steps(
    qtbot: QtBot, look: Look, catalogue: Catalogue
) -> None:
    soup = catalogue["lentil_spinach_soup"]
    dialog = opened(qtbot, look, soup)
    assert soup.recipe is not None
    said = texts(dialog)
    steps = (soup.min_steps + soup.max_steps) // 2
    for part in soup.made_of(steps):
        assert f"{part.food.name} · {part.food.source} {part.food.fdc_id}" in said
    assert "165 g  Lentils, boiled" in said
    assert all(step in said for step in soup.recipe.method)
    assert usda_page(soup) == ""
    assert not dialog.link.isVisible()


def test_that_allergens_diets_limits_and_why_it_is_left_out_are_told(
    qtbot: QtBot, look: Look, catalogue: Catalogue
) -> None:
    tofu = catalogue["tofu_firm"]
    said = dict(facts(tofu, 1))
    assert said["Allergens"] == "Has soy."
    assert said["Diets"].startswith("Fits: vegan")
    assert tofu.household(tofu.weekly_max) in said["In a plan"]
    assert "None known of milk" in dict(facts(catalogue["kale_cooked"], 1))["Allergens"]
    assert "You rated it never." in texts(opened(qtbot, look, tofu, Document().with_taste("tofu_firm", "never")))


def test_that_a_name_is_shown_as_it_is_written(qtbot: QtBot, look: Look) -> None:
    dialog = opened(qtbot, look, food("odd", "grain", name="<b>Odd</b>"))
    assert "<b>Odd</b>" in texts(dialog)
    assert {label.textFormat() for label in dialog.findChildren(QLabel)} == {Qt.TextFormat.PlainText}


def test_that_return_in_the_list_opens_the_details_and_escape_closes_them(
    qtbot: QtBot, look: Look, catalogue: Catalogue
) -> None:
    view = FoodsView(look)
    qtbot.addWidget(view)
    view.show_state(ScreenState(catalogue=catalogue))
    view.show()
    view.tree.setCurrentIndex(view.model.index_of("kale_cooked"))
    press(view.tree, Qt.Key.Key_Return)
    (dialog,) = view.findChildren(FoodDetails)
    assert "Kale, cooked" in texts(dialog)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
