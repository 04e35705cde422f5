"""A picture over days as values: strips below each other on one axis of dates. How it is painted is not here."""

from dataclasses import dataclass
from datetime import date

from planner.language.translate import _

REACHED, MISSED, UNKNOWN = "reached", "missed", "unknown"


@dataclass(frozen=True, slots=True)
class Bar:
    """An amount of one date: filled where its target was reached, hatched where it was missed, else empty."""

    date: date
    amount: float
    kind: str = REACHED  # REACHED, MISSED or UNKNOWN


@dataclass(frozen=True, slots=True)
class Curve:
    """Amounts joined by a line, one for each date that has any; without a name they are those of the dots."""

    points: tuple[tuple[date, float], ...]
    name: str = ""
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    """An amount of one date as a point."""

    date: date
    amount: float


@dataclass(frozen=True, slots=True)
class Listed:
    """A point of one date with words beside it, on a line of its own: how high it stands says nothing."""

    date: date
    words: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One part of the picture, from ``least`` to ``most`` [unit of the strip]; ``scale`` is written at its left."""

    title: str
    least: float
    most: float
    scale: tuple[tuple[float, str], ...]
    bars: tuple[Bar, ...] = ()
    curves: tuple[Curve, ...] = ()
    dots: tuple[Dot, ...] = ()
    listed: tuple[Listed, ...] = ()
    tall: bool = False  # the one that the others explain


@dataclass(frozen=True, slots=True)
class Picture:
    """Strips over the days from ``first`` to ``last``, what they show in a sentence, and how it is drawn."""

    first: date
    last: date
    strips: tuple[Strip, ...]
    said: str
    legend: str

    def columns(self) -> tuple[tuple[str, dict[date, object]], ...]:
        """The figures of everything that is drawn: a name, and the amount or the words of each date."""
        found: list[tuple[str, dict[date, object]]] = []
        for strip in self.strips:
            drawn: dict[date, object] = {bar.date: bar.amount for bar in strip.bars}
            drawn |= {dot.date: dot.amount for dot in strip.dots}
            for each in strip.listed:
                drawn[each.date] = f"{drawn[each.date]}; {each.words}" if each.date in drawn else each.words
            found.append((strip.title, drawn))
            found += [
                (_("{strip}: {line}").format(strip=strip.title, line=curve.name), dict(curve.points))
                for curve in strip.curves
                if curve.name
            ]
        return tuple(found)
