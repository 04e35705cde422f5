"""What conditions, medicines and life stages change: foods left out or limited, steady amounts, refusals, notices.

The rules are the entries of ``data/rules.toml``, each with its source; this module only applies them. It knows neither
plans nor models, so that both can ask it.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from planner.foods.food import MEAT_FLAGS, Food
from planner.foods.nutrients import BY_KEY, Nutrient
from planner.language.phrases import in_a_row
from planner.language.translate import ngettext
from planner.needs import lab_values, medicines
from planner.needs.lab_values import Threshold
from planner.needs.profile import CHILDBEARING_AGES, Profile
from planner.needs.profile_words import in_words

PEOPLE = 32  # profiles whose bans are kept: those of a household, and of some edits
GLUTEN_SAID = frozenset({"gluten", "gluten_free"})
COUNTED = "carbohydrate per meal"  # a ``when`` of rules: whoever has a range of carbohydrate for a meal
CHILDBEARING = "childbearing age"  # a ``when`` of rules: women who could become pregnant, by their age alone
UNTESTED = "kidneys not tested"  # a ``when`` of rules: whose kidneys are often weak, and who entered no eGFR
OFTEN_WEAK, OFTEN_WEAK_AGE = frozenset({"diabetes", "hypertension", "heart failure"}), 65  # [years]


@dataclass(frozen=True, slots=True)
class Foods:
    """The foods a rule means: by their class or flag, or because an amount, the gluten or the meat is unknown.

    ``meat`` means own foods of which nobody said what meat they have ("unknown"), or meat "with milk" in one food.
    """

    kind: str
    words: frozenset[str]

    def hold(self, food: Food) -> bool:
        match self.kind:
            case "mercury":
                return food.mercury in self.words
            case "oxalate":
                return food.oxalate in self.words
            case "flags":
                return not food.flags.isdisjoint(self.words)
            case "gluten":
                return any(
                    part.food.own and part.food.flags.isdisjoint(GLUTEN_SAID) and part.food.recipe is None
                    for part in food.made_of(1)
                )
            case "meat":
                return any(_meat_of(part.food) in self.words for part in food.made_of(1)) or (
                    "with milk" in self.words and has_meat(food) and has_milk(food)
                )
            case "unknown":
                asked = [BY_KEY[key] for key in self.words]
                return any(nutrient not in food.amounts or nutrient in food.partial for nutrient in asked)
            case _:
                raise ValueError(f"{self.kind!r} says nothing of a food")


@dataclass(frozen=True, slots=True)
class Ban:
    """Foods that are left out, and the sentence that says so beside each."""

    when: str
    foods: Foods
    name: str
    reason: str
    source: str
    unless: str = ""  # another ``when`` that lifts it

    def holds_for(self, profile: Profile) -> bool:
        return applies(self.when, profile) and not (self.unless and applies(self.unless, profile))


@dataclass(frozen=True, slots=True)
class PortionLimit:
    """At most ``most`` portions of some foods in any ``days`` days running.

    A portion is what one meal has of one food or dish, whatever its size. Of the foods in ``weights`` it counts as so
    many; ``note`` says so.
    """

    id: str
    when: str
    foods: Foods
    name: str
    most: int  # [portions / days]
    days: int
    source: str
    weights: tuple[tuple[Foods, int], ...] = ()  # [portions]
    note: str = ""

    def counts(self, food: Food) -> int:
        """How many portions one of this food counts as: none where the limit is not about it."""
        if not self.foods.hold(food):
            return 0
        return max((times for foods, times in self.weights if foods.hold(food)), default=1)

    @property
    def reason(self) -> str:
        said = ngettext(
            "Because of {when}, a plan has at most {most} portion in any {days} days of {foods}.",
            "Because of {when}, a plan has at most {most} portions in any {days} days of {foods}.",
            self.most,
        )
        if self.days == 1:
            said = ngettext(
                "Because of {when}, a plan has at most {most} portion a day of {foods}.",
                "Because of {when}, a plan has at most {most} portions a day of {foods}.",
                self.most,
            )
        said = said.format(when=in_words(self.when), most=self.most, days=self.days, foods=self.name)
        return f"{said} {self.note}" if self.note else said


@dataclass(frozen=True, slots=True)
class Steady:
    """A nutrient of which every day holds about the same: within ``share`` of one centre."""

    when: str
    nutrient: Nutrient
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class DayMost:
    """A nutrient of which no day holds more than an amount, or than so many times the recommended amount.

    A most of the user's own takes its place.
    """

    when: str
    nutrient: Nutrient
    source: str
    times: float | None = None  # the recommended amount
    amount: float | None = None  # [nutrient.unit / day]


@dataclass(frozen=True, slots=True)
class Ask:
    """Nutrients of which an own number must say whether it is at most or at least; an own most stands alone."""

    when: str
    nutrients: Sequence[str]  # keys
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence said beside every plan, or in place of one until the document has the ``confirmation``.

    The table's targets for the ``general`` nutrients are for healthy people only. With ``foods`` it is said only of a
    plan that has one of them, and names them.
    """

    when: str
    sentence: str
    source: str
    confirmation: str = ""
    general: Sequence[str] = ()  # keys of nutrients
    foods: Foods | None = None
    unless: str = ""  # another ``when`` that says enough
    group: str = "ask"  # of planner/needs/notices.py: what there is to do

    def holds_for(self, profile: Profile) -> bool:
        return applies(self.when, profile) and not (self.unless and applies(self.unless, profile))

    def said_to(self, profile: Profile) -> str:
        """The sentence with the person's own medicines or values in it."""
        reason = because(self.when, profile)
        said = self.sentence.replace("{medicines}", reason).replace("{values}", reason)
        return said[:1].upper() + said[1:]

    def of_plan(self, eaten: Iterable[Food], profile: Profile) -> str:
        """The sentence for a plan of these foods and dishes; empty where it is not about any of them."""
        if self.foods is None:
            return self.said_to(profile)
        names = sorted({food.name for food in eaten if self.foods.hold(food)})
        return self.sentence.format(foods="; ".join(names)) if names else ""


