"""Ten documents without a plan, as a user would come to them, and docs/infeasible.md, which says what each is told.

``python -m tests.planner.infeasible_cases`` writes the page anew.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from planner.catalogue import Catalogue, read_catalogue
from planner.day_search import DocumentSearch
from planner.document import NEVER, Document, FixedPortion, Lock
from planner.explain import explain_infeasible
from planner.plan import Explanation
from planner.profile import Profile
from planner.solver import Clock
from planner.targets import OwnTarget

ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "infeasible.md"
PATIENT = 300.0  # [s]


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
        "A vegan at 1,400 kcal who eats neither soy foods nor nuts and seeds, with a target of 1,900 mg",
        lambda foods: Document(
            profile=Profile(diet="vegan"),
            targets={"magnesium_mg": 1900.0, "energy_kcal": 1400.0},
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
        "A vegan who wants at most 50 g of carbohydrate",
        lambda foods: Document(profile=Profile(diet="vegan"), targets={"carb_g": OwnTarget(most=50.0)}),
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
        "brazil_nuts",
        "Two ounces of Brazil nuts locked into the snack: more selenium than a day may have",
        lambda foods: Document(locks=(_single("snack", "nuts", "brazil_nuts", 2),)),
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
                "potassium_mg": OwnTarget(most=900.0),
                "phosphorus_mg": OwnTarget(most=450.0),
                "magnesium_mg": 400.0,
            },
        ),
    ),
    Case(
        "warfarin",
        "Warfarin with vitamin K steady at 10 µg, as a vegan with a target of 1,000 mg",
        lambda foods: Document(
            profile=Profile(diet="vegan", conditions=frozenset({"warfarin"})),
            targets={"vit_k_ug": 10.0, "magnesium_mg": 1000.0},
        ),
    ),
    Case(
        "heavy_meals",
        "1,500 kcal a day, with a lunch and a dinner locked that have them already",
        lambda foods: Document(targets={"energy_kcal": 1500.0}),
    ),
)


def explained(catalogue: Catalogue, document: Document) -> Explanation:
    """Why the first day has no plan, with all the time it needs."""
    question = DocumentSearch(catalogue, 0).question(document, 1)
    return explain_infeasible(question, document, Clock(PATIENT), 0, catalogue)
