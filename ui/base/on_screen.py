"""No window is larger than the room there is on its screen: what does not fit is scrolled, never cut off."""

from PySide6.QtCore import QEvent, QMargins, QObject, QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

FRAME = QMargins(8, 40, 8, 8)  # [px] what a window manager may put around a window; known once it is on screen
SOON = 250  # [ms] until a window manager has put its frame around a new window
LEAST = QSize(160, 80)  # [px] of what is scrolled, in a window that has no room for it


def available(screen: QScreen) -> QRect:
    """The room of a screen [px] without its bars and docks."""
    return screen.availableGeometry()


def frame_of(window: QWidget) -> QMargins:
    """The frame around a window [px]: its own once it has one, else a usual one."""
    outer, inner = window.frameGeometry(), window.geometry()
    made = QMargins(
        inner.left() - outer.left(),
        inner.top() - outer.top(),
        outer.right() - inner.right(),
        outer.bottom() - inner.bottom(),
    )
    return made if window.isVisible() and not made.isNull() else FRAME


def room_for(window: QWidget) -> QRect:
    """Where the inside of a window may be [px], so that its frame is on the screen, too."""
    return available(window.screen()) - frame_of(window)


def put_on_screen(window: QWidget, wished: QSize | None = None, corner: QPoint | None = None) -> None:
    """Gives a window a size and the place of its frame, or its own ones, as far as there is room for them.

    A window over the whole screen is left as it is.
    """
    if window.windowState() & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen):
        return
    frame = frame_of(window)
    room = room_for(window)
    size = (wished or window.size()).boundedTo(room.size())
    if size != window.size():
        window.resize(size)
    if corner is None and not window.isVisible():
        return  # the window manager finds a place
    outer = QRect(corner or window.pos(), size.grownBy(frame))
    there = available(window.screen())
    left = max(there.left(), min(outer.left(), there.right() - outer.width() + 1))
    top = max(there.top(), min(outer.top(), there.bottom() - outer.height() + 1))
    if (left, top) != (window.pos().x(), window.pos().y()):
        window.move(left, top)


def screen_at(point: QPoint) -> QScreen | None:
    """The screen that has this point; None where none has."""
    return QGuiApplication.screenAt(point)


class OnScreen(QObject):
    """Keeps one window on its screen: when it is shown, when it has its frame, and when the screen is another one."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._screen: QScreen | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(SOON)
        self._later.timeout.connect(self._fit)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and not event.spontaneous():
            self._shown()
        return super().eventFilter(watched, event)

    def _shown(self) -> None:
        put_on_screen(self._window)
        handle = self._window.windowHandle()
        if handle is not None and self._screen is None:
            handle.screenChanged.connect(self._watch)
        self._watch(self._window.screen())

    def _watch(self, screen: QScreen) -> None:
        if screen is not self._screen:
            if self._screen is not None:
                self._screen.availableGeometryChanged.disconnect(self._later.start)
            self._screen = screen
            screen.availableGeometryChanged.connect(self._later.start)
        self._later.start()

    def _fit(self) -> None:
        if self._window.isVisible():
            put_on_screen(self._window)


class Scrolled(QScrollArea):
    """Asks for the room its content wants, and scrolls it where there is less."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self._content = content
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:
        return self._content.sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._content.minimumSizeHint().boundedTo(LEAST)

    def missing(self) -> QSize:
        """How much larger it would have to be to scroll nothing [px]."""
        content, there = self._content, self.maximumViewportSize()
        least = content.minimumSizeHint().expandedTo(content.minimumSize())
        width = max(least.width(), there.width())
        layout = content.layout()
        tall = layout.hasHeightForWidth() if layout is not None else content.hasHeightForWidth()
        height = max(least.height(), content.heightForWidth(width) if tall else 0)
        return QSize(max(0, width - there.width()), max(0, height - there.height()))
