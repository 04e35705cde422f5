"""How much energy a person needs, and what is said where it is little."""

import math
from collections.abc import Mapping

from planner.foods.nutrients import ENERGY, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.bodies import is_old_and_thin
from planner.needs.own_ends import OWN_SOURCE, with_own
from planner.needs.profile import Profile
from planner.needs.reference_intakes import End, Span, fits, read_table, target_rows
from planner.needs.targets import LOW_ENERGY, OBESE, OVERWEIGHT, UNDERWEIGHT, Own, OwnTarget, Target, TargetError

ENERGY_LEAST, ENERGY_MOST = 0.97, 1.03  # of the centre: a day's energy stays within 3 %
LOWEST_ENERGY = {"female": 1200.0, "male": 1500.0}  # [kcal / day] less only when a clinician asked for it


def energy_need(profile: Profile) -> float:
    """The estimated energy requirement [kcal / day] by the equations of NASEM 2023 (doi 10.17226/26818).

    Pregnancy adds nothing in weeks 1 to 13: NASEM gives an equation of its own only for the second and third
    trimester. From week 14 that equation grows with the week, and adds the energy laid down by class of body mass
    index. NASEM means the weight before pregnancy there; a profile holds today's, so the class is judged from
    that. Lactation adds what the milk takes, less what the body gives up in the first half year (540 - 140), then
    380; NASEM ends at 12 months, and the planner keeps the 380 to the 24th.
    """
    row = eer_row(profile)
    count = profile.gestation_week if profile.life_stage == "pregnancy" else 0
    return (
        float(row["kcal"])
        + float(row["kcal_per_year"]) * profile.age_years
        + float(row["kcal_per_cm"]) * profile.height_cm
        + float(row["kcal_per_kg"]) * profile.weight_kg
        + float(row["kcal_per_week"]) * (count or 0)
        + float(row[f"add_{_weight_class(profile.bmi)}_kcal"])
    )


def leaves_nothing_to_lose(profile: Profile) -> bool:
    """Whether no day may be below what is needed: in pregnancy and lactation, underweight, and in the old and thin."""
    return profile.life_stage != "general" or profile.bmi < UNDERWEIGHT or is_old_and_thin(profile)


def eer_row(profile: Profile) -> Mapping[str, str]:
    count = profile.gestation_week if profile.life_stage == "pregnancy" else profile.months_since_birth
    for row in read_table("eer.csv"):
        if not fits(row, profile) or row["activity"] != profile.activity:
            continue
        if count is None or int(row["count_from"]) <= count <= int(row["count_to"]):
            return row
    raise LookupError(f"eer.csv has no row for {profile}")


def _weight_class(bmi: float) -> str:
    if bmi < UNDERWEIGHT:
        return "underweight"
    if bmi < OVERWEIGHT:
        return "normal"
    return "overweight" if bmi < OBESE else "obese"


def energy_target(
    profile: Profile, wishes: Mapping[Nutrient, Own], confirmed: frozenset[str]
) -> tuple[Target, float, list[str]]:
    """The energy target, its centre [kcal / day], and what to say about it.

    An own band (:class:`OwnTarget`) has its centre in the middle; the end it leaves out is the one worked out.
    """
    need = energy_need(profile)
    firm = leaves_nothing_to_lose(profile)
    source = _("EER, {source}, up to 3 % more") if firm else _("EER, {source}, within 3 %")
    source = source.format(source=eer_row(profile)["source"])
    least, most = (1.0 if firm else ENERGY_LEAST) * need, ENERGY_MOST * need
    match wishes.get(ENERGY):
        case None:
            centre = need
            target = Target(ENERGY, least, most, True, source)
        case OwnTarget() as band:
            ends = Span(End(least, True, source), End(most, True, source))
            (target,) = target_rows(ENERGY, with_own(ENERGY, ends, band)[0])
            centre = ((target.least or 0.0) + (target.most or 0.0)) / 2
        case number:
            centre = float(number)
            target = Target(ENERGY, ENERGY_LEAST * number, ENERGY_MOST * number, True, OWN_SOURCE, own=True)
    return target, centre, _low_energy_notices(profile, target, centre, need, confirmed)


def _low_energy_notices(
    profile: Profile, energy: Target, centre: float, need: float, confirmed: frozenset[str]
) -> list[str]:
    """Nothing, or that a clinician asked for so little.

    A need is compared rounded down, so that typing the figure on screen is never too low.

    Raises:
        TargetError: if energy is too low and nobody confirmed it, or it is nothing at all.
    """
    if not energy.least:
        raise TargetError("targets.energy_kcal", _("Energy must be more than 0 kcal a day."))
    lowest = LOWEST_ENERGY[profile.sex]
    bound, why = lowest, _("the least the planner plans for men")
    if profile.sex == "female":
        why = _("the least the planner plans for women")
    if profile.bmi < UNDERWEIGHT and math.floor(need) > lowest:
        bound = math.floor(need)
        why = _("what this profile needs, and its body mass index of {bmi} leaves nothing to lose")
        why = why.format(bmi=figure(profile.bmi, ".1f"))
    if centre >= bound and energy.least >= ENERGY_LEAST * bound:
        return []
    low = _low_energy(energy, centre, bound, why)
    if LOW_ENERGY in confirmed:
        said = _("{low} You confirmed that a clinician asked for it: stay in touch with them.")
        return [said.format(low=low)]
    free = _("A target of {bound} kcal or more needs no confirmation.").format(bound=figure(bound, ",.0f"))
    asked = _("{low} A clinician must have asked for it; {key} in the document says that one did. {free}")
    raise TargetError(
        "targets.energy_kcal",
        asked.format(low=low, key=f'"confirmed": ["{LOW_ENERGY}"]', free=free),
        LOW_ENERGY,
        _("{low} A clinician must have asked for it. {free}").format(low=low, free=free),
    )


def _low_energy(energy: Target, centre: float, bound: float, why: str) -> str:
    """The sentence on an energy whose centre, or else only its low end, is too low."""
    below = centre < bound
    match energy.own, below:
        case True, True:
            said = _("The energy target is {amount} kcal a day, below {bound} kcal, {why}.")
        case True, False:
            said = _("The energy target goes down to {amount} kcal a day, below {bound} kcal, {why}.")
        case False, True:
            said = _("The energy need worked out for this profile is {amount} kcal a day, below {bound} kcal, {why}.")
        case _either:
            said = _(
                "The energy need worked out for this profile goes down to {amount} kcal a day, below {bound} kcal,"
                " {why}."
            )
    lowest = math.floor(centre) if below else energy.least or 0.0
    return said.format(amount=figure(lowest, ",.0f"), bound=figure(bound, ",.0f"), why=why)
