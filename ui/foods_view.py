"""The foods with search, filters and tastes."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QToolButton,
    QTreeView,
    QVBoxLayout,
)

from planner.catalogue import Catalogue
from planner.document import FINE, LOVE, NEVER, TASTES, Document
from planner.food import Food
from planner.nutrients import MAGNESIUM
from planner.plan import Plan
from planner.targets import Targets
from ui.food_rows import (
    ALL,
    FILTERS,
    GROUPS_FIRST,
    LOVED,
    NEVERS,
    RICH,
    RICHES,
    FoodRow,
    detail,
    magnesium_text,
    spoken,
    usual_steps,
    why_excluded,
)
from ui.look import GRID, ICON, TARGET, Look
from ui.sentences import TASTE_WORDS
from ui.table import Column, Group, Role, TableModel
from ui.widgets import RowDelegate, label, tool_button


class SearchField(QLineEdit):
    """Where one types; the arrow down and Return go on to the list.

    Signals:
        went_on: the keyboard leaves for the list.
    """

    went_on = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_on.emit()
            return
        super().keyPressEvent(event)


class FoodTree(QTreeView):
    """The list itself; the keys 1 to 5 rate what is selected.

    Signals:
        digit: a taste was chosen by key.
    """

    digit = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and 0 <= place < len(TASTES):
            self.digit.emit(TASTES[place])
            return
        super().keyPressEvent(event)


class FoodsView(QFrame):
    """Shows the catalogue under the document's tastes.

    Signals:
        rated: the ids of foods and the taste wished for them.
    """

    rated = Signal(list, str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._catalogue: Catalogue | None = None
        self._document = Document()
        self._planned: frozenset[str] = frozenset()
        self._rich = 0.0  # [mg / portion]
        self._collapsed: set[str] = set()
        self._filter = ALL
        self._searched: list[tuple[Food, str]] = []  # foods by name, with the text that is searched
        self.search = SearchField()
        self.search.setPlaceholderText("Search foods")
        self.search.setAccessibleName("Search foods")
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumHeight(TARGET)
        self.search.textChanged.connect(self._rebuild)
        self.search.went_on.connect(self._to_first)
        self.filters = QButtonGroup(self)
        self.tastes: dict[str, QToolButton] = {}
        self.model: TableModel[FoodRow] = TableModel(self._columns(), lambda row: row.id, self)
        self.tree = self._make_tree()
        self._detail = label("Choose foods and rate them, here or with the keys 1 to 5.", tone="secondary", wrap=True)
        self._detail.setMinimumHeight(2 * self.fontMetrics().height() + GRID)
        self._arrange()
        look.changed.connect(self._recolour)
        self._recolour()
        self._selected()

    def show_foods(
        self, catalogue: Catalogue | None, document: Document, plan: Plan | None, targets: Targets | None
    ) -> None:
        """Draws what it is given."""
        if catalogue is not None and catalogue is not self._catalogue:
            by_name = sorted(catalogue, key=lambda food: food.name.casefold())
            self._searched = [(food, f"{food.name} {food.group}".casefold()) for food in by_name]
        self._catalogue, self._document = catalogue, document
        self._planned = frozenset(p.food.id for day in plan.days for p in day.portions) if plan else frozenset()
        self._rich = RICH * ((targets.least(MAGNESIUM) if targets else None) or 0.0)
        self._rebuild()

    def selected_foods(self) -> list[str]:
        """The ids of the selected foods, and of all foods shown under a selected heading."""
        found: dict[str, None] = {}
        for index in self.tree.selectionModel().selectedRows():
            found.update((row.id, None) for row in self.model.rows(index))
        return list(found)

    def rate_selected(self, taste: str) -> None:
        foods = self.selected_foods()
        if foods:
            self.rated.emit(foods, taste)

    def wanted_width(self, names: Sequence[str]) -> int:
        """The width at which no food's name is cut [px]."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        bar = self.tree.verticalScrollBar().sizeHint().width()
        widths = self.tree.header().sectionSize(1) + self.tree.header().sectionSize(2)
        return longest + 2 * self.tree.indentation() + ICON + 3 * GRID + widths + bar

    # Building

    def _columns(self) -> tuple[Column[FoodRow], ...]:
        grey: Mapping[int, Callable[[FoodRow], object]] = {Role.ForegroundRole: self._foreground}
        secondary: Mapping[int, Callable[[FoodRow], object]] = {
            Role.ForegroundRole: lambda row: self._look.colour("secondary")
        }
        return (
            Column(
                "Food",
                lambda row: row.name,
                more={
                    **grey,
                    Role.DecorationRole: self._taste_icon,
                    Role.AccessibleTextRole: spoken,
                },
            ),
            Column("Taste", lambda row: row.word, right=True, more=secondary),
            Column("Magnesium", magnesium_text, right=True, more=grey),
        )

    def _make_tree(self) -> FoodTree:
        tree = FoodTree()
        tree.setModel(self.model)
        tree.setAccessibleName("Foods")
        tree.setItemDelegate(RowDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setIndentation(16)
        tree.setIconSize(QSize(ICON, ICON))
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setExpandsOnDoubleClick(True)
        header = tree.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(16)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(1, self._word_width(TASTE_WORDS.values()))
        header.resizeSection(2, self.fontMetrics().horizontalAdvance("000 mg") + 2 * GRID)
        tree.selectionModel().selectionChanged.connect(self._selected)
        tree.digit.connect(self.rate_selected)
        tree.collapsed.connect(lambda index: self._collapsed.add(self.model.groups[index.row()].title))
        tree.expanded.connect(lambda index: self._collapsed.discard(self.model.groups[index.row()].title))
        return tree

    def _arrange(self) -> None:
        filters = QHBoxLayout()
        filters.setSpacing(GRID // 2)
        for name, full in FILTERS.items():
            button = tool_button(name, full, quiet=True)
            button.setCheckable(True)
            button.setChecked(name == ALL)
            button.toggled.connect(lambda checked, chosen=name: self._choose_filter(chosen) if checked else None)
            self.filters.addButton(button)
            filters.addWidget(button)
        filters.addStretch(1)
        tastes = QHBoxLayout()
        tastes.setSpacing(GRID // 2)
        for key, taste in enumerate(TASTES, start=1):
            button = tool_button(TASTE_WORDS[taste], f"Rate {TASTE_WORDS[taste].lower()}, key {key}")
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setCheckable(True)
            button.setSizePolicy(button.sizePolicy().horizontalPolicy().Expanding, button.sizePolicy().verticalPolicy())
            button.clicked.connect(lambda _, chosen=taste: self._pressed(chosen))
            self.tastes[taste] = button
            tastes.addWidget(button)
        top = QVBoxLayout()
        top.setContentsMargins(GRID, GRID, GRID, 0)
        top.setSpacing(GRID)
        top.addWidget(self.search)
        top.addLayout(filters)
        top.addLayout(tastes)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(GRID, 0, GRID, GRID // 2)
        bottom.addWidget(self._detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addWidget(self.tree, 1)
        layout.addLayout(bottom)

    def _recolour(self) -> None:
        colours = self._look.colours
        tones = {NEVER: colours.over, LOVE: colours.accent}
        for taste, button in self.tastes.items():
            button.setIcon(self._look.icon(taste, tones.get(taste, colours.secondary)))
        self.model.repaint()

    # Rows

    def _choose_filter(self, name: str) -> None:
        self._filter = name
        self._rebuild()

    def _rebuild(self) -> None:
        if self._catalogue is None:
            return
        words = self.search.text().casefold().split()
        shown: dict[str, list[FoodRow]] = {}
        for food, text in self._searched:
            if all(word in text for word in words) and self._passes(food):
                shown.setdefault(food.group, []).append(self._row(food))
        order = sorted(shown, key=lambda name: (GROUPS_FIRST.index(name) if name in GROUPS_FIRST else 99, name))
        self._replace([Group(name, tuple(shown[name])) for name in order])

    def _row(self, food: Food) -> FoodRow:
        taste = self._document.taste(food.id)
        word, reason = why_excluded(self._document, food) or ("", "")
        steps = usual_steps(food)
        return FoodRow(
            id=food.id,
            name=food.name,
            taste=taste,
            word=word or ("" if taste == FINE else TASTE_WORDS[taste]),
            reason=reason,
            excluded=bool(word),
            portion=food.household(steps),
            magnesium=food.amount(MAGNESIUM, steps),
        )

    def _passes(self, food: Food) -> bool:
        if self._filter == LOVED:
            return self._document.taste(food.id) == LOVE
        if self._filter == NEVERS:
            return self._document.taste(food.id) == NEVER
        if self._filter == RICHES:
            return (food.amount(MAGNESIUM, usual_steps(food)) or 0.0) >= self._rich
        return self._filter == ALL or food.id in self._planned

    def _replace(self, groups: Sequence[Group[FoodRow]]) -> None:
        """Shows these rows; selection, scroll position and closed groups stay where their rows stay."""
        selected, scroll = self.selected_foods(), self.tree.verticalScrollBar().value()
        current = self.model.row(self.tree.currentIndex())
        old = [row.id for group in self.model.groups for row in group.rows]
        closed = set(self._collapsed)
        self.model.show(groups)
        words = {row.word for group in groups for row in group.rows} | set(TASTE_WORDS.values())
        self.tree.header().resizeSection(1, self._word_width(words))
        if not self.tree.currentIndex().isValid() or [row.id for group in groups for row in group.rows] != old:
            for place, group in enumerate(groups):
                open_now = group.title not in closed or bool(self.search.text())
                self.tree.setExpanded(self.model.index(place, 0), open_now)
            self._collapsed = closed
            self._select(selected, current.id if current else None, old)
            self.tree.verticalScrollBar().setValue(scroll)
        self._selected()

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

    def _to_first(self) -> None:
        """Goes to the first food of the list."""
        self.tree.setFocus()
        first = self.model.index(0, 0, self.model.index(0, 0))
        if first.isValid():
            self.tree.setCurrentIndex(first)

    def _pressed(self, taste: str) -> None:
        self.rate_selected(taste)
        self._selected()  # the button shows the document's taste, not that it was pressed

    def _selected(self) -> None:
        rows = [row for index in self.tree.selectionModel().selectedRows() for row in self.model.rows(index)]
        tastes = {row.taste for row in rows}
        for taste, button in self.tastes.items():
            button.setEnabled(bool(rows))
            button.setChecked(tastes == {taste})
        self._detail.setText(detail(rows))

    # Appearance

    def _foreground(self, row: FoodRow) -> object:
        return self._look.colour("secondary") if row.excluded else None

    def _taste_icon(self, row: FoodRow) -> object:
        colours = self._look.colours
        tones = {NEVER: colours.over, LOVE: colours.accent, FINE: colours.faint}
        return self._look.icon(row.taste, tones.get(row.taste, colours.secondary))

    def _word_width(self, words: Iterable[str]) -> int:
        return max(self.fontMetrics().horizontalAdvance(word) for word in words) + GRID
