"""The profile: who eats. Every answer is checked by the planner, and what is wrong is said beside it."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from planner.profile import (
    ACTIVITIES,
    ALLERGENS,
    CONDITIONS,
    DIETS,
    GESTATION_WEEKS,
    HEIGHTS,
    LIFE_STAGES,
    MONTHS_SINCE_BIRTH,
    SEXES,
    WEIGHTS,
    Profile,
    ProfileError,
)
from planner.safety import refusal
from planner.targets import CLINICIAN_SET_THE_TARGETS, TargetError
from ui.look import GRID, TARGET
from ui.widgets import label

ACTIVITY_WORDS = {
    "inactive": "Inactive: sitting most of the day",
    "low active": "Low active: some walking every day",
    "active": "Active: an hour of brisk walking a day",
    "very active": "Very active: hours of exercise or hard work",
}
STAGE_WORDS = {"general": "Neither", "pregnancy": "Pregnant", "lactation": "Breastfeeding"}
CONDITION_WORDS = {
    "kidney disease": ("Kidney disease", "The body may clear minerals too slowly, so general targets do not hold."),
    "warfarin": ("I take warfarin", "Vitamin K then stays about the same every day."),
    "oxalate stones": ("Kidney stones of oxalate", "Foods very high in oxalate are left out, rich ones limited."),
}
WIDTH = 1040  # [px] of two columns; in one, the dialog would be higher than small screens
INDENT = 26  # [px] where the text of a check box begins
CLINICIAN = "A clinician or renal dietitian set my targets"
Accept = Callable[[Profile, frozenset[str]], None]


class ProfileDialog(QDialog):
    """Asks for a profile and what is ``confirmed`` beside it.

    ``accept_profile`` takes both or raises with a sentence, and then the dialog stays open.

    Signals:
        chosen: the profile that was accepted.
    """

    chosen = Signal(object)

    def __init__(
        self, profile: Profile, confirmed: frozenset[str], accept_profile: Accept, parent: QWidget | None = None
    ):
        super().__init__(parent)
        self.setWindowTitle("Profile")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._accept_profile = accept_profile
        self._confirmed = confirmed
        self._problems: dict[str, QLabel] = {}
        self._cells: dict[QWidget, QWidget] = {}
        person, food = _form(), _form()
        self._person = self._form = person
        self.sex = self._words("sex", "Sex", {word: word.capitalize() for word in SEXES}, profile.sex)
        self.age = self._whole("age_years", "Age", profile.age_years, (0, 130), " years")
        self.height_cm = self._amount("height_cm", "Height", profile.height_cm, HEIGHTS, " cm")
        self.weight = self._amount("weight_kg", "Weight", profile.weight_kg, WEIGHTS, " kg")
        self.activity = self._words(
            "activity", "Activity", {w: ACTIVITY_WORDS[w] for w in ACTIVITIES}, profile.activity
        )
        self.stage = self._words(
            "life_stage", "Pregnant or breastfeeding", {w: STAGE_WORDS[w] for w in LIFE_STAGES}, profile.life_stage
        )
        self.week = self._whole("gestation_week", "Week of pregnancy", profile.gestation_week or 20, GESTATION_WEEKS)
        self.months = self._whole(
            "months_since_birth", "Months since birth", profile.months_since_birth or 0, MONTHS_SINCE_BIRTH
        )
        self._form = food
        self.diet = self._words("diet", "Diet", {word: word.capitalize() for word in reversed(DIETS)}, profile.diet)
        self.allergens = self._boxes("allergens", "Leave out", profile.allergens)
        self.clinician = QCheckBox(CLINICIAN)
        self.clinician.setMinimumHeight(TARGET)
        self.clinician.setChecked(CLINICIAN_SET_THE_TARGETS in confirmed)
        self._refusal = label(tone="problem", wrap=True)
        self._problems["confirmed"] = self._refusal
        self.conditions = self._condition_boxes(profile.conditions)
        self._general = label(tone="problem", wrap=True)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setText("Plan for this person")
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setProperty("primary", True)
        for button in self.buttons.buttons():
            button.setAccessibleName(button.text())
            button.setIcon(QIcon())
        self.buttons.accepted.connect(self._try)
        self.buttons.rejected.connect(self.reject)
        why = label(
            "Energy and every recommended amount follow from these answers. They stay on this computer.",
            tone="secondary",
            wrap=True,
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(why)
        columns = QHBoxLayout()
        columns.setSpacing(4 * GRID)
        columns.addLayout(person, 1)
        columns.addLayout(food, 1)
        layout.addLayout(columns)
        layout.addStretch(1)
        layout.addWidget(self._general)
        layout.addWidget(self.buttons)
        self._general.hide()
        self.sex.currentIndexChanged.connect(self._fit)
        self.stage.currentIndexChanged.connect(self._fit)
        self.clinician.toggled.connect(self._fit)
        for box in self.conditions.values():
            box.toggled.connect(self._fit)
        self.setMinimumWidth(WIDTH)
        self._fit()

    def problem(self, field: str) -> str:
        """What is said beside a field, or an empty text."""
        return self._problems[field].text() if field in self._problems else self._general.text()

    # Fields

    def _row(self, field: str, title: str, widget: QWidget) -> None:
        """A question with its answer and, when needed, what is wrong with it."""
        widget.setMinimumHeight(TARGET)
        widget.setAccessibleName(title)
        problem = label(tone="problem", scale="small", wrap=True)
        problem.hide()
        self._problems[field] = problem
        cell = QWidget()
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        inside.addWidget(widget)
        inside.addWidget(problem)
        question = label(title)
        question.setBuddy(widget)
        question.setFixedHeight(TARGET)  # beside the first line of its answer
        self._cells[widget] = cell
        self._form.addRow(question, cell)

    def _words(self, field: str, title: str, words: dict[str, str], chosen: str) -> QComboBox:
        box = QComboBox()
        for word, shown in words.items():
            box.addItem(shown, word)
        box.setCurrentIndex(box.findData(chosen))
        self._row(field, title, box)
        return box

    def _whole(self, field: str, title: str, value: int, bounds: tuple[int, int], unit: str = "") -> QSpinBox:
        box = QSpinBox()
        box.setRange(*bounds)
        box.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)
        box.setSuffix(unit)
        box.setValue(value)
        self._row(field, title, box)
        return box

    def _amount(self, field: str, title: str, value: float, bounds: tuple[float, float], unit: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox()
        box.setRange(*bounds)
        box.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)
        box.setDecimals(1)
        box.setSuffix(unit)
        box.setValue(value)
        self._row(field, title, box)
        return box

    def _boxes(self, field: str, title: str, checked: frozenset[str]) -> dict[str, QCheckBox]:
        cell = QWidget()
        grid = QGridLayout(cell)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        boxes = {}
        for place, word in enumerate(ALLERGENS):
            box = QCheckBox(word.capitalize())
            box.setAccessibleName(f"Leave out {word}")
            box.setChecked(word in checked)
            box.setMinimumHeight(TARGET)
            grid.addWidget(box, place // 3, place % 3)
            boxes[word] = box
        self._row(field, title, cell)
        return boxes

    def _condition_boxes(self, checked: frozenset[str]) -> dict[str, QCheckBox]:
        """A box for each condition with what it changes; under the one that stops a plan, the way on."""
        cell = QWidget()
        inside = QVBoxLayout(cell)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(0)
        boxes = {}
        for word in CONDITIONS:
            title, reason = CONDITION_WORDS[word]
            box = QCheckBox(title)
            box.setAccessibleName(title)
            box.setAccessibleDescription(reason)
            box.setChecked(word in checked)
            box.setMinimumHeight(TARGET)
            inside.addWidget(box)
            inside.addWidget(_indented(label(reason, tone="secondary", scale="small", wrap=True)))
            boxes[word] = box
            if word == "kidney disease":
                inside.addWidget(_indented(self._refusal, GRID // 2))
                inside.addWidget(_indented(self.clinician))
        self._row("conditions", "Conditions", cell)
        return boxes

    def _fit(self) -> None:
        """Shows only the questions that go with the answers so far."""
        female = self.sex.currentData() == "female"
        stage = self.stage.currentData() if female else "general"
        for widget, shown in (
            (self.stage, female),
            (self.week, stage == "pregnancy"),
            (self.months, stage == "lactation"),
        ):
            self._person.setRowVisible(self._cells[widget], shown)
        said = refusal(replace(Profile(), conditions=self._conditions()), self._confirmations())
        self._refusal.setText(said or "")
        self._refusal.setVisible(said is not None)
        self.clinician.setVisible(self.conditions["kidney disease"].isChecked())
        self.adjustSize()

    # The answer

    def _profile(self) -> Profile:
        """The profile as it stands in the fields.

        Raises:
            ProfileError: if no plan can be made for it.
        """
        stage = str(self.stage.currentData()) if self.sex.currentData() == "female" else "general"
        return Profile(
            sex=str(self.sex.currentData()),
            age_years=self.age.value(),
            height_cm=self.height_cm.value(),
            weight_kg=self.weight.value(),
            activity=str(self.activity.currentData()),
            life_stage=stage,
            gestation_week=self.week.value() if stage == "pregnancy" else None,
            months_since_birth=self.months.value() if stage == "lactation" else None,
            diet=str(self.diet.currentData()),
            allergens=frozenset(word for word, box in self.allergens.items() if box.isChecked()),
            conditions=self._conditions(),
        )

    def _conditions(self) -> frozenset[str]:
        return frozenset(word for word, box in self.conditions.items() if box.isChecked())

    def _confirmations(self) -> frozenset[str]:
        """What was confirmed before, with the answer about the clinician where it was asked."""
        said = self.conditions["kidney disease"].isChecked() and self.clinician.isChecked()
        others = self._confirmed - {CLINICIAN_SET_THE_TARGETS}
        return others | {CLINICIAN_SET_THE_TARGETS} if said else others

    def _try(self) -> None:
        for problem in (*self._problems.values(), self._general):
            problem.clear()
            problem.hide()
        self._fit()
        try:
            profile = self._profile()
            self._accept_profile(profile, self._confirmations())
        except (ProfileError, TargetError) as error:
            field = error.key.removeprefix("profile.")
            place = self._problems.get(field, self._general)
            place.setText(str(error))
            place.show()
            self.adjustSize()
            return
        self.chosen.emit(profile)
        self.accept()


def _indented(widget: QWidget, above: int = 0) -> QWidget:
    cell = QWidget()
    inside = QVBoxLayout(cell)
    inside.setContentsMargins(INDENT, above, 0, 0)
    inside.addWidget(widget)
    return cell


def _form() -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(GRID)
    form.setHorizontalSpacing(2 * GRID)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    return form
