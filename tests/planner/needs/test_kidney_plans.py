"""Plans for kidney disease: a clinician's number is a ceiling or a floor only when somebody says which."""

import json
from pathlib import Path
from typing import Any

import pytest

import main
from planner.document.document import Document, Person
from planner.document.document_json import stored_from_text, stored_to_text
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY, MAGNESIUM
from planner.household.serve import serve_household
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.needs.targets import Own, OwnTarget, UndecidedError
from planner.optimise.request import Request
from planner.output.plan_json import outcome_to_json
from planner.output.plan_text import outcome_to_text
from planner.plan.audit import audit
from planner.plan.outcomes import Solved, Stopped
from planner.plan.plan import Plan, totals
from planner.planner import make_plan

QUICK, PATIENT = 1.5, 60.0  # [s] for one solve: the first will do, on a busy machine the second
SET = frozenset({"clinician set the targets"})
KIDNEY = Profile("male", 66, 176.0, 80.0, conditions=frozenset({"kidney disease"}))
BARE: dict[str, Own] = {"protein_g": 60.0, "magnesium_mg": 300.0}
MOST: dict[str, Own] = {"protein_g": OwnTarget(most=60.0), "magnesium_mg": OwnTarget(most=300.0)}


def written(**changes: Any) -> dict[str, Any]:
    profile = {"sex": "male", "age_years": 66, "height_cm": 176, "weight_kg": 80, "conditions": ["kidney disease"]}
    targets = {"protein_g": 60, "magnesium_mg": 300}
    confirmed = ["clinician set the targets"]
    return {
        "format": "magnolia",
        "version": 2,
        "profile": profile,
        "targets": targets,
        "confirmed": confirmed,
    } | changes


def run(capfd: pytest.CaptureFixture[str], path: Path, data: dict[str, Any], *more: str) -> tuple[int, str, str]:
    path.write_text(json.dumps(data), encoding="utf-8")
    code = main.main([*(more or ("plan",)), "--document", str(path), "--seconds", "60"])
    return code, *capfd.readouterr()


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("command", ["plan", "shop", "print"])
def test_that_the_command_line_refuses_a_number_that_says_nothing_and_names_both_ways(
    capfd: pytest.CaptureFixture[str], tmp_path: Path, version: int, command: str
) -> None:
    more = (command, "week") if command == "print" else (command,)
    code, out, err = run(capfd, tmp_path / "kidney.json", written(version=version), *more)
    assert (code, out) == (2, "")
    assert "targets.protein_g" in err
    for number in ('"protein_g": {"most": 60}', '"protein_g": {"least": 60}', '"magnesium_mg": {"most": 300}'):
        assert number in err


def test_that_the_command_line_asks_it_of_everybody_in_the_house(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    kim = written()
    people = [{"name": "Kim", "profile": kim["profile"], "targets": kim["targets"], "confirmed": kim["confirmed"]}]
    data = {"format": "magnolia", "version": 2, "people": people}
    code, out, err = run(capfd, tmp_path / "home.json", data)
    assert (code, out) == (2, "")
    assert "people[0].targets.protein_g" in err
    assert '"protein_g": {"most": 60}' in err


@pytest.mark.parametrize("version", [1, 2])
def test_that_a_document_with_such_a_number_opens_and_is_written_as_it_was(version: int, templates: Templates) -> None:
    stored = stored_from_text(json.dumps(written(version=version)), templates)
    assert stored.document.targets == {"protein_g": 60.0, "magnesium_mg": 300.0}
    assert stored_from_text(stored_to_text(stored), templates) == stored


def test_that_no_plan_is_made_until_the_number_says_what_it_is(few_foods: Catalogue) -> None:
    with pytest.raises(UndecidedError):
        make_plan(few_foods, Request(Document(profile=KIDNEY, targets=BARE, confirmed=SET)))


def test_that_a_clinicians_most_is_kept_and_nothing_pulls_towards_more(
    few_foods: Catalogue, templates: Templates
) -> None:
    document = Document(profile=KIDNEY, targets=MOST, confirmed=SET)
    outcome = make_plan(few_foods, Request(document, seconds=QUICK))
    if isinstance(outcome, Stopped):
        outcome = make_plan(few_foods, Request(document, seconds=PATIENT))
    assert isinstance(outcome, Solved), outcome
    targets = targets_of(KIDNEY, MOST, SET)
    assert audit(outcome.plan, document, targets, templates) == ()
    assert held(outcome.plan, "protein_g") <= 60 * (1 + 1e-6)
    assert held(outcome.plan, "magnesium_mg") <= 300 * (1 + 1e-6)
    data: Any = outcome_to_json(outcome, targets)
    rows = {row["nutrient"]: row for row in data["targets"] if row["nutrient"] in MOST}
    assert {key: (row["least"], row["most"]) for key, row in rows.items()} == {
        "protein_g": (None, 60.0),
        "magnesium_mg": (None, 300.0),
    }
    text = outcome_to_text(outcome, document, targets, templates)
    assert "There is no amount of magnesium to reach." in text
    assert "no supplement" not in text


def held(plan: Plan, key: str) -> float:
    return max(totals(day.portions)[BY_KEY[key]].amount for day in plan.days)


def test_that_somebody_at_the_table_waits_for_the_word_and_then_keeps_the_most(few_foods: Catalogue) -> None:
    healthy = Profile(age_years=60)
    shared = make_plan(few_foods, Request(Document(profile=healthy), seconds=60.0))
    assert isinstance(shared, Solved)

    def served(targets: dict[str, Own]) -> Document:
        return Document(profile=healthy, people=(Person("Kim", KIDNEY, targets, frozenset(), SET),))

    (kim,) = serve_household(few_foods, served(BARE), shared.plan, seconds=60.0).served
    assert kim.plan is None
    assert "Kim: Say of protein (60 g) and magnesium (300 mg)" in kim.why
    loose: dict[str, Own] = {"protein_g": OwnTarget(most=110.0), "magnesium_mg": OwnTarget(most=560.0)}
    (kim,) = serve_household(few_foods, served(loose), shared.plan, seconds=60.0).served
    assert kim.plan is not None, kim.why
    assert held(kim.plan, "protein_g") <= 110 * (1 + 1e-6)
    assert held(kim.plan, "magnesium_mg") <= 560 * (1 + 1e-6)
    assert kim.targets is not None
    assert kim.targets.least(MAGNESIUM) is None
