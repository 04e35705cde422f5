"""Rules that are no bans, where the audit, somebody at the table and a swap meet them.

Which test holds which kind of rule where. What a swap brings is decided by the audit, and so is what is served.

| rule | model and plan | audit alone | swaps | own foods | household |
|---|---|---|---|---|---|
| left out | test_medical_plans | test_probes | test_medical_foods | test_medical_foods | test_probes |
| limited portions | test_medical_plans | here | here | here | here |
| at most a day, the same every day | test_medical_plans | here | here | here: left out where unknown | here |
| carbohydrate of a meal | test_meal_limits, all places | | | | |
| fibre that rises | test_fibre_ramp | here | here | here: never left out | here |
| no plan | test_medical_plans | | | | test_kidney_plans |
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from planner.document.document import Document, Person
from planner.editing.swaps import alternatives
from planner.foods.food import OWN, Food
from planner.foods.nutrients import BY_KEY, Nutrient
from planner.household.serve import serve_household
from planner.needs.adjusted_targets import asked, most_of, targets_of
from planner.needs.day_targets import targets_for
from planner.needs.fibre_ramp import FibreRamp
from planner.needs.medical_rules import PortionLimit, read_rules, why_banned
from planner.needs.profile import Profile
from planner.needs.targets import CONFIRMATIONS, OwnTarget, TargetError, Targets
from planner.plan.allowed import household_limits
from planner.plan.audit import audit
from planner.plan.plan import Day, Meal, Plan, Portion, totals
from tests.planner.needs.test_medical_plans import Case
from tests.planner.tiny_foods import catalogue_of, food, templates_of

SET = frozenset(CONFIRMATIONS)
FORM = templates_of(
    "porridge = breakfast: base hot_cereal 1-1",
    "bowl = lunch: base grain 1-1",
    "stew = dinner: beans legume 1-1",
    meals={"breakfast": (0.0, 0.9), "lunch": (0.0, 0.9), "dinner": (0.0, 0.9)},
)
PLACES = (
    ("breakfast", "porridge", "base", "hot_cereal"),
    ("lunch", "bowl", "base", "grain"),
    ("dinner", "stew", "beans", "legume"),
)
FIBRE = BY_KEY["fiber_g"]
ENERGY_KCAL, MAGNESIUM_MG = 2100.0, 300.0
STEPS = 7  # of each food, 100 kcal a step
A_MONDAY = date(2026, 11, 30)


@dataclass(frozen=True, slots=True)
class Band:
    """What somebody's day may hold of a nutrient, and an amount of it that is just beyond."""

    who: Profile
    nutrient: Nutrient
    least: float | None
    most: float

    @property
    def beyond(self) -> float:
        return 1.04 * self.most

    @property
    def within(self) -> float:
        return 0.96 * self.most


def bands() -> Iterator[object]:
    for most in read_rules().mosts:
        who = Case(most).person
        yield pytest.param(Band(who, most.nutrient, None, most_of(most, who)), id=f"{most.when}-{most.nutrient.key}")
    for steady in read_rules().steady:
        who = Case(steady).person
        centre = targets_for(who, {}).least(steady.nutrient) or 0.0
        band = Band(who, steady.nutrient, (1 - steady.share) * centre, (1 + steady.share) * centre)
        yield pytest.param(band, id=f"{steady.when}-{steady.nutrient.key}")
    ramp = Profile(age_years=30, fibre_ramp=FibreRamp(17.0, A_MONDAY))
    yield pytest.param(Band(ramp, FIBRE, None, 22.0), id="fibre ramp")


def foods_with(nutrient: Nutrient, amount: float) -> tuple[Food, ...]:
    """A food for each meal; a day of ``STEPS`` of each has so much of the nutrient, all of it at lunch."""
    known = {"potassium_mg": 0.0, "sodium_mg": 0.0, "fiber_g": 0.0, "fat_g": 0.0, "vit_k_ug": 0.0, "carb_g": 0.0}
    made = []
    for meal, _template, _slot, role in PLACES:
        held = known | ({nutrient.key: amount / STEPS} if meal == "lunch" else {})
        made.append(food(f"a_{role}", role, 100.0, 20.0, max_steps=16, **held))
    return tuple(made)


def plan_of(foods: tuple[Food, ...], days: int = 1) -> Plan:
    meals = tuple(
        Meal(meal, template, (Portion(slot, each, STEPS),))
        for (meal, template, slot, _role), each in zip(PLACES, foods, strict=True)
    )
    return Plan(tuple(Day(number, meals) for number in range(1, days + 1)))


