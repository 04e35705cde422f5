"""What the others of the household eat at a meal: lines below it, and a card for meals that only they have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from planner.document.document import Document
from planner.foods.meals import read_templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.plan.household_portions import Household, alone, beside
from planner.plan.plan import Day, Meal, Portion, totals
from ui.base.look import GRID
from ui.base.sentences import day_name, number
from ui.base.widgets import label, may_break
from ui.plan.portion_row import measure_text


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person's part of a meal in words: whose it is, and the foods with their measures."""

    title: str
    foods: str
    own: bool = False  # not the foods of the shared meal


def lines_at(household: Household, day: int, meal: Meal, units: str) -> tuple[PersonLine, ...]:
    """The lines below a meal of the plan, one a person."""
    return tuple(
        PersonLine(_title(one.name, meal, theirs), _foods(meal, theirs, units), (day, meal.meal) in one.own)
        for one, theirs in household.at_meal(day, meal.meal)
    )


def own_lines(household: Household, day: Day, units: str) -> tuple[PersonLine, ...]:
    """The meals of a day that only others have, in the order of the day."""
    return tuple(
        PersonLine(
            _("{meal}, only for {name} · {figures}").format(
                meal=time.name, name=one.name, figures=_figures(theirs.portions)
            ),
            _other_foods(theirs, units),
            own=True,
        )
        for time in read_templates().meals
        if day.meal(time.id) is None
        for one, theirs in household.at_meal(day.number, time.id)
    )


class HouseholdLines(QWidget):
    """Lines of text, two a person; nothing where nobody else eats."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[PersonLine, ...] = ()
        self._labels: list[tuple[QLabel, QLabel]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(GRID + GRID // 2, 0, GRID, 0)
        self._layout.setSpacing(2)
        self.hide()

    def show_lines(self, lines: Sequence[PersonLine]) -> None:
        """Shows these lines; hidden where there are none."""
        self.lines = tuple(lines)
        while len(self._labels) < len(lines):
            title, foods = label(wrap=True), label(tone="secondary", wrap=True)
            self._labels.append((title, foods))
            title.setContentsMargins(0, GRID // 2, 0, 0)
            self._layout.addWidget(title)
            self._layout.addWidget(foods)
        for place, (title, foods) in enumerate(self._labels):
            there = place < len(lines)
            title.setVisible(there)
            foods.setVisible(there)
            if there:
                _set_tone(title, "accent" if lines[place].own else "")
                title.setText(may_break(lines[place].title))
                foods.setText(may_break(lines[place].foods))
        self.setVisible(bool(lines))


class OthersCard(QFrame):
    """The meals of a day that the plan itself does not have."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._title = label(weight="strong", wrap=True)
        self._title.setContentsMargins(GRID + GRID // 2, 0, GRID, 0)
        self.household = HouseholdLines()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID // 2, GRID + GRID // 2, GRID, GRID)
        layout.setSpacing(GRID // 2)
        layout.addWidget(self._title)
        layout.addWidget(self.household)

    def show_day(self, day: Day, document: Document, household: Household) -> None:
        """Hidden where there are no such meals."""
        lines = own_lines(household, day, document.shopping.packs)
        said = _("Only for others on {day}").format(day=day_name(document, day.number, long=True))
        self._title.setText(said)
        self.household.show_lines(lines)
        self.setVisible(bool(lines))


# In words


def _title(name: str, meal: Meal, theirs: Meal) -> str:
    if meal.template != theirs.template:
        said = _("Another meal for {name} · {figures}")
    elif alone(meal, theirs) or _left_out(meal, theirs):
        said = _("Portions for {name}, partly other foods · {figures}")
    else:
        said = _("Portions for {name} · {figures}")
    return said.format(name=name, figures=_figures(theirs.portions))


def _figures(portions: Iterable[Portion]) -> str:
    sums = totals(portions)
    energy, magnesium = sums[ENERGY], sums[MAGNESIUM]
    said = _("{energy} kcal · {magnesium} mg magnesium")
    if magnesium.at_least:
        said = _("{energy} kcal · at least {magnesium} mg magnesium")
    return said.format(energy=number(round(energy.amount)), magnesium=number(round(magnesium.amount)))


def _foods(meal: Meal, theirs: Meal, units: str) -> str:
    """Their portions of the shared foods, the foods only they have, and what they leave out."""
    if meal.template != theirs.template:
        return _other_foods(theirs, units)
    beside_these = [mine for portion in meal.portions if (mine := beside(portion, meal, theirs)) is not None]
    parts = [_measured(beside_these, units)] if beside_these else []
    if added := alone(meal, theirs):
        parts.append(_("In addition: {foods}").format(foods=_measured(added, units)))
    if left := _left_out(meal, theirs):
        parts.append(_("Without {foods}").format(foods=in_a_row(portion.food.name for portion in left)))
    return "\n".join(parts)


def _left_out(meal: Meal, theirs: Meal) -> list[Portion]:
    return [portion for portion in meal.portions if beside(portion, meal, theirs) is None]


def _other_foods(theirs: Meal, units: str) -> str:
    template = read_templates().by_id.get(theirs.template)
    foods = _measured(theirs.portions, units)
    return _("{template}: {foods}").format(template=template.name, foods=foods) if template else foods


def _measured(portions: Iterable[Portion], units: str) -> str:
    """Such as "Oatmeal, cooked: 2 cups; Banana: 1"."""
    said = (_("{food}: {amount}").format(food=p.food.name, amount=measure_text(p, units)) for p in portions)
    return "; ".join(said)


def _set_tone(shown: QLabel, tone: str) -> None:
    if shown.property("tone") != tone:
        shown.setProperty("tone", tone)
        shown.style().polish(shown)
