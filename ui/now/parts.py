"""What the pages of What I eat now are made of: buttons, rows, and fields with a heading."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QPushButton, QVBoxLayout, QWidget

from planner.document.read_values import MAX_ID
from ui.base.flow import Flow
from ui.base.look import GRID, TARGET
from ui.base.widgets import label, list_of_rows, push_button


def button(text: str, slot: Callable[[], object], *, primary: bool = False) -> QPushButton:
    """A button that Return in a field does not press: there Return goes on."""
    made = push_button(text, text, by_return=False)
    if primary:
        made.setProperty("primary", True)
    made.clicked.connect(lambda *_args: slot())
    return made


def field(name: str, shown: str = "") -> QLineEdit:
    """A field for one line of text; ``shown`` stands in it while it is empty."""
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(shown)
    made.setMinimumHeight(TARGET)
    made.setMaxLength(MAX_ID)
    return made


def rows(name: str, lines: int) -> QListWidget:
    """A list at least so many lines high."""
    made = list_of_rows(name)
    made.setMinimumHeight(lines * TARGET)
    return made


def under(heading: str, *widgets: QWidget, stretch: int = -1) -> QVBoxLayout:
    """Widgets side by side below their heading; the one of number ``stretch`` takes the room that is left."""
    made = QVBoxLayout()
    made.setSpacing(GRID // 2)
    title = label(heading, tone="secondary")
    title.setBuddy(widgets[0])
    made.addWidget(title)
    made.addLayout(beside(*widgets, stretch=stretch))
    return made


def beside(*widgets: QWidget, stretch: int = -1, end: bool = False) -> QHBoxLayout:
    """Widgets side by side; with ``end`` the room that is left is behind them."""
    made = QHBoxLayout()
    made.setSpacing(GRID)
    for place, widget in enumerate(widgets):
        made.addWidget(widget, int(place == stretch))
    if end:
        made.addStretch(1)
    return made


def in_lines(*widgets: QWidget) -> Flow:
    """Widgets side by side, in a further line where there is no room."""
    made = Flow(gap=GRID)
    for widget in widgets:
        made.addWidget(widget)
    return made


def enable(widget: QWidget, wish: bool, heir: QWidget) -> None:
    """Lets a widget be used or not. One that can no longer be used leaves the focus to ``heir``, else it were lost."""
    if not wish and widget.hasFocus():
        heir.setFocus()
    widget.setEnabled(wish)
