"""The frame of the window: the sidebar, the page that is chosen, foods pinned beside it, and the inspector."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSettings, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSpacerItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.base.look import READABLE, Look
from ui.base.on_screen import Scrolled
from ui.base.stack import Stack
from ui.window.pages import Page
from ui.window.sidebar import Sidebar

WIDE, OPEN, ROOMY, BOTH = 1500, 1300, 1100, 760  # [px] at the smallest normal text:
# foods are pinned beside the week · the sidebar has words · the inspector stands beside · two panes fit at all
PINNED_KEY, FOLDED_KEY = "foods_pinned", "sidebar_folded"
WEEK, FOODS = "week", "foods"  # the pages that the frame itself knows


class Panes(QSplitter):
    """The panes beside each other, as high as the highest of them needs at its width: where a window is lower, they
    are scrolled together instead of being squeezed."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        panes = [pane for place in range(self.count()) if (pane := self.widget(place)) is not None]
        return max((least_height(pane, pane.width()) for pane in panes if pane.isVisibleTo(self)), default=0)


def least_height(pane: QWidget, width: int) -> int:
    """The height [px] below which something in a pane of this width would be cut; what scrolls may be low."""
    if isinstance(pane, QStackedWidget):
        shown = pane.currentWidget()
        return least_height(shown, width) if shown is not None else 0
    layout = pane.layout()
    if not isinstance(layout, QVBoxLayout):
        tall = pane.hasHeightForWidth() or (layout is not None and layout.hasHeightForWidth())
        wrapped = 0 if not tall else layout.heightForWidth(width) if layout is not None else pane.heightForWidth(width)
        return max(pane.minimumHeight(), pane.minimumSizeHint().height(), wrapped)
    return max(pane.minimumHeight(), _column_height(layout, width))


def _column_height(column: QVBoxLayout, width: int) -> int:
    margins = column.contentsMargins()
    inside = width - margins.left() - margins.right()
    heights, gaps = [], 0
    for entry in _entries(column):
        if isinstance(entry, QSpacerItem):
            gaps += entry.minimumSize().height()
        elif isinstance(entry, QWidget):
            if not entry.isHidden() or entry.sizePolicy().retainSizeWhenHidden():
                heights.append(least_height(entry, inside))
        elif entry.isEmpty():  # the margins of a row in which nothing is shown
            gaps += entry.minimumSize().height()
        elif isinstance(entry, QVBoxLayout):
            heights.append(_column_height(entry, inside))
        else:
            tall = entry.hasHeightForWidth()
            heights.append(entry.heightForWidth(inside) if tall else entry.minimumSize().height())
    return sum(heights) + gaps + column.spacing() * max(0, len(heights) - 1) + margins.top() + margins.bottom()


def _entries(column: QVBoxLayout) -> list[QWidget | QLayout | QSpacerItem]:
    """What is in a column, in any order.

    ``itemAt`` is asked for gaps alone: Qt deletes the entry of a widget with the widget, and Python would keep the
    dead entry and take whatever comes to its address for it.
    """
    holder = column.parentWidget()
    inside = (*(holder.children() if holder is not None else ()), *column.children())
    held: dict[int, QWidget | QLayout] = {}
    for child in inside:
        if isinstance(child, QWidget | QLayout) and (place := column.indexOf(child)) >= 0:
            held[place] = child
    gaps = (column.itemAt(place) for place in range(column.count()) if place not in held)
    return [*held.values(), *(gap for gap in gaps if isinstance(gap, QSpacerItem))]


