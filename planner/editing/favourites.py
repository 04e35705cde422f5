"""Weeks that are kept under a name and eaten again from another day on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from planner.document.document import MAX_DAYS, MOST_FAVOURITES, Document, Favourite, Lock
from planner.foods.catalogue import Catalogue
from planner.foods.food import AWAY
from planner.foods.meals import Templates
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.plan.allowed import allows
from planner.plan.audit import audit
from planner.plan.drinks import drinks_of
from planner.plan.plan import Day, Plan
from planner.plan.stored_form import plan_from_fixed, plan_to_fixed


@dataclass(frozen=True, slots=True)
class UsedAgain:
    """The document with a favourite in its days, the plan that fits it or None to plan, and what no longer fits."""

    document: Document
    plan: Plan | None
    said: str = ""


def keep_favourite(document: Document, plan: Plan, name: str) -> Document:
    """The days of a plan under a name, in place of what had that name.

    Raises:
        ValueError: if there are as many favourites as there may be.
    """
    others = tuple(each for each in document.favourites if each.name != name)
    if len(others) >= MOST_FAVOURITES:
        raise ValueError(_("There are {most} favourite weeks, as many as there may be.").format(most=MOST_FAVOURITES))
    return replace(document, favourites=(*others, Favourite(name, plan_to_fixed(plan))))


def without_favourite(document: Document, name: str) -> Document:
    return replace(document, favourites=tuple(each for each in document.favourites if each.name != name))


def use_again(
    document: Document,
    plan: Plan | None,
    favourite: Favourite,
    first: int,
    catalogue: Catalogue,
    targets: Targets,
    templates: Templates,
    before: Mapping[int, Day],
) -> UsedAgain:
    """The days of a favourite from day ``first`` of the document on; days before that stay, later ones go.

    It is judged by today's profile, tastes and foods and beside the days before it. Where all of it is right it is the
    plan. Else its days that are right are locked and the others are left to be planned anew.
    """
    room = MAX_DAYS - first + 1
    meals = [replace(meal, day=meal.day + first - 1) for meal in favourite.meals if meal.day <= room]
    days = max(meal.day for meal in meals)
    kept = [day for day in (plan.days if plan is not None else ()) if day.number < first]
    document = replace(
        document.with_days(days),
        locks=tuple(lock for lock in document.locks if lock.day < first),
        removed=frozenset(gone for gone in document.removed if gone.day < first),
    )
    lost = {meal.day for meal in meals if not _is_known(document, meal, catalogue)}
    known = [meal for meal in meals if meal.day not in lost]
    again = plan_from_fixed(known, catalogue, drinks_of(document, catalogue)).days
    if not lost and len(kept) == first - 1:
        whole = Plan((*kept, *again))
        away = tuple(meal for meal in meals if meal.template == AWAY)
        for locks in (away, tuple(meals)):  # a meal that was locked may break what an unlocked one keeps
            locked = replace(document, locks=(*document.locks, *locks))
            if not audit(whole, locked, targets, templates, before):
                return UsedAgain(locked, whole)
    fine: list[Day] = []
    for day in again:
        beside = _alone((*fine, day))
        alone = replace(
            document, start=None, days=len(beside.days), locks=plan_to_fixed(beside), removed=frozenset(), recorded=()
        )
        if not audit(beside, alone, targets, templates, {}):
            fine.append(day)
    held = plan_to_fixed(Plan(tuple(fine)))
    count = len({meal.day for meal in meals}) - len(fine)
    said = ngettext(
        "{count} day of “{name}” no longer fits and is planned anew; the others are locked.",
        "{count} days of “{name}” no longer fit and are planned anew; the others are locked.",
        count,
    ).format(count=count, name=favourite.name)
    return UsedAgain(replace(document, locks=(*document.locks, *held)), None, said if count else "")


def _is_known(document: Document, meal: Lock, catalogue: Catalogue) -> bool:
    foods = [catalogue[portion.food] for portion in meal.portions if portion.food in catalogue]
    return len(foods) == len(meal.portions) and all(allows(document, food) for food in foods)


def _alone(days: Iterable[Day]) -> Plan:
    """Some days as a plan of their own."""
    return Plan(tuple(replace(day, number=place) for place, day in enumerate(days, start=1)))
