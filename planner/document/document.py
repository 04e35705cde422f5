"""What the user decided, as one frozen value. Nothing computed is in here; its JSON is in document_json.py."""

import math
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from planner.document.diary import DiaryDay, day_of, with_day
from planner.document.list_choices import ListChoices
from planner.document.refused import Refused
from planner.document.steps import Steps
from planner.document.supplements import Supplement
from planner.document.usual_days import UsualDay
from planner.foods.salt import NONE as NO_SALT
from planner.foods.seasons import NORTH
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
MOST_DRINKS = 12  # of every day
MOST_FAVOURITES = 60
MOST_PERSONS = 8  # of a household, beside the one the profile describes
TASTES = ("never", "rarely", "fine", "like", "love")
NEVER, RARELY, FINE, LIKE, LOVE = TASTES
MOST_SEED = 999_999
AIMS = ("fibre", "nerves", "sodium", "saturated_fat")  # of changes, beside magnesium
WISHES = (1, 7)  # [times / week]
EATEN, SKIPPED, OTHER = "eaten", "skipped", "other"
MARKS = (EATEN, SKIPPED, OTHER)  # a meal as it was planned, no meal, something else


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
class EatenFood:
    """A food of a meal that was something else, by its id in the catalogue or in a table of USDA."""

    food: str
    grams: float  # [g] above 0


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a meal. Without one nobody said, and the meal counts as it was planned."""

    kind: str  # one of MARKS
    foods: tuple[EatenFood, ...] = ()  # what was eaten, of OTHER; without any it is not known
    note: str = ""


@dataclass(frozen=True, slots=True)
class MarkedMeal:
    """A meal of a day of the plan that the user said something of, with the meal it was said of."""

    day: int  # from 1
    meal: str
    mark: Mark
    template: str
    planned: tuple[FixedPortion, ...]


@dataclass(frozen=True, slots=True)
class RecordedMeal:
    """A meal of a day that is over: what was planned, and what was said of it."""

    meal: str
    template: str
    planned: tuple[FixedPortion, ...]
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """The targets a day was planned for; they stay as they were when the profile changes."""

    energy_kcal: float  # [kcal / day]
    ends: tuple[tuple[str, float | None, float | None], ...]  # nutrient key, least, most [nutrient.unit / day]


@dataclass(frozen=True, slots=True)
class RecordedDay:
    """A day that is over. Planning reads it and never changes it."""

    date: date
    meals: tuple[RecordedMeal, ...]
    judged: Judged | None = None
    note: str = ""
    drinks: tuple[FixedPortion, ...] = ()  # of every day, as they were then

    def meal(self, meal_id: str) -> RecordedMeal | None:
        return next((meal for meal in self.meals if meal.meal == meal_id), None)


@dataclass(frozen=True, slots=True)
class Favourite:
    """Days that are kept under a name, to be eaten again."""

    name: str
    meals: tuple[Lock, ...]  # whole ones, of days from 1

    @property
    def days(self) -> int:
        return max((meal.day for meal in self.meals), default=0)


@dataclass(frozen=True, slots=True)
class Person:
    """A further person of the household: eats the same foods and templates in portions of their own."""

    name: str
    profile: Profile
    targets: Mapping[str, Own] = field(default_factory=lambda: MappingProxyType({}))
    never: frozenset[str] = frozenset()  # ids of foods
    confirmed: frozenset[str] = frozenset()  # as the document's, but of this person


@dataclass(frozen=True, slots=True)
class AwayMeal:
    """A meal that is not planned on some days of the week: eaten out, with a guess of its energy, or left out."""

    weekdays: tuple[int, ...]  # Monday is 0, in their order
    meal: str
    kcal: int  # [kcal] 0 where there is no meal


@dataclass(frozen=True, slots=True)
class Habits:
    """How the days of a plan go together: what may repeat, what it may cost, how much there is to buy."""

    repeat_breakfast: bool = False  # the same breakfast every day costs nothing
    leftovers: bool = False  # a dinner may return as the next day's lunch
    budget: float | None = None  # [currency of the list / 7 days] a soft goal
    most_foods: int | None = None  # different things to buy over the horizon, a soft goal
    minutes: int | None = None  # of the recipes of a weekday, a soft goal
    weekend_minutes: int | None = None  # the same for a Saturday and a Sunday
    most_cooked: int | None = None  # dishes that are cooked on a day, a soft goal
    no_oven: bool = False  # nothing is planned that needs one
    salt: str = NO_SALT  # at the stove: what cooking adds to the sodium of dishes and staples
    away: tuple[AwayMeal, ...] = ()  # meals that are not planned; of two for the same meal and day the last one holds

    @property
    def limits_minutes(self) -> bool:
        return self.minutes is not None or self.weekend_minutes is not None


LONGEST_NAME = 80  # characters of the name of a document


@dataclass(frozen=True, slots=True)
class Document:
    """Profile, own targets, tastes, horizon and locks. A food without a taste is fine.

    Days of the plan are numbered from 1, the day ``start``; files name them by their dates. ``recorded`` are the days
    that are over, the oldest first.
    """

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
    drinks: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))  # [steps / day] by food id
    usual_days: tuple[UsualDay, ...] = ()  # what the person of the profile eats now
    supplements: tuple[Supplement, ...] = ()  # taken beside what is eaten, and never counted as food
    aims: frozenset[str] = frozenset()  # of AIMS: what changes of the usual days are to serve beside magnesium
    steps: Steps = field(default_factory=Steps)  # changes of the usual days the user agreed to, one at a time
    refused: Refused = field(default_factory=Refused)  # changes of the usual days that are not proposed again
    favourites: tuple[Favourite, ...] = ()  # no two of one name
    days_ahead: int = 7  # that one wish for the next days plans
    week_begins: int | None = None  # weekday of the first day of the planning week, Monday is 0; None is that of start
    marks: tuple[MarkedMeal, ...] = ()  # of days of the plan
    recorded: tuple[RecordedDay, ...] = ()
    diary: tuple[DiaryDay, ...] = ()  # in the order of its dates
    id: str = field(default="", compare=False)  # tells it from other documents, in calendars that hold meals of both
    season: str = NORTH  # where the seasons of fresh fruit and vegetables are those of, or that they do not count
    seed: int = 0  # which of many equally good plans is this document's: two people are not to eat the same
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
        """Plans this many days; locks, removals and marks beyond them are dropped."""
        return replace(
            self,
            days=days,
            locks=tuple(lock for lock in self.locks if lock.day <= days),
            removed=frozenset(gone for gone in self.removed if gone.day <= days),
            marks=tuple(marked for marked in self.marks if marked.day <= days),
        )

    def with_name(self, name: str) -> "Document":
        """Says whom it is for, in one line; what is too long is cut."""
        return replace(self, name=one_line(name)[:LONGEST_NAME].strip())

    def with_start(self, start: date) -> "Document":
        """Names the first day; the others follow it."""
        return replace(self, start=start)

    def with_week(self, begins: int | None, days_ahead: int) -> "Document":
        """Says on which weekday the planning week begins and how many days the next days are."""
        return replace(self, week_begins=begins, days_ahead=days_ahead)

    def mark_of(self, day: int, meal: str) -> Mark | None:
        """What was said of a meal of the plan."""
        return next((marked.mark for marked in self.marks if (marked.day, marked.meal) == (day, meal)), None)

    def with_mark(self, marked: MarkedMeal) -> "Document":
        """Says what became of a meal, in place of what was said before."""
        marks = (*self.without_mark(marked.day, marked.meal).marks, marked)
        return replace(self, marks=tuple(sorted(marks, key=lambda each: each.day)))

    def without_mark(self, day: int, meal: str) -> "Document":
        kept = tuple(marked for marked in self.marks if (marked.day, marked.meal) != (day, meal))
        return replace(self, marks=kept)

    def recorded_on(self, when: date) -> RecordedDay | None:
        """The day of that date, where it is over and was recorded."""
        at = bisect_left(self.recorded, when, key=lambda day: day.date)
        found = self.recorded[at] if at < len(self.recorded) else None
        return found if found is not None and found.date == when else None

    def with_recorded(self, day: RecordedDay) -> "Document":
        """Records a day, in place of the one of its date."""
        at = bisect_left(self.recorded, day.date, key=lambda each: each.date)
        after = at + (self.recorded_on(day.date) is not None)
        return replace(self, recorded=(*self.recorded[:at], day, *self.recorded[after:]))

    def without_recorded(self, first: date, last: date) -> "Document":
        """Forgets what is recorded and written down of the days from one date to another."""
        return replace(
            self,
            recorded=tuple(day for day in self.recorded if not first <= day.date <= last),
            diary=tuple(day for day in self.diary if not first <= day.date <= last),
        )

    def diary_of(self, when: date) -> DiaryDay:
        """What was written down of a date, empty where that is nothing."""
        return day_of(self.diary, when)

    def with_diary(self, day: DiaryDay) -> "Document":
        """Writes something down of a date, in place of what was there; a day that says nothing takes it out."""
        return replace(self, diary=with_day(self.diary, day))

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

    def with_drinks(self, drinks: Mapping[str, int]) -> "Document":
        """Says what is drunk every day beside the meals, in steps of each food.

        Raises:
            ValueError: if there are too many drinks, or too much or too little of one.
        """
        if len(drinks) > MOST_DRINKS or any(not 1 <= steps <= MAX_STEPS for steps in drinks.values()):
            raise ValueError(f"drinks {dict(drinks)}")
        return replace(self, drinks=MappingProxyType(dict(drinks)))

    def with_usual_days(self, days: tuple[UsualDay, ...]) -> "Document":
        return replace(self, usual_days=days)

    def with_supplements(self, supplements: tuple[Supplement, ...]) -> "Document":
        return replace(self, supplements=supplements)

    def with_aim(self, aim: str, wanted: bool) -> "Document":
        """Ticks an aim, or takes the tick away.

        Raises:
            ValueError: if there is no such aim.
        """
        if aim not in AIMS:
            raise ValueError(f"{aim!r} is no aim")
        return replace(self, aims=self.aims | {aim} if wanted else self.aims - {aim})

    def with_steps(self, steps: Steps) -> "Document":
        return replace(self, steps=steps)

    def with_refused(self, refused: Refused) -> "Document":
        return replace(self, refused=refused)

    def with_people(self, people: tuple[Person, ...]) -> "Document":
        return replace(self, people=people)

    def with_shopping(self, choices: ListChoices) -> "Document":
        return replace(self, shopping=choices)

    def without_list(self) -> "Document":
        """Without what neither plans nor portions depend on: name, list, stock, what is eaten now, marks, and diary."""
        listless = replace(self, shopping=ListChoices(), stock=MappingProxyType({}), name="", diary=())
        return replace(
            listless,
            usual_days=(),
            supplements=(),
            aims=frozenset(),
            steps=Steps(),
            refused=Refused(),
            marks=(),
            favourites=(),
        )

    def whole_meals(self, day: int) -> frozenset[str]:
        """The meals of a day that are locked with all that is in them, not only some of their portions."""
        return frozenset(lock.meal for lock in self.locks_on(day) if lock.template is not None)

    def locks_on(self, day: int) -> tuple[Lock, ...]:
        return tuple(lock for lock in self.locks if lock.day == day)


@dataclass(frozen=True, slots=True)
class Stored:
    """What one file holds: the document and, beside it, the plan that was on screen."""

    document: Document
    plan: tuple[Lock, ...] = ()
    saved_on: str = field(default="", compare=False)  # the computer that wrote the file, where it says so
