"""What is drawn of amounts: the ring of a day in the colours of its meals, and a bar against one target.

They paint with any painter, so that window and paper can show the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from ui.base.look import Look

AT = 2 / 3  # of a bar's length: where the target stands, whatever the nutrient
ROUND = 360 * 16  # Qt's whole circle
REACH = 3.0  # [px] that a tick stands out of a bar
GAP = 3.0  # [°] between the parts of a ring


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a ring: an amount, and the name of its colour."""

    amount: float
    tone: str


def paint_ring(painter: QPainter, look: Look, box: QRectF, parts: Sequence[Part], target: float | None) -> None:
    """The parts around a circle that stands for the target; more than that goes round a second time, thinner.

    Without a target, the circle stands for all parts together.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    thick = box.width() * 0.11
    whole = target or sum(part.amount for part in parts) or 1.0
    outer = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    inner = outer.adjusted(thick, thick, -thick, -thick)
    painter.setPen(QPen(look.colour("track"), thick, c=Qt.PenCapStyle.FlatCap))
    painter.drawEllipse(outer)
    at = 0.0  # turns from the top
    for part in parts:
        end = min(2.0, at + part.amount / whole)
        for turn, circle, width in ((0, outer, thick), (1, inner, thick * 0.5)):
            first, last = max(at, turn), min(end, turn + 1)
            if last > first:
                span = (last - first) * 360
                space = GAP / 2 if span > 2 * GAP else 0.0
                painter.setPen(QPen(look.colour(part.tone), width, c=Qt.PenCapStyle.FlatCap))
                start = 90 - (first - turn) * 360 - space
                painter.drawArc(circle, round(start * 16), -round((span - 2 * space) * 16))
        at = end


@dataclass(frozen=True, slots=True)
class Bullet:
    """An amount on the one scale of all bars: its target always stands at the same place.

    ``least`` and ``most`` are what it is held against; where there is only a limit, that stands at the place.
    """

    amount: float
    least: float | None
    most: float | None
    tone: str

    @property
    def full(self) -> float | None:
        """What the whole length stands for; None where there is nothing to compare with."""
        at = self.least or self.most
        return at / AT if at else None


def paint_bullet(painter: QPainter, look: Look, box: QRectF, bullet: Bullet) -> None:
    """A bar from the left; a tick at the target, one in red at the limit, an arrow where the amount goes beyond."""
    full = bullet.full
    if full is None:
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("track"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    share = min(1.0, bullet.amount / full)
    if share > 0:
        filled = QRectF(box.left(), box.top(), max(box.height(), box.width() * share), box.height())
        painter.setBrush(look.colour(bullet.tone))
        painter.drawRoundedRect(filled, box.height() / 2, box.height() / 2)
    for value, tone in ((bullet.least, "text"), (bullet.most, "over")):
        if value is not None and 0 < value <= full:
            x = box.left() + box.width() * value / full
            painter.setPen(QPen(look.colour(tone), 2))
            painter.drawLine(QPointF(x, box.top() - REACH), QPointF(x, box.bottom() + REACH))
    if bullet.amount > full:
        middle, right, half = box.center().y(), box.right() - 3, box.height() / 2 - 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("surface"))
        painter.drawPolygon(
            QPolygonF(
                [QPointF(right - half, middle - half), QPointF(right, middle), QPointF(right - half, middle + half)]
            )
        )
