"""The JSON of own foods and own dishes: reading, checking, writing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

from planner.document.read_values import (
    DocumentError,
    a_list,
    amount,
    an_object,
    known_keys,
    short,
    texts,
    whole,
    word,
    yes,
)
from planner.language.translate import _
from planner.own.dish import MOST_INGREDIENTS, MOST_OWN_DISHES, OwnDish, Weighed, dish_problems
from planner.own.food import LABELS, MOST_NAME, MOST_OWN_FOODS, PER, PER_100_G, US, OwnFood
from planner.own.label_checks import LABEL_KEYS, LabelProblem, problems_of

Own = TypeVar("Own", OwnFood, OwnDish)
FOODS, DISHES = "own_foods", "own_dishes"
_MANY = 10**6  # of a whole number that is checked in words later
_FOOD_TEXTS = ("id", "name", "group", "measure", "diet")
_FOOD_COUNTS = {"min_steps": 1, "max_steps": 2, "daily_max": 2, "weekly_max": 7, "familiarity": 2}
_FOOD_WORDS = {"metric": "g", "oxalate": "", "mercury": ""}
_FOOD_KEYS = (
    *_FOOD_TEXTS,
    "roles",
    "step",
    "step_g",
    "allergens",
    "per",
    "label",
    "amounts",
    "flags",
    *_FOOD_COUNTS,
    *_FOOD_WORDS,
)
_DISH_KEYS = ("id", "name", "kind", "ingredients", "servings", "water_g", "minutes", "weekly_max", "method", "heated")


def own_foods(data: object) -> tuple[OwnFood, ...]:
    """The own foods of a document's key ``own_foods``.

    Raises:
        DocumentError: for anything that is not exactly as the README describes, or no label can say.
    """
    foods = tuple(_each(data, FOODS, MOST_OWN_FOODS, _food, problems_of))
    _refuse_twice([own.id for own in foods], FOODS)
    return foods


def own_dishes(data: object, foods: Sequence[OwnFood]) -> tuple[OwnDish, ...]:
    """The own dishes of a document's key ``own_dishes``; ``foods`` are the own foods beside them.

    Raises:
        DocumentError: for anything that is not exactly as the README describes.
    """
    dishes = tuple(_each(data, DISHES, MOST_OWN_DISHES, _dish, dish_problems))
    ids = [own.id for own in dishes]
    _refuse_twice([*ids, *(own.id for own in foods)], DISHES)
    for own in dishes:
        if inside := sorted(set(own.foods) & set(ids)):
            raise DocumentError(
                f"{DISHES}.{own.id}", _("contains the dish {inside}, expected foods").format(inside=inside[0])
            )
    return dishes


def food_to_json(own: OwnFood) -> dict[str, object]:
    """An own food as JSON values; what is as by default is left out."""
    data: dict[str, object] = {
        "id": own.id,
        "name": own.name,
        "group": own.group,
        "roles": sorted(own.roles),
        "measure": own.measure,
        "step": own.step,
        "step_g": own.step_g,
        "diet": own.diet,
        "allergens": sorted(own.allergens),
    }
    usual: dict[str, object] = {"per": PER_100_G, "label": US, **_FOOD_COUNTS, **_FOOD_WORDS}
    data |= {key: getattr(own, key) for key, value in usual.items() if getattr(own, key) != value}
    if own.flags:
        data["flags"] = sorted(own.flags)
    data["amounts"] = {key: own.amounts[key] for key in LABEL_KEYS if key in own.amounts}
    return data


def dish_to_json(own: OwnDish) -> dict[str, object]:
    """An own dish as JSON values."""
    data: dict[str, object] = {
        "id": own.id,
        "name": own.name,
        "kind": own.kind,
        "servings": own.servings,
        "minutes": own.minutes,
        "weekly_max": own.weekly_max,
        "ingredients": [{"food": part.food, "grams": part.grams} for part in own.ingredients],
    }
    if own.water_g:
        data["water_g"] = own.water_g
    if own.method:
        data["method"] = list(own.method)
    if own.heated:
        data["heated"] = True
    return data


def _each(
    data: object,
    key: str,
    most: int,
    read: Callable[[Mapping[str, object], str], Own],
    problems: Callable[[Own], Sequence[LabelProblem]],
) -> Iterator[Own]:
    """The entries of a list, each read and checked."""
    entries = a_list(data, key)
    if len(entries) > most:
        raise DocumentError(key, _("are {count}, expected at most {most}").format(count=len(entries), most=most))
    for number, value in enumerate(entries):
        where = f"{key}[{number}]"
        own = read(an_object(value, where), where)
        _refuse(problems(own), where)
        yield own


def _food(entry: Mapping[str, object], where: str) -> OwnFood:
    known_keys(entry, _FOOD_KEYS, where)
    said = {key: _text(entry.get(key), f"{where}.{key}") for key in _FOOD_TEXTS}
    counts = {key: whole(entry.get(key, usual), f"{where}.{key}", 1, _MANY) for key, usual in _FOOD_COUNTS.items()}
    words = {key: _text(entry.get(key, usual), f"{where}.{key}", 0) for key, usual in _FOOD_WORDS.items()}
    amounts = an_object(entry.get("amounts"), f"{where}.amounts")
    known_keys(amounts, LABEL_KEYS, f"{where}.amounts")
    return OwnFood(
        id=said["id"],
        name=said["name"],
        group=said["group"],
        roles=frozenset(texts(entry.get("roles"), f"{where}.roles")),
        measure=said["measure"],
        step=amount(entry.get("step"), f"{where}.step"),
        step_g=amount(entry.get("step_g"), f"{where}.step_g"),
        diet=said["diet"],
        allergens=frozenset(texts(entry.get("allergens"), f"{where}.allergens")),
        amounts=MappingProxyType({key: amount(value, f"{where}.amounts.{key}") for key, value in amounts.items()}),
        per=word(entry.get("per", PER_100_G), f"{where}.per", PER),
        label=word(entry.get("label", US), f"{where}.label", LABELS),
        min_steps=counts["min_steps"],
        max_steps=counts["max_steps"],
        daily_max=counts["daily_max"],
        weekly_max=counts["weekly_max"],
        familiarity=counts["familiarity"],
        metric=words["metric"],
        oxalate=words["oxalate"],
        mercury=words["mercury"],
        flags=frozenset(texts(entry.get("flags", []), f"{where}.flags")),
    )


def _dish(entry: Mapping[str, object], where: str) -> OwnDish:
    known_keys(entry, _DISH_KEYS, where)
    parts = a_list(entry.get("ingredients"), f"{where}.ingredients")
    if len(parts) > MOST_INGREDIENTS:
        raise DocumentError(
            f"{where}.ingredients",
            _("are {count}, expected at most {most}").format(count=len(parts), most=MOST_INGREDIENTS),
        )
    return OwnDish(
        id=_text(entry.get("id"), f"{where}.id"),
        name=_text(entry.get("name"), f"{where}.name"),
        kind=_text(entry.get("kind"), f"{where}.kind"),
        ingredients=tuple(_weighed(part, f"{where}.ingredients[{place}]") for place, part in enumerate(parts)),
        servings=whole(entry.get("servings"), f"{where}.servings", 1, _MANY),
        water_g=amount(entry.get("water_g", 0.0), f"{where}.water_g"),
        minutes=whole(entry.get("minutes"), f"{where}.minutes", 0, _MANY),
        weekly_max=whole(entry.get("weekly_max"), f"{where}.weekly_max", 1, _MANY),
        method=tuple(texts(entry.get("method", []), f"{where}.method")),
        heated=yes(entry.get("heated", False), f"{where}.heated"),
    )


def _weighed(value: object, where: str) -> Weighed:
    entry = an_object(value, where)
    known_keys(entry, ("food", "grams"), where)
    return Weighed(_text(entry.get("food"), f"{where}.food"), amount(entry.get("grams"), f"{where}.grams"))


def _text(value: object, where: str, least: int = 1) -> str:
    if not isinstance(value, str) or not least <= len(value) <= MOST_NAME:
        raise DocumentError(
            where,
            _("is {value}, expected a text of {least} to {most} characters").format(
                value=short(value), least=least, most=MOST_NAME
            ),
        )
    return value


def _refuse(problems: Sequence[LabelProblem], where: str) -> None:
    if problems:
        first = problems[0]
        inside = f"{where}.amounts.{first.field}" if first.field in LABEL_KEYS else f"{where}.{first.field}"
        raise DocumentError(inside, first.sentence)


def _refuse_twice(ids: Sequence[str], key: str) -> None:
    for place, food in enumerate(ids):
        if food in ids[:place]:
            raise DocumentError(key, _("the id {food} is there twice").format(food=food))
