"""What can be wrong with a label or a name as it was typed, each with the field and a sentence for the user."""

import math
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from planner.foods import nutrients
from planner.foods.food import FISH_GROUP, FLAGS, MEAT_FLAGS, MERCURY_CLASSES, METRICS, OXALATE_CLASSES, ROLES
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.language.numbers import figure
from planner.language.plain_text import unprintable
from planner.language.read_number import plain_figures, read_number
from planner.language.translate import _
from planner.own.food import (
    EU,
    LABELS,
    MOST_NAME,
    PER,
    PER_100_G,
    SALT,
    SODIUM_PER_SALT,
    US,
    OwnFood,
    folded,
    is_own_id,
    tidy,
)

STEP_MOST, STEP_G_MOST = 1000.0, 1500.0
STEPS_MOST, A_DAY_MOST, A_WEEK_MOST = 40, 400, 2800  # [portions] as in the catalogue
LABEL_KEYS = (*nutrients.BY_KEY, SALT)
MOST_MEASURE = 40  # characters
ROUNDED = 1.0  # [g] labels round, and a sum of rounded figures may pass a whole by so much
PART_ROUNDED = 0.5  # [g] of one figure: whole milk has 5.05 g of sugars in 4.8 g of carbohydrate in the tables
KCAL_SHARE, KCAL_PER_100_G, KCAL_ROUNDED = 0.2, 15.0, 10.0  # how far energy may be from what its parts give
SODIUM_SHARE, SODIUM_ROUNDED = 0.1, 20.0  # [of salt's, mg] how far the two may be apart
_PARTS = ("water_g", "protein_g", "fat_g", "carb_g")
_ALLERGENS_OF_GROUP = {"Dairy": ("milk",), "Eggs": ("egg",), FISH_GROUP: ("fish", "shellfish")}


@dataclass(frozen=True, slots=True)
class _From:
    """Something of an animal, how a food shows that it has it, and the strictest diet that eats it."""

    name: str
    words: frozenset[str]  # groups, allergens and flags
    diet: str


_FROM_ANIMALS = (
    _From(_("meat"), frozenset({"Meat", "Poultry", "liver", "processed_meat"}) | MEAT_FLAGS, "omnivore"),
    _From(_("fish"), frozenset({FISH_GROUP, "fish", "shellfish", "raw_fish"}), "pescatarian"),
    _From(_("milk"), frozenset({"Dairy", "milk"}), "lacto-vegetarian"),
    _From(_("egg"), frozenset({"Eggs", "egg", "raw_egg"}), "vegetarian"),
)
MOST_FIGURES = 20  # characters of a number: more is a slip of the hand, or was pasted
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True, slots=True)
class LabelProblem:
    """What is wrong with one field of an own food or dish."""

    field: str  # a field of the value, or a key of its amounts
    sentence: str

    def __str__(self) -> str:
        return self.sentence


class NoNumberError(ValueError):
    """A text that is no amount; the message is a sentence for the user."""


def number_from_text(text: str) -> float | None:
    """The amount somebody typed, with a comma or a point or as a fraction; None for a blank: the label says nothing.

    Raises:
        NoNumberError: if it is negative, no number, or can be read in two ways, such as "1,234".
    """
    typed = text.strip()
    if not typed:
        return None
    if typed[0] in "-−–" and read_number(typed[1:]) is not None:
        raise NoNumberError(_("{text} is below zero.").format(text=_quoted(typed)))
    if _TWO_WAYS.fullmatch(plain_figures(typed)):
        plain, point = re.sub("[.,]", "", plain_figures(typed)), plain_figures(typed).replace(",", ".")
        raise NoNumberError(
            _("{text} can be read in two ways: write {whole} or {point}.").format(
                text=_quoted(typed), whole=plain, point=point.rstrip("0") if point.endswith("0") else f"{point}0"
            )
        )
    number = read_number(typed)
    if number is None or len(typed) > MOST_FIGURES:
        raise NoNumberError(_("{text} is not a number such as 12.5.").format(text=_quoted(typed)))
    return number


def label_title(key: str) -> str:
    """The name of a figure of a label."""
    return _("Salt") if key == SALT else nutrients.BY_KEY[key].label


def label_unit(key: str) -> str:
    return "g" if key == SALT else nutrients.BY_KEY[key].unit


def problems_of(own: OwnFood, taken: Collection[str] = ()) -> tuple[LabelProblem, ...]:
    """All that is wrong with an own food; ``taken`` are the names of the other foods.

    What a field allows is asked first; the figures are compared with each other only where each can stand alone.
    """
    alone = (*name_problems(own.name, taken), *_words(own), *_portions(own), *_who(own), *_figures(own))
    return alone or (*_within_each_other(own), *_energy_problems(own), *_sum_problems(own))


