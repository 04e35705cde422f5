"""The picture of magnesium by days: a bar as eaten, the target as a line, the running mean as another."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from planner.foods.nutrients import MAGNESIUM
from planner.language.dates import short_date
from planner.language.translate import _
from planner.plan.promise import is_short
from planner.progress.recorded import DayProgress, Progress
from ui.base.look import GRID, Look
from ui.base.sentences import number

HEIGHT = 180  # [px]
WIDEST, NARROWEST = 28.0, 1.0  # [px] of a bar
ROOM = 1.15  # of the largest amount, above it


class MagnesiumPicture(QWidget):
    """Draws the days of a stretch by their dates; a day that was not recorded leaves its place empty.

    The same figures stand in the table below it, for those who do not see it.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._progress: Progress | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(480, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, HEIGHT)

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        said = _("Magnesium of {count} days as bars, with the target and the mean of seven days as lines")
        self.setAccessibleName(said.format(count=len(progress.days)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        found, painter = self._progress, QPainter(self)
        if found is None or not found.days:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = painter.fontMetrics().height()
        most = ROOM * max(max(_eaten(day), day.least(MAGNESIUM) or 0.0, 1.0) for day in found.days)
        left = painter.fontMetrics().horizontalAdvance(f"{number(round(most))} mg") + GRID
        box = QRectF(left, line, self.width() - left - GRID, self.height() - 2.5 * line)
        span = found.last.toordinal() - found.first.toordinal() + 1
        step = box.width() / span

        def at(day: DayProgress, amount: float) -> QPointF:
            place = day.date.toordinal() - found.first.toordinal()
            return QPointF(box.left() + (place + 0.5) * step, box.bottom() - box.height() * amount / most)

        self._paint_axis(painter, box, most, found)
        wide = max(NARROWEST, min(WIDEST, 0.7 * step))
        for day in found.days:
            top, least = at(day, _eaten(day)), day.least(MAGNESIUM)
            reached = least is None or not is_short(MAGNESIUM, _eaten(day), least)
            bar = QRectF(top.x() - wide / 2, top.y(), wide, box.bottom() - top.y())
            painter.setPen(QPen(self._look.colour("accent" if reached else "low"), 1.0))
            painter.setBrush(self._look.colour("accent_soft") if reached else Qt.BrushStyle.BDiagPattern)
            painter.drawRect(bar)
        goal = [at(day, least) for day in found.days if (least := day.least(MAGNESIUM)) is not None]
        mean = [at(day, amount) for day, amount in zip(found.days, found.running, strict=True)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for points, tone, style in ((goal, "text", Qt.PenStyle.DashLine), (mean, "text", Qt.PenStyle.SolidLine)):
            painter.setPen(QPen(self._look.colour(tone), 1.6, style))
            if len(points) == 1:
                half = QPointF(max(wide, GRID) / 2, 0)
                points = [points[0] - half, points[0] + half]
            painter.drawPolyline(QPolygonF(points))

    def _paint_axis(self, painter: QPainter, box: QRectF, most: float, found: Progress) -> None:
        painter.setPen(QPen(self._look.colour("border"), 1.0))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(self._look.colour("secondary"))
        line = painter.fontMetrics().height()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for amount in (0.0, most / ROOM):
            y = box.bottom() - box.height() * amount / most
            painter.drawText(QRectF(0, y - line / 2, box.left() - GRID / 2, line), right, f"{number(round(amount))} mg")
        below = QRectF(box.left(), box.bottom() + line / 4, box.width(), line)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, short_date(found.first))
        if found.last != found.first:
            painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, short_date(found.last))


def _eaten(day: DayProgress) -> float:
    """[mg]"""
    return day.eaten.totals[MAGNESIUM].amount
