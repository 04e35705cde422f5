"""Laboratory values: their units of both worlds, what is plausible, and which groups of rules they turn on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from planner.language.dates import short_day
from planner.language.numbers import figure
from planner.language.phrases import in_a_row
from planner.language.translate import _

EGFR, POTASSIUM, MAGNESIUM, HBA1C, B12, INR, VITAMIN_D = (
    *("eGFR", "potassium", "magnesium"),
    *("HbA1c", "B12", "INR", "vitamin D"),
)
EARLIEST = date(1990, 1, 1)  # of a value's date; an earlier one is a slip of the hand


@dataclass(frozen=True, slots=True)
class LabValue:
    """One value of a person's blood, in the unit it was written in."""

    name: str  # a key of ``LABS``
    value: float  # [unit]
    unit: str
    taken: date | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit a value may be written in: ``times`` and ``plus`` lead from it to the first unit of its value."""

    name: str
    times: float = 1.0
    plus: float = 0.0


@dataclass(frozen=True, slots=True)
class Lab:
    """A value that can be entered, in what units, and within what limits [its first unit] anybody at home has it."""

    label: str
    units: tuple[Unit, ...]
    least: float
    most: float
    source: str


# The limits are wide: outside them a slip of the hand or another unit is likelier than a person who plans meals. The
# factors of the mole are those of the molar masses: Mg 24.305, cobalamin 1355.4, 25-hydroxyvitamin D3 400.6 g / mol.
LABS: Mapping[str, Lab] = MappingProxyType(
    {
        EGFR: Lab(
            _("eGFR (kidneys)"),
            (Unit("mL/min/1.73m2"),),
            2.0,
            200.0,
            "KDIGO 2024, Kidney Int 105(4S):S117, doi 10.1016/j.kint.2023.10.018",
        ),
        POTASSIUM: Lab(_("Potassium"), (Unit("mmol/L"), Unit("mEq/L")), 2.0, 8.0, "one charge: 1 mEq is 1 mmol"),
        MAGNESIUM: Lab(
            _("Magnesium"),
            (Unit("mmol/L"), Unit("mg/dL", 10 / 24.305), Unit("mEq/L", 0.5)),
            0.2,
            1.6,
            "molar mass 24.305 g/mol, two charges",
        ),
        HBA1C: Lab(
            _("HbA1c (blood sugar of three months)"),
            (Unit("%"), Unit("mmol/mol", 0.09148, 2.152)),
            3.0,
            20.0,
            "NGSP, IFCC standardization of HbA1c: NGSP = 0.09148 IFCC + 2.152",
        ),
        B12: Lab(
            _("Vitamin B12"),
            (Unit("pg/mL"), Unit("pmol/L", 1.3554)),
            20.0,
            10_000.0,
            "molar mass 1355.4 g/mol",
        ),
        INR: Lab(_("INR"), (Unit(""),), 0.5, 15.0, "a ratio"),
        VITAMIN_D: Lab(
            _("Vitamin D (25-OH)"),
            (Unit("nmol/L"), Unit("ng/mL", 1000 / 400.6)),
            3.0,
            500.0,
            "molar mass 400.6 g/mol",
        ),
    }
)


def in_first_unit(value: LabValue) -> float:
    """The value in the first unit of its kind, in which thresholds are written."""
    unit = next(unit for unit in LABS[value.name].units if unit.name == value.unit)
    return unit.times * value.value + unit.plus


def wrong_value(value: LabValue) -> str:
    """Why a value cannot stand, or an empty text. Where it would be plausible in another unit, that is asked."""
    lab = LABS.get(value.name)
    if lab is None:
        return _("values names {name!r}, expected any of: {known}.").format(name=value.name, known=", ".join(LABS))
    units = [unit.name for unit in lab.units]
    if value.unit not in units:
        said = _("The unit of {value} is {unit!r}, expected {units}.")
        return said.format(value=value.name, unit=value.unit, units=_(" or ").join(name or _("none") for name in units))
    if value.taken is not None and value.taken < EARLIEST:
        return _("The date of {value} is before {year}.").format(value=value.name, year=EARLIEST.year)
    if lab.least <= in_first_unit(value) <= lab.most:
        return ""
    said = _("{value} is {amount}, expected {least} to {most}.").format(
        value=value.name, amount=amount_text(value), least=_bound(value, lab.least), most=_bound(value, lab.most)
    )
    others = [LabValue(value.name, value.value, unit) for unit in units if unit != value.unit]
    fitting = [other.unit for other in others if lab.least <= in_first_unit(other) <= lab.most]
    if fitting:
        return f"{said} " + _("Is it in {units}?").format(units=_(" or ").join(fitting))
    return f"{said} " + _("If it is so on your report, ask your doctor today, and leave it out here.")


def _bound(value: LabValue, end: float) -> str:
    """A limit in the unit that was chosen."""
    unit = next(unit for unit in LABS[value.name].units if unit.name == value.unit)
    return figure((end - unit.plus) / unit.times, ".3g")


def amount_text(value: LabValue) -> str:
    """Such as "5.6 mmol/L"."""
    return f"{figure(value.value)} {value.unit}".strip()


def value_text(value: LabValue) -> str:
    """Such as "potassium of 5.6 mmol/L (1 Oct 2026)"."""
    said = _("{value} of {amount}").format(value=value.name, amount=amount_text(value))
    return said if value.taken is None else f"{said} ({taken_text(value)})"


def taken_text(value: LabValue) -> str:
    """Such as "1 Oct 2026", empty where nobody said when."""
    return "" if value.taken is None else short_day(value.taken)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where a value turns on the rules of a group: below, above, or from an amount on [first unit of the value]."""

    group: str
    value: str  # a key of ``LABS``
    source: str
    below: float | None = None
    above: float | None = None
    least: float | None = None

    @property
    def reason(self) -> str:
        """Such as "eGFR below 60 mL/min/1.73m2"."""
        unit = LABS[self.value].units[0].name
        for end, said in (
            (self.below, _("{value} below {amount}")),
            (self.above, _("{value} above {amount}")),
            (self.least, _("{value} of {amount} or more")),
        ):
            if end is not None:
                return said.format(value=self.value, amount=f"{figure(end)} {unit}".strip())
        return self.value

    def holds(self, value: LabValue) -> bool:
        if value.name != self.value:
            return False
        amount = in_first_unit(value)
        return (
            (self.below is not None and amount < self.below)
            or (self.above is not None and amount > self.above)
            or (self.least is not None and amount >= self.least)
        )


