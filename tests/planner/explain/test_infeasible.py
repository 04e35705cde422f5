"""Why there is no plan: reach, conflict and repairs, each confirmed by another solver or by planning with it."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pulp
import pytest

from planner.document.document import NEVER, Document, FixedPortion, Lock, Removed
from planner.document.document_json import stored_from_text
from planner.explain.conflicts import Conflict, conflict_sentences, find_conflict
from planner.explain.feasibility import DocumentSearch
from planner.explain.infeasible import explain_infeasible
from planner.explain.proposals import Setting, changes_for, lower_magnesium
from planner.explain.repairs import plan_with
from planner.explain.user_choices import choices_of, without
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates, read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.needs.targets import Own, OwnTarget
from planner.optimise.clock import Clock
from planner.optimise.hard_rules import build_reach_model
from planner.optimise.request import Request
from planner.output.plan_json import outcome_to_json
from planner.output.plan_text import outcome_to_text
from planner.plan.allowed import household_allows
from planner.plan.audit import audit
from planner.plan.outcomes import Explanation, Infeasible, Repair, Solved
from planner.planner import make_plan
from tests.patience import GUARD, Impatient
from tests.planner.tiny_foods import exact

PATIENT = GUARD
VEGAN = Profile(diet="vegan", allergens=frozenset({"peanut"}))


def explained(catalogue: Catalogue, document: Document, seconds: float = PATIENT) -> Explanation:
    question = DocumentSearch(catalogue, 0).question(document, 1)
    return explain_infeasible(question, document, Clock(seconds), 0, catalogue)


def possible(catalogue: Catalogue, document: Document) -> bool:
    """Whether the first day has a plan, by SciPy on all hard limits."""
    question = DocumentSearch(catalogue, 0).question(document, 1)
    model = build_reach_model(question)
    model.total[MAGNESIUM].lowBound = question.targets.least(MAGNESIUM)
    model.problem.setObjective(pulp.LpAffineExpression())  # any day will do
    return exact(model.problem) is not None


def of_group(catalogue: Catalogue, *groups: str) -> dict[str, str]:
    return {food.id: NEVER for food in catalogue if food.group in groups}


def lock(meal: str, slot: str, food: str, steps: int) -> Lock:
    return Lock(1, meal, None, (FixedPortion(slot, food, steps),))


# Documents of few foods that have no plan


def too_much_magnesium(foods: Catalogue) -> Document:
    return Document(profile=VEGAN, targets={"magnesium_mg": 4000.0}, tastes=of_group(foods, "Fruit"))


def too_little_salt(foods: Catalogue) -> Document:
    return Document(targets={"sodium_mg": OwnTarget(most=2.0), "iron_mg": OwnTarget(most=40.0)})


def low_carbohydrate_vegan(foods: Catalogue) -> Document:
    return Document(
        profile=VEGAN, targets={"carb_g": OwnTarget(most=40.0)}, tastes=of_group(foods, "Sweets and snacks")
    )


GONE = {"milk", "yogurt", "drink", "bread", "breakfast_dish"}  # every breakfast takes one of them


def nothing_for_breakfast(foods: Catalogue) -> Document:
    return Document(tastes={food.id: NEVER for food in foods if food.roles & GONE})


def salty_lock(foods: Catalogue) -> Document:
    """A locked food of which a portion has more sodium than the user's own limit."""
    salty, slot = _locked_with(foods, "sodium_mg", 150.0)
    return Document(
        targets={"sodium_mg": OwnTarget(most=150.0)}, locks=(lock("lunch", slot, salty, foods[salty].max_steps),)
    )


def two_troubles(foods: Catalogue) -> Document:
    """A lock that breaks one limit and, whatever is locked, another limit nobody can keep."""
    document = salty_lock(foods)
    return replace(document, targets={**document.targets, "carb_g": OwnTarget(most=15.0)})


def _locked_with(foods: Catalogue, key: str, more_than: float) -> tuple[str, str]:
    for template in read_templates().for_meal("lunch"):
        for slot in template.slots:
            for food in filter(slot.takes, foods):
                amount = next((a for n, a in food.amounts.items() if n.key == key), 0.0)
                if amount * food.grams(food.max_steps) / 100 > more_than and not food.recipe:
                    return food.id, slot.id
    raise LookupError(key)


