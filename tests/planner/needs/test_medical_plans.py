"""For each medical rule of rules.toml, a plan that breaks it when the rule is taken away and holds when it is there.

The person and the foods are the same both times; what the rule is about is loved and wished for every day, so that only
the rule keeps it off the plate.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pytest

from planner.document.document import LOVE, Document
from planner.foods.catalogue import Catalogue
from planner.foods.food import OWN, UNKNOWN_MERCURY, Food
from planner.foods.meals import Templates
from planner.foods.nutrients import BY_KEY
from planner.needs import adjusted_targets, medical_rules
from planner.needs.day_targets import targets_for
from planner.needs.lab_values import LABS, LabValue, Threshold
from planner.needs.medical_rules import (
    COUNTED,
    Advice,
    Ban,
    DayMost,
    PortionLimit,
    Rules,
    Steady,
    read_rules,
)
from planner.needs.medicines import read_medicines
from planner.needs.profile import CONDITIONS, RESTRICTIONS, MealRange, Profile
from planner.needs.targets import CONFIRMATIONS, TargetError
from planner.optimise.request import Request
from planner.plan.audit import audit
from planner.plan.outcomes import Solved, Stopped
from planner.plan.plan import Plan, totals
from planner.planner import make_plan
from tests.patience import longer_and_longer

QUICK = 1.5  # [s] for a day, longer where that does not do
FIBRE, LITTLE_FIBRE = BY_KEY["fiber_g"], 1.5  # [g / portion]
TEMPTING = 4  # foods the rule is about, loved


Rule = Ban | PortionLimit | Steady | DayMost | Advice


@dataclass(frozen=True, slots=True)
class Case:
    """A rule, and somebody it is for."""

    rule: Rule

    @property
    def person(self) -> Profile:
        if self.rule.when == "pregnancy":
            return Profile(age_years=30, life_stage="pregnancy", gestation_week=20)
        if self.rule.when == "lactation":
            return Profile(age_years=30, life_stage="lactation", months_since_birth=2)
        if self.rule.when in CONDITIONS:
            return Profile(age_years=30, conditions=frozenset({self.rule.when}))
        if self.rule.when in RESTRICTIONS:
            return Profile(age_years=30, restrictions=frozenset({self.rule.when}))
        if self.rule.when == COUNTED:
            return Profile(age_years=30, meal_limits=(MealRange("lunch", None, 150.0),))
        if threshold := next((each for each in read_rules().thresholds if each.group == self.rule.when), None):
            return Profile(age_years=30, values=(beyond(threshold),))
        taken = next(one.name for one in read_medicines() if self.rule.when in one.groups)
        return Profile(age_years=30, medicines=(taken,))

    @property
    def days(self) -> int:
        """Enough for the rule to be broken."""
        return 2 if isinstance(self.rule, PortionLimit) and self.rule.days > 1 else 1

    def without(self, rules: Rules) -> Rules:
        """The rules but this one."""
        return Rules(
            bans=tuple(rule for rule in rules.bans if rule is not self.rule),
            limits=tuple(rule for rule in rules.limits if rule is not self.rule),
            steady=tuple(rule for rule in rules.steady if rule is not self.rule),
            refusals=tuple(rule for rule in rules.refusals if rule is not self.rule),
            advice=rules.advice,
            medicines=rules.medicines,
            asks=rules.asks,
            mosts=tuple(rule for rule in rules.mosts if rule is not self.rule),
            thresholds=rules.thresholds,
        )

    def broken_by(self, plan: Plan) -> bool:
        """Whether a plan breaks the rule, read from its portions alone."""
        match self.rule:
            case Ban(foods=foods):
                return any(foods.hold(portion.food) for day in plan.days for portion in day.portions)
            case PortionLimit(most=most, days=days):
                counts = [sum(self.rule.counts(portion.food) for portion in day.portions) for day in plan.days]
                return any(sum(counts[first : first + days]) > most for first in range(len(counts)))
            case Steady(nutrient=nutrient, share=share):
                centre = targets_for(self.person, {}).least(nutrient) or 0.0
                amounts = [totals(day.portions)[nutrient].amount for day in plan.days]
                return any(abs(amount - centre) > share * centre * (1 + 1e-6) for amount in amounts)
            case DayMost(nutrient=nutrient):
                allowed = adjusted_targets.most_of(self.rule, self.person)
                return any(totals(day.portions)[nutrient].amount > allowed * (1 + 1e-6) for day in plan.days)
            case Advice():
                return True  # any plan at all breaks a refusal


def beyond(threshold: Threshold) -> LabValue:
    """A value that turns the group on."""
    ends = {0.9: threshold.below, 1.1: threshold.above, 1.0: threshold.least}
    amount = next(factor * end for factor, end in ends.items() if end is not None)
    return LabValue(threshold.value, amount, LABS[threshold.value].units[0].name)


def cases() -> Iterable[object]:
    rules = read_rules()
    every: list[Rule] = [*rules.bans, *rules.limits, *rules.steady, *rules.mosts, *rules.refusals]
    once: set[tuple[str, str]] = set()
    for rule in every:
        if rule.when in RESTRICTIONS and isinstance(rule, Ban):
            # One of those that share a rule: the probes ask the others. Meat with milk has no place in a meal already.
            if (rule.name, rule.reason) in once or "with milk" in rule.foods.words:
                continue
            once.add((rule.name, rule.reason))
        yield pytest.param(Case(rule), id=f"{type(rule).__name__}-{rule.when}-{getattr(rule, 'name', '')}")


def foods_for(rule: Rule, few: Catalogue, shipped: Catalogue) -> tuple[Catalogue, list[Food]]:
    """Few foods that the rule allows, and some it is about, which are the tempting ones."""
    plain = [food for food in shipped if food.recipe is None]
    cod = next(food for food in plain if food.roles == {"fish"} and food.mercury == "low")
    plain.append(replace(cod, id="my_own_fish", name="My own fish", mercury=UNKNOWN_MERCURY))
    rice = next(food for food in plain if food.roles == {"grain"} and "gluten" not in food.flags)
    plain.append(replace(rice, id="my_own_grain", name="My own grain", source=OWN))
    chicken = next(food for food in plain if food.id == "chicken_breast")
    plain.append(replace(chicken, id="my_own_meat", name="My own meat", source=OWN))
    plain.append(replace(rice, id="my_risotto", name="Risotto", flags=rice.flags | {"alcohol"}))
    for key in ("potassium_mg", "carb_g", "sodium_mg", "fiber_g"):
        known = {nutrient: amount for nutrient, amount in rice.amounts.items() if nutrient.key != key}
        plain.append(replace(rice, id=f"without_{key}", name=f"Rice without {key}", amounts=known))
    match rule:
        case Ban(foods=foods) | PortionLimit(foods=foods):
            about = [food for food in plain if foods.hold(food) and decides_alone(rule, food)]
            if rule.when == "gastroparesis":  # a day has little room for fibre as well
                about = [food for food in about if (food.amount(FIBRE, food.max_steps) or 0.0) < LITTLE_FIBRE]
            mild = [food for food in few if not foods.hold(food)]
            tempting = about[:: max(1, len(about) // TEMPTING)][:TEMPTING]
        case Steady(nutrient=nutrient):
            green = [food for food in plain if food.roles & {"salad_leaf", "cooked_vegetable"}]
            mild, tempting = list(few), sorted(green, key=lambda food: -food.amounts.get(nutrient, 0.0))[:TEMPTING]
        case DayMost(nutrient=nutrient):
            person = Case(rule).person
            plain = [food for food in plain if medical_rules.why_banned(person, food) is None]
            rich = sorted(plain, key=lambda food: -(food.amount(nutrient, food.max_steps) or 0.0))
            mild, tempting = list(few), rich[: 15 * TEMPTING]  # of every kind, so that whole meals are made of them
        case Advice():
            mild, tempting = list(few), []
    return Catalogue({food.id: food for food in (*mild, *tempting)}), tempting


def decides_alone(rule: Ban | PortionLimit, food: Food) -> bool:
    """Whether no other rule for the same people keeps the food out of a plan; a limit lets a portion in."""
    others: list[Ban | PortionLimit] = [*read_rules().bans]
    if isinstance(rule, PortionLimit):
        others += read_rules().limits
    return not any(other.foods.hold(food) for other in others if other is not rule and other.when == rule.when)


def planned(
    case: Case,
    foods: Catalogue,
    tempting: list[Food],
    templates: Templates,
    confirmed: frozenset[str] = frozenset(CONFIRMATIONS),
) -> Plan:
    ids = [food.id for food in tempting]
    document = Document(
        profile=case.person,
        days=case.days,
        tastes=dict.fromkeys(ids, LOVE),
        wishes=dict.fromkeys(ids, 7),
        confirmed=confirmed,
    )
    outcome = longer_and_longer(lambda s: make_plan(foods, Request(document, seconds=s)), QUICK * case.days, Stopped)
    assert isinstance(outcome, Solved), outcome
    wanted = adjusted_targets.targets_of(document.profile, document.targets, document.confirmed)
    assert audit(outcome.plan, document, wanted, templates) == ()
    return outcome.plan


@pytest.mark.parametrize("case", list(cases()))
def test_that_a_plan_breaks_without_the_rule_and_holds_with_it(
    case: Case,
    some_foods: Catalogue,
    catalogue: Catalogue,
    templates: Templates,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    foods, tempting = foods_for(case.rule, some_foods, catalogue)
    rules = read_rules()
    with monkeypatch.context() as patched:
        for module in [each for name, each in sys.modules.items() if name.startswith("planner.")]:
            if getattr(module, "read_rules", None) is medical_rules.read_rules and module is not medical_rules:
                patched.setattr(module, "read_rules", lambda: case.without(rules))
        patched.setattr(medical_rules, "read_rules", lambda: case.without(rules))
        confirmed = frozenset[str]() if isinstance(case.rule, Advice) else frozenset(CONFIRMATIONS)
        assert case.broken_by(planned(case, foods, tempting, templates, confirmed))
    if not isinstance(case.rule, Advice):
        assert not case.broken_by(planned(case, foods, tempting, templates))
        return
    with pytest.raises(TargetError, match=r"clinician|doctor|dietitian"):
        planned(case, foods, tempting, templates, frozenset())
    assert planned(case, foods, tempting, templates, frozenset({case.rule.confirmation})).days
