"""What the user decided, as one frozen value, and its JSON. Nothing computed is in here."""

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from planner import nutrients
from planner.catalogue import Catalogue
from planner.json_text import MAX_CHARACTERS as MAX_CHARACTERS
from planner.json_text import object_from_text
from planner.list_choices import ListChoices, list_choices, list_choices_to_json
from planner.migrations import MIGRATIONS, Migration, up_to_date
from planner.profile import Profile, ProfileError
from planner.reading import DocumentError as DocumentError
from planner.reading import (
    a_date,
    a_list,
    amount,
    an_object,
    known_keys,
    short,
    texts,
    whole,
    word,
    word_list,
)
from planner.targets import CONFIRMATIONS, Own, OwnTarget
from planner.templates import Templates

FORMAT = "magnolia"
VERSION = 1 + len(MIGRATIONS)
MAX_DAYS = 28
MAX_FOODS = 30_000  # tasted or at home: more than a catalogue may have
MAX_PORTIONS = 100  # in one lock
MAX_ID = 300  # characters of an id or a word: as many as a cell of the catalogue may have
MAX_STEPS = 40
TASTES = ("never", "rarely", "fine", "like", "love")
NEVER, RARELY, FINE, LIKE, LOVE = TASTES

_KEYS = (
    "format",
    "version",
    "profile",
    "targets",
    "tastes",
    "days",
    "start",
    "locks",
    "confirmed",
    "plan",
    "stock",
    "list",
)
_PROFILE_KEYS = (
    "sex",
    "age_years",
    "height_cm",
    "weight_kg",
    "activity",
    "life_stage",
    "gestation_week",
    "months_since_birth",
    "diet",
    "allergens",
    "conditions",
)


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
        """Locks a meal or portions of it in place of what was locked in that meal."""
        return replace(self, locks=(*self.without_lock(lock.day, lock.meal).locks, lock))

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
        """Plans this many days; locks beyond them are dropped."""
        return replace(self, days=days, locks=tuple(lock for lock in self.locks if lock.day <= days))

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

    def with_shopping(self, choices: ListChoices) -> "Document":
        return replace(self, shopping=choices)

    def locks_on(self, day: int) -> tuple[Lock, ...]:
        return tuple(lock for lock in self.locks if lock.day == day)


@dataclass(frozen=True, slots=True)
class Stored:
    """What one file holds: the document and, beside it, the plan that was on screen."""

    document: Document
    plan: tuple[Lock, ...] = ()


def stored_from_text(text: str, templates: Templates, migrations: Sequence[Migration] = MIGRATIONS) -> Stored:
    """Reads a document and the plan beside it from JSON.

    Foods are not looked up here; ``foods_missing`` and ``check_locks`` do that.

    Raises:
        DocumentError: for anything that is not exactly as the README describes.
    """
    return _stored(object_from_text(text), templates, migrations)


def stored_to_text(stored: Stored) -> str:
    """The JSON of a document and its plan, keys in a fixed order, so that equal values give equal text."""
    data = document_to_json(stored.document)
    if stored.plan:
        data["plan"] = [_lock_to_json(lock) for lock in stored.plan]
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def document_to_json(document: Document) -> dict[str, object]:
    """The document as JSON values; what is as by default is left out."""
    data: dict[str, object] = {"format": FORMAT, "version": VERSION, "profile": _profile_to_json(document.profile)}
    if document.targets:
        data["targets"] = {key: _own_to_json(own) for key, own in sorted(document.targets.items())}
    if document.tastes:
        data["tastes"] = dict(sorted(document.tastes.items()))
    data["days"] = document.days
    if document.start is not None:
        data["start"] = document.start.isoformat()
    if document.locks:
        data["locks"] = [_lock_to_json(lock) for lock in document.locks]
    if document.confirmed:
        data["confirmed"] = sorted(document.confirmed)
    if document.stock:
        data["stock"] = dict(sorted(document.stock.items()))
    if document.shopping != ListChoices():
        data["list"] = list_choices_to_json(document.shopping)
    return data


