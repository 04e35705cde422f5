"""Foods that a search found, in a list, and the portions of the one that is chosen."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from planner.foods.usda import Measure
from planner.language.translate import _
from planner.now.entering import Offer
from ui.base.number_box import Combo
from ui.base.sentences import number


def show_offers(rows: QListWidget, offers: Iterable[Offer]) -> None:
    """Lists the foods in place of those that are there; none is chosen."""
    rows.clear()
    for offer in offers:
        row = QListWidgetItem(offer.name)
        row.setData(Qt.ItemDataRole.UserRole, offer.id)
        rows.addItem(row)


def chosen_offer(rows: QListWidget) -> str:
    """The id of the food that is chosen, nothing where none is."""
    row = rows.currentItem()
    return str(row.data(Qt.ItemDataRole.UserRole)) if row is not None else ""


def show_measures(portions: Combo, measures: Iterable[Measure]) -> None:
    """Lists portions behind those that are there, each with its grams as data."""
    for measure in measures:
        text = _("{portion} ({grams} g)").format(portion=measure.name, grams=number(measure.grams))
        portions.addItem(text, measure.grams)
