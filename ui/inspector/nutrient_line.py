"""One nutrient in the inspector: its name, its amount against the target, and a bar on the scale of all others."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from planner.language.numbers import percent
from ui.base.look import GRID, TARGET, Look
from ui.base.pictures import Bullet, paint_bullet
from ui.base.sentences import reached
from ui.nutrition.nutrient_bar import NutrientRow

BAR = 8  # [px]
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class NutrientLine(QAbstractButton):
    """A line that can be pressed to see what supplies the nutrient. It speaks as the row of the nutrition page does."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.row: NutrientRow | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        look.changed.connect(self.updateGeometry)

    def show_row(self, row: NutrientRow) -> None:
        """Shows a nutrient of some days."""
        self.row = row
        self.setAccessibleName(row.spoken)
        self.setToolTip(row.spoken)
        self.updateGeometry()
        self.update()

    @property
    def figure(self) -> str:
        """The amount against its target in figures; below it, the share."""
        if self.row is None:
            return ""
        row = self.row
        said = reached(row.total, row.goal, row.most, row.nutrient.unit)
        if row.state == "low" and row.goal:
            return f"{said} · {percent(row.total.amount, row.goal)}"
        return said

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        lines = 1 if self._fits(metrics, 320) else 2
        return QSize(240, max(TARGET, lines * metrics.height() + BAR + 2 * GRID))

    def minimumSizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        name = metrics.horizontalAdvance(self.row.nutrient.label) if self.row else 0
        widest = max(name, metrics.horizontalAdvance(self.figure))
        return QSize(widest + GRID, self.heightForWidth(widest + GRID))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        lines = 1 if self._fits(metrics, width) else 2
        return max(TARGET, lines * metrics.height() + BAR + 2 * GRID)

    def _fits(self, metrics: QFontMetrics, width: int) -> bool:
        """Whether name and figure stand beside each other."""
        if self.row is None:
            return True
        need = metrics.horizontalAdvance(self.row.nutrient.label) + metrics.horizontalAdvance(self.figure) + 2 * GRID
        return need <= width - GRID

    def paintEvent(self, event: QPaintEvent) -> None:
        row, look = self.row, self._look
        if row is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or self.underMouse():
            painter.setPen(QPen(look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        metrics = self.fontMetrics()
        room = QRectF(self.rect()).adjusted(GRID // 2, GRID // 2, -GRID // 2, 0)
        line = QRectF(room.left(), room.top(), room.width(), metrics.height())
        painter.setPen(look.colour("text"))
        painter.drawText(line, _LEFT, row.nutrient.label)
        one = self._fits(metrics, self.width())
        if not one:
            line.translate(0, metrics.height())
        painter.setPen(look.colour(row.state if row.state in ("low", "over") else "secondary"))
        painter.drawText(line, _RIGHT if one else _LEFT, self.figure)
        box = QRectF(room.left(), line.bottom() + GRID // 2, room.width(), BAR)
        paint_bullet(painter, look, box, Bullet(row.total.amount, row.goal, row.most, row.state))