TROUBLES: Sequence[Callable[[Catalogue], Document]] = (
    too_much_magnesium,
    too_little_salt,
    low_carbohydrate_vegan,
    nothing_for_breakfast,
    salty_lock,
    two_troubles,
)


@pytest.fixture(scope="module", params=TROUBLES, ids=lambda trouble: trouble.__name__)
def trouble(request: pytest.FixtureRequest, few_foods: Catalogue) -> tuple[Document, Explanation]:
    document = request.param(few_foods)
    return document, explained(few_foods, document)


def conflict_of(catalogue: Catalogue, document: Document, found: Explanation) -> tuple[Document, list[Document]]:
    """The document with nothing but the choices of the conflict, and those without one of them."""
    choices = choices_of(document, 1, catalogue.foods, read_templates(), lambda food: household_allows(document, food))
    kept = [choice for choice in choices if choice.words in found.choices]
    assert [choice.words for choice in kept] == list(found.choices)
    alone = without(document, [choice for choice in choices if choice not in kept])
    return alone, [without(alone, [choice]) for choice in kept]


def test_that_the_choices_of_a_conflict_leave_no_day_by_another_solver(
    few_foods: Catalogue, trouble: tuple[Document, Explanation]
) -> None:
    document, found = trouble
    alone, _ = conflict_of(few_foods, document, found)
    assert found.choices
    assert not possible(few_foods, alone)


def test_that_without_any_choice_of_a_conflict_there_is_a_day_by_another_solver(
    few_foods: Catalogue, trouble: tuple[Document, Explanation]
) -> None:
    document, found = trouble
    if not found.minimal:
        pytest.skip("it does not say so")
    _, others = conflict_of(few_foods, document, found)
    assert all(possible(few_foods, other) for other in others)


def test_that_most_conflicts_of_few_foods_are_minimal_and_leave_out_what_does_not_matter(few_foods: Catalogue) -> None:
    found = explained(few_foods, too_little_salt(few_foods))
    assert found.minimal
    assert found.choices == ("your own limit of at most 2 mg for sodium",)
    assert "What stands in the way: your own limit of at most 2 mg for sodium." in found.conflict


def test_that_every_repair_applied_is_planned(few_foods: Catalogue, trouble: tuple[Document, Explanation]) -> None:
    document, found = trouble
    assert not possible(few_foods, document)
    assert found.repairs
    for repair in found.repairs:
        assert isinstance(make_plan(few_foods, Request(repair.document, seconds=PATIENT)), Solved), repair.name


def test_that_repairs_ask_least_first_and_are_few(trouble: tuple[Document, Explanation]) -> None:
    _, found = trouble
    assert len(found.repairs) <= 5
    assert all(first.asks <= second.asks for first, second in pairwise(found.repairs))
    assert len({repair.name for repair in found.repairs}) == len(found.repairs)


def test_that_no_repair_touches_what_is_not_for_a_program_to_change(trouble: tuple[Document, Explanation]) -> None:
    document, found = trouble
    for repair in found.repairs:
        assert repair.document.profile == document.profile
        assert repair.document.confirmed == document.confirmed
        assert repair.document.people == document.people
        assert repair.document != document


def test_that_two_troubles_need_two_changes_at_once(few_foods: Catalogue) -> None:
    found = explained(few_foods, two_troubles(few_foods))
    assert found.repairs
    assert all("; and " in repair.name for repair in found.repairs)


def test_that_a_locked_food_is_offered_to_be_opened(few_foods: Catalogue) -> None:
    document = salty_lock(few_foods)
    found = explained(few_foods, document)
    opened = next(repair for repair in found.repairs if repair.name == "Open the lock on lunch")
    assert opened.document == document.without_lock(1, "lunch")
    assert found.repairs[0] == opened


def test_that_magnesium_is_offered_at_what_the_choices_reach(few_foods: Catalogue) -> None:
    found = explained(few_foods, too_much_magnesium(few_foods))
    (lower,) = [repair for repair in found.repairs if "mg of magnesium" in repair.name]
    target = lower.document.targets["magnesium_mg"]
    assert isinstance(target, float)
    assert target == float(int(found.reach["magnesium_mg"]))


def test_that_a_food_taken_out_is_offered_back(few_foods: Catalogue) -> None:
    taken = frozenset(
        Removed(1, "breakfast", food.id) for food in few_foods if food.roles & {"milk", "yogurt", "drink", "egg"}
    ) | {Removed(1, "dinner", next(iter(few_foods)).id)}
    found = explained(few_foods, Document(removed=taken))
    assert found.repairs
    assert all(len(taken - repair.document.removed) in (1, 2) for repair in found.repairs)


