"""What conditions, medicines and life stages change: foods left out or limited, steady amounts, refusals, notices.

The rules are the entries of ``data/rules.toml``, each with its source; this module only applies them. It knows neither
plans nor models, so that both can ask it.
"""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Protocol

from planner.foods.food import Food
from planner.foods.nutrients import ALL, BY_KEY, DERIVED, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.needs.profile import CONDITIONS, LIFE_STAGES, Profile
from planner.needs.profile_words import in_words
from planner.needs.targets import CONFIRMATIONS, Own, Target, TargetError, Targets, targets_for

FORTIFIED = (BY_KEY["vit_b12_ug"], BY_KEY["vit_d_ug"])  # what a plan may reach only with fortified foods (domain.md)
REACHED = 0.995  # of a target; what is missing then does not show in the figures
_ORDER = {nutrient: place for place, nutrient in enumerate((*ALL, *DERIVED))}


class Amount(Protocol):
    """A total as plans have it [nutrient.unit]; ``at_least`` when it is unknown for some food."""

    @property
    def amount(self) -> float: ...

    @property
    def at_least(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Foods:
    """The foods a rule means: by their class or flag, or because an amount of one of these nutrients is unknown."""

    kind: str
    words: frozenset[str]

    def hold(self, food: Food) -> bool:
        match self.kind:
            case "mercury":
                return food.mercury in self.words
            case "oxalate":
                return food.oxalate in self.words
            case "flags":
                return not food.flags.isdisjoint(self.words)
            case "unknown":
                asked = [BY_KEY[key] for key in self.words]
                return any(nutrient not in food.amounts or nutrient in food.partial for nutrient in asked)
            case _:
                raise ValueError(f"{self.kind!r} says nothing of a food")


@dataclass(frozen=True, slots=True)
class Ban:
    """Foods that are left out, and the sentence that says so beside each."""

    when: str
    foods: Foods
    name: str
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class PortionLimit:
    """At most ``most`` portions of some foods in any ``days`` days running.

    A portion is what one meal has of one food or dish, whatever its size.
    """

    id: str
    when: str
    foods: Foods
    name: str
    most: int  # [portions / days]
    days: int
    source: str

    @property
    def reason(self) -> str:
        said = ngettext(
            "Because of {when}, a plan has at most {most} portion in any {days} days of {foods}.",
            "Because of {when}, a plan has at most {most} portions in any {days} days of {foods}.",
            self.most,
        )
        if self.days == 1:
            said = ngettext(
                "Because of {when}, a plan has at most {most} portion a day of {foods}.",
                "Because of {when}, a plan has at most {most} portions a day of {foods}.",
                self.most,
            )
        return said.format(when=in_words(self.when), most=self.most, days=self.days, foods=self.name)


@dataclass(frozen=True, slots=True)
class Steady:
    """A nutrient of which every day holds about the same: within ``share`` of one centre."""

    when: str
    nutrient: Nutrient
    share: float
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """A sentence said beside every plan, or in place of one until the document has the ``confirmation``.

    The table's targets for the ``general`` nutrients are for healthy people only.
    """

    when: str
    sentence: str
    source: str
    confirmation: str = ""
    general: Sequence[str] = ()  # keys of nutrients


@dataclass(frozen=True, slots=True)
class MedicineNote:
    """What to ask a pharmacist about one kind of medicine, for the window to show. It changes no plan."""

    name: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Rules:
    """All of a rules file, in its order."""

    bans: tuple[Ban, ...]
    limits: tuple[PortionLimit, ...]
    steady: tuple[Steady, ...]
    refusals: tuple[Advice, ...]
    advice: tuple[Advice, ...]
    medicines: tuple[MedicineNote, ...]


@cache
def read_rules() -> Rules:
    """The rules the product ships; a rule without a source is a TypeError."""
    text = files("planner").joinpath("data", "rules.toml").read_text(encoding="utf-8")
    data: dict[str, list[dict[str, Any]]] = tomllib.loads(text)
    return Rules(
        bans=tuple(Ban(**row | {"foods": _foods(row)}) for row in data["ban"]),
        limits=tuple(PortionLimit(**row | {"foods": _foods(row)}) for row in data["limit"]),
        steady=tuple(Steady(**row | {"nutrient": BY_KEY[row["nutrient"]]}) for row in data["steady"]),
        refusals=tuple(Advice(**row) for row in data["refusal"]),
        advice=tuple(Advice(**row) for row in data["advice"]),
        medicines=tuple(MedicineNote(**row) for row in data["medicine"]),
    )


def _foods(row: Mapping[str, Any]) -> Foods:
    ((kind, words),) = row["foods"].items()
    return Foods(kind, frozenset(words))


def why_banned(profile: Profile, food: Food) -> str | None:
    """Why a rule leaves the food out, None when none does."""
    return next((ban.reason for ban in read_rules().bans if _applies(ban.when, profile) and ban.foods.hold(food)), None)


def banned(profile: Profile, foods: Iterable[Food]) -> Mapping[str, str]:
    """The ids of the foods that a rule leaves out, each with its reason."""
    reasons = ((food.id, why_banned(profile, food)) for food in foods)
    return MappingProxyType({food_id: reason for food_id, reason in reasons if reason is not None})


def limits(profile: Profile) -> tuple[PortionLimit, ...]:
    """The limits on portions that hold for the profile."""
    return tuple(limit for limit in read_rules().limits if _applies(limit.when, profile))


def broken_limits(days: Mapping[int, Sequence[Food]], profile: Profile) -> tuple[str, ...]:
    """The limits a plan breaks; ``days`` holds the food of each of its portions, by day."""
    wrong = []
    for limit in limits(profile):
        for last in sorted(days):
            window = range(last - limit.days + 1, last + 1)
            count = sum(limit.foods.hold(food) for day in window for food in days.get(day, ()))
            if count > limit.most:
                when = f"day {last}" if limit.days == 1 else f"the {limit.days} days to day {last}"
                wrong.append(f"{when}: {count} portions of {limit.name}, expected at most {limit.most}")
    return tuple(wrong)


def refusal(profile: Profile, confirmed: frozenset[str]) -> str | None:
    """The sentence that says why no plan is made, None when one may be."""
    rule = _refusing(profile, confirmed)
    return None if rule is None else rule.sentence


def _refusing(profile: Profile, confirmed: frozenset[str]) -> Advice | None:
    for rule in read_rules().refusals:
        if _applies(rule.when, profile) and rule.confirmation not in confirmed:
            return rule
    return None


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


def targets_of(profile: Profile, own: Mapping[str, Own], confirmed: frozenset[str] = frozenset()) -> Targets:
    """The targets a plan is made for and audited by: those of ``targets_for``, adjusted.

    Raises:
        TargetError: as ``targets_for``, and where a rule refuses a plan.
    """
    targets = targets_for(profile, own, confirmed)
    if (rule := _refusing(profile, confirmed)) is not None:
        raise TargetError("confirmed", rule.sentence, rule.confirmation)
    return adjusted(profile, targets)


def adjusted(profile: Profile, targets: Targets) -> Targets:
    """The targets with a hard band, the same every day, on what must stay steady; all others as they are.

    The centre of a band is the user's own least, else the table's recommended amount; it moves down where a most
    would be passed. A least and a most of the user's own are the band.
    """
    rows = list(targets.all)
    for rule in read_rules().steady:
        if _applies(rule.when, profile):
            rows = [row for row in rows if row.nutrient != rule.nutrient or not row.hard]
            rows.append(_band(rule, profile, targets))
    return replace(targets, all=tuple(sorted(rows, key=lambda row: _ORDER[row.nutrient])))


def _band(rule: Steady, profile: Profile, targets: Targets) -> Target:
    nutrient, most = rule.nutrient, targets.most(rule.nutrient)
    own = [row for row in targets.of(nutrient) if row.own]
    own_least = max((row.least for row in own if row.least), default=None)
    if own_least is not None and most is not None and any(row.most is not None for row in own):
        said = _("{when}: your own values, the same every day; {source}")
        source = said.format(when=in_words(rule.when), source=rule.source)
        return Target(nutrient, own_least, most, True, source, own=True)
    centre = own_least or targets_for(profile, {}, frozenset(CONFIRMATIONS)).least(nutrient) or 0.0
    if most is not None:
        centre = min(centre, most / (1 + rule.share))
    source = _("{when}: within {share} % of {centre} every day; {source}").format(
        when=in_words(rule.when),
        share=figure(100 * rule.share),
        centre=f"{figure(centre)} {nutrient.unit}",
        source=rule.source,
    )
    return Target(nutrient, centre * (1 - rule.share), centre * (1 + rule.share), True, source, own=bool(own))


def _applies(when: str, profile: Profile) -> bool:
    return when in profile.conditions or when == profile.life_stage


def notices(
    profile: Profile, targets: Targets, foods: Collection[Food], days: Sequence[Mapping[Nutrient, Amount]]
) -> tuple[str, ...]:
    """What each rule did, and what a plan does not reach without fortified foods.

    ``targets`` are the adjusted ones, ``foods`` those that diet and allergens allow, ``days`` the totals of each day
    of the plan, none if there is no plan.
    """
    said: list[str] = []
    for when in (*LIFE_STAGES, *CONDITIONS):
        if _applies(when, profile):
            said += _said_of_foods(when, foods)
            said += _said_of_amounts(when, targets, days)
            said += [advice.sentence for advice in read_rules().advice if advice.when == when]
    # Vegans hear of fortified foods from their targets already.
    advised = profile.diet != "vegan"
    for nutrient in FORTIFIED if days else ():
        said += _said_of_reach(nutrient, targets.least(nutrient) or 0.0, [day[nutrient] for day in days], advised)
    return tuple(said)


def _said_of_foods(when: str, foods: Collection[Food]) -> Iterator[str]:
    bans = [ban for ban in read_rules().bans if ban.when == when and any(ban.foods.hold(food) for food in foods)]
    count = sum(any(ban.foods.hold(food) for ban in bans) for food in foods)
    if count:
        said = ngettext(
            "Because of {when}, {count} food is left out: {foods}.",
            "Because of {when}, {count} foods are left out: {foods}.",
            count,
        )
        yield said.format(when=in_words(when), count=count, foods="; ".join(ban.name for ban in bans))
    for limit in read_rules().limits:
        if limit.when == when and any(limit.foods.hold(food) for food in foods):
            yield limit.reason


def _said_of_amounts(when: str, targets: Targets, days: Sequence[Mapping[Nutrient, Amount]]) -> Iterator[str]:
    for rule in read_rules().steady:
        for band in targets.of(rule.nutrient):
            if rule.when == when and band.hard:
                yield _band_sentence(when, band, [day[rule.nutrient].amount for day in days])
    for advice in read_rules().advice:
        asked = (BY_KEY[key] for key in advice.general if advice.when == when)
        general = [_in_words(nutrient) for nutrient in asked if not any(row.own for row in targets.of(nutrient))]
        if general:
            said = _(
                "The targets for {nutrients} are those of healthy people: with {when}, enter what your clinician set."
            )
            yield said.format(nutrients=_listed(general), when=in_words(when))


def _band_sentence(when: str, band: Target, amounts: Sequence[float]) -> str:
    said = _("Because of {when}, {nutrient} stays between {least} and {most} {unit} every day.")
    held = sorted({f"{amount:.0f}" for amount in (min(amounts), max(amounts))}, key=float) if amounts else []
    if held:
        said = _(
            "Because of {when}, {nutrient} stays between {least} and {most} {unit} every day;"
            " this plan has {held} {unit}."
        )
    return said.format(
        when=in_words(when),
        nutrient=_in_words(band.nutrient),
        least=f"{band.least or 0:.0f}",
        most=f"{band.most or 0:.0f}",
        unit=band.nutrient.unit,
        held=_("{least} to {most}").format(least=held[0], most=held[-1]) if len(held) > 1 else "".join(held),
    )


def _said_of_reach(nutrient: Nutrient, least: float, amounts: Sequence[Amount], advised: bool) -> Iterator[str]:
    """How far the average day reaches, where it does not, with the advice that goes with it where ``advised``."""
    average = sum(total.amount for total in amounts) / len(amounts)
    if average < REACHED * least:
        said = _("{nutrient} reaches {share} of its target, {amount} of {least} {unit} a day.")
        if any(total.at_least for total in amounts):
            said = _("{nutrient} reaches at least {share} of its target, {amount} of {least} {unit} a day.")
        said = said.format(
            nutrient=nutrient.label,
            share=f"{average / least:.0%}",
            amount=figure(average, ".3g"),
            least=figure(least),
            unit=nutrient.unit,
        )
        advice = _("Fortified foods may be needed to reach it, or a clinician's advice.")
        yield f"{said} {advice}" if advised else said


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return _("{first} and {last}").format(first=", ".join(names[:-1]), last=names[-1])


def _in_words(nutrient: Nutrient) -> str:
    return nutrient.label[0].lower() + nutrient.label[1:]
