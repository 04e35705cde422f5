"""Who eats: the facts about one adult from which every target follows."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from planner.foods.meals import SNACKS
from planner.foods.vocabulary import ALLERGENS, CROSS_REACTIONS, DIETS
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.fibre_ramp import FibreRamp, wrong_ramp
from planner.needs.lab_values import LabValue, wrong_value

SEXES = ("female", "male")

ACTIVITIES = ("inactive", "low active", "active", "very active")

LIFE_STAGES = ("general", "pregnancy", "lactation")

BRANDS_DIFFER = _("Brands differ: read the label of what you buy.")  # beside whatever is made for an allergic person

# Each has its rules in data/rules.toml. The last two are answers: a medicine that forbids grapefruit, and oats that are
# gluten-free, which lift a ban of coeliac disease.
CONDITIONS = (
    "kidney disease",
    "warfarin",
    "oxalate stones",
    "coeliac disease",
    "diabetes",
    "hypertension",
    "heart failure",
    "gout",
    "weak immunity",
    "G6PD deficiency",
    "haemochromatosis",
    "Wilson disease",
    "bariatric surgery",
    "swallowing",
    "gastroparesis",
    "lactose",
    "dialysis",
    "much alcohol",
    "grapefruit medicine",
    "gluten-free oats",
)

# What is kept beside the diet, as far as ingredients tell. Each has its rules in data/rules.toml; of kosher,
# planner/plan/meat_and_milk.py keeps meat and milk in meals of their own.
RESTRICTIONS = ("no pork", "no beef", "halal", "kosher")

MOST_LISTED, MOST_NEAR = (
    12,
    4,
)  # known words that a sentence about an unknown one lists: all of so many, else the nearest
MOST_VALUES = 300
MOST_MEDICINES = 40
LONGEST_MEDICINE = 80  # [characters] of one name

EXCHANGES = (10, 12, 15)  # [g of carbohydrate] that people count as one: portion, bread unit, exchange

LARGEST_MEAL = 500.0  # [g] of carbohydrate; more is a slip of the hand

VITAMIN_D = (1.0, 250.0)  # [µg / day] of a supplement: 40 to 10,000 IU; more is a slip of the unit

AGES = (19, 120)  # [years]

HEIGHTS = (100.0, 250.0)  # [cm]

WEIGHTS = (25.0, 350.0)  # [kg]

CHILDBEARING_AGES = (19, 50)  # [years] the ages for which the tables hold pregnancy and lactation

GESTATION_WEEKS = (1, 42)

MONTHS_SINCE_BIRTH = (0, 24)


@dataclass(frozen=True, slots=True)
class MealRange:
    """The carbohydrate that somebody wants in one meal; at least one end is given."""

    meal: str  # the id of a meal time
    least: float | None = None  # [g / meal]
    most: float | None = None  # [g / meal]


class ProfileError(ValueError):
    """A profile no plan can be made for. ``key`` is the document's, the text is a sentence for the user."""

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


