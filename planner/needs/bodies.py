"""Bodies that are asked about once more, being rare or in another unit; and what the old and thin need more of."""

from planner.language.numbers import figure
from planner.language.translate import _
from planner.language.units import kilograms, pounds
from planner.needs.medical_rules import applies
from planner.needs.profile import Profile

# [kg / m²] Outside these a slip of the hand is likelier than a person. Below REFEEDING, eating more after having eaten
# little can be dangerous (NICE CG32, Nutrition support for adults, 2006, recommendation 1.4.6).
LOWEST_BMI, REFEEDING, HIGH_BMI, HIGHEST_BMI = 12.0, 16.0, 50.0, 70.0
USUAL_HEIGHTS = (130.0, 215.0)  # [cm]
USUAL_BMI = (18.5, 50.0)  # [kg / m²] of a body that the figures would be in other units


def unusual_body(profile: Profile) -> str:
    """Why the figures of a body are asked again before a plan is made; empty where they are not."""
    bmi = profile.bmi
    low, high = USUAL_HEIGHTS
    if LOWEST_BMI <= bmi <= HIGHEST_BMI and low <= profile.height_cm <= high:
        if bmi >= REFEEDING:
            return ""
        said = _(
            "{figures}. So low a weight can be dangerous, and so can eating more all at once: see a doctor before you"
            " use a plan, above all if you lose weight without meaning to. Confirm that the figures are right and a"
            " doctor knows."
        )
        return said.format(figures=_figures(profile))
    said = _(
        "{figures}. That is rare: look at the figures and their units once more. {other} Confirm them if they are"
        " right."
    )
    return " ".join(said.format(figures=_figures(profile), other=_in_other_units(profile)).split())


def _figures(profile: Profile) -> str:
    return _("With {height} cm and {weight} kg the body mass index is {bmi}").format(
        height=figure(profile.height_cm), weight=figure(profile.weight_kg, ".5g"), bmi=figure(profile.bmi, ".1f")
    )


def _in_other_units(profile: Profile) -> str:
    """What the weight would be if it was meant in the other unit, where that makes a usual body."""
    for amount, said in (
        (kilograms(profile.weight_kg), _("Is it {weight} lb, which is {other} kg?")),
        (pounds(profile.weight_kg), _("Is it {other} kg, and not {other} lb?")),
    ):
        low, high = USUAL_BMI
        if low <= amount / (profile.height_cm / 100) ** 2 <= high:
            return said.format(weight=figure(profile.weight_kg, ".5g"), other=figure(round(amount), "g"))
    return ""


def body_notices(profile: Profile) -> list[str]:
    """What is said beside the targets of a very heavy body, which may have been entered in pounds."""
    if not HIGH_BMI < profile.bmi <= HIGHEST_BMI:
        return []
    other = _in_other_units(profile)
    return (
        [_("{figures}. {other} Is the weight right?").format(figures=_figures(profile), other=other)] if other else []
    )


# Older people keep their muscles better with more than the RDA of 0.8 g / kg; with kidney disease a clinician says how
# much.
OLD = 65  # [years] people older than this
OLD_PROTEIN, THIN_PROTEIN = 1.0, 1.2  # [g / kg / day]
THIN_BMI = 22.0  # [kg / m²] mortality rises below 23 (Winter et al. 2014, Am J Clin Nutr 99:875)
PROTEIN_SOURCE = (
    "PROT-AGE 2013, doi 10.1016/j.jamda.2013.05.021; ESPEN 2014, doi 10.1016/j.clnu.2014.04.007; over 65 years"
)


def is_old_and_thin(profile: Profile) -> bool:
    """Whether energy and protein must not be at their low ends."""
    return profile.age_years > OLD and profile.bmi < THIN_BMI


def protein_of_the_old(profile: Profile) -> float | None:
    """The least protein [g / kg / day] of somebody over 65 whose kidneys are not known to be weak."""
    if profile.age_years <= OLD or any(applies(when, profile) for when in ("kidney disease", "dialysis", "low eGFR")):
        return None
    return THIN_PROTEIN if is_old_and_thin(profile) else OLD_PROTEIN
