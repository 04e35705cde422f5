"""The user's own choices one by one, in words, each with the document that does without it.

What stands in the way of a plan is named with these. The order is that in which they are best heard: a target is easier
to change than a diet, and of two explanations the one with the earlier choices is given.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from planner.document.document import NEVER, Document, Lock, Person
from planner.foods import nutrients
from planner.foods.food import Food
from planner.foods.meals import SNACKS, Templates
from planner.foods.nutrients import Nutrient
from planner.language.dates import day_in_sentence
from planner.language.numbers import figure
from planner.language.phrases import in_a_row, inside, quoted, quoted_in_a_row
from planner.language.translate import _
from planner.needs.adjusted_targets import RAMP
from planner.needs.lab_values import newest, said_of
from planner.needs.medical_rules import read_rules
from planner.needs.medicines import groups_of
from planner.needs.profile_words import in_words
from planner.needs.targets import Own, OwnTarget

# Kinds of choices
TARGET, LOCK, OTHER_LOCKS, REMOVED, NEVER_EATEN, PERSON, DIET, ALLERGEN, CONDITION = (
    "target",
    "lock",
    "other locks",
    "removed",
    "never",
    "person",
    "diet",
    "allergen",
    "condition",
)
MEAL_RANGE, MORE_MEALS = "meal range", "more meals"
MOST_NAMED = 3  # foods a sentence names before it counts them
MOST_IN_A_ROW = 8  # choices in one sentence


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the user decided, in words that stand inside a sentence.

    ``about`` are the ids it is about: the foods, the nutrient, the meal. ``drop`` gives the document without it.
    ``foods`` names foods never eaten, so that several such choices are said as one.
    """

    kind: str
    words: str
    about: tuple[str, ...]
    drop: Callable[[Document], Document]
    foods: str = ""


def choices_of(
    document: Document, day: int, foods: Mapping[str, Food], templates: Templates, eaten: Callable[[Food], bool]
) -> tuple[Choice, ...]:
    """All that the user decided about a day, but for tastes that only cost.

    ``eaten`` says whether a food that is rated never could come into a plan at all: what the diet forbids anyway is
    counted among the group's others and makes no choice of its own.
    """
    return (
        *_of_targets(document),
        *_of_locks(document, day, foods, templates),
        *_of_other_locks(document, day),
        *_of_removed(document, day, foods, templates),
        *_of_never(document, foods, eaten),
        *_of_people(document),
        *_of_snacks(document, templates),
        *_of_profile(document),
    )


def words_together(choices: Sequence[Choice]) -> list[str]:
    """The words of choices as one sentence has them: foods never eaten are named in a row, and that once."""
    never = [choice.foods for choice in choices if choice.kind == NEVER_EATEN]
    if len(never) < 2:
        return [choice.words for choice in choices]
    said = _("{foods}, all of which you never eat").format(foods=in_a_row(shortened(never)))
    first = next(choice for choice in choices if choice.kind == NEVER_EATEN)
    return [said if choice is first else choice.words for choice in choices if choice is first or not choice.foods]


def shortened(words: Sequence[str]) -> list[str]:
    """The first of them, and how many more there are."""
    if len(words) <= MOST_IN_A_ROW:
        return list(words)
    return [*words[:MOST_IN_A_ROW], _("{number} more").format(number=len(words) - MOST_IN_A_ROW)]


def without(document: Document, choices: Sequence[Choice]) -> Document:
    """The document without all of these choices."""
    for choice in choices:
        document = choice.drop(document)
    return document


def without_taste(document: Document, food_ids: Sequence[str]) -> Document:
    """The document in which these foods are fine again."""
    tastes = {food: taste for food, taste in document.tastes.items() if food not in food_ids}
    return replace(document, tastes=MappingProxyType(tastes))


def _of_targets(document: Document) -> Iterator[Choice]:
    keys = sorted(document.targets, key=lambda key: (key != nutrients.MAGNESIUM.key, key != nutrients.ENERGY.key))
    for key in keys:
        own = document.targets[key]
        nutrient = nutrients.BY_KEY.get(key) or nutrients.DERIVED_BY_KEY[key]
        if own is not None:
            yield Choice(TARGET, target_words(nutrient, own), (key,), partial(Document.without_target, key=key))


