"""The JSON of own foods and dishes: what is written is read again, and everything else is refused with its key."""

import json
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.document.document import Document, Stored
from planner.document.document_json import document_to_json, stored_from_text, stored_to_text
from planner.document.own_json import dish_to_json, food_to_json
from planner.document.read_values import DocumentError
from planner.editing.own_edits import with_own
from planner.foods.catalogue import Catalogue
from planner.foods.food import FLAGS, ROLES
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.own.dish import A_WEEK, MINUTES, SERVINGS, OwnDish, Weighed
from planner.own.food import LABELS, MOST_OWN_FOODS, PER, OwnFood
from planner.own.kinds import DISH_KINDS
from planner.own.label_checks import LABEL_KEYS, problems_of
from tests.planner.own_examples import bowl, yogurt

TEMPLATES = read_templates()
letters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf"))
names = st.text(letters, min_size=1, max_size=60).filter(str.strip)
ids = st.from_regex(r"own_[a-z0-9_]{1,20}", fullmatch=True)


def small_amounts() -> st.SearchStrategy[dict[str, float]]:
    """Figures so small that no two of them contradict each other."""
    some = st.dictionaries(st.sampled_from(LABEL_KEYS), st.floats(0.0, 0.01), max_size=10)
    return some.map(lambda amounts: amounts | {"energy_kcal": 1.0})


@st.composite
def own_foods(draw: st.DrawFn) -> OwnFood:
    steps = draw(st.integers(1, 5))
    most = draw(st.integers(steps, 9))
    day = draw(st.integers(most, 30))
    return OwnFood(
        id=draw(ids),
        name=draw(names),
        group="Whole grains",
        roles=draw(st.frozensets(st.sampled_from(ROLES), min_size=1, max_size=3)),
        measure=draw(names)[:40].strip() or "pot",
        step=draw(st.floats(0.01, 100.0)),
        step_g=draw(st.floats(50.0, 1500.0)),
        diet=DIETS[-1],
        allergens=draw(st.frozensets(st.sampled_from(ALLERGENS))),
        amounts=MappingProxyType(draw(small_amounts())),
        per=draw(st.sampled_from(PER)),
        label=draw(st.sampled_from(LABELS)),
        min_steps=steps,
        max_steps=most,
        daily_max=day,
        weekly_max=draw(st.integers(day, 200)),
        familiarity=draw(st.integers(1, 3)),
        metric=draw(st.sampled_from(["g", "ml", "count"])),
        oxalate=draw(st.sampled_from(["", "low", "high"])),
        mercury=draw(st.sampled_from(["", "low", "unknown"])),
        flags=draw(st.frozensets(st.sampled_from(FLAGS), max_size=3)),
    )


@st.composite
def own_dishes(draw: st.DrawFn) -> OwnDish:
    foods = draw(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1, max_size=6, unique=True))
    return OwnDish(
        id=draw(ids),
        name=draw(names),
        kind=draw(st.sampled_from(DISH_KINDS)).word,
        ingredients=tuple(Weighed(food, draw(st.floats(0.1, 5000.0))) for food in foods),
        servings=draw(st.integers(*SERVINGS)),
        water_g=draw(st.floats(0.0, 5000.0)),
        minutes=draw(st.integers(*MINUTES)),
        weekly_max=draw(st.integers(*A_WEEK)),
        method=tuple(draw(st.lists(names, max_size=4))),
    )


@settings(max_examples=60, deadline=None)
@given(
    st.lists(own_foods(), max_size=3, unique_by=lambda own: own.id),
    st.lists(own_dishes(), max_size=2, unique_by=lambda own: own.id),
)
def test_that_every_own_food_and_dish_is_read_as_it_was_written(foods: list[OwnFood], dishes: list[OwnDish]) -> None:
    assert [problems_of(own) for own in foods if problems_of(own)] == []
    taken = {own.id for own in foods}
    dishes = [own for own in dishes if own.id not in taken]
    stored = Stored(Document(own_foods=tuple(foods), own_dishes=tuple(dishes)))
    again = stored_from_text(stored_to_text(stored), TEMPLATES)
    assert again == stored
    assert stored_to_text(again) == stored_to_text(stored)


def test_that_what_is_unknown_is_absent_from_the_file() -> None:
    written = food_to_json(yogurt(amounts={"energy_kcal": 90.0}))
    assert written["amounts"] == {"energy_kcal": 90.0}


def test_that_a_document_without_own_foods_does_not_speak_of_them() -> None:
    assert {"own_foods", "own_dishes"}.isdisjoint(document_to_json(Document()))


def refusal(**keys: Any) -> tuple[str, str]:
    with pytest.raises(DocumentError, match=":") as caught:
        stored_from_text(json.dumps({"format": "magnolia", "version": 2} | keys), TEMPLATES)
    return caught.value.key, str(caught.value)


