"""What a choice costs: the day planned with it and without it, the difference is stated with the uncertainty of both.

Every function here takes frozen values and may run in a thread of its own. Give ``Solving`` a planner of its own as
well, so that the window's next edit still finds its model warm. Setting its ``stop`` ends an answer within moments.
"""

import threading
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from planner.document.document import RARELY, Document
from planner.explain.user_choices import LOCK, NEVER_EATEN, REMOVED, TARGET, Choice, choices_of, without_taste
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.language.numbers import figure
from planner.language.phrases import in_a_row, quoted_in_a_row
from planner.language.translate import _
from planner.needs.targets import TargetError
from planner.optimise.request import Request
from planner.optimise.weights import SHORTFALL
from planner.plan.allowed import household_allows
from planner.plan.outcomes import Infeasible, Outcome, Solved
from planner.plan.plan import Plan

SECONDS = 10.0  # [s] the guard of each of the two solves
TASTE = "taste"
PRICED = frozenset({TARGET, LOCK, REMOVED, NEVER_EATEN})  # kinds of choices
RARE_PORTION = 2  # [penalty points] the taste “rarely”, of a portion of 150 kcal
NOTHING = 0.05  # [penalty points] a difference that would be shown as 0.0 is none
MOST_NAMED = 4  # foods that came or went, in a sentence


def points_in_words() -> str:
    """What a penalty point is, for beside a price."""
    text = _(
        "Points: a goal missed entirely costs {goal}, a usual portion of a food you eat rarely about {rarely}."
        " Fewer are better."
    )
    return text.format(goal=f"{SHORTFALL:.0f}", rarely=RARE_PORTION)


class Plans(Protocol):
    """What makes plans; the planner is one."""

    @property
    def catalogue(self) -> Catalogue: ...

    def make_plan(self, request: Request) -> Outcome: ...


@dataclass(frozen=True, slots=True)
class Solving:
    """How the days of a question are solved: by which planner, how long each at most, and until when."""

    planner: Plans
    stop: threading.Event | None = None
    seconds: float = SECONDS  # [s]
    seed: int = 0

    @property
    def stopped(self) -> bool:
        return self.stop is not None and self.stop.is_set()

    def alone(self, document: Document, day: int, beside: Outcome | None = None) -> Outcome:
        """One day of a document, planned by itself; as like ``beside`` as is as good, so that few foods differ.

        Raises:
            TargetError: if the document's own targets cannot stand.
        """
        before = beside.plan if isinstance(beside, Solved) else None
        asked = of_one_day(document, day)
        return self.planner.make_plan(
            Request(asked, before=before, seed=self.seed, seconds=self.seconds, stop=self.stop)
        )


@dataclass(frozen=True, slots=True)
class Price:
    """How much better or worse a day is with a change, in a sentence and in penalty points.

    The true difference lies between ``least`` and ``most``: each plan is known to be within its gap of the best.
    Positive is better with the change. ``plan`` is the day with the change, None where there is none; then the
    sentence says so, and the figures are 0.
    """

    sentence: str
    least: float = 0.0  # [penalty points]
    most: float = 0.0  # [penalty points]
    found: float = 0.0  # [penalty points] between the two plans that were found
    came: tuple[str, ...] = ()  # names of foods
    went: tuple[str, ...] = ()
    plan: Plan | None = None

    @property
    def differs(self) -> bool:
        """Whether the difference is larger than what is not known about the two plans."""
        return self.least > NOTHING or self.most < -NOTHING


def of_one_day(document: Document, day: int) -> Document:
    """The document of one of its days by itself, as day 1."""
    locks = tuple(replace(lock, day=1) for lock in document.locks_on(day))
    removed = frozenset(replace(gone, day=1) for gone in document.removed if gone.day == day)
    return replace(document, days=1, start=None, locks=locks, removed=removed)


