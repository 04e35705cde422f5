"""Days go by and meals are eaten: what that changes in the document.

Today is always given. A day that is over is recorded as it was planned and marked, with the targets it was planned
for; planning reads it and never changes it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.document.document import (
    MAX_DAYS,
    OTHER,
    SKIPPED,
    Document,
    FixedPortion,
    Judged,
    Lock,
    Mark,
    MarkedMeal,
    RecordedDay,
    RecordedMeal,
)
from planner.editing.away import with_habits_away
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.language.translate import _, ngettext
from planner.needs.targets import Targets
from planner.plan.allowed import allows
from planner.plan.household_portions import NOBODY, Household
from planner.plan.plan import Day, Meal, Plan, Portion
from planner.plan.stored_form import fixed
from planner.shopping.bought import Bought
from planner.shopping.shopping_list import shopping_list
from planner.shopping.stock_changes import grams_of, with_given_back, with_ticked_bought, without_eaten

FEW_DAYS = 2  # of the plan that are left when the next ones are offered


@dataclass(frozen=True, slots=True)
class Kept:
    """What the marks and days of a document are read with."""

    catalogue: Catalogue
    bought: Mapping[str, Bought]
    household: Household = NOBODY


@dataclass(frozen=True, slots=True)
class MovedOn:
    """A document whose plan begins today or later, the days of the plan that are left, and how many are over now."""

    document: Document
    plan: Plan | None
    over: int = 0


def judged_by(targets: Targets) -> Judged:
    """The targets as a recorded day keeps them."""
    named = dict.fromkeys(target.nutrient for target in targets.all)
    return Judged(
        targets.energy_kcal,
        tuple((nutrient.key, targets.least(nutrient), targets.most(nutrient)) for nutrient in named),
    )


def move_on(
    document: Document,
    plan: Plan | None,
    targets: Targets | None,
    today: date,
    kept: Kept,
    stored: Sequence[Lock] = (),
) -> MovedOn:
    """Records the days of the plan that are over; the days that are left keep their dates, locks and meals.

    A day that is recorded already stays as it was recorded: a clock that went back and forth plans nothing twice.
    Where no day is left the plan begins today, as many days as are planned ahead, without a meal yet. What an
    unmarked meal took leaves what is at home. Without a ``plan``, days are recorded as they are ``stored``: a food of
    the plan may have left the catalogue, and no day is lost with it.
    """
    start = document.start
    if start is None or start >= today:
        return MovedOn(document, plan)
    over = min(document.days, today.toordinal() - start.toordinal())
    days = {day.number: day for day in plan.days} if plan is not None else {}
    judged = judged_by(targets) if targets is not None else None
    for number in range(1, over + 1):
        when = date.fromordinal(start.toordinal() + number - 1)
        meals = _recorded(document, days.get(number), number, stored if plan is None else ())
        if meals and document.recorded_on(when) is None:
            document = document.with_recorded(RecordedDay(when, meals, judged, drinks=_drinks(days.get(number))))
            document = _without_unmarked(document, days.get(number), number, kept)
    begins = document.week_begins if document.week_begins is not None else start.weekday()
    document = replace(document, week_begins=begins)
    left = document.days - over
    if not left:
        document = replace(document, start=today, days=document.days_ahead, locks=(), removed=frozenset(), marks=())
        document = with_habits_away(document.with_shopping(document.shopping.without_ticks()))
        return MovedOn(document, None, over)
    document = replace(
        document,
        start=today,
        days=left,
        locks=tuple(replace(lock, day=lock.day - over) for lock in document.locks if lock.day > over),
        removed=frozenset(replace(gone, day=gone.day - over) for gone in document.removed if gone.day > over),
        marks=tuple(replace(marked, day=marked.day - over) for marked in document.marks if marked.day > over),
    )
    return MovedOn(document, _days_left(plan, over), over)


def _days_left(plan: Plan | None, over: int) -> Plan | None:
    days = plan.days if plan is not None else ()
    left = tuple(replace(day, number=day.number - over) for day in days if day.number > over)
    return Plan(left) if left else None


def _recorded(document: Document, day: Day | None, number: int, stored: Sequence[Lock]) -> tuple[RecordedMeal, ...]:
    """The meals of a day as they were planned and marked; a marked meal is what it was when it was marked."""
    marked = {each.meal: each for each in document.marks if each.day == number}
    meals = []
    planned = [RecordedMeal(lock.meal, lock.template or "", lock.portions) for lock in stored if lock.day == number]
    if day is not None:
        planned = [RecordedMeal(meal.meal, meal.template, tuple(map(fixed, meal.portions))) for meal in day.meals]
    for meal in planned:
        found = marked.pop(meal.meal, None)
        if found is not None:
            meal = RecordedMeal(found.meal, found.template, found.planned, found.mark)
        meals.append(meal)
    meals += [RecordedMeal(each.meal, each.template, each.planned, each.mark) for each in marked.values()]
    return tuple(meals)


def _drinks(day: Day | None) -> tuple[FixedPortion, ...]:
    return tuple(map(fixed, day.drinks)) if day is not None else ()


def _without_unmarked(document: Document, day: Day | None, number: int, kept: Kept) -> Document:
    if day is None or not document.stock:
        return document
    eaten = [
        portion
        for meal in day.meals
        if document.mark_of(number, meal.meal) is None
        for portion in (*meal.portions, *_of_others(kept.household, number, meal.meal))
    ]
    return without_eaten(document, _of_all(document, grams_of(eaten), kept), kept.bought)


def _of_all(document: Document, grams: Mapping[Food, float], kept: Kept) -> dict[Food, float]:
    """What all persons of the document ate; where their portions are not known, as much as the first one each."""
    times = 1 + len(document.people) if not kept.household.served else 1
    return {food: times * each for food, each in grams.items()}


def _of_others(household: Household, number: int, meal: str) -> Iterable[Portion]:
    return (portion for _one, theirs in household.at_meal(number, meal) for portion in theirs.portions)


# Marks


def days_to_mark(document: Document, today: date) -> int:
    """How many days of the plan are not in the future: 1 where it begins today."""
    if document.start is None:
        return 0
    return min(document.days, max(0, today.toordinal() - document.start.toordinal() + 1))


def mark_meals(
    document: Document, plan: Plan, number: int, meals: Sequence[str], mark: Mark | None, kept: Kept
) -> Document:
    """Says what became of some meals of a day of the plan; None takes back what was said.

    A marked meal is locked, so that no later change plans it again. What was eaten leaves what is at home.
    """
    day = next((day for day in plan.days if day.number == number), None)
    for name in meals:
        meal = day.meal(name) if day is not None else None
        if meal is None:
            continue
        was = next((each for each in document.marks if (each.day, each.meal) == (number, name)), None)
        planned = was.planned if was is not None else tuple(map(fixed, meal.portions))
        template = was.template if was is not None else meal.template
        document = _taken_back(document, was, number, kept)
        document = document.without_mark(number, name)
        if mark is None:
            document = document.without_lock(number, name) if was is not None else document
            continue
        document = document.with_mark(MarkedMeal(number, name, mark, template, planned))
        document = _with_lock(document, meal, number)
        taken = _of_all(document, _eaten(mark, planned, number, name, kept), kept)
        document = without_eaten(document, taken, kept.bought)
    return document


def _with_lock(document: Document, meal: Meal, number: int) -> Document:
    if not meal.portions or not all(allows(document, portion.food) for portion in meal.portions):
        return document
    return document.with_lock(Lock(number, meal.meal, meal.template, tuple(map(fixed, meal.portions))))


def _taken_back(document: Document, was: MarkedMeal | None, number: int, kept: Kept) -> Document:
    if was is None:
        return document
    given = _of_all(document, _eaten(was.mark, was.planned, number, was.meal, kept), kept)
    return with_given_back(document, given, kept.bought)


def _eaten(mark: Mark | None, planned: Iterable[FixedPortion], number: int, meal: str, kept: Kept) -> dict[Food, float]:
    """Grams of what left the table, what others of the household had with it."""
    if mark is not None and mark.kind == SKIPPED:
        return {}
    if mark is not None and mark.kind == OTHER:
        known = [each for each in mark.foods if each.food in kept.catalogue]
        grams: dict[Food, float] = {}
        for each in known:
            for food, share in _parts(kept.catalogue[each.food], each.grams).items():
                grams[food] = grams.get(food, 0.0) + share
        return grams
    mine = [
        Portion(held.slot, kept.catalogue[held.food], held.steps) for held in planned if held.food in kept.catalogue
    ]
    return grams_of((*mine, *_of_others(kept.household, number, meal)))


def _parts(food: Food, grams: float) -> dict[Food, float]:
    """The foods in so much of a food."""
    return {part.food: part.grams * grams / food.step_g for part in food.made_of(1)}


def mark_recorded(document: Document, when: date, meals: Sequence[str], mark: Mark | None, kept: Kept) -> Document:
    """Says what became of meals of a day that is over; None has them count as they were planned.

    Raises:
        LookupError: if that day was not recorded.
    """
    day = document.recorded_on(when)
    if day is None:
        raise LookupError(f"{when} was not recorded")
    changed = []
    for meal in day.meals:
        if meal.meal in meals:
            alone = replace(kept, household=NOBODY)
            before = _of_all(document, _eaten(meal.mark, meal.planned, 0, meal.meal, alone), alone)
            after = _of_all(document, _eaten(mark, meal.planned, 0, meal.meal, alone), alone)
            document = without_eaten(with_given_back(document, before, kept.bought), after, kept.bought)
            meal = replace(meal, mark=mark)
        changed.append(meal)
    return document.with_recorded(replace(day, meals=tuple(changed)))


# What is forgotten


def recorded_dates(document: Document, first: date, last: date) -> tuple[date, ...]:
    """The days from one date to another of which anything is recorded or written down."""
    dates = {day.date for day in document.recorded} | {day.date for day in document.diary}
    return tuple(sorted(when for when in dates if first <= when <= last))


def deleted_sentence(count: int) -> str:
    """What was deleted, and where it still is."""
    if not count:
        return _("Nothing was recorded on these days.")
    said = ngettext("{count} day was deleted from the record.", "{count} days were deleted from the record.", count)
    return said.format(count=count) + " " + _("Earlier versions of the document still hold them.")


# The next days


def few_days_left(document: Document, plan: Plan | None) -> bool:
    """Whether the next days are to be offered."""
    return plan is not None and document.start is not None and document.days < FEW_DAYS


def next_days(document: Document, plan: Plan, kept: Kept) -> Document:
    """The document that plans the next days behind those it has.

    What is ticked on the list counts as bought and is at home from now on, so that the new list begins without ticks.

    Raises:
        ValueError: if so many days are planned already that none fits behind them.
    """
    if document.days >= MAX_DAYS:
        raise ValueError(f"{document.days} days are planned")
    if document.shopping.ticked:
        shopping = shopping_list(plan, document, kept.bought, household=kept.household)
        document = with_ticked_bought(document, shopping, kept.bought)
    return with_habits_away(document.with_days(min(MAX_DAYS, document.days + document.days_ahead)))


def next_days_in_words(document: Document) -> str:
    """What the next days are, as on a button."""
    count = min(MAX_DAYS, document.days + document.days_ahead) - document.days
    return ngettext("Plan {count} more day", "Plan {count} more days", count).format(count=count)
