"""Values of the blood: units of both worlds, what is plausible, what they turn on, and the document's key."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from planner.document.document import Document, Stored
from planner.document.document_json import stored_from_text, stored_to_text
from planner.document.read_values import DocumentError
from planner.foods.meals import read_templates
from planner.foods.nutrients import BY_KEY
from planner.needs.adjusted_targets import confirmations_needed, targets_of, undecided
from planner.needs.lab_values import LABS, LabValue, course, in_first_unit, newest, wrong_value
from planner.needs.medical_rules import applies, read_rules
from planner.needs.notices import notices
from planner.needs.profile import MOST_VALUES, Profile, ProfileError
from planner.needs.targets import CLINICIAN_SET_THE_TARGETS, OwnTarget, TargetError
from planner.output.clinician_page import profile_table

POTASSIUM = LabValue("potassium", 5.6, "mmol/L", date(2026, 10, 1))
KIDNEYS = LabValue("eGFR", 55.0, "mL/min/1.73m2")
SET = frozenset({CLINICIAN_SET_THE_TARGETS})


def person(*values: LabValue, **facts: object) -> Profile:
    return replace(Profile(), values=values, **facts)  # type: ignore[arg-type]


def said(profile: Profile) -> str:
    return " ".join(notices(profile, targets_of(Profile(), {}), [], []))


@pytest.mark.parametrize(
    ("name", "value", "unit", "first"),
    [
        ("magnesium", 1.7, "mg/dL", 0.70),
        ("magnesium", 1.4, "mEq/L", 0.70),
        ("HbA1c", 53, "mmol/mol", 7.0),
        ("HbA1c", 48, "mmol/mol", 6.5),
        ("B12", 148, "pmol/L", 200),
        ("vitamin D", 12, "ng/mL", 30),
        ("potassium", 5.1, "mEq/L", 5.1),
    ],
)
def test_that_units_of_both_worlds_say_the_same(name: str, value: float, unit: str, first: float) -> None:
    """The pairs are those of tables printed side by side: NIH ODS, NGSP, NASEM."""
    assert in_first_unit(LabValue(name, value, unit)) == pytest.approx(first, rel=0.01)


def test_that_a_value_nobody_has_is_asked_about_with_the_unit_it_may_be_in() -> None:
    assert wrong_value(LabValue("magnesium", 1.9, "mmol/L")).endswith("Is it in mg/dL or mEq/L?")
    assert wrong_value(LabValue("HbA1c", 48, "%")).endswith("Is it in mmol/mol?")
    assert "ask your doctor today" in wrong_value(LabValue("potassium", 9.5, "mmol/L"))
    assert wrong_value(LabValue("potassium", 4.2, "mg/dL")) == (
        "The unit of potassium is 'mg/dL', expected mmol/L or mEq/L."
    )
    assert "before 1990" in wrong_value(replace(POTASSIUM, taken=date(1926, 10, 1)))
    assert all(
        not wrong_value(LabValue(name, (end - unit.plus) / unit.times * (1 + sign * 1e-6), unit.name))
        for name, lab in LABS.items()
        for unit in lab.units
        for end, sign in ((lab.least, 1), (lab.most, -1))
    )


def test_that_values_of_a_name_have_dates_of_their_own_and_are_plausible() -> None:
    for other in (POTASSIUM, replace(POTASSIUM, value=5.0, taken=None)):
        with pytest.raises(ProfileError, match="potassium several times: each needs a date of its own"):
            person(POTASSIUM, other)
    with pytest.raises(ProfileError, match="expected 2 to 200"):
        person(replace(KIDNEYS, value=900.0))
    long_ago = date(1990, 1, 1)
    many = [replace(POTASSIUM, taken=long_ago + timedelta(number)) for number in range(MOST_VALUES + 1)]
    with pytest.raises(ProfileError, match="301 values, expected at most 300"):
        person(*many)


def test_that_the_newest_value_counts_and_the_earlier_ones_are_kept() -> None:
    old = replace(KIDNEYS, value=45.0, taken=date(2025, 3, 2))
    new = replace(KIDNEYS, value=72.0, taken=date(2026, 10, 1))
    for values in ((old, new), (new, old)):
        well = person(*values)
        assert not applies("low eGFR", well)
        assert newest(well.values) == (new,)
        assert course(well.values, "eGFR") == "72 mL/min/1.73m2 (1 Oct 2026), 45 mL/min/1.73m2 (2 Mar 2025)"
    assert applies("low eGFR", person(new, replace(old, taken=date(2026, 11, 1))))
    document = Document(profile=person(new, old))
    read = stored_from_text(stored_to_text(Stored(document)), read_templates()).document
    assert read.profile.values == (old, new)
    sheet = str(profile_table(read.profile, read, targets_of(read.profile, {})).rows)
    assert "72 mL/min/1.73m2 (1 Oct 2026), 45" in sheet


def test_that_the_values_pass_through_the_document() -> None:
    document = Document(profile=person(KIDNEYS, POTASSIUM, LabValue("INR", 2.4, "")))
    text = stored_to_text(Stored(document))
    data = json.loads(text)["profile"]["values"]
    assert data[1] == {"name": "potassium", "value": 5.6, "unit": "mmol/L", "date": "2026-10-01"}
    assert stored_from_text(text, read_templates()).document == document
    back = json.loads(text)
    back["profile"]["values"].reverse()
    assert stored_from_text(json.dumps(back), read_templates()).document == document


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ({"name": "eGFR", "value": "55", "unit": "mL/min/1.73m2"}, "profile.values[0].value"),
        ({"name": "GFR", "value": 55}, "profile.values[0].name"),
        ({"name": "potassium", "value": 5, "unit": "mg/dL"}, "profile.values[0].unit"),
        ({"name": "INR", "value": 2, "date": "yesterday"}, "profile.values[0].date"),
        ({"name": "INR", "value": 2, "when": "2026-10-01"}, "profile.values[0].when"),
        ({"name": "HbA1c", "value": 48, "unit": "%"}, "profile.values: HbA1c is 48 %"),
        ("INR 2", "profile.values[0]"),
    ],
)
def test_that_a_value_that_cannot_be_read_is_said_with_its_place(entry: object, said: str) -> None:
    text = json.dumps({"format": "magnolia", "version": 2, "profile": {"values": [entry]}, "days": 1})
    with pytest.raises(DocumentError) as caught:
        stored_from_text(text, read_templates())
    assert said in str(caught.value)


def test_that_weak_kidneys_wait_for_a_clinician_like_kidney_disease() -> None:
    with pytest.raises(TargetError, match="your eGFR of 55"):
        targets_of(person(KIDNEYS), {})
    assert targets_of(person(replace(KIDNEYS, value=60.0)), {})
    assert undecided(person(KIDNEYS), {"magnesium_mg": 300.0}) == {"magnesium_mg": 300.0}
    named = person(KIDNEYS, conditions=frozenset({"kidney disease"}))
    assert "eGFR" not in confirmations_needed(named, {})[CLINICIAN_SET_THE_TARGETS]  # it is asked once


def test_that_all_reasons_to_wait_are_said_together() -> None:
    reasons = confirmations_needed(person(KIDNEYS, POTASSIUM), {})
    assert list(reasons) == [CLINICIAN_SET_THE_TARGETS]
    assert "your eGFR of 55" in reasons[CLINICIAN_SET_THE_TARGETS]
    assert "your potassium of 5.6 mmol/L (1 Oct 2026)" in reasons[CLINICIAN_SET_THE_TARGETS]


def test_that_a_high_potassium_limits_potassium_and_a_clinicians_number_takes_its_place() -> None:
    key = BY_KEY["potassium_mg"]
    assert targets_of(person(POTASSIUM), {}, SET).most(key) == 2600
    assert targets_of(person(POTASSIUM), {key.key: OwnTarget(most=2000.0)}, SET).most(key) == 2000
    assert undecided(person(POTASSIUM), {key.key: 2000.0})


def test_that_values_are_said_in_the_words_of_the_report() -> None:
    low = said(person(LabValue("magnesium", 1.7, "mg/dL")))
    assert "Your magnesium of 1.7 mg/dL is low" in low
    sugar = LabValue("HbA1c", 48, "mmol/mol")
    assert "tick it under Health" in said(person(sugar))
    assert "tick it under Health" not in said(person(sugar, conditions=frozenset({"diabetes"})))
    assert "tick it under Health" not in said(person(replace(sugar, value=47)))
    thin = LabValue("INR", 2.4, "")
    assert "If you take one, name it" in said(person(thin))
    assert "If you take one, name it" not in said(person(thin, medicines=("Coumadin",)))


def test_that_kidneys_nobody_tested_are_asked_about() -> None:
    untested = "kidneys not tested"
    assert applies(untested, Profile(age_years=65))
    assert applies(untested, Profile(conditions=frozenset({"diabetes"})))
    assert not applies(untested, Profile(age_years=64))
    assert not applies(untested, person(replace(KIDNEYS, value=90.0), age_years=80))
    assert "your kidneys were tested" in said(Profile(age_years=70))


def test_that_every_threshold_has_a_rule_and_can_be_reached() -> None:
    rules = read_rules()
    told = {rule.when for rule in (*rules.advice, *rules.refusals)}
    for threshold in rules.thresholds:
        assert threshold.group in told
        assert threshold.source
        for end in (threshold.below, threshold.above, threshold.least):
            assert end is None or LABS[threshold.value].least < end < LABS[threshold.value].most
