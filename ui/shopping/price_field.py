"""A field for what the user pays for a line of the shopping list."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from planner.document.document import Document
from planner.language.translate import _
from planner.shopping.bought import read_bought
from planner.shopping.own_prices import price_of_line, usual_price_of_line
from planner.shopping.prices import Price
from planner.shopping.shopping_list import LB, Line
from ui.base.look import GRID
from ui.base.number_box import NumberEdit, write_number
from ui.base.widgets import label, scaled

FIELD = 104  # [px]
LARGEST = 10_000.0  # [US$ / kg, times the price level] more is a slip of the hand
KG = 1000.0  # [g]


class PriceField(QWidget):
    """The user's own price of the chosen line, for one pack as the shelf says it; what has none, by weight.

    Empty, it shows what the table says. What is typed is taken with Return or when the field is left.

    Signals:
        priced: the price [currency / kg], or None for the table's.
        refused: a sentence that says why what was typed is no price; it stays in the field.
    """

    priced = Signal(object)
    refused = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._grams = KG  # the weight the price is of
        self._largest = LARGEST  # [currency / kg]
        self._key = ""  # of the line
        self._before = ""  # what the field says when nobody has typed in it
        self.edit = NumberEdit(_("Your price"))
        self.edit.setFixedWidth(scaled(FIELD))
        self.edit.editingFinished.connect(self._finish)
        self._label = label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addWidget(self._label)
        layout.addWidget(self.edit)
        layout.addStretch(1)

    def show_line(self, line: Line | None, document: Document) -> None:
        """Shows the price of a line; disabled where it has none."""
        pound = document.shopping.packs == "us"
        pack = line.pack if line is not None else None
        self._grams = pack.grams if pack else LB if pound else KG
        self._largest = LARGEST * max(1.0, document.shopping.price_factor)
        currency = document.shopping.currency
        one = _("a pound") if pound else _("a kilogram")
        if pack is not None:
            one = _("one") if pack.name == "each" else _("one ({pack})").format(pack=pack.name.removesuffix(", each"))
        self._label.setText(_("Your price for {one}, {currency}:").format(one=one, currency=currency))
        priced = line is not None and not line.own
        price = price_of_line(line, document) if line is not None and priced else None
        usual = usual_price_of_line(line, document, read_bought()) if line is not None and priced else None
        key, text = line.key if line else "", "" if price is None else self._text(price)
        if (key, text) != (self._key, self._before) or not self.edit.hasFocus():
            self.edit.setText(text)  # else somebody may be typing
        self._key, self._before = key, text
        self.edit.setPlaceholderText(self._usually(usual) if usual is not None else "")
        said = _("Your price of {food} for {one}, {currency}")
        name = said.format(food=line.name, one=one, currency=currency) if line and priced else ""
        self.edit.setAccessibleName(name or _("Your price"))
        self.edit.setAccessibleDescription(self.edit.placeholderText())
        self.setEnabled(priced)

    def _usually(self, usual: Price) -> str:
        said = _("about {price}") if usual.estimated else _("usually {price}")
        return said.format(price=self._text(usual.per_gram * KG))

    def _text(self, per_kg: float) -> str:
        return write_number(per_kg * self._grams / KG)

    def _finish(self) -> None:
        if self.edit.text() == self._before:
            return
        number = self.edit.number
        price = None if number is None else number * KG / self._grams
        if self.edit.wrong:
            self.refused.emit(self.edit.wrong)
        elif price is not None and not 0 <= price <= self._largest:
            most = write_number(self._largest * self._grams / KG)
            self.refused.emit(_("A price is a number from 0 to {most}.").format(most=most))
        else:
            self._before = self.edit.text()
            self.priced.emit(price)
