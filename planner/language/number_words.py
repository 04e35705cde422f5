"""Numbers that are written as words, in the kitchen's English."""

from collections.abc import Mapping
from types import MappingProxyType

NUMBER_WORDS: Mapping[str, float] = MappingProxyType(
    {
        "a": 1.0,
        "an": 1.0,
        "one": 1.0,
        "two": 2.0,
        "three": 3.0,
        "four": 4.0,
        "five": 5.0,
        "six": 6.0,
        "seven": 7.0,
        "eight": 8.0,
        "nine": 9.0,
        "ten": 10.0,
        "twelve": 12.0,
        "half": 0.5,
    }
)
