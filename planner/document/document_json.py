"""The JSON of a document and of the plan stored beside it: reading, checking, writing."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from planner.document.away_json import away_meals, away_to_json
from planner.document.diary import diary_days, diary_to_json
from planner.document.document import (
    AIMS,
    FINE,
    LONGEST_NAME,
    MAX_COMPUTER,
    MAX_DAYS,
    MAX_FOODS,
    MAX_STEPS,
    MOST_DRINKS,
    MOST_SEED,
    TASTES,
    WISHES,
    Document,
    Habits,
    Stored,
)
from planner.document.favourites_json import favourites, favourites_to_json
from planner.document.json_limits import object_from_text
from planner.document.list_choices import ListChoices
from planner.document.list_json import list_choices, list_choices_to_json
from planner.document.meals_json import day_to_json, lock_to_json, locked_meals, marked_meals, removed_foods
from planner.document.migrations import MIGRATIONS, Migration, up_to_date
from planner.document.own_json import dish_to_json, food_to_json, own_dishes, own_foods
from planner.document.people_json import people, person_to_json
from planner.document.profile_json import (
    meal_limits_to_json,
    own_target_to_json,
    own_targets,
    profile_from,
    profile_to_json,
    with_meal_limits,
)
from planner.document.read_values import (
    MAX_ID,
    WEEKDAYS,
    DocumentError,
    a_date,
    amount,
    an_object,
    known_keys,
    short,
    whole,
    word,
    word_list,
    yes,
)
from planner.document.recorded_json import (
    judged_to_json,
    marked_to_json,
    recorded_days,
    recorded_to_json,
    recorded_to_lines,
    text_with_days,
)
from planner.document.recorded_lines import days_of_lines, split
from planner.document.refused import refused, refused_to_json
from planner.document.steps import steps, steps_to_json
from planner.document.supplements import supplements, supplements_to_json
from planner.document.usual_days import usual_days, usual_days_to_json
from planner.foods.meals import Templates
from planner.foods.salt import NONE as NO_SALT
from planner.foods.salt import SALTS
from planner.foods.seasons import NORTH, WHERE
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.needs.targets import CONFIRMATIONS

FORMAT = "magnolia"
VERSION = 1 + len(MIGRATIONS)
MOST_FOODS = (10, 1000)  # different things to buy
MINUTES = (0, 600)  # of work a day
MOST_COOKED = (0, 6)  # dishes a day

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
    "diary",
    "season",
    "seed",
    "favourites",
)

_ID = frozenset("0123456789abcdefghijklmnopqrstuvwxyz")


_HABIT_KEYS = (
    "repeat_breakfast",
    "leftovers",
    "budget",
    "most_foods",
    "minutes",
    "weekend_minutes",
    "most_cooked",
    "no_oven",
    "salt",
    "away",
)


def stored_from_text(text: str, templates: Templates, migrations: Sequence[Migration] = MIGRATIONS) -> Stored:
    """Reads a document and the plan beside it from JSON.

    Foods are not looked up here; ``foods_missing`` and ``check_locks`` do that.

    Raises:
        DocumentError: for anything that is not exactly as the README describes.
    """
    return _stored_fast(text, templates, migrations) or _stored(object_from_text(text), templates, migrations)


def _stored_fast(text: str, templates: Templates, migrations: Sequence[Migration]) -> Stored | None:
    """As ``stored_from_text`` where the recorded days stand as they are written, and nothing is wrong; else None."""
    parts = split(text)
    if parts is None:
        return None
    rest, lines = parts
    try:
        data = object_from_text(rest)
        days = days_of_lines(lines, data, templates)
        if days is None or data.get("version") != 1 + len(migrations):
            return None
        stored = _stored(data, templates, migrations)
    except DocumentError:
        return None
    return replace(stored, document=replace(stored.document, recorded=days))


def stored_to_text(stored: Stored) -> str:
    """The JSON of a document and its plan, keys in a fixed order, so that equal values give equal text."""
    document = stored.document
    data = document_to_json(replace(document, recorded=())) | judged_to_json(document)
    if stored.plan:
        data["plan"] = [lock_to_json(lock, stored.document.start) for lock in stored.plan]
    if stored.saved_on:
        data["saved_on"] = stored.saved_on
    return text_with_days(data, recorded_to_lines(document))


def document_to_json(document: Document) -> dict[str, object]:
    """The document as JSON values; what is as by default is left out."""
    data: dict[str, object] = {"format": FORMAT, "version": VERSION}
    if document.name:
        data["name"] = document.name
    data["profile"] = profile_to_json(document.profile)
    if document.targets:
        data["targets"] = {key: own_target_to_json(own) for key, own in sorted(document.targets.items())}
    if document.profile.meal_limits:
        data["meal_limits"] = meal_limits_to_json(document.profile)
    if document.tastes:
        data["tastes"] = dict(sorted(document.tastes.items()))
    data["days"] = document.days
    if document.start is not None:
        data["start"] = document.start.isoformat()
    if document.locks:
        data["locks"] = [lock_to_json(lock, document.start) for lock in document.locks]
    if document.confirmed:
        data["confirmed"] = sorted(document.confirmed)
    if document.stock:
        data["stock"] = dict(sorted(document.stock.items()))
    if document.shopping != ListChoices():
        data["list"] = list_choices_to_json(document.shopping)
    if document.removed:
        removed = sorted(document.removed, key=lambda gone: (gone.day, gone.meal, gone.food))
        data["removed"] = [
            day_to_json(gone.day, document.start) | {"meal": gone.meal, "food": gone.food} for gone in removed
        ]
    if document.wishes:
        data["wishes"] = dict(sorted(document.wishes.items()))
    if document.habits != Habits():
        usual = Habits()
        data["habits"] = {
            key: away_to_json(value) if key == "away" else value
            for key in _HABIT_KEYS
            if (value := getattr(document.habits, key)) != getattr(usual, key)
        }
    if document.people:
        data["people"] = [person_to_json(person) for person in document.people]
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
    if document.favourites:
        data["favourites"] = favourites_to_json(document.favourites)
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
        data["marks"] = [day_to_json(marked.day, document.start) | marked_to_json(marked) for marked in document.marks]
    if document.diary:
        data["diary"] = diary_to_json(document.diary)
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
        profile=with_meal_limits(
            profile_from(an_object(data.get("profile", {}), "profile"), "profile"), data, "meal_limits", templates
        ),
        targets=MappingProxyType(own_targets(an_object(data.get("targets", {}), "targets"), "targets")),
        tastes=MappingProxyType(_tastes(an_object(data.get("tastes", {}), "tastes"))),
        days=days,
        start=start,
        locks=locked_meals(data.get("locks", []), "locks", days, start, templates),
        confirmed=confirmed,
        stock=MappingProxyType(_stock(an_object(data.get("stock", {}), "stock"))),
        shopping=list_choices(an_object(data.get("list", {}), "list")),
        removed=removed_foods(data.get("removed", []), days, start, templates),
        wishes=MappingProxyType(_wishes(an_object(data.get("wishes", {}), "wishes"))),
        habits=_habits(an_object(data.get("habits", {}), "habits"), templates),
        people=people(data.get("people", []), templates),
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
        marks=marked_meals(data.get("marks", []), days, start, templates),
        recorded=recorded_days(data.get("recorded", []), data.get("judged", []), templates),
        diary=diary_days(data.get("diary", [])),
        favourites=favourites(data.get("favourites", []), templates),
        season=word(data.get("season", NORTH), "season", WHERE),
        seed=whole(data.get("seed", 0), "seed", 0, MOST_SEED),
        name=_name(data.get("name", "")),
    )
    plan = locked_meals(data.get("plan", []), "plan", MAX_DAYS, start, templates)
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


def _drinks(data: Mapping[str, object]) -> dict[str, int]:
    _check_foods(data, "drinks")
    if len(data) > MOST_DRINKS:
        raise DocumentError("drinks", _("are more than {most}").format(most=MOST_DRINKS))
    return {food: whole(steps, f"drinks.{food[:60]}", 1, MAX_STEPS) for food, steps in data.items()}


def _wishes(data: Mapping[str, object]) -> dict[str, int]:
    _check_foods(data, "wishes")
    return {food: whole(times, f"wishes.{food[:60]}", *WISHES) for food, times in data.items()}


def _habits(data: Mapping[str, object], templates: Templates) -> Habits:
    known_keys(data, _HABIT_KEYS, "habits")
    return Habits(
        repeat_breakfast=yes(data.get("repeat_breakfast", False), "habits.repeat_breakfast"),
        leftovers=yes(data.get("leftovers", False), "habits.leftovers"),
        budget=amount(data["budget"], "habits.budget") if "budget" in data else None,
        most_foods=whole(data["most_foods"], "habits.most_foods", *MOST_FOODS) if "most_foods" in data else None,
        minutes=_minutes(data, "minutes"),
        weekend_minutes=_minutes(data, "weekend_minutes"),
        most_cooked=whole(data["most_cooked"], "habits.most_cooked", *MOST_COOKED) if "most_cooked" in data else None,
        no_oven=yes(data.get("no_oven", False), "habits.no_oven"),
        salt=word(data.get("salt", NO_SALT), "habits.salt", SALTS),
        away=away_meals(data.get("away", []), templates),
    )


def _minutes(data: Mapping[str, object], key: str) -> int | None:
    return whole(data[key], f"habits.{key}", *MINUTES) if key in data else None


def _check_foods(data: Mapping[str, object], key: str) -> None:
    if len(data) > MAX_FOODS:
        raise DocumentError(
            key, _("names {count} foods, expected at most {most}").format(count=len(data), most=MAX_FOODS)
        )
    for food in data:
        if len(food) > MAX_ID:
            raise DocumentError(f"{key}.{food[:60]}", _("is longer than {most} characters").format(most=MAX_ID))
