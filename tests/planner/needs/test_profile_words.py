"""Every word of a profile in words."""

import pytest

from planner.foods.vocabulary import ALLERGENS, DIETS
from planner.needs.adjusted_targets import RAMP
from planner.needs.medical_rules import COUNTED, UNTESTED, read_rules
from planner.needs.medicines import GROUPS
from planner.needs.profile import ACTIVITIES, CONDITIONS, LIFE_STAGES, RESTRICTIONS, SEXES
from planner.needs.profile_words import WORDS, in_words
from planner.needs.targets import CONFIRMATIONS

KNOWN = (*SEXES, *ACTIVITIES, *LIFE_STAGES, *DIETS, *ALLERGENS, *CONDITIONS, *CONFIRMATIONS)
OF_VALUES = {threshold.group for threshold in read_rules().thresholds}
OTHER_GROUPS = {*GROUPS, *RESTRICTIONS, COUNTED, RAMP, UNTESTED, *OF_VALUES} - set(CONDITIONS)


def test_that_every_word_a_profile_may_hold_can_be_translated() -> None:
    assert {*KNOWN, *OTHER_GROUPS} == set(WORDS)


@pytest.mark.parametrize("word", KNOWN)
def test_that_without_a_translation_a_word_stays_as_it_is(word: str) -> None:
    assert in_words(word) == word
