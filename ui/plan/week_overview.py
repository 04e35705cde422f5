"""The whole plan at a glance: every day with the names of its meals and their magnesium."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import date_after
from planner.language.translate import _
from planner.plan.plan import WEEK, Day, Meal, totals
from ui.base.look import GRID, TARGET, Look
from ui.base.rows import fit_rows
from ui.base.sentences import day_name, number, percent
from ui.base.widgets import label
from ui.workspace.screen_state import ScreenState

BLOCK = 136  # [px] the least width of a day
BESIDE = 22  # [letters] in a narrower one the magnesium stands below the meal's name
DOT = 3.0  # [px]
_STEPS = {Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0)}


def meal_name(meal: Meal) -> str:
    """What the meal is called in few words: its dish, or the template it follows."""
    dish = next((portion.food.name for portion in meal.portions if portion.food.recipe is not None), None)
    template = read_templates().by_id.get(meal.template)
    return dish or (template.name if template else read_templates().meal(meal.meal).name)


class MealCell(QAbstractButton):
    """One meal of a day; pressed, it is shown at reading width.

    Signals:
        walked: an arrow key was pressed: days to the right, meals down.
    """

    walked = Signal(int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.day, self.meal = 0, ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(TARGET)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name, self._amount = label(wrap=True), label(tone="secondary")
        self._line = layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID // 2, GRID, GRID // 2)
        layout.setSpacing(GRID // 2)
        for part, stretch in ((self._name, 1), (self._amount, 0)):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            layout.addWidget(part, stretch)

    def show_meal(self, day: int, meal: Meal, where: str) -> None:
        """Shows a meal of a day; ``where`` names both for a screen reader."""
        self.day, self.meal = day, meal.meal
        amount = number(round(totals(meal.portions)[MAGNESIUM].amount))
        self._name.setText(meal_name(meal))
        self._amount.setText(f"{amount} mg")
        self.setAccessibleName(
            _("{where}: {name}, {amount} mg magnesium").format(where=where, name=meal_name(meal), amount=amount)
        )

    def show_beside(self, beside: bool) -> None:
        """Puts the magnesium beside the name, or below it."""
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._line.setSpacing(GRID // 2 if beside else 0)
        self._line.setDirection(way)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.walked.emit(*_STEPS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            edge = QPen(self._look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
            painter.setPen(edge)
            painter.setBrush(self._look.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _short_name(document: Document, day: int) -> str:
    """The weekday and the day of the month where the document says when it starts."""
    when = date_after(document.start, day)
    return day_name(document, day) if when is None else f"{day_name(document, day)} {when.day}"


@dataclass(frozen=True, slots=True)
class _ShownBlock:
    """What a day's block says."""

    day: Day
    name: str
    long_name: str
    least: float | None  # [mg / day]
    changed: bool


