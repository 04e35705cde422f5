"""What is said beside a plan: what each rule did, and what the plan does not reach."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Protocol

from planner.foods.food import Food
from planner.foods.nutrients import BY_KEY, Nutrient
from planner.language.numbers import figure
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from planner.needs.medical_rules import CHILDBEARING, applies, read_rules
from planner.needs.profile import CONDITIONS, LIFE_STAGES, Profile
from planner.needs.profile_words import in_words
from planner.needs.targets import Target, Targets

FORTIFIED = (BY_KEY["vit_b12_ug"], BY_KEY["vit_d_ug"])  # what a plan may reach only with fortified foods (domain.md)
REACHED = 0.995  # of a target; what is missing then does not show in the figures


class Amount(Protocol):
    """A total as plans have it [nutrient.unit]; ``at_least`` when it is unknown for some food."""

    @property
    def amount(self) -> float: ...

    @property
    def at_least(self) -> bool: ...


def notices(
    profile: Profile,
    targets: Targets,
    foods: Collection[Food],
    days: Sequence[Mapping[Nutrient, Amount]],
    eaten: Collection[Food] = (),
) -> tuple[str, ...]:
    """What each rule did, and what a plan does not reach without fortified foods.

    ``targets`` are the adjusted ones, ``foods`` those that diet and allergens allow, ``days`` the totals of each day
    of the plan, none if there is no plan, and ``eaten`` the foods and dishes in it.
    """
    said: list[str] = []
    for when in (*LIFE_STAGES, CHILDBEARING, *CONDITIONS):
        if applies(when, profile):
            said += _said_of_foods(when, profile, foods)
            said += _said_of_amounts(when, targets, days)
            said += filter(None, (advice.of_plan(eaten) for advice in read_rules().advice if advice.when == when))
    # Vegans hear of fortified foods from their targets already.
    advised = profile.diet != "vegan"
    for nutrient in FORTIFIED if days else ():
        said += _said_of_reach(nutrient, targets.least(nutrient) or 0.0, [day[nutrient] for day in days], advised)
    return tuple(said)


def _said_of_foods(when: str, profile: Profile, foods: Collection[Food]) -> Iterator[str]:
    rules = [ban for ban in read_rules().bans if ban.when == when and ban.holds_for(profile)]
    bans = [ban for ban in rules if any(ban.foods.hold(food) for food in foods)]
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
        general = [inside(nutrient.label) for nutrient in asked if not any(row.own for row in targets.of(nutrient))]
        if general:
            said = _(
                "The targets for {nutrients} are those of healthy people: with {when}, enter what your clinician set."
            )
            yield said.format(nutrients=in_a_row(general), when=in_words(when))


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
        nutrient=inside(band.nutrient.label),
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
