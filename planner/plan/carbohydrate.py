"""The carbohydrate of a meal as those who count it read it: grams, exchanges, and the range it is kept in."""

from collections.abc import Iterable

from planner.foods.away import is_away
from planner.foods.nutrients import BY_KEY
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.meal_limits import CARBOHYDRATE, range_text
from planner.needs.medical_rules import COUNTED, applies
from planner.needs.profile import Profile
from planner.needs.targets import Targets
from planner.plan.plan import Portion, total

FIBRE = BY_KEY["fiber_g"]
# The exchange of 15 g is of all carbohydrate (American Diabetes Association and Academy of Nutrition and Dietetics,
# Choose Your Foods, 2019); those of 12 g (bread unit) and 10 g (carbohydrate portion) are of what labels of Europe
# call carbohydrate, which holds no fibre (Regulation (EU) No 1169/2011, annex I).
OF_ALL = 15  # [g / exchange]


def counts_carbohydrate(profile: Profile) -> bool:
    """Whether the carbohydrate of meals is said: with diabetes, a range for a meal, or an exchange."""
    return profile.exchange_g is not None or applies(COUNTED, profile)


def exchanges(portions: Iterable[Portion], exchange_g: int) -> float:
    """How many exchanges the portions hold.

    Of 10 and 12 g fibre is taken away as far as it is known; where it is not, they are that many at most.
    """
    held = tuple(portions)
    grams = total(held, CARBOHYDRATE).amount
    if exchange_g != OF_ALL:
        grams -= total(held, FIBRE).amount
    return max(0.0, grams) / exchange_g


def carbohydrate_text(portions: Iterable[Portion], profile: Profile) -> str:
    """Such as "46 g carbohydrate, 3.1 exchanges of 15 g"; empty where nobody counts, or the meal is eaten out."""
    held = tuple(portions)
    if not counts_carbohydrate(profile) or any(is_away(portion.food) for portion in held):
        return ""  # what is eaten elsewhere is a guess, and nobody is to count by it
    amount = total(held, CARBOHYDRATE)
    at_least = "≥ " if amount.at_least else ""
    said = _("{grams} g carbohydrate").format(grams=f"{at_least}{figure(amount.amount, '.0f')}")
    if profile.exchange_g is None:
        return said
    count = f"{_bound(held, profile.exchange_g)}{figure(exchanges(held, profile.exchange_g), '.1f')}"
    sentence = _("{carbohydrate}, {count} exchanges of {size} g without fibre")
    if profile.exchange_g == OF_ALL:
        sentence = _("{carbohydrate}, {count} exchanges of {size} g")
    return sentence.format(carbohydrate=said, count=count, size=profile.exchange_g)


def _bound(portions: Iterable[Portion], exchange_g: int) -> str:
    """What stands before a count of which a part is not known: more carbohydrate, or more fibre to take away."""
    held = tuple(portions)
    more = total(held, CARBOHYDRATE).at_least
    less = exchange_g != OF_ALL and total(held, FIBRE).at_least
    return {(True, False): "≥ ", (False, True): "≤ ", (True, True): "≈ "}.get((more, less), "")


def range_said(meal: str, targets: Targets | None) -> str:
    """The range that a meal is kept in, such as "kept within 40 to 55 g"; empty where it has none."""
    limit = next((limit for limit in targets.meals if limit.meal == meal), None) if targets is not None else None
    return _("kept within {range}").format(range=range_text(limit)) if limit is not None else ""
