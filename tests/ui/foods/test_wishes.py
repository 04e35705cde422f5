"""Foods wished for at least so many days a week, and the changes offered where there is no plan."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from planner.document.document import Document, Stored
from planner.editing.edits import foods_to_add
from planner.files.store import load, save
from planner.needs.profile import Profile
from planner.plan.outcomes import Explanation, Infeasible, Repair
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from tests.ui.clicks import click
from tests.ui.conftest import PATIENCE, HeldPlanner, OpenWindow, OpenWorkspace, solved
from ui.window.app import Built
from ui.workspace.workspace import Workspace


def ready(qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, plan: Plan) -> Workspace:
    """A workspace whose first plan is on screen."""
    workspace = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(solved(plan))
    qtbot.waitUntil(lambda: not workspace.stale)
    return workspace


def test_that_a_wish_for_many_foods_is_one_edit_with_a_name_and_is_planned(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.wish(["kale_cooked", "almonds"], 3)
    assert workspace.history.undo_name == "Eat 2 foods at least 3 times a week"
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    assert dict(held.calls[1].document.wishes) == {"kale_cooked": 3, "almonds": 3}
    workspace.save()
    stored = load(document_path)
    assert stored is not None
    assert stored.document.wishes == workspace.document.wishes
    workspace.undo()
    assert workspace.document.wishes == {}
    assert workspace.plan is day_plan
    assert not workspace.stale


def test_that_taking_a_wish_back_keeps_the_plan(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=1).with_wish("kale_cooked", 3)))
    workspace = ready(qtbot, open_workspace, held, day_plan)
    workspace.wish(["kale_cooked"], 0)
    assert workspace.history.undo_name == "Take back the wish for “Kale, cooked”"
    assert not workspace.stale
    assert workspace.plan is day_plan
    workspace.wish(["kale_cooked"], 0)
    assert workspace.history.undo_name == "Take back the wish for “Kale, cooked”"
    workspace.undo()
    assert not workspace.history.can_undo


def test_that_a_food_that_is_left_out_cannot_be_wished_and_says_why(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, day_plan: Plan, document_path: Path
) -> None:
    document = Document(days=1, profile=Profile(allergens=frozenset({"soy"}))).with_taste("almonds", "never")
    save(document_path, Stored(document))
    workspace = ready(qtbot, open_workspace, held, day_plan)
    said: list[tuple[str, bool]] = []
    workspace.notice.connect(lambda sentence, undoable: said.append((sentence, undoable)))
    workspace.wish(["tofu_firm"], 2)
    assert said == [("“Tofu, firm” cannot be in the plan at least 2 times a week. Not planned: has soy.", False)]
    workspace.wish(["almonds"], 1)
    assert said[-1] == ("“Almonds” cannot be in the plan at least once a week. You rated it never.", False)
    assert not workspace.history.can_undo
    workspace.wish(["almonds", "tofu_firm", "kale_cooked"], 2)
    assert dict(workspace.document.wishes) == {"kale_cooked": 2}
    assert said[-1][0].startswith("2 of these foods are left out of every plan")
    assert said[-1][1]


def test_that_a_wish_made_by_mouse_is_in_the_document_and_the_row(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))
    built = open_window(held)
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("kale_cooked"))
    click(foods.wish)
    foods.wish.menu_of_wishes.actions()[2].trigger()
    foods.wish.menu_of_wishes.close()
    assert dict(built.workspace.document.wishes) == {"kale_cooked": 2}
    assert foods.wish.text() == "At least 2 times a week"
    assert built.window.undo.text() == "Undo eat “Kale, cooked” at least 2 times a week"


def test_that_the_menu_adds_a_food_to_a_meal_of_the_day_on_screen(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, document_path: Path, day_plan: Plan
) -> None:
    save(document_path, Stored(Document(days=1), plan_to_fixed(day_plan)))
    built = open_window(held)
    workspace, window = built.workspace, built.window
    kitchen = workspace.portions.kitchen()
    assert kitchen is not None
    food = foods_to_add(kitchen, 1, "lunch")[0]
    window.foods.tree.setCurrentIndex(window.foods.model.index_of(food.id))
    click(window.foods.more)
    adds = [action.text() for action in window.foods.menu.actions() if action.text().startswith("Add to")]
    assert adds == [f"Add to Day 1 {name}" for name in ("breakfast", "lunch", "dinner", "snack")]
    next(one for one in window.foods.menu.actions() if one.text() == "Add to Day 1 lunch").trigger()
    window.foods.menu.close()
    assert workspace.history.undo_name == f"Add “{food.name}” to Day 1 lunch"
    assert food.id in {portion.food for lock in workspace.document.locks for portion in lock.portions}


# Changes after which there is a plan


def troubled(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, *repairs: Repair) -> Built:
    """A window that shows why there is no plan."""
    built = open_window(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    held.calls[0].answer(Infeasible(Explanation({}, ("It cannot be.",), repairs=repairs), 0.1))
    qtbot.waitUntil(built.window.plan.trouble.isVisible)
    return built


def test_that_each_repair_has_a_button_and_pressing_it_is_an_edit(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner, day_plan: Plan
) -> None:
    first = Repair("Allow almonds", Document(days=1).with_taste("almonds", "rarely"), 1.0)
    second = Repair("Open the lock on <b>dinner</b>", Document(days=1).with_taste("almonds", "like"), 2.0)
    built = troubled(qtbot, open_window, held, first, second)
    panel = built.window.plan.trouble
    assert [button.sentence for button in panel.repairs] == [first.name, second.name]
    before = built.workspace.document
    click(panel.repairs[1])
    assert built.workspace.document == second.document
    assert built.workspace.history.undo_name == second.name
    assert not panel.isVisible()
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(solved(day_plan))
    qtbot.waitUntil(lambda: built.workspace.plan is day_plan)
    built.workspace.undo()
    assert built.workspace.document == before


def test_that_trouble_after_an_edit_offers_to_undo_it_and_no_repair_of_an_older_one(
    qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner
) -> None:
    built = troubled(qtbot, open_window, held, Repair("Allow almonds", Document(days=1), 1.0))
    panel = built.window.plan.trouble
    assert not panel.button.isVisible()
    built.workspace.rate(["almonds"], "never")
    qtbot.waitUntil(lambda: len(held.calls) == 2)
    held.calls[1].answer(Infeasible(Explanation({}, ("Still not.",)), 0.1))
    qtbot.waitUntil(panel.isVisible)
    assert panel.repairs == []
    assert panel.button.sentence == "Undo rate “Almonds” as never"
    click(panel.button)
    assert built.workspace.document.tastes == {}


def test_that_a_long_repair_is_wrapped_and_not_cut(qtbot: QtBot, open_window: OpenWindow, held: HeldPlanner) -> None:
    name = "Allow almonds, cashews, pumpkin seeds and 9 more nuts and seeds that you rated never a while ago"
    built = troubled(qtbot, open_window, held, Repair(name, Document(days=1), 1.0))
    (button,) = built.window.plan.trouble.repairs
    qtbot.waitUntil(lambda: button.height() >= button.heightForWidth(button.width()), timeout=PATIENCE)
    assert button.height() >= 2 * button.fontMetrics().height()
    assert button.accessibleName() == name


def test_that_a_first_start_without_a_plan_is_explained_for_all_days(
    qtbot: QtBot, open_workspace: OpenWorkspace, held: HeldPlanner, document_path: Path
) -> None:
    save(document_path, Stored(Document(days=8)))
    workspace = open_workspace(held)
    qtbot.waitUntil(lambda: len(held.calls) == 1)
    assert held.calls[0].document.days == 1
    held.calls[0].answer(Infeasible(Explanation({}, ("Of one day.",)), 0.1))
    qtbot.waitUntil(lambda: len(held.calls) == 2, timeout=PATIENCE)
    assert held.calls[1].document.days == 8
    assert workspace.explanation is None
    held.calls[1].answer(Infeasible(Explanation({}, ("Of eight.",)), 0.1))
    qtbot.waitUntil(lambda: workspace.explanation is not None)
    assert workspace.explanation is not None
    assert workspace.explanation.conflict == ("Of eight.",)