def choices_with_a_price(
    document: Document, day: int, catalogue: Catalogue, templates: Templates
) -> tuple[Choice, ...]:
    """Everything the user decided about a day that ``price_of`` may be asked for, in words.

    An allergy or a condition has no price: nobody should weigh it against points. A loved food has none either.
    """
    found = choices_of(document, day, catalogue.foods, templates, lambda food: household_allows(document, food))
    rarely = (
        Choice(
            TASTE,
            _("the taste “rarely” for “{food}”").format(food=catalogue[food].name),
            (food,),
            partial(without_taste, food_ids=(food,)),
        )
        for food, taste in sorted(document.tastes.items())
        if taste == RARELY and food in catalogue
    )
    return (*(choice for choice in found if choice.kind in PRICED), *rarely)


def never_choice(food_id: str, catalogue: Catalogue) -> Choice:
    """The taste “never” for one food, for ``price_of``."""
    words = _("the taste “never” for “{food}”").format(food=catalogue[food_id].name)
    return Choice(TASTE, words, (food_id,), partial(without_taste, food_ids=(food_id,)))


def price_of(solving: Solving, document: Document, day: int, choice: Choice, *, base: Outcome | None = None) -> Price:
    """How much better a day would be without one of the user's choices: both are planned anew, by themselves.

    ``base`` is what ``solving.alone`` answered for the same document and day, so that several prices share one solve.
    """
    before = base or solving.alone(document, day)
    try:
        after = solving.alone(choice.drop(document), day, before)
    except TargetError as error:
        return Price(str(error))
    return compared(before, after, _("Without {choice}").format(choice=choice.words))


def compared(before: Outcome, after: Outcome, change: str) -> Price:
    """The difference between two days planned by themselves; ``change`` begins the sentence: Without the lock."""
    match before, after:
        case Solved(), Solved():
            return _difference(before, after, change)
        case Infeasible(), Solved(plan=plan):
            return Price(_("{change} there is a plan; with it there is none.").format(change=change), plan=plan)
        case _, Infeasible():
            return Price(_("{change} there is no plan.").format(change=change))
        case _:
            return Price(_("{change}: what changes was not found out in time.").format(change=change))


def _difference(before: Solved, after: Solved, change: str) -> Price:
    came, went = _names(after.plan, before.plan), _names(before.plan, after.plan)
    price = Price(
        sentence="",
        least=before.bound - after.penalty,
        most=before.penalty - after.bound,
        found=before.penalty - after.penalty,
        came=came,
        went=went,
        plan=after.plan,
    )
    return replace(price, sentence=_sentence(price, change))


def _names(plan: Plan, other: Plan) -> tuple[str, ...]:
    """The foods of a plan that another does not have."""
    ids = {portion.food.id for day in other.days for portion in day.portions}
    foods = (portion.food for day in plan.days for portion in day.portions)
    return tuple(dict.fromkeys(food.name for food in foods if food.id not in ids))


def _sentence(price: Price, change: str) -> str:
    foods = [
        _("{foods} in").format(foods=_shortened(price.came)) if price.came else "",
        _("{foods} out").format(foods=_shortened(price.went)) if price.went else "",
    ]
    said = _("; {foods}").format(foods=_(", ").join(filter(None, foods))) if any(foods) else ""
    if price.differs:
        text = _("{change}: {points} points better{foods}.")
        if price.found < 0:
            text = _("{change}: {points} points worse{foods}.")
        return text.format(change=change, points=figure(abs(price.found), ".1f"), foods=said)
    return _("{change}: the day would be about as good{foods}.").format(change=change, foods=said)


def _shortened(names: tuple[str, ...]) -> str:
    if len(names) <= MOST_NAMED:
        return quoted_in_a_row(names)
    more = _("{number} more").format(number=len(names) - MOST_NAMED)
    return in_a_row([*(_("“{food}”").format(food=name) for name in names[:MOST_NAMED]), more])
