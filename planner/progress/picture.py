"""The picture of a stretch of days: magnesium, and below it what was written down and measured."""

from collections.abc import Iterator, Sequence
from datetime import date

from planner.foods.nutrients import MAGNESIUM
from planner.language.numbers import figure
from planner.language.translate import _, ngettext
from planner.language.units import pounds
from planner.needs.lab_values import amount_text
from planner.output.picture import MISSED, REACHED, UNKNOWN, Bar, Curve, Dot, Listed, Picture, Strip
from planner.plan.promise import is_short
from planner.progress.recorded import DayProgress, Progress

MOST_LISTED = 8  # values of the blood in the picture, the newest; all of them stand in the tables
ROOM = 1.15  # of the largest amount, above it
NO_CAUSE = _("That two things change together does not show that one causes the other.")


def picture_of(progress: Progress, units: str, *, with_diary: bool = True) -> Picture:
    """The picture in these measures; without the diary, scores, weight and laboratory values are left out."""
    strips = [_magnesium(progress), *(_written(progress, units) if with_diary else ())]
    count = len(progress.days)
    said = ngettext(
        "Magnesium of {count} day as a bar, with the target and the mean of seven days as lines",
        "Magnesium of {count} days as bars, with the target and the mean of seven days as lines",
        count,
    ).format(count=count)
    below = [strip.title for strip in strips[1:]]
    if below:
        said = _("{picture}; below it {others}").format(picture=said, others="; ".join(below))
    legend = _(
        "Bars: magnesium as you ate it, hatched where the target was missed, empty where more may have been eaten than"
        " is known. Dashed: the target. Line: the mean of seven days."
    )
    return Picture(progress.first, progress.last, tuple(strips), said, f"{legend} {NO_CAUSE}" if below else legend)


def _magnesium(progress: Progress) -> Strip:
    goals = [(day.date, least) for day in progress.days if (least := day.least(MAGNESIUM)) is not None]
    means = [(day.date, mean) for day, mean in zip(progress.days, progress.running, strict=True)]
    largest = max([1.0, *(_eaten(day) for day in progress.days), *(least for _when, least in goals)])
    return Strip(
        _("Magnesium, mg a day"),
        0.0,
        ROOM * largest,
        ((0.0, "0 mg"), (largest, f"{figure(round(largest), ',d')} mg")),
        tuple(Bar(day.date, _eaten(day), _kind(day)) for day in progress.days),
        (Curve(tuple(goals), _("target"), dashed=True), Curve(tuple(means), _("mean of seven days"))),
        tall=True,
    )


def _eaten(day: DayProgress) -> float:
    """[mg]"""
    return day.eaten.totals[MAGNESIUM].amount


def _kind(day: DayProgress) -> str:
    """A sum that is short only as far as it is known misses nothing: more may have been eaten."""
    least, held = day.least(MAGNESIUM), day.eaten.totals[MAGNESIUM]
    if least is None or not is_short(MAGNESIUM, held.amount, least):
        return REACHED
    return UNKNOWN if held.at_least else MISSED


def _written(progress: Progress, units: str) -> Iterator[Strip]:
    scores = [(day.date, float(day.score)) for day in progress.diary if day.score is not None]
    if scores:
        dots = tuple(Dot(when, score) for when, score in scores)
        title = _("Tingling or pain, 0 none to 10 the worst imaginable")
        yield Strip(title, 0.0, 10.0, ((0.0, "0"), (10.0, "10")), curves=(Curve(tuple(scores)),), dots=dots)
    weights = [
        (day.date, pounds(day.weight_kg) if units == "us" else day.weight_kg)
        for day in progress.diary
        if day.weight_kg is not None
    ]
    if weights:
        yield _weights(weights, _("lb") if units == "us" else "kg")
    if progress.values:
        listed = tuple(
            Listed(value.taken, _("{value} {amount}").format(value=value.name, amount=amount_text(value)))
            for value in progress.values[-MOST_LISTED:]
            if value.taken is not None
        )
        yield Strip(_("Values of the blood"), 0.0, 1.0, (), listed=listed)


def _weights(weights: Sequence[tuple[date, float]], unit: str) -> Strip:
    amounts = [weight for _when, weight in weights]
    lowest, highest = min(amounts), max(amounts)
    scale = tuple((end, f"{figure(round(end, 1))} {unit}") for end in dict.fromkeys((lowest, highest)))
    room = max(1.0, 0.3 * (highest - lowest))
    title = _("Weight, {unit}").format(unit=unit)
    dots = tuple(Dot(when, weight) for when, weight in weights)
    return Strip(title, lowest - room, highest + room, scale, curves=(Curve(tuple(weights)),), dots=dots)