def name_problems(name: str, taken: Collection[str]) -> Iterator[LabelProblem]:
    """What is wrong with the name of a food or dish."""
    if not tidy(name):
        yield LabelProblem("name", _("Give it a name."))
    elif len(tidy(name)) > MOST_NAME:
        yield LabelProblem(
            "name",
            _("The name has {count} characters, expected at most {most}.").format(
                count=len(tidy(name)), most=MOST_NAME
            ),
        )
    elif unprintable(tidy(name)):
        yield LabelProblem("name", _("The name has a character that cannot be shown."))
    elif folded(name) in {folded(other) for other in taken}:
        yield LabelProblem("name", _("There is a food called “{name}” already.").format(name=tidy(name)))


def _quoted(text: str) -> str:
    shown = "".join(each if each.isprintable() else "�" for each in text)
    return f"“{shown[:40]}…”" if len(shown) > 40 else f"“{shown}”"


def _words(own: OwnFood) -> Iterator[LabelProblem]:
    """The id and the words that are no free text."""
    if not is_own_id(own.id):
        yield LabelProblem("id", _("{text} is no id of an own food.").format(text=_quoted(own.id)))
    says = {
        "group": _("Say what kind of food it is."),
        "measure": _("Say in a word or two what a portion is, such as slice, cup or pot."),
    }
    for field, text in (("group", own.group), ("measure", own.measure)):
        most = MOST_MEASURE if field == "measure" else MOST_NAME
        if not tidy(text) or len(text) > most or unprintable(text):
            yield LabelProblem(field, says[field])
    known: tuple[tuple[str, Collection[str], Collection[str]], ...] = (
        ("roles", own.roles or {""}, ROLES),
        ("per", {own.per}, PER),
        ("label", {own.label}, LABELS),
        ("metric", {own.metric}, METRICS),
        ("oxalate", {own.oxalate}, ("", *OXALATE_CLASSES)),
        ("mercury", {own.mercury}, ("", *MERCURY_CLASSES)),
        ("flags", own.flags, FLAGS),
        ("allergens", own.allergens, ALLERGENS),
    )
    for field, words, allowed in known:
        for word in sorted(set(words) - set(allowed)):
            yield LabelProblem(field, _("{text} is a word nobody knows.").format(text=_quoted(word)))


def _portions(own: OwnFood) -> Iterator[LabelProblem]:
    for field, amount, most in (("step", own.step, STEP_MOST), ("step_g", own.step_g, STEP_G_MOST)):
        if not 0 < amount <= most:  # true for not-a-number as well
            yield LabelProblem(
                field,
                _("It is {amount}, expected more than 0 and at most {most}.").format(
                    amount=figure(amount), most=figure(most)
                ),
            )
    for field, count, least, most in (
        ("min_steps", own.min_steps, 1, STEPS_MOST),
        ("max_steps", own.max_steps, own.min_steps, STEPS_MOST),
        ("daily_max", own.daily_max, own.max_steps, A_DAY_MOST),
        ("weekly_max", own.weekly_max, own.min_steps, A_WEEK_MOST),
        ("familiarity", own.familiarity, 1, 3),
    ):
        if not least <= count <= most:
            yield LabelProblem(
                field,
                _("It is {count}, expected {least} to {most}.").format(count=count, least=least, most=figure(most)),
            )


def _who(own: OwnFood) -> Iterator[LabelProblem]:
    """Diet and allergens must be answered, and go together with each other and with the kind of food."""
    if own.diet not in DIETS:
        yield LabelProblem("diet", _("Say who may eat it: nobody can guess it from the label's figures."))
        return
    needed = _ALLERGENS_OF_GROUP.get(own.group, ())
    if needed and own.allergens.isdisjoint(needed):
        yield LabelProblem(
            "allergens",
            _("This kind of food has {allergen}: tick it, or choose another kind.").format(
                allergen=_(" or ").join(needed)
            ),
        )
    words = {own.group, *own.allergens, *own.flags}
    for found in _FROM_ANIMALS:
        if words & found.words and DIETS.index(own.diet) < DIETS.index(found.diet):
            yield LabelProblem("diet", _("It has {what}, so it is not {diet}.").format(what=found.name, diet=own.diet))
            return


