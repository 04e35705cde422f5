"""Ten documents without a plan, as a user would come to them, and docs/infeasible.md, which says what each is told.

``python -m tests.planner.infeasible_cases`` writes the page anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.document.document import NEVER, Document, FixedPortion, Lock
from planner.explain.feasibility import DocumentSearch
from planner.explain.infeasible import explain_infeasible
from planner.foods.catalogue import Catalogue
from planner.foods.foods_csv import read_catalogue
from planner.needs.profile import Profile
from planner.needs.targets import OwnTarget
from planner.optimise.clock import Clock
from planner.plan.outcomes import Explanation

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "infeasible.md"
PATIENT = 300.0  # [s]
HEAD = """\
# When there is no plan

Ten cases as people come to them, and what Magnolia says to each, word for word: how far the choices reach, which of
them stand in the way, and the changes it offers. Every change was planned with before it is offered, and a test applies
each of them. `python -m tests.planner.infeasible_cases` makes this page anew.

Magnolia never offers to eat against an allergy, to leave a diet, to bend the rule of a condition or to move what a
clinician set. A diet is named when it stands in the way; changing it is left to the person, for many it is no
preference."""
NO_REPAIR = "*No change is offered.*"


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody decided, in a line, and the document that makes of the foods there are."""

    id: str
    told: str
    document: Callable[[Catalogue], Document]


def never(catalogue: Catalogue, *groups: str) -> Mapping[str, str]:
    return {food.id: NEVER for food in catalogue if food.group in groups}


def whole(meal: str, template: str, *portions: tuple[str, str, int]) -> Lock:
    return Lock(1, meal, template, tuple(FixedPortion(slot, food, steps) for slot, food, steps in portions))


def _single(meal: str, slot: str, food: str, steps: int) -> Lock:
    return Lock(1, meal, None, (FixedPortion(slot, food, steps),))


CASES = (
    Case(
        "vegan_high_target",
        "A vegan at 1,400 kcal who eats neither soy foods nor nuts and seeds, with a target of 2,000 mg",
        lambda foods: Document(
            profile=Profile(diet="vegan"),
            targets={"magnesium_mg": 2000.0, "energy_kcal": 1400.0},
            tastes=never(foods, "Soy foods", "Nuts and seeds"),
        ),
    ),
    Case(
        "nut_allergy_low_carb",
        "An allergy to nuts and peanuts, no beans, lentils or soy, and a low-carbohydrate limit of 30 g",
        lambda foods: Document(
            profile=Profile(allergens=frozenset({"tree nut", "peanut"})),
            targets={"carb_g": OwnTarget(most=30.0)},
            tastes=never(foods, "Beans and lentils", "Soy foods"),
        ),
    ),
    Case(
        "vegan_keto",
        "A vegan who wants at most 60 g of carbohydrate",
        lambda foods: Document(profile=Profile(diet="vegan"), targets={"carb_g": OwnTarget(most=60.0)}),
    ),
    Case(
        "slip_of_the_hand",
        "A target of 4,200 mg, where 420 was meant",
        lambda foods: Document(targets={"magnesium_mg": 4200.0}),
    ),
    Case(
        "grams_for_milligrams",
        "A limit of 2 mg of sodium, where 2 g were meant",
        lambda foods: Document(targets={"sodium_mg": OwnTarget(most=2.0)}),
    ),
    Case(
        "salty_soup",
        "A limit of 800 mg of sodium, and a locked portion of canned soup that has more",
        lambda foods: Document(
            targets={"sodium_mg": OwnTarget(most=800.0)}, locks=(_single("lunch", "soup", "potato_soup", 3),)
        ),
    ),
    Case(
        "no_vegetables",
        "Somebody who rated every vegetable and every fruit “never”",
        lambda foods: Document(
            tastes=never(foods, "Vegetables", "Leafy greens", "Fruit", "Dried fruit", "Potatoes and roots")
        ),
    ),
    Case(
        "clinician",
        "Kidney disease, with limits on potassium and phosphorus that a clinician set beside 400 mg of magnesium",
        lambda foods: Document(
            profile=Profile(conditions=frozenset({"kidney disease"})),
            confirmed=frozenset({"clinician set the targets"}),
            targets={
                "potassium_mg": OwnTarget(most=700.0),
                "phosphorus_mg": OwnTarget(most=350.0),
                "magnesium_mg": OwnTarget(least=400.0),
            },
        ),
    ),
    Case(
        "warfarin",
        "Warfarin, and a locked portion of collards with ten times the vitamin K of a steady day",
        lambda foods: Document(
            profile=Profile(conditions=frozenset({"warfarin"})),
            locks=(_single("dinner", "vegetables", "collards_frozen", 2),),
        ),
    ),
    Case(
        "heavy_meals",
        "1,500 kcal a day, with a lunch and a dinner locked that already have more",
        lambda foods: Document(
            targets={"energy_kcal": 1500.0},
            locks=(
                whole("lunch", "salad_lunch", ("salad", "chicken_burrito_bowl", 3)),
                whole("dinner", "bake_dinner", ("dish", "lentil_shepherds_pie", 3)),
            ),
        ),
    ),
)


def explained(catalogue: Catalogue, document: Document, seconds: float = PATIENT) -> Explanation:
    """Why the first day has no plan."""
    question = DocumentSearch(catalogue, 0).question(document, 1)
    return explain_infeasible(question, document, Clock(seconds), 0, catalogue)


def part_of(case: Case, found: Explanation) -> str:
    """What the page says of a case."""
    sentences = "\n\n".join([f"## {case.told}", *found.conflict])
    return sentences + "\n\n" + ("\n".join(f"- {repair.name}" for repair in found.repairs) or NO_REPAIR)


def write_page(seconds: float = PATIENT) -> None:
    """docs/infeasible.md: what the program says to each."""
    catalogue = read_catalogue(ROOT / "foods.csv")
    parts = [part_of(case, explained(catalogue, case.document(catalogue), seconds)) for case in CASES]
    PAGE.write_text("\n\n".join([HEAD, *parts]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_page()
