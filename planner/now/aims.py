"""Further aims of the changes: what else is to come nearer to its target where several answers are as small."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from planner.document.document import AIMS
from planner.foods.nutrients import ALL, BY_KEY, MAGNESIUM, Nutrient
from planner.language.numbers import figure
from planner.language.translate import _
from planner.needs.targets import Targets
from planner.now.intake import Totals

FIBRE, NERVES, SODIUM, SATURATED = AIMS
AIM_WORDS: Mapping[str, str] = {
    FIBRE: _("More fibre"),
    NERVES: _("More of what nerves need"),
    SODIUM: _("Less sodium"),
    SATURATED: _("Less saturated fat"),
}


@dataclass(frozen=True, slots=True)
class Aim:
    """One nutrient that is to come nearer to one end of its targets."""

    nutrient: Nutrient
    least: float | None  # [nutrient.unit / day]
    most: float | None  # [nutrient.unit / day] one of the two is given

    def missed(self, amount: float) -> float:
        """How far an amount of a day is from it, as a share of it; 0 where it is reached."""
        if self.least is not None:
            return max(0.0, 1.0 - amount / self.least)
        return max(0.0, amount / self.most - 1.0) if self.most else 0.0


def aims_of(aims: frozenset[str], targets: Targets) -> tuple[Aim, ...]:
    """What ticked aims ask of each nutrient; of one without a target nothing is asked."""
    found = [Aim(nutrient, least, None) for nutrient in _up(aims) if (least := targets.least(nutrient))]
    found += [Aim(nutrient, None, most) for nutrient in _down(aims) if (most := targets.most(nutrient))]
    return tuple(found)


def _up(aims: frozenset[str]) -> tuple[Nutrient, ...]:
    nerves = tuple(each for each in ALL if each.nerve and each.chased and each != MAGNESIUM)
    return (*((BY_KEY["fiber_g"],) if FIBRE in aims else ()), *(nerves if NERVES in aims else ()))


def _down(aims: frozenset[str]) -> tuple[Nutrient, ...]:
    return tuple(BY_KEY[key] for aim, key in ((SODIUM, "sodium_mg"), (SATURATED, "sfa_g")) if aim in aims)


def aim_lines(aims: Sequence[Aim], before: Totals, after: Totals) -> tuple[str, ...]:
    """How each aim stands before and after the changes, those that are missed before alone."""
    lines = []
    for aim in aims:
        was, now = before[aim.nutrient], after[aim.nutrient]
        if aim.missed(was.amount) == 0.0 == aim.missed(now.amount):
            continue
        said = _("{nutrient}: {was} {unit}, then {now} {unit}; the target is at most {end} {unit}.")
        if aim.least is not None:
            said = _("{nutrient}: {was} {unit}, then {now} {unit}; the target is at least {end} {unit}.")
            if was.at_least or now.at_least:
                said = _("{nutrient}: at least {was} {unit}, then at least {now} {unit}; the target is {end} {unit}.")
        lines.append(
            said.format(
                nutrient=aim.nutrient.label,
                was=_figure(was.amount),
                now=_figure(now.amount),
                end=_figure(aim.least or aim.most or 0.0),
                unit=aim.nutrient.unit,
            )
        )
    return tuple(lines)


def _figure(amount: float) -> str:
    return figure(amount, ",.0f") if amount >= 100 else figure(amount, ",.3g")
