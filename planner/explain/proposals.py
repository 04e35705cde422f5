"""The changes Magnolia may propose when there is no plan: small ones first, in words, with what each asks of the user.

Never proposed: anything against an allergy, a diet, a condition's or life stage's rule, or what a clinician set.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from planner.document.document import Document
from planner.explain import user_choices
from planner.explain.user_choices import Choice
from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.foods.nutrients import Nutrient
from planner.language.numbers import figure
from planner.language.phrases import inside, quoted_in_a_row
from planner.language.translate import _
from planner.needs import adjusted_targets, medical_rules
from planner.needs.energy import ENERGY_LEAST, ENERGY_MOST, energy_need
from planner.needs.medical_rules import applies
from planner.needs.targets import (
    CLINICIAN_SET_THE_TARGETS,
    LOW_ENERGY,
    Own,
    OwnTarget,
    TargetError,
    Targets,
)
from planner.plan.plan import Day

# How much a change asks of the user [points]: the opening of a lock is 1. It orders the proposals and nothing else.
OPEN_A_LOCK, LET_A_FOOD_BACK, LEAVE_A_SNACK_OUT, ALLOW_A_FOOD = 1.0, 1.0, 1.0, 1.5
WIDEN_ENERGY, EACH_KCAL = 0.5, 0.005
RAISE_A_LIMIT, ALL_OF_A_LIMIT, DROP_A_LIMIT, DROP_OWN_ENERGY = 1.0, 2.0, 3.0, 4.0
LOWER_MAGNESIUM, ALL_OF_MAGNESIUM, BELOW_RECOMMENDED = 2.0, 10.0, 2.0
KCAL = (50.0, 100.0, 200.0, 300.0)  # [kcal / day] that an own energy target is widened by
RAISED = (1.1, 1.25, 1.5)  # an own limit, times these
MOST_ALLOWED = 6  # foods allowed again at once: more is no small change
FOODS_TRIED = 4  # of a group, one at a time, before several at once


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a document, in words, and how much it asks [points]."""

    name: str
    apply: Callable[[Document], Document]
    asks: float


@dataclass(frozen=True, slots=True)
class Setting:
    """What changes are proposed for: a day of a document that has no plan."""

    document: Document
    day: int
    targets: Targets
    templates: Templates
    foods: Callable[[str], Food]

    def meal(self, meal: str) -> str:
        """A meal of the day in words."""
        return user_choices.meal_words(self.document, self.day, meal, self.templates)

    @property
    def clinician(self) -> bool:
        """Whether somebody else set the targets, so that only they change them."""
        document = self.document
        asked = any(applies(when, document.profile) for when in ("kidney disease", "low eGFR"))
        return asked or CLINICIAN_SET_THE_TARGETS in document.confirmed


def changes_for(setting: Setting, choice: Choice, used: Sequence[Food]) -> list[Change]:
    """What might do about one of the user's choices, the least first; any one of them is enough.

    ``used`` are the foods a day without the choice has.
    """
    match choice.kind:
        case user_choices.LOCK:
            return [_open(setting, choice)]
        case user_choices.REMOVED:
            return [_let_back(setting, choice)]
        case user_choices.NEVER_EATEN:
            return list(_allow(setting, choice, used))
        case user_choices.MORE_MEALS:
            return [_fewer_meals(setting, choice)]
        case user_choices.TARGET if choice.about[0] == nutrients.ENERGY.key:
            return list(_energy(setting))
        case user_choices.TARGET if choice.about[0] != nutrients.MAGNESIUM.key:
            return list(_limit(setting, choice.about[0]))
        case _:
            return []  # a diet, an allergy, a condition, somebody else's: none of them is Magnolia's to change


def lower_magnesium(setting: Setting, reached: float) -> Change | None:
    """Magnesium at what the choices reach, in whole mg; None where that is not for the user to decide."""
    target = setting.targets.least(nutrients.MAGNESIUM) or 0.0
    amount = float(math.floor(reached))
    own = setting.document.targets.get(nutrients.MAGNESIUM.key)
    if isinstance(own, OwnTarget) and own.clinician is not None:
        return None
    if setting.clinician or not 0 < amount < target:
        return None
    recommended = _without_own(setting, nutrients.MAGNESIUM.key).least(nutrients.MAGNESIUM) or 0.0
    name = _("Plan with {amount} mg of magnesium a day instead of {target} mg")
    asks = LOWER_MAGNESIUM + ALL_OF_MAGNESIUM * (target - amount) / target
    if amount < recommended:
        asks += BELOW_RECOMMENDED
        name = _("Plan with {amount} mg of magnesium a day instead of {target} mg; {recommended} mg are recommended")
    name = name.format(
        amount=figure(amount, ",.0f"), target=figure(target, ",.10g"), recommended=figure(recommended, ",.0f")
    )
    return Change(name, partial(_with_magnesium, amount=amount), asks)


def _with_magnesium(document: Document, amount: float) -> Document:
    own = document.targets.get(nutrients.MAGNESIUM.key)
    changed: Own = replace(own, least=amount, clinician=None) if isinstance(own, OwnTarget) else amount
    return document.with_target(nutrients.MAGNESIUM.key, changed)


def _open(setting: Setting, choice: Choice) -> Change:
    meal = setting.meal(choice.about[0])
    return Change(_("Open the lock on {meal}").format(meal=meal), choice.drop, OPEN_A_LOCK)


def _fewer_meals(setting: Setting, choice: Choice) -> Change:
    name = setting.templates.meal(choice.about[0]).name.lower()
    return Change(_("Plan without the {meal}").format(meal=name), choice.drop, LEAVE_A_SNACK_OUT)


