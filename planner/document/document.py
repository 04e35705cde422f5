"""What the user decided, as one frozen value. Nothing computed is in here; its JSON is in document_json.py."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from planner.document.list_choices import ListChoices
from planner.document.refused import Refused
from planner.document.supplements import Supplement
from planner.document.usual_days import UsualDay
from planner.language.plain_text import one_line
from planner.needs.profile import Profile
from planner.needs.targets import Own
from planner.own.dish import OwnDish
from planner.own.food import OwnFood

MAX_DAYS = 28
MAX_COMPUTER = 255  # characters: what a host may be called
MAX_FOODS = 30_000  # tasted or at home: more than a catalogue may have
MAX_PORTIONS = 100  # in one lock
MAX_STEPS = 40
MOST_PERSONS = 8  # of a household, beside the one the profile describes
TASTES = ("never", "rarely", "fine", "like", "love")
NEVER, RARELY, FINE, LIKE, LOVE = TASTES
WISHES = (1, 7)  # [times / week]


@dataclass(frozen=True, slots=True)
class FixedPortion:
    """A portion by the ids of its slot and food, in portion steps."""

    slot: str
    food: str
    steps: int


@dataclass(frozen=True, slots=True)
class Lock:
    """What must stay on a day: a whole meal when ``template`` is given, else only the portions listed.

    A stored plan is a sequence of these, each with its template.
    """

    day: int  # from 1
    meal: str
    template: str | None
    portions: tuple[FixedPortion, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A food the user took out of a meal of a day: it is not planned there again."""

    day: int  # from 1
    meal: str
    food: str


@dataclass(frozen=True, slots=True)
class Person:
    """A further person of the household: eats the same foods and templates in portions of their own."""

    name: str
    profile: Profile
    targets: Mapping[str, Own] = field(default_factory=lambda: MappingProxyType({}))
    never: frozenset[str] = frozenset()  # ids of foods
    confirmed: frozenset[str] = frozenset()  # as the document's, but of this person


@dataclass(frozen=True, slots=True)
class Habits:
    """How the days of a plan go together: what may repeat, what it may cost, how much there is to buy."""

    repeat_breakfast: bool = False  # the same breakfast every day costs nothing
    leftovers: bool = False  # a dinner may return as the next day's lunch
    budget: float | None = None  # [US$ / 7 days] a soft goal, of foods whose price is known
    most_foods: int | None = None  # distinct foods to buy over the horizon, a soft goal


LONGEST_NAME = 80  # characters of the name of a document


