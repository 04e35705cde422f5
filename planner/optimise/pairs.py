"""How often something must be repeated within a few days when it is there on so many of them."""

from collections.abc import Sequence
from itertools import pairwise


def fewest_pairs(days: Sequence[int], apart: int) -> list[int]:
    """For 0, 1, … of these days: the fewest pairs of them that are at most ``apart`` days from each other.

    By dynamic programming over the days and the chosen ones among the last few.
    """
    best: dict[tuple[int, tuple[int, ...]], int] = {(0, ()): 0}
    for day in sorted(days):
        reached = dict(best)
        for (count, recent), pairs in best.items():
            near = tuple(other for other in recent if day - other <= apart)
            state = count + 1, (*near, day)
            reached[state] = min(reached.get(state, 10**9), pairs + len(near))
        best = {}
        for (count, recent), pairs in reached.items():
            state = count, tuple(other for other in recent if day + 1 - other <= apart)
            best[state] = min(best.get(state, 10**9), pairs)
    return [min(pairs for (count, _), pairs in best.items() if count == number) for number in range(len(days) + 1)]


def pieces_below(values: Sequence[float]) -> list[tuple[float, float]]:
    """The largest convex function below the points (0, values[0]), (1, values[1]), …, as (slope, start) of its pieces.

    A piece is slope * x - start; pieces that are nowhere above zero are left out.
    """
    hull: list[int] = []
    for place in range(len(values)):
        while len(hull) > 1 and _slope(values, hull[-2], hull[-1]) >= _slope(values, hull[-1], place):
            hull.pop()
        hull.append(place)
    pieces = [(_slope(values, first, second), first) for first, second in pairwise(hull)]
    return [(slope, slope * first - values[first]) for slope, first in pieces if slope > 0]


def _slope(values: Sequence[float], first: int, second: int) -> float:
    return (values[second] - values[first]) / (second - first)
