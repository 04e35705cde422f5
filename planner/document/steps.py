"""Changes the user agreed to, as steps taken one at a time: from what was eaten then towards the target."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planner.document.read_values import DocumentError, a_date, a_list, amount, an_object, food_id, known_keys, word
from planner.document.refused import ADD, DROP, KINDS, SWAP
from planner.document.usual_days import MOST_GRAMS
from planner.language.numbers import figure
from planner.language.translate import _

MOST_STEPS = 6  # and changes in one of them


@dataclass(frozen=True, slots=True)
class StepChange:
    """One change of the usual days, by ids: as it is said of ``changes`` in the README."""

    kind: str  # one of refused.KINDS
    meal: str
    food: str
    grams: float  # [g] afterwards; 0 of a drop
    instead_of: str = ""
    was_g: float = 0.0  # [g] before; 0 of what is added


@dataclass(frozen=True, slots=True)
class Step:
    """Changes made together. What it was to lead to is kept as it was said when the user agreed."""

    changes: tuple[StepChange, ...]
    magnesium_mg: float  # [mg / day] after it
    energy_kcal: float  # [kcal / day] after it
    taken: date | None = None


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps in their order, and the magnesium they begin with. Those that were taken come first."""

    begins_mg: float = 0.0  # [mg / day]
    begins_kcal: float = 0.0  # [kcal / day]
    steps: tuple[Step, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.steps)

    @property
    def next(self) -> Step | None:
        """The first that is not taken yet."""
        return next((step for step in self.steps if step.taken is None), None)

    def with_next_taken(self, today: date) -> "Steps":
        """The next step is taken today.

        Raises:
            ValueError: if all of them are.
        """
        if self.next is None:
            raise ValueError("no step is left")
        place = self.steps.index(self.next)
        taken = replace(self.next, taken=today)
        return replace(self, steps=(*self.steps[:place], taken, *self.steps[place + 1 :]))

    def without(self, gone: Collection[str]) -> "Steps":
        """Without the steps that name some foods."""
        kept = tuple(
            step
            for step in self.steps
            if not any(each.food in gone or each.instead_of in gone for each in step.changes)
        )
        return replace(self, steps=kept) if kept else Steps()


def steps(data: Mapping[str, object], meals: Sequence[str]) -> Steps:
    """Reads the key ``steps``.

    Raises:
        DocumentError: where the first value that cannot be accepted is.
    """
    if not data:
        return Steps()
    known_keys(data, ("begins_mg", "begins_kcal", "steps"), "steps")
    entries = _some(data.get("steps"), "steps.steps")
    found = tuple(_step(each, f"steps.steps[{number}]", meals) for number, each in enumerate(entries))
    open_at = next((number for number, step in enumerate(found) if step.taken is None), len(found))
    for number, step in enumerate(found):
        if step.taken is not None and number > open_at:
            raise DocumentError(f"steps.steps[{number}].taken", _("is given, and an earlier step is not taken"))
    begins_mg, begins_kcal = (amount(data.get(key), f"steps.{key}") for key in ("begins_mg", "begins_kcal"))
    return Steps(begins_mg, begins_kcal, found)


def _some(data: object, key: str) -> list[object]:
    found = a_list(data, key)
    if not 1 <= len(found) <= MOST_STEPS:
        said = _("has {count} entries, expected 1 to {most}")
        raise DocumentError(key, said.format(count=len(found), most=MOST_STEPS))
    return found


def _step(data: object, key: str, meals: Sequence[str]) -> Step:
    entry = an_object(data, key)
    known_keys(entry, ("changes", "magnesium_mg", "energy_kcal", "taken"), key)
    changes = _some(entry.get("changes"), f"{key}.changes")
    return Step(
        tuple(_change(each, f"{key}.changes[{number}]", meals) for number, each in enumerate(changes)),
        amount(entry.get("magnesium_mg"), f"{key}.magnesium_mg"),
        amount(entry.get("energy_kcal"), f"{key}.energy_kcal"),
        a_date(entry["taken"], f"{key}.taken") if "taken" in entry else None,
    )


def _change(data: object, key: str, meals: Sequence[str]) -> StepChange:
    entry = an_object(data, key)
    known_keys(entry, ("kind", "meal", "food", "grams", "instead_of", "was_g"), key)
    kind = word(entry.get("kind"), f"{key}.kind", KINDS)
    if (kind == SWAP) != ("instead_of" in entry):
        raise DocumentError(f"{key}.instead_of", _("is for a swap, and for nothing else"))
    grams, was = (amount(entry.get(name, 0.0), f"{key}.{name}") for name in ("grams", "was_g"))
    for name, value, none in (("grams", grams, kind == DROP), ("was_g", was, kind == ADD)):
        if value > MOST_GRAMS or (value == 0.0) != none:
            said = _("is {value} g, expected more than 0 and at most {most}, and 0 of what is not there")
            raise DocumentError(f"{key}.{name}", said.format(value=figure(value), most=figure(MOST_GRAMS, ",.0f")))
    return StepChange(
        kind,
        word(entry.get("meal"), f"{key}.meal", meals),
        food_id(entry.get("food"), f"{key}.food"),
        grams,
        food_id(entry["instead_of"], f"{key}.instead_of") if kind == SWAP else "",
        was,
    )


def steps_to_json(value: Steps) -> dict[str, object]:
    """As the document holds them."""
    return {
        "begins_mg": value.begins_mg,
        "begins_kcal": value.begins_kcal,
        "steps": [_step_to_json(step) for step in value.steps],
    }


def _step_to_json(step: Step) -> dict[str, object]:
    data: dict[str, object] = {"changes": [_change_to_json(each) for each in step.changes]}
    data |= {"magnesium_mg": step.magnesium_mg, "energy_kcal": step.energy_kcal}
    return data if step.taken is None else data | {"taken": step.taken.isoformat()}


def _change_to_json(change: StepChange) -> dict[str, object]:
    data: dict[str, object] = {"kind": change.kind, "meal": change.meal, "food": change.food, "grams": change.grams}
    if change.instead_of:
        data["instead_of"] = change.instead_of
    return data | {"was_g": change.was_g}
