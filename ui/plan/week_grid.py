"""The week: meals by days, each named by its food, and below them magnesium and energy against the target."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from planner.document.document import Document
from planner.editing.plan_changes import Place
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.plan.plan import WEEK, Day, totals
from ui.base.look import GRID, Look
from ui.base.rows import fit_rows
from ui.base.sentences import day_name
from ui.base.widgets import label
from ui.plan.day_columns import Column, DayColumn
from ui.plan.meal_cell import Cell, DayHead, MealCell
from ui.workspace.screen_state import ScreenState

LETTERS = 10  # the least width of a day, in letters of the text in use
SHOWN = (MAGNESIUM, ENERGY)
ROOM = 1.25  # of the target: a column that reaches it ends below the top


class WeekGrid(QScrollArea):
    """All days of the plan, a week in a row; where a week has no room, fewer days.

    Signals:
        day_chosen: the number of the day whose head was pressed.
        meal_chosen: day and meal that were pressed.
        meal_opened: day and meal whose foods are to be gone into.
        meal_dropped: day and meal that were dragged, and day and meal they were dropped on.
        menu_wished: day and meal whose menu is to open, and where.
    """

    day_chosen = Signal(int)
    meal_chosen = Signal(int, str)
    meal_opened = Signal(int, str)
    meal_dropped = Signal(int, str, int, str)
    menu_wished = Signal(int, str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._days: tuple[Day, ...] = ()
        self._meals: tuple[str, ...] = ()  # the meals of all days together, in the order of a day
        self._columns = WEEK
        self.heads: list[DayHead] = []
        self.cells: dict[tuple[int, str], MealCell] = {}  # by the number of the day and the meal
        self._bars: dict[Nutrient, list[DayColumn]] = {nutrient: [] for nutrient in SHOWN}
        self._names: list[QLabel] = []
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, GRID)
        self._grid.setSpacing(GRID // 2)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("All days of the plan"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        look.changed.connect(self._place)

    def show_days(self, state: ScreenState, changed: Collection[int], new: Collection[Place]) -> None:
        """Draws all days; ``changed`` are the days that get a dot, ``new`` the portions whose meals get one."""
        plan, document = state.plan, state.document
        self._days = plan.days if plan else ()
        ids = {meal.meal for day in self._days for meal in day.meals}
        self._meals = tuple(meal.id for meal in read_templates().in_order(ids))
        fit_rows(self._grid, self.heads, len(self._days), self._make_head, self._put)
        wanted = {(day.number, meal.meal) for day in self._days for meal in day.meals}
        for gone in self.cells.keys() - wanted:
            cell = self.cells.pop(gone)
            cell.hide()
            cell.deleteLater()
        for day in self._days:
            for meal in day.meals:
                if (day.number, meal.meal) not in self.cells:
                    self.cells[day.number, meal.meal] = cell = self._make_cell()
                    self._put(0, cell)
                touched = any((place.day, place.meal) == (day.number, meal.meal) for place in new)
                self.cells[day.number, meal.meal].show_meal(day.number, meal, document, touched)
        said = self._show_columns(document, state.targets)
        for head, day, words in zip(self.heads, self._days, said, strict=True):
            head.show_day(day.number, document, words, day.number in changed, state.today)
        self._place()

    def show_chosen(self, day: int, meal: str | None) -> None:
        """Marks the chosen meal, or the day where none is chosen."""
        for head in self.heads:
            head.setChecked(head.day == day and meal is None)
        for (number, name), cell in self.cells.items():
            cell.setChecked((number, name) == (day, meal))

    def focus_day(self, number: int, meal: str | None = None) -> None:
        """Gives the focus to a meal of a day, or to the day's head."""
        heads = {head.day: head for head in self.heads}
        cell: Cell | None = self.cells.get((number, meal)) if meal else heads.get(number)
        if cell is not None:
            cell.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._place()

    def _show_columns(self, document: Document, targets: Targets | None) -> list[str]:
        """The columns below the week; of each day, what they say in words."""
        sums = [totals(tuple(day.eaten)) for day in self._days]
        said = ["" for _day in self._days]
        for nutrient in SHOWN:
            least = targets.least(nutrient) if targets else None
            most = targets.limit(nutrient) if targets else None
            amounts = [each[nutrient] for each in sums]
            aim = targets.energy_kcal if targets and nutrient == ENERGY else least
            full = max([1.0, ROOM * (least or 0.0), *(total.amount for total in amounts)])
            bars = self._bars[nutrient]
            fit_rows(self._grid, bars, len(self._days), lambda: DayColumn(self._look), self._put)
            for place, (bar, day, total) in enumerate(zip(bars, self._days, amounts, strict=True)):
                column = Column(nutrient, total.amount, total.at_least, least, most, aim, full)
                bar.show_column(column, f"{nutrient.label} {day_name(document, day.number, long=True)}")
                words = f"{nutrient.label.lower()} {column.spoken}"
                said[place] = f"{said[place]}, {words}" if said[place] else words
        return said

    def _put(self, _place: int, made: QWidget) -> None:
        """A new part of the week can have the focus at once; ``_place`` gives it its place."""
        made.setParent(self.widget())
        made.show()

    def _make_head(self) -> DayHead:
        head = DayHead(self._look)
        head.clicked.connect(lambda: self.day_chosen.emit(head.day))
        head.walked.connect(lambda right, down: self._walk(head, right, down))
        return head

    def _make_cell(self) -> MealCell:
        cell = MealCell(self._look)
        cell.clicked.connect(lambda: self.meal_chosen.emit(cell.day, cell.meal))
        cell.opened.connect(lambda: self.meal_opened.emit(cell.day, cell.meal))
        cell.walked.connect(lambda right, down: self._walk(cell, right, down))
        cell.menu_wished.connect(lambda where: self.menu_wished.emit(cell.day, cell.meal, where))
        cell.dropped.connect(lambda day, meal: self.meal_dropped.emit(day, meal, cell.day, cell.meal))
        return cell

    # Places

    def _place(self) -> None:
        """A week in a row where it fits; the next days stand below it with rows of their own."""
        for name in self._names:
            name.hide()
        named = 0
        self._columns = self._fitting()
        rows = len(self._meals) + len(SHOWN) + 1
        tall = 0
        for first in range(0, len(self._days), self._columns):
            top = (first // self._columns) * rows
            row_names = ["", *(read_templates().meal(meal).name for meal in self._meals)]
            row_names += [f"{nutrient.label}\n{nutrient.unit}" for nutrient in SHOWN]
            for row, text in enumerate(row_names):
                if text:
                    self._show_name(named, text, top + row)
                    named += 1
            for column, day in enumerate(self._days[first : first + self._columns], start=1):
                place = first + column - 1
                self._grid.addWidget(self.heads[place], top, column)
                for row, meal in enumerate(self._meals, start=1):
                    if (day.number, meal) in self.cells:
                        self._grid.addWidget(self.cells[day.number, meal], top + row, column)
                for row, nutrient in enumerate(SHOWN, start=len(self._meals) + 1):
                    self._grid.addWidget(self._bars[nutrient][place], top + row, column)
            tall = top + rows
        self._grid.setColumnMinimumWidth(0, self._name_width())
        for column in range(1, WEEK + 1):
            self._grid.setColumnStretch(column, 1 if column <= self._columns else 0)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == tall else 0)
        self._order()

    def _fitting(self) -> int:
        """How many days fit beside each other."""
        least = LETTERS * self.fontMetrics().averageCharWidth() + 2 * GRID
        room = self.viewport().width() - self._name_width()
        return max(1, min(WEEK, room // (least + GRID // 2)))

    def _order(self) -> None:
        """Tab goes as one reads: the head of a day, its meals, the next day."""
        before: QWidget | None = None
        for head in self.heads:
            cells = [self.cells[head.day, meal] for meal in self._meals if (head.day, meal) in self.cells]
            for cell in (head, *cells):
                if before is not None:
                    QWidget.setTabOrder(before, cell)
                before = cell

    def _show_name(self, place: int, text: str, row: int) -> None:
        if place == len(self._names):
            self._names.append(label(tone="secondary", wrap=True))
        self._names[place].setText(text)
        self._names[place].show()
        self._grid.addWidget(self._names[place], row, 0)

    def _name_width(self) -> int:
        names = [read_templates().meal(meal).name for meal in self._meals]
        words = [word for name in (*names, *(nutrient.label for nutrient in SHOWN)) for word in name.split()]
        return max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0) + GRID

    def _walk(self, cell: Cell, right: int, down: int) -> None:
        """To the right the next day, down the next meal and then the day below."""
        numbers = [day.number for day in self._days]
        at = numbers.index(cell.day)
        line: Sequence[str | None] = (None, *self._meals)
        row = line.index(cell.meal if isinstance(cell, MealCell) else None) + down
        if not 0 <= row < len(line):
            at, row = at + down * self._columns, 0 if down > 0 else len(line) - 1
        to = at + right
        if not 0 <= to < len(numbers):
            return
        meal = line[row]
        if meal is not None and (numbers[to], meal) not in self.cells:
            return
        self.focus_day(numbers[to], meal)
