"""Makes the pictures of the guide: the real window, the real planner, one fixed document, light and dark.

Run as ``python -m tools.screenshots [NAME ...]``, with no screen needed; without names, all of them. The same code,
foods and fonts give the same pictures, as long as the guard of the search does not cut a plan short.
"""

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from planner.optimise.request import Request

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"

from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QSettings
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from planner.document.document import Document, FixedPortion, Habits, Lock, Person, Stored
from planner.document.list_choices import ListChoices
from planner.files.store import save
from planner.foods import nutrients
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.own.dish import OwnDish, Weighed
from planner.own.food import OwnFood
from planner.plan.outcomes import Solved
from planner.plan.plan import Plan
from planner.plan.stored_form import plan_to_fixed
from planner.planner import make_plan
from ui.base.look import Theme
from ui.base.on_screen import FRAME
from ui.plan.portion_dialogs import SwapDialog
from ui.profile.person_pages import TARGETS
from ui.profile.profile_dialog import HABITS, HOUSEHOLD, ProfileDialog
from ui.window.app import Built, build
from ui.window.frame import WEEK
from ui.window.main_window import SHOPPING
from ui.workspace import planning_job
from ui.workspace.planner_calls import WarmPlanner

ROOT = Path(__file__).parent.parent
FOODS = ROOT / "foods.csv"
PICTURES = ROOT / "ui" / "guide" / "images"
SIZE = (1280, 800)  # [px]
VEIL = 110  # of 255: how much the window is darkened behind a dialog
PATIENCE = 600.0  # [s] for anything the planner answers
SECONDS = 600.0  # the guard of the search: far more than it needs, so that it cuts nothing short
DOCUMENT = Document(
    profile=Profile("female", 52, 165.0, 68.0, "low active", diet="vegetarian", allergens=frozenset({"shellfish"})),
    tastes=MappingProxyType(
        {"spinach_cooked": "love", "oatmeal_cooked": "love", "banana": "like", "tofu_firm": "never", "lentils": "like"}
    ),
    wishes=MappingProxyType({"pumpkin_seeds": 3}),
    days=7,
    start=date(2026, 11, 23),
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
    start=date(2026, 11, 23),
    shopping=ListChoices(packs="us"),
)

Show = Callable[[Built], QWidget | None]  # brings something on screen; the dialog to draw over the window, if any


