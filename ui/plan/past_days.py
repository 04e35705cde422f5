"""Days that are over, a week at a time, greyed: what was eaten of each, to be read and not to be changed."""

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from planner.document.document import Document, RecordedDay
from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import SHORT_WEEKDAYS, long_date
from planner.language.numbers import percent
from planner.language.translate import _
from planner.output.sheets import amount_text
from planner.plan.plan import WEEK, Total
from planner.progress.output import marks_in_words
from planner.progress.recorded import DayProgress, Foods
from ui.base.look import GRID, Look
from ui.base.recorded_words import drinks_in_words, meal_in_words
from ui.base.rows import fit_rows
from ui.base.sentences import number
from ui.base.widgets import label, push_button, tool_button
from ui.plan.day_tiles import HALF, DayTile
from ui.workspace.screen_state import ScreenState

_CENTRE = Qt.AlignmentFlag.AlignCenter


def has_past(state: ScreenState) -> bool:
    """Whether a day before today is recorded."""
    recorded, today = state.document.recorded, state.today
    return bool(recorded) and today is not None and recorded[0].date < today and state.catalogue is not None


class PastTile(DayTile):
    """A day that is over, in grey: its date, and the magnesium that was eaten, with a tick where the target was met."""

    base = "window"

    def show_past(self, when: date, day: DayProgress | None) -> None:
        """``day`` is None where nothing was recorded of the date."""
        least = day.least(MAGNESIUM) if day is not None else None
        eaten = day.eaten.totals[MAGNESIUM] if day is not None else None
        said = _("{day}, over: no meals were recorded").format(day=long_date(when))
        if eaten is not None:
            said = _("{day}, over: {amount} of magnesium").format(day=long_date(when), amount=_amount(eaten))
        if eaten is not None and least is not None:
            said = _("{day}, over: {amount} of magnesium, {share} of its target").format(
                day=long_date(when), amount=_amount(eaten), share=percent(eaten.amount, least)
            )
        reached = eaten is not None and least is not None and round(eaten.amount) >= round(least)
        name = f"{SHORT_WEEKDAYS[when.weekday()]} {when.day}"
        self.show_words(name, "–" if eaten is None else number(round(eaten.amount)), said, reached)

    def paint_amount(self, painter: QPainter, box: QRectF) -> None:
        font = self.font()
        font.setBold(self.isChecked())
        painter.setFont(font)
        painter.setPen(self.look.colour("secondary"))
        if not self.reached:
            painter.drawText(box, _CENTRE, self.amount)
            return
        self.paint_with_sign(painter, box, "reached", self.look.colours.secondary)


