"""Makes pictures of every page and dialog on every usual screen, and says what is cut, overlaps or lies outside.

Run as ``python -m tools.pictures FOLDER``, with no screen needed. They are for looking at, not for the guide: the real
window, the document of the guide, light and dark, usual and largest text. The exit code is 1 where a fault was found.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["LANGUAGE"] = "en"

from PySide6.QtCore import QLocale, QPoint, QRect, QSettings
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from planner.document.document import Stored
from planner.files.store import save
from planner.foods.foods_csv import read_catalogue
from planner.plan.stored_form import plan_to_fixed
from tools import scenes
from tools.layout_faults import faults
from ui.base import on_screen
from ui.base.look import Theme
from ui.window.app import Built, build
from ui.workspace import planning_job
from ui.workspace.planner_calls import WarmPlanner


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of a size [px] and how many of its dots make one px of the program [%]."""

    width: int
    height: int
    scale: int = 100

    @property
    def room(self) -> tuple[int, int]:
        """What the program has of it [px of the program]."""
        return self.width * 100 // self.scale, self.height * 100 // self.scale

    @property
    def name(self) -> str:
        return f"{self.width}x{self.height}" + (f"-{self.scale}" if self.scale != 100 else "")


SCREENS = (
    Screen(1280, 720),
    Screen(1280, 720, 150),
    Screen(1280, 720, 200),
    Screen(1366, 768),
    Screen(1920, 1080, 150),
    Screen(2560, 1440),
)
TEXTS = (100, 200)  # [%]
SHOWS = {**scenes.PAGES, **scenes.DIALOGS}


def main() -> int:
    """Makes the pictures asked for, and says of each what is wrong with it."""
    parser = argparse.ArgumentParser(prog="python -m tools.pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--of", nargs="+", choices=SHOWS, default=list(SHOWS), help="only these pages and dialogs")
    names = [screen.name for screen in SCREENS]
    parser.add_argument("--screens", nargs="+", choices=names, default=names, help="only these screens")
    parser.add_argument("--themes", nargs="+", choices=("light", "dark"), default=["light", "dark"])
    parser.add_argument("--texts", nargs="+", type=int, choices=TEXTS, default=list(TEXTS), help="only these sizes")
    parser.add_argument("--no-pictures", action="store_true", help="only say what is wrong")
    options = parser.parse_args()
    QLocale.setDefault(QLocale("en_US"))
    app = QApplication(["magnolia"])
    app.setCursorFlashTime(0)
    planning_job.SECONDS_LEAST = scenes.SECONDS
    wrong = 0
    kept = _kept(options.folder)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(kept, folder))
        for screen in (screen for screen in SCREENS if screen.name in options.screens):
            settings = QSettings(str(path.with_name(f"{screen.name}.ini")), QSettings.Format.IniFormat)
            built = _open(app, path, settings, screen)
            for theme in options.themes:
                built.look.set_theme(Theme(theme))
                for text in options.texts:
                    built.look.set_text_size(text)
                    to = None if options.no_pictures else options.folder / screen.name / f"{theme}-{text}"
                    wrong += _pictures(built, screen, options.of, to, f"{screen.name} {theme} {text} %")
            built.window.close()
            built.window.deleteLater()
            built.look.deleteLater()
            scenes.settle()
    return 1 if wrong else 0


def _kept(folder: Path) -> Path:
    """The document with its plan, made once for all pictures; it stays with them for the next ones."""
    path = folder / "document.json"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    plan = scenes.plan_of(read_catalogue(scenes.FOODS), scenes.DOCUMENT)
    save(path, Stored(scenes.DOCUMENT, plan_to_fixed(plan) if plan else ()))
    return path


def _open(app: QApplication, path: Path, settings: QSettings, screen: Screen) -> Built:
    """The window, over the whole of a screen of this size."""
    room = QRect(QPoint(0, 0), QPoint(screen.room[0] - 1, screen.room[1] - 1))
    on_screen.available = lambda screen: room
    built = build(app, scenes.FOODS, path, settings, WarmPlanner(), today=lambda: scenes.TODAY)
    built.window.show()
    built.window.resize(*screen.room)
    scenes.until(lambda: built.workspace.catalogue is not None and not built.workspace.planning)
    return built


def _pictures(built: Built, screen: Screen, names: Sequence[str], to: Path | None, where: str) -> int:
    """Takes the pictures of one window; how many of them have a fault."""
    wrong = 0
    for name in names:
        scenes.rest(built)
        shown = SHOWS[name](built) or built.window
        scenes.settle()
        for fault in (found := faults(shown)):
            print(f"{where}, {name}: {fault}")
        wrong += bool(found)
        if to is not None:
            to.mkdir(parents=True, exist_ok=True)
            _draw(shown, screen).save(str(to / f"{name}.png"))
        if shown is not built.window:
            scenes.close(shown)
        built.window.leave_first_start()
        built.window.frame.show_sheet(False)
    return wrong


def _draw(shown: QWidget, screen: Screen) -> QPixmap:
    """The picture of a window, as sharp as that screen is."""
    ratio = screen.scale / 100
    picture = QPixmap(shown.size() * ratio)
    picture.setDevicePixelRatio(ratio)
    shown.render(picture)
    return picture


if __name__ == "__main__":
    sys.exit(main())