@dataclass(frozen=True, slots=True)
class Profile:
    """One adult. The defaults are the documented person planned for when nobody says otherwise.

    ``weight_kg`` is today's weight, in pregnancy too.

    Raises:
        ProfileError: at the first value that is unknown, out of range, or does not go with the others.
    """

    sex: str = "female"
    age_years: int = 40  # [years]
    height_cm: float = 165.0  # [cm]
    weight_kg: float = 65.0  # [kg]
    activity: str = "low active"
    life_stage: str = "general"
    gestation_week: int | None = None  # [weeks] only in pregnancy
    months_since_birth: int | None = None  # [months] only in lactation
    diet: str = "omnivore"
    allergens: frozenset[str] = frozenset()
    restrictions: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    medicines: tuple[str, ...] = ()  # as they were written; planner/needs/medicines.py says which of them it knows
    meal_limits: tuple[MealRange, ...] = ()  # at most one for each meal
    snacks: frozenset[str] = frozenset()  # of SNACKS: eaten every day, whatever the energy
    exchange_g: int | None = None  # [g of carbohydrate] one of EXCHANGES; None counts grams alone
    fibre_ramp: FibreRamp | None = None  # None lets fibre be as much as the targets allow from the first day
    vitamin_d_ug: float | None = None  # [µg / day] taken as a supplement; it is no food
    values: tuple[LabValue, ...] = ()  # of the blood; several of a name have a date each

    def __post_init__(self) -> None:
        _check_word("sex", self.sex, SEXES)
        _check_age(self.age_years)
        _check_amount("height_cm", _("Height"), self.height_cm, HEIGHTS, "cm")
        _check_amount("weight_kg", _("Weight"), self.weight_kg, WEIGHTS, "kg")
        _check_word("activity", self.activity, ACTIVITIES)
        _check_word("life_stage", self.life_stage, LIFE_STAGES)
        _check_word("diet", self.diet, DIETS)
        _check_words("allergens", self.allergens, ALLERGENS)
        _check_words("restrictions", self.restrictions, RESTRICTIONS)
        _check_words("conditions", self.conditions, CONDITIONS)
        _check_medicines(self.medicines)
        _check_meal_limits(self.meal_limits)
        _check_words("snacks", self.snacks, SNACKS)
        _check_exchange(self.exchange_g)
        if self.vitamin_d_ug is not None:
            _check_amount("vitamin_d_ug", _("Vitamin D from supplements"), self.vitamin_d_ug, VITAMIN_D, "µg")
        if self.fibre_ramp is not None and (wrong := wrong_ramp(self.fibre_ramp)):
            raise ProfileError("profile.fibre_ramp", wrong)
        _check_values(self.values)
        _check_stage(self)

    @property
    def avoids(self) -> frozenset[str]:
        """The allergens that no food of this person has: their own, and what is left out beside them."""
        return self.allergens | {CROSS_REACTIONS[word] for word in self.allergens & CROSS_REACTIONS.keys()}

    @property
    def eats_anything(self) -> bool:
        """Whether no diet, allergen, condition, medicine, blood value or life stage asks what is in a food."""
        asked = (self.avoids, self.restrictions, self.conditions, self.medicines, self.values)
        return not any(asked) and self.life_stage == "general" and self.diet == "omnivore"

    @property
    def bmi(self) -> float:
        """Body mass index [kg / m²]."""
        return self.weight_kg / (self.height_cm / 100) ** 2


def _check_word(name: str, word: object, known: tuple[str, ...]) -> None:
    if word not in known:
        raise ProfileError(
            f"profile.{name}",
            _("{name} is {word!r}, expected one of: {known}.").format(name=name, word=word, known=", ".join(known)),
        )


def _check_words(name: str, words: object, known: tuple[str, ...]) -> None:
    if not isinstance(words, frozenset):
        raise ProfileError(
            f"profile.{name}", _("{name} is {words!r}, expected a list of words.").format(name=name, words=words)
        )
    for word in sorted(words - set(known), key=str):
        if len(known) > MOST_LISTED:
            near = get_close_matches(str(word), known, MOST_NEAR, cutoff=0.0)
            said = _("{name} names {word!r}, which is not known. The nearest of {count} known words are: {near}.")
            said = said.format(name=name, word=word, count=len(known), near=", ".join(near))
            raise ProfileError(f"profile.{name}", said)
        raise ProfileError(
            f"profile.{name}",
            _("{name} names {word!r}, expected any of: {known}.").format(name=name, word=word, known=", ".join(known)),
        )


def _check_medicines(names: object) -> None:
    if not isinstance(names, tuple) or len(names) > MOST_MEDICINES:
        said = _("medicines is {names!r}, expected a list of at most {most} names.")
        raise ProfileError("profile.medicines", said.format(names=names, most=MOST_MEDICINES))
    for name in names:
        fits = isinstance(name, str) and name == " ".join(name.split()) and name.isprintable()
        if not fits or not 0 < len(name) <= LONGEST_MEDICINE:
            said = _("medicines names {name!r}, expected a name of 1 to {most} characters.")
            raise ProfileError("profile.medicines", said.format(name=name, most=LONGEST_MEDICINE))
    if len({name.casefold() for name in names}) < len(names):
        raise ProfileError("profile.medicines", _("medicines names one of them twice."))


def _check_meal_limits(ranges: Sequence[MealRange]) -> None:
    for each in ranges:
        ends = [end for end in (each.least, each.most) if end is not None]
        if not ends or not all(0 <= end <= LARGEST_MEAL for end in ends) or sorted(ends) != ends:
            said = _("The carbohydrate of {meal} is {least} to {most} g, expected a range from 0 to {largest} g.")
            said = said.format(meal=each.meal, least=each.least, most=each.most, largest=figure(LARGEST_MEAL))
            raise ProfileError("profile.meal_limits", said)
    if len({each.meal for each in ranges}) < len(ranges):
        raise ProfileError("profile.meal_limits", _("One meal has two ranges of carbohydrate."))


