"""The questions about health: conditions and medicines that change a plan, and what to ask a pharmacist."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from planner.language.translate import _
from planner.needs import medicines
from planner.needs.medical_rules import MedicineNote, read_rules
from planner.needs.profile import CONDITIONS, VITAMIN_D, Profile
from ui.base.forms import Boxes, ProfileForm, WordChoice, indented, optional, row
from ui.base.number_box import NumberBox, NumberEdit, out_of_range
from ui.base.panels import SentenceButton
from ui.base.widgets import label
from ui.profile.fibre_field import FibreField
from ui.profile.lab_values_field import LabValuesField
from ui.profile.meal_ranges import MealRanges
from ui.profile.medicines_field import MedicinesField

CONDITION_WORDS = {
    "kidney disease": _("Kidney disease"),
    "warfarin": _("I take warfarin"),
    "oxalate stones": _("Kidney stones of oxalate"),
    "coeliac disease": _("Coeliac disease"),
    "diabetes": _("Diabetes"),
    "hypertension": _("High blood pressure"),
    "heart failure": _("Heart failure"),
    "gout": _("Gout"),
    "weak immunity": _("Weak immunity"),
    "G6PD deficiency": _("G6PD deficiency"),
    "haemochromatosis": _("Haemochromatosis"),
    "Wilson disease": _("Wilson disease"),
    "bariatric surgery": _("An operation on the stomach to lose weight"),
    "swallowing": _("Trouble with swallowing or chewing"),
    "gastroparesis": _("Gastroparesis (a stomach that empties slowly)"),
    "lactose": _("Lactose does not agree with me"),
    "dialysis": _("Dialysis"),
    "much alcohol": _("I drink a lot of alcohol"),
    "gluten-free oats": _("I eat oats that are gluten-free"),
}
CONDITION_REASONS = {
    "kidney disease": _("The body may clear minerals too slowly, so general targets do not hold."),
    "warfarin": _("Vitamin K then stays about the same every day; natto, cranberry and grapefruit are left out."),
    "oxalate stones": _("Foods very high in oxalate are left out, rich ones limited."),
    "coeliac disease": _("Wheat, barley, rye and malt are left out, and oats unless you eat gluten-free ones."),
    "diabetes": _("Each meal then holds about the same carbohydrate every day, and sweet foods are limited."),
    "hypertension": _("A day then holds at most 2,000 mg of sodium, without the salt you add."),
    "heart failure": _("A day then holds at most 2,000 mg of sodium, without the salt you add."),
    "gout": _("Foods very rich in purines are left out."),
    "weak immunity": _(
        "From chemotherapy, a transplant or medicines. What may carry listeria, raw egg and raw fish are left out."
    ),
    "G6PD deficiency": _("Broad beans (fava) are left out."),
    "haemochromatosis": _("Not covered by these plans: ask your clinic first."),
    "Wilson disease": _("Not covered by these plans: ask your clinic first."),
    "bariatric surgery": _("Not covered by these plans: ask your clinic first."),
    "swallowing": _("Hard, dry, stringy and raw foods are left out. Ask which textures are safe for you first."),
    "gastroparesis": _("Planned only once you choose soft meals low in fibre and fat."),
    "lactose": _("Milk, fresh cheese, ice cream and puddings are left out; yogurt and ripe cheese stay."),
    "dialysis": _("Not covered by these plans: ask your renal dietitian first."),
    "much alcohol": _("The plan then says what alcohol takes from nerves, and what to ask."),
    "gluten-free oats": _("Only with coeliac disease: oats are planned then."),
}
COELIAC, OATS, GRAPEFRUIT = "coeliac disease", "gluten-free oats", "grapefruit medicine"
YES, NO = "yes", "no"
GRAMS = "grams"
VITAMIN_D_WIDTH = 90  # [px]
EXCHANGE_WORDS = {
    GRAMS: _("Grams alone, where you have diabetes or a range"),
    "15": _("Exchanges of 15 g (United States)"),
    "12": _("Bread units of 12 g"),
    "10": _("Carbohydrate portions of 10 g"),
}
CLOSED, OPENED = "▸", "▾"
_MAY_BREAK = "\u200b"  # where a long address may go on in the next line


class HealthForm(ProfileForm):
    """Conditions, each with what it changes; the medicines that are taken; and what to ask a pharmacist about each."""

    def __init__(self) -> None:
        super().__init__()
        words = {word: CONDITION_WORDS[word] for word in CONDITIONS if word in CONDITION_WORDS}
        self.conditions = Boxes(_("Conditions"), words, reasons=CONDITION_REASONS)
        self.medicines = {note.name: Medicine(note) for note in read_rules().medicines}
        self.ask(
            "conditions",
            _("Conditions"),
            _("Some foods or amounts are not good for everybody. Tick what a doctor has told you."),
            self.conditions,
        )
        self.taken = MedicinesField()
        self.ask(
            "medicines",
            _("Medicines you take"),
            _(
                "Type a name or a brand. Foods that do not go with it are left out, and the clinician's page names it."
                " A few hundred names are known: one that is not is kept as you wrote it, and not checked."
            ),
            self.taken,
        )
        self.grapefruit = WordChoice(
            _("Does a medicine of yours forbid grapefruit?"), {NO: _("No"), YES: _("Yes")}, columns=2
        )
        self.values = LabValuesField()
        self.ask(
            "values",
            optional(_("Values of your blood")),
            _(
                "From your last report, with its unit and date. With an eGFR below 60 or a high potassium, the plan"
                " waits for what your clinician says. The clinician's page names them all."
            ),
            self.values,
        )
        self.meals = MealRanges()
        self.ask(
            "meal_limits",
            optional(_("Carbohydrate for each meal")),
            _(
                "If you count it, or a dietitian gave you numbers. With diabetes, a meal without numbers here gets a"
                " range of its own; of a range wider than 15 g the middle is planned, so that days are alike."
            ),
            self.meals,
        )
        self.exchange = WordChoice(_("Count it as"), EXCHANGE_WORDS)
        self.exchange.show_word(GRAMS)
        self.ask(
            "exchange_g",
            optional(_("Count it as")),
            _(
                "Beside the grams, on every card and page. An exchange of 15 g counts fibre too, one of 10 or 12 g"
                " does not."
            ),
            self.exchange,
        )
        self.fibre = FibreField()
        self.ask(
            "fibre_ramp",
            optional(_("Fibre")),
            _(
                "Plans rich in magnesium hold two to three times the fibre most adults eat. All at once, that brings"
                " wind and pain to many: so a day holds at most 5 g more than now in the first week, and 5 g more each"
                " week. Drink enough with it."
            ),
            self.fibre,
        )
        self.vitamin_d = NumberEdit(_("Vitamin D you take, micrograms a day"))
        self.vitamin_d.setFixedWidth(VITAMIN_D_WIDTH)
        self.ask(
            "vitamin_d_ug",
            optional(_("Vitamin D you take")),
            _(
                "As a supplement, every day: 10 µg are 400 IU. Food alone rarely reaches the target. It counts for the"
                " target and never as food."
            ),
            row([self.vitamin_d, label(_("µg a day"), tone="secondary")]),
        )
        self._question_of_grapefruit = self.ask(
            "grapefruit",
            _("Does a medicine of yours forbid grapefruit?"),
            _(
                "Its leaflet or your pharmacist says so: some statins, blood pressure and heart medicines, and"
                " medicines after a transplant do. Grapefruit and marmalade are left out then."
            ),
            self.grapefruit,
        )
        self.ask(
            "notes",
            _("What to ask your pharmacist"),
            _(
                "Some medicines and magnesium, or food, get in each other's way. Open yours to read what to ask. What"
                " is named above is said beside the plan as well."
            ),
            self._notes(),
        )
        self.vitamin_d.editingFinished.connect(self.changed)
        self.fibre.changed.connect(self.changed)
        self.fibre.grams.refused.connect(lambda said: self.say("fibre_ramp", said))
        self.exchange.chosen.connect(lambda word: self.changed.emit())
        self.meals.changed.connect(self.changed)
        self.values.changed.connect(self.changed)
        self.taken.changed.connect(self._fit_grapefruit)
        self.taken.changed.connect(self.changed)
        self.conditions.changed.connect(self._fit_oats)
        self.conditions.changed.connect(self.changed)
        self.grapefruit.chosen.connect(lambda word: self.changed.emit())
        self.grapefruit.show_word(NO)
        self._fit_oats()
        self._fit_grapefruit()

    def show_profile(self, profile: Profile) -> None:
        """Shows the answers of this profile."""
        self.conditions.show_words(profile.conditions)
        self.taken.show_names(profile.medicines)
        self.values.show_values(profile.values)
        self.meals.show_ranges(profile.meal_limits)
        if self.vitamin_d.number != profile.vitamin_d_ug:
            self.vitamin_d.show_number(profile.vitamin_d_ug)
        self.fibre.show_ramp(profile.fibre_ramp)
        self.exchange.show_word(str(profile.exchange_g or GRAMS))
        self.grapefruit.show_word(YES if GRAPEFRUIT in profile.conditions else NO)
        self._fit_oats()
        self._fit_grapefruit()

    def focus_first(self) -> None:
        """Gives the keyboard to the first question."""
        next(iter(self.conditions.boxes.values())).setFocus()

    def numbers(self) -> Mapping[NumberBox, str]:
        """The field for a number, with the question it belongs to; nothing where it is not asked."""
        return {self.fibre.grams: "fibre_ramp"} if self.fibre.ramp is not None else {}

    def answers(self) -> Mapping[str, object]:
        """The fields of a profile that are asked here."""
        grapefruit = {GRAPEFRUIT} if self.grapefruit.word == YES else set()
        return {
            "conditions": self.conditions.words | grapefruit,
            "medicines": self.taken.names,
            "meal_limits": self.meals.ranges,
            "exchange_g": None if self.exchange.word == GRAMS else int(self.exchange.word),
            "fibre_ramp": self.fibre.ramp,
            "vitamin_d_ug": self.vitamin_d.number,
            "values": self.values.values,
        }

    def has_bad_number(self) -> bool:
        """Whether a medicine is typed and not yet added, or a number or date is none; it is said at its field."""
        if wrong := self.meals.wrong():
            self.say("meal_limits", wrong)
        if wrong_value := self.values.wrong():
            self.say("values", wrong_value)
        wrong_amount = self.vitamin_d.wrong
        number = self.vitamin_d.number
        if number is not None and not VITAMIN_D[0] <= number <= VITAMIN_D[1]:
            wrong_amount = out_of_range(self.vitamin_d.text(), VITAMIN_D)
        if wrong_amount:
            self.say("vitamin_d_ug", wrong_amount)
        if self.taken.waiting:
            said = _("“{name}” is typed and not added yet: press it below the field, or clear the field.")
            self.say("medicines", said.format(name=self.taken.waiting))
        return super().has_bad_number() or bool(self.taken.waiting or wrong or wrong_value or wrong_amount)

    def _fit_grapefruit(self) -> None:
        """Grapefruit is asked of who takes no medicine that is known to forbid it."""
        self._question_of_grapefruit.setVisible(not medicines.in_group(self.taken.names, GRAPEFRUIT))

    def _fit_oats(self) -> None:
        """Oats are asked of who has coeliac disease alone."""
        asked = self.conditions.boxes[COELIAC].isChecked()
        self.conditions.boxes[OATS].setEnabled(asked)
        if not asked:
            self.conditions.boxes[OATS].setChecked(False)

    def _notes(self) -> QVBoxLayout:
        notes = QVBoxLayout()
        notes.setSpacing(0)
        for medicine in self.medicines.values():
            notes.addWidget(medicine)
        return notes


class Medicine(QWidget):
    """The name of a kind of medicine; pressing it opens the note with its source."""

    def __init__(self, note: MedicineNote) -> None:
        super().__init__()
        self._name = note.name
        self.button = SentenceButton()
        self.button.setAccessibleDescription(note.note)
        self.button.setCheckable(True)
        self.button.setAutoDefault(False)
        self.button.setProperty("quiet", True)
        source = _("Source: {source}").format(source=note.source).replace("/", f"/{_MAY_BREAK}")
        self.note = QWidget()
        inside = QVBoxLayout(self.note)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(indented(label(note.note, wrap=True)))
        inside.addWidget(indented(label(source, tone="secondary", wrap=True)))
        self.note.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.note)
        self.button.toggled.connect(self._open)
        self._open(False)

    def _open(self, wish: bool) -> None:
        self.note.setVisible(wish)
        self.button.say(f"{OPENED if wish else CLOSED}  {self._name}")
        self.button.setAccessibleName(self._name)