# When time or the user ends it


def test_that_without_time_nothing_is_claimed(few_foods: Catalogue) -> None:
    found = explained(few_foods, too_much_magnesium(few_foods), seconds=0.0)
    assert not found.minimal
    assert not found.repairs
    assert not any("Without" in sentence for sentence in found.conflict)


def test_that_a_stop_ends_it_soon(few_foods: Catalogue) -> None:
    stop = Impatient(0)
    document = nothing_for_breakfast(few_foods)
    question = DocumentSearch(few_foods, 0).question(document, 1)
    found = explain_infeasible(question, document, Clock(PATIENT, stop), 0, few_foods)
    assert stop.asked_after < 200
    assert not found.repairs


def test_that_an_uncertain_conflict_says_so() -> None:
    document = Document(targets={"sodium_mg": OwnTarget(most=2.0)}, profile=VEGAN)
    choices = choices_of(document, 1, {}, read_templates(), lambda food: True)
    assert conflict_sentences(Conflict(choices, minimal=False))[1].startswith("Perhaps not all")
    assert conflict_sentences(Conflict(choices, minimal=False, proven=False)) == (
        "Which of your choices stand in the way was not found in time.",
    )
    assert conflict_sentences(Conflict((), minimal=True))[0].startswith("None of your own choices")
    assert conflict_sentences(Conflict(choices[:1], minimal=True))[1] == "Without it the day can be planned."


def test_that_without_the_catalogue_only_the_reach_is_said(few_foods: Catalogue) -> None:
    document = too_much_magnesium(few_foods)
    question = DocumentSearch(few_foods, 0).question(document, 1)
    found = explain_infeasible(question, document, Clock(PATIENT))
    assert found.reach["magnesium_mg"] > 0
    assert not found.repairs


def test_that_a_catalogue_nobody_can_eat_from_blames_no_choice(few_foods: Catalogue) -> None:
    only = Catalogue({food.id: food for food in few_foods if "fruit" in food.roles})
    document = Document(targets={"sodium_mg": OwnTarget(most=1500.0)})
    search = DocumentSearch(only, 0)
    choices = choices_of(document, 1, only.foods, read_templates(), lambda food: True)
    assert find_conflict(document, 1, choices, search, Clock(PATIENT)) == Conflict((), minimal=True)


# What may never be proposed


def setting(document: Document, catalogue: Catalogue) -> Setting:
    targets = targets_of(document.profile, document.targets, document.confirmed)
    return Setting(document, 1, targets, read_templates(), catalogue.__getitem__)


def proposed(document: Document, catalogue: Catalogue) -> list[str]:
    made = setting(document, catalogue)
    choices = choices_of(document, 1, catalogue.foods, read_templates(), lambda food: True)
    names = [change.name for choice in choices for change in changes_for(made, choice, tuple(catalogue))]
    lower = lower_magnesium(made, 100.0)
    return [*names, *([lower.name] if lower else [])]


def test_that_what_a_clinician_set_is_never_moved(few_foods: Catalogue) -> None:
    own: dict[str, Own] = {
        "energy_kcal": 2000.0,
        "potassium_mg": OwnTarget(most=900.0),
        "magnesium_mg": OwnTarget(least=300.0),
    }
    kidney = Document(
        profile=Profile(conditions=frozenset({"kidney disease"})),
        confirmed=frozenset({"clinician set the targets"}),
        targets=own,
    )
    assert proposed(kidney, few_foods) == []
    assert proposed(replace(kidney, profile=Profile()), few_foods) == []
    assert proposed(Document(targets=own), few_foods)


def test_that_a_number_a_clinician_set_on_a_day_is_never_moved_and_the_others_are(few_foods: Catalogue) -> None:
    when = date(2026, 10, 1)
    own: dict[str, Own] = {
        "energy_kcal": OwnTarget(1900.0, 2000.0, when),
        "potassium_mg": OwnTarget(most=900.0, clinician=when),
        "magnesium_mg": OwnTarget(least=300.0, clinician=when),
        "sodium_mg": OwnTarget(most=1500.0),
    }
    assert proposed(Document(targets=own), few_foods) == [
        "Raise your limit for sodium from 1,500 to 1,700 mg a day",
        "Raise your limit for sodium from 1,500 to 1,900 mg a day",
        "Drop your own values for sodium",
    ]


