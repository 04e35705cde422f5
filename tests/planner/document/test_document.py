"""The document: what its JSON may say, and in which words everything else is refused."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document.check_catalogue import check_locks, foods_missing
from planner.document.document import (
    FINE,
    LONGEST_NAME,
    LOVE,
    MAX_DAYS,
    MAX_STEPS,
    NEVER,
    TASTES,
    Document,
    FixedPortion,
    Habits,
    Lock,
    Removed,
    Stored,
)
from planner.document.document_json import VERSION, document_to_json, stored_from_text, stored_to_text
from planner.document.json_limits import MAX_CHARACTERS
from planner.document.read_values import DocumentError
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates, read_templates
from planner.foods.nutrients import BY_KEY
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.needs.profile import ACTIVITIES, SEXES, Profile
from planner.needs.targets import CONFIRMATIONS, OwnTarget
from tests.planner.tiny_foods import catalogue_of, food, templates_of

TEMPLATES = read_templates()
PORRIDGE: dict[str, Any] = {
    "day": 1,
    "meal": "breakfast",
    "template": "porridge",
    "portions": [{"slot": "base", "food": "oatmeal_cooked", "steps": 2}],
}
EXAMPLE = """
{"format": "magnolia", "version": 1,
 "profile": {"sex": "female", "age_years": 52, "height_cm": 165, "weight_kg": 70, "activity": "low active",
             "life_stage": "general", "diet": "vegetarian", "allergens": ["peanut"], "conditions": []},
 "targets": {"magnesium_mg": 420, "sodium_mg": {"most": 2000}},
 "tastes": {"spinach_cooked": "love", "tofu_firm": "never"},
 "days": 7, "start": "2026-11-23",
 "locks": [{"day": 1, "meal": "breakfast", "template": "porridge",
            "portions": [{"slot": "base", "food": "oatmeal_cooked", "steps": 2}]}]}
