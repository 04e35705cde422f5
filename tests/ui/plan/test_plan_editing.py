"""The plan is edited by clicking and by keys, in the real window; the planner is opened by hand."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, FixedPortion, Removed, Stored
from planner.editing.edits import is_locked
from planner.editing.plan_changes import Place
from planner.files.store import save
from planner.plan.meal_names import meal_name
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import click, press, write
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow, solved
from ui.base.look import TARGET
from ui.plan.add_food_dialog import AddFoodDialog
from ui.plan.portion_actions import LESS, LOCK, MORE, REMOVE
from ui.plan.portion_dialogs import MoveDialog, SwapDialog
from ui.plan.portion_row import PortionRow
from ui.window.app import Built

SHIFT = Qt.KeyboardModifier.ShiftModifier


def opened(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: object, plan: Plan) -> Built:
    """The window with a plan on screen, as wide as a laptop's."""
    document = Document(days=len(plan.days))
    save(document_path, Stored(document, plan_to_fixed(plan)))  # type: ignore[arg-type]
    built = open_window(held)
    built.window.activateWindow()
    qtbot.waitUntil(lambda: built.workspace.plan is not None and bool(built.window.plan.cards))
    return built


@pytest.fixture
def built(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan) -> Built:
    return opened(qtbot, open_window, held, document_path, day_plan)


@pytest.fixture
def week(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: object, day_plan: Plan) -> Built:
    """Ten days, all alike: no plan that passes an audit, so nothing is planned beside it."""
    (day,) = day_plan.days
    plan = Plan(tuple(replace(day, number=number) for number in range(1, 11)))
    return opened(qtbot, open_window, held, document_path, plan)


def rows_of(built: Built, meal: str) -> list[PortionRow]:
    card = built.window.plan.card(meal)
    assert card is not None
    return card.portions


def row_that(built: Built, able: str) -> PortionRow:
    """A row for whose portion an action is enabled; no dish, whose foods may have limits of their own that day."""
    view = built.window.plan
    for card in view.cards.values():
        for row in (row for row in card.portions if not row.button.isVisibleTo(row)):
            row.face.setFocus()
            if view.portion_actions.by_name[able].isEnabled():
                return row
    raise LookupError(f"{able} is enabled for no row")


def dialog_of(built: Built, kind: type[QDialog]) -> QDialog:
    (found,) = built.window.findChildren(kind)
    return found


def focused(built: Built) -> Place | None:
    rows = [row for card in built.window.plan.cards.values() for row in card.portions]
    return next((row.place for row in rows if row.face is QApplication.focusWidget()), None)


def test_that_a_click_chooses_a_portion_and_offers_what_can_be_done(built: Built) -> None:
    view, row = built.window.plan, rows_of(built, "breakfast")[0]
    assert not view.bar.buttons[REMOVE].isVisible()
    click(row.face)
    assert view.chosen == row.place
    assert row.face.isChecked()
    assert view.bar.name.text() == row.name.text()
    assert all(button.isVisible() for button in view.bar.buttons.values())
    sizes = [(button.width(), button.height()) for button in (*view.bar.buttons.values(), view.bar.more, row.face)]
    assert min(min(size) for size in sizes) >= TARGET


def test_that_choosing_a_portion_moves_no_card(qtbot: QtBot, built: Built) -> None:
    view = built.window.plan
    qtbot.waitUntil(rows_of(built, "lunch")[0].isVisible)  # a new card is laid out by the event loop
    QApplication.processEvents()
    before = [(place, card.geometry()) for place, card in view.cards.items()]
    click(rows_of(built, "lunch")[0].face)
    QApplication.processEvents()
    assert [(place, card.geometry()) for place, card in view.cards.items()] == before


def test_that_arrows_walk_through_all_portions_of_the_day(built: Built) -> None:
    assert built.workspace.plan is not None
    (day,) = built.workspace.plan.days
    all_places = [Place(1, meal.meal, portion.food.id) for meal in day.meals for portion in meal.portions]
    rows_of(built, "breakfast")[0].face.setFocus()
    walked = [focused(built)]
    for _step in all_places[1:]:
        press(_focus_widget(), Qt.Key.Key_Down)
        walked.append(focused(built))
    assert walked == all_places
    press(_focus_widget(), Qt.Key.Key_Down)  # the last stays the last
    assert focused(built) == all_places[-1]
    press(_focus_widget(), Qt.Key.Key_Up)
    assert focused(built) == all_places[-2]


