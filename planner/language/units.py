"""US measures in metric ones and back. A profile holds centimetres and kilograms, a portion grams."""

from collections.abc import Mapping
from types import MappingProxyType

INCHES_A_FOOT = 12
CM_AN_INCH = 2.54  # exactly, by definition
KG_A_POUND = 0.45359237  # exactly, by definition
KJ_A_KCAL = 4.184  # exactly: the thermochemical calorie, which the tables of USDA use
ML: Mapping[str, float] = MappingProxyType(  # [ml] exactly, by definition: a gallon of 231 cubic inches has 16 cups
    {"cup": 236.5882365, "fl oz": 29.5735295625, "tbsp": 14.78676478125, "tsp": 4.92892159375}
)


def feet_and_inches(cm: float) -> tuple[int, float]:
    """A height as feet and inches, to a tenth of an inch: 165 cm are 5 ft 5 in."""
    tenths = round(cm / CM_AN_INCH * 10)
    feet, rest = divmod(tenths, INCHES_A_FOOT * 10)
    return feet, rest / 10


def centimetres(feet: float, inches: float) -> float:
    """[cm] to a hundredth, so that the inches come back as they were written."""
    return round((feet * INCHES_A_FOOT + inches) * CM_AN_INCH, 2)


def pounds(kg: float) -> float:
    """[lb] to a tenth."""
    return round(kg / KG_A_POUND, 1)


def kilograms(lb: float) -> float:
    """[kg] to a hundredth, so that the pounds come back as they were written."""
    return round(lb * KG_A_POUND, 2)


def millilitres(quantity: float, measure: str) -> float | None:
    """[ml] of a measure of volume, None for any other measure."""
    each = ML.get(measure)
    return None if each is None else quantity * each


def kilocalories(kilojoules: float) -> float:
    """[kcal] to a hundredth."""
    return round(kilojoules / KJ_A_KCAL, 2)


def kilojoules(kcal: float) -> float:
    """[kJ] to a whole one, as labels print them."""
    return round(kcal * KJ_A_KCAL)
