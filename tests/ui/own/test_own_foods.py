"""Own foods and dishes in the window: entered by hand, checked in words, listed, planned, changed, deleted, undone."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from planner.document.document import Document, FixedPortion, Lock, Stored
from planner.document.document_json import stored_to_text
from planner.editing.own_edits import known_plan, with_own, with_own_food
from planner.files.store import load, save
from planner.foods.catalogue import Catalogue
from planner.foods.nutrients import MAGNESIUM
from planner.own.dish import OwnDish, Weighed, dish_problems
from planner.own.food import OwnFood
from planner.own.label_checks import NoNumberError, problems_of
from planner.plan.plan import Plan, totals
from tests.planner.own_examples import bowl, with_amounts, yogurt
from tests.ui.clicks import click, press, write
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.base.look import TARGET
from ui.foods.food_rows import OWN_GROUP
from ui.own.label_figures import EnergyFigure
from ui.own.own_dish_dialog import OwnDishDialog
from ui.own.own_food_dialog import Entry, OwnFoodDialog
from ui.window.app import Built

NAME = '<b>Oat</b> yogurt & "more"'
LABEL = {"energy_kcal": "100", "fat_g": "4", "carb_g": "10", "fiber_g": "2", "protein_g": "5", "salt_g": "0,25"}


def shown(qtbot: QtBot, dialog: QDialog) -> None:
    """Shows a dialog that the test, not its closing, deletes."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()


@pytest.fixture
def dialog(qtbot: QtBot) -> OwnFoodDialog:
    made = OwnFoodDialog(lambda own: problems_of(own, ["Rye bread"]))
    shown(qtbot, made)
    return made


