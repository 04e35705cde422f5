"""Paints a picture over days, in the window and on paper alike."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from planner.language.dates import short_date
from planner.output.picture import MISSED, REACHED, Bar, Curve, Picture, Strip

TALL, LOW, LISTED = 7.0, 2.6, 1.2  # lines of letters: the strip of amounts, each below it, and a point with words
TITLE, ABOVE, BELOW = 1.4, 1.8, 1.4  # lines of letters: a title over its strip, with a gap, and the dates below
WIDEST = 2.0  # letters' heights: of a bar
HATCH = 0.4  # letters' heights between the lines that hatch a bar


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a picture, and how thick a line is, in the painter's units."""

    text: QColor
    secondary: QColor
    axis: QColor
    reached: QColor
    reached_fill: QColor
    missed: QColor
    width: float = 1.0


def picture_height(picture: Picture, line: float) -> float:
    """How high a picture is painted, for letters whose lines are so high."""
    return line * (sum(ABOVE + _lines(strip) for strip in picture.strips) + BELOW)


def _lines(strip: Strip) -> float:
    return TALL if strip.tall else max(LISTED * len(strip.listed), 0.0 if strip.listed else LOW)


def paint_picture(painter: QPainter, box: QRectF, picture: Picture, font: QFont, ink: Ink) -> None:
    """Paints the strips below each other into a box of the height of ``picture_height``; dates stand below the last."""
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font)
    line = metrics.height()
    scales = [words for strip in picture.strips for _amount, words in strip.scale]
    left = max((metrics.horizontalAdvance(words) for words in scales), default=0.0) + 0.5 * line
    painting = _Painting(painter, picture, ink, line, metrics)
    at = box.top()
    plot = QRectF()
    for strip in picture.strips:
        high = line * _lines(strip)
        plot = QRectF(box.left() + left, at + ABOVE * line, box.width() - left, high)
        painting.paint_strip(strip, plot, box.left())
        at += ABOVE * line + high
    painting.paint_dates(plot)
    painter.restore()


@dataclass(frozen=True, slots=True)
class _Painting:
    """One picture on one painter."""

    painter: QPainter
    picture: Picture
    ink: Ink
    line: float
    metrics: QFontMetricsF

    def paint_strip(self, strip: Strip, plot: QRectF, left: float) -> None:
        top = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        self.painter.setPen(self.ink.secondary)
        title = self.metrics.elidedText(strip.title, Qt.TextElideMode.ElideRight, plot.right() - left)
        self.painter.drawText(QRectF(left, plot.top() - TITLE * self.line, plot.right() - left, self.line), top, title)
        self._paint_scale(strip, plot, left)
        self._paint_bars(strip, plot)
        for curve in strip.curves:
            self._paint_curve(strip, curve, plot)
        for dot in strip.dots:
            self._paint_point(self._at(strip, dot.date, dot.amount, plot), 0.45 * self._step(plot))
        for place, each in enumerate(strip.listed):
            at = QPointF(self._at(strip, each.date, 0.0, plot).x(), plot.top() + (place + 0.5) * LISTED * self.line)
            self._paint_point(at, self.line)
            self._paint_words(each.words, at, plot)

    def paint_dates(self, plot: QRectF) -> None:
        """The first and the last day below the last strip."""
        self.painter.setPen(self.ink.secondary)
        below = QRectF(plot.left(), plot.bottom() + 0.2 * self.line, plot.width(), self.line)
        first, last = self.picture.first, self.picture.last
        names = [
            f"{short_date(when)} {when.year}" if first.year != last.year else short_date(when) for when in (first, last)
        ]
        self.painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, names[0])
        if last != first:
            self.painter.drawText(below, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, names[1])

    def _step(self, plot: QRectF) -> float:
        return plot.width() / (self.picture.last.toordinal() - self.picture.first.toordinal() + 1)

    def _at(self, strip: Strip, when: date, amount: float, plot: QRectF) -> QPointF:
        place = when.toordinal() - self.picture.first.toordinal()
        share = (amount - strip.least) / (strip.most - strip.least)
        return QPointF(plot.left() + (place + 0.5) * self._step(plot), plot.bottom() - plot.height() * share)

    def _paint_scale(self, strip: Strip, plot: QRectF, left: float) -> None:
        self.painter.setPen(QPen(self.ink.axis, self.ink.width))
        self.painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        self.painter.setPen(self.ink.secondary)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for amount, words in strip.scale:
            y = self._at(strip, self.picture.first, amount, plot).y() - self.line / 2
            y = min(y, plot.bottom() - 0.8 * self.line)  # below it stands the title of the next strip
            place = QRectF(left, y, plot.left() - left - 0.3 * self.line, self.line)
            self.painter.drawText(place, right, words)

    def _paint_bars(self, strip: Strip, plot: QRectF) -> None:
        wide = max(self.ink.width, min(WIDEST * self.line, 0.7 * self._step(plot)))
        for bar in strip.bars:
            top = self._at(strip, bar.date, bar.amount, plot)
            self._paint_bar(QRectF(top.x() - wide / 2, top.y(), wide, plot.bottom() - top.y()), bar)

    def _paint_bar(self, box: QRectF, bar: Bar) -> None:
        edge = {REACHED: self.ink.reached, MISSED: self.ink.missed}.get(bar.kind, self.ink.secondary)
        self.painter.setPen(QPen(edge, self.ink.width))
        self.painter.setBrush(self.ink.reached_fill if bar.kind == REACHED else Qt.BrushStyle.NoBrush)
        self.painter.drawRect(box)
        if bar.kind == MISSED:
            self._hatch(box)

    def _hatch(self, box: QRectF) -> None:
        """Slanting lines, drawn by hand: a pattern of Qt's has the size of the device's dots, on paper far too fine."""
        self.painter.save()
        self.painter.setClipRect(box, Qt.ClipOperation.IntersectClip)
        step = HATCH * self.line
        count = int((box.width() + box.height()) / step) + 1
        lines = [
            QLineF(
                box.left(), box.top() + place * step, box.left() + box.width(), box.top() + place * step - box.width()
            )
            for place in range(1, count + 1)
        ]
        self.painter.drawLines(lines)
        self.painter.restore()

    def _paint_curve(self, strip: Strip, curve: Curve, plot: QRectF) -> None:
        style = Qt.PenStyle.DashLine if curve.dashed else Qt.PenStyle.SolidLine
        self.painter.setPen(QPen(self.ink.text, 1.6 * self.ink.width, style))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        points = [self._at(strip, when, amount, plot) for when, amount in curve.points]
        if len(points) == 1 and not strip.dots:
            half = QPointF(0.5 * self.line, 0)
            points = [points[0] - half, points[0] + half]
        if points:
            self.painter.drawPolyline(QPolygonF(points))

    def _paint_point(self, at: QPointF, most: float) -> None:
        """Smaller where many stand close together, so that the line between them is seen."""
        self.painter.setPen(QPen(self.ink.text, self.ink.width))
        self.painter.setBrush(self.ink.text)
        radius = max(0.8 * self.ink.width, min(most, 0.14 * self.line))
        self.painter.drawEllipse(at, radius, radius)

    def _paint_words(self, words: str, at: QPointF, plot: QRectF) -> None:
        """Beside the point, on the side where there is room."""
        wide, gap = self.metrics.horizontalAdvance(words), 0.4 * self.line
        left = at.x() + gap if at.x() + gap + wide <= plot.right() else at.x() - gap - wide
        box = QRectF(left, at.y() - self.line / 2, wide + 1, self.line)
        self.painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
