"""The Foods column: search, filters, tastes, wishes, the menu, and what an empty list says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.document.usual_days import UsualEntry
from planner.explain.one_portion import too_much
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.plan.plan import Day, Meal, Plan, counted
from tests.ui.clicks import CONTROL, click, press, write
from ui.base.look import TARGET, Look
from ui.base.table import Index
from ui.foods.food_list import FoodDelegate
from ui.foods.food_rows import (
    ALL,
    LOVED,
    NEVERS,
    PLANNED,
    RICHES,
    FoodRow,
    detail,
    food_row,
)
from ui.foods.foods_view import FoodsView
from ui.workspace.screen_state import ScreenState


@pytest.fixture
def look(qapp: QApplication, settings: QSettings) -> Iterator[Look]:
    made = Look(qapp, settings)
    yield made
    made.deleteLater()


@pytest.fixture
def view(qtbot: QtBot, look: Look, catalogue: Catalogue, day_plan: Plan) -> FoodsView:
    """The column with the real foods, shown at the width it asks for."""
    made = FoodsView(look)
    qtbot.addWidget(made)
    made.resize(made.wanted_width([food.name for food in catalogue]), 700)
    show(made, catalogue, Document(), day_plan)
    made.show()
    return made


def show(view: FoodsView, catalogue: Catalogue, document: Document, plan: Plan | None) -> None:
    targets = targets_of(document.profile, document.targets, document.confirmed)
    view.show_state(ScreenState(document, catalogue, plan, targets=targets))


def rows(view: FoodsView) -> dict[str, FoodRow]:
    return {row.id: row for group in view.model.groups for row in group.rows}


def choose(view: FoodsView, *foods: str) -> None:
    """Selects foods as Ctrl+click does."""
    view.tree.clearSelection()
    for food in foods:
        index = view.model.index_of(food)
        assert index.isValid(), food
        mode = QItemSelectionModel.SelectionFlag
        view.tree.selectionModel().setCurrentIndex(index, mode.Select | mode.Rows)


def use_filter(view: FoodsView, name: str) -> None:
    click(next(button for button in view.filters.buttons() if button.text() == name))


# Search


def test_that_a_slip_still_finds_the_food(view: FoodsView) -> None:
    write(view.search, "spinich")
    assert "spinach_cooked" in rows(view)
    assert all("spinach" in row.name.casefold() for row in rows(view).values())
    view.search.clear()
    write(view.search, "chikpea")
    assert "chickpeas" in rows(view)


def test_that_the_group_with_the_best_answers_comes_first(view: FoodsView) -> None:
    write(view.search, "tofu")
    assert view.model.groups[0].title == "Soy foods"
    view.search.setText("nuts")
    assert view.model.groups[0].title == "Nuts and seeds"


def test_that_a_word_that_is_no_food_says_so_and_can_be_cleared(view: FoodsView, catalogue: Catalogue) -> None:
    write(view.search, "xqzzy")
    assert rows(view) == {}
    assert view.empty.isVisible()
    assert "“xqzzy”" in view.empty.text
    click(view.empty.button)
    assert not view.empty.isVisible()
    assert len(rows(view)) == len(list(catalogue))
    assert view.search.hasFocus()


def test_that_what_is_searched_is_never_read_as_html(view: FoodsView) -> None:
    view.search.setText("<b>zzzz</b>")
    assert "<b>zzzz</b>" in view.empty.text


def test_that_closed_groups_open_for_a_search_and_close_again(view: FoodsView) -> None:
    view.tree.collapse(view.model.index(0, 0))
    view.search.setText("kale")
    assert view.tree.isExpanded(view.model.index(0, 0))
    view.search.clear()
    assert not view.tree.isExpanded(view.model.index(0, 0))


# Filters


def test_that_each_filter_shows_exactly_its_foods(view: FoodsView, catalogue: Catalogue, day_plan: Plan) -> None:
    document = Document().with_taste("almonds", "love").with_taste("kale_cooked", "never")
    show(view, catalogue, document, day_plan)
    use_filter(view, LOVED)
    assert list(rows(view)) == ["almonds"]
    use_filter(view, NEVERS)
    assert list(rows(view)) == ["kale_cooked"]
    use_filter(view, PLANNED)
    eaten = {food.id for day in day_plan.days for food in counted(day.portions)}
    assert set(rows(view)) == eaten & {food.id for food in catalogue}
    use_filter(view, RICHES)
    least = targets_of(document.profile, document.targets, document.confirmed).least(MAGNESIUM)
    assert least is not None
    rich = {row.id for row in rows(view).values()}
    use_filter(view, ALL)
    everything = rows(view)
    assert len(everything) == len(list(catalogue))
    assert rich == {row.id for row in everything.values() if row.magnesium and row.magnesium >= 0.1 * least}
    assert 0 < len(rich) < len(everything)


def test_that_a_dish_in_the_plan_brings_its_ingredients_under_the_filter(
    view: FoodsView, catalogue: Catalogue, day_plan: Plan
) -> None:
    dishes = [portion.food for day in day_plan.days for portion in day.portions if portion.food.recipe]
    assert dishes, "the plan of the fixture has a dish"
    use_filter(view, PLANNED)
    assert {part.food.id for dish in dishes for part in dish.ingredients} <= set(rows(view))


@pytest.mark.parametrize(("name", "words"), [(LOVED, "press Love"), (NEVERS, "press Never"), (PLANNED, "Make plan")])
def test_that_an_empty_filter_says_what_to_do(view: FoodsView, catalogue: Catalogue, name: str, words: str) -> None:
    show(view, catalogue, Document(), None)
    use_filter(view, name)
    assert rows(view) == {}
    assert words in view.empty.text
    click(view.empty.button)
    assert len(rows(view)) == len(list(catalogue))
    assert [button.text() for button in view.filters.buttons() if button.isChecked()] == [ALL]


def test_that_no_food_is_rich_without_a_target(view: FoodsView, catalogue: Catalogue) -> None:
    view.show_state(ScreenState(catalogue=catalogue))
    use_filter(view, RICHES)
    assert rows(view) == {}
    assert "no magnesium target" in view.empty.text


def test_that_a_search_under_a_filter_can_go_on_among_all_foods(
    view: FoodsView, catalogue: Catalogue, day_plan: Plan
) -> None:
    show(view, catalogue, Document().with_taste("almonds", "love"), day_plan)
    use_filter(view, LOVED)
    write(view.search, "kale")
    assert "under “Loved”" in view.empty.text
    click(view.empty.button)
    assert "kale_cooked" in rows(view)
    assert view.search.text() == "kale"


# Tastes


def test_that_keys_rate_one_row_many_rows_and_a_heading(qtbot: QtBot, view: FoodsView) -> None:
    said: list[tuple[list[str], str]] = []
    view.rated.connect(lambda foods, taste: said.append((foods, taste)))
    choose(view, "almonds")
    press(view.tree, Qt.Key.Key_5)
    choose(view, "almonds", "cashews", "kale_cooked")
    press(view.tree, Qt.Key.Key_1)
    view.tree.setCurrentIndex(view.model.index(0, 0))
    press(view.tree, Qt.Key.Key_4)
    group = [row.id for row in view.model.groups[0].rows]
    assert said == [(["almonds"], "love"), (["almonds", "cashews", "kale_cooked"], "never"), (group, "like")]


def test_that_a_heading_is_reached_opened_and_closed_by_keys(view: FoodsView) -> None:
    heading = view.model.index(0, 0)
    view.tree.setCurrentIndex(view.model.index(0, 0, heading))
    view.tree.setFocus()
    press(view.tree, Qt.Key.Key_Up)
    assert view.tree.currentIndex() == heading
    assert view.selected_foods() == [row.id for row in view.model.groups[0].rows]
    press(view.tree, Qt.Key.Key_Return)
    assert not view.tree.isExpanded(heading)
    press(view.tree, Qt.Key.Key_Return)
    assert view.tree.isExpanded(heading)


def test_that_a_heading_rates_only_the_foods_shown_under_it(view: FoodsView) -> None:
    said: list[list[str]] = []
    view.rated.connect(lambda foods, taste: said.append(foods))
    view.search.setText("kale")
    view.tree.setCurrentIndex(view.model.index(0, 0))
    press(view.tree, Qt.Key.Key_5)
    assert said == [[row.id for row in view.model.groups[0].rows]]
    assert all("kale" in rows(view)[food].name.casefold() for food in said[0])


# Wishes


def test_that_a_wish_is_asked_for_with_the_button_and_shown_in_the_row(
    view: FoodsView, catalogue: Catalogue, day_plan: Plan
) -> None:
    said: list[tuple[list[str], int]] = []
    view.wished.connect(lambda foods, times: said.append((foods, times)))
    assert not view.wish.isEnabled()
    choose(view, "kale_cooked", "almonds")
    click(view.wish)
    assert view.wish.menu_of_wishes.isVisible()
    action(view.wish.menu_of_wishes.actions(), "At least 3 times a week").trigger()
    view.wish.menu_of_wishes.close()
    assert said == [(["kale_cooked", "almonds"], 3)]
    show(view, catalogue, Document().with_wish("kale_cooked", 3), day_plan)
    assert rows(view)["kale_cooked"].word == "≥ 3 ×/wk"
    assert view.wish.text() == "At least … a week"  # the two differ
    choose(view, "kale_cooked")
    assert view.wish.text() == "At least 3 times a week"
    assert "at least 3 times a week" in str(spoken(view, "kale_cooked"))


def test_that_the_detail_says_on_how_many_days_a_wish_is_kept(
    view: FoodsView, catalogue: Catalogue, day_plan: Plan
) -> None:
    (day,) = day_plan.days
    planned = next(portion.food for portion in day.portions if portion.food.recipe is None)
    document = Document().with_wish(planned.id, 1).with_wish("kale_cooked", 3)
    show(view, catalogue, document, day_plan)
    assert detail([rows(view)[planned.id]]).endswith("Wished at least once a week; in the plan on 1 of 1 day.")
    assert detail([rows(view)["kale_cooked"]]).endswith("Wished at least 3 times a week; in the plan on 0 of 1 day.")
    show(view, catalogue, document, None)
    assert detail([rows(view)["kale_cooked"]]).endswith("Wished at least 3 times a week.")


def test_that_a_wish_for_a_food_that_is_left_out_says_why_it_cannot_be(view: FoodsView, catalogue: Catalogue) -> None:
    document = Document(profile=Profile(diet="vegan")).with_wish("cheddar", 2).with_wish("kale_cooked", 2)
    show(view, catalogue, document.with_taste("kale_cooked", "never"), None)
    found = rows(view)
    assert found["cheddar"].word == "not vegan"
    assert detail([found["cheddar"]]).endswith(
        "Wished at least 2 times a week, which cannot be. Not planned: not vegan."
    )
    assert detail([found["kale_cooked"]]).endswith("which cannot be. You rated it never.")


# Names and their room


def test_that_every_name_and_its_short_word_have_room_at_the_wanted_width(
    qtbot: QtBot, view: FoodsView, catalogue: Catalogue
) -> None:
    document = Document(profile=Profile(diet="vegan"))
    for food in catalogue:
        document = document.with_wish(food.id, 7)
    show(view, catalogue, document, None)
    qtbot.waitUntil(lambda: view.tree.columnWidth(0) > 200)
    delegate = view.tree.itemDelegate()
    assert isinstance(delegate, FoodDelegate)
    metrics = view.fontMetrics()
    cut = []
    for row in rows(view).values():
        index = view.model.index_of(row.id)
        room = delegate.room(option_for(view, index), index)
        if metrics.horizontalAdvance(row.short) > room.width():
            cut.append((row.name, row.short))
    assert cut == []


# The menu


def on_thursday(view: FoodsView) -> None:
    """A Thursday with a lunch is on screen, beside the foods as they are."""
    plan = Plan((Day(1, (Meal("lunch", "", ()),)),))
    start = date(2026, 1, 1)
    view.show_state(replace(view._state, document=replace(view._state.document, start=start), plan=plan))


def test_that_the_menu_holds_everything_for_one_food(view: FoodsView) -> None:
    added: list[tuple[str, str]] = []
    asked: list[str] = []
    opened: list[list[str]] = []
    view.add_wished.connect(lambda food, meal: added.append((food, meal)))
    view.why_asked.connect(asked.append)
    view.menu_opened.connect(lambda menu, foods: opened.append(foods))
    on_thursday(view)
    choose(view, "kale_cooked")
    press_menu_key(view)
    actions = view.menu.actions()
    assert view.menu.isVisible()
    assert action(actions, "Fine\t3").isChecked()
    action(actions, "Add to Thursday lunch").trigger()
    action(actions, "Why is this not in my plan?").trigger()
    assert (added, asked, opened) == ([("kale_cooked", "lunch")], ["kale_cooked"], [["kale_cooked"]])
    assert all(view.menu.actionGeometry(one).height() >= TARGET for one in actions if not one.isSeparator())
    view.menu.close()


def test_that_the_menu_of_many_foods_only_rates_and_wishes(view: FoodsView) -> None:
    said: list[tuple[list[str], str]] = []
    view.rated.connect(lambda foods, taste: said.append((foods, taste)))
    on_thursday(view)
    choose(view, "kale_cooked", "almonds")
    click(view.more)
    texts = [one.text() for one in view.menu.actions() if not one.isSeparator()]
    assert texts == ["Never\t1", "Rarely\t2", "Fine\t3", "Like\t4", "Love\t5", "At least … times a week"]
    action(view.menu.actions(), "Love\t5").trigger()
    view.menu.close()
    assert said == [(["kale_cooked", "almonds"], "love")]


def test_that_a_food_that_is_left_out_cannot_be_added_to_a_meal(view: FoodsView, catalogue: Catalogue) -> None:
    show(view, catalogue, Document().with_taste("kale_cooked", "never"), None)
    on_thursday(view)
    choose(view, "kale_cooked")
    press_menu_key(view)
    assert not [one for one in view.menu.actions() if one.text().startswith("Add to")]
    view.menu.close()


def test_that_the_right_button_takes_the_row_under_it(view: FoodsView) -> None:
    choose(view, "almonds")
    index = view.model.index(2, 0, view.model.index(0, 0))
    view.tree.scrollTo(index)
    place = view.tree.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.tree.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.tree.viewport(), event)
    assert view.selected_foods() == [view.model.groups[0].rows[2].id]
    assert view.menu.isVisible()
    view.menu.close()


def test_that_all_rows_can_be_selected_and_rated_at_once(view: FoodsView) -> None:
    view.search.setText("kale")
    view.tree.setFocus()
    QTest.keyClick(view.tree, Qt.Key.Key_A, CONTROL)
    assert set(view.selected_foods()) == set(rows(view))
    assert "rated together" in detail(list(rows(view).values()))


def press_menu_key(view: FoodsView) -> None:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(view.tree, event)


def action(actions: list[QAction], text: str) -> QAction:
    found = [one for one in actions if one.text() == text]
    assert found, [one.text() for one in actions]
    return found[0]


def spoken(view: FoodsView, food: str) -> object:
    return view.model.index_of(food).data(Qt.ItemDataRole.AccessibleTextRole)


def option_for(view: FoodsView, index: Index) -> QStyleOptionViewItem:
    option = QStyleOptionViewItem()
    option.initFrom(view.tree)
    option.rect = view.tree.visualRect(index)
    option.decorationSize = view.tree.iconSize()
    option.font = view.tree.font()
    return option


def test_that_a_food_of_which_one_portion_passes_a_limit_is_marked_with_it(catalogue: Catalogue) -> None:
    """With warfarin a day holds at most 112 µg of vitamin K; half a cup of spinach has four times that."""
    spinach = next(each for each in catalogue if each.name == "Spinach, cooked")
    document = Document(profile=Profile(age_years=68, conditions=frozenset({"warfarin"})))
    limit = too_much(targets_of(document.profile, {}), spinach)
    assert limit is not None
    row = food_row(document, spinach, None, {spinach.id: limit})
    assert row.excluded
    assert row.word == "too much vitamin K"
    assert row.reason.endswith("has 444 µg of vitamin K; your days hold at most 112 µg (warfarin).")
    assert too_much(targets_of(Profile(), {}), spinach) is None
    assert not food_row(Document(), spinach).excluded


def test_that_the_rows_are_made_anew_only_for_what_they_show(
    view: FoodsView, catalogue: Catalogue, day_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[None] = []
    monkeypatch.setattr(view, "_rebuild", lambda: made.append(None))
    soap = Document().with_shopping(Document().shopping.with_own("Soap"))
    for document in (soap, soap.with_usual_days(((UsualEntry("lunch", "oats", 50.0),),))):
        show(view, catalogue, document, day_plan)
    assert not made
    show(view, catalogue, soap.with_taste("oats", "love"), day_plan)
    assert made
