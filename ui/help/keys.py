"""The sheet of keys: what F1 shows, and a page of Help."""

from PySide6.QtCore import QMargins, QSize, Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.language.translate import _
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.widgets import close_buttons, label, scaled

WIDTH, HEIGHT = 640, 720  # [px]

KEYS = (
    (_("1 to 5"), _("Rate the selected foods, or the chosen one of the plan: never, rarely, fine, like, love")),
    (_("/ or Ctrl+F"), _("Search foods; the arrow down goes on to the list")),
    (_("Ctrl+K"), _("Find a food, a dish, a page or a command")),
    (_("Ctrl+A"), _("Select all foods in the list")),
    (_("Return, Menu"), _("Details of a food in the list, all that can be done with it")),
    (_("Ctrl+Z, Ctrl+Shift+Z"), _("Undo, redo")),
    (_("F5"), _("Make another plan")),
    (_("Esc"), _("Keep the plan on screen while another one is made")),
    (_("Arrows"), _("In the plan: from meal to meal or food to food, left and right to the days beside")),
    (_("L, Shift+L"), _("Lock or unlock the chosen food, its whole meal")),
    (_("S"), _("Swap the chosen food for another")),
    (_("+, −"), _("A larger, a smaller portion")),
    (_("Delete"), _("Remove the chosen food")),
    (_("M"), _("Move it to another day or meal")),
    (_("A"), _("Add a food to the meal")),
    (_("Shift+S, D"), _("Another meal in place of the chosen one, a dish of your choice")),
    (_("Shift+M"), _("Move the chosen meal to another day; dragging it there does the same")),
    (_("E, Shift+E"), _("The meal of the chosen food, all of the day, was eaten as planned")),
    (_("W"), _("Why the chosen food is in the plan")),
    (_("Return or Menu"), _("All that can be done with the chosen food")),
    (_("Alt+Left, Alt+Right"), _("The day before, the day after; before today the days that are over")),
    (_("Alt+Home"), _("Back to today")),
    (_("Ctrl+Shift+W"), _("The week at a glance, or one day in large cards")),
    (_("Ctrl+1 to Ctrl+7"), _("The pages of the window")),
    (_("F6, Shift+F6"), _("The next part of the window, and the one before")),
    (_("Return, Esc"), _("On a nutrient: its foods, target and limit, and back to all nutrients")),
    (_("Ctrl+I"), _("Why and what if, for the day on screen")),
    (_("Ctrl+P, Ctrl+E"), _("Print, export")),
    (_("Ctrl+comma"), _("Profile")),
    (_("Ctrl+Q"), _("Quit")),
)


def show_keys(parent: QWidget) -> None:
    """Opens the sheet of keys."""
    dialog = Dialog(_("Keys"), parent, QSize(scaled(WIDTH), scaled(HEIGHT)))
    grid = QGridLayout()
    grid.setHorizontalSpacing(3 * GRID)
    grid.setVerticalSpacing(GRID)
    grid.setColumnStretch(1, 1)
    for row, (keys, what) in enumerate(KEYS):
        grid.addWidget(label(keys, weight="strong", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(what, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
    dialog.put(grid, _buttons(dialog), QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))
    dialog.open()


def _buttons(dialog: Dialog) -> QVBoxLayout:
    layout = QVBoxLayout()
    layout.addSpacing(GRID)
    buttons, _button = close_buttons(dialog.reject)
    layout.addWidget(buttons)
    return layout
