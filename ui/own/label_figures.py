"""The figures of a label as they are typed: one field each, and an empty field says that the label does not tell."""

from collections.abc import Iterator, Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from planner.foods import nutrients
from planner.foods.nutrients import ALL, ENERGY
from planner.language.translate import _
from planner.language.units import kilocalories, kilojoules
from planner.own.food import SALT
from planner.own.label_checks import NoNumberError, label_title, label_unit, number_from_text
from ui.base.flow import Beside
from ui.base.look import GRID
from ui.base.number_box import NumberEdit
from ui.base.widgets import label, scaled

FIRST = (
    "energy_kcal",
    "fat_g",
    "sfa_g",
    "carb_g",
    "sugars_g",
    "fiber_g",
    "protein_g",
    SALT,
    "sodium_mg",
)
NERVES = ("magnesium_mg",)
_OTHERS = tuple(nutrient for nutrient in ALL if nutrient.key not in (*FIRST, *NERVES))
MINERALS = tuple(nutrient.key for nutrient in _OTHERS if nutrient.group == nutrients.MINERALS)
VITAMINS = tuple(nutrient.key for nutrient in _OTHERS if nutrient.group != nutrients.MINERALS)
MAGNESIUM_HINT = _("Many labels do not tell. Leave it empty then: the planner counts it as unknown, never as zero.")
KJ = _("kJ")
FIELD = 96  # [px] width of a field
TWO = 480  # [px] from which figures stand in two columns


class Figure(QWidget):
    """One figure with its unit, and under it what is wrong with it."""

    def __init__(self, key: str) -> None:
        super().__init__()
        self.key = key
        self._shown: tuple[str, float | None] = ("", None)
        unit = label_unit(key)
        self.edit = NumberEdit(_("{name}, {unit}").format(name=label_title(key), unit=unit))
        self.edit.setFixedWidth(scaled(FIELD))
        self._problem = label(tone="problem", wrap=True)
        self._problem.hide()
        self.grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GRID)
        grid.setVerticalSpacing(2)
        title = label(label_title(key), wrap=True)
        title.setBuddy(self.edit)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self.edit, 0, 1)
        said = label(unit, tone="secondary")
        said.setFixedWidth(scaled(4 * GRID))
        grid.addWidget(said, 0, 2)
        grid.addWidget(self._problem, 2, 0, 1, 3)
        grid.setColumnStretch(0, 1)

    @property
    def problem(self) -> str:
        """The sentence that says why the figure cannot stand, or an empty text."""
        return self._problem.text()

    def show_amount(self, amount: float | None) -> None:
        """Writes an amount into the field, or nothing for None."""
        self.edit.show_number(amount)
        self._shown = (self.edit.text(), amount)

    def amount(self) -> float | None:
        """The amount typed, None for an empty field; what was shown and is untouched comes back as it was.

        Raises:
            NoNumberError: if it is no amount.
        """
        text, amount = self._shown
        return amount if self.edit.text() == text else number_from_text(self.edit.text())

    def say(self, problem: str) -> None:
        """Says why the figure cannot stand."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.edit.setAccessibleDescription(problem)


class EnergyFigure(Figure):
    """Energy in kilocalories or in kilojoules: what is typed in one field is shown in the other."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.kj = NumberEdit(_("{name}, {unit}").format(name=label_title(key), unit=KJ))
        self.kj.setFixedWidth(scaled(FIELD))
        beside = label(_("or"), tone="secondary")
        beside.setBuddy(self.kj)
        self.grid.addWidget(beside, 1, 0)
        self.grid.addWidget(self.kj, 1, 1)
        self.grid.addWidget(label(KJ, tone="secondary"), 1, 2)
        self.kj.textEdited.connect(self._of_kj)
        self.edit.textEdited.connect(lambda text: self._show_kj())

    def show_amount(self, amount: float | None) -> None:
        super().show_amount(amount)
        self._show_kj()

    def _show_kj(self) -> None:
        kcal = self.edit.number
        self.kj.show_number(None if kcal is None else kilojoules(kcal))

    def _of_kj(self) -> None:
        try:
            kj = number_from_text(self.kj.text())
        except NoNumberError as error:
            self.edit.setText("")
            self.say(str(error))
            return
        self.say("")
        self.edit.show_number(None if kj is None else kilocalories(kj))

    def amount(self) -> float | None:
        if self.edit.empty:  # raises for what was typed as kilojoules and is no number
            number_from_text(self.kj.text())
        return super().amount()


class LabelFigures(QWidget):
    """All figures a label may have, those of every label first."""

    def __init__(self) -> None:
        super().__init__()
        self.figures: dict[str, Figure] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID)
        layout.addLayout(self._columns(FIRST))
        layout.addWidget(label(_("Magnesium"), weight="strong"))
        layout.addWidget(label(MAGNESIUM_HINT, tone="secondary", wrap=True))
        layout.addLayout(self._columns(NERVES))
        layout.addWidget(label(_("Minerals, if the label has them"), weight="strong"))
        layout.addLayout(self._columns(MINERALS))
        layout.addWidget(label(_("Vitamins and more, if the label has them"), weight="strong"))
        layout.addLayout(self._columns(VITAMINS))

    def show_amounts(self, amounts: Mapping[str, float]) -> None:
        """Writes amounts into the fields; what is not given stays empty."""
        for key, figure in self.figures.items():
            figure.show_amount(amounts.get(key))

    def amounts(self) -> dict[str, float]:
        """What is typed; what is no amount is said beside its field and left out."""
        found: dict[str, float] = {}
        for key, figure in self.figures.items():
            try:
                amount = figure.amount()
            except NoNumberError as error:
                figure.say(str(error))
                continue
            if amount is not None:
                found[key] = amount
        return found

    def say_nothing(self) -> None:
        """Takes away what is said at all figures."""
        for figure in self.figures.values():
            figure.say("")

    def troubled(self) -> Iterator[Figure]:
        """The figures beside which something is said."""
        return (figure for figure in self.figures.values() if figure.problem)

    def _columns(self, keys: tuple[str, ...]) -> Beside:
        """Two columns of figures, read downwards; one where there is no room for two."""
        columns = Beside(TWO, gap=3 * GRID)
        half = (len(keys) + 1) // 2
        for part in filter(None, (keys[:half], keys[half:])):
            column = QWidget()
            inside = QVBoxLayout(column)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(GRID // 2)
            for key in part:
                self.figures[key] = EnergyFigure(key) if key == ENERGY.key else Figure(key)
                inside.addWidget(self.figures[key])
            inside.addStretch(1)
            columns.add(column)
        return columns
