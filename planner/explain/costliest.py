"""Which wish holds a plan back the most: the days planned again with one wish at a time a step looser.

The bound cannot tell: it is that of a mean day, which knows no number of things to buy and no packs. So what is
compared are plans that were found in the same way, from nothing, with the same work. A difference below ``WORTH`` is
within what two such searches differ by themselves.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from planner.document.document import Document
from planner.document.document_json import MINUTES, MOST_COOKED, MOST_FOODS
from planner.explain.user_choices import NEVER_EATEN, choices_of
from planner.explain.what_if import Solving
from planner.foods.meals import Templates
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.optimise.request import Request
from planner.plan.allowed import household_allows
from planner.plan.outcomes import Outcome, Repair, Solved

WORTH = 2.0  # [penalty points]
MOST_TRIED = 12  # wishes, those of habits first
MOST_NAMED = 3  # wishes, the costliest first
MORE_FOODS, MORE_MINUTES, MORE_AT_WEEKEND, MORE_MONEY = 5, 10, 30, 1.2  # a step looser; of money, a factor


@dataclass(frozen=True, slots=True)
class Loosening:
    """A wish of the user as it stands inside a sentence, the document with a step less of it, and what that does.

    Without a ``name`` it is said and not offered: who never eats a food may have a reason that nobody entered.
    """

    wish: str  # "at most 30 different things to buy"
    name: str  # "Buy up to 35 different things"
    document: Document


@dataclass(frozen=True, slots=True)
class Costs:
    """What was found out, in sentences, and the loosenings that are worth it, the most first. Each was planned with."""

    sentences: tuple[str, ...]
    repairs: tuple[Repair, ...] = ()


def loosenings(document: Document, solving: Solving, templates: Templates) -> tuple[Loosening, ...]:
    """A step for every habit and taste that may hold a plan back; none for what may be there for somebody's health.

    Allergies, conditions, diets and own targets are not weighed against points.
    """
    foods = solving.planner.catalogue.foods
    choices = choices_of(document, 1, foods, templates, lambda food: household_allows(document, food))
    never = (Loosening(each.words, "", each.drop(document)) for each in choices if each.kind == NEVER_EATEN)
    return (*_of_habits(document), *_of_wishes(document), *never)[:MOST_TRIED]


def what_costs_most(solving: Solving, document: Document, templates: Templates) -> Costs:
    """Plans with each wish a step looser, and says which of them gains the most points.

    Raises:
        TargetError: if the document's own targets cannot stand.
    """
    tried = loosenings(document, solving, templates)
    if not tried:
        return Costs((_("You set no limits that could be loosened."),))
    before = _plan(solving, document)
    gains = []
    for loosening in tried if isinstance(before, Solved) else ():
        after = _plan(solving, loosening.document)
        if isinstance(after, Solved) and isinstance(before, Solved):
            gains.append((before.penalty - after.penalty, loosening))
    if solving.stopped or not gains:
        return Costs((_("What costs the most was not found out in time."),))
    gains.sort(key=lambda gain: -gain[0])
    worth = [gain for gain in gains if gain[0] >= WORTH][:MOST_NAMED]
    repairs = tuple(
        Repair(loosening.name, loosening.document, asks=1.0) for _gain, loosening in worth if loosening.name
    )
    return Costs(tuple(_sentences(worth, len(gains))), repairs)


def _plan(solving: Solving, document: Document) -> Outcome:
    """The first complete plan; of one day the best, because that takes no longer."""
    return solving.planner.make_plan(Request(document, seed=solving.seed, better=document.days == 1, stop=solving.stop))


def _sentences(worth: list[tuple[float, Loosening]], count: int) -> Iterator[str]:
    if not worth:
        text = ngettext(
            "{count} wish was loosened by a step. The plan was not better by {points} points or more.",
            "Each of your {count} wishes was loosened by a step. None made the plan better by {points} points or more.",
            count,
        )
        yield text.format(count=count, points=figure(WORTH, ".0f"))
        return
    (points, first), *others = worth
    text = _("What costs the most: {wish}. A step looser, the plan that was found is {points} points better.")
    yield text.format(wish=first.wish, points=figure(points, ".0f"))
    for points, loosening in others:
        text = _("After that: {wish}, with {points} points.")
        yield text.format(wish=loosening.wish, points=figure(points, ".0f"))


def _of_habits(document: Document) -> Iterator[Loosening]:
    habits = document.habits

    def looser(wish: str, name: str, **changes: object) -> Loosening:
        return Loosening(wish, name, replace(document, habits=replace(habits, **changes)))  # type: ignore[arg-type]

    if habits.most_foods is not None and habits.most_foods + MORE_FOODS <= MOST_FOODS[1]:
        wish, name = _("at most {count} different things to buy"), _("Buy up to {count} different things")
        more = habits.most_foods + MORE_FOODS
        yield looser(wish.format(count=habits.most_foods), name.format(count=more), most_foods=more)
    if habits.minutes is not None and habits.minutes + MORE_MINUTES <= MINUTES[1]:
        wish, name = _("{count} minutes of cooking on a weekday"), _("Cook up to {count} minutes on a weekday")
        more = habits.minutes + MORE_MINUTES
        yield looser(wish.format(count=habits.minutes), name.format(count=more), minutes=more)
    if habits.weekend_minutes is not None and habits.weekend_minutes + MORE_AT_WEEKEND <= MINUTES[1]:
        wish, name = _("{count} minutes of cooking at the weekend"), _("Cook up to {count} minutes at the weekend")
        more = habits.weekend_minutes + MORE_AT_WEEKEND
        yield looser(wish.format(count=habits.weekend_minutes), name.format(count=more), weekend_minutes=more)
    if habits.most_cooked is not None and habits.most_cooked < MOST_COOKED[1]:
        wish, name = _("at most {count} dishes to cook a day"), _("Cook up to {count} dishes a day")
        more = habits.most_cooked + 1
        yield looser(wish.format(count=habits.most_cooked), name.format(count=more), most_cooked=more)
    if habits.budget is not None:
        wish, name = _("a budget of {amount} a week"), _("Spend up to {amount} a week")
        more = math.ceil(habits.budget * MORE_MONEY)
        yield looser(wish.format(amount=figure(habits.budget, ",.10g")), name.format(amount=more), budget=float(more))
    if habits.no_oven:
        yield looser(_("nothing that needs an oven"), _("Use the oven too"), no_oven=False)
    if habits.repeat_breakfast and document.days > 1:
        yield looser(_("the same breakfast every day"), _("Have different breakfasts"), repeat_breakfast=False)
    if habits.leftovers and document.days > 1:
        yield looser(_("leftovers for lunch"), _("Plan without leftovers"), leftovers=False)


def _of_wishes(document: Document) -> Iterator[Loosening]:
    if document.wishes:
        yield Loosening(
            _("the foods you want so many times a week"),
            _("Plan without the foods you want so many times a week"),
            replace(document, wishes=Document().wishes),
        )
