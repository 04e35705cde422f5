"""From a profile to what it needs: the recommended amounts, limits and energy of one day, each with its source.

The figures are the rows of ``data/dri.csv``, ``data/eer.csv`` and ``data/amdr.csv``: NASEM's, and EFSA's where a row
names it.
"""

import csv
import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from planner.foods.nutrients import ALL, BY_KEY, DERIVED, DERIVED_BY_KEY, ENERGY, MAGNESIUM, NOT_COVERED, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.profile import BRANDS_DIFFER, Profile

CONFIRMATIONS = ("low energy", "clinician set the targets")  # what a document may say under "confirmed"
LOW_ENERGY, CLINICIAN_SET_THE_TARGETS = CONFIRMATIONS

ENERGY_LEAST, ENERGY_MOST = 0.97, 1.03  # of the centre: a day's energy stays within 3 %
LOWEST_ENERGY = {"female": 1200.0, "male": 1500.0}  # [kcal / day] less only when a clinician asked for it
UNDERWEIGHT, OVERWEIGHT, OBESE = 18.5, 25.0, 30.0  # [kg / m²] where the classes of the body mass index begin or end
MOST_FIBRE = 20.0  # [g / 1,000 kcal] the planner's own comfort limit, well above the 14 g the AI was derived from
LARGEST_OWN = 1e6  # an own value above this is a slip of the hand


OWN_SOURCE = _("your own value")


class TargetError(ValueError):
    """An own value that cannot stand. ``key`` is the document's, the text is a sentence for the user.

    Where a word under "confirmed" would let it stand, ``confirmation`` is that word and ``why`` the sentence for
    somebody who is asked to confirm it.
    """

    def __init__(self, key: str, sentence: str, confirmation: str = "", why: str = "") -> None:
        super().__init__(sentence)
        self.key = key
        self.confirmation = confirmation
        self.why = why or sentence


class UndecidedError(TargetError):
    """Own numbers of which the user must first say whether they are at most or at least.

    The text names the two ways to write each, ``why`` is for somebody who sits before the window.
    """


@dataclass(frozen=True, slots=True)
class OwnTarget:
    """What the user wrote in place of either end of a target; the end that is None stays the table's."""

    least: float | None = None  # [nutrient.unit / day]
    most: float | None = None  # [nutrient.unit / day]


Own = float | OwnTarget | None


@dataclass(frozen=True, slots=True)
class Target:
    """How much of one nutrient a day should hold, if soft, or must hold, if hard.

    A nutrient has at most one soft and one hard target: calcium should reach its RDA and must stay under its limit.
    ``own`` says that at least one end is the user's.
    """

    nutrient: Nutrient
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day]
    hard: bool
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets of one person's day, in the order of the nutrients, soft before hard."""

    energy_kcal: float  # [kcal / day] the centre of the energy band
    all: tuple[Target, ...]
    notices: tuple[str, ...] = ()  # sentences for the user

    @property
    def hard(self) -> tuple[Target, ...]:
        return tuple(target for target in self.all if target.hard)

    @property
    def soft(self) -> tuple[Target, ...]:
        return tuple(target for target in self.all if not target.hard)

    @property
    def limits_on_derived(self) -> tuple[Target, ...]:
        """The targets on preformed vitamin A and added folic acid, which are computed and not a column."""
        return tuple(target for target in self.all if target.nutrient in DERIVED)

    def of(self, nutrient: Nutrient) -> tuple[Target, ...]:
        return tuple(target for target in self.all if target.nutrient == nutrient)

    def least(self, nutrient: Nutrient) -> float | None:
        """[nutrient.unit / day]"""
        return max((target.least for target in self.of(nutrient) if target.least is not None), default=None)

    def most(self, nutrient: Nutrient) -> float | None:
        """[nutrient.unit / day]"""
        return min((target.most for target in self.of(nutrient) if target.most is not None), default=None)


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
    wishes = {_known(key): _checked(key, value) for key, value in own.items()}
    energy, centre, notices = _energy(profile, wishes, confirmed)
    table = _table(profile, energy.least or 0.0, centre)
    rows = [energy]
    for nutrient in (*ALL, *DERIVED):
        if nutrient == ENERGY:
            continue
        span = table.get(nutrient, _Span())
        if nutrient in wishes:
            span, said = _with_own(nutrient, span, wishes[nutrient], nutrient.key in alone)
            notices += said
        rows += _rows(nutrient, span)
    return Targets(centre, tuple(rows), notices=(*notices, *_standing_notices(profile)))