def test_that_energy_a_clinician_lowered_is_never_moved(few_foods: Catalogue) -> None:
    low = Document(targets={"energy_kcal": 1000.0}, confirmed=frozenset({"low energy"}))
    assert not any("energy" in name for name in proposed(low, few_foods))


def test_that_a_band_of_a_condition_is_never_moved(few_foods: Catalogue) -> None:
    warfarin = Profile(conditions=frozenset({"warfarin"}))
    own = {"vit_k_ug": OwnTarget(most=60.0)}
    assert not any("vitamin K" in name for name in proposed(Document(profile=warfarin, targets=own), few_foods))
    assert any("vitamin K" in name for name in proposed(Document(targets=own), few_foods))


def test_that_energy_is_never_widened_below_what_the_profile_needs(few_foods: Catalogue) -> None:
    made = setting(Document(targets={"energy_kcal": 1500.0}), few_foods)
    (choice,) = choices_of(made.document, 1, {}, read_templates(), lambda food: True)
    for change in changes_for(made, choice, ()):
        own = change.apply(made.document).targets.get("energy_kcal")
        assert own is None or (isinstance(own, OwnTarget) and own.least == 1455.0)


def test_that_a_limit_is_raised_no_further_than_the_tables(few_foods: Catalogue) -> None:
    made = setting(Document(targets={"sodium_mg": OwnTarget(most=2000.0)}), few_foods)
    (choice,) = choices_of(made.document, 1, {}, read_templates(), lambda food: True)
    names = [change.name for change in changes_for(made, choice, ())]
    assert names == ["Raise your limit for sodium from 2,000 to 2,200 mg a day", "Drop your own values for sodium"]


def test_that_less_magnesium_than_recommended_says_so_and_asks_more(few_foods: Catalogue) -> None:
    made = setting(Document(targets={"magnesium_mg": 500.0}), few_foods)
    above, below = lower_magnesium(made, 330.9), lower_magnesium(made, 319.9)
    assert above is not None
    assert below is not None
    assert above.name == "Plan with 330 mg of magnesium a day instead of 500 mg"
    assert below.name.endswith("instead of 500 mg; 320 mg are recommended")
    assert below.asks > above.asks + 1.0
    assert lower_magnesium(made, 0.0) is None


# Several days


def test_that_a_plan_for_several_days_passes_the_audit(few_foods: Catalogue, templates: Templates) -> None:
    document = Document(days=3)
    plan = plan_with(document, templates, DocumentSearch(few_foods, 0), Clock(PATIENT))
    assert plan is not None
    assert audit(plan, document, targets_of(document.profile, {}), templates) == ()


def test_that_a_repair_of_several_days_is_planned_for_all_of_them(few_foods: Catalogue) -> None:
    document = Document(days=3, targets={"sodium_mg": OwnTarget(most=2.0)})
    found = explained(few_foods, document)
    assert found.conflict[0] == "There is no plan for day 1."
    assert found.repairs
    assert all(
        isinstance(make_plan(few_foods, Request(each.document, seconds=PATIENT)), Solved) for each in found.repairs
    )


# What is written of it


def test_that_json_holds_every_repair_with_a_document_that_can_be_read(
    few_foods: Catalogue, trouble: tuple[Document, Explanation]
) -> None:
    document, found = trouble
    targets = targets_of(document.profile, document.targets)
    data = outcome_to_json(Infeasible(found, 0.1), targets)["explanation"]
    assert isinstance(data, dict)
    read = json.loads(json.dumps(data))
    assert read["choices"] == list(found.choices)
    assert read["minimal"] == found.minimal
    assert [each["name"] for each in read["repairs"]] == [repair.name for repair in found.repairs]
    for each, repair in zip(read["repairs"], found.repairs, strict=True):
        assert stored_from_text(json.dumps(each["document"]), read_templates()).document == repair.document


def test_that_text_ends_with_what_would_help(templates: Templates) -> None:
    document = Document()
    repairs = (Repair("Open the lock on lunch", document, 1.0),)
    found = Infeasible(Explanation({}, ("It cannot be.",), repairs=repairs), 0.1)
    lines = outcome_to_text(found, document, targets_of(Profile(), {}), templates).splitlines()
    assert lines[:4] == [
        "There is no such plan.",
        "It cannot be.",
        "With one of these changes there is a plan:",
        "  Open the lock on lunch",
    ]
