"""The shopping list beside the plan: tick off, what is at home, own lines, the order of the aisles."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from planner.document.document import Document
from planner.document.list_choices import MOST_CHARACTERS, MOST_PEOPLE, UNITS, ListChoices
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext
from planner.output.list_files import list_to_text
from planner.output.sheets import day_names, titled
from planner.plan.household_portions import Household
from planner.plan.plan import Plan
from planner.shopping.bought import read_bought
from planner.shopping.list_edits import with_aisle_moved, with_at_home
from planner.shopping.list_text import buy_text, cost_text, left_text, money, need_text, prices_text, weight_text
from planner.shopping.own_prices import with_price_of_line
from planner.shopping.shopping_list import OZ, Line, ShoppingList, shopping_list
from ui.base.list_tree import ListTree, NameDelegate
from ui.base.look import GRID, READABLE, TARGET, Look
from ui.base.number_box import Combo, CountBox, NumberBox
from ui.base.table import Column, Group, Index, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import label, tool_button
from ui.shopping.price_field import PriceField
from ui.workspace.screen_state import ScreenState

Looks = Mapping[int, Callable[[Line], object]]
PACK_WORDS = {"us": _("US packs"), "metric": _("Metric packs")}
MOST_AT_HOME = 20_000.0  # [g]
BUY, NEED = 132, 70  # [px] widths of the columns of amounts


class ShoppingView(QFrame):
    """Shows what to buy for the plan; every edit is a wish for another document.

    Signals:
        edited: the name of an edit ("Tick “Spinach”") and the document it leads to.
        print_wished: the list on screen should be printed.
        export_wished: the list on screen should be exported.
        said: a sentence for the user.
    """

    edited = Signal(str, object)
    print_wished = Signal()
    export_wished = Signal()
    said = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._state = ScreenState()
        self._shown: ShoppingList | None = None
        self._span: tuple[int, int] | None = None  # the days chosen, or all of them
        self.model: TableModel[Line] = TableModel(self._columns(), lambda line: line.key, self)
        self.tree = self._make_tree()
        self.first, self.last = Combo(_("First day to shop for")), Combo(_("Last day to shop for"))
        self.to, self.people = label(_("to")), CountBox(_("People to shop for"), (1, MOST_PEOPLE), 1)
        self.everybody = label(tone="secondary", wrap=True)
        self.packs = Combo(_("Packs and weights"))
        self.cost = label(tone="secondary", wrap=True)
        self.note = label(wrap=True)
        self.detail = label(tone="secondary", wrap=True)
        self.empty = label(_("There is no plan yet, so there is nothing to buy."), tone="secondary", wrap=True)
        self.own = QLineEdit()
        self.add = _button(_("Add"))
        self.at_home = NumberBox("")
        self.all_at_home = _button(_("All at home"))
        self.price = PriceField()
        self.remove = _button(_("Remove"))
        self.earlier, self.later = tool_button("", _("Aisle earlier")), tool_button("", _("Aisle later"))
        self.untick = _button(_("Clear ticks"))
        self.copy, self.print, self.export = _button(_("Copy")), _button(_("Print …")), _button(_("Export …"))
        self._arrange()
        self._connect()
        look.changed.connect(self._recolour)
        self._recolour()
        self._draw()

    @property
    def shopping(self) -> ShoppingList | None:
        """The list on screen."""
        return self._shown

    @property
    def days(self) -> tuple[int, ...] | None:
        """The days it is for, None for all."""
        return None if self._shown is None else self._shown.days

    def show_state(self, state: ScreenState) -> None:
        """Draws the list where what it draws is another one."""
        old, self._state = self._state, state
        if _drawn_of(old) != _drawn_of(state):
            self._draw()

    def _draw(self) -> None:
        plan, document, household = _drawn_of(self._state)
        self._fill_days()
        choices = document.shopping
        self.packs.setCurrentIndex(UNITS.index(choices.packs))
        self._shown = None
        if plan is not None and plan.days:
            found = shopping_list(plan, document, read_bought(), self._chosen(), household)
            self._shown = titled(found, document)
        self._show_people()
        aisles = self._shown.aisles if self._shown else ()
        self.model.show([Group(aisle.name, aisle.lines) for aisle in aisles])
        self._open_aisles()
        cost = cost_text(self._shown) if self._shown else ""
        said = (_("Cost: {cost}.").format(cost=cost), prices_text(self._shown)) if cost and self._shown else ()
        self.cost.setText(" ".join(said))
        self.note.setText(self._shown.note if self._shown else "")
        self.note.setVisible(bool(self.note.text()))
        for widget in self._controls():
            widget.setVisible(self._shown is not None)
        self.empty.setVisible(self._shown is None)
        self.everybody.setVisible(self._shown is not None and bool(document.people))
        self.untick.setEnabled(any(line.ticked for line in self._shown.lines) if self._shown else False)
        self._selected()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open_aisles()

    def _open_aisles(self) -> None:
        """Laying out the lines takes time, so a list that nobody sees waits for it."""
        if self.isVisible():
            self.tree.expandAll()

    def line(self) -> Line | None:
        """The chosen line, None on a heading."""
        return self.model.row(self.tree.currentIndex())

    # Building

    def _columns(self) -> tuple[Column[Line], ...]:
        faded: Looks = {
            Role.ForegroundRole: lambda line: self._look.colour("secondary" if line.ticked else "text"),
            Role.FontRole: _struck,
        }
        box: Looks = {
            Role.CheckStateRole: lambda line: Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked,
            Role.AccessibleTextRole: self._spoken,
        }
        grey: Looks = {Role.ForegroundRole: lambda line: self._look.colour("secondary")}
        return (
            Column(_("To buy"), lambda line: line.name, more={**faded, **box}),
            Column(_("Take"), lambda line: buy_text(line, self._units), right=True, more=faded),
            Column(_("Needed"), self._needed, right=True, more=grey),
        )

    def _make_tree(self) -> ListTree:
        named, fixed = _("Shopping list"), QHeaderView.ResizeMode.Fixed
        tree = make_tree(
            ListTree, self.model, named, headings=True, indentation=GRID, even=False, others=fixed, least=16
        )
        tree.setItemDelegate(NameDelegate(tree))
        tree.setWordWrap(True)
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for column, width in ((1, BUY), (2, NEED)):
            tree.header().resizeSection(column, self._with_text(width))
        return tree

    def _with_text(self, width: int) -> int:
        """A width [px] that suits the smallest text, as wide as the text in use needs it."""
        return round(width * max(1.0, self.font().pointSizeF() / READABLE))

    def _arrange(self) -> None:
        self.people.setFixedWidth(self._with_text(148))
        for unit in UNITS:
            self.packs.addItem(PACK_WORDS[unit], unit)
        self.own.setPlaceholderText(_("A line of your own"))
        self.own.setAccessibleName(_("A line of your own"))
        self.own.setMaxLength(MOST_CHARACTERS)
        self.own.setMinimumHeight(TARGET)
        self.at_home.setAccessibleName(_("At home"))
        self.at_home.setPrefix(_("At home: "))
        self.at_home.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.at_home.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)
        self.at_home.setFixedWidth(self._with_text(186))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        layout.setSpacing(GRID)
        layout.addLayout(_row(self.first, self.to, self.last, self.people))
        layout.addWidget(self.everybody)
        layout.addLayout(_row(self.packs, self.copy, self.print, self.export))
        layout.addWidget(self.empty, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.detail)
        layout.addLayout(_row(self.at_home, self.all_at_home))
        layout.addWidget(self.price)
        layout.addLayout(_row(self.own, self.add, self.remove, stretch=False))
        layout.addLayout(_row(self.untick, self.cost, self.earlier, self.later, stretch=False, wide=self.cost))

    def _recolour(self) -> None:
        self.earlier.setIcon(self._look.icon("chevron_up"))
        self.later.setIcon(self._look.icon("chevron_down"))
        self.model.repaint()

    def _connect(self) -> None:
        self.first.activated.connect(lambda _: self._choose(self.first))
        self.last.activated.connect(lambda _: self._choose(self.last))
        self.people.valueChanged.connect(lambda people: self._set_people(round(people)))
        for box in (self.people, self.at_home):
            box.refused.connect(self.said)
        self.packs.activated.connect(self._set_packs)
        self.own.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.untick.clicked.connect(lambda: self._wish(_("Clear the ticks"), self._choices.without_ticks()))
        self.earlier.clicked.connect(lambda: self._move(-1))
        self.later.clicked.connect(lambda: self._move(1))
        self.at_home.valueChanged.connect(self._set_at_home)
        self.all_at_home.clicked.connect(self._have_all)
        self.price.priced.connect(self._set_price)
        self.price.refused.connect(self.said)
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self.print_wished)
        self.export.clicked.connect(self.export_wished)
        self.tree.pressed_box.connect(self._tick)
        self.tree.selectionModel().currentChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)

    def _controls(self) -> tuple[QWidget, ...]:
        """Everything that makes no sense without a plan."""
        above = (self.first, self.to, self.last, self.people, self.packs, self.copy, self.print, self.export)
        below = (self.at_home, self.all_at_home, self.earlier, self.later, self.price, self.own, self.add, self.remove)
        return (*above, self.tree, self.detail, *below, self.untick, self.cost)

    # What is shown

    @property
    def _choices(self) -> ListChoices:
        return self._state.document.shopping

    @property
    def _units(self) -> str:
        return self._state.document.shopping.packs

    def _needed(self, line: Line) -> str:
        return "" if line.own else weight_text(line.bought_g, self._units)

    def _spoken(self, line: Line) -> str:
        parts = (line.name, buy_text(line, self._units), need_text(line, self._units))
        said = ", ".join(part for part in parts if part)
        return _("{line}, ticked").format(line=said) if line.ticked else said

    def _show_people(self) -> None:
        """How many eat: the user's number, or as many as the list is for where the document names them."""
        named = self._state.document.people
        count = self._shown.people if named and self._shown else self._choices.people
        with QSignalBlocker(self.people):
            self.people.setValue(count)
            self.people.setSuffix(ngettext(" person", " people", count))
        self.people.setEnabled(not named)
        without = self._shown.without if self._shown else ()
        there = [_("you"), *(person.name for person in named if person.name not in without)]
        said = [_("For {names}.").format(names=in_a_row(there))]
        if without:
            said.append(_("Not on the list: {names}, whose portions are not known.").format(names=in_a_row(without)))
        self.everybody.setText(" ".join(said))

    def _fill_days(self) -> None:
        numbers = [day.number for day in self._state.plan.days] if self._state.plan else []
        if self._span is not None and not set(self._span) <= set(numbers):
            self._span = None
        first, last = self._span or (numbers[0], numbers[-1]) if numbers else (0, 0)
        for box, chosen in ((self.first, first), (self.last, last)):
            with QSignalBlocker(box):
                box.clear()
                for number in numbers:
                    box.addItem(" ".join(day_names(self._state.document, number)[0].split()[:2]), number)
                box.setCurrentIndex(box.findData(chosen))
            box.setEnabled(len(numbers) > 1)

    def _chosen(self) -> list[int] | None:
        if self._span is None or self._state.plan is None:
            return None
        first, last = self._span
        return [day.number for day in self._state.plan.days if first <= day.number <= last]

    def _selected(self) -> None:
        line = self.line()
        weighed = line is not None and not line.own
        self.at_home.setEnabled(weighed)
        self.all_at_home.setEnabled(weighed)
        self.remove.setEnabled(line is not None and line.own)
        aisle = self._aisle()
        self.earlier.setEnabled(aisle is not None)
        self.later.setEnabled(aisle is not None)
        self.price.show_line(line, self._state.document)
        gram = OZ if self._units == "us" else 1.0
        with QSignalBlocker(self.at_home):
            self.at_home.setSuffix(" oz" if self._units == "us" else " g")
            self.at_home.setRange(0, MOST_AT_HOME / gram)
            self.at_home.setSingleStep(1 if self._units == "us" else 50)
            self.at_home.setValue(line.at_home_g / gram if line is not None else 0)
        self.detail.setText(self._detail(line))

    def _detail(self, line: Line | None) -> str:
        if line is None:
            return _("Press a box, or Space, to tick a line off.")
        if line.own:
            return _("{line}: a line of your own.").format(line=line.name)
        foods = ", ".join(part.food.name for part in line.parts)
        said = _("about {money}, an estimate") if line.estimated else _("about {money}")
        cost = said.format(money=money(line.cost or 0.0, self._state.document.shopping.currency))
        parts = (need_text(line, self._units), left_text(line, self._units), cost if line.count else "")
        said = "; ".join(part for part in parts if part)
        return _("{line} for {foods}: {said}.").format(line=line.name, foods=foods, said=said)

    def _aisle(self) -> str | None:
        """The aisle that the chosen line or heading is in, None where it has no place in the shop."""
        index = self.tree.currentIndex()
        if self._shown is None or not index.isValid():
            return None
        place = index.parent().row() if index.parent().isValid() else index.row()
        name = self._shown.aisles[place].name
        first = self._shown.aisles[place].lines[0]
        return name if first.aisle == name and not first.own else None

    # Wishes

    def _wish(self, name: str, choices: ListChoices) -> None:
        self._edit(name, self._state.document.with_shopping(choices))

    def _edit(self, name: str, document: Document) -> None:
        if document != self._state.document:
            self.edited.emit(name, document)

    def _tick(self, index: Index) -> None:
        line = self.model.row(index)
        if line is not None:
            name = f"{'Untick' if line.ticked else 'Tick'} “{line.name}”"
            self._wish(name, self._choices.with_tick(line.key, not line.ticked))

    def _add(self) -> None:
        text = self.own.text()
        self.own.clear()
        self._wish(_("Add “{text}”").format(text=text.strip()), self._choices.with_own(text))

    def _remove(self) -> None:
        line = self.line()
        if line is not None and line.own:
            self._wish(_("Remove “{line}”").format(line=line.name), self._choices.without_own(line.name))

    def _set_people(self, people: int) -> None:
        self._wish(_("Shop for {people}").format(people=people), self._choices.with_people(people))

    def _set_packs(self, place: int) -> None:
        self._wish(
            _("Shop in {packs}").format(packs=PACK_WORDS[UNITS[place]]),
            self._choices.with_packs(UNITS[place]),
        )

    def _set_at_home(self, amount: float) -> None:
        self._have(amount * (OZ if self._units == "us" else 1.0))

    def _have_all(self) -> None:
        line = self.line()
        if line is not None:
            self._have(line.bought_g)

    def _have(self, grams: float) -> None:
        line = self.line()
        if line is not None and not line.own:
            self._edit(
                _("“{line}” at home").format(line=line.name),
                with_at_home(self._state.document, line, grams, read_bought()),
            )

    def _set_price(self, usd_per_kg: float | None) -> None:
        line = self.line()
        if line is not None and not line.own:
            said = _("Price of “{food}”") if usd_per_kg is not None else _("Usual price of “{food}”")
            document = with_price_of_line(self._state.document, line, usd_per_kg, read_bought())
            self._edit(said.format(food=line.name), document)

    def _move(self, by: int) -> None:
        aisle = self._aisle()
        if aisle is not None and self._shown is not None:
            self._edit(
                _("Move “{aisle}”").format(aisle=aisle), with_aisle_moved(self._state.document, self._shown, aisle, by)
            )

    def _choose(self, box: Combo) -> None:
        """Other days; the end that was not touched gives way."""
        first, last = self.first.currentData(), self.last.currentData()
        if first > last:
            first = last = box.currentData()
        self._span = (first, last)
        self._draw()

    def _copy(self) -> None:
        if self._shown is not None:
            QGuiApplication.clipboard().setText(list_to_text(self._shown))
            self.said.emit(_("The shopping list was copied."))


def _drawn_of(state: ScreenState) -> tuple[Plan | None, Document, Household]:
    """What of a state the list is drawn from; where the document names people, what they eat of the plan is needed."""
    return state.plan, state.document, state.household


def _struck(line: Line) -> QFont:
    font = QGuiApplication.font()
    font.setStrikeOut(line.ticked)
    return font


def _button(text: str) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text.removesuffix(" …"))
    made.setMinimumHeight(TARGET)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def _row(*widgets: QWidget, stretch: bool = True, wide: QWidget | None = None) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GRID)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLineEdit) or widget is wide else 0)
    if stretch:
        row.addStretch(1)
    return row
