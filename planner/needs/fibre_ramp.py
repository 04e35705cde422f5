"""Fibre that rises slowly, for who eats little of it now: a most a day that grows with the weeks since a date."""

from dataclasses import dataclass
from datetime import date

from planner.foods.nutrients import BY_KEY
from planner.language.dates import SHORT_MONTHS
from planner.language.numbers import figure
from planner.language.translate import _

FIBRE = BY_KEY["fiber_g"]
WEEK = 7  # [days]
# That fibre is to rise slowly is what dietitians' sheets say; none of those read gives a number. 5 g a week is this
# planner's own choice: from the 16 or 17 g that adults of the US eat (NHANES) to the 44 g that plans hold in the median
# takes six weeks.
STEP = 5.0  # [g / day] more each week; the first week has one step already
ENDS = 50.0  # [g / day] more is not held back any longer
FROM = (5.0, 40.0)  # [g / day] what somebody may eat now; who eats more needs no ramp
USUAL = 17.0  # [g / day] what is proposed: adults of the US, NHANES
SOURCE = _(
    "UMass Memorial Health, High fiber diet (read in 2026): increase it slowly and drink enough; 5 g a week is this"
    " planner's own choice"
)


@dataclass(frozen=True, slots=True)
class FibreRamp:
    """How much fibre somebody ate when it began to rise."""

    from_g: float  # [g / day]
    since: date

    @property
    def text(self) -> str:
        """Such as "17 g a day on 30 Nov 2026"."""
        when = f"{self.since.day} {SHORT_MONTHS[self.since.month - 1]} {self.since.year}"
        return _("{grams} g a day on {when}").format(grams=figure(self.from_g), when=when)


def most_on(ramp: FibreRamp, day: date | None) -> float | None:
    """The most fibre of a day [g]; None once it is no longer held back.

    Without a date, and before the ramp begins, it is that of the first week, which is the careful side.
    """
    weeks = max(0, (day - ramp.since).days // WEEK) if day is not None else 0
    most = ramp.from_g + STEP * (weeks + 1)
    return most if most < ENDS else None


def wrong_ramp(ramp: object) -> str:
    """Why a ramp cannot stand, or an empty text."""
    if not isinstance(ramp, FibreRamp):
        return _("fibre_ramp is {ramp!r}, expected what was eaten and a date.").format(ramp=ramp)
    least, most = FROM
    if isinstance(ramp.from_g, bool) or not least <= ramp.from_g <= most:
        said = _("The fibre eaten now is {grams} g a day, expected {least} to {most} g.")
        return said.format(grams=figure(ramp.from_g), least=figure(least), most=figure(most))
    return ""
