"""How the window stood when it was closed: its place and size, its columns, the page of its middle."""

from PySide6.QtCore import QPoint, QRect, QSettings, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget, QWidget

from ui.base.look import READABLE
from ui.base.on_screen import put_on_screen, screen_at

PLACE_KEY, WHOLE_KEY, COLUMNS_KEY, TAB_KEY = "window_place", "window_whole_screen", "window_columns", "window_tab"
USUAL = QSize(1280, 800)  # [px]
BAR = QPoint(100, 10)  # [px] a place on the bar of the window, by which it can be moved
MIDDLE, RIGHT = 400, 380  # [px] what plan and nutrition want at the smallest text of normal size


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

    def __init__(self, settings: QSettings, window: QMainWindow, columns: QSplitter, middle: QTabWidget) -> None:
        self._settings = settings
        self._window, self._columns, self._middle = window, columns, middle
        self._moved = False
        self._forgotten = False
        columns.splitterMoved.connect(self._take_columns)

    def restore(self) -> None:
        """Whatever the settings say that makes no sense is passed over."""
        put_where_it_was(self._window, self._settings)
        tab = str(self._settings.value(TAB_KEY, ""))
        if tab.isdecimal() and int(tab) < self._middle.count():
            self._middle.setCurrentIndex(int(tab))

    def arrange_columns(self, foods: int) -> None:
        """As the user had them; else from what the column of foods wants [px]."""
        handles = self._columns.handleWidth() * (self._columns.count() - 1)
        points = self._window.font().pointSizeF()
        start = column_widths(self._columns.width() - handles, foods, points)
        kept = _numbers(self._settings, COLUMNS_KEY)
        self._moved = len(kept) == self._columns.count() and min(kept) > 0
        self._columns.setSizes(kept if self._moved else start)

    def keep(self) -> None:
        """Keeps how the window stands for the next start."""
        if self._forgotten:
            return
        place = QRect(self._window.pos(), self._window.size())  # the place of its frame, as a move wants it
        if self._window.isMaximized():
            place = self._window.normalGeometry()
        self._settings.setValue(PLACE_KEY, " ".join(map(str, place.getRect())))  # type: ignore[call-overload]
        self._settings.setValue(WHOLE_KEY, "true" if self._window.isMaximized() else "false")
        self._settings.setValue(TAB_KEY, self._middle.currentIndex())
        if self._moved:
            self._settings.setValue(COLUMNS_KEY, " ".join(map(str, self._columns.sizes())))
        self._settings.sync()

    def forget(self) -> None:
        """Keeps nothing from now on: the user has deleted everything."""
        self._forgotten = True

    def _take_columns(self) -> None:
        self._moved = True


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
