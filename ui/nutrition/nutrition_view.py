"""The nutrition of the chosen day or the mean of its week: magnesium first, then every nutrient."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.foods import nutrients
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM, Nutrient
from planner.language.numbers import percent
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.plan.nutrition import by_meal, supplies, week_of
from planner.plan.plan import Total
from ui.base.look import GRID, TARGET, Look
from ui.base.number_box import Combo
from ui.base.sentences import day_name, number, reached
from ui.base.table import Column, Role, TableModel
from ui.base.trees import make_tree
from ui.base.widgets import Notes, label, may_break
from ui.nutrition.nutrient_bar import ROW_ROLE, AmountBar, BarDelegate, NutrientRow, nutrient_row
from ui.nutrition.nutrient_detail import NutrientDetail
from ui.nutrition.nutrient_groups import nutrient_groups
from ui.nutrition.shown_days import ShownDays, mean_name
from ui.workspace.screen_state import ScreenState

SOURCES_SHOWN = 4
LONGEST_NAME = 44  # characters of a food's name in the sentence under the bar
BAR_LEAST = 44  # [px] with less room for a bar, the amount stands below the name
WIDEST_AMOUNT = "≥ 2,000 of 2,600 mg"
MARKED = 5_000  # [ms] that the amounts before the last edit stay on screen


class NutritionView(QFrame):
    """Draws the nutrition of the day it is given, or of the week that day is in; a nutrient opens to its foods.

    In a household, one chooses whose it is, and every figure says so.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("column")
        self._look = look
        self._shown: ShownDays | None = None
        self._state = ScreenState()
        self._wants_mean = False
        self._wants_person = ""  # a name, or nothing for the one the profile describes
        self._open: Nutrient | None = None
        self._narrow = False  # large type in a narrow column: what stands side by side stands below instead
        self.marks = QTimer(self)
        self.marks.setSingleShot(True)
        self.marks.setInterval(MARKED)
        self.marks.timeout.connect(self._draw)
        self._title = label(_("Nutrition"), tone="secondary", wrap=True)
        self._amount = label(scale="title")
        self._goal = label(tone="secondary", wrap=True)
        self._bar = AmountBar(look)
        self._spread = label(tone="secondary", wrap=True)
        self._sources = label(tone="secondary", wrap=True)
        self._caption = label(tone="secondary", wrap=True)
        self.notes = Notes(_("Notes on the plan"))
        self.model: TableModel[NutrientRow] = TableModel(self._columns(), lambda row: row.nutrient.key, self)
        self.tree = self._make_tree()
        self.one_day, self.mean = self._make_switch()
        self.who = Combo()
        self.who.setAccessibleName(_("Whose nutrition"))
        self.who.setMinimumHeight(TARGET)
        self.who.activated.connect(lambda _place: self.show_person(str(self.who.currentData())))
        self.magnesium = QPushButton(_("Where it comes from"))
        self.magnesium.setProperty("link", True)
        self.magnesium.setMinimumHeight(TARGET)
        self.magnesium.setAccessibleName(_("Magnesium: its foods, target and limit"))
        self.magnesium.clicked.connect(lambda: self.open_nutrient(MAGNESIUM))
        self.detail = NutrientDetail(look)
        self.detail.left.connect(self.show_all)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._make_overview())
        self.pages.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what stands in a row can stand in a column
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        person = QHBoxLayout()
        person.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        person.addWidget(self.who)
        layout.addLayout(person)
        layout.addLayout(self._switch_row)
        layout.addWidget(self.pages, 1)
        look.changed.connect(self.model.repaint)
        self._take(self._state)

    # Building

    def _make_switch(self) -> tuple[QPushButton, QPushButton]:
        group = QButtonGroup(self)
        self._switch_row = QHBoxLayout()
        self._switch_row.setContentsMargins(2 * GRID, GRID, 2 * GRID, 0)
        self._switch_row.setSpacing(GRID)
        made = []
        for mean in (False, True):
            button = QPushButton()
            button.setCheckable(True)
            button.setMinimumHeight(TARGET)
            group.addButton(button)
            button.clicked.connect(lambda *_args, wish=mean: self.show_mean(wish))
            self._switch_row.addWidget(button)
            made.append(button)
        self._switch_row.addStretch(1)
        return made[0], made[1]

    def _make_overview(self) -> QWidget:
        self._headline = QHBoxLayout()
        self._headline.setSpacing(GRID)
        self._headline.addWidget(self._amount, 0, Qt.AlignmentFlag.AlignBottom)
        self._headline.addWidget(self._goal, 1, Qt.AlignmentFlag.AlignBottom)
        self._headline.addWidget(self.magnesium, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        top = QVBoxLayout()
        top.setContentsMargins(2 * GRID, GRID + GRID // 2, 2 * GRID, 0)
        top.setSpacing(GRID // 2)
        top.addWidget(self._title)
        top.addLayout(self._headline)
        for part in (self._bar, self._spread, self._sources):
            top.addWidget(part)
        top.addSpacing(GRID // 2)
        top.addWidget(self._caption)
        middle = QVBoxLayout()
        middle.setContentsMargins(GRID + GRID // 2, 0, 0, 0)
        middle.addWidget(self.tree)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(2 * GRID, 0, 2 * GRID, GRID)
        bottom.addWidget(self.notes)
        overview = QWidget()
        layout = QVBoxLayout(overview)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(top)
        layout.addLayout(middle, 1)
        layout.addLayout(bottom)
        layout.addItem(QSpacerItem(0, 0, QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Expanding))
        return overview

    # Drawing

    def show_state(self, state: ScreenState) -> None:
        """Draws the nutrition of the day on screen where what it draws is another one.

        The amounts of the plan before the last edit are marked for a few seconds when the plan is new.
        """
        before, self._state = self._state, state
        if _drawn_of(before) != _drawn_of(state):
            self._take(state)

    def _take(self, state: ScreenState) -> None:
        old, self._shown = self._shown, None
        day, whole, document, targets = state.day, state.plan, state.document, state.targets
        if day is not None and whole is not None and targets is not None:
            who = _("you") if document.people else ""
            self._shown = ShownDays(whole, day, document, targets, state.catalogue, state.before, who=who)
            if state.before is None or state.before == whole:
                self.marks.stop()
            elif old is None or old.plan != whole:
                self.marks.start()
        self._fill_people()
        self.notes.show_sentences(state.notices)
        self.notes.setVisible(self._shown is not None and bool(state.notices))
        self._draw()

    def show_mean(self, wish: bool) -> None:
        """Shows the mean of the week instead of the day, or the day again."""
        self._wants_mean = wish
        self._draw()

    def show_person(self, name: str) -> None:
        """Shows what somebody of the household eats; without a name, what the plan is made for."""
        self._wants_person = name
        self._draw()

    def open_nutrient(self, nutrient: Nutrient) -> None:
        """Shows what supplies a nutrient, in place of all nutrients."""
        if self._shown is None:
            return
        self._open = nutrient
        self._draw()
        self.detail.back.setFocus()

    def show_all(self) -> None:
        """Shows all nutrients again; the keys go on where they were."""
        opened, self._open = self._open, None
        self._draw()
        if opened is not None:
            (self.magnesium if opened == MAGNESIUM else self.tree).setFocus()

    def _fill_people(self) -> None:
        """Those who have portions; who was chosen and has none for now is shown again when they are there."""
        with QSignalBlocker(self.who):
            self.who.clear()
            self.who.addItem(_("Your own nutrition"), "")
            for one, _plan in self._state.household.at_table:
                self.who.addItem(_("Nutrition of {name}").format(name=one.name), one.name)
            self.who.setCurrentIndex(max(0, self.who.findData(self._wants_person)))
        self.who.setVisible(self._shown is not None and self.who.count() > 1)

    def _draw(self) -> None:
        shown = self._shown
        if shown is not None and self._wants_person:
            shown = shown.of_person(self._wants_person, self._state.household) or shown
        self.pages.setCurrentIndex(0 if shown is None or self._open is None else 1)
        has_mean = shown is not None and len(week_of(shown.plan, shown.day.number)) > 1
        for button in (self.one_day, self.mean):
            button.setVisible(has_mean)
        visible = (self._amount, self._bar, self._spread, self._sources, self._caption, self.tree, self.magnesium)
        for part in visible:
            part.setVisible(shown is not None)
        if shown is None:
            self._title.setText(_("Nutrition"))
            self._goal.setText(_("The nutrition of a day stands here as soon as there is a plan."))
            return
        if has_mean:
            self._name_switch(shown)
            shown = shown.with_mean(self._wants_mean)
        marked = self.marks.isActive()
        if self._open is not None:
            self.detail.show_nutrient(self._open, shown, marked)
        self._draw_all(shown, shown.sums_before if marked else None)

    def _name_switch(self, shown: ShownDays) -> None:
        number_, mean = shown.day.number, mean_name(shown.plan, shown.day.number, shown.document.start)
        self.one_day.setText(day_name(shown.document, number_, long=True))
        self.one_day.setAccessibleName(_("Nutrition of {day}").format(day=self.one_day.text()))
        self.mean.setText(mean[0].upper() + mean[1:])
        self.mean.setAccessibleName(_("Nutrition of a day, {mean}").format(mean=mean))
        (self.mean if self._wants_mean else self.one_day).setChecked(True)

    def _draw_all(self, shown: ShownDays, before: Mapping[Nutrient, Total] | None) -> None:
        sums, when = shown.sums, shown.when
        row = nutrient_row(MAGNESIUM, sums, shown.targets, when, before)
        self._title.setText(f"{MAGNESIUM.label} {when}")
        self._amount.setText(_("{amount} mg").format(amount=number(round(row.total.amount))))
        parts = [_("at least")] if row.total.at_least else []
        if row.least:
            parts.append(_("of {least} mg").format(least=number(row.least)))
            parts.append(percent(row.total.amount, row.least))
        lines = ["  ·  ".join(parts)]
        if row.was is not None:
            lines.append(_("before: {amount} mg").format(amount=number(round(row.was))))
        self._goal.setText("\n".join(lines))
        self._show_spread(shown, row)
        self._caption.setText(_("Every nutrient {when}. Press one to see its foods.").format(when=when))
        self.tree.setAccessibleName(_("Nutrients {when}").format(when=when))
        self.model.show(nutrient_groups(sums, shown.targets, when, before))
        self.tree.expandAll()
        self._fit()

    def _show_spread(self, shown: ShownDays, row: NutrientRow) -> None:
        templates = read_templates()
        meals = by_meal(shown.days, MAGNESIUM)
        self._bar.show_amounts(row, tuple(meals.values()))
        self._spread.setText(
            " · ".join(f"{templates.meal(meal).name} {number(round(part))}" for meal, part in meals.items())
        )
        best = [supply for supply in supplies(shown.days, MAGNESIUM) if supply.amount][:SOURCES_SHOWN]
        named = [f"{_shortened(supply.food.name)} ({number(round(supply.amount or 0.0))})" for supply in best]
        said = _("Most from {foods}.").format(foods=in_a_row(named)) if named else ""
        self._sources.setText(may_break(said))

    def _columns(self) -> tuple[Column[NutrientRow], ...]:
        def tone(row: NutrientRow) -> object:
            return self._look.colour(row.state if row.state in ("low", "over") else "secondary")

        spoken: dict[int, Callable[[NutrientRow], object]] = {Role.AccessibleTextRole: lambda row: row.spoken}
        return (
            Column(_("Nutrient"), self._name, more=spoken),
            Column(_("Bar"), lambda row: "", more={**spoken, ROW_ROLE: lambda row: row}),
            Column(_("Amount"), _amount_text, right=True, more={Role.ForegroundRole: tone}),
        )

    def _make_tree(self) -> QTreeView:
        tree = make_tree(QTreeView, self.model, "", wide=1, others=QHeaderView.ResizeMode.Fixed, least=0)
        tree.setItemDelegateForColumn(1, BarDelegate(self._look, tree))
        tree.clicked.connect(self._open_at)
        tree.activated.connect(self._open_at)
        return tree

    def _name(self, row: NutrientRow) -> str:
        return f"{row.nutrient.label}\n{_amount_text(row)}" if self._narrow else row.nutrient.label

    def _fit(self) -> None:
        """Names and amounts beside their bars where there is room, else the amounts below the names."""
        metrics = self.tree.fontMetrics()
        names = max(metrics.horizontalAdvance(nutrient.label) for nutrient in nutrients.ALL) + GRID
        amounts = metrics.horizontalAdvance(WIDEST_AMOUNT) + GRID
        narrow = names + BAR_LEAST + amounts > self.tree.viewport().width()
        header = self.tree.header()
        header.setSectionHidden(2, narrow)
        header.resizeSection(0, max(names, amounts) if narrow else names)
        header.resizeSection(2, amounts)
        if narrow != self._narrow:
            self._narrow = narrow
            direction = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
            for row in (self._headline, self._switch_row, self.detail.switch):
                row.setDirection(direction)
            self.tree.setUniformRowHeights(not narrow)  # headings stay one line
            self.model.repaint()
            self.tree.doItemsLayout()

    def minimumSizeHint(self) -> QSize:
        """As wide as the widest of what stands in a column where there is little room."""
        least = super().minimumSizeHint()
        parts = (self.magnesium, self.one_day, self.mean, self.who)
        wanted = max(part.minimumSizeHint().width() for part in parts) + 4 * GRID
        return QSize(min(least.width(), wanted), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _open_at(self, index: QModelIndex) -> None:
        row = self.model.row(index)
        if row is not None and self._open is None:
            self.tree.setCurrentIndex(index.siblingAtColumn(0))  # where the strip shows that the keys are here
            self.open_nutrient(row.nutrient)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._open is not None:
            self.show_all()
            return
        super().keyPressEvent(event)


def _drawn_of(state: ScreenState) -> tuple[object, ...]:
    """What of a state the nutrition is drawn from."""
    plan = state.plan, state.before, state.day, state.household
    return *plan, state.document, state.targets, state.catalogue, state.notices


def _shortened(name: str) -> str:
    """The whole name stands on the nutrient's own page."""
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1].rstrip()}…"


def _amount_text(row: NutrientRow) -> str:
    return reached(row.total, row.goal, row.most, row.nutrient.unit)