def changed(**changes: Any) -> list[dict[str, Any]]:
    """The own foods of a file in which the yogurt has these keys changed; None leaves one out."""
    entry = {key: value for key, value in (food_to_json(yogurt()) | changes).items() if value is not None}
    return [entry]


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"kcal": 5}, "own_foods[0].kcal"),
        ({"name": ""}, "own_foods[0].name"),
        ({"name": "x" * 301}, "own_foods[0].name"),
        ({"name": 5}, "own_foods[0].name"),
        ({"id": "oats"}, "own_foods[0].id"),
        ({"roles": None}, "own_foods[0].roles"),
        ({"roles": ["yoghurt"]}, "own_foods[0].roles"),
        ({"diet": "keto"}, "own_foods[0].diet"),
        ({"diet": None}, "own_foods[0].diet"),
        ({"allergens": None}, "own_foods[0].allergens"),
        ({"step_g": 0}, "own_foods[0].step_g"),
        ({"step_g": True}, "own_foods[0].step_g"),
        ({"max_steps": 0}, "own_foods[0].max_steps"),
        ({"max_steps": 2.5}, "own_foods[0].max_steps"),
        ({"max_steps": 41}, "own_foods[0].max_steps"),
        ({"per": "100 ml"}, "own_foods[0].per"),
        ({"amounts": {"protein_g": 5}}, "own_foods[0].amounts.energy_kcal"),
        ({"amounts": {"energy_kcal": 400, "protein_g": 900}}, "own_foods[0].amounts.protein_g"),
        ({"amounts": {"energy_kcal": "many"}}, "own_foods[0].amounts.energy_kcal"),
        ({"amounts": {"energy_kcal": -1}}, "own_foods[0].amounts.energy_kcal"),
        ({"amounts": {"energy_kcal": 5, "kryptonite_mg": 5}}, "own_foods[0].amounts.kryptonite_mg"),
        ({"amounts": {"energy_kcal": 5, "fat_g": 50}}, "own_foods[0].amounts.energy_kcal"),
    ],
)
def test_that_a_wrong_food_in_a_file_is_refused_by_its_key(changes: dict[str, Any], key: str) -> None:
    assert refusal(own_foods=changed(**changes))[0] == key


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"note": "x"}, "own_dishes[0].note"),
        ({"kind": "brunch"}, "own_dishes[0].kind"),
        ({"ingredients": []}, "own_dishes[0].ingredients"),
        ({"ingredients": [{"food": "rice"}]}, "own_dishes[0].ingredients[0].grams"),
        ({"ingredients": [{"food": "", "grams": 5}]}, "own_dishes[0].ingredients[0].food"),
        ({"ingredients": [{"food": "own_bowl", "grams": 5}]}, "own_dishes.own_bowl"),
        ({"ingredients": [{"food": "a", "grams": 5}] * 41}, "own_dishes[0].ingredients"),
        ({"servings": 0}, "own_dishes[0].servings"),
        ({"id": "own_yogurt"}, "own_dishes"),
    ],
)
def test_that_a_wrong_dish_in_a_file_is_refused_by_its_key(changes: dict[str, Any], key: str) -> None:
    assert refusal(own_foods=changed(), own_dishes=[dish_to_json(bowl()) | changes])[0] == key


def test_that_an_id_twice_is_refused() -> None:
    assert refusal(own_foods=changed() * 2) == ("own_foods", "own_foods: the id own_yogurt is there twice")


def test_that_too_many_are_refused() -> None:
    assert "expected at most 300" in refusal(own_foods=changed() * (MOST_OWN_FOODS + 1))[1]


def test_that_the_own_foods_of_a_kept_file_open_with_all_that_was_entered(catalogue: Catalogue) -> None:
    text = (Path(__file__).parent / "fixtures" / "version_2.json").read_text(encoding="utf-8")
    document = stored_from_text(text, TEMPLATES).document
    oat, rye = document.own_foods
    assert (oat.name, oat.label, oat.per, dict(oat.amounts)["salt_g"]) == ("Oat yogurt, natural", "eu", "100 g", 0.1)
    assert (rye.per, rye.step, rye.step_g, rye.allergens) == ("portion", 2.0, 25.0, frozenset({"sesame"}))
    (dish,) = document.own_dishes
    made = with_own(catalogue, document)["own_lentil_bowl"]
    assert [part.food.name for part in made.ingredients] == ["Lentils, boiled", "Oat yogurt, natural"]
    assert made.amount(MAGNESIUM, 2) == pytest.approx(200 * catalogue["lentils"].amounts[MAGNESIUM] / 100)
    assert MAGNESIUM in made.partial  # the yogurt's label does not tell
    assert dish.method == ("Boil the lentils.", "Stir in the yogurt.")