class Frame(QWidget):
    """Shows one page at a time, and beside it what belongs to it and has room.

    What is chosen on a page stands in the inspector: beside it, or in a narrow window in its place, as a sheet.

    Signals:
        page_changed: the id of the page now shown.
        sheet_changed: the inspector came in place of its page, or made room for it.
        arranged: panes have come, gone or changed their width.
    """

    page_changed = Signal(str)
    arranged = Signal()
    sheet_changed = Signal()

    def __init__(
        self, look: Look, pages: Sequence[Page], foods: QWidget, inspector: QWidget, settings: QSettings
    ) -> None:
        super().__init__()
        self._settings = settings
        self.pages = {page.id: page for page in pages}
        self.page = WEEK
        self.foods, self.inspector = foods, inspector
        self.sheet = False  # whether the inspector stands in place of its page
        self.asking = False  # whether the foods' place holds the first questions
        self.sidebar = Sidebar(look, pages)
        self.sidebar.chosen.connect(self.choose)
        self.sidebar.folded.connect(self._take_folded)
        self.stack = Stack()
        self.splitter = Panes()
        for place, pane in enumerate((foods, self.stack, inspector)):
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(place, 1 if pane is self.stack else 0)
        for page in pages:
            if page.widget is not foods:
                self.stack.addWidget(page.widget)
        self.column = QVBoxLayout()  # what stands over and below the panes is put into it
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(Scrolled(self.splitter), 1)  # what is said below stays in reach on any screen
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sidebar)
        layout.addLayout(self.column, 1)
        look.changed.connect(self.arrange)
        self.show_page(WEEK)

    # What is shown

    def choose(self, wanted: str) -> None:
        """Brings a page on screen and gives it the keyboard."""
        self.show_page(wanted)
        self.focus_pane(self.pages[wanted].widget)

    def show_page(self, wanted: str) -> None:
        """Brings a page on screen."""
        page = self.pages[wanted]
        changed = wanted != self.page
        self.page, self.sheet = wanted, False
        if page.widget is not self.foods:
            self.stack.setCurrentWidget(page.widget)
        self.sidebar.show_page(wanted)
        self.arrange()
        if changed:
            self.page_changed.emit(wanted)

    def show_asking(self, asking: bool) -> None:
        """The first questions stand beside the week, where the foods would."""
        self.asking = asking
        if asking:
            self.show_page(WEEK)
        self.arrange()

    def show_sheet(self, sheet: bool) -> None:
        """Shows the inspector in place of its page, where it does not stand beside it, or the page again."""
        if self.roomy or not self.pages[self.page].inspected:
            sheet = False
        if sheet == self.sheet:
            return
        self.sheet = sheet
        self.arrange()
        self.sheet_changed.emit()
        self.focus_pane(self.inspector if sheet else self.stack)

    def pin_foods(self, pinned: bool) -> None:
        """Keeps the foods beside the week, or not; the choice is kept."""
        self._settings.setValue(PINNED_KEY, "true" if pinned else "false")
        self.arrange()

    @property
    def can_pin(self) -> bool:
        """Whether there is room for foods and week at once."""
        return self._is_wider(BOTH)

    @property
    def pinned(self) -> bool:
        """Whether the foods stand beside the week: as the user wants it, else where the window is wide."""
        kept = _kept(self._settings, PINNED_KEY)
        return self.can_pin and (self._is_wider(WIDE) if kept is None else kept)

    @property
    def roomy(self) -> bool:
        """Whether there is room for the inspector beside the page."""
        return self._is_wider(ROOMY)

    def arrange(self) -> None:
        """Shows the panes that belong to the page and have room, and folds the sidebar where words take too much."""
        kept = _kept(self._settings, FOLDED_KEY)
        folded = not self._is_wider(OPEN) if kept is None else kept
        if folded != self.sidebar.is_folded:
            self.sidebar.fold(folded)
        inspected = self.pages[self.page].inspected
        self.sheet = self.sheet and inspected and not self.roomy
        alone = self.asking and not self.can_pin
        at_foods = self.page == FOODS
        shown = (
            (self.foods, not self.sheet and (at_foods or (self.page == WEEK and (self.asking or self.pinned)))),
            (self.stack, not (self.sheet or alone or at_foods)),
            (self.inspector, inspected and (self.roomy or self.sheet) and not alone),
        )
        if all(pane.isVisibleTo(self.splitter) == wish for pane, wish in shown):
            self.arranged.emit()
            return
        focus = self.focusWidget()
        for pane, wish in shown:
            pane.setVisible(wish)
        if focus is not None and not focus.isVisibleTo(self):
            self.focus_pane(next(pane for pane, wish in shown if wish))
        self.arranged.emit()

    # Keys

    @property
    def panes(self) -> list[QWidget]:
        """What F6 goes through, from left to right."""
        found = (self.sidebar, self.foods, self.stack, self.inspector)
        return [pane for pane in found if pane.isVisibleTo(self)]

    def step_pane(self, by: int) -> None:
        """Gives the focus to the next pane, or the one before."""
        panes = self.panes
        focus = self.focusWidget()
        at = next(
            (place for place, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)), -1 if by > 0 else 0
        )
        for turn in range(1, len(panes) + 1):
            if self.focus_pane(panes[(at + by * turn) % len(panes)]):
                return

    def focus_pane(self, pane: QWidget) -> bool:
        """Gives the focus to where it was in a pane, else to the first thing there; False where nothing can have it."""
        last = pane.focusWidget()
        if last is not None and last is not pane and _can_have_focus(last, pane):
            last.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return True
        able = [one for one in pane.findChildren(QWidget) if _can_have_focus(one, pane)]
        if not able:
            return False
        _first_read(able, pane).setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.sheet:
            self.show_sheet(False)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _take_folded(self, folded: bool) -> None:
        self._settings.setValue(FOLDED_KEY, "true" if folded else "false")
        self.arrange()

    def _is_wider(self, least: int) -> bool:
        """Whether the window is as wide as this [px], which grows with the text."""
        return self.width() >= least * max(1.0, self.font().pointSizeF() / READABLE)


def _first_read(widgets: Sequence[QWidget], pane: QWidget) -> QWidget:
    """The one at the left of the first line. Qt's chain of focus is not asked: Python takes an answer of
    ``nextInFocusChain`` for a part of the widget that was asked, and for deleted with it."""
    places = {widget: QRect(widget.mapTo(pane, QPoint(0, 0)), widget.size()) for widget in widgets}
    highest = min(widgets, key=lambda widget: places[widget].top())
    line = [widget for widget in widgets if places[widget].top() <= places[highest].center().y()]
    return min(line, key=lambda widget: places[widget].left())


def _can_have_focus(widget: QWidget, pane: QWidget) -> bool:
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and widget.isEnabled() and widget.isVisibleTo(pane)


def _kept(settings: QSettings, key: str) -> bool | None:
    """What the user chose; None where nothing is kept that makes sense."""
    return {"true": True, "false": False}.get(str(settings.value(key, "")).lower())
