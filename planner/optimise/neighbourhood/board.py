"""What a meal can be made of: the binaries of its templates and slots, the likely ones first, and pools of whole meals.

Likely is what costs little more than nothing at the prices of a linear relaxation, its reduced costs. They only say
where to look: what a meal costs and whether it may be is asked of the rules.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from planner.document.document import FixedPortion
from planner.foods.food import Food
from planner.optimise.day_program import DayModel, Serving
from planner.optimise.neighbourhood.rules import Floats, Marks, Places, Rules
from planner.plan.plan import Day, Meal, Portion
from planner.plan.stored_form import fixed

NEAR = 0.2  # [penalty points] the reduced cost up to which a portion is tried
FEWEST = 8  # portions of a slot that are tried at least
MEALS, AMONG, NOISE = 300, 30, 0.1  # of each template, of the best portions of a slot; [penalty points]
ROUND = 1e-6


@dataclass(frozen=True, slots=True)
class Block:
    """Some binaries of a slot with what they add: lines × binaries, and their entries in the rows."""

    binaries: Places
    vectors: Floats
    owner: Places  # by entry: place among ``binaries``
    row: Places
    value: Floats


@dataclass(frozen=True, slots=True)
class SlotPlace:
    """A slot of a template of a meal."""

    id: str
    number: int  # among all slots of all meals
    least: int
    most: int
    every: Places  # its binaries


@dataclass(frozen=True, slots=True)
class TemplatePlace:
    """A template of a meal; ``use`` is the binary that chooses it."""

    id: str
    use: int
    slots: tuple[SlotPlace, ...]


@dataclass(frozen=True, slots=True)
class Record:
    """A whole meal: its binaries, ``use`` first, and all they add."""

    template: TemplatePlace
    binaries: Places
    lines: Floats
    row: Places
    value: Floats


@dataclass(frozen=True, slots=True)
class Pool:
    """Many whole meals of one meal time; ``binaries`` is meals × places, filled up with the binary for none."""

    template: Places  # by meal, its place among the templates
    binaries: Places
    vectors: Floats  # lines × meals
    block: Block  # of all binaries in it


class Board:
    """The meals of a day's model, with their binaries."""

    def __init__(self, model: DayModel, place: Mapping[str, int], rules: Rules) -> None:
        self.rules = rules
        self.none = len(rules.binaries)
        self.serving: list[Serving | None] = [None] * (self.none + 1)
        self.food = np.full(self.none + 1, -1, dtype=np.intp)  # by binary: its food, numbered
        self.foods: dict[Food, int] = {}
        self._at: dict[tuple[str, str, FixedPortion], int] = {}
        by_slot: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        self._rank = np.zeros(self.none + 1, dtype=np.intp)  # by binary: its place among the portions of the model
        for rank, (serving, x) in enumerate(model.serve.items()):
            binary = int(rules.number[place[x.name]])
            self._rank[binary] = rank
            self.serving[binary] = serving
            self.food[binary] = self.foods.setdefault(serving.food, len(self.foods))
            by_slot[serving.meal, serving.template.id, serving.slot.id].append(binary)
            portion = FixedPortion(serving.slot.id, serving.food.id, serving.steps)
            self._at[serving.meal, serving.template.id, portion] = binary
        self.slot = np.full(self.none + 1, -1, dtype=np.intp)  # by binary: its slot, numbered
        numbers = {key: number for number, key in enumerate(by_slot)}
        for key, binaries in by_slot.items():
            self.slot[binaries] = numbers[key]
        self.meals = tuple(meal.id for meal in model.question.meals)
        self.drinks = model.question.drinks
        templates = model.question.templates
        self.templates: tuple[tuple[TemplatePlace, ...], ...] = tuple(
            tuple(
                TemplatePlace(
                    template.id,
                    int(rules.number[place[model.use[meal, template.id].name]]),
                    tuple(
                        SlotPlace(
                            slot.id,
                            numbers.get((meal, template.id, slot.id), -2),
                            slot.least,
                            slot.most,
                            np.array(by_slot[meal, template.id, slot.id], dtype=np.intp),
                        )
                        for slot in template.slots
                    ),
                )
                for template in templates.for_meal(meal)
                if (meal, template.id) in model.use
            )
            for meal in self.meals
        )

        self.meal = np.full(self.none + 1, -1, dtype=np.intp)  # by binary: its meal, numbered
        for meal, places in enumerate(self.templates):
            for template_place in places:
                self.meal[template_place.use] = meal
                for slot_place in template_place.slots:
                    self.meal[slot_place.every] = meal
        self.own_rows = self._own_rows()

    def _own_rows(self) -> Places:
        """By row: the meal whose binaries alone are in it, and whose own bounds hold it; -1 for any other row."""
        touched, held = self.rules.touched, self.rules.held
        meal = np.repeat(self.meal, np.diff(touched.start))
        least = np.full(len(held.column), len(self.meals), dtype=np.intp)
        most = np.full(len(held.column), -1, dtype=np.intp)
        np.minimum.at(least, touched.column, meal)
        np.maximum.at(most, touched.column, meal)
        return np.asarray(np.where((least == most) & (held.column < 0), most, -1), dtype=np.intp)

    def wanted(self, meal: int, template: TemplatePlace) -> tuple[Places, Marks]:
        """The portions of a template that rows of its meal alone want there, and which binaries such rows forbid."""
        touched, held = self.rules.touched, self.rules.held
        gone = np.zeros(self.none + 1, dtype=bool)
        own = np.flatnonzero((self.own_rows == meal) & ((held.low > 0) | (held.high == 0)))
        binary = np.repeat(np.arange(self.none + 1), np.diff(touched.start))
        inside = np.isin(touched.column, own)
        binary, row, value = binary[inside], touched.column[inside], touched.value[inside]
        uses = {each.use for each in self.templates[meal]}
        slots = {slot.number for slot in template.slots}
        wanted = []
        for number in own.tolist():
            held_by = binary[row == number]
            if np.any(value[row == number] < 0) or not uses.isdisjoint(held_by.tolist()):
                continue
            if held.high[number] == 0:
                gone[held_by] = True
            else:
                wanted += [each for each in held_by.tolist() if self.slot[each] in slots][:1]
        return np.array(wanted, dtype=np.intp), gone

    def keep_own_rows(self, meal: int, rows: Places) -> Marks:
        """Which whole meals, meals × binaries, keep the rows that are theirs alone."""
        owner, row, value = self.rules.touched.of(rows.ravel())
        owner = owner // rows.shape[1]
        own = np.flatnonzero(self.own_rows == meal)
        place = np.full(len(self.own_rows), -1, dtype=np.intp)
        place[own] = np.arange(len(own))
        kept = place[row] >= 0
        sums = np.bincount(owner[kept] * len(own) + place[row[kept]], value[kept], minlength=len(rows) * len(own))
        sums = sums.reshape(len(rows), len(own))
        held = self.rules.held
        return np.asarray(((sums <= held.high[own] + ROUND) & (sums >= held.low[own] - ROUND)).all(axis=1))

    def binary(self, meal: str, template: str, portion: FixedPortion) -> int | None:
        """The binary of a portion; None where it is not on offer."""
        return self._at.get((meal, template, portion))

    def record(self, template: TemplatePlace, binaries: Iterable[int]) -> Record:
        """A meal of a template and some portions."""
        chosen = np.array([template.use, *binaries], dtype=np.intp)
        _, row, value = self.rules.touched.of(chosen)
        return Record(template, chosen, self.rules.vectors[chosen].sum(axis=0), row, value)

    def records_of(self, day: Day) -> list[tuple[Record, int]] | None:
        """The meals of a day and how many of its portions have no binary any more; None where it has other meals."""
        if tuple(meal.meal for meal in day.meals) != self.meals:
            return None
        found = []
        for number, meal in enumerate(day.meals):
            template = next((each for each in self.templates[number] if each.id == meal.template), None)
            if template is None:
                return None
            places = [self._at.get((meal.meal, meal.template, fixed(portion))) for portion in meal.portions]
            known = [binary for binary in places if binary is not None]
            found.append((self.record(template, known), len(places) - len(known)))
        return found

    def day(self, number: int, records: Iterable[Record]) -> Day:
        """The day some meals make, their portions in the order of the model."""
        meals = []
        for meal, record in zip(self.meals, records, strict=True):
            ordered = sorted(record.binaries.tolist(), key=lambda binary: int(self._rank[binary]))
            servings = [each for binary in ordered if (each := self.serving[binary])]
            portions = tuple(Portion(each.slot.id, each.food, each.steps) for each in servings)
            meals.append(Meal(meal, record.template.id, portions))
        return Day(number, tuple(meals), self.drinks)

    def block(self, binaries: Places, without: int = -2) -> Block:
        """What some binaries add; without the rows that one meal has to itself."""
        owner, row, value = self.rules.touched.of(binaries)
        kept = self.own_rows[row] != without
        owner, row, value = owner[kept], row[kept], value[kept]
        return Block(binaries, np.ascontiguousarray(self.rules.vectors[binaries].T), owner, row, value)