def target_words(nutrient: Nutrient, own: Own) -> str:
    """An own target in words: your own limit of 50 g for carbohydrate."""
    label = inside(nutrient.label)
    match own:
        case OwnTarget(least=None, most=most):
            text = _("your own limit of at most {most} {unit} for {nutrient}")
            return text.format(most=_number(most or 0.0), unit=nutrient.unit, nutrient=label)
        case OwnTarget(least=least, most=None):
            return _least_words(label, least or 0.0, nutrient.unit)
        case OwnTarget(least=least, most=most):
            text = _("your own range of {least} to {most} {unit} for {nutrient}")
            return text.format(
                least=_number(least or 0.0), most=_number(most or 0.0), unit=nutrient.unit, nutrient=label
            )
        case None:
            return _("no goal for {nutrient}").format(nutrient=label)
        case number:
            return _least_words(label, number, nutrient.unit)


def _least_words(label: str, amount: float, unit: str) -> str:
    text = _("your own target of {amount} {unit} for {nutrient}")
    return text.format(amount=_number(amount), unit=unit, nutrient=label)


def _number(amount: float) -> str:
    return figure(amount, ",.10g")


def _of_locks(document: Document, day: int, foods: Mapping[str, Food], templates: Templates) -> Iterator[Choice]:
    for lock in document.locks_on(day):
        words = _lock_words(lock, foods, meal_words(document, day, lock.meal, templates))
        yield Choice(LOCK, words, (lock.meal,), partial(Document.without_lock, day=day, meal=lock.meal))


def _of_other_locks(document: Document, day: int) -> Iterator[Choice]:
    """What other days have of a food is not left for this one."""
    if any(lock.day != day for lock in document.locks):
        yield Choice(OTHER_LOCKS, _("what is locked on other days"), (), partial(_without_other_locks, day=day))


def _without_other_locks(document: Document, day: int) -> Document:
    return replace(document, locks=document.locks_on(day))


def meal_words(document: Document, day: int, meal: str, templates: Templates) -> str:
    """A meal inside a sentence, with its day where there are several."""
    name = templates.meal(meal).name.lower()
    if document.days == 1:
        return name
    when = day_in_sentence(document.start, day, (1, document.days))
    return _("{meal} on {day}").format(meal=name, day=when)


def _lock_words(lock: Lock, foods: Mapping[str, Food], meal: str) -> str:
    if lock.template is not None:
        return _("the locked {meal}").format(meal=meal)
    names = [foods[portion.food].name for portion in lock.portions]
    if len(names) > MOST_NAMED:
        return _("the {number} foods locked in {meal}").format(number=len(names), meal=meal)
    return _("{foods}, locked in {meal}").format(foods=quoted_in_a_row(names), meal=meal)


def _of_removed(document: Document, day: int, foods: Mapping[str, Food], templates: Templates) -> Iterator[Choice]:
    for meal, food in sorted(document.removed_on(day)):
        text = _("“{food}”, taken out of {meal}")
        words = text.format(food=foods[food].name, meal=meal_words(document, day, meal, templates))
        yield Choice(REMOVED, words, (meal, food), partial(without_removed, day=day, meal=meal, food=food))


def without_removed(document: Document, day: int, meal: str, food: str) -> Document:
    """The document in which a food may come back into a meal."""
    kept = (gone for gone in document.removed if (gone.day, gone.meal, gone.food) != (day, meal, food))
    return replace(document, removed=frozenset(kept))


def _of_never(document: Document, foods: Mapping[str, Food], eaten: Callable[[Food], bool]) -> Iterator[Choice]:
    """The foods never eaten, by group of the catalogue, so that a sentence stays short."""
    groups: dict[str, list[Food]] = defaultdict(list)
    size: dict[str, int] = defaultdict(int)
    for food in foods.values():
        size[food.group] += eaten(food)
        if document.taste(food.id) == NEVER and eaten(food):
            groups[food.group].append(food)
    for group, never in groups.items():
        ids = tuple(food.id for food in never)
        named, words = _never_words(group, never, size[group])
        yield Choice(NEVER_EATEN, words, ids, partial(without_taste, food_ids=ids), named)


