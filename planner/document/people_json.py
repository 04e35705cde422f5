"""The JSON of the further people of a document."""

from types import MappingProxyType

from planner.document.document import (
    MAX_FOODS,
    MOST_PERSONS,
    Person,
)
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
    DocumentError,
    a_list,
    an_object,
    food_id,
    known_keys,
    short,
    texts,
    word_list,
)
from planner.foods.meals import Templates
from planner.language.plain_text import one_line
from planner.language.translate import _
from planner.needs.targets import CONFIRMATIONS


def people(data: object, templates: Templates) -> tuple[Person, ...]:
    """Those who eat beside the person of the document, no two of one name."""
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
                with_meal_limits(
                    profile_from(an_object(entry.get("profile", {}), f"{where}.profile"), f"{where}.profile"),
                    entry,
                    f"{where}.meal_limits",
                    templates,
                ),
                MappingProxyType(
                    own_targets(an_object(entry.get("targets", {}), f"{where}.targets"), f"{where}.targets")
                ),
                frozenset(food_id(food, f"{where}.never") for food in never),
                word_list(entry.get("confirmed", []), f"{where}.confirmed", CONFIRMATIONS),
            )
        )
    names = [person.name for person in people]
    if len(set(names)) < len(names):
        raise DocumentError("people", _("two of them have one name"))
    return tuple(people)


def person_to_json(person: Person) -> dict[str, object]:
    """One of them as ``people`` reads it; what is as by default is left out."""
    data: dict[str, object] = {"name": person.name, "profile": profile_to_json(person.profile)}
    if person.targets:
        data["targets"] = {key: own_target_to_json(own) for key, own in sorted(person.targets.items())}
    if person.profile.meal_limits:
        data["meal_limits"] = meal_limits_to_json(person.profile)
    if person.never:
        data["never"] = sorted(person.never)
    if person.confirmed:
        data["confirmed"] = sorted(person.confirmed)
    return data