def _check_exchange(grams: object) -> None:
    if grams is not None and not (isinstance(grams, int) and grams in EXCHANGES):
        said = _("exchange_g is {grams!r}, expected one of: {known}.")
        raise ProfileError("profile.exchange_g", said.format(grams=grams, known=", ".join(map(str, EXCHANGES))))


def _check_values(values: Sequence[LabValue]) -> None:
    if wrong := next(filter(None, map(wrong_value, values)), ""):
        raise ProfileError("profile.values", wrong)
    if len(values) > MOST_VALUES:
        said = _("values has {count} values, expected at most {most}.")
        raise ProfileError("profile.values", said.format(count=len(values), most=MOST_VALUES))
    dates = [(value.name, value.taken) for value in values]
    names = [value.name for value in values]
    for name, taken in dates:
        if names.count(name) > 1 and (taken is None or dates.count((name, taken)) > 1):
            said = _("values has {name} several times: each needs a date of its own, because the newest one counts.")
            raise ProfileError("profile.values", said.format(name=name))


def _check_age(age: object) -> None:
    youngest, oldest = AGES
    if isinstance(age, bool) or not isinstance(age, int):
        raise ProfileError(
            "profile.age_years",
            _("Age is {age!r}, expected whole years from {youngest} to {oldest}.").format(
                age=age, youngest=youngest, oldest=oldest
            ),
        )
    if 0 <= age < youngest:
        raise ProfileError(
            "profile.age_years",
            _("This planner is for adults from {youngest} years; age is {age}.").format(youngest=youngest, age=age),
        )
    if not youngest <= age <= oldest:
        raise ProfileError(
            "profile.age_years",
            _("Age is {age}, expected {youngest} to {oldest} years.").format(age=age, youngest=youngest, oldest=oldest),
        )


def _check_amount(name: str, label: str, amount: object, bounds: tuple[float, float], unit: str) -> None:
    low, high = bounds
    number = amount if isinstance(amount, int | float) and not isinstance(amount, bool) else math.nan
    if not low <= number <= high:  # true for not-a-number and the infinities as well
        raise ProfileError(
            f"profile.{name}",
            _("{label} is {amount!r}, expected {low} to {high} {unit}.").format(
                label=label, amount=amount, low=figure(low), high=figure(high), unit=unit
            ),
        )


def _check_stage(profile: Profile) -> None:
    """Pregnancy and lactation each bring a count of their own, which nobody else may have."""
    _check_count(profile, "pregnancy", "gestation_week", profile.gestation_week, GESTATION_WEEKS)
    _check_count(profile, "lactation", "months_since_birth", profile.months_since_birth, MONTHS_SINCE_BIRTH)
    if profile.life_stage == "general":
        return
    if profile.sex != "female":
        raise ProfileError(
            "profile.life_stage",
            _("The life stage {life_stage} goes only with the sex female.").format(life_stage=profile.life_stage),
        )
    low, high = CHILDBEARING_AGES
    if not low <= profile.age_years <= high:
        raise ProfileError(
            "profile.life_stage",
            _("For {life_stage} the tables hold ages {low} to {high}; age is {age_years}.").format(
                life_stage=profile.life_stage, low=low, high=high, age_years=profile.age_years
            ),
        )


def _check_count(profile: Profile, stage: str, name: str, count: object, bounds: tuple[int, int]) -> None:
    low, high = bounds
    if profile.life_stage != stage:
        if count is not None:
            raise ProfileError(
                f"profile.{name}",
                _("{name} is {count!r}, but the life stage is not {stage}.").format(
                    name=name, count=count, stage=stage
                ),
            )
        return
    if count is None:
        raise ProfileError(
            f"profile.{name}",
            _("The life stage {stage} needs {name}, from {low} to {high}.").format(
                stage=stage, name=name, low=low, high=high
            ),
        )
    if isinstance(count, bool) or not isinstance(count, int) or not low <= count <= high:
        raise ProfileError(
            f"profile.{name}",
            _("{name} is {count!r}, expected a whole number from {low} to {high}.").format(
                name=name, count=count, low=low, high=high
            ),
        )