def test_that_left_and_right_go_to_the_same_meal_of_the_days_beside(week: Built) -> None:
    row = rows_of(week, "lunch")[0]
    row.face.setFocus()
    press(_focus_widget(), Qt.Key.Key_Right)
    assert (week.window.plan.shown_day, focused(week)) == (2, Place(2, "lunch", row.place.food))
    press(_focus_widget(), Qt.Key.Key_Left)
    assert (week.window.plan.shown_day, focused(week)) == (1, Place(1, "lunch", row.place.food))
    press(_focus_widget(), Qt.Key.Key_Left)
    assert focused(week) == Place(1, "lunch", row.place.food)


def _focus_widget() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_that_l_locks_the_portion_and_shift_l_its_meal(built: Built, held: HeldPlanner) -> None:
    row = rows_of(built, "dinner")[0]
    row.face.setFocus()
    press(row.face, Qt.Key.Key_L)
    (lock,) = built.workspace.document.locks
    assert (lock.meal, lock.template, [held.food for held in lock.portions]) == ("dinner", None, [row.place.food])
    assert row.face.locked
    assert "locked" in row.face.accessibleName()
    assert built.workspace.history.undo_name == f"Lock “{row.name.text()}” at Day 1 dinner"
    press(row.face, Qt.Key.Key_L)
    assert not built.workspace.document.locks
    press(row.face, Qt.Key.Key_L, SHIFT)
    assert built.workspace.document.locks[0].template is not None
    assert held.calls == []  # what is locked is there already


@pytest.mark.parametrize("by", ["key", "button"])
def test_that_a_removed_portion_is_planned_anew_and_the_focus_stays_in_its_meal(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan, by: str
) -> None:
    row = rows_of(built, "lunch")[0]
    food = row.place.food
    click(row.face)
    if by == "key":
        press(row.face, Qt.Key.Key_Delete)
    else:
        click(built.window.plan.bar.buttons[REMOVE])
    assert built.workspace.document.removed == {Removed(1, "lunch", food)}
    assert built.window.undo.text() == f"Undo remove “{row.name.text()}” from Day 1 lunch"
    assert built.workspace.stale
    assert built.workspace.plan == day_plan  # it stays readable
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    (day,) = day_plan.days
    lunch = day.meals[1]
    others = [portion for portion in day.meals[2].portions if portion.food.id != food]
    new = replace(lunch, portions=(others[0], *lunch.portions[1:]))
    after = Plan((replace(day, meals=(day.meals[0], new, *day.meals[2:])),))
    held.calls[0].answer(solved(after))
    qtbot.waitUntil(lambda: built.workspace.plan is after)
    chosen = Place(1, "lunch", new.portions[0].food.id)
    assert built.window.plan.chosen == chosen
    if by == "key":
        assert focused(built) == chosen
    built.workspace.undo()
    assert built.workspace.document.removed == frozenset()


