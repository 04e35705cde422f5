"""The rows of a stated program as arrays over its binaries: what each one adds to every limit and to every shortfall.

Continuous columns are no choices. Some are sums that an equation defines (``eaten``, ``total``); what they are sums of
takes their place. Some are given by the question (``stored``). The others are shortfalls: they cost, and each is as
small as the rows let it be, the largest of a few lines ``max(0, base + vectors of the binaries)`` or of others of them
(``largest_shortfall``). A row of which this is not true cannot be read, and nothing is searched then.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from planner.optimise.program import Program

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Marks = NDArray[np.bool_]

# A limit on more than this share of the binaries, or with larger coefficients than counts of portions have, is scored
# with every change, so that a change may come closer to it. Others only refuse what breaks them.
MANY, LARGE = 0.05, 20.0
ZERO = 1e-12


class UnreadableError(Exception):
    """A row or column that is no sum, limit or shortfall: only the exact program can be asked."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A sparse matrix by row: those of row n are ``start[n]`` to ``start[n + 1]``."""

    start: Places
    column: Places
    value: Floats

    def of(self, rows: Places) -> tuple[Places, Places, Floats]:
        """The entries of some rows: the place in ``rows``, the column and the value of each."""
        counts = self.start[rows + 1] - self.start[rows]
        owner = np.repeat(np.arange(len(rows)), counts)
        skipped = np.repeat(self.start[rows] - (np.cumsum(counts) - counts), counts)
        at = np.arange(len(owner)) + skipped
        return owner, self.column[at], self.value[at]


def entries(row: Places, column: Places, value: Floats, rows: int, columns: int) -> Entries:
    """Those of the same place added up."""
    keys, back = np.unique(row * columns + column, return_inverse=True)
    sums: Floats = np.bincount(back, weights=value, minlength=len(keys)).astype(float)
    keys, sums = keys[np.abs(sums) > ZERO], sums[np.abs(sums) > ZERO]
    start = np.searchsorted(keys, np.arange(rows + 1) * columns)
    return Entries(start.astype(np.intp), (keys % columns).astype(np.intp), sums)


@dataclass(frozen=True, slots=True)
class Shortfalls:
    """Columns that cost. The value of number n is the largest of the lines ``start[n]`` up to the next start."""

    column: Places
    start: Places
    worst: tuple[tuple[int, Places, Floats], ...]  # a column that is the largest of others: which, and times what


@dataclass(frozen=True, slots=True)
class Limits:
    """Lines or rows that hold: the bounds of a sum, by its column, or those of a row of the program."""

    column: Places  # of the sum, -1 where ``low`` and ``high`` are a row's own
    constant: Floats  # of the sum, beside its binaries
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Rules:
    """A program over its binaries, numbered from 0, with one more that stands for none.

    ``vectors`` are the lines, binaries × lines: first those of ``shortfalls``, then those of ``limits``, each of which
    says how far one side of a limit is passed, as a share of it. ``touched`` are the limits with few binaries, by
    binary, and ``held`` their bounds.
    """

    binaries: Places  # their columns
    number: Places  # by column; -1 where it is no binary
    vectors: Floats
    base: Floats  # of the lines, without what the question gives
    shortfalls: Shortfalls
    lines: int  # of shortfalls
    limits: Limits
    sign: Floats  # of each line of ``limits``: 1 for a most, -1 for a least
    scale: Floats
    touched: Entries
    held: Limits
    loose: Places  # columns of sums no bound may hold
    sums: Places  # columns of sums
    terms: Entries  # by place among ``sums``: binaries
    constants: Floats  # by place among ``sums``
    given: Places  # columns
    given_lines: Floats  # given × lines
    given_held: Floats  # given × rows


def sorted_entries(row: Places, column: Places, value: Floats, rows: int) -> Entries:
    """Where no place occurs twice, or that does not matter."""
    order = np.argsort(row, kind="stable")
    start = np.searchsorted(row[order], np.arange(rows + 1))
    return Entries(start.astype(np.intp), column[order], value[order])


def read_rules(program: Program) -> Rules:
    """The rules of a program.

    Raises:
        UnreadableError: if a row or a column is none of the kinds that are known.
    """
    return _Reader(program).read()


