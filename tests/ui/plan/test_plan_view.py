from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from planner.editing.plan_changes import Place
from planner.foods.catalogue import Catalogue
from planner.plan.plan import Plan, Portion
from planner.shopping.list_text import weight_text
from tests.ui.clicks import click, press
from ui.base.look import TARGET, Look
from ui.plan.day_tiles import TICK, DayTile
from ui.plan.plan_view import PlanView
from ui.plan.portion_row import PortionRow, cooking
from ui.workspace.screen_state import ScreenState


@pytest.fixture
def dish(catalogue: Catalogue) -> Portion:
    food = next(food for food in catalogue if food.recipe is not None)
    return Portion("dish", food, food.min_steps)


def rows(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, day_plan: Plan, portion: Portion
) -> tuple[PlanView, list[PortionRow]]:
    """A plan whose lunch is one dish and one other food."""
    (day,) = day_plan.days
    other = next(portion for portion in day.portions if portion.food.recipe is None)
    lunch = replace(day.meals[1], portions=(portion, other))
    plan = Plan((replace(day, meals=(day.meals[0], lunch, *day.meals[2:])),))
    view = PlanView(Look(qapp, settings))
    qtbot.addWidget(view)
    view.resize(430, 700)
    view.show()
    view.show_state(ScreenState(plan=plan))
    card = view.card("lunch")
    assert card is not None
    qtbot.waitUntil(card.isVisible)  # a new card is shown by the event loop
    return view, card.portions


def test_that_a_dish_opens_its_ingredients_and_steps(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, day_plan: Plan, dish: Portion
) -> None:
    _view, (row, other) = rows(qtbot, qapp, settings, day_plan, dish)
    recipe = dish.food.recipe
    assert recipe is not None
    assert row.button.isVisible()
    assert not other.button.isVisible()
    assert min(row.button.width(), row.button.height()) >= TARGET
    assert dish.food.name in row.button.accessibleName()
    assert not row.recipe.isVisible()
    click(row.button)
    assert row.recipe.isVisible()
    assert all(part.food.name in row.recipe.text() for part in recipe.ingredients)
    assert all(step in row.recipe.text() for step in recipe.method)
    row.button.setFocus()
    press(row.button, Qt.Key.Key_Space)
    assert not row.recipe.isVisible()


def test_that_an_open_dish_is_open_again_when_it_comes_back(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, day_plan: Plan, dish: Portion
) -> None:
    _view, (row, other) = rows(qtbot, qapp, settings, day_plan, dish)
    click(row.button)
    without = next(portion for portion in day_plan.days[0].portions if portion.food.recipe is None)
    row.show_portion(Place(1, "lunch", without.food.id), without, "us")
    assert (row.recipe.isVisible(), row.recipe.text()) == (False, "")
    row.show_portion(Place(1, "lunch", dish.food.id), dish, "us")
    assert row.recipe.isVisible()
    assert not other.recipe.isVisible()


def test_that_the_weights_are_those_of_the_portion(dish: Portion) -> None:
    more = replace(dish, steps=2 * dish.steps)
    weights = [f"{weight_text(part.grams, 'metric')}  {part.food.name}" for part in dish.food.made_of(more.steps)]
    assert cooking(more, "metric").splitlines()[1 : 1 + len(weights)] == weights
    assert cooking(more, "metric") != cooking(dish, "metric")


@pytest.mark.parametrize("amount", [828.0, 1216.0, 12345.0])
def test_that_a_tile_has_room_for_its_figures_and_tick(
    qtbot: QtBot, qapp: QApplication, settings: QSettings, amount: float
) -> None:
    tile = DayTile(Look(qapp, settings))
    qtbot.addWidget(tile)
    tile.show_day("Mon", "Monday", amount, 320.0, False)
    bold = tile.font()
    bold.setBold(True)  # as that of the chosen day is
    needed = QFontMetrics(bold).horizontalAdvance(f"{amount:,.0f}") + TICK + 2
    assert tile.minimumSizeHint().width() >= needed
