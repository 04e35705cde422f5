"""The sidebar: the pages of the window, and below them who it is for. It folds to icons."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from planner.language.phrases import in_a_row
from planner.language.translate import _
from ui.base.look import GRID, TARGET, Look
from ui.base.widgets import tool_button
from ui.window.pages import Page

HEIGHT = 40  # [px] of an entry; one that is pressed daily is larger than the smallest target
SIGN = 20  # [px] of its icon
LONGEST = 18  # characters of a line of the profile


class Entry(QToolButton):
    """A line of the sidebar: an icon and words, or the icon alone."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text, self._folded = text, False
        self.setObjectName("entry")
        self.setIconSize(QSize(SIGN, SIGN))
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.say(text)

    def say(self, text: str, spoken: str = "", key: str = "") -> None:
        """Shows these words; ``spoken`` is what a screen reader says in their place."""
        self._text = text
        self.setText("" if self._folded else text)
        self.setAccessibleName(spoken or text)
        name = (spoken or text).replace("\n", ", ")
        self.setToolTip(f"{name} ({key})" if key else name)

    def fold(self, folded: bool) -> None:
        """Shows the icon alone, or the words beside it."""
        self._folded = folded
        self.setText("" if folded else self._text)
        style = Qt.ToolButtonStyle.ToolButtonIconOnly if folded else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        self.setToolButtonStyle(style)
        self.setProperty("bare", folded)
        self.style().polish(self)


class Sidebar(QScrollArea):
    """Draws the pages, and the persons of the document.

    Signals:
        chosen: the id of the page whose entry was pressed.
        profile_wished, people_wished: those entries were pressed.
        folded: the user folded it to icons, or opened it.
    """

    chosen = Signal(str)
    profile_wished = Signal()
    people_wished = Signal()
    folded = Signal(bool)

    def __init__(self, look: Look, pages: Sequence[Page]) -> None:
        super().__init__()
        self.setObjectName("sidebar")
        self.setAccessibleName(_("Pages"))
        self._look = look
        self._pages = {page.id: page for page in pages}
        self.is_folded = False
        self.entries: dict[str, Entry] = {}
        self._group = QButtonGroup(self)
        self.fold_button = tool_button("", _("Fold the sidebar"), quiet=True)
        self.fold_button.clicked.connect(lambda: self.folded.emit(not self.is_folded))
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(GRID // 2, GRID // 2, GRID // 2, GRID // 2)
        self._column.setSpacing(2)
        self._column.addWidget(self.fold_button)
        for page in pages:
            self._add(page)
        self._column.addStretch(1)
        self.people = self._make(_("Household"), self.people_wished.emit)
        self.profile = self._make(_("Profile"), self.profile_wished.emit)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self._recolour)
        self._recolour()
        self.fold(False)

    def show_page(self, chosen: str) -> None:
        """Marks the entry of the page on screen."""
        self.entries[chosen].setChecked(True)
        self._recolour()

    def show_people(self, profile: str, names: Sequence[str]) -> None:
        """Shows who the plan is for in a few words, and the names of who eats with them."""
        self.profile.say("\n".join(_lines(profile)), _("Profile: {profile}").format(profile=profile), "Ctrl+,")
        self.people.setVisible(bool(names))
        self.people.say("\n".join(_lines(in_a_row(names))), _("Household: {names}").format(names=in_a_row(names)))
        self._fit()

    def fold(self, folded: bool) -> None:
        """Folds it to icons, or opens it."""
        self.is_folded = folded
        for entry in (*self.entries.values(), self.people, self.profile):
            entry.fold(folded)
        said = _("Show the names of the pages") if folded else _("Fold the sidebar to icons")
        self.fold_button.setAccessibleName(said)
        self.fold_button.setToolTip(said)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), TARGET)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def _add(self, page: Page) -> None:
        self.entries[page.id] = entry = self._make(page.title, lambda: self.chosen.emit(page.id))
        entry.say(page.title, key=page.key)
        entry.setCheckable(True)
        self._group.addButton(entry)

    def _make(self, text: str, wish: Callable[[], object]) -> Entry:
        entry = Entry(text)
        entry.clicked.connect(lambda *_args: wish())
        self._column.addWidget(entry)
        return entry

    def _fit(self) -> None:
        """As wide as its words; a bar to scroll with stands beside them."""
        inside = self.widget()
        if inside is None:
            return
        bar = self.verticalScrollBar()
        beside = bar.sizeHint().width() if inside.sizeHint().height() > self.height() else 0
        self.setFixedWidth(inside.sizeHint().width() + beside + 2)  # and its edge

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._fit()

    def _recolour(self) -> None:
        self._fit()
        colours = self._look.colours
        for page_id, entry in self.entries.items():
            entry.setIcon(self._icon(self._pages[page_id].icon, entry.isChecked()))
        self.people.setIcon(self._icon("page_people", False))
        self.profile.setIcon(self._icon("person", False))
        self.fold_button.setIcon(self._look.icon("sidebar", colours.secondary))

    def _icon(self, name: str, chosen: bool) -> QIcon:
        colours = self._look.colours
        return self._look.icon(name, colours.accent if chosen else colours.secondary)


def _lines(text: str) -> list[str]:
    """The text in lines that are no wider than a sidebar is; a long word is not cut."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > LONGEST and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
