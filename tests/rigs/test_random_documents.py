"""Random documents: every plan holds, every "there is none" is true, and each repair that is offered works.

A few easy ones each time, which any machine decides; with MAGNOLIA_LONG=1 two thousand (hours), in parts with
MAGNOLIA_PART=0/2 and 1/2, and with MAGNOLIA_FIRST=800 from where a run was cut short.
"""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from planner.document.document import LOVE, NEVER, Document, Removed
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import Templates, read_templates
from planner.needs.profile import MealRange, Profile
from planner.optimise import beside, hard_rules, plan_days
from planner.optimise.request import Request
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.planner import make_plan
from tests.patience import GUARD, Impatient
from tests.planner.conftest import one_in
from tests.rigs import LONG
from tests.rigs.judge import Findings, Judge
from tests.rigs.random_documents import Asked, asked

FOODS = Path(__file__).parents[2] / "foods.csv"
DOCUMENTS = int(os.environ.get("MAGNOLIA_DOCUMENTS", "2000" if LONG else "0"))
EASY = (2, 3, 4, 7, 8, 9, 11, 16)  # each is decided in seconds: nothing hangs on a guard
FIRST = int(os.environ.get("MAGNOLIA_FIRST", "0"))  # a multiple of the number of parts
PLANTED = 12  # documents that are enough to find a planted bug
ASKS = 5000  # questions whether to stop, which a day is planned within unless it is a hard one
COMPARE = 4 if LONG else 2
PATIENT = 60.0 if LONG else GUARD  # [s] as long as the window would try
SECONDS = 4.0 if LONG else GUARD  # [s] for one solve of the product; its guard, so that no document takes the night


def part() -> tuple[int, int]:
    """Which part of how many, from MAGNOLIA_PART such as 0/2."""
    mine, _, of = os.environ.get("MAGNOLIA_PART", "0/1").partition("/")
    return int(mine), int(of)


@pytest.fixture(scope="module")
def templates() -> Templates:
    return read_templates()


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(FOODS)


def plan(foods: Catalogue, document: Document) -> Outcome:
    return make_plan(foods, Request(document, seconds=SECONDS))


def plan_easily(foods: Catalogue, document: Document) -> Outcome:
    """So much work and no more: a hard document is Stopped, and the next one will show a planted bug."""
    return make_plan(foods, Request(document, stop=Impatient(ASKS)))


def plan_patiently(foods: Catalogue, document: Document) -> Outcome:
    return make_plan(foods, Request(document, seconds=PATIENT))


def numbers() -> Iterator[int]:
    mine, of = part()
    return iter(range(FIRST + mine, DOCUMENTS, of) if DOCUMENTS else EASY)


def tell(number: int, found: Findings) -> None:
    """Every so often, so that a run of an hour that is cut short has said what it knows."""
    if LONG and found.counts["documents"] % 25 == 0:
        sys.stderr.write(f"\nup to document {number}:\n{found}\n")


def test_that_random_documents_get_true_answers(catalogue: Catalogue, templates: Templates) -> None:
    points = 40 if LONG else 10**9
    judge = Judge(plan, templates, 30.0 if LONG else GUARD, COMPARE, points, plan_patiently)
    found = judge.judge_all((asked(number, catalogue, templates) for number in numbers()), tell)
    if LONG:
        sys.stderr.write(f"\nrandom documents:\n{found}\n")
    assert found.wrong == []
    assert found.counts["solved"] > 0.1 * found.counts["documents"]
    assert found.counts["compared, solved"] + found.counts["compared, infeasible"] >= found.counts["documents"] // 10
    assert found.counts["compared, infeasible"] > 0
    assert found.counts["points counted again"] > 0
    assert found.counts["repairs"] > 0 or not LONG


# Planted bugs


def first_wrong(judge: Judge, documents: Iterator[Asked]) -> str:
    """What the judge finds first, "" when it finds nothing."""
    for one in documents:
        found = judge.judge_all([one])
        if found.wrong:
            return found.wrong[0]
    return ""


def small(catalogue: Catalogue, templates: Templates, wanted: Callable[[Document], bool]) -> Iterator[Asked]:
    """Single days for which a bug could show, the first few of them."""
    every = (asked(number, catalogue, templates, days=1) for number in range(5000, 5400))
    return islice((one for one in every if wanted(one.document)), PLANTED)


def easy(catalogue: Catalogue) -> Asked:
    """A document that has a plan, over so few foods that SciPy finds the best one soon."""
    foods = [food for food in one_in(20, catalogue) if "omnivore" in food.diets]
    return Asked(0, Catalogue({food.id: food for food in foods}), Document())


FORGOTTEN: dict[str, tuple[Callable[[Document], Document], Callable[[Document], bool]]] = {
    "allergens": (
        lambda document: replace(document, profile=replace(document.profile, allergens=frozenset())),
        lambda document: len(document.profile.allergens) > 1,
    ),
    "diet": (
        lambda document: replace(document, profile=replace(document.profile, diet="omnivore")),
        lambda document: document.profile.diet == "vegan",
    ),
    "tastes": (
        lambda document: replace(document, tastes=dict.fromkeys(document.tastes, LOVE)),
        lambda document: NEVER in document.tastes.values(),
    ),
    "locks": (lambda document: replace(document, locks=()), lambda document: bool(document.locks)),
    "targets": (lambda document: replace(document, targets={}), lambda document: "energy_kcal" in document.targets),
}