def document_of(who: Profile, days: int = 1) -> Document:
    own = {"energy_kcal": ENERGY_KCAL, "magnesium_mg": MAGNESIUM_MG}
    return Document(profile=who, targets=own, days=days, confirmed=SET, start=A_MONDAY)


def complaints(plan: Plan, document: Document, nutrient: Nutrient) -> list[str]:
    """What the audit has against the amount of the nutrient."""
    targets = targets_of(document.profile, document.targets, document.confirmed, document.start)
    said = audit(plan, document, targets, FORM)
    return [each for each in said if f" {nutrient.label.lower()}, expected" in each]


@pytest.mark.parametrize("band", list(bands()))
def test_that_an_own_least_takes_no_limit_of_a_rule_away_and_an_own_most_stands_in_its_place(band: Band) -> None:
    """With gastroparesis, 10 g of fibre at least let 43 g into a day: the table's most was taken for the person's."""
    key, low = band.nutrient.key, band.least or 0.5 * band.most
    for least in (low, OwnTarget(least=low)):
        if isinstance(least, float) and key in asked(band.who):
            continue  # asked whether it is at most or at least
        most = targets_of(band.who, {key: least}, SET, A_MONDAY).limit(band.nutrient)
        assert most == pytest.approx(band.most if band.least is None else 1.25 * low)  # the centre of a band moves
    if band.least is None:
        own = OwnTarget(most=1.1 * band.most)
        held = [row.most for row in targets_of(band.who, {key: own}, SET, A_MONDAY).of(band.nutrient) if row.hard]
        assert max(most for most in held if most is not None) == pytest.approx(1.1 * band.most)


def test_that_more_fibre_at_least_than_a_slow_stomach_may_have_is_refused_in_words() -> None:
    who = Profile(conditions=frozenset({"gastroparesis"}))
    for least in (30.0, OwnTarget(least=30.0)):
        with pytest.raises(TargetError, match=r"at least 30 g .* at most 15 g"):
            targets_of(who, {"fiber_g": least}, SET)
    rising = Profile(fibre_ramp=FibreRamp(17.0, A_MONDAY))
    assert targets_of(rising, {"fiber_g": 30.0}, SET, A_MONDAY).limit(FIBRE) == 22.0


# The audit alone


@pytest.mark.parametrize("band", list(bands()))
def test_that_the_audit_finds_a_day_beyond_what_a_rule_allows_and_only_with_the_rule(band: Band) -> None:
    document = document_of(band.who)
    assert complaints(plan_of(foods_with(band.nutrient, band.beyond)), document, band.nutrient)
    assert not complaints(plan_of(foods_with(band.nutrient, band.within)), document, band.nutrient)
    nobody = document_of(Profile(age_years=30))
    assert not complaints(plan_of(foods_with(band.nutrient, band.beyond)), nobody, band.nutrient)
    if band.least is not None:
        assert complaints(plan_of(foods_with(band.nutrient, 0.96 * band.least)), document, band.nutrient)


def portions_of(limit: PortionLimit) -> tuple[Food, Food]:
    """A food of the catalogue's kinds that the limit is about, and one that uses it up where there is such."""
    once = food("counted", "grain")
    match limit.foods.kind:
        case "mercury":
            return replace(once, mercury="low"), replace(once, id="all", mercury="moderate")
        case "flags":
            (flag,) = limit.foods.words
            return (replace(once, flags=frozenset({flag})),) * 2
        case kind:
            assert kind == "oxalate"
            return replace(once, oxalate="high"), replace(once, id="unknown", oxalate="")


@pytest.mark.parametrize("limit", read_rules().limits, ids=lambda limit: limit.id)
def test_that_the_audit_counts_the_portions_of_a_limit(limit: PortionLimit) -> None:
    who = Case(limit).person
    for counted in portions_of(limit):
        oats, _rice, beans = foods_with(FIBRE, 0.0)
        days = limit.most // limit.counts(counted) + 1
        plan = plan_of((oats, counted, beans), days) if limit.days > 1 else plan_of((counted,) * 3)
        document = document_of(who, len(plan.days))
        targets = targets_of(who, document.targets, SET)
        assert any(f"portions of {limit.name}" in each for each in audit(plan, document, targets, FORM))
        fewer = Plan(plan.days[1:]) if limit.days > 1 else Plan((Day(1, plan.days[0].meals[:1]),))
        if fewer.days:
            assert not any(f"portions of {limit.name}" in each for each in audit(fewer, document, targets, FORM))
        nobody = document_of(Profile(age_years=30), len(plan.days))
        assert not any("portions of" in each for each in audit(plan, nobody, targets_of(nobody.profile, {}), FORM))


# Swaps