def limit_notes(profile: Profile, nutrient: Nutrient) -> tuple[str, ...]:
    """What the table says of the upper limits of a nutrient: to what they apply, above all where that is not food."""
    return tuple(
        f"{row['ul_kind']} {figure(float(row['ul']), ',g')} {nutrient.unit}: {row['ul_note']} ({row['source']})"
        for row in _read("dri.csv")
        if row["nutrient"] == nutrient.key and row["ul_note"] and _fits(row, profile)
    )


def energy_need(profile: Profile) -> float:
    """The estimated energy requirement [kcal / day] by the equations of NASEM 2023 (doi 10.17226/26818).

    Pregnancy adds nothing in weeks 1 to 13: NASEM gives an equation of its own only for the second and third
    trimester. From week 14 that equation grows with the week, and adds the energy laid down by class of body mass
    index. NASEM means the weight before pregnancy there; a profile holds today's, so the class is judged from
    that. Lactation adds what the milk takes, less what the body gives up in the first half year (540 - 140), then
    380; NASEM ends at 12 months, and the planner keeps the 380 to the 24th.
    """
    row = _eer_row(profile)
    count = profile.gestation_week if profile.life_stage == "pregnancy" else 0
    return (
        float(row["kcal"])
        + float(row["kcal_per_year"]) * profile.age_years
        + float(row["kcal_per_cm"]) * profile.height_cm
        + float(row["kcal_per_kg"]) * profile.weight_kg
        + float(row["kcal_per_week"]) * (count or 0)
        + float(row[f"add_{_weight_class(profile.bmi)}_kcal"])
    )


# The tables


@cache
def _read(name: str) -> tuple[dict[str, str], ...]:
    text = files("planner").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def _fits(row: Mapping[str, str], profile: Profile) -> bool:
    return (
        row["sex"] == profile.sex
        and row["life_stage"] == profile.life_stage
        and int(row["age_from"]) <= profile.age_years <= int(row["age_to"])
    )


def _eer_row(profile: Profile) -> Mapping[str, str]:
    count = profile.gestation_week if profile.life_stage == "pregnancy" else profile.months_since_birth
    for row in _read("eer.csv"):
        if not _fits(row, profile) or row["activity"] != profile.activity:
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


# One end of a target, before both become rows


@dataclass(frozen=True, slots=True)
class _End:
    amount: float  # [nutrient.unit / day]
    hard: bool
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class _Span:
    """Both ends of what one nutrient needs; an absent end is None."""

    least: _End | None = None
    most: _End | None = None


def _table(profile: Profile, energy_least: float, energy_centre: float) -> dict[Nutrient, _Span]:
    """What the tables say, the strictest of several figures first named in its source.

    Shares of energy are taken of its centre; only saturated fat, being hard, of its low end.
    """
    least: dict[Nutrient, list[_End]] = {}
    most: dict[Nutrient, list[_End]] = {}
    for row in _read("dri.csv"):
        if not _fits(row, profile):
            continue
        nutrient = BY_KEY.get(row["nutrient"]) or DERIVED_BY_KEY[row["nutrient"]]
        if row["least"]:
            least.setdefault(nutrient, []).append(_recommended(row, nutrient, profile))
        if row["limit_applies_to_food"] == "yes":
            most.setdefault(nutrient, []).append(_End(float(row["ul"]), True, f"{row['ul_kind']}, {row['source']}"))
    for row in _read("amdr.csv"):
        nutrient, hard = BY_KEY[row["nutrient"]], row["hard"] == "yes"
        energy = energy_least if hard else energy_centre
        if row["least_percent"]:
            least.setdefault(nutrient, []).append(_share(row, "least_percent", energy, hard))
        if row["most_percent"]:
            most.setdefault(nutrient, []).append(_share(row, "most_percent", energy, hard))
    fibre = BY_KEY["fiber_g"]
    most[fibre] = [_End(MOST_FIBRE * energy_centre / 1000, False, _comfort())]
    return {
        nutrient: _in_order(
            _strictest(nutrient, least.get(nutrient, []), largest=True),
            _strictest(nutrient, most.get(nutrient, []), largest=False),
        )
        for nutrient in {**least, **most}
    }


