"""How much carbohydrate each meal holds: the user's or clinician's own range, and with diabetes one for every meal."""

from collections.abc import Iterator

from planner.foods.meals import MealTime, read_templates
from planner.foods.nutrients import BY_KEY
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.own_ends import OWN_SOURCE
from planner.needs.profile import MealRange, Profile
from planner.needs.targets import MealLimit

CARBOHYDRATE = BY_KEY["carb_g"]
DIABETES = "diabetes"
ALIKE = 15.0  # [g] by which the same meal may differ from day to day; one carbohydrate exchange
SHARE = 0.45  # of the meal's energy: the least share of carbohydrate the AMDR recommends
KCAL_PER_G = 4.0  # of carbohydrate
SOURCE = _(
    "45 % of the meal's energy, the least share of the AMDR (NASEM 2005, doi 10.17226/10490), within 15 g, as the same"
    " meal is kept alike from day to day (Evert et al. 2019, Diabetes Care 42:731, doi 10.2337/dci19-0014)"
)


def meal_limits(profile: Profile, energy_kcal: float) -> tuple[MealLimit, ...]:
    """The range of carbohydrate of each meal of a day with this energy [kcal]; none where nobody asked for one.

    With diabetes every meal has a range no wider than ``ALIKE``, so that any two days are alike: of a wider one of the
    user's own, the middle; of one with a single end, what lies next to that end.
    """
    own = {each.meal: each for each in profile.meal_limits}
    meals = read_templates().meals_for(energy_kcal, profile.snacks)
    return tuple(_limits(profile, own, meals, energy_kcal))


def _limits(
    profile: Profile, own: dict[str, MealRange], meals: tuple[MealTime, ...], energy_kcal: float
) -> Iterator[MealLimit]:
    for meal in meals:
        mine = own.get(meal.id)
        if DIABETES in profile.conditions:
            least, most = _alike(mine) if mine else _usual(meal, energy_kcal)
            yield MealLimit(meal.id, CARBOHYDRATE, least, most, OWN_SOURCE if mine else SOURCE, mine is not None)
        elif mine is not None:
            yield MealLimit(meal.id, CARBOHYDRATE, mine.least, mine.most, OWN_SOURCE, True)


def _usual(meal: MealTime, energy_kcal: float) -> tuple[float, float]:
    """Around ``SHARE`` of the energy in the middle of the meal's own range, in whole grams [g]."""
    middle = round(SHARE * energy_kcal * (meal.least + meal.most) / 2 / KCAL_PER_G)
    least = max(0.0, float(middle) - ALIKE / 2)
    return least, least + ALIKE


def _alike(mine: MealRange) -> tuple[float, float]:
    least, most = mine.least, mine.most
    if least is None:
        return max(0.0, (most or 0.0) - ALIKE), most or 0.0
    if most is None:
        return least, least + ALIKE
    narrower = max(0.0, (most - least - ALIKE) / 2)
    return least + narrower, most - narrower


def range_text(limit: MealLimit) -> str:
    """Such as "46.5 to 61.5 g"."""
    match limit.least, limit.most:
        case None, most:
            return _("at most {most} g").format(most=figure(most or 0.0))
        case least, None:
            return _("at least {least} g").format(least=figure(least or 0.0))
        case least, most:
            return _("{least} to {most} g").format(least=figure(least), most=figure(most))
