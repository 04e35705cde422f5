"""What makes the foods of one document dearer than those of another: its seed, and the season where it is at home."""

from datetime import date

import pytest

from planner.document.document import FINE, LIKE, LOVE, RARELY, Document
from planner.foods.catalogue import Catalogue
from planner.optimise.horizon import costs_of
from planner.optimise.weights import OUT_OF_SEASON, OWN_WAY
from tests.planner.tiny_foods import food

OATS = food("oats", "grain")
MELON, APPLE = food("watermelon", "fruit"), food("apple", "fruit")
AUTUMN, SUMMER = date(2026, 11, 30), date(2026, 6, 30)


def test_that_a_seed_moves_foods_by_no_more_than_its_weight_and_the_same_seed_moves_them_alike(
    catalogue: Catalogue,
) -> None:
    plain = costs_of(catalogue, Document())
    one, other = (costs_of(catalogue, Document(seed=seed)) for seed in (1, 2))
    assert costs_of(catalogue, Document(seed=1)) == one
    moved = [one[key] - plain[key] for key in plain]
    assert min(moved) >= 0
    assert max(moved) <= OWN_WAY
    dearer = sum(one[key] > other[key] for key in plain)
    assert 0.4 < dearer / len(plain) < 0.6


@pytest.mark.parametrize(
    ("document", "extra"),
    [
        (Document(start=AUTUMN), OUT_OF_SEASON),
        (Document(start=SUMMER), 0.0),
        (Document(start=AUTUMN, season="south"), OUT_OF_SEASON),  # spring there
        (Document(start=SUMMER, season="south"), OUT_OF_SEASON),
        (Document(start=AUTUMN, season="off"), 0.0),
        (Document(), 0.0),
    ],
)
def test_that_what_is_out_of_season_costs_more(document: Document, extra: float) -> None:
    there, anywhere = costs_of([MELON, APPLE], document), costs_of([MELON, APPLE], Document())
    assert there["watermelon"] == pytest.approx(anywhere["watermelon"] + extra)
    assert there["apple"] == anywhere["apple"]


@pytest.mark.parametrize("seed", [0, 7, 4711])
def test_that_a_better_taste_is_cheaper_in_and_out_of_season(seed: int) -> None:
    for known in (OATS, MELON):
        costs = [
            costs_of([known], Document(tastes={known.id: taste}, start=AUTUMN, seed=seed))[known.id]
            for taste in (LOVE, LIKE, FINE, RARELY)
        ]
        assert costs == sorted(costs)
