"""The foods with search, filters, tastes and wishes."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHeaderView,
    QMenu,
    QToolButton,
    QVBoxLayout,
)

from planner.document.document import FINE, LOVE, NEVER, TASTES
from planner.explain.kept_wishes import days_with_each
from planner.explain.one_portion import too_much
from planner.foods.food import Food
from planner.foods.nutrients import MAGNESIUM
from planner.foods.search import Search
from planner.language.translate import _
from planner.needs.targets import Target
from planner.plan.plan import counted
from ui.base.flow import Flow
from ui.base.look import GRID, ICON, TARGET, Look
from ui.base.search_field import SearchField
from ui.base.sentences import TASTE_WORDS, day_name
from ui.base.table import Column, Group, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import label, may_break, tool_button
from ui.foods.food_details import FoodDetails
from ui.foods.food_list import SHORT, WORD, EmptyNote, FoodDelegate, FoodTree
from ui.foods.food_menu import Hands, ShownDay, WishButton, emptied, fill_menu
from ui.foods.food_rows import (
    ALL,
    FILTERS,
    LOVED,
    NEVERS,
    RICH,
    RICHES,
    FoodRow,
    Planned,
    detail,
    grouped,
    magnesium_text,
    nothing_shown,
    short_words,
    spoken,
)
from ui.workspace.screen_state import ScreenState


class FoodsView(QFrame):
    """Shows the catalogue under the document's tastes and wishes.

    Signals:
        rated: the ids of foods and the taste wished for them.
        wished: the ids of foods and how often a week they are wished, 0 to take it back.
        add_wished: the id of a food and of a meal of the day on screen that should have it.
        why_asked: the id of a food; why it is in the plan, or not.
        menu_opened: a menu for the selected foods and their ids, before it is shown; more can be put into it.
    """

    rated = Signal(list, str)
    wished = Signal(list, int)
    add_wished = Signal(str, str)
    why_asked = Signal(str)
    menu_opened = Signal(QMenu, list)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._state = ScreenState()
        self._planned: frozenset[str] | None = None  # foods of the plan, alone or in a dish; None without a plan
        self._held: Planned | None = None
        self._rich: float | None = None  # [mg / portion], None without a target
        self._over: Mapping[str, Target] = {}  # the limit of a day that a food passes with one portion, by its id
        self._collapsed: set[str] = set()
        self._filter = ALL
        self._foods = Search(())
        self.search = SearchField()
        self.search.setPlaceholderText(_("Search foods"))
        self.search.setAccessibleName(_("Search foods"))
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(self._rebuild)
        self.search.went_on.connect(self._to_first)
        self.filters = QButtonGroup(self)
        self.tastes: dict[str, QToolButton] = {}
        self.model: TableModel[FoodRow] = TableModel(self._columns(), lambda row: row.id, self)
        self.tree = self._make_tree()
        self.empty = EmptyNote(self.tree)
        self.empty.button.clicked.connect(self._show_more)
        self.menu = QMenu(self)
        self.wish = WishButton(look)
        self.wish.chosen.connect(self.wish_selected)
        self.show_button = tool_button(_("Details"), _("Details of the selected food"))
        self.show_button.clicked.connect(self.show_details)
        self.why_button = tool_button(_("Why?"), _("Why is the selected food in the plan, or not?"))
        self.why_button.clicked.connect(self.ask_why)
        self.more = tool_button("", _("More to do with the selected foods"))
        self.more.clicked.connect(lambda: self._open_menu(self.more.mapToGlobal(QPoint(0, self.more.height()))))
        self._detail = label(detail(()), tone="secondary", wrap=True)
        self._detail.setMinimumHeight(2 * self.fontMetrics().height() + GRID)
        self._arrange()
        look.changed.connect(self._recolour)
        self._recolour()
        self._selected()

    def show_state(self, state: ScreenState) -> None:
        """Draws the foods where what it draws is another one.

        How often a wish was kept is not said of an older plan, made before the wish.
        """
        old, self._state = self._state, state
        if _drawn_of(old) == _drawn_of(state):
            return
        catalogue, plan, targets = state.catalogue, state.plan, state.targets
        if catalogue is not None and catalogue is not old.catalogue:
            self._foods = Search(catalogue)
        eaten = (counted(day.portions) for day in plan.days) if plan else ()
        self._planned = frozenset(food.id for foods in eaten for food in foods) if plan else None
        self._held = Planned(len(plan.days), days_with_each(plan)) if plan and not state.stale else None
        least = targets.least(MAGNESIUM) if targets else None
        self._rich = RICH * least if least else None
        if catalogue is not old.catalogue or targets != old.targets:
            limits = {food.id: too_much(targets, food) for food in catalogue or ()} if targets else {}
            self._over = {food: limit for food, limit in limits.items() if limit is not None}
        self._rebuild()

    def selected_foods(self) -> list[str]:
        """The ids of the selected foods, and of all foods shown under a selected heading."""
        return [row.id for row in self._selected_rows()]

    def rate_selected(self, taste: str) -> None:
        """Wishes this taste for all selected foods."""
        foods = self.selected_foods()
        if foods:
            self.rated.emit(foods, taste)

    def wish_selected(self, times: int) -> None:
        """Wishes all selected foods so often a week; 0 takes the wish back."""
        foods = self.selected_foods()
        if foods:
            self.wished.emit(foods, times)

    def show_details(self) -> None:
        """Opens everything that is known of the selected food."""
        foods = self.selected_foods()
        if len(foods) == 1:
            self.show_details_of(foods[0])

    def show_details_of(self, food: str) -> None:
        """Opens everything that is known of a food."""
        if self._state.catalogue is not None and food in self._state.catalogue:
            FoodDetails(self._state.catalogue[food], self._state.document, self._look, self.window()).open()

    def ask_why(self) -> None:
        """Asks why the one selected food is in the plan, or not."""
        foods = self.selected_foods()
        if len(foods) == 1:
            self.why_asked.emit(foods[0])

    def wanted_width(self, names: Sequence[str]) -> int:
        """The width at which no food's name is cut, and each has its short word beside it [px]."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        word = max(metrics.horizontalAdvance(word) for word in short_words())
        bar = self.tree.verticalScrollBar().sizeHint().width()
        return longest + word + 2 * self.tree.indentation() + ICON + 3 * GRID + self.tree.header().sectionSize(1) + bar

    # Building

    def _columns(self) -> tuple[Column[FoodRow], ...]:
        grey: Mapping[int, Callable[[FoodRow], object]] = {Role.ForegroundRole: self._foreground}
        return (
            Column(
                _("Food"),
                lambda row: row.name,
                more={
                    **grey,
                    Role.DecorationRole: self._taste_icon,
                    Role.AccessibleTextRole: spoken,
                    WORD: lambda row: row.word,
                    SHORT: lambda row: row.short,
                },
            ),
            Column(_("Magnesium"), magnesium_text, right=True, more=grey),
        )

    def _make_tree(self) -> FoodTree:
        fixed = QHeaderView.ResizeMode.Fixed
        tree = make_tree(FoodTree, self.model, _("Foods"), folds=True, indentation=16, others=fixed, least=16)
        tree.setItemDelegate(FoodDelegate(tree, self._look))
        tree.setRootIsDecorated(True)
        tree.setIconSize(QSize(ICON, ICON))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.selectionModel().selectionChanged.connect(self._selected)
        tree.digit.connect(self.rate_selected)
        tree.opened.connect(self.show_details)
        tree.menu_wished.connect(self._open_menu)
        tree.collapsed.connect(lambda index: self._collapsed.add(self.model.groups[index.row()].title))
        tree.expanded.connect(lambda index: self._collapsed.discard(self.model.groups[index.row()].title))
        return tree

    def _arrange(self) -> None:
        top = QVBoxLayout()
        top.setContentsMargins(GRID, GRID, GRID, 0)
        top.setSpacing(GRID)
        top.addWidget(self.search)
        top.addLayout(self._make_filters())
        top.addLayout(self._make_tastes())
        top.addLayout(self._make_actions())
        bottom = QVBoxLayout()
        bottom.setContentsMargins(GRID, 0, GRID, GRID // 2)
        bottom.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bottom)

    def _make_filters(self) -> Flow:
        row = Flow()
        for name, full in FILTERS.items():
            button = tool_button(name, full, quiet=True)
            button.setCheckable(True)
            button.setChecked(name == ALL)
            button.toggled.connect(lambda checked, chosen=name: self._choose_filter(chosen) if checked else None)
            self.filters.addButton(button)
            row.addWidget(button)
        return row

    def _make_tastes(self) -> Flow:
        row = Flow()
        for key, taste in enumerate(TASTES, start=1):
            named = _("Rate {taste}, key {key}").format(taste=TASTE_WORDS[taste].lower(), key=key)
            button = tool_button(TASTE_WORDS[taste], named)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.clicked.connect(lambda checked, chosen=taste: self._pressed(chosen))
            self.tastes[taste] = button
            row.addWidget(button)
        return row

    def _make_actions(self) -> Flow:
        row = Flow()
        row.addWidget(self.wish)
        row.add_spring()
        for button in (self.why_button, self.show_button, self.more):
            row.addWidget(button)
        return row

    def _recolour(self) -> None:
        colours = self._look.colours
        tones = {NEVER: colours.over, LOVE: colours.accent}
        for taste, button in self.tastes.items():
            button.setIcon(self._look.icon(taste, tones.get(taste, colours.secondary)))
        self.more.setIcon(self._look.icon("more"))
        self.tree.header().resizeSection(1, self.fontMetrics().horizontalAdvance(_("000 mg")) + 2 * GRID)
        self.model.repaint()

    # Rows

    def _choose_filter(self, name: str) -> None:
        self._filter = name
        self._rebuild()

    def _rebuild(self) -> None:
        if self._state.catalogue is None:
            return
        found = (one for one in self._foods.find(self.search.text()) if self._passes(one.food))
        self._replace(grouped(found, self._state.document, self._held, self._over))

    def _passes(self, food: Food) -> bool:
        if self._filter == LOVED:
            return self._state.document.taste(food.id) == LOVE
        if self._filter == NEVERS:
            return self._state.document.taste(food.id) == NEVER
        if self._filter == RICHES:
            amount = food.amount(MAGNESIUM, food.usual_steps)
            return self._rich is not None and amount is not None and amount >= self._rich
        return self._filter == ALL or food.id in (self._planned or ())

    def _replace(self, groups: Sequence[Group[FoodRow]]) -> None:
        """Shows these rows; selection, scroll position and closed groups stay where their rows stay."""
        selected, scroll = self.selected_foods(), self.tree.verticalScrollBar().value()
        current = self.model.row(self.tree.currentIndex())
        old = [row.id for group in self.model.groups for row in group.rows]
        closed = set(self._collapsed)
        self.model.show(groups)
        if not self.tree.currentIndex().isValid() or [row.id for group in groups for row in group.rows] != old:
            for place, group in enumerate(groups):
                open_now = group.title not in closed or bool(self.search.text())
                self.tree.setExpanded(self.model.index(place, 0), open_now)
            self._collapsed = closed
            self._select(selected, current.id if current else None, old)
            self.tree.verticalScrollBar().setValue(scroll)
        self._say_empty(not groups)
        self._selected()

    def _say_empty(self, empty: bool) -> None:
        text = self.search.text().strip()
        said = nothing_shown(self._filter, text, self._planned is not None, self._rich is not None) if empty else ""
        self.empty.say(said, _("Clear the search") if self._filter == ALL else _("Look among all foods"))

    def _show_more(self) -> None:
        """Takes away what hides all foods: the filter, else the search."""
        self.search.setFocus()
        if self._filter == ALL:
            self.search.clear()
            return
        for button in self.filters.buttons():
            button.setChecked(button.text() == ALL)

    def _select(self, foods: Sequence[str], current: str | None, old: Sequence[str]) -> None:
        """Selects what was selected; where it has left the list, the row after it becomes the current one."""
        selection = self.tree.selectionModel()
        mode = QItemSelectionModel.SelectionFlag
        for food in foods:
            index = self.model.index_of(food)
            if index.isValid():
                selection.select(index, mode.Select | mode.Rows)
        if current is None:
            return
        place = old.index(current) if current in old else 0
        for food in (*old[place:], *reversed(old[:place])):
            index = self.model.index_of(food)
            if index.isValid():
                stays = food == current or food in foods
                flag = mode.NoUpdate if stays else mode.ClearAndSelect | mode.Rows
                selection.setCurrentIndex(index, flag)
                return

    # Wishes

    def choose(self, food: str) -> None:
        """Shows all foods and chooses this one, with the keyboard on it."""
        self.search.clear()
        for button in self.filters.buttons():
            button.setChecked(button.text() == ALL)
        index = self.model.index_of(food)
        if index.isValid():
            self.tree.expand(index.parent())
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)
        self.tree.setFocus()

    def _to_first(self) -> None:
        """Goes to the first food of the list."""
        self.tree.setFocus()
        first = self.model.index(0, 0, self.model.index(0, 0))
        if first.isValid():
            self.tree.setCurrentIndex(first)

    def _pressed(self, taste: str) -> None:
        self.rate_selected(taste)
        self._selected()  # the button shows the document's taste, not that it was pressed

    def _selected_rows(self) -> list[FoodRow]:
        found: dict[str, FoodRow] = {}
        for index in self.tree.selectionModel().selectedRows():
            found.update((row.id, row) for row in self.model.rows(index))
        return list(found.values())

    def _selected(self) -> None:
        rows = self._selected_rows()
        tastes = {row.taste for row in rows}
        for taste, button in self.tastes.items():
            button.setEnabled(bool(rows))
            button.setChecked(tastes == {taste})
        self.wish.show_wishes({row.wish for row in rows})
        self.more.setEnabled(bool(rows))
        for one in (self.show_button, self.why_button):
            one.setEnabled(len(rows) == 1)
        self._detail.setText(may_break(detail(rows)))

    def _open_menu(self, place: QPoint) -> None:
        rows = self._selected_rows()
        if not rows:
            return
        emptied(self.menu)
        hands = Hands(self.rate_selected, self.wish_selected, self._add_selected, self.show_details, self.ask_why)
        name = day_name(self._state.document, self._state.shown_day, long=True)
        fill_menu(self.menu, rows, self._planned or (), ShownDay(name, self._state.meals), hands)
        self.menu_opened.emit(self.menu, [row.id for row in rows])
        self.menu.popup(place)

    def _add_selected(self, meal: str) -> None:
        foods = self.selected_foods()
        if len(foods) == 1:
            self.add_wished.emit(foods[0], meal)

    # Appearance

    def _foreground(self, row: FoodRow) -> object:
        return self._look.colour("secondary") if row.excluded else None

    def _taste_icon(self, row: FoodRow) -> object:
        colours = self._look.colours
        tones = {NEVER: colours.over, LOVE: colours.accent, FINE: colours.faint}
        return self._look.icon(row.taste, tones.get(row.taste, colours.secondary))


def _drawn_of(state: ScreenState) -> tuple[object, ...]:
    """What of a state the foods are drawn from; the day on screen is asked for when a menu opens."""
    return state.catalogue, state.document.without_list(), state.plan, state.stale, state.targets