@dataclass(slots=True)
class _Forms:
    """Linear forms over binaries and what is given: entries, and a constant each."""

    form: Places
    atom: Places
    value: Floats
    constant: Floats


class _Reader:
    def __init__(self, program: Program) -> None:
        self.program = program
        self.count = len(program.cost)
        self.rows = len(program.row_lower)
        self.row = np.repeat(np.arange(self.rows), np.diff(program.start))
        self.column = program.index.astype(np.intp)
        self.value = program.value
        binaries = np.flatnonzero(program.integer)
        if np.any(program.upper[binaries] > 1) or np.any(program.lower[binaries] < 0):
            raise UnreadableError("an integer column is no binary")
        self.binaries = binaries
        self.atom = np.full(self.count, -1, dtype=np.intp)  # by column
        self.atom[binaries] = np.arange(len(binaries))
        self.atoms = len(binaries)
        self.known = program.integer.copy()
        self.defined: list[int] = []
        self.place = np.full(self.count, -1, dtype=np.intp)  # by column, in ``defined``
        self.forms = _Forms(*_nothing(), np.zeros(0))
        self.used = np.zeros(self.rows, dtype=bool)

    def read(self) -> Rules:
        self._define()
        given = np.flatnonzero(~self.known & (self.program.lower == self.program.upper))
        self.atom[given] = self.atoms + np.arange(len(given))
        self.atoms += len(given)
        self.known[given] = True
        self._define()
        return self._lines(given)

    def _define(self) -> None:
        """Takes each equation with one unknown column as what that column is."""
        equation = self.program.row_lower == self.program.row_upper
        while True:
            unknown = ~self.known[self.column]
            alone = equation & ~self.used & (np.bincount(self.row[unknown], minlength=self.rows) == 1)
            chosen = np.flatnonzero(unknown & alone[self.row])
            columns, first = np.unique(self.column[chosen], return_index=True)
            chosen = chosen[first]
            if not len(chosen):
                return
            rows, own = self.row[chosen], self.value[chosen]
            self.used[rows] = True
            at_row = np.full(self.rows, -1, dtype=np.intp)
            at_row[rows] = np.arange(len(rows))
            part = np.flatnonzero(at_row[self.row] >= 0)
            part = part[self.known[self.column[part]]]
            form = at_row[self.row[part]]
            made = self._expand(form, self.column[part], self.value[part], len(rows))
            constant = (self.program.row_lower[rows] - made.constant) / own
            known = len(self.defined)
            self.forms = _Forms(
                np.concatenate((self.forms.form, known + made.form)),
                np.concatenate((self.forms.atom, made.atom)),
                np.concatenate((self.forms.value, -made.value / own[made.form])),
                np.concatenate((self.forms.constant, constant)),
            )
            self.defined += columns.tolist()
            self.place[columns] = known + np.arange(len(columns))
            self.known[columns] = True

    def _expand(self, form: Places, column: Places, value: Floats, forms: int) -> _Forms:
        """Forms over columns as forms over atoms."""
        plain = self.atom[column] >= 0
        sums = ~plain
        inside = sorted_entries(self.forms.form, self.forms.atom, self.forms.value, len(self.defined))
        owner, atom, times = inside.of(self.place[column[sums]])
        shares = value[sums] * self.forms.constant[self.place[column[sums]]]
        constant: Floats = np.bincount(form[sums], weights=shares, minlength=forms).astype(float)
        return _Forms(
            np.concatenate((form[plain], form[sums][owner])),
            np.concatenate((self.atom[column[plain]], atom)),
            np.concatenate((value[plain], value[sums][owner] * times)),
            constant,
        )

    def _lines(self, given: Places) -> Rules:
        shortfalls, worst, cases = self._shortfalls()
        limited, held = self._limits()
        made = [cases.vectors, limited.vectors]
        every = _Forms(
            np.concatenate((made[0].form, len(cases.base) + made[1].form)),
            np.concatenate((made[0].atom, made[1].atom)),
            np.concatenate((made[0].value, made[1].value)),
            np.zeros(0),
        )
        lines = len(cases.base) + len(limited.sign)
        vectors = np.zeros((self.atoms + 1, lines))
        np.add.at(vectors, (every.atom, every.form), every.value)
        many = len(self.binaries)
        given_lines = vectors[many : self.atoms].copy()
        vectors = np.concatenate((vectors[:many], np.zeros((1, lines))))
        of_binary = held.forms.atom < many
        rows = len(held.limits.column)
        given_held = np.zeros((len(given), rows))
        np.add.at(
            given_held,
            (held.forms.atom[~of_binary] - many, held.forms.form[~of_binary]),
            held.forms.value[~of_binary],
        )
        touched = entries(
            held.forms.atom[of_binary], held.forms.form[of_binary], held.forms.value[of_binary], many + 1, max(1, rows)
        )
        own = self.forms.atom < many
        terms = sorted_entries(self.forms.form[own], self.forms.atom[own], self.forms.value[own], len(self.defined))
        return Rules(
            binaries=self.binaries,
            number=np.where(self.program.integer, self.atom, -1),
            vectors=vectors,
            base=np.concatenate((cases.base, np.zeros(len(limited.sign)))),
            shortfalls=Shortfalls(shortfalls, cases.start, worst),
            lines=len(cases.base),
            limits=limited.limits,
            sign=limited.sign,
            scale=limited.scale,
            touched=touched,
            held=held.limits,
            loose=np.array(limited.loose, dtype=np.intp),
            sums=np.array(self.defined, dtype=np.intp),
            terms=terms,
            constants=self.forms.constant,
            given=given,
            given_lines=given_lines,
            given_held=given_held,
        )

    def _shortfalls(self) -> tuple[Places, tuple[tuple[int, Places, Floats], ...], "_Cases"]:
        """What each column that is left is the largest of."""
        program, left = self.program, ~self.known
        row_has = np.bincount(self.row[left[self.column]], minlength=self.rows) > 0
        owners: dict[int, list[tuple[int, float, float]]] = {}  # column: its rows, sign and own coefficient
        nested: dict[int, list[tuple[int, float]]] = {}  # column: others, and times what
        for row in np.flatnonzero(row_has).tolist():
            self.used[row] = True
            ends = slice(program.start[row], program.start[row + 1])
            columns, values = self.column[ends], self.value[ends]
            mine = left[columns]
            sides = [(1.0, program.row_lower[row])] if np.isfinite(program.row_lower[row]) else []
            sides += [(-1.0, -program.row_upper[row])] if np.isfinite(program.row_upper[row]) else []
            for sign, side in sides:
                raised = [(int(c), sign * v) for c, v in zip(columns[mine], values[mine], strict=True) if sign * v > 0]
                lowered = [(int(c), sign * v) for c, v in zip(columns[mine], values[mine], strict=True) if sign * v < 0]
                if len(raised) != 1:
                    raise UnreadableError(f"row {row} raises {len(raised)} shortfalls")
                column, own = raised[0]
                if not lowered:
                    owners.setdefault(column, []).append((row, sign, own))
                elif len(lowered) == 1 and len(columns) == 2 and side == 0:
                    nested.setdefault(column, []).append((lowered[0][0], -lowered[0][1] / own))
                else:
                    raise UnreadableError(f"row {row} is no largest of others")
        if owners.keys() & nested.keys() or any(other not in owners for those in nested.values() for other, _ in those):
            raise UnreadableError("a shortfall is the largest of others that are not lines")
        idle = set(np.flatnonzero(left).tolist()) - owners.keys() - nested.keys()
        if any(program.lower[column] != 0 for column in idle):
            raise UnreadableError("a column is in no row")
        cases = [(row, sign, own) for those in owners.values() for row, sign, own in those]
        starts = np.cumsum([0, *(len(those) for those in owners.values())])[:-1]
        place = {column: number for number, column in enumerate(owners)}
        worst = tuple(
            (column, np.array([place[o] for o, _ in those], dtype=np.intp), np.array([times for _, times in those]))
            for column, those in nested.items()
        )
        return np.array(list(owners), dtype=np.intp), worst, self._cases(cases, starts.astype(np.intp))

    def _cases(self, cases: list[tuple[int, float, float]], starts: Places) -> "_Cases":
        rows = np.array([row for row, _, _ in cases], dtype=np.intp)
        sign = np.array([each for _, each, _ in cases])
        own = np.array([each for _, _, each in cases])
        made = self._forms_of(rows)
        sides = np.where(sign > 0, self.program.row_lower[rows], -self.program.row_upper[rows])
        base = (sides - sign * made.constant) / own
        made.value = -(sign / own)[made.form] * made.value
        return _Cases(made, base, starts)

    def _forms_of(self, rows: Places) -> _Forms:
        """The known part of some rows; a row may be asked for twice."""
        form, column, value = Entries(self.program.start.astype(np.intp), self.column, self.value).of(rows)
        kept = self.known[column]
        return self._expand(form[kept], column[kept], value[kept], len(rows))

    def _limits(self) -> tuple["_Limited", "_Held"]:
        """The rows that are left, and the bounds of sums."""
        program = self.program
        rows = np.flatnonzero(~self.used)
        made = self._forms_of(rows)
        sums = np.array(self.defined, dtype=np.intp)
        form = np.concatenate((made.form, len(rows) + self.forms.form))
        forms = _Forms(
            form,
            np.concatenate((made.atom, self.forms.atom)),
            np.concatenate((made.value, self.forms.value)),
            np.concatenate((made.constant, self.forms.constant)),
        )
        count = len(rows) + len(sums)
        column = np.concatenate((np.full(len(rows), -1), sums)).astype(np.intp)
        low = np.concatenate((program.row_lower[rows] - made.constant, program.lower[sums]))
        high = np.concatenate((program.row_upper[rows] - made.constant, program.upper[sums]))
        negative = np.bincount(forms.form[forms.value < 0], minlength=count) > 0
        empty = (column >= 0) & np.isinf(high) & (low <= 0) & ~negative & (forms.constant >= 0)
        largest = np.zeros(count)
        np.maximum.at(largest, forms.form, np.abs(forms.value))
        parts = np.bincount(forms.form, minlength=count)
        many = ((parts > max(LARGE, MANY * len(self.binaries))) | (largest > LARGE)) & ~empty
        few = ~many & ~empty
        number = np.cumsum(few) - 1
        kept = few[forms.form]
        held = _Held(
            _Forms(number[forms.form[kept]], forms.atom[kept], forms.value[kept], np.zeros(0)),
            Limits(column[few], forms.constant[few], low[few], high[few]),
        )
        loose = column[empty].tolist()
        return self._sides(forms, Limits(column, forms.constant, low, high), np.flatnonzero(many), loose), held

    def _sides(self, forms: _Forms, limits: Limits, many: Places, loose: list[int]) -> "_Limited":
        """A line for each side that is limited."""
        parts: list[_Forms] = []
        chosen: list[int] = []
        signs: list[float] = []
        scales: list[float] = []
        order = np.argsort(forms.form, kind="stable")
        start = np.searchsorted(forms.form[order], np.arange(len(limits.column) + 1))
        for number in many.tolist():
            at = order[start[number] : start[number + 1]]
            for sign, side in ((1.0, limits.high[number]), (-1.0, limits.low[number])):
                if not np.isfinite(side):
                    continue
                scale = 1.0 / max(abs(float(side)), float(np.abs(forms.value[at]).max()))
                line = np.full(len(at), len(chosen), dtype=np.intp)
                parts.append(_Forms(line, forms.atom[at], sign * scale * forms.value[at], np.zeros(0)))
                chosen.append(number)
                signs.append(sign)
                scales.append(scale)
        whole = _Forms(*_nothing(), np.zeros(0))
        if parts:
            whole = _Forms(
                np.concatenate([part.form for part in parts]),
                np.concatenate([part.atom for part in parts]),
                np.concatenate([part.value for part in parts]),
                np.zeros(0),
            )
        picked = np.array(chosen, dtype=np.intp)
        taken = Limits(limits.column[picked], limits.constant[picked], limits.low[picked], limits.high[picked])
        return _Limited(whole, taken, np.array(signs), np.array(scales), loose)


@dataclass(slots=True)
class _Cases:
    vectors: _Forms
    base: Floats
    start: Places


@dataclass(slots=True)
class _Limited:
    vectors: _Forms
    limits: Limits
    sign: Floats
    scale: Floats
    loose: list[int]


@dataclass(slots=True)
class _Held:
    forms: _Forms
    limits: Limits


def _nothing() -> tuple[Places, Places, Floats]:
    return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp), np.zeros(0)
