"""Height and weight in US measures and back. A profile holds centimetres and kilograms."""

INCHES_A_FOOT = 12
CM_AN_INCH = 2.54  # exactly, by definition
KG_A_POUND = 0.45359237  # exactly, by definition


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