"""


def read(data: Mapping[str, Any]) -> Stored:
    return stored_from_text(json.dumps({"format": "magnolia", "version": 1} | dict(data)), TEMPLATES)


def refusal_of_text(text: str) -> tuple[str, str]:
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text, TEMPLATES)
    assert len(str(caught.value)) < 300
    return caught.value.key, str(caught.value)


def refusal(data: Mapping[str, Any]) -> tuple[str, str]:
    """The key and the sentence with which a document of these keys is refused."""
    return refusal_of_text(json.dumps({"format": "magnolia", "version": 1} | dict(data)))


def lock(**changes: Any) -> dict[str, Any]:
    """A document whose one lock has these keys changed; None leaves a key out."""
    changed = {key: value for key, value in (PORRIDGE | changes).items() if value is not None}
    return {"locks": [changed]}


def portion(**changes: Any) -> dict[str, Any]:
    changed = PORRIDGE["portions"][0] | changes
    return lock(portions=[{key: value for key, value in changed.items() if value is not None}])


# Reading


def test_that_the_documented_example_is_read() -> None:
    document = stored_from_text(EXAMPLE, TEMPLATES).document
    assert document.profile == Profile(
        "female", 52, 165, 70, "low active", diet="vegetarian", allergens=frozenset({"peanut"})
    )
    assert document.targets == {"magnesium_mg": 420.0, "sodium_mg": OwnTarget(most=2000.0)}
    assert document.tastes == {"spinach_cooked": "love", "tofu_firm": "never"}
    assert (document.days, document.start) == (7, date(2026, 11, 23))
    assert document.locks == (Lock(1, "breakfast", "porridge", (FixedPortion("base", "oatmeal_cooked", 2),)),)


def test_that_everything_but_format_and_version_is_optional() -> None:
    assert read({}) == Stored(Document())
    assert read({}).document.days == 1


def test_that_the_foods_of_the_documented_example_are_in_the_catalogue(catalogue: Catalogue) -> None:
    assert foods_missing(stored_from_text(EXAMPLE, TEMPLATES), catalogue) == {}


def test_that_null_removes_a_goal_and_a_number_or_an_object_replaces_it() -> None:
    document = read({"targets": {"zinc_mg": None, "iron_mg": 20, "fiber_g": {"least": 30, "most": 50}}}).document
    assert document.targets == {"zinc_mg": None, "iron_mg": 20.0, "fiber_g": OwnTarget(30.0, 50.0)}


def test_that_the_taste_fine_is_the_same_as_none() -> None:
    assert read({"tastes": {"tofu_firm": "fine"}}).document == Document()


def test_that_a_plan_is_read_beside_the_document() -> None:
    stored = read({"plan": [PORRIDGE | {"day": 3}]})
    assert stored.document == Document()
    assert stored.plan == (Lock(3, "breakfast", "porridge", (FixedPortion("base", "oatmeal_cooked", 2),)),)


def test_that_a_lock_without_a_template_holds_only_its_portions() -> None:
    assert read(lock(template=None)).document.locks[0].template is None


# Refusals


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"alergens": []}, "alergens"),
        ({"wishes": []}, "wishes"),
        ({"profile": {"alergens": ["milk"]}}, "profile.alergens"),
        ({"profile": {"Sex": "female"}}, "profile.Sex"),
        ({"targets": {"zinc": 5}}, "targets.zinc"),
        ({"targets": {"zinc_mg": {"lest": 5}}}, "targets.zinc_mg.lest"),
        (lock(note="x"), "locks[0].note"),
        (portion(grams=100), "locks[0].portions[0].grams"),
        ({"plan": [PORRIDGE | {"totals": {}}]}, "plan[0].totals"),
    ],
)
def test_that_an_unknown_key_is_refused_by_name(data: dict[str, Any], key: str) -> None:
    assert refusal(data)[0] == key


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"profile": {"sex": "other"}}, "profile.sex"),
        ({"profile": {"sex": ["female"]}}, "profile.sex"),
        ({"profile": {"activity": "sedentary"}}, "profile.activity"),
        ({"profile": {"life_stage": "teenager"}}, "profile.life_stage"),
        ({"profile": {"diet": "Vegan"}}, "profile.diet"),
        ({"profile": {"allergens": ["peanuts"]}}, "profile.allergens"),
        ({"profile": {"allergens": "peanut"}}, "profile.allergens"),
        ({"profile": {"allergens": [1]}}, "profile.allergens"),
        ({"profile": {"allergens": {"milk": True}}}, "profile.allergens"),
        ({"profile": {"conditions": ["toothache"]}}, "profile.conditions"),
        ({"profile": {"age_years": -1}}, "profile.age_years"),
        ({"profile": {"age_years": 18}}, "profile.age_years"),
        ({"profile": {"age_years": "40"}}, "profile.age_years"),
        ({"profile": {"age_years": 40.5}}, "profile.age_years"),
        ({"profile": {"age_years": True}}, "profile.age_years"),
        ({"profile": {"age_years": None}}, "profile.age_years"),
        ({"profile": {"height_cm": 16500}}, "profile.height_cm"),
        ({"profile": {"height_cm": "165"}}, "profile.height_cm"),
        ({"profile": {"weight_kg": 0}}, "profile.weight_kg"),
        ({"profile": {"life_stage": "pregnancy"}}, "profile.gestation_week"),
        ({"profile": {"life_stage": "lactation", "months_since_birth": 99}}, "profile.months_since_birth"),
        ({"profile": []}, "profile"),
        ({"profile": None}, "profile"),
        ({"targets": []}, "targets"),
        ({"targets": {"zinc_mg": -1}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": "5"}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": True}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": 1e300}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": 10**400}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": {}}}, "targets.zinc_mg"),
        ({"targets": {"zinc_mg": {"least": None}}}, "targets.zinc_mg.least"),
        ({"targets": {"zinc_mg": {"most": [5]}}}, "targets.zinc_mg.most"),
        ({"tastes": {"tofu_firm": "hate"}}, "tastes.tofu_firm"),
        ({"tastes": {"tofu_firm": None}}, "tastes.tofu_firm"),
        ({"tastes": {"tofu_firm": ["love"]}}, "tastes.tofu_firm"),
        ({"tastes": ["tofu_firm"]}, "tastes"),
        ({"days": 0}, "days"),
        ({"days": 29}, "days"),
        ({"days": -3}, "days"),
        ({"days": True}, "days"),
        ({"days": 7.0}, "days"),
        ({"days": "7"}, "days"),
        ({"days": None}, "days"),
        ({"days": 10**4000}, "days"),
        ({"start": "tomorrow"}, "start"),
        ({"start": "2026-02-30"}, "start"),
        ({"start": 20261123}, "start"),
        ({"start": None}, "start"),
        ({"confirmed": ["high energy"]}, "confirmed"),
        ({"confirmed": "low energy"}, "confirmed"),
        ({"locks": {}}, "locks"),
        ({"locks": None}, "locks"),
        ({"locks": ["breakfast"]}, "locks[0]"),
        (lock(day=None), "locks[0].day"),
        (lock(day=0), "locks[0].day"),
        (lock(day=2), "locks[0].day"),  # the document has one day
        (lock(day=True), "locks[0].day"),
        (lock(day="1"), "locks[0].day"),
        (lock(meal=None), "locks[0].meal"),
        (lock(meal="brunch"), "locks[0].meal"),
        (lock(meal=["breakfast"]), "locks[0].meal"),
        (lock(template="pizza"), "locks[0].template"),
        (lock(template="stir_fry"), "locks[0].template"),  # no breakfast
        (lock(template=5), "locks[0].template"),
        ({"locks": [PORRIDGE | {"template": None}]}, "locks[0].template"),
        (lock(portions=None), "locks[0].portions"),
        (lock(portions=[]), "locks[0].portions"),
        (lock(portions={}), "locks[0].portions"),
        (lock(portions=["oatmeal_cooked"]), "locks[0].portions[0]"),
        (lock(portions=PORRIDGE["portions"] * 2), "locks[0].portions"),
        ({"locks": [PORRIDGE, PORRIDGE]}, "locks[1]"),
        (portion(slot=None), "locks[0].portions[0].slot"),
        (portion(slot=1), "locks[0].portions[0].slot"),
        (portion(food=None), "locks[0].portions[0].food"),
        (portion(food=["oats"]), "locks[0].portions[0].food"),
        (portion(steps=None), "locks[0].portions[0].steps"),
        (portion(steps=0), "locks[0].portions[0].steps"),
        (portion(steps=1.5), "locks[0].portions[0].steps"),
        (portion(steps=True), "locks[0].portions[0].steps"),
        (portion(steps=MAX_STEPS + 1), "locks[0].portions[0].steps"),
        ({"plan": {}}, "plan"),
        ({"plan": [PORRIDGE | {"day": MAX_DAYS + 1}]}, "plan[0].day"),
        ({"plan": [{key: value for key, value in PORRIDGE.items() if key != "template"}]}, "plan[0].template"),
    ],
)
def test_that_a_value_that_cannot_be_is_refused_with_its_key(data: dict[str, Any], key: str) -> None:
    assert refusal(data)[0] == key


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ({"format": "camellia"}, "format"),
        ({"format": None}, "format"),
        ({"version": None}, "version"),
        ({"version": 0}, "version"),
        ({"version": True}, "version"),
        ({"version": 1.0}, "version"),
        ({"version": "1"}, "version"),
    ],
)
def test_that_a_file_of_another_kind_is_refused(head: dict[str, Any], key: str) -> None:
    assert refusal(head)[0] == key


def test_that_a_document_without_its_head_is_refused() -> None:
    assert refusal_of_text("{}")[0] == "format"
    assert refusal_of_text('{"format": "magnolia"}')[0] == "version"


def test_that_a_newer_version_is_refused_before_its_keys_are_looked_at() -> None:
    key, said = refusal({"version": 99, "wonders": []})
    assert key == "version"
    assert "newer" in said


@pytest.mark.parametrize("text", ["", " ", "{", '{"format": "magnolia", ', "magnolia", "{'format': 1}", "\x00" * 50])
def test_that_a_damaged_document_is_refused_with_its_line(text: str) -> None:
    assert "is not JSON" in refusal_of_text(text)[1]


@pytest.mark.parametrize("text", ["[]", "null", "1", '"magnolia"', "true"])
def test_that_json_of_another_shape_is_refused(text: str) -> None:
    assert "expected an object in braces" in refusal_of_text(text)[1]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
def test_that_what_is_no_number_is_refused(constant: str) -> None:
    text = f'{{"format": "magnolia", "version": 1, "targets": {{"zinc_mg": {constant}}}}}'
    assert constant in refusal_of_text(text)[1]


def test_that_a_number_that_overflows_is_refused() -> None:
    text = '{"format": "magnolia", "version": 1, "targets": {"zinc_mg": 1e999}}'
    assert refusal_of_text(text)[0] == "targets.zinc_mg"


@pytest.mark.parametrize("key", ["days", "profile.height_cm", "targets.zinc_mg"])
def test_that_a_number_of_thousands_of_digits_is_refused_in_a_short_sentence(key: str) -> None:
    outer, _, inner = key.partition(".")
    for digits in (400, 4000, 5000):
        value = "9" * digits
        inside = f'{{"{inner}": {value}}}' if inner else value
        refusal_of_text(f'{{"format": "magnolia", "version": 1, "{outer}": {inside}}}')


@pytest.mark.parametrize("key", ["format", "days", "start", "tastes", "profile", "locks", "targets", "plan"])
@pytest.mark.parametrize("deep", [50, 900, 940, 960, 980, 1000, 100_000])
def test_that_deep_nesting_is_refused(key: str, deep: int) -> None:
    """Also where it can just be parsed, but no longer be printed."""
    data = {"format": '"magnolia"', "version": "1"} | {key: "[" * deep + "]" * deep}
    refusal_of_text("{" + ", ".join(f'"{name}": {value}' for name, value in data.items()) + "}")


def test_that_a_key_that_is_there_twice_is_refused() -> None:
    assert refusal_of_text('{"format": "magnolia", "version": 1, "days": 1, "days": 2}')[0] == "days"
    inner = '{"format": "magnolia", "version": 1, "tastes": {"tofu_firm": "love", "tofu_firm": "never"}}'
    assert refusal_of_text(inner)[0] == "tofu_firm"


def test_that_a_huge_document_is_refused() -> None:
    assert "larger than 20 MB" in refusal_of_text(" " * (MAX_CHARACTERS + 1))[1]


def test_that_a_key_of_any_length_gives_a_short_sentence() -> None:
    for data in ({"x" * 9999: 1}, {"tastes": {"x" * 9999: "hate"}}, {"targets": {"x" * 9999: 1}}):
        assert len(refusal(data)[1]) < 300


def test_that_half_a_character_is_refused_because_it_could_not_be_saved() -> None:
    for data in ({"tastes": {"\ud800": "love"}}, portion(food="\ud800"), portion(slot="\udfff")):
        refusal(data)


# Locks against the catalogue


SMALL = templates_of("bowl = breakfast: base grain 1-1, top nuts_seeds 0-1", "plate = breakfast: main fish 1-1")
FOODS = catalogue_of([food("rye", "grain", max_steps=3, min_steps=2), food("nut", "nuts_seeds"), food("cod", "fish")])


def checked(template: str | None, *portions: tuple[str, str, int]) -> str:
    """The key of the refusal of a lock, empty when it can stand."""
    document = Document(locks=(Lock(1, "breakfast", template, tuple(FixedPortion(*each) for each in portions)),))
    try:
        check_locks(document, FOODS, SMALL)
    except DocumentError as refused:
        return refused.key
    return ""


def test_that_a_lock_that_some_plan_can_hold_stands() -> None:
    assert checked("bowl", ("base", "rye", 2)) == ""
    assert checked("bowl", ("base", "rye", 3), ("top", "nut", 1)) == ""
    assert checked(None, ("top", "nut", 1)) == ""
    assert checked("bowl", ("top", "nut", 1)) == ""  # a whole meal is as its user wants it, without a base too


@pytest.mark.parametrize(
    ("template", "portions", "key"),
    [
        ("bowl", [("base", "rye", 1)], "locks[0].portions[0].steps"),
        ("bowl", [("base", "rye", 4)], "locks[0].portions[0].steps"),
        ("bowl", [("base", "nut", 1)], "locks[0].portions[0]"),
        ("bowl", [("main", "cod", 1)], "locks[0].portions[0]"),
        (None, [("base", "cod", 1)], "locks[0].portions[0]"),
        (None, [("side", "cod", 1)], "locks[0].portions[0]"),
    ],
)
def test_that_a_lock_no_template_can_hold_is_refused(
    template: str | None, portions: list[tuple[str, str, int]], key: str
) -> None:
    assert checked(template, *portions) == key


def test_that_foods_the_catalogue_lacks_are_named_with_their_key() -> None:
    held = (Lock(1, "breakfast", "bowl", (FixedPortion("base", "spelt", 2),)),)
    stored = Stored(Document(tastes={"durian": LOVE, "rye": LOVE}, locks=held), plan=held)
    assert foods_missing(stored, FOODS) == {"durian": "tastes.durian", "spelt": "locks[0].portions[0].food"}


# Changing


def test_that_rating_a_food_never_opens_the_locks_it_is_in() -> None:
    kept = FixedPortion("top", "nut", 1)
    both = Lock(1, "breakfast", "bowl", (FixedPortion("base", "rye", 2), kept))
    other = Lock(2, "breakfast", "bowl", (FixedPortion("base", "rye", 2),))
    document = Document(days=2).with_lock(both).with_lock(other).with_taste("rye", NEVER)
    assert document.locks == (Lock(1, "breakfast", None, (kept,)),)


def test_that_a_lock_takes_the_place_of_what_was_locked_in_that_meal() -> None:
    first = Lock(1, "breakfast", None, (FixedPortion("base", "rye", 2),))
    second = Lock(1, "breakfast", None, (FixedPortion("base", "rye", 3),))
    assert Document().with_lock(first).with_lock(second).locks == (second,)
    assert Document().with_lock(first).without_lock(1, "breakfast") == Document()


def test_that_fewer_days_drop_the_locks_beyond_them() -> None:
    held = Lock(3, "breakfast", None, (FixedPortion("base", "rye", 2),))
    assert Document(days=3).with_lock(held).with_days(2).locks == ()
    assert Document(days=3).with_lock(held).with_days(3).locks_on(3) == (held,)


def test_that_a_change_leaves_the_document_it_came_from_alone() -> None:
    document = Document(tastes={"rye": LOVE})
    assert document.with_taste("rye", FINE).tastes == {}
    assert document.with_target("zinc_mg", 9.0).without_target("zinc_mg") == document
    assert document.tastes == {"rye": LOVE}


def test_that_a_taste_nobody_knows_is_a_wrong_call() -> None:
    with pytest.raises(ValueError, match="hate"):
        Document().with_taste("rye", "hate")


# Round trip

amounts = st.floats(0, 1e6, allow_nan=False)
own_targets = st.one_of(
    st.none(),
    amounts,
    st.builds(OwnTarget, amounts, st.none() | amounts),
    st.builds(OwnTarget, st.none(), amounts),
)
food_ids = st.from_regex(r"[a-z][a-z0-9_]{0,20}", fullmatch=True)
fixed_portions = st.builds(FixedPortion, st.text(max_size=9), food_ids, st.integers(1, MAX_STEPS))


@st.composite
def lock_lists(draw: st.DrawFn, days: int, whole: bool) -> tuple[Lock, ...]:
    places = st.tuples(st.integers(1, days), st.sampled_from(TEMPLATES.meal_ids))
    locks = []
    for day, meal in draw(st.lists(places, unique=True, max_size=5)):
        names = st.sampled_from([template.id for template in TEMPLATES.for_meal(meal)])
        portions = draw(st.lists(fixed_portions, min_size=1, max_size=4, unique_by=lambda one: one.food))
        locks.append(Lock(day, meal, draw(names if whole else st.none() | names), tuple(portions)))
    return tuple(locks)


profiles = st.builds(
    Profile,
    sex=st.sampled_from(SEXES),
    age_years=st.integers(19, 120),
    height_cm=st.floats(100, 250),
    weight_kg=st.floats(25, 350) | st.integers(25, 350),
    activity=st.sampled_from(ACTIVITIES),
    diet=st.sampled_from(DIETS),
    allergens=st.frozensets(st.sampled_from(ALLERGENS)),
) | st.builds(
    Profile,
    age_years=st.integers(19, 50),
    life_stage=st.just("pregnancy"),
    gestation_week=st.integers(1, 42),
)


@st.composite
def stored_values(draw: st.DrawFn) -> Stored:
    days = draw(st.integers(1, MAX_DAYS))
    tastes = st.sampled_from([taste for taste in TASTES if taste != FINE])
    document = Document(
        profile=draw(profiles),
        targets=draw(st.dictionaries(st.sampled_from(sorted(BY_KEY)), own_targets, max_size=4)),
        tastes=draw(st.dictionaries(food_ids, tastes, max_size=5)),
        days=days,
        start=draw(st.none() | st.dates()),
        locks=draw(lock_lists(days, whole=False)),
        confirmed=draw(st.frozensets(st.sampled_from(CONFIRMATIONS))),
    )
    return Stored(document, draw(lock_lists(MAX_DAYS, whole=True)))


@given(stored_values())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_that_what_is_written_is_read_back(stored: Stored) -> None:
    text = stored_to_text(stored)
    assert stored_from_text(text, TEMPLATES) == stored
    assert stored_to_text(stored_from_text(text, TEMPLATES)) == text
    assert text.encode().decode() == text


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=12,
)
KEYS = ("profile", "targets", "tastes", "days", "start", "locks", "confirmed", "plan", "extra")


@given(st.dictionaries(st.sampled_from(KEYS), json_values, min_size=1))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_that_any_json_is_read_or_refused_and_nothing_else(data: dict[str, Any]) -> None:
    try:
        stored = read(data)
    except DocumentError:
        return
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


def test_that_equal_documents_give_equal_text() -> None:
    one = Document(tastes={"rye": LOVE, "cod": NEVER})
    other = Document(tastes={"cod": NEVER, "rye": LOVE})
    assert stored_to_text(Stored(one)) == stored_to_text(Stored(other))


def test_that_what_is_as_by_default_is_not_written() -> None:
    assert set(document_to_json(Document())) == {"format", "version", "profile", "days"}


def test_that_a_year_of_few_digits_keeps_its_place() -> None:
    stored = Stored(Document(start=date(1, 1, 1)))
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


def test_that_a_plan_may_hold_days_beyond_the_document(templates: Templates) -> None:
    text = json.dumps({"format": "magnolia", "version": 1, "days": 2, "plan": [PORRIDGE | {"day": 7}]})
    assert stored_from_text(text, templates).plan[0].day == 7


def test_that_the_household_habits_wishes_and_removals_are_read_and_written_back() -> None:
    stored = stored_from_text((Path(__file__).parent / "fixtures" / "version_2.json").read_text(), TEMPLATES)
    document = stored.document
    assert document.removed == {Removed(1, "dinner", "tofu_firm")}
    assert document.wishes == {"almonds": 3}
    assert document.habits == Habits(repeat_breakfast=True, budget=70.0, most_foods=40)
    assert [(person.name, person.profile.sex, person.never) for person in document.people] == [
        ("Sam", "male", frozenset({"kale_cooked"}))
    ]
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored


def test_that_season_and_seed_are_read_and_written_back_and_left_out_where_they_are_as_by_default() -> None:
    stored = Stored(Document(habits=Habits(minutes=0, most_cooked=0), season="south", seed=4711))
    assert stored_from_text(stored_to_text(stored), TEMPLATES) == stored
    assert not {"season", "seed"} & document_to_json(Document()).keys()


@pytest.mark.parametrize(
    ("data", "key"),
    [
        ({"removed": [{"day": 1, "meal": "brunch", "food": "rye"}]}, "removed[0].meal"),
        ({"removed": [{"day": 2, "meal": "lunch", "food": "rye"}]}, "removed[0].day"),
        ({"wishes": {"rye": 8}}, "wishes.rye"),
        ({"habits": {"leftovers": "yes"}}, "habits.leftovers"),
        ({"habits": {"minutes": -1}}, "habits.minutes"),
        ({"habits": {"weekend_minutes": 2.5}}, "habits.weekend_minutes"),
        ({"habits": {"most_cooked": 7}}, "habits.most_cooked"),
        ({"habits": {"most_cooked": None}}, "habits.most_cooked"),
        ({"season": "east"}, "season"),
        ({"seed": -1}, "seed"),
        ({"seed": 1.5}, "seed"),
        ({"habits": {"budget": -1}}, "habits.budget"),
        ({"habits": {"most_foods": 1}}, "habits.most_foods"),
        ({"people": [{"profile": {}}]}, "people[0].name"),
        ({"people": [{"name": "Sam", "profile": {"age_years": 7}}]}, "people[0].profile.age_years"),
        ({"people": [{"name": "Sam"}, {"name": "Sam"}]}, "people"),
        ({"people": [{"name": "Sam", "targets": {"gold_mg": 1}}]}, "people[0].targets.gold_mg"),
    ],
)
def test_that_a_wrong_household_habit_wish_or_removal_says_where(data: dict[str, object], key: str) -> None:
    assert refusal(data)[0] == key


def test_that_a_removed_food_leaves_the_lock_of_its_meal_and_a_locked_food_is_no_longer_removed() -> None:
    lock = Lock(1, "lunch", "salad", (FixedPortion("base", "kale", 1), FixedPortion("topping", "seeds", 1)))
    document = Document().with_lock(lock).with_removed(Removed(1, "lunch", "kale"))
    assert document.locks == (Lock(1, "lunch", None, (FixedPortion("topping", "seeds", 1),)),)
    again = document.with_lock(Lock(1, "lunch", None, (FixedPortion("base", "kale", 2),)))
    assert again.removed == frozenset()


def test_that_the_name_of_a_document_comes_back_and_is_one_line() -> None:
    named = Document().with_name("  Anna\n Smith " + "x" * 200)
    assert named.name.startswith("Anna Smith xxx")
    assert len(named.name) == LONGEST_NAME
    assert stored_from_text(stored_to_text(Stored(named)), read_templates()).document == named
    assert '"name"' not in stored_to_text(Stored(Document()))
    assert named.without_list() == Document().without_list()


@pytest.mark.parametrize("name", [1, None, "two\nlines", " blank", "x" * 81, "\x00"])
def test_that_a_name_that_is_none_is_refused_in_words(name: object) -> None:
    text = json.dumps({"format": "magnolia", "version": VERSION, "name": name, "days": 1})
    with pytest.raises(DocumentError, match=r"name: is .*, expected one line of at most 80 characters"):
        stored_from_text(text, read_templates())
