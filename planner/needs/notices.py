"""What is said beside a plan: what each rule did, and what the plan does not reach."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from planner.foods.food import Food
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY, Nutrient
from planner.language.numbers import figure, percent
from planner.language.phrases import in_a_row, inside
from planner.language.translate import _, ngettext
from planner.needs import medical_rules, medicines
from planner.needs.fibre_ramp import FIBRE, STEP
from planner.needs.fibre_ramp import SOURCE as RISES_SLOWLY
from planner.needs.meal_limits import range_text
from planner.needs.medical_rules import CHILDBEARING, COUNTED, UNTESTED, applies, because
from planner.needs.profile import CONDITIONS, LIFE_STAGES, RESTRICTIONS, Profile
from planner.needs.reference_intakes import said_amount
from planner.needs.targets import Target, Targets

FORTIFIED = (BY_KEY["vit_b12_ug"], BY_KEY["vit_d_ug"])  # what a plan may reach only with fortified foods (domain.md)
FIRST, BUY, ASK, PLANNED, KNOW = "first", "buy", "ask", "planned", "know"
GROUPS = {  # what there is to do, the gravest first
    FIRST: _("Before you eat by this plan"),
    ASK: _("Ask your pharmacist or doctor"),
    BUY: _("When you buy and cook"),
    PLANNED: _("What the plan keeps to"),
    KNOW: _("Good to know"),
}
MOST_VITAMIN_D = 100.0  # [µg / day] tolerable upper intake level of adults (NASEM 2011, doi 10.17226/13050)
MUCH_VITAMIN_D = MOST_VITAMIN_D - 25.0  # [µg / day] of a supplement, beside which a day with fish passes it
REACHED = 0.995  # of a target; what is missing then does not show in the figures


class Amount(Protocol):
    """A total as plans have it [nutrient.unit]; ``at_least`` when it is unknown for some food."""

    @property
    def amount(self) -> float: ...

    @property
    def at_least(self) -> bool: ...


class Notice(NamedTuple):
    """A sentence, and what there is to do about it: one of ``GROUPS``."""

    group: str
    sentence: str


def notices(
    profile: Profile,
    targets: Targets,
    foods: Collection[Food],
    days: Sequence[Mapping[Nutrient, Amount]],
    eaten: Collection[Food] = (),
) -> tuple[str, ...]:
    """The sentences of ``grouped_notices``, the gravest first."""
    return tuple(notice.sentence for notice in grouped_notices(profile, targets, foods, days, eaten))


def grouped_notices(
    profile: Profile,
    targets: Targets,
    foods: Collection[Food],
    days: Sequence[Mapping[Nutrient, Amount]],
    eaten: Collection[Food] = (),
) -> tuple[Notice, ...]:
    """What each rule did, and what a plan does not reach without fortified foods; each sentence once.

    ``targets`` are the adjusted ones, ``foods`` those that diet and allergens allow, ``days`` the totals of each day
    of the plan, none if there is no plan, and ``eaten`` the foods and dishes in it.
    """
    said: list[Notice] = []
    of_values = [threshold.group for threshold in medical_rules.read_rules().thresholds]
    order = (
        *medicines.GRAVE,
        *of_values,
        *(*LIFE_STAGES, CHILDBEARING, COUNTED, *CONDITIONS, *RESTRICTIONS),
        UNTESTED,
        *medicines.GROUPS,
    )
    for when in dict.fromkeys(order):
        if applies(when, profile):
            said += _in_group(PLANNED, _said_of_foods(when, profile, foods))
            said += _in_group(PLANNED, _said_of_amounts(because(when, profile), when, targets, days))
            advised = (
                advice
                for advice in medical_rules.read_rules().advice
                if advice.when == when and advice.holds_for(profile)
            )
            for advice in advised:
                said += _in_group(advice.group, filter(None, (advice.of_plan(eaten, profile),)))
            said += _in_group(ASK, _said_of_medicines(when, profile))
    said += _in_group(PLANNED, _said_of_meals(targets))
    said += _in_group(PLANNED, _said_of_ramp(profile, targets))
    said += _in_group(PLANNED, _said_of_vitamin_d(profile, targets))
    said += _in_group(ASK, _said_of_unknown(profile))
    # Vegans hear of fortified foods from their targets already.
    for nutrient in FORTIFIED if days else ():
        amounts = [day[nutrient] for day in days]
        reach = _said_of_reach(nutrient, targets.least(nutrient) or 0.0, amounts, profile.diet != "vegan")
        said += _in_group(PLANNED, reach)
    once: dict[str, Notice] = {}
    for notice in said:
        once.setdefault(notice.sentence, notice)  # two conditions may say the same
    return tuple(once.values())


def _in_group(group: str, sentences: Iterable[str]) -> list[Notice]:
    return [Notice(group, sentence) for sentence in sentences]


def _said_of_foods(when: str, profile: Profile, foods: Collection[Food]) -> Iterator[str]:
    rules = [ban for ban in medical_rules.read_rules().bans if ban.when == when and ban.holds_for(profile)]
    bans = [ban for ban in rules if any(ban.foods.hold(food) for food in foods)]
    count = sum(any(ban.foods.hold(food) for ban in bans) for food in foods)
    if count:
        said = ngettext(
            "Because of {when}, {count} food is left out: {foods}.",
            "Because of {when}, {count} foods are left out: {foods}.",
            count,
        )
        yield said.format(when=because(when, profile), count=count, foods="; ".join(ban.name for ban in bans))
    for limit in medical_rules.read_rules().limits:
        if limit.when == when and any(limit.foods.hold(food) for food in foods):
            yield limit.reason


def _said_of_medicines(when: str, profile: Profile) -> Iterator[str]:
    """What to ask a pharmacist about the medicines of a group."""
    for note in medical_rules.read_rules().medicines:
        if note.when == when:
            yield f"{because(when, profile)}: {note.note}"


def _said_of_meals(targets: Targets) -> Iterator[str]:
    if targets.meals:
        names = {meal.id: inside(meal.name) for meal in read_templates().meals}
        ranges = [f"{names.get(limit.meal, limit.meal)} {range_text(limit)}" for limit in targets.meals]
        said = _("Every day holds this much carbohydrate, all of it counted, fibre too: {ranges}.")
        yield said.format(ranges=in_a_row(ranges))


def _said_of_ramp(profile: Profile, targets: Targets) -> Iterator[str]:
    """How much fibre a day holds while it rises; nothing once it is no longer held back."""
    held = next((row.most for row in targets.of(FIBRE) if RISES_SLOWLY in row.source), None)
    if profile.fibre_ramp is not None and held is not None:
        said = _(
            "Fibre rises slowly, from {before}: on the days of this plan it is at most {most} a day, and {step} g more"
            " each week that a plan begins later. Drink enough with it."
        )
        yield said.format(before=profile.fibre_ramp.text, most=said_amount(held, FIBRE), step=figure(STEP))


def _said_of_vitamin_d(profile: Profile, targets: Targets) -> Iterator[str]:
    """What a supplement leaves for food to bring, and the limit of both together."""
    taken, (_b12, vitamin_d) = profile.vitamin_d_ug, FORTIFIED
    if taken is None:
        return
    said = _(
        "Your supplement brings {amount} of vitamin D a day. It is no food and is not counted as food: of the target,"
        " food is asked for the {rest} that are left."
    )
    rest = targets.least(vitamin_d) or 0.0
    yield said.format(amount=said_amount(taken, vitamin_d), rest=said_amount(rest, vitamin_d))
    if taken > MUCH_VITAMIN_D:
        said = _(
            "With food, that may pass the upper level of {most} a day for both together (NASEM 2011): ask a doctor"
            " whether so much was meant, and for how long."
        )
        yield said.format(most=said_amount(MOST_VITAMIN_D, vitamin_d))


def _said_of_unknown(profile: Profile) -> Iterator[str]:
    if names := medicines.unchecked(profile.medicines):
        said = ngettext(
            "Not checked: {names}. Magnolia does not know this medicine: ask your pharmacist what not to eat with it.",
            "Not checked: {names}. Magnolia does not know these medicines: ask your pharmacist what not to eat with"
            " them.",
            len(names),
        )
        yield said.format(names=in_a_row(names))
        for name in names:
            if meant := medicines.meant(name):
                said = _("Is “{name}” meant to be {meant}? Write it so under Health: its rules hold only then.")
                yield said.format(name=name, meant=meant)


def _said_of_amounts(
    reason: str, when: str, targets: Targets, days: Sequence[Mapping[Nutrient, Amount]]
) -> Iterator[str]:
    for rule in medical_rules.read_rules().steady:
        for band in targets.of(rule.nutrient):
            if rule.when == when and band.hard:
                yield _band_sentence(reason, band, [day[rule.nutrient].amount for day in days])
    for most in medical_rules.read_rules().mosts:
        held = targets.most(most.nutrient)
        if most.when == when and held is not None:
            said = _("Because of {when}, {nutrient} is at most {most} a day.")
            yield said.format(when=reason, nutrient=inside(most.nutrient.label), most=said_amount(held, most.nutrient))
    for advice in medical_rules.read_rules().advice:
        asked = (BY_KEY[key] for key in advice.general if advice.when == when)
        general = [inside(nutrient.label) for nutrient in asked if not any(row.own for row in targets.of(nutrient))]
        if general:
            said = _(
                "The targets for {nutrients} are those of healthy people: with {when}, enter what your clinician set."
            )
            yield said.format(nutrients=in_a_row(general), when=reason)


def _band_sentence(when: str, band: Target, amounts: Sequence[float]) -> str:
    said = _("Because of {when}, {nutrient} stays between {least} and {most} {unit} every day.")
    held = sorted({f"{amount:.0f}" for amount in (min(amounts), max(amounts))}, key=float) if amounts else []
    if held:
        said = _(
            "Because of {when}, {nutrient} stays between {least} and {most} {unit} every day;"
            " this plan has {held} {unit}."
        )
    return said.format(
        when=when,
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
            share=percent(average, least),
            amount=figure(average, ".3g"),
            least=figure(least),
            unit=nutrient.unit,
        )
        advice = _("Fortified foods may be needed to reach it, or a clinician's advice.")
        yield f"{said} {advice}" if advised else said
