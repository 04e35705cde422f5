"""The inspector: what is known of the day, the meal or the food that is chosen, with what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from planner.editing.edits import as_decided
from planner.editing.plan_changes import Place
from planner.foods.meals import read_templates
from planner.language.translate import _
from ui.base.look import GRID, TARGET, Look
from ui.base.sentences import day_name
from ui.base.widgets import label, tool_button
from ui.inspector.day_panel import DayPanel
from ui.inspector.food_panel import FoodPanel
from ui.inspector.meal_panel import MealPanel, title_of
from ui.plan.portion_actions import PortionActions, PortionBar
from ui.workspace.screen_state import ScreenState

DAY, MEAL, FOOD, NOTHING = range(4)
LEAST_WIDTH = 300  # [px]


class Inspector(QFrame):
    """Draws what is chosen.

    Signals:
        closed: it is to make room for its page again.
        day_wished: the day that the meal is of.
    """

    closed = Signal()
    day_wished = Signal()

    def __init__(self, look: Look, actions: PortionActions) -> None:
        super().__init__()
        self.setObjectName("column")
        self.setAccessibleName(_("What is chosen"))
        self._look = look
        self._state = ScreenState()
        self.title = label(weight="strong", wrap=True)
        self.up = QPushButton()
        self.up.setProperty("link", True)
        self.up.setMinimumHeight(TARGET)
        self.up.clicked.connect(self.day_wished)
        self.close_button = tool_button("", _("Back to the page"), quiet=True)
        self.close_button.clicked.connect(self.closed)
        self.day, self.meal, self.food = DayPanel(look), MealPanel(look), FoodPanel(look)
        self.nothing = label(tone="secondary", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.panels = QStackedWidget()
        self.areas = [_scrolled(panel) for panel in (self.day, self.meal, self.food, self.nothing)]
        for area in self.areas:
            self.panels.addWidget(area)
        self.bar = PortionBar(look, actions)
        for action in actions.by_name.values():
            self.addAction(action)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, GRID, GRID, 0)
        head.setSpacing(GRID)
        head.addWidget(self.title, 1)
        head.addWidget(self.up)
        head.addWidget(self.close_button)
        foot = QVBoxLayout()
        foot.setContentsMargins(GRID, 0, GRID, GRID)
        foot.addWidget(self.bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addLayout(head)
        layout.addWidget(self.panels, 1)
        layout.addLayout(foot)
        look.changed.connect(self._recolour)
        self._recolour()
        self.show_sheet(False)
        self.show_state(self._state, None, None)

    def show_state(self, state: ScreenState, meal_id: str | None, place: Place | None) -> None:
        """Shows the day on screen, or a meal of it, with the portion at ``place`` chosen."""
        self._state = state
        day = state.day
        meal = day.meal(meal_id) if day is not None and meal_id is not None else None
        self.up.setVisible(meal is not None)
        self.bar.hide()
        if day is None:
            self._show(NOTHING, _("Nutrition"))
            self.nothing.setText(_("The nutrition of a day stands here as soon as there is a plan."))
            return
        name = day_name(state.document, day.number, long=True)
        if meal is None:
            self.day.show_day(state)
            self._show(DAY, name)
            return
        self._name_day(name)
        self.meal.show_meal(state, day, meal, place)
        self._show(MEAL, title_of(read_templates().meal(meal.meal).name, name))
        portion = next((one for one in meal.portions if place and one.food.id == place.food), None)
        if portion is not None and place is not None:
            portion = as_decided(state.document, place, portion)
        self.bar.show_portion(portion, state.document, place)
        self.bar.setVisible(portion is not None)

    def show_beside_cards(self, state: ScreenState, place: Place | None) -> None:
        """Shows the chosen food where its meal stands in a card beside it already; the day where none is chosen."""
        food = state.catalogue[place.food] if place and state.catalogue and place.food in state.catalogue else None
        day = state.day
        if food is None or day is None or place is None or day.meal(place.meal) is None:
            self.show_state(state, None, None)
            return
        self._state = state
        name = day_name(state.document, day.number, long=True)
        self.bar.hide()
        self._name_day(name)
        self.food.show_food(state, food, place)
        self._show(FOOD, title_of(read_templates().meal(place.meal).name, name))

    def _name_day(self, name: str) -> None:
        """The way back from a meal or a food to its day."""
        self.up.show()
        self.up.setText(name)
        self.up.setAccessibleName(_("Back to {day}").format(day=name))

    def show_foods(self, state: ScreenState, foods: list[str]) -> None:
        """Shows the one selected food of the list, or what to do where none is or several are."""
        self._state = state
        self.up.hide()
        self.bar.hide()
        catalogue = state.catalogue
        if catalogue is not None and len(foods) == 1 and foods[0] in catalogue:
            self.food.show_food(state, catalogue[foods[0]], None)
            self._show(FOOD, _("Food"))
            return
        self.nothing.setText(_("Choose a food to see what is known of it."))
        self._show(NOTHING, _("Food"))

    def show_sheet(self, sheet: bool) -> None:
        """Whether it stands in place of its page, and has a button that goes back."""
        self.close_button.setVisible(sheet)

    def _show(self, panel: int, title: str) -> None:
        if self.panels.currentIndex() != panel:
            self.panels.setCurrentIndex(panel)
            self.areas[panel].verticalScrollBar().setValue(0)
        self.title.setText(title)

    def _recolour(self) -> None:
        self.close_button.setIcon(self._look.icon("close"))


class _Column(QScrollArea):
    """Never narrower than what is in it, however large the text is: there is no scrolling sideways."""

    def minimumSizeHint(self) -> QSize:
        inside, bar = self.widget(), self.verticalScrollBar().sizeHint().width()
        wanted = inside.minimumSizeHint().width() + bar if inside is not None else 0
        return QSize(max(LEAST_WIDTH, wanted), super().minimumSizeHint().height())


def _scrolled(panel: QWidget) -> QScrollArea:
    """A panel that is scrolled up and down, never sideways."""
    inside = QWidget()
    inside.setObjectName("scrolled")
    column = QVBoxLayout(inside)
    column.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
    column.addWidget(panel)
    column.addStretch(1)
    area = _Column()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(_("Details of what is chosen"))
    return area
