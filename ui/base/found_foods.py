"""Lists to choose from: foods that a search found with their portions, and lines that were read from a file."""

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


def show_places(rows: QListWidget, entries: Iterable[tuple[int, str]]) -> None:
    """Lists entries in place of those that are there, each with the place it stands for; the first one is chosen.

    No signal says so: who calls it shows what is chosen then.
    """
    rows.blockSignals(True)
    rows.clear()
    for place, words in entries:
        row = QListWidgetItem(words)
        row.setData(Qt.ItemDataRole.UserRole, place)
        rows.addItem(row)
    rows.setCurrentRow(0)
    rows.blockSignals(False)


def chosen_place(rows: QListWidget) -> int | None:
    """The place the chosen entry stands for."""
    row = rows.currentItem()
    return None if row is None else int(row.data(Qt.ItemDataRole.UserRole))
