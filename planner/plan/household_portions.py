"""What every further person of a household is served: the same meals in portions of their own."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from planner.document.document import NEVER, Document, Lock, Person
from planner.foods.food import Food
from planner.foods.meals import Templates
from planner.language.dates import days_in_sentence
from planner.language.translate import _
from planner.needs import notices
from planner.needs.targets import Targets
from planner.plan.allowed import diet_allows
from planner.plan.plan import (
    Day,
    Meal,
    Plan,
    Portion,
    foods_of,
    totals,
)
from planner.plan.stored_form import fixed

Place = tuple[int, str]  # a day and the id of a meal


@dataclass(frozen=True, slots=True)
class Served:
    """One person's plan, audited against their own targets; without one, ``why`` says what is missing.

    ``own`` are the meals of which the foods are not all those of the shared plan.
    """

    person: Person
    targets: Targets | None = None
    plan: Plan | None = None
    own: tuple[Place, ...] = ()
    why: str = ""

    @property
    def name(self) -> str:
        return self.person.name

    def day(self, number: int) -> Day | None:
        days = self.plan.days if self.plan else ()
        return next((day for day in days if day.number == number), None)


@dataclass(frozen=True, slots=True)
class Household:
    """The further persons in the order of the document; empty for somebody who eats alone."""

    served: tuple[Served, ...] = ()

    @property
    def at_table(self) -> tuple[tuple[Served, Plan], ...]:
        """Those who have a plan, with it."""
        return tuple((one, one.plan) for one in self.served if one.plan is not None)

    def on_day(self, number: int) -> tuple[tuple[Served, Day], ...]:
        """What each of them has on a day."""
        days = ((one, one.day(number)) for one in self.served)
        return tuple((one, day) for one, day in days if day is not None)

    def at_meal(self, number: int, meal_id: str) -> tuple[tuple[Served, Meal], ...]:
        """What each of them has at a meal; those whose day has no such meal are not there."""
        meals = ((one, day.meal(meal_id)) for one, day in self.on_day(number))
        return tuple((one, meal) for one, meal in meals if meal is not None)

    def on(self, numbers: Collection[int]) -> "Household":
        """The same household, of these days only."""
        return Household(
            tuple(
                replace(
                    one,
                    plan=Plan(tuple(day for day in one.plan.days if day.number in numbers)),
                    own=tuple(place for place in one.own if place[0] in numbers),
                )
                if one.plan is not None
                else one
                for one in self.served
            )
        )


NOBODY = Household()


def document_of(document: Document, person: Person) -> Document:
    """The document a further person's plan is audited by: their profile and targets, the bans of all, no locks.

    Wishes and removals are those of whoever the document's profile describes, and so are locks and recorded days.
    """
    never = frozenset(food for food, taste in document.tastes.items() if taste == NEVER)
    first = Person("", document.profile, never=never)
    return replace(
        document,
        profile=person.profile,
        targets=person.targets,
        confirmed=person.confirmed,
        people=(first, *(other for other in document.people if other.name != person.name)),
        tastes=MappingProxyType(dict.fromkeys(sorted(person.never), NEVER)),
        locks=(),
        removed=frozenset(),
        wishes=MappingProxyType({}),
        marks=(),
        recorded=(),
    )


def locks_of(document: Document, shared: Plan, plan: Plan) -> tuple[Lock, ...]:
    """What the document locks, in this person's portions, where the meal has the foods of the shared plan.

    The foods of a locked meal are the user's decision, and their portions follow from the person's targets.
    """
    days = {day.number: day for day in plan.days}
    locks = []
    for lock in document.locks:
        meals = [day.meal(lock.meal) for day in shared.days if day.number == lock.day]
        mine = days[lock.day].meal(lock.meal) if lock.day in days else None
        if mine is None or not meals or meals[0] is None or not same_foods(meals[0], mine):
            continue
        wanted = {(portion.slot, portion.food) for portion in lock.portions}
        held = tuple(fixed(portion) for portion in mine.portions if (portion.slot, portion.food.id) in wanted)
        if held:
            locks.append(replace(lock, portions=held))
    return tuple(locks)


def same_foods(meal: Meal, other: Meal) -> bool:
    """Whether two meals differ in nothing but the size of portions."""
    return meal.template == other.template and _places(meal) == _places(other)


def _places(meal: Meal) -> frozenset[tuple[str, str]]:
    return frozenset((portion.slot, portion.food.id) for portion in meal.portions)


def own_meals(shared: Plan, plan: Plan) -> tuple[Place, ...]:
    """The meals of a person's plan whose foods are not those of the shared one, the ones it lacks included."""
    days = {day.number: day for day in shared.days}
    own = []
    for day in plan.days:
        for meal in day.meals:
            theirs = days[day.number].meal(meal.meal) if day.number in days else None
            if theirs is None or not same_foods(theirs, meal):
                own.append((day.number, meal.meal))
    return tuple(own)


def beside(portion: Portion, meal: Meal, theirs: Meal) -> Portion | None:
    """A person's portion of the same food in the same slot of a meal."""
    if meal.template != theirs.template:
        return None
    place = (portion.slot, portion.food.id)
    return next((mine for mine in theirs.portions if (mine.slot, mine.food.id) == place), None)


def alone(meal: Meal | None, theirs: Meal) -> tuple[Portion, ...]:
    """The portions of a person's meal that stand beside none of the shared one."""
    if meal is None or meal.template != theirs.template:
        return theirs.portions
    shared = _places(meal)
    return tuple(mine for mine in theirs.portions if (mine.slot, mine.food.id) not in shared)


# In words


def household_notices(
    household: Household, foods: Sequence[Food], templates: Templates, said: Collection[str], start: date | None = None
) -> tuple[str, ...]:
    """Who could not be served and why, who has meals of their own, and what the rules did for each person.

    ``foods`` are those of the catalogue; what ``said`` has already, for everybody, is not said again.
    ``start`` is the date of the first day.
    """
    sentences: list[str] = []
    for one in household.served:
        if one.plan is None or one.targets is None:
            sentences.append(one.why)
            continue
        if one.own:
            sentences.append(_own_sentence(one, one.plan, templates, start))
        sentences += [
            _("{name}: {sentence}").format(name=one.name, sentence=sentence)
            for sentence in _of_rules(one, one.plan, one.targets, foods)
            if sentence not in said
        ]
    return tuple(sentences)


def _of_rules(one: Served, plan: Plan, targets: Targets, foods: Sequence[Food]) -> Iterator[str]:
    profile = one.person.profile
    eaten = tuple(food for food in foods if diet_allows(profile, food))
    yield from notices.notices(profile, targets, eaten, [totals(day.eaten) for day in plan.days], foods_of(plan))
    yield from targets.notices


def _own_sentence(one: Served, plan: Plan, templates: Templates, start: date | None) -> str:
    days: Mapping[str, list[int]] = defaultdict(list)
    for number, meal in one.own:
        days[meal].append(number)
    meals = [
        _meal_and_days(templates.meal(meal.id).name.lower(), days[meal.id], plan, start)
        for meal in templates.meals
        if meal.id in days
    ]
    return _("{name} has foods of their own, or leaves some out, at: {meals}.").format(
        name=one.name, meals="; ".join(meals)
    )


def _meal_and_days(meal: str, numbers: Sequence[int], plan: Plan, start: date | None) -> str:
    if len(plan.days) == 1:
        return meal
    if len(numbers) == len(plan.days):
        return _("{meal} every day").format(meal=meal)
    days = days_in_sentence(start, numbers, [day.number for day in plan.days])
    return _("{meal} on {day}").format(meal=meal, day=days)
