"""Plans as JSON and as plain text."""

from collections.abc import Iterable, Mapping

from planner.document.document import Document
from planner.document.document_json import document_to_json
from planner.foods import nutrients
from planner.foods.meals import Templates
from planner.language.dates import date_after, long_date
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.targets import Target, Targets
from planner.plan.household_portions import NOBODY, Household, Served
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import (
    Day,
    Meal,
    Plan,
    Portion,
    Total,
    totals,
)
from planner.plan.promise import promise

WIDTH = 78  # [characters] of a line of text


def outcome_to_json(
    outcome: Outcome, targets: Targets, notices: Iterable[str] = (), household: Household = NOBODY
) -> dict[str, object]:
    """The outcome as the README describes it; amounts are not rounded. ``people`` is there where the household is.

    ``limits_on_derived`` and ``derived`` hold what no column of the tables does: preformed vitamin A and
    added folic acid, to which the upper limits of those vitamins apply.
    """
    derived = set(targets.limits_on_derived)
    data: dict[str, object] = {
        "outcome": "solved",
        "proven": False,
        "gap": None,
        "seconds": outcome.seconds,
        "energy_target_kcal": targets.energy_kcal,
        "notices": [*notices, *targets.notices],
        "targets": [_target(target) for target in targets.all if target not in derived],
        "limits_on_derived": [_target(target) for target in targets.limits_on_derived],
        "days": [],
        "explanation": None,
    }
    data |= _people([_served(one) for one in household.served])
    match outcome:
        case Solved(plan=plan, gap=gap, proven=proven):
            data |= {"proven": proven, "gap": gap, "days": _days(plan, household)}
        case Infeasible(explanation=explanation):
            data |= {"outcome": "infeasible", "proven": True, "explanation": _explanation(explanation)}
        case Stopped():
            data["outcome"] = "stopped"
    return data


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
        case Solved(plan=plan, gap=gap):
            lines = [line for day in plan.days for line in _day_lines(day, document, targets, templates)]
            lines += [line for one in household.served for line in _person_lines(one, document, templates)]
            if not targets.least(nutrients.MAGNESIUM):
                lines.append(_("There is no amount of magnesium to reach."))
            lines += [*filter(None, [promise(plan, targets)]), _quality(gap, outcome.seconds)]
        case Infeasible(explanation=explanation):
            lines = [_("There is no such plan."), *explanation.conflict, *_repair_lines(explanation)]
        case Stopped():
            said = _("No plan was found in {seconds} s; there may be one. Give it more seconds.")
            lines = [said.format(seconds=figure(outcome.seconds, ".1f"))]
    return "\n".join([*lines, *notices, *targets.notices]) + "\n"


def day_title(day: int, document: Document) -> str:
    """The name of a day: its date where the document says when it starts and the calendar has it, else its number."""
    when = date_after(document.start, day)
    return _("Day {day}").format(day=day) if when is None else long_date(when, f"{when.day:02d}")


def _days(plan: Plan, household: Household) -> list[dict[str, object]]:
    return [
        {
            "day": day.number,
            "meals": [
                {
                    "meal": meal.meal,
                    "template": meal.template,
                    "portions": [_portion(portion) for portion in meal.portions],
                }
                | _people([_at_meal(one, theirs) for one, theirs in household.at_meal(day.number, meal.meal)])
                for meal in day.meals
            ],
            "totals": _totals(totals(day.portions), nutrients.ALL),
            "derived": _totals(totals(day.portions), nutrients.DERIVED),
        }
        | _people([_on_day(one, theirs) for one, theirs in household.on_day(day.number)])
        for day in plan.days
    ]


def _people(entries: list[dict[str, object]]) -> dict[str, object]:
    """The key ``people``, which is there only if somebody is."""
    return {"people": entries} if entries else {}


def _at_meal(one: Served, meal: Meal) -> dict[str, object]:
    return {
        "name": one.name,
        "template": meal.template,
        "portions": [_portion(portion) for portion in meal.portions],
        "totals": _totals(totals(meal.portions), nutrients.ALL),
    }


def _on_day(one: Served, day: Day) -> dict[str, object]:
    """A person's whole day, with the meals that only they have."""
    return {
        "name": one.name,
        "portions": [
            {"meal": meal.meal, "template": meal.template} | _portion(portion)
            for meal in day.meals
            for portion in meal.portions
        ],
        "own_meals": [meal for number, meal in one.own if number == day.number],
        "totals": _totals(totals(day.portions), nutrients.ALL),
        "derived": _totals(totals(day.portions), nutrients.DERIVED),
    }


