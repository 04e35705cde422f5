"""The sheet of keys, and what Magnolia is."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QVBoxLayout, QWidget

from ui.look import GRID
from ui.widgets import label

KEYS = (
    ("1 to 5", "Rate the selected foods: never, rarely, fine, like, love"),
    ("/ or Ctrl+F", "Search foods; the arrow down goes on to the list"),
    ("Ctrl+A", "Select all foods in the list"),
    ("Return, Menu", "Details of a food in the list, all that can be done with it"),
    ("Ctrl+Z, Ctrl+Shift+Z", "Undo, redo"),
    ("F5", "Make another plan"),
    ("Esc", "Keep the plan on screen while another one is made"),
    ("Arrows", "In the plan: from food to food, left and right to the days beside"),
    ("L, Shift+L", "Lock or unlock the chosen food, its whole meal"),
    ("S", "Swap the chosen food for another"),
    ("+, −", "A larger, a smaller portion"),
    ("Delete", "Remove the chosen food"),
    ("M", "Move it to another day or meal"),
    ("A", "Add a food to the meal"),
    ("W", "Why the chosen food is in the plan"),
    ("Return or Menu", "All that can be done with the chosen food"),
    ("Alt+Left, Alt+Right", "The day before, the day after"),
    ("Ctrl+Shift+W", "All days at a glance, and back"),
    ("Return, Esc", "On a nutrient: its foods, target and limit, and back to all nutrients"),
    ("Ctrl+I", "Why and what if, for the day on screen"),
    ("Ctrl+P, Ctrl+E", "Print, export"),
    ("Ctrl+comma", "Profile"),
    ("Ctrl+Q", "Quit"),
)
ABOUT = (
    "Magnolia plans meals that reach your magnesium target from food.",
    "Amounts come from USDA FoodData Central, needs from the National Academies (NASEM) and, where named, EFSA.",
    "It gives no medical advice.",
)


def show_keys(parent: QWidget) -> None:
    """Opens the sheet of keys."""
    dialog, layout = _dialog("Keys", parent)
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID)
    for row, (keys, what) in enumerate(KEYS):
        grid.addWidget(label(keys, weight="strong"), row, 0)
        grid.addWidget(label(what), row, 1)
    layout.insertLayout(0, grid)
    dialog.open()


def show_about(parent: QWidget) -> None:
    """Opens a few sentences on what Magnolia is."""
    dialog, layout = _dialog("About Magnolia", parent)
    for place, sentence in enumerate(ABOUT):
        layout.insertWidget(place, label(sentence, wrap=True))
    dialog.setMinimumWidth(420)
    dialog.open()


def _dialog(title: str, parent: QWidget) -> tuple[QDialog, QVBoxLayout]:
    dialog = QDialog(parent)
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(2 * GRID)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    close = buttons.button(QDialogButtonBox.StandardButton.Close)
    close.setAccessibleName("Close")
    close.setIcon(QIcon())
    buttons.rejected.connect(dialog.reject)
    layout.addWidget(buttons)
    return dialog, layout
