"""What can be done with the chosen meal: one set of actions for keys, the menu of a meal, and the menu of the plan."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from planner.document.document import Document
from planner.language.translate import _
from ui.base.widgets import open_menu

ANOTHER, ASK_FOR, MOVE_MEAL, LOCK_WHOLE, ADD_FOOD = "another", "ask_for", "move_meal", "lock_whole", "add_food"
KEYS = {ANOTHER: "Shift+S", ASK_FOR: "D", MOVE_MEAL: "Shift+M"}  # the others have those of a food


class MealActions(QObject):
    """The actions; their keys hold while the focus is in the plan.

    Signals:
        wished: the name of an action, the day and the meal it is wished for.
    """

    wished = Signal(str, int, str)

    def __init__(self, plan: QWidget) -> None:
        super().__init__(plan)
        self._plan = plan
        self._day, self._meal = 0, ""
        self.by_name: dict[str, QAction] = {}
        for name, text in _WORDS.items():
            action = QAction(text, self)
            if name in KEYS:
                action.setShortcut(QKeySequence(KEYS[name]))
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                plan.addAction(action)
            action.triggered.connect(lambda _checked=False, chosen=name: self._wish(chosen))
            self.by_name[name] = action
        self.show_meal(0, None, Document())

    def show_meal(self, day: int, meal: str | None, document: Document) -> None:
        """Makes the actions those of this meal; of one of which the user said what became of it nothing changes."""
        self._day, self._meal = day, meal or ""
        able = meal is not None and document.mark_of(day, meal) is None
        for action in self.by_name.values():
            action.setEnabled(able)
        if meal is not None:
            whole = meal in document.whole_meals(day)
            self.by_name[LOCK_WHOLE].setText(_("Unlock the meal") if whole else _("Lock the meal"))

    def open_menu(self, where: QPoint) -> None:
        """Opens the menu of all that can be done with the meal."""
        open_menu(self._plan, self.fill, where)

    def fill(self, menu: QMenu) -> None:
        """Puts all actions into a menu."""
        menu.addActions(list(self.by_name.values()))

    def _wish(self, name: str) -> None:
        if self._meal:
            self.wished.emit(name, self._day, self._meal)


_WORDS = {
    ANOTHER: _("Another meal …"),
    ASK_FOR: _("Choose a dish …"),
    MOVE_MEAL: _("Move the meal …"),
    LOCK_WHOLE: _("Lock the meal"),
    ADD_FOOD: _("Add a food …"),
}
