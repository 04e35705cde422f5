"""The small columns below the week: an amount of each day against the target."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.foods.nutrients import Nutrient
from planner.language.numbers import percent
from planner.language.translate import _
from planner.plan.promise import is_over, is_short
from ui.base.look import GRID, Look
from ui.base.sentences import number

HIGH, WIDE = 40, 20  # [px] of the largest column


@dataclass(frozen=True, slots=True)
class Column:
    """An amount of one day, and what it is held against."""

    nutrient: Nutrient
    amount: float  # [nutrient.unit / day]
    at_least: bool
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day]
    aim: float | None  # [nutrient.unit / day] what is said and marked as the target: of a band, its centre
    full: float  # [nutrient.unit / day] what the whole height stands for; the same for all days beside each other

    @property
    def state(self) -> str:
        """The name of the colour that fits."""
        if self.most is not None and is_over(self.amount, self.most):
            return "over"
        low = self.least is not None and is_short(self.nutrient, self.amount, self.least)
        return "low" if low else "accent"

    @property
    def text(self) -> str:
        """The amount in figures; below the target, its share."""
        said = f"{'≥ ' if self.at_least else ''}{number(round(self.amount))}"
        if self.state == "low" and self.aim:
            return f"{said} · {percent(self.amount, self.aim)}"
        return said

    @property
    def spoken(self) -> str:
        """What a screen reader says."""
        amount = f"{number(round(self.amount))} {self.nutrient.unit}"
        said = _("at least {amount}").format(amount=amount) if self.at_least else amount
        if self.aim:
            return _("{amount} of {least}, {share}").format(
                amount=said, least=number(self.aim), share=percent(self.amount, self.aim)
            )
        return said


def paint_column(painter: QPainter, look: Look, box: QRectF, column: Column) -> None:
    """The amount as a column that stands on the box's lower edge, and a line across at the target."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = min(WIDE, box.width() / 2)
    high = box.height() * min(1.0, column.amount / column.full)
    bar = QRectF(box.center().x() - width / 2, box.bottom() - high, width, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour(column.state))
    painter.drawRoundedRect(bar, 2, 2)
    if column.aim:
        y = box.bottom() - box.height() * min(1.0, column.aim / column.full)
        painter.setPen(QPen(look.colour("text"), 1.5))
        painter.drawLine(round(box.left()), round(y), round(box.right()), round(y))


class DayColumn(QWidget):
    """One day's column with its figure below."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.column: Column | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_column(self, column: Column, name: str) -> None:
        """Shows an amount; ``name`` says of what and of which day."""
        self.column = column
        self.setAccessibleName(f"{name}: {column.spoken}")
        self.setToolTip(self.accessibleName())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        text = self.column.text if self.column is not None else "0"
        return QSize(metrics.horizontalAdvance(text) + GRID // 2, HIGH + metrics.height() + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.column is None:
            return
        painter = QPainter(self)
        paint_column(painter, self._look, QRectF(0, 2, self.width(), HIGH - 2), self.column)
        font = self.font()
        painter.setFont(font)
        short = self.column.state != "accent"
        painter.setPen(self._look.colour(self.column.state if short else "text"))
        below = QRectF(0, HIGH + 2, self.width(), self.height() - HIGH - 2)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.column.text)
