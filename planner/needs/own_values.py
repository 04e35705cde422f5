"""The user's own values beside the tables': one row for each nutrient, and the change of one of them."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType

from planner.foods.nutrients import ALL, BY_KEY, DERIVED, ENERGY, Nutrient
from planner.needs.adjusted_targets import targets_of
from planner.needs.profile import Profile
from planner.needs.targets import CONFIRMATIONS, Own, OwnTarget, TargetError

_ALL_CONFIRMED = frozenset(CONFIRMATIONS)  # what must be confirmed is asked elsewhere, and hides no number here


@dataclass(frozen=True, slots=True)
class TargetRow:
    """What the tables recommend of one nutrient and, in its place, what the user wrote.

    ``own`` has the ends the user wrote; of energy, a ``least`` is the centre of the day's energy unless the user
    wrote a ``band``. ``removed`` says that the user wants no goal at all. ``fixed`` ones follow from others and take
    no own value.
    """

    nutrient: Nutrient
    least: float | None  # [nutrient.unit / day] recommended
    most: float | None  # [nutrient.unit / day] upper limit
    source: str
    own: OwnTarget | None = None
    removed: bool = False
    fixed: bool = False
    band: bool = False

    @property
    def changed(self) -> bool:
        return self.own is not None or self.removed


def target_rows(profile: Profile, own: Mapping[str, Own]) -> tuple[TargetRow, ...]:
    """A row for every nutrient that can have a target, in the order of the nutrients."""
    table = targets_of(profile, {}, _ALL_CONFIRMED)
    rows = []
    for nutrient in (*ALL, *DERIVED):
        targets = table.of(nutrient)
        rows.append(
            TargetRow(
                nutrient,
                table.energy_kcal if nutrient == ENERGY else table.least(nutrient),
                None if nutrient == ENERGY else table.most(nutrient),
                "; ".join(target.source for target in targets),
                own=_ends(own[nutrient.key]) if nutrient.key in own else None,
                removed=nutrient.key in own and own[nutrient.key] is None,
                fixed=nutrient in DERIVED,
                band=isinstance(own.get(nutrient.key), OwnTarget),
            )
        )
    return tuple(rows)


def with_own_target(
    profile: Profile, own: Mapping[str, Own], key: str, least: float | None, most: float | None
) -> Mapping[str, Own]:
    """The own values with these ends of one nutrient; without any end, the tables' hold again.

    Raises:
        TargetError: if the value cannot stand for this profile, an UndecidedError where a least alone may be meant as
            a most.
    """
    if least is None and most is None:
        return MappingProxyType({name: value for name, value in own.items() if name != key})
    return with_own_value(profile, own, key, least if most is None else OwnTarget(least, most))


def with_own_value(profile: Profile, own: Mapping[str, Own], key: str, value: Own) -> Mapping[str, Own]:
    """The own values with this one of one nutrient.

    Raises:
        TargetError: if it cannot stand for this profile.
    """
    targets_of(profile, {key: value}, _ALL_CONFIRMED)  # says which one is wrong when others are too
    return MappingProxyType({**own, key: value})


def set_by_clinician(own: Mapping[str, Own], key: str, when: date | None) -> Mapping[str, Own]:
    """The own values with this one marked as set by a clinician on a day, or as the user's own; it stays what it is.

    A centre of energy takes no mark: as ends it would be another value.
    """
    value = own.get(key)
    if isinstance(value, OwnTarget):
        return MappingProxyType({**own, key: replace(value, clinician=when)})
    if value is None or when is None or key == ENERGY.key:
        return own
    return MappingProxyType({**own, key: OwnTarget(least=value, clinician=when)})


def wrong_own_target(profile: Profile, own: Mapping[str, Own]) -> tuple[str, str] | None:
    """The nutrient of an own value that cannot stand for this profile, with the sentence that says why."""
    try:
        targets_of(profile, own, _ALL_CONFIRMED)
    except TargetError as error:
        key = error.key.removeprefix("targets.")
        return (key if key in BY_KEY else ENERGY.key), error.why
    return None


def _ends(own: Own) -> OwnTarget | None:
    return own if own is None or isinstance(own, OwnTarget) else OwnTarget(least=own)
