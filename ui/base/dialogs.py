"""What every dialog is: no larger than the screen, its buttons in reach, and careful with what was written in it."""

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QMessageBox, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.look import GRID
from ui.base.on_screen import OnScreen, Scrolled, put_on_screen, room_for
from ui.base.widgets import close_buttons

_UNKNOWN = object()


class Dialog(QDialog):
    """A window beside the main one. Every dialog of the program is one.

    Its content is scrolled where the screen is small, its buttons are not. Esc, the close button of the window and
    Cancel all come to ``reject``, which asks first where something was written.
    """

    question = _("Throw away what you wrote here?")
    leave_word, stay_word = _("Discard"), _("Keep writing")

    def __init__(self, title: str, parent: QWidget | None = None, wished: QSize | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._wished = wished
        self._scrolled: Scrolled | None = None
        self._as_opened: object = _UNKNOWN
        self._leaving: QMessageBox | None = None
        self._on_screen = OnScreen(self)

    def wish(self, size: QSize) -> None:
        """The size it has where there is room."""
        self._wished = size

    def put(self, content: QLayout, below: QLayout | None = None, margins: QMargins | None = None) -> None:
        """Arranges the content, which is scrolled where there is no room, over what must always be in reach."""
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(content)
        content.setContentsMargins(0, 0, 0, 0)
        self._scrolled = Scrolled(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(margins or QMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID))
        layout.setSpacing(GRID)
        layout.addWidget(self._scrolled, 1)
        if below is not None:
            layout.addLayout(below)

    def hold(self, view: QWidget) -> None:
        """Shows a view in which all is kept at once, so that there is nothing to confirm, over a button that closes."""
        content, below = QVBoxLayout(), QVBoxLayout()
        content.addWidget(view)
        buttons, close = close_buttons(self.reject)
        close.setAutoDefault(False)
        below.addWidget(buttons)
        self.put(content, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    # Its size

    def showEvent(self, event: QShowEvent) -> None:
        if not event.spontaneous() and self._as_opened is _UNKNOWN:
            self.remember()
        super().showEvent(event)

    def setVisible(self, visible: bool) -> None:
        if visible and not self.isVisible():
            self._take_room()
        super().setVisible(visible)

    def _take_room(self) -> None:
        """As large as it wishes, at least as its content needs, at most as the screen allows."""
        self.ensurePolished()
        room = room_for(self).size()
        if self._wished is not None:
            self.resize(self._wished.expandedTo(self.minimumSize()).boundedTo(room))
        elif not self.testAttribute(Qt.WidgetAttribute.WA_Resized):
            self.adjustSize()
        layout = self.layout()
        if self._scrolled is not None and layout is not None:
            for _turn in range(2):  # a wider one may be lower
                layout.activate()
                put_on_screen(self, self.size() + self._scrolled.missing())

    # What was written

    def answers(self) -> object:
        """What is written and chosen here, to be compared with what was when it opened."""
        return None

    def remember(self) -> None:
        """What is answered now is what one may leave without being asked."""
        self._as_opened = self.answers()

    def reject(self) -> None:
        """Closes at once when nothing was changed; else asks, so that a slip of the hand loses nothing."""
        if self._as_opened is _UNKNOWN or self.answers() == self._as_opened:
            super().reject()
            return
        if self._leaving is not None:
            return
        box = QMessageBox(self)
        self._leaving = box
        box.setText(self.question)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        leave = box.addButton(self.leave_word, QMessageBox.ButtonRole.DestructiveRole)
        stay = box.addButton(self.stay_word, QMessageBox.ButtonRole.RejectRole)
        for button in (leave, stay):
            button.setAccessibleName(button.text())
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        box.finished.connect(self._left)
        box.buttonClicked.connect(lambda pressed: super(Dialog, self).reject() if pressed is leave else None)
        box.open()

    def _left(self) -> None:
        self._leaving = None
