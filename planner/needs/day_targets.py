"""All targets of a person's day: energy, the tables, and the user's own values in their place."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from planner.foods.nutrients import ALL, DERIVED, ENERGY, MAGNESIUM, NOT_COVERED
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.bodies import body_notices
from planner.needs.energy import eer_row, energy_target
from planner.needs.own_ends import checked_own, known_nutrient, with_own
from planner.needs.profile import BRANDS_DIFFER, Profile
from planner.needs.reference_intakes import End, Span, reference_intakes, target_rows
from planner.needs.targets import CONFIRMATIONS, Own, TargetError, Targets

# The upper end of what a plan aims for, of the magnesium target. Wider, and the target steers less: with no end at all
# plans held twice the target and every plan was the same.
MAGNESIUM_BAND = 1.5


def targets_for(
    profile: Profile,
    own: Mapping[str, Own],
    confirmed: frozenset[str] = frozenset(),
    alone: Collection[str] = (),
) -> Targets:
    """The targets of one day for this person, with the user's own values in place of the tables'.

    ``own`` is keyed by nutrient. A number replaces the least (of energy: the centre, and what is a share of energy
    follows it), an :class:`OwnTarget` replaces least or most, None removes the soft targets and never a hard one.
    An own most is hard; an own least is as hard as what it replaces. Where an own value and a soft end of the
    table exclude each other, the table's gives way with a notice; an own value against a hard end is refused.
    Of the nutrients whose keys are in ``alone``, an own most without a least leaves nothing to reach, not even of
    magnesium.

    Raises:
        TargetError: if an own value is impossible, or energy is so low that a clinician must have asked for it
            and ``confirmed`` does not say so.
    """
    _check_confirmed(confirmed)
    wishes = {known_nutrient(key): checked_own(key, value) for key, value in own.items()}
    energy, centre, notices = energy_target(profile, wishes, confirmed)
    table = reference_intakes(profile, energy.least or 0.0, centre)
    rows = [energy]
    for nutrient in (*ALL, *DERIVED):
        if nutrient == ENERGY:
            continue
        span = table.get(nutrient, Span())
        if nutrient in wishes:
            span, said = with_own(nutrient, span, wishes[nutrient], nutrient.key in alone)
            notices += said
        rows += target_rows(nutrient, _with_band(span) if nutrient == MAGNESIUM else span)
    return Targets(centre, tuple(rows), notices=(*notices, *_standing_notices(profile)))


# The user's own values


def _check_confirmed(confirmed: frozenset[str]) -> None:
    for word in sorted(confirmed - set(CONFIRMATIONS)):
        raise TargetError(
            "confirmed",
            _("confirmed names {word!r}, expected any of: {confirmations}.").format(
                word=word, confirmations=", ".join(CONFIRMATIONS)
            ),
        )


def _with_band(span: Span) -> Span:
    """Magnesium with the upper end of its band, unless the user set a most: more than that is of no further use."""
    if span.least is None or span.most is not None or not span.least.amount:
        return span
    source = _("{share} % of what is to be reached, for variety; magnesium in food has no upper level (IOM 1997)")
    end = End(MAGNESIUM_BAND * span.least.amount, False, source.format(share=figure(100 * MAGNESIUM_BAND)))
    return replace(span, most=end)


# What to say


def _standing_notices(profile: Profile) -> list[str]:
    """What everybody, or everybody like this person, should know beside the numbers."""
    *first, last = NOT_COVERED
    notices = [
        _("The food tables do not hold {first} and {last}, so no plan counts them.").format(
            first=", ".join(first), last=last
        ),
    ]
    if "gastroparesis" not in profile.conditions:  # which keeps fibre low
        said = _("A plan rich in magnesium is rich in fibre: increase it slowly over some weeks, and drink enough.")
        notices.insert(0, said)
    notices += body_notices(profile)
    if profile.allergens:
        notices.append(BRANDS_DIFFER)
    if profile.diet == "vegan":
        notices.append(
            _(
                "Plant foods hold hardly any vitamin B12 or vitamin D: choose fortified foods for both, or ask a "
                "clinician about a supplement."
            )
        )
    if float(eer_row(profile)["kcal_per_week"]) > 0:  # the equation of the later two thirds of pregnancy
        notices.append(
            _(
                "What pregnancy adds to energy is judged from today's weight instead of the weight before it, and "
                "may be up to 250 kcal too low: ask your midwife or doctor which figure to use."
            )
        )
    return notices