def foods_missing(stored: Stored, catalogue: Catalogue) -> dict[str, str]:
    """Foods the document or its plan names and the catalogue lacks, each with the first key that names it."""
    named = [(f"tastes.{food}", food) for food in stored.document.tastes]
    named += [(f"stock.{food}", food) for food in stored.document.stock]
    named += [(f"list.prices.{food}", food) for food in stored.document.shopping.prices]
    for key, locks in (("locks", stored.document.locks), ("plan", stored.plan)):
        named += [
            (f"{key}[{number}].portions[{place}].food", portion.food)
            for number, lock in enumerate(locks)
            for place, portion in enumerate(lock.portions)
        ]
    missing: dict[str, str] = {}
    for key, food in named:
        if food not in catalogue:
            missing.setdefault(food, key)
    return missing


def check_locks(document: Document, catalogue: Catalogue, templates: Templates) -> None:
    """Checks that every lock can be part of some plan, as far as its own meal goes.

    Raises:
        DocumentError: for the first lock that no template can hold.
    """
    for number, lock in enumerate(document.locks):
        key = f"locks[{number}]"
        for place, portion in enumerate(lock.portions):
            food = catalogue[portion.food]
            where = f"{key}.portions[{place}]"
            if not food.min_steps <= portion.steps <= food.max_steps:
                raise DocumentError(
                    f"{where}.steps",
                    f"{portion.steps} steps of {food.name}, expected {food.min_steps} to {food.max_steps}",
                )
            able = [templates.by_id[lock.template]] if lock.template else templates.for_meal(lock.meal)
            slots = [slot for template in able if (slot := template.slot(portion.slot)) is not None]
            if not any(slot.takes(food) for slot in slots):
                raise DocumentError(
                    where, f"{food.name} does not go into the slot {portion.slot!r} of {lock.template or lock.meal}"
                )


def _stored(data: dict[str, object], templates: Templates, migrations: Sequence[Migration]) -> Stored:
    if data.get("format") != FORMAT:
        raise DocumentError("format", f"is {short(data.get('format'))}, expected {FORMAT!r}")
    data = up_to_date(data, migrations)
    known_keys(data, _KEYS, "")
    days = whole(data.get("days", 1), "days", 1, MAX_DAYS)
    confirmed = word_list(data.get("confirmed", []), "confirmed", CONFIRMATIONS)
    document = Document(
        profile=_profile(an_object(data.get("profile", {}), "profile")),
        targets=MappingProxyType(_targets(an_object(data.get("targets", {}), "targets"))),
        tastes=MappingProxyType(_tastes(an_object(data.get("tastes", {}), "tastes"))),
        days=days,
        start=a_date(data["start"]) if "start" in data else None,
        locks=_locks(data.get("locks", []), "locks", days, templates),
        confirmed=confirmed,
        stock=MappingProxyType(_stock(an_object(data.get("stock", {}), "stock"))),
        shopping=list_choices(an_object(data.get("list", {}), "list")),
    )
    plan = _locks(data.get("plan", []), "plan", MAX_DAYS, templates)
    for number, meal in enumerate(plan):
        if meal.template is None:
            raise DocumentError(f"plan[{number}].template", "is missing")
    return Stored(document, plan)


def _profile(data: Mapping[str, object]) -> Profile:
    known_keys(data, _PROFILE_KEYS, "profile")
    values: dict[str, object] = dict(data)
    for key, value in data.items():
        where = f"profile.{key}"
        words = texts(value, where) if key in ("allergens", "conditions") else [value]
        for each in words:
            if isinstance(each, dict | list) or len(str(each)) > MAX_ID:
                raise DocumentError(where, f"is {short(each)}, expected a word or a number")
        if key in ("allergens", "conditions"):
            values[key] = frozenset(words)
    build: Callable[..., Profile] = Profile
    try:
        return build(**values)
    except ProfileError as error:
        raise DocumentError(error.key, str(error)) from None


def _targets(data: Mapping[str, object]) -> dict[str, Own]:
    targets: dict[str, Own] = {}
    for key, value in data.items():
        where = f"targets.{key[:60]}"
        if key not in nutrients.BY_KEY:
            raise DocumentError(where, "is no nutrient the planner knows")
        if value is None:
            targets[key] = None
        elif isinstance(value, Mapping):
            known_keys(value, ("least", "most"), where)
            ends = {end: amount(number, f"{where}.{end}") for end, number in value.items()}
            if not ends:
                raise DocumentError(where, "has neither least nor most")
            targets[key] = OwnTarget(ends.get("least"), ends.get("most"))
        else:
            targets[key] = amount(value, where)
    return targets


