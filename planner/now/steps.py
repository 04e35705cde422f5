"""One step a week: changes that were accepted, in an order in which each step breaks no limit."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import permutations

from planner.document.document import Document
from planner.document.steps import Step, StepChange, Steps
from planner.document.usual_days import MOST_ENTRIES
from planner.foods.catalogue import Catalogue
from planner.foods.meals import Templates
from planner.foods.nutrients import ENERGY, MAGNESIUM
from planner.language.dates import short_date
from planner.language.numbers import figure
from planner.language.translate import _
from planner.now.audit import audit
from planner.now.changes import Change, applied
from planner.now.choices import ENERGY_BAND, Question, may_come_in
from planner.now.eaten import Entries, UnknownFoodError, eaten
from planner.now.entering import usual
from planner.now.intake import Totals, mean_of, totals_of
from planner.now.sentences import NO_GAIN_MG, change_text, signed

BETWEEN = timedelta(days=7)  # from one step to the next, where the user does not go faster


class StepError(ValueError):
    """A step cannot be taken any more. The text is a sentence for the user."""


def steps_from(changes: Sequence[Change], question: Question) -> Steps:
    """The changes of an answer as steps: as many as can be, none breaking a limit.

    Of the orders that are possible, one whose first step brings magnesium; then the one in which energy leaves its band
    least often, then the one that brings magnesium soonest. Changes that break a limit one without the other are one
    step.
    """
    begins = _mean(question.days)
    best: tuple[tuple[float, ...], tuple[tuple[Change, ...], ...]] | None = None
    for order in permutations(changes):
        groups = _groups(order, question)
        means = [_mean_after(question, groups, count) for count in range(1, len(groups) + 1)]
        now = begins[ENERGY].amount
        far = sum(abs(mean[ENERGY].amount - now) > ENERGY_BAND * now for mean in means)
        soon = sum(mean[MAGNESIUM].amount for mean in means)
        idle = means[0][MAGNESIUM].amount < begins[MAGNESIUM].amount + NO_GAIN_MG
        points = (-float(len(groups)), float(idle), float(far), -soon)
        if best is None or points < best[0]:
            best = points, groups
    if best is None:
        return Steps()
    made = []
    for count, group in enumerate(best[1], start=1):
        mean = _mean_after(question, best[1], count)
        made.append(Step(tuple(map(_stored, group)), mean[MAGNESIUM].amount, mean[ENERGY].amount))
    return Steps(begins[MAGNESIUM].amount, begins[ENERGY].amount, tuple(made))


def _groups(order: Sequence[Change], question: Question) -> tuple[tuple[Change, ...], ...]:
    """The changes in this order, cut wherever what was made so far breaks no limit."""
    groups: list[tuple[Change, ...]] = []
    begun: list[Change] = []
    for count, change in enumerate(order, start=1):
        begun.append(change)
        if count == len(order) or not audit(question, order[:count], partly=True, energy=False):
            groups.append(tuple(begun))
            begun = []
    return tuple(groups)


def _mean_after(question: Question, groups: Sequence[Sequence[Change]], count: int) -> Totals:
    return _mean(applied(question.days, [change for group in groups[:count] for change in group]))


def _mean(days: Sequence[Entries]) -> Totals:
    return mean_of([totals_of(day) for day in days])


def _stored(change: Change) -> StepChange:
    instead_of = change.instead_of.id if change.instead_of else ""
    return StepChange(change.kind, change.meal, change.food.id, change.grams, instead_of, change.was_g)


def changes_of(step: Step, catalogue: Catalogue) -> tuple[Change, ...]:
    """The changes of a step with their foods.

    Raises:
        StepError: if it names a food nobody knows any more.
    """
    made = []
    for each in step.changes:
        try:
            food = eaten(each.food, catalogue)
            instead_of = eaten(each.instead_of, catalogue) if each.instead_of else None
        except UnknownFoodError as error:
            raise StepError(_("The step has a food no table knows: {food}.").format(food=error)) from None
        count = round(each.grams / food.food.step_g) if food.food is not None else 0
        made.append(Change(each.kind, each.meal, food, each.grams, instead_of, each.was_g, count))
    return tuple(made)


def with_step_taken(document: Document, question: Question, today: date) -> Document:
    """The document after the next step: the usual days are changed, the step is taken today.

    ``question`` is that of the document as it is now. What held when the user agreed is looked into again: an allergy
    may be new, or a limit.

    Raises:
        StepError: if no step is left, or it cannot be taken any more.
    """
    step = document.steps.next
    if step is None:
        raise StepError(_("All steps are taken."))
    days = question.days
    changes = changes_of(step, question.catalogue)
    for change in changes:
        if change.old is not None and not any(change.changes(entry) for day in days for entry in day):
            said = _("You do not eat {grams} g of {food} any more. Look for the smallest changes again.")
            raise StepError(said.format(grams=figure(change.was_g, ",.4g"), food=change.old.name))
    for change in changes:
        food = change.food.food
        if change.comes_in and (food is None or not may_come_in(question, food)):
            said = _("{food} cannot come in any more: your diet, an allergy, a condition or “never” forbids it.")
            raise StepError(said.format(food=change.food.name))
    if audit(question, changes, partly=True, energy=False):
        raise StepError(_("With what you eat now this step would break a limit. Look for the smallest changes again."))
    after = usual(applied(days, changes))
    if not after or max(map(len, after)) > MOST_ENTRIES:
        raise StepError(_("A usual day has at most {most} entries. Take some out first.").format(most=MOST_ENTRIES))
    return document.with_usual_days(after).with_steps(document.steps.with_next_taken(today))


def due(steps: Steps, today: date) -> date | None:
    """When the next step is proposed: today, or a week after the one before; None if none is left."""
    if steps.next is None:
        return None
    taken = [step.taken for step in steps.steps if step.taken is not None]
    return max(today, taken[-1] + BETWEEN) if taken else today


def step_text(step: Step, steps: Steps, catalogue: Catalogue, templates: Templates) -> str:
    """The step in words: what is changed, and what is eaten then."""
    effect = _("then {magnesium} mg of magnesium a day, {energy} kcal against the beginning").format(
        magnesium=figure(step.magnesium_mg, ",.0f"), energy=signed(step.energy_kcal - steps.begins_kcal)
    )
    try:
        changes = changes_of(step, catalogue)
    except StepError as error:
        return str(error)
    said = [change_text(change, templates, _("together with the next change")) for change in changes[:-1]]
    return " ".join([*said, change_text(changes[-1], templates, effect)])


def state_text(step: Step, steps: Steps, today: date) -> str:
    """Whether a step is taken, is proposed now, or when."""
    if step.taken is not None:
        return _("Since {day}").format(day=short_date(step.taken))
    when = due(steps, today)
    if step is not steps.next or when is None:
        return _("Later")
    return _("Now") if when <= today else _("From {day}").format(day=short_date(when))
