"""How a row of the shopping page is painted: box, icon, name, what to buy; below, for which meals, at which price."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

from ui.base.look import GRID, HEADING, PICTURE, TALL_ROW, Look
from ui.base.table import Index, TableModel
from ui.base.widgets import STRIP, may_break
from ui.shopping.shop_rows import ShopRow

BOX = 20  # [px] of the box
LEFT = GRID + BOX + GRID + PICTURE + GRID  # [px] where the name begins
SHARE = 0.42  # of the row: what the amounts on the right take at most
_WRAP = Qt.TextFlag.TextWordWrap
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Places:
    """Where the parts of a row stand, in a row whose upper left corner is at 0, 0."""

    height: int  # [px] of the row
    name: QRectF
    meals: QRectF
    buy: QRectF
    price: QRectF


class RowPainter(QStyledItemDelegate):
    """Rows of at least ``TALL_ROW``: higher where a name or an amount needs more lines, so that nothing is cut."""

    def __init__(self, tree: QTreeView, model: TableModel[ShopRow], look: Look) -> None:
        super().__init__(tree)
        self._tree, self._model, self._look = tree, model, look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row, width = self._model.row(index), self._tree.viewport().width()
        if row is None:
            return QSize(width, max(TALL_ROW, round(QFontMetrics(option.font).height() * HEADING) + GRID))
        return QSize(width, self._places(row, option.font, width).height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, option.rect.top(), self._tree.viewport().width(), option.rect.height())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver) and row is not None
        if selected or hovered:
            painter.fillRect(box, self._look.colour("accent_soft" if selected else "hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(QRectF(0, box.top(), STRIP, box.height()), self._look.colour("accent"))
        if row is None:
            self._paint_heading(painter, option, box, str(index.data()))
        else:
            self._paint_row(painter, option, box, row)
        painter.restore()

    def _paint_heading(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, title: str) -> None:
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(self._look.colour("secondary"))
        painter.drawText(box.adjusted(GRID, 0, -GRID, -GRID / 2), Qt.AlignmentFlag.AlignBottom | _WRAP, title)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, box: QRectF, row: ShopRow) -> None:
        look, ticked, colours = self._look, row.line.ticked, self._look.colours
        at = self._places(row, option.font, round(box.width()))
        tick = QRectF(GRID, box.top() + (box.height() - BOX) / 2, BOX, BOX)
        painter.setPen(QPen(look.colour("accent" if ticked else "box"), 1.5))
        painter.setBrush(look.colour("accent" if ticked else "surface"))
        painter.drawRoundedRect(tick.adjusted(0.75, 0.75, -0.75, -0.75), 4, 4)
        if ticked:
            look.draw(painter, "reached", tick.adjusted(3, 3, -3, -3), colours.on_accent)
        sign = QRectF(tick.right() + GRID, box.top() + (box.height() - PICTURE) / 2, PICTURE, PICTURE)
        look.draw(painter, row.icon, sign, colours.secondary)
        name = QFont(option.font)
        name.setStrikeOut(ticked)
        painter.setFont(name)
        painter.setPen(look.colour("secondary" if ticked else "text"))
        painter.drawText(at.name.translated(0, box.top()), _MIDDLE | _WRAP, may_break(row.line.name))
        strong = QFont(option.font)
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(option.font if ticked else strong)
        painter.drawText(at.buy.translated(0, box.top()), _RIGHT | _WRAP, row.buy)
        painter.setFont(option.font)
        painter.setPen(look.colour("secondary"))
        painter.drawText(at.price.translated(0, box.top()), _RIGHT | _WRAP, row.price)
        shown = QFontMetrics(option.font).elidedText(row.meals, Qt.TextElideMode.ElideRight, int(at.meals.width()))
        painter.drawText(at.meals.translated(0, box.top()), _MIDDLE, shown)
        more = QRectF(box.right() - (TALL_ROW + PICTURE) / 2, box.center().y() - PICTURE / 2, PICTURE, PICTURE)
        look.draw(painter, "more", more.adjusted(3, 3, -3, -3), colours.secondary)
        painter.setPen(look.colour("border"))
        painter.drawLine(QLineF(LEFT, box.bottom() - 0.5, box.right(), box.bottom() - 0.5))

    def _places(self, row: ShopRow, font: QFont, width: int) -> Places:
        """Two lines: name and what to buy, then the meals and the price; each as high as it must be."""
        strong = QFont(font)
        strong.setWeight(QFont.Weight.DemiBold)
        metrics, bold = QFontMetrics(font), QFontMetrics(strong)
        room = max(120, width - LEFT - TALL_ROW)
        most = round(room * SHARE)
        buy_wide = min(most, bold.horizontalAdvance(row.buy) + 2)
        price_wide = min(most, metrics.horizontalAdvance(row.price) + 2)
        name_wide = room - buy_wide - GRID
        tall = 100_000
        name_high = metrics.boundingRect(0, 0, name_wide, tall, _WRAP, may_break(row.line.name)).height()
        buy_high = bold.boundingRect(0, 0, buy_wide, tall, _WRAP, row.buy).height() if row.buy else 0
        price_high = metrics.boundingRect(0, 0, price_wide, tall, _WRAP, row.price).height() if row.price else 0
        first = max(name_high, buy_high)
        second = max(metrics.height() if row.meals else 0, price_high)
        height = max(TALL_ROW, first + second + GRID)
        top = (height - first - second) / 2
        right = LEFT + room
        return Places(
            height,
            QRectF(LEFT, top, name_wide, first),
            QRectF(LEFT, top + first, room - price_wide - GRID, second),
            QRectF(right - buy_wide, top, buy_wide, first),
            QRectF(right - price_wide, top + first, price_wide, second),
        )