def test_that_the_focus_goes_with_its_portion_to_another_row(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    (day,) = day_plan.days
    at = max(range(len(day.meals)), key=lambda place: len(day.meals[place].portions))
    meal = day.meals[at]
    rows = rows_of(built, meal.meal)
    stays = rows[1].place
    rows[1].face.setFocus()
    built.workspace.rate([rows[0].place.food], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    shorter = replace(meal, portions=meal.portions[1:])
    after = Plan((replace(day, meals=(*day.meals[:at], shorter, *day.meals[at + 1 :])),))
    held.calls[0].answer(solved(after))
    qtbot.waitUntil(lambda: built.workspace.plan is after)
    assert focused(built) == stays
    assert rows_of(built, meal.meal)[0].face.hasFocus()


@pytest.mark.parametrize(("key", "action", "change"), [("+", MORE, 1), ("-", LESS, -1)])
def test_that_plus_and_minus_change_the_portion_by_a_step(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan, key: str, action: str, change: int
) -> None:
    row = row_that(built, action)
    place = row.place
    meal = day_plan.days[0].meal(place.meal)
    assert meal is not None
    portion = next(portion for portion in meal.portions if portion.food.id == place.food)
    write(row.face, key)
    (lock,) = built.workspace.document.locks
    assert lock.portions == (FixedPortion(portion.slot, place.food, portion.steps + change),)


def test_that_a_decision_is_seen_before_its_plan_is_there(built: Built) -> None:
    row = rows_of(built, "lunch")[0]
    click(row.face)
    press(row.face, Qt.Key.Key_Delete)
    assert built.workspace.stale
    assert row.name.font().strikeOut()
    assert "taken out" in row.face.accessibleName()
    built.workspace.undo()
    assert not row.name.font().strikeOut()


def test_that_what_changed_is_tinted_and_dotted_until_the_next_edit(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    first, view = rows_of(built, "lunch")[0], built.window.plan
    built.workspace.rate([first.place.food], "never")
    assert not first.face.new
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(other_plan))
    qtbot.waitUntil(lambda: built.workspace.plan is other_plan)
    marked = [row.place for card in view.cards.values() for row in card.portions if row.face.new]
    assert marked == [Place(1, "lunch", other_plan.days[0].meals[1].portions[0].food.id)]
    assert view.tiles[0].changed
    row = rows_of(built, "lunch")[0]
    assert row.face.tinted
    view._tint.timeout.emit()
    assert (row.face.tinted, row.face.new) == (False, True)
    built.workspace.edit_list("Tick", built.workspace.document.with_stock("almonds", 10.0))
    assert not row.face.new
    assert not view.tiles[0].changed


def test_that_s_opens_a_list_of_other_foods_and_the_first_is_taken_by_return(
    qtbot: QtBot, built: Built, held: HeldPlanner
) -> None:
    row = rows_of(built, "breakfast")[-1]
    place, name = row.place, row.name.text()
    row.face.setFocus()
    press(row.face, Qt.Key.Key_S)
    dialog = dialog_of(built, SwapDialog)
    assert isinstance(dialog, SwapDialog)
    qtbot.waitUntil(lambda: bool(dialog.rows), timeout=PATIENCE)
    taken = dialog.rows[0].alternative
    assert taken.effect in dialog.rows[0].accessibleName()
    assert min(dialog.rows[0].width(), dialog.rows[0].height()) >= TARGET
    press(dialog.rows[0], Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: built.workspace.plan == taken.plan)
    assert held.calls == []  # it was valid: nothing is solved
    assert not built.workspace.stale
    assert built.workspace.history.undo_name == f"Swap “{name}” for “{taken.food.name}” at Day 1 breakfast"
    assert Removed(*place) in built.workspace.document.removed
    assert built.window.plan.chosen == Place(1, "breakfast", taken.food.id)
    built.workspace.undo()
    assert rows_of(built, "breakfast")[-1].place == place


def test_that_alternatives_wait_for_the_plan_that_is_being_made(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan, other_plan: Plan
) -> None:
    click(rows_of(built, "breakfast")[0].face)
    built.workspace.rate([rows_of(built, "lunch")[0].place.food], "never")
    press(rows_of(built, "breakfast")[0].face, Qt.Key.Key_S)
    dialog = dialog_of(built, SwapDialog)
    assert isinstance(dialog, SwapDialog)
    assert "being made" in dialog.said.text()
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(other_plan))
    qtbot.waitUntil(lambda: "being made" not in dialog.said.text(), timeout=PATIENCE)
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_that_a_opens_the_foods_that_fit_and_a_search_finds_one(
    qtbot: QtBot, built: Built, held: HeldPlanner, day_plan: Plan
) -> None:
    rows_of(built, "breakfast")[0].face.setFocus()
    press(_focus_widget(), Qt.Key.Key_A)
    dialog = dialog_of(built, AddFoodDialog)
    assert isinstance(dialog, AddFoodDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    name = next(row.name for group in dialog.model.groups for row in group.rows if "," not in row.name)
    write(dialog.search, name)
    food = dialog.chosen()
    press(dialog.search, Qt.Key.Key_Down)
    assert dialog.list.hasFocus()
    press(dialog.list, Qt.Key.Key_Return)
    (lock,) = built.workspace.document.locks
    assert lock.meal == "breakfast"
    assert built.workspace.catalogue is not None
    assert food is not None
    assert (lock.portions[0].food, lock.portions[0].steps) == (food, built.workspace.catalogue[food].usual_steps)
    qtbot.waitUntil(lambda: len(held.calls) == 1 or not built.workspace.stale)


def test_that_a_search_that_finds_nothing_says_so_and_adds_nothing(built: Built) -> None:
    card = built.window.plan.card("snack")
    assert card is not None
    click(card.add)
    dialog = dialog_of(built, AddFoodDialog)
    assert isinstance(dialog, AddFoodDialog)
    write(dialog.search, "zzzzzz")
    assert not dialog.add_button.isEnabled()
    assert "Try another word" in dialog.said.text()
    dialog.reject()
    assert built.workspace.document.locks == ()


def can_go(dialog: MoveDialog, meal: int) -> bool:
    dialog.meal.setCurrentIndex(meal)
    return dialog.move_button.isEnabled()


def test_that_m_moves_a_portion_to_another_day_and_says_where_it_cannot_go(
    qtbot: QtBot, week: Built, day_plan: Plan
) -> None:
    row = rows_of(week, "snack")[0]
    row.face.setFocus()
    press(row.face, Qt.Key.Key_M)
    dialog = dialog_of(week, MoveDialog)
    assert isinstance(dialog, MoveDialog)
    assert (dialog.day.currentData(), dialog.meal.currentData()) != (1, "snack")  # it is there
    assert dialog.move_button.isEnabled()
    dialog.day.setCurrentIndex(0)
    dialog.meal.setCurrentIndex(dialog.meal.findData("snack"))
    assert "there already" in dialog.reason.text()
    assert not dialog.move_button.isEnabled()
    dialog.day.setCurrentIndex(1)
    able = [meal for meal in range(dialog.meal.count()) if can_go(dialog, meal)]
    assert len(able) in range(1, dialog.meal.count())
    dialog.meal.setCurrentIndex(able[0])
    day, meal = dialog.day.currentData(), dialog.meal.currentData()
    press(dialog, Qt.Key.Key_Return)
    document = week.workspace.document
    assert Removed(*row.place) in document.removed
    assert any(lock.day == day and lock.meal == meal for lock in document.locks)


def test_that_return_opens_a_menu_of_everything_that_can_be_done(qtbot: QtBot, built: Built) -> None:
    row = rows_of(built, "breakfast")[0]
    row.face.setFocus()
    press(row.face, Qt.Key.Key_Return)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions() if action.isVisible()]
    assert texts[:3] == ["Lock this food", "Lock the meal", "Swap …"]
    next(action for action in menu.actions() if action.text() == "Lock this food").trigger()
    assert row.face.locked
    menu.close()


def test_that_keys_of_the_plan_do_nothing_while_one_types_elsewhere(built: Built) -> None:
    click(rows_of(built, "breakfast")[0].face)
    built.window.foods.search.setFocus()
    write(built.window.foods.search, "lamb")
    press(built.window.foods.search, Qt.Key.Key_Delete)
    assert built.workspace.document == Document(days=1)
    assert built.window.foods.search.text() == "lamb"


def test_that_ten_days_are_shown_a_week_at_a_time(week: Built) -> None:
    view = week.window.plan
    assert len(view.tiles) == 7
    assert not view.strip.earlier.isEnabled()
    click(view.strip.later)
    assert (view.shown_day, len(view.tiles)) == (8, 3)
    click(view.tiles[2])
    assert view.shown_day == 10
    click(view.strip.earlier)
    assert (view.shown_day, len(view.tiles)) == (1, 7)


def test_that_the_week_names_every_meal_by_its_food_and_a_press_shows_it_beside(week: Built, day_plan: Plan) -> None:
    view, inspector = week.window.plan, week.window.inspector
    week.window.overview.trigger()
    assert view.overview.isVisible()
    assert not view.area.isVisible()
    assert [head.day for head in view.overview.heads] == list(range(1, 11))
    assert view.overview.cells.keys() == {(day, meal.meal) for day in range(1, 11) for meal in day_plan.days[0].meals}
    cell = view.overview.cells[5, "lunch"]
    assert cell.name == meal_name(day_plan.days[0].meals[1])
    assert "mg magnesium" in cell.accessibleName()
    click(cell)
    assert (view.shown_day, view.meal, cell.isChecked()) == (5, "lunch", True)
    assert inspector.meal.isVisible()
    assert [row.place.food for row in inspector.meal.card.portions] == [
        portion.food.id for portion in day_plan.days[0].meals[1].portions
    ]
    click(view.overview.heads[2])
    assert (view.shown_day, view.meal) == (3, None)
    assert inspector.day.isVisible()


def test_that_the_week_is_walked_by_arrows_and_return_goes_into_a_meal(week: Built) -> None:
    view, inspector = week.window.plan, week.window.inspector
    rows_of(week, "breakfast")[0].face.setFocus()
    click(view.overview_button)
    view.overview.focus_day(1, "breakfast")
    press(_focus_widget(), Qt.Key.Key_Down)
    press(_focus_widget(), Qt.Key.Key_Right)
    assert _focus_widget() is view.overview.cells[2, "lunch"]
    press(_focus_widget(), Qt.Key.Key_Return)
    first = inspector.meal.card.portions[0]
    assert _focus_widget() is first.face
    assert (view.shown_day, view.chosen) == (2, first.place)
    press(_focus_widget(), Qt.Key.Key_Right)
    assert (view.shown_day, view.chosen) == (3, inspector.meal.card.portions[0].place)


def test_that_what_is_chosen_in_the_inspector_can_be_done_there_by_button_and_key(qtbot: QtBot, week: Built) -> None:
    view, inspector = week.window.plan, week.window.inspector
    view.wish_overview(True)
    click(view.overview.cells[2, "lunch"])
    face = inspector.meal.card.portions[0].face
    click(face)
    place = inspector.meal.card.portions[0].place
    assert inspector.bar.name.text() == inspector.meal.card.portions[0].name.text()
    click(inspector.bar.buttons[LOCK])
    assert is_locked(week.workspace.document, place)
    face.setFocus()
    with qtbot.waitSignal(view.wished) as wished:
        press(face, Qt.Key.Key_L)
    assert wished.args == [LOCK, place]
    click(inspector.meal.food.tastes["love"])
    assert week.workspace.document.taste(place.food) == "love"


def test_that_metric_documents_show_grams_beside_the_measure(built: Built) -> None:
    row = rows_of(built, "breakfast")[0]
    document = built.workspace.document
    built.workspace.edit_list("Metric", replace(document, shopping=document.shopping.with_packs("metric")))
    assert row.measure.text().endswith(" g")


def test_that_an_edit_no_plan_can_hold_is_told_and_changes_nothing(built: Built, day_plan: Plan) -> None:
    place = rows_of(built, "breakfast")[0].place
    before = built.workspace.document
    built.workspace.portions.add(1, "breakfast", place.food)
    assert "already" in built.window.notice.text
    assert built.workspace.document is before


def test_that_the_bar_shows_icons_where_words_do_not_fit(built: Built) -> None:
    view = built.window.plan
    click(rows_of(built, "breakfast")[0].face)
    view.bar.resize(280, view.bar.height())
    assert view.bar.buttons[LOCK].text() == ""
    assert not view.bar.buttons[LOCK].icon().isNull()
    view.bar.resize(700, view.bar.height())
    assert view.bar.buttons[LOCK].text() == "Lock"


def test_that_w_asks_why_the_chosen_food_is_in_the_plan(qtbot: QtBot, built: Built) -> None:
    row = rows_of(built, "lunch")[0]
    row.face.setFocus()
    with qtbot.waitSignal(built.window.editing.why_wished) as asked:
        press(row.face, Qt.Key.Key_W)
    assert asked.args == [row.place.food]


def test_that_a_food_of_the_plan_is_rated_by_key_where_it_stands(built: Built) -> None:
    row = rows_of(built, "lunch")[0]
    row.face.setFocus()
    press(row.face, Qt.Key.Key_5)
    assert built.workspace.document.taste(row.place.food) == "love"


def test_that_a_meal_is_eaten_out_left_out_and_planned_again_from_its_card(built: Built) -> None:
    """By the menu of the card; each is one step of undo."""
    card = built.window.plan.card("lunch")
    assert card is not None
    guess = next(action for action in card.out.actions() if "700" in action.text())
    guess.trigger()
    (lock,) = built.workspace.document.locks
    assert (lock.meal, lock.template, lock.portions[0].steps) == ("lunch", "away", 14)
    assert (built.workspace.history.undo_name or "").startswith("Eat out at")
    card.none.trigger()
    assert built.workspace.document.locks[0].portions[0].food == "no_meal"
    card.again.trigger()
    assert built.workspace.document.locks == ()
    built.workspace.undo()
    assert len(built.workspace.document.locks) == 1