@dataclass(frozen=True, slots=True)
class Document:
    """Profile, own targets, tastes, horizon and locks. A food without a taste is fine."""

    profile: Profile = field(default_factory=Profile)
    targets: Mapping[str, Own] = field(default_factory=lambda: MappingProxyType({}))
    tastes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    days: int = 1
    start: date | None = None
    locks: tuple[Lock, ...] = ()
    confirmed: frozenset[str] = frozenset()
    stock: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))  # [g at home, as bought]
    shopping: ListChoices = field(default_factory=ListChoices)
    removed: frozenset[Removed] = frozenset()
    wishes: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # [times / week] by food id
    habits: Habits = field(default_factory=Habits)
    people: tuple[Person, ...] = ()
    own_foods: tuple[OwnFood, ...] = ()
    own_dishes: tuple[OwnDish, ...] = ()
    usual_days: tuple[UsualDay, ...] = ()  # what the person of the profile eats now
    supplements: tuple[Supplement, ...] = ()  # taken beside what is eaten, and never counted as food
    refused: Refused = field(default_factory=Refused)  # changes of the usual days that are not proposed again
    name: str = ""  # of the person it is for, or of the plan: one line, shown in the title and on paper

    def taste(self, food_id: str) -> str:
        return self.tastes.get(food_id, FINE)

    def with_taste(self, food_id: str, taste: str) -> "Document":
        """Rates one food; a food rated never leaves every lock it is in."""
        if taste not in TASTES:
            raise ValueError(f"{taste!r} is no taste")
        tastes = {**self.tastes, food_id: taste}
        if taste == FINE:
            del tastes[food_id]
        changed = replace(self, tastes=MappingProxyType(tastes))
        return changed.without_food_in_locks(food_id) if taste == NEVER else changed

    def without_food_in_locks(self, food_id: str) -> "Document":
        """Opens every lock the food is in: the other portions of the meal stay locked one by one."""
        locks = []
        for lock in self.locks:
            kept = tuple(portion for portion in lock.portions if portion.food != food_id)
            if len(kept) == len(lock.portions):
                locks.append(lock)
            elif kept:
                locks.append(replace(lock, template=None, portions=kept))
        return replace(self, locks=tuple(locks))

    def with_lock(self, lock: Lock) -> "Document":
        """Locks a meal or portions of it in place of what was locked in that meal; what is locked is not removed."""
        kept = {(lock.day, lock.meal, portion.food) for portion in lock.portions}
        removed = frozenset(gone for gone in self.removed if (gone.day, gone.meal, gone.food) not in kept)
        return replace(self, locks=(*self.without_lock(lock.day, lock.meal).locks, lock), removed=removed)

    def without_lock(self, day: int, meal: str) -> "Document":
        kept = tuple(lock for lock in self.locks if (lock.day, lock.meal) != (day, meal))
        return replace(self, locks=kept)

    def with_profile(self, profile: Profile) -> "Document":
        return replace(self, profile=profile)

    def with_target(self, key: str, own: Own) -> "Document":
        return replace(self, targets=MappingProxyType({**self.targets, key: own}))

    def without_target(self, key: str) -> "Document":
        kept = {name: own for name, own in self.targets.items() if name != key}
        return replace(self, targets=MappingProxyType(kept))

    def with_days(self, days: int) -> "Document":
        """Plans this many days; locks and removals beyond them are dropped."""
        locks = tuple(lock for lock in self.locks if lock.day <= days)
        return replace(
            self, days=days, locks=locks, removed=frozenset(gone for gone in self.removed if gone.day <= days)
        )

    def with_name(self, name: str) -> "Document":
        """Says whom it is for, in one line; what is too long is cut."""
        return replace(self, name=one_line(name)[:LONGEST_NAME].strip())

    def with_start(self, start: date) -> "Document":
        """Names the first day; the others follow it."""
        return replace(self, start=start)

    def with_stock(self, food_id: str, grams: float) -> "Document":
        """Says how much of a food is at home [g as bought]; nothing at 0.

        Raises:
            ValueError: if the weight is negative or not finite.
        """
        if not (math.isfinite(grams) and grams >= 0):
            raise ValueError(f"{grams} g of {food_id} cannot be at home")
        stock = {**self.stock, food_id: float(grams)}
        if not grams:
            del stock[food_id]
        return replace(self, stock=MappingProxyType(stock))

    def with_removed(self, removed: Removed) -> "Document":
        """Takes a food out of a meal; the rest of what was locked in that meal stays locked, portion by portion."""
        locks = []
        for lock in self.locks:
            kept = tuple(portion for portion in lock.portions if portion.food != removed.food)
            if (lock.day, lock.meal) != (removed.day, removed.meal) or len(kept) == len(lock.portions):
                locks.append(lock)
            elif kept:
                locks.append(replace(lock, template=None, portions=kept))
        return replace(self, locks=tuple(locks), removed=self.removed | {removed})

    def removed_on(self, day: int) -> frozenset[tuple[str, str]]:
        """What may not be planned on a day: (meal, food id)."""
        return frozenset((gone.meal, gone.food) for gone in self.removed if gone.day == day)

    def with_wish(self, food_id: str, times: int) -> "Document":
        """Wishes a food for at least so many days a week; 0 takes the wish back.

        Raises:
            ValueError: if it is not between 0 and 7.
        """
        if not 0 <= times <= WISHES[1]:
            raise ValueError(f"{food_id} {times} times a week")
        wishes = {**self.wishes, food_id: times}
        if not times:
            del wishes[food_id]
        return replace(self, wishes=MappingProxyType(wishes))

    def with_habits(self, habits: Habits) -> "Document":
        return replace(self, habits=habits)

    def with_usual_days(self, days: tuple[UsualDay, ...]) -> "Document":
        return replace(self, usual_days=days)

    def with_supplements(self, supplements: tuple[Supplement, ...]) -> "Document":
        return replace(self, supplements=supplements)

    def with_refused(self, refused: Refused) -> "Document":
        return replace(self, refused=refused)

    def with_people(self, people: tuple[Person, ...]) -> "Document":
        return replace(self, people=people)

    def with_shopping(self, choices: ListChoices) -> "Document":
        return replace(self, shopping=choices)

    def without_list(self) -> "Document":
        """Without what neither plans nor portions depend on: the name, the list, the stock, and what is eaten now."""
        listless = replace(self, shopping=ListChoices(), stock=MappingProxyType({}))
        return replace(listless, usual_days=(), supplements=(), refused=Refused(), name="")

    def locks_on(self, day: int) -> tuple[Lock, ...]:
        return tuple(lock for lock in self.locks if lock.day == day)


@dataclass(frozen=True, slots=True)
class Stored:
    """What one file holds: the document and, beside it, the plan that was on screen."""

    document: Document
    plan: tuple[Lock, ...] = ()
    saved_on: str = field(default="", compare=False)  # the computer that wrote the file, where it says so
