"""A recipe in the window: pasted, two lines put right, taken as a dish, and planned with like any other."""

from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.editing.own_edits import with_own
from planner.foods.catalogue import Catalogue
from planner.imports.recipe_files import recipe_from_text
from planner.imports.recipes import drafts_of
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.shopping.shopping_list import ShoppingList
from tests.ui.clicks import click, press, write
from tests.ui.conftest import HeldPlanner, OpenWindow, solved
from ui.imports.paste_dialog import PasteDialog
from ui.imports.recipes_dialog import RecipesDialog
from ui.print.print_dialogs import PrintDialog

RECIPE = """Lentil soup

Serves 4

Ingredients
250 g red lentils
2 carrots
300 g dragon root
1 tbsp olive oil
1 tsp salt

Method
Boil all of it.
"""


@pytest.fixture
def dialog(qtbot: QtBot, catalogue: Catalogue) -> RecipesDialog:
    found = drafts_of(recipe_from_text(RECIPE), catalogue, Document())
    made = RecipesDialog(found, catalogue, Document)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.show()
    return made


def ok(dialog: RecipesDialog) -> object:
    return dialog.buttons.button(dialog.buttons.StandardButton.Ok)


def test_that_the_unsure_lines_come_first_and_nothing_is_taken_before_they_were_looked_at(
    dialog: RecipesDialog,
) -> None:
    shown = [dialog.lines.item(at).text() for at in range(dialog.lines.count())]
    assert [text[0] for text in shown] == ["?", "?", "2", "1", "1"]
    assert "dragon root" in shown[0]
    assert dialog.ready() == ()
    assert "2 lines must be looked at" in dialog.problem.text()


def test_that_two_lines_are_put_right_by_search_and_the_dish_is_taken(qtbot: QtBot, dialog: RecipesDialog) -> None:
    dialog.search.selectAll()
    write(dialog.search, "potatoes boiled")
    assert dialog.foods.currentItem().text().startswith("Potatoes")
    assert dialog.grams.text()
    click(dialog.right)
    assert "red lentils" in dialog.line.text()
    dialog.grams.selectAll()
    write(dialog.grams, "750")
    click(dialog.right)
    assert dialog.draft.asks == ()
    assert dialog.serving.text().startswith("In one serving: ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        click(ok(dialog))  # type: ignore[arg-type]
    (dish,), foods, behind = chosen.args
    assert (foods, behind) == ((), ())
    assert {part.food: part.grams for part in dish.ingredients}["lentils"] == 750
    assert "potato_boiled" in dish.foods
    assert dish.method[0] == "Not in the figures: 1 tsp salt."


def test_that_a_line_can_be_left_out_and_all_guesses_accepted(dialog: RecipesDialog) -> None:
    click(dialog.leave)
    click(dialog.accept_all)
    assert len(dialog.ready()) == 1
    assert "300 g dragon root" in dialog.ready()[0].method[0]


def test_that_a_weight_that_is_none_is_said(dialog: RecipesDialog) -> None:
    dialog.grams.selectAll()
    write(dialog.grams, "much")
    click(dialog.right)
    assert "is not a number" in dialog.ask.text()
    assert len(dialog.draft.asks) == 2


def test_that_a_pasted_recipe_becomes_a_dish_of_the_window(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, tmp_path: Path
) -> None:
    built = open_window(held)
    built.window.imports.paste_recipe.trigger()
    paste = next(each for each in built.window.findChildren(PasteDialog) if each.isVisible())
    paste.text.setPlainText(RECIPE.replace("300 g dragon root\n", "").replace("red lentils", "dry lentils"))
    with qtbot.waitSignal(built.window.imports.reading.read):
        click(paste.buttons.button(paste.buttons.StandardButton.Ok))
    dialog = next(each for each in built.window.findChildren(RecipesDialog) if each.isVisible())
    click(ok(dialog))  # type: ignore[arg-type]
    (dish,) = built.workspace.document.own_dishes
    assert built.workspace.history.undo_name == "Import 1 recipe"
    assert built.workspace.catalogue is not None
    assert dish.id in with_own(built.workspace.catalogue, built.workspace.document)
    built.workspace.undo()
    assert built.workspace.document.own_dishes == ()


def test_that_a_pasted_recipe_is_corrected_planned_with_and_printed(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, tmp_path: Path
) -> None:
    built = open_window(held)
    window, workspace = built.window, built.workspace
    window.imports.paste_recipe.trigger()
    paste = next(each for each in window.findChildren(PasteDialog) if each.isVisible())
    paste.text.setPlainText(RECIPE)
    with qtbot.waitSignal(window.imports.reading.read):
        click(paste.buttons.button(paste.buttons.StandardButton.Ok))
    dialog = next(each for each in window.findChildren(RecipesDialog) if each.isVisible())
    dialog.search.selectAll()
    write(dialog.search, "parsnips cooked")
    click(dialog.right)
    dialog.grams.selectAll()
    write(dialog.grams, "750")
    click(dialog.right)
    click(ok(dialog))  # type: ignore[arg-type]
    (dish,) = workspace.document.own_dishes
    assert {part.food for part in dish.ingredients} == {"lentils", "carrots_raw", "parsnips_cooked", "olive_oil"}

    qtbot.waitUntil(lambda: bool(held.calls) and held.calls[-1].document.own_dishes == (dish,))
    catalogue = workspace.catalogue
    assert catalogue is not None
    soup = with_own(catalogue, workspace.document)[dish.id]
    lunch = Meal("lunch", "soup_lunch", (Portion("soup", soup, 2),))
    plan = Plan((Day(1, (lunch,)),))
    held.calls[-1].answer(solved(plan))
    qtbot.waitUntil(lambda: workspace.plan == plan and not workspace.stale)
    window.open_print("list")
    printing = next(each for each in window.findChildren(PrintDialog) if each.isVisible())
    target = tmp_path / "list.pdf"
    printing.save_to(target)
    qtbot.waitUntil(target.is_file)
    printed = "".join(page.extract_text() for page in PdfReader(target).pages)
    for name in ("Lentils, dry", "Olive oil", "Carrots", "Parsnips"):
        assert name in printed
    assert isinstance(printing.sheet, ShoppingList)
    bought = {line.name: line.bought_g for line in printing.sheet.lines}
    assert bought["Lentils, dry"] == pytest.approx(750 / 4 * 0.3309, rel=0.001)  # dry, for a serving of four
    printing.reject()


def test_that_what_is_no_recipe_is_said(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner) -> None:
    built = open_window(held)
    with qtbot.waitSignal(built.window.imports.reading.failed):
        built.window.imports.read_text("Hello")
    qtbot.waitUntil(lambda: built.window.notice.text.startswith("No recipe was added. pasted text: no line in it"))


def test_that_a_source_is_text_that_opens_nothing(qtbot: QtBot, catalogue: Catalogue) -> None:
    cooklang = ">> source: javascript:alert(1)\n>> title: Soup\n@carrots{2} @rice{1%cup}\n"
    found = drafts_of(recipe_from_text(cooklang), catalogue, Document())
    made = RecipesDialog(found, catalogue, Document)
    qtbot.addWidget(made)
    said = [each for each in made.findChildren(QLabel) if "javascript" in each.text()]
    assert said
    assert all(each.textFormat() == Qt.TextFormat.PlainText and not each.openExternalLinks() for each in said)


def test_that_esc_asks_before_corrections_are_lost(qtbot: QtBot, dialog: RecipesDialog) -> None:
    click(dialog.leave)
    press(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
