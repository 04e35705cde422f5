"""Usual days entered by search: the meal, the food, the portion; days copied, changed and taken away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidgetItem, QMenu, QPushButton, QVBoxLayout, QWidget

from planner.document.usual_days import MOST_DAYS, MOST_ENTRIES, MOST_GRAMS, UsualDay, UsualEntry
from planner.foods.meals import read_templates
from planner.foods.usda import is_usda_id, read_usda
from planner.language.translate import _, ngettext
from planner.now.entering import (
    Finder,
    Offer,
    grams_before,
    often_eaten,
    portions_of,
    with_copy,
    with_entry,
    with_grams,
    without_day,
    without_entry,
)
from planner.own.food import OwnFood
from planner.own.from_tables import own_called, said_of
from ui.base.flow import Beside
from ui.base.found_foods import chosen_offer, show_measures, show_offers
from ui.base.look import GRID, TARGET
from ui.base.number_box import Combo, NumberBox
from ui.base.search_field import SearchField
from ui.base.sentences import number
from ui.base.widgets import label
from ui.now.parts import button, enable, in_lines, rows, under
from ui.workspace.workspace import Workspace

FOUND_LINES, ENTRY_LINES = 5, 9  # how much of the lists is seen at once, at least
WIDE = 620  # [px] of the page at the smallest text, from which entering and the day stand side by side


class DaysPage(QWidget):
    """Each entry is saved as it is made, an edit that can be undone.

    Signals:
        said: a sentence about what was just entered; empty when nothing is to be said.
        file_wished: days are to be read from a file.
        own_wished: a food of the USDA tables is to become an own food; its id, and what is eaten of it [g].
        own_asked: the own food with this id is to be looked at and changed.
    """

    said = Signal(str)
    file_wished = Signal()
    own_wished = Signal(str, float)
    own_asked = Signal(str)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._finder: Finder | None = None
        self._make_fields()
        columns = Beside(WIDE, gap=3 * GRID)
        for column in (self._make_entering(), self._make_day()):
            held = QWidget()
            column.setContentsMargins(0, 0, 0, 0)
            held.setLayout(column)
            columns.add(held, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GRID, 0, 0)
        layout.addLayout(columns)

    # Building

    def _make_fields(self) -> None:
        self.meal = Combo(_("Meal"))
        for meal in read_templates().meals:
            self.meal.addItem(meal.name, meal.id)
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search what you eat, such as bagel"))
        self.search.setAccessibleName(_("Search what you eat"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.went_on.connect(self._to_found)
        self.found = rows(_("Foods found"), FOUND_LINES)
        self.found.currentItemChanged.connect(lambda _new, _old: self._show_portions())
        self.found.itemActivated.connect(lambda _row: self.grams.setFocus())
        self.found_title = label(tone="secondary")
        self.portion = Combo(_("Portion"))
        self.portion.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.portion.activated.connect(lambda _place: self._take_portion())
        self.grams: NumberBox = NumberBox("g", decimals=1, most=MOST_GRAMS)
        self.grams.setAccessibleName(_("Grams"))
        self.grams.refused.connect(self.said)
        self.add = button(_("Add to the day"), self._add, primary=True)
        self.make_own = button("", lambda: self._make_own(self._chosen(), self.grams.value()))
        self.day = Combo(_("Usual day"))
        self.day.activated.connect(lambda _place: self.show_days())
        self.copy = button(_("Copy this day to"), lambda: None)
        self._copies = QMenu(self.copy)
        self._copies.setAccessibleName(_("Copy this day to"))
        self.copy.setMenu(self._copies)
        self.remove_day = button(_("Remove this day"), self._remove_day)
        self.from_file = button(_("From a file …"), self.file_wished.emit)
        self.from_file.setToolTip(_("Reads what you ate from a table, such as Cronometer’s servings"))
        self.entries = rows(_("Entries of this usual day"), ENTRY_LINES)
        self.entries.currentItemChanged.connect(lambda _new, _old: self._show_entry())
        self.entry_grams: NumberBox = NumberBox("g", decimals=1, most=MOST_GRAMS)
        self.entry_grams.setAccessibleName(_("Grams of the chosen entry"))
        self.entry_grams.refused.connect(self.said)
        self.entry_grams.valueChanged.connect(lambda _value: self._change_grams())
        self.take_out = button(_("Take out"), self._take_out)
        self.make_entry_own = button("", self._make_entry_own)

    def _make_entering(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(GRID)
        made.addLayout(under(_("Meal"), self.meal))
        made.addLayout(under(_("Food"), self.search))
        made.addWidget(self.found_title)
        made.addWidget(self.found, 1)
        made.addLayout(under(_("Portion"), self.portion))
        made.addLayout(under(_("Grams"), self.grams, self.add, stretch=0))
        made.addLayout(in_lines(self.make_own))
        return made

    def _make_day(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(GRID)
        made.addLayout(under(_("Usual day"), self.day))
        made.addLayout(in_lines(self.copy, self.remove_day, self.from_file))
        made.addWidget(self.entries, 1)
        made.addLayout(under(_("Chosen entry"), self.entry_grams, self.take_out, stretch=0))
        made.addLayout(in_lines(self.make_entry_own))
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return in the grams adds the food: the keyboard needs no way to the button."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.grams.hasFocus() and self.add.isEnabled():
            self._add()
            return
        super().keyPressEvent(event)

    # Finding

    def take_finder(self, finder: Finder) -> None:
        """The tables are read: from now on foods are found."""
        self._finder = finder
        self._find()
        self.show_days()

    def _find(self) -> None:
        """What answers the typed words, or, before a word is typed, what is eaten most often."""
        often, typed = often_eaten(self._days), self.search.text().strip()
        offers: tuple[Offer, ...] = ()
        if self._finder is not None:
            offers = (
                self._finder.find(typed, often) if typed else tuple(Offer(each, self._name(each)) for each in often)
            )
        show_offers(self.found, offers)
        self.found_title.setText(_("Found") if typed else _("Entered before"))
        if typed:
            self.found.setCurrentRow(0)
        self._show_portions()

    def _to_found(self) -> None:
        (self.found if self.found.count() > 1 else self.grams).setFocus()

    def _chosen(self) -> str:
        return chosen_offer(self.found)

    def _show_portions(self) -> None:
        self.portion.clear()
        self.grams.show_value(0.0)
        catalogue, food = self._workspace.catalogue, self._chosen()
        if food and catalogue is not None:
            show_measures(self.portion, portions_of(food, catalogue, grams_before(self._days, food)))
            self._take_portion()
        self._show_buttons()

    def _take_portion(self) -> None:
        grams = self.portion.currentData()
        if isinstance(grams, float):
            self.grams.show_value(grams)

    # The days

    @property
    def _days(self) -> tuple[UsualDay, ...]:
        return self._workspace.document.usual_days

    @property
    def _entered(self) -> UsualDay:
        """The day that is shown."""
        place, days = self.day.currentIndex(), self._days
        return days[place] if 0 <= place < len(days) else ()

    def show_days(self) -> None:
        """The days there are, and one more as long as there is room; the entries of the one that is chosen."""
        chosen, days = max(0, self.day.currentIndex()), self._days
        self.day.clear()
        for place in range(min(MOST_DAYS, max(1, len(days) + bool(days and days[-1])))):
            self.day.addItem(_("Usual day {day}").format(day=place + 1))
        self.day.setCurrentIndex(min(chosen, self.day.count() - 1))
        self._show_entries()
        self._show_copies()
        if not self.search.text():
            self._find()

    def _show_entries(self) -> None:
        """In the order of the meals; a row keeps the place of its entry in the day."""
        row, templates = max(0, self.entries.currentRow()), read_templates()
        self.entries.clear()
        order = {meal: place for place, meal in enumerate(templates.meal_ids)}
        for place, entry in sorted(enumerate(self._entered), key=lambda each: order[each[1].meal]):
            said = _("{meal}: {food}, {grams} g")
            meal, grams = templates.meal(entry.meal).name, number(round(entry.grams, 1))
            item = QListWidgetItem(said.format(meal=meal, food=self._name(entry.food), grams=grams))
            item.setData(Qt.ItemDataRole.UserRole, place)
            self.entries.addItem(item)
        self.entries.setCurrentRow(min(row, self.entries.count() - 1))
        self._show_entry()

    def _show_entry(self) -> None:
        place = self._entry_place()
        self.entry_grams.show_value(self._entered[place].grams if place is not None else 0.0)
        self._show_buttons()

    def _entry_place(self) -> int | None:
        """The place in the day of the entry that is chosen."""
        item = self.entries.currentItem()
        place = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return place if isinstance(place, int) and place < len(self._entered) else None

    def _show_copies(self) -> None:
        """Where the day may be copied to: each other day, with what it has that would be replaced."""
        self._copies.clear()
        for place in range(min(MOST_DAYS, len(self._days) + 1)):
            if place == self.day.currentIndex():
                continue
            text = _("Usual day {day}").format(day=place + 1)
            held = len(self._days[place]) if place < len(self._days) else 0
            if held:
                says = ngettext("{day}, replacing its {count} entry", "{day}, replacing its {count} entries", held)
                text = says.format(day=text, count=held)
            self._copies.addAction(text).triggered.connect(lambda *_args, place=place: self._copy_day(place))

    def _name(self, food_id: str) -> str:
        catalogue = self._workspace.catalogue
        if catalogue is not None and food_id in catalogue:
            return catalogue[food_id].name
        if self._finder is None:
            return "…"
        return read_usda()[food_id].name if food_id in read_usda() else food_id

    def _keep(self, name: str, days: tuple[UsualDay, ...]) -> None:
        self._workspace.edit_list(name, self._workspace.document.with_usual_days(days))

    def _add(self) -> None:
        self.said.emit(self.grams.take_refusal())
        food, grams = self._chosen(), self.grams.value()
        if not food:
            return
        if grams <= 0:
            self.said.emit(_("Choose a portion, or type the grams."))
            self.grams.setFocus()
            return
        meal, name = str(self.meal.currentData()), self._name(food)
        days = with_entry(self._days, self.day.currentIndex(), UsualEntry(meal, food, grams))
        self.search.clear()
        self._keep(_("Add {food} to a usual day").format(food=name), days)
        self.search.setFocus()

    def _change_grams(self) -> None:
        place, grams = self._entry_place(), self.entry_grams.value()
        if place is not None and grams > 0 and grams != self._entered[place].grams:
            name = self._name(self._entered[place].food)
            days = with_grams(self._days, self.day.currentIndex(), place, grams)
            self._keep(_("Change the amount of {food} on a usual day").format(food=name), days)

    def _take_out(self) -> None:
        place = self._entry_place()
        if place is not None:
            name = self._name(self._entered[place].food)
            days = without_entry(self._days, self.day.currentIndex(), place)
            self._keep(_("Take {food} out of a usual day").format(food=name), days)

    # One's own foods

    def _make_own(self, food_id: str, grams: float) -> None:
        """Has a food of the USDA tables taken as an own one, or an own one changed."""
        if (own := self._own(food_id)) is not None:
            self.own_asked.emit(own.id)
        elif is_usda_id(food_id):
            self.own_wished.emit(food_id, grams)

    def _make_entry_own(self) -> None:
        if (place := self._entry_place()) is not None:
            entry = self._entered[place]
            self._make_own(entry.food, entry.grams)

    def _own(self, food_id: str) -> OwnFood | None:
        """The own food that it is, or that was made of it."""
        own_foods = self._workspace.document.own_foods
        if is_usda_id(food_id):
            return own_called(self._name(food_id), own_foods)
        return next((own for own in own_foods if own.id == food_id), None)

    def _show_own(self, shown: QPushButton, food_id: str) -> None:
        own = self._own(food_id)
        shown.setText(_("Add to my foods") if own is None else _("Change my food …"))
        shown.setToolTip(
            _("Makes it a food that can be planned, with a kind and limits that you can change")
            if own is None
            else said_of(own)
        )
        shown.setAccessibleName(shown.text())
        shown.setEnabled(own is not None or is_usda_id(food_id))

    def _copy_day(self, to: int) -> None:
        days = with_copy(self._days, self.day.currentIndex(), to)
        self._keep(_("Copy a usual day"), days)
        self.day.setCurrentIndex(to)
        self.show_days()

    def _remove_day(self) -> None:
        self._keep(_("Remove a usual day"), without_day(self._days, self.day.currentIndex()))

    def _show_buttons(self) -> None:
        entered = self._entered
        enable(self.add, bool(self._chosen()) and len(entered) < MOST_ENTRIES, self.search)
        enable(self.copy, bool(entered), self.day)
        self.from_file.setEnabled(self._finder is not None)
        enable(self.remove_day, self.day.currentIndex() < len(self._days), self.day)
        for widget in (self.take_out, self.entry_grams):
            enable(widget, self._entry_place() is not None, self.entries)
        place = self._entry_place()
        self._show_own(self.make_own, self._chosen())
        self._show_own(self.make_entry_own, entered[place].food if place is not None else "")
