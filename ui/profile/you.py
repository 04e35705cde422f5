"""Questions about a person: sex, age, what goes with being pregnant or breastfeeding; the diet, and allergies."""

from collections.abc import Mapping

from planner.foods.meals import EVENING_SNACK, MORNING_SNACK
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.language.translate import _
from planner.needs.profile import (
    AGES,
    GESTATION_WEEKS,
    LIFE_STAGES,
    MONTHS_SINCE_BIRTH,
    RESTRICTIONS,
    SEXES,
    Profile,
)
from ui.base.allergen_words import ALLERGEN_WORDS
from ui.base.forms import Boxes, ProfileForm, WordChoice, optional, row
from ui.base.number_box import NumberBox

SEX_WORDS = {"female": _("Female"), "male": _("Male")}
STAGE_WORDS = {"general": _("Neither"), "pregnancy": _("Pregnant"), "lactation": _("Breastfeeding")}
WEEK = 20  # of pregnancy, until another one is given


class YouForm(ProfileForm):
    """Sex, age and stage of life; only the questions that go with the answers so far are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.sex = WordChoice(_("Sex"), {word: SEX_WORDS[word] for word in SEXES}, columns=2)
        self.age = NumberBox(_("years"), decimals=0, expected=AGES)
        self.stage = WordChoice(_("Pregnant or breastfeeding"), {w: STAGE_WORDS[w] for w in LIFE_STAGES}, columns=3)
        self.week = NumberBox("", decimals=0, expected=GESTATION_WEEKS)
        self.months = NumberBox("", decimals=0, expected=MONTHS_SINCE_BIRTH)
        self._ask()
        self._connect()

    def show_profile(self, profile: Profile) -> None:
        """Shows these answers; says nothing of them to anybody."""
        self.sex.show_word(profile.sex)
        self.age.show_value(profile.age_years)
        self.stage.show_word(profile.life_stage)
        self.week.show_value(profile.gestation_week or WEEK)
        self.months.show_value(profile.months_since_birth or 0)
        self._fit()

    def focus_first(self) -> None:
        """Gives the keyboard to the first question."""
        self.sex.focus_choice()

    def numbers(self) -> Mapping[NumberBox, str]:
        """The fields with numbers, each with the field of the profile it answers."""
        return {self.age: "age_years", self.week: "gestation_week", self.months: "months_since_birth"}

    def answers(self) -> Mapping[str, object]:
        """The fields of a profile that are asked here."""
        stage = self.stage.word if self.sex.word == "female" else "general"
        return {
            "sex": self.sex.word,
            "age_years": round(self.age.value()),
            "life_stage": stage,
            "gestation_week": round(self.week.value()) if stage == "pregnancy" else None,
            "months_since_birth": round(self.months.value()) if stage == "lactation" else None,
        }

    def _ask(self) -> None:
        self.ask("sex", _("Sex"), _("How much magnesium, iron and energy you need differs by sex."), self.sex)
        self.ask("age_years", _("Age"), _("From 31 years on, more magnesium is recommended."), row([self.age]))
        self._stage = self.ask(
            "life_stage",
            _("Pregnant or breastfeeding"),
            _("More of many nutrients is needed then, and in pregnancy some foods are left out."),
            self.stage,
        )
        self._week = self.ask(
            "gestation_week", _("Week of pregnancy"), _("Energy grows with the week."), row([self.week])
        )
        self._months = self.ask(
            "months_since_birth", _("Months since birth"), _("Making milk takes energy."), row([self.months])
        )

    def _connect(self) -> None:
        for choice in (self.sex, self.stage):
            choice.chosen.connect(self._answered)
        self.age.setAccessibleName(_("Age in years"))
        self.week.setAccessibleName(_("Week of pregnancy"))
        self.months.setAccessibleName(_("Months since birth"))
        for box, field in self.numbers().items():
            box.valueChanged.connect(self._answered)
            box.refused.connect(lambda said, field=field: self.say(field, said))

    def _answered(self) -> None:
        self._fit()
        self.changed.emit()

    def _fit(self) -> None:
        female = self.sex.word == "female"
        self._stage.setVisible(female)
        self._week.setVisible(female and self.stage.word == "pregnancy")
        self._months.setVisible(female and self.stage.word == "lactation")


DIET_WORDS = {
    "omnivore": _("Omnivore: everything"),
    "pescatarian": _("Pescatarian: fish, but no other meat"),
    "vegetarian": _("Vegetarian: no meat and no fish"),
    "lacto-vegetarian": _("Lacto-vegetarian: milk, but no egg, meat or fish"),
    "vegan": _("Vegan: nothing that comes from animals"),
}

RESTRICTION_WORDS = {
    "no pork": _("No pork"),
    "no beef": _("No beef or veal"),
    "halal": _("Halal"),
    "kosher": _("Kosher"),
}


class FoodForm(ProfileForm):
    """Diet, what is kept beside it, and allergens."""

    def __init__(self) -> None:
        super().__init__()
        self.diet = WordChoice(_("Diet"), {word: DIET_WORDS[word] for word in reversed(DIETS)})
        self.allergens = Boxes(_("Leave out"), {word: ALLERGEN_WORDS[word] for word in ALLERGENS}, columns=3)
        self.ask("diet", _("Diet"), _("Only foods and dishes that fit it are planned."), self.diet)
        self.restrictions = Boxes(
            _("What you keep"), {word: RESTRICTION_WORDS[word] for word in RESTRICTIONS}, columns=2
        )
        self.ask(
            "restrictions",
            optional(_("What you keep")),
            _(
                "Kept as far as ingredients tell. How an animal was slaughtered, gelatine and rennet stand in no food"
                " table: buy what carries the label you trust. With kosher, meat is planned for dinner alone, and no"
                " milk from dinner on."
            ),
            self.restrictions,
        )
        self.ask(
            "allergens",
            _("Leave out"),
            _(
                "Foods and dishes with any of these are never planned; with peanuts, lupin is left out too."
                " Brands differ, and traces are not in the food tables: read the labels of what you buy."
            ),
            self.allergens,
        )
        self.snacks = Boxes(
            _("More meals"), {MORNING_SNACK: _("A morning snack"), EVENING_SNACK: _("An evening snack")}, columns=2
        )
        self.ask(
            "snacks",
            optional(_("More meals")),
            _(
                "A day has three meals and a snack, and from 2,400 kcal an evening snack. With both of these it has six"
                " small ones, which are easier on a slow or small stomach; the large meals shrink, the day does not."
            ),
            self.snacks,
        )
        self.snacks.changed.connect(self.changed)
        self.diet.chosen.connect(lambda word: self.changed.emit())
        self.restrictions.changed.connect(self.changed)
        self.allergens.changed.connect(self.changed)

    def show_profile(self, profile: Profile) -> None:
        """Shows the answers of this profile."""
        self.diet.show_word(profile.diet)
        self.restrictions.show_words(profile.restrictions)
        self.allergens.show_words(profile.allergens)
        self.snacks.show_words(profile.snacks)

    def focus_first(self) -> None:
        """Gives the keyboard to the first question."""
        self.diet.focus_choice()

    def answers(self) -> Mapping[str, object]:
        """The fields of a profile that are asked here."""
        return {
            "diet": self.diet.word,
            "restrictions": self.restrictions.words,
            "allergens": self.allergens.words,
            "snacks": self.snacks.words,
        }