@pytest.mark.parametrize("band", list(bands()))
def test_that_no_swap_goes_beyond_what_a_rule_allows(band: Band) -> None:
    """The lunch may become the same with more of the nutrient: offered to everybody but who has the rule."""
    within = foods_with(band.nutrient, band.within)
    rich = replace(foods_with(band.nutrient, band.beyond)[1], id="rich", name="Rich")
    known = catalogue_of((*within, rich))
    for who, expected in ((Profile(age_years=30), True), (band.who, False)):
        document = document_of(who)
        targets = only(targets_of(who, document.targets, SET, A_MONDAY), band.nutrient)
        found = alternatives(known, document, plan_of(within), 1, "lunch", "a_grain", templates=FORM, targets=targets)
        full = [offer for offer in found if offer.portion.food == "rich" and offer.portion.steps == STEPS]
        assert bool(full) == expected
        for offer in found:
            assert totals(offer.plan.days[0].portions)[band.nutrient].amount <= band.most * (1 + 1e-6) or expected


@pytest.mark.parametrize("limit", read_rules().limits, ids=lambda limit: limit.id)
def test_that_no_swap_brings_one_portion_more_than_a_limit_allows(limit: PortionLimit) -> None:
    """The breakfast is all that there may be of it: the lunch may become one more of it for everybody else."""
    counted, whole = portions_of(limit)
    oats, rice, beans = (replace(each, oxalate="low") for each in foods_with(FIBRE, 0.0))
    used_up, more = replace(oats, **marks(whole)), replace(rice, id="more", name="More", **marks(counted))
    who, anybody = Case(limit).person, Profile(age_years=30)
    for person, breakfast, expected in ((who, used_up, False), (who, oats, True), (anybody, used_up, True)):
        document = document_of(person)
        targets = replace(only(targets_of(person, document.targets, SET, A_MONDAY), FIBRE), meals=())
        known, plan = catalogue_of((breakfast, rice, beans, more)), plan_of((breakfast, rice, beans))
        found = alternatives(known, document, plan, 1, "lunch", rice.id, templates=FORM, targets=targets)
        assert any(offer.portion.food == "more" for offer in found) == expected


def marks(counted: Food) -> dict[str, Any]:
    """What a limit knows a food by."""
    return {"flags": counted.flags, "oxalate": counted.oxalate, "mercury": counted.mercury}


# Own foods


@pytest.mark.parametrize("band", list(bands()))
def test_that_an_own_food_of_which_the_amount_is_unknown_is_left_out(band: Band) -> None:
    """But where fibre rises: a meal of unknown fibre does no harm, and the total says "at least"."""
    mine = food("mine", "grain", source=OWN)
    assert band.nutrient not in mine.amounts
    assert bool(why_banned(band.who, mine)) == (band.who.fibre_ramp is None)


@pytest.mark.parametrize("limit", read_rules().limits, ids=lambda limit: limit.id)
def test_that_an_own_food_counts_as_one_of_the_tables(limit: PortionLimit) -> None:
    for counted in portions_of(limit):
        assert limit.counts(replace(counted, source=OWN)) == limit.counts(counted) > 0


# Somebody at the table


@pytest.mark.parametrize("band", list(bands()))
def test_that_somebody_at_the_table_has_portions_within_the_rule(band: Band) -> None:
    """The lunch everybody shares has too much for them, so theirs is smaller and the rest larger."""
    foods = foods_with(band.nutrient, band.beyond)
    me = document_of(Profile(age_years=30))
    document = replace(me, people=(Person("Sam", band.who, me.targets, frozenset(), SET),))
    shared = plan_of(foods)
    (served,) = serve_household(catalogue_of(foods), document, shared, seconds=60.0, templates=FORM).served
    assert served.plan is not None, served.why
    assert totals(shared.days[0].portions)[band.nutrient].amount > band.most
    held = totals(served.plan.days[0].portions)[band.nutrient].amount
    assert (band.least or 0.0) - 1e-6 <= held <= band.most + 1e-6


@pytest.mark.parametrize("limit", read_rules().limits, ids=lambda limit: limit.id)
def test_that_a_limit_of_somebody_at_the_table_holds_for_what_is_shared(limit: PortionLimit) -> None:
    document = Document(people=(Person("Sam", Case(limit).person),))
    assert limit in household_limits(document)
    assert limit not in household_limits(Document())


def only(targets: Targets, nutrient: Nutrient) -> Targets:
    """These targets without those that foods of a test cannot meet: energy, magnesium and what the rule is about."""
    kept = ("energy_kcal", "magnesium_mg", nutrient.key)
    return replace(targets, all=tuple(target for target in targets.all if target.nutrient.key in kept))
