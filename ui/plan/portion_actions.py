"""What can be done with the chosen portion: one set of actions for keys, menu, and the bar under the plan."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import TASTES, Document
from planner.editing.edits import is_locked
from planner.editing.plan_changes import Place
from planner.language.translate import _
from planner.plan.plan import Portion
from ui.base.look import GRID, TARGET, Look
from ui.base.sentences import TASTE_WORDS
from ui.base.widgets import label, open_menu, tool_button
from ui.plan.portion_row import measure_text

LOCK, SWAP, LESS, MORE, REMOVE, MOVE, ADD, LOCK_MEAL, WHY = (
    "lock",
    "swap",
    "minus",
    "plus",
    "remove",
    "move",
    "add",
    "lock_meal",
    "why",
)
ON_BAR = (LOCK, SWAP, LESS, MORE, REMOVE)  # the menu has all actions; the names are those of the icons
KEYS = {
    LOCK: ("L",),
    SWAP: ("S",),
    LESS: ("-",),
    MORE: ("+", "="),
    REMOVE: ("Del", "Backspace"),
    MOVE: ("M",),
    ADD: ("A",),
    LOCK_MEAL: ("Shift+L",),
    WHY: ("W",),
}


RATED = {f"rate_{taste}": taste for taste in TASTES}  # actions that say how much the food is liked
KEYS |= {name: (str(key),) for key, name in enumerate(RATED, start=1)}


class PortionActions(QObject):
    """The actions; their keys hold while the focus is in the plan.

    Signals:
        wished: the name of an action and the place of the chosen portion.
    """

    wished = Signal(str, object)

    def __init__(self, plan: QWidget) -> None:
        super().__init__(plan)
        self._plan = plan
        self._place: Place | None = None
        self.by_name: dict[str, QAction] = {}
        for name, keys in KEYS.items():
            action = QAction(_words(name, False), self)
            action.setShortcuts([QKeySequence(key) for key in keys])
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.setEnabled(False)
            action.triggered.connect(lambda _checked=False, chosen=name: self._wish(chosen))
            plan.addAction(action)
            self.by_name[name] = action

    def show_portion(self, place: Place | None, portion: Portion | None, document: Document) -> None:
        """Makes the actions those of this portion."""
        self._place = place
        for action in self.by_name.values():
            action.setEnabled(place is not None)
        if place is None or portion is None:
            return
        food = portion.food
        whole = place.meal in document.whole_meals(place.day)
        self.by_name[LOCK].setText(_words(LOCK, is_locked(document, place)))
        self.by_name[LOCK_MEAL].setText(_words(LOCK_MEAL, whole))
        self.by_name[LESS].setEnabled(portion.steps > food.min_steps)
        self.by_name[MORE].setEnabled(portion.steps < food.max_steps)

    def open_menu(self, where: QPoint) -> None:
        """Opens the menu of all actions."""
        open_menu(self._plan, self.fill, where)

    def fill(self, menu: QMenu) -> None:
        """Puts all actions into a menu."""
        for name in (LOCK, LOCK_MEAL, SWAP, MORE, LESS, REMOVE, MOVE, ADD, WHY):
            menu.addAction(self.by_name[name])
        menu.addSeparator()
        for name in RATED:
            menu.addAction(self.by_name[name])

    def _wish(self, name: str) -> None:
        if self._place is not None:
            self.wished.emit(name, self._place)


def _words(name: str, on: bool) -> str:
    return {
        LOCK: _("Unlock this food") if on else _("Lock this food"),
        SWAP: _("Swap …"),
        LESS: _("A smaller portion"),
        MORE: _("A larger portion"),
        REMOVE: _("Remove"),
        MOVE: _("Move …"),
        ADD: _("Add a food to this meal …"),
        LOCK_MEAL: _("Unlock the meal") if on else _("Lock the meal"),
        WHY: _("Why is this in my plan?"),
        **{rated: _("Rate {taste}").format(taste=TASTE_WORDS[taste].lower()) for rated, taste in RATED.items()},
    }[name]


def _short(name: str, on: bool) -> str:
    """What a button of the bar says where there is room; the sizes have a sign in place of words."""
    return {
        LOCK: _("Unlock") if on else _("Lock"),
        SWAP: _("Swap"),
        LESS: "",
        MORE: "",
        REMOVE: _("Remove"),
    }[name]


class PortionBar(QFrame):
    """The chosen portion and what can be done with it. It stays in its place, so that nothing moves under a pointer.

    Where there is no room for words, the buttons show their icons.
    """

    def __init__(self, look: Look, actions: PortionActions) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName(_("The chosen portion"))
        self._look = look
        self._actions = actions
        self._locked = False
        self.name, self.measure = label(weight="strong", wrap=True), label(tone="secondary")
        self.buttons: dict[str, QToolButton] = {}
        self.more = tool_button("", _("All that can be done with this food"))
        self.more.clicked.connect(lambda: actions.open_menu(self.more.mapToGlobal(self.more.rect().bottomLeft())))
        hint = label(
            _("Choose a food in the plan, with the mouse or the arrow keys, to change, swap or keep it."),
            tone="secondary",
            wrap=True,
        )
        self._stack = QStackedWidget()
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._stack.addWidget(hint)
        self._stack.addWidget(self._make_known())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID + GRID // 2, GRID, GRID + GRID // 2, GRID)
        layout.addWidget(self._stack)
        self.setMinimumWidth((len(ON_BAR) + 1) * (TARGET + GRID) + 2 * GRID)
        look.changed.connect(self._show_buttons)
        self._show_buttons()

    def show_portion(self, portion: Portion | None, document: Document, place: Place | None) -> None:
        """Shows the chosen portion, or a hint where none is chosen."""
        self._stack.setCurrentIndex(0 if portion is None else 1)
        if portion is None or place is None:
            return
        self._locked = is_locked(document, place)
        self.name.setText(portion.food.name)
        self.measure.setText(measure_text(portion, document.shopping.packs))
        for words in (self.name, self.measure):  # a label that wraps asks for less than a line of large text
            words.setMinimumHeight(words.fontMetrics().height())
        self._show_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_buttons()

    def _make_known(self) -> QWidget:
        line = QHBoxLayout()
        line.setSpacing(GRID)
        line.addWidget(self.name, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.measure, 0, Qt.AlignmentFlag.AlignTop)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID // 2)
        for name in ON_BAR:
            action = self._actions.by_name[name]
            self.buttons[name] = button = tool_button("", action.text())
            button.clicked.connect(action.trigger)
            action.changed.connect(self._show_buttons)
            buttons.addWidget(button)
        buttons.addWidget(self.more)
        buttons.addStretch(1)
        known = QWidget()
        inside = QVBoxLayout(known)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addLayout(line)
        inside.addLayout(buttons)
        inside.addStretch(1)
        return known

    def _show_buttons(self) -> None:
        words = self._words_fit()
        self.more.setIcon(self._look.icon("more"))
        for name, button in self.buttons.items():
            action = self._actions.by_name[name]
            text = _short(name, self._locked) if words else ""
            icon = {LOCK: "unlock" if self._locked else "lock"}.get(name, name)
            button.setEnabled(action.isEnabled())
            button.setIcon(QIcon() if text else self._look.icon(icon))
            if button.text() != text:
                button.setText(text)
                button.setProperty("bare", not text)
                button.style().polish(button)
            button.setAccessibleName(_("{action}: {food}").format(action=action.text(), food=self.name.text()))
            button.setToolTip(f"{action.text()} ({action.shortcut().toString(_NATIVE)})")

        known = self._stack.widget(1)
        if known is not None:  # a stack asks for less than its words need when they wrap
            self._stack.setMinimumHeight(max(0, known.heightForWidth(self._stack.width())))

    def _words_fit(self) -> bool:
        metrics = self.fontMetrics()
        longest = {name: max((_short(name, False), _short(name, True)), key=len) for name in ON_BAR}
        need = sum(max(TARGET, metrics.horizontalAdvance(text) + 3 * GRID) for text in longest.values())
        return need + TARGET + len(ON_BAR) * GRID // 2 <= self._stack.width()


_NATIVE = QKeySequence.SequenceFormat.NativeText
