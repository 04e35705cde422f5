"""An outcome as plain text for a terminal."""

import math
from collections.abc import Iterable, Sequence

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.away import is_away
from planner.foods.meals import Templates
from planner.language.dates import date_after, long_date
from planner.language.numbers import figure, percent
from planner.language.plain_text import plain
from planner.language.translate import _
from planner.needs.profile import Profile
from planner.needs.targets import Target, Targets
from planner.plan.carbohydrate import carbohydrate_text
from planner.plan.drinks import drinks_line
from planner.plan.evening_before import begins_with, this_evening
from planner.plan.household_portions import NOBODY, Household, Served
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Day, Total, totals
from planner.plan.promise import promise

WIDTH = 78  # [characters] of a line of text


def outcome_to_text(
    outcome: Outcome,
    document: Document,
    targets: Targets,
    templates: Templates,
    notices: Iterable[str] = (),
    household: Household = NOBODY,
) -> str:
    """The outcome as a person reads it: the plan, and behind it everybody else's portions."""
    match outcome:
        case Solved(plan=plan):
            lines = _evening(_("The evening before"), begins_with(plan))
            for day in plan.days:
                lines += _day_lines(day, document, document.profile, targets, templates)
                lines += _evening(_("This evening"), this_evening(plan, day.number))
            lines += [line for one in household.served for line in _person_lines(one, document, templates)]
            if not targets.least(nutrients.MAGNESIUM):
                lines.append(_("There is no amount of magnesium to reach."))
            lines += [*filter(None, [promise(plan, targets)]), _quality(outcome)]
        case Infeasible(explanation=explanation):
            lines = [_("There is no such plan."), *explanation.conflict, *_repair_lines(explanation)]
        case Stopped():
            said = _("No plan was found in {seconds} s; there may be one. Give it more seconds.")
            lines = [said.format(seconds=figure(outcome.seconds, ".1f"))]
    return plain("\n".join([*lines, *notices, *targets.notices]) + "\n")


def _evening(when: str, tasks: Sequence[str]) -> list[str]:
    """What is to be done on an evening, a line each; nothing where nothing is."""
    return [*(f"  {when}: {task}" for task in tasks), ""] if tasks else []


def day_title(day: int, document: Document) -> str:
    """The name of a day: its date where the document says when it starts and the calendar has it, else its number."""
    when = date_after(document.start, day)
    return _("Day {day}").format(day=day) if when is None else long_date(when, f"{when.day:02d}")


def _repair_lines(explanation: Explanation) -> list[str]:
    """What would help, one change a line; each of them was planned with."""
    if not explanation.repairs:
        return []
    return [_("With one of these changes there is a plan:"), *(f"  {repair.name}" for repair in explanation.repairs)]


def _day_lines(day: Day, document: Document, profile: Profile, targets: Targets, templates: Templates) -> list[str]:
    sums = totals(day.eaten)
    magnesium, energy = sums[nutrients.MAGNESIUM], sums[nutrients.ENERGY]
    title = day_title(day.number, document)
    said = _("{magnesium} magnesium, {energy}").format(
        magnesium=_amount(magnesium, "mg"), energy=_amount(energy, "kcal")
    )
    lines = [f"{title}{said:>{WIDTH - len(title)}}"]
    for meal in day.meals:
        kcal = totals(meal.portions)[nutrients.ENERGY].amount
        name, template = templates.meal(meal.meal).name, templates.by_id[meal.template].name
        holds = ", ".join(filter(None, (f"{kcal:.0f} kcal", carbohydrate_text(meal.portions, profile))))
        lines.append(f"\n  {name}: {template} ({holds})")
        for portion in meal.portions:
            weight = "" if is_away(portion.food) else f"{portion.grams:.0f} g"
            lines.append(f"    {portion.food.name:<44}{portion.household:<20}{weight:>10}")
    if day.drinks:
        lines += ["", f"  {drinks_line(day)}"]
    missed = [_missed(target, sums[target.nutrient]) for target in targets.soft]
    said_missed = [sentence for sentence in missed if sentence]
    lines.append("")
    if said_missed:
        short = _("Short of the recommended amount: {nutrients}").format(nutrients=", ".join(said_missed))
        lines.append(f"  {short}")
    lines.append("")
    return lines


def _person_lines(one: Served, document: Document, templates: Templates) -> list[str]:
    """The days of one person under their name."""
    if one.plan is None or one.targets is None:
        return []
    profile = one.person.profile
    lines = [_("Portions of {name}").format(name=one.name), ""]
    lines += [line for day in one.plan.days for line in _day_lines(day, document, profile, one.targets, templates)]
    said = _("{name} reaches {amount} mg of magnesium from food every day.")
    least = one.targets.least(nutrients.MAGNESIUM) or 0.0
    if not least:
        return [*lines, _("{name} has no amount of magnesium to reach.").format(name=one.name), ""]
    return [*lines, said.format(name=one.name, amount=f"{least:.0f}"), ""]


def _missed(target: Target, total: Total) -> str:
    """A goal a person should know of; sodium's recommended amount is nobody's goal."""
    if target.least is None or not target.nutrient.chased or total.amount >= 0.995 * target.least:
        return ""
    said = _("{nutrient} {share}, more where data are missing") if total.at_least else "{nutrient} {share}"
    return said.format(nutrient=target.nutrient.label, share=percent(total.amount, target.least))


def _amount(total: Total, unit: str) -> str:
    said = f"{total.amount:.0f} {unit}"
    return _("at least {amount}").format(amount=said) if total.at_least else said


def _quality(solved: Solved) -> str:
    seconds = figure(solved.seconds, ".1f")
    if not solved.tells:
        return _("A better plan may exist; none was found in {seconds} s.").format(seconds=seconds)
    said = _("Within {gap} of the best plan, found in {seconds} s.")
    return said.format(gap=f"{math.ceil(100 * solved.gap - 1e-9)} %", seconds=seconds)
