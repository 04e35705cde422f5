"""The intake as JSON and as text."""

from collections.abc import Mapping, Sequence

from planner.document.document import Document
from planner.document.supplements import Supplement
from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.profile import Profile
from planner.needs.reference_intakes import supplement_limit
from planner.needs.targets import Targets
from planner.now.eaten import Entries
from planner.now.intake import Intake, Totals
from planner.now.supplements import added, line_text, supplement_sentences

MOST_FOODS = 8  # in the text; JSON has all


def totals_to_json(totals: Totals, kinds: Sequence[Nutrient] = nutrients.ALL) -> dict[str, dict[str, object]]:
    """By nutrient key: the amount, and whether it is "at least"."""
    return {kind.key: {"amount": totals[kind].amount, "at_least": totals[kind].at_least} for kind in kinds}


def supplements_to_json(lines: Sequence[Supplement], profile: Profile, said: Sequence[str]) -> dict[str, object]:
    """What supplements add: apart from the totals, which are of food alone. ``said`` are the sentences about them."""
    total, limit = added(lines), supplement_limit(profile)
    return {
        "magnesium_mg": {"amount": total.amount, "at_least": total.at_least},
        "most": None if limit is None else {"amount": limit.amount, "source": limit.source},
        "lines": [
            {"name": each.name, "form": each.form, "magnesium_mg": each.magnesium_mg, "a_day": each.a_day}
            for each in lines
        ],
        "sentences": list(said),
    }


def intake_to_json(
    intake: Intake, days: Sequence[Entries], targets: Targets, document: Document | None = None
) -> dict[str, object]:
    """The intake as the README describes it; amounts are not rounded. ``document`` names supplements and the person."""
    document = document or Document()
    said = supplement_sentences(document.supplements, document.profile, intake.mean, targets)
    return {
        "sentence": intake.sentence,
        "notices": list(intake.notices),
        "totals": totals_to_json(intake.mean),
        "derived": totals_to_json(intake.mean, nutrients.DERIVED),
        "supplements": supplements_to_json(document.supplements, document.profile, said),
        "targets": [
            {
                "nutrient": target.nutrient.key,
                "least": target.least,
                "most": target.most,
                "hard": target.hard,
                "source": target.source,
            }
            for target in targets.all
        ],
        "magnesium_from": [
            {
                "food": each.food.id,
                "name": each.food.name,
                "source": each.food.source_text,
                "grams": each.grams,
                "amount": each.amount,
                "share": each.share,
            }
            for each in intake.foods
        ],
        "days": [
            {
                "entries": [
                    {
                        "meal": entry.meal,
                        "food": entry.food.id,
                        "name": entry.food.name,
                        "source": entry.food.source_text,
                        "grams": entry.grams,
                    }
                    for entry in day
                ],
                "totals": totals_to_json(totals),
                "derived": totals_to_json(totals, nutrients.DERIVED),
            }
            for day, totals in zip(days, intake.days, strict=True)
        ],
    }


def intake_to_text(
    intake: Intake,
    days: Sequence[Entries],
    targets: Targets,
    meals: Mapping[str, str],
    document: Document | None = None,
) -> str:
    """The intake as a person reads it. ``document`` names supplements and the person."""
    document = document or Document()
    lines = []
    for number, day in enumerate(days, start=1):
        totals = intake.days[number - 1]
        said = _("Usual day {day}: {magnesium} mg magnesium, {energy} kcal").format(
            day=number,
            magnesium=_amount(totals, nutrients.MAGNESIUM),
            energy=_amount(totals, nutrients.ENERGY),
        )
        lines.append(said)
        for meal, name in meals.items():
            eaten = [entry for entry in day if entry.meal == meal]
            lines += [f"  {name}"] if eaten else []
            lines += [f"    {entry.food.name[:56]:<58}{figure(entry.grams, ',.0f'):>8} g" for entry in eaten]
        lines.append("")
    lines += [intake.sentence, "", _("Magnesium comes from:")]
    lines += [
        f"  {each.food.name[:56]:<58}{_('unknown') if each.amount is None else figure(each.amount, ',.0f') + ' mg':>10}"
        for each in intake.foods[:MOST_FOODS]
    ]
    if document.supplements:
        taken = supplement_sentences(document.supplements, document.profile, intake.mean, targets)
        lines += [
            "",
            _("Supplements, apart from food:"),
            *(f"  {line_text(each)}" for each in document.supplements),
            *taken,
        ]
    lines += ["", _("In the mean of the days, beside the targets:")]
    lines += [line for nutrient in nutrients.ALL if (line := _target_line(nutrient, intake.mean, targets))]
    return "\n".join([*lines, *([""] if intake.notices else []), *intake.notices]) + "\n"


def _target_line(nutrient: Nutrient, mean: Totals, targets: Targets) -> str:
    least, most = targets.least(nutrient), targets.most(nutrient)
    ends = [_("at least {amount}").format(amount=_figure(least))] if least else []
    ends += [_("at most {amount}").format(amount=_figure(most))] if most else []
    if not ends:
        return ""
    return f"  {nutrient.label:<28}{_amount(mean, nutrient) + ' ' + nutrient.unit:>22}   {', '.join(ends)}"


def _amount(totals: Totals, nutrient: Nutrient) -> str:
    total = totals[nutrient]
    amount = _figure(total.amount)
    return _("at least {amount}").format(amount=amount) if total.at_least else amount


def _figure(amount: float) -> str:
    return figure(amount, ",.0f") if amount >= 100 else figure(amount, ".3g")
