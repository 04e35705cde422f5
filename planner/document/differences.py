"""What differs between two versions of a document, by kind and in words, for whoever has to choose one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from planner.document.document import Document, Stored
from planner.language.phrases import in_a_row
from planner.language.translate import _, ngettext

MOST_NAMED = 3  # of what differs, in one line; the others are counted

KINDS = {  # the fields of a document, by the words of the window; several fields may be one kind
    "profile": _("Profile and health"),
    "targets": _("Own targets"),
    "confirmed": _("Own targets"),
    "tastes": _("Tastes"),
    "wishes": _("Wishes"),
    "days": _("Days of the plan"),
    "start": _("Days of the plan"),
    "locks": _("What is locked or taken out"),
    "removed": _("What is locked or taken out"),
    "stock": _("At home"),
    "shopping": _("Shopping list"),
    "habits": _("Habits"),
    "people": _("Household"),
    "own_foods": _("Own foods"),
    "own_dishes": _("Own dishes"),
    "drinks": _("Drinks of every day"),
    "usual_days": _("What you eat now"),
    "supplements": _("Supplements"),
    "steps": _("Steps of what you eat now"),
    "aims": _("Aims of changes"),
    "refused": _("Changes that are not proposed"),
    "favourites": _("Favourite weeks"),
    "days_ahead": _("Days of the plan"),
    "week_begins": _("Days of the plan"),
    "marks": _("What was eaten"),
    "recorded": _("What was eaten"),
    "diary": _("Scores and weight"),
    "id": "",  # it is no decision, and never differs by itself
    "season": _("Habits"),
    "seed": _("Which of many plans is yours"),
    "name": _("Name"),
}
PLAN = _("The plan")


@dataclass(frozen=True, slots=True)
class Difference:
    """One kind of decision that is not the same in both versions, and how far apart they are."""

    kind: str
    said: str


def differences(ours: Stored, theirs: Stored, name_of: Callable[[str], str] = str) -> tuple[Difference, ...]:
    """The kinds of decision in which two versions differ, in the order of the document; the plan is the last.

    ``name_of`` gives the name of a food by its id.
    """
    said: dict[str, list[str]] = {}
    for each in fields(Document):
        before, after = getattr(ours.document, each.name), getattr(theirs.document, each.name)
        if each.compare and before != after:
            said.setdefault(KINDS[each.name], []).extend(_apart(before, after, name_of))
    found = [Difference(kind, " ".join(lines) or _("Not the same.")) for kind, lines in said.items()]
    if ours.plan != theirs.plan:
        found.append(Difference(PLAN, _plans_apart(ours, theirs, name_of)))
    return tuple(found)


def _apart(before: Any, after: Any, name_of: Callable[[str], str]) -> Iterable[str]:
    """Sentences on two values of a field; none where nothing short can be said."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        changed = [key for key in sorted({*before, *after}) if before.get(key) != after.get(key)]
        yield _named(changed, name_of)
        return
    if isinstance(before, tuple) and isinstance(after, tuple) and all(hasattr(each, "name") for each in before + after):
        changed = [each for each in before if each not in after] + [each for each in after if each not in before]
        named = sorted({each.name for each in changed})
        if named:
            yield _named(named, str)
            return
    if isinstance(before, (tuple, frozenset)) and len(before) != len(after):
        yield _("{here} here, {there} there.").format(here=len(before), there=len(after))
    elif isinstance(before, (int, date)) and isinstance(after, (int, date)):
        yield _("{here} here, {there} there.").format(here=before, there=after)


def _plans_apart(ours: Stored, theirs: Stored, name_of: Callable[[str], str]) -> str:
    """Which foods are only in one of two plans."""
    if not ours.plan or not theirs.plan:
        return _("Only here is a plan.") if ours.plan else _("Only there is a plan.")
    mine, other = ({portion.food for meal in each.plan for portion in meal.portions} for each in (ours, theirs))
    changed = sorted(mine ^ other)
    return _named(changed, name_of) if changed else _("The same foods, in other portions or meals.")


def _named(keys: list[str], name_of: Callable[[str], str]) -> str:
    """Such as "5: Almonds, Spinach, Milk and 2 more."."""
    names = [name_of(key) for key in keys[:MOST_NAMED]]
    if more := len(keys) - len(names):
        names.append(ngettext("{count} more", "{count} more", more).format(count=more))
    return _("{count}: {names}.").format(count=len(keys), names=in_a_row(names))
