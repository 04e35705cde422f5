"""One day beside the others as it is being changed: meals are taken out and put in, and every change is scored exactly.

All changes of one portion, of two, or of a whole meal from its pool are scored at once, and the best that keeps every
row is made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from planner.optimise.neighbourhood.asked import BROKEN, DEAR, Asked
from planner.optimise.neighbourhood.board import Block, Board, Likely, Record
from planner.optimise.neighbourhood.rules import Floats, Marks, Places

TRIES = 40  # of the best changes that a row may refuse
PAIRS = 120  # of the best changes of one portion that are tried in pairs
MEALS, MILD = 80, 0.1  # of each of two pools that are tried in pairs, and how much limits weigh in choosing them
PORTIONS = 4  # of a meal: what a whole meal must gain for each
LEAST_GAIN = 1e-6  # [penalty points]


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes of one portion of a day: in ``meal`` the binary ``old`` becomes ``new``; either may be none."""

    meal: Places
    slot: Places  # numbered through the day, with the portion that goes: two of the same place do not go together
    old: Places
    new: Places
    lines: Floats  # lines × changes: what they add
    cost: Floats


class OneDay:
    """A day's meals, and the sums of what they add to the lines and rows of what it is asked."""

    def __init__(self, board: Board, likely: Likely, asked: Asked, records: Sequence[Record]) -> None:
        self.board, self.likely, self.asked = board, likely, asked
        self.records: list[Record | None] = [None] * len(board.meals)
        self.lines = asked.base.copy()
        self.held = np.zeros(len(asked.low))
        self.heat, self.broken = 1.0, BROKEN
        self._changes: tuple[tuple[Record | None, ...], Changes] | None = None  # of all meals, and what they are of
        for meal, record in enumerate(records):
            self.put(meal, record)

    def put(self, meal: int, record: Record) -> None:
        self.records[meal] = record
        self.lines += record.lines
        np.add.at(self.held, record.row, record.value)

    def take(self, meal: int) -> Record:
        """Takes a meal out.

        Raises:
            LookupError: if there is none.
        """
        record = self.records[meal]
        if record is None:
            raise LookupError(f"meal {meal} is not there")
        self.records[meal] = None
        self.lines -= record.lines
        np.subtract.at(self.held, record.row, record.value)
        return record

    def whole(self) -> list[Record]:
        """All meals."""
        return [record for record in self.records if record is not None]

    def make_of(self, records: Sequence[Record]) -> None:
        """Makes the day of these meals, without the rounding of many changes."""
        self.lines = self.asked.base.copy()
        self.held[:] = 0.0
        for meal, record in enumerate(records):
            self.put(meal, record)

    @property
    def points(self) -> float:
        """[penalty points], and what broken limits cost."""
        cost = sum(float(self.asked.cost[record.binaries].sum()) for record in self.whole())
        score = self.asked.points(self.lines[:, None].copy(), self.heat, self.broken)
        return float(score[0]) + cost + self.asked.constant

    @property
    def key(self) -> tuple[int, ...]:
        """The same for equal days."""
        return tuple(sorted(binary for record in self.whole() for binary in record.binaries.tolist()))

    @property
    def soft_points(self) -> float:
        """[penalty points] whatever limits are broken."""
        cost = sum(float(self.asked.cost[record.binaries].sum()) for record in self.whole())
        return float(self.asked.points(self.lines[:, None].copy(), 0.0, 0.0)[0]) + cost + self.asked.constant

    @property
    def sound(self) -> bool:
        """Whether every row holds and nothing banned is there."""
        banned = any(self.asked.banned[record.binaries].any() for record in self.whole())
        return not banned and len(self.whole()) == len(self.records) and self.asked.keeps(self.lines, self.held)

    @property
    def broken_rows(self) -> int:
        """How many rows with few binaries do not hold."""
        return int(np.count_nonzero((self.held < self.asked.low) | (self.held > self.asked.high)))

    def _breaks(self) -> tuple[bool, int]:
        """Whether rows are broken, and how many have too much in them."""
        over = int(np.count_nonzero(self.held > self.asked.high))
        return bool(over or np.any(self.held < self.asked.low)), over

    def _may_be(self, before: tuple[bool, int]) -> bool:
        """Whether a change broke no row: no row at all where none was broken before, else none by too much."""
        broken, over = self._breaks()
        return over <= before[1] if before[0] else not broken

    # A whole meal from its pool

    def best_meals(self, meal: int, noise: Callable[[int], Floats] | None = None) -> tuple[Floats, Marks]:
        """With the meal taken out: the points of the day with each meal of its pool, and which of them may be."""
        pool = self.likely.pools[meal]
        may: Marks = ~np.asarray(self.asked.banned[pool.binaries].any(axis=1))
        blocked = np.zeros(self.board.none + 1, dtype=bool)
        fits, _ = self._fit(pool.block, self.held)
        blocked[pool.block.binaries[~fits]] = True
        may &= ~blocked[pool.binaries].any(axis=1)
        points = np.full(len(may), DEAR)
        chosen = np.flatnonzero(may)
        lines = pool.vectors[:, chosen]
        lines += self.lines[:, None]
        points[chosen] = self.asked.points(lines, self.heat, self.broken)
        points[chosen] += self.asked.cost[pool.binaries[chosen]].sum(axis=1)
        return points, may

    def _fit(self, block: Block, room: Floats) -> tuple[Marks, Floats]:
        """Which binaries of a block pass no row's most by themselves beside what ``room`` holds."""
        after = room[block.row] + block.value
        over = np.asarray(after > self.asked.high[block.row])
        passed = np.bincount(block.owner[over], minlength=len(block.binaries))
        return np.asarray(passed == 0), after

    def pool_record(self, meal: int, number: int) -> Record:
        pool = self.likely.pools[meal]
        row = pool.binaries[number]
        template = self.board.templates[meal][int(pool.template[number])]
        return self.board.record(template, (int(b) for b in row[1:] if b != self.board.none))

    def change_meal(
        self,
        meal: int,
        least_gain: float = LEAST_GAIN,
        chance: np.random.Generator | None = None,
        temperature: float = 0.0,
    ) -> bool:
        """Takes the best meal of the pool in place of the one there, where it gains; with chance, a worse one too."""
        before = self.points if self.records[meal] is not None else None
        rows = self._breaks()
        old = self.take(meal) if self.records[meal] is not None else None
        points, _ = self.best_meals(meal)
        rest = sum(float(self.asked.cost[record.binaries].sum()) for record in self.whole()) + self.asked.constant
        limit = DEAR / 2 if before is None else before - rest - least_gain
        if chance is not None and temperature > 0:
            points = points - temperature * chance.gumbel(size=len(points))
            limit -= temperature * float(chance.gumbel())

        def make(number: int) -> bool:
            self.put(meal, self.pool_record(meal, number))
            if self._may_be(rows):
                return True
            self.take(meal)
            return False

        made = _best_kept(points, min(limit, DEAR / 2), make)
        if not made and old is not None:
            self.put(meal, old)
        return made

    def change_two_meals(self, first: int, second: int, least_gain: float = LEAST_GAIN, among: int = MEALS) -> bool:
        """Takes two meals of their pools at once, among those that do best while the other stays as it is.

        Limits weigh little in that choice: what one meal lacks the other may bring.
        """
        if self.records[first] is None or self.records[second] is None:
            return False
        before, rows = self.points, self._breaks()
        heat, self.heat, broken, self.broken = self.heat, MILD, self.broken, 0.0
        olds, chosen = {}, {}
        for meal in (first, second):
            olds[meal] = self.take(meal)
            points, _ = self.best_meals(meal)
            self.put(meal, olds[meal])
            best = np.argsort(points, kind="stable")[:among]
            chosen[meal] = best[points[best] < DEAR / 2]
        self.heat, self.broken = heat, broken
        for meal in (first, second):
            self.take(meal)
        rest = sum(float(self.asked.cost[record.binaries].sum()) for record in self.whole()) + self.asked.constant
        ones, others = (self.likely.pools[meal] for meal in (first, second))
        lines = ones.vectors[:, chosen[first], None] + others.vectors[:, None, chosen[second]]
        lines += self.lines[:, None, None]
        cost = np.add.outer(
            *(self.asked.cost[self.likely.pools[meal].binaries[chosen[meal]]].sum(axis=1) for meal in (first, second))
        )
        both = self.asked.points(lines.reshape(len(lines), -1), self.heat, self.broken) + cost.ravel()

        def make(number: int) -> bool:
            one, other = divmod(number, len(chosen[second]))
            self.put(first, self.pool_record(first, int(chosen[first][one])))
            self.put(second, self.pool_record(second, int(chosen[second][other])))
            if self._may_be(rows):
                return True
            self.take(first)
            self.take(second)
            return False

        if _best_kept(both, min(before - rest - least_gain, DEAR / 2), make):
            return True
        for meal, record in olds.items():
            self.put(meal, record)
        return False

    # One portion, and two

    def changes(self, meals: Sequence[int] | None = None) -> Changes:
        """Every change of one portion that keeps the rows it touches."""
        if meals is None:
            if self._changes is None or any(a is not b for a, b in zip(self._changes[0], self.records, strict=True)):
                self._changes = tuple(self.records), self.changes(range(len(self.records)))
            return self._changes[1]
        none, asked = self.board.none, self.asked
        parts: list[tuple[int, int, int, Places, Floats]] = []
        number = 0
        for meal in meals:
            record = self.records[meal]
            if record is None:
                continue
            at = self.board.templates[meal].index(record.template)
            there = record.binaries
            slots = self.board.slot[there]
            for place, slot in enumerate(record.template.slots):
                block = self.likely.blocks[meal, at, place]
                inside = there[slots == slot.number].tolist()
                open_here = ~asked.banned[block.binaries]
                for binary in inside:
                    open_here &= block.binaries != binary
                for old in (*inside, none):
                    fits, removable = self._replaced(block, old)
                    new = np.flatnonzero(fits & open_here)
                    vectors = block.vectors[:, new]
                    chosen = block.binaries[new]
                    if old != none:
                        vectors -= self.board.rules.vectors[old][:, None]
                        if removable:
                            vectors = np.concatenate((vectors, -self.board.rules.vectors[old][:, None]), axis=1)
                            chosen = np.append(chosen, none)
                    parts.append((meal, number, old, chosen, vectors))
                    number += 1
        sizes = [len(chosen) for *_, chosen, _ in parts]
        old = np.repeat([old for _, _, old, _, _ in parts], sizes).astype(np.intp)
        new = np.concatenate([chosen for *_, chosen, _ in parts]) if parts else old
        return Changes(
            meal=np.repeat([meal for meal, *_ in parts], sizes).astype(np.intp),
            slot=np.repeat([number for _, number, *_ in parts], sizes).astype(np.intp),
            old=old,
            new=new,
            lines=np.concatenate([vectors for *_, vectors in parts], axis=1) if parts else self.lines[:, None][:, :0],
            cost=asked.cost[new] - asked.cost[old],
        )

    def _replaced(self, block: Block, old: int) -> tuple[Marks, bool]:
        """Which binaries of a block may come where ``old`` goes, and whether it may go for nothing."""
        asked = self.asked
        if old == self.board.none:
            return self._fit(block, self.held)[0], False
        _, rows, values = self.board.rules.touched.of(np.array([old], dtype=np.intp))
        room = self.held.copy()
        room[rows] -= values
        fits, after = self._fit(block, room)
        missing = rows[(room[rows] < asked.low[rows]) & (self.held[rows] >= asked.low[rows])]
        for row in missing.tolist():
            fills = (block.row == row) & (after >= asked.low[row])
            fits = fits & (np.bincount(block.owner[fills], minlength=len(block.binaries)) > 0)
        return fits, not len(missing)

    def scored(self, changes: Changes) -> Floats:
        """The points of the day after each change, but for the cost of what is there."""
        lines = changes.lines + self.lines[:, None]
        return self.asked.points(lines, self.heat, self.broken) + changes.cost

    def here(self) -> float:
        """The same for the day as it is."""
        return float(self.asked.points(self.lines[:, None].copy(), self.heat, self.broken)[0])

    def change(self, changes: Changes, numbers: Sequence[int]) -> bool:
        """Makes some changes at once; nothing where a row forbids it."""
        rows = self._breaks()
        olds = {}
        for number in numbers:
            meal = int(changes.meal[number])
            if meal not in olds:
                olds[meal] = self.take(meal)
        made = []
        for meal, record in olds.items():
            binaries = record.binaries.tolist()[1:]
            for number in numbers:
                if changes.meal[number] == meal:
                    if changes.old[number] != self.board.none:
                        binaries.remove(int(changes.old[number]))
                    if changes.new[number] != self.board.none:
                        binaries.append(int(changes.new[number]))
            self.put(meal, self.board.record(record.template, binaries))
            made.append(meal)
        if self._may_be(rows):
            return True
        for meal in made:
            self.take(meal)
        for meal, record in olds.items():
            self.put(meal, record)
        return False

    def one_portion(self, least_gain: float = LEAST_GAIN, meals: Sequence[int] | None = None) -> bool:
        """Makes the best change of one portion, where it gains."""
        changes = self.changes(meals)
        points, limit = self.scored(changes), self.here() - least_gain
        return _best_kept(points, limit, lambda number: self.change(changes, (number,)))

    def two_portions(self, least_gain: float = LEAST_GAIN, among: int = PAIRS) -> bool:
        """Makes the best two of the best changes at once, where they gain."""
        changes = self.changes()
        points, limit = self.scored(changes), self.here() - least_gain
        best = np.argsort(points, kind="stable")[:among]
        first, second = np.triu_indices(len(best), 1)
        first, second = best[first], best[second]
        apart = changes.slot[first] != changes.slot[second]
        first, second = first[apart], second[apart]
        lines = changes.lines[:, first]
        lines += changes.lines[:, second]
        lines += self.lines[:, None]
        both = self.asked.points(lines, self.heat, self.broken) + changes.cost[first] + changes.cost[second]
        return _best_kept(both, limit, lambda number: self.change(changes, (int(first[number]), int(second[number]))))

    def polish(
        self,
        steps: int,
        least_gain: float = LEAST_GAIN,
        check: Callable[[], None] = lambda: None,
        *,
        pairs_of_meals: bool = False,
        seen: set[tuple[int, ...]] | None = None,
    ) -> None:
        """Changes of one portion, of whole meals, and of two portions, while any gains so much for each portion.

        It ends at a day that was ``seen``, which another polishing went on from.
        """
        meal_gain = LEAST_GAIN if least_gain == LEAST_GAIN else PORTIONS * least_gain
        for _ in range(steps):
            check()
            if seen is not None:
                if self.key in seen:
                    return
                seen.add(self.key)
            if self.one_portion(least_gain):
                continue
            gains = [self.change_meal(meal, meal_gain) for meal in range(len(self.records))]
            if any(gains):
                continue
            if self.two_portions(2 * least_gain):
                continue
            pairs = combinations(range(len(self.records)), 2) if pairs_of_meals else ()
            if not any(self.change_two_meals(*pair, 2 * meal_gain) for pair in pairs):
                return


def _best_kept(points: Floats, limit: float, make: Callable[[int], bool]) -> bool:
    """Makes the change of fewest points below ``limit`` that the rows let be made; False where none is."""
    for _ in range(TRIES):
        number = int(points.argmin()) if len(points) else 0
        if not len(points) or points[number] >= limit:
            break
        if make(number):
            return True
        points[number] = DEAR
    return False