class DayBlock(QFrame):
    """A day: its name, its magnesium, and its meals.

    Signals:
        meal_chosen: day and meal.
        walked: the cell, days to the right, meals down.
    """

    meal_chosen = Signal(int, str)
    walked = Signal(object, int, int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._changed = False
        self.cells: list[MealCell] = []
        self._name, self._amount = label(weight="strong"), label(tone="secondary")
        top = QHBoxLayout()
        top.setContentsMargins(GRID, 0, GRID, 0)
        top.addWidget(self._name, 1)
        top.addWidget(self._amount)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID // 2, GRID, GRID // 2, GRID // 2)
        self._layout.setSpacing(2)
        self._layout.addLayout(top)
        self._layout.addStretch(1)

    def show_day(self, shown: _ShownBlock) -> None:
        """Shows a day with its meals."""
        day, self._changed = shown.day, shown.changed
        amount = totals(day.portions)[MAGNESIUM].amount
        short = shown.least is not None and amount < shown.least * (1 - 1e-6)
        self._name.setText(shown.name)
        said = f"{number(round(amount))} mg"
        if short and shown.least:
            said = f"{said} · {percent(amount, shown.least)}"
        self._amount.setText(said)
        self.setAccessibleName(f"{shown.long_name}, {said}")
        fit_rows(self._layout, self.cells, len(day.meals), self._make_cell, self._put)
        for cell, meal in zip(self.cells, day.meals, strict=True):
            cell.show_meal(day.number, meal, f"{shown.long_name} {read_templates().meal(meal.meal).name.lower()}")
        self.update()

    def least_width(self) -> int:
        """What the heading needs [px]; the names of meals are broken into lines."""
        return self._name.sizeHint().width() + self._amount.sizeHint().width() + 5 * GRID

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for cell in self.cells:
            cell.show_beside(self._is_wide())

    def _is_wide(self) -> bool:
        return self.width() >= BESIDE * self.fontMetrics().averageCharWidth()

    def _put(self, place: int, cell: MealCell) -> None:
        self._layout.insertWidget(place + 1, cell)  # below the day's name

    def _make_cell(self) -> MealCell:
        cell = MealCell(self._look)
        cell.show_beside(self._is_wide())
        cell.clicked.connect(lambda: self.meal_chosen.emit(cell.day, cell.meal))
        cell.walked.connect(lambda right, down: self.walked.emit(cell, right, down))
        return cell

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._changed:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.colour("accent"))
            painter.drawEllipse(QPointF(7, GRID + self._name.height() / 2), DOT, DOT)


class WeekOverview(QScrollArea):
    """All days of the plan, as many beside each other as fit, seven at most.

    Signals:
        meal_chosen: day and meal that are to be shown at reading width.
    """

    meal_chosen = Signal(int, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.blocks: list[DayBlock] = []
        self._columns = 1
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._grid = QGridLayout(inside)
        self._grid.setContentsMargins(0, 0, 0, GRID)
        self._grid.setSpacing(GRID)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setAccessibleName(_("All days of the plan"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_days(self, state: ScreenState, changed: Collection[int]) -> None:
        """Draws all days; ``changed`` are the numbers of those that get a dot."""
        plan, document, targets = state.plan, state.document, state.targets
        days = plan.days if plan else ()
        least = targets.least(MAGNESIUM) if targets else None
        fit_rows(self._grid, self.blocks, len(days), self._make_block, lambda _place, _block: None)
        for block, day in zip(self.blocks, days, strict=True):
            names = _short_name(document, day.number), day_name(document, day.number, long=True)
            block.show_day(_ShownBlock(day, *names, least, day.number in changed))
        self._place()

    def _make_block(self) -> DayBlock:
        """A new block; ``_place`` puts all of them into the grid."""
        block = DayBlock(self._look)
        block.meal_chosen.connect(self.meal_chosen)
        block.walked.connect(self._walk)
        return block

    def focus_day(self, number: int) -> None:
        """Gives the focus to a day's first meal."""
        cell = next((cell for block in self.blocks for cell in block.cells if cell.day == number), None)
        if cell is not None:
            cell.setFocus()
            self.ensureWidgetVisible(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        least = max([BLOCK, *(block.least_width() for block in self.blocks)])
        columns = max(1, min(WEEK, (self.viewport().width() + GRID) // (least + GRID)))
        rows = -(-len(self.blocks) // columns)
        for place, block in enumerate(self.blocks):
            self._grid.addWidget(block, place // columns, place % columns)
        for column in range(WEEK):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount() + 1):
            self._grid.setRowStretch(row, 1 if row == rows else 0)
        self._columns = columns

    def _walk(self, cell: MealCell, right: int, down: int) -> None:
        """To the meal beside: to the right the next day, down the next meal and then the day below."""
        at = next(place for place, block in enumerate(self.blocks) if cell in block.cells)
        row = self.blocks[at].cells.index(cell) + down
        to = at + right
        if not 0 <= row < len(self.blocks[at].cells):
            to, row = at + down * self._columns, 0 if down > 0 else -1
        if 0 <= to < len(self.blocks) and self.blocks[to].cells:
            cells = self.blocks[to].cells
            found = cells[min(row, len(cells) - 1)]
            found.setFocus()
            self.ensureWidgetVisible(found)