def _let_back(setting: Setting, choice: Choice) -> Change:
    meal, food = choice.about
    name = _("Let “{food}” back into {meal}")
    said = name.format(food=setting.foods(food).name, meal=setting.meal(meal))
    return Change(said, choice.drop, LET_A_FOOD_BACK)


def _allow(setting: Setting, choice: Choice, used: Sequence[Food]) -> Iterator[Change]:
    """One food of those never eaten, the most familiar first, then all that a day without the choice has."""
    needed = {part.food.id for food in used for part in food.made_of(1)} | {food.id for food in used}
    foods = [setting.foods(food) for food in choice.about if food in needed]
    foods = sorted(foods, key=lambda food: (food.familiarity, food.name))
    for food in foods[:FOODS_TRIED]:
        yield _allowed((food,))
    if 1 < len(foods) <= MOST_ALLOWED:
        yield _allowed(tuple(foods))


def _allowed(foods: tuple[Food, ...]) -> Change:
    name = _("Allow {foods} again").format(foods=quoted_in_a_row(food.name for food in foods))
    ids = tuple(food.id for food in foods)
    return Change(name, partial(user_choices.without_taste, food_ids=ids), ALLOW_A_FOOD * len(foods))


def foods_of(day: Day | None) -> tuple[Food, ...]:
    """The foods of a day, each once."""
    return tuple(dict.fromkeys(portion.food for portion in day.portions)) if day else ()


# Targets


def _without_own(setting: Setting, key: str) -> Targets:
    """The targets with the table's in place of the own one.

    Raises:
        TargetError: if those cannot stand.
    """
    document = setting.document.without_target(key)
    return adjusted_targets.targets_of(document.profile, document.targets, document.confirmed, document.start)


def _energy(setting: Setting) -> Iterator[Change]:
    """A wider band of energy, then the energy worked out for the profile.

    The lower end never falls below what the profile needs, and where a clinician asked for low energy, only they
    change it.
    """
    document = setting.document
    own = document.targets.get(nutrients.ENERGY.key)
    set_for_them = isinstance(own, OwnTarget) and own.clinician is not None
    if setting.clinician or set_for_them or LOW_ENERGY in document.confirmed:
        return
    (target,) = setting.targets.of(nutrients.ENERGY)
    least, most, need = target.least or 0.0, target.most or 0.0, energy_need(document.profile)
    for kcal in KCAL:
        yield _band(least, most + kcal, kcal)
        if least - kcal >= ENERGY_LEAST * need:
            yield _band(least - kcal, most, kcal)
    if not ENERGY_LEAST * need <= (least + most) / 2 <= ENERGY_MOST * need:
        name = _("Plan with the {kcal} kcal a day worked out for you instead of your own energy target")
        drop = partial(Document.without_target, key=nutrients.ENERGY.key)
        yield Change(name.format(kcal=figure(need, ",.0f")), drop, DROP_OWN_ENERGY)


def _band(least: float, most: float, kcal: float) -> Change:
    least, most = float(round(least)), float(round(most))
    name = _("Widen your energy target by {kcal} kcal, to {least} to {most} kcal a day")
    said = name.format(kcal=f"{kcal:.0f}", least=figure(least, ",.0f"), most=figure(most, ",.0f"))
    wider = partial(Document.with_target, key=nutrients.ENERGY.key, own=OwnTarget(least, most))
    return Change(said, wider, WIDEN_ENERGY + EACH_KCAL * kcal)


def _limit(setting: Setting, key: str) -> Iterator[Change]:
    """A higher limit of the user's own, as far as the table's allows, then none of their own."""
    document = setting.document
    nutrient = nutrients.BY_KEY.get(key) or nutrients.DERIVED_BY_KEY[key]
    own = document.targets[key]
    set_for_them = isinstance(own, OwnTarget) and own.clinician is not None
    if setting.clinician or set_for_them or _is_steady(document, nutrient):
        return
    label = inside(nutrient.label)
    if isinstance(own, OwnTarget) and own.most:
        try:
            table = _without_own(setting, key).most(nutrient) or math.inf
        except TargetError:
            return
        for factor in RAISED:
            most = _rounded_up(own.most * factor)
            if most < table:
                name = _("Raise your limit for {nutrient} from {old} to {new} {unit} a day")
                said = name.format(
                    nutrient=label, old=figure(own.most, ",.10g"), new=figure(most, ",.10g"), unit=nutrient.unit
                )
                raised = partial(Document.with_target, key=key, own=replace(own, most=most))
                yield Change(said, raised, RAISE_A_LIMIT + ALL_OF_A_LIMIT * (factor - 1))
    said = _("Drop your own values for {nutrient}").format(nutrient=label)
    yield Change(said, partial(Document.without_target, key=key), DROP_A_LIMIT)


def _is_steady(document: Document, nutrient: Nutrient) -> bool:
    """Whether a rule of a condition or medicine makes a band or a most of this nutrient."""
    profile = document.profile
    rules = medical_rules.read_rules()
    whens = [rule.when for rule in rules.steady if rule.nutrient == nutrient]
    whens += [rule.when for rule in rules.mosts if rule.nutrient == nutrient]
    return any(medical_rules.applies(when, profile) for when in whens)


def _rounded_up(amount: float) -> float:
    """To two figures, so that a proposal is a number a person would type."""
    unit = 10.0 ** (math.floor(math.log10(amount)) - 1)
    return round(math.ceil(amount / unit - 1e-9) * unit, 6)
