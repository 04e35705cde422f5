"""The questions about the body: from height, weight and activity follows the energy of a day."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout

from planner.language.translate import _
from planner.language.units import centimetres, feet_and_inches, kilograms, pounds
from planner.needs.profile import ACTIVITIES, HEIGHTS, WEIGHTS, Profile
from ui.base.forms import ProfileForm, WordChoice, row
from ui.base.number_box import US, NumberBox

ACTIVITY_WORDS = {
    "inactive": _("Inactive: sitting most of the day"),
    "low active": _("Low active: some walking every day"),
    "active": _("Active: an hour of brisk walking a day"),
    "very active": _("Very active: hours of exercise or hard work"),
}
FEET, INCHES = (3, 8), (0, 12)  # what a height within ``HEIGHTS`` is written with
POUNDS = (round(pounds(WEIGHTS[0])), round(pounds(WEIGHTS[1])))  # [lb]
UNIT_WORDS = {"us": _("Feet, inches, pounds"), "metric": _("Centimetres, kilograms")}


class BodyForm(ProfileForm):
    """Height, weight and activity. Height and weight stay what they are until they are changed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self._cm, self._kg = 0.0, 0.0
        self.units = WordChoice(_("Measures"), UNIT_WORDS, columns=2)
        self.cm = NumberBox("cm", expected=HEIGHTS)
        self.feet, self.inches = NumberBox(_("ft"), decimals=0, expected=FEET), NumberBox(_("in"), expected=INCHES)
        self.kg, self.lb = NumberBox("kg", expected=WEIGHTS), NumberBox(_("lb"), expected=POUNDS)
        self.activity = WordChoice(_("Activity"), {word: ACTIVITY_WORDS[word] for word in ACTIVITIES})
        self._ask()
        self._connect()

    def show_profile(self, profile: Profile, units: str) -> None:
        """Shows these answers; says nothing of them to anybody."""
        self.activity.show_word(profile.activity)
        self._cm, self._kg = profile.height_cm, profile.weight_kg
        self.use_units(units)

    def use_units(self, units: str) -> None:
        """Speaks in these measures from now on; height and weight stay what they are."""
        self.units.show_word(units)
        feet, inches = feet_and_inches(self._cm)
        for box, value in (
            (self.cm, self._cm),
            (self.feet, feet),
            (self.inches, inches),
            (self.kg, self._kg),
            (self.lb, pounds(self._kg)),
        ):
            box.show_value(value)
        for box in (self.feet, self.inches, self.lb):
            box.setVisible(units == US)
        for box in (self.cm, self.kg):
            box.setVisible(units != US)

    def focus_first(self) -> None:
        """Gives the keyboard to the first question."""
        self.units.focus_choice()

    def numbers(self) -> Mapping[NumberBox, str]:
        """The fields with numbers, each with the field of the profile it answers."""
        heights = dict.fromkeys((self.cm, self.feet, self.inches), "height_cm")
        return {**heights, self.kg: "weight_kg", self.lb: "weight_kg"}

    def answers(self) -> Mapping[str, object]:
        """The fields of a profile that are asked here."""
        return {"height_cm": self._cm, "weight_kg": self._kg, "activity": self.activity.word}

    def say(self, field: str, problem: str) -> None:
        """Shows what is wrong, in the measures on screen."""
        if problem and self.units.word == US and field in ("height_cm", "weight_kg"):
            problem = _height_bounds() if field == "height_cm" else _weight_bounds()
        super().say(field, problem)

    def _ask(self) -> None:
        measured = QVBoxLayout()
        measured.addWidget(self.units)
        measured.addLayout(row([self.cm, self.feet, self.inches]))
        self.ask("height_cm", _("Height"), _("How much energy a day needs follows from height and weight."), measured)
        self.ask(
            "weight_kg",
            _("Weight today"),
            _("How much protein you need follows from it, too."),
            row([self.kg, self.lb]),
        )
        self.ask("activity", _("Activity"), _("The more you move, the more energy a day holds."), self.activity)

    def _connect(self) -> None:
        for box, name in (
            (self.cm, _("Height in centimetres")),
            (self.feet, _("Height: feet")),
            (self.inches, _("Height: inches")),
            (self.kg, _("Weight in kilograms")),
            (self.lb, _("Weight in pounds")),
        ):
            box.setAccessibleName(name)
        for box, field in self.numbers().items():
            box.refused.connect(lambda said, field=field: super(BodyForm, self).say(field, said))
        self.activity.chosen.connect(lambda word: self.changed.emit())
        self.units.chosen.connect(self._change_units)
        self.cm.valueChanged.connect(lambda value: self._measured(cm=value))
        self.kg.valueChanged.connect(lambda value: self._measured(kg=value))
        self.lb.valueChanged.connect(lambda value: self._measured(kg=kilograms(value)))
        for part in (self.feet, self.inches):
            part.valueChanged.connect(
                lambda value: self._measured(cm=centimetres(self.feet.value(), self.inches.value()))
            )

    def _change_units(self, units: str) -> None:
        self.use_units(units)
        self.changed.emit()

    def _measured(self, cm: float | None = None, kg: float | None = None) -> None:
        self._cm = self._cm if cm is None else cm
        self._kg = self._kg if kg is None else kg
        self.changed.emit()


def _height_bounds() -> str:
    (feet, inches), (most_feet, most_inches) = (feet_and_inches(height) for height in HEIGHTS)
    return _("Height is expected from {feet} ft {inches} in to {most_feet} ft {most_inches} in.").format(
        feet=feet, inches=f"{inches:.0f}", most_feet=most_feet, most_inches=f"{most_inches:.0f}"
    )


def _weight_bounds() -> str:
    least, most = (pounds(weight) for weight in WEIGHTS)
    return _("Weight is expected from {least} to {most} lb.").format(least=f"{least:.0f}", most=f"{most:.0f}")
