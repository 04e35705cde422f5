"""Rows of widgets that grow and shrink with what they show, so that a row that stays keeps its place and the focus."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QLayout, QWidget

Row = TypeVar("Row", bound=QWidget)


def remove_row(layout: QLayout, row: QWidget) -> None:
    """Takes a widget off the screen at once; Qt deletes it when nothing is under way with it."""
    layout.removeWidget(row)
    row.hide()
    row.deleteLater()


def fit_rows(
    layout: QLayout,
    rows: list[Row],
    count: int,
    make: Callable[[], Row] | None = None,
    put: Callable[[int, Row], object] | None = None,
) -> None:
    """Makes ``rows`` so many: the last ones go, or new ones from ``make`` come after them.

    ``put`` places a new row of this number where adding it to the end of the layout is not meant. Without ``make``,
    rows only go.
    """
    while len(rows) > count:
        remove_row(layout, rows.pop())
    while make is not None and len(rows) < count:
        row = make()
        if put is None:
            layout.addWidget(row)
        else:
            put(len(rows), row)
        rows.append(row)
