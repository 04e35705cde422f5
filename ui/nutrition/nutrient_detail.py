"""One nutrient: what it is held against, what supplies it, and what would supply more, each figure with its source."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, ENERGY, FOLIC_ACID_ADDED, VITAMIN_A_PREFORMED, Nutrient
from planner.language.numbers import percent
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext
from planner.needs.reference_intakes import limit_notes
from planner.needs.targets import Target
from planner.plan.nutrition import Supply, by_meal, supplies
from planner.plan.rich_foods import Supplier, by_energy, by_portion, suppliers
from ui.base.look import GRID, TARGET, Look
from ui.base.sentences import number, reached
from ui.base.widgets import label, may_break
from ui.nutrition.nutrient_bar import AmountBar, NutrientRow, nutrient_row
from ui.nutrition.shown_days import ShownDays

SUPPLIES_SHOWN = 12  # rows before "show all"
UNKNOWN_NAMED = 4  # foods named in one sentence
SMALLEST = 0.005  # [nutrient.unit] what is less would read as nothing
# The form of a nutrient to which its upper limit applies; no table has a column for it (planner/foods/nutrients.py).
LIMITED_FORM = {BY_KEY["vit_a_rae_ug"]: VITAMIN_A_PREFORMED, BY_KEY["folate_dfe_ug"]: FOLIC_ACID_ADDED}


@dataclass(frozen=True, slots=True)
class Line:
    """A food with a figure, or a sentence, and what is known beside it."""

    text: str
    figure: str
    beside: str


class Lines(QWidget):
    """Lines under one another: the text wraps, the figure stands at the right, the rest below in small."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._labels: list[tuple[QLabel, QLabel, QLabel]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GRID)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(0, 1)

    @property
    def text(self) -> str:
        """What is on screen, one to a line."""
        rows = (row for row in self._labels if not row[0].isHidden())
        return "\n".join(" | ".join(part.text() for part in row) for row in rows)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Shows these lines in place of the older ones."""
        while len(self._labels) < len(lines):
            self._add_row()
        for place, (text, figure, beside) in enumerate(self._labels):
            for part in (text, figure, beside):
                part.setVisible(place < len(lines))
            if place < len(lines):
                text.setText(may_break(lines[place].text))
                figure.setText(lines[place].figure)
                beside.setText(may_break(lines[place].beside))
                beside.setVisible(bool(lines[place].beside))

    def _add_row(self) -> None:
        top = 2 * len(self._labels)
        text, figure, beside = label(wrap=True), label(), label(tone="secondary", wrap=True)
        beside.setContentsMargins(0, 0, 0, GRID)
        self._grid.addWidget(text, top, 0)
        self._grid.addWidget(figure, top, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._grid.addWidget(beside, top + 1, 0, 1, 2)
        self._labels.append((text, figure, beside))


class NutrientDetail(QFrame):
    """The page of one nutrient.

    Signals:
        left: the user wants all nutrients back.
    """

    left = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._row: NutrientRow | None = None
        self._shown: ShownDays | None = None
        self._nutrient: Nutrient | None = None
        self._all = False
        self._found: tuple[Supplier, ...] = ()
        self.back = QPushButton(_("All nutrients"))
        self.back.setProperty("quiet", True)
        self.back.setMinimumHeight(TARGET)
        self.back.setAccessibleName(_("Back to all nutrients"))
        self.back.clicked.connect(self.left)
        self.title = label(weight="strong", wrap=True)
        self.amount = label(wrap=True)
        self._bar = AmountBar(look)
        self.spread = label(tone="secondary", wrap=True)
        self.facts = Lines(_("Target and limit"))
        self.supply_title = label(weight="strong", wrap=True)
        self.unknown = label(tone="secondary", wrap=True)
        self.supplies = Lines(_("What supplies it"))
        self.show_all = QPushButton()
        self.show_all.setProperty("link", True)
        self.show_all.setMinimumHeight(TARGET)
        self.show_all.clicked.connect(self._show_all)
        self.more_title = label(_("What would supply more"), weight="strong", wrap=True)
        self.more_said = label(tone="secondary", wrap=True)
        self.for_portion, self.for_energy = self._make_switch()
        self.suppliers = Lines(_("What would supply more"))
        self.area = self._make_area()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID // 2, 0, 0)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.area, 1)
        look.changed.connect(self._recolour)
        self._recolour()

    def _make_switch(self) -> tuple[QPushButton, QPushButton]:
        group = QButtonGroup(self)
        made = []
        for text, name in (
            (_("In a portion"), _("Ranked by what a usual portion supplies")),
            (_("In 100 kcal"), _("Ranked by what 100 kcal supply")),
        ):
            button = QPushButton(text)
            button.setAccessibleName(name)
            button.setCheckable(True)
            button.setMinimumHeight(TARGET)
            group.addButton(button)
            button.clicked.connect(self._rank)
            made.append(button)
        made[0].setChecked(True)
        return made[0], made[1]

    def _make_area(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, GRID // 2, 2 * GRID, GRID)
        column.setSpacing(GRID // 2)
        for part in (self.title, self.amount, self._bar, self.spread, self.facts):
            column.addWidget(part)
        column.addSpacing(GRID)
        for part in (self.supply_title, self.unknown, self.supplies):
            column.addWidget(part)
        column.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(GRID)
        column.addWidget(self.more_title)
        self.switch = QHBoxLayout()
        self.switch.setSpacing(GRID)
        for button in (self.for_portion, self.for_energy):
            self.switch.addWidget(button)
        self.switch.addStretch(1)
        column.addLayout(self.switch)
        for part in (self.more_said, self.suppliers):
            column.addWidget(part)
        column.addStretch(1)
        area = QScrollArea()
        area.setAccessibleName(_("Foods, target and limit of one nutrient"))
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return area

    def show_nutrient(self, nutrient: Nutrient, shown: ShownDays, marked: bool) -> None:
        """Draws a nutrient; ``marked`` says whether the amount before the last edit is shown."""
        if nutrient != self._nutrient:
            self._all = False
            self.area.verticalScrollBar().setValue(0)
        self._nutrient, self._shown = nutrient, shown
        self._row = row = nutrient_row(
            nutrient, shown.sums, shown.targets, shown.when, shown.sums_before if marked else None
        )
        self.title.setText(f"{nutrient.label} {shown.when}")
        self.amount.setText(_amount(row))
        parts = by_meal(shown.days, nutrient)
        self._bar.show_amounts(row, tuple(parts.values()))
        self._bar.setVisible(row.state != "faint")
        names = {meal.id: meal.name for meal in read_templates().meals}
        self.spread.setText(" · ".join(f"{names[meal]} {number(part)}" for meal, part in parts.items()))
        self.facts.show_lines(list(_facts(nutrient, shown)))
        self._show_supplies()
        self._show_suppliers()

    def _show_supplies(self) -> None:
        if self._nutrient is None or self._shown is None:
            return
        nutrient, found = self._nutrient, supplies(self._shown.days, self._nutrient)
        self.supply_title.setText(_("What supplies it {when}").format(when=self._shown.when))
        unknown = [supply.food.name for supply in found if supply.amount is None]
        self.unknown.setText(may_break(_unmeasured(unknown)))
        self.unknown.setVisible(bool(unknown))
        shown = found if self._all else [supply for supply in found if supply.amount][:SUPPLIES_SHOWN]
        self.supplies.show_lines([_supply_line(supply, nutrient) for supply in shown])
        self.show_all.setText(_("Show all {count} foods").format(count=len(found)))
        self.show_all.setAccessibleName(self.show_all.text())
        self.show_all.setVisible(len(shown) < len(found))

    def _show_all(self) -> None:
        self._all = True
        self._show_supplies()
        self.area.setFocus()

    def _show_suppliers(self) -> None:
        """Of nutrients one needs enough of, unless there is too much of it already."""
        shown, row = self._shown, self._row
        asked = (
            shown is not None
            and shown.catalogue is not None
            and row is not None
            and bool(row.least)
            and row.nutrient != ENERGY
            and row.nutrient.chased
            and row.state != "over"
        )
        for part in (self.more_title, self.for_portion, self.for_energy, self.more_said, self.suppliers):
            part.setVisible(asked)
        if asked and shown is not None and shown.catalogue is not None and row is not None:
            self._found = suppliers(shown.catalogue, shown.document, shown.plan, row.nutrient, row.least or 0.0)
            self._rank()

    def _rank(self) -> None:
        if self._nutrient is None:
            return
        portion = self.for_portion.isChecked()
        best = by_portion(self._found) if portion else by_energy(self._found)
        said = _("Among the foods you may eat, these bring most in a usual portion.")
        if not portion:
            said = _("Among the foods you may eat, these bring most for the energy they cost.")
        if not best:
            said = _("No food you may eat brings a fair part of the target in a usual portion.")
        self.more_said.setText(said)
        self.suppliers.show_lines([_supplier_line(supplier, self._nutrient, portion) for supplier in best])

    def _recolour(self) -> None:
        self.back.setIcon(self._look.icon("previous"))


# In words


def _figure(amount: float, nutrient: Nutrient) -> str:
    figure = number(amount) if amount == 0 or amount >= SMALLEST else _("< {amount}").format(amount=number(0.01))
    return f"{figure} {nutrient.unit}"


def _amount(row: NutrientRow) -> str:
    said = reached(row.total, row.goal, row.most, row.nutrient.unit)
    share = f" · {percent(row.total.amount, row.goal)}" if row.goal else ""
    if row.was is None:
        return f"{said}{share}"
    before = _("before the last edit {amount}").format(amount=_figure(row.was, row.nutrient))
    return f"{said}{share} · {before}"


def _facts(nutrient: Nutrient, shown: ShownDays) -> Iterator[Line]:
    """The target and the limit with their sources, and what the table says of the limit."""
    targets = shown.targets.of(nutrient)
    yield from (_target(target) for target in targets)
    if not targets:
        yield Line(_("There is no target and no limit for it."), "", "")
    form = LIMITED_FORM.get(nutrient)
    if form is not None and shown.targets.of(form):
        held = reached(shown.sums[form], None, None, form.unit)
        yield Line(_("Of that, {form}: {amount}").format(form=form.label, amount=held), "", "")
        yield from (_target(limit) for limit in shown.targets.of(form))
    for each in (nutrient, form):
        for note in limit_notes(shown.document.profile, each) if each is not None else ():
            yield Line(_("{note}.").format(note=note), "", "")


def _target(target: Target) -> Line:
    unit = target.nutrient.unit
    least = None if target.least is None else number(target.least)
    most = None if target.most is None else number(target.most)
    if least is not None and most is not None:
        amounts = _("{least} to {most} {unit} a day").format(least=least, most=most, unit=unit)
    elif least is not None:
        amounts = _("At least {least} {unit} a day").format(least=least, unit=unit)
    else:
        amounts = _("At most {most} {unit} a day").format(most=most, unit=unit)
    if target.hard:
        said = _("{amounts}, on every day of a plan.")
    elif target.nutrient.chased or target.least is None:
        said = _("{amounts}, as a goal.")
    else:
        said = _("{amounts} are recommended; no plan looks for more of it.")
    return Line(said.format(amounts=amounts), "", _("Source: {source}").format(source=target.source))


def _unmeasured(foods: Sequence[str]) -> str:
    if not foods:
        return ""
    if len(foods) <= UNKNOWN_NAMED:
        return _("“At least”, because nobody measured it in {foods}.").format(foods=in_a_row(foods))
    rest = len(foods) - UNKNOWN_NAMED
    named = ngettext("{foods} and {count} more food", "{foods} and {count} more foods", rest)
    said = named.format(foods=", ".join(foods[:UNKNOWN_NAMED]), count=rest)
    return _("“At least”, because nobody measured it in {foods}.").format(foods=said)


def _supply_line(supply: Supply, nutrient: Nutrient) -> Line:
    if supply.amount is None:
        figure = _("not measured")
    else:
        figure = f"{_figure(supply.amount, nutrient)} · {percent(supply.share)}"
    beside = [_("{grams} g").format(grams=number(supply.grams)), supply.food.source_text]
    if supply.dishes:
        beside.append(_("in {dishes}").format(dishes=in_a_row(supply.dishes)))
    return Line(supply.food.name, figure, " · ".join(beside))


def _supplier_line(supplier: Supplier, nutrient: Nutrient, portion: bool) -> Line:
    figure = _figure(supplier.amount, nutrient)
    beside = [supplier.food.household(supplier.steps)]
    if supplier.per_100_kcal is None:
        by_energy_said = _("next to no energy")
    else:
        by_energy_said = _("{amount} in 100 kcal").format(amount=_figure(supplier.per_100_kcal, nutrient))
    if portion:
        beside.append(by_energy_said)
    else:
        beside.append(_figure(supplier.amount, nutrient))
        figure = _figure(supplier.per_100_kcal, nutrient) if supplier.per_100_kcal is not None else by_energy_said
    beside.append(supplier.food.source_text)
    if supplier.planned:
        beside.append(_("in the plan"))
    return Line(supplier.food.name, figure, " · ".join(beside))