def _comfort() -> str:
    return _("{grams} g per {energy} kcal, for comfort").format(grams=figure(MOST_FIBRE), energy=figure(1000, ","))


def _recommended(row: Mapping[str, str], nutrient: Nutrient, profile: Profile) -> _End:
    """The RDA or AI of one row; protein has a second one for each kilogram of body weight."""
    amount, source = float(row["least"]), f"{row['kind']}, {row['source']}"
    if row["unit"] == "g / kg":
        amount, source = (
            amount * profile.weight_kg,
            _("{source}, {amount} g per kg of body weight").format(source=source, amount=figure(amount)),
        )
    return _End(amount, nutrient == MAGNESIUM, source)


def _share(row: Mapping[str, str], side: str, energy: float, hard: bool) -> _End:
    said = _("{source}, {share} % of energy")
    if hard:
        said = _("{source}, {share} % of energy, taken of the lowest energy a day may have")
    source = said.format(source=row["source"], share=row[side])
    return _End(float(row[side]) / 100 * energy / float(row["kcal_per_g"]), hard, source)


def _strictest(nutrient: Nutrient, ends: list[_End], largest: bool) -> _End | None:
    """The end that holds when all do; all are named in its source."""
    if not ends:
        return None
    ranked = sorted(ends, key=lambda end: end.amount, reverse=largest)
    if len(ranked) == 1:
        return ranked[0]
    named = "; ".join(f"{_amount(end.amount, nutrient)} ({end.source})" for end in ranked)
    said = _("largest of {ends}") if largest else _("smallest of {ends}")
    return replace(ranked[0], source=said.format(ends=named))


def _in_order(least: _End | None, most: _End | None) -> _Span:
    """Raise a soft most to the recommended amount, which passes a share of energy where energy is low."""
    if least and most and not most.hard and most.amount < least.amount:
        most = replace(
            most, amount=least.amount, source=_("{source}, raised to the recommended amount").format(source=most.source)
        )
    return _Span(least, most)


def _rows(nutrient: Nutrient, span: _Span) -> list[Target]:
    """One target where both ends are equally hard, else one for each end, the soft one first."""
    least, most = span.least, span.most
    if least and most and least.hard == most.hard:
        own = least.own or most.own
        mixed = _("at least: {least}; at most: {most}").format(least=least.source, most=most.source)
        source = least.source if least.source == most.source else mixed
        return [Target(nutrient, least.amount, most.amount, least.hard, source, own)]
    rows = []
    if least:
        rows.append(Target(nutrient, least.amount, None, least.hard, least.source, least.own))
    if most:
        rows.append(Target(nutrient, None, most.amount, most.hard, most.source, most.own))
    return sorted(rows, key=lambda target: target.hard)


# The user's own values


def _check_confirmed(confirmed: frozenset[str]) -> None:
    for word in sorted(confirmed - set(CONFIRMATIONS)):
        raise TargetError(
            "confirmed",
            _("confirmed names {word!r}, expected any of: {confirmations}.").format(
                word=word, confirmations=", ".join(CONFIRMATIONS)
            ),
        )


def _known(key: str) -> Nutrient:
    nutrient = BY_KEY.get(key) or DERIVED_BY_KEY.get(key)
    if nutrient is None:
        raise TargetError(
            f"targets.{key}", _("targets names {key!r}, which is no nutrient the planner knows.").format(key=key)
        )
    return nutrient


def _checked(key: str, value: Own) -> Own:
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
                label = _known(key).label
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


