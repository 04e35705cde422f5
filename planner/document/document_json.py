"""The JSON of a document and of the plan stored beside it: reading, checking, writing."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from planner.document.document import (
    AIMS,
    FINE,
    LONGEST_NAME,
    MAX_COMPUTER,
    MAX_DAYS,
    MAX_FOODS,
    MAX_PORTIONS,
    MAX_STEPS,
    MOST_DRINKS,
    MOST_PERSONS,
    MOST_SEED,
    TASTES,
    WISHES,
    Document,
    FixedPortion,
    Habits,
    Lock,
    MarkedMeal,
    Person,
    Removed,
    Stored,
)
from planner.document.json_limits import object_from_text
from planner.document.list_choices import ListChoices
from planner.document.list_json import list_choices, list_choices_to_json
from planner.document.migrations import MIGRATIONS, Migration, up_to_date
from planner.document.own_json import dish_to_json, food_to_json, own_dishes, own_foods
from planner.document.read_values import (
    MAX_ID,
    DocumentError,
    a_date,
    a_list,
    amount,
    an_object,
    food_id,
    known_keys,
    short,
    texts,
    whole,
    word,
    word_list,
    yes,
)
from planner.document.recorded_json import (
    marked_meal,
    marked_to_json,
    recorded_days,
    recorded_to_json,
    text_with_days,
)
from planner.document.refused import refused, refused_to_json
from planner.document.steps import steps, steps_to_json
from planner.document.supplements import supplements, supplements_to_json
from planner.document.usual_days import usual_days, usual_days_to_json
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.foods.salt import NONE as NO_SALT
from planner.foods.salt import SALTS
from planner.foods.seasons import NORTH, WHERE
from planner.language.dates import date_after
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.needs.fibre_ramp import FibreRamp
from planner.needs.lab_values import LABS, LabValue
from planner.needs.meal_limits import CARBOHYDRATE
from planner.needs.profile import MealRange, Profile, ProfileError
from planner.needs.targets import CONFIRMATIONS, Own, OwnTarget

FORMAT = "magnolia"
VERSION = 1 + len(MIGRATIONS)
MOST_FOODS = (10, 1000)  # different things to buy
MINUTES = (0, 600)  # of work a day

_KEYS = (
    "format",
    "version",
    "name",
    "profile",
    "targets",
    "meal_limits",
    "tastes",
    "days",
    "start",
    "locks",
    "confirmed",
    "plan",
    "stock",
    "list",
    "removed",
    "wishes",
    "habits",
    "people",
    "own_foods",
    "own_dishes",
    "usual_days",
    "drinks",
    "saved_on",
    "supplements",
    "aims",
    "steps",
    "refused",
    "id",
    "days_ahead",
    "week_begins",
    "marks",
    "judged",
    "recorded",
    "season",
    "seed",
)

_ID = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_HABIT_KEYS = ("repeat_breakfast", "leftovers", "budget", "most_foods", "minutes", "weekend_minutes", "salt")

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
    "restrictions",
    "conditions",
    "medicines",
    "exchange_g",
    "fibre_ramp",
    "values",
)


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
        data["plan"] = [_lock_to_json(lock, stored.document.start) for lock in stored.plan]
    if stored.saved_on:
        data["saved_on"] = stored.saved_on
    return text_with_days(data)


def document_to_json(document: Document) -> dict[str, object]:
    """The document as JSON values; what is as by default is left out."""
    data: dict[str, object] = {"format": FORMAT, "version": VERSION}
    if document.name:
        data["name"] = document.name
    data["profile"] = _profile_to_json(document.profile)
    if document.targets:
        data["targets"] = {key: _own_to_json(own) for key, own in sorted(document.targets.items())}
    if document.profile.meal_limits:
        data["meal_limits"] = _meals_to_json(document.profile)
    if document.tastes:
        data["tastes"] = dict(sorted(document.tastes.items()))
    data["days"] = document.days
    if document.start is not None:
        data["start"] = document.start.isoformat()
    if document.locks:
        data["locks"] = [_lock_to_json(lock, document.start) for lock in document.locks]
    if document.confirmed:
        data["confirmed"] = sorted(document.confirmed)
    if document.stock:
        data["stock"] = dict(sorted(document.stock.items()))
    if document.shopping != ListChoices():
        data["list"] = list_choices_to_json(document.shopping)
    if document.removed:
        removed = sorted(document.removed, key=lambda gone: (gone.day, gone.meal, gone.food))
        data["removed"] = [
            _day_to_json(gone.day, document.start) | {"meal": gone.meal, "food": gone.food} for gone in removed
        ]
    if document.wishes:
        data["wishes"] = dict(sorted(document.wishes.items()))
    if document.habits != Habits():
        usual = Habits()
        data["habits"] = {
            key: value for key in _HABIT_KEYS if (value := getattr(document.habits, key)) != getattr(usual, key)
        }
    if document.people:
        data["people"] = [_person_to_json(person) for person in document.people]
    if document.own_foods:
        data["own_foods"] = [food_to_json(own) for own in document.own_foods]
    if document.own_dishes:
        data["own_dishes"] = [dish_to_json(own) for own in document.own_dishes]
    if document.drinks:
        data["drinks"] = dict(document.drinks)
    if document.usual_days:
        data["usual_days"] = usual_days_to_json(document.usual_days)
    if document.supplements:
        data["supplements"] = supplements_to_json(document.supplements)
    if document.aims:
        data["aims"] = sorted(document.aims)
    if document.steps:
        data["steps"] = steps_to_json(document.steps)
    if document.refused:
        data["refused"] = refused_to_json(document.refused)
    if document.season != NORTH:
        data["season"] = document.season
    if document.seed:
        data["seed"] = document.seed
    if document.id:
        data["id"] = document.id
    if document.days_ahead != Document().days_ahead:
        data["days_ahead"] = document.days_ahead
    if document.week_begins is not None:
        data["week_begins"] = WEEKDAYS[document.week_begins]
    if document.marks:
        data["marks"] = [_day_to_json(marked.day, document.start) | marked_to_json(marked) for marked in document.marks]
    return data | recorded_to_json(document)


def _stored(data: dict[str, object], templates: Templates, migrations: Sequence[Migration]) -> Stored:
    if data.get("format") != FORMAT:
        raise DocumentError(
            "format", _("is {value}, expected {format!r}").format(value=short(data.get("format")), format=FORMAT)
        )
    data = up_to_date(data, migrations)
    known_keys(data, _KEYS, "")
    days = whole(data.get("days", 1), "days", 1, MAX_DAYS)
    confirmed = word_list(data.get("confirmed", []), "confirmed", CONFIRMATIONS)
    foods = own_foods(data.get("own_foods", []))
    start = a_date(data["start"], "start") if "start" in data else None
    document = Document(
        profile=_with_meals(
            _profile(an_object(data.get("profile", {}), "profile"), "profile"), data, "meal_limits", templates
        ),
        targets=MappingProxyType(_targets(an_object(data.get("targets", {}), "targets"), "targets")),
        tastes=MappingProxyType(_tastes(an_object(data.get("tastes", {}), "tastes"))),
        days=days,
        start=start,
        locks=_locks(data.get("locks", []), "locks", days, start, templates),
        confirmed=confirmed,
        stock=MappingProxyType(_stock(an_object(data.get("stock", {}), "stock"))),
        shopping=list_choices(an_object(data.get("list", {}), "list")),
        removed=_removed(data.get("removed", []), days, start, templates),
        wishes=MappingProxyType(_wishes(an_object(data.get("wishes", {}), "wishes"))),
        habits=_habits(an_object(data.get("habits", {}), "habits")),
        people=_people(data.get("people", []), templates),
        own_foods=foods,
        own_dishes=own_dishes(data.get("own_dishes", []), foods),
        drinks=MappingProxyType(_drinks(an_object(data.get("drinks", {}), "drinks"))),
        usual_days=usual_days(data.get("usual_days", []), templates.meal_ids),
        supplements=supplements(data.get("supplements", [])),
        aims=word_list(data.get("aims", []), "aims", AIMS),
        steps=steps(an_object(data.get("steps", {}), "steps"), templates.meal_ids),
        refused=refused(an_object(data.get("refused", {}), "refused"), templates.meal_ids),
        id=_id(data.get("id", "")),
        days_ahead=whole(data.get("days_ahead", Document().days_ahead), "days_ahead", 1, MAX_DAYS),
        week_begins=WEEKDAYS.index(word(data["week_begins"], "week_begins", WEEKDAYS))
        if "week_begins" in data
        else None,
        marks=_marks(data.get("marks", []), days, start, templates),
        recorded=recorded_days(data.get("recorded", []), data.get("judged", []), templates),
        season=word(data.get("season", NORTH), "season", WHERE),
        seed=whole(data.get("seed", 0), "seed", 0, MOST_SEED),
        name=_name(data.get("name", "")),
    )
    plan = _locks(data.get("plan", []), "plan", MAX_DAYS, start, templates)
    for number, meal in enumerate(plan):
        if meal.template is None:
            raise DocumentError(f"plan[{number}].template", _("is missing"))
    return Stored(document, plan, _computer(data.get("saved_on", "")))


def _name(name: object) -> str:
    """One line of plain text: it stands in the title of the window."""
    if not isinstance(name, str) or len(name) > LONGEST_NAME or one_line(name) != name or name != name.strip():
        said = _("is {value}, expected one line of at most {most} characters")
        raise DocumentError("name", said.format(value=short(name), most=LONGEST_NAME))
    return name


def _computer(name: object) -> str:
    if not isinstance(name, str) or len(name) > MAX_COMPUTER:
        raise DocumentError("saved_on", _("is {value}, expected the name of a computer").format(value=short(name)))
    return one_line(name)


def _profile(data: Mapping[str, object], at: str) -> Profile:
    known_keys(data, _PROFILE_KEYS, at)
    values: dict[str, object] = dict(data)
    for key, value in data.items():
        where = f"{at}.{key}"
        if key == "values":
            values[key] = _lab_values(value, where)
            continue
        if key == "fibre_ramp":
            fields = an_object(value, where)
            known_keys(fields, ("from_g", "since"), where)
            grams = amount(fields.get("from_g"), f"{where}.from_g")
            values[key] = FibreRamp(grams, a_date(fields.get("since"), f"{where}.since"))
            continue
        words = texts(value, where) if key in ("allergens", "restrictions", "conditions", "medicines") else [value]
        for each in words:
            if isinstance(each, dict | list) or len(str(each)) > MAX_ID:
                raise DocumentError(where, _("is {each}, expected a word or a number").format(each=short(each)))
        if key in ("allergens", "restrictions", "conditions"):
            values[key] = frozenset(words)
        if key == "medicines":
            values[key] = _medicines(texts(value, where))
    build: Callable[..., Profile] = Profile
    try:
        return build(**values)
    except ProfileError as error:
        raise DocumentError(at + error.key.removeprefix("profile"), str(error)) from None


def _medicines(names: Sequence[str]) -> tuple[str, ...]:
    """Each name once, as it was written first."""
    written: dict[str, str] = {}
    for name in names:
        line = " ".join(name.split())
        written.setdefault(line.casefold(), line)
    return tuple(written.values())


def _lab_values(data: object, at: str) -> tuple[LabValue, ...]:
    """The values of a list, in one order; of what nobody at home has, the profile says why it cannot stand."""
    found = []
    for number, entry in enumerate(a_list(data, at)):
        where = f"{at}[{number}]"
        fields = an_object(entry, where)
        known_keys(fields, ("name", "value", "unit", "date"), where)
        name = word(fields.get("name"), f"{where}.name", tuple(LABS))
        unit = word(fields.get("unit", ""), f"{where}.unit", tuple(unit.name for unit in LABS[name].units))
        taken = a_date(fields["date"], f"{where}.date") if "date" in fields else None
        found.append(LabValue(name, amount(fields.get("value"), f"{where}.value"), unit, taken))
    return tuple(sorted(found, key=lambda value: list(LABS).index(value.name)))


def _value_to_json(value: LabValue) -> dict[str, object]:
    data: dict[str, object] = {"name": value.name, "value": value.value}
    if value.unit:
        data["unit"] = value.unit
    return data | ({"date": value.taken.isoformat()} if value.taken is not None else {})


def _with_meals(profile: Profile, data: Mapping[str, object], at: str, templates: Templates) -> Profile:
    """The profile with the ranges of carbohydrate that stand beside it."""
    ranges = []
    for meal, value in an_object(data.get("meal_limits", {}), at).items():
        where = f"{at}.{meal[:60]}"
        word(meal, at, templates.meal_ids)
        limits = an_object(value, where)
        known_keys(limits, (CARBOHYDRATE.key,), where)
        ends = an_object(limits.get(CARBOHYDRATE.key), f"{where}.{CARBOHYDRATE.key}")
        known_keys(ends, ("least", "most"), f"{where}.{CARBOHYDRATE.key}")
        grams = {end: amount(number, f"{where}.{CARBOHYDRATE.key}.{end}") for end, number in ends.items()}
        ranges.append(MealRange(meal, grams.get("least"), grams.get("most")))
    try:
        return replace(profile, meal_limits=tuple(ranges))
    except ProfileError as error:
        raise DocumentError(at, str(error)) from None


def _meals_to_json(profile: Profile) -> dict[str, object]:
    return {
        each.meal: {CARBOHYDRATE.key: _own_to_json(OwnTarget(each.least, each.most))} for each in profile.meal_limits
    }


def _targets(data: Mapping[str, object], at: str) -> dict[str, Own]:
    targets: dict[str, Own] = {}
    for key, value in data.items():
        where = f"{at}.{key[:60]}"
        if key not in nutrients.BY_KEY:
            raise DocumentError(where, _("is no nutrient the planner knows"))
        if value is None:
            targets[key] = None
        elif isinstance(value, Mapping):
            known_keys(value, ("least", "most"), where)
            ends = {end: amount(number, f"{where}.{end}") for end, number in value.items()}
            if not ends:
                raise DocumentError(where, _("has neither least nor most"))
            targets[key] = OwnTarget(ends.get("least"), ends.get("most"))
        else:
            targets[key] = amount(value, where)
    return targets


def _tastes(data: Mapping[str, object]) -> dict[str, str]:
    tastes = {}
    _check_foods(data, "tastes")
    for food, taste in data.items():
        if not isinstance(taste, str) or taste not in TASTES:
            raise DocumentError(
                f"tastes.{food[:60]}",
                _("is {taste}, expected {tastes}").format(taste=short(taste), tastes=", ".join(TASTES)),
            )
        if taste != FINE:
            tastes[food] = taste
    return tastes


def _stock(data: Mapping[str, object]) -> dict[str, float]:
    _check_foods(data, "stock")
    grams = {food: amount(value, f"stock.{food[:60]}") for food, value in data.items()}
    return {food: weight for food, weight in grams.items() if weight}


def _id(value: object) -> str:
    if not isinstance(value, str) or len(value) > MAX_ID or not all(each in _ID for each in value):
        raise DocumentError("id", _("is {value}, expected letters and figures").format(value=short(value)))
    return value


def with_id(document: Document) -> Document:
    """The document with an id. One that has none gets it from all it holds: the same until it is changed."""
    if document.id:
        return document
    text = stored_to_text(Stored(document))
    return replace(document, id=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16])


def _day_of(entry: Mapping[str, object], where: str, days: int, start: date | None) -> int:
    """The number of the day an entry names, by its date or counted from 1."""
    if start is None or "date" not in entry:
        return whole(entry.get("day"), f"{where}.day", 1, days)
    when = a_date(entry["date"], f"{where}.date")
    number = when.toordinal() - start.toordinal() + 1
    if not 1 <= number <= days:
        said = _("is {value}, expected one of the {days} days from {first}")
        raise DocumentError(f"{where}.date", said.format(value=when, days=days, first=start))
    return number


def _day_key(entry: Mapping[str, object], start: date | None) -> str:
    return "date" if start is not None and "date" in entry else "day"


def _day_to_json(number: int, start: date | None) -> dict[str, object]:
    when = date_after(start, number)
    return {"day": number} if when is None else {"date": when.isoformat()}


def _marks(data: object, days: int, start: date | None, templates: Templates) -> tuple[MarkedMeal, ...]:
    marks: list[MarkedMeal] = []
    for number, value in enumerate(a_list(data, "marks")):
        where = f"marks[{number}]"
        entry = dict(an_object(value, where))
        day = _day_of(entry, where, days, start)
        entry.pop(_day_key(entry, start))
        marked = marked_meal(entry, where, day, templates)
        if any((each.day, each.meal) == (day, marked.meal) for each in marks):
            raise DocumentError(where, _("day {day}, {meal} is there a second time").format(day=day, meal=marked.meal))
        marks.append(marked)
    return tuple(sorted(marks, key=lambda each: each.day))


def _removed(data: object, days: int, start: date | None, templates: Templates) -> frozenset[Removed]:
    removed = set()
    if len(a_list(data, "removed")) > MAX_FOODS:
        raise DocumentError("removed", _("are more than {most}").format(most=MAX_FOODS))
    for number, value in enumerate(a_list(data, "removed")):
        where = f"removed[{number}]"
        entry = an_object(value, where)
        known_keys(entry, (_day_key(entry, start), "meal", "food"), where)
        day = _day_of(entry, where, days, start)
        meal = word(entry.get("meal"), f"{where}.meal", templates.meal_ids)
        removed.add(Removed(day, meal, food_id(entry.get("food"), f"{where}.food")))
    return frozenset(removed)


def _drinks(data: Mapping[str, object]) -> dict[str, int]:
    _check_foods(data, "drinks")
    if len(data) > MOST_DRINKS:
        raise DocumentError("drinks", _("are more than {most}").format(most=MOST_DRINKS))
    return {food: whole(steps, f"drinks.{food[:60]}", 1, MAX_STEPS) for food, steps in data.items()}


def _wishes(data: Mapping[str, object]) -> dict[str, int]:
    _check_foods(data, "wishes")
    return {food: whole(times, f"wishes.{food[:60]}", *WISHES) for food, times in data.items()}


def _habits(data: Mapping[str, object]) -> Habits:
    known_keys(data, _HABIT_KEYS, "habits")
    return Habits(
        repeat_breakfast=yes(data.get("repeat_breakfast", False), "habits.repeat_breakfast"),
        leftovers=yes(data.get("leftovers", False), "habits.leftovers"),
        budget=amount(data["budget"], "habits.budget") if "budget" in data else None,
        most_foods=whole(data["most_foods"], "habits.most_foods", *MOST_FOODS) if "most_foods" in data else None,
        minutes=_minutes(data, "minutes"),
        weekend_minutes=_minutes(data, "weekend_minutes"),
        salt=word(data.get("salt", NO_SALT), "habits.salt", SALTS),
    )


def _minutes(data: Mapping[str, object], key: str) -> int | None:
    return whole(data[key], f"habits.{key}", *MINUTES) if key in data else None


def _people(data: object, templates: Templates) -> tuple[Person, ...]:
    if len(a_list(data, "people")) > MOST_PERSONS:
        raise DocumentError(
            "people",
            _("are {count}, expected at most {most}").format(count=len(a_list(data, "people")), most=MOST_PERSONS),
        )
    people = []
    for number, value in enumerate(a_list(data, "people")):
        where = f"people[{number}]"
        entry = an_object(value, where)
        known_keys(entry, ("name", "profile", "targets", "meal_limits", "never", "confirmed"), where)
        name = one_line(texts([entry.get("name")], f"{where}.name")[0])
        if not name or len(name) > MAX_ID:
            raise DocumentError(
                f"{where}.name", _("is {name}, expected 1 to {most} characters").format(name=short(name), most=MAX_ID)
            )
        never = a_list(entry.get("never", []), f"{where}.never")
        if len(never) > MAX_FOODS:
            raise DocumentError(f"{where}.never", _("names more than {most} foods").format(most=MAX_FOODS))
        people.append(
            Person(
                name,
                _with_meals(
                    _profile(an_object(entry.get("profile", {}), f"{where}.profile"), f"{where}.profile"),
                    entry,
                    f"{where}.meal_limits",
                    templates,
                ),
                MappingProxyType(_targets(an_object(entry.get("targets", {}), f"{where}.targets"), f"{where}.targets")),
                frozenset(food_id(food, f"{where}.never") for food in never),
                word_list(entry.get("confirmed", []), f"{where}.confirmed", CONFIRMATIONS),
            )
        )
    names = [person.name for person in people]
    if len(set(names)) < len(names):
        raise DocumentError("people", _("two of them have one name"))
    return tuple(people)


def _check_foods(data: Mapping[str, object], key: str) -> None:
    if len(data) > MAX_FOODS:
        raise DocumentError(
            key, _("names {count} foods, expected at most {most}").format(count=len(data), most=MAX_FOODS)
        )
    for food in data:
        if len(food) > MAX_ID:
            raise DocumentError(f"{key}.{food[:60]}", _("is longer than {most} characters").format(most=MAX_ID))


def _locks(data: object, key: str, days: int, start: date | None, templates: Templates) -> tuple[Lock, ...]:
    locks = []
    places = set()
    for number, value in enumerate(a_list(data, key)):
        where = f"{key}[{number}]"
        entry = an_object(value, where)
        known_keys(entry, (_day_key(entry, start), "meal", "template", "portions"), where)
        day = _day_of(entry, where, days, start)
        meal = word(entry.get("meal"), f"{where}.meal", templates.meal_ids)
        template = None
        if "template" in entry:
            known = tuple(template.id for template in templates.for_meal(meal))
            template = word(entry["template"], f"{where}.template", known)
        if (day, meal) in places:
            raise DocumentError(where, _("day {day}, {meal} is there a second time").format(day=day, meal=meal))
        places.add((day, meal))
        if len(a_list(entry.get("portions"), f"{where}.portions")) > MAX_PORTIONS:
            raise DocumentError(f"{where}.portions", _("are more than {most}").format(most=MAX_PORTIONS))
        portions = tuple(
            _portion(an_object(portion, f"{where}.portions[{place}]"), f"{where}.portions[{place}]")
            for place, portion in enumerate(a_list(entry.get("portions"), f"{where}.portions"))
        )
        if not portions:
            raise DocumentError(f"{where}.portions", _("is empty"))
        foods = [portion.food for portion in portions]
        if len(set(foods)) < len(foods):
            raise DocumentError(f"{where}.portions", _("one food is there twice"))
        locks.append(Lock(day, meal, template, portions))
    return tuple(locks)


def _portion(entry: Mapping[str, object], key: str) -> FixedPortion:
    known_keys(entry, ("slot", "food", "steps"), key)
    slot, food = entry.get("slot"), entry.get("food")
    for name, value in (("slot", slot), ("food", food)):
        if not isinstance(value, str) or len(value) > MAX_ID:
            raise DocumentError(
                f"{key}.{name}",
                _("is {value}, expected a text of at most {most} characters").format(value=short(value), most=MAX_ID),
            )
    return FixedPortion(str(slot), str(food), whole(entry.get("steps"), f"{key}.steps", 1, MAX_STEPS))


def _profile_to_json(profile: Profile) -> dict[str, object]:
    data: dict[str, object] = {}
    for key in _PROFILE_KEYS:
        value = getattr(profile, key)
        if key == "values":
            value = tuple(map(_value_to_json, value))
        if key == "fibre_ramp" and value is not None:
            value = {"from_g": value.from_g, "since": value.since.isoformat()}
        if value is not None and value != () and not (key == "restrictions" and not value):
            data[key] = sorted(value) if isinstance(value, frozenset) else value
    return data


def _person_to_json(person: Person) -> dict[str, object]:
    data: dict[str, object] = {"name": person.name, "profile": _profile_to_json(person.profile)}
    if person.targets:
        data["targets"] = {key: _own_to_json(own) for key, own in sorted(person.targets.items())}
    if person.profile.meal_limits:
        data["meal_limits"] = _meals_to_json(person.profile)
    if person.never:
        data["never"] = sorted(person.never)
    if person.confirmed:
        data["confirmed"] = sorted(person.confirmed)
    return data


def _own_to_json(own: Own) -> object:
    if not isinstance(own, OwnTarget):
        return own
    ends = {"least": own.least, "most": own.most}
    return {end: number for end, number in ends.items() if number is not None}


def _lock_to_json(lock: Lock, start: date | None) -> dict[str, object]:
    data = _day_to_json(lock.day, start) | {"meal": lock.meal}
    if lock.template is not None:
        data["template"] = lock.template
    data["portions"] = [
        {"slot": portion.slot, "food": portion.food, "steps": portion.steps} for portion in lock.portions
    ]
    return data
