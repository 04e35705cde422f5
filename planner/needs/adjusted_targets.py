"""The targets a plan is made for: adjusted by the rules, refused or asked about where a rule says so."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from planner.foods.nutrients import ALL, BY_KEY, DERIVED, Nutrient
from planner.language.numbers import figure
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _
from planner.needs import medical_rules
from planner.needs.bodies import unusual_body
from planner.needs.day_targets import targets_for
from planner.needs.fibre_ramp import FIBRE, SOURCE, most_on
from planner.needs.meal_limits import meal_limits
from planner.needs.medical_rules import Advice, DayMost, Steady, applies, because
from planner.needs.own_ends import LARGEST_OWN
from planner.needs.profile import Profile
from planner.needs.reference_intakes import said_amount
from planner.needs.targets import (
    CONFIRMATIONS,
    UNUSUAL_BODY,
    Own,
    OwnTarget,
    Target,
    TargetError,
    Targets,
    UndecidedError,
)

RAMP = "fibre ramp"
VITAMIN_D = BY_KEY["vit_d_ug"]
LEFT_FOR_FOOD = 25.0  # [µg / day] of vitamin D that no supplement takes away from food; this planner's own choice
_ORDER = {nutrient: place for place, nutrient in enumerate((*ALL, *DERIVED))}


def _refusing(profile: Profile, confirmed: frozenset[str]) -> tuple[Advice, ...]:
    """The rules for which no plan is made, all of those that wait for the first one's confirmation."""
    every = [rule for rule in medical_rules.read_rules().refusals if rule.holds_for(profile)]
    open_ones = [rule for rule in every if rule.confirmation not in confirmed]
    return tuple(rule for rule in open_ones if rule.confirmation == open_ones[0].confirmation)


def confirmations_needed(profile: Profile, own: Mapping[str, Own]) -> Mapping[str, str]:
    """What must be confirmed before a plan is made: each word for the document's "confirmed", with the reason.

    Own values that cannot stand at all are not asked about here.
    """
    needed: dict[str, str] = {}
    while True:
        try:
            targets_of(profile, own, frozenset(needed))
        except TargetError as error:
            if not error.confirmation:
                return MappingProxyType(needed)
            needed[error.confirmation] = error.why
        else:
            return MappingProxyType(needed)


def targets_of(
    profile: Profile,
    own: Mapping[str, Own],
    confirmed: frozenset[str] = frozenset(),
    first_day: date | None = None,
) -> Targets:
    """The targets a plan is made for and audited by: those of ``targets_for``, adjusted.

    ``first_day`` is the date of the plan's first day, where it has one: all its days are planned for the targets of
    that day, which matters where fibre rises by the week.

    Raises:
        TargetError: as ``targets_for``, and where a rule refuses a plan.
        UndecidedError: where an own number does not say whether it is at most or at least, and must.
    """
    open_ones = undecided(profile, own)
    decided = {key: value for key, value in own.items() if key not in open_ones}
    targets = targets_for(profile, decided, confirmed, asked(profile))
    if refusing := _refusing(profile, confirmed):
        said = " ".join(rule.said_to(profile) for rule in refusing)
        raise TargetError("confirmed", said, refusing[0].confirmation)
    if UNUSUAL_BODY not in confirmed and (said := unusual_body(profile)):
        raise TargetError("confirmed", said, UNUSUAL_BODY)
    if open_ones:
        raise _undecided_error(open_ones)
    mosts = {key for key, value in decided.items() if isinstance(value, OwnTarget) and value.most is not None}
    return adjusted(profile, targets, first_day, frozenset(mosts))


def asked(profile: Profile) -> frozenset[str]:
    """The keys of the nutrients of which an own number must say whether it is at most or at least."""
    return frozenset(
        key for rule in medical_rules.read_rules().asks if applies(rule.when, profile) for key in rule.nutrients
    )


def undecided(profile: Profile, own: Mapping[str, Own]) -> Mapping[str, float]:
    """The own numbers that must say whether they are at most or at least, and do not [nutrient.unit / day]."""
    keys = asked(profile)
    return {
        key: value
        for key, value in own.items()
        if key in keys and isinstance(value, int | float) and 0 <= value <= LARGEST_OWN
    }


def _undecided_error(numbers: Mapping[str, float]) -> UndecidedError:
    ways = "; ".join(
        _('"{key}": {{"least": {number}}} or "{key}": {{"most": {number}}}').format(key=key, number=f"{number:.12g}")
        for key, number in numbers.items()
    )
    said = _(
        "With your condition a number alone does not say whether it is an amount to reach or one not to pass."
        " Write what your clinician meant: {ways}."
    )
    named = [f"{inside(BY_KEY[key].label)} ({figure(number)} {BY_KEY[key].unit})" for key, number in numbers.items()]
    asking = _(
        "Say of {nutrients} whether your clinician meant at most or at least. The profile asks it under Targets."
    )
    return UndecidedError(
        f"targets.{next(iter(numbers))}", said.format(ways=ways), why=asking.format(nutrients=in_a_row(named))
    )


