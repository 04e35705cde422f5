"""The tables of reference intakes: what each nutrient's least and most are for a person, and from which source."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from planner.foods.nutrients import BY_KEY, DERIVED_BY_KEY, MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.bodies import PROTEIN_SOURCE, protein_of_the_old
from planner.needs.profile import Profile
from planner.needs.targets import Target

# Of these nutrients some foods of the catalogue have no figure, so a day may hold more than its sum says; their upper
# levels are planned for with a margin.
WITH_GAPS = frozenset(
    {
        *("zinc_mg", "manganese_mg", "selenium_ug", "vit_a_preformed_ug", "vit_c_mg", "vit_d_ug", "vit_b6_mg"),
        *("folic_acid_added_ug", "choline_mg"),
    }
)
MARGIN = 0.1
MOST_FIBRE = 20.0  # [g / 1,000 kcal] the planner's own comfort limit, well above the 14 g the AI was derived from


def limit_notes(profile: Profile, nutrient: Nutrient) -> tuple[str, ...]:
    """What the table says of the upper limits of a nutrient: to what they apply, above all where that is not food."""
    return tuple(
        f"{row['ul_kind']} {figure(float(row['ul']), ',g')} {nutrient.unit}: {row['ul_note']} ({row['source']})"
        for row in read_table("dri.csv")
        if row["nutrient"] == nutrient.key and row["ul_note"] and fits(row, profile)
    )


@dataclass(frozen=True, slots=True)
class SupplementLimit:
    """The upper intake level of magnesium, which counts supplements and medicines alone and never food."""

    amount: float  # [mg / day]
    source: str


def supplement_limit(profile: Profile) -> SupplementLimit | None:
    """The limit on magnesium from supplements and medicines; None where the table has none for the person."""
    for row in read_table("dri.csv"):
        if row["nutrient"] == MAGNESIUM.key and row["ul"] and fits(row, profile):
            return SupplementLimit(float(row["ul"]), row["source"])
    return None


# The tables


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    text = files("planner").joinpath("data", name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def fits(row: Mapping[str, str], profile: Profile) -> bool:
    return (
        row["sex"] == profile.sex
        and row["life_stage"] == profile.life_stage
        and int(row["age_from"]) <= profile.age_years <= int(row["age_to"])
    )


# One end of a target, before both become rows


@dataclass(frozen=True, slots=True)
class End:
    amount: float  # [nutrient.unit / day]
    hard: bool
    source: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Both ends of what one nutrient needs; an absent end is None."""

    least: End | None = None
    most: End | None = None


def reference_intakes(profile: Profile, energy_least: float, energy_centre: float) -> dict[Nutrient, Span]:
    """What the tables say, the strictest of several figures first named in its source.

    Shares of energy are taken of its centre; only saturated fat, being hard, of its low end.
    """
    least: dict[Nutrient, list[End]] = {}
    most: dict[Nutrient, list[End]] = {}
    for row in read_table("dri.csv"):
        if not fits(row, profile):
            continue
        nutrient = BY_KEY.get(row["nutrient"]) or DERIVED_BY_KEY[row["nutrient"]]
        if row["least"]:
            least.setdefault(nutrient, []).append(_recommended(row, nutrient, profile))
        if row["limit_applies_to_food"] == "yes":
            most.setdefault(nutrient, []).append(_upper_level(row, nutrient))
    if (protein := protein_of_the_old(profile)) is not None:
        said = _("{source}, {amount} g per kg of body weight")
        said = said.format(source=PROTEIN_SOURCE, amount=figure(protein))
        least.setdefault(BY_KEY["protein_g"], []).append(End(protein * profile.weight_kg, False, said))
    for row in read_table("amdr.csv"):
        nutrient, hard = BY_KEY[row["nutrient"]], row["hard"] == "yes"
        energy = energy_least if hard else energy_centre
        if row["least_percent"]:
            least.setdefault(nutrient, []).append(_share(row, "least_percent", energy, hard))
        if row["most_percent"]:
            most.setdefault(nutrient, []).append(_share(row, "most_percent", energy, hard))
    fibre = BY_KEY["fiber_g"]
    most[fibre] = [End(MOST_FIBRE * energy_centre / 1000, False, _comfort())]
    return {
        nutrient: _in_order(
            _strictest(nutrient, least.get(nutrient, []), largest=True),
            _strictest(nutrient, most.get(nutrient, []), largest=False),
        )
        for nutrient in {**least, **most}
    }


def _comfort() -> str:
    return _("{grams} g per {energy} kcal, for comfort").format(grams=figure(MOST_FIBRE), energy=figure(1000, ","))


def _recommended(row: Mapping[str, str], nutrient: Nutrient, profile: Profile) -> End:
    """The RDA or AI of one row; protein has a second one for each kilogram of body weight."""
    amount, source = float(row["least"]), f"{row['kind']}, {row['source']}"
    if row["unit"] == "g / kg":
        amount, source = (
            amount * profile.weight_kg,
            _("{source}, {amount} g per kg of body weight").format(source=source, amount=figure(amount)),
        )
    return End(amount, nutrient == MAGNESIUM, source)


def _upper_level(row: Mapping[str, str], nutrient: Nutrient) -> End:
    """The upper level of one row, less a margin where a sum may not tell all."""
    amount, source = float(row["ul"]), f"{row['ul_kind']}, {row['source']}"
    if nutrient.key not in WITH_GAPS:
        return End(amount, True, source)
    said = _("{source}: {amount}, less {share} % because some foods have no figure")
    source = said.format(source=source, amount=said_amount(amount, nutrient), share=figure(100 * MARGIN))
    return End((1 - MARGIN) * amount, True, source)


def _share(row: Mapping[str, str], side: str, energy: float, hard: bool) -> End:
    said = _("{source}, {share} % of energy")
    if hard:
        said = _("{source}, {share} % of energy, taken of the lowest energy a day may have")
    source = said.format(source=row["source"], share=row[side])
    return End(float(row[side]) / 100 * energy / float(row["kcal_per_g"]), hard, source)


def _strictest(nutrient: Nutrient, ends: list[End], largest: bool) -> End | None:
    """The end that holds when all do; all are named in its source."""
    if not ends:
        return None
    ranked = sorted(ends, key=lambda end: end.amount, reverse=largest)
    if len(ranked) == 1:
        return ranked[0]
    named = "; ".join(f"{said_amount(end.amount, nutrient)} ({end.source})" for end in ranked)
    said = _("largest of {ends}") if largest else _("smallest of {ends}")
    return replace(ranked[0], source=said.format(ends=named))


def _in_order(least: End | None, most: End | None) -> Span:
    """Raise a soft most to the recommended amount, which passes a share of energy where energy is low."""
    if least and most and not most.hard and most.amount < least.amount:
        most = replace(
            most, amount=least.amount, source=_("{source}, raised to the recommended amount").format(source=most.source)
        )
    return Span(least, most)


def target_rows(nutrient: Nutrient, span: Span) -> list[Target]:
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


def said_amount(amount: float, nutrient: Nutrient) -> str:
    """An amount for a sentence, such as "1,000 mg"."""
    return f"{figure(round(amount, 2 if amount < 10 else 1), ',.10g')} {nutrient.unit}"