def _served(one: Served) -> dict[str, object]:
    """A person's targets, and why they have no portions where they have none."""
    derived = set(one.targets.limits_on_derived) if one.targets else set()
    rows = one.targets.all if one.targets else ()
    return {
        "name": one.name,
        "served": one.plan is not None,
        "why_not": one.why or None,
        "energy_target_kcal": one.targets.energy_kcal if one.targets else None,
        "targets": [_target(target) for target in rows if target not in derived],
        "limits_on_derived": [_target(target) for target in rows if target in derived],
    }


def _portion(portion: Portion) -> dict[str, object]:
    food = portion.food
    if food.recipe is not None:
        return {
            "slot": portion.slot,
            "food": food.id,
            "name": food.name,
            "steps": portion.steps,
            "measure": portion.household,
            "grams": portion.grams,
            "ingredients": [
                {
                    "food": part.food.id,
                    "name": part.food.name,
                    "source": part.food.source,
                    "fdc_id": part.food.fdc_id or None,
                    "grams": part.grams,
                }
                for part in food.made_of(portion.steps)
            ],
        }
    return {
        "slot": portion.slot,
        "food": food.id,
        "name": food.name,
        "source": food.source,
        "fdc_id": food.fdc_id or None,
        "steps": portion.steps,
        "measure": portion.household,
        "grams": portion.grams,
    }


def _totals(
    sums: Mapping[nutrients.Nutrient, Total], kinds: Iterable[nutrients.Nutrient]
) -> dict[str, dict[str, object]]:
    return {kind.key: {"amount": sums[kind].amount, "at_least": sums[kind].at_least} for kind in kinds}


def _target(target: Target) -> dict[str, object]:
    return {
        "nutrient": target.nutrient.key,
        "least": target.least,
        "most": target.most,
        "hard": target.hard,
        "source": target.source,
    }


def _explanation(explanation: Explanation) -> dict[str, object]:
    return {
        "reach": dict(explanation.reach),
        "conflict": list(explanation.conflict),
        "choices": list(explanation.choices),
        "minimal": explanation.minimal,
        "repairs": [
            {"name": repair.name, "asks": repair.asks, "document": document_to_json(repair.document)}
            for repair in explanation.repairs
        ],
    }


def _repair_lines(explanation: Explanation) -> list[str]:
    """What would help, one change a line; each of them was planned with."""
    if not explanation.repairs:
        return []
    return [_("With one of these changes there is a plan:"), *(f"  {repair.name}" for repair in explanation.repairs)]


def _day_lines(day: Day, document: Document, targets: Targets, templates: Templates) -> list[str]:
    sums = totals(day.portions)
    magnesium, energy = sums[nutrients.MAGNESIUM], sums[nutrients.ENERGY]
    title = day_title(day.number, document)
    said = _("{magnesium} magnesium, {energy}").format(
        magnesium=_amount(magnesium, "mg"), energy=_amount(energy, "kcal")
    )
    lines = [f"{title}{said:>{WIDTH - len(title)}}"]
    for meal in day.meals:
        kcal = totals(meal.portions)[nutrients.ENERGY].amount
        name, template = templates.meal(meal.meal).name, templates.by_id[meal.template].name
        lines.append(f"\n  {name}: {template} ({kcal:.0f} kcal)")
        for portion in meal.portions:
            weight = f"{portion.grams:.0f} g"
            lines.append(f"    {portion.food.name:<44}{portion.household:<20}{weight:>10}")
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
    lines = [_("Portions of {name}").format(name=one.name), ""]
    lines += [line for day in one.plan.days for line in _day_lines(day, document, one.targets, templates)]
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
    return said.format(nutrient=target.nutrient.label, share=f"{total.amount / target.least:.0%}")


def _amount(total: Total, unit: str) -> str:
    said = f"{total.amount:.0f} {unit}"
    return _("at least {amount}").format(amount=said) if total.at_least else said


def _quality(gap: float, seconds: float) -> str:
    said = _("Within {gap} of the best plan, found in {seconds} s.")
    return said.format(gap=f"{gap:.0%}", seconds=figure(seconds, ".1f"))
