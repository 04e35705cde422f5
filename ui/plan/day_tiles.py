"""The strip of days above the plan: one tile a day, a week at a time."""

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QGridLayout, QHBoxLayout, QSizePolicy, QWidget

from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import date_after
from planner.language.numbers import percent
from planner.language.translate import _
from planner.plan.plan import WEEK, totals
from planner.plan.promise import is_short
from ui.base.look import GRID, Look
from ui.base.rows import fit_rows
from ui.base.sentences import day_name, number
from ui.base.widgets import tool_button
from ui.workspace.screen_state import ScreenState

TILE, TILE_WIDTH = 58, 40  # [px] the least size of a day tile
HALF = 4  # tiles in a row where a week does not fit
DOT = 3.0  # [px] radius of the dot of what changed
TICK = 14.0  # [px]
_CENTRE = Qt.AlignmentFlag.AlignCenter


class DayTile(QAbstractButton):
    """One day: its name, its magnesium, a tick when the target is reached, a dot when the last edit changed it."""

    base = "surface"  # the colour it stands on

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self._name, self.amount = "", ""
        self.reached = self.changed = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(max(64, self.minimumSizeHint().width()), self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for the largest text, an amount of four figures and its tick."""
        metrics = self.fontMetrics()
        figures = metrics.horizontalAdvance("000")
        if len(self.amount) > len("000"):
            bold = self.font()
            bold.setBold(True)  # as that of the chosen day is
            figures = QFontMetrics(bold).horizontalAdvance(self.amount) + GRID // 2
        width = max(figures + round(TICK) + GRID // 2, metrics.horizontalAdvance(self._name))
        return QSize(max(TILE_WIDTH, width + 2), max(TILE, 2 * metrics.height() + 2 * GRID))

    def show_day(self, name: str, long_name: str, amount: float, least: float | None, changed: bool) -> None:
        """Shows a day with its magnesium [mg] beside the ``least`` it should have [mg]."""
        shown = number(round(amount))
        said = _("{day}, {amount} mg magnesium").format(day=long_name, amount=shown)
        if least is not None:
            said = _("{day}, {amount} mg magnesium of {goal}, {share}").format(
                day=long_name, amount=shown, goal=number(least), share=percent(amount, least)
            )
        if changed:
            said = _("{day}; changed by your last edit").format(day=said)
        self.changed = changed
        self.show_words(name, shown, said, least is not None and not is_short(MAGNESIUM, amount, least))

    def show_words(self, name: str, amount: str, said: str, reached: bool) -> None:
        """Shows what stands on the tile; ``said`` is what its tooltip and a screen reader say."""
        self._name, self.amount, self.reached = name, amount, reached
        self.setAccessibleName(said)
        self.setToolTip(said)
        self.updateGeometry()  # a figure more needs its room
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self.look, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        edge = look.colour("accent" if chosen or self.hasFocus() else "border")
        fill = look.colour("accent_soft" if chosen else "hover" if self.underMouse() else self.base)
        width = 2.0 if self.hasFocus() else 1.0
        box = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.setPen(QPen(edge, width))
        painter.setBrush(fill)
        painter.drawRoundedRect(box, 6, 6)
        if self.changed:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            painter.drawEllipse(QPointF(box.right() - 7, box.top() + 7), DOT, DOT)
        painter.setPen(look.colour("secondary"))
        middle = box.center().y()
        painter.drawText(QRectF(box.left(), box.top() + 6, box.width(), middle - box.top() - 4), _CENTRE, self._name)
        self.paint_amount(painter, QRectF(box.left(), middle, box.width(), box.bottom() - middle - 4))

    def paint_amount(self, painter: QPainter, box: QRectF) -> None:
        """Paints the magnesium into the lower half of the tile."""
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(self.look.colour("text" if self.reached else "low"))
        colours = self.look.colours
        name, tone = ("reached", colours.accent) if self.reached else ("rarely", colours.low)
        self.paint_with_sign(painter, box, name, tone)

    def paint_with_sign(self, painter: QPainter, box: QRectF, name: str, tone: str) -> None:
        """The amount with the icon of this name behind it."""
        shown = f"{self.amount} mg"
        advance = painter.fontMetrics().horizontalAdvance(shown)
        if advance + TICK + GRID > box.width():
            shown = self.amount
            advance = painter.fontMetrics().horizontalAdvance(shown)
        left = box.center().x() - (advance + TICK + 2) / 2
        painter.drawText(QRectF(left, box.top(), advance + 2, box.height()), _CENTRE, shown)
        line = QRectF(left + advance + 2, box.center().y() - TICK / 2, TICK, TICK)
        self.look.icon(name, tone).paint(painter, line.toRect())


class DayStrip(QWidget):
    """The tiles of a week; with more days than that, buttons go to the week before and after.

    Signals:
        chosen: the number of the day whose tile was chosen, or the first of another week.
        past_wished: the days before the first one are to be shown.
    """

    chosen = Signal(int)
    past_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.tiles: list[DayTile] = []
        self._numbers: list[int] = []  # of the days shown
        self._others: dict[int, int] = {}  # the first day of the week before (-1) and after (1)
        self._weeks = self._past = False  # whether there are more weeks than this one, and days before the first
        self._group = QButtonGroup(self)
        self.earlier = tool_button("", _("Previous week"), quiet=True)
        self.later = tool_button("", _("Next week"), quiet=True)
        for button, by in ((self.earlier, -1), (self.later, 1)):
            button.clicked.connect(lambda _checked, step=by: self._turn(step))
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.earlier)
        layout.addLayout(self._grid, 1)
        layout.addWidget(self.later)
        look.changed.connect(self._recolour)
        self._recolour()

    def show_days(self, state: ScreenState, chosen: int, changed: Collection[int], past: bool = False) -> None:
        """Shows the week of the ``chosen`` day; ``changed`` are the numbers of the days that get a dot.

        ``past`` says that there are days before the first one.
        """
        plan, document, targets = state.plan, state.document, state.targets
        numbers = [day.number for day in plan.days] if plan else []
        place = numbers.index(chosen) if chosen in numbers else 0
        first = place - place % WEEK
        days = plan.days[first : first + WEEK] if plan else ()
        self._numbers = [day.number for day in days]
        self._others = {by: numbers[first + by * WEEK] for by in (-1, 1) if 0 <= first + by * WEEK < len(numbers)}
        self._weeks = len(numbers) > WEEK
        self._past = past and bool(days)
        to_past = self._past and -1 not in self._others
        self.earlier.setVisible(self._weeks or self._past)
        self.earlier.setEnabled(-1 in self._others or to_past)
        words = _("Days that are over") if to_past else _("Previous week")
        self.earlier.setAccessibleName(words)
        self.earlier.setToolTip(words)
        self.later.setVisible(self._weeks)
        self.later.setEnabled(1 in self._others)
        self._resize_to(len(days))
        least = targets.least(MAGNESIUM) if targets else None
        for tile, day in zip(self.tiles, days, strict=True):
            names = day_name(document, day.number), day_name(document, day.number, long=True)
            if state.today is not None and date_after(document.start, day.number) == state.today:
                names = _("Today"), _("Today, {day}").format(day=names[1])
            tile.show_day(*names, totals(day.eaten)[MAGNESIUM].amount, least, day.number in changed)
            if day.number == chosen:
                with QSignalBlocker(tile):
                    tile.setChecked(True)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def minimumSizeHint(self) -> QSize:
        """As narrow as half a week in a row."""
        tile = max((tile.minimumSizeHint().width() for tile in self.tiles), default=TILE_WIDTH)
        beside = (2 if self._weeks else self._past) * self.earlier.sizeHint().width()
        return QSize(HALF * (tile + GRID // 2) + beside, super().minimumSizeHint().height())

    def _place(self) -> None:
        """A week in one row, or in two where large text leaves no room for that."""
        need = sum(tile.minimumSizeHint().width() + GRID // 2 for tile in self.tiles)
        beside = 2 if self._weeks else int(self._past)
        room = self.width() - beside * (self.earlier.sizeHint().width() + GRID // 2)
        columns = WEEK if need <= room + GRID // 2 else HALF
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(WEEK):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _resize_to(self, count: int) -> None:
        for gone in self.tiles[count:]:
            self._group.removeButton(gone)
        fit_rows(self._grid, self.tiles, count, partial(DayTile, self._look), self._put)

    def _put(self, place: int, tile: DayTile) -> None:
        """Connects a new tile; ``_place`` puts all of them into the grid."""
        tile.toggled.connect(lambda on: self._toggled(place) if on else None)
        self._group.addButton(tile)

    def _turn(self, by: int) -> None:
        if by in self._others:
            self.chosen.emit(self._others[by])
        else:
            self.past_wished.emit()

    def _toggled(self, place: int) -> None:
        if place < len(self._numbers):
            self.chosen.emit(self._numbers[place])

    def _recolour(self) -> None:
        self.earlier.setIcon(self._look.icon("previous"))
        self.later.setIcon(self._look.icon("next"))
        for tile in self.tiles:
            tile.update()
