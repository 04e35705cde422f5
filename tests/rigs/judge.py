"""Judges what the product answers to a random document by the audit and by the independent statement of the problem."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.needs import adjusted_targets
from planner.needs.targets import TargetError, Targets
from planner.optimise.horizon import costs_of
from planner.plan.audit import audit
from planner.plan.outcomes import Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Plan
from tests.rigs.independent import Statement, Undecided, state
from tests.rigs.independent_points import fewest_points, points_of
from tests.rigs.random_documents import Asked

Make = Callable[[Catalogue, Document], Outcome]

POINTS_SLACK = 1e-4  # [penalty points] the rounding of two solvers
MG_SLACK = 1.0  # [mg] of the reach


@dataclass(slots=True)
class Findings:
    """How the answers divide, and what is wrong, each with the number of its document."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        counts = "\n".join(f"  {name}: {count}" for name, count in sorted(self.counts.items()))
        return "\n".join([counts, *self.wrong])


@dataclass(frozen=True, slots=True)
class Judge:
    """Asks ``make`` for plans and judges them; a share of the answers is worked out by SciPy too.

    Every ``compare``-th document is solved by SciPy as well, every ``count_points``-th one to its fewest points.
    ``patient`` plans a repair that ``make`` has no time for: a tight one may take as long as the user would wait.
    """

    make: Make
    templates: Templates
    seconds: float = 30.0  # for one answer of SciPy
    compare: int = 1
    count_points: int = 10
    patient: Make | None = None

    def judge_all(self, documents: Iterable[Asked], told: Callable[[int, Findings], None] | None = None) -> Findings:
        """What is found over the documents; ``told`` is called after each."""
        found = Findings()
        for one in documents:
            found.counts["documents"] += 1
            try:
                found.wrong += [f"document {one.number}: {sentence}" for sentence in self.judge(one, found.counts)]
            except Undecided:
                found.counts["undecided by SciPy"] += 1
            if told is not None:
                told(one.number, found)
        return found

    def judge(self, one: Asked, counts: Counter[str]) -> Iterator[str]:
        """What is wrong with the answer to one document."""
        document = one.document
        try:
            targets = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed)
        except TargetError:
            counts["refused"] += 1
            yield from self._refusal(one)
            return
        try:
            outcome = self.make(one.catalogue, document)
        except Exception as error:  # noqa: BLE001 - this is what the rig looks for
            yield f"{type(error).__name__}: {error}"
            return
        counts[type(outcome).__name__.lower()] += 1
        statement = state(document, one.catalogue, targets, self.templates)
        match outcome:
            case Solved():
                yield from wrong_with(outcome, document, targets, statement, self.templates)
                yield from self._compare_solved(one, outcome, statement, counts)
            case Infeasible():
                yield from self._infeasible(one, outcome, statement, counts)
            case Stopped():
                if one.number % self.compare == 0 and statement.exists(self.seconds):
                    counts["stopped although there is a plan"] += 1

    def _refusal(self, one: Asked) -> Iterator[str]:
        try:
            outcome = self.make(one.catalogue, one.document)
        except TargetError:
            return
        except Exception as error:  # noqa: BLE001 - this is what the rig looks for
            yield f"{type(error).__name__} in place of a refusal: {error}"
        else:
            yield f"{type(outcome).__name__} in place of a refusal"

    def _compare_solved(self, one: Asked, solved: Solved, statement: Statement, counts: Counter[str]) -> Iterator[str]:
        if one.number % self.compare == 0:
            if not statement.exists(self.seconds):
                yield "there is a plan, but SciPy finds none possible"
            counts["compared, solved"] += 1
        if one.document.days == 1 and not statement.broken(solved.plan):
            cost = costs_of(statement.foods, one.document)
            own = points_of(statement, solved.plan, cost)
            counts["points counted again"] += 1
            if abs(own - solved.penalty) > POINTS_SLACK * max(1.0, own):
                yield f"the penalty is said to be {solved.penalty:g}, but this plan has {own:g}"
            if one.number % self.count_points == 0:
                counts["points compared"] += 1
                yield from _wrong_points(solved, fewest_points(statement, cost, self.seconds))

    def _infeasible(
        self, one: Asked, infeasible: Infeasible, statement: Statement, counts: Counter[str]
    ) -> Iterator[str]:
        yield from self._repairs(one, infeasible, counts)
        try:
            if statement.exists(self.seconds):
                yield "said to be infeasible, but SciPy finds a plan"
        except Undecided:
            counts["infeasible, not decided by SciPy"] += 1
            return
        counts["compared, infeasible"] += 1
        reach = infeasible.explanation.reach.get("magnesium_mg")
        if reach is not None and one.document.days == 1:
            yield from _wrong_reach(infeasible, reach, statement.most_magnesium(self.seconds))
            counts["reach compared"] += 1

    def _repairs(self, one: Asked, infeasible: Infeasible, counts: Counter[str]) -> Iterator[str]:
        """Each repair is applied and solved."""
        for repair in infeasible.explanation.repairs:
            counts["repairs"] += 1
            yield from wrong_repair(one.document, repair.document)
            outcome = self.make(one.catalogue, repair.document)
            if isinstance(outcome, Stopped) and self.patient is not None:
                counts["repairs that took longer"] += 1
                outcome = self.patient(one.catalogue, repair.document)
            if not isinstance(outcome, Solved):
                yield f"the repair {repair.name!r} ends as {type(outcome).__name__}"
                continue
            profile, own = repair.document.profile, repair.document.targets
            targets = adjusted_targets.targets_of(profile, own, repair.document.confirmed)
            statement = state(repair.document, one.catalogue, targets, self.templates)
            for sentence in wrong_with(outcome, repair.document, targets, statement, self.templates):
                yield f"the repair {repair.name!r}: {sentence}"