def _tastes(data: Mapping[str, object]) -> dict[str, str]:
    tastes = {}
    _check_foods(data, "tastes")
    for food, taste in data.items():
        if not isinstance(taste, str) or taste not in TASTES:
            raise DocumentError(f"tastes.{food[:60]}", f"is {short(taste)}, expected {', '.join(TASTES)}")
        if taste != FINE:
            tastes[food] = taste
    return tastes


def _stock(data: Mapping[str, object]) -> dict[str, float]:
    _check_foods(data, "stock")
    grams = {food: amount(value, f"stock.{food[:60]}") for food, value in data.items()}
    return {food: weight for food, weight in grams.items() if weight}


def _check_foods(data: Mapping[str, object], key: str) -> None:
    if len(data) > MAX_FOODS:
        raise DocumentError(key, f"names {len(data)} foods, expected at most {MAX_FOODS}")
    for food in data:
        if len(food) > MAX_ID:
            raise DocumentError(f"{key}.{food[:60]}", f"is longer than {MAX_ID} characters")


def _locks(data: object, key: str, days: int, templates: Templates) -> tuple[Lock, ...]:
    locks = []
    places = set()
    for number, value in enumerate(a_list(data, key)):
        where = f"{key}[{number}]"
        entry = an_object(value, where)
        known_keys(entry, ("day", "meal", "template", "portions"), where)
        day = whole(entry.get("day"), f"{where}.day", 1, days)
        meal = word(entry.get("meal"), f"{where}.meal", templates.meal_ids)
        template = None
        if "template" in entry:
            known = tuple(template.id for template in templates.for_meal(meal))
            template = word(entry["template"], f"{where}.template", known)
        if (day, meal) in places:
            raise DocumentError(where, f"day {day}, {meal} is there a second time")
        places.add((day, meal))
        if len(a_list(entry.get("portions"), f"{where}.portions")) > MAX_PORTIONS:
            raise DocumentError(f"{where}.portions", f"are more than {MAX_PORTIONS}")
        portions = tuple(
            _portion(an_object(portion, f"{where}.portions[{place}]"), f"{where}.portions[{place}]")
            for place, portion in enumerate(a_list(entry.get("portions"), f"{where}.portions"))
        )
        if not portions:
            raise DocumentError(f"{where}.portions", "is empty")
        foods = [portion.food for portion in portions]
        if len(set(foods)) < len(foods):
            raise DocumentError(f"{where}.portions", "one food is there twice")
        locks.append(Lock(day, meal, template, portions))
    return tuple(locks)


def _portion(entry: Mapping[str, object], key: str) -> FixedPortion:
    known_keys(entry, ("slot", "food", "steps"), key)
    slot, food = entry.get("slot"), entry.get("food")
    for name, value in (("slot", slot), ("food", food)):
        if not isinstance(value, str) or len(value) > MAX_ID:
            raise DocumentError(f"{key}.{name}", f"is {short(value)}, expected a text of at most {MAX_ID} characters")
    return FixedPortion(str(slot), str(food), whole(entry.get("steps"), f"{key}.steps", 1, MAX_STEPS))


def _profile_to_json(profile: Profile) -> dict[str, object]:
    data: dict[str, object] = {}
    for key in _PROFILE_KEYS:
        value = getattr(profile, key)
        if value is not None:
            data[key] = sorted(value) if isinstance(value, frozenset) else value
    return data


def _own_to_json(own: Own) -> object:
    if not isinstance(own, OwnTarget):
        return own
    ends = {"least": own.least, "most": own.most}
    return {end: number for end, number in ends.items() if number is not None}


def _lock_to_json(lock: Lock) -> dict[str, object]:
    data: dict[str, object] = {"day": lock.day, "meal": lock.meal}
    if lock.template is not None:
        data["template"] = lock.template
    data["portions"] = [
        {"slot": portion.slot, "food": portion.food, "steps": portion.steps} for portion in lock.portions
    ]
    return data
