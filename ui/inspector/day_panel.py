"""A day in the inspector: its magnesium as a ring, energy and what it comes from, then what is short."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, ENERGY, MAGNESIUM
from planner.language.numbers import percent
from planner.language.translate import _, ngettext
from planner.plan.nutrition import by_meal
from ui.base.look import GRID, MEAL_COLOURS, TARGET, Look
from ui.base.pictures import Part, paint_ring
from ui.base.rows import fit_rows
from ui.base.sentences import number
from ui.base.widgets import label
from ui.inspector.notice_list import NoticeList
from ui.inspector.nutrient_line import NutrientLine
from ui.nutrition.nutrient_bar import NutrientRow, nutrient_row
from ui.nutrition.nutrient_groups import nutrient_groups
from ui.nutrition.shown_days import ShownDays
from ui.workspace.screen_state import ScreenState

RING = 112  # [px] at the smallest normal text
FIRST = (ENERGY, BY_KEY["carb_g"], BY_KEY["protein_g"], BY_KEY["fat_g"])


class DayRing(QWidget):
    """The magnesium of a day in the colours of its meals, and beside it each meal's part in figures."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row: NutrientRow | None = None
        self._parts: tuple[tuple[str, str, float], ...] = ()  # name, colour, amount [mg]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.updateGeometry)

    def show_day(self, shown: ShownDays) -> None:
        """Shows the magnesium of these days by meal."""
        templates = read_templates()
        self._row = nutrient_row(MAGNESIUM, shown.sums, shown.targets, shown.when)
        self._parts = tuple(
            (templates.meal(meal).name, MEAL_COLOURS[meal], part)
            for meal, part in by_meal(shown.days, MAGNESIUM).items()
        )
        said = ", ".join(f"{name} {number(round(amount))} mg" for name, _tone, amount in self._parts)
        self.setAccessibleName(f"{self._row.spoken}: {said}")
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        """What stands in the ring and beside it."""
        if self._row is None:
            return ""
        return "\n".join([*self._middle(), *(f"{name} {number(round(part))}" for name, _tone, part in self._parts)])

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        high = max(self._ring(), (len(self._parts) + 1) * (metrics.height() + 2))
        return QSize(self._ring() + 2 * GRID + self._words(), high + GRID)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _ring(self) -> int:
        """The side of the ring [px]: its words fit into it."""
        return max(RING, round(1.9 * max(map(self.fontMetrics().horizontalAdvance, self._middle()), default=0)))

    def _words(self) -> int:
        metrics = self.fontMetrics()
        lines = (f"{name}  {number(round(amount))}" for name, _tone, amount in self._parts)
        return max(map(metrics.horizontalAdvance, lines), default=0) + 2 * GRID

    def _middle(self) -> list[str]:
        row = self._row
        if row is None:
            return []
        said = _("{amount} mg").format(amount=number(round(row.total.amount)))
        lines = [f"≥ {said}" if row.total.at_least else said]
        if row.least:
            lines.append(_("of {least} mg").format(least=number(row.least)))
            lines.append(percent(row.total.amount, row.least))
        return lines

    def paintEvent(self, event: QPaintEvent) -> None:
        row, look = self._row, self._look
        if row is None:
            return
        painter, metrics = QPainter(self), self.fontMetrics()
        side = self._ring()
        box = QRectF(2, (self.height() - side) / 2, side, side)
        paint_ring(painter, look, box, [Part(amount, tone) for _name, tone, amount in self._parts], row.least)
        lines = self._middle()
        top = box.center().y() - len(lines) * metrics.height() / 2
        for place, line in enumerate(lines):
            font = self.font()
            font.setBold(place == 0)
            painter.setFont(font)
            painter.setPen(look.colour("low" if row.state == "low" else "text" if place == 0 else "secondary"))
            painter.drawText(QRectF(box.left(), top, side, metrics.height()), Qt.AlignmentFlag.AlignCenter, line)
            top += metrics.height()
        painter.setFont(self.font())
        left, line_height = box.right() + 2 * GRID, metrics.height() + 2
        top = (self.height() - len(self._parts) * line_height) / 2
        for name, tone, amount in self._parts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(tone))
            painter.drawRoundedRect(QRectF(left, top + line_height / 2 - 5, 10, 10), 3, 3)
            painter.setPen(look.colour("text"))
            words = QRectF(left + 2 * GRID, top, self.width() - left - 2 * GRID, line_height)
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(words, flags, f"{name}  {number(round(amount))}")
            top += line_height


