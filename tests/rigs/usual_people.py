"""People with generated usual days, and what is wrong with the changes that are proposed to them."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from itertools import combinations
from types import MappingProxyType

from planner.document.document import Document
from planner.foods.catalogue import Catalogue
from planner.foods.meals import read_templates
from planner.foods.nutrients import MAGNESIUM
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.now.audit import audit
from planner.now.changes import Found, NotPossible, Outcome, Reached, Unfinished, applied
from planner.now.choices import Question
from planner.now.eaten import days_of
from planner.now.intake import mean_of, totals_of
from planner.now.smallest import AuditError
from tests.planner.now.generated_days import usual_day
from tests.planner.now.scipy_model import is_possible

CONDITIONS = ((), (), ("warfarin",), ("oxalate stones",), ("diabetes",), ())
DIETS = ("omnivore", "omnivore", "vegetarian", "omnivore", "vegan")
AMBITIOUS, AMBITION_MG = 4, 800.0  # every so many-th person wants so much [mg / day], which few changes do not reach

Find = Callable[[Question], Outcome]


def person(seed: int, catalogue: Catalogue, days: int = 1) -> Question:
    """A person with so many usual days: of both sexes, with and without conditions, of three diets."""
    profile = replace(
        Profile(),
        sex="male" if seed % 2 else "female",
        diet=DIETS[seed % len(DIETS)],
        conditions=frozenset(CONDITIONS[seed % len(CONDITIONS)]),
    )
    document = Document(profile=profile, usual_days=tuple(usual_day(10 * seed + number) for number in range(days)))
    targets = targets_of(profile, {} if seed % AMBITIOUS else {MAGNESIUM.key: AMBITION_MG})
    return Question(days_of(document, catalogue), catalogue, document, targets, read_templates())


def thinned(catalogue: Catalogue, seed: int) -> Catalogue:
    """Every eighth food, so few that SciPy decides in no time."""
    return Catalogue(MappingProxyType({food.id: food for food in list(catalogue)[seed % 8 :: 8]}))


@dataclass(slots=True)
class Findings:
    """How the searches ended, how many SciPy confirmed, and what is wrong."""

    ended: Counter[str] = field(default_factory=Counter)
    answers: int = 0
    confirmed: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = f"{self.ended.total()} people: {dict(self.ended)}; {self.answers} answers; SciPy: {dict(self.confirmed)}"
        return "\n".join([said, *self.wrong])

    def look_into(self, who: str, asked: Question, find: Find, *, by_scipy: bool) -> None:
        """Has changes found for somebody, and judges them; ``by_scipy`` their number too."""
        try:
            outcome = find(asked)
        except AuditError as error:
            self.wrong.append(f"{who}: {error}")
            return
        self.ended[_end(outcome)] += 1
        self.wrong += [f"{who}: {each}" for each in _wrong_with(asked, outcome)]
        if isinstance(outcome, Found):
            self.answers += 1 + len(outcome.others)
        if by_scipy:
            self._confirm(who, asked, outcome)

    def _confirm(self, who: str, asked: Question, outcome: Outcome) -> None:
        match outcome:
            case Found(answer=answer):
                fewer, said = len(answer.changes) - 1, "smallest"
            case NotPossible(most=most):
                fewer, said = most, "impossible"
            case Reached() | Unfinished():
                return
        if is_possible(asked, fewer):
            self.wrong.append(f"{who}: SciPy reaches the target with {fewer} changes or fewer")
        else:
            self.confirmed[said] += 1


def _end(outcome: Outcome) -> str:
    match outcome:
        case Found(answer=answer):
            return f"in {len(answer.changes)}"
        case Reached():
            return "reached"
        case NotPossible(most=most):
            return f"not in {most}"
        case Unfinished(tried=tried):
            return f"unfinished after {tried}"


def _wrong_with(asked: Question, outcome: Outcome) -> list[str]:
    least = asked.targets.least(MAGNESIUM) or 0.0
    before = mean_of([totals_of(day) for day in asked.days])[MAGNESIUM].amount
    if isinstance(outcome, Reached) != (before >= least - 1e-3):
        return [f"{before:.1f} mg of {least:g} before, and {outcome}"]
    if not isinstance(outcome, Found):
        return []
    answers = (outcome.answer, *outcome.others)
    wrong = [each for answer in answers for each in audit(asked, answer.changes)]
    for answer in answers:
        after = mean_of([totals_of(day) for day in applied(asked.days, answer.changes)])
        if after != answer.after or after[MAGNESIUM].amount < least - 1e-3:
            wrong.append(
                f"{after[MAGNESIUM].amount:.1f} mg after, {answer.after[MAGNESIUM].amount:.1f} said, of {least:g}"
            )
        if len(answer.changes) != len(outcome.answer.changes):
            wrong.append("a further answer is of another size")
    named = [{food.id for each in answer.changes for food in (each.old, each.food) if food} for answer in answers]
    if any(later <= sooner for sooner, later in combinations(named, 2)):
        wrong.append("two answers name the same foods")
    return wrong
