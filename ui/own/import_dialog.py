"""What a file of foods holds: the foods that will be taken, and what is left out and why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from planner.editing.import_foods import Import
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.translate import _, ngettext
from planner.own.food import OwnFood, food_of
from ui.base.look import GRID, TARGET
from ui.base.sentences import number
from ui.base.widgets import label

WIDTH, HEIGHT = 760, 640  # [px]


class ImportDialog(QDialog):
    """Shows an import before anything is taken.

    Signals:
        chosen: the ``Import`` was accepted.
    """

    chosen = Signal(object)

    def __init__(self, found: Import, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Import foods"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._found = found
        count = len(found.foods)
        said = ngettext("{count} food of {name} can be taken.", "{count} foods of {name} can be taken.", count)
        self.summary = label(said.format(count=count, name=found.name), weight="strong", wrap=True)
        self.foods = _rows(_("Foods that will be taken"), [_in_words(own) for own in found.foods])
        self.problems = _rows(_("What is left out, and why"), [_sentence(str(problem)) for problem in found.problems])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.summary)
        if count:
            why = _("They become foods of your own, with the figures of the file. Amounts it leaves blank are unknown.")
            layout.addWidget(label(why, tone="secondary", wrap=True))
            layout.addWidget(self.foods, 3)
        if found.problems:
            lines = len(found.problems)
            left_out = ngettext("{count} line or column is left out:", "{count} lines or columns are left out:", lines)
            layout.addWidget(label(left_out.format(count=lines), weight="strong", wrap=True))
            layout.addWidget(self.problems, 2)
        layout.addWidget(self._make_buttons(count))
        self.resize(WIDTH, HEIGHT)

    def _make_buttons(self, count: int) -> QDialogButtonBox:
        kinds = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(kinds.Ok | kinds.Cancel if count else kinds.Close)
        if count:
            take = self.buttons.button(kinds.Ok)
            take.setText(ngettext("Take {count} food", "Take {count} foods", count).format(count=count))
            take.setProperty("primary", True)
        for button in self.buttons.buttons():
            button.setAccessibleName(button.text())
            button.setIcon(QIcon())
            button.setMinimumHeight(TARGET)
        self.buttons.accepted.connect(self._take)
        self.buttons.rejected.connect(self.reject)
        return self.buttons

    def _take(self) -> None:
        self.chosen.emit(self._found)
        self.accept()


def _in_words(own: OwnFood) -> str:
    """Such as "Oat yogurt: 1 pot, 150 g, 98 kcal, magnesium 21 mg"."""
    food = food_of(own)
    magnesium = food.amount(MAGNESIUM, 1)
    return _("{name}: {portion}, {grams} g, {kcal} kcal, magnesium {magnesium}").format(
        name=own.name,
        portion=food.household(1),
        grams=number(food.grams(1)),
        kcal=number(round(food.amount(ENERGY, 1) or 0.0)),
        magnesium=_("unknown") if magnesium is None else _("{amount} mg").format(amount=number(magnesium)),
    )


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}{'' if text.endswith('.') else '.'}"


def _rows(name: str, texts: list[str]) -> QListWidget:
    rows = QListWidget()
    rows.setObjectName("rows")
    rows.setAccessibleName(name)
    rows.setWordWrap(True)
    rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for text in texts:
        rows.addItem(QListWidgetItem(text))
    rows.setCurrentRow(0)
    return rows
