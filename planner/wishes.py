"""What became of the wishes for foods on so many days a week."""

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from planner.plan import Plan


def days_with_each(plan: Plan) -> Mapping[str, int]:
    """The number of days that have a food by itself, by food id: inside a dish it fulfils no wish."""
    held = Counter(food for day in plan.days for food in {portion.food.id for portion in day.portions})
    return MappingProxyType(dict(held))
