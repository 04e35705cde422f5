"""An amount against its target and its limit: the row that knows them, and the bar that draws them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from planner.foods.nutrients import ENERGY, Nutrient
from planner.language.numbers import percent
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.plan.plan import Total
from planner.plan.promise import is_over, is_short
from ui.base.look import Look
from ui.base.sentences import amount, number
from ui.base.table import Index, Role
from ui.base.widgets import RowDelegate

ROW_ROLE = Role.UserRole
THICK, THIN = 12, 8  # [px] the bar that stands alone, and the one in a row
REACH = 3.0  # [px] that the ticks stand out of a bar
MARK = 3.5  # [px] half the width of the mark at the amount before
NOTICED = 0.005  # of the amount: a smaller change is not marked


@dataclass(frozen=True, slots=True)
class NutrientRow:
    """One nutrient of some days against its target; ``when`` says of which."""

    nutrient: Nutrient
    total: Total
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day]
    when: str = ""
    was: float | None = None  # [nutrient.unit / day] before the last edit, for as long as that is shown
    aim: float | None = None  # [nutrient.unit / day] of a band, its centre: what the user knows as the target

    @property
    def goal(self) -> float | None:
        """What is said and marked as the target [nutrient.unit / day]."""
        return self.least if self.aim is None else self.aim

    @property
    def state(self) -> str:
        """The name of the colour that fits: reached, too low, too high, or nothing to compare with."""
        if self.most is not None and is_over(self.total.amount, self.most):
            return "over"
        if self.least is not None:
            low = is_short(self.nutrient, self.total.amount, self.least) and self.nutrient.chased
            return "low" if low else "accent"
        return "accent" if self.most is not None else "faint"

    @property
    def full(self) -> float:
        """What the whole length of the bar stands for [nutrient.unit]."""
        full = max(self.total.amount * 1.1, 1.5 * (self.least or 0.0), 1e-9)
        if self.most is not None and self.most < 2 * full:
            full = max(full, self.most * 1.1)
        return full

    @property
    def spoken(self) -> str:
        """What a screen reader says in place of the bar."""
        unit = self.nutrient.unit
        parts = [f"{self.nutrient.label} {self.when}".strip(), amount(self.total, self.nutrient)]
        if self.goal:
            share = percent(self.total.amount, self.goal)
            parts.append(_("{share} of {least} {unit}").format(share=share, least=number(self.goal), unit=unit))
        if self.most is not None:
            parts.append(_("limit {most} {unit}").format(most=number(self.most), unit=unit))
        if self.state == "over":
            parts.append(_("above the limit"))
        if self.was is not None:
            parts.append(_("before the last edit {amount} {unit}").format(amount=number(self.was), unit=unit))
        return ", ".join(parts)


def nutrient_row(
    nutrient: Nutrient,
    sums: Mapping[Nutrient, Total],
    targets: Targets,
    when: str,
    before: Mapping[Nutrient, Total] | None = None,
) -> NutrientRow:
    """The row of a nutrient; ``before`` are the totals before the last edit, None where they are not shown."""
    aim = targets.energy_kcal if nutrient == ENERGY else None
    row = NutrientRow(nutrient, sums[nutrient], targets.least(nutrient), targets.limit(nutrient), when, aim=aim)
    was = before[nutrient].amount if before else row.total.amount
    return replace(row, was=was) if abs(was - row.total.amount) > NOTICED * max(was, row.total.amount) else row


def paint_bar(painter: QPainter, look: Look, box: QRectF, row: NutrientRow) -> None:
    """The amount as a bar, a tick at the recommended amount, another at the limit, a thin mark at what was before."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(look.colour("track"))
    painter.drawRoundedRect(box, radius, radius)
    filled = QRectF(box)
    filled.setWidth(max(box.height(), box.width() * min(1.0, row.total.amount / row.full)))
    if row.total.amount > 0:
        painter.setBrush(look.colour(row.state))
        painter.drawRoundedRect(filled, radius, radius)
    for value, tone in ((row.goal, "text"), (row.most, "over")):
        if value is not None and 0 < value <= row.full:
            x = box.left() + box.width() * value / row.full
            painter.setPen(QPen(look.colour(tone), 2))
            painter.drawLine(round(x), round(box.top() - REACH), round(x), round(box.bottom() + REACH))
    if row.was is not None:
        _paint_mark(painter, look, box, min(1.0, row.was / row.full))


def _paint_mark(painter: QPainter, look: Look, box: QRectF, share: float) -> None:
    """A thin line with a small triangle under it, which no tick has."""
    x = min(max(box.left() + box.width() * share, box.left() + MARK), box.right() - MARK)
    painter.setPen(QPen(look.colour("surface"), 3))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setPen(QPen(look.colour("secondary"), 1))
    painter.drawLine(QPointF(x, box.top()), QPointF(x, box.bottom()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("secondary"))
    foot = box.bottom() + 2 * MARK
    painter.drawPolygon(QPolygonF([QPointF(x, box.bottom()), QPointF(x - MARK, foot), QPointF(x + MARK, foot)]))


class BarDelegate(RowDelegate):
    """Paints a nutrient's bar; the row speaks for it."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = index.data(ROW_ROLE)
        if isinstance(row, NutrientRow) and row.state != "faint":
            rect = QRectF(option.rect)
            box = QRectF(rect.left() + 4, rect.center().y() - THIN / 2, rect.width() - 8, THIN)
            painter.save()
            paint_bar(painter, self._look, box, row)
            painter.restore()


class AmountBar(QWidget):
    """One amount against its target, divided into the meals it comes from."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row: NutrientRow | None = None
        self._parts: tuple[float, ...] = ()
        self.setMinimumHeight(24)
        look.changed.connect(self.update)

    @property
    def row(self) -> NutrientRow | None:
        """The nutrient that the bar shows."""
        return self._row

    def show_amounts(self, row: NutrientRow, parts: tuple[float, ...]) -> None:
        """Shows a nutrient, with the amount of each meal as a part of the bar."""
        self._row, self._parts = row, parts
        self.setAccessibleName(row.spoken)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(160, 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._row is None:
            return
        painter = QPainter(self)
        box = QRectF(0, (self.height() - THICK) / 2 - 1, self.width(), THICK)
        paint_bar(painter, self._look, box, self._row)
        painter.setPen(QPen(self._look.colour("surface"), 2))
        x = box.left()
        for part in self._parts[:-1]:
            x += box.width() * part / self._row.full
            painter.drawLine(round(x), round(box.top()), round(x), round(box.bottom()))