def _with_own(nutrient: Nutrient, span: _Span, own: Own, alone: bool = False) -> tuple[_Span, list[str]]:
    match own:
        case None:
            return _without_soft(nutrient, span)
        case OwnTarget(least, most):
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
        mine = replace(mine, least=_End(float(least), hard, OWN_SOURCE, own=True))
    if most is not None:
        if alone and least is None and span.least is not None:
            mine = replace(mine, least=None)
            said = _("{nutrient} has no amount to reach: only your own most, {most}, counts.")
            notices.append(said.format(nutrient=nutrient.label, most=_amount(most, nutrient)))
        mine = replace(mine, most=_End(float(most), True, OWN_SOURCE, own=True))
        if span.most and span.most.hard and most > span.most.amount:
            notices.append(
                _(
                    "Your own most for {nutrient}, {most}, is above the limit of {limit} ({source})."
                    " Ask a clinician before you use it."
                ).format(
                    nutrient=nutrient.label,
                    most=_amount(most, nutrient),
                    limit=_amount(span.most.amount, nutrient),
                    source=span.most.source,
                )
            )
    return _without_contradiction(nutrient, mine, notices)


def _without_soft(nutrient: Nutrient, span: _Span) -> tuple[_Span, list[str]]:
    """Only the hard ends, and a word where there was nothing soft to remove."""
    hard = _Span(
        span.least if span.least and span.least.hard else None,
        span.most if span.most and span.most.hard else None,
    )
    if hard != span:
        return hard, []
    said = _("There is no goal for {nutrient} to remove: it had none.")
    if hard.most:
        said = _("There is no goal for {nutrient} to remove: its limit stays.")
    return hard, [said.format(nutrient=nutrient.label)]


def _without_contradiction(nutrient: Nutrient, span: _Span, notices: list[str]) -> tuple[_Span, list[str]]:
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
            said = said.format(nutrient=nutrient.label, amount=_amount(end.amount, nutrient))
            return rest, [*notices, said]
    raise TargetError(
        f"targets.{nutrient.key}",
        _(
            "{nutrient} cannot be at least {least} ({least_source}) and at most {most} ({most_source})."
            " Change your own value, or give both ends."
        ).format(
            nutrient=nutrient.label,
            least=_amount(least.amount, nutrient),
            least_source=least.source,
            most=_amount(most.amount, nutrient),
            most_source=most.source,
        ),
    )


def _energy(
    profile: Profile, wishes: Mapping[Nutrient, Own], confirmed: frozenset[str]
) -> tuple[Target, float, list[str]]:
    """The energy target, its centre [kcal / day], and what to say about it.

    An own band (:class:`OwnTarget`) has its centre in the middle; the end it leaves out is the one worked out.
    """
    need = energy_need(profile)
    source = _("EER, {source}, within 3 %").format(source=_eer_row(profile)["source"])
    least, most = ENERGY_LEAST * need, ENERGY_MOST * need
    match wishes.get(ENERGY):
        case None:
            centre = need
            target = Target(ENERGY, least, most, True, source)
        case OwnTarget() as band:
            ends = _Span(_End(least, True, source), _End(most, True, source))
            (target,) = _rows(ENERGY, _with_own(ENERGY, ends, band)[0])
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


# What to say


def _standing_notices(profile: Profile) -> list[str]:
    """What everybody, or everybody like this person, should know beside the numbers."""
    *first, last = NOT_COVERED
    notices = [
        _("A plan rich in magnesium is rich in fibre: increase it slowly over some weeks, and drink enough."),
        _("The food tables do not hold {first} and {last}, so no plan counts them.").format(
            first=", ".join(first), last=last
        ),
    ]
    if profile.allergens:
        notices.append(BRANDS_DIFFER)
    if profile.diet == "vegan":
        notices.append(
            _(
                "Plant foods hold hardly any vitamin B12 or vitamin D: choose fortified foods for both, or ask a "
                "clinician about a supplement."
            )
        )
    if float(_eer_row(profile)["kcal_per_week"]) > 0:  # the equation of the later two thirds of pregnancy
        notices.append(
            _(
                "What pregnancy adds to energy is judged from today's weight instead of the weight before it, and "
                "may be up to 250 kcal too low: ask your midwife or doctor which figure to use."
            )
        )
    return notices


def _amount(amount: float, nutrient: Nutrient) -> str:
    """An amount for a sentence, such as "1,000 mg"."""
    return f"{figure(round(amount, 2 if amount < 10 else 1), ',.10g')} {nutrient.unit}"
