"""How the window stood when it was closed: its place and size, its columns, and the page on screen."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from ui.base.look import READABLE
from ui.base.on_screen import put_on_screen, screen_at

if TYPE_CHECKING:
    from ui.window.frame import Frame  # slow to load, and the first paint waits for this module

PLACE_KEY, WHOLE_KEY, COLUMNS_KEY, PAGE_KEY = "window_place", "window_whole_screen", "window_beside", "window_page"
USUAL = QSize(1280, 800)  # [px]
BAR = QPoint(100, 10)  # [px] a place on the bar of the window, by which it can be moved
BESIDE = ("foods", "inspector")  # the columns whose widths are kept
WIDEST = 0.45  # of the window: the inspector beside a page
MIDDLE, RIGHT = 400, 320  # [px] what plan and nutrition want at the smallest text of normal size


def column_widths(width: int, foods: int, points: float) -> list[int]:
    """The widths the three columns start with [px], of so much in all; ``foods`` is what the first one wants.

    Plan and nutrition want more with larger text [pt]. What is left over goes to the plan; where there is too little,
    each gives way by the same share.
    """
    scale = max(1.0, points / READABLE)
    wanted = [foods, round(MIDDLE * scale), round(RIGHT * scale)]
    short = width / sum(wanted)
    if short < 1:
        wanted = [int(column * short) for column in wanted]
    return [wanted[0], width - wanted[0] - wanted[2], wanted[2]]


class WindowState:
    """Keeps and restores it; columns only where the user has moved them, else they follow the text."""

    def __init__(self, settings: QSettings, window: QMainWindow, frame: "Frame") -> None:
        self._settings = settings
        self._window, self._columns, self._frame = window, frame.splitter, frame
        self._foods = 0  # [px] what the foods want
        self._moved: dict[str, int] = {}  # [px] the widths the user gave to what stands beside the page
        self._forgotten = False
        self._columns.splitterMoved.connect(self._take_columns)
        frame.arranged.connect(self._arrange)

    def restore(self) -> None:
        """Whatever the settings say that makes no sense is passed over."""
        put_where_it_was(self._window, self._settings)
        kept = _numbers(self._settings, COLUMNS_KEY)
        if len(kept) == len(BESIDE) and min(kept) >= 0:
            self._moved = {name: width for name, width in zip(BESIDE, kept, strict=True) if width > 0}
        page = self._frame.pages.get(str(self._settings.value(PAGE_KEY, "")))
        if page is not None:
            self._frame.show_page(page.id)

    def arrange_columns(self, foods: int) -> None:
        """As the user had them; else from what the column of foods wants [px]."""
        self._foods = foods
        self._arrange()

    def _arrange(self) -> None:
        """The foods and the inspector as wide as they are wanted; the page has the rest."""
        frame = self._frame
        foods, page, inspector = (pane.isVisibleTo(self._columns) for pane in _panes(frame))
        room = self._columns.width() - self._columns.handleWidth() * (foods + page + inspector - 1)
        if not self._foods or room <= 0:
            return
        points = self._window.font().pointSizeF()
        left, _middle, right = column_widths(room, self._foods, points)
        if not (foods and page):
            right = min(round(RIGHT * max(1.0, points / READABLE)), round(WIDEST * room))
        left, right = self._moved.get(BESIDE[0], left), self._moved.get(BESIDE[1], right)
        right = right if inspector else 0
        if not page:
            self._columns.setSizes([room - right if foods else 0, 0, right if foods else room])
            return
        left = left if foods else 0
        self._columns.setSizes([left, max(0, room - left - right), right])

    def keep(self) -> None:
        """Keeps how the window stands for the next start."""
        if self._forgotten:
            return
        place = QRect(self._window.pos(), self._window.size())  # the place of its frame, as a move wants it
        if self._window.isMaximized():
            place = self._window.normalGeometry()
        self._settings.setValue(PLACE_KEY, " ".join(map(str, place.getRect())))  # type: ignore[call-overload]
        self._settings.setValue(WHOLE_KEY, "true" if self._window.isMaximized() else "false")
        self._settings.setValue(PAGE_KEY, self._frame.page)
        if self._moved:
            self._settings.setValue(COLUMNS_KEY, " ".join(str(self._moved.get(name, 0)) for name in BESIDE))
        self._settings.sync()

    def forget(self) -> None:
        """Keeps nothing from now on: the user has deleted everything."""
        self._forgotten = True

    def _take_columns(self) -> None:
        """What the user has moved; a pane that fills the window says nothing of the width it wants beside a page."""
        foods, page, inspector = (pane.isVisibleTo(self._columns) for pane in _panes(self._frame))
        left, _middle, right = self._columns.sizes()
        if foods and page:
            self._moved[BESIDE[0]] = left
        if inspector and (foods or page):
            self._moved[BESIDE[1]] = right


def _panes(frame: "Frame") -> tuple[QWidget, QWidget, QWidget]:
    return frame.foods, frame.stack, frame.inspector


def put_where_it_was(window: QWidget, settings: QSettings) -> None:
    """Gives a window that is not shown yet the place and size of the last one."""
    place = _numbers(settings, PLACE_KEY)
    if len(place) == 4 and min(place[2:]) > 0:
        _put(window, QRect(*place))
    else:
        put_on_screen(window, USUAL)
    if settings.value(WHOLE_KEY, "") == "true":
        window.setWindowState(Qt.WindowState.WindowMaximized)  # for when it is shown


def _put(window: QWidget, place: QRect) -> None:
    """Where it was, if that is still on a screen, and as far as there is room for it."""
    screen = screen_at(place.topLeft() + BAR)
    if screen is None:
        put_on_screen(window, place.size())
        return
    window.setScreen(screen)
    put_on_screen(window, place.size(), place.topLeft())


def _numbers(settings: QSettings, key: str) -> list[int]:
    words = str(settings.value(key, "")).split()
    return [int(word) for word in words if len(word) < 6 and word.lstrip("-").isdecimal()]