def _figures(own: OwnFood) -> Iterator[LabelProblem]:
    """Each figure by itself."""
    energy = nutrients.ENERGY.key
    if energy not in own.amounts:
        yield LabelProblem(energy, _("Energy is needed: nothing can be planned without it."))
    for key, amount in own.amounts.items():
        if key not in LABEL_KEYS:
            yield LabelProblem("amounts", _("{text} is no figure of a label.").format(text=_quoted(key)))
        elif not math.isfinite(amount) or amount < 0:
            yield LabelProblem(key, _("It is {amount}, expected a number of 0 or more.").format(amount=figure(amount)))
        elif 0 < own.per_g <= STEP_G_MOST:
            yield from _too_much(own, key, amount)


def _too_much(own: OwnFood, key: str, amount: float) -> Iterator[LabelProblem]:
    unit = label_unit(key)
    per = 100.0 if key == SALT else nutrients.BY_KEY[key].most
    most = per * own.per_g / 100
    if amount > most * (1 + 1e-9):
        said = {
            "kcal": _("{amount} kcal in {grams} g cannot be: pure fat has {most}."),
            "g": _("{amount} g in {grams} g cannot be."),
        }.get(unit, _("{amount} {unit} in {grams} g cannot be: no food has more than {most}. Check the unit."))
        highest = figure(most, ".0f" if unit == "kcal" else "g")
        yield LabelProblem(key, said.format(amount=figure(amount), unit=unit, grams=figure(own.per_g), most=highest))


def _within_each_other(own: OwnFood) -> Iterator[LabelProblem]:
    """A part is no more than its whole."""
    amounts = own.amounts
    pairs = [("sfa_g", "fat_g"), ("sugars_g", "carb_g")]
    if own.label == US:
        pairs.append(("fiber_g", "carb_g"))
    for part, whole in pairs:
        if part in amounts and whole in amounts and amounts[part] > amounts[whole] + PART_ROUNDED:
            yield LabelProblem(
                part,
                _("{part}: {some} g is more than the {all} g of {whole} it is part of.").format(
                    part=label_title(part),
                    some=figure(amounts[part]),
                    all=figure(amounts[whole]),
                    whole=label_title(whole).lower(),
                ),
            )
    if SALT in amounts and "sodium_mg" in amounts:
        sodium, by_salt = amounts["sodium_mg"], amounts[SALT] * SODIUM_PER_SALT
        if abs(sodium - by_salt) > SODIUM_SHARE * max(sodium, by_salt) + SODIUM_ROUNDED:
            yield LabelProblem(
                SALT,
                _("{salt} g of salt hold {by_salt} mg of sodium, and sodium is {sodium} mg.").format(
                    salt=figure(amounts[SALT]), by_salt=figure(by_salt, ".0f"), sodium=figure(sodium)
                ),
            )


def _energy_problems(own: OwnFood) -> Iterator[LabelProblem]:
    """Energy against 4 kcal a gram of protein and carbohydrate, 9 of fat, 2 of fibre (Reg. (EU) 1169/2011, annex XIV).

    Where one of the three is unknown, energy may be more than the others give, but not less.
    """
    energy = own.amounts[nutrients.ENERGY.key]
    protein, carbohydrate, fat = (own.amounts.get(key) for key in ("protein_g", "carb_g", "fat_g"))
    fibre = own.amounts.get("fiber_g", 0.0)
    digested = (carbohydrate or 0.0) - (fibre if own.label == US and carbohydrate is not None else 0.0)
    given = 4 * (protein or 0.0) + 4 * digested + 9 * (fat or 0.0) + 2 * fibre
    slack = max(KCAL_SHARE * max(energy, given), KCAL_PER_100_G * own.per_g / 100)
    if own.per != PER_100_G:
        slack = max(slack, KCAL_ROUNDED)
    too_little = energy < given - slack
    too_much = None not in (protein, carbohydrate, fat) and energy > given + slack
    if too_little or too_much:
        yield LabelProblem(
            nutrients.ENERGY.key,
            _(
                "Energy is {energy} kcal, but protein, carbohydrate, fat and fibre give about {given} kcal. Check"
                " the figures; if the label is right (alcohol, sweeteners, acids), leave carbohydrate blank."
            ).format(energy=figure(energy), given=figure(given, ".0f")),
        )


def _sum_problems(own: OwnFood) -> Iterator[LabelProblem]:
    """The parts of a food weigh no more than the food."""
    counted = [key for key in (*_PARTS, *(("fiber_g",) if own.label == EU else ())) if key in own.amounts]
    total = sum(own.amounts[key] for key in counted) + own.amounts.get(SALT, 0.0)
    if total > own.per_g + ROUNDED:
        names = ", ".join(label_title(key).lower() for key in counted)
        yield LabelProblem(
            counted[-1] if counted else SALT,
            _("Together {names} weigh {total} g, more than the {grams} g they are in.").format(
                names=names, total=figure(round(total, 2)), grams=figure(own.per_g)
            ),
        )
