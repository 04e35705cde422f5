"""What one portion alone is too much for: said from arithmetic, for every kind of limit the day's program states."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from planner.document.document import LOVE, Document, FixedPortion, Lock
from planner.explain.kept_wishes import not_kept
from planner.explain.one_portion import (
    BARRED,
    ENERGY,
    LIMIT,
    LOCKED,
    NUTRIENT,
    OTHER,
    SHARE,
    WEEK,
    broken_by,
    kind_of_limit,
    love_sentences,
    nutrient_sentence,
    too_much,
    why_not_one,
)
from planner.explain.what_if import Solving
from planner.explain.why import why
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY
from planner.needs.adjusted_targets import targets_of as safe_targets
from planner.needs.medical_rules import Foods, PortionLimit
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget, Target
from planner.optimise.beside import question_of
from planner.optimise.day_question import Question
from planner.optimise.hard_rules import build_model
from planner.optimise.horizon import horizon_of
from planner.plan.plan import Day, Meal, Plan, Portion
from tests.planner.explain.test_what_if import ByHand
from tests.planner.optimise.test_hard_rules import family
from tests.planner.tiny_foods import dish, exact, food, question, target, targets_of, templates_of

FORM = templates_of(
    "bowl = breakfast: base grain 1-1",
    "plate = dinner: main fish 1-1",
    "pot = dinner: main fish 1-1",
    meals={"breakfast": (0.0, 0.5), "dinner": (0.0, 0.5)},
)
OATS = food("oats", "grain", 100, 20)
COD = food("cod", "fish", 100, 20)
RICH = food("rich", "grain", 100, 20, vit_k_ug=444.0)
FULL = food("full", "grain", 900, 20)
HEAVY = food("heavy", "grain", 100, 300)
MIXED = dish("mixed", "grain", {OATS: 200.0})
ONE = PortionLimit("few", "pregnancy", Foods("flags", frozenset({"few"})), "few", 1, 7, "a test")
FEW = food("few", "grain", 100, 20, flags=frozenset({"few"}))
LOCK = Lock(1, "breakfast", "bowl", (FixedPortion("base", "oats", 1),))
K = target("vit_k_ug", 68.0, 112.0)

CASES: dict[str, tuple[int, Food, Question]] = {
    "nutrient": (NUTRIENT, RICH, question((RICH, COD), FORM, targets_of(K))),
    "nutrient, with what is locked": (
        NUTRIENT,
        food("some", "fish", vit_k_ug=60.0),
        question(
            (food("some", "fish", vit_k_ug=60.0), replace(RICH, id="oats", amounts={BY_KEY["vit_k_ug"]: 60.0})),
            FORM,
            targets_of(K),
            locks=(LOCK,),
        ),
    ),
    "energy of a meal": (ENERGY, FULL, question((FULL, COD), FORM, targets_of(kcal=1000.0))),
    "energy of the day": (
        NUTRIENT,
        FULL,
        question((FULL, COD), FORM, targets_of(target("energy_kcal", None, 800.0), kcal=2000.0)),
    ),
    "the week": (WEEK, OATS, question((OATS, COD), FORM, targets_of(), most_steps={"oats": 0.0})),
    "the week of what is inside": (WEEK, MIXED, question((MIXED, OATS), FORM, targets_of(), most_steps={"oats": 0.5})),
    "portions": (
        LIMIT,
        FEW,
        question((FEW, COD), FORM, targets_of(), limits=(ONE,), most_portions={"few": 0}),
    ),
    "a meal's share of magnesium": (
        SHARE,
        HEAVY,
        question((HEAVY, COD), FORM, targets_of(target("magnesium_mg", 100.0, 400.0))),
    ),
    "a lock": (LOCKED, RICH, question((RICH, OATS), FORM, targets_of(), locks=(LOCK,))),
    "a template": (
        BARRED,
        COD,
        question((OATS, COD), FORM, targets_of(), barred=frozenset({("dinner", "plate"), ("dinner", "pot")})),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_that_the_limit_one_portion_passes_is_named(case: str) -> None:
    kind, each, asked = CASES[case]
    found = broken_by(asked, each)
    assert found is not None
    assert found.kind == kind


@pytest.mark.parametrize("case", CASES)
def test_that_no_day_exists_with_a_portion_that_is_said_to_pass_a_limit(case: str) -> None:
    """The program itself, with that one portion: every food the places need is there, so that it alone is why."""
    _kind, each, asked = CASES[case]
    extra = [other for other in (OATS, COD) if other.id not in {held.id for held in asked.foods}]
    whole = replace(asked, foods=(*asked.foods, *extra), least_steps={each.id: each.min_steps})
    model = build_model(replace(whole, targets=replace(whole.targets, all=_without_least(whole))))
    for variable in model.problem.variables():
        if variable.name == f"eaten_{each.id}":
            variable.lowBound = float(each.min_steps)
    assert exact(model.problem) is None


def _without_least(asked: Question) -> tuple[Target, ...]:
    return tuple(replace(each, least=None) for each in asked.targets.all)


def test_that_a_food_that_may_be_eaten_is_given_no_reason() -> None:
    assert broken_by(question((OATS, COD), FORM, targets_of(K)), OATS) is None
    assert broken_by(question((COD,), FORM, targets_of(K)), OATS) is None  # it is not offered at all


def families(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Every row of the program of a whole day, by its family, with its name."""
    document = Document(profile=Profile(conditions=frozenset({"warfarin"}), life_stage="pregnancy", gestation_week=20))
    lock = Lock(1, "lunch", None, (FixedPortion("bread", "bread_whole_wheat", 1),))
    foods = tuple(catalogue)
    bread = next(each for each in foods if "bread" in each.roles)
    locks = (replace(lock, portions=(FixedPortion("bread", bread.id, bread.min_steps),)),)
    found = replace(horizon_of(catalogue, document), foods=(*foods[::20], bread))
    asked = replace(question_of(found, 1, {}), locks=locks)
    for row in build_model(asked).problem.constraints():
        if row.sense <= 0:
            yield family(row.name, asked), row.name