def fill(dialog: OwnFoodDialog, **figures: str) -> None:
    """A right label, with these figures changed."""
    dialog.name.clear()
    write(dialog.name, NAME)
    dialog.kind.setCurrentIndex(dialog.kind.findData("plant_yogurt"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    dialog.measure.setText("pot")
    dialog.grams.setText("150")
    click_box(dialog.diet.buttons["vegan"])
    click_box(dialog.has.boxes["none"])
    for key, text in (LABEL | figures).items():
        dialog.figures.figures[key].edit.setText(text)


def click_box(button: QAbstractButton) -> None:
    press(button, Qt.Key.Key_Space)


def accept(dialog: QDialog) -> None:
    """Presses the button that keeps what was entered."""
    box = dialog.buttons  # type: ignore[attr-defined]
    click(box.button(box.StandardButton.Ok))


# The food dialog


def test_that_a_label_typed_by_hand_becomes_a_food(qtbot: QtBot, dialog: OwnFoodDialog) -> None:
    fill(dialog)
    dialog.price.setText("6.5")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    entry: Entry = chosen.args[0]
    assert (entry.food.name, entry.food.group, entry.food.step_g) == (NAME, "Plant milks", 150.0)
    assert dict(entry.food.amounts) == {
        "energy_kcal": 100.0,
        "fat_g": 4.0,
        "carb_g": 10.0,
        "fiber_g": 2.0,
        "protein_g": 5.0,
        "salt_g": 0.25,
    }
    assert (entry.price_per_kg, entry.loved) == (6.5, True)


@pytest.mark.parametrize(
    ("figures", "field", "words"),
    [
        ({"energy_kcal": "400"}, "energy_kcal", "give about 100 kcal"),
        ({"energy_kcal": ""}, "energy_kcal", "Energy is needed"),
        ({"protein_g": "900"}, "protein_g", "cannot be"),
        ({"protein_g": "-5"}, "protein_g", "below zero"),
        ({"magnesium_mg": "lots"}, "magnesium_mg", "not a number"),
        ({"calcium_mg": "1,234"}, "calcium_mg", "two ways"),
        ({"salt_g": "5", "sodium_mg": "5"}, "salt_g", "2000 mg of sodium"),
    ],
)
def test_that_a_wrong_figure_is_said_beside_its_field_and_nothing_is_kept(
    qtbot: QtBot, dialog: OwnFoodDialog, figures: dict[str, str], field: str, words: str
) -> None:
    fill(dialog, **figures)
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    assert words in dialog.problem(field)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.figures.figures[field].edit


@pytest.mark.parametrize(
    ("name", "words"), [("", "Give it a name"), ("x" * 301, "301 characters"), ("rye  BREAD", "already")]
)
def test_that_a_wrong_name_is_refused_in_words(qtbot: QtBot, dialog: OwnFoodDialog, name: str, words: str) -> None:
    fill(dialog)
    dialog.name.setText(name)
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    assert words in dialog.problem("name")


def test_that_an_empty_dialog_asks_for_every_answer_it_needs(qtbot: QtBot, dialog: OwnFoodDialog) -> None:
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    asked = [
        field for field in ("name", "group", "portion", "diet", "allergens", "energy_kcal") if dialog.problem(field)
    ]
    assert asked == ["name", "group", "portion", "diet", "allergens", "energy_kcal"]


def test_that_allergens_must_be_answered_and_none_excludes_the_others(qtbot: QtBot, dialog: OwnFoodDialog) -> None:
    fill(dialog)
    click_box(dialog.has.boxes["soy"])
    assert dialog.has.words == {"soy"}
    click_box(dialog.has.boxes["none"])
    assert dialog.has.words == {"none"}
    click_box(dialog.has.boxes["none"])
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    assert "None of these" in dialog.problem("allergens")


def test_that_a_problem_is_no_longer_said_once_it_is_gone(qtbot: QtBot, dialog: OwnFoodDialog) -> None:
    fill(dialog, energy_kcal="400")
    accept(dialog)
    dialog.figures.figures["energy_kcal"].edit.setText("100")
    with qtbot.waitSignal(dialog.chosen):
        accept(dialog)


def test_that_fish_is_asked_for_its_mercury_and_nothing_else_is(dialog: OwnFoodDialog) -> None:
    fill(dialog)
    assert not dialog.mercury.isVisible()
    dialog.kind.setCurrentIndex(dialog.kind.findData("fish"))
    dialog.kind.activated.emit(dialog.kind.currentIndex())
    assert dialog.mercury.isVisible()


def test_that_the_mercury_of_anything_with_fish_in_it_is_asked(dialog: OwnFoodDialog) -> None:
    fill(dialog)
    click_box(dialog.has.boxes["fish"])
    assert dialog.mercury.isVisible()
    click_box(dialog.has.boxes["fish"])
    assert not dialog.mercury.isVisible()


@pytest.mark.parametrize(
    ("answer", "flags"), [("gluten", {"gluten"}), ("gluten_free", {"gluten_free"}), ("unknown", set())]
)
def test_that_gluten_is_known_only_when_it_is_said(
    qtbot: QtBot, dialog: OwnFoodDialog, answer: str, flags: set[str]
) -> None:
    fill(dialog)
    assert dialog.gluten.word == "unknown"
    click_box(dialog.gluten.buttons[answer])
    click_box(dialog.has.boxes["grapefruit"])
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    assert chosen.args[0].food.flags == flags | {"grapefruit"}


OWN = replace(
    yogurt(per="portion", flags=frozenset({"fortified"}), oxalate="low", metric="ml", familiarity=3, min_steps=2),
    amounts=dict(with_amounts(calcium_mg=23.375, magnesium_mg=None).amounts),
)


@pytest.mark.parametrize(
    "own",
    [
        OWN,
        yogurt(roles=frozenset({"yogurt", "dip"}), group="Soy foods"),  # as only an import has it
        yogurt(
            group="Fish and seafood",
            roles=frozenset({"fish"}),
            diet="pescatarian",
            allergens=frozenset({"fish"}),
            flags=frozenset({"raw_fish"}),
            mercury="moderate",
        ),
        yogurt(flags=frozenset({"gluten_free", "listeria", "vitamin_k2", "grapefruit", "oats"})),
    ],
)
def test_that_a_food_that_is_opened_and_kept_is_the_same(qtbot: QtBot, own: OwnFood) -> None:
    dialog = OwnFoodDialog(problems_of, own, 4.25)
    shown(qtbot, dialog)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    assert chosen.args[0] == Entry(own, 4.25, False)


def targets_too_small(dialog: QWidget) -> list[str]:
    return [
        child.accessibleName() or child.objectName()
        for child in dialog.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and child.objectName() != "qt_spinbox_lineedit"  # a part of a field that is large enough
        and (child.height() < TARGET or child.width() < TARGET)
    ]


def nameless(dialog: QWidget) -> list[str]:
    return [
        type(child).__name__
        for child in dialog.findChildren(QWidget)
        if child.isVisible()
        and child.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not child.accessibleName()
        and child.objectName() != "qt_spinbox_lineedit"
    ]


def test_that_everything_in_the_dialogs_is_large_enough_and_has_a_name(
    qtbot: QtBot, dialog: OwnFoodDialog, catalogue: Catalogue
) -> None:
    dish = OwnDishDialog(dish_problems, catalogue.foods, bowl())
    shown(qtbot, dish)
    for each in (dialog, dish):
        assert (targets_too_small(each), nameless(each)) == ([], [])
        assert each.width() <= 1280
        assert each.height() <= 760


# The dish dialog


def test_that_a_dish_is_put_together_by_keyboard(qtbot: QtBot, catalogue: Catalogue) -> None:
    dialog = OwnDishDialog(lambda own: dish_problems(own, catalogue.foods), catalogue.foods)
    shown(qtbot, dialog)
    write(dialog.search, "lentils, boiled")
    press(dialog.search, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.found
    press(dialog.found, Qt.Key.Key_Return)
    (lentils,) = dialog.ingredients
    assert dialog.focusWidget() is lentils.grams
    write(lentils.grams, "400")
    press(lentils.grams, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.search
    assert dialog.problem("name") == ""  # nothing pressed the button meanwhile
    write(dialog.name, "Lentils for two")
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    assert "what kind" in dialog.problem("kind")
    dialog.kind.setCurrentIndex(dialog.kind.findData("stew"))
    dialog.method.setPlainText("Boil.\n\n  Salt   lightly.  ")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    own: OwnDish = chosen.args[0]
    assert (own.name, own.kind, own.servings) == ("Lentils for two", "stew", 2)
    assert own.ingredients == (Weighed(lentils.food_id, 400.0),)
    assert own.method == ("Boil.", "Salt lightly.")


def test_that_a_dish_that_is_opened_and_kept_is_the_same(qtbot: QtBot, catalogue: Catalogue) -> None:
    own = bowl(water_g=120.5, minutes=7, weekly_max=9, method=("One.", "Two."), heated=True)
    own = replace(own, ingredients=(Weighed("lentils", 1234.5678), Weighed("spinach_cooked", 100 / 3)))
    dialog = OwnDishDialog(lambda own: dish_problems(own, catalogue.foods), catalogue.foods, own)
    shown(qtbot, dialog)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    assert chosen.args[0] == own


def test_that_a_food_taken_out_of_a_dish_is_gone_and_the_serving_says_so(qtbot: QtBot, catalogue: Catalogue) -> None:
    dialog = OwnDishDialog(lambda own: dish_problems(own, catalogue.foods), catalogue.foods, bowl())
    shown(qtbot, dialog)
    before = dialog._serving.text()
    assert "290 g" in before
    click(dialog.ingredients[1].out)
    assert [each.food_id for each in dialog.ingredients] == ["lentils"]
    assert "200 g" in dialog._serving.text()
    dialog.ingredients[0].grams.setText("a lot")
    with qtbot.assertNotEmitted(dialog.chosen):
        accept(dialog)
    assert "not a number" in dialog.problem("ingredients")


# In the window


def ready(held: HeldPlanner, built: Built, qtbot: QtBot, plan: Plan) -> None:
    """Answers the first call of the planner."""
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(plan))
    qtbot.waitUntil(lambda: built.workspace.plan is not None and not built.workspace.stale)


def open_food(built: Built) -> OwnFoodDialog:
    built.window.own.add_food.trigger()
    return next(child for child in built.window.findChildren(OwnFoodDialog) if child.isVisible())


def own_names(built: Built) -> list[str]:
    return [row.name for group in built.window.foods.model.groups if group.title == OWN_GROUP for row in group.rows]


def test_that_a_food_from_a_label_is_listed_loved_planned_again_and_undone(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    built = open_window(held)
    ready(held, built, qtbot, day_plan)
    dialog = open_food(built)
    fill(dialog)
    accept(dialog)
    document = built.workspace.document
    (own,) = document.own_foods
    assert own.id == "own_b_oat_b_yogurt_more"
    assert document.taste(own.id) == "love"
    assert own_names(built) == [NAME]
    assert built.window.foods.model.groups[0].title == OWN_GROUP
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert held.calls[1].document == document
    built.workspace.save()
    kept = load(document_path)
    assert kept is not None
    assert kept.document.own_foods == (own,)
    built.workspace.undo()
    assert built.workspace.document.own_foods == ()
    assert own_names(built) == []


def test_that_the_planner_gets_the_identical_catalogue_until_a_food_changes(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner
) -> None:
    workspace = open_workspace(held)
    assert workspace.catalogue is workspace.shipped
    workspace.edit_foods("Add", with_own_food(workspace.document, yogurt()))
    first = workspace.catalogue
    assert first is not None
    assert "own_yogurt" in first
    workspace.rate(["own_yogurt"], "like")
    assert workspace.catalogue is first
    workspace.edit_foods("Change", with_own_food(workspace.document, with_amounts(magnesium_mg=50.0)))
    assert workspace.catalogue is not first
    workspace.undo()
    assert workspace.catalogue is first


def plan_with(own: OwnFood, catalogue: Catalogue, day_plan: Plan) -> Plan:
    """The day with the own food in place of the first of its snack."""
    food = with_own(catalogue, Document(own_foods=(own,)))[own.id]
    (day,) = day_plan.days
    snack = day.meals[-1]
    portions = (replace(snack.portions[0], food=food, steps=1), *snack.portions[1:])
    return Plan((replace(day, meals=(*day.meals[:-1], replace(snack, portions=portions))),))


def test_that_a_changed_food_changes_the_plan_on_screen_at_once(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, catalogue: Catalogue, day_plan: Plan
) -> None:
    workspace = open_workspace(held)
    workspace.edit_foods("Add", with_own_food(workspace.document, yogurt()))
    qtbot.waitUntil(lambda: bool(held.calls) and bool(held.calls[-1].document.own_foods))  # the kept one was asked too
    held.calls[-1].answer(solved(plan_with(yogurt(), catalogue, day_plan)))
    qtbot.waitUntil(lambda: workspace.plan is not None)
    workspace.edit_foods("Change", with_own_food(workspace.document, with_amounts(magnesium_mg=80.0)))
    assert workspace.plan is not None
    portions = [portion for day in workspace.plan.days for portion in day.portions if portion.food.own]
    assert totals(portions)[MAGNESIUM].amount == 120.0


def test_that_deleting_a_planned_food_makes_the_plan_again_without_it_and_undo_brings_it_back(
    qtbot: QtBot,
    open_window: OpenWindow,
    held: HeldPlanner,
    catalogue: Catalogue,
    day_plan: Plan,
    document_path: Path,
) -> None:
    lock = Lock(1, "snack", None, (FixedPortion("yogurt", "own_yogurt", 1),))
    dish = bowl(ingredients=(Weighed("lentils", 300.0), Weighed("own_yogurt", 100.0)))
    save(document_path, Stored(Document(days=1, own_foods=(yogurt(),), own_dishes=(dish,), locks=(lock,))))
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(plan_with(yogurt(), catalogue, day_plan)))
    qtbot.waitUntil(lambda: built.workspace.plan is not None and not built.workspace.stale)
    before = built.workspace.document
    assert own_names(built) == [dish.name, yogurt().name]

    menu = QMenu()
    qtbot.addWidget(menu)
    built.window.own.fill_menu(menu, ["own_yogurt"])
    delete = next(action for action in menu.actions() if action.text().startswith("Delete"))
    delete.trigger()
    document = built.workspace.document
    assert not [*document.own_foods, *document.own_dishes, *document.locks]
    said = built.window.notice.text
    assert yogurt().name in said
    assert dish.name in said
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    call = held.calls[1]
    assert call.before is not None
    assert all(portion.food.id in catalogue for day in call.before.days for portion in day.portions)
    built.workspace.undo()
    assert built.workspace.document == before
    assert built.workspace.plan is not None
    assert built.workspace.plan.steps("own_yogurt") == 1
    assert not built.workspace.stale


def test_that_only_own_foods_can_be_changed_or_deleted_by_the_menu(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=1, own_foods=(yogurt(),), own_dishes=(bowl(),))))
    built = open_window(held)
    entries = {}
    for ids in (["own_yogurt"], ["own_bowl"], ["lentils"], ["own_yogurt", "own_bowl"], []):
        menu = QMenu()
        qtbot.addWidget(menu)
        built.window.own.fill_menu(menu, ids)
        entries[" ".join(ids)] = [action.text() for action in menu.actions() if action.text()]
    assert entries == {
        "own_yogurt": ["Change this food …", "Delete this food"],
        "own_bowl": ["Change this dish …", "Delete this dish"],
        "lentils": [],
        "own_yogurt own_bowl": [],
        "": [],
    }


def test_that_a_lock_that_a_changed_food_no_longer_fits_is_opened_with_a_word(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    lock = Lock(1, "snack", None, (FixedPortion("yogurt", "own_yogurt", 2),))
    save(document_path, Stored(Document(days=1, own_foods=(yogurt(),), locks=(lock,))))
    built = open_window(held)
    assert built.workspace.document.locks == (lock,)
    built.window.own.keep_food(Entry(yogurt(max_steps=1), None, False))
    assert not built.workspace.document.locks


def test_that_an_imported_copy_brings_its_own_foods_and_leaves_the_present_ones(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, tmp_path: Path
) -> None:
    save(document_path, Stored(Document(days=1, own_foods=(yogurt(),))))
    built = open_window(held)
    copy = tmp_path / "copy.json"
    other = yogurt(id="own_other", name="Other yogurt")
    taken = Document(days=1, own_foods=(other,)).with_taste("own_yogurt", "love")
    copy.write_text(stored_to_text(Stored(taken)), encoding="utf-8")
    built.window.data.import_copy(copy)
    qtbot.waitUntil(lambda: own_names(built) == ["Other yogurt"], timeout=PATIENCE)
    assert "No longer among the foods: own_yogurt." in built.window.notice.text


def test_that_planning_does_not_wipe_out_what_was_said_of_other_things(open_window: OpenWindow) -> None:
    window = open_window().window
    window.say("No longer among the foods: own_yogurt.", False)
    window.line.said.emit("Planning day 2 of 7")
    assert window.notice.text == "No longer among the foods: own_yogurt.\nPlanning day 2 of 7"
    window.line.ended.emit()
    assert window.notice.text == "No longer among the foods: own_yogurt."


def test_that_a_name_with_html_is_shown_as_it_was_typed(
    open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=1, own_foods=(yogurt(name=NAME),))))
    built = open_window(held)
    assert own_names(built) == [NAME]
    built.window.own.delete("own_yogurt")
    labels = [child for child in built.window.findChildren(QLabel) if NAME in child.text()]
    assert all(child.textFormat() == Qt.TextFormat.PlainText for child in labels)


