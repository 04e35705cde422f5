"""The JSON of a profile, with the ranges of meals and the own targets that stand beside it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from planner.document.read_values import (
    MAX_ID,
    DocumentError,
    a_date,
    a_list,
    amount,
    an_object,
    known_keys,
    short,
    texts,
    word,
)
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.translate import _
from planner.needs.fibre_ramp import FibreRamp
from planner.needs.lab_values import LABS, LabValue, in_order
from planner.needs.meal_limits import CARBOHYDRATE
from planner.needs.profile import MealRange, Profile, ProfileError
from planner.needs.targets import Own, OwnTarget

CLINICIAN = "clinician"  # of a target: the day on which a clinician set it
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
    "snacks",
    "exchange_g",
    "fibre_ramp",
    "vitamin_d_ug",
    "values",
)
_SETS = ("allergens", "restrictions", "conditions", "snacks")
_OF_LATER = ("restrictions", "snacks")  # sets that documents without them did not have: left out where they are empty


def profile_from(data: Mapping[str, object], at: str) -> Profile:
    """The profile that stands at ``at``.

    Raises:
        DocumentError: for a key or value that a profile cannot have.
    """
    known_keys(data, _PROFILE_KEYS, at)
    values: dict[str, object] = dict(data)
    for key, value in data.items():
        where = f"{at}.{key}"
        if key == "values":
            values[key] = _lab_values(value, where)
            continue
        if key == "fibre_ramp":
            values[key] = _fibre_ramp(value, where)
            continue
        words = texts(value, where) if key in (*_SETS, "medicines") else [value]
        for each in words:
            if isinstance(each, dict | list) or len(str(each)) > MAX_ID:
                raise DocumentError(where, _("is {each}, expected a word or a number").format(each=short(each)))
        if key in _SETS:
            values[key] = frozenset(words)
        if key == "medicines":
            values[key] = _medicines(texts(value, where))
    build: Callable[..., Profile] = Profile
    try:
        return build(**values)
    except ProfileError as error:
        raise DocumentError(at + error.key.removeprefix("profile"), str(error)) from None


def profile_to_json(profile: Profile) -> dict[str, object]:
    """Everything of the profile but its ranges of meals, which stand beside it."""
    data: dict[str, object] = {}
    for key in _PROFILE_KEYS:
        value = getattr(profile, key)
        if key == "values":
            value = tuple(map(_value_to_json, value))
        if key == "fibre_ramp" and value is not None:
            value = {"from_g": value.from_g, "since": value.since.isoformat()}
        if value is not None and value != () and not (key in _OF_LATER and not value):
            data[key] = sorted(value) if isinstance(value, frozenset) else value
    return data


def _fibre_ramp(data: object, at: str) -> FibreRamp:
    fields = an_object(data, at)
    known_keys(fields, ("from_g", "since"), at)
    return FibreRamp(amount(fields.get("from_g"), f"{at}.from_g"), a_date(fields.get("since"), f"{at}.since"))


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
    return in_order(found)


def _value_to_json(value: LabValue) -> dict[str, object]:
    data: dict[str, object] = {"name": value.name, "value": value.value}
    if value.unit:
        data["unit"] = value.unit
    return data | ({"date": value.taken.isoformat()} if value.taken is not None else {})


def with_meal_limits(profile: Profile, data: Mapping[str, object], at: str, templates: Templates) -> Profile:
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


def meal_limits_to_json(profile: Profile) -> dict[str, object]:
    """The ranges of carbohydrate [g], each by its meal."""
    return {
        each.meal: {CARBOHYDRATE.key: own_target_to_json(OwnTarget(each.least, each.most))}
        for each in profile.meal_limits
    }


def own_targets(data: Mapping[str, object], at: str) -> dict[str, Own]:
    """The user's own targets by nutrient, in its unit a day: ends, one number, or None for no target."""
    targets: dict[str, Own] = {}
    for key, value in data.items():
        where = f"{at}.{key[:60]}"
        if key not in nutrients.BY_KEY:
            raise DocumentError(where, _("is no nutrient the planner knows"))
        if value is None:
            targets[key] = None
        elif isinstance(value, Mapping):
            known_keys(value, ("least", "most", CLINICIAN), where)
            ends = {end: amount(value[end], f"{where}.{end}") for end in ("least", "most") if end in value}
            if not ends:
                raise DocumentError(where, _("has neither least nor most"))
            when = a_date(value[CLINICIAN], f"{where}.{CLINICIAN}") if CLINICIAN in value else None
            targets[key] = OwnTarget(ends.get("least"), ends.get("most"), when)
        else:
            targets[key] = amount(value, where)
    return targets


def own_target_to_json(own: Own) -> object:
    """One own target as ``own_targets`` reads it."""
    if not isinstance(own, OwnTarget):
        return own
    ends: dict[str, object] = {"least": own.least, "most": own.most}
    written = {end: number for end, number in ends.items() if number is not None}
    return written if own.clinician is None else {**written, CLINICIAN: own.clinician.isoformat()}
