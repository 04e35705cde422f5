"""The shopping page: tick off, what is at home, own lines, the order of the aisles."""

from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
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
from planner.output.sheets import day_names, span, titled
from planner.plan.household_portions import Household
from planner.plan.plan import Plan
from planner.shopping.bought import read_bought
from planner.shopping.for_meals import uses_of_lines
from planner.shopping.list_edits import with_aisle_moved, with_at_home
from planner.shopping.list_text import cost_text, prices_text
from planner.shopping.own_prices import with_price_of_line
from planner.shopping.shopping_list import Line, ShoppingList, shopping_list
from planner.shopping.stock_changes import with_all_bought
from ui.base.flow import Flow
from ui.base.list_tree import ListTree
from ui.base.look import GRID, TALL_ROW, TARGET, Look
from ui.base.number_box import Combo, CountBox
from ui.base.table import Column, Group, Index, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import label, push_button, scaled
from ui.shopping.line_panel import LinePanel
from ui.shopping.row_painter import RowPainter
from ui.shopping.shop_rows import ShopRow, shop_groups
from ui.workspace.screen_state import ScreenState

PACK_WORDS = {"us": _("US packs"), "metric": _("Metric packs")}
PEOPLE = 148  # [px] of the field for how many people
LINES = 3  # of the list that are seen at once on the lowest screen


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
        self._goes_to = ""  # the key of the line where the keyboard goes on when the chosen one has sunk
        self.model: TableModel[ShopRow] = TableModel(_columns(), lambda row: row.key, self)
        self.tree = self._make_tree()
        self.summary = label(scale="large", wrap=True)
        self.first, self.last = Combo(_("First day to shop for")), Combo(_("Last day to shop for"))
        self.to, self.people = label(_("to")), CountBox(_("People to shop for"), (1, MOST_PEOPLE), 1)
        self.missing = label(tone="problem", wrap=True)
        self.packs = Combo(_("Packs and weights"))
        self.note = label(wrap=True)
        self.empty = label(_("There is no plan yet, so there is nothing to buy."), tone="secondary", wrap=True)
        self.own = QLineEdit()
        self.add = _button(_("Add"))
        self.untick = _button(_("Clear ticks"))
        self.all_bought = _button(_("All bought"))
        self.copy, self.print, self.export = _button(_("Copy")), _button(_("Print …")), _button(_("Export …"))
        self.panel = LinePanel(look)
        self._arrange()
        self._connect()
        look.changed.connect(self.model.repaint)
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

    def line(self) -> Line | None:
        """The chosen line, None on a heading."""
        row = self.model.row(self.tree.currentIndex())
        return row.line if row else None

    def _draw(self) -> None:
        plan, document, household = _drawn_of(self._state)
        self._fill_days()
        self.packs.setCurrentIndex(UNITS.index(document.shopping.packs))
        self._shown = None
        groups: list[Group[ShopRow]] = []
        if plan is not None and plan.days:
            found = shopping_list(plan, document, read_bought(), self._chosen(), household)
            self._shown = titled(found, document)
            uses = uses_of_lines(plan, read_bought(), self._shown.days, household)
            groups += shop_groups(self._shown, document, uses)
        self._show_lines(groups)
        self._show_people()
        self.summary.setText(self._summary())
        said = (self._shown.note, prices_text(self._shown)) if self._shown else ()
        self.note.setText(" ".join(filter(None, said)))
        self.note.setVisible(bool(self.note.text()))
        for widget in self._controls():
            widget.setVisible(self._shown is not None)
        self.empty.setVisible(self._shown is None)
        self.missing.setVisible(bool(self.missing.text()))
        self.all_bought.setEnabled(any(line.count > 0 for line in self._shown.lines) if self._shown else False)
        self.untick.setEnabled(any(line.ticked for line in self._shown.lines) if self._shown else False)
        self._selected()

    def _show_lines(self, groups: list[Group[ShopRow]]) -> None:
        """The lines, with the keyboard and the eye where they were."""
        chosen = self._goes_to or self._key(self.tree.currentIndex())
        self._goes_to = ""
        at = self.tree.verticalScrollBar().value()
        self.model.show(groups)
        if (index := self.model.index_of(chosen)).isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)
        self._open_aisles()
        self.tree.verticalScrollBar().setValue(at)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._open_aisles()

    def _open_aisles(self) -> None:
        """Laying out the lines takes time, so a list that nobody sees waits for it."""
        if self.isVisible():
            self.tree.expandAll()
            self.tree.doItemsLayout()

    # Building

    def _make_tree(self) -> ListTree:
        tree = make_tree(ListTree, self.model, _("Shopping list"), even=False)
        tree.setItemDelegate(RowPainter(tree, self.model, self._look))
        tree.setMouseTracking(True)
        tree.setMinimumHeight(LINES * TALL_ROW)
        tree.setAccessibleDescription(_("Space ticks a line, Return shows more about it."))
        tree.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        return tree

    def _fit_people(self) -> None:
        self.people.setFixedWidth(scaled(PEOPLE))

    def _arrange(self) -> None:
        self._fit_people()
        self._look.changed.connect(self._fit_people)
        for unit in UNITS:
            self.packs.addItem(PACK_WORDS[unit], unit)
        self.own.setPlaceholderText(_("A line of your own"))
        self.own.setAccessibleName(_("A line of your own"))
        self.own.setMaxLength(MOST_CHARACTERS)
        self.own.setMinimumHeight(TARGET)
        tools = Flow()
        for which in (self.first, self.to, self.last, self.people):
            tools.addWidget(which)
        tools.add_spring()
        for tool in (self.packs, self.print, self.copy, self.export):
            tools.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        layout.addWidget(self.summary)
        layout.addWidget(self.missing)
        layout.addLayout(tools)
        layout.addWidget(self.empty)
        layout.addWidget(self.note)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.panel)
        layout.addLayout(_row(self.own, self.add, self.all_bought, self.untick, stretch=False))
        layout.addStretch(0)

    def _connect(self) -> None:
        self.first.activated.connect(lambda _: self._choose(self.first))
        self.last.activated.connect(lambda _: self._choose(self.last))
        self.people.valueChanged.connect(lambda people: self._set_people(round(people)))
        self.people.refused.connect(self.said)
        self.packs.activated.connect(self._set_packs)
        self.own.returnPressed.connect(self._add)
        self.add.clicked.connect(self._add)
        self.untick.clicked.connect(lambda: self._wish(_("Clear the ticks"), self._choices.without_ticks()))
        self.all_bought.clicked.connect(lambda: self._buy_all())
        self.copy.clicked.connect(self._copy)
        self.print.clicked.connect(self.print_wished)
        self.export.clicked.connect(self.export_wished)
        self.tree.ticked.connect(self._tick)
        self.tree.more_wished.connect(self._show_more)
        self.tree.selectionModel().currentChanged.connect(self._selected)
        self.model.modelReset.connect(self._selected)
        self.panel.had.connect(self._have)
        self.panel.priced.connect(self._set_price)
        self.panel.removed.connect(self._remove)
        self.panel.moved.connect(self._move)
        self.panel.closed.connect(self._close_panel)
        self.panel.refused.connect(self.said)

    def _controls(self) -> tuple[QWidget, ...]:
        """Everything that makes no sense without a plan."""
        above = (self.summary, self.first, self.to, self.last, self.people, self.packs)
        return (*above, self.copy, self.print, self.export, self.tree, self.own, self.add, self.all_bought, self.untick)

    # What is shown

    @property
    def _choices(self) -> ListChoices:
        return self._state.document.shopping

    def _key(self, index: Index) -> str:
        row = self.model.row(index)
        return row.key if row else ""

    def _summary(self) -> str:
        """Days, people, lines and cost in one line."""
        shown = self._shown
        if shown is None:
            return ""
        named = self._state.document.people
        there = [_("you"), *(person.name for person in named if person.name not in shown.without)]
        people = ngettext("for {count} person", "for {count} people", shown.people).format(count=shown.people)
        count = sum(line.own or line.count > 0 for line in shown.lines if not line.ticked)
        parts = (
            span(self._state.document, shown.days),
            _("for {names}").format(names=in_a_row(there)) if named else people,
            ngettext("{count} line to buy", "{count} lines to buy", count).format(count=count),
            cost_text(shown),
        )
        return " · ".join(part for part in parts if part)

    def _show_people(self) -> None:
        """How many eat: the user's number, or as many as the list is for where the document names them."""
        named = self._state.document.people
        count = self._shown.people if named and self._shown else self._choices.people
        with QSignalBlocker(self.people):
            self.people.setValue(count)
            self.people.setSuffix(ngettext(" person", " people", count))
        self.people.setEnabled(not named)
        without = self._shown.without if self._shown else ()
        said = _("Not on the list: {names}, whose portions are not known.").format(names=in_a_row(without))
        self.missing.setText(said if without else "")

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
        row = self.model.row(self.tree.currentIndex())
        if row is None:
            self.panel.hide()
        self.panel.show_line(row, self._state.document, self._aisle() is not None)

    def _show_more(self, index: Index) -> None:
        """Opens what can be done with a line below the list, with the keyboard in it."""
        if self.model.row(index) is None:
            return
        self.tree.setCurrentIndex(index)
        self.panel.show()
        self.panel.focus_first()
        self.tree.scrollTo(index)

    def _close_panel(self) -> None:
        self.panel.hide()
        self.tree.setFocus()

    def _aisle(self) -> str | None:
        """The aisle of the chosen line, None where it has no place in the shop."""
        line = self.line()
        if self._shown is None or line is None or line.own:
            return None
        here = next((aisle.name for aisle in self._shown.aisles if line in aisle.lines), None)
        return here if here == line.aisle else None

    # Wishes

    def _wish(self, name: str, choices: ListChoices) -> None:
        self._edit(name, self._state.document.with_shopping(choices))

    def _buy_all(self) -> None:
        """All of the list is at home from now on, in whole packs; what is eaten leaves it again."""
        if self._shown is not None:
            document = with_all_bought(self._state.document, self._shown, read_bought())
            self._edit(_("Everything on the list is bought"), document)

    def _edit(self, name: str, document: Document) -> None:
        if document != self._state.document:
            self.edited.emit(name, document)

    def _tick(self, index: Index) -> None:
        row = self.model.row(index)
        if row is not None:
            line = row.line
            self._goes_to = self._key(self.tree.indexBelow(index)) or self._key(self.tree.indexAbove(index))
            said = _("Untick “{line}”") if line.ticked else _("Tick “{line}”")
            self._wish(said.format(line=line.name), self._choices.with_tick(line.key, not line.ticked))

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

    def _have(self, grams: float) -> None:
        line = self.line()
        if line is not None and not line.own:
            self._edit(
                _("“{line}” at home").format(line=line.name),
                with_at_home(self._state.document, line, grams, read_bought()),
            )

    def _set_price(self, price_per_kg: float | None) -> None:
        line = self.line()
        if line is not None and not line.own:
            said = _("Price of “{food}”") if price_per_kg is not None else _("Usual price of “{food}”")
            document = with_price_of_line(self._state.document, line, price_per_kg, read_bought())
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


def _columns() -> tuple[Column[ShopRow], ...]:
    return (
        Column(
            _("To buy"),
            lambda row: row.line.name,
            more={
                Role.CheckStateRole: lambda row: Qt.CheckState.Checked if row.line.ticked else Qt.CheckState.Unchecked,
                Role.AccessibleTextRole: lambda row: row.spoken,
                Role.ToolTipRole: _tooltip,
            },
        ),
    )


def _tooltip(row: ShopRow) -> str:
    """All meals of a line, of which the row shows as many as it has room for; a tooltip reads HTML."""
    return f"<p>{escape(row.meals)}</p>" if row.meals else ""


def _drawn_of(state: ScreenState) -> tuple[Plan | None, Document, Household]:
    """What of a state the list is drawn from; where the document names people, what they eat of the plan is needed."""
    return state.plan, state.document, state.household


def _button(text: str) -> QPushButton:
    made = push_button(text)
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