class PastDays(QWidget):
    """A week of days that are over as tiles, and below them the meals of the chosen one.

    It goes back to the first recorded day, week by week. Arrow keys go from tile to tile.

    Signals:
        left: the plan is to be shown again.
    """

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._document = Document()
        self._foods: Foods | None = None
        self._today = date.min
        self.day: date | None = None  # the chosen one
        self._dates: tuple[date, ...] = ()
        self.tiles: list[PastTile] = []
        self._group = QButtonGroup(self)
        self.earlier = tool_button("", _("The week before"), quiet=True)
        self.later = tool_button("", _("The week after"), quiet=True)
        self.today_button = push_button(_("Today"), _("Back to today and the plan"), by_return=False)
        self.earlier.clicked.connect(lambda: self.step(-WEEK))
        self.later.clicked.connect(lambda: self.step(WEEK))
        self.today_button.clicked.connect(lambda: self.left.emit())
        self.said = label(weight="strong", wrap=True)
        self.sums = label(tone="secondary", wrap=True)
        self.meals: list[QLabel] = []  # and after them the drinks
        inside = QWidget()
        inside.setObjectName("scrolled")
        self._lines = QVBoxLayout(inside)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(GRID)
        self._lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.area = QScrollArea()
        self.area.setWidget(inside)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # scrolled by keys
        self.area.setAccessibleName(_("Meals of a day that is over"))
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.hint = label(
            _("A day that is over is not planned again. Say what you ate on the page Days and progress (Ctrl+7)."),
            tone="secondary",
            wrap=True,
        )
        self._arrange()
        look.changed.connect(self._recolour)
        self._recolour()

    def _arrange(self) -> None:
        self._grid = QGridLayout()
        self._grid.setSpacing(GRID // 2)
        strip = QHBoxLayout()
        strip.setSpacing(GRID // 2)
        strip.addWidget(self.earlier)
        strip.addLayout(self._grid, 1)
        strip.addWidget(self.later)
        strip.addWidget(self.today_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(strip)
        for widget in (self.said, self.sums):
            layout.addWidget(widget)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.hint)

    def show_state(self, state: ScreenState) -> None:
        """Draws the week of the chosen day, at first the last one before today."""
        if state.today is None or state.catalogue is None:
            return
        self._document, self._today = state.document, state.today
        if self._foods is None or self._foods.catalogue is not state.catalogue:
            self._foods = Foods(state.catalogue)
        if self.day is None or self.day >= state.today:
            self.day = state.today - timedelta(days=1)
        self._draw()

    def choose(self, when: date) -> None:
        """Shows a day between the first recorded one and yesterday; another date shows the nearest of them."""
        self.day = max(self._first, min(when, self._last))
        self._draw()

    def step(self, days: int) -> bool:
        """So many days later; False where there is no such day that is over, so that nothing changed."""
        if self.day is None or (self.day == self._last and days > 0) or (self.day == self._first and days < 0):
            return False
        self.choose(self.day + timedelta(days=days))
        return True

    def focus_day(self) -> None:
        """Gives the focus to the tile of the chosen day."""
        if self.day in self._dates:
            self.tiles[self._dates.index(self.day)].setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _last(self) -> date:
        return self._today - timedelta(days=1)

    @property
    def _first(self) -> date:
        recorded = self._document.recorded
        return min(recorded[0].date, self._last) if recorded else self._last

    def _draw(self) -> None:
        if self.day is None or self._foods is None:
            return
        back = (self._last - self.day).days // WEEK * WEEK
        end = self._last - timedelta(days=back)
        self._dates = tuple(end - timedelta(days=WEEK - 1 - place) for place in range(WEEK))
        fit_rows(self._grid, self.tiles, WEEK, partial(PastTile, self._look), self._put)
        for when, tile in zip(self._dates, self.tiles, strict=True):
            recorded = self._document.recorded_on(when)
            tile.show_past(when, None if recorded is None else self._foods.day(recorded))
            with QSignalBlocker(tile):
                tile.setChecked(when == self.day)
        self.earlier.setEnabled(self._dates[0] > self._first)
        self.later.setEnabled(end < self._last)
        self._show_day(self.day, self._document.recorded_on(self.day), self._foods)

    def _show_day(self, when: date, day: RecordedDay | None, foods: Foods) -> None:
        self.said.setText(_("{day}, over").format(day=long_date(when)))
        self.area.setVisible(day is not None)
        if day is None:
            self.sums.setText(_("No meals of this day were recorded."))
            return
        held = foods.day(day)
        eaten, least = held.eaten.totals[MAGNESIUM], held.least(MAGNESIUM)
        said = _("Magnesium {amount}").format(amount=_amount(eaten))
        if least is not None:
            said = _("Magnesium {amount} of {goal} mg").format(amount=_amount(eaten), goal=number(round(least)))
        self.sums.setText(". ".join((said, *marks_in_words(held))))
        words = [meal_in_words(meal, foods, self._document.shopping.packs) for meal in day.meals]
        drinks = drinks_in_words(day, foods.catalogue)
        said_of_all = [*words, drinks] if drinks else words
        fit_rows(self._lines, self.meals, len(said_of_all), lambda: label(wrap=True))
        for line, text in zip(self.meals, said_of_all, strict=True):
            line.setText(text)
        self.area.setAccessibleDescription("\n".join(said_of_all))

    def resizeEvent(self, event: object) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._place()

    def _place(self) -> None:
        """A week in one row, or in two where large text leaves no room for that."""
        need = sum(tile.minimumSizeHint().width() + GRID // 2 for tile in self.tiles)
        beside = (self.earlier, self.later, self.today_button)
        room = self.width() - sum(each.sizeHint().width() + GRID // 2 for each in beside)
        columns = WEEK if need <= room + GRID // 2 else HALF
        for place, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, place // columns, place % columns)
        for column in range(WEEK):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _put(self, place: int, tile: PastTile) -> None:
        tile.toggled.connect(lambda on: self.choose(self._dates[place]) if on else None)
        self._group.addButton(tile)
        self._grid.addWidget(tile, place // HALF, place % HALF)
        self._place()

    def _recolour(self) -> None:
        self.earlier.setIcon(self._look.icon("previous"))
        self.later.setIcon(self._look.icon("next"))
        for tile in self.tiles:
            tile.update()


def _amount(total: Total) -> str:
    return amount_text(total, "mg")
