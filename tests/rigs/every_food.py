"""Plans a day around each food of the catalogue and says which foods no day can hold, with the reason that is known.

python -m tests.rigs.every_food
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import Food
from planner.foods.foods_csv import read_catalogue
from planner.foods.meals import read_templates
from planner.needs import adjusted_targets
from planner.optimise import fixing
from planner.optimise.clock import Clock
from planner.optimise.day_question import Question
from planner.optimise.tolerance import Tolerance
from planner.optimise.warm_models import Models
from planner.optimise.weights import points
from planner.plan.allowed import profile_allows
from planner.plan.audit import audit
from planner.plan.plan import Plan

ANY_PLAN = Tolerance(absolute=20.0, distance=0.05, columns=0)  # the first plan will do
SECONDS = 60.0
FOODS = Path(__file__).parents[2] / "foods.csv"


@dataclass(frozen=True, slots=True)
class Tried:
    """A food, and what is wrong with planning around it; nothing when a day that holds it passes the audit."""

    food: Food
    wrong: tuple[str, ...]


def plan_around(foods: Sequence[Food], catalogue: Catalogue, document: Document) -> Iterator[Tried]:
    """For each food, a day with at least its smallest portion."""
    templates = read_templates()
    targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed)
    allowed = tuple(food for food in catalogue if profile_allows(document.profile, food))
    question = Question(
        day=1,
        foods=allowed,
        meals=templates.meals_for(targets.energy_kcal),
        templates=templates,
        targets=targets,
        cost={food.id: points(food, document.taste(food.id), 0) for food in allowed},
    )
    models = Models()
    for food in foods:
        clock = Clock(SECONDS)
        asked = replace(question, least_steps={food.id: food.min_steps})
        model, relaxed = models.relax(asked, clock, 0)
        result = fixing.solve(relaxed, ANY_PLAN, clock)
        if not result.values:
            yield Tried(food, (result.status.value,))
            continue
        plan = Plan((model.day(result.values),))
        wrong = audit(plan, document, targets, templates)
        missing = () if plan.steps(food.id) >= food.min_steps else (f"{food.name} is not in the plan",)
        yield Tried(food, (*wrong, *missing))


def main() -> None:
    catalogue = read_catalogue(FOODS)
    tried = list(plan_around(list(catalogue), catalogue, Document()))
    for attempt in tried:
        if attempt.wrong:
            print(attempt.food.id, *attempt.wrong, sep="; ")  # noqa: T201
    print(f"{len(tried)} foods, {sum(bool(attempt.wrong) for attempt in tried)} in no plan")  # noqa: T201


if __name__ == "__main__":
    main()
