"""An outcome as JSON, as the README describes it."""

from collections.abc import Iterable, Mapping
from datetime import date

from planner.document.document import Document
from planner.document.document_json import document_to_json
from planner.foods import nutrients
from planner.language.dates import date_after
from planner.needs.targets import Target, Targets
from planner.plan.evening_before import evening_before, this_evening
from planner.plan.household_portions import NOBODY, Household, Served
from planner.plan.outcomes import Explanation, Infeasible, Outcome, Solved, Stopped
from planner.plan.plan import Day, Meal, Plan, Portion, Total, totals


def outcome_to_json(
    outcome: Outcome,
    targets: Targets,
    notices: Iterable[str] = (),
    household: Household = NOBODY,
    document: Document | None = None,
) -> dict[str, object]:
    """The outcome as the README describes it; amounts are not rounded. ``people`` is there where the household is.

    Days have their dates where the ``document`` the plan was made for is given and says when it starts.

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
            data |= {
                "proven": proven,
                "gap": gap,
                "days": _days(plan, household, document.start if document is not None else None),
            }
        case Infeasible(explanation=explanation):
            data |= {"outcome": "infeasible", "proven": True, "explanation": _explanation(explanation)}
        case Stopped():
            data["outcome"] = "stopped"
    return data


def _days(plan: Plan, household: Household, start: date | None) -> list[dict[str, object]]:
    return [
        {"day": day.number}
        | ({"date": when.isoformat()} if (when := date_after(start, day.number)) is not None else {})
        | {
            "meals": [
                {
                    "meal": meal.meal,
                    "template": meal.template,
                    "portions": [_portion(portion) for portion in meal.portions],
                }
                | _people([_at_meal(one, theirs) for one, theirs in household.at_meal(day.number, meal.meal)])
                for meal in day.meals
            ],
            "totals": _totals(totals(day.eaten), nutrients.ALL),
            "derived": _totals(totals(day.eaten), nutrients.DERIVED),
            "drinks": [_portion(portion) for portion in day.drinks],
            "evening_before": list(evening_before(day)),
            "this_evening": list(this_evening(plan, day.number)),
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
        "totals": _totals(totals(day.eaten), nutrients.ALL),
        "derived": _totals(totals(day.eaten), nutrients.DERIVED),
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
