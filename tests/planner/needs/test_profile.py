"""Who can be planned for, and in which words the others are refused."""

import math
from typing import Any

import pytest

from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.needs.profile import ACTIVITIES, LIFE_STAGES, SEXES, Profile, ProfileError


def refusal(**facts: Any) -> tuple[str, str]:
    """The key and the sentence with which a profile of these facts is refused."""
    with pytest.raises(ProfileError) as caught:
        Profile(**facts)
    return caught.value.key, str(caught.value)


def test_that_the_defaults_are_the_documented_person() -> None:
    person = Profile()
    assert (person.sex, person.age_years, person.height_cm, person.weight_kg) == ("female", 40, 165, 65)
    assert (person.activity, person.life_stage, person.diet) == ("low active", "general", "omnivore")
    assert (person.allergens, person.conditions) == (frozenset(), frozenset())


def test_that_body_mass_index_is_weight_over_height_squared() -> None:
    assert Profile(height_cm=200, weight_kg=80).bmi == pytest.approx(20)


def test_that_equal_facts_are_equal_profiles() -> None:
    assert Profile(allergens=frozenset({"egg", "soy"})) == Profile(allergens=frozenset({"soy", "egg"}))


def test_that_diets_go_from_strictest_to_widest() -> None:
    assert DIETS == ("vegan", "lacto-vegetarian", "vegetarian", "pescatarian", "omnivore")


@pytest.mark.parametrize(
    "facts",
    [
        {"age_years": 19},
        {"age_years": 120},
        {"height_cm": 100},
        {"height_cm": 250.0},
        {"weight_kg": 25},
        {"weight_kg": 350.0},
        {"allergens": frozenset(ALLERGENS)},
        {"life_stage": "pregnancy", "gestation_week": 1, "age_years": 19},
        {"life_stage": "pregnancy", "gestation_week": 42, "age_years": 50},
        {"life_stage": "lactation", "months_since_birth": 0},
        {"life_stage": "lactation", "months_since_birth": 24},
        *({"sex": word} for word in SEXES),
        *({"activity": word} for word in ACTIVITIES),
        *({"diet": word} for word in DIETS),
    ],
)
def test_that_the_ends_of_every_range_and_every_word_are_accepted(facts: dict[str, Any]) -> None:
    person = Profile(**facts)
    assert all(getattr(person, name) == value for name, value in facts.items())


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("age_years", -1),
        ("age_years", 121),
        ("age_years", 40.5),
        ("age_years", True),
        ("age_years", "40"),
        ("age_years", None),
        ("height_cm", 16500),
        ("height_cm", 99.9),
        ("height_cm", 250.1),
        ("height_cm", math.nan),
        ("height_cm", True),
        ("height_cm", "165"),
        ("height_cm", None),
        ("weight_kg", 24.9),
        ("weight_kg", 350.1),
        ("weight_kg", math.inf),
        ("weight_kg", -65),
        ("weight_kg", 10**400),
        ("sex", "woman"),
        ("sex", None),
        ("activity", "Active"),
        ("life_stage", "pregnant"),
        ("diet", "keto"),
        ("diet", ["vegan"]),
        ("allergens", frozenset({"nuts"})),
        ("allergens", "egg"),
        ("conditions", frozenset({"toothache"})),
    ],
)
def test_that_an_impossible_fact_is_refused_under_its_own_key(name: str, value: object) -> None:
    key, sentence = refusal(**{name: value})
    assert key == f"profile.{name}"
    assert sentence.endswith(".")


@pytest.mark.parametrize("age", [0, 12, 18])
def test_that_the_young_are_told_that_the_planner_is_for_adults(age: int) -> None:
    key, sentence = refusal(age_years=age)
    assert key == "profile.age_years"
    assert "for adults" in sentence
    assert str(age) in sentence


def test_that_a_negative_age_is_called_out_of_range_and_not_young() -> None:
    assert "for adults" not in refusal(age_years=-1)[1]


def test_that_a_refused_word_is_named_beside_the_known_ones() -> None:
    assert refusal(allergens=frozenset({"egg", "nuts"}))[1] == (
        "allergens names 'nuts', expected any of: milk, egg, fish, shellfish, tree nut, peanut, wheat, soy,"
        " sesame, lupin."
    )


def test_that_a_condition_without_rules_is_refused() -> None:
    key, sentence = refusal(conditions=frozenset({"celiac disease"}))
    assert key == "profile.conditions"
    assert "'celiac disease', which is not known" in sentence
    assert "known words are: coeliac disease, " in sentence


@pytest.mark.parametrize(
    ("stage", "count"), [("pregnancy", {"gestation_week": 20}), ("lactation", {"months_since_birth": 3})]
)
@pytest.mark.parametrize("other", [{"sex": "male"}, {"age_years": 51}])
def test_that_pregnancy_and_lactation_are_for_women_up_to_fifty(
    stage: str, count: dict[str, int], other: dict[str, Any]
) -> None:
    assert refusal(life_stage=stage, **count, **other)[0] == "profile.life_stage"


@pytest.mark.parametrize(
    ("stage", "name", "count"),
    [
        ("pregnancy", "gestation_week", None),
        ("pregnancy", "gestation_week", 0),
        ("pregnancy", "gestation_week", 43),
        ("pregnancy", "gestation_week", 20.5),
        ("pregnancy", "gestation_week", True),
        ("lactation", "months_since_birth", None),
        ("lactation", "months_since_birth", -1),
        ("lactation", "months_since_birth", 25),
        ("lactation", "months_since_birth", False),
        ("lactation", "months_since_birth", "3"),
    ],
)
def test_that_each_stage_needs_its_own_count_within_range(stage: str, name: str, count: object) -> None:
    assert refusal(life_stage=stage, **{name: count})[0] == f"profile.{name}"


@pytest.mark.parametrize("stage", LIFE_STAGES)
@pytest.mark.parametrize(("owner", "name"), [("pregnancy", "gestation_week"), ("lactation", "months_since_birth")])
def test_that_a_count_of_another_stage_is_refused(stage: str, owner: str, name: str) -> None:
    needed: dict[str, Any] = {
        "general": {},
        "pregnancy": {"gestation_week": 20},
        "lactation": {"months_since_birth": 3},
    }[stage]
    if stage == owner:
        assert Profile(life_stage=stage, **needed).life_stage == stage
    else:
        assert refusal(life_stage=stage, **needed, **{name: 5})[0] == f"profile.{name}"