def test_that_known_plans_are_left_alone(day_plan: Plan, catalogue: Catalogue) -> None:
    assert known_plan(day_plan, catalogue) is day_plan


def test_that_a_kept_dish_of_a_food_that_left_the_table_is_told_and_kept(
    open_window: OpenWindow, held: HeldPlanner, document_path: Path
) -> None:
    dish = bowl(ingredients=(Weighed("manna", 300.0),))
    save(document_path, Stored(Document(days=1, own_dishes=(dish,))))
    built = open_window(held)
    assert "Left out, because a food of it is missing: Lentil bowl of ours." in built.window.notice.text
    assert built.workspace.document.own_dishes == (dish,)
    assert own_names(built) == []


def test_that_energy_can_be_typed_in_kilojoules(dialog: OwnFoodDialog) -> None:
    energy = dialog.figures.figures["energy_kcal"]
    assert isinstance(energy, EnergyFigure)
    write(energy.kj, "1619")
    assert energy.edit.text() == "386.95"  # 1619 / 4.184
    energy.kj.clear()
    write(energy.kj, "1.000")
    assert "two ways" in energy.problem
    with pytest.raises(NoNumberError):
        energy.amount()
    energy.edit.clear()
    write(energy.edit, "100")
    assert energy.kj.text() == "418"
    assert energy.amount() == 100.0


def test_that_a_third_typed_as_a_fraction_is_kept_and_shown_as_one(qtbot: QtBot, dialog: OwnFoodDialog) -> None:
    fill(dialog)
    dialog.quantity.clear()
    write(dialog.quantity, "1/3")
    with qtbot.waitSignal(dialog.chosen) as chosen:
        accept(dialog)
    food = chosen.args[0].food
    assert food.step == pytest.approx(1 / 3, abs=1e-12)
    again = OwnFoodDialog(lambda own: (), food)
    shown(qtbot, again)
    assert again.quantity.text() == "⅓"