@pytest.mark.parametrize("what", FORGOTTEN)
def test_that_the_rig_finds_a_planner_that_forgets(what: str, catalogue: Catalogue, templates: Templates) -> None:
    forget, shows = FORGOTTEN[what]
    judge = Judge(
        lambda foods, document: plan_easily(foods, forget(document)), templates, compare=10**9, count_points=10**9
    )
    assert "says" in first_wrong(judge, small(catalogue, templates, shows))


def test_that_the_rig_finds_a_removed_food_on_the_plate(catalogue: Catalogue, templates: Templates) -> None:
    """The planted bug: what comes back holds a food that was taken out of that very meal."""
    one = easy(catalogue)
    outcome = plan(one.catalogue, one.document)
    assert isinstance(outcome, Solved)
    meal = outcome.plan.days[0].meals[0]
    document = one.document.with_removed(Removed(1, meal.meal, meal.portions[0].food.id))
    judge = Judge(lambda foods, document: outcome, templates, compare=10**9, count_points=10**9)
    wrong = judge.judge_all([replace(one, document=document)]).wrong
    assert any("stays out of" in sentence for sentence in wrong)


def test_that_the_rig_finds_a_rule_the_model_does_not_have(
    catalogue: Catalogue, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bugs: no hard limit is in the model, and nobody audits."""
    monkeypatch.setattr(hard_rules, "_add_hard_limits", lambda day_model: None)
    monkeypatch.setattr(plan_days, "audit", lambda *asked: ())
    judge = Judge(plan, templates, compare=10**9, count_points=10**9)
    found = " ".join(judge.judge_all([easy(catalogue)]).wrong)
    assert "the audit says" in found
    assert ": breaks " in found


def test_that_the_rig_finds_a_planner_that_forgets_the_ranges_of_meals(
    catalogue: Catalogue, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bugs: the model has no range of carbohydrate for a meal, and nobody audits."""
    monkeypatch.setattr(hard_rules, "_add_meal_carbohydrate", lambda day_model: None)
    monkeypatch.setattr(plan_days, "audit", lambda *asked: ())
    one = easy(catalogue)
    ranges = (MealRange("lunch", None, 12.0), MealRange("dinner", 130.0, None))
    document = replace(one.document, profile=Profile(meal_limits=ranges))
    judge = Judge(plan_easily, templates, compare=10**9, count_points=10**9)
    assert "within its range" in " ".join(judge.judge_all([replace(one, number=1, document=document)]).wrong)


def test_that_the_rig_finds_a_rule_that_is_too_strict(
    catalogue: Catalogue, templates: Templates, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted bug: no meal may carry a fifth of the day's magnesium, which four meals cannot keep."""
    monkeypatch.setattr(
        beside, "times_around", lambda times, away: tuple(replace(time, magnesium_most=0.19) for time in times)
    )
    judge = Judge(plan_easily, templates, count_points=10**9)
    assert "SciPy finds a plan" in first_wrong(judge, small(catalogue, templates, lambda document: not document.locks))


@pytest.mark.parametrize(
    ("forged", "sentence"),
    [
        (lambda solved: replace(solved, penalty=solved.bound - 2, bound=solved.bound - 2, gap=0.0), "no plan has less"),
        (lambda solved: replace(solved, penalty=99.0, bound=99.0, gap=0.0), "the bound is said"),
        (lambda solved: replace(solved, penalty=solved.penalty + 0.1), "but this plan has"),
        (lambda solved: replace(solved, bound=solved.penalty + 1), "is above the penalty"),
        (lambda solved: replace(solved, gap=solved.gap + 0.1), "the gap is said"),
        (lambda solved: Infeasible(Explanation({}), 0.0), "SciPy finds a plan"),
        (lambda solved: solved.plan.days[7], "IndexError"),
    ],
)
def test_that_the_rig_finds_a_figure_or_status_that_is_not_true(
    catalogue: Catalogue, templates: Templates, forged: Callable[[Solved], Outcome], sentence: str
) -> None:
    one = easy(catalogue)

    def lie(foods: Catalogue, document: Document) -> Outcome:
        outcome = plan(foods, document)
        assert isinstance(outcome, Solved)
        return forged(outcome)

    by_scipy = sentence in ("no plan has less", "the bound is said")
    judge = Judge(lie, templates, seconds=GUARD, count_points=1 if by_scipy else 10**9)
    wrong = judge.judge_all([replace(one, number=1)]).wrong
    assert any(sentence in each for each in wrong), wrong


def test_that_the_rig_finds_a_refusal_that_does_not_come(catalogue: Catalogue, templates: Templates) -> None:
    kidneys = Document(profile=Profile(conditions=frozenset({"kidney disease"})))
    judge = Judge(lambda foods, document: Stopped(0.0), templates)
    assert judge.judge_all([Asked(1, catalogue, kidneys)]).wrong == ["document 1: Stopped in place of a refusal"]
