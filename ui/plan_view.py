"""The plan: a strip of days, and the meals of the chosen day as cards."""

from PySide6.QtCore import QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.document import Document
from planner.nutrients import ENERGY, MAGNESIUM
from planner.plan import Day, Meal, Plan, Portion, totals
from planner.shopping import weight_text
from planner.targets import Targets
from planner.templates import read_templates
from ui.look import GRID, SMALL, Look
from ui.panels import TroublePanel, Veil
from ui.sentences import day_name, number, percent
from ui.widgets import label, tool_button

WEEK = 7
DAY_WIDTH, MOST_DAYS = 400, 3  # [px] reading width of a day, and how many stand side by side
TILE = 58  # [px] height of a day tile


class DayTile(QAbstractButton):
    """One day of the strip: its name, its magnesium, and a tick when the target is reached."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._name, self._amount, self._reached = "", "", False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(48, TILE)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(64, TILE)

    def show_day(self, name: str, long_name: str, amount: float, least: float | None) -> None:
        self._reached = least is not None and amount >= least * (1 - 1e-6)
        self._name, self._amount = name, number(round(amount))
        goal = "" if least is None else f" of {number(least)}, {percent(amount, least)}"
        self.setAccessibleName(f"{long_name}, {self._amount} mg magnesium{goal}")
        self.setToolTip(self.accessibleName())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = look.colour("accent" if chosen or self.hasFocus() else "border")
        fill = look.colour("accent_soft" if chosen else "hover" if self.underMouse() else "surface")
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(edge, width))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 6, 6)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * SMALL)
        painter.setFont(font)
        painter.setPen(look.colour("secondary"))
        middle = box.center().y()
        painter.drawText(QRectF(box.left(), box.top() + 6, box.width(), middle - box.top() - 4), _CENTRE, self._name)
        font = self.font()
        font.setBold(chosen)
        painter.setFont(font)
        painter.setPen(look.colour("text" if self._reached else "low"))
        tick = 14.0
        shown = f"{self._amount} mg"
        advance = painter.fontMetrics().horizontalAdvance(shown)
        if advance + tick + GRID > box.width():
            shown = self._amount
            advance = painter.fontMetrics().horizontalAdvance(shown)
        left = box.center().x() - (advance + tick + 2) / 2
        painter.drawText(QRectF(left, middle, advance + 2, box.bottom() - middle - 4), _CENTRE, shown)
        name = "reached" if self._reached else "rarely"
        tone = look.colours.accent if self._reached else look.colours.low
        line = QRectF(left + advance + 2, middle + (box.bottom() - middle - 4 - tick) / 2, tick, tick)
        look.icon(name, tone).paint(painter, line.toRect())


_CENTRE = Qt.AlignmentFlag.AlignCenter


def cooking(portion: Portion, units: str) -> str:
    """What a portion of a dish is made of and how it is cooked, as lines of text; empty for any other food."""
    recipe = portion.food.recipe
    if recipe is None:
        return ""
    parts = (f"{weight_text(part.grams, units)}  {part.food.name}" for part in portion.food.made_of(portion.steps))
    makes = "1 serving" if recipe.servings == 1 else f"{recipe.servings} servings"
    steps = (f"{place}. {step}" for place, step in enumerate(recipe.method, start=1))
    return "\n".join(
        ("In this portion, weighed ready to eat:", *parts, "", f"Makes {makes} · {recipe.minutes} minutes", *steps)
    )


class PortionRow:
    """A portion on its card: name and measure and, for a dish, a button that opens how it is made.

    Takes two rows of the card's grid, the second one for what is opened.
    """

    def __init__(self, look: Look, grid: QGridLayout, place: int) -> None:
        self._look = look
        self._food = ""
        self._opened: set[str] = set()  # ids of the dishes opened at this place
        self.name, self.measure = label(wrap=True), label(tone="secondary")
        self.button = tool_button("", "How it is made", quiet=True)
        self.button.setCheckable(True)
        self.button.toggled.connect(self._toggled)
        self.recipe = label(tone="secondary", wrap=True)
        self.recipe.setContentsMargins(0, 0, GRID, GRID)
        self._cell = QWidget()
        inside = QHBoxLayout(self._cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID // 2)
        inside.addWidget(self.name, 1)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self._cell, 2 * place, 0)
        grid.addWidget(self.measure, 2 * place, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.recipe, 2 * place + 1, 0, 1, 2)

    def show_portion(self, portion: Portion, units: str) -> None:
        self._food = portion.food.id
        text = cooking(portion, units)
        self.name.setText(portion.food.name)
        self.measure.setText(portion.household)
        self.recipe.setText(text)
        self.button.setVisible(bool(text))
        self.button.setAccessibleDescription(text)
        with QSignalBlocker(self.button):
            self.button.setChecked(bool(text) and self._food in self._opened)
        self._show()

    def remove(self, grid: QGridLayout) -> None:
        for gone in (self._cell, self.measure, self.recipe):
            _remove(grid, gone)

    def _toggled(self, opened: bool) -> None:
        if opened:
            self._opened.add(self._food)
        else:
            self._opened.discard(self._food)
        self._show()

    def _show(self) -> None:
        opened = self.button.isChecked()
        said = f"{'Hide' if opened else 'Show'} how {self.name.text()} is made"
        self.button.setAccessibleName(said)
        self.button.setToolTip("Hide how it is made" if opened else "Show how it is made")
        tone = self._look.colours.accent if opened else self._look.colours.secondary
        self.button.setIcon(self._look.icon("close_recipe" if opened else "open_recipe", tone))
        self.recipe.setVisible(opened)


class MealCard(QFrame):
    """One meal: its template, energy and magnesium, the foods with their household measures, and its lock.

    Signals:
        lock_wished: day, meal, and whether it is to be locked.
    """

    lock_wished = Signal(int, str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._day, self.meal = 0, ""
        self.portions: list[PortionRow] = []
        self._title = label(weight="strong")
        self._figures = label(tone="secondary", scale="small")
        self.lock = tool_button("", "Lock", quiet=True)
        self.lock.setCheckable(True)
        self.lock.clicked.connect(lambda checked: self.lock_wished.emit(self._day, self.meal, checked))
        heading = QVBoxLayout()
        heading.setSpacing(2)
        heading.addWidget(self._title)
        heading.addWidget(self._figures)
        top = QHBoxLayout()
        top.addLayout(heading, 1)
        top.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignTop)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID // 2 - 1)  # an unopened recipe's empty row has one too
        self._grid.setColumnStretch(0, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + GRID // 2, GRID + GRID // 2, GRID + GRID // 2)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def show_meal(self, day: int, meal: Meal, names: tuple[str, str, str], locked: bool, units: str) -> None:
        """Shows a meal of a day; ``names`` are those of day, meal and template, ``units`` those of the list."""
        self._day, self.meal = day, meal.meal
        day_said, name, template = names
        self._title.setText(f"{name} · {template}")
        sums = totals(meal.portions)
        self._figures.setText(
            f"{number(round(sums[ENERGY].amount))} kcal · {number(round(sums[MAGNESIUM].amount))} mg magnesium"
        )
        self._resize_to(len(meal.portions))
        for row, portion in zip(self.portions, meal.portions, strict=True):
            row.show_portion(portion, units)
        said = f"{'Unlock' if locked else 'Lock'} {day_said} {name.lower()}"
        self.lock.setChecked(locked)
        self.lock.setAccessibleName(said)
        self.lock.setToolTip(f"{said}: locked meals stay as they are" if not locked else said)
        tone = self._look.colours.accent if locked else self._look.colours.secondary
        self.lock.setIcon(self._look.icon("lock" if locked else "unlock", tone))

    def _resize_to(self, count: int) -> None:
        while len(self.portions) > count:
            self.portions.pop().remove(self._grid)
        while len(self.portions) < count:
            self.portions.append(PortionRow(self._look, self._grid, len(self.portions)))


class PlanView(QWidget):
    """Draws the plan it is given.

    Signals:
        day_chosen: the number of the day now shown.
        lock_wished: day, meal, and whether it is to be locked.
    """

    day_chosen = Signal(int)
    lock_wished = Signal(int, str, bool)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._plan: Plan | None = None
        self._document = Document()
        self._targets: Targets | None = None
        self._day = 1
        self.tiles: list[DayTile] = []
        self._group = QButtonGroup(self)
        self._strip = QGridLayout()
        self._strip.setSpacing(GRID // 2)
        self.trouble = TroublePanel()
        self.cards: dict[tuple[int, int], MealCard] = {}  # by column and place
        self._headings: list[QLabel] = []
        self._scrolled = QWidget()
        self._scrolled.setObjectName("scrolled")
        self._cards = QGridLayout(self._scrolled)
        self._cards.setContentsMargins(0, 0, 0, 0)
        self._cards.setSpacing(GRID)
        self._empty = label("Reading the foods …", tone="secondary")
        self._empty.setAlignment(_CENTRE)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setWidget(self._scrolled)
        self.area.setAccessibleName("Meals of the day")
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._veil = Veil(look, self.area)
        for column in range(WEEK):
            self._strip.setColumnStretch(column, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._strip)
        layout.addWidget(self.trouble)
        layout.addWidget(self._empty, 1)
        layout.addWidget(self.area, 1)
        self.area.hide()
        look.changed.connect(self._draw)

    @property
    def shown_day(self) -> int:
        """The number of the day shown."""
        return self._day

    @property
    def day(self) -> Day | None:
        """The day shown."""
        if self._plan is None:
            return None
        return next((day for day in self._plan.days if day.number == self._day), None)

    def show_plan(self, plan: Plan | None, document: Document, targets: Targets | None) -> None:
        """Draws what it is given; the chosen day stays where it is among the days."""
        self._plan, self._document, self._targets = plan, document, targets
        if plan is not None and self.day is None and plan.days:
            self._day = plan.days[-1].number
        self._draw()

    def show_veil(self, veiled: bool) -> None:
        self._veil.setVisible(veiled)

    def say(self, sentence: str) -> None:
        """What stands in place of a plan while there is none."""
        self._empty.setText(sentence)

    def choose_day(self, number: int) -> None:
        if self._plan is None or number == self._day or not any(day.number == number for day in self._plan.days):
            return
        self._day = number
        self._draw()
        self.area.verticalScrollBar().setValue(0)
        self.day_chosen.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._draw_days()

    def _draw(self) -> None:
        day = self.day
        self.area.setVisible(day is not None)
        self._empty.setVisible(day is None)
        self._draw_strip()
        if day is None:
            return
        self._draw_days()

    def days_shown(self) -> tuple[Day, ...]:
        """The chosen day and, where there is room, days after it."""
        day = self.day
        if self._plan is None or day is None:
            return ()
        room = min(MOST_DAYS, max(1, self.width() // DAY_WIDTH))
        first = min(self._plan.days.index(day), max(0, len(self._plan.days) - room))
        return self._plan.days[first : first + room]

    def card(self, meal: str) -> MealCard | None:
        """The card of a meal of the chosen day."""
        column = next((at for at, day in enumerate(self.days_shown()) if day.number == self._day), None)
        return next((card for (at, _), card in self.cards.items() if at == column and card.meal == meal), None)

    def _draw_days(self) -> None:
        """Shows each day in a column of cards; a card stays at its place, and with it the focus."""
        days = self.days_shown()
        wanted = {(column, place) for column, day in enumerate(days) for place in range(len(day.meals))}
        for gone in self.cards.keys() - wanted:
            _remove(self._cards, self.cards.pop(gone))
        while len(self._headings) > len(days):
            _remove(self._cards, self._headings.pop())
        for column, day in enumerate(days):
            self._draw_heading(column, day, alone=len(days) == 1)
            for place, meal in enumerate(day.meals):
                self._draw_meal(column, place, day, meal)
        rows = max((len(day.meals) for day in days), default=0) + 1
        for row in range(self._cards.rowCount() + 1):
            self._cards.setRowStretch(row, 1 if row == rows else 0)
        for column in range(MOST_DAYS):
            self._cards.setColumnStretch(column, 1 if column < len(days) else 0)

    def _draw_heading(self, column: int, day: Day, alone: bool) -> None:
        if column == len(self._headings):
            self._headings.append(label())
            self._cards.addWidget(self._headings[column], 0, column)
        heading = self._headings[column]
        heading.setText(day_name(self._document, day.number, long=True))
        heading.setProperty("weight", "strong" if day.number == self._day else "")
        heading.setProperty("tone", "" if day.number == self._day else "secondary")
        heading.style().polish(heading)
        heading.setVisible(not alone)

    def _draw_meal(self, column: int, place: int, day: Day, meal: Meal) -> None:
        templates = read_templates()
        if (column, place) not in self.cards:
            self.cards[column, place] = card = MealCard(self._look)
            card.lock_wished.connect(self.lock_wished)
            self._cards.addWidget(card, place + 1, column)
        locked = any(lock.meal == meal.meal and lock.template for lock in self._document.locks_on(day.number))
        day_said = day_name(self._document, day.number, long=True)
        names = day_said, templates.meal(meal.meal).name, templates.by_id[meal.template].name
        self.cards[column, place].show_meal(day.number, meal, names, locked, self._document.shopping.packs)

    def _draw_strip(self) -> None:
        days = self._plan.days if self._plan else ()
        while len(self.tiles) > len(days):
            tile = self.tiles.pop()
            self._group.removeButton(tile)
            _remove(self._strip, tile)
        while len(self.tiles) < len(days):
            tile = DayTile(self._look)
            place = len(self.tiles)
            self.tiles.append(tile)
            self._group.addButton(tile)
            self._strip.addWidget(tile, place // WEEK, place % WEEK)
            tile.toggled.connect(lambda checked, at=place: self._tile_toggled(at) if checked else None)
        least = self._targets.least(MAGNESIUM) if self._targets else None
        for tile, day in zip(self.tiles, days, strict=True):
            names = day_name(self._document, day.number), day_name(self._document, day.number, long=True)
            tile.show_day(*names, totals(day.portions)[MAGNESIUM].amount, least)
            if day.number == self._day:
                tile.setChecked(True)

    def _tile_toggled(self, place: int) -> None:
        if self._plan is not None and place < len(self._plan.days):
            self.choose_day(self._plan.days[place].number)


def _remove(layout: QGridLayout, widget: QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
