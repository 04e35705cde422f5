"""How often something is repeated at least, against counting every choice of days."""

from itertools import combinations

import pytest

from planner.optimise.pairs import fewest_pairs, pieces_below


def pairs(days: tuple[int, ...], apart: int) -> int:
    return sum(second - first <= apart for first, second in combinations(days, 2))


@pytest.mark.parametrize("days", [(1,), (1, 2, 3, 4, 5, 6, 7), (2, 3, 6, 7, 9), tuple(range(1, 11))])
def test_that_no_choice_of_days_has_fewer_pairs(days: tuple[int, ...]) -> None:
    for apart in (1, 3):
        counted = [min(pairs(chosen, apart) for chosen in combinations(days, n)) for n in range(len(days) + 1)]
        assert fewest_pairs(days, apart) == counted


def test_that_a_month_is_counted_at_once() -> None:
    assert fewest_pairs(range(1, 29), 3)[-1] == pairs(tuple(range(1, 29)), 3)


@pytest.mark.parametrize("values", [[0, 0, 0, 1, 2, 5, 9], [0, 3, 4, 9], [0], [0, 0], [0, 1, 1, 4]])
def test_that_the_pieces_are_convex_touch_the_ends_and_are_nowhere_above(values: list[float]) -> None:
    pieces = pieces_below(values)
    below = [max([0.0, *(slope * x - start for slope, start in pieces)]) for x in range(len(values))]
    assert all(low <= value + 1e-9 for low, value in zip(below, values, strict=True))
    assert below[0] == pytest.approx(values[0])
    assert below[-1] == pytest.approx(values[-1])
    assert [slope for slope, _ in pieces] == sorted(slope for slope, _ in pieces)
