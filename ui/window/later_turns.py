"""Drawing what nobody sees, in turns of the event loop of its own."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer


class LaterTurns(QObject):
    """Draws hidden pages one a turn: a click waits for what is on screen, and the next click for one page at most.

    A page that comes on screen, or is read from, is drawn before that (``flush``).
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._waiting: dict[str, Callable[[], object]] = {}
        self._painted = False  # since the last wish: what is on screen comes first
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._go_on)

    def draw(self, page: str, seen: bool, draw: Callable[[], object]) -> None:
        """Draws a page at once where it is seen, else in a turn to come; the newest wish counts."""
        self._waiting.pop(page, None)
        if seen:
            draw()
            return
        self._waiting[page] = draw
        self._painted = False
        if not self._turn.isActive():
            self._turn.start()

    def flush(self) -> None:
        """Draws here and now all that waits."""
        while self._waiting:
            self._draw_one()

    def _go_on(self) -> None:
        if self._painted:
            self._draw_one()
        self._painted = True
        if self._waiting:
            self._turn.start()

    def _draw_one(self) -> None:
        if self._waiting:
            self._waiting.pop(next(iter(self._waiting)))()
