"""What can be done with the selected foods: the menu of the list, and the button for "at least N times a week"."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from planner.document.document import TASTES, WISHES
from planner.language.translate import _
from ui.base.look import ICON, TARGET, Look
from ui.base.sentences import TASTE_WORDS, often
from ui.foods.food_rows import FoodRow

NO_WISH = _("No such wish")


@dataclass(frozen=True, slots=True)
class Hands:
    """What the menu calls."""

    rate: Callable[[str], None]  # a taste
    wish: Callable[[int], None]  # times a week
    add: Callable[[str], None]  # the id of a meal
    show: Callable[[], None]
    ask_why: Callable[[], None]


@dataclass(frozen=True, slots=True)
class ShownDay:
    """The day on screen, to which a food can be added: its name, and the ids and names of its meals."""

    name: str = ""
    meals: tuple[tuple[str, str], ...] = ()


def fill_menu(menu: QMenu, rows: Sequence[FoodRow], planned: Collection[str], day: ShownDay, hands: Hands) -> None:
    """Fills a menu for the selected rows; what is about one food needs exactly one."""
    tastes = {row.taste for row in rows}
    for key, taste in enumerate(TASTES, start=1):
        action = menu.addAction(f"{TASTE_WORDS[taste]}\t{key}")
        action.setCheckable(True)
        action.setChecked(tastes == {taste})
        action.triggered.connect(lambda *args, chosen=taste: hands.rate(chosen))
    menu.addSeparator()
    fill_wishes(menu.addMenu(_("At least … times a week")), {row.wish for row in rows}, hands.wish)
    if len(rows) != 1:
        return
    (row,) = rows
    menu.addSeparator()
    for meal, name in () if row.excluded else day.meals:
        action = menu.addAction(_("Add to {day} {meal}").format(day=day.name, meal=name.lower()))
        action.triggered.connect(lambda *args, chosen=meal: hands.add(chosen))
    menu.addSeparator()
    menu.addAction(_("Details") + "\t" + _("Return")).triggered.connect(lambda *args: hands.show())
    why = _("Why is this in my plan?") if row.id in planned else _("Why is this not in my plan?")
    menu.addAction(why).triggered.connect(lambda *args: hands.ask_why())


def emptied(menu: QMenu) -> QMenu:
    """The menu without its entries; ``clear`` alone would keep what was below them for ever."""
    menu.clear()
    for kind in (QMenu, QActionGroup):
        for below in menu.findChildren(kind, options=Qt.FindChildOption.FindDirectChildrenOnly):
            below.deleteLater()
    return menu


def fill_wishes(menu: QMenu, present: Collection[int], wish: Callable[[int], None]) -> None:
    """The choices from no wish to every day; what all foods have is ticked."""
    group = QActionGroup(menu)
    for times in range(WISHES[1] + 1):
        said = often(times)
        action = menu.addAction(said[0].upper() + said[1:] if times else NO_WISH)
        action.setCheckable(True)
        action.setChecked(set(present) == {times})
        action.triggered.connect(lambda *args, chosen=times: wish(chosen))
        group.addAction(action)


class WishButton(QToolButton):
    """Says how often the selected foods are wished, and opens the choices.

    Signals:
        chosen: times a week, 0 for no wish.
    """

    chosen = Signal(int)

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._present: frozenset[int] = frozenset()
        self.menu_of_wishes = QMenu(self)
        self.setMinimumSize(TARGET, TARGET)
        self.setIconSize(QSize(ICON, ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(self._open)
        look.changed.connect(self._recolour)
        self._recolour()
        self.show_wishes(())

    def show_wishes(self, present: Collection[int]) -> None:
        """``present`` are the wishes of the selected foods [times / week]."""
        self._present = frozenset(present)
        times = next(iter(self._present)) if len(self._present) == 1 else 0
        said = often(times) if times else _("at least … a week")
        self.setText(said[0].upper() + said[1:])
        self.setAccessibleName(_("Wish: {often}").format(often=often(times) if times else NO_WISH.lower()))
        self.setToolTip(_("How often a week the selected foods should be in the plan"))
        self.setEnabled(bool(self._present))

    def _open(self) -> None:
        fill_wishes(emptied(self.menu_of_wishes), self._present, self.chosen.emit)
        self.menu_of_wishes.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _recolour(self) -> None:
        self.setIcon(self._look.icon("open_recipe"))
