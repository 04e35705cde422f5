"""One page for a client: for whom, from when, who set the targets, the means beside them, the days that are below."""

from collections.abc import Mapping, Sequence
from datetime import date

from planner.document.document import Document
from planner.foods import nutrients
from planner.foods.nutrients import Nutrient
from planner.language.dates import long_date
from planner.language.numbers import figure
from planner.language.phrases import in_a_row
from planner.language.translate import _
from planner.needs.notices import notices as notices_of
from planner.needs.targets import CLINICIAN_SET_THE_TARGETS, Targets
from planner.output.clinician_page import NO_ADVICE
from planner.output.sheets import ClinicianSheet, Table, amount_text, day_names, named, number_text, span
from planner.plan import promise
from planner.plan.plan import Plan, Total, foods_of, totals

EPSILON = 1e-9  # relative rounding of sums of floats


def summary_sheet(plan: Plan, document: Document, targets: Targets, made: date | None = None) -> ClinicianSheet:
    """The plan in one table: every target, the mean of the days, and which days are below it, in bold."""
    days = [totals(day.portions) for day in plan.days]
    rules = notices_of(document.profile, targets, (), days, foods_of(plan))
    held = (promise.promise(plan, targets),) if plan.days else ()
    return ClinicianSheet(
        title=named(_("Summary"), document),
        tables=(_facts(plan, document, targets, made), _means(plan, document, targets, days)),
        notes=(*(sentence for sentence in held if sentence), *rules, *targets.notices, NO_ADVICE),
        sources=(),
    )


def who_set(document: Document, targets: Targets) -> str:
    """Whose the targets are, as far as the document says."""
    own = [target.nutrient.label for target in targets.all if target.own]
    if CLINICIAN_SET_THE_TARGETS in document.confirmed:
        return _("a clinician")
    if own:
        return _("own values for {nutrients}; the others from the tables").format(nutrients=in_a_row(own))
    return _("the tables for this person (see the page for a clinician)")


def _facts(plan: Plan, document: Document, targets: Targets, made: date | None) -> Table:
    facts = [
        (_("For"), document.name),
        (_("Made on"), long_date(made) if made else ""),
        (_("Days"), span(document, [day.number for day in plan.days])),
        (_("Targets set by"), who_set(document, targets)),
        (_("Energy planned for"), _("{energy} kcal a day").format(energy=figure(targets.energy_kcal, ",.0f"))),
    ]
    rows = tuple((name, said) for name, said in facts if said)
    return Table(_("Plan"), ("", ""), rows, wide=(1,), left=(0, 1))


def _means(plan: Plan, document: Document, targets: Targets, days: Sequence[Mapping[Nutrient, Total]]) -> Table:
    """A row for each nutrient with a target; those that are short on some day are strong."""
    rows: list[tuple[str, str, str, str]] = []
    strong = set()
    wanted = dict.fromkeys((nutrients.MAGNESIUM, *(target.nutrient for target in targets.all)))
    for nutrient in wanted if days else ():
        least, most = _ends(targets, nutrient)
        sums = [day[nutrient] for day in days]
        mean = Total(sum(each.amount for each in sums) / len(sums), any(each.at_least for each in sums))
        below = [
            day_names(document, day.number)[0]
            for day, held in zip(plan.days, sums, strict=True)
            if least is not None and held.amount < least * (1 - EPSILON)
        ]
        if below:
            strong.add(len(rows))
        goal = _goal(least, most, nutrient.unit)
        rows.append((nutrient.label, goal, amount_text(mean, nutrient.unit), "; ".join(below)))
    header = ("", _("target a day"), _("mean of the days"), _("days below"))
    return Table(_("Means and targets"), header, tuple(rows), wide=(3,), left=(0, 3), strong=frozenset(strong))


def _ends(targets: Targets, nutrient: Nutrient) -> tuple[float | None, float | None]:
    """What is aimed for and what is not to be passed, by all targets of a nutrient; less is better of some of them."""
    of_it = [target for target in targets.all if target.nutrient == nutrient]
    least = [target.least for target in of_it if target.least is not None and (nutrient.chased or target.own)]
    most = [target.most for target in of_it if target.most is not None]
    return max(least, default=None), min(most, default=None)


def _goal(least: float | None, most: float | None, unit: str) -> str:
    """Such as "320 mg", "at most 2,300 mg", "28 to 38 g"."""
    if least is not None and most is not None:
        return _("{least} to {most} {unit}").format(least=number_text(least), most=number_text(most), unit=unit)
    if most is not None:
        return _("at most {most} {unit}").format(most=number_text(most), unit=unit)
    return "" if least is None else f"{number_text(least)} {unit}"