class NutrientList(QWidget):
    """Nutrients under one another.

    Signals:
        pressed: the nutrient whose foods are asked for.
    """

    pressed = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.lines: list[NutrientLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rows(self, rows: Sequence[NutrientRow]) -> None:
        """Shows these rows."""
        fit_rows(self._column, self.lines, len(rows), self._make)
        for line, row in zip(self.lines, rows, strict=True):
            line.show_row(row)

    def _make(self) -> NutrientLine:
        line = NutrientLine(self._look)
        line.clicked.connect(lambda: self.pressed.emit(line.row.nutrient if line.row else MAGNESIUM))
        return line


class DayPanel(QWidget):
    """Draws one day.

    Signals:
        nutrient_wished: the nutrient whose foods are asked for.
    """

    nutrient_wished = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._shown: ShownDays | None = None
        self._rest: tuple[NutrientRow, ...] = ()
        self.ring = DayRing(look)
        self.first, self.short, self.rest = NutrientList(look), NutrientList(look), NutrientList(look)
        self.short_title = label(weight="strong", wrap=True)
        self.fold = QPushButton()
        self.fold.setProperty("link", True)
        self.fold.setCheckable(True)
        self.fold.setMinimumHeight(TARGET)
        self.fold.toggled.connect(lambda _on: self._show_rest())
        self.more = label(tone="secondary", wrap=True)
        self.notes_title = label(_("Notes"), weight="strong", wrap=True)
        self.notes = NoticeList(look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.ring)
        column.addWidget(self.first)
        column.addWidget(self.short_title)
        column.addWidget(self.short)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.rest)
        column.addWidget(self.more)
        column.addWidget(self.notes_title)
        column.addWidget(self.notes)
        column.addStretch(1)
        for part in (self.first, self.short, self.rest):
            part.pressed.connect(self.nutrient_wished)

    def show_day(self, state: ScreenState) -> None:
        """Shows the day on screen; nothing where there is none."""
        day, plan, targets = state.day, state.plan, state.targets
        self.setVisible(day is not None and targets is not None)
        if day is None or plan is None or targets is None:
            return
        who = _("you") if state.document.people else ""
        self._shown = shown = ShownDays(plan, day, state.document, targets, state.catalogue, state.before, who=who)
        rows = [row for group in nutrient_groups(shown.sums, targets, shown.when, None) for row in group.rows]
        by_nutrient = {row.nutrient: row for row in rows}
        first = [by_nutrient.pop(nutrient) for nutrient in FIRST if nutrient in by_nutrient]
        others = list(by_nutrient.values())
        short = [row for row in others if row.state in ("low", "over")]
        self._rest = tuple(row for row in others if row.state not in ("low", "over"))
        self.ring.show_day(shown)
        self.first.show_rows(first)
        self.short.show_rows(short)
        self.short_title.setText(_("Not as it should be on this day") if short else _("Nothing is short on this day."))
        self.more.setText(_more_than_needed(shown))
        self.more.setVisible(bool(self.more.text()))
        self.notes.show_notices(state.document.id, state.notices, state.notice_groups)
        for part in (self.notes_title, self.notes):
            part.setVisible(bool(state.notices))
        self._show_rest()

    def _show_rest(self) -> None:
        """The rows that are as they should be, folded until they are asked for."""
        count = len(self._rest)
        opened = self.fold.isChecked()
        said = ngettext("{count} is as it should be", "{count} are as they should be", count).format(count=count)
        text = f"{said}  {'▾' if opened else '▸'}"
        self.fold.setText(text)
        spoken = _("Hide the nutrients that are as they should be") if opened else _("Show: {said}").format(said=said)
        self.fold.setAccessibleName(spoken)
        self.rest.setVisible(opened)
        if opened:
            self.rest.show_rows(self._rest)


def _more_than_needed(shown: ShownDays) -> str:
    """The answer to the first question of everybody who sees much more magnesium than the target."""
    least = shown.targets.least(MAGNESIUM)
    if not least or shown.sums[MAGNESIUM].amount < 1.25 * least or shown.targets.limit(MAGNESIUM) is not None:
        return ""  # where there is a limit for food, a clinician set it
    return _(
        "More magnesium from food than the target does no harm where the kidneys are healthy; the upper limit is for "
        "supplements (Dietary Reference Intakes, 1997). Whole grains, beans, nuts and greens hold more than the least."
    )
