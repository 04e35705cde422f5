"""What was eaten instead of a planned meal: foods with their amounts, or a note alone."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import MAX_PORTIONS, OTHER, EatenFood, Mark
from planner.document.recorded_json import MOST_NOTE
from planner.document.usual_days import MOST_GRAMS
from planner.foods.catalogue import Catalogue
from planner.foods.usda import is_usda_id, read_usda
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.now.entering import Finder, portions_of
from ui.base.background import Background
from ui.base.dialogs import Dialog
from ui.base.found_foods import chosen_offer, show_measures, show_offers
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberBox
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.widgets import keep_buttons, label, list_of_rows, push_button

LINES = 4  # of each list, at least


class OtherMealDialog(Dialog):
    """Asks for foods and a note. The tables of foods are read beside the window.

    Signals:
        said: the mark of the meal.
    """

    said = Signal(object)

    def __init__(self, title: str, catalogue: Catalogue, mark: Mark | None, parent: QWidget | None = None) -> None:
        super().__init__(title, parent, QSize(560, 620))
        self._catalogue = catalogue
        self._finder: Finder | None = None
        self._eaten: list[EatenFood] = list(mark.foods) if mark is not None else []
        self.search = SearchField()
        self.search.setPlaceholderText(_("Reading the tables of foods …"))
        self.search.setAccessibleName(_("Search what you ate"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._find())
        self.found = list_of_rows(_("Foods found"))
        self.found.currentItemChanged.connect(lambda _new, _old: self._show_portions())
        self.found.itemActivated.connect(lambda _row: self.grams.setFocus())
        self.search.went_on.connect(lambda: self.found.setFocus())
        self.portion = Combo(_("Portion"))
        self.portion.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.portion.activated.connect(lambda _place: self._take_portion())
        self.grams: NumberBox = NumberBox("g", decimals=1, most=MOST_GRAMS)
        self.grams.setAccessibleName(_("Grams"))
        self.add = push_button(_("Add"), by_return=False)
        self.add.clicked.connect(lambda: self._add())
        self.entries = list_of_rows(_("What you ate"))
        self.entries.currentItemChanged.connect(lambda _new, _old: self._show_buttons())
        self.take_out = push_button(_("Take out"), by_return=False)
        self.take_out.clicked.connect(lambda: self._take_out())
        self.note = QLineEdit(mark.note if mark is not None else "")
        self.note.setAccessibleName(_("Note"))
        self.note.setPlaceholderText(_("Such as: at the market. A note alone is enough."))
        self.note.setMaxLength(MOST_NOTE)
        self.note.setMinimumHeight(TARGET)
        buttons = keep_buttons(_("Save"), lambda: self._keep(), lambda: self.reject())
        self.keep: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        for shown in (self.found, self.entries):
            shown.setMinimumHeight(LINES * TARGET)
        self._arrange(title, buttons)
        self._reading = Background(self)
        self._reading.answered.connect(self._take_finder)
        self._reading.failed.connect(self._not_read)
        self.finished.connect(lambda _code: self._reading.close())
        self._reading.start(lambda stop, progress: Finder(catalogue))
        self._show_entries()
        self._show_portions()
        self.search.setFocus()

    def _arrange(self, title: str, buttons: QDialogButtonBox) -> None:
        content = QVBoxLayout()
        content.setSpacing(GRID)
        content.addWidget(label(title, weight="strong", wrap=True))
        content.addWidget(self.search)
        content.addWidget(self.found, 1)
        content.addLayout(_row(self.portion, self.grams, self.add))
        content.addWidget(label(_("What you ate"), tone="secondary"))
        content.addWidget(self.entries, 1)
        content.addLayout(_row(self.note, self.take_out))
        hint = _("Foods count towards the day and the week. Of a note alone nobody knows what it held.")
        content.addWidget(label(hint, tone="secondary", wrap=True))
        below = QHBoxLayout()
        below.addWidget(buttons)
        self.put(content, below)

    def answers(self) -> object:
        return tuple(self._eaten), self.note.text()

    # Finding

    def _take_finder(self, finder: object) -> None:
        if isinstance(finder, Finder):
            self._finder = finder
            self.search.setPlaceholderText(_("Search what you ate, such as pizza"))
            self._find()
            self._show_entries()

    def _not_read(self, error: object) -> None:
        self.search.setPlaceholderText(_("The tables of foods cannot be read: {error}").format(error=error))

    def _find(self) -> None:
        typed = self.search.text().strip()
        show_offers(self.found, self._finder.find(typed) if self._finder is not None and typed else ())
        self.found.setCurrentRow(0)
        self._show_portions()

    def _chosen(self) -> str:
        return chosen_offer(self.found)

    def _show_portions(self) -> None:
        self.portion.clear()
        self.grams.show_value(0.0)
        if food := self._chosen():
            show_measures(self.portion, portions_of(food, self._catalogue))
            self._take_portion()
        self._show_buttons()

    def _take_portion(self) -> None:
        grams = self.portion.currentData()
        if isinstance(grams, float):
            self.grams.show_value(grams)

    # What was eaten

    def _name(self, food: str) -> str:
        if food in self._catalogue:
            return self._catalogue[food].name
        if is_usda_id(food) and self._finder is not None and food in read_usda():
            return read_usda()[food].name
        return food

    def _show_entries(self) -> None:
        self.entries.clear()
        for each in self._eaten:
            said = _("{food}, {grams} g").format(food=self._name(each.food), grams=number(round(each.grams, 1)))
            self.entries.addItem(QListWidgetItem(said))
        self.entries.setCurrentRow(len(self._eaten) - 1)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.add.setEnabled(bool(self._chosen()) and len(self._eaten) < MAX_PORTIONS)
        self.take_out.setEnabled(self.entries.currentRow() >= 0)

    def _add(self) -> None:
        food, grams = self._chosen(), self.grams.value()
        if food and grams > 0:
            self._eaten.append(EatenFood(food, grams))
            self.search.clear()
            self._show_entries()
            self.search.setFocus()
        else:
            self.grams.setFocus()

    def _take_out(self) -> None:
        if (place := self.entries.currentRow()) >= 0:
            del self._eaten[place]
            self._show_entries()

    def _keep(self) -> None:
        mark = Mark(OTHER, tuple(self._eaten), one_line(self.note.text()))
        self.accept()
        self.said.emit(mark)


def _row(*widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(GRID)
    for place, widget in enumerate(widgets):
        made.addWidget(widget, int(place == 0))
    return made