def main() -> int:
    """Makes the pictures asked for and says which."""
    parser = argparse.ArgumentParser(prog="python -m tools.screenshots", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--to", type=Path, default=PICTURES, help="folder of the pictures")
    options = parser.parse_args()
    known = [name for _, shows in ALL for name in shows]
    if unknown := set(options.names) - set(known):
        print(f"There is no picture called {', '.join(sorted(unknown))}.", file=sys.stderr)
        return 2
    wished = options.names or known
    QLocale.setDefault(QLocale("en_US"))
    with tempfile.TemporaryDirectory() as folder:
        _make(wished, Path(folder), options.to)
    return 0


def _make(wished: Sequence[str], folder: Path, to: Path) -> None:
    app = QApplication(["magnolia", "-platform", f"offscreen:configfile={_screen(folder)}"])
    app.setCursorFlashTime(0)
    planning_job.SECONDS_LEAST = SECONDS
    font = app.font()
    font.setFamily("DejaVu Sans")
    app.setFont(font)
    to.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue(FOODS)
    for number, (document, shows) in enumerate(ALL):
        chosen = {name: show for name, show in shows.items() if name in wished}
        if not chosen:
            continue
        plan = _plan(catalogue, document)
        for theme in (Theme.LIGHT, Theme.DARK):
            path = folder / f"{number}-{theme.value}" / "document.json"
            path.parent.mkdir()
            save(path, Stored(document, plan_to_fixed(plan) if plan else ()))
            _pictures(app, path, chosen, theme, to)


def _screen(folder: Path) -> Path:
    """A screen with room for a window as large as the pictures, and no more: nothing is larger than its screen."""
    wide, high = FRAME.left() + FRAME.right(), FRAME.top() + FRAME.bottom()
    screen = {"name": "screen", "x": 0, "y": 0, "width": SIZE[0] + wide, "height": SIZE[1] + high}
    path = folder / "screen.json"
    path.write_text(json.dumps({"screens": [{**screen, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    return path


def _pictures(app: QApplication, path: Path, shows: Mapping[str, Show], theme: Theme, to: Path) -> None:
    """Opens the window on a document and takes its pictures."""
    settings = QSettings(str(path.with_name("settings.ini")), QSettings.Format.IniFormat)
    built = build(app, FOODS, path, settings, WarmPlanner())
    window = built.window
    built.look.set_theme(theme)
    window.resize(*SIZE)
    window.show()
    _until(lambda: built.workspace.catalogue is not None and not built.workspace.planning)
    for name, show in shows.items():
        _rest(built)
        dialog = show(built)
        _settle()
        picture = _over(window.grab(), dialog)
        file = to / f"{name}-{theme.value}.png"
        if not picture.save(str(file)):
            raise OSError(f"{file} cannot be written")
        print(file)
        if dialog is not None:
            _close(dialog)
    window.close()
    window.deleteLater()
    built.look.deleteLater()
    _settle()


def _plan(catalogue: Catalogue, document: Document) -> Plan | None:
    outcome = make_plan(catalogue, Request(document, seconds=SECONDS))
    return outcome.plan if isinstance(outcome, Solved) else None


def _rest(built: Built) -> None:
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
    _settle()


def _over(picture: QPixmap, dialog: QWidget | None) -> QPixmap:
    """The window, and a dialog in its middle where there is one."""
    if dialog is None:
        return picture
    dialog.resize(dialog.size().boundedTo(picture.size()))
    _settle()
    shown = dialog.grab()
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, VEIL))
    place = shown.rect()
    place.moveCenter(picture.rect().center())
    painter.drawPixmap(place.topLeft(), shown)
    painter.setPen(dialog.palette().dark().color())
    painter.drawRect(place.adjusted(0, 0, -1, -1))
    painter.end()
    return picture


def _close(dialog: QWidget) -> None:
    if isinstance(dialog, QDialog):
        QDialog.reject(dialog)
    dialog.close()
    dialog.deleteLater()
    _settle()


def _settle() -> None:
    """Lets everything that is due happen."""
    for _ in range(5):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _until(claim: Callable[[], bool]) -> None:
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
    _settle()


def _opened(built: Built, kind: type[QWidget] = QDialog) -> QWidget:
    """The dialog that was opened last."""
    found = [child for child in built.window.findChildren(kind) if child.isVisible()]
    if not found:
        raise LookupError(f"no {kind.__name__} was opened")
    return found[-1]


# What is shown


def _window(built: Built) -> None:
    built.window.foods.search.setText("spin")


def _chosen(built: Built) -> None:
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
    _settle()
    card.portions[0].face.setFocus()
    _settle()


def _first_start(built: Built) -> None:
    built.window.open_first_start()


def _overview(built: Built) -> None:
    built.window.plan.show_overview(True)


def _nutrient(built: Built) -> None:
    built.window.nutrition.open_nutrient(nutrients.MAGNESIUM)


def _swap(built: Built) -> QWidget:
    _chosen(built)
    place = built.window.plan.chosen
    if place is None:
        raise LookupError("no portion is chosen")
    built.window.editing.ask_swap(place)
    dialog = _opened(built, SwapDialog)
    if isinstance(dialog, SwapDialog):
        _until(lambda: bool(dialog.rows))
    return dialog


def _why(built: Built) -> QWidget:
    built.window.why.trigger()
    panel = built.window.asking.panel
    if panel is None:
        raise LookupError("the panel was not opened")
    panel.questions[1].click()  # the first is about a reach, which a guard of time may cut short
    _until(lambda: not panel.thinking)
    return panel


def _shopping(built: Built) -> None:
    built.window.show_page(SHOPPING)


def _print(built: Built) -> QWidget:
    built.window.open_print("week")
    return _opened(built)


def _own_food(built: Built) -> QWidget:
    built.window.own.open_food(YOGURT)
    return _opened(built)


def _own_dish(built: Built) -> QWidget:
    built.window.own.open_dish(SOUP)
    return _opened(built)


def _profile(page: str) -> Show:
    def show(built: Built) -> QWidget:
        document = replace(built.workspace.document, people=(BEN,)) if page == HOUSEHOLD else built.workspace.document
        names = {food.id: food.name for food in built.workspace.catalogue or ()}
        dialog = ProfileDialog(document, names, lambda decided: None, built.window, page)
        dialog.open()
        return dialog

    return show


def _together(built: Built) -> None:
    _until(lambda: not built.window.serving.waiting)


def _trouble(built: Built) -> None:
    """Raises: LookupError: if there is a plan after all."""
    if built.workspace.explanation is None:
        raise LookupError("the document was to leave no plan")


SHOWS: Mapping[str, Show] = MappingProxyType(
    {
        "window": _window,
        "portion": _chosen,
        "first-start": _first_start,
        "overview": _overview,
        "nutrient": _nutrient,
        "shopping": _shopping,
        "targets": _profile(TARGETS),
        "household": _profile(HOUSEHOLD),
        "habits": _profile(HABITS),
        "own-food": _own_food,
        "own-dish": _own_dish,
        "print": _print,
        "swap": _swap,
        "why": _why,
    }
)
ALL = ((DOCUMENT, SHOWS), (TOGETHER, {"together": _together}), (IMPOSSIBLE, {"trouble": _trouble}))

if __name__ == "__main__":
    sys.exit(main())