def in_order(values: Iterable[LabValue]) -> tuple[LabValue, ...]:
    """By name in the order of ``LABS``, the oldest of each first."""
    names = list(LABS)
    return tuple(sorted(values, key=lambda value: (names.index(value.name), value.taken or date.min)))


def newest(values: Iterable[LabValue]) -> tuple[LabValue, ...]:
    """The last of each name: what rules are asked about. What is older is there to be read."""
    return tuple({value.name: value for value in in_order(values)}.values())


def course(values: Sequence[LabValue], name: str) -> str:
    """The values of one name as they went, the newest first, such as "7.1 % (1 Oct 2026), 7.4 % (2 Mar 2026)"."""
    said = []
    for value in reversed([each for each in in_order(values) if each.name == name]):
        when = taken_text(value)
        said.append(f"{amount_text(value)} ({when})" if when else amount_text(value))
    return ", ".join(said)


def that_turn_on(values: Sequence[LabValue], thresholds: Sequence[Threshold], group: str) -> tuple[LabValue, ...]:
    """The newest values for which the rules of a group hold."""
    asked = [threshold for threshold in thresholds if threshold.group == group]
    return tuple(value for value in newest(values) if any(threshold.holds(value) for threshold in asked))


def said_of(values: Sequence[LabValue]) -> str:
    """The values in a sentence, such as "your potassium of 5.6 mmol/L"."""
    return _("your {values}").format(values=in_a_row([value_text(value) for value in values]))
