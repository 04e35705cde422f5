"""What supplements add, beside what is eaten and never as part of it, and the limit that holds for them alone."""

import math
from collections.abc import Iterator, Mapping, Sequence

from planner.document.supplements import Supplement
from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.needs import medical_rules
from planner.needs.profile import Profile
from planner.needs.reference_intakes import SupplementLimit, supplement_limit
from planner.needs.targets import Targets
from planner.now.intake import EQUAL, Totals, reached
from planner.plan.plan import Total

# [mg / day] Upper level of EFSA for readily dissociable salts of magnesium in supplements, water, or added to food, for
# adults (Scientific Committee on Food 2001, Opinion on the Tolerable Upper Intake Level of Magnesium; in EFSA 2006).
EFSA_MOST_MG = 250.0

# The share of magnesium in the weight of a compound: its molar mass (24.305 g/mol for magnesium, IUPAC 2021) over that
# of the compound named beside it.
SHARES: Mapping[str, float] = {
    "aspartate": 24.305 / 288.49,  # magnesium diaspartate
    "carbonate": 24.305 / 84.31,
    "chloride": 24.305 / 203.30,  # hexahydrate
    "citrate": 3 * 24.305 / 451.11,  # trimagnesium dicitrate
    "glycinate": 24.305 / 172.42,  # bisglycinate
    "hydroxide": 24.305 / 58.32,
    "lactate": 24.305 / 238.48,  # dihydrate
    "malate": 24.305 / 156.38,
    "oxide": 24.305 / 40.30,
    "sulfate": 24.305 / 246.47,  # heptahydrate
    "taurate": 24.305 / 272.58,
    "threonate": 24.305 / 294.50,
}

FORM_WORDS: Mapping[str, str] = {
    "aspartate": _("aspartate"),
    "carbonate": _("carbonate"),
    "chloride": _("chloride"),
    "citrate": _("citrate"),
    "glycinate": _("glycinate (bisglycinate)"),
    "hydroxide": _("hydroxide"),
    "lactate": _("lactate"),
    "malate": _("malate"),
    "oxide": _("oxide"),
    "sulfate": _("sulfate"),
    "taurate": _("taurate"),
    "threonate": _("threonate"),
    "other": _("another, or not known"),
}


def added(lines: Sequence[Supplement]) -> Total:
    """The magnesium of all supplements [mg / day]: "at least" where a label does not tell."""
    known = [each.magnesium_mg * each.a_day for each in lines if each.magnesium_mg is not None]
    return Total(math.fsum(known), len(known) < len(lines))


def line_text(line: Supplement) -> str:
    """One supplement in words."""
    doses = ngettext("{count} dose a day", "{count} doses a day", math.ceil(line.a_day))
    doses = doses.format(count=figure(line.a_day, ",.3g"))
    name = _("{name} (magnesium {form})").format(name=line.name, form=FORM_WORDS[line.form])
    if line.form == "other":
        name = _("{name} (magnesium, form not known)").format(name=line.name)
    if line.magnesium_mg is None:
        return _("{name}: {doses}, magnesium unknown").format(name=name, doses=doses)
    said = _("{name}: {doses} of {dose} mg, {amount} mg of magnesium a day")
    return said.format(
        name=name,
        doses=doses,
        dose=figure(line.magnesium_mg, ",.4g"),
        amount=figure(line.magnesium_mg * line.a_day, ",.4g"),
    )


def weight_hint(form: str) -> str:
    """How much magnesium a compound holds, so that its weight is not taken for magnesium; empty where unknown."""
    if form not in SHARES:
        return ""
    said = _("The weight of the compound is not that of magnesium: 500 mg of magnesium {form} hold {amount} mg of it.")
    return said.format(form=FORM_WORDS[form], amount=figure(500 * SHARES[form], ",.0f"))


def supplement_sentences(
    lines: Sequence[Supplement], profile: Profile, mean: Totals | None, targets: Targets | None
) -> tuple[str, ...]:
    """What supplements add, the limit for them alone, and what to ask; nothing where none is taken.

    ``mean`` is what is eaten, ``targets`` what is to be reached; None where it is not known yet.
    """
    if not lines:
        return ()
    total, limit = added(lines), supplement_limit(profile)
    return (
        _what_they_add(total),
        *(_against_limit(total, limit) if limit is not None else ()),
        *(_beside_food(total, mean, targets) if mean is not None and targets is not None else ()),
        *_to_ask(profile),
    )


def _what_they_add(total: Total) -> str:
    said = _(
        "Your supplements add at least {amount} mg of magnesium a day. They are no food and are not counted above."
    )
    if not total.at_least:
        said = _("Your supplements add {amount} mg of magnesium a day. They are no food and are not counted above.")
    return said.format(amount=figure(total.amount, ",.0f"))


def _beside_food(total: Total, mean: Totals, targets: Targets) -> Iterator[str]:
    if targets.least(MAGNESIUM) is None:
        return
    if reached(mean, targets):
        yield _("What you eat reaches the target without them. Ask whoever prescribed one before you stop it.")
        return
    eaten = mean[MAGNESIUM]
    both = figure(eaten.amount + total.amount, ",.0f")
    said = _("With what you eat that is {amount} mg of {goal} mg.")
    if total.at_least or eaten.at_least:
        said = _("With what you eat that is at least {amount} mg of {goal} mg.")
    yield said.format(amount=both, goal=figure(targets.least(MAGNESIUM) or 0.0, ",.0f"))


def _against_limit(total: Total, limit: SupplementLimit) -> Iterator[str]:
    figures = {"most": figure(limit.amount, ",.0f"), "source": limit.source}
    if total.amount > limit.amount * (1 + EQUAL):
        said = _(
            "They are above the upper limit of {most} mg a day for supplements and medicines alone ({source}): more "
            "may cause diarrhoea and cramps. Ask a doctor or pharmacist before you go on with it."
        )
    elif total.at_least:
        said = _(
            "The upper limit is {most} mg a day for supplements and medicines alone ({source}). Whether yours keep it "
            "is not known until every label’s magnesium is entered."
        )
    else:
        said = _("They are within the upper limit of {most} mg a day for supplements and medicines alone ({source}).")
    yield said.format(**figures)
    if EFSA_MOST_MG * (1 + EQUAL) < total.amount <= limit.amount * (1 + EQUAL):
        yield _("EFSA’s limit for most salts of magnesium is lower: {most} mg a day (SCF 2001).").format(
            most=figure(EFSA_MOST_MG, ",.0f")
        )


def _to_ask(profile: Profile) -> Iterator[str]:
    """What kidneys and medicines ask of supplements with magnesium."""
    if "kidney disease" in profile.conditions:
        yield _(
            "With kidney disease the body may clear magnesium too slowly: ask your clinic before you take any more."
        )
    for note in medical_rules.read_rules().medicines:
        if "supplement" in note.note and medical_rules.applies(note.when, profile):
            yield f"{medical_rules.because(note.when, profile)}: {note.note}"
