"""Meals that are not planned: eaten out, with a guess of their energy, or left out.

Such a meal is locked whole, like any other the user decides: its template takes one of the two entries made here,
which no other template takes and nothing plans, offers or buys.
"""

from types import MappingProxyType

from planner.foods.food import AWAY, FNDDS, Food
from planner.foods.nutrients import ALL, BY_KEY
from planner.foods.vocabulary import DIETS
from planner.language.translate import _

EATEN_OUT, NO_MEAL = "eaten_out", "no_meal"  # ids of the two entries
STEP_KCAL = 50  # [kcal / step]
MOST_KCAL = 2000  # of one meal eaten out
GUESSES = (200, 300, 400, 500, 600, 700, 800, 1000, 1200, 1500)  # [kcal] of a meal eaten out, to choose from

# The median of the 177 foods and dishes of FNDDS 2021-2023 described as from a restaurant or fast food, for the energy
# of their median [/ 100 g]. What is not here is not known: it counts as nothing towards any goal or limit, and every
# total says "at least". A guess of sodium would forbid the meal out: 1,200 kcal of such food hold more than a day may.
_PER_100_G: dict[str, float] = {
    "energy_kcal": 226.0,
    "protein_g": 8.55,
    "carb_g": 22.5,
    "sugars_g": 2.35,
    "fat_g": 11.64,
    "sfa_g": 3.44,
}


def _entry(
    food_id: str, name: str, measure: str, step: float, step_g: float, most: int, amounts: dict[str, float]
) -> Food:
    return Food(
        id=food_id,
        name=name,
        group=_("Not planned"),
        roles=frozenset({AWAY}),
        measure=measure,
        step=step,
        step_g=step_g,
        min_steps=1,
        max_steps=most,
        diets=frozenset(DIETS),  # what is eaten elsewhere is the user's own choice
        allergens=frozenset(),
        source=FNDDS,
        fdc_id=0,
        amounts=MappingProxyType({BY_KEY[key]: amount for key, amount in amounts.items()}),
        daily_max=8 * most,
        weekly_max=56 * most,
        familiarity=1,
        flags=frozenset({AWAY}),
    )


AWAY_FOODS = MappingProxyType(
    {
        food.id: food
        for food in (
            _entry(
                EATEN_OUT,
                _("Eaten out"),
                "kcal",
                STEP_KCAL,
                100 * STEP_KCAL / _PER_100_G["energy_kcal"],
                MOST_KCAL // STEP_KCAL,
                _PER_100_G,
            ),
            _entry(NO_MEAL, _("No meal"), "meal", 1.0, 1.0, 1, {nutrient.key: 0.0 for nutrient in ALL}),
        )
    }
)


def is_away(food: Food) -> bool:
    """Whether it is one of the two entries, and no food."""
    return AWAY in food.flags


def steps_of(kcal: float) -> int:
    """A guess of energy in steps; 0 kcal is no meal, which is one step of its own entry."""
    return max(1, min(MOST_KCAL // STEP_KCAL, round(kcal / STEP_KCAL)))
