"""Ctrl+K: one search over pages, commands, foods and dishes, by keyboard."""

from PySide6.QtCore import Qt

from tests.ui.clicks import press, write
from ui.print.print_dialogs import PrintDialog
from ui.window.app import Built
from ui.window.find_anything import Command, FindDialog, commands_of, matching
from ui.window.frame import FOODS
from ui.window.main_window import SHOPPING


def find(built: Built, typed: str) -> FindDialog:
    """Opens the search by its key and types."""
    built.window.find_all.trigger()
    (dialog,) = (one for one in built.window.findChildren(FindDialog) if one.isVisible())
    write(dialog.search, typed)
    return dialog


def test_that_a_page_a_command_and_a_food_are_a_few_letters_and_return_away(built: Built) -> None:
    assert built.window.find_all.shortcut().toString() == "Ctrl+K"
    press(find(built, "shopp").search, Qt.Key.Key_Return)
    assert built.window.frame.page == SHOPPING
    press(find(built, "print").search, Qt.Key.Key_Return)
    assert [one for one in built.window.findChildren(PrintDialog) if one.isVisible()]
    press(find(built, "okra").search, Qt.Key.Key_Return)
    assert (built.window.frame.page, built.window.foods.selected_foods()) == (FOODS, ["okra_cooked"])


def test_that_a_food_is_found_though_a_filter_and_a_search_hide_it(built: Built) -> None:
    foods = built.window.foods
    foods.filters.buttons()[1].click()
    foods.search.setText("beans")
    built.window.open_food("okra_cooked")
    assert foods.selected_foods() == ["okra_cooked"]


def test_that_the_arrows_go_through_what_was_found_and_nothing_found_is_said(built: Built) -> None:
    dialog = find(built, "spinach")
    press(dialog.search, Qt.Key.Key_Down)
    assert dialog.focusWidget() is dialog.rows
    press(dialog.rows, Qt.Key.Key_Down)
    chosen = dialog.rows.currentItem().text().split("   ")[0]
    press(dialog.rows, Qt.Key.Key_Return)
    catalogue = built.workspace.catalogue
    assert catalogue is not None
    assert [catalogue[food].name for food in built.window.foods.selected_foods()] == [chosen]
    dialog = find(built, "qqqq")
    assert (dialog.rows.count(), dialog.said.text()) == (0, "Nothing has that name.")


def test_that_every_command_that_can_be_done_now_is_there_with_its_menu_and_key(built: Built) -> None:
    found = {command.name: command.hint for command in commands_of(built.window.menuBar())}
    assert found["Print …"] == "File · Ctrl+P"
    assert found["Theme: Dark"] == "View"
    assert "Undo" not in found  # nothing was done yet
    built.workspace.rate(["okra_cooked"], "love")
    names = [command.name for command in commands_of(built.window.menuBar())]
    assert any(name.startswith("Undo ") for name in names)


def test_that_what_two_menus_lead_to_is_there_once_with_its_key(built: Built) -> None:
    found = commands_of(built.window.menuBar())
    names = [command.name for command in found]
    assert len(set(names)) == len(names)
    (progress,) = (command for command in found if command.name == "Days and progress")
    assert progress.hint.endswith("· Ctrl+7")


def test_that_commands_are_found_by_the_beginnings_of_their_words() -> None:
    commands = [Command(name, hint, int) for name, hint in (("Theme: Dark", "View"), ("Add a dark dish", ""))]
    assert [one.name for one in matching(commands, "dar")] == ["Theme: Dark", "Add a dark dish"]
    assert [one.name for one in matching(commands, "view da")] == ["Theme: Dark"]
    assert [one.name for one in matching(commands, "add")] == ["Add a dark dish"]
    assert list(matching(commands, "ark")) == []