def adjusted(
    profile: Profile, targets: Targets, first_day: date | None = None, own_mosts: frozenset[str] = frozenset()
) -> Targets:
    """The targets with a hard band, the same every day, on what must stay steady, and a hard most on what must not
    be much; all others as they are.

    The centre of a band is the user's own least, else the table's recommended amount; it moves down where a most
    would be passed. A least and a most of the user's own are the band. A most of the user's own, which ``own_mosts``
    name by nutrient, stands in place of a rule's; the most that the tables set beside an own least does not.

    Raises:
        TargetError: where the user's own least is above a rule's most.
    """
    rows = [_beside_supplement(row, profile.vitamin_d_ug) for row in targets.all]
    for most in medical_rules.read_rules().mosts:
        if applies(most.when, profile):
            rows = _with_most(most, profile, rows, own_mosts)
    if (ramp := ramp_of(profile, first_day)) is not None:
        rows = _with_most(ramp, profile, rows, own_mosts)
    for rule in medical_rules.read_rules().steady:
        if applies(rule.when, profile):
            rows = [row for row in rows if row.nutrient != rule.nutrient or not row.hard]
            rows.append(_band(rule, profile, targets))
    ordered = tuple(sorted(rows, key=lambda row: _ORDER[row.nutrient]))
    limits = meal_limits(profile, targets.energy_kcal)
    return replace(targets, all=ordered, meals=limits, snacks=profile.snacks)


def _beside_supplement(row: Target, taken: float | None) -> Target:
    """What food is asked for where vitamin D is taken as well: the ends of the tables are those of both together.

    However much is taken, food may hold what a day with fish and eggs has; the notices say where both may be too much.
    """
    if taken is None or row.nutrient != VITAMIN_D or row.own:
        return row
    said = _("{source}; {amount} of it from your supplement, the rest from food")
    source = said.format(source=row.source, amount=said_amount(taken, VITAMIN_D))
    least = max(0.0, row.least - taken) if row.least is not None else None
    most = min(row.most, max(LEFT_FOR_FOOD, row.most - taken)) if row.most is not None else None
    return replace(row, least=least, most=most, source=source)


def ramp_of(profile: Profile, first_day: date | None) -> DayMost | None:
    """The most fibre of a plan that begins on this day, where it rises slowly and is still held back."""
    most = most_on(profile.fibre_ramp, first_day) if profile.fibre_ramp is not None else None
    return DayMost(RAMP, FIBRE, SOURCE, amount=most) if most is not None else None


def most_of(rule: DayMost, profile: Profile) -> float:
    """What no day may pass by the rule [nutrient.unit / day]."""
    if rule.amount is not None:
        return rule.amount
    return (rule.times or 0.0) * _recommended(profile, rule.nutrient)


def _recommended(profile: Profile, nutrient: Nutrient) -> float:
    return targets_for(profile, {}, frozenset(CONFIRMATIONS)).least(nutrient) or 0.0


def _with_most(rule: DayMost, profile: Profile, rows: list[Target], own_mosts: frozenset[str]) -> list[Target]:
    """The rows with the rule's most as a hard one, unless the user set a most or one is smaller already."""
    nutrient, most = rule.nutrient, most_of(rule, profile)
    about = [row for row in rows if row.nutrient == nutrient]
    stands = nutrient.key in own_mosts
    if any(row.most is not None and ((row.own and stands) or (row.hard and row.most <= most)) for row in about):
        return rows
    least = max((row.least for row in about if row.own and row.least is not None), default=0.0)
    if least > most and rule.when != RAMP:  # a goal of one's own waits until fibre has risen to it
        said = _(
            "{nutrient} cannot be at least {least} (your own value) and at most {most} (because of {when}). Ask your"
            " clinician, and give both ends."
        )
        raise TargetError(
            f"targets.{nutrient.key}",
            said.format(
                nutrient=nutrient.label,
                least=said_amount(least, nutrient),
                most=said_amount(most, nutrient),
                when=because(rule.when, profile),
            ),
        )
    source = _("{when}: at most {most} every day; {source}").format(
        when=because(rule.when, profile), most=said_amount(most, nutrient), source=rule.source
    )
    kept: list[Target] = []
    for row in rows:
        if row.nutrient != nutrient or not row.hard:
            kept.append(_soft_within(row, most) if row.nutrient == nutrient else row)
    held = max((row.least for row in about if row.hard and row.least is not None), default=None)
    return [*kept, Target(nutrient, held, most, True, source)]


def _soft_within(row: Target, most: float) -> Target:
    """A goal that the hard most leaves room for."""
    return replace(row, least=None if row.least is None else min(row.least, most))


def _band(rule: Steady, profile: Profile, targets: Targets) -> Target:
    nutrient, most = rule.nutrient, targets.most(rule.nutrient)
    own = [row for row in targets.of(nutrient) if row.own]
    own_least = max((row.least for row in own if row.least), default=None)
    if own_least is not None and most is not None and any(row.most is not None for row in own):
        said = _("{when}: your own values, the same every day; {source}")
        source = said.format(when=because(rule.when, profile), source=rule.source)
        return Target(nutrient, own_least, most, True, source, own=True)
    centre = own_least or _recommended(profile, nutrient)
    if most is not None:
        centre = min(centre, most / (1 + rule.share))
    source = _("{when}: within {share} % of {centre} every day; {source}").format(
        when=because(rule.when, profile),
        share=figure(100 * rule.share),
        centre=f"{figure(centre)} {nutrient.unit}",
        source=rule.source,
    )
    return Target(nutrient, centre * (1 - rule.share), centre * (1 + rule.share), True, source, own=bool(own))