def wrong_with(
    solved: Solved, document: Document, targets: Targets, statement: Statement, templates: Templates
) -> Iterator[str]:
    """What is wrong with a plan and with the figures beside it."""
    yield from (f"the audit says {sentence}" for sentence in audit(solved.plan, document, targets, templates))
    yield from (f"breaks {name}" for name in statement.broken(solved.plan))
    yield from wrong_figures(solved)


def wrong_figures(solved: Solved) -> Iterator[str]:
    """What contradicts itself in penalty, bound and gap."""
    figures = (solved.penalty, solved.bound, solved.gap)
    if not all(math.isfinite(figure) for figure in figures):
        yield f"a figure of {figures} is no number"
        return
    if solved.bound > solved.penalty + POINTS_SLACK:
        yield f"the bound {solved.bound:g} is above the penalty {solved.penalty:g}"
    gap = max(0.0, solved.penalty - solved.bound) / max(solved.penalty, float(_meals(solved.plan)))
    if abs(gap - solved.gap) > POINTS_SLACK:
        yield f"the gap is said to be {solved.gap:g}, and is {gap:g}"


def wrong_repair(document: Document, repaired: Document) -> Iterator[str]:
    """What a repair may not ask."""
    if document.profile != repaired.profile:
        yield "a repair changes who eats: the diet, an allergen or a condition"
    if document.confirmed != repaired.confirmed:
        yield "a repair confirms what only the user can"
    if document == repaired:
        yield "a repair changes nothing"


def _wrong_points(solved: Solved, fewest: tuple[float, float] | None) -> Iterator[str]:
    if fewest is None:
        yield "there is a plan, but SciPy finds none with goals"
        return
    least, found = fewest
    if solved.penalty < least - POINTS_SLACK:
        yield f"the penalty is said to be {solved.penalty:g}, but no plan has less than {least:g}"
    if solved.bound > found + POINTS_SLACK:
        yield f"the bound is said to be {solved.bound:g}, but a plan has {found:g}"


def _wrong_reach(infeasible: Infeasible, said: float, known: tuple[float, float] | None) -> Iterator[str]:
    """A reach nobody can reach, or called the most where a day has more."""
    if known is None:
        yield f"the reach is said to be {said:g} mg, but no day keeps the other limits"
        return
    reached, most = known
    if said > most + MG_SLACK:
        yield f"the reach is said to be {said:g} mg, but no day has more than {most:g}"
    called_the_most = any(f"at most {said:.0f} mg" in sentence for sentence in infeasible.explanation.conflict)
    if called_the_most and reached > said + MG_SLACK:
        yield f"the reach is said to be at most {said:g} mg, but a day has {reached:g}"


def _meals(plan: Plan) -> int:
    return sum(len(day.meals) for day in plan.days)


def merged(parts: Iterable[Findings]) -> Findings:
    """The findings of several parts as one."""
    whole = Findings()
    for part in parts:
        whole.counts.update(part.counts)
        whole.wrong += part.wrong
    return whole
