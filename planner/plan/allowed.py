"""Which foods a person or a household may eat, and whose limits on portions hold."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planner.document.document import LIKE, LOVE, NEVER, Document, Person
from planner.foods.food import Food
from planner.foods.kitchen import needs_oven
from planner.language.translate import _
from planner.needs import medical_rules
from planner.needs.medical_rules import PortionLimit
from planner.needs.profile import Profile
from planner.plan.windows import stretch_to

HARD_TO_FIND = "hard_to_find"  # the flag


def allows(document: Document, food: Food) -> bool:
    """Whether taste, diet and allergens of everybody in the household let the food into a plan."""
    banned = document.taste(food.id) == NEVER or any(document.taste(part.food.id) == NEVER for part in food.ingredients)
    found = hard_to_find(document, food) is None and not needs_an_oven(document, food)
    return not banned and found and household_allows(document, food)


def hard_to_find(document: Document, food: Food) -> Food | None:
    """What of a food few shops sell and nobody asked for: such a food is planned only if it is liked or wished for.

    What is locked was asked for.
    """
    if HARD_TO_FIND not in food.flags:
        return None
    parts = (part.food for part in food.made_of(1))
    return next((part for part in parts if HARD_TO_FIND in part.flags and not _asked_for(document, part.id)), None)


def needs_an_oven(document: Document, food: Food) -> bool:
    """Whether a food is kept out because it is made in an oven, which the user has not or does not want to use.

    What is locked was asked for.
    """
    return document.habits.no_oven and needs_oven(food) and not _locked(document, food.id)


def _asked_for(document: Document, food: str) -> bool:
    return _locked(document, food) or food in document.wishes or document.taste(food) in (LIKE, LOVE)


def _locked(document: Document, food: str) -> bool:
    return any(portion.food == food for lock in document.locks for portion in lock.portions)


def household_allows(document: Document, food: Food) -> bool:
    """Whether everybody may eat the food: diets, allergens and rules of all, and what a further person never eats."""
    return profile_allows(document.profile, food) and all(person_allows(person, food) for person in document.people)


def person_allows(person: Person, food: Food) -> bool:
    """Whether a further person of the household may eat the food, alone or in a dish."""
    eats = food.id not in person.never and person.never.isdisjoint(part.food.id for part in food.ingredients)
    return eats and profile_allows(person.profile, food)


def household_limits(document: Document, drinks: Iterable[Food] = ()) -> tuple[PortionLimit, ...]:
    """The limits on portions of everybody: all of them hold for foods that are shared.

    ``drinks`` are those of every day, which count: what they leave of a limit is what a plan may have.
    """
    drunk = tuple(drinks)
    own = (_left_of(limit, drunk) for limit in medical_rules.limits(document.profile))
    others = (limit for person in document.people for limit in medical_rules.limits(person.profile))
    return tuple(dict.fromkeys((*own, *others)))


def _left_of(limit: PortionLimit, drinks: Sequence[Food]) -> PortionLimit:
    portions = limit.days * sum(map(limit.counts, drinks))
    if not portions:
        return limit
    said = _("What you drink every day counts among them.")
    return replace(limit, most=max(0, limit.most - portions), note=f"{limit.note} {said}".strip())


def profile_allows(profile: Profile, food: Food) -> bool:
    """Whether diet, allergens and the rules of conditions and life stages let the food into a plan."""
    return diet_allows(profile, food) and medical_rules.why_banned(profile, food) is None


def diet_allows(profile: Profile, food: Food) -> bool:
    """Whether diet and allergens let the food into a plan."""
    return profile.diet in food.diets and food.allergens.isdisjoint(profile.avoids)


def broken_limits(
    days: Mapping[int, Sequence[Food]],
    limits: Iterable[PortionLimit],
    before: Mapping[int, Sequence[Food]] = MappingProxyType({}),
) -> tuple[str, ...]:
    """Which of the limits a plan breaks; ``days`` holds the food of each of its portions, by day, ``before`` the past.

    What was eaten in the past beyond a limit is not held against a plan that has nothing more of it.
    """
    wrong = []
    for limit in limits:
        for last in sorted(days):
            window = stretch_to(last, limit.days)
            planned = sum(limit.counts(food) for day in window for food in days.get(day, ()))
            count = planned + sum(limit.counts(food) for day in window for food in before.get(day, ()))
            if count > limit.most and planned:
                when = f"day {last}" if limit.days == 1 else f"the {limit.days} days to day {last}"
                wrong.append(f"{when}: {count} portions of {limit.name}, expected at most {limit.most}")
    return tuple(wrong)