class Likely:
    """What is tried in each slot, and the pools, at the prices of a relaxation: reduced costs by binary."""

    def __init__(self, board: Board, prices: Floats, base: Floats, seed: int) -> None:
        self.board = board
        self.prices = np.append(prices, 0.0)
        self.blocks: dict[tuple[int, int, int], Block] = {}
        for meal, templates in enumerate(board.templates):
            for at, template in enumerate(templates):
                for number, slot in enumerate(template.slots):
                    self.blocks[meal, at, number] = board.block(self._near(slot.every))
        chance = np.random.default_rng(seed)
        own = _own_lines(board)
        self.pools = tuple(self._pool(meal, base, own[meal], chance) for meal in range(len(board.meals)))

    def _near(self, every: Places) -> Places:
        if not len(every):
            return every
        cost = self.prices[every]
        limit = max(NEAR, float(np.sort(cost)[min(len(cost), FEWEST) - 1]))
        return np.asarray(every[cost <= limit], dtype=np.intp)

    def with_foods(self, foods: Iterable[int]) -> "Likely":
        """The same with all portions of some foods among what is tried."""
        wanted = set(foods)
        missing = np.isin(self.board.food, list(wanted))
        other = object.__new__(Likely)
        other.board, other.prices, other.pools, other.blocks = self.board, self.prices, self.pools, dict(self.blocks)
        for meal, templates in enumerate(self.board.templates):
            for at, template in enumerate(templates):
                for number, slot in enumerate(template.slots):
                    more = slot.every[missing[slot.every]]
                    known = self.blocks[meal, at, number].binaries
                    if len(more) and not np.isin(more, known).all():
                        other.blocks[meal, at, number] = self.board.block(np.union1d(known, more))
        return other

    def _pool(self, meal: int, base: Floats, own: Marks, chance: np.random.Generator) -> Pool:
        """Meals drawn slot by slot among the best portions, those kept that keep what is the meal's own limits."""
        parts, numbers = [], []
        width = max(sum(slot.most for slot in template.slots) for template in self.board.templates[meal]) + 1
        for at, template in enumerate(self.board.templates[meal]):
            drawn = self._drawn(meal, template, width, chance)
            if len(drawn):
                parts.append(drawn)
                numbers.append(np.full(len(drawn), at))
        rows = np.concatenate(parts) if parts else np.zeros((0, width), dtype=np.intp)
        template_of = np.concatenate(numbers) if numbers else np.zeros(0, dtype=np.intp)
        vectors = np.ascontiguousarray(self.board.rules.vectors[rows].sum(axis=1).T)
        kept = (np.maximum(base[own][:, None] + vectors[own], 0.0) <= ROUND).all(axis=0)
        kept &= self.board.keep_own_rows(meal, rows)
        rows, template_of, vectors = rows[kept], template_of[kept], np.ascontiguousarray(vectors[:, kept])
        binaries = np.unique(rows)
        return Pool(template_of, rows, vectors, self.board.block(binaries, without=meal))

    def _drawn(self, meal: int, template: TemplatePlace, width: int, chance: np.random.Generator) -> Places:
        """Different meals of a template; what a row of the meal wants, such as a lock, is in all of them."""
        board, none = self.board, self.board.none
        wanted, gone = board.wanted(meal, template)
        rows = np.full((MEALS, width), none, dtype=np.intp)
        rows[:, 0] = template.use
        at = 1
        for slot in template.slots:
            forced = wanted[board.slot[wanted] == slot.number][: slot.most]
            rows[:, at : at + len(forced)] = forced
            at += len(forced)
            most, least = slot.most - len(forced), slot.least - len(forced)
            every = slot.every[~gone[slot.every] & ~np.isin(board.food[slot.every], board.food[wanted])]
            best = every[np.argsort(self.prices[every], kind="stable")][:AMONG]
            cost = self.prices[best] - NOISE * chance.gumbel(size=(MEALS, len(best)))
            nothing = -NOISE * chance.gumbel(size=(MEALS, max(1, most)))
            order = np.argsort(cost, axis=1, kind="stable")[:, :most]
            for place in range(order.shape[1]):
                column = order[:, place]
                taken = best[column]
                if place >= least:
                    taken = np.where(cost[np.arange(MEALS), column] < nothing[:, place], taken, none)
                rows[:, at + place] = taken
            at += most
        foods = np.sort(board.food[rows], axis=1)
        twice = ((foods[:, 1:] == foods[:, :-1]) & (foods[:, 1:] >= 0)).any(axis=1)
        _, first = np.unique(np.sort(rows[:, 1:], axis=1), axis=0, return_index=True)
        keep = np.zeros(MEALS, dtype=bool)
        keep[first] = True
        return np.asarray(rows[keep & ~twice], dtype=np.intp)


def _own_lines(board: Board) -> Marks:
    """By meal and line: whether it is a limit that this meal alone fills, such as its energy."""
    rules = board.rules
    filled = np.zeros((len(board.meals), rules.vectors.shape[1]), dtype=bool)
    for meal, templates in enumerate(board.templates):
        every = np.concatenate([np.concatenate([slot.every for slot in t.slots]) for t in templates])
        filled[meal] = np.any(rules.vectors[every] != 0, axis=0)
    alone = filled.sum(axis=0) == 1
    alone[: rules.lines] = False
    return np.asarray(filled & alone)