@dataclass(frozen=True, slots=True)
class MedicineNote:
    """What to ask a pharmacist about one kind of medicine. It changes no plan; ``when`` is the group it is about."""

    name: str
    when: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A source that was opened again: the words it begins with, the day, and what was read."""

    source: str
    on: str  # a date
    read: str


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """All of a rules file, in its order. Two readings are two: comparing them by value would take as long as both."""

    bans: tuple[Ban, ...]
    limits: tuple[PortionLimit, ...]
    steady: tuple[Steady, ...]
    refusals: tuple[Advice, ...]
    advice: tuple[Advice, ...]
    medicines: tuple[MedicineNote, ...]
    asks: tuple[Ask, ...] = ()
    mosts: tuple[DayMost, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    opened: tuple[Opened, ...] = ()


def has_meat(food: Food) -> bool:
    """Whether there is meat or poultry in a food or dish; the rennet of cheese is none."""
    return any("pescatarian" not in part.food.diets and "rennet" not in part.food.flags for part in food.made_of(1))


def has_milk(food: Food) -> bool:
    return "milk" in food.allergens


def _meat_of(food: Food) -> str:
    """ "unknown" of an own food that has meat of which nobody said whose it is."""
    plain = food.own and food.recipe is None and has_meat(food)
    return "unknown" if plain and food.flags.isdisjoint(MEAT_FLAGS) else ""


@cache
def read_rules() -> Rules:
    """The rules the product ships, one for each of the words in ``when``; a rule without a source is a TypeError."""
    text = files("planner").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    data: dict[str, list[dict[str, Any]]] = tomllib.loads(text)
    return Rules(
        bans=tuple(Ban(**row | {"foods": _foods(row["foods"])}) for row in _each(data["ban"])),
        limits=tuple(PortionLimit(**_limit(row)) for row in _each(data["limit"])),
        steady=tuple(Steady(**row | {"nutrient": BY_KEY[row["nutrient"]]}) for row in data["steady"]),
        refusals=tuple(Advice(**row) for row in _each(data["refusal"])),
        advice=tuple(Advice(**_said_of(row)) for row in _each(data["advice"])),
        medicines=tuple(MedicineNote(**row) for row in data["medicine"]),
        asks=tuple(Ask(**row) for row in _each(data["ask"])),
        mosts=tuple(DayMost(**row | {"nutrient": BY_KEY[row["nutrient"]]}) for row in _each(data["most"])),
        thresholds=tuple(Threshold(**row) for row in data["value"]),
        opened=tuple(Opened(**row) for row in data["opened"]),
    )


def _each(rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """A row whose ``when`` is a list, as one row for each of its words."""
    for row in rows:
        several = isinstance(row["when"], list)
        for when in row["when"] if several else [row["when"]]:
            yield {**row, "when": when} | ({"id": f"{row['id']}_{when}"} if several and "id" in row else {})


def _limit(row: Mapping[str, Any]) -> dict[str, Any]:
    weights = tuple((_foods(each["foods"]), each["times"]) for each in row.get("weights", ()))
    return {**row, "foods": _foods(row["foods"]), "weights": weights}


def _said_of(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "foods": _foods(row["foods"]) if "foods" in row else None}


def _foods(said: Mapping[str, list[str]]) -> Foods:
    ((kind, words),) = said.items()
    return Foods(kind, frozenset(words))


def why_banned(profile: Profile, food: Food) -> str | None:
    """Why a rule leaves the food out, None when none does."""
    return next((ban.reason for ban in _bans_of(read_rules(), profile) if ban.foods.hold(food)), None)


@lru_cache(maxsize=PEOPLE)
def _bans_of(rules: Rules, profile: Profile) -> tuple[Ban, ...]:
    """The bans that hold for the profile; each is asked of some thousand foods after every edit."""
    return tuple(ban for ban in rules.bans if ban.holds_for(profile))


def limits(profile: Profile) -> tuple[PortionLimit, ...]:
    """The limits on portions that hold for the profile."""
    return tuple(limit for limit in read_rules().limits if applies(limit.when, profile))


def applies(when: str, profile: Profile) -> bool:
    if when == CHILDBEARING:
        low, high = CHILDBEARING_AGES
        return profile.sex == "female" and profile.life_stage == "general" and low <= profile.age_years < high
    if when == COUNTED:
        return bool(profile.meal_limits) or "diabetes" in profile.conditions
    if when == UNTESTED:
        weak = profile.age_years >= OFTEN_WEAK_AGE or not OFTEN_WEAK.isdisjoint(profile.conditions)
        known = any(value.name == lab_values.EGFR for value in profile.values)
        return weak and not known and "kidney disease" not in profile.conditions
    if when in profile.conditions or when in profile.restrictions or when == profile.life_stage:
        return True
    if when in medicines.groups_of(profile.medicines):
        return True
    return bool(_values(when, profile))


def _values(when: str, profile: Profile) -> tuple[lab_values.LabValue, ...]:
    """The values of the person that turn the rules of a group on."""
    return lab_values.that_turn_on(profile.values, read_rules().thresholds, when) if profile.values else ()


def because(when: str, profile: Profile) -> str:
    """What a sentence names as the reason: the condition or life stage, else the medicines or values as written."""
    if when in profile.conditions or when in profile.restrictions or when == profile.life_stage:
        return in_words(when)
    if values := _values(when, profile):
        return lab_values.said_of(values)
    return in_a_row(medicines.in_group(profile.medicines, when)) or in_words(when)
