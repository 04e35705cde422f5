"""What can be brought on screen: documents with a plan, every page and dialog of the real window over them.

The pictures of the guide, the pictures of every screen size, and the test of their layout go through these.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.document.document import Document, FixedPortion, Habits, Lock, Person
from planner.document.list_choices import ListChoices
from planner.editing.plan_changes import Place
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.imports.foods import import_from_bytes
from planner.imports.recipe_files import recipe_from_text
from planner.imports.recipes import drafts_of
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.optimise.request import Request
from planner.own.dish import OwnDish, Weighed
from planner.own.food import OwnFood
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.planner import make_plan
from ui.base.reading_file import ReadingDialog
from ui.help.keys import show_keys
from ui.imports.foods_dialog import FoodsDialog
from ui.imports.paste_dialog import PasteDialog
from ui.imports.recipes_dialog import RecipesDialog
from ui.plan.portion_dialogs import SwapDialog
from ui.profile.people_page import PersonDialog
from ui.profile.person_pages import BODY, FOOD, HEALTH, TARGETS, YOU
from ui.profile.profile_dialog import DRINKS, HABITS, HOUSEHOLD, ProfileDialog
from ui.window.app import Built
from ui.window.crash_dialog import show_sentence
from ui.window.documents import NameDialog
from ui.window.frame import FOODS as FOODS_PAGE
from ui.window.frame import WEEK
from ui.window.main_window import COOK, NOW, NUTRITION, PROGRESS, SHOPPING

ROOT = Path(__file__).parent.parent
FOODS = ROOT / "foods.csv"
PROFILE_PAGES = (YOU, BODY, FOOD, HEALTH, TARGETS, HOUSEHOLD, HABITS, DRINKS)
PATIENCE = 600.0  # [s] for anything the planner answers
SECONDS = 600.0  # the guard of the search: far more than it needs, so that it cuts nothing short
TODAY = date(2026, 11, 23)
DOCUMENT = Document(
    profile=Profile("female", 52, 165.0, 68.0, "low active", diet="vegetarian", allergens=frozenset({"shellfish"})),
    tastes=MappingProxyType(
        {"spinach_cooked": "love", "oatmeal_cooked": "love", "banana": "like", "tofu_firm": "never", "lentils": "like"}
    ),
    wishes=MappingProxyType({"pumpkin_seeds": 3}),
    days=7,
    start=TODAY,
    habits=Habits(leftovers=True),
    shopping=ListChoices(packs="us"),
)
BEN = Person("Ben", Profile("male", 55, 183.0, 84.0, "active"), never=frozenset({"okra_cooked"}))
YOGURT = OwnFood(
    "own_oat_yogurt",
    "Oat yogurt",
    "Plant milks",
    roles=frozenset({"yogurt"}),
    measure="pot",
    step=1.0,
    step_g=150.0,
    diet="vegan",
    allergens=frozenset(),
    label="eu",
    amounts=MappingProxyType({"energy_kcal": 62.0, "protein_g": 1.1, "fat_g": 2.5, "carb_g": 8.2, "fiber_g": 1.0}),
)
SOUP = OwnDish(
    "own_lentil_soup",
    "Lentil soup with spinach",
    "soup",
    servings=4,
    minutes=40,
    weekly_max=3,
    ingredients=(Weighed("lentils", 400.0), Weighed("spinach_cooked", 180.0)),
    water_g=600.0,
    method=("Boil the lentils until they are soft.", "Stir in the spinach."),
)
TOGETHER = replace(DOCUMENT, days=1, people=(BEN,))
IMPOSSIBLE = Document(
    targets=MappingProxyType({"sodium_mg": OwnTarget(most=800.0)}),
    locks=(Lock(1, "lunch", None, (FixedPortion("soup", "potato_soup", 3),)),),
    start=TODAY,
    shopping=ListChoices(packs="us"),
)

Show = Callable[[Built], QWidget | None]  # brings something on screen; the dialog to draw over the window, if any
Shows = Mapping[str, Show]


def plan_of(catalogue: Catalogue, document: Document) -> Plan | None:
    outcome = make_plan(catalogue, Request(document, seconds=SECONDS))
    return outcome.plan if isinstance(outcome, Solved) else None


def rest(built: Built) -> None:
    """The window as it opens: the first day, all foods, all nutrients."""
    window = built.window
    window.left.setCurrentWidget(window.foods)
    window.show_page(WEEK)
    window.plan.wish_overview(True)
    window.plan.choose_day(1)
    window.nutrition.show_mean(False)
    window.nutrition.show_all()
    window.foods.search.clear()
    window.foods.tree.setFocus()
    settle()


def close(dialog: QWidget) -> None:
    """Closes a dialog without asking whether to keep what is written; one that the window keeps stays with it."""
    if isinstance(dialog, QDialog):
        QDialog.reject(dialog)
    dialog.close()
    if dialog.testAttribute(Qt.WidgetAttribute.WA_DeleteOnClose):
        dialog.deleteLater()
    settle()


def settle() -> None:
    """Lets everything that is due happen."""
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def until(claim: Callable[[], bool]) -> None:
    """Waits for the planner.

    Raises:
        TimeoutError: if it takes longer than ``PATIENCE``.
    """
    end = time.monotonic() + PATIENCE
    while not claim():
        if time.monotonic() > end:
            raise TimeoutError("the window did not come to rest")
        QApplication.processEvents()
        time.sleep(0.01)
    settle()


def opened(built: Built, kind: type[QWidget] = QDialog) -> QWidget:
    """The dialog that was opened last."""
    found = [child for child in built.window.findChildren(kind) if child.isVisible()]
    if not found:
        raise LookupError(f"no {kind.__name__} was opened")
    return found[-1]


# What is shown


def search(built: Built) -> None:
    built.window.foods.search.setText("spin")


def chosen(built: Built) -> None:
    """The first food of lunch, with all that can be done with it."""
    view = built.window.plan
    day = view.day
    if day is None:
        raise LookupError("there is no plan")
    view.show_meal(1, "lunch")
    card = view.card("lunch")
    if card is None:
        raise LookupError("there is no lunch")
    built.window.activateWindow()
    settle()
    card.portions[0].face.setFocus()
    settle()


def first_start(built: Built) -> None:
    built.window.open_first_start()


def overview(built: Built) -> None:
    built.window.plan.show_overview(True)


def nutrient(built: Built) -> None:
    built.window.nutrition.open_nutrient(nutrients.MAGNESIUM)


def swap(built: Built) -> QWidget:
    chosen(built)
    place = built.window.plan.chosen
    if place is None:
        raise LookupError("no portion is chosen")
    built.window.editing.ask_swap(place)
    dialog = opened(built, SwapDialog)
    if isinstance(dialog, SwapDialog):
        until(lambda: bool(dialog.rows))
    return dialog


def why(built: Built) -> QWidget:
    built.window.why.trigger()
    panel = built.window.asking.panel
    if panel is None:
        raise LookupError("the panel was not opened")
    panel.questions[1].click()  # the first is about a reach, which a guard of time may cut short
    until(lambda: not panel.thinking)
    return panel


def held_back(built: Built) -> QWidget:
    built.window.held_back.trigger()
    panel = built.window.asking.panel
    if panel is None:
        raise LookupError("the panel was not opened")
    until(lambda: not panel.thinking)
    return panel


def shopping(built: Built) -> None:
    built.window.show_page(SHOPPING)


def print_week(built: Built) -> QWidget:
    built.window.open_print("week")
    return opened(built)


def own_food(built: Built) -> QWidget:
    built.window.own.open_food(YOGURT)
    return opened(built)


def own_dish(built: Built) -> QWidget:
    built.window.own.open_dish(SOUP)
    return opened(built)


def profile(page: str) -> Show:
    def show(built: Built) -> QWidget:
        document = replace(built.workspace.document, people=(BEN,)) if page == HOUSEHOLD else built.workspace.document
        names = {food.id: food.name for food in built.workspace.catalogue or ()}
        dialog = ProfileDialog(document, names, lambda decided: None, built.window, page)
        dialog.open()
        return dialog

    return show


def together(built: Built) -> None:
    until(lambda: not built.window.serving.waiting)


def trouble(built: Built) -> None:
    """Raises: LookupError: if there is a plan after all."""
    if built.workspace.explanation is None:
        raise LookupError("the document was to leave no plan")


# Every page and dialog


def page(name: str) -> Show:
    """A page of the window."""

    def show(built: Built) -> QWidget | None:
        built.window.show_page(name)
        return None

    return show


def day(built: Built) -> None:
    """One day in large cards."""
    built.window.plan.wish_overview(False)


def sheet(built: Built) -> None:
    """The inspector in place of the page, where it does not stand beside it."""
    built.window.plan.choose_meal(1, "dinner")
    built.window.frame.show_sheet(True)


def pinned(built: Built) -> None:
    """The foods beside the week, with a food chosen."""
    built.window.frame.pin_foods(True)
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("spinach_cooked"))


def dialog(open_it: Callable[[Built], object]) -> Show:
    """A dialog that the window opens."""

    def show(built: Built) -> QWidget:
        open_it(built)
        return opened(built)

    return show


def _place(built: Built) -> Place:
    plan = built.window.plan
    if plan.day is None or (meal := plan.day.meal("lunch")) is None:
        raise LookupError("there is no lunch")
    return Place(1, "lunch", meal.portions[0].food.id)


def _food(built: Built) -> None:
    foods = built.window.foods
    foods.tree.setCurrentIndex(foods.model.index_of("spinach_cooked"))
    foods.show_details()


def _table(built: Built) -> None:
    text = b"name,kcal,fibre,magnesium (mg)\nSeeds,500,9,300\n"
    found = import_from_bytes(text, "foods.csv", Catalogue({}, (), ()), Document())
    FoodsDialog(found, None, built.window).open()


def _recipes(built: Built) -> None:
    if built.workspace.catalogue is None:
        raise LookupError("the foods are not read")
    read = recipe_from_text("Soup\n\nIngredients\n250 g lentils\n1 dragon\n\nMethod\nBoil.")
    found = drafts_of(read, built.workspace.catalogue, Document())
    RecipesDialog(found, built.workspace.catalogue, Document, built.window).open()


def entry(page_id: str) -> Show:
    """What an entry of the sidebar stands for: a page, or a dialog."""

    def show(built: Built) -> QWidget | None:
        built.window.frame.choose(page_id)
        found = [child for child in built.window.findChildren(QDialog) if child.isVisible()]
        return found[-1] if found else None

    return show


PAGES: Shows = MappingProxyType(
    {
        "week": overview,
        "day": day,
        "portion": chosen,
        "sheet": sheet,
        "pinned": pinned,
        "foods": page(FOODS_PAGE),
        "shopping": shopping,
        "cook": page(COOK),
        "nutrition": page(NUTRITION),
        "nutrient": nutrient,
        "progress": page(PROGRESS),
        "first-start": first_start,
    }
)
DIALOGS: Shows = MappingProxyType(
    {
        **{f"profile-{number}": profile(name) for number, name in enumerate(PROFILE_PAGES, start=1)},
        "person": dialog(lambda built: PersonDialog(BEN, set(), {}, "us", built.window).open()),
        "own-food": own_food,
        "own-dish": own_dish,
        "add-food": dialog(lambda built: built.window.editing.ask_add(1, "lunch")),
        "something-else": dialog(lambda built: built.window.editing.ask_other(1, "lunch")),
        "move": dialog(lambda built: built.window.editing.ask_move(_place(built))),
        "another-meal": dialog(lambda built: built.window.editing.ask_another(1, "lunch")),
        "move-meal": dialog(lambda built: built.window.editing.ask_move_meal(1, "lunch")),
        "find": dialog(lambda built: built.window.open_find()),
        "swap": swap,
        "why": why,
        "held-back": held_back,
        "food": dialog(_food),
        "now": entry(NOW),
        "print": print_week,
        "export": dialog(lambda built: built.window.open_export()),
        "keys": dialog(lambda built: show_keys(built.window)),
        "guide": dialog(lambda built: built.window.help.guide.trigger()),
        "about": dialog(lambda built: built.window.help.about.trigger()),
        "import": dialog(_table),
        "recipes": dialog(_recipes),
        "paste": dialog(lambda built: PasteDialog(built.window).open()),
        "reading": dialog(lambda built: ReadingDialog("foods.csv", built.window).open()),
        "name": dialog(lambda built: NameDialog("Name", "Anna Smith", "Save", built.window).open()),
        "sentence": dialog(lambda built: show_sentence("Something went wrong. " * 20, "details", built.window)),
    }
)