def _never_words(group: str, never: Sequence[Food], size: int) -> tuple[str, str]:
    """Foods never eaten, named as one of several, and as they stand alone in a sentence."""
    if len(never) <= MOST_NAMED:
        named = quoted_in_a_row([food.name for food in never])
        return named, _("{foods}, which you never eat").format(foods=named)
    if len(never) == size:
        return quoted(group), _("{foods}, all of which you never eat").format(foods=quoted(group))
    named = _("{number} of {size} foods in “{group}”").format(number=len(never), size=size, group=group)
    said = _("the {number} of {size} foods in “{group}” you never eat")
    return named, said.format(number=len(never), size=size, group=group)


def _of_people(document: Document) -> Iterator[Choice]:
    for person in document.people:
        words = _("what {person} may or will not eat").format(person=person.name)
        yield Choice(PERSON, words, (person.name,), partial(_without_person, person=person))


def _without_person(document: Document, person: Person) -> Document:
    return document.with_people(tuple(each for each in document.people if each != person))


def _of_snacks(document: Document, templates: Templates) -> Iterator[Choice]:
    for snack in (snack for snack in SNACKS if snack in document.profile.snacks):
        words = _("the {meal} you wish for every day").format(meal=templates.meal(snack).name.lower())
        yield Choice(MORE_MEALS, words, (snack,), partial(_without_snack, snack=snack))


def _without_snack(document: Document, snack: str) -> Document:
    return document.with_profile(replace(document.profile, snacks=document.profile.snacks - {snack}))


def _of_profile(document: Document) -> Iterator[Choice]:
    profile = document.profile
    if profile.diet != "omnivore":
        words = _("the {diet} diet").format(diet=profile.diet)
        yield Choice(DIET, words, (profile.diet,), _without_diet)
    for restriction in sorted(profile.restrictions):
        words = _("the rules for {condition}").format(condition=in_words(restriction))
        yield Choice(DIET, words, (restriction,), partial(_without_restriction, restriction=restriction))
    for allergen in sorted(profile.allergens):
        words = _("the allergy to {allergen}").format(allergen=allergen)
        yield Choice(ALLERGEN, words, (allergen,), partial(_without_allergen, allergen=allergen))
    for condition in sorted(profile.conditions):
        words = _("the rules for {condition}").format(condition=in_words(condition))
        yield Choice(CONDITION, words, (condition,), partial(_without_condition, condition=condition))
    if profile.fibre_ramp is not None:
        yield Choice(CONDITION, _("the slow rise of fibre"), (RAMP,), _without_ramp)
    for limit in profile.meal_limits:
        words = _("your own range of carbohydrate for {meal}: ask your dietitian").format(
            meal=limit.meal.replace("_", " ")
        )
        yield Choice(MEAL_RANGE, words, (limit.meal,), partial(_without_range, meal=limit.meal))
    for medicine in profile.medicines:
        if groups_of((medicine,)):
            words = _("the rules for {condition}").format(condition=medicine)
            yield Choice(CONDITION, words, (medicine,), partial(_without_medicine, medicine=medicine))
    for value in newest(profile.values):
        if any(threshold.holds(value) for threshold in read_rules().thresholds):
            words = _("the rules for {condition}").format(condition=said_of([value]))
            yield Choice(CONDITION, words, (value.name,), partial(_without_value, name=value.name))


def _without_diet(document: Document) -> Document:
    return document.with_profile(replace(document.profile, diet="omnivore"))


def _without_restriction(document: Document, restriction: str) -> Document:
    kept = document.profile.restrictions - {restriction}
    return document.with_profile(replace(document.profile, restrictions=kept))


def _without_allergen(document: Document, allergen: str) -> Document:
    kept = document.profile.allergens - {allergen}
    return document.with_profile(replace(document.profile, allergens=kept))


def _without_condition(document: Document, condition: str) -> Document:
    kept = document.profile.conditions - {condition}
    return document.with_profile(replace(document.profile, conditions=kept))


def _without_ramp(document: Document) -> Document:
    return document.with_profile(replace(document.profile, fibre_ramp=None))


def _without_range(document: Document, meal: str) -> Document:
    kept = tuple(each for each in document.profile.meal_limits if each.meal != meal)
    return document.with_profile(replace(document.profile, meal_limits=kept))


def _without_medicine(document: Document, medicine: str) -> Document:
    kept = tuple(name for name in document.profile.medicines if name != medicine)
    return document.with_profile(replace(document.profile, medicines=kept))


def _without_value(document: Document, name: str) -> Document:
    kept = tuple(value for value in document.profile.values if value.name != name)
    return document.with_profile(replace(document.profile, values=kept))
