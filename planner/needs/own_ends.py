"""The user's own least and most in place of a table's."""

import math
from dataclasses import replace

from planner.foods.nutrients import BY_KEY, DERIVED, DERIVED_BY_KEY, ENERGY, MAGNESIUM, Nutrient
from planner.language.dates import short_day
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.reference_intakes import End, Span, said_amount
from planner.needs.targets import Own, OwnTarget, TargetError

LARGEST_OWN = 1e6  # an own value above this is a slip of the hand
OWN_SOURCE, CLINICIAN_SOURCE = _("your own value"), _("set by your clinician")


def own_source(own: Own) -> str:
    """Who set an own value: the user, or a clinician and on which day."""
    if isinstance(own, OwnTarget) and own.clinician is not None:
        return _("{who}, {date}").format(who=CLINICIAN_SOURCE, date=short_day(own.clinician))
    return OWN_SOURCE


def known_nutrient(key: str) -> Nutrient:
    nutrient = BY_KEY.get(key) or DERIVED_BY_KEY.get(key)
    if nutrient is None:
        raise TargetError(
            f"targets.{key}", _("targets names {key!r}, which is no nutrient the planner knows.").format(key=key)
        )
    return nutrient


def checked_own(key: str, value: Own) -> Own:
    """The own value, if it is one at all; whether it goes with the table is asked later."""
    match value:
        case None if key in (ENERGY.key, MAGNESIUM.key):
            label = BY_KEY[key].label
            raise TargetError(
                f"targets.{key}", _("{label} always has a target: give another value, not null.").format(label=label)
            )
        case OwnTarget(least=None, most=None):
            raise TargetError(f"targets.{key}", _("The target {key} says neither least nor most.").format(key=key))
        case OwnTarget(least=least, most=most):
            for amount in (least, most):
                if amount is not None:
                    _check_number(key, amount)
            if least is not None and most is not None and least > most:
                label = known_nutrient(key).label
                raise TargetError(
                    f"targets.{key}",
                    _("The target for {label} has a least of {least} above its most, {most}.").format(
                        label=label, least=figure(least), most=figure(most)
                    ),
                )
        case None:
            pass
        case number:
            _check_number(key, number)
    return value


def _check_number(key: str, value: object) -> None:
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan
    if not 0 <= number <= LARGEST_OWN:  # true for not-a-number and the infinities as well
        raise TargetError(
            f"targets.{key}",
            _("The target {key} is {value!r}, expected a number from 0 to {most}.").format(
                key=key, value=value, most=figure(LARGEST_OWN, ",.0f")
            ),
        )


def with_own(nutrient: Nutrient, span: Span, own: Own, alone: bool = False) -> tuple[Span, list[str]]:
    match own:
        case None:
            return _without_soft(nutrient, span)
        case OwnTarget(least=least, most=most):
            pass
        case number:
            least, most = number, None
    if least is not None and nutrient in DERIVED:
        raise TargetError(
            f"targets.{nutrient.key}",
            _("{label} has only a limit: give a most, not a least.").format(label=nutrient.label),
        )
    mine, notices = span, []
    if least is not None:
        hard = span.least is not None and span.least.hard
        mine = replace(mine, least=End(float(least), hard, own_source(own), own=True))
    if most is not None:
        if alone and least is None and span.least is not None:
            mine = replace(mine, least=None)
            said = _("{nutrient} has no amount to reach: only your own most, {most}, counts.")
            notices.append(said.format(nutrient=nutrient.label, most=said_amount(most, nutrient)))
        mine = replace(mine, most=End(float(most), True, own_source(own), own=True))
        if span.most and span.most.hard and most > span.most.amount:
            notices.append(
                _(
                    "Your own most for {nutrient}, {most}, is above the limit of {limit} ({source})."
                    " Ask a clinician before you use it."
                ).format(
                    nutrient=nutrient.label,
                    most=said_amount(most, nutrient),
                    limit=said_amount(span.most.amount, nutrient),
                    source=span.most.source,
                )
            )
    return _without_contradiction(nutrient, mine, notices)


def _without_soft(nutrient: Nutrient, span: Span) -> tuple[Span, list[str]]:
    """Only the hard ends, and a word where there was nothing soft to remove."""
    hard = Span(
        span.least if span.least and span.least.hard else None,
        span.most if span.most and span.most.hard else None,
    )
    if hard != span:
        return hard, []
    said = _("There is no goal for {nutrient} to remove: it had none.")
    if hard.most:
        said = _("There is no goal for {nutrient} to remove: its limit stays.")
    return hard, [said.format(nutrient=nutrient.label)]


def _without_contradiction(nutrient: Nutrient, span: Span, notices: list[str]) -> tuple[Span, list[str]]:
    """Let a soft end of the table give way to an own value it excludes.

    Raises:
        TargetError: if a hard end, or two own values, exclude each other.
    """
    least, most = span.least, span.most
    if not least or not most or least.amount <= most.amount:
        return span, notices
    for end, said, rest in (
        (
            least,
            _("{nutrient} at least {amount} is no longer a goal, because your own value excludes it."),
            replace(span, least=None),
        ),
        (
            most,
            _("{nutrient} at most {amount} is no longer a goal, because your own value excludes it."),
            replace(span, most=None),
        ),
    ):
        if not end.own and not end.hard:
            said = said.format(nutrient=nutrient.label, amount=said_amount(end.amount, nutrient))
            return rest, [*notices, said]
    raise TargetError(
        f"targets.{nutrient.key}",
        _(
            "{nutrient} cannot be at least {least} ({least_source}) and at most {most} ({most_source})."
            " Change your own value, or give both ends."
        ).format(
            nutrient=nutrient.label,
            least=said_amount(least.amount, nutrient),
            least_source=least.source,
            most=said_amount(most.amount, nutrient),
            most_source=most.source,
        ),
    )
