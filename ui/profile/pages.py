"""The dialog that shows pages beside their names."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QListWidget, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.number_box import Combo
from ui.base.stack import Stack
from ui.base.widgets import keep_buttons, label, scaled

WIDTH, HEIGHT = 1080, 700  # [px] fits a screen of 1280 × 800 with its bars

PAGE_ROW = 40  # [px]

NAMES = 190  # [px] the column with the names of the pages
BESIDE = 800  # [px] a window in which they stand beside the page

Page = tuple[str, QWidget]


class PagesDialog(Dialog):
    """Pages beside their names; below them what must be confirmed, and the buttons.

    Which pages there are, what is wrong on them and who takes the answers, each dialog says for itself.
    """

    question = _("Leave without your changes?")
    leave_word, stay_word = _("Leave without them"), _("Stay here")

    def __init__(self, title: str, ok: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, QSize(WIDTH, HEIGHT))
        self.names = QListWidget()
        self.names.setObjectName("pages")
        self.names.setAccessibleName(_("Pages"))
        self.names.setFixedWidth(scaled(NAMES))
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picker = Combo(_("Page"))  # stands for the names where they have no room beside the page
        self.picker.hide()
        self.picker.activated.connect(self.names.setCurrentRow)
        self.stack = Stack()
        self.names.currentRowChanged.connect(self._show_page)
        self._general = label(tone="problem", wrap=True)
        self._general.hide()
        self.buttons = keep_buttons(ok, self._try, self.reject)
        self.ok = self.buttons.button(QDialogButtonBox.StandardButton.Ok)

    def arrange(self, pages: Sequence[Page], above: QWidget | None, below: Sequence[QWidget]) -> None:
        """Puts the parts in their places; the first page is shown."""
        for name, widget in pages:
            self.names.addItem(name)
            self.names.item(self.names.count() - 1).setSizeHint(QSize(0, scaled(PAGE_ROW)))
            self.picker.addItem(name)
            self.stack.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(GRID)
        middle.addWidget(self.names)
        middle.addWidget(self.stack, 1)
        content = QVBoxLayout()
        content.setSpacing(2 * GRID)
        if above is not None:
            content.addWidget(above)
        content.addWidget(self.picker)
        content.addLayout(middle, 1)
        for widget in below:
            content.addWidget(widget)
        always = QVBoxLayout()
        always.setSpacing(2 * GRID)
        always.addWidget(self._general)
        always.addWidget(self.buttons)
        self.put(content, always)
        self.names.setCurrentRow(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width() < scaled(BESIDE))

    def _fold(self, narrow: bool) -> None:
        """The names of the pages stand beside them, or in a narrow window in one line above."""
        if narrow == self.names.isHidden():
            return
        focused = self.names.hasFocus() or self.picker.hasFocus()
        self.names.setVisible(not narrow)
        self.picker.setVisible(narrow)
        if focused:
            (self.picker if narrow else self.names).setFocus()

    def _show_page(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self.picker.setCurrentIndex(place)

    def go_to(self, name: str) -> None:
        """Shows the page of this name."""
        for item in self.names.findItems(name, Qt.MatchFlag.MatchExactly):
            self.names.setCurrentItem(item)

    @property
    def page_name(self) -> str:
        """The name of the page that is shown."""
        item = self.names.currentItem()
        return item.text() if item is not None else ""

    @property
    def general_problem(self) -> str:
        """What is said below the pages, or an empty text."""
        return self._general.text()

    def say(self, problem: str) -> None:
        """Says below the pages what is wrong, or with an empty text that nothing is."""
        self._general.setText(problem)
        self._general.setVisible(bool(problem))

    def check(self) -> tuple[str, str]:
        """The page on which something is wrong and a sentence for below the pages; both empty when nothing is."""
        raise NotImplementedError

    def take(self) -> str:
        """Takes what was answered, or gives the sentence that says why it cannot be taken."""
        raise NotImplementedError

    def answers(self) -> object:
        """What is answered, to be compared with what was when the dialog opened; None where it cannot stand yet."""
        raise NotImplementedError

    def _try(self) -> None:
        name, problem = self.check()
        if name:
            self.go_to(name)
        if not name and not problem:
            problem = self.take()
            if not problem:
                self.accept()
                return
        self.say(problem)
