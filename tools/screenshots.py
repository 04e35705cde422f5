"""Makes the pictures of the guide: the real window, the real planner, one fixed document, light and dark.

Run as ``python -m tools.screenshots [NAME ...]``, with no screen needed; without names, all of them. The same code,
foods and fonts give the same pictures, as long as the guard of the search does not cut a plan short.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"

from PySide6.QtCore import QLocale, QSettings
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from planner.document.document import Stored
from planner.files.store import save
from planner.foods.foods_csv import read_catalogue
from planner.plan.stored_form import plan_to_fixed
from tools import scenes
from ui.base.look import Theme
from ui.base.on_screen import FRAME
from ui.profile.person_pages import TARGETS
from ui.profile.profile_dialog import HABITS, HOUSEHOLD
from ui.window.app import build
from ui.workspace import planning_job
from ui.workspace.planner_calls import WarmPlanner

PICTURES = scenes.ROOT / "ui" / "guide" / "images"
SIZE = (1280, 800)  # [px]
VEIL = 110  # of 255: how much the window is darkened behind a dialog


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
    planning_job.SECONDS_LEAST = scenes.SECONDS
    font = app.font()
    font.setFamily("DejaVu Sans")
    app.setFont(font)
    to.mkdir(parents=True, exist_ok=True)
    catalogue = read_catalogue(scenes.FOODS)
    for number, (document, shows) in enumerate(ALL):
        chosen = {name: show for name, show in shows.items() if name in wished}
        if not chosen:
            continue
        plan = scenes.plan_of(catalogue, document)
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


def _pictures(app: QApplication, path: Path, shows: Mapping[str, scenes.Show], theme: Theme, to: Path) -> None:
    """Opens the window on a document and takes its pictures."""
    settings = QSettings(str(path.with_name("settings.ini")), QSettings.Format.IniFormat)
    built = build(app, scenes.FOODS, path, settings, WarmPlanner(), today=lambda: scenes.TODAY)
    window = built.window
    built.look.set_theme(theme)
    window.resize(*SIZE)
    window.show()
    scenes.until(lambda: built.workspace.catalogue is not None and not built.workspace.planning)
    for name, show in shows.items():
        scenes.rest(built)
        dialog = show(built)
        scenes.settle()
        picture = _over(window.grab(), dialog)
        file = to / f"{name}-{theme.value}.png"
        if not picture.save(str(file)):
            raise OSError(f"{file} cannot be written")
        print(file)
        if dialog is not None:
            scenes.close(dialog)
    window.close()
    window.deleteLater()
    built.look.deleteLater()
    scenes.settle()


def _over(picture: QPixmap, dialog: QWidget | None) -> QPixmap:
    """The window, and a dialog in its middle where there is one."""
    if dialog is None:
        return picture
    dialog.resize(dialog.size().boundedTo(picture.size()))
    scenes.settle()
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


SHOWS: Mapping[str, scenes.Show] = MappingProxyType(
    {
        "window": scenes.search,
        "portion": scenes.chosen,
        "first-start": scenes.first_start,
        "overview": scenes.overview,
        "nutrient": scenes.nutrient,
        "shopping": scenes.shopping,
        "targets": scenes.profile(TARGETS),
        "household": scenes.profile(HOUSEHOLD),
        "habits": scenes.profile(HABITS),
        "own-food": scenes.own_food,
        "own-dish": scenes.own_dish,
        "print": scenes.print_week,
        "swap": scenes.swap,
        "why": scenes.why,
    }
)
ALL = (
    (scenes.DOCUMENT, SHOWS),
    (scenes.TOGETHER, {"together": scenes.together}),
    (scenes.IMPOSSIBLE, {"trouble": scenes.trouble}),
)

if __name__ == "__main__":
    sys.exit(main())
