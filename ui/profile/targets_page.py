"""The targets of one person: what is recommended, by whom, and the person's own values in its place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.dates import short_day
from planner.language.translate import _
from planner.needs.adjusted_targets import asked, targets_of, undecided
from planner.needs.notices import notices
from planner.needs.own_values import (
    TargetRow,
    set_by_clinician,
    target_rows,
    with_own_target,
    with_own_value,
    wrong_own_target,
)
from planner.needs.profile import Profile
from planner.needs.targets import CONFIRMATIONS, Own, OwnTarget, TargetError
from ui.base.date_field import read_date
from ui.base.flow import Beside
from ui.base.forms import indented
from ui.base.look import GRID, TARGET
from ui.base.number_box import NumberEdit, amount_text
from ui.base.table import Column, Group, TableModel
from ui.base.trees import make_tree
from ui.base.wide_buttons import WideBox
from ui.base.widgets import Notes, label, scaled

TWO = 640  # [px] a page on which the fields stand beside the list
SET_ON = 128  # [px] the width of a date
LIST = 160  # [px] of the list, where the fields stand below it


class TargetsPage(QWidget):
    """Every nutrient in a list; beside it the chosen one with its sources and two fields for own values.

    A value that cannot stand is said under its field, and stays there until it is mended or taken back. Where an amount
    to reach could as well be meant as one not to pass, as with kidney disease, it waits until one of two buttons says.

    Signals:
        changed: an own value is another one.
    """

    changed = Signal()

    def __init__(self, today: Callable[[], date] = date.today) -> None:
        super().__init__()
        self._today = today
        self._profile = Profile()
        self._own: Mapping[str, Own] = {}
        self._typed: dict[str, tuple[str, str]] = {}  # what cannot stand, as it was typed, by nutrient
        self._before: tuple[
            Own, ...
        ] = ()  # the own value of the nutrient when its fields came on screen, if it had one
        self._marked: frozenset[str] = frozenset()  # what was drawn as typed that cannot stand
        self._shown = ""  # the nutrient whose fields are on screen
        self._date_in_hand = False  # whether a day is being typed, and stays as it is
        self._day_before: date | None = None  # that stood before it was typed over
        self.model: TableModel[TargetRow] = TableModel(self._columns(), lambda row: row.nutrient.key, self)
        self.tree = self._make_tree()
        self.notes = Notes(_("Notes"))
        self.least = NumberEdit("")
        self.most = NumberEdit("")
        self.clinician = WideBox(_("My clinician set it"))
        self.set_on = QLineEdit()
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(GRID)
        on = label(_("on"))
        on.setBuddy(self.set_on)
        beside.addWidget(on)
        beside.addWidget(self.set_on)
        beside.addStretch(1)
        self._day_it_was_set = indented(holder)
        self.back = QPushButton(_("Back to the recommended"))
        self.as_most, self.as_least = QPushButton(), QPushButton()
        self._name = label(weight="strong", wrap=True)
        self._table = label(wrap=True)
        self._source = label(tone="secondary", wrap=True)
        self._least_name, self._most_name = label(), label()
        self._least_unit, self._most_unit = label(tone="secondary"), label(tone="secondary")
        self._problem = label(tone="problem", wrap=True)
        self._own_mark = label(tone="accent", weight="strong", wrap=True)
        self._arrange()
        for field in (self.least, self.most):
            field.textEdited.connect(self._edited)
        self.clinician.clicked.connect(lambda: self._mark(self._today() if self.clinician.isChecked() else None))
        self.set_on.textEdited.connect(lambda _text: self._date_edited())
        self.set_on.editingFinished.connect(self._date_typed)
        self.back.clicked.connect(self.take_back)
        self.as_most.clicked.connect(lambda: self._decide(at_most=True))
        self.as_least.clicked.connect(lambda: self._decide(at_most=False))

    # What is shown and decided

    @property
    def own(self) -> Mapping[str, Own]:
        """The own values that can stand, by key of the nutrient."""
        return self._own

    @property
    def typed(self) -> Mapping[str, tuple[str, str]]:
        """What is typed and cannot stand, by key of the nutrient."""
        return dict(self._typed)

    def show_targets(self, profile: Profile, own: Mapping[str, Own]) -> None:
        """Shows the targets of this person; what was typed and cannot stand stays."""
        self._profile, self._own = profile, own
        self._draw()
        self.notes.show_sentences(self._notes())
        if not self._shown:
            found = wrong_own_target(profile, own)
            self.show_nutrient(found[0] if found else MAGNESIUM.key)
        else:
            self._remember()
            self._show_row()

    def show_nutrient(self, key: str) -> None:
        """Goes to one nutrient."""
        self.tree.setCurrentIndex(self.model.index_of(key))

    def wrong(self) -> str:
        """The sentence for the first value that cannot stand, after going to it; empty when all can."""
        if self._date_in_hand and (said := self._date_typed()):
            return said
        for key in tuple(self._typed):
            self.show_nutrient(key)
            self._edited()  # other answers since then may let it stand
            if key in self._typed:
                return self.problem
        found = wrong_own_target(self._profile, self._own)
        if found is None:
            return ""
        self.show_nutrient(found[0])
        return self.problem

    @property
    def problem(self) -> str:
        """What is said under the fields, or an empty text."""
        return self._problem.text()

    def take_back(self) -> None:
        """The tables' amounts hold again for the nutrient that is shown."""
        self._typed.pop(self._shown, None)
        self._take(with_own_target(self._profile, self._own, self._shown, None, None))
        self._remember()
        self._show_row()
        self.least.setFocus()

    # Building

    def _columns(self) -> tuple[Column[TargetRow], ...]:
        return (
            Column(_("Nutrient"), lambda row: row.nutrient.label),
            Column(_("Recommended"), lambda row: _amount(row.least, row), right=True),
            Column(_("At most"), lambda row: _amount(row.most, row), right=True),
            Column(_("Your own"), self._own_text, right=True),
        )

    def _make_tree(self) -> QTreeView:
        tree = make_tree(QTreeView, self.model, _("Targets"), headings=True, indentation=GRID)
        tree.header().setSectionsMovable(False)
        tree.selectionModel().currentChanged.connect(self._chosen)
        return tree

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(GRID)
        for place, (name, field, unit) in enumerate(
            ((self._least_name, self.least, self._least_unit), (self._most_name, self.most, self._most_unit))
        ):
            name.setBuddy(field)
            grid.addWidget(name, place, 0)
            grid.addWidget(field, place, 1)
            grid.addWidget(unit, place, 2)
        grid.setColumnStretch(1, 1)
        self.set_on.setAccessibleName(_("Day on which your clinician set it"))
        self.set_on.setPlaceholderText(_("date"))
        self.set_on.setMaxLength(40)
        self.set_on.setMinimumHeight(TARGET)
        self.set_on.setFixedWidth(scaled(SET_ON))
        self.back.setAccessibleName(self.back.text())
        for button in (self.back, self.as_most, self.as_least):
            button.setMinimumHeight(TARGET)
        editor = QFrame()
        inside = QVBoxLayout(editor)
        inside.setContentsMargins(2 * GRID, 0, GRID, 0)
        inside.setSpacing(GRID)
        for widget in (self._name, self._table, self._source):
            inside.addWidget(widget)
        inside.addSpacing(GRID)
        inside.addWidget(label(_("Your own, or a clinician's"), weight="strong", wrap=True))
        inside.addLayout(grid)
        inside.addWidget(self.clinician)
        inside.addWidget(self._day_it_was_set)
        inside.addWidget(self._problem)
        inside.addWidget(self.as_most)
        inside.addWidget(self.as_least)
        inside.addWidget(self._own_mark)
        inside.addWidget(self.back)
        inside.addStretch(1)
        inside.addWidget(self.notes)
        self.tree.setMinimumHeight(LIST)
        layout = Beside(TWO, gap=0)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.add(self.tree, 3)
        layout.add(editor, 2)
        self.setLayout(layout)

    # Drawing

    def _draw(self) -> None:
        groups: dict[str, list[TargetRow]] = {}
        for row in target_rows(self._profile, self._own):
            if row.least is not None or row.most is not None or row.changed or not row.fixed:
                groups.setdefault(row.nutrient.group, []).append(row)
        self.model.show([Group(title, tuple(rows)) for title, rows in groups.items()])
        for key in {*self._typed, *self._marked}:  # a value that cannot stand is not in its row
            self.model.repaint_row(key)
        self._marked = frozenset(self._typed)
        self.tree.expandAll()

    def _notes(self) -> Sequence[str]:
        """What the rules say of these targets; nothing while an own value cannot stand."""
        try:
            targets = targets_of(self._profile, self._own, frozenset(CONFIRMATIONS))
        except TargetError:
            return ()
        return (*notices(self._profile, targets, (), ()), *targets.notices)

    def _own_text(self, row: TargetRow) -> str:
        key = row.nutrient.key
        if key in self._typed or key in undecided(self._profile, self._own):
            return _("check this")
        if row.removed:
            return _("no goal")
        if row.own is None:
            return ""
        least, most = row.own.least, row.own.most
        if most is None:
            return f"≥ {amount_text(least or 0.0)}" if row.band else amount_text(least or 0.0)
        return f"≤ {amount_text(most)}" if least is None else f"{amount_text(least)} – {amount_text(most)}"

    def _row(self) -> TargetRow | None:
        return self.model.row(self.model.index_of(self._shown)) if self._shown else None

    def _chosen(self, current: QModelIndex, before: QModelIndex) -> None:
        row = self.model.row(current)
        if row is None:
            return
        self._shown = row.nutrient.key
        self._date_in_hand = False
        self._remember()
        self._show_row()

    def _show_row(self) -> None:
        """Shows the chosen nutrient; a text that is being typed is left as it is."""
        row = self._row()
        if row is None:
            return
        self._describe(row)
        typed = self._typed.get(row.nutrient.key)
        for place, (field, number) in enumerate(
            ((self.least, row.own.least if row.own else None), (self.most, row.own.most if row.own else None))
        ):
            field.setEnabled(not row.fixed)
            if typed is not None:
                if field.text() != typed[place]:
                    field.setText(typed[place])
            elif field.wrong or field.number != number:
                field.show_number(number)
        self._say(row)

    def _describe(self, row: TargetRow) -> None:
        nutrient = row.nutrient
        energy = nutrient == ENERGY
        self._name.setText(nutrient.label)
        parts = []
        if row.least is not None:
            parts.append(_("Recommended: {amount} a day.").format(amount=_amount(row.least, row)))
        if row.most is not None:
            parts.append(_("At most {amount} a day.").format(amount=_amount(row.most, row)))
        self._table.setText("\n".join(parts) or _("The tables give no amount."))
        self._source.setText(_("Source: {source}").format(source=row.source) if row.source else "")
        self._source.setVisible(bool(row.source))
        self._least_name.setText(_("About") if energy and not row.band else _("At least"))
        self._most_name.setText(_("At most"))
        for field, name, unit in (
            (self.least, self._least_name, self._least_unit),
            (self.most, self._most_name, self._most_unit),
        ):
            field.setAccessibleName(f"{nutrient.label}: {name.text()} [{nutrient.unit}]")
            unit.setText(nutrient.unit)
        for widget in (self._most_name, self.most, self._most_unit):
            widget.setVisible(not energy or row.band)

    def _say(self, row: TargetRow) -> None:
        """What is wrong with the values of a row, or that they are the user's own."""
        problem = self._typed_problem(row.nutrient.key)
        found = wrong_own_target(self._profile, self._own)
        if not problem and found and found[0] == row.nutrient.key:
            problem = found[1]
        waiting = self._waiting(row)
        if waiting is not None:
            amount = f"{amount_text(waiting)} {row.nutrient.unit}"
            problem = _("Is {amount} at most or at least? A number alone does not say: ask your clinician.")
            problem = problem.format(amount=amount)
            self.as_most.setText(_("At most {amount}").format(amount=amount))
            self.as_least.setText(_("At least {amount}").format(amount=amount))
        for button in (self.as_most, self.as_least):
            button.setAccessibleName(f"{row.nutrient.label}: {button.text()}")
            button.setVisible(waiting is not None)
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        said = _("No goal: you removed it.") if row.removed else _("This is your own value.")
        if row.fixed:
            said = _("It follows from the other targets and cannot be changed.")
        when = row.own.clinician if row.own is not None else None
        if when is not None:
            said = _("Your clinician set it, {date}.").format(date=short_day(when))
        markable = row.own is not None and not row.fixed and not problem and (row.nutrient != ENERGY or row.band)
        self.clinician.setVisible(markable)
        self.clinician.setChecked(when is not None)
        self._day_it_was_set.setVisible(markable and when is not None)
        if when is not None and not self._date_in_hand:
            self.set_on.setText(short_day(when))
        self._own_mark.setText(said)
        self._own_mark.setVisible((row.changed or row.fixed) and not problem)
        self.back.setVisible(row.changed or row.nutrient.key in self._typed)

    def _waiting(self, row: TargetRow) -> float | None:
        """The number of which nobody has said yet whether it is at most or at least [nutrient.unit / day]."""
        key = row.nutrient.key
        if key not in self._typed:
            return undecided(self._profile, self._own).get(key)
        asks = key in asked(self._profile) and not (self.least.wrong or self.most.wrong) and self.most.number is None
        return self.least.number if asks else None

    # Editing

    def _decide(self, at_most: bool) -> None:
        """Takes the number that waits as what the user says it is."""
        row = self._row()
        number = self._waiting(row) if row else None
        if row is None or number is None:
            return
        value = OwnTarget(most=number) if at_most else OwnTarget(least=number)
        try:
            own = with_own_value(self._profile, self._own, row.nutrient.key, value)
        except TargetError as error:
            self._problem.setText(error.why)
            return
        self._typed.pop(row.nutrient.key, None)
        self._take(own)
        self._remember()
        self._show_row()
        (self.most if at_most else self.least).setFocus()

    def _edited(self) -> None:
        """Takes what is in the fields, or keeps it as it was typed and says why it cannot stand."""
        key = self._shown
        self._typed.pop(key, None)
        if self._typed_problem(key, now=True):
            self._typed[key] = (self.least.text(), self.most.text())
            self._take(self._as_before())  # not the first figures of what is typed
        else:
            before = self._own.get(key)
            own = with_own_target(self._profile, self._own, key, self.least.number, self.most.number)
            if isinstance(before, OwnTarget) and before.clinician is not None:
                own = set_by_clinician(own, key, before.clinician)
            self._take(own)
        row = self._row()
        if row is not None:
            self._say(row)

    def _mark(self, when: date | None) -> None:
        """Says that a clinician set the value on screen, on that day, or that it is the user's own."""
        self._take(set_by_clinician(self._own, self._shown, when))
        self._remember()
        self._show_row()

    def _read_day(self) -> date | None:
        when = read_date(self.set_on.text(), self._today())
        return when if when is not None and when <= self._today() else None

    def _date_edited(self) -> None:
        """Takes a day as soon as it is one; what is typed stays as it is."""
        if not self._date_in_hand:
            row = self._row()
            self._day_before = row.own.clinician if row is not None and row.own is not None else None
        self._date_in_hand = True
        if (when := self._read_day()) is not None:
            self._take(set_by_clinician(self._own, self._shown, when))

    def _date_typed(self) -> str:
        """Takes the day that was typed; what is none, or still to come, is said, and the one before stands again."""
        self._date_in_hand = False
        when, typed = self._read_day(), self.set_on.text()
        if when is not None:
            self._mark(when)
            return ""
        self._mark(self._day_before)
        said = _("“{text}” is no day until today. Write it like {example}.")
        said = said.format(text=typed, example=short_day(self._today()))
        self._problem.setText(said)
        self._problem.show()
        return said

    def _remember(self) -> None:
        self._before = (self._own[self._shown],) if self._shown in self._own else ()

    def _as_before(self) -> Mapping[str, Own]:
        """The own values with that of the nutrient on screen as it was before it was typed over."""
        others = {key: own for key, own in self._own.items() if key != self._shown}
        return MappingProxyType({**others, self._shown: self._before[0]} if self._before else others)

    def _typed_problem(self, key: str, now: bool = False) -> str:
        """Why what is typed for a nutrient cannot stand; ``now`` asks the fields on screen."""
        if not now and key not in self._typed:
            return ""
        for field in (self.least, self.most):
            if field.wrong:
                return field.wrong
        try:
            with_own_target(self._profile, self._own, key, self.least.number, self.most.number)
        except TargetError as error:
            return error.why
        return ""

    def _take(self, own: Mapping[str, Own]) -> None:
        if own == self._own:
            self._draw()
            return
        self._own = own
        self._draw()
        self.notes.show_sentences(self._notes())
        self.changed.emit()


def _amount(amount: float | None, row: TargetRow) -> str:
    return "" if amount is None else f"{amount_text(amount)} {row.nutrient.unit}"
