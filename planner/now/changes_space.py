"""All choices of changes, what each adds to what must hold, and those that no set of changes has."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.foods.nutrients import ENERGY, MAGNESIUM, Nutrient
from planner.needs.medical_rules import PortionLimit
from planner.now.changes import Change
from planner.now.choices import ENERGY_BAND, Choice, Question, choices, counts
from planner.now.eaten import Eaten
from planner.now.intake import mean_of, totals_of

MAGNESIUM_ROW = "magnesium"  # the row of the target
_CHUNK = 256  # choices paired with all others at once

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """What must hold of a sum over the choices that are made: ``least`` ≤ Σ effect ≤ ``most``."""

    name: str
    effect: Floats  # by choice
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Space:
    """All choices, and the rows every set of changes keeps."""

    question: Question
    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]

    def only(self, kept: NDArray[np.bool_]) -> "Space":
        """With these choices alone."""
        chosen = tuple(choice for choice, keep in zip(self.choices, kept.tolist(), strict=True) if keep)
        rows = tuple(Row(row.name, row.effect[kept], row.least, row.most) for row in self.rows)
        return Space(self.question, chosen, rows)


def space_of(question: Question) -> Space:
    """All choices of a question with the rows of energy, limits and the target."""
    all_choices = choices(question)
    rows = list(_target_rows(question, all_choices))
    rows += _meal_rows(question, all_choices)
    rows += _limit_rows(question, all_choices)
    return Space(question, all_choices, tuple(rows))


def pruned(space: Space, most: int, over: Callable[[], bool] = lambda: False) -> Space | None:
    """Without the choices that no set of at most ``most`` changes has, and the rows none can break.

    None where that proves that there is no such set. First each choice is looked at with the largest effects that the
    others of a set can have on a row, then each pair of choices; both are exact. When ``over`` says that time is up,
    the choices that were not looked at in pairs stay.
    """
    alone = _pruned_alone(space, most)
    if alone is None or most < 2 or len(alone.choices) < 2:
        return alone
    kept = _with_partner(alone, most, over)
    if kept.all():
        return alone
    return _pruned_alone(alone.only(kept), most) if kept.any() else None


def _pruned_alone(space: Space, most: int) -> Space | None:
    while True:
        kept = np.ones(len(space.choices), dtype=bool)
        rows = []
        for row in space.rows:
            low, high = row.least - _slack(row.least), row.most + _slack(row.most)
            up, down = _best(row.effect, most), -_best(-row.effect, most)
            if up < low or down > high:
                return None
            if down < row.least or up > row.most:
                rows.append(row)
            kept &= row.effect + _best(row.effect, most - 1) >= low
            kept &= row.effect - _best(-row.effect, most - 1) <= high
        space = Space(space.question, space.choices, tuple(rows))
        if kept.all():
            return space
        space = space.only(kept)


def _with_partner(space: Space, most: int, over: Callable[[], bool]) -> NDArray[np.bool_]:
    """The choices that reach the target alone, or with one other and the largest effects of the rest of a set.

    Partners are tried from the one with the most magnesium on, so that most choices find theirs among the first, and
    the others are given up once the rest of the partners cannot bring them to the target.
    """
    bounds = [
        (
            row.effect,
            row.least - _slack(row.least) - _best(row.effect, most - 2),
            row.most + _slack(row.most) + _best(-row.effect, most - 2),
        )
        for row in space.rows
    ]
    kept = np.ones(len(space.choices), dtype=bool)
    for effect, low, high in bounds:
        kept &= (effect >= low) & (effect <= high)
    named = [bound for row, bound in zip(space.rows, bounds, strict=True) if row.name == MAGNESIUM_ROW]
    lead, least, _most = named[0] if named else (np.zeros(len(kept)), -math.inf, math.inf)
    order = np.argsort(-lead, kind="stable")
    left = np.flatnonzero(~kept)
    for start in range(0, len(order), _CHUNK):
        partners = order[start : start + _CHUNK]
        left = left[lead[left] + lead[partners[0]] >= least]
        if not len(left):
            break
        if over():
            kept[left] = True
            break
        for at in range(0, len(left), _CHUNK):
            part = left[at : at + _CHUNK]
            kept[part] = _pairs(bounds, part, partners).any(axis=1)
        left = left[~kept[left]]
    return kept


def _pairs(
    bounds: Sequence[tuple[Floats, float, float]], part: NDArray[np.intp], partners: NDArray[np.intp]
) -> NDArray[np.bool_]:
    """Which choices of ``part`` keep all bounds together with which of the partners."""
    pairs = np.ones((len(part), len(partners)), dtype=bool)
    for effect, low, high in bounds:
        both = effect[part, None] + effect[partners]
        if low > -math.inf:
            pairs &= both >= low
        if high < math.inf:
            pairs &= both <= high
        if not pairs.any():
            break
    return pairs


def _best(effect: Floats, count: int) -> float:
    """The largest sum of at most so many effects."""
    if count <= 0 or not len(effect):
        return 0.0
    largest = np.partition(effect, len(effect) - count)[-count:] if count < len(effect) else effect
    return float(np.clip(largest, 0.0, None).sum())


def _slack(bound: float) -> float:
    return 1e-6 * max(1.0, abs(bound)) if math.isfinite(bound) else 0.0


def _target_rows(question: Question, all_choices: Sequence[Choice]) -> Iterable[Row]:
    days = [totals_of(day) for day in question.days]
    mean = mean_of(days)
    least = question.targets.least(MAGNESIUM) or 0.0
    by_day = effects_of(MAGNESIUM, all_choices)
    yield Row(MAGNESIUM_ROW, by_day.mean(axis=1), least - mean[MAGNESIUM].amount, math.inf)
    by_day = effects_of(ENERGY, all_choices)
    for number, totals in enumerate(days):
        band = ENERGY_BAND * totals[ENERGY].amount
        yield Row(f"energy_d{number + 1}", by_day[:, number], -band, band)
    for target in question.targets.hard:
        if target.nutrient == ENERGY:
            continue
        by_day = effects_of(target.nutrient, all_choices)
        name = target.nutrient.key
        means = [(f"{name}_mean", by_day.mean(axis=1), mean)] if len(days) > 1 else []
        each = [(f"{name}_d{number + 1}", by_day[:, number], totals) for number, totals in enumerate(days)]
        for row, effect, totals in (*each, *means):
            now = totals[target.nutrient].amount
            low = -math.inf if target.least is None or target.nutrient == MAGNESIUM else min(target.least, now) - now
            high = math.inf if target.most is None else max(target.most, now) - now
            if math.isfinite(low) or math.isfinite(high):
                yield Row(row, effect, low, high)


def effects_of(nutrient: Nutrient, all_choices: Sequence[Choice]) -> Floats:
    """What each choice adds to each day [nutrient.unit / day]."""
    times = np.array([choice.times for choice in all_choices], dtype=float)
    once: Floats = np.array([[_effect(choice.change, nutrient)] for choice in all_choices])
    return times * once


def _effect(change: Change, nutrient: Nutrient) -> float:
    taken = change.was_g * change.old.per_gram(nutrient) if change.old is not None else 0.0
    return change.grams * change.food.per_gram(nutrient) - taken


def _meal_rows(question: Question, all_choices: Sequence[Choice]) -> Iterable[Row]:
    """The ranges of what one meal holds, on each day."""
    for limit in question.targets.meals:
        here = np.array([[choice.meals == {limit.meal}] for choice in all_choices], dtype=float)
        by_day = effects_of(limit.nutrient, all_choices) * here
        for number, day in enumerate(question.days):
            eaten = [entry for entry in day if entry.meal == limit.meal]
            now = sum(entry.grams * entry.food.per_gram(limit.nutrient) for entry in eaten)
            low = -math.inf if limit.least is None else min(limit.least, now) - now
            high = math.inf if limit.most is None else max(limit.most, now) - now
            yield Row(f"{limit.nutrient.key}_{limit.meal}_d{number + 1}", by_day[:, number], low, high)


def _limit_rows(question: Question, all_choices: Sequence[Choice]) -> Iterable[Row]:
    """The limits on portions: of one day on each, of a week on seven times the mean."""
    times = np.array([choice.times for choice in all_choices], dtype=float)
    for limit in question.limits:

        def portions(food: Eaten | None, grams: float, limit: PortionLimit = limit) -> int:
            return counts(limit, food) if food is not None and grams > 0 else 0

        each = [
            portions(choice.change.food, choice.change.grams) - portions(choice.change.old, choice.change.was_g)
            for choice in all_choices
        ]
        by_day = times * np.array([[float(count)] for count in each])
        now = [float(sum(counts(limit, entry.food) for entry in day)) for day in question.days]
        if limit.days == 1:
            for number, eaten in enumerate(now):
                yield Row(f"{limit.id}_d{number + 1}", by_day[:, number], -math.inf, max(limit.most - eaten, 0.0))
        else:
            a_day, most = sum(now) / len(now), limit.most / limit.days
            yield Row(limit.id, by_day.mean(axis=1), -math.inf, max(most - a_day, 0.0))