# Rows of goals: each can be missed, at a cost.
SOFT = re.compile(r"_(goal|soft_most|largest_shortfall|wish|centre)$|^(budget|minutes|cooked)$|_repeats$")
# Rows that only say what a total is: what it may be stands in its bounds or in another row.
SUMS = ("_total", "_portions", "_eaten", "_counted", "_energy")


def test_that_every_kind_of_hard_row_of_a_day_has_words(catalogue: Catalogue) -> None:
    """A new limit that the model states is given words here, or this is red."""
    rows = {kind: name for kind, name in families(catalogue) if not SOFT.search(kind)}
    assert {kind for kind, name in rows.items() if kind_of_limit(name) == OTHER and not kind.endswith(SUMS)} == set()
    shown = {kind for kind, _food, _asked in CASES.values()}
    assert {kind_of_limit(name) for name in rows.values()} - {OTHER} <= shown


# In words, with the shipped foods


WARFARIN = Document(profile=Profile(sex="female", age_years=68, diet="vegetarian", conditions=frozenset({"warfarin"})))
SPINACH = "½ cup of “Spinach, cooked” has 444 µg of vitamin K; your days hold at most 112 µg (warfarin)."


@pytest.fixture
def spinach(catalogue: Catalogue) -> Food:
    return next(each for each in catalogue if each.name == "Spinach, cooked")


def test_that_why_names_the_limit_without_a_search(catalogue: Catalogue, spinach: Food) -> None:
    document = WARFARIN.with_taste(spinach.id, LOVE)
    planner = ByHand(foods=tuple(catalogue))
    plan = Plan((Day(1, (Meal("breakfast", "porridge", ()),)),))
    found = why(Solving(planner), document, plan, 1, spinach, read_templates())
    assert found.sentences == (SPINACH,)
    assert not planner.asked


def test_that_a_loved_food_that_cannot_come_in_is_told_beginning_with_what_was_asked(
    catalogue: Catalogue, spinach: Food
) -> None:
    plan = Plan((Day(1, (Meal("breakfast", "porridge", ()),)),))
    said = not_kept(plan, WARFARIN.with_taste(spinach.id, LOVE), catalogue, {})
    assert said == (f"“Spinach, cooked” is loved, but did not come in: vitamin K. {SPINACH}",)
    held = Plan((Day(1, (Meal("lunch", "big_salad", (Portion("leaves", spinach, 1),)),)),))
    assert not_kept(held, WARFARIN.with_taste(spinach.id, LOVE), catalogue, {}) == ()


def test_that_a_portion_beside_what_is_locked_says_both_amounts(catalogue: Catalogue) -> None:
    """Neither is too much alone."""
    by_k = sorted(
        (each for each in catalogue if "raw_vegetable" in each.roles or "cooked_vegetable" in each.roles),
        key=lambda each: each.amount(BY_KEY["vit_k_ug"], each.min_steps) or 0.0,
    )
    some = [each for each in by_k if 60.0 < (each.amount(BY_KEY["vit_k_ug"], each.min_steps) or 0.0) < 110.0]
    held = next(each for each in some if "cooked_vegetable" in each.roles)
    other = next(each for each in some if each is not held)
    lock = Lock(1, "dinner", None, (FixedPortion("vegetables", held.id, held.min_steps),))
    found = why_not_one(horizon_of(catalogue, WARFARIN.with_lock(lock)), 1, other, {})
    assert found is not None
    assert "and what you locked on this day has" in found
    assert found.endswith("your days hold at most 112 µg (warfarin).")


def test_that_both_statements_of_a_nutrients_limit_agree(catalogue: Catalogue) -> None:
    """The row of the list asks the targets, the answer to Why? the model."""
    document = replace(WARFARIN, targets={"sodium_mg": OwnTarget(most=300.0), "energy_kcal": 1500.0})
    document = replace(document, confirmed=frozenset({"clinician set the targets", "low energy"}))
    targets = safe_targets(document.profile, document.targets, document.confirmed)
    found = horizon_of(catalogue, document)
    for each in found.foods[::15]:
        passed = too_much(targets, each)
        said = why_not_one(found, 1, each, {})
        if passed is not None and said is not None:
            assert said.startswith(nutrient_sentence(document.profile, each, passed).partition(" has ")[0])
        assert passed is None or said is not None


def test_that_a_food_no_limit_keeps_out_is_not_spoken_of() -> None:
    assert list(love_sentences(Document(), targets_of(K), iter((OATS, COD)))) == []
