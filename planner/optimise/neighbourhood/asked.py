"""What a question asks of the rules: the base of every line, the bounds of every row, and what each binary costs."""

from dataclasses import dataclass

import numpy as np

from planner.optimise.neighbourhood.rules import Floats, Marks, Places, Rules, UnreadableError

LIMIT = 400.0  # [penalty points] a limit passed by its whole amount, while it may be passed on the way
BROKEN = 0.5  # [penalty points] and for each that is passed at all
KEPT = 1e-7  # [share of a limit] that is kept, as the solver sees it
DEAR = 1e9  # [penalty points] of what may not be


@dataclass(frozen=True, slots=True)
class Asked:
    """The rules with a question's costs and bounds."""

    rules: Rules
    base: Floats  # by line
    weight: Floats  # by shortfall [penalty points]
    worst: tuple[tuple[float, Places, Floats], ...]  # weight, of which shortfalls, times what
    most: Floats  # by shortfall, and one for each worst
    low: Floats  # by row
    high: Floats
    cost: Floats  # by binary, and for none
    banned: Marks
    constant: float  # [penalty points]

    def points(self, lines: Floats, heat: float = 1.0, broken: float = BROKEN) -> Floats:
        """Penalty points and broken limits of each column of ``lines``, which is written over."""
        np.maximum(lines, 0.0, out=lines)
        count = self.rules.lines
        short = self.shortfalls(lines)
        points = self.weight @ short
        for weight, of, times in self.worst:
            points += weight * (short[of] * times[:, None]).max(axis=0)
        passed = lines[count:]
        points += heat * LIMIT * passed.sum(axis=0)
        if broken:
            points += broken * (passed > KEPT).sum(axis=0)
        return np.asarray(points)

    def shortfalls(self, lines: Floats) -> Floats:
        """By shortfall; the lines are not negative."""
        rules = self.rules
        if len(rules.shortfalls.start) == rules.lines:
            return lines[: rules.lines]
        return np.maximum.reduceat(lines[: rules.lines], rules.shortfalls.start, axis=0)

    def keeps(self, lines: Floats, held: Floats) -> bool:
        """Whether one day keeps every limit."""
        if np.any(lines[self.rules.lines :] > KEPT):
            return False
        if np.any(held < self.low) or np.any(held > self.high):
            return False
        short = self.shortfalls(np.maximum(lines, 0.0)[:, None])[:, 0]
        largest = [float((short[of] * times).max()) for _, of, times in self.worst]
        return bool(np.all(np.concatenate((short, largest)) <= self.most))


def asked_of(rules: Rules, cost: Floats, lower: Floats, upper: Floats, offset: float = 0.0) -> Asked:
    """The rules with costs and bounds by column.

    Raises:
        UnreadableError: if they make a column another kind of column than it was.
    """
    given = lower[rules.given]
    owners = rules.shortfalls.column
    worst = np.array([column for column, _, _ in rules.shortfalls.worst], dtype=np.intp)
    shortfalls = np.concatenate((owners, worst))
    if np.any(given != upper[rules.given]):
        raise UnreadableError("what was given is open")
    if np.any(lower[shortfalls] != 0) or np.any(cost[shortfalls] < 0):
        raise UnreadableError("a shortfall may be negative or is wanted")
    if np.any(lower[rules.loose] > 0) or np.any(np.isfinite(upper[rules.loose])):
        raise UnreadableError("a sum is bounded that was not")
    if np.any(lower[rules.binaries] > 0):
        raise UnreadableError("a binary is wanted")
    base = rules.base.copy()
    base[rules.lines :] = _passed(rules, lower, upper)
    low, high = rules.held.low.copy(), rules.held.high.copy()
    sums = rules.held.column >= 0
    low[sums] = lower[rules.held.column[sums]] - rules.held.constant[sums]
    high[sums] = upper[rules.held.column[sums]] - rules.held.constant[sums]
    if len(given):
        base += given @ rules.given_lines
        shift = given @ rules.given_held
        low, high = low - shift, high - shift
    slack = KEPT * np.maximum(1.0, np.abs(np.where(np.isfinite(high), high, 0.0)))
    costs = np.append(cost[rules.binaries], 0.0)
    constant = offset + float(cost[rules.given] @ given + cost[rules.sums] @ rules.constants)
    dear = np.flatnonzero(cost[rules.sums])
    if len(dear):
        owner, binary, value = rules.terms.of(dear)
        costs[:-1] += np.bincount(binary, cost[rules.sums[dear]][owner] * value, minlength=len(costs) - 1)
    return Asked(
        rules=rules,
        base=base,
        weight=cost[owners],
        worst=tuple((float(cost[column]), of, times) for column, of, times in rules.shortfalls.worst),
        most=upper[shortfalls] + KEPT,
        low=low - KEPT * np.maximum(1.0, np.abs(np.where(np.isfinite(low), low, 0.0))),
        high=high + slack,
        cost=costs,
        banned=np.append(upper[rules.binaries] <= 0, False),
        constant=constant,
    )


def _passed(rules: Rules, lower: Floats, upper: Floats) -> Floats:
    """The base of the lines of limits: how far each side is passed by nothing at all."""
    limits = rules.limits
    sums = limits.column >= 0
    high, low = limits.high.copy(), limits.low.copy()
    high[sums] = upper[limits.column[sums]] - limits.constant[sums]
    low[sums] = lower[limits.column[sums]] - limits.constant[sums]
    side = np.where(rules.sign > 0, high, low)
    if np.any(~np.isfinite(side)):
        side = np.where(np.isfinite(side), side, rules.sign * 1e12)
    return -rules.sign * rules.scale * side
