"""Own foods and dishes for tests, small enough to be checked in the head."""

from types import MappingProxyType
from typing import Any

from planner.own.dish import OwnDish, Weighed
from planner.own.food import OwnFood


def yogurt(**changes: Any) -> OwnFood:
    """An oat yogurt as its European label says it; ``amounts`` replace all of its figures."""
    amounts = {
        "energy_kcal": 100.0,
        "fat_g": 4.0,
        "sfa_g": 1.0,
        "carb_g": 10.0,
        "sugars_g": 5.0,
        "fiber_g": 2.0,
        "protein_g": 5.0,
        "salt_g": 0.25,
        "magnesium_mg": 40.0,
    }
    fields: dict[str, Any] = {
        "id": "own_yogurt",
        "name": "Oat yogurt of ours",
        "group": "Plant milks",
        "roles": frozenset({"yogurt"}),
        "measure": "pot",
        "step": 1.0,
        "step_g": 150.0,
        "diet": "vegan",
        "allergens": frozenset(),
        "amounts": amounts,
        "label": "eu",
    } | changes
    return OwnFood(**(fields | {"amounts": MappingProxyType(dict(fields["amounts"]))}))


def with_amounts(**figures: float | None) -> OwnFood:
    """The yogurt with these figures changed; None leaves one out."""
    amounts = {key: amount for key, amount in (dict(yogurt().amounts) | figures).items() if amount is not None}
    return yogurt(amounts=amounts)


def bowl(**changes: Any) -> OwnDish:
    """Lentils and spinach for two."""
    fields: dict[str, Any] = {
        "id": "own_bowl",
        "name": "Lentil bowl of ours",
        "kind": "salad",
        "ingredients": (Weighed("lentils", 400.0), Weighed("spinach_cooked", 180.0)),
        "servings": 2,
    } | changes
    return OwnDish(**fields)
