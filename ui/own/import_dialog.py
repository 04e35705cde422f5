"""What a file of foods holds: the foods that will be taken, and what is left out and why."""

from PySide6.QtCore import QMargins, QSize, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.imports.foods import Import
from planner.language.translate import _, ngettext
from planner.own.food import OwnFood, food_of
from ui.base.dialogs import Dialog
from ui.base.look import GRID
from ui.base.sentences import number
from ui.base.widgets import close_buttons, keep_buttons, label, list_of_rows

WIDTH, HEIGHT = 760, 640  # [px]


class ImportDialog(Dialog):
    """Shows an import before anything is taken.

    Signals:
        chosen: the ``Import`` was accepted.
    """

    chosen = Signal(object)

    def __init__(self, found: Import, parent: QWidget | None = None) -> None:
        super().__init__(_("Import foods"), parent, QSize(WIDTH, HEIGHT))
        self._found = found
        count = len(found.foods)
        said = ngettext("{count} food of {name} can be taken.", "{count} foods of {name} can be taken.", count)
        self.summary = label(said.format(count=count, name=found.name), weight="strong", wrap=True)
        self.foods = _rows(_("Foods that will be taken"), [_in_words(own) for own in found.foods])
        self.problems = _rows(_("What is left out, and why"), [_sentence(str(problem)) for problem in found.problems])
        layout, below = QVBoxLayout(), QVBoxLayout()
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
        below.addWidget(self._make_buttons(count))
        self.put(layout, below, QMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID))

    def _make_buttons(self, count: int) -> QDialogButtonBox:
        if count:
            said = ngettext("Take {count} food", "Take {count} foods", count).format(count=count)
            self.buttons = keep_buttons(said, self._take, self.reject)
        else:
            self.buttons, _close = close_buttons(self.reject)
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
    rows = list_of_rows(name)
    rows.addItems(texts)
    rows.setCurrentRow(0)
    return rows
