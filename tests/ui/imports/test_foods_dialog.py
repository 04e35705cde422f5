"""A table of foods in the window: shown before it is taken, asked for once, put right, taken as one edit."""

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.imports.foods import Import, import_from_bytes
from planner.own.food import food_of
from tests.ui.clicks import click, write
from tests.ui.conftest import FOODS, HeldPlanner, OpenWindow
from ui.imports.foods_dialog import FoodsDialog


def own_names(document: Document) -> list[str]:
    return [own.name for own in document.own_foods]


CASES = Path(__file__).parents[2] / "planner" / "imports" / "files"
NO_FOODS = Catalogue({}, (), ())


def test_that_a_file_of_foods_is_shown_before_it_is_taken_and_taken_as_one_edit(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, tmp_path: Path
) -> None:
    built = open_window(held)
    head, first, second, *_ = FOODS.read_text(encoding="utf-8").split("\n")
    lines = [
        head,
        first.replace("Adzuki beans, boiled", "Beans of ours").replace("adzuki", "our"),
        second,
        "wrong,line",
    ]
    path = tmp_path / "mine.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with qtbot.waitSignal(built.window.imports.reading.read):
        built.window.imports.read_file(path)
    dialog = next(child for child in built.window.findChildren(FoodsDialog) if child.isVisible())
    assert "1 food of mine.csv" in dialog.summary.text()
    assert dialog.foods.count() == 1
    assert dialog.foods.item(0).text().startswith("Beans of ours: ½ cup")
    said = [dialog.problems.item(row).text() for row in range(dialog.problems.count())]
    assert [line.split(":")[0] for line in said] == ["Line 3", "Line 4"]
    assert built.workspace.document.own_foods == ()
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    assert own_names(built.workspace.document) == ["Beans of ours"]
    assert built.workspace.history.undo_name == "Import 1 food"


def test_that_a_file_that_cannot_be_used_is_said_and_changes_nothing(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, tmp_path: Path
) -> None:
    built = open_window(held)
    path = tmp_path / "mine.csv"
    path.write_bytes(b"hello")
    with qtbot.waitSignal(built.window.imports.reading.failed):
        built.window.imports.read_file(path)
    said = "No food was added. mine.csv: line 1 names no column for a name or energy"
    qtbot.waitUntil(lambda: built.window.notice.text.startswith(said))  # that planning goes on may stand below
    assert not [child for child in built.window.findChildren(FoodsDialog) if child.isVisible()]


def dialog_of(qtbot: QtBot, content: bytes) -> FoodsDialog:
    def read(dialect: object, answers: object, stop: object, progress: object) -> Import:
        return import_from_bytes(content, "mine.csv", NO_FOODS, Document(), dialect=dialect, answers=answers)  # type: ignore[arg-type]

    dialog = FoodsDialog(import_from_bytes(content, "mine.csv", NO_FOODS, Document()), read)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: FoodsDialog, box: str, word: str) -> None:
    combo = getattr(dialog, box)
    combo.setCurrentIndex(combo.findData(word))
    combo.activated.emit(combo.currentIndex())


def test_that_what_a_table_does_not_say_is_asked_once_for_all_its_rows(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot, (CASES / "openfoodfacts.csv").read_bytes())
    assert "Open Food Facts" in "".join(each.text() for each in dialog.findChildren(type(dialog.summary)))
    assert "1 more waits" in dialog.summary.text()
    assert not dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled()
    choose(dialog, "kind", "cereal")
    choose(dialog, "diet", "vegan")
    qtbot.waitUntil(lambda: len(dialog.found.foods) == 1)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    (own,) = chosen.args[0].foods
    assert food_of(own).amounts[MAGNESIUM] == 140


def test_that_a_column_can_be_put_right(qtbot: QtBot) -> None:
    dialog = dialog_of(qtbot, b"name,kcal,Mg,per\nSeeds,500,0.3,1\n")
    choose(dialog, "per", "100 g")
    choose(dialog, "kind", "seeds")
    choose(dialog, "diet", "vegan")
    write(dialog.portion, "10")
    click(dialog.allergens.boxes["none"])
    qtbot.waitUntil(lambda: len(dialog.found.foods) == 1)
    assert MAGNESIUM not in food_of(dialog.found.foods[0]).amounts
    dialog.preview.setCurrentCell(0, 2)
    choose(dialog, "meaning", "magnesium_mg")
    choose(dialog, "unit", "g")
    qtbot.waitUntil(lambda: food_of(dialog.found.foods[0]).amounts.get(MAGNESIUM) == 300)


def test_that_a_number_that_can_be_read_in_two_ways_is_taken_when_its_sign_is_said(qtbot: QtBot) -> None:
    text = (
        (CASES / "salt_column.csv")
        .read_text(encoding="utf-8")
        .replace("54.5,1.4", '"1,234",1')
        .replace("6.5,1.2,38.7,8.1", "7,1,39,8")
    )
    dialog = dialog_of(qtbot, text.encode())
    assert "two ways" in dialog.problems.item(0).text()
    choose(dialog, "decimal", ",")
    qtbot.waitUntil(lambda: [own.amounts["magnesium_mg"] for own in dialog.found.foods] == [1.234])


def test_that_own_foods_go_out_and_come_back_through_the_menu(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, tmp_path: Path
) -> None:
    built = open_window(held)
    built.window.imports.template_to(tmp_path / "template.csv")
    with qtbot.waitSignal(built.window.imports.reading.read):
        built.window.imports.read_file(tmp_path / "template.csv")
    dialog = next(each for each in built.window.findChildren(FoodsDialog) if each.isVisible())
    click(dialog.buttons.button(dialog.buttons.StandardButton.Ok))
    foods = built.workspace.document.own_foods
    assert [own.name for own in foods] == ["Example: rye bread"]
    built.window.imports.export_to(tmp_path / "mine.csv")
    content = (tmp_path / "mine.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert import_from_bytes(content, "mine.csv", NO_FOODS, Document()).foods == foods
